//! What a person typed into a proforma and has not saved: theirs alone, kept on the server, never a
//! part of the record.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use store::{Draft, DraftId};

use super::Opened;
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::visit::{Visit, no_store, to};
use crate::when;

/// One draft for each person, case and form: its address follows from them.
fn id(visit: &Visit, opened: &Opened) -> DraftId {
    let user = visit.user().map(|user| user.id.0.to_string()).unwrap_or_default();
    let mut hash = Sha256::new();
    for part in [opened.sheet.id.to_string().as_str(), opened.proforma.key, &user] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let hash: [u8; 32] = hash.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    DraftId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// What this person had typed, and when.
pub(super) async fn kept(
    visit: &Visit,
    opened: &Opened,
) -> Result<Option<(Form, String)>, Problem> {
    let kept = visit.app.store.draft(id(visit, opened)).await?;
    Ok(kept.map(|kept| (Form(kept.fields), visit.time(kept.updated_at))))
}

pub(super) async fn save(
    visit: Visit,
    Path((case, key)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &case, &key).await?;
    let mut fields = form.0;
    fields.remove(KEY);
    visit
        .app
        .store
        .save_draft(Draft {
            id: id(&visit, &opened),
            kind: opened.proforma.key.into(),
            fields,
            callback_phone: None,
            red_flag: false,
            updated_at: visit.now,
            case: Some(opened.sheet.id),
            rescued_at: None,
        })
        .await?;
    let saved = when::clock(visit.now, &visit.app.site.time_zone());
    let mut response =
        ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], saved).into_response();
    no_store(&mut response);
    Ok(response)
}

pub(super) async fn discard(
    visit: Visit,
    Path((case, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &case, &key).await?;
    drop(&visit, &opened).await?;
    Ok(to(&opened.home()))
}

pub(super) async fn drop(visit: &Visit, opened: &Opened) -> Result<(), Problem> {
    Ok(visit.app.store.drop_draft(id(visit, opened)).await?)
}
