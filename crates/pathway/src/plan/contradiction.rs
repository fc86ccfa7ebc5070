//! What in a case speaks against its plan. Shown, and overridden by a reason: a person decides.

use super::{Panel, PlanSet, mobility, operation, radiotherapy};
use crate::case::Case;

/// Two things that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Stable key.
    pub key: &'static str,
    /// The panels it concerns.
    pub panels: &'static [Panel],
    /// What does not go together, in a sentence.
    pub says: String,
}

/// A check: its key, the panels it concerns, and what it says of a case.
type Check = (&'static str, &'static [Panel], fn(&Case) -> Option<String>);

const CHECKS: &[Check] = &[
    ("up_while_unstable", &[Panel::Mobility], up_while_unstable),
    ("still_without_log_roll", &[Panel::Mobility], still_without_log_roll),
    ("steroid_while_excluded", &[Panel::Steroid], steroid_while_excluded),
    ("steroid_without_protection", &[Panel::Steroid], steroid_without_protection),
    ("steroid_without_glucose", &[Panel::Steroid], steroid_without_glucose),
    ("steroid_with_nsaid", &[Panel::Steroid, Panel::Pain], steroid_with_nsaid),
    ("radiotherapy_again", &[Panel::Radiotherapy], radiotherapy_again),
    (
        "radiotherapy_before_operation",
        &[Panel::Radiotherapy, Panel::Operation],
        radiotherapy_before_operation,
    ),
    ("no_last_dose", &[Panel::Operation, Panel::Care], no_last_dose),
    ("operation_and_comfort", &[Panel::Operation, Panel::Ceiling], operation_and_comfort),
    ("decision_without_radiotherapy", &[Panel::Radiotherapy], decision_without_radiotherapy),
    ("decision_without_operation", &[Panel::Operation], decision_without_operation),
];

/// Everything that speaks against the plan of a case, in the order of the panels. Pure: the same
/// case gives the same answer.
pub fn contradictions(case: &Case) -> Vec<Contradiction> {
    CHECKS
        .iter()
        .filter_map(|(key, panels, says)| Some(Contradiction { key, panels, says: says(case)? }))
        .collect()
}

fn held(case: &Case, panel: Panel) -> Option<&PlanSet> {
    case.plan.in_force(panel)
}

fn says(when: bool, words: &str) -> Option<String> {
    when.then(|| words.to_owned())
}

fn up_while_unstable(case: &Case) -> Option<String> {
    let order = held(case, Panel::Mobility)?;
    let unstable =
        case.facts.is_yes("instab_suspected") && !case.facts.is_yes("stability_confirmed");
    let advised = !order.answer("advised_by").is_empty();
    says(
        mobility::gets_up(order) && unstable && !advised,
        "The spine may be unstable and no expert has said that it is stable, but the order lets the \
         person get up.",
    )
}

fn still_without_log_roll(case: &Case) -> Option<String> {
    let order = held(case, Panel::Mobility)?;
    says(
        order.answer("order") == "immobilise" && order.answer("log_roll") == "no",
        "The spine is immobilised, but turns are without log-roll.",
    )
}

fn steroid_while_excluded(case: &Case) -> Option<String> {
    held(case, Panel::Steroid)?;
    says(
        case.facts.is_yes("mscc_ruled_out"),
        "Compression of the cord is excluded, but a steroid is in force.",
    )
}

fn steroid_without_protection(case: &Case) -> Option<String> {
    let steroid = held(case, Panel::Steroid)?;
    says(steroid.answer("gastroprotection") != "yes", "The steroid is without stomach protection.")
}

fn steroid_without_glucose(case: &Case) -> Option<String> {
    let steroid = held(case, Panel::Steroid)?;
    says(
        matches!(steroid.answer("glucose"), "" | "no"),
        "Nobody checks the blood glucose under the steroid.",
    )
}

fn steroid_with_nsaid(case: &Case) -> Option<String> {
    held(case, Panel::Steroid)?;
    says(
        held(case, Panel::Pain)?.answer("nsaid") == "yes",
        "A steroid and an NSAID together can make the stomach bleed.",
    )
}

fn radiotherapy_again(case: &Case) -> Option<String> {
    let (levels, most) = radiotherapy::overlap(held(case, Panel::Radiotherapy)?)?;
    let (first, last) = (levels.first()?, levels.last()?);
    Some(format!(
        "{first} to {last} had radiotherapy before: the cord would have {most:.1} Gy together (EQD2, \
         ratio 2, no recovery counted)."
    ))
}

fn radiotherapy_before_operation(case: &Case) -> Option<String> {
    let radiotherapy = held(case, Panel::Radiotherapy)?.time("slot")?;
    let theatre = held(case, Panel::Operation)?.time("slot")?;
    says(
        radiotherapy < theatre && case.treatment.operation.is_none(),
        "Radiotherapy is booked before the operation: it usually waits until the wound has healed.",
    )
}

fn no_last_dose(case: &Case) -> Option<String> {
    let planned = held(case, Panel::Operation)?;
    says(
        operation::takes_anticoagulant(case, planned) && planned.time("last_dose").is_none(),
        "An operation is planned and an anticoagulant or heparin is taken, but the time of the last \
         dose is not known.",
    )
}

fn operation_and_comfort(case: &Case) -> Option<String> {
    held(case, Panel::Operation)?;
    says(
        held(case, Panel::Ceiling)?.answer("ceiling") == "comfort",
        "The ceiling of care is comfort first, but an operation is planned.",
    )
}

fn decision_without_radiotherapy(case: &Case) -> Option<String> {
    held(case, Panel::Radiotherapy)?;
    let (decided, _) = case.treatment.decided.as_ref()?;
    says(
        decided.is_a_plan() && !decided.includes_radiotherapy(),
        "The decision on treatment was not for radiotherapy.",
    )
}

fn decision_without_operation(case: &Case) -> Option<String> {
    held(case, Panel::Operation)?;
    let (decided, _) = case.treatment.decided.as_ref()?;
    says(
        decided.is_a_plan() && !decided.includes_operation(),
        "The decision on treatment was not for an operation.",
    )
}
