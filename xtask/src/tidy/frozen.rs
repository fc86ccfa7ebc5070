//! Files that must never change once they are released: migrations that have run somewhere, events
//! that are stored somewhere, rules that have decided something.
//!
//! `xtask/data/frozen.sha256` holds one line `HASH  PATH` for each. The list only grows:
//! `cargo xtask freeze` adds what is new and refuses to change a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::workspace::{Workspace, has_extension, shown};

const LIST: &str = "xtask/data/frozen.sha256";

/// A folder of frozen files, how they end, and why they are frozen.
struct Kind {
    folder: &'static str,
    ends: &'static str,
    what: &'static str,
    /// Whether an empty folder is a fault.
    needed: bool,
}

const KINDS: &[Kind] = &[
    Kind {
        folder: "crates/store/migrations/",
        ends: ".sql",
        what: "a migration has run somewhere; write a new one instead",
        needed: true,
    },
    Kind {
        folder: "crates/pathway/golden/events/",
        ends: ".json",
        what: "an event is stored somewhere; it must decode for ever",
        needed: true,
    },
    Kind {
        folder: "rules/released/",
        ends: "",
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

/// `cargo xtask freeze`: adds new files to the list, never changes a line.
pub(crate) fn record(workspace: &Workspace) -> Result<()> {
    let mut list = recorded(workspace)?;
    let present = present(workspace)?;
    for (file, hash) in &present {
        match list.get(file) {
            None => {
                println!("frozen: {file}");
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
    std::fs::write(workspace.root.join(LIST), text).with_context(|| format!("writing {LIST}"))
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
        let frozen = KINDS.iter().any(|kind| {
            name.starts_with(kind.folder)
                && name.ends_with(kind.ends)
                && !has_extension(&file, "md")
        });
        if frozen {
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
    for file in present.keys().filter(|file| !list.contains_key(*file)) {
        complaints.push(format!("{file} is new: run `cargo xtask freeze` and commit the list"));
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
}
