//! Kills the service at random points under load and counts what was lost: it must be nothing.
//!
//! One round: start `cordline serve` on the same data folder, let clients send referrals, end the
//! process with SIGKILL at a random moment, start it again and ask for everything that it had
//! acknowledged. After the last round `cordline verify` checks chains, projections and deadlines.
//!
//! `--answer-before-commit` attacks a service that answers too early, which must be noticed.
//!
//! A process kill shows that nothing is acknowledged before it is handed to the disk; it is no proof
//! against a power cut, which no test inside one machine can give.

mod fsyncs;
mod ledger;
mod load;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::bundle::Template;
use crate::dice::Dice;
use crate::program::Program;
use crate::server::{self, Server};
use crate::workspace::Workspace;
use ledger::Ledger;

const CLIENTS: usize = 16;
const PATIENCE: Duration = Duration::from_secs(30);
/// The process lives between these after it is ready, so that a kill falls into busy writing.
const LIFE_MS: std::ops::Range<u64> = 20..250;

/// How much to do.
pub(crate) struct Plan {
    kills: u32,
    seed: u64,
    /// Attack a service that answers too early, and fail unless that is noticed.
    answer_before_commit: bool,
}

impl Plan {
    /// What the gate runs.
    pub(crate) fn short() -> Self {
        Self { kills: 20, seed: 1, answer_before_commit: false }
    }

    /// `--kills N --seed N --answer-before-commit`; a thousand kills unless told otherwise.
    pub(crate) fn from_arguments(arguments: &[String]) -> Result<Self> {
        let mut plan = Self { kills: 1000, seed: 1, answer_before_commit: false };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            if name == "--answer-before-commit" {
                plan.answer_before_commit = true;
                continue;
            }
            let value = rest.next().with_context(|| format!("{name} needs a number"))?;
            let number = || value.parse().with_context(|| format!("{name} needs a number"));
            match name.as_str() {
                "--kills" => plan.kills = number()?,
                "--seed" => plan.seed = number()?.into(),
                other => bail!("there is no option {other:?}; try --kills N --seed N"),
            }
        }
        Ok(plan)
    }
}

/// The service under attack: one binary, one data folder, one client's key.
struct Target {
    binary: PathBuf,
    data: PathBuf,
    key: String,
    bundle: Template,
}

/// Runs the plan in a fresh folder under the build folder, which stays when something was lost.
pub(crate) fn run(workspace: &Workspace, plan: &Plan) -> Result<()> {
    if plan.answer_before_commit {
        return must_be_noticed(workspace, plan);
    }
    let target = Target::prepare(workspace, workspace.release_binary()?)?;
    attack(&target, plan)?;
    fsyncs::report(&target.binary, &target.bundle, CLIENTS)?;
    std::fs::remove_dir_all(&target.data).context("removing the data folder")
}

/// A check that never failed proves nothing: the same attack on a service that answers before its
/// commit must find what it lost.
fn must_be_noticed(workspace: &Workspace, plan: &Plan) -> Result<()> {
    let target = Target::prepare(workspace, workspace.early_answering_binary()?)?;
    match attack(&target, plan) {
        Err(error) if format!("{error:#}").contains("lost: ") => {
            println!("noticed, as it must be: {error:#}");
            std::fs::remove_dir_all(&target.data).context("removing the data folder")
        }
        Err(error) => Err(error.context("failed for another reason than a lost write")),
        Ok(()) => bail!("a service that answers before its commit was not noticed"),
    }
}

fn attack(target: &Target, plan: &Plan) -> Result<()> {
    let mut dice = Dice::from_seed(plan.seed);
    let mut ledger = Ledger::default();
    println!("{} kills, seed {}, {CLIENTS} clients", plan.kills, plan.seed);
    for round in 1..=plan.kills {
        let before = ledger.acknowledged();
        let life = Duration::from_millis(dice.between(LIFE_MS));
        target
            .live_and_die(life, &mut ledger)
            .with_context(|| format!("kill {round} of {} (seed {})", plan.kills, plan.seed))?;
        if round % 50 == 0 || round == plan.kills {
            let all = ledger.acknowledged();
            println!("kill {round}: {all} acknowledged so far, {} in this life", all - before);
        }
    }
    target.check_everything(&ledger)?;
    let acknowledged = ledger.acknowledged();
    let each = acknowledged / usize::try_from(plan.kills).unwrap_or(1).max(1);
    println!(
        "{acknowledged} acknowledged ({each} a kill), {} of unknown outcome, 0 lost",
        ledger.unknown()
    );
    if acknowledged == 0 {
        bail!("nothing was acknowledged, so nothing was shown");
    }
    Ok(())
}

impl Target {
    fn prepare(workspace: &Workspace, binary: PathBuf) -> Result<Self> {
        let data = workspace.target.join("chaos-data");
        let _ = std::fs::remove_dir_all(&data);
        std::fs::create_dir_all(&data).context("making the data folder")?;
        let bundle = Template::sample(workspace)?;
        let key = server::client_key(&binary, &data)?;
        Ok(Self { binary, data, key, bundle })
    }

    fn start(&self) -> Result<Server> {
        server::serve(&self.binary, &self.data).context("starting on what the last kill left")
    }

    /// One life of the service, checked first against what the one before had promised.
    fn live_and_die(&self, life: Duration, ledger: &mut Ledger) -> Result<()> {
        let server = self.start()?;
        self.nothing_lost(&server, ledger.latest())?;
        let clients = load::begin(
            &server.address,
            &self.bundle,
            Some(&self.key),
            CLIENTS,
            ledger.next_number(),
        );
        let failure = clients.failure_within(life);
        server.kill()?;
        ledger.add(clients.finish());
        match failure {
            Some(failure) => bail!("while the server was alive: {failure}"),
            None => Ok(()),
        }
    }

    fn check_everything(&self, ledger: &Ledger) -> Result<()> {
        let server = self.start()?;
        self.nothing_lost(&server, ledger.all())?;
        server.stop(PATIENCE)?;
        Program::new(&self.binary)
            .args(["verify".into(), "--data".into(), self.data.clone().into_os_string()])
            .run()
    }

    fn nothing_lost(&self, server: &Server, acknowledged: &[(u64, String)]) -> Result<()> {
        let lost = load::ask_again(&server.address, &self.bundle, Some(&self.key), acknowledged)?;
        if !lost.is_empty() {
            bail!("lost: {}; the data stays in {}", lost.join(", "), self.data.display());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(arguments: &[&str]) -> Result<Plan> {
        let arguments: Vec<String> = arguments.iter().map(|&word| word.to_owned()).collect();
        Plan::from_arguments(&arguments)
    }

    #[test]
    fn a_thousand_kills_unless_told_otherwise() {
        assert_eq!(plan(&[]).unwrap().kills, 1000);
        assert_eq!(plan(&["--kills", "7", "--seed", "3"]).unwrap().kills, 7);
        assert!(plan(&["--kills"]).is_err());
        assert!(plan(&["--kill", "7"]).is_err());
    }
}
