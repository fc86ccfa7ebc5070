//! The index in the crate's README is generated: each rule's sentence, id, tier, limit and file.
//! A reader finds "MRI within 24 h" in it, and from there the file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rules::{CLOCKS, RULES};

const BEGIN: &str = "<!-- index: generated, do not edit by hand -->\n";
const END: &str = "<!-- end of index -->\n";

/// Every source file below `folder`, with its path from the crate.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// In which file each record is written.
fn places() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut places = BTreeMap::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a source file");
        let name = path.strip_prefix(root).expect("inside the crate").display().to_string();
        for line in text.lines() {
            if let Some(id) =
                line.strip_prefix("    id: \"").and_then(|rest| rest.strip_suffix("\","))
            {
                assert_eq!(
                    places.insert(id.to_owned(), name.clone()),
                    None,
                    "{id} is written twice"
                );
            }
        }
    }
    places
}

fn index() -> String {
    let places = places();
    let file = |id: &str| {
        let path = &places[id];
        format!("[{}]({path})", path.trim_start_matches("src/"))
    };
    let mut text = String::from("| rule | id | tier | within | file |\n|---|---|---|---|---|\n");
    for rule in RULES {
        let limit = if rule.limit_h == 0 { "now".into() } else { format!("{} h", rule.limit_h) };
        let row =
            format!("{} | {} | {} | {limit} | {}", rule.says, rule.id, rule.tier, file(rule.id));
        writeln!(text, "| {row} |").expect("a string");
    }
    text.push_str("\n| clock | id | kind | target | file |\n|---|---|---|---|---|\n");
    for clock in CLOCKS {
        let target = clock.target.to_string();
        let target = target
            .strip_prefix("working_days:")
            .map_or_else(|| format!("{target} h"), |days| format!("{days} working days"));
        let row = format!(
            "{} | {} | {} | {target} | {}",
            clock.says,
            clock.id,
            clock.kind,
            file(clock.id)
        );
        writeln!(text, "| {row} |").expect("a string");
    }
    text
}

#[test]
fn the_index_in_the_readme_is_the_rules_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let kept = fs::read_to_string(&path).expect("the README");
    let (before, rest) = kept.split_once(BEGIN).expect("the start of the index");
    let (_, after) = rest.split_once(END).expect("the end of the index");
    let fresh = format!("{before}{BEGIN}{}{END}{after}", index());
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rules-README.md");
    fs::write(&place, &fresh).expect("the fresh README");
    assert!(kept == fresh, "rules/README.md is out of date: copy {}", place.display());
}

#[test]
fn a_reader_finds_the_mri_rule_by_one_search() {
    let found: Vec<_> = RULES.iter().filter(|rule| rule.says.contains("MRI within 24 h")).collect();
    assert_eq!(found.len(), 1);
    assert!(CLOCKS.iter().any(|clock| clock.says.contains("MRI within 24 h")));
}
