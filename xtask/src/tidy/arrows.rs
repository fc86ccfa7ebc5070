//! Dependency arrows between our own crates, and which crates may know which outside world.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

/// Each crate of ours and the crates of ours it may use. Anything else is reported.
///
/// Tier 1 (knowledge) uses nothing, tier 2 (service) tier 1, tier 3 (edges) tiers 1 and 2, and
/// `server` everything. `web` also names `store`, for the one trait object it is handed; SQL stays
/// out of it by a check of its own (see `placement`).
const MAY_USE: &[(&str, &[&str])] = &[
    ("rules", &[]),
    ("scores", &[]),
    ("isncsci", &[]),
    ("pathway", &["rules", "scores", "isncsci"]),
    ("access", &["pathway", "rules"]),
    ("store", &["pathway", "access", "rules", "scores", "isncsci"]),
    ("fhir", &["pathway", "rules"]),
    ("notify", &[]),
    ("proof", &["rules"]),
    ("web", &["access", "fhir", "isncsci", "pathway", "rules", "scores", "store"]),
    (
        "server",
        &[
            "access", "fhir", "isncsci", "notify", "pathway", "proof", "rules", "scores", "store",
            "testkit", "web",
        ],
    ),
    ("testkit", &["rules", "pathway", "scores", "isncsci"]),
    ("xtask", &[]),
];

/// Crates from outside that only the named crates of ours may use, and why.
const OUTSIDE: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store"], "only store knows SQL"),
    ("rusqlite_migration", &["store"], "only store knows SQL"),
    ("maud", &["web"], "HTML lives in web"),
    ("axum", &["web", "server"], "HTTP is served by web"),
    ("tokio", &["store", "web", "server", "notify"], "the core has no async runtime"),
    ("reqwest", &["notify", "server"], "one crate calls out"),
    ("lettre", &["notify"], "one crate sends mail"),
    ("clap", &["server"], "one binary, one command line"),
    ("figment", &["server"], "configuration is read in one place"),
    ("anyhow", &["server", "xtask"], "libraries have typed errors"),
];

/// Crates of ours that may use nothing from outside at all.
const KNOWLEDGE: &[&str] = &["rules", "scores", "isncsci"];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let packages = workspace
        .metadata
        .get("packages")
        .and_then(Value::as_array)
        .context("cargo metadata lists no packages")?;
    let ours: BTreeSet<&str> = packages.iter().filter_map(name).collect();
    let mut complaints = Vec::new();
    for package in packages {
        let Some(user) = name(package) else { continue };
        for (used, development) in dependencies(package) {
            complaints.extend(complain(user, used, development, ours.contains(used)));
        }
    }
    Ok(complaints)
}

fn name(package: &Value) -> Option<&str> {
    package.get("name").and_then(Value::as_str)
}

/// Each dependency once, and whether only tests and examples use it.
fn dependencies(package: &Value) -> BTreeMap<&str, bool> {
    let mut found = BTreeMap::new();
    let listed = package.get("dependencies").and_then(Value::as_array);
    for dependency in listed.into_iter().flatten() {
        let Some(used) = name(dependency) else { continue };
        let development = dependency.get("kind").and_then(Value::as_str) == Some("dev");
        found.entry(used).and_modify(|old| *old &= development).or_insert(development);
    }
    found
}

fn complain(user: &str, used: &str, development: bool, ours: bool) -> Option<String> {
    if !ours {
        // Tests may use what they like, as long as the product does not.
        if development {
            return None;
        }
        if KNOWLEDGE.contains(&user) {
            return Some(format!("{user} -> {used}: knowledge depends on nothing"));
        }
        let (_, users, why) = OUTSIDE.iter().find(|(name, ..)| *name == used)?;
        return (!users.contains(&user)).then(|| format!("{user} -> {used}: {why}"));
    }
    let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == user) else {
        return Some(format!("{user} is not in the table of arrows; add it with an ADR"));
    };
    let allowed = may_use.contains(&used) || (development && used == "testkit");
    (!allowed).then(|| format!("{user} -> {used}: not an arrow of the architecture"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_may_not_reach_outwards() {
        assert!(complain("pathway", "store", false, true).is_some());
        assert!(complain("pathway", "tokio", false, false).is_some());
        assert!(complain("rules", "serde", false, false).is_some());
        assert!(complain("fhir", "web", false, true).is_some());
        assert!(complain("web", "rusqlite", false, false).is_some());
    }

    #[test]
    fn the_drawn_arrows_are_allowed() {
        assert_eq!(complain("pathway", "rules", false, true), None);
        assert_eq!(complain("server", "web", false, true), None);
        assert_eq!(complain("rules", "testkit", true, true), None);
    }

    #[test]
    fn test_helpers_stay_out_of_the_product() {
        assert!(complain("web", "testkit", false, true).is_some());
    }

    #[test]
    fn a_crate_nobody_drew_is_reported() {
        assert!(complain("helpers", "rules", false, true).is_some());
    }

    #[test]
    fn a_dependency_of_both_kinds_counts_as_a_real_one() {
        let package = serde_json::json!({"dependencies": [
            {"name": "tokio", "kind": "dev"}, {"name": "tokio", "kind": null},
            {"name": "proptest", "kind": "dev"},
        ]});
        let found = dependencies(&package);
        assert_eq!(found.get("tokio"), Some(&false));
        assert_eq!(found.get("proptest"), Some(&true));
    }
}
