//! The slip a ward pins up: two identifiers, what to do, whom to call. Its texts are those of the
//! strip, letter for letter.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::sheet::{self, Sheet};
use crate::problem::Problem;
use crate::ui;
use crate::urgency::staff_view;
use crate::visit::Visit;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "slip").await?;
    let (row, site) = (&sheet.row, &visit.app.site);
    let born = sheet::born(row, &visit);
    let number = sheet::nhs_number(row);
    let known = |text: String| if text.is_empty() { "Not known".to_owned() } else { text };
    let second =
        format!("Born {} · NHS No. {} · Ref {}", known(born), known(number), row.reference);
    let tier = staff_view(row.tier, row.tier_due, row.told_emergency_at, site, visit.now);
    let printed = crate::when::full(visit.now, &site.time_zone());
    let call = html! {
        p { "Call " (ui::phone(&site.coordinator_phone)) " at once if walking, feeling, bladder or bowel get worse." }
        p { "Printed " (printed) ". Out of date when the plan changes: the screen is the truth." }
    };
    let body = html! {
        div class="actions" { button class="button" type="button" data-print hidden { "Print slip" } }
        @if let Some(strip) = crate::imaging::strip::of(&sheet.file.case, &visit) { div class="print-only" { (ui::strip(&strip)) } }
        (ui::instruction_slip(&row.person.name(), &second, &tier, &sheet.instructions(&visit), call))
        @if sheet.instructions(&visit).is_empty() {
            p class="screen-only" { "No live instructions. A coordinator or consultant gives them on the Summary page." }
        }
    };
    Ok(sheet.page(&visit, "Slip", StatusCode::OK, body))
}
