//! Who is on call, hour by hour, and the hours in which nobody is.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use maud::html;
use pathway::ladder::{Contact, Rung};
use store::{NewShift, OnDuty};

use super::users::tabs;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Tone};
use crate::visit::{View, Visit, to};

/// How far ahead gaps are looked for.
const LOOK_AHEAD_DAYS: i64 = 14;

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&visit, &Form::default(), &[]).await
}

async fn page(
    visit: &Visit,
    form: &Form,
    errors: &[(&'static str, String)],
) -> Result<Response, Problem> {
    let from = visit.now;
    let until = from.checked_add(SignedDuration::from_hours(24 * LOOK_AHEAD_DAYS)).unwrap_or(from);
    let shifts = visit.app.store.rota(from, until).await?;
    let gaps = visit.app.store.rota_gaps(from, until).await?;
    let users = visit.app.store.users().await?;
    let people: Vec<(String, String)> = users
        .iter()
        .filter(|user| user.active && user.role.is_clinician())
        .map(|user| (user.id.to_string(), format!("{} ({})", user.name, user.role.key())))
        .collect();
    let mut choices = vec![Choice::new("", "Someone without an account")];
    choices.extend(people.iter().map(|(id, name)| Choice::new(id, name)));
    let duties: Vec<Choice<'_>> =
        Rung::ALL.iter().map(|rung| Choice::new(rung.key(), rung.words())).collect();
    let summary: Vec<_> =
        errors.iter().map(|(field, message)| FieldError { field, message }).collect();
    let field = |name: &'static str, label| Field {
        value: form.get(name),
        error: errors.iter().find(|(wrong, _)| *wrong == name).map(|(_, words)| words.as_str()),
        ..Field::new(name, label)
    };
    let body = html! {
        (ui::error_summary(&summary))
        (tabs(visit))
        @if gaps.is_empty() {
            (ui::notice(Tone::Done, "No gaps", html! { p { "Somebody is coordinator in every hour of the next two weeks." } }))
        } @else {
            (ui::notice(Tone::Warning, "Nobody is coordinator", html! {
                ul {
                    @for gap in &gaps {
                        li data-gap { "Gap: " (gap.duty.words()) ", from " (visit.time(gap.from)) " until " (visit.time(gap.until)) }
                    }
                }
            }))
        }
        @if shifts.is_empty() {
            (ui::empty_state(html! { p { "Nobody is on the rota. Add the first shift below: until then every alert goes to everyone with an address." } }))
        } @else {
            div.scroll tabindex="0" role="region" aria-label="Shifts" {
                table.table {
                    thead { tr { th scope="col" { "Duty" } th scope="col" { "Who" } th scope="col" { "From" } th scope="col" { "Until" } @if visit.may(access::Action::ManageRota) { th scope="col" { "Change" } } } }
                    tbody {
                        @for shift in &shifts {
                            tr {
                                td { (shift.duty.words()) }
                                th scope="row" { (shift.contact.name) }
                                td { (visit.time(shift.from)) }
                                td { (visit.time(shift.until)) }
                                @if visit.may(access::Action::ManageRota) {
                                    td {
                                        form method="post" action={ "/admin/rota/" (shift.id) "/remove" } {
                                            button.button-quiet type="submit" { "Remove " (shift.contact.name) " as " (shift.duty.words()) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if visit.may(access::Action::ManageRota) {
            h2 { "Add a shift" }
            form method="post" action="/admin/rota" {
                (ui::hidden("key", &visit.new_key()))
                (ui::select(&field("duty", "Duty"), &duties))
                (ui::select(&field("user", "Who"), &choices))
                fieldset.group {
                    legend { "If without an account" }
                    (ui::text(&Field { optional: true, ..field("name", "Name") }))
                    (ui::text(&Field { kind: "email", optional: true, ..field("email", "E-mail") }))
                    (ui::text(&Field { kind: "tel", optional: true, ..field("pager", "Pager or mobile") }))
                }
                (ui::moment(&field("from", "From"), form.get("from_which")))
                (ui::moment(&field("until", "Until"), form.get("until_which")))
                button.button type="submit" { "Add shift" }
            }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(View { status, ..View::new("Rota", body) }))
}

pub(super) async fn add(visit: Visit, form: Form) -> Result<Response, Problem> {
    match read(&visit, &form) {
        Ok(shift) => {
            visit.app.store.add_shift(visit.act(), shift).await?;
            Ok(to("/admin/rota"))
        }
        Err(errors) => page(&visit, &form, &errors).await,
    }
}

fn read(visit: &Visit, form: &Form) -> Result<NewShift, Vec<(&'static str, String)>> {
    let zone = visit.app.site.time_zone();
    let mut errors = Vec::new();
    let mut time = |name: &'static str| match form.instant(name, &zone) {
        Ok(Some(at)) => Some(at),
        Ok(None) => {
            errors.push((name, "Enter a date and time.".to_owned()));
            None
        }
        Err(words) => {
            errors.push((name, words));
            None
        }
    };
    let (from, until) = (time("from"), time("until"));
    let duty = Rung::from_key(form.get("duty"));
    if duty.is_none() {
        errors.push(("duty", "Choose a duty.".into()));
    }
    let who = match form.some("user").map(str::parse) {
        Some(Ok(id)) => Some(OnDuty::User(id)),
        Some(Err(_)) => None,
        None => form.some("name").map(|name| {
            OnDuty::Contact(Contact {
                name: name.to_owned(),
                email: form.some("email").map(str::to_owned),
                pager: form.some("pager").map(str::to_owned),
            })
        }),
    };
    if who.is_none() {
        errors.push(("user", "Choose a user, or enter a name below.".into()));
    }
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        errors.push(("until", "The shift must end after it begins.".into()));
    }
    match (duty, who, from, until) {
        (Some(duty), Some(who), Some(from), Some(until)) if errors.is_empty() => {
            Ok(NewShift { duty, who, from, until })
        }
        _ => Err(errors),
    }
}

pub(super) async fn remove(visit: Visit, Path(id): Path<i64>) -> Result<Response, Problem> {
    visit.app.store.remove_shift(visit.act(), id).await?;
    Ok(to("/admin/rota"))
}
