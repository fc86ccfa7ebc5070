//! Sessions: started, locked, unlocked, ended. The cookie is random; only its hash is kept.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use store::{Act, SecretHash, Session, User};

use super::own_path;
use super::password::{self, Wrong};
use crate::form::Form;
use crate::guard::{SESSION, THEME, set_cookie};
use crate::problem::Problem;
use crate::ui::{self, Field, FieldError, Theme};
use crate::visit::{SESSION_MAX_H, View, Visit, random_token, to};

/// Signs a user in on this device and leads on.
pub(crate) async fn start_session(
    visit: &Visit,
    user: &User,
    device: &str,
    next: &str,
) -> Result<Response, Problem> {
    let token = random_token();
    let session = Session {
        token: SecretHash::of(token.as_bytes()),
        user: user.id,
        created_at: visit.now,
        last_seen: visit.now,
        locked: false,
        device: device.chars().take(120).collect(),
    };
    visit.app.store.start_session(Act::new(user.actor(), visit.now), session).await?;
    let cookie = set_cookie(SESSION, &token, SESSION_MAX_H * 3_600, visit.app.secure_cookies);
    Ok(with_cookie(to(next), &cookie))
}

/// What a browser says it is, for the list of one's own sessions.
pub(super) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    agent.unwrap_or("unknown").to_owned()
}

pub(super) async fn sign_out(visit: Visit) -> Result<Response, Problem> {
    if let Some(token) = visit.session {
        visit.app.store.end_session(visit.act(), token).await?;
    }
    let gone = set_cookie(SESSION, "", 0, visit.app.secure_cookies);
    Ok(with_cookie(to("/"), &gone))
}

/// The screen is covered; what was typed stays in its draft.
pub(super) async fn lock(visit: Visit) -> Result<Response, Problem> {
    if let Some(token) = visit.session {
        visit.app.store.lock_session(visit.act(), token, true).await?;
    }
    Ok(to("/session/locked"))
}

/// Somebody is still there.
pub(super) async fn stay(visit: Visit) -> Result<Response, Problem> {
    if let Some(token) = visit.session {
        visit.app.store.touch_session(token, visit.now).await?;
    }
    Ok(axum::http::StatusCode::NO_CONTENT.into_response())
}

#[derive(serde::Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    pub(super) next: String,
}

pub(super) async fn show_locked(
    visit: Visit,
    axum::extract::Query(Next { next }): axum::extract::Query<Next>,
) -> Response {
    locked_page(&visit, &next, None)
}

fn locked_page(visit: &Visit, next: &str, error: Option<&str>) -> Response {
    if visit.session.is_none() {
        return to("/sign-in");
    }
    let errors: Vec<_> =
        error.map(|message| FieldError { field: "password", message }).into_iter().collect();
    let body = html! {
        (ui::error_summary(&errors))
        p.lead { "This screen was locked because nobody used it. Nothing you typed is lost." }
        form method="post" action="/session/locked" {
            (ui::hidden("next", own_path(next).unwrap_or("/board")))
            (ui::text(&Field { kind: "password", autocomplete: Some("current-password"), error, ..Field::new("password", "Your password") }))
            button.button type="submit" { "Unlock this screen" }
        }
        form method="post" action="/sign-out" { button.button-quiet type="submit" { "Sign out instead" } }
    };
    visit.page(View::new("Screen locked", body))
}

pub(super) async fn unlock(visit: Visit, form: Form) -> Result<Response, Problem> {
    let Some(token) = visit.session else { return Ok(to("/sign-in")) };
    let Some((_, user)) = visit.app.store.session(token).await? else {
        return Ok(to("/sign-in"));
    };
    let password = form.0.get("password").cloned().unwrap_or_default();
    match password::check(&visit.app, &user.sign_in, password, visit.now).await? {
        Ok(user) => {
            let act = Act::new(user.actor(), visit.now);
            visit.app.store.lock_session(act, token, false).await?;
            visit.app.store.touch_session(token, visit.now).await?;
            Ok(to(own_path(form.get("next")).unwrap_or("/board")))
        }
        Err(wrong) => {
            let words = said(&visit, wrong);
            Ok(locked_page(&visit, form.get("next"), Some(&words)))
        }
    }
}

pub(super) fn said(visit: &Visit, wrong: Wrong) -> String {
    match wrong {
        Wrong::NameOrPassword => "Name or password is not right. Try again.".into(),
        Wrong::Wait(until) => format!(
            "Too many wrong passwords. Try again {}, or ask an administrator for a new password.",
            visit.time(until)
        ),
    }
}

pub(super) async fn choose_theme(visit: Visit, form: Form) -> Result<Response, Problem> {
    const A_YEAR_S: i64 = 365 * 24 * 3_600;
    let theme = Theme::from_key(form.get("theme"));
    if let Some(user) = visit.user() {
        let (key, value) = (store::THEME.to_owned(), theme.key().to_owned());
        visit.app.store.set_preference(visit.act(), user.id, key, value).await?;
    }
    let cookie = set_cookie(THEME, theme.key(), A_YEAR_S, visit.app.secure_cookies);
    Ok(with_cookie(to(own_path(form.get("return")).unwrap_or("/")), &cookie))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
