//! A referral bundle to [`SubmitReferral`]. Every fault is named; nothing is guessed.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use pathway::facts::Answer;
use pathway::referral::{ExternalId, Referrer, Source, SubmitReferral};

use crate::answers::Gathering;
use crate::bundle::{Entries, Entry};
use crate::issue::{Issue, IssueCode, Issues, Refused, Severity};
use crate::json::{self, Json, Object};
use crate::path::Path;
use crate::request::{asked, external, written};
use crate::shape::{self, Checker, short};
use crate::who::{check_age, person, requester};

/// The naming system of NHS numbers.
pub const NHS_NUMBER_SYSTEM: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// A referral that was read whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    /// The command. `verified` is left to the door that knows who sent it.
    pub submit: SubmitReferral,
    /// The sender's own number with its system: the idempotency key. Absent when none was sent.
    pub key: Option<ExternalId>,
    /// What was sent, in the order of the entries: the answer follows it.
    pub entries: Vec<Sent>,
    /// What a person should know about how it was read.
    pub notes: Vec<Issue>,
    /// The element that `submit.written_at` came from.
    pub written_path: Option<String>,
    /// The element that holds the person's name.
    pub name_path: String,
    /// The request of the bundle; its number is what a repeat is known by.
    pub request_path: String,
}

/// One entry of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The type of the resource.
    pub resource_type: String,
    /// Its address inside the bundle, if it had one.
    pub full_url: Option<String>,
}

impl Referral {
    /// The meaning of the referral as bytes: the same for the same referral in another order, another
    /// one as soon as anything that is stored differs. The idempotency key guards these.
    pub fn content(&self) -> Vec<u8> {
        let submit = &self.submit;
        serde_json::to_vec(&(
            submit.source,
            &submit.person,
            &submit.referrer,
            &submit.external,
            &submit.answers,
            &submit.location,
            &submit.story,
            &submit.details,
            submit.written_at,
        ))
        .unwrap_or_default()
    }
}

/// A resource of a known type that was found to be well-formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its type.
    pub resource_type: String,
}

/// Checks any one resource of the types we read, on its own.
///
/// # Errors
/// [`Refused`] with every fault.
pub fn parse(body: &[u8]) -> Result<Checked, Refused> {
    let json = json::parse(body)?;
    let (object, kind) = resource(&json)?;
    let mut issues = Issues::default();
    check_alone(&mut issues, object, kind);
    issues.finish()?;
    Ok(Checked { resource_type: kind.to_owned() })
}

/// Reads a referral: a transaction Bundle with a `Patient`, a `ServiceRequest` and their answers.
///
/// # Errors
/// [`Refused`] with every fault, each with the path of its element.
pub fn parse_referral(body: &[u8]) -> Result<Referral, Refused> {
    let json = json::parse(body)?;
    let (bundle, kind) = resource(&json)?;
    let mut issues = Issues::default();
    if kind != "Bundle" {
        let words = "A referral is a Bundle of type \"transaction\".";
        let at = short(kind);
        issues.error(IssueCode::NotSupported, &Path::root(&at), words);
        check_alone(&mut issues, bundle, kind);
        return Err(issues.refuse());
    }
    let entries = Entries::of(bundle)?;
    if let Some(shape) = shape::of_resource("Bundle") {
        let mut checker = Checker { issues: &mut issues, entries: Some(&entries) };
        checker.resource(bundle, shape, &Path::root("Bundle"));
    }
    entries.check(&mut issues, bundle);
    let referral = read(&mut issues, bundle, &entries);
    let notes = issues.finish()?;
    // Without a patient or a request there is at least one issue, so this is never reached then.
    let Some(referral) = referral else {
        let issue = Issue::error(IssueCode::Required, "A referral has a Patient and a request.");
        return Err(Refused { status: 422, issues: vec![issue] });
    };
    Ok(Referral { notes, ..referral })
}

fn resource<'j, 'b>(json: &'j Json<'b>) -> Result<(&'j Object<'b>, &'j str), Refused> {
    let Json::Object(object) = json else {
        let words = format!("A resource is an object; this is {}.", json.kind());
        return Err(Refused::malformed(Issue::error(IssueCode::Structure, words)));
    };
    let Some(kind) = object.text("resourceType") else {
        let issue = Issue::error(IssueCode::Required, "A resource says its resourceType.");
        return Err(Refused { status: 422, issues: vec![issue.at("resourceType")] });
    };
    Ok((object, kind))
}

fn check_alone(issues: &mut Issues, object: &Object<'_>, kind: &str) {
    let name = short(kind);
    let root = Path::root(&name);
    match shape::of_resource(kind) {
        Some(shape) => Checker { issues, entries: None }.resource(object, shape, &root),
        None => issues.error(IssueCode::NotSupported, &root, "This type is not known here."),
    }
}

/// Runs `with` on the path of an entry's resource.
pub(crate) fn at_resource<T>(entry: &Entry<'_>, with: impl FnOnce(&Path<'_>) -> T) -> T {
    let root = Path::root("Bundle");
    let list = root.member("entry");
    let here = list.index(entry.index);
    with(&here.member("resource"))
}

fn read(issues: &mut Issues, bundle: &Object<'_>, entries: &Entries<'_>) -> Option<Referral> {
    let patient = only(issues, entries, "Patient");
    let request = only(issues, entries, "ServiceRequest");
    for kind in ["Task", "RiskAssessment"] {
        for entry in entries.of_kind(kind) {
            let words = format!("A {kind} is this service's to make; it is not taken.");
            at_resource(entry, |at| issues.error(IssueCode::NotSupported, at, words));
        }
    }
    if let Some(patient) = patient {
        about_the_patient(issues, entries, patient);
    }
    let who = request.and_then(|request| requester(issues, entries, request));
    let source = who.as_ref().map_or(Source::Fhir, |(source, _)| *source);
    let mut gathering = Gathering::new(issues, source == Source::SelfReferral);
    for entry in entries.of_kind("QuestionnaireResponse") {
        at_resource(entry, |at| gathering.questionnaire(entry.resource, entry.index, at));
    }
    for entry in entries.of_kind("Observation") {
        at_resource(entry, |at| gathering.observation(entry.resource, entry.index, at));
    }
    let age_entry = gathering.entry_of("age");
    let mut answers = gathering.answers;
    let (patient, request) = (patient?, request?);

    let written = written(issues, entries, request);
    let mut details = BTreeMap::new();
    let person = person(issues, patient, &mut details);
    let day = written.as_ref().map(|w| (w.day, w.at.to_zoned_datetime(TimeZone::UTC).date()));
    check_age(issues, patient, &person, day);
    if let (Some((day, utc)), Some(said)) = (day, answers.get("age")) {
        let ages = [person.age_on(day), person.age_on(utc)];
        if ages.iter().flatten().any(|age| Answer::Number(f64::from(*age)) == *said) {
            // The same twice: the date of birth is the one that stays true.
            answers.remove("age");
        } else if person.born.is_some() {
            let place = age_entry.unwrap_or_default();
            let words = format!("The age answered in Bundle.entry[{place}] is another one.");
            at_resource(patient, |at| {
                issues.error(IssueCode::Invariant, &at.member("birthDate"), words);
            });
        }
    }
    if answers.is_empty() {
        let words = "No question is answered: everything counts as not known.";
        at_resource(request, |at| issues.note(Severity::Warning, at, words));
    }
    let asked = asked(issues, request, &mut details);
    let (source, referrer) = who.unwrap_or((Source::Fhir, Referrer::default()));
    if source == Source::Fhir && referrer.phone.is_empty() {
        let words = "The requester has no telephone number to ring back.";
        at_resource(request, |at| issues.note(Severity::Warning, &at.member("requester"), words));
    }
    let key = external(issues, bundle, request);
    let written_at = written.as_ref().map(|written| written.at);
    Some(Referral {
        submit: SubmitReferral {
            source,
            person,
            referrer,
            external: key.clone(),
            answers,
            location: asked.location,
            story: asked.story,
            details,
            written_at,
            suspected_at: None,
            told_emergency_at: None,
            verified: false,
        },
        key,
        entries: sent(bundle),
        notes: Vec::new(),
        written_path: written.map(|written| written.path),
        name_path: at_resource(patient, |at| at.member("name").to_string()),
        request_path: at_resource(request, |at| at.to_string()),
    })
}

/// The one entry of a type that a referral has.
fn only<'r, 'e>(
    issues: &mut Issues,
    entries: &'r Entries<'e>,
    kind: &'static str,
) -> Option<&'r Entry<'e>> {
    let mut found = entries.of_kind(kind);
    let first = found.next();
    if first.is_none() {
        let words = format!("A referral has a {kind}; there is none.");
        issues.error(IssueCode::Required, &Path::root("Bundle").member("entry"), words);
    }
    for more in found {
        let words = format!("A referral has one {kind}; this is another.");
        at_resource(more, |at| issues.error(IssueCode::BusinessRule, at, words));
    }
    first
}

/// Whatever says whom it is about must mean the one patient of the bundle.
fn about_the_patient(issues: &mut Issues, entries: &Entries<'_>, patient: &Entry<'_>) {
    let subjects = [
        ("ServiceRequest", "subject"),
        ("QuestionnaireResponse", "subject"),
        ("Observation", "subject"),
        ("RelatedPerson", "patient"),
    ];
    for (kind, member) in subjects {
        for entry in entries.of_kind(kind) {
            let Some(subject) = entry.resource.object(member) else { continue };
            let target = subject.text("reference").and_then(|text| entries.resolve(text));
            let words = match (subject.get("reference"), target) {
                (None, _) => "Refer to the Patient of this Bundle.",
                (Some(_), Some(target)) if target.index != patient.index => {
                    "This is about someone other than the Patient of this Bundle."
                }
                // What leads nowhere was reported by the checker.
                _ => continue,
            };
            at_resource(entry, |at| {
                let here = at.member(member);
                issues.error(IssueCode::BusinessRule, &here.member("reference"), words);
            });
        }
    }
}

fn sent(bundle: &Object<'_>) -> Vec<Sent> {
    let resources = bundle.objects("entry").filter_map(|(_, entry)| {
        let resource_type = entry.object("resource")?.text("resourceType")?.to_owned();
        Some(Sent { resource_type, full_url: entry.text("fullUrl").map(str::to_owned) })
    });
    resources.collect()
}
