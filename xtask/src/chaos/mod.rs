//! Kills the service at random points under load and counts what was lost: it must be nothing.
//!
//! One round: start `cordline serve` on the same data folder, let clients send referrals, end the
//! process with SIGKILL at a random moment, start it again and ask for everything that it had
//! acknowledged. After the last round `cordline verify` checks chains, projections and deadlines.
//!
//! A process kill shows that nothing is acknowledged before it is handed to the disk; it is no proof
//! against a power cut, which no test inside one machine can give.

mod dice;
mod ledger;
mod load;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::server::Server;
use crate::workspace::Workspace;
use dice::Dice;
use ledger::Ledger;

const CLIENTS: usize = 16;
const PATIENCE: Duration = Duration::from_secs(30);
/// The process lives between these after it is ready, so that a kill falls into busy writing.
const LIFE_MS: std::ops::Range<u64> = 20..250;

/// How much to do.
pub(crate) struct Plan {
    kills: u32,
    seed: u64,
}

impl Plan {
    /// What the gate runs.
    pub(crate) fn short() -> Self {
        Self { kills: 20, seed: 1 }
    }

    /// `--kills N --seed N`; a thousand kills unless told otherwise.
    pub(crate) fn from_arguments(arguments: &[String]) -> Result<Self> {
        let mut plan = Self { kills: 1000, seed: 1 };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
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

/// Runs the plan in a fresh folder under the build folder, which stays when something was lost.
pub(crate) fn run(workspace: &Workspace, plan: &Plan) -> Result<()> {
    let binary = workspace.release_binary()?;
    let data = workspace.target.join("chaos-data");
    let _ = std::fs::remove_dir_all(&data);
    std::fs::create_dir_all(&data).context("making the data folder")?;
    let bundle = load::template(workspace)?;
    let mut dice = Dice::from_seed(plan.seed);
    let mut ledger = Ledger::default();
    println!("{} kills, seed {}, {CLIENTS} clients", plan.kills, plan.seed);
    for round in 1..=plan.kills {
        let before = ledger.acknowledged();
        let life = Duration::from_millis(dice.between(LIFE_MS));
        one_kill(&binary, &data, &bundle, life, &mut ledger)
            .with_context(|| format!("kill {round} of {} (seed {})", plan.kills, plan.seed))?;
        if round % 50 == 0 || round == plan.kills {
            let here = ledger.acknowledged() - before;
            println!(
                "kill {round}: {} acknowledged so far, {here} in this life",
                ledger.acknowledged()
            );
        }
    }
    let server = serve(&binary, &data)?;
    let lost = load::ask_again(&server.address, &bundle, ledger.all())?;
    server.stop(PATIENCE)?;
    Program::new(&binary)
        .args(["verify".into(), "--data".into(), data.clone().into_os_string()])
        .run()?;
    let acknowledged = ledger.acknowledged();
    let each = acknowledged / usize::try_from(plan.kills).unwrap_or(1).max(1);
    println!(
        "{acknowledged} acknowledged ({each} a kill), {} of unknown outcome, {} lost",
        ledger.unknown(),
        lost.len()
    );
    if acknowledged == 0 {
        bail!("nothing was acknowledged, so nothing was shown");
    }
    if !lost.is_empty() {
        bail!("lost: {}; the data stays in {}", lost.join(", "), data.display());
    }
    std::fs::remove_dir_all(&data).context("removing the data folder")
}

fn serve(binary: &Path, data: &Path) -> Result<Server> {
    let folder: PathBuf = data.to_owned();
    let folder = folder.to_string_lossy();
    Server::start(binary, &["serve", "--data", &folder, "--listen", "127.0.0.1:0"], PATIENCE)
}

fn one_kill(
    binary: &Path,
    data: &Path,
    bundle: &load::Template,
    life: Duration,
    ledger: &mut Ledger,
) -> Result<()> {
    let server = serve(binary, data).context("starting on what the last kill left")?;
    let lost = load::ask_again(&server.address, bundle, ledger.latest())?;
    if !lost.is_empty() {
        bail!("lost: {}; the data stays in {}", lost.join(", "), data.display());
    }
    let clients = load::begin(&server.address, bundle, CLIENTS, ledger.next_number());
    let failure = clients.failure_within(life);
    server.kill()?;
    ledger.add(clients.finish());
    match failure {
        Some(failure) => bail!("while the server was alive: {failure}"),
        None => Ok(()),
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
