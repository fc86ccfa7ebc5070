//! What every request passes: who asks, whether it came from our own page, whether the role holds
//! the action; and what every response carries: security headers, and a readable problem.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use access::{Action, may};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use maud::html;
use serde_json::json;
use store::{Act, SecretHash};

use crate::app::App;
use crate::case_actions::JustDone;
use crate::limit::Door;
use crate::problem::Problem;
use crate::ui::Theme;
use crate::visit::{IDLE_LOCK_MIN, SESSION_MAX_H, View, Visit, Who, no_store, random_token, to};

/// The session cookie.
pub const SESSION: &str = "cordline_session";
/// The theme cookie.
pub const THEME: &str = "cordline_theme";

/// Finds out who asks and puts a [`Visit`] beside the request.
pub async fn meet(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let now = app.clock.now();
    let headers = request.headers();
    let theme = Theme::from_key(&cookie(headers, THEME).unwrap_or_default());
    let mut session = None;
    let mut who = Who::Anyone;
    if let Some(token) = cookie(headers, SESSION) {
        let hash = SecretHash::of(token.as_bytes());
        if let Ok(Some((found, user))) = app.store.session(hash).await {
            let idle = now.duration_since(found.last_seen);
            let age = now.duration_since(found.created_at);
            let locked = found.locked || idle > SignedDuration::from_mins(IDLE_LOCK_MIN);
            if age > SignedDuration::from_hours(SESSION_MAX_H) || !user.active {
                let _ = app.store.end_session(Act::new(user.actor(), now), hash).await;
            } else {
                session = Some(hash);
                if !locked {
                    // Once a minute is often enough to know that somebody is there.
                    // A page that only says that it is open says nothing about anybody.
                    let somebody = !request.uri().path().ends_with("/here");
                    if somebody && idle > SignedDuration::from_mins(1) {
                        let _ = app.store.touch_session(hash, now).await;
                    }
                    who = Who::Person(Box::new(user));
                }
            }
        }
    } else if let Some(key) = bearer(headers) {
        match app.store.client_by_key(SecretHash::of(key.as_bytes())).await {
            Ok(Some(client)) => who = Who::Client(client.name),
            // A key that is not ours is never quietly taken for no key.
            _ => return frame(&app, Problem::sign_in_first(), &request_view(&request)),
        }
    }
    let path = request.uri().path().to_owned();
    let just_done = cookie(headers, JustDone::COOKIE).and_then(|done| JustDone::parse(&done));
    let visit = Visit { app, now, who, theme, path, session, just_done };
    request.extensions_mut().insert(visit);
    next.run(request).await
}

/// Refuses what the asker's role does not hold, what another site sent, and floods.
pub async fn permit(
    State((app, action)): State<(App, Action)>,
    request: Request,
    next: Next,
) -> Response {
    let visit = request.extensions().get::<Visit>().cloned();
    let role = visit.as_ref().and_then(Visit::role);
    let asks_for_page = wants_html(request.headers());
    if !may(role, action) {
        let locked = visit.as_ref().is_some_and(|visit| visit.session.is_some() && role.is_none());
        return match role {
            None if request.method() == Method::GET && asks_for_page => {
                let door = if locked { "/session/locked" } else { "/sign-in" };
                to(&format!("{door}?next={}", request.uri().path()))
            }
            None => Problem::sign_in_first().into_response(),
            Some(_) => Problem::forbidden().into_response(),
        };
    }
    if request.method() == Method::POST {
        if is_cross_site(request.headers()) {
            return Problem::cross_site().into_response();
        }
        if role.is_none() {
            let door = if action == Action::SignIn { Door::Password } else { Door::Send };
            if !app.limits.allows(address(&request), door, app.clock.now()) {
                return Problem::too_many().into_response();
            }
        }
    } else if role.is_none() && !app.limits.allows(address(&request), Door::Public, app.clock.now())
    {
        return Problem::too_many().into_response();
    }
    next.run(request).await
}

/// Gives every response its headers and every [`Problem`] a page or a problem+json body.
pub async fn frame_problems(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = request_view(&request);
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = frame(&app, problem, &asked);
    } else if response.status() == StatusCode::NOT_FOUND && is_empty(&response) {
        response = frame(&app, Problem::not_found(), &asked);
    } else if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let mut problem = Problem::bad_request("This address does not take that method.");
        problem.status = StatusCode::METHOD_NOT_ALLOWED;
        response = frame(&app, problem, &asked);
    }
    secure(&mut response, app.secure_cookies);
    response
}

struct Asked {
    html: bool,
    fhir: bool,
    path: String,
    theme: Theme,
}

fn request_view(request: &Request) -> Asked {
    Asked {
        html: wants_html(request.headers()),
        fhir: request.uri().path().starts_with("/fhir"),
        path: request.uri().path().to_owned(),
        theme: Theme::from_key(&cookie(request.headers(), THEME).unwrap_or_default()),
    }
}

fn frame(app: &App, problem: Problem, asked: &Asked) -> Response {
    let operation = random_token().chars().take(12).collect::<String>();
    if problem.status.is_server_error() {
        tracing::error!(operation, status = problem.status.as_u16(), "request failed");
    }
    let mut response = if asked.fhir {
        let outcome = json!({
            "resourceType": "OperationOutcome",
            "issue": [{
                "severity": "error",
                "code": "processing",
                "diagnostics": format!("{} {}", problem.title, problem.detail),
            }],
        });
        let kind = [(header::CONTENT_TYPE, "application/fhir+json")];
        (problem.status, kind, outcome.to_string()).into_response()
    } else if asked.html {
        let visit = Visit {
            app: app.clone(),
            now: app.clock.now(),
            who: Who::Anyone,
            theme: asked.theme,
            path: asked.path.clone(),
            session: None,
            just_done: None,
        };
        let phone = &app.site.coordinator_phone;
        let body = html! {
            p.lead { (problem.detail) }
            p { "If it is urgent, telephone " (crate::ui::phone(phone)) ". In an emergency call " (crate::ui::phone("999")) "." }
            p.hint { "Operation " (operation) }
        };
        visit.page(View { status: problem.status, ..View::new(problem.title, body) })
    } else {
        let body = json!({
            "type": "about:blank",
            "title": problem.title,
            "status": problem.status.as_u16(),
            "detail": problem.detail,
            "instance": format!("urn:cordline:operation:{operation}"),
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (problem.status, kind, body.to_string()).into_response()
    };
    no_store(&mut response);
    response
}

fn is_empty(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_none()
}

fn secure(response: &mut Response, over_tls: bool) {
    const ALWAYS: [(&str, &str); 6] = [
        (
            "content-security-policy",
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; \
             object-src 'none'; require-trusted-types-for 'script'; trusted-types cordline",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if over_tls {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}

/// A browser says where a request comes from; anything but our own page is refused. A program says
/// nothing, and has no cookie that a browser could be tricked into sending.
fn is_cross_site(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else {
        return text(header::ORIGIN).is_some();
    };
    origin.split_once("://").is_none_or(|(_, from)| from != host)
}

fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::to_owned)
}

/// One cookie of a request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split("; "))
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A `Set-Cookie` value: not readable by script, never sent by another site.
pub fn set_cookie(name: &str, value: &str, max_age_s: i64, secure: bool) -> String {
    set_cookie_at("/", name, value, max_age_s, secure)
}

/// The same, for the pages below one path alone.
pub fn set_cookie_at(path: &str, name: &str, value: &str, max_age_s: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path={path}; HttpOnly; SameSite=Strict; Max-Age={max_age_s}{secure}")
}

fn address(request: &Request) -> IpAddr {
    request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| peer.ip())
}
