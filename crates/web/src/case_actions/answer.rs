//! How a quick action answers: a person is led back; the board's script stays and shows a line.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use maud::html;
use pathway::CaseId;
use store::Outcome;

use super::quick::{JustDone, Quick};
use crate::form::Form;
use crate::problem::Problem;
use crate::sign_in::own_path;
use crate::visit::{Visit, to};

/// Whether our own script sent the form and shows the answer itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ByScript(pub(crate) bool);

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

/// It is done and on disk: says so, and offers to take it back.
pub(super) async fn done(
    visit: &Visit,
    by: ByScript,
    form: &Form,
    quick: Quick,
    outcome: &Outcome,
) -> Result<Response, Problem> {
    let done = JustDone::find(visit, quick, outcome).await?;
    // A guarded form follows the redirect; only a quick one, which names no `next`, stays.
    if by.0 && form.some("next").is_none() {
        let offer = done.map(|done| done.offer(visit, None));
        return Ok(html! {
            p data-toast { (quick.words()) }
            @if let Some(offer) = offer { div data-toast-more { (offer) } }
        }
        .into_response());
    }
    let mut response = to(next(form));
    if let Some(cookie) = done.and_then(|done| done.cookie(visit.app.secure_cookies)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
