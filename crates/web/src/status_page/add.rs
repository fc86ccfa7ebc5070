//! "Add information": what was not known yet, and a few words. Answers go to the rules at once.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::html;
use pathway::Command;
use pathway::facts::How;
use pathway::note::{AddNote, RecordMilestone};
use pathway::triage::RecordFacts;
use rules::Milestone;

use super::door::{Door, Held, open, private};
use super::me::Me;
use super::page::{complete, fields_of, missing};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::referral::{Sheet, answers, label, words};
use crate::ui::{self, Field, FieldError};
use crate::visit::{View, Visit, to};

pub(super) async fn show(
    visit: Visit,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "add information").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let form = Form([(KEY.into(), visit.new_key())].into());
    Ok(page(&visit, &held, &Me::remembered(&headers), &form, &[]))
}

/// Which questions are asked: a person is not asked a professional's.
fn asked(held: &Held) -> Vec<&'static str> {
    if held.is_persons_own() { Vec::new() } else { missing(held, &Form::default()).collect() }
}

fn page(visit: &Visit, held: &Held, me: &Me, form: &Form, errors: &[(String, String)]) -> Response {
    let summary: Vec<_> =
        errors.iter().map(|(field, message)| FieldError { field, message }).collect();
    let error = |field: &str| {
        errors.iter().find(|(wrong, _)| wrong == field).map(|(_, words)| words.as_str())
    };
    let sheet = Sheet { form, errors: &[] };
    let asked = asked(held);
    let body = html! {
        (ui::error_summary(&summary))
        (held.head(visit))
        form method="post" action=(held.path("/add")) data-guard {
            (ui::hidden(KEY, form.get(KEY)))
            @if !asked.is_empty() {
                fieldset.fieldgroup {
                    legend { "Not known when it was sent" }
                    @for field in &asked { (sheet.item(field)) }
                }
            }
            (ui::textarea(&Field::new("text", "What else should we know?").value(form.get("text"))
                .error(error("text")).optional(), 4))
            (me.fields("", errors))
            div.actions { button.button type="submit" accesskey="s" { "Add information" } }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    private(visit, View { status, ..View::new("Add information", body) })
}

pub(super) async fn send(
    visit: Visit,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "add information").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let me = Me::typed(&form, "");
    let asked = asked(&held);
    // Only what was asked is an answer.
    let mut answered = form.clone();
    answered.0.retain(|name, value| {
        asked.contains(&name.as_str()) && !matches!(value.trim(), "" | "unknown")
    });
    let note = note(&form, &answered);
    if note.is_empty() {
        let wrong = [("text".to_owned(), "Answer a question or write a few words.".to_owned())];
        return Ok(page(&visit, &held, &me, &form, &wrong));
    }
    let mut commands = vec![("note", Command::AddNote(AddNote { text: note, at: None }))];
    let said = match answers(&answered) {
        Ok(mut said) => {
            // What the form of a referral says of itself was said when it was sent.
            said.remove("tertiary_referral");
            said
        }
        Err((field, words)) => {
            return Ok(page(&visit, &held, &me, &form, &[(field.to_owned(), words)]));
        }
    };
    if !said.is_empty() {
        let record = RecordFacts { answers: said, how: How::Clinician, at: None };
        commands.push(("facts", Command::RecordFacts(record)));
    }
    if !asked.is_empty() && missing(&held, &answered).next().is_none() && !complete(&held) {
        commands.push((
            "complete",
            Command::RecordMilestone(RecordMilestone {
                milestone: Milestone::MinimumDatasetComplete,
                at: None,
                note: String::new(),
            }),
        ));
    }
    for (part, command) in commands {
        let errors = fields_of(held.submit(&visit, &me, &form, part, command).await?, "")?;
        if !errors.is_empty() {
            return Ok(page(&visit, &held, &me, &form, &errors));
        }
    }
    Ok(me.remember(&visit, to(&held.path(""))))
}

/// What is written into the record: the answers in words, then what was typed.
fn note(form: &Form, answered: &Form) -> String {
    let mut lines: Vec<String> = answered
        .0
        .iter()
        .map(|(field, value)| format!("{}: {}", label(field), words(field, value)))
        .collect();
    lines.extend(form.some("text").map(str::to_owned));
    lines.join("\n")
}
