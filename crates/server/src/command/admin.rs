//! Administration from the command line: users, other systems, the rota.

use std::io::{BufRead, stdin};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use jiff::Timestamp;
use pathway::ladder::{Contact, Rung};
use pathway::{Actor, Role};
use store::{Act, NewShift, NewUser, OnDuty, SecretHash, Store, Via};
use web::Clock as _;

use super::records::open;
use crate::clock::WallClock;

/// What can be done with users.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum User {
    /// Everyone.
    List,
    /// Add one; the password is read from standard input, one line.
    Add {
        /// What they type to sign in.
        #[arg(long)]
        sign_in: String,
        /// As colleagues see it.
        #[arg(long)]
        name: String,
        /// coordinator, consultant, radiology, therapist, billing, manager, administrator, referrer
        /// or patient.
        #[arg(long)]
        role: String,
        /// For alerts.
        #[arg(long)]
        email: Option<String>,
        /// For alerts.
        #[arg(long)]
        pager: Option<String>,
    },
    /// End someone's access, and their sessions, at once.
    Leave {
        /// Their sign-in name.
        sign_in: String,
    },
}

/// What can be done with other systems.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Client {
    /// All of them.
    List,
    /// Add one; prints its key once.
    Add {
        /// Its name.
        name: String,
    },
}

/// What can be done with the rota.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Rota {
    /// Who is on call now, and the gaps of the next two weeks.
    Show,
    /// Add a shift.
    Add {
        /// coordinator, registrar, consultant or switchboard.
        #[arg(long)]
        duty: String,
        /// A user's sign-in name; or give --name.
        #[arg(long)]
        user: Option<String>,
        /// Someone without an account.
        #[arg(long)]
        name: Option<String>,
        /// Their e-mail address.
        #[arg(long)]
        email: Option<String>,
        /// Their pager or mobile number.
        #[arg(long)]
        pager: Option<String>,
        /// From when, such as 2026-11-24T08:00:00Z.
        #[arg(long)]
        from: Timestamp,
        /// Until when.
        #[arg(long)]
        until: Timestamp,
    },
}

fn act() -> Act {
    let actor = Actor { name: "command line".into(), role: Role::Administrator, user: None };
    Act { actor, now: WallClock.now(), via: Via::CommandLine }
}

pub(crate) async fn user(data: &Path, command: User) -> anyhow::Result<ExitCode> {
    let (store, _) = open(data)?;
    match command {
        User::List => {
            for user in store.users().await? {
                let active = if user.active { "active" } else { "left" };
                println!("{}\t{}\t{}\t{active}", user.sign_in, user.role.key(), user.name);
            }
        }
        User::Add { sign_in, name, role, email, pager } => {
            let role = Role::from_key(&role).ok_or_else(|| anyhow!("there is no role {role}"))?;
            let mut password = String::new();
            stdin().lock().read_line(&mut password)?;
            let password = web::sign_in::hash_password(password.trim_end_matches(['\r', '\n']))
                .map_err(anyhow::Error::msg)?;
            let user =
                NewUser { sign_in: sign_in.to_lowercase(), name, role, password, email, pager };
            store.add_user(act(), user).await??;
        }
        User::Leave { sign_in } => {
            let user = store.user_by_sign_in(sign_in).await?;
            let mut user = user.ok_or_else(|| anyhow!("there is no such user"))?;
            user.active = false;
            store.change_user(act(), user).await??;
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn client(data: &Path, command: Client) -> anyhow::Result<ExitCode> {
    let (store, _) = open(data)?;
    match command {
        Client::List => {
            for client in store.clients().await? {
                let active = if client.active { "active" } else { "ended" };
                println!("{}\t{}\t{active}", client.id, client.name);
            }
        }
        Client::Add { name } => {
            let key = web::visit::random_token();
            store.add_client(act(), name, SecretHash::of(key.as_bytes())).await?;
            println!("{key}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn rota(data: &Path, command: Rota) -> anyhow::Result<ExitCode> {
    let (store, _) = open(data)?;
    let now = WallClock.now();
    match command {
        Rota::Show => {
            for (duty, contact) in store.on_call(now).await?.duties {
                println!("{}\t{}", duty.key(), contact.name);
            }
            let fortnight = jiff::SignedDuration::from_hours(14 * 24);
            for gap in store.rota_gaps(now, now.checked_add(fortnight)?).await? {
                println!("gap\t{}\t{}\t{}", gap.duty.key(), gap.from, gap.until);
            }
        }
        Rota::Add { duty, user, name, email, pager, from, until } => {
            let duty = Rung::from_key(&duty).ok_or_else(|| anyhow!("there is no duty {duty}"))?;
            let who = match (user, name) {
                (Some(sign_in), _) => {
                    let user = store.user_by_sign_in(sign_in).await?;
                    OnDuty::User(user.ok_or_else(|| anyhow!("there is no such user"))?.id)
                }
                (None, Some(name)) => OnDuty::Contact(Contact { name, email, pager }),
                (None, None) => bail!("give --user or --name"),
            };
            if until <= from {
                bail!("the shift must end after it begins");
            }
            store.add_shift(act(), NewShift { duty, who, from, until }).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
