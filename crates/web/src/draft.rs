//! What one person types into one form of one case and has not saved: theirs alone, kept on the
//! server, never an entry of the record.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use pathway::CaseId;
use sha2::{Digest, Sha256};
use store::{Draft, DraftId};

use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::visit::{Visit, no_store};
use crate::when;

/// One person's draft of one form of one case. Its id follows from the three, so that coming back
/// finds it and nobody overwrites what another types.
pub(crate) struct Own {
    id: DraftId,
    kind: &'static str,
    case: CaseId,
}

/// What was kept, and when.
pub(crate) struct Kept {
    /// The form as it was.
    pub(crate) form: Form,
    /// When it was last touched.
    pub(crate) at: Timestamp,
}

impl Own {
    /// The draft of whoever asks.
    pub(crate) fn of(visit: &Visit, case: CaseId, kind: &'static str) -> Self {
        let writer = visit.user().map_or_else(String::new, |user| user.id.to_string());
        let hash = Sha256::digest(format!("{kind}:{case}:{writer}"));
        let mut bytes = [0_u8; 16];
        bytes.iter_mut().zip(hash).for_each(|(byte, from)| *byte = from);
        Self { id: DraftId(uuid::Builder::from_custom_bytes(bytes).into_uuid()), kind, case }
    }

    /// What was typed, if anything is kept.
    pub(crate) async fn kept(&self, visit: &Visit) -> Result<Option<Kept>, Problem> {
        let kept = visit.app.store.draft(self.id).await?.filter(|kept| kept.kind == self.kind);
        Ok(kept.map(|kept| Kept { form: Form(kept.fields), at: kept.updated_at }))
    }

    /// Keeps the form as it is now; its key and the button pressed are no part of it.
    ///
    /// # Errors
    /// When there is no such case, or the store cannot write.
    pub(crate) async fn keep(&self, visit: &Visit, form: Form) -> Result<(), Problem> {
        if visit.app.store.row(self.case).await?.is_none() {
            return Err(Problem::not_found());
        }
        let mut fields = form.0;
        fields.retain(|name, value| {
            !matches!(name.as_str(), KEY | "act" | "then") && !value.trim().is_empty()
        });
        let draft = Draft {
            id: self.id,
            kind: self.kind.into(),
            fields,
            callback_phone: None,
            red_flag: false,
            updated_at: visit.now,
            case: Some(self.case),
            rescued_at: None,
        };
        Ok(visit.app.store.save_draft(draft).await?)
    }

    /// It was saved, signed or thrown away.
    pub(crate) async fn drop(&self, visit: &Visit) -> Result<(), Problem> {
        Ok(visit.app.store.drop_draft(self.id).await?)
    }
}

/// The answer to a page that keeps what is typed: the time, which it shows.
pub(crate) fn saved(visit: &Visit) -> Response {
    let time = when::clock(visit.now, &visit.app.site.time_zone());
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let mut response = (kind, time).into_response();
    no_store(&mut response);
    response
}
