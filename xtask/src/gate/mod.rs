//! The whole gate, `cargo xtask test`: cheapest steps first, each timed, the first failure stops.
//!
//! `.ci/run` calls exactly this, so what passes here passes there.

mod install;
mod smoke;
mod spelling;

use std::time::Instant;

use anyhow::{Result, bail};

use crate::program::{Program, present};
use crate::workspace::Workspace;

/// One step: its name on the command line, what it shows, and how it is done.
struct Step {
    name: &'static str,
    shows: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

const STEPS: &[Step] = &[
    Step { name: "install", shows: "what the full run needs is there", run: install::run },
    Step { name: "fmt", shows: "one layout of the code", run: formatting },
    Step { name: "spelling", shows: "words are spelled, in British English", run: spelling::run },
    Step { name: "tidy", shows: "the tree keeps its own rules", run: crate::tidy::run },
    Step { name: "clippy", shows: "no lint is broken", run: clippy },
    Step { name: "tests", shows: "every test in every crate", run: tests },
    Step { name: "doc-tests", shows: "every example in the documentation", run: doc_tests },
    Step { name: "docs", shows: "documentation builds, links resolve", run: docs },
    Step { name: "release", shows: "the release build", run: release },
    Step { name: "smoke", shows: "the release binary starts, serves and stops", run: smoke::run },
    Step { name: "journeys", shows: "people's journeys in a real browser", run: journeys },
    Step { name: "chaos", shows: "nothing acknowledged is lost when killed", run: chaos },
    Step { name: "fuzz", shows: "arbitrary input at every door is answered", run: fuzz },
];

/// Runs every step, or those named.
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Result<()> {
    for name in names {
        if !STEPS.iter().any(|step| step.name == name) {
            let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            bail!("there is no step {name:?}; the steps are {}", known.join(", "));
        }
    }
    let chosen = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    let whole = Instant::now();
    let mut times: Vec<(&str, f64)> = Vec::new();
    for step in STEPS.iter().filter(chosen) {
        println!("\n== {}: {}", step.name, step.shows);
        let started = Instant::now();
        let result = (step.run)(workspace);
        let seconds = started.elapsed().as_secs_f64();
        if let Err(error) = result {
            println!("== {} FAILED after {seconds:.1} s: {error:#}", step.name);
            println!("   run it alone with: cargo xtask test {}", step.name);
            println!("{} passed, 1 failed", times.len());
            bail!("the gate stopped at {}", step.name);
        }
        println!("== {} passed in {seconds:.1} s", step.name);
        times.push((step.name, seconds));
    }
    println!();
    for (name, seconds) in &times {
        println!("{name:<10} {seconds:>8.1} s");
    }
    println!("{:<10} {:>8.1} s", "all", whole.elapsed().as_secs_f64());
    println!("{} passed, 0 failed", times.len());
    Ok(())
}

fn formatting(workspace: &Workspace) -> Result<()> {
    Program::new("cargo").args(["fmt", "--all", "--check"]).current_dir(&workspace.root).run()
}

fn clippy(workspace: &Workspace) -> Result<()> {
    Program::new("cargo")
        .args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
        .current_dir(&workspace.root)
        .run()
}

fn tests(workspace: &Workspace) -> Result<()> {
    let cargo = Program::new("cargo").current_dir(&workspace.root);
    if present("cargo-nextest", "--version") {
        cargo.args(["nextest", "run", "--workspace", "--locked", "--profile", "ci"]).run()
    } else {
        println!("cargo-nextest is not there; the same tests run with plain cargo test");
        cargo.args(["test", "--workspace", "--all-targets", "--locked"]).run()
    }
}

fn doc_tests(workspace: &Workspace) -> Result<()> {
    Program::new("cargo")
        .args(["test", "--workspace", "--doc", "--locked"])
        .current_dir(&workspace.root)
        .run()
}

fn docs(workspace: &Workspace) -> Result<()> {
    Program::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--locked", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(&workspace.root)
        .run()
}

fn release(workspace: &Workspace) -> Result<()> {
    let binary = workspace.release_binary()?;
    println!("built {}", binary.display());
    Ok(())
}

fn journeys(workspace: &Workspace) -> Result<()> {
    crate::journeys::run(workspace, &[])
}

fn fuzz(workspace: &Workspace) -> Result<()> {
    crate::fuzz::run(workspace, &[])
}

fn chaos(workspace: &Workspace) -> Result<()> {
    crate::chaos::run(workspace, &crate::chaos::Plan::short())
}
