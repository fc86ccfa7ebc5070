//! The hazard log is data, and every control in it is held by a test that exists.
//!
//! A test that fails when the control is removed is the author's promise; that the test exists, is
//! run and is named here is checked.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::source::{journey_functions, test_functions};
use crate::workspace::Workspace;

const LOG: &str = "docs/safety/hazard-log.toml";
const HAZARDS_AT_LEAST: usize = 15;
const UNSCORED: &str = "unscored";
const TEXTS: &[&str] = &["id", "hazard", "effect_on_patient", "status", "release"];
const SCORES: &[&str] =
    &["initial_severity", "initial_likelihood", "residual_severity", "residual_likelihood"];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let text = workspace.text(Path::new(LOG))?.context("the hazard log is not text")?;
    let log: Table = toml::from_str(&text).with_context(|| format!("parsing {LOG}"))?;
    let known = Known { tests: known_tests(workspace)?, rules: known_rules(workspace)? };
    Ok(complaints(&log, &known))
}

/// What the log may name.
struct Known {
    tests: BTreeSet<String>,
    rules: BTreeSet<String>,
}

fn known_rules(workspace: &Workspace) -> Result<BTreeSet<String>> {
    let mut known = BTreeSet::new();
    for file in workspace.files()? {
        if file.starts_with("rules/src")
            && let Some(text) = workspace.text(&file)?
        {
            known.extend(text.lines().filter_map(crate::rule::rule_id).map(str::to_owned));
        }
    }
    Ok(known)
}

fn known_tests(workspace: &Workspace) -> Result<BTreeSet<String>> {
    let mut known = BTreeSet::new();
    for file in workspace.files()? {
        let extension = file.extension().and_then(|extension| extension.to_str());
        if !matches!(extension, Some("rs" | "mjs")) {
            continue;
        }
        let Some(text) = workspace.text(&file)? else { continue };
        let names =
            if extension == Some("rs") { test_functions(&text) } else { journey_functions(&text) };
        known.extend(names.into_iter().map(str::to_owned));
    }
    Ok(known)
}

fn complaints(log: &Table, known: &Known) -> Vec<String> {
    let hazards: Vec<&Table> = tables(log, "hazard").collect();
    let mut found = Vec::new();
    if hazards.len() < HAZARDS_AT_LEAST {
        found.push(format!("only {} hazards, at least {HAZARDS_AT_LEAST} asked", hazards.len()));
    }
    let mut ids = BTreeSet::new();
    for hazard in hazards {
        let id = text(hazard, "id").unwrap_or("a hazard without id");
        if !ids.insert(id) {
            found.push(format!("{id} is used twice"));
        }
        for field in TEXTS {
            if text(hazard, field).is_none_or(str::is_empty) {
                found.push(format!("{id} has no {field}"));
            }
        }
        found.extend(scores_without_an_officer(id, hazard));
        let rules = hazard.get("rules").and_then(Value::as_array).into_iter().flatten();
        let unknown = rules.filter_map(Value::as_str).filter(|rule| !known.rules.contains(*rule));
        found.extend(unknown.map(|rule| format!("{id}: there is no rule called {rule}")));
        if tables(hazard, "controls").next().is_none() {
            found.push(format!("{id} has no control"));
        }
        for control in tables(hazard, "controls") {
            found.extend(uncontrolled(id, control, known));
        }
    }
    found
}

/// Only a clinical safety officer scores; a number without a name is an invention.
fn scores_without_an_officer(id: &str, hazard: &Table) -> Vec<String> {
    let accepted = text(hazard, "accepted_by_role").is_some_and(|role| !role.is_empty());
    SCORES
        .iter()
        .filter_map(|score| match text(hazard, score) {
            None => Some(format!("{id} has no {score}; write \"{UNSCORED}\"")),
            Some(UNSCORED) => None,
            Some(_) if accepted => None,
            Some(_) => Some(format!("{id} has a {score} that nobody accepted")),
        })
        .collect()
}

fn uncontrolled(id: &str, control: &Table, known: &Known) -> Vec<String> {
    let name = text(control, "id").unwrap_or("a control without id");
    let tests: Vec<&str> = control
        .get("tests")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if tests.is_empty() {
        return vec![format!("{id} {name} names no test")];
    }
    tests
        .into_iter()
        .filter(|test| !known.tests.contains(*test))
        .map(|test| format!("{id} {name}: there is no test called {test}"))
        .collect()
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn text<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(test: &str, severity: &str) -> Table {
        toml::from_str(&format!(
            "[[hazard]]\nid = \"H-1\"\nhazard = \"h\"\neffect_on_patient = \"e\"\n\
             rules = [\"TR-1\"]\nstatus = \"open\"\nrelease = \"0.1.0\"\ninitial_severity = \"{severity}\"\n\
             initial_likelihood = \"unscored\"\nresidual_severity = \"unscored\"\n\
             residual_likelihood = \"unscored\"\naccepted_by_role = \"\"\n\
             controls = [{{ id = \"C-1\", kind = \"design\", text = \"t\", tests = [{test}] }}]\n"
        ))
        .unwrap()
    }

    fn found(test: &str, severity: &str) -> String {
        let known = Known {
            tests: BTreeSet::from(["a_real_test".to_owned()]),
            rules: BTreeSet::from(["TR-1".to_owned()]),
        };
        complaints(&log(test, severity), &known).join("\n")
    }

    #[test]
    fn a_control_whose_test_is_missing_is_reported() {
        assert!(found("\"a_test_nobody_wrote\"", UNSCORED).contains("a_test_nobody_wrote"));
        assert!(found("", UNSCORED).contains("names no test"));
    }

    #[test]
    fn a_control_with_a_real_test_is_accepted() {
        let text = found("\"a_real_test\"", UNSCORED);
        assert!(!text.contains("C-1"), "{text}");
    }

    #[test]
    fn a_rule_that_does_not_exist_is_reported() {
        let text = found("\"a_real_test\"", UNSCORED);
        assert!(!text.contains("TR-1"), "{text}");
        let known = Known { tests: BTreeSet::new(), rules: BTreeSet::new() };
        assert!(complaints(&log("", UNSCORED), &known).join("\n").contains("TR-1"));
    }

    #[test]
    fn a_score_needs_an_officer() {
        assert!(found("\"a_real_test\"", "3").contains("nobody accepted"));
    }
}
