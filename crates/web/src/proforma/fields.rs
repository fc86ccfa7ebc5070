//! The fields of a proforma with what stands in them, where it came from and what is wrong.

use std::collections::BTreeMap;

use maud::{Markup, html};
use pathway::proforma::{Kind, Problem as Wrong, Question, Section};

use super::read::{confirm, sure};
use super::{Opened, value};
use crate::form::Form;
use crate::ui::{self, Choice, Field, Width};
use crate::visit::Visit;

/// More answers than this are a list to choose from.
const MOST_BUTTONS: usize = 5;

/// The fields of one section.
pub(super) fn section(
    visit: &Visit,
    opened: &Opened,
    section: &Section,
    typed: Option<&Form>,
    wrong: &BTreeMap<&str, &Wrong>,
) -> Markup {
    html! {
        section class="dense" aria-labelledby={ "section-" (section.key) } {
            h2 id={ "section-" (section.key) } tabindex="-1" { (section.title) }
            @for question in section.questions {
                (one(visit, opened, question, typed, wrong.get(question.key).copied()))
            }
        }
    }
}

fn one(
    visit: &Visit,
    opened: &Opened,
    question: &Question,
    typed: Option<&Form>,
    wrong: Option<&Wrong>,
) -> Markup {
    let stands = value(opened, question, typed);
    let hint = hint(question);
    let field = Field::new(question.key, question.label)
        .value(&stands)
        .error(wrong.map(|wrong| wrong.message.as_str()));
    let field = if hint.is_empty() { field } else { field.hint(&hint) };
    html! {
        @let wide = matches!(question.kind, Kind::Many(_) | Kind::Line | Kind::Text);
        div class=(if wide { "asked asked-wide" } else { "asked" }) data-question=(question.key) {
            (control(question, &field))
            @if wrong.is_some_and(|wrong| wrong.unlikely) || typed.is_some_and(|form| form.ticked(&sure(question.key))) {
                @let name = sure(question.key);
                @let value = typed.map_or("", |form| form.get(&name));
                (ui::checkbox(&Field::new(&name, "This is meant").value(value)))
            }
            (provenance(visit, opened, question, typed))
        }
    }
}

/// The help under a question, with its unit.
pub(crate) fn hint(question: &Question) -> String {
    let hint = match question.kind {
        Kind::Number { unit, .. } if !unit.is_empty() => format!("In {unit}. {}", question.hint),
        _ => question.hint.to_owned(),
    };
    hint.trim().to_owned()
}

/// What a question is answered with.
pub(crate) fn control(question: &Question, field: &Field<'_>) -> Markup {
    let choices = |words: &[(&'static str, &'static str)]| -> Vec<Choice<'static>> {
        words.iter().map(|(key, words)| Choice::new(key, words)).collect()
    };
    match question.kind {
        Kind::YesNo => ui::radios(
            &field.inline(),
            &[
                Choice::new("yes", "Yes"),
                Choice::new("no", "No"),
                Choice::new("unknown", "Not known"),
            ],
        ),
        Kind::One(words) if words.len() > MOST_BUTTONS => {
            ui::select(&field.width(Width::Medium), &choices(words))
        }
        Kind::One(words) => ui::radios(&field.inline(), &choices(words)),
        Kind::Many(words) => {
            let chosen: Vec<&str> = field.value.split(',').collect();
            ui::checkboxes(&field.inline(), &choices(words), &chosen)
        }
        Kind::Number { .. } => ui::text(&field.inputmode("decimal").width(Width::Short)),
        Kind::Day => ui::text(&field.kind("date").width(Width::Short)),
        Kind::Line => ui::text(field),
        Kind::Text => ui::textarea(field, 3),
    }
}

/// Who said what stands in the field; an offered answer asks to be confirmed.
fn provenance(visit: &Visit, opened: &Opened, question: &Question, typed: Option<&Form>) -> Markup {
    if let Some(entry) = opened.filled().and_then(|filled| filled.entry(question.key)) {
        return html! {
            p class="provenance" {
                (entry.by) " " (visit.time(entry.at))
                @if let Some(from) = &entry.confirmed { ", confirmed from " (from) }
            }
        };
    }
    let Some(offer) = opened.offered(question) else { return html! {} };
    let name = confirm(question.key);
    let label = match question.kind {
        Kind::Line | Kind::Text => "Confirm as written".to_owned(),
        _ => format!("Confirm: {}", question.words(&offer.value)),
    };
    let ticked = typed.map_or("", |form| form.get(&name));
    html! {
        div class="provenance" data-offered {
            span { "From " (offer.by) ", " (visit.time(offer.at)) ". Not confirmed. " }
            (ui::checkbox(&Field::new(&name, &label).value(ticked)))
        }
    }
}
