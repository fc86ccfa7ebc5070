//! The first administrator, by the one-time code that the service printed when it started.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::html;
use pathway::Role;
use store::{NewUser, SecretHash, UserRefused};

use super::hash_password;
use super::session::{device, start_session};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Field, FieldError};
use crate::visit::{View, Visit, to};

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    if visit.app.store.has_administrator().await? {
        return Ok(to("/sign-in"));
    }
    Ok(page(&visit, &Form::default(), None))
}

fn page(visit: &Visit, form: &Form, error: Option<(&str, &str)>) -> Response {
    let errors: Vec<_> =
        error.map(|(field, message)| FieldError { field, message }).into_iter().collect();
    let field = |name, label| Field {
        value: form.get(name),
        error: error.filter(|(wrong, _)| *wrong == name).map(|(_, message)| message),
        ..Field::new(name, label)
    };
    let body = html! {
        (ui::error_summary(&errors))
        p.lead { "This installation has no administrator yet. The service printed a one-time code when it started: whoever can read that may set it up." }
        form method="post" action="/setup" {
            (ui::text(&Field { autocomplete: Some("one-time-code"), ..field("code", "One-time code") }))
            (ui::text(&field("name", "Your name, as colleagues see it")))
            (ui::text(&Field { autocomplete: Some("username"), ..field("sign_in", "Sign-in name") }))
            (ui::text(&Field { kind: "password", value: "", autocomplete: Some("new-password"), hint: Some("At least 12 characters: a few words together are easy to keep."), ..field("password", "Password") }))
            button.button type="submit" { "Create the administrator" }
        }
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page(View { status, ..View::new("Set up Cordline", body) })
}

pub(super) async fn create(
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    for (name, ask) in [
        ("code", "Enter the code that the service printed when it started."),
        ("name", "Enter your name."),
        ("sign_in", "Choose a sign-in name."),
    ] {
        if form.some(name).is_none() {
            return Ok(page(&visit, &form, Some((name, ask))));
        }
    }
    let typed = form.0.get("password").cloned().unwrap_or_default();
    let password = match hash_password(&typed) {
        Ok(hash) => hash,
        Err(words) => return Ok(page(&visit, &form, Some(("password", &words)))),
    };
    let user = NewUser {
        sign_in: form.get("sign_in").to_lowercase(),
        name: form.get("name").to_owned(),
        role: Role::Administrator,
        password,
        email: None,
        pager: None,
    };
    let code = SecretHash::of(form.get("code").as_bytes());
    match visit.app.store.add_first_administrator(visit.act(), code, user).await? {
        Ok(id) => {
            let user = visit.app.store.user(id).await?.ok_or_else(Problem::not_found)?;
            start_session(&visit, &user, &device(&headers), "/admin/users").await
        }
        Err(refused @ UserRefused::SignInTaken) => {
            Ok(page(&visit, &form, Some(("sign_in", &refused.to_string()))))
        }
        Err(refused) => Ok(page(&visit, &form, Some(("code", &refused.to_string())))),
    }
}
