//! What must hold between elements: the invariants of FHIR R4 (their keys in the comments) and, where
//! said, of a newer FHIR that we obey already.

use crate::issue::{IssueCode, Issues};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::path::Path;

/// Checks the invariants of one object whose elements were checked.
pub(super) fn check(issues: &mut Issues, object: &Object<'_>, shape: &str, at: &Path<'_>) {
    let mut rule = |holds: bool, member: &str, words: &str| {
        if !holds {
            issues.error(IssueCode::Invariant, &at.member(member), words);
        }
    };
    let has = |member: &str| object.get(member).is_some();
    match shape {
        // per-1
        "Period" => rule(
            in_order(object.text("start"), object.text("end")),
            "end",
            "A period ends after it starts (per-1).",
        ),
        // cpt-2
        "ContactPoint" => rule(
            !has("value") || has("system"),
            "system",
            "A contact says of which kind it is (cpt-2).",
        ),
        // qty-3
        "Quantity" => rule(
            !has("code") || has("system"),
            "system",
            "A coded unit names its code system (qty-3).",
        ),
        // att-1
        "Attachment" => rule(
            !has("data") || has("contentType"),
            "contentType",
            "Attached data says its type (att-1).",
        ),
        // ref-1 needs contained resources, which are not taken; a reference that says nothing is
        // caught as an empty object.
        "ServiceRequest" => {
            // prr-1
            rule(!has("orderDetail") || has("code"), "code", "Details need a code (prr-1).");
        }
        // qrs-1
        "QuestionnaireResponse.item" => rule(
            !(has("answer") && has("item")),
            "item",
            "An item has answers or items, not both; items under an answer stand there (qrs-1).",
        ),
        "Observation" => observation(&mut rule, object, has),
        "Observation.component" => {
            // As obs-6, for a component.
            let both = has("dataAbsentReason") && has_value(object);
            rule(!both, "dataAbsentReason", "A value is given, so it is not absent.");
        }
        // pat-1
        "Patient.contact" => rule(
            ["name", "telecom", "address", "organization"].into_iter().any(has),
            "name",
            "A contact has a name, telecom, address or organization (pat-1).",
        ),
        "Task" => task(&mut rule, object, has),
        "Bundle.entry" => {
            // bdl-5
            rule(
                ["resource", "request", "response"].into_iter().any(has),
                "resource",
                "An entry holds a resource (bdl-5).",
            );
        }
        _ => {}
    }
}

fn observation(
    rule: &mut impl FnMut(bool, &str, &str),
    object: &Object<'_>,
    has: impl Fn(&str) -> bool,
) {
    // obs-6
    rule(
        !(has("dataAbsentReason") && has_value(object)),
        "dataAbsentReason",
        "A value is given, so it is not absent (obs-6).",
    );
    // obs-7
    let code = object.get("code");
    let repeats = object.objects("component").any(|(_, part)| {
        part.get("code").is_some_and(|its| code.is_some_and(|ours| same_code(its, ours)))
    });
    rule(
        !(repeats && has_value(object)),
        "component",
        "A component with the observation's own code may not stand beside its value (obs-7).",
    );
}

fn task(rule: &mut impl FnMut(bool, &str, &str), object: &Object<'_>, has: impl Fn(&str) -> bool) {
    // inv-1
    rule(
        in_order(object.text("authoredOn"), object.text("lastModified")),
        "lastModified",
        "A task is not modified before it was authored (inv-1).",
    );
    // Our own: every clock belongs to a person.
    rule(has("for"), "for", "A task says for which patient it is.");
    if has("restriction") {
        // tsk-1 of newer FHIR.
        let fulfils = object.object("code").is_some_and(|code| {
            code.objects("coding").any(|(_, coding)| {
                coding.text("code") == Some("fulfill")
                    && coding.text("system") == Some("http://hl7.org/fhir/CodeSystem/task-code")
            })
        });
        rule(fulfils, "code", "A restricted task has the code \"fulfill\" (tsk-1).");
        rule(has("focus"), "focus", "A restricted task says what is fulfilled (tsk-1).");
    }
}

fn has_value(object: &Object<'_>) -> bool {
    object.members().any(|(name, _)| name.starts_with("value"))
}

fn same_code(one: &Json<'_>, other: &Json<'_>) -> bool {
    let codings = |json: &Json<'_>| -> Vec<(String, String)> {
        let Some(object) = json.as_object() else { return Vec::new() };
        let pairs = object.objects("coding").filter_map(|(_, coding)| {
            Some((coding.text("system")?.to_owned(), coding.text("code")?.to_owned()))
        });
        pairs.collect()
    };
    let ours = codings(other);
    codings(one).iter().any(|coding| ours.contains(coding))
}

/// Whether two times stand in this order, as far as both are precise enough to say.
fn in_order(first: Option<&str>, second: Option<&str>) -> bool {
    let (Some(first), Some(second)) = (first, second) else { return true };
    let (Some(one), Some(other)) = (Moment::date_time(first), Moment::date_time(second)) else {
        return true;
    };
    let day = |moment| match moment {
        Moment::Instant(_, day) | Moment::Day(day) => Some(day),
        Moment::Vague => None,
    };
    match (one, other, day(one), day(other)) {
        (Moment::Instant(one, _), Moment::Instant(other, _), ..) => one <= other,
        (_, _, Some(one), Some(other)) => one <= other,
        // Months and years compare as they are written.
        _ => {
            let length = first.len().min(second.len()).min(7);
            first.get(..length) <= second.get(..length)
        }
    }
}
