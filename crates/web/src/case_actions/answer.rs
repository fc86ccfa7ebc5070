//! How a quick action answers: a person is led back; the board's script stays and shows a line.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use maud::html;
use pathway::CaseId;

use crate::form::Form;
use crate::problem::Problem;
use crate::sign_in::own_path;
use crate::visit::to;

/// Whether our own script sent the form and shows the answer itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ByScript(pub(super) bool);

impl<S: Send + Sync> FromRequestParts<S> for ByScript {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let by = parts.headers.get("x-requested-with").is_some_and(|by| by == "cordline");
        Ok(Self(by))
    }
}

/// The case an address names.
pub(super) fn case_of(text: &str) -> Result<CaseId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Where a form leads: its `next`, if that is a page of ours, else the board.
pub(super) fn next(form: &Form) -> &str {
    own_path(form.get("next")).unwrap_or("/board")
}

/// It is done and on disk.
pub(super) fn done(by: ByScript, form: &Form, words: &str) -> Response {
    // A guarded form follows the redirect; only a quick one, which names no `next`, stays.
    if by.0 && form.some("next").is_none() {
        return html! { p data-toast { (words) } }.into_response();
    }
    to(next(form))
}
