//! Two people answered the same question: both values side by side, chosen one by one, none chosen
//! beforehand. Everything else that was typed is carried along.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use pathway::proforma::{SaveProforma, conflicts};

use super::Opened;
use crate::form::{Form, KEY};
use crate::ui::{self, Choice, Field, FieldError};
use crate::visit::Visit;

fn pick(key: &str) -> String {
    format!("pick_{key}")
}

/// Puts the choices into the form. False while a contested question has none.
pub(super) fn resolve(opened: &Opened, form: &mut Form) -> bool {
    let contested: Vec<String> = form.get("contested").split(',').map(str::to_owned).collect();
    if contested.iter().any(|key| form.get(&pick(key)).is_empty()) {
        return false;
    }
    for key in contested {
        if form.get(&pick(&key)) == "theirs" {
            let stands = opened.filled().map_or("", |filled| filled.answer(&key));
            form.0.insert(key, stands.to_owned());
        }
    }
    true
}

pub(super) fn page(
    visit: &Visit,
    opened: &Opened,
    form: &Form,
    command: &SaveProforma,
    unchosen: bool,
) -> Response {
    let asked = SaveProforma { seen_at: command.opened_at, ..command.clone() };
    let contested = conflicts(opened.proforma, opened.filled(), &asked);
    let open: Vec<String> = contested
        .iter()
        .map(|one| pick(one.field))
        .filter(|name| form.get(name).is_empty())
        .collect();
    let message = "Choose which of the two stands.";
    let errors: Vec<FieldError<'_>> =
        open.iter().filter(|_| unchosen).map(|field| FieldError { field, message }).collect();
    let ours = |name: &str| matches!(name, KEY | "conflict" | "contested" | "seen_at");
    let kept = form.0.iter().filter(|(name, _)| !name.starts_with("pick_") && !ours(name));
    let keys: Vec<&str> = contested.iter().map(|one| one.field).collect();
    let body = html! {
        (ui::error_summary(&errors))
        h2 { "Somebody else answered while you were typing" }
        p { "Nothing you typed is lost. Choose for each question; everything else you typed is saved with it." }
        form method="post" action=(opened.path()) {
            (ui::hidden(KEY, &visit.new_key()))
            @for (name, value) in kept { (ui::hidden(name, value)) }
            (ui::hidden("conflict", "yes"))
            (ui::hidden("contested", &keys.join(",")))
            (ui::hidden("seen_at", &opened.sheet.file.case.version.to_string()))
            @for one in &contested {
                @let name = pick(one.field);
                @let mine = words(opened, one.field, &one.mine);
                @let theirs = words(opened, one.field, &one.theirs);
                @let hint = format!("{} saved theirs {}.", one.by, visit.time(one.at));
                @let choices = [Choice::with_hint("mine", "What I typed", &mine), Choice::with_hint("theirs", "What stands now", &theirs)];
                @let error = (unchosen && open.contains(&name)).then_some(message);
                (ui::radios(&Field::new(&name, one.label).hint(&hint).value(form.get(&name)).error(error), &choices))
            }
            button class="button" type="submit" { "Save choices" }
        }
    };
    opened.sheet.page(visit, opened.proforma.title, StatusCode::CONFLICT, body)
}

fn words(opened: &Opened, key: &str, value: &str) -> String {
    if value.is_empty() {
        return "no answer".into();
    }
    opened.proforma.question(key).map_or(value.into(), |(_, question)| question.words(value))
}
