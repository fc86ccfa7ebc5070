//! A critical result is heard: by the person named, or by whoever the ladder reached.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::spine::critical::{AcknowledgeResult, CriticalResult};
use pathway::{CaseId, Command, Refusal, Role};
use store::Outcome;

use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Tone};
use crate::visit::{View, Visit, to};

pub(super) async fn acknowledge(
    visit: Visit,
    Path((id, number)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let case: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let number = number.parse().map_err(|_| Problem::not_found())?;
    let command = Command::AcknowledgeResult(AcknowledgeResult { number });
    match visit.try_submit(visit.actor(Role::Coordinator), case, command, &form).await? {
        Outcome::Done { .. } => Ok(to(&format!("/cases/{case}/imaging"))),
        Outcome::Refused(Refusal::AlreadyDone { by, at }) => {
            let body = html! {
                p class="lead" data-toast {
                    (by) " acknowledged this result " (visit.time(at)) ". Nothing was changed."
                }
                p { a href={ "/cases/" (case) "/imaging" } { "Back to the case" } }
            };
            let view = View::new("Already acknowledged", body);
            Ok(visit.page(View { status: StatusCode::CONFLICT, ..view }))
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

/// The alert with its button; who it named stays in sight after somebody else heard it.
pub(crate) fn alert(visit: &Visit, case: CaseId, result: &CriticalResult) -> Markup {
    let Some((by, at)) = &result.acknowledged else {
        let due = result.due(&visit.app.site);
        let body = html! {
            p data-critical=(result.number) data-due=(due) {
                "Told: " strong { (result.to) } " " (visit.time(result.at))
                @if due > visit.now {
                    ". Not acknowledged by " (visit.time(due)) ", the next rung is called."
                } @else {
                    ". Not acknowledged in time: the ladder climbs."
                }
            }
            @if visit.may(access::Action::Acknowledge) { (button(case, result)) }
        };
        return ui::notice(Tone::Stop, "Critical result, not acknowledged", body);
    };
    html! {
        p data-critical=(result.number) {
            "✓ Critical result of " (visit.time(result.at)) ": told " (result.to)
            ", acknowledged by " (by) " " (visit.time(*at)) "."
        }
    }
}

/// One tap says that it was heard.
pub(crate) fn button(case: CaseId, result: &CriticalResult) -> Markup {
    html! {
        form method="post" action={ "/cases/" (case) "/result/" (result.number) "/acknowledge" } {
            (ui::hidden(KEY, &format!("result:{case}:{}", result.number)))
            button class="button" type="submit" { "Acknowledge result" }
        }
    }
}
