//! What stands over the list: who is on call, with gaps named, a handover that waits to be accepted,
//! and forms left behind with an emergency answer in them.

use jiff::Timestamp;
use maud::{Markup, html};
use pathway::ladder::{OnCall, Rung};
use store::Draft;

use crate::app::App;
use crate::problem::Problem;
use crate::{handover, ui, when};

/// The whole of it, the same for everyone.
pub(super) async fn markup(app: &App, now: Timestamp) -> Result<Markup, Problem> {
    let on_call = app.store.on_call(now).await?;
    let drafts = app.store.drafts_to_show(now).await?;
    let handover = app.store.handover().await?;
    let zone = app.site.time_zone();
    let waits = handover::waits(&handover, &app.site, now, &|at| when::short(at, now, &zone));
    Ok(html! {
        (on_call_line(&on_call))
        @if let Some(waits) = waits { (waits) }
        (left_behind(&drafts, now))
    })
}

fn on_call_line(on_call: &OnCall) -> Markup {
    html! {
        p class="cluster small" {
            span { "On call:" }
            @for rung in [Rung::Coordinator, Rung::Registrar, Rung::Consultant] {
                @let names: Vec<&str> = on_call.on(rung).map(|c| c.name.as_str()).collect();
                span data-on-call=(rung.key()) {
                    (rung.words()) " "
                    @if names.is_empty() { strong { "▲ nobody" } }
                    @else { strong { (names.join(", ")) } }
                }
            }
        }
    }
}

fn left_behind(drafts: &[Draft], now: Timestamp) -> Markup {
    html! {
        @for draft in drafts {
            div class="notice notice-warning" data-draft=(draft.id) {
                p class="notice-title" {
                    (ui::shape("tier-triangle"))
                    span {
                        "Left unfinished " (ui::time_since(draft.updated_at, now))
                        " ago, with an answer that means emergency"
                    }
                }
                div class="notice-body" {
                    p {
                        @match &draft.callback_phone {
                            Some(number) => { "Ring back " (ui::phone(number)) ". " }
                            None => { "No number to ring back was given. " }
                        }
                        a href=(page_of(draft)) { "Open what was typed" }
                    }
                }
            }
        }
    }
}

fn page_of(draft: &Draft) -> String {
    if draft.kind == crate::phone::KIND {
        format!("/phone/{}", draft.id)
    } else {
        format!("/drafts/{}", draft.id)
    }
}
