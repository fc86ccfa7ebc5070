//! Where things may live: SQL in `store`, HTML in `web`, the wall clock in `server::clock`.

use std::path::Path;

use anyhow::Result;

use super::source::code_lines;
use crate::workspace::{Workspace, has_extension, shown};

/// Crates in which a clock, a file or a thread must not even compile.
const NO_STD: &[&str] = &["rules", "scores", "isncsci"];

/// A thing, how it shows in code, where it may be, and why.
struct Place {
    signs: &'static [&'static str],
    only_in: &'static [&'static str],
    why: &'static str,
}

const PLACES: &[Place] = &[
    Place {
        signs: &[
            "rusqlite",
            "\"SELECT ",
            "\"INSERT INTO ",
            "\"INSERT OR ",
            "\"DELETE FROM ",
            "\"CREATE TABLE ",
            "\"PRAGMA ",
        ],
        only_in: &["crates/store/"],
        why: "SQL lives in store",
    },
    Place { signs: &["maud::", "html! {"], only_in: &["crates/web/"], why: "HTML lives in web" },
    Place {
        signs: &["SystemTime::now", "Timestamp::now", "Zoned::now"],
        // Tests that start the real binary set its past by the same clock.
        only_in: &["crates/server/src/clock.rs", "crates/server/tests/"],
        why: "time comes in as a parameter; only server::clock reads the wall clock",
    },
];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for file in workspace.files()? {
        let name = shown(&file);
        let rust = has_extension(&file, "rs");
        // This program holds the signs it looks for.
        if !rust || name.starts_with("xtask/") {
            continue;
        }
        if let Some(text) = workspace.text(&file)? {
            complaints.extend(misplaced(&name, &text));
        }
    }
    Ok(complaints)
}

fn misplaced(file: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for place in PLACES {
        if place.only_in.iter().any(|home| file.starts_with(home)) {
            continue;
        }
        for (number, line) in code_lines(text) {
            if let Some(sign) = place.signs.iter().find(|sign| line.contains(**sign)) {
                complaints.push(format!("{file}:{number}: {}: {}", sign.trim(), place.why));
            }
        }
    }
    complaints
}

pub(super) fn no_std(workspace: &Workspace) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for name in NO_STD {
        let file = format!("{name}/src/lib.rs");
        let text = workspace.text(Path::new(&file))?.unwrap_or_default();
        if !declares_no_std(&text) {
            complaints.push(format!("{file} does not declare no_std"));
        }
    }
    Ok(complaints)
}

fn declares_no_std(text: &str) -> bool {
    code_lines(text).any(|(_, line)| {
        let line = line.trim();
        line == "#![no_std]" || line == "#![cfg_attr(not(test), no_std)]"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_outside_store_is_reported_with_its_line() {
        let found = misplaced("crates/web/src/board.rs", "fn a() {}\nlet q = \"SELECT 1\";");
        assert_eq!(found.len(), 1);
        assert!(found.concat().contains("board.rs:2"), "{found:?}");
        assert!(misplaced("crates/store/src/load.rs", "let q = \"SELECT 1\";").is_empty());
    }

    #[test]
    fn the_wall_clock_is_read_in_one_file() {
        let code = "let now = jiff::Timestamp::now();";
        assert_eq!(misplaced("crates/pathway/src/clock.rs", code).len(), 1);
        assert!(misplaced("crates/server/src/clock.rs", code).is_empty());
    }

    #[test]
    fn a_mention_in_a_comment_is_no_use() {
        assert!(misplaced("rules/src/lib.rs", "// like maud::html or \"SELECT 1\"").is_empty());
    }

    #[test]
    fn a_commented_out_no_std_does_not_count() {
        assert!(declares_no_std("#![no_std]"));
        assert!(declares_no_std("#![cfg_attr(not(test), no_std)]"));
        assert!(!declares_no_std("// #![no_std]"));
    }
}
