//! The invented staff of the demonstration, one for each role, and their rota.

use std::net::SocketAddr;

use jiff::{SignedDuration, Timestamp};
use pathway::ladder::Rung;
use pathway::{Actor, Role};
use store::{Act, NewShift, NewUser, OnDuty, PasswordHash, Store, Via};

/// Name, role, sign-in name, duty.
const STAFF: [(&str, Role, &str, Option<Rung>); 11] = [
    ("A. Ng", Role::Coordinator, "coordinator", Some(Rung::Coordinator)),
    ("Dr T. Okafor", Role::Coordinator, "registrar", Some(Rung::Registrar)),
    ("Mr S. Rao", Role::Consultant, "consultant", Some(Rung::Consultant)),
    ("Dr M. Obi", Role::Consultant, "oncologist", None),
    ("R. Larsen", Role::Radiology, "radiology", None),
    ("K. Whitlock", Role::Therapist, "therapist", None),
    ("B. Aldous", Role::Billing, "billing", None),
    ("J. Marsh", Role::Manager, "manager", None),
    ("P. Quill", Role::Administrator, "administrator", None),
    ("Dr L. Fenn", Role::Referrer, "referrer", None),
    ("Sam Carter", Role::Patient, "patient", None),
];

/// Whoever `Administrator` is in the audit when the demonstration sets itself up.
fn act(now: Timestamp) -> Act {
    Act { actor: Actor::system(), now, via: Via::CommandLine }
}

/// Adds the staff and puts them on the rota for a week either side of now, with one gap to be seen.
pub(super) async fn arrive(store: &dyn Store, now: Timestamp) -> anyhow::Result<()> {
    for (n, (name, role, sign_in, duty)) in STAFF.into_iter().enumerate() {
        let user = NewUser {
            sign_in: sign_in.into(),
            name: name.into(),
            role,
            // No password matches this: the demonstration is entered by its links alone.
            password: PasswordHash("no password".into()),
            email: Some(format!("{sign_in}@northfield.example")),
            pager: Some(format!("07700 9001{n:02}")),
        };
        let id = store.add_user(act(now), user).await??;
        let Some(duty) = duty else { continue };
        let hours = |h: i64| now.checked_add(SignedDuration::from_hours(h)).unwrap_or(now);
        // Six days ahead somebody forgot to put a coordinator on: the page has to say so.
        let stretches = if duty == Rung::Coordinator {
            vec![(hours(-96), hours(140)), (hours(152), hours(24 * 16))]
        } else {
            vec![(hours(-96), hours(24 * 16))]
        };
        for (from, until) in stretches {
            let shift = NewShift { duty, who: OnDuty::User(id), from, until };
            store.add_shift(act(now), shift).await?;
        }
    }
    Ok(())
}

/// A sign-in link for each role.
pub(super) fn links(address: SocketAddr) -> Vec<(&'static str, String)> {
    Role::ACCOUNTS
        .iter()
        .map(|role| (role.key(), format!("http://{address}/demo/sign-in/{}", role.key())))
        .collect()
}
