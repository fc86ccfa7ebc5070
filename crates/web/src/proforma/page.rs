//! The page of a proforma: its sections to fill in, or what a signed one says.

use std::collections::BTreeMap;

use access::Action;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::proforma::{Filled, Problem as Wrong, Section};
use serde::Deserialize;

use super::{Opened, draft, fields, letter};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Field, FieldError, Tone};
use crate::visit::Visit;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Which signed one to read.
    number: Option<u32>,
}

pub(super) async fn one(
    visit: Visit,
    Path((id, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let Some(number) = asked.number else { return show(&visit, &id, &key).await };
    let opened = Opened::open(&visit, &id, &key).await?;
    let all = opened.sheet.file.case.proformas.of(opened.proforma.key);
    let filled =
        all.iter().find(|filled| filled.number == number).ok_or_else(Problem::not_found)?;
    let body = signed(&visit, &opened, filled, &Form::default(), None);
    Ok(opened.sheet.page(&visit, opened.proforma.title, StatusCode::OK, body))
}

/// The one that is open; otherwise the latest signed one; otherwise a fresh one.
pub(super) async fn show(visit: &Visit, id: &str, key: &str) -> Result<Response, Problem> {
    let opened = Opened::open(visit, id, key).await?;
    let kept = draft::own(visit, &opened).kept(visit).await?;
    let at = kept.as_ref().map(|kept| visit.time(kept.at));
    let typed = kept.as_ref().map(|kept| &kept.form);
    Ok(fill(visit, &opened, typed, &[], at.as_deref(), StatusCode::OK))
}

/// The form with what was typed and what is wrong with it.
pub(super) fn fill(
    visit: &Visit,
    opened: &Opened,
    typed: Option<&Form>,
    wrong: &[Wrong],
    draft_from: Option<&str>,
    status: StatusCode,
) -> Response {
    let may = visit.may(Action::RecordFindings) && opened.sheet.file.case.is_open();
    let errors: Vec<FieldError<'_>> =
        wrong.iter().map(|one| FieldError { field: one.key, message: &one.message }).collect();
    let by_key: BTreeMap<&str, &Wrong> = wrong.iter().map(|one| (one.key, one)).collect();
    let body = html! {
        (ui::error_summary(&errors))
        (earlier(visit, opened))
        @if may {
            @if let Some(at) = draft_from {
                (ui::notice(Tone::Plain, "What you had typed is back", html! {
                    p { "Kept " (at) ", not saved to the record yet." }
                    form method="post" action={ (opened.path()) "/discard" } {
                        button class="button-small" type="submit" { "Discard draft" }
                    }
                }))
            }
            div class="with-rail" { (form(visit, opened, typed, &by_key)) (rail(visit, opened, typed)) }
        } @else if let Some(filled) = opened.filled() {
            (answers(visit, opened, filled))
        } @else {
            (ui::empty_state(html! { p { "Nothing is being filled in." } }))
        }
    };
    opened.sheet.page(visit, opened.proforma.title, status, body)
}

fn form(
    visit: &Visit,
    opened: &Opened,
    typed: Option<&Form>,
    wrong: &BTreeMap<&str, &Wrong>,
) -> Markup {
    let version = opened.sheet.file.case.version.to_string();
    let opened_at = typed.and_then(|form| form.some("opened_at")).unwrap_or(&version);
    let path = opened.path();
    html! {
        form method="post" action=(path) data-guard data-keys
            data-draft-url={ (path) "/draft" } data-rail-url={ (path) "/letter" } {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::hidden("opened_at", opened_at))
            p class="hint" data-draft-status role="status" {
                "Nothing here blocks saving. Drafts are kept as you type."
            }
            @for section in opened.proforma.sections {
                (fields::section(visit, opened, section, typed, wrong))
            }
            div class="actions" {
                button class="button" type="submit" data-save { "Save " (opened.proforma.title.to_lowercase()) }
                @if opened.proforma.signed {
                    button class="button-second" type="submit" name="then" value="sign" data-sign { "Save and sign" }
                }
            }
            @if opened.proforma.signed {
                p class="hint" { "Signing locks it. What comes later is an addendum." }
            }
        }
    }
}

/// How far each section got, and the letter as it stands.
fn rail(visit: &Visit, opened: &Opened, typed: Option<&Form>) -> Markup {
    html! {
        div {
            nav class="card screen-only" aria-label="Sections" {
                ul class="stack" {
                    @for section in opened.proforma.sections {
                        li { a href={ "#section-" (section.key) } { (section.title) } " " span class="hint" { (done(opened, section)) } }
                    }
                }
            }
            aside class="rail" data-rail aria-label="Letter as it stands" { (letter::body(visit, opened, typed)) }
        }
    }
}

fn done(opened: &Opened, section: &Section) -> String {
    let answered = |key: &str| opened.filled().is_some_and(|filled| filled.entry(key).is_some());
    let done = section.questions.iter().filter(|question| answered(question.key)).count();
    let all = section.questions.len();
    if done == all { "✓ complete".into() } else { format!("{done} of {all}") }
}

/// The signed ones of this kind, newest first.
fn earlier(visit: &Visit, opened: &Opened) -> Markup {
    let all = opened.sheet.file.case.proformas.of(opened.proforma.key);
    let signed: Vec<_> =
        all.iter().rev().filter_map(|one| Some((one, one.signed.as_ref()?))).collect();
    html! {
        @if !signed.is_empty() {
            h2 { "Signed" }
            ul class="story" {
                @for (filled, (by, at)) in signed {
                    li {
                        a href={ (opened.path()) "?number=" (filled.number) } {
                            (opened.proforma.title) " " (filled.number)
                        }
                        " signed by " (by) " " (visit.time(*at))
                        @if !filled.addenda.is_empty() { " · " (filled.addenda.len()) " added" }
                    }
                }
            }
            @if opened.filled().is_none() {
                h2 { "New " (opened.proforma.title.to_lowercase()) }
            }
        }
    }
}

/// A signed one: read only, with what was added since.
pub(super) fn signed(
    visit: &Visit,
    opened: &Opened,
    filled: &Filled,
    form: &Form,
    error: Option<&str>,
) -> Markup {
    let path = format!("{}/{}", opened.path(), filled.number);
    let field = Field::new("addendum", "Addendum").value(form.get("addendum")).error(error);
    html! {
        @if let Some(message) = error { (ui::error_summary(&[FieldError { field: "addendum", message }])) }
        @if let Some((by, at)) = &filled.signed {
            p { strong { (opened.proforma.title) " " (filled.number) } " · signed by " (by) " " (visit.time(*at)) ". Its answers are locked." }
        }
        p class="screen-only" {
            a href={ (path) "/letter" } { "Letter to print" } " · "
            a href=(opened.home()) { "All of this kind, or begin a new one" }
        }
        (answers(visit, opened, filled))
        h2 { "Added since" }
        @if filled.addenda.is_empty() { p { "Nothing yet." } }
        ul class="story" {
            @for (text, by, at) in &filled.addenda { li { (text) " " span class="hint" { (by) " " (visit.time(*at)) } } }
        }
        @if visit.may(Action::RecordFindings) && filled.signed.is_some() {
            form method="post" action={ (path) "/addendum" } class="screen-only" {
                (ui::hidden(KEY, &visit.new_key()))
                (ui::textarea(&field, 3))
                button class="button" type="submit" { "Add addendum" }
            }
        }
    }
}

/// Every answered question with its answer and who said it.
fn answers(visit: &Visit, opened: &Opened, filled: &Filled) -> Markup {
    html! {
        @for section in opened.proforma.sections {
            @let answered: Vec<(&str, Markup)> = section.questions.iter().filter_map(|question| {
                let entry = filled.entry(question.key)?;
                let words = question.words(&entry.value);
                Some((question.label, html! {
                    (words) " " span class="hint" { (entry.by) " " (visit.time(entry.at))
                    @if let Some(from) = &entry.confirmed { ", confirmed from " (from) } }
                }))
            }).collect();
            @if !answered.is_empty() {
                h2 { (section.title) }
                (ui::summary_list(&answered))
            }
        }
    }
}
