//! Taking back what one has just entered. It is a correction like any other, with a fixed reason: the
//! entry stays in the timeline, struck through.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use pathway::correction::{CorrectEntry, UNDONE, may_undo};
use pathway::{Command, Event, Refusal, Role};
use store::Outcome;

use super::answer::{ByScript, case_of, next};
use super::quick::JustDone;
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{View, Visit, to};

pub(super) async fn undo(
    visit: Visit,
    by: ByScript,
    Path((id, version)): Path<(String, u64)>,
    form: Form,
) -> Result<Response, Problem> {
    let case = case_of(&id)?;
    let file = visit.app.store.case(case).await?.ok_or_else(Problem::not_found)?;
    let mut history = file.history.iter();
    let entry = history.find(|entry| entry.version == version).ok_or_else(Problem::not_found)?;
    let actor = visit.actor(Role::Coordinator);
    let correct = format!("/cases/{case}/entry/{version}/correct");
    if !may_undo(entry, &actor, visit.now) {
        let words = "Not undone: only whoever made an entry may undo it, and only for ten seconds.";
        return Ok(not_undone(&visit, words, &correct));
    }
    let why = UNDONE.to_owned();
    let command = CorrectEntry { entry: version, why, says: String::new(), happened_at: None };
    match visit.try_submit(actor, case, Command::CorrectEntry(command), &form).await? {
        Outcome::Done { .. } => {}
        Outcome::Refused(Refusal::AlreadyDone { by, at }) => {
            let words = format!("{by} has corrected this already, {}.", visit.time(at));
            return Ok(not_undone(&visit, &words, &format!("/cases/{case}/timeline")));
        }
        Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
        Outcome::KeyReused => return Err(Problem::key_reused()),
    }
    let words = if entry.event == Event::Acknowledged {
        "Undone. Nobody has this case: the ladder goes on where it was."
    } else {
        "Undone. The entry stays in the timeline, struck through."
    };
    if by.0 && form.some("next").is_none() {
        return Ok(html! { p data-toast { (words) } }.into_response());
    }
    let mut response = to(next(&form));
    if let Some(cookie) = JustDone::forget(visit.app.secure_cookies) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn not_undone(visit: &Visit, words: &str, elsewhere: &str) -> Response {
    let body = html! {
        p class="lead" data-toast { (words) }
        @if visit.may(access::Action::CorrectEntry) {
            p data-toast-more { a href=(elsewhere) { "Correct this entry" } }
        } @else { p { "Ask a coordinator or a consultant to correct it." } }
    };
    visit.page(View { status: StatusCode::CONFLICT, ..View::new("Not undone", body) })
}
