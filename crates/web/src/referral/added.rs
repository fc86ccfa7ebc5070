//! A second referral joins the first one's case. Whoever sends it has not proved who they are, so
//! they are told that it arrived, and get no link to the other referrer's case.

use axum::response::Response;
use maud::html;
use pathway::facts::How;
use pathway::note::AddNote;
use pathway::task::SetTask;
use pathway::triage::RecordFacts;
use pathway::{CaseId, Command};
use store::{DraftId, Outcome};

use super::answers::answers;
use super::submit::{referrer, send_one};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui;
use crate::visit::{View, Visit, to};

/// Adds answers, story and a call back to the open case.
pub(super) async fn add(visit: &Visit, form: &Form, case: CaseId) -> Result<Response, Problem> {
    let who = referrer(form);
    let named = [who.name.as_str(), who.role.as_str(), who.phone.as_str()];
    let named = named.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let story = form.some("story").unwrap_or("No story was given.");
    let said = answers(form).unwrap_or_default();
    let commands = [
        (
            "note",
            Command::AddNote(AddNote {
                text: format!("A second referral came in from {named}: {story}"),
                at: None,
            }),
        ),
        (
            "facts",
            Command::RecordFacts(RecordFacts { answers: said, how: How::Clinician, at: None }),
        ),
        (
            "task",
            Command::SetTask(SetTask {
                what: format!("A second referral was added. Ring back {named}."),
                owner: "coordinator".into(),
                due: Some(visit.now),
            }),
        ),
    ];
    for (part, command) in commands {
        match send_one(visit, form, case, command, part).await? {
            Outcome::Done { .. } => {}
            Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
            Outcome::KeyReused => return Err(Problem::key_reused()),
        }
    }
    if let Ok(draft) = form.get("draft").parse::<DraftId>() {
        visit.app.store.drop_draft(draft).await?;
    }
    Ok(to("/refer/added"))
}

/// It arrived.
pub(super) async fn show(visit: Visit) -> Response {
    let body = html! {
        p.lead { "What you sent is now part of the open referral. The coordinator was told to ring you back." }
        p { "If it is urgent, phone " (ui::phone(&visit.app.site.coordinator_phone)) " now." }
        p { "The status page belongs to whoever referred first. Ask the coordinator for a link of your own." }
        p { a href="/refer" { "Refer someone else" } }
    };
    visit.page(View::new("Added to the open referral", body))
}
