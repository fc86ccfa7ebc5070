//! Checks that read the tree and its manifests: nothing is compiled, so it takes a second.
//!
//! Each check returns its complaints; all are printed before the command fails, so that one run
//! shows everything there is to mend.

mod arrows;
mod brands;
pub(crate) mod frozen;
mod hazards;
mod links;
mod machine;
mod placement;
mod sizes;
mod source;
mod words;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

type Check = fn(&Workspace) -> Result<Vec<String>>;

const CHECKS: &[(&str, Check)] = &[
    ("dependency arrows point from user to used", arrows::check),
    ("rules, scores and isncsci know no standard library", placement::no_std),
    ("SQL lives in store, HTML in web, the wall clock in server::clock", placement::check),
    ("every control in the hazard log names a test that exists", hazards::check),
    ("migrations, golden events and released rules never change", frozen::check),
    ("no path of a machine, no address of a package registry", machine::check),
    ("no note to a later self, no name that says nothing", words::check),
    ("every link of a document leads somewhere", links::check),
    ("no third-party brand in what we serve", brands::check),
];

/// Runs every check and reports file sizes.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut complaints = 0;
    for (promise, check) in CHECKS {
        let found = check(workspace)?;
        println!("{} {promise}", if found.is_empty() { "ok  " } else { "FAIL" });
        for complaint in &found {
            println!("       {complaint}");
        }
        complaints += found.len();
    }
    sizes::report(workspace)?;
    if complaints > 0 {
        bail!("{complaints} complaint(s) above");
    }
    Ok(())
}
