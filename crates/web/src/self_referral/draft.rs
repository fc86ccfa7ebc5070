//! What a person has typed is kept on the server for a day, under a random name that only their
//! browser holds. The cookie says nothing about anybody.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use store::{Draft, DraftId, SELF_REFERRAL, SELF_REFERRAL_KEPT_H};

use super::form::is_typed;
use crate::form::{Form, KEY};
use crate::guard::{cookie, set_cookie_at};
use crate::problem::Problem;
use crate::visit::{Visit, new_case_id, no_store, to};

/// The cookie's name.
const COOKIE: &str = "cordline_self_referral";
/// The cookie is sent to these pages alone.
const PATH: &str = "/refer/self";

/// The draft this browser holds the name of.
fn id(headers: &HeaderMap) -> Option<DraftId> {
    cookie(headers, COOKIE)?.parse().ok()
}

/// What this browser's person typed, if it is not older than a day.
pub(super) async fn kept(visit: &Visit, headers: &HeaderMap) -> Result<Option<Form>, Problem> {
    let Some(id) = id(headers) else { return Ok(None) };
    let kept = visit.app.store.draft(id).await?;
    let kept = kept.filter(|kept| kept.kind == SELF_REFERRAL);
    let kept = kept.filter(|kept| kept.expires_at().is_none_or(|end| end > visit.now));
    Ok(kept.map(|kept| Form(kept.fields)))
}

/// Gives the browser a name to keep a draft under, unless it has one.
pub(super) fn named(visit: &Visit, headers: &HeaderMap, mut response: Response) -> Response {
    if id(headers).is_none() {
        let id = new_case_id(visit.now).0.to_string();
        set(visit, &mut response, &id, i64::from(SELF_REFERRAL_KEPT_H) * 3_600);
    }
    response
}

fn set(visit: &Visit, response: &mut Response, id: &str, max_age_s: i64) {
    let cookie = set_cookie_at(PATH, COOKIE, id, max_age_s, visit.app.secure_cookies);
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    no_store(response);
}

/// Keeps the form as it is now. A browser without a name, such as one that has just sent the form,
/// keeps nothing.
pub(super) async fn keep(visit: &Visit, headers: &HeaderMap, form: &Form) -> Result<(), Problem> {
    let Some(id) = id(headers) else { return Ok(()) };
    let held = visit.app.store.draft(id).await?;
    if held.is_some_and(|held| held.kind != SELF_REFERRAL) {
        return Err(Problem::not_found());
    }
    let mut fields = form.0.clone();
    fields.retain(|name, value| {
        (is_typed(name) && !value.trim().is_empty()) || matches!(name.as_str(), KEY | "answers")
    });
    let draft = Draft {
        id,
        kind: SELF_REFERRAL.into(),
        fields,
        callback_phone: None,
        // Whoever has an emergency was told what to do before the first field. Nobody rings a
        // person about what they have not sent.
        red_flag: false,
        updated_at: visit.now,
        case: None,
        rescued_at: None,
    };
    Ok(visit.app.store.save_draft(draft).await?)
}

/// Takes what is typed; answers the time, which the page shows.
pub(super) async fn save(
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    keep(&visit, &headers, &form).await?;
    Ok(crate::draft::saved(&visit))
}

/// Forgets what was typed: it was sent, or its person wants it gone.
pub(super) async fn forget(
    visit: &Visit,
    headers: &HeaderMap,
    mut response: Response,
) -> Result<Response, Problem> {
    if let Some(id) = id(headers) {
        let held = visit.app.store.draft(id).await?;
        if held.is_some_and(|held| held.kind == SELF_REFERRAL) {
            visit.app.store.drop_draft(id).await?;
        }
        set(visit, &mut response, "", 0);
    }
    Ok(response)
}

pub(super) async fn discard(visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    forget(&visit, &headers, to(PATH)).await
}
