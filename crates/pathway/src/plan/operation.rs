//! The operation: what must be known before the person is ready for theatre.

use super::{Panel, PlanSet};
use crate::case::Case;

/// What keeps the person from being ready for theatre: the field, and what to do about it. Not known
/// is not ready (rule book LMW-1).
pub fn not_ready(case: &Case, operation: &PlanSet) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut needs = |ready: bool, key: &'static str, message: &str| {
        if !ready {
            all.push((key, message.to_owned()));
        }
    };
    let yes = |key: &str| operation.answer(key) == "yes";
    needs(
        matches!(operation.answer("consent"), "yes" | "best_interests"),
        "consent",
        "Not ready for theatre: consent is not recorded.",
    );
    needs(yes("bloods"), "bloods", "Not ready for theatre: blood results are not seen.");
    needs(
        yes("group_and_save"),
        "group_and_save",
        "Not ready for theatre: group and save is missing.",
    );
    needs(
        !operation.answer("anticoagulant").is_empty()
            && operation.answer("anticoagulant") != "unknown",
        "anticoagulant",
        "Not ready for theatre: nobody knows whether an anticoagulant is taken.",
    );
    let last_dose = operation.time("last_dose").is_some();
    needs(
        last_dose || !takes_anticoagulant(case, operation),
        "last_dose",
        "Not ready for theatre: enter when the last dose of the anticoagulant was taken.",
    );
    all
}

/// Anything that thins the blood: as asked here, as known of the person, or planned against clots.
pub(super) fn takes_anticoagulant(case: &Case, operation: &PlanSet) -> bool {
    let heparin = case
        .plan
        .in_force(Panel::Care)
        .is_some_and(|care| care.answer("vte_drug") == "yes" || care.time("vte_started").is_some());
    matches!(operation.answer("anticoagulant"), "taking" | "held")
        || case.facts.is_yes("on_anticoagulant")
        || heparin
}

pub(super) fn problems(case: &Case, operation: &PlanSet) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if super::radiotherapy::is_upside_down(operation) {
        all.push(("to", "The lower level lies above the upper one.".to_owned()));
    }
    if operation.answer("ready") == "yes" {
        all.extend(not_ready(case, operation));
    }
    all
}
