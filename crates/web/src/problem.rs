//! The one place where an error becomes a response. A page for people, with what to do next and the
//! telephone; problem+json for programs; always with an operation id to quote.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pathway::Refusal;

/// Something that could not be done. Rendered by [`crate::guard::frame_problems`], which knows
/// whether a person or a program asked.
#[derive(Clone, Debug)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// A few words.
    pub title: &'static str,
    /// What happened and what to do.
    pub detail: String,
}

impl Problem {
    fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, title, detail: detail.into() }
    }

    /// There is no such page, or none this asker may know of.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "There is nothing here",
            "The address is wrong, or it is not yours to see. Check it, or go back.",
        )
    }

    /// The asker's role does not hold this action.
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "Not for this role",
            "Your role does not include this. Ask the coordinator, or an administrator to change \
             your role.",
        )
    }

    /// Nobody is signed in.
    pub fn sign_in_first() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Sign in first", "Sign in, then open this page again.")
    }

    /// The request came from another site.
    pub fn cross_site() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "Sent from another site",
            "This was sent from a page that is not ours, so it was not carried out. Open the page \
             here and send it again.",
        )
    }

    /// Too many requests from one address.
    pub fn too_many() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "Too many requests",
            "Wait a minute and try again. If it is urgent, telephone.",
        )
    }

    /// A request that cannot be read.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "This cannot be read", detail)
    }

    /// A content type this address does not take.
    pub fn unsupported(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Another kind of content", detail)
    }

    /// Too large.
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "Too large", detail)
    }

    /// The same key came with another request.
    pub fn key_reused() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Sent before, with other content",
            "This form was sent already, with other answers. What was sent first is kept. Open the \
             page again to send something new.",
        )
    }

    /// A refusal of the pathway.
    pub fn refused(refusal: &Refusal) -> Self {
        let (status, title) = match refusal {
            Refusal::AlreadyDone { .. } => (StatusCode::CONFLICT, "Already done"),
            Refusal::Changed { .. } | Refusal::Conflicts(_) => {
                (StatusCode::CONFLICT, "Changed meanwhile")
            }
            Refusal::Closed | Refusal::NotClosed => (StatusCode::CONFLICT, "Not possible now"),
            Refusal::Unknown(_) => (StatusCode::NOT_FOUND, "There is no such entry"),
            Refusal::NotPermitted(_) => (StatusCode::FORBIDDEN, "Not for this role"),
            Refusal::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "Please check"),
        };
        Self::new(status, title, refusal.to_string())
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        tracing::error!(error = %error, "the store could not do what was asked");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Not saved",
            "The service cannot reach its records just now. Nothing was saved. Keep this page, try \
             again in a moment, and telephone if it is urgent.",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
