//! Nothing in the tree names the machine it was written on, or where packages were fetched from.

use anyhow::Result;

use crate::workspace::{Workspace, shown};

/// Folders of a developer's machine. Split, so that this file passes its own check.
const PATHS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/tmp/te", "am"),
];

/// Addresses of package registries: mirrors differ from place to place, names do not.
const HOSTS: &[&str] = &[
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("static.cra", "tes.io"),
    concat!("index.cra", "tes.io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.deb", "ian.org"),
];

/// Cargo writes its registry's public name into this file itself.
const EXEMPT: &[&str] = &["Cargo.lock"];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for file in workspace.files()? {
        let name = shown(&file);
        if EXEMPT.contains(&name.as_str()) {
            continue;
        }
        if let Some(text) = workspace.text(&file)? {
            complaints.extend(telling(&name, &text));
        }
    }
    Ok(complaints)
}

fn telling(file: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for sign in PATHS.iter().chain(HOSTS) {
            if found_alone(line, sign) {
                complaints.push(format!("{file}:{}: {sign}", index + 1));
            }
        }
    }
    complaints
}

/// Whether the sign stands for itself and not inside a longer word (`docs/work/` is a folder).
fn found_alone(line: &str, sign: &str) -> bool {
    line.match_indices(sign).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !sign.starts_with('/')
            || !before.is_some_and(|character| {
                character.is_alphanumeric() || matches!(character, '.' | '_' | '-' | '}' | ')')
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_machine_is_reported() {
        let line = format!("see {}main", PATHS.first().unwrap());
        assert_eq!(telling("README.md", &line).len(), 1);
    }

    #[test]
    fn a_folder_of_the_tree_is_not() {
        assert!(telling("README.md", "docs/work/list and a.work/b").is_empty());
    }

    #[test]
    fn an_address_of_a_registry_is_reported() {
        let line = format!("resolved https://{}/x", HOSTS.first().unwrap());
        assert_eq!(telling("package-lock.json", &line).len(), 1);
    }
}
