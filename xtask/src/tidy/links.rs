//! Every link of a document to another file of the tree leads somewhere; so does every picture.

use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use crate::workspace::{Workspace, has_extension, shown};

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for file in workspace.files()? {
        if !has_extension(&file, "md") {
            continue;
        }
        let Some(text) = workspace.text(&file)? else { continue };
        for target in targets(&text) {
            let path = resolved(&file, target);
            if !workspace.root.join(&path).exists() {
                complaints.push(format!("{}: {target} leads nowhere", shown(&file)));
            }
        }
    }
    Ok(complaints)
}

/// Targets of `[words](target)` that are files: no address, no place in the same page.
fn targets(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for rest in line.split("](").skip(1) {
            let target = rest.split([')', '#', ' ']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target);
            }
        }
    }
    found
}

/// The target as seen from the root, `..` worked out.
fn resolved(file: &Path, target: &str) -> PathBuf {
    let mut path = PathBuf::new();
    let from = file.parent().unwrap_or(Path::new(""));
    for part in from.join(target).components() {
        if part == Component::ParentDir {
            path.pop();
        } else {
            path.push(part);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_files_are_found_and_others_left_alone() {
        let text = "[a](b.md#c) ![d](e.png) [f](https://g.example) [h](#i)\n```\n[j](k)\n```";
        assert_eq!(targets(text), ["b.md", "e.png"]);
    }

    #[test]
    fn a_link_is_read_from_where_it_stands() {
        assert_eq!(
            resolved(Path::new("docs/adr/1.md"), "../safety/a.md"),
            Path::new("docs/safety/a.md")
        );
        assert_eq!(resolved(Path::new("README.md"), "docs/adr"), Path::new("docs/adr"));
    }
}
