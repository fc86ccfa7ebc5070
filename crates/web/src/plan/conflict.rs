//! Two people wrote the same panel.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::form::Opened;
use crate::conflict::{self, Asking, Contested};
use crate::form::Form;
use crate::visit::Visit;

/// Every field of the panel with its label.
fn fields(opened: &Opened) -> impl Iterator<Item = (&'static str, &'static str)> {
    let panel = opened.panel;
    let questions = panel.questions().iter().map(|question| (question.key, question.label));
    let own =
        [("status", "Status"), ("owner", "Who answers for it"), ("because", "Why it is meant")];
    own.into_iter().chain(questions).chain(panel.times().iter().copied())
}

pub(super) fn page(visit: &Visit, opened: &Opened, form: &Form) -> Response {
    let stands = opened.standing(visit);
    let differ = fields(opened).filter(|(name, _)| form.get(name) != stands.get(name));
    let contested = differ.map(|(name, label)| Contested {
        name,
        label,
        mine: words(opened, name, form.get(name)),
        theirs: words(opened, name, stands.get(name)),
    });
    let standing = opened.sheet.file.case.plan.get(opened.panel);
    let body = conflict::page(&Asking {
        heading: "Somebody else wrote this part of the plan while you were typing",
        who: html! {
            @if let Some(standing) = standing { p { (standing.by) " saved theirs " (visit.time(standing.at)) "." } }
        },
        action: &opened.path(),
        seen: &[("replaces", opened.entry().to_string())],
        contested: contested.collect(),
        form,
        key: visit.new_key(),
    });
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
