//! Arbitrary input at every door: nothing panics, nothing hangs, nothing is half taken.
//!
//! Two kinds. Samples that are bent at random are sent to the release binary as anyone could send
//! them; that runs everywhere. Coverage-guided fuzzing of the targets under `fuzz/` runs where a
//! nightly compiler is there; where it is not, the step says so.

mod bend;
mod doors;

use anyhow::{Context, Result};

use crate::program::{Program, present};
use crate::workspace::Workspace;

const SECONDS_EACH: u32 = 20;

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    doors::smoke(workspace)?;
    coverage_guided(workspace)
}

fn coverage_guided(workspace: &Workspace) -> Result<()> {
    if !workspace.root.join("fuzz").join("Cargo.toml").is_file() {
        println!("no coverage-guided targets in the tree; property tests of the parsers ran above");
        return Ok(());
    }
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
    let targets = fuzz().args(["list"]).output().context("listing the fuzz targets")?;
    for target in targets.lines().filter(|line| !line.is_empty()) {
        fuzz()
            .args(["run", target, "--"])
            .args([format!("-max_total_time={SECONDS_EACH}"), "-rss_limit_mb=512".to_owned()])
            .run()
            .with_context(|| format!("fuzzing {target}"))?;
    }
    Ok(())
}
