//! The sign-in page.

use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::html;

use super::own_path;
use super::password;
use super::session::{Next, device, said, start_session};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Field, FieldError};
use crate::visit::{View, Visit, to};

pub(super) async fn show(visit: Visit, Query(next): Query<Next>) -> Result<Response, Problem> {
    if visit.user().is_some() {
        return Ok(to("/"));
    }
    if !visit.app.store.has_administrator().await? {
        return Ok(to("/setup"));
    }
    Ok(page(&visit, &next.next, "", None))
}

fn page(visit: &Visit, next: &str, name: &str, error: Option<&str>) -> Response {
    let errors: Vec<_> =
        error.map(|message| FieldError { field: "sign_in", message }).into_iter().collect();
    let body = html! {
        (ui::error_summary(&errors))
        form method="post" action="/sign-in" {
            (ui::hidden("next", next))
            (ui::text(&Field { autocomplete: Some("username"), value: name, error, ..Field::new("sign_in", "Sign-in name") }))
            (ui::text(&Field { kind: "password", autocomplete: Some("current-password"), ..Field::new("password", "Password") }))
            button.button type="submit" { "Sign in" }
        }
        p.hint { "No account is needed to refer someone or to ask for help. Wards and referrers use the private link they were given." }
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page(View { status, ..View::new("Staff sign-in", body) })
}

pub(super) async fn sign_in(
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let password = form.0.get("password").cloned().unwrap_or_default();
    match password::check(&visit.app, form.get("sign_in"), password, visit.now).await? {
        Ok(user) => {
            let next = own_path(form.get("next")).unwrap_or_else(|| home(&user));
            start_session(&visit, &user, &device(&headers), next).await
        }
        Err(wrong) => {
            let words = said(&visit, wrong);
            Ok(page(&visit, form.get("next"), form.get("sign_in"), Some(&words)))
        }
    }
}

/// Where each role starts.
pub(crate) fn home(user: &store::User) -> &'static str {
    use access::{Action, may};
    if may(Some(user.role), Action::SeeBoard) {
        "/board"
    } else if may(Some(user.role), Action::ManageUsers) {
        "/admin/users"
    } else {
        "/"
    }
}
