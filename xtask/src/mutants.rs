//! Mistakes put in on purpose, to see who notices. `rules` puts one at a time into each row of the
//! rule book, in one process, and writes the figures.

use anyhow::{Result, bail};

use crate::program::Program;
use crate::workspace::Workspace;

/// Why each survivor survives: row, mistake, reason.
const EXPLAINED: &str = "docs/mutants/rules-survivors.tsv";
/// The figures.
const FIGURES: &str = "docs/mutants/rules.md";

pub(crate) fn run(workspace: &Workspace, words: &[String]) -> Result<()> {
    match words {
        [word] if word == "rules" => rules(workspace),
        _ => bail!("which mutants? cargo xtask mutants rules"),
    }
}

/// Fails when a survivor has no explanation, or an explanation has no survivor.
fn rules(workspace: &Workspace) -> Result<()> {
    let root = &workspace.root;
    let commit = Program::new("git").args(["rev-parse", "--short=12", "HEAD"]).current_dir(root);
    let commit = commit.output()?;
    let build = ["run", "--quiet", "--release", "-p", "proof", "--example", "rule_mutants", "--"];
    Program::new("cargo")
        .args(build)
        .args([EXPLAINED, FIGURES, commit.trim()])
        .current_dir(root)
        .run()
}
