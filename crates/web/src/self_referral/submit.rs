//! Sent: a case like any other, safety-netted, with the public's rules until a clinician answers.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::civil::Date;
use maud::html;
use pathway::person::Person;
use pathway::referral::{Referrer, Source, SubmitReferral};
use pathway::{Actor, CaseId, Command, Refusal, Role};
use store::Outcome;

use super::draft;
use super::form::{decide, page, promise};
use crate::check::{self, Answers};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui;
use crate::visit::{View, Visit, new_case_id, no_store};

pub(super) async fn submit(
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    draft::keep(&visit, &headers, &form).await?;
    let Some(answers) = Answers::unseal(&visit, form.get("answers")) else {
        return Ok(check::first_page(&visit, true));
    };
    let decision = decide(&visit, &answers);
    let Some(by) = promise(&visit, &decision).await? else {
        return page(&visit, &answers, &form, &[]).await;
    };
    let person = match person(&form) {
        Ok(person) => person,
        Err(errors) => return page(&visit, &answers, &form, &errors).await,
    };
    let told = decision.tier.is_emergency().then_some(visit.now);
    let command = Command::SubmitReferral(Box::new(SubmitReferral {
        source: Source::SelfReferral,
        referrer: Referrer {
            name: form.get("proxy").to_owned(),
            role: form.get("relationship").to_owned(),
            phone: person.phone.clone().unwrap_or_default(),
            senior: None,
        },
        person,
        external: None,
        answers: answers.for_the_record(),
        location: "at home".into(),
        story: form.get("story").to_owned(),
        details: details(&form),
        written_at: None,
        suspected_at: None,
        told_emergency_at: told,
        verified: false,
    }));
    let actor = Actor::without_account("the person", Role::Patient);
    // The sealed answers carry the time they were begun, which differs on each showing of the page:
    // what makes two sendings the same is what the person typed.
    let mut typed = form.clone();
    typed.0.remove("answers");
    match visit.try_submit(actor, new_case_id(visit.now), command, &typed).await? {
        Outcome::Done { case, .. } => {
            let page = confirmation(&visit, case, &by, told.is_some());
            draft::forget(&visit, &headers, page).await
        }
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            page(&visit, &answers, &form, &[(field, message)]).await
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

fn person(form: &Form) -> Result<Person, Vec<(&'static str, String)>> {
    let mut errors = Vec::new();
    let mut need = |name: &'static str, ask: &str| {
        let value = form.get(name);
        if value.is_empty() {
            errors.push((name, ask.to_owned()));
        }
        value.to_owned()
    };
    let given = need("given", "Enter the first name.");
    let family = need("family", "Enter the family name.");
    let phone = need("phone", "Enter a number on which we can call.");
    if !phone.is_empty() && phone.chars().filter(char::is_ascii_digit).count() < 7 {
        errors.push(("phone", "This number is too short. Check it.".into()));
    }
    let part = |name| form.get(name).parse::<i16>().ok();
    let born = match (part("born_year"), part("born_month"), part("born_day")) {
        (Some(year), Some(month), Some(day)) => {
            let month = i8::try_from(month).ok();
            let day = i8::try_from(day).ok();
            month.zip(day).and_then(|(month, day)| Date::new(year, month, day).ok())
        }
        _ => None,
    };
    if born.is_none() {
        errors.push(("born", "Enter the date of birth, such as 27 3 1954.".into()));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let nhs = form.get("nhs_number").replace(' ', "");
    Ok(Person {
        family,
        given,
        born,
        nhs_number: (!nhs.is_empty()).then_some(nhs),
        sex: None,
        phone: Some(phone),
    })
}

/// Everything else as typed; shown to staff, never interpreted.
fn details(form: &Form) -> BTreeMap<String, String> {
    ["message_ok", "proxy", "relationship", "cancer", "gp", "access", "funding", "consent"]
        .into_iter()
        .filter_map(|name| form.some(name).map(|value| (name.to_owned(), value.to_owned())))
        .collect()
}

fn confirmation(visit: &Visit, case: CaseId, by: &str, emergency: bool) -> Response {
    let site = &visit.app.site;
    let body = html! {
        @if emergency { (crate::home::emergency_card(visit)) }
        @if emergency { h2 { "The team has it" } } @else { h1 tabindex="-1" { "The team has it" } }
        p.lead { "Your reference is " strong { (case.reference()) } "." }
        p { "A nurse or doctor calls you by " strong { (by) } ". If nobody has called by then, ring " (ui::phone(&site.coordinator_phone)) " and say the reference." }
        @if emergency { p { strong { "Do not wait for the call." } " Call " (ui::phone("999")) " or go to A&E now." } }
        (check::warning_changes())
    };
    let view = View { heading: None, status: StatusCode::OK, ..View::new("Sent", body) };
    let mut response = visit.page(view);
    no_store(&mut response);
    response
}
