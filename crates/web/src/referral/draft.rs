//! Nothing typed is lost: the form is kept on the server under an opaque address from the first
//! moment, and a draft that holds an emergency and is left goes to the coordinator.

use axum::extract::{Path, Query};
use axum::response::Response;
use maud::{Markup, html};
use store::{Draft, DraftId, Seen};

use super::choice::words;
use super::field::label;
use super::page::{Beside, page};
use super::rail::decide;
use super::submit;
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Audience, Tone};
use crate::urgency::staff_view;
use crate::visit::{View, Visit, new_case_id, to};

/// The kind of this form's drafts.
const KIND: &str = "referral";

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    draft: Option<String>,
}

/// The form: a fresh one gets its own address first, so that reopening it brings everything back.
pub(super) async fn open(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let Some(id) = asked.draft.and_then(|draft| draft.parse::<DraftId>().ok()) else {
        let id = DraftId(new_case_id(visit.now).0);
        return Ok(to(&format!("/refer?draft={id}")));
    };
    let kept = visit.app.store.draft(id).await?.filter(|kept| kept.kind == KIND);
    let saved = kept.as_ref().map(|kept| visit.time(kept.updated_at));
    let mut form = Form(kept.map(|kept| kept.fields).unwrap_or_default());
    form.0.insert(KEY.into(), id.to_string());
    form.0.insert("draft".into(), id.to_string());
    page(&visit, &form, Beside { saved, ..Beside::default() }).await
}

/// Keeps what is typed; answers the time, which the page shows.
pub(super) async fn save(visit: Visit, form: Form) -> Result<Response, Problem> {
    keep(&visit, &form).await?;
    Ok(crate::draft::saved(&visit))
}

/// "Check urgency", for a page without script: keeps the draft and shows it with its urgency.
pub(super) async fn check(visit: Visit, form: Form) -> Result<Response, Problem> {
    match keep(&visit, &form).await? {
        Some(id) => Ok(to(&format!("/refer?draft={id}#urgency"))),
        None => page(&visit, &form, Beside::default()).await,
    }
}

async fn keep(visit: &Visit, form: &Form) -> Result<Option<DraftId>, Problem> {
    let Ok(id) = form.get("draft").parse::<DraftId>() else { return Ok(None) };
    // A save that was under way while the form was sent must not bring the draft back.
    if visit.app.store.row(submit::case_of(form, visit.now)).await?.is_some() {
        return Ok(Some(id));
    }
    if visit.app.store.draft(id).await?.is_some_and(|kept| kept.kind != KIND) {
        return Err(Problem::not_found());
    }
    let mut fields = form.0.clone();
    fields.retain(|name, value| !value.trim().is_empty() && name != "duplicate");
    let answered = fields.keys().any(|name| !matches!(name.as_str(), KEY | "draft"));
    visit
        .app
        .store
        .save_draft(Draft {
            id,
            kind: KIND.into(),
            fields,
            callback_phone: form.some("referrer_phone").map(str::to_owned),
            red_flag: answered && decide(visit, form).tier.is_emergency(),
            updated_at: visit.now,
            case: None,
            rescued_at: None,
        })
        .await?;
    Ok(Some(id))
}

/// A draft that was left: what was typed, and the number to ring.
pub(super) async fn rescue(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let draft = found(&visit, &id).await?;
    visit.app.store.saw(Seen {
        case: draft.case,
        actor: visit.actor(pathway::Role::Referrer),
        now: visit.now,
        page: "draft".into(),
    });
    let form = Form(draft.fields.clone());
    let body = html! {
        p.lead { "Somebody began this and did not send it. Last touched " (visit.time(draft.updated_at)) "." }
        @match &draft.callback_phone {
            Some(phone) => p.phone-number { "Ring back: " (ui::phone(phone)) },
            None => (ui::notice(Tone::Warning, "No number to ring back", html! {
                p { "None was typed yet. The place or the name below may lead to them." }
            })),
        }
        @if draft.kind == KIND { (urgency(&visit, &form)) }
        h2 { "What was typed" }
        (typed(&form))
        div.actions {
            @if draft.kind == KIND {
                a.button href={ "/refer?draft=" (draft.id) } { "Finish this referral" }
            }
            @if visit.may(access::Action::TakeCall) {
                form method="post" action={ "/drafts/" (draft.id) "/done" } {
                    button.button-second type="submit" { "Rung back: take it off the board" }
                }
            }
        }
    };
    Ok(visit.page(View::new("Unsent referral", body)))
}

fn urgency(visit: &Visit, form: &Form) -> Markup {
    let decision = decide(visit, form);
    let due = super::rail::due(visit.now, decision.limit_h);
    let tier = staff_view(decision.tier, due, None, &visit.app.site, visit.now);
    ui::tier_badge(&tier, Audience::Staff)
}

fn typed(form: &Form) -> Markup {
    let shown = form.0.iter().filter(|(name, _)| !matches!(name.as_str(), KEY | "draft"));
    let rows: Vec<(&str, Markup)> = shown
        .map(|(name, value)| (label(name), html! { span data-private { (words(name, value)) } }))
        .collect();
    ui::summary_list(&rows)
}

/// The coordinator has dealt with it.
pub(super) async fn done(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let draft = found(&visit, &id).await?;
    visit.app.store.drop_draft(draft.id).await?;
    Ok(to("/board"))
}

async fn found(visit: &Visit, id: &str) -> Result<Draft, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    visit.app.store.draft(id).await?.ok_or_else(Problem::not_found)
}
