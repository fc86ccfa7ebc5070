//! The inputs of one score as a form made from its table of fields, and back to the door's values.

use maud::{Markup, html};
use scores::{Field as Input, Instrument, Kind, Need, Refusal};

use super::sentence;
use crate::form::Form;
use crate::ui::{self, Choice, Field, Width};

/// A list longer than this is a drop-down: two dozen vertebrae as buttons hide the next question.
const MOST_BUTTONS: usize = 8;

/// Every input, flat: a part of a record is named `course1.dose_gy`.
pub(super) fn names(instrument: &Instrument) -> Vec<String> {
    let mut names = Vec::new();
    for field in instrument.fields {
        match field.kind {
            Kind::Record(parts) => {
                names.extend(parts.iter().map(|part| format!("{}.{}", field.name, part.name)));
            }
            _ => names.push(field.name.to_owned()),
        }
    }
    names
}

/// What the form holds for this instrument; nothing else of the form is looked at.
pub(super) fn pairs<'a>(names: &'a [String], form: &'a Form) -> Vec<(&'a str, &'a str)> {
    names.iter().map(|name| (name.as_str(), form.get(name))).collect()
}

/// Everything wrong, one line for each field, in the order of the form.
pub(super) fn problems(instrument: &Instrument, refusals: &[Refusal]) -> Vec<(String, String)> {
    let mut problems: Vec<(String, String)> = Vec::new();
    for refusal in refusals {
        if refusal.missing.is_empty() {
            let field = first_control(instrument, &refusal.field);
            problems.push((field, refusal.message.clone()));
            continue;
        }
        for missing in &refusal.missing {
            let label = label_of(instrument, missing);
            let field = first_control(instrument, missing);
            problems.push((field, format!("Still needed: {label}.")));
        }
    }
    problems
}

/// A refusal may name a whole record; the summary leads to its first box.
fn first_control(instrument: &Instrument, name: &str) -> String {
    let field = instrument.fields.iter().find(|field| field.name == name);
    match field.map(|field| field.kind) {
        Some(Kind::Record([first, ..])) => format!("{name}.{}", first.name),
        _ => name.to_owned(),
    }
}

/// The words of a field, or of a part of a record.
pub(super) fn label_of(instrument: &Instrument, name: &str) -> String {
    let (outer, inner) = name.split_once('.').unwrap_or((name, ""));
    let Some(field) = instrument.fields.iter().find(|field| field.name == outer) else {
        return name.replace('_', " ");
    };
    match field.kind {
        Kind::Record(parts) => parts.iter().find(|part| part.name == inner).map_or_else(
            || field.label.to_owned(),
            |part| format!("{}, {}", field.label, part.label),
        ),
        _ => field.label.to_owned(),
    }
}

/// The form's fields with what was typed and what is wrong with it.
pub(super) fn fields(
    instrument: &Instrument,
    form: &Form,
    problems: &[(String, String)],
) -> Markup {
    html! {
        @for field in instrument.fields {
            @if let Kind::Record(parts) = field.kind {
                fieldset class="fieldgroup" {
                    legend { (sentence(field.label)) }
                    @for part in parts {
                        (one(part, &format!("{}.{}", field.name, part.name), form, problems))
                    }
                }
            } @else {
                (one(field, field.name, form, problems))
            }
        }
    }
}

fn one(input: &Input, name: &str, form: &Form, problems: &[(String, String)]) -> Markup {
    let label = sentence(input.label);
    let hint = hint(input);
    let error = problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str());
    let field = Field {
        optional: !matches!(input.need, Need::Always),
        hint: (!hint.is_empty()).then_some(hint.as_str()),
        autocomplete: Some("off"),
        ..Field::new(name, &label).value(form.get(name)).error(error)
    };
    match input.kind {
        Kind::Word { choices, excluded } => {
            let mut words: Vec<(&str, String)> = choices
                .iter()
                .map(|choice| {
                    let points = choice.points.map(points).unwrap_or_default();
                    (choice.word, format!("{}{points}", sentence(choice.label)))
                })
                .collect();
            words.extend(excluded.iter().map(|word| (word.word, sentence(&spaced(word.word)))));
            let choices: Vec<Choice<'_>> =
                words.iter().map(|(word, label)| Choice::new(word, label)).collect();
            if choices.len() > MOST_BUTTONS {
                ui::select(&field.width(Width::Medium), &choices)
            } else {
                ui::radios(&field, &choices)
            }
        }
        Kind::Flag => {
            let choices = [Choice::new("true", "Yes"), Choice::new("false", "No")];
            ui::radios(&field.inline(), &choices)
        }
        Kind::Whole { .. } => ui::text(&field.inputmode("numeric").width(Width::Short)),
        Kind::Decimal { .. } | Kind::Record(_) => {
            ui::text(&field.inputmode("decimal").width(Width::Short))
        }
    }
}

/// What may be typed, and which other field would do as well.
fn hint(input: &Input) -> String {
    let mut hint = match input.kind {
        Kind::Whole { min, max, step: 1 } => format!("A whole number from {min} to {max}."),
        Kind::Whole { min, max, step } => format!("{min} to {max}, in steps of {step}."),
        Kind::Decimal { min, min_allowed, max, unit } => {
            let from = if min_allowed { "From" } else { "More than" };
            format!("{from} {min} to {max} {unit}.").replace(" .", ".")
        }
        Kind::Word { .. } | Kind::Flag | Kind::Record(_) => String::new(),
    };
    match input.need {
        Need::EitherOr(_) => hint.push_str(" This or the field that stands for it further down."),
        Need::OneOf(_) => hint.push_str(" In this unit or in the other further down, not both."),
        Need::InsteadOf(_) => hint.push_str(" Leave empty where the first one is given."),
        Need::Always | Need::Optional => {}
    }
    hint.trim().to_owned()
}

fn points(points: u8) -> String {
    if points == 1 { " (1 point)".to_owned() } else { format!(" ({points} points)") }
}

/// A program's word as people read it.
pub(super) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
