//! One question a page.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::answers::Answers;
use super::topic::{Ask, Topic};
use crate::form::Form;
use crate::ui::{self, Choice, Field, FieldError};
use crate::visit::{View, Visit};

pub(super) fn ask(
    visit: &Visit,
    answers: &Answers,
    topic: &Topic,
    form: &Form,
    error: Option<&str>,
) -> Response {
    let question = if answers.for_someone_else { topic.of_them } else { topic.question };
    let errors: Vec<_> =
        error.map(|message| FieldError { field: "a", message }).into_iter().collect();
    let (page, left) = (answers.pages() + 1, answers.pages_left(&visit.app.rules));
    let body = html! {
        (ui::error_summary(&errors))
        p.hint { "Question " (page) " of about " (page + left - 1) }
        form.question method="post" action="/check" data-focus-heading {
            (ui::hidden("answers", &answers.seal(visit)))
            (ui::hidden("topic", topic.key))
            h1 tabindex="-1" { (question) }
            (fields(topic, form, error))
            div.actions {
                button.button type="submit" { "Continue" }
                @if answers.pages() > 0 {
                    button.button-quiet type="submit" name="back" value="yes" formnovalidate { "Back" }
                }
            }
            @if answers.pages() == 0 {
                p {
                    @if answers.for_someone_else {
                        button.button-quiet type="submit" name="someone_else" value="no" formnovalidate { "Asking for yourself?" }
                    } @else {
                        button.button-quiet type="submit" name="someone_else" value="yes" formnovalidate { "Asking for someone else?" }
                    }
                }
            }
        }
        p { "In danger? Call " (ui::phone("999")) ". Nothing you answer here is kept." }
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page(View { heading: None, status, ..View::new("Symptom check", body) })
}

fn fields(topic: &Topic, form: &Form, error: Option<&str>) -> Markup {
    let field = Field {
        hint: Some(topic.hint).filter(|hint| !hint.is_empty()),
        error,
        ..Field::new("a", "Your answer")
    };
    match &topic.ask {
        Ask::One(_) => ui::radios(
            &Field { value: form.get("a"), ..field },
            &[
                Choice::new("yes", "Yes"),
                Choice::new("no", "No"),
                Choice::new("unknown", "Not sure"),
            ],
        ),
        Ask::Any(ticks) => {
            let mut choices: Vec<Choice<'_>> =
                ticks.iter().map(|tick| Choice::new(tick.fact, tick.words)).collect();
            choices.push(Choice::new("none", "None of these"));
            choices.push(Choice::new("unknown", "Not sure"));
            let chosen: Vec<&str> = form.get("a").split(',').collect();
            ui::checkboxes(&field, &choices, &chosen)
        }
        Ask::Age => ui::text(&Field {
            value: form.get("a"),
            inputmode: Some("numeric"),
            width: ui::Width::Tiny,
            optional: true,
            ..field
        }),
    }
}

/// Answers older than an hour, or changed on the way, are not carried on.
pub(super) fn expired(visit: &Visit) -> Response {
    let body = html! {
        p.lead { "This check was open for more than an hour, so it starts again. In danger call " (ui::phone("999")) "." }
        p { a.button href="/check" { "Start again" } }
    };
    visit.page(View { status: StatusCode::GONE, ..View::new("Please start again", body) })
}
