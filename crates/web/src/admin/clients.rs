//! Keys of other systems that send referrals. A key is shown once; only its hash is kept.

use axum::extract::Path;
use axum::response::Response;
use maud::html;
use store::{ClientId, SecretHash};

use super::users::tabs;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Field, FieldError, Tone};
use crate::visit::{View, Visit, random_token, to};

pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    page(&visit, None, None).await
}

async fn page(
    visit: &Visit,
    made: Option<(&str, &str)>,
    error: Option<&str>,
) -> Result<Response, Problem> {
    let clients = visit.app.store.clients().await?;
    let errors: Vec<_> =
        error.map(|message| FieldError { field: "name", message }).into_iter().collect();
    let body = html! {
        (ui::error_summary(&errors))
        (tabs(visit))
        @if let Some((name, key)) = made {
            (ui::notice(Tone::Done, "Key made", html! {
                p { "The key of " strong { (name) } ", shown once: copy it now." }
                p { code { (key) } }
            }))
        }
        p { "A system with a key sends referrals to " code { "POST /fhir" } " with " code { "Authorization: Bearer KEY" } ". Without a key a referral is taken too and shown as sent by an unproved sender." }
        @if clients.is_empty() {
            (ui::empty_state(html! { p { "No other system has a key. Add one below." } }))
        } @else {
            table.table {
                thead { tr { th scope="col" { "System" } th scope="col" { "Since" } th scope="col" { "Key" } } }
                tbody {
                    @for client in &clients {
                        tr {
                            th scope="row" { (client.name) }
                            td { (visit.time(client.created_at)) }
                            td {
                                @if client.active {
                                    form method="post" action={ "/admin/clients/" (client.id) "/end" } {
                                        button.button-quiet type="submit" { "End the key of " (client.name) }
                                    }
                                } @else { "Ended" }
                            }
                        }
                    }
                }
            }
        }
        h2 { "Add a system" }
        form method="post" action="/admin/clients" {
            (ui::text(&Field { error, ..Field::new("name", "Name of the system") }))
            button.button type="submit" { "Make a key" }
        }
    };
    Ok(visit.page(View::new("Other systems", body)))
}

pub(super) async fn add(visit: Visit, form: Form) -> Result<Response, Problem> {
    let Some(name) = form.some("name") else {
        return page(&visit, None, Some("Enter the name of the system.")).await;
    };
    let key = random_token();
    let hash = SecretHash::of(key.as_bytes());
    visit.app.store.add_client(visit.act(), name.to_owned(), hash).await?;
    page(&visit, Some((name, &key)), None).await
}

pub(super) async fn end(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: ClientId = id.parse().map_err(|_| Problem::not_found())?;
    visit.app.store.end_client(visit.act(), id).await?;
    Ok(to("/admin/clients"))
}
