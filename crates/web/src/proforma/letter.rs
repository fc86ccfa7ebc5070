//! The same content as a letter: live beside the form, and to print once signed. What nobody
//! confirmed says so.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use pathway::proforma::{Filled, offered};

use super::read::confirm;
use super::{Opened, value};
use crate::case_page::sheet;
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{Visit, no_store};

/// Replaces the preview beside the form.
pub(super) async fn preview(
    visit: Visit,
    Path((id, key)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &id, &key).await?;
    let mut response = body(&visit, &opened, Some(&form)).into_response();
    no_store(&mut response);
    Ok(response)
}

/// The letter of what is being typed.
pub(super) fn body(visit: &Visit, opened: &Opened, typed: Option<&Form>) -> Markup {
    let line = |question: &pathway::proforma::Question| {
        let value = value(opened, question, typed);
        if value.is_empty() {
            return None;
        }
        let offer = opened.offered(question).filter(|offer| offer.value == value);
        let taken = typed.is_some_and(|form| form.ticked(&confirm(question.key)));
        let from = offer.filter(|_| !taken).map(|offer| offer.by);
        Some(Line { label: question.label, words: question.words(&value), unconfirmed: from })
    };
    html! {
        h2 { "Letter as it stands" }
        (head(visit, opened))
        @for section in opened.proforma.sections {
            @let lines: Vec<Line> = section.questions.iter().filter_map(line).collect();
            (part(section.title, &lines))
        }
    }
}

struct Line {
    label: &'static str,
    words: String,
    /// Whoever said so, where nobody here has confirmed it.
    unconfirmed: Option<String>,
}

fn part(title: &str, lines: &[Line]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h3 { (title) }
            dl class="letter-lines" {
                @for line in lines {
                    div {
                        dt { (line.label) }
                        dd {
                            (line.words)
                            @if let Some(by) = &line.unconfirmed { " " em { "(from " (by) ", not confirmed)" } }
                        }
                    }
                }
            }
        }
    }
}

fn head(visit: &Visit, opened: &Opened) -> Markup {
    let (row, site) = (&opened.sheet.row, &visit.app.site);
    let known = |text: String| if text.is_empty() { "not known".to_owned() } else { text };
    html! {
        p { strong { (row.person.name()) } ", born " (known(sheet::born(row, visit))) ", NHS No. " (known(sheet::nhs_number(row))) ", reference " (row.reference) }
        p { "To " (row.referrer.name) " " (row.referrer.role) " · from " (site.name) ", " (site.coordinator_phone) " · " (crate::when::full(visit.now, &site.time_zone())) }
    }
}

/// A signed one, to print and post.
pub(super) async fn show(
    visit: Visit,
    Path((id, key, number)): Path<(String, String, u32)>,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &id, &key).await?;
    let all = opened.sheet.file.case.proformas.of(opened.proforma.key);
    let filled =
        all.iter().find(|filled| filled.number == number).ok_or_else(Problem::not_found)?;
    let body = html! {
        div class="actions screen-only" { button class="button" type="button" data-print hidden { "Print letter" } }
        article class="letter" { (printed(&visit, &opened, filled)) }
    };
    Ok(opened.sheet.page(&visit, "Letter", StatusCode::OK, body))
}

fn printed(visit: &Visit, opened: &Opened, filled: &Filled) -> Markup {
    html! {
        h2 { (opened.proforma.title) }
        (head(visit, opened))
        @for section in opened.proforma.sections {
            @let lines: Vec<Line> = section.questions.iter().filter_map(|question| {
                let line = |value: &str, unconfirmed| Line { label: question.label, words: question.words(value), unconfirmed };
                match filled.entry(question.key) {
                    Some(entry) => Some(line(&entry.value, None)),
                    None => offered(&opened.sheet.file.case, opened.proforma, question).map(|offer| line(&offer.value, Some(offer.by))),
                }
            }).collect();
            (part(section.title, &lines))
        }
        @for (text, by, at) in &filled.addenda {
            p { strong { "Added " (visit.time(*at)) " by " (by) ": " } (text) }
        }
        @match &filled.signed {
            Some((by, at)) => p { "Signed by " (by) ", " (crate::when::full(*at, &visit.app.site.time_zone())) },
            None => p { strong { "Not signed yet." } },
        }
    }
}
