//! Who did what in this case, and who looked at it.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::sheet::Sheet;
use crate::problem::Problem;
use crate::visit::Visit;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "log").await?;
    let audit = visit.app.store.audit(sheet.id).await?;
    let looks = visit.app.store.access_log(sheet.id).await?;
    let zone = visit.app.site.time_zone();
    let time = |at| crate::when::full(at, &zone);
    let body = html! {
        @if visit.may(Action::ReviewIncident) {
            p class="actions screen-only" {
                a class="button-second" href={ "/cases/" (sheet.id) "/at" } { "Look back: what was known when" }
                a class="button-second" href={ "/cases/" (sheet.id) "/review" } { "Take everything out for a review" }
            }
        }
        h2 id="done" { "What was done" }
        div class="table-frame scroll" tabindex="0" role="region" aria-labelledby="done" {
            table {
                thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "Outcome" } th scope="col" { "Door" } } }
                tbody {
                    @for row in &audit {
                        tr {
                            td { (time(row.at)) }
                            td { (row.name) " (" (row.role) ")" }
                            td { (row.action) " " (row.detail) }
                            td { (row.outcome) }
                            td { (row.via) }
                        }
                    }
                }
            }
        }
        h2 id="seen" { "Who looked at this record" }
        div class="table-frame scroll" tabindex="0" role="region" aria-labelledby="seen" {
            table {
                thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "Page" } } }
                tbody {
                    @for row in &looks {
                        tr data-access-row { td { (time(row.at)) } td { (row.name) " (" (row.role) ")" } td { (row.page) } }
                    }
                }
            }
        }
        p class="hint" { "This view is added to the log as well." }
    };
    Ok(sheet.page(&visit, "Log", StatusCode::OK, body))
}
