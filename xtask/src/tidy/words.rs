//! Words and names we do not use: notes to a later self without an issue, and folders whose name
//! says nothing.

use anyhow::Result;

use crate::workspace::{Workspace, shown};

/// Notes to a later self. Split, so that this file passes its own check.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "manager", "misc"];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for file in workspace.files()? {
        let name = shown(&file);
        complaints.extend(empty_name(&name));
        let prose = matches!(
            file.extension().and_then(|extension| extension.to_str()),
            Some("rs" | "md" | "mjs" | "js" | "css" | "sql" | "toml")
        );
        if prose && let Some(text) = workspace.text(&file)? {
            complaints.extend(notes(&name, &text));
        }
    }
    Ok(complaints)
}

fn notes(file: &str, text: &str) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.contains('#') || !line.contains("issue"))
        .filter_map(|(index, line)| {
            let note = NOTES.iter().find(|note| stands_alone(line, note))?;
            Some(format!("{file}:{}: {note} without an issue number", index + 1))
        })
        .collect()
}

fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        !letter(before) && !letter(after)
    })
}

fn empty_name(path: &str) -> Option<String> {
    let empty = path
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part))
        .find(|part| EMPTY_NAMES.contains(part))?;
    Some(format!("{path}: {empty:?} says nothing about what is inside"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_to_a_later_self_needs_an_issue() {
        let note = NOTES.first().unwrap();
        assert_eq!(notes("a.rs", &format!("// {note}: later")).len(), 1);
        assert!(notes("a.rs", &format!("// {note}, issue #12")).is_empty());
        assert!(notes("a.rs", "let mastodon = 1; // nothing").is_empty());
    }

    #[test]
    fn a_folder_must_say_what_is_inside() {
        assert!(empty_name("crates/web/src/utils.rs").is_some());
        assert!(empty_name("crates/common/src/lib.rs").is_some());
        assert_eq!(empty_name("crates/web/src/form.rs"), None);
    }
}
