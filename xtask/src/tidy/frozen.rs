//! Files that must never change once they are released: migrations that have run somewhere, events
//! that are stored somewhere, rules that have decided something.
//!
//! `xtask/data/frozen.sha256` holds one line `HASH  PATH` for each. The list only grows:
//! `cargo xtask freeze` adds what is new and refuses to change a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::workspace::{Workspace, has_extension, shown};

const LIST: &str = "xtask/data/frozen.sha256";

/// A folder of frozen files, how they end, and why they are frozen.
struct Kind {
    folder: &'static str,
    ends: &'static str,
    /// Whether only numbered files are frozen (beside them may lie what is generated).
    numbered: bool,
    what: &'static str,
    /// Whether an empty folder is a fault.
    needed: bool,
}

impl Kind {
    fn holds(&self, file: &str) -> bool {
        let name = file.rsplit('/').next().unwrap_or(file);
        file.starts_with(self.folder)
            && file.ends_with(self.ends)
            && (!self.numbered || name.starts_with(|first: char| first.is_ascii_digit()))
    }
}

const KINDS: &[Kind] = &[
    Kind {
        folder: "crates/store/migrations/",
        ends: ".sql",
        numbered: true,
        what: "a migration has run somewhere; write a new one instead",
        needed: true,
    },
    Kind {
        folder: "crates/pathway/golden/events/",
        ends: ".json",
        numbered: false,
        what: "an event is stored somewhere; it must decode for ever",
        needed: true,
    },
    Kind {
        folder: "rules/released/",
        ends: "",
        numbered: false,
        what: "a released rule has decided something; a correction is a new revision",
        needed: false,
    },
];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let present = present(workspace)?;
    let mut complaints = compare(&recorded(workspace)?, &present);
    for kind in KINDS.iter().filter(|kind| kind.needed) {
        if !present.keys().any(|file| file.starts_with(kind.folder)) {
            complaints.push(format!("{} holds no {} file", kind.folder, kind.ends));
        }
    }
    Ok(complaints)
}

/// `cargo xtask freeze`: adds new files to the list, never changes a line. With `--anew` it writes
/// the whole list again, which it refuses once a version has been released.
pub(crate) fn record(workspace: &Workspace, words: &[String]) -> Result<()> {
    let anew = match words {
        [] => false,
        [word] if word == "--anew" => true,
        _ => bail!("freeze takes nothing but --anew"),
    };
    let changelog = workspace.text(Path::new("CHANGELOG.md"))?.unwrap_or_default();
    if anew && is_released(&changelog) {
        bail!("a version has been released: what it stored somewhere can not be changed any more");
    }
    let mut list = if anew { BTreeMap::new() } else { recorded(workspace)? };
    let present = present(workspace)?;
    let mut added = 0;
    for (file, hash) in &present {
        match list.get(file) {
            None => {
                added += 1;
                list.insert(file.clone(), hash.clone());
            }
            Some(old) if old != hash => bail!("{file} is frozen and has changed; put it back"),
            Some(_) => {}
        }
    }
    let mut text = String::new();
    for (file, hash) in &list {
        writeln!(text, "{hash}  {file}").context("writing the list")?;
    }
    println!("{} files are frozen, {added} of them new", list.len());
    std::fs::write(workspace.root.join(LIST), text).with_context(|| format!("writing {LIST}"))
}

/// Whether the changelog has a section of a version, beside the one of what is to come.
fn is_released(changelog: &str) -> bool {
    changelog
        .lines()
        .filter(|line| line.starts_with("## "))
        .any(|line| !line.contains("Unreleased"))
}

fn recorded(workspace: &Workspace) -> Result<BTreeMap<String, String>> {
    let file = workspace.root.join(LIST);
    if !file.is_file() {
        return Ok(BTreeMap::new());
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {LIST}"))?;
    text.lines()
        .map(|line| {
            let (hash, file) =
                line.split_once("  ").with_context(|| format!("not a line of {LIST}: {line:?}"))?;
            Ok((file.to_owned(), hash.to_owned()))
        })
        .collect()
}

fn present(workspace: &Workspace) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for file in workspace.files()? {
        let name = shown(&file);
        if KINDS.iter().any(|kind| kind.holds(&name)) && !has_extension(&file, "md") {
            let bytes = std::fs::read(workspace.root.join(&file))
                .with_context(|| format!("reading {name}"))?;
            found.insert(name, hash(&bytes));
        }
    }
    Ok(found)
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn compare(list: &BTreeMap<String, String>, present: &BTreeMap<String, String>) -> Vec<String> {
    let reason = |file: &str| {
        KINDS.iter().find(|kind| file.starts_with(kind.folder)).map_or("", |kind| kind.what)
    };
    let mut complaints = Vec::new();
    for (file, hash) in list {
        match present.get(file) {
            None => complaints.push(format!("{file} is gone: {}", reason(file))),
            Some(now) if now != hash => {
                complaints.push(format!("{file} has changed: {}", reason(file)));
            }
            Some(_) => {}
        }
    }
    let new: Vec<&String> = present.keys().filter(|file| !list.contains_key(*file)).collect();
    if let Some(first) = new.first() {
        complaints.push(format!(
            "{} files are new ({first} first): run `cargo xtask freeze` and commit the list",
            new.len()
        ));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        entries.iter().map(|(file, text)| ((*file).to_owned(), hash(text.as_bytes()))).collect()
    }

    #[test]
    fn an_edited_or_removed_migration_is_reported() {
        let list = files(&[("crates/store/migrations/1.sql", "a"), ("rules/released/1", "b")]);
        let found = compare(&list, &files(&[("crates/store/migrations/1.sql", "A")]));
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn an_unrecorded_golden_event_is_reported() {
        let now = files(&[("crates/pathway/golden/events/a.json", "{}")]);
        assert_eq!(compare(&BTreeMap::new(), &now).len(), 1);
        assert!(compare(&now, &now).is_empty());
    }

    #[test]
    fn only_numbered_migrations_are_frozen() {
        let frozen = |file: &str| KINDS.iter().any(|kind| kind.holds(file));
        assert!(frozen("crates/store/migrations/sqlite/0001_first.sql"));
        assert!(!frozen("crates/store/migrations/sqlite/schema.sql"));
    }

    #[test]
    fn after_the_first_release_nothing_is_frozen_anew() {
        assert!(!is_released("# Changelog\n## Unreleased: the living line\n### Clinical"));
        assert!(is_released("## Unreleased\n## 0.1.0, 2026-12-01\n"));
    }
}
