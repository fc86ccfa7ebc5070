//! Nothing typed is lost: the report is kept on the server for its writer while it is typed. A
//! draft is no entry of the record; saving and signing are.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use pathway::CaseId;
use sha2::{Digest, Sha256};
use store::{Draft, DraftId};

use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::visit::{Visit, no_store, to};
use crate::when;

/// The kind of this form's drafts.
const KIND: &str = "spine report";

/// Each writer has a draft of their own in each case: nobody overwrites what another types.
fn id(visit: &Visit, case: CaseId) -> DraftId {
    let writer = visit.user().map_or_else(String::new, |user| user.id.0.to_string());
    let hash = Sha256::digest(format!("{KIND}:{case}:{writer}"));
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, from)| *byte = from);
    DraftId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

pub(super) async fn save(
    visit: Visit,
    Path(case): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let case: CaseId = case.parse().map_err(|_| Problem::not_found())?;
    if visit.app.store.row(case).await?.is_none() {
        return Err(Problem::not_found());
    }
    let mut fields = form.0;
    fields.retain(|name, value| !value.trim().is_empty() && name != KEY && name != "act");
    let draft = Draft {
        id: id(&visit, case),
        kind: KIND.into(),
        fields,
        callback_phone: None,
        red_flag: false,
        updated_at: visit.now,
        case: Some(case),
        rescued_at: None,
    };
    visit.app.store.save_draft(draft).await?;
    let saved = when::clock(visit.now, &visit.app.site.time_zone());
    let mut response =
        ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], saved).into_response();
    no_store(&mut response);
    Ok(response)
}

/// What this writer typed and did not save.
pub(super) async fn kept(visit: &Visit, case: CaseId) -> Result<Option<Draft>, Problem> {
    let kept = visit.app.store.draft(id(visit, case)).await?;
    Ok(kept.filter(|kept| kept.kind == KIND))
}

/// It was saved, signed or thrown away.
pub(super) async fn drop(visit: &Visit, case: CaseId) -> Result<(), Problem> {
    visit.app.store.drop_draft(id(visit, case)).await?;
    Ok(())
}

pub(super) async fn forget(visit: Visit, Path(case): Path<String>) -> Result<Response, Problem> {
    let case: CaseId = case.parse().map_err(|_| Problem::not_found())?;
    drop(&visit, case).await?;
    Ok(to(&format!("/cases/{case}/spine")))
}
