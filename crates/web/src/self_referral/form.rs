//! The form: what was answered in the check is not asked again.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use pathway::ladder::Rung;
use rules::{Audience, Decision, Tier};

use crate::check::{self, Answers};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Tone};
use crate::visit::{View, Visit, no_store};

const YES_NO: [Choice<'static>; 2] = [Choice::new("yes", "Yes"), Choice::new("no", "No")];
const FUNDING: [Choice<'static>; 3] = [
    Choice::new("insurer", "An insurer"),
    Choice::new("self", "I pay myself"),
    Choice::new("unsure", "Not sure"),
];

/// Every field and its question.
const LABELS: [(&str, &str); 14] = [
    ("given", "First name"),
    ("family", "Family name"),
    ("born", "Date of birth"),
    ("phone", "Telephone number on which you answer"),
    ("message_ok", "May we leave a message there?"),
    ("nhs_number", "NHS number"),
    ("proxy", "Your name"),
    ("relationship", "How you are related"),
    ("cancer", "Which cancer, and where it is treated"),
    ("gp", "GP or practice"),
    ("access", "Anything that helps us talk with you"),
    ("story", "In your own words"),
    ("funding", "Who pays, as far as you know?"),
    ("consent", "May we speak with your GP and your cancer team?"),
];

/// The question of a field; its name where this form does not have it.
pub(crate) fn label(name: &str) -> &str {
    LABELS.iter().find(|(field, _)| *field == name).map_or(name, |(_, label)| *label)
}

/// The words of an answer.
pub(crate) fn words(name: &str, value: &str) -> String {
    let choices: &[Choice<'_>] = if name == "funding" { &FUNDING } else { &YES_NO };
    let chosen = choices.iter().find(|choice| choice.value == value);
    chosen.map_or(value, |choice| choice.label).to_owned()
}

pub(super) fn decide(visit: &Visit, answers: &Answers) -> Decision {
    rules::triage(&answers.facts(), Audience::Public, &visit.app.rules)
}

/// By when somebody calls: the limit of the tier, which is the call-back clock. `None` when nobody
/// is there to call.
pub(super) async fn promise(visit: &Visit, decision: &Decision) -> Result<Option<String>, Problem> {
    let on_call = visit.app.store.on_call(visit.now).await?;
    if on_call.on(Rung::Coordinator).next().is_none() {
        return Ok(None);
    }
    // An emergency was told to call 999; staff ring within the shortest call-back limit as well.
    let hours = match decision.tier {
        Tier::E0 | Tier::E1 | Tier::I1 => 2,
        Tier::R0 => 72,
        _ => i64::from(decision.limit_h),
    };
    let by = visit.now.checked_add(SignedDuration::from_hours(hours)).unwrap_or(visit.now);
    Ok(Some(visit.time(by)))
}

pub(super) async fn page(
    visit: &Visit,
    answers: &Answers,
    form: &Form,
    errors: &[(&'static str, String)],
) -> Result<Response, Problem> {
    let decision = decide(visit, answers);
    let emergency = decision.tier.is_emergency();
    let promise = promise(visit, &decision).await?;
    let summary: Vec<_> =
        errors.iter().map(|(field, message)| FieldError { field, message }).collect();
    let typed = form.0.iter().any(|(name, value)| is_typed(name) && !value.trim().is_empty());
    let body = html! {
        @if emergency { (check::emergency(visit, answers, &decision)) }
        (ui::error_summary(&summary))
        @if emergency { h2 { "Tell the hospital team" } } @else { h1 tabindex="-1" { "Ask the team to call you" } }
        @match &promise {
            None => (nobody(visit)),
            Some(by) => {
                p.lead { "A nurse or doctor of the team calls you by " strong { (by) } "." @if emergency { " Do not wait for the call: go now." } }
                @if typed && errors.is_empty() { (restored()) }
                form method="post" action="/refer/self" data-guard data-draft-url="/refer/self/draft" {
                    (ui::hidden(KEY, &key(visit, form)))
                    (ui::hidden("answers", &answers.seal(visit)))
                    (fields(form, errors))
                    button.button type="submit" { "Send to the team" }
                    p data-send-status role="status" {}
                    p.hint data-draft-status role="status" {}
                    p.hint { "What you type is kept here for 24 hours, for this browser alone, until you send or discard it." }
                }
            }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut response =
        visit.page(View { heading: None, status, ..View::new("Refer yourself", body) });
    no_store(&mut response);
    Ok(response)
}

/// Whether a field is one that a person fills in here.
pub(super) fn is_typed(name: &str) -> bool {
    LABELS.iter().any(|(field, _)| name == *field) || name.starts_with("born_")
}

/// Somebody comes back within a day: what was typed is here again.
fn restored() -> Markup {
    ui::notice(
        Tone::Plain,
        "We kept what you typed",
        html! {
            p { "Check it, then send it. On a shared computer, discard it when you leave." }
            form method="post" action="/refer/self/discard" {
                button.button-second type="submit" { "Discard what I typed" }
            }
        },
    )
}

/// The key of the first showing stays, so that sending twice is sending once.
fn key(visit: &Visit, form: &Form) -> String {
    form.some(KEY).map_or_else(|| visit.new_key(), str::to_owned)
}

fn nobody(visit: &Visit) -> Markup {
    let site = &visit.app.site;
    ui::notice(
        Tone::Stop,
        "Nobody is here to take this just now",
        html! {
            p { "So we do not take it silently. Ring " (ui::phone(&site.cancer_line_phone)) " at any hour, or 111. In danger call " (ui::phone("999")) "." }
        },
    )
}

fn fields(form: &Form, errors: &[(&'static str, String)]) -> Markup {
    let field = |name: &'static str| Field {
        value: form.get(name),
        error: errors.iter().find(|(wrong, _)| *wrong == name).map(|(_, words)| words.as_str()),
        ..Field::new(name, label(name))
    };
    let optional = |name| Field { optional: true, ..field(name) };
    html! {
        fieldset.fieldgroup {
            legend { "You" }
            p.hint { "If you ask for someone else: their name and date of birth here, yours below." }
            (ui::text(&Field { autocomplete: Some("given-name"), ..field("given") }))
            (ui::text(&Field { autocomplete: Some("family-name"), ..field("family") }))
            (ui::date(&Field { hint: Some("For example 27 3 1954"), ..field("born") }, form.get("born_day"), form.get("born_month"), form.get("born_year")))
            (ui::text(&Field { kind: "tel", autocomplete: Some("tel"), width: ui::Width::Short, ..field("phone") }))
            (ui::radios(&Field { inline: true, optional: true, ..field("message_ok") }, &YES_NO))
            (ui::text(&Field { hint: Some("It is fine not to know it."), inputmode: Some("numeric"), width: ui::Width::Short, ..optional("nhs_number") }))
        }
        fieldset.fieldgroup {
            legend { "If you ask for someone else" }
            (ui::text(&optional("proxy")))
            (ui::text(&optional("relationship")))
        }
        fieldset.fieldgroup {
            legend { "Care so far" }
            (ui::text(&optional("cancer")))
            (ui::text(&optional("gp")))
            (ui::text(&Field { hint: Some("Interpreter, large print, text relay …"), ..optional("access") }))
            (ui::textarea(&optional("story"), 4))
        }
        fieldset.fieldgroup {
            legend { "Paying" }
            p.hint { "This changes nothing about how fast we call. " }
            (ui::radios(&optional("funding"), &FUNDING))
        }
        (ui::radios(&Field { inline: true, optional: true, ..field("consent") }, &YES_NO))
    }
}
