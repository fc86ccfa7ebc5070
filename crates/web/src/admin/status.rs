//! Whether the service works: for anyone, without a word about any person.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use maud::html;

use crate::problem::Problem;
use crate::ui::{self, Tone};
use crate::visit::{View, Visit};

/// An alert that waits longer than this means that the path is down.
const ALERT_PATIENCE_S: i64 = 60;

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let store = &visit.app.store;
    let outbox = store.outbox_state().await?;
    let (healthy, figures) = (store.healthy(), store.figures());
    let patience = SignedDuration::from_secs(ALERT_PATIENCE_S);
    let stuck = outbox.oldest.is_some_and(|oldest| visit.now.duration_since(oldest) > patience);
    let phone = &visit.app.site.coordinator_phone;
    let body = html! {
        @if !healthy {
            (ui::notice(Tone::Stop, "The service cannot save", html! { p { "Nothing can be recorded just now. Telephone " (ui::phone(phone)) "." } }))
        }
        @if stuck {
            (ui::notice(Tone::Stop, "Alert path down: phone", html! { p { "Messages to the people on call are not leaving. Telephone " (ui::phone(phone)) "." } }))
        }
        @if healthy && !stuck {
            (ui::notice(Tone::Done, "Working", html! { p { "Referrals are kept and alerts are leaving." } }))
        }
        (ui::summary_list(&[
            ("Time here", html! { (visit.time(visit.now)) }),
            ("Records", html! { @if healthy { "Saving" } @else { "Not saving" } }),
            ("Changes saved since the start", html! { (figures.jobs) " in " (figures.commits) " commits" }),
            ("Alerts waiting", html! { (outbox.waiting) }),
            ("Alerts that failed at least once", html! { (outbox.failing) }),
            ("Alerts sent", html! { (outbox.sent) }),
        ]))
    };
    let status = if healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    Ok(visit.page(View { status, ..View::new("Service status", body) }))
}
