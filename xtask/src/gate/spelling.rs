//! Spelling. The checker is the `typos` program, with the ward's words in `typos.toml`.
//!
//! Where it cannot be had, the step says so loudly; the wording check in `tidy` runs either way.

use std::path::PathBuf;

use anyhow::Result;

use crate::program::{Program, present};
use crate::workspace::Workspace;

fn environment(workspace: &Workspace) -> PathBuf {
    workspace.target.join("typos-venv")
}

/// The checker on the path, or the one installed under `target/`.
fn checker(workspace: &Workspace) -> Option<PathBuf> {
    [PathBuf::from("typos"), environment(workspace).join("bin").join("typos")]
        .into_iter()
        .find(|program| present(program, "--version"))
}

/// Installs the checker if it is missing; failing to is no error, the step will say so.
pub(super) fn install(workspace: &Workspace) {
    if checker(workspace).is_some() {
        return;
    }
    let environment = environment(workspace);
    let installed =
        Program::new("python3").args(["-m", "venv"]).args([environment.clone()]).run().and_then(
            |()| {
                Program::new(environment.join("bin").join("pip"))
                    .args(["install", "--quiet", "--disable-pip-version-check", "typos==1.52.0"])
                    .run()
            },
        );
    if let Err(error) = installed {
        println!("could not install the spelling checker: {error:#}");
    }
}

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let Some(checker) = checker(workspace) else {
        println!("NOT RUN: the spelling checker (typos) is not installed and could not be");
        return Ok(());
    };
    Program::new(checker).current_dir(&workspace.root).run()
}
