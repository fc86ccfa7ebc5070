//! A short coverage-guided fuzz of every target under `fuzz/`, where a nightly compiler is there.
//!
//! What cannot run is said, not skipped in silence: the property tests of the parsers (arbitrary
//! bytes never panic) are part of the step `tests` and run everywhere.

use anyhow::{Context, Result};

use crate::program::{Program, present};
use crate::workspace::Workspace;

const SECONDS_EACH: u32 = 20;

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    if !workspace.root.join("fuzz").join("Cargo.toml").is_file() {
        println!("NOT RUN: the tree has no fuzz targets; property tests of the parsers ran above");
        return Ok(());
    }
    let nightly = Program::new("rustup").args(["toolchain", "list"]).output().unwrap_or_default();
    if !nightly.contains("nightly") {
        println!("NOT RUN: no nightly compiler; property tests of the parsers ran above");
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
