//! Who it is about, and who refers: Patient, Practitioner and the like to [`Person`] and [`Referrer`].

use std::collections::BTreeMap;

use jiff::civil::Date;
use pathway::person::{Person, nhs_number_is_valid};
use pathway::referral::{Referrer, Source};

use crate::bundle::{Entries, Entry};
use crate::issue::{IssueCode, Issues, Severity};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::path::Path;
use crate::referral::{NHS_NUMBER_SYSTEM, at_resource};
use crate::shape::short;

/// The person, with what has no field of its own in `details`.
pub(crate) fn person(
    issues: &mut Issues,
    patient: &Entry<'_>,
    details: &mut BTreeMap<String, String>,
) -> Person {
    let resource = patient.resource;
    at_resource(patient, |at| {
        alive_and_current(issues, resource, at);
        let (family, given) = name(issues, resource, at);
        let born = match resource.text("birthDate").map(|text| (text, Moment::date(text))) {
            Some((_, Some(Moment::Day(day)))) => Some(day),
            Some((text, Some(_))) => {
                details.insert("birth_date".into(), text.into());
                let words = "Without the day the age is not known; it is shown as it was sent.";
                issues.note(Severity::Warning, &at.member("birthDate"), words);
                None
            }
            _ => None,
        };
        let sex = resource.text("gender").filter(|sex| *sex != "unknown");
        Person {
            family,
            given,
            born,
            nhs_number: nhs_number(issues, resource, at, details),
            sex: sex.map(str::to_owned),
            phone: phone(resource),
        }
    })
}

/// Elements of a Patient that turn its meaning round.
fn alive_and_current(issues: &mut Issues, patient: &Object<'_>, at: &Path<'_>) {
    if patient.get("active") == Some(&Json::Bool(false)) {
        let words = "This record of the person is not in use any more. Send the current one.";
        issues.error(IssueCode::BusinessRule, &at.member("active"), words);
    }
    let dead = ["deceasedBoolean", "deceasedDateTime"]
        .into_iter()
        .find(|member| patient.get(member).is_some_and(|value| *value != Json::Bool(false)));
    if let Some(member) = dead {
        let words = "The person is recorded as having died. Telephone the coordinator.";
        issues.error(IssueCode::BusinessRule, &at.member(member), words);
    }
    let links = at.member("link");
    for (index, link) in patient.objects("link") {
        if link.text("type") == Some("replaced-by") {
            let words = "This record of the person was replaced. Send the current one.";
            issues.error(IssueCode::BusinessRule, &links.index(index).member("type"), words);
        }
    }
}

fn name(issues: &mut Issues, patient: &Object<'_>, at: &Path<'_>) -> (String, String) {
    let list = at.member("name");
    let Some((index, name)) = best_name(patient) else {
        if patient.get("name").is_none() {
            issues.error(IssueCode::Required, &list, "A referral names the person.");
        } else {
            let words = "None of these is the person's present name.";
            issues.error(IssueCode::BusinessRule, &list, words);
        }
        return (String::new(), String::new());
    };
    if name.get("family").is_none() {
        let words = "The person's family name is missing; a person with one name has it here.";
        issues.error(IssueCode::Required, &list.index(index).member("family"), words);
    }
    (name.text("family").unwrap_or_default().trim().to_owned(), given(name))
}

/// The official name, else the usual one, else the first that is not old.
fn best_name<'j>(of: &'j Object<'j>) -> Option<(usize, &'j Object<'j>)> {
    let rank = |name: &Object<'_>| match name.text("use") {
        Some("official") => Some(0),
        Some("usual") => Some(1),
        Some("old" | "maiden") => None,
        None => Some(2),
        Some(_) => Some(3),
    };
    let ranked = of.objects("name").filter_map(|(index, name)| Some((rank(name)?, index, name)));
    ranked.min_by_key(|(rank, index, _)| (*rank, *index)).map(|(_, index, name)| (index, name))
}

fn given(name: &Object<'_>) -> String {
    let names: Vec<&str> = name.list("given").iter().filter_map(Json::as_text).collect();
    names.join(" ").trim().to_owned()
}

/// "Dr Amy Ng", from a name's parts or its text.
fn written_name(of: &Object<'_>) -> Option<String> {
    let (_, name) = best_name(of)?;
    let prefix = name.list("prefix").iter().filter_map(Json::as_text);
    let given = name.list("given").iter().filter_map(Json::as_text);
    let parts: Vec<&str> = prefix.chain(given).chain(name.text("family")).collect();
    if parts.is_empty() { name.text("text").map(str::to_owned) } else { Some(parts.join(" ")) }
}

fn nhs_number(
    issues: &mut Issues,
    patient: &Object<'_>,
    at: &Path<'_>,
    details: &mut BTreeMap<String, String>,
) -> Option<String> {
    let list = at.member("identifier");
    let mut number: Option<String> = None;
    for (index, identifier) in patient.objects("identifier") {
        let Some(value) = identifier.text("value") else { continue };
        if identifier.text("use") == Some("old") {
            continue;
        }
        if identifier.text("system") != Some(NHS_NUMBER_SYSTEM) {
            let others = details.entry("other_numbers".into()).or_default();
            let comma = if others.is_empty() { "" } else { ", " };
            others.push_str(comma);
            others.push_str(value.trim());
            continue;
        }
        let place = list.index(index);
        let here = place.member("value");
        let digits: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        if number.as_ref().is_some_and(|before| *before != digits) {
            let words = "Another NHS number is given before; which is right cannot be guessed.";
            issues.error(IssueCode::Duplicate, &here, words);
            continue;
        }
        let shaped = digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !shaped {
            details.insert("nhs_number_as_sent".into(), value.into());
            let words = "An NHS number has ten digits. It is shown as it was sent, and not used.";
            issues.note(Severity::Warning, &here, words);
            continue;
        }
        if !nhs_number_is_valid(&digits) {
            let words = "The check digit of this NHS number is wrong. Confirm it with the person.";
            issues.note(Severity::Warning, &here, words);
        }
        number = Some(digits);
    }
    number
}

/// A number on which they answer: a mobile first, then by rank, then as sent.
fn phone(of: &Object<'_>) -> Option<String> {
    let usable = of.objects("telecom").filter(|(_, contact)| {
        matches!(contact.text("system"), Some("phone" | "sms" | "pager"))
            && contact.text("use") != Some("old")
    });
    let ranked = usable.filter_map(|(index, contact)| {
        let rank = match contact.get("rank") {
            Some(Json::Whole(rank)) => *rank,
            _ => i64::MAX,
        };
        let mobile = contact.text("use") == Some("mobile");
        let pager = contact.text("system") == Some("pager");
        Some(((pager, rank, !mobile, index), contact.text("value")?))
    });
    ranked.min_by_key(|(order, _)| *order).map(|(_, value)| value.trim().to_owned())
}

/// An age that no person has is a wrong date of birth.
pub(crate) fn check_age(
    issues: &mut Issues,
    patient: &Entry<'_>,
    person: &Person,
    day: Option<(Date, Date)>,
) {
    let (Some(born), Some((written, _))) = (person.born, day) else { return };
    let words = if born > written {
        "The person was born after the referral was written."
    } else if person.age_on(written).is_none_or(|age| age > 120) {
        "The person would be older than 120 years."
    } else {
        return;
    };
    at_resource(patient, |at| issues.error(IssueCode::Value, &at.member("birthDate"), words));
}

/// Who refers: the person, someone for them, or a professional. The answers weigh accordingly, so a
/// referral without a requester is not taken.
pub(crate) fn requester(
    issues: &mut Issues,
    entries: &Entries<'_>,
    request: &Entry<'_>,
) -> Option<(Source, Referrer)> {
    at_resource(request, |at| {
        let here = at.member("requester");
        let Some(requester) = request.resource.object("requester") else {
            if request.resource.get("requester").is_none() {
                let words = "Say who refers: the answers of a professional and of the person \
                             weigh differently.";
                issues.error(IssueCode::Required, &here, words);
            }
            return None;
        };
        let display = requester.text("display").map(str::to_owned);
        let Some(reference) = requester.text("reference") else {
            // Known elsewhere by a number: a professional, unless the type says otherwise.
            let professional = ["Practitioner", "PractitionerRole", "Organization"];
            if requester.text("type").is_some_and(|kind| professional.contains(&kind)) {
                let name = display.unwrap_or_default();
                return Some((Source::Fhir, Referrer { name, ..Referrer::default() }));
            }
            let words = "Refer to an entry of this Bundle, or say the type of who refers.";
            issues.error(IssueCode::Required, &here.member("reference"), words);
            return None;
        };
        let entry = entries.resolve(reference)?;
        let resource = entry.resource;
        let phone = phone(resource).unwrap_or_default();
        let name = written_name(resource).or(display).unwrap_or_default();
        let referrer = Referrer { name, phone, ..Referrer::default() };
        match entry.kind {
            "Patient" => Some((Source::SelfReferral, Referrer::default())),
            "RelatedPerson" => {
                let role = first_words(resource, "relationship").unwrap_or_default();
                Some((Source::SelfReferral, Referrer { role, ..referrer }))
            }
            "Practitioner" => {
                let role = resource
                    .objects("qualification")
                    .find_map(|(_, one)| one.object("code").and_then(concept_words));
                Some((Source::Fhir, Referrer { role: role.unwrap_or_default(), ..referrer }))
            }
            "PractitionerRole" => Some((Source::Fhir, in_role(entries, resource, referrer))),
            "Organization" => {
                let name = resource.text("name").unwrap_or(&referrer.name).to_owned();
                Some((Source::Fhir, Referrer { name, ..referrer }))
            }
            other => {
                let words = format!("A {} does not refer.", short(other));
                issues.error(IssueCode::BusinessRule, &here.member("reference"), words);
                None
            }
        }
    })
}

/// A role, with the name and number of the practitioner and the organisation it points to.
fn in_role(entries: &Entries<'_>, role: &Object<'_>, referrer: Referrer) -> Referrer {
    let behind = |member: &str| {
        let reference = role.object(member)?;
        let entry = reference.text("reference").and_then(|text| entries.resolve(text));
        Some((reference.text("display"), entry.map(|entry| entry.resource)))
    };
    let mut referrer = referrer;
    if let Some((display, practitioner)) = behind("practitioner") {
        let name = practitioner.and_then(written_name).or(display.map(str::to_owned));
        referrer.name = name.unwrap_or(referrer.name);
        if referrer.phone.is_empty() {
            referrer.phone = practitioner.and_then(phone).unwrap_or_default();
        }
    }
    let what = first_words(role, "code").or_else(|| first_words(role, "specialty"));
    let place = behind("organization").and_then(|(display, organisation)| {
        organisation.and_then(|one| one.text("name")).or(display).map(str::to_owned)
    });
    let parts: Vec<String> = what.into_iter().chain(place).collect();
    referrer.role = parts.join(", ");
    referrer
}

/// The words of the first concept in a list that has any.
fn first_words(of: &Object<'_>, member: &str) -> Option<String> {
    of.objects(member).find_map(|(_, concept)| concept_words(concept))
}

/// A concept in words: its text, else the display or code of its first coding.
pub(crate) fn concept_words(concept: &Object<'_>) -> Option<String> {
    let coded = || {
        let mut codings = concept.objects("coding");
        codings.find_map(|(_, coding)| coding.text("display").or(coding.text("code")))
    };
    concept.text("text").or_else(coded).map(|words| words.trim().to_owned())
}
