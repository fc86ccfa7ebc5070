//! How long our files are. A report, not a rule: the aim is a file per sitting.

use anyhow::Result;

use crate::workspace::{Workspace, has_extension, shown};

const LOOK_AGAIN_AT: usize = 600;

pub(super) fn report(workspace: &Workspace) -> Result<()> {
    let mut sizes = Vec::new();
    for file in workspace.files()? {
        if has_extension(&file, "rs")
            && let Some(text) = workspace.text(&file)?
        {
            sizes.push((text.lines().count(), shown(&file)));
        }
    }
    sizes.sort();
    let at = |share: usize| sizes.get(sizes.len() * share / 100).map_or(0, |(lines, _)| *lines);
    println!(
        "files: {} Rust files, median {} lines, p90 {} (aims: about 150, below 350)",
        sizes.len(),
        at(50),
        at(90)
    );
    for (lines, file) in sizes.iter().rev().take_while(|(lines, _)| *lines > LOOK_AGAIN_AT) {
        println!("       {lines:>5} {file} (look again past {LOOK_AGAIN_AT})");
    }
    Ok(())
}
