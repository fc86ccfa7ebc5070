//! Browser journeys: builds the product as people run it and drives it with a real browser.

use anyhow::{Context, Result, bail};

use crate::program::{Program, present};
use crate::workspace::Workspace;

/// Where Debian puts the browser.
pub(crate) const BROWSER: &str = "/usr/bin/chromium";

/// Runs the journeys of one capability, or all; further words go to `journeys/run.mjs`.
pub(crate) fn run(workspace: &Workspace, words: &[String]) -> Result<()> {
    let folder = workspace.root.join("journeys");
    if !present("node", "--version") || !present(BROWSER, "--version") {
        bail!(
            "journeys need Node.js and Debian's chromium; `cargo xtask test install` installs both"
        );
    }
    install_packages(workspace)?;
    Program::new("node")
        .args(["--test"])
        .current_dir(&folder)
        .run()
        .context("the checks of the journeys, tried on pages that break them")?;
    let binary = workspace.release_binary()?;
    let mut arguments = vec!["run.mjs".to_owned()];
    arguments.push("--binary".to_owned());
    arguments.push(binary.to_string_lossy().into_owned());
    arguments.extend(words.iter().cloned());
    Program::new("node").args(arguments).current_dir(&folder).run().context("browser journeys")
}

/// Installs exactly what the lock file names, once for each change of the lock file.
pub(crate) fn install_packages(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join("journeys");
    let lock = std::fs::read(folder.join("package-lock.json")).context("reading the lock file")?;
    let stamp = folder.join("node_modules").join(".installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("installing the npm packages that journeys/package-lock.json names");
    Program::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(&folder)
        .run()?;
    std::fs::write(&stamp, lock).context("noting what was installed")
}
