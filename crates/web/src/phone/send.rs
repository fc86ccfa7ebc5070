//! The call becomes a referral; the caller gets a private link.

use access::Action;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use maud::html;
use pathway::task::SetTask;
use pathway::{CaseId, Command, Refusal, Role};
use store::{DraftId, IdempotencyKey, Outcome, Seen, Submission};

use super::answers;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Tone};
use crate::urgency::staff_view;
use crate::visit::{View, Visit, new_case_id, to};

pub(super) async fn send(visit: Visit, form: Form) -> Result<Response, Problem> {
    let draft: DraftId = form
        .get("draft")
        .parse()
        .map_err(|_| Problem::bad_request("This form has lost its draft."))?;
    let today = visit.now.to_zoned_datetime(visit.app.site.time_zone()).date();
    // The read-back has checked all this; whoever changes the form on the way hears why not.
    let referral = answers::referral(&form, today).map_err(|wrong| {
        let (field, message) = wrong.into_iter().next().unwrap_or_default();
        Problem::refused(&Refusal::Invalid { field, message })
    })?;
    let caller = referral.referrer.name.clone();
    let actor = visit.actor(Role::Coordinator);
    let command = Command::SubmitReferral(Box::new(referral));
    let outcome = visit.try_submit(actor, new_case_id(visit.now), command, &form).await?;
    let case = match outcome {
        Outcome::Done { case, .. } => case,
        Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
        Outcome::KeyReused => return Err(Problem::key_reused()),
    };
    next_contact(&visit, case, draft, &caller, &form).await?;
    visit.app.store.drop_draft(draft).await?;
    Ok(to(&format!("/phone/sent/{case}")))
}

/// The time agreed for the next call becomes a task of whoever took this one.
async fn next_contact(
    visit: &Visit,
    case: CaseId,
    draft: DraftId,
    caller: &str,
    form: &Form,
) -> Result<(), Problem> {
    let zone = visit.app.site.time_zone();
    let Ok(Some(due)) = form.instant("next_contact", &zone) else { return Ok(()) };
    let actor = visit.actor(Role::Coordinator);
    let what = format!("Ring {caller} again on {}", form.get("phone"));
    let task = SetTask { what, owner: actor.name.clone(), due: Some(due) };
    let key = IdempotencyKey::new("phone: next contact", draft.to_string(), b"");
    let submission = Submission::new(case, Command::SetTask(task), actor, visit.now).keyed(key);
    match visit.app.store.submit(submission).await? {
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::Done { .. } | Outcome::KeyReused => Ok(()),
    }
}

pub(super) async fn sent(
    visit: Visit,
    headers: HeaderMap,
    Path(case): Path<String>,
) -> Result<Response, Problem> {
    let case: CaseId = case.parse().map_err(|_| Problem::not_found())?;
    let file = visit.app.store.case(case).await?.ok_or_else(Problem::not_found)?;
    let row = visit.app.store.row(case).await?.ok_or_else(Problem::not_found)?;
    visit.app.store.saw(Seen {
        case: Some(case),
        actor: visit.actor(Role::Coordinator),
        now: visit.now,
        page: "phone".into(),
    });
    let path = format!("/r/{}", visit.app.links.token(case, file.case.link));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let scheme = if visit.app.secure_cookies { "https" } else { "http" };
    let address = host.map_or_else(|| path.clone(), |host| format!("{scheme}://{host}{path}"));
    let site = &visit.app.site;
    let tier = staff_view(row.tier, row.tier_due, row.told_emergency_at, site, visit.now);
    let body = html! {
        (ui::notice(Tone::Done, "The referral is held", html! {
            p { "Tell the caller the reference: " strong class="phone-number" { (row.reference) } }
        }))
        (ui::tier_badge(&tier, ui::Audience::Staff))
        h2 { "The caller's private link" }
        p { "Send it to the caller. Whoever holds it sees this referral's instructions, answers them and adds information, without an account." }
        div.qr {
            (ui::qr(&address, "Code of the caller's private link, for a phone's camera"))
            p { a href=(path) { (address) } }
        }
        @if visit.may(Action::Acknowledge) && row.acknowledged.is_none() {
            form method="post" action={ "/cases/" (case) "/acknowledge" } {
                (ui::hidden("key", &format!("ack:{case}:{}", row.version)))
                (ui::hidden("next", &format!("/cases/{case}")))
                button class="button" type="submit" { "Acknowledge it yourself" }
            }
        }
        div class="actions" {
            a class="button-second" href={ "/cases/" (case) } { "Open the case" }
            a class="button-second" href="/board" { "Back to the board" }
        }
    };
    Ok(visit.page(View { class: "phone-mode", ..View::new("Referral taken", body) }))
}
