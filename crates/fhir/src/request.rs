//! What is asked, when it was written, under which number: the `ServiceRequest`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use pathway::referral::ExternalId;

use crate::bundle::{Entries, Entry};
use crate::issue::{IssueCode, Issues, Severity};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::referral::at_resource;
use crate::who::concept_words;

/// What is asked.
pub(crate) struct Asked {
    pub(crate) story: String,
    pub(crate) location: String,
}

/// When the referral was written.
pub(crate) struct Written {
    pub(crate) at: Timestamp,
    /// The day as it was written, in the sender's zone.
    pub(crate) day: Date,
    /// The element that says so.
    pub(crate) path: String,
}

/// Reads the request: whether it stands, the story, where the person is.
pub(crate) fn asked(
    issues: &mut Issues,
    request: &Entry<'_>,
    details: &mut BTreeMap<String, String>,
) -> Asked {
    let resource = request.resource;
    at_resource(request, |at| {
        if resource.text("status").is_some_and(|status| status != "active") {
            let words = "Only an active request is taken.";
            issues.error(IssueCode::BusinessRule, &at.member("status"), words);
        }
        let intents = ["order", "original-order", "plan", "proposal"];
        if resource.text("intent").is_some_and(|intent| !intents.contains(&intent)) {
            let words = format!("Only these are taken: {}.", intents.join(", "));
            issues.error(IssueCode::BusinessRule, &at.member("intent"), words);
        }
        if resource.get("doNotPerform") == Some(&Json::Bool(true)) {
            let words = "This asks not to do it.";
            issues.error(IssueCode::BusinessRule, &at.member("doNotPerform"), words);
        }
    });
    let texts = |member: &str| -> Vec<String> {
        resource.objects(member).filter_map(|(_, concept)| concept_words(concept)).collect()
    };
    let notes: Vec<&str> = resource.objects("note").filter_map(|(_, n)| n.text("text")).collect();
    if !notes.is_empty() {
        details.insert("notes".into(), notes.join("\n"));
    }
    if let Some(priority) = resource.text("priority") {
        details.insert("priority".into(), priority.into());
    }
    let mut places = texts("locationCode");
    let named = resource.objects("locationReference");
    places.extend(named.filter_map(|(_, place)| place.text("display").map(str::to_owned)));
    Asked { story: texts("reasonCode").join("; "), location: places.join(", ") }
}

/// When it was written: the request says so, else the latest questionnaire. The clocks count from it,
/// so a day without a time is not enough.
pub(crate) fn written(
    issues: &mut Issues,
    entries: &Entries<'_>,
    request: &Entry<'_>,
) -> Option<Written> {
    let said = |entry: &Entry<'_>, member: &str| {
        let moment = entry.resource.text(member).and_then(Moment::date_time)?;
        let path = at_resource(entry, |at| at.member(member).to_string());
        Some((moment, path))
    };
    if request.resource.get("authoredOn").is_some() {
        let (moment, path) = said(request, "authoredOn")?;
        if let Moment::Instant(at, day) = moment {
            return Some(Written { at, day, path });
        }
        at_resource(request, |at| {
            let words = "Give the time with its zone: the clocks count from it.";
            issues.error(IssueCode::Value, &at.member("authoredOn"), words);
        });
        return None;
    }
    let authored = entries.of_kind("QuestionnaireResponse").filter_map(|entry| {
        match said(entry, "authored")? {
            (Moment::Instant(at, day), path) => Some(Written { at, day, path }),
            _ => None,
        }
    });
    authored.max_by_key(|written| written.at)
}

/// The sender's own number: the official one, else the first that is complete; else the Bundle's.
pub(crate) fn external(
    issues: &mut Issues,
    bundle: &Object<'_>,
    request: &Entry<'_>,
) -> Option<ExternalId> {
    let complete = |identifier: &Object<'_>| {
        let system = identifier.text("system")?.to_owned();
        let value = identifier.text("value")?.trim().to_owned();
        Some(ExternalId { system, value })
    };
    let current = |identifier: &Object<'_>| identifier.text("use") != Some("old");
    let mut listed: Vec<(bool, ExternalId)> = Vec::new();
    for (_, identifier) in request.resource.objects("identifier") {
        if let Some(id) = complete(identifier).filter(|_| current(identifier)) {
            listed.push((identifier.text("use") != Some("official"), id));
        }
    }
    listed.sort_by_key(|(unofficial, _)| *unofficial);
    let found = listed.into_iter().next().map(|(_, id)| id);
    let found = found.or_else(|| bundle.object("identifier").and_then(complete));
    if found.is_none() {
        at_resource(request, |at| {
            let words = "Without a number and its system, a repeat may not be recognised.";
            issues.note(Severity::Warning, &at.member("identifier"), words);
        });
    }
    found
}
