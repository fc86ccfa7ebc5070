//! "I am leaving": the next shift gets a link of its own, and the old one says so.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::html;
use pathway::Command;
use pathway::referral::ReissueLink;
use store::Outcome;

use super::door::{Door, Held, open, private};
use super::me::Me;
use super::page::{address, fields_of};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Field, FieldError, Width};
use crate::visit::{View, Visit};

pub(super) async fn show(visit: Visit, Path(token): Path<String>) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "leaving").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let form = Form([(KEY.into(), visit.new_key())].into());
    Ok(page(&visit, &held, &form, &[]))
}

fn page(visit: &Visit, held: &Held, form: &Form, errors: &[(String, String)]) -> Response {
    let summary: Vec<_> =
        errors.iter().map(|(field, message)| FieldError { field, message }).collect();
    let field = |name: &'static str, label: &'static str| {
        let error = errors.iter().find(|(wrong, _)| wrong == name);
        Field::new(name, label).value(form.get(name)).error(error.map(|(_, words)| words.as_str()))
    };
    let body = html! {
        (ui::error_summary(&summary))
        (held.head(visit))
        p { "Your replacement gets a new link. The one you hold stops showing the case at once." }
        form method="post" action=(held.path("/leaving")) {
            (ui::hidden(KEY, form.get(KEY)))
            (ui::text(&field("to", "Name and role of your replacement").width(Width::Medium)))
            (ui::text(&field("phone", "Telephone number on which they answer").kind("tel")
                .inputmode("tel").width(Width::Short)))
            div.actions { button.button type="submit" { "Hand over and make a new link" } }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    private(visit, View { status, ..View::new("Hand over to the next shift", body) })
}

pub(super) async fn send(
    visit: Visit,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "leaving").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let command = Command::ReissueLink(ReissueLink {
        to: form.get("to").into(),
        phone: form.get("phone").into(),
    });
    let outcome = held.submit(&visit, &Me::remembered(&headers), &form, "", command).await?;
    let done = matches!(outcome, Outcome::Done { .. });
    let errors = fields_of(outcome, "")?;
    if !done {
        return Ok(page(&visit, &held, &form, &errors));
    }
    let next = visit.app.links.token(held.id, held.case.link.saturating_add(1));
    Ok(handed_over(&visit, &form, &next, &address(&visit, &headers, &next)))
}

/// The new link, shown once to the one who leaves.
fn handed_over(visit: &Visit, form: &Form, next: &str, address: &str) -> Response {
    let body = html! {
        p.lead { "The new link belongs to " strong { (form.get("to")) } ". Give it to them now; it is shown only here." }
        p { a href={ "/r/" (next) } { "Open the status page with the new link" } }
        div.qr {
            (ui::qr(address, "Code of the new link, for the phone of your replacement"))
            p { "Let their phone read this, or give them the address: " code { (address) } }
        }
        p { "If it is lost, ring the coordinator on " (ui::phone(&visit.app.site.coordinator_phone)) " for another." }
    };
    private(visit, View::new("Handed over", body))
}
