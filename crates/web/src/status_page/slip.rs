//! The slip for the bed: two identifiers, what to do, whom to call. Its texts are the page's own.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::html;
use pathway::board::BoardRow;

use super::door::{Door, open, private};
use super::page::{address, second_identifier};
use crate::case_page::sheet::{instruction_view, live};
use crate::problem::Problem;
use crate::ui;
use crate::urgency::staff_view;
use crate::visit::{View, Visit};
use crate::when;

pub(super) async fn show(
    visit: Visit,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "slip").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let row = BoardRow::of(held.id, &held.case).ok_or_else(Problem::not_found)?;
    let site = &visit.app.site;
    let tier = staff_view(row.tier, row.tier_due, row.told_emergency_at, site, visit.now);
    let live: Vec<_> =
        live(&held.case.instructions, visit.now).map(|one| instruction_view(one, &visit)).collect();
    let identifiers = format!("{} · Ref {}", second_identifier(&row), row.reference);
    let printed = when::full(visit.now, &site.time_zone());
    let call = html! {
        p { "Call " (ui::phone(&site.coordinator_phone)) " at once if walking, feeling, bladder or bowel get worse." }
        p { "Printed " (printed) ". Out of date when the plan changes: the status page is the truth." }
    };
    let body = html! {
        p.screen-only { a href=(held.path("")) { "Back to the status page" } }
        div.actions { button.button type="button" data-print hidden { "Print slip" } }
        (ui::instruction_slip(&row.person.name(), &identifiers, &tier, &live, call))
        @if live.is_empty() { p { "No live instructions." } }
        div.qr {
            (ui::qr(&address(&visit, &headers, &token), "Code of the status page, for a phone's camera"))
            p { "The status page: what holds now, and where to say done or cannot." }
        }
    };
    Ok(private(&visit, View::new("Instruction slip", body)))
}
