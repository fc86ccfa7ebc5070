//! What only the demonstration has: sign-in links without a password, a clock one can move, and a
//! story that leads through the house in two minutes.

use access::Action;
use axum::extract::Path;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use pathway::Role;

use crate::form::Form;
use crate::problem::Problem;
use crate::route::Routes;
use crate::sign_in::{own_path, start_session};
use crate::ui;
use crate::visit::{Visit, to};

pub(crate) fn routes(routes: Routes) -> Routes {
    if !routes.is_demo() {
        return routes;
    }
    routes.get("/demo/sign-in/{role}", Action::RunDemonstration, sign_in).post(
        "/demo/advance",
        Action::RunDemonstration,
        advance,
    )
}

async fn sign_in(visit: Visit, Path(role): Path<String>) -> Result<Response, Problem> {
    let role = Role::from_key(&role).ok_or_else(Problem::not_found)?;
    let users = visit.app.store.users().await?;
    // Each role has one who signs in by its name: the one the story speaks of.
    let user = users.iter().find(|user| user.active && user.sign_in == role.key());
    let user = user.ok_or_else(Problem::not_found)?;
    let home = if access::may(Some(role), Action::SeeBoard) {
        "/board"
    } else if access::may(Some(role), Action::ManageUsers) {
        "/admin/users"
    } else {
        "/"
    };
    start_session(&visit, user, "demonstration", home).await
}

async fn advance(visit: Visit, form: Form) -> Result<Response, Problem> {
    let minutes: Option<i64> = form.number("minutes").map_err(Problem::bad_request)?;
    let minutes = minutes.filter(|minutes| (1..=60 * 24 * 31).contains(minutes));
    let minutes = minutes
        .ok_or_else(|| Problem::bad_request("Move the clock by 1 minute to 31 days, forward."))?;
    visit.app.clock.advance(SignedDuration::from_mins(minutes));
    visit.app.store.fire_due(visit.app.clock.now(), 1_000).await?;
    Ok(to(own_path(form.get("here")).unwrap_or("/")))
}

/// The clock of the demonstration, with buttons to move it; empty elsewhere.
pub(crate) fn clock_control(visit: &Visit) -> Markup {
    html! {
        @if visit.app.demo {
            form.demo-clock method="post" action="/demo/advance" {
                (ui::hidden("here", &visit.path))
                p { "The clock here shows " strong { (visit.time(visit.now)) } ". Move it on:" }
                @for (minutes, words) in [("5", "5 minutes"), ("60", "1 hour"), ("360", "6 hours"), ("1440", "1 day")] {
                    button.button-small type="submit" name="minutes" value=(minutes) { (words) }
                    " "
                }
            }
        }
    }
}

/// The story of the first page; empty elsewhere.
pub(crate) fn story(visit: &Visit) -> Markup {
    html! {
        @if visit.app.demo {
            section.story aria-labelledby="story" {
                h2 #story { "The two-minute story" }
                p { "Everyone here is invented. Nothing you do leaves this computer, and it is all gone when you stop the program." }
                ol.steps {
                    li { "Someone at home: " a href="/check" { "check symptoms" } ", tick \"Walking has become harder\" and continue. One answer is enough." }
                    li { "A doctor in an emergency department: " a href="/refer" { "send a referral" } ". The urgency and its reasons appear while you type." }
                    li { "The coordinator at 02:00: " a href="/demo/sign-in/coordinator" { "open the live board" } ". One emergency is not acknowledged, and the ladder is climbing. Acknowledge it." }
                    li { "Open a case, give the ward an instruction, and follow the ward's private link to answer it." }
                    li { "Move the clock below and watch clocks turn, rungs being called, and targets being met or missed." }
                    li { "The consultant: " a href="/demo/sign-in/consultant" { "sign in" } ", report the scan, decide, record the first dose." }
                }
                (clock_control(visit))
                p { "Other roles: "
                    @for role in [Role::Radiology, Role::Therapist, Role::Manager, Role::Administrator] {
                        a href={ "/demo/sign-in/" (role.key()) } { (role.key()) } " "
                    }
                }
            }
        }
    }
}
