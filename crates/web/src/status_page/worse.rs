//! "Patient got worse": the short examination in thirty seconds. The rules are asked again at once,
//! and somebody has to acknowledge again.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::{Markup, html};
use pathway::Command;
use pathway::neuro::{Finding, MiniNeuro, RecordNeuro, Walking};

use super::door::{Door, Held, open, private};
use super::me::Me;
use super::page::fields_of;
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Width};
use crate::visit::{View, Visit, to};

/// What is looked at, in the words of the bedside.
const LOOKED_AT: [(&str, &str); 5] = [
    ("legs", "Lifts each leg off the bed"),
    ("feet", "Pushes and pulls the feet"),
    ("hands", "Grips and spreads the hands"),
    ("saddle", "Feels touch between the legs"),
    ("bladder", "Passes urine and feels it"),
];

const FINDINGS: [Choice<'_>; 3] = [
    Choice::new("normal", "As normal"),
    Choice::new("abnormal", "Not normal"),
    Choice::new("not_examined", "Not looked at"),
];

pub(super) async fn show(
    visit: Visit,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "got worse").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let form = Form([(KEY.into(), visit.new_key())].into());
    Ok(page(&visit, &held, &Me::remembered(&headers), &form, &[]))
}

fn page(visit: &Visit, held: &Held, me: &Me, form: &Form, errors: &[(String, String)]) -> Response {
    let summary: Vec<_> =
        errors.iter().map(|(field, message)| FieldError { field, message }).collect();
    let error = |field: &str| {
        errors.iter().find(|(wrong, _)| wrong == field).map(|(_, words)| words.as_str())
    };
    let body = html! {
        (ui::error_summary(&summary))
        (held.head(visit))
        @if let Some(last) = held.case.neuro.last() {
            p {
                "Last looked at " (visit.time(last.at))
                @if let Some(walking) = last.exam.walking { ": " (walking.words()) }
            }
        }
        form method="post" action=(held.path("/worse")) data-guard {
            (ui::hidden(KEY, form.get(KEY)))
            (walking(form, error("walking")))
            @for (name, words) in LOOKED_AT {
                (ui::radios(&Field::new(name, words).value(form.get(name)).inline(), &FINDINGS))
            }
            (ui::text(&Field::new("pain", "Pain, 0 to 10").value(form.get("pain"))
                .error(error("pain")).inputmode("numeric").width(Width::Tiny).optional()))
            (ui::radios(&Field::new("says_worse", "Worse than before?").inline()
                .value(form.some("says_worse").unwrap_or("yes")),
                &[Choice::new("yes", "Yes"), Choice::new("no", "No, only looked at again")]))
            (me.fields("", errors))
            div.actions { button.button type="submit" accesskey="s" { "Send what I found" } }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    private(visit, View { status, ..View::new("Patient got worse", body) })
}

fn walking(form: &Form, error: Option<&str>) -> Markup {
    let mut choices: Vec<_> =
        Walking::ALL.iter().map(|grade| Choice::new(grade.key(), grade.words())).collect();
    choices.push(Choice::new("not_seen", "not seen walking"));
    let field = Field::new("walking", "Walking now").value(form.get("walking")).error(error);
    ui::radios(&field.inline(), &choices)
}

pub(super) async fn send(
    visit: Visit,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "got worse").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let me = Me::typed(&form, "");
    let errors = match exam(&form) {
        Ok(exam) => {
            let command = Command::RecordNeuro(RecordNeuro { exam, at: None });
            fields_of(held.submit(&visit, &me, &form, "", command).await?, "")?
        }
        Err(wrong) => vec![wrong],
    };
    if errors.is_empty() {
        return Ok(me.remember(&visit, to(&held.path(""))));
    }
    Ok(page(&visit, &held, &me, &form, &errors))
}

fn exam(form: &Form) -> Result<MiniNeuro, (String, String)> {
    let finding = |name: &str| Finding::from_key(form.get(name));
    Ok(MiniNeuro {
        walking: Walking::from_key(form.get("walking")),
        legs: finding("legs"),
        feet: finding("feet"),
        hands: finding("hands"),
        saddle: finding("saddle"),
        bladder: finding("bladder"),
        pain: form.number("pain").map_err(|words| ("pain".to_owned(), words))?,
        says_worse: form.get("says_worse") != "no",
    })
}
