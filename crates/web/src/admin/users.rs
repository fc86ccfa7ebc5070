//! Users and leavers. A leaver's sessions end at once.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::Role;
use store::{NewUser, User, UserId};

use crate::form::Form;
use crate::problem::Problem;
use crate::sign_in::hash_password;
use crate::ui::{self, Choice, Field, FieldError, Tab};
use crate::visit::{View, Visit, to};

/// The pages of administration, as tabs.
pub(super) fn tabs(visit: &Visit) -> Markup {
    let all = [
        ("/admin/users", "Users", access::Action::ManageUsers),
        ("/admin/clients", "Other systems", access::Action::ManageUsers),
        ("/admin/rota", "Rota", access::Action::SeeRota),
    ];
    let tabs: Vec<Tab> = all
        .into_iter()
        .filter(|(_, _, action)| visit.may(*action))
        .map(|(href, label, _)| Tab {
            href: href.into(),
            label: label.into(),
            current: visit.path.starts_with(href),
            note: None,
        })
        .collect();
    ui::tabs("Administration", &tabs)
}

pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    page(&visit, &Form::default(), None).await
}

async fn page(
    visit: &Visit,
    form: &Form,
    error: Option<(&str, &str)>,
) -> Result<Response, Problem> {
    let users = visit.app.store.users().await?;
    let errors: Vec<_> =
        error.map(|(field, message)| FieldError { field, message }).into_iter().collect();
    let body = html! {
        (ui::error_summary(&errors))
        (tabs(visit))
        div.scroll tabindex="0" role="region" aria-label="Users" {
            table.table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Sign-in name" } th scope="col" { "Role" } th scope="col" { "Reached by" } th scope="col" { "May sign in" } } }
                tbody {
                    @for user in &users {
                        tr {
                            th scope="row" { a href={ "/admin/users/" (user.id) } { (user.name) } }
                            td { (user.sign_in) }
                            td { (user.role.key()) }
                            td { (reached_by(user)) }
                            td { @if user.active { "Yes" } @else { "No" } }
                        }
                    }
                }
            }
        }
        h2 { "Add a user" }
        form method="post" action="/admin/users" {
            (ui::hidden("key", &visit.new_key()))
            (fields(form, error))
            (ui::text(&Field {
                kind: "password",
                autocomplete: Some("new-password"),
                hint: Some("At least 12 characters. Tell it to them in person."),
                error: wrong(error, "password"),
                ..Field::new("password", "First password")
            }))
            button.button type="submit" { "Add user" }
        }
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visit.page(View { status, ..View::new("Users", body) }))
}

fn reached_by(user: &User) -> String {
    let ways = [user.email.as_deref(), user.pager.as_deref()];
    let ways: Vec<&str> = ways.into_iter().flatten().collect();
    if ways.is_empty() { "Not known: the ladder cannot reach them".into() } else { ways.join(", ") }
}

fn wrong<'a>(error: Option<(&'a str, &'a str)>, field: &str) -> Option<&'a str> {
    error.filter(|(name, _)| *name == field).map(|(_, message)| message)
}

fn fields(form: &Form, error: Option<(&str, &str)>) -> Markup {
    let field = |name, label| Field {
        value: form.get(name),
        error: wrong(error, name),
        ..Field::new(name, label)
    };
    let roles: Vec<Choice<'_>> =
        Role::ACCOUNTS.iter().map(|role| Choice::new(role.key(), role.key())).collect();
    html! {
        (ui::text(&field("name", "Name, as colleagues see it")))
        (ui::text(&field("sign_in", "Sign-in name")))
        (ui::select(&field("role", "Role"), &roles))
        (ui::text(&Field { kind: "email", optional: true, ..field("email", "E-mail for alerts") }))
        (ui::text(&Field { kind: "tel", optional: true, ..field("pager", "Pager or mobile for alerts") }))
    }
}

/// What was typed about a user, or the field that cannot be right.
fn read(form: &Form) -> Result<(String, String, Role), (&'static str, &'static str)> {
    let name = form.some("name").ok_or(("name", "Enter the name."))?;
    let sign_in = form.some("sign_in").ok_or(("sign_in", "Choose a sign-in name."))?;
    let role = Role::from_key(form.get("role")).ok_or(("role", "Choose a role."))?;
    Ok((name.to_owned(), sign_in.to_lowercase(), role))
}

pub(super) async fn add(visit: Visit, form: Form) -> Result<Response, Problem> {
    let (name, sign_in, role) = match read(&form) {
        Ok(read) => read,
        Err(error) => return page(&visit, &form, Some(error)).await,
    };
    let typed = form.0.get("password").cloned().unwrap_or_default();
    let password = match hash_password(&typed) {
        Ok(hash) => hash,
        Err(words) => return page(&visit, &form, Some(("password", &words))).await,
    };
    let user = NewUser {
        sign_in,
        name,
        role,
        password,
        email: form.some("email").map(str::to_owned),
        pager: form.some("pager").map(str::to_owned),
    };
    match visit.app.store.add_user(visit.act(), user).await? {
        Ok(_) => Ok(to("/admin/users")),
        Err(refused) => page(&visit, &form, Some(("sign_in", &refused.to_string()))).await,
    }
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    Ok(one(&visit, &user, &typed(&user), None))
}

async fn find(visit: &Visit, id: &str) -> Result<User, Problem> {
    let id: UserId = id.parse().map_err(|_| Problem::not_found())?;
    visit.app.store.user(id).await?.ok_or_else(Problem::not_found)
}

fn typed(user: &User) -> Form {
    let mut form = Form::default();
    let mut put = |name: &str, value: &str| form.0.insert(name.into(), value.into());
    put("name", &user.name);
    put("sign_in", &user.sign_in);
    put("role", user.role.key());
    put("email", user.email.as_deref().unwrap_or_default());
    put("pager", user.pager.as_deref().unwrap_or_default());
    put("active", if user.active { "yes" } else { "" });
    form
}

fn one(visit: &Visit, user: &User, form: &Form, error: Option<(&str, &str)>) -> Response {
    let errors: Vec<_> =
        error.map(|(field, message)| FieldError { field, message }).into_iter().collect();
    let active = Field { value: form.get("active"), ..Field::new("active", "May sign in") };
    let body = html! {
        (ui::error_summary(&errors))
        (tabs(visit))
        form method="post" action={ "/admin/users/" (user.id) } {
            (fields(form, error))
            (ui::checkboxes(
                &Field { hint: Some("Without the tick every session of this user ends at once."), ..active },
                &[Choice::new("yes", "This user may sign in")],
                &[form.get("active")],
            ))
            button.button type="submit" { "Save user" }
        }
        h2 { "New password" }
        form method="post" action={ "/admin/users/" (user.id) "/password" } {
            (ui::text(&Field {
                kind: "password",
                autocomplete: Some("new-password"),
                hint: Some("At least 12 characters. Every session of this user ends."),
                error: wrong(error, "password"),
                ..Field::new("password", "New password")
            }))
            button.button-secondary type="submit" { "Set password" }
        }
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page(View { status, ..View::new("User", body) })
}

pub(super) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    let (name, sign_in, role) = match read(&form) {
        Ok(read) => read,
        Err(error) => return Ok(one(&visit, &user, &form, Some(error))),
    };
    let changed = User {
        name,
        sign_in,
        role,
        email: form.some("email").map(str::to_owned),
        pager: form.some("pager").map(str::to_owned),
        active: form.ticked("active"),
        ..user.clone()
    };
    match visit.app.store.change_user(visit.act(), changed).await? {
        Ok(()) => Ok(to("/admin/users")),
        Err(refused) => Ok(one(&visit, &user, &form, Some(("sign_in", &refused.to_string())))),
    }
}

pub(super) async fn set_password(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    let typed_password = form.0.get("password").cloned().unwrap_or_default();
    let hash = match hash_password(&typed_password) {
        Ok(hash) => hash,
        Err(words) => return Ok(one(&visit, &user, &typed(&user), Some(("password", &words)))),
    };
    match visit.app.store.set_password(visit.act(), user.id, hash).await? {
        Ok(()) => Ok(to("/admin/users")),
        Err(refused) => {
            Ok(one(&visit, &user, &typed(&user), Some(("password", &refused.to_string()))))
        }
    }
}
