//! Installs what the full run needs beyond the Rust toolchain, and says so before it does.
//!
//! Plain `cargo test` needs none of this. Only Debian's packages, the npm packages of the lock
//! file and one Python wheel (the spelling checker, in an environment of its own under `target/`)
//! are ever installed.

use anyhow::{Context, Result, bail};

use crate::program::{Program, present};
use crate::workspace::Workspace;

/// A program the run starts, and the Debian packages that bring it.
struct Needed {
    program: &'static str,
    argument: &'static str,
    packages: &'static [&'static str],
    because: &'static str,
}

const NEEDED: &[Needed] = &[
    Needed {
        program: crate::journeys::BROWSER,
        argument: "--version",
        packages: &["chromium"],
        because: "the browser of the journeys",
    },
    Needed {
        program: "pdftotext",
        argument: "-v",
        packages: &["poppler-utils"],
        because: "reads what a page prints",
    },
    Needed {
        program: "strace",
        argument: "-V",
        packages: &["strace"],
        because: "counts how often the disk is forced",
    },
    Needed {
        program: "node",
        argument: "--version",
        packages: &["nodejs", "npm"],
        because: "drives the browser; the product itself needs no Node",
    },
];

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let missing: Vec<&Needed> =
        NEEDED.iter().filter(|needed| !present(needed.program, needed.argument)).collect();
    let mut packages: Vec<&str> = Vec::new();
    for needed in &missing {
        println!("missing: {} ({})", needed.program, needed.because);
        packages.extend(needed.packages);
    }
    if packages.is_empty() {
        println!("nothing to install from Debian");
    } else {
        println!("will install from Debian: {}", packages.join(" "));
        install_from_debian(&packages)?;
    }
    println!("will install from npm, if not there yet: journeys/package-lock.json");
    crate::journeys::install_packages(workspace)?;
    println!("will install from PyPI, if not there yet: typos (spelling), under target/");
    super::spelling::install(workspace);
    Ok(())
}

fn install_from_debian(packages: &[&str]) -> Result<()> {
    if !present("apt-get", "--version") {
        bail!("this is no Debian; please install {} yourself", packages.join(", "));
    }
    let apt = || Program::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive");
    apt().args(["update", "-q"]).run().context("refreshing Debian's package lists")?;
    apt()
        .args(["install", "-q", "--yes", "--no-install-recommends"])
        .args(packages.iter().copied())
        .run()
        .context("installing from Debian (needs the rights of root)")
}
