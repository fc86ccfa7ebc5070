//! What was typed during a call, as a referral. It parses; it never guesses: an empty field stays
//! unasked, "not sure" stays unknown.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pathway::facts::{Answer, Answers};
use pathway::neuro::Walking;
use pathway::person::{Person, nhs_number_is_valid};
use pathway::referral::{Referrer, Source, SubmitReferral};
use rules::{Audience, Decision, Fact, Facts, Settings, Value};

use crate::form::{Form, KEY};

/// A field that cannot be taken as typed, and why.
pub(super) type Wrong = (&'static str, String);

/// The answers by fact name.
pub(super) fn answers(form: &Form) -> Answers {
    let word = |text: &str| Answer::Word(text.to_owned());
    let mut answers: Answers = Fact::ALL
        .iter()
        .filter_map(|fact| {
            let said = form.some(fact.key())?;
            matches!(said, "yes" | "no" | "unknown").then(|| (fact.key().to_owned(), word(said)))
        })
        .collect();
    if let Some(haem) = form.some("haem").and_then(rules::Haem::from_key) {
        answers.insert("haem".into(), word(haem.key()));
    }
    let cancer: &[(&str, &str)] = match form.get("cancer") {
        "yes" => &[("ca_known", "yes")],
        "suspected" => &[("ca_known", "no"), ("ca_suspected", "yes")],
        "no" => &[("ca_known", "no"), ("ca_suspected", "no")],
        "unknown" => &[("ca_known", "unknown")],
        _ => &[],
    };
    answers.extend(cancer.iter().map(|(fact, said)| ((*fact).to_owned(), word(said))));
    // Said in other words: walks worse than a day ago. Only where the question itself is open.
    if got_worse(form) {
        answers.entry(Fact::WalkingDifficulty.key().into()).or_insert_with(Answer::yes);
    }
    answers
}

fn got_worse(form: &Form) -> bool {
    let grade = |name| Walking::from_key(form.get(name));
    matches!((grade("walking"), grade("walking_before")), (Some(now), Some(before)) if now > before)
}

/// What the rules say so far.
pub(super) fn decide(form: &Form, age: Option<u8>, settings: &Settings) -> (Facts, Decision) {
    let mut facts = Facts::new();
    for (key, answer) in answers(form) {
        if let Answer::Word(word) = &answer {
            let _ = facts.set_value(&key, Value::Word(word));
        }
    }
    // An age no person has is refused when the call is read back.
    let _ = facts.set_age(age);
    let _ = facts.set_value(Fact::TertiaryReferral.key(), Value::Word("yes"));
    let decision = rules::triage(&facts, Audience::Clinician, settings);
    (facts, decision)
}

/// The date of birth; `None` when nothing was entered.
pub(super) fn born(form: &Form) -> Result<Option<Date>, Wrong> {
    let parts = ["born_day", "born_month", "born_year"].map(|name| form.get(name));
    if parts.iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    let wrong = || {
        ("born", "Enter the date of birth as day, month and year, such as 5 12 1966.".to_owned())
    };
    let [day, month, year] = parts;
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    date().filter(|date| (1900..=2100).contains(&date.year())).map(Some).ok_or_else(wrong)
}

/// The NHS number as ten digits; `None` when nothing was entered.
pub(super) fn nhs_number(form: &Form) -> Result<Option<String>, Wrong> {
    let Some(typed) = form.some("nhs_number") else { return Ok(None) };
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(Some(digits))
    } else {
        Err(("nhs_number", "An NHS number has ten digits. Correct it, or leave it empty.".into()))
    }
}

/// What to ask about once more while the caller is still there. None of it stops the referral.
pub(super) fn warnings(form: &Form) -> Vec<String> {
    let mut warnings = Vec::new();
    match nhs_number(form) {
        Ok(Some(number)) if !nhs_number_is_valid(&number) => {
            warnings.push("The NHS number fails its check digit: ask for it again.".into());
        }
        Ok(None) if matches!(born(form), Ok(None)) => warnings.push(
            "There is neither a date of birth nor an NHS number: ask for a second identifier."
                .into(),
        ),
        _ => {}
    }
    warnings
}

/// The referral of a form, or every field that stops it.
pub(super) fn referral(form: &Form, today: Date) -> Result<SubmitReferral, Vec<Wrong>> {
    let mut wrong = Vec::new();
    for (field, ask) in [
        ("phone", "Enter the number on which the caller can be rung back."),
        ("caller", "Enter the caller's name."),
        ("family", "Enter the person's family name, or \"Unknown\"."),
        ("location", "Enter where the person is now."),
    ] {
        if form.some(field).is_none() {
            wrong.push((field, ask.to_owned()));
        }
    }
    let mut take = |result: Result<_, Wrong>| {
        result.unwrap_or_else(|error| {
            wrong.push(error);
            None
        })
    };
    let nhs_number = take(nhs_number(form));
    let born = born(form).unwrap_or_else(|error| {
        wrong.push(error);
        None
    });
    if born.is_some_and(|born| born > today) {
        wrong.push(("born", "The date of birth lies in the future.".into()));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let some = |name: &str| form.some(name).map(str::to_owned);
    let mut answers = answers(form);
    answers.insert(Fact::TertiaryReferral.key().into(), Answer::yes());
    Ok(SubmitReferral {
        source: Source::Phone,
        person: Person {
            family: form.get("family").to_owned(),
            given: form.get("given").to_owned(),
            born,
            nhs_number,
            sex: some("sex"),
            phone: some("person_phone"),
        },
        referrer: Referrer {
            name: form.get("caller").to_owned(),
            role: form.get("caller_role").to_owned(),
            phone: form.get("phone").to_owned(),
            senior: some("senior"),
        },
        external: None,
        answers,
        location: form.get("location").to_owned(),
        story: form.get("story").to_owned(),
        details: details(form),
        written_at: None,
        suspected_at: None,
        told_emergency_at: None,
        verified: true,
    })
}

/// Every other field as typed.
fn details(form: &Form) -> BTreeMap<String, String> {
    const OF_THE_FORM: [&str; 2] = [KEY, "draft"];
    let elsewhere = |name: &str| {
        OF_THE_FORM.contains(&name)
            || Fact::from_key(name).is_some()
            || matches!(
                name,
                "phone"
                    | "caller"
                    | "caller_role"
                    | "senior"
                    | "family"
                    | "given"
                    | "nhs_number"
                    | "sex"
                    | "person_phone"
                    | "location"
                    | "story"
                    | "haem"
                    | "cancer"
                    | "born_day"
                    | "born_month"
                    | "born_year"
            )
    };
    form.0
        .iter()
        .filter(|(name, value)| !elsewhere(name) && !value.trim().is_empty())
        .map(|(name, value)| (name.clone(), value.trim().to_owned()))
        .collect()
}
