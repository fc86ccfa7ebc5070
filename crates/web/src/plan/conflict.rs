//! Two people wrote the same panel: both values side by side, chosen one by one, none chosen
//! beforehand.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::form::Opened;
use crate::form::{Form, KEY};
use crate::ui::{self, Choice, Field, FieldError};
use crate::visit::Visit;

fn pick(name: &str) -> String {
    format!("pick_{name}")
}

/// Every field of the panel with its label.
fn fields(opened: &Opened) -> Vec<(&'static str, &'static str)> {
    let panel = opened.panel;
    let questions = panel.questions().iter().map(|question| (question.key, question.label));
    let own =
        [("status", "Status"), ("owner", "Who answers for it"), ("because", "Why it is meant")];
    own.into_iter().chain(questions).chain(panel.times().iter().copied()).collect()
}

/// Puts the choices into the form. False while a contested field has none.
pub(super) fn resolve(visit: &Visit, opened: &Opened, form: &mut Form) -> bool {
    let contested: Vec<String> = form.get("contested").split(',').map(str::to_owned).collect();
    if contested.iter().any(|name| form.some(&pick(name)).is_none()) {
        return false;
    }
    let stands = opened.standing(visit);
    for name in contested {
        if form.get(&pick(&name)) == "theirs" {
            form.0.insert(name.clone(), stands.get(&name).to_owned());
        }
    }
    true
}

pub(super) fn page(visit: &Visit, opened: &Opened, form: &Form, unchosen: bool) -> Response {
    let stands = opened.standing(visit);
    let contested: Vec<(&str, &str)> =
        fields(opened).into_iter().filter(|(name, _)| form.get(name) != stands.get(name)).collect();
    let message = "Choose which of the two stands.";
    let open: Vec<String> = contested
        .iter()
        .map(|(name, _)| pick(name))
        .filter(|name| unchosen && form.some(name).is_none())
        .collect();
    let errors: Vec<FieldError<'_>> =
        open.iter().map(|field| FieldError { field, message }).collect();
    let ours = |name: &str| matches!(name, KEY | "contested" | "replaces");
    let kept = form.0.iter().filter(|(name, _)| !name.starts_with("pick_") && !ours(name));
    let names: Vec<&str> = contested.iter().map(|(name, _)| *name).collect();
    let standing = opened.sheet.file.case.plan.get(opened.panel);
    let body = html! {
        (ui::error_summary(&errors))
        h2 { "Somebody else wrote this part of the plan while you were typing" }
        @if let Some(standing) = standing { p { (standing.by) " saved theirs " (visit.time(standing.at)) "." } }
        p { "Nothing you typed is lost. Choose for each field; everything else you typed is saved with it." }
        form method="post" action=(opened.path()) {
            (ui::hidden(KEY, &visit.new_key()))
            @for (name, value) in kept { (ui::hidden(name, value)) }
            (ui::hidden("replaces", &opened.entry().to_string()))
            (ui::hidden("contested", &names.join(",")))
            @for (name, label) in &contested {
                @let radio = pick(name);
                @let mine = words(opened, name, form.get(name));
                @let theirs = words(opened, name, stands.get(name));
                @let error = open.contains(&radio).then_some(message);
                (ui::radios(&Field::new(&radio, label).value(form.get(&radio)).error(error), &[
                    Choice::with_hint("mine", "What I typed", &mine),
                    Choice::with_hint("theirs", "What stands now", &theirs),
                ]))
            }
            button class="button" type="submit" { "Save choices" }
        }
    };
    opened.sheet.page(visit, "Plan", StatusCode::CONFLICT, body)
}

fn words(opened: &Opened, name: &str, value: &str) -> String {
    if value.is_empty() {
        return "no answer".into();
    }
    let question = opened.panel.questions().iter().find(|question| question.key == name);
    match question {
        Some(question) => question.words(value),
        None if name == "status" => pathway::plan::Status::from_key(value)
            .map_or_else(|| value.to_owned(), |status| status.words().to_owned()),
        None => value.replace('T', " "),
    }
}
