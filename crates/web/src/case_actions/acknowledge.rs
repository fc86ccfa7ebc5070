//! Taking a case on. The first wins; the second is told who was faster, and when.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use pathway::{Command, Refusal, Role};
use store::Outcome;

use super::answer::{ByScript, case_of, done, next};
use super::quick::Quick;
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{View, Visit};

pub(super) async fn acknowledge(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let case = case_of(&id)?;
    let actor = visit.actor(Role::Coordinator);
    match visit.try_submit(actor, case, Command::Acknowledge, &form).await? {
        outcome @ Outcome::Done { .. } => {
            done(&visit, by, &form, Quick::Acknowledged, &outcome).await
        }
        Outcome::Refused(Refusal::AlreadyDone { by, at }) => {
            Ok(already(&visit, &by, &visit.time(at), next(&form)))
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

fn already(visit: &Visit, by: &str, when: &str, next: &str) -> Response {
    let body = html! {
        p class="lead" data-toast { (by) " acknowledged this case " (when) ". Nothing was changed." }
        p { a href=(next) { "Back" } }
    };
    visit.page(View { status: StatusCode::CONFLICT, ..View::new("Already acknowledged", body) })
}
