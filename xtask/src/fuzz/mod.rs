//! Arbitrary input at every door: nothing panics, nothing hangs, nothing is half taken.
//!
//! Two kinds. Samples that are bent at random are sent to the release binary as anyone could send
//! them; that runs everywhere. Coverage-guided fuzzing of the targets under `fuzz/` runs where a
//! nightly compiler is there; where it is not, the step says so.

mod bend;
mod doors;

use anyhow::{Context, Result, bail};

use crate::program::{Program, present};
use crate::workspace::Workspace;

/// In the gate, each target.
const SECONDS_EACH: u32 = 20;
/// A longer answer is a hang.
const PATIENCE_S: u32 = 5;

/// Everything, each target briefly; or `--minutes N [TARGET...]`: those targets alone, for longer.
pub(crate) fn run(workspace: &Workspace, words: &[String]) -> Result<()> {
    match words {
        [] => {
            doors::smoke(workspace)?;
            coverage_guided(workspace, SECONDS_EACH, &[])
        }
        [option, minutes, targets @ ..] if option == "--minutes" => {
            let minutes: u32 = minutes.parse().context("--minutes needs a whole number")?;
            coverage_guided(workspace, minutes.saturating_mul(60), targets)
        }
        _ => bail!("try: cargo xtask fuzz [--minutes N [TARGET...]]"),
    }
}

fn coverage_guided(workspace: &Workspace, seconds: u32, only: &[String]) -> Result<()> {
    let nightly = Program::new("rustup").args(["toolchain", "list"]).output().unwrap_or_default();
    if !nightly.contains("nightly") {
        println!("NOT RUN: coverage-guided fuzzing needs a nightly compiler");
        return Ok(());
    }
    if !present("cargo-fuzz", "--version") {
        println!("NOT RUN: cargo-fuzz is not installed (`cargo install cargo-fuzz --locked`)");
        return Ok(());
    }
    let fuzz = || Program::new("cargo").args(["+nightly", "fuzz"]).current_dir(&workspace.root);
    let listed = fuzz().args(["list"]).output().context("listing the fuzz targets")?;
    let known: Vec<&str> = listed.lines().filter(|line| !line.is_empty()).collect();
    if let Some(unknown) = only.iter().find(|target| !known.contains(&target.as_str())) {
        bail!("there is no target {unknown:?}; the targets are {}", known.join(", "));
    }
    for target in known {
        if !only.is_empty() && !only.iter().any(|wanted| wanted == target) {
            continue;
        }
        // What is found goes to the first folder, which git does not keep.
        let corpus = workspace.root.join("fuzz").join("corpus").join(target);
        std::fs::create_dir_all(&corpus).context("making a folder for what is found")?;
        fuzz()
            .args(["run", target])
            .args([format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"), "--".into()])
            .args([format!("-max_total_time={seconds}"), format!("-timeout={PATIENCE_S}")])
            .args(["-rss_limit_mb=1024"])
            .run()
            .with_context(|| format!("fuzzing {target}"))?;
    }
    Ok(())
}
