//! The acceptance: who gave what, and every case that changed since, with what happened in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use pathway::board::BoardRow;
use pathway::handover::{Command, Given, Handover};
use pathway::{Refusal, Role, Site};
use store::Seen;

use crate::case_page::since;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Tone};
use crate::urgency::staff_view;
use crate::visit::{View, Visit};

/// A case that differs from the sheet.
struct Changed {
    row: Arc<BoardRow>,
    what: Vec<String>,
}

/// Entries of one case that are listed; the rest is in its timeline.
const ENTRIES_MAX: usize = 6;

async fn changed(visit: &Visit, given: &Given) -> Result<Vec<Changed>, Problem> {
    let handed: BTreeMap<_, _> =
        given.handover.cases.iter().map(|one| (one.case, one.version)).collect();
    let mut all = Vec::new();
    for change in visit.app.store.changes_since(given.handover.position).await? {
        let before = handed.get(&change.case).copied();
        if before == Some(change.row.version) {
            continue;
        }
        let mut what = Vec::new();
        match before {
            None => what.push("New: not on the sheet".to_owned()),
            Some(version) => {
                if let Some(file) = visit.app.store.case(change.case).await? {
                    what = since(&file.history, version, visit);
                }
            }
        }
        if change.row.outcome.is_some() {
            what.insert(0, "Closed".to_owned());
        }
        let more = what.len().saturating_sub(ENTRIES_MAX);
        what.truncate(ENTRIES_MAX);
        if more > 0 {
            what.push(format!("and {more} more entries in the timeline"));
        }
        all.push(Changed { row: change.row, what });
    }
    Ok(all)
}

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let handover = visit.app.store.handover().await?;
    page(&visit, &handover, None).await
}

pub(super) async fn accept(visit: Visit, form: Form) -> Result<Response, Problem> {
    let number: Option<u64> = form.number("number").ok().flatten();
    let Some(number) = number else {
        return Err(Problem::bad_request("Open the handover again and accept it there."));
    };
    let done = visit.app.store.hand_over(visit.act(), Command::Accept { number }).await?;
    let handover = visit.app.store.handover().await?;
    page(&visit, &handover, done.err().as_ref()).await
}

async fn page(
    visit: &Visit,
    handover: &Handover,
    refused: Option<&Refusal>,
) -> Result<Response, Problem> {
    visit.app.store.saw(Seen {
        case: None,
        actor: visit.actor(Role::Coordinator),
        now: visit.now,
        page: "handover accepted".into(),
    });
    let changed = match &handover.given {
        Some(given) => changed(visit, given).await?,
        None => Vec::new(),
    };
    let body = html! {
        @if let Some(refusal) = refused { (not_done(visit, refusal)) }
        @match &handover.given {
            None => (ui::empty_state(html! {
                p { "No handover has been given yet. It appears here when the shift that ends gives one." }
                p { a href="/handover" { "Open the handover" } }
            })),
            Some(given) => {
                (state(visit, handover, given))
                h2 { "Changed since the sheet" }
                (list(visit, &changed))
            }
        }
        p { a href="/board" { "To the board" } " · " a href="/handover" { "The whole sheet" } }
    };
    let status = match refused {
        None => StatusCode::OK,
        Some(Refusal::NotPermitted(_)) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::CONFLICT,
    };
    Ok(visit.page(View { status, ..View::new("Accept handover", body) }))
}

fn not_done(visit: &Visit, refusal: &Refusal) -> Markup {
    let words = match refusal {
        Refusal::AlreadyDone { by, at } => {
            format!("{by} accepted this handover {}.", visit.time(*at))
        }
        Refusal::NotPermitted(words) => (*words).to_owned(),
        _ => "Another handover was given meanwhile. It is the one below.".to_owned(),
    };
    ui::notice(Tone::Warning, "Not accepted by you", html! { p { (words) } })
}

/// Who gave what when, and the button for whoever comes on duty.
fn state(visit: &Visit, handover: &Handover, given: &Given) -> Markup {
    let cases = given.handover.cases.len();
    let own = visit.user().is_some_and(|user| given.by.user == user.actor().user);
    html! {
        p.lead { (given.by.name) " gave " (counted(cases)) " " (visit.time(given.at)) "." }
        @if let Some(accepted) = &handover.accepted {
            (ui::notice(Tone::Done, "Handover accepted", html! {
                p { (accepted.by) " accepted " (counted(cases)) " " (visit.time(accepted.at)) "." }
            }))
        } @else if own {
            p { "Somebody who comes on duty accepts it here" (alert_words(visit, handover)) "." }
        } @else {
            form method="post" action="/handover/accept" {
                (ui::hidden("number", &given.handover.number.to_string()))
                button.button type="submit" { "I accept handover of " (counted(cases)) }
            }
            p.hint { "Read what changed first" (alert_words(visit, handover)) "." }
        }
    }
}

fn alert_words(visit: &Visit, handover: &Handover) -> String {
    match handover.accept_by(&visit.app.site) {
        Some(by) if by > visit.now => {
            format!("; if nobody does by {}, the on-call registrar is told", visit.time(by))
        }
        _ => "; the on-call registrar was told that nobody has".to_owned(),
    }
}

fn list(visit: &Visit, changed: &[Changed]) -> Markup {
    let site = &visit.app.site;
    html! {
        @if changed.is_empty() {
            p { "Nothing has changed since the sheet was given." }
        } @else {
            ul.handover-changed {
                @for Changed { row, what } in changed {
                    li data-case=(row.case) {
                        a href={ "/cases/" (row.case) "/timeline" } {
                            span data-private { (row.person.name()) } " · " (row.reference)
                        }
                        " · " (row.status.words()) " · " (visit.time(row.changed_at))
                        (ui::tier_badge(&staff_view(row.tier, row.tier_due, row.told_emergency_at, site, visit.now), ui::Audience::Staff))
                        ul data-private { @for one in what { li { (one) } } }
                    }
                }
            }
        }
    }
}

/// "12 cases", "1 case".
pub(super) fn counted(cases: usize) -> String {
    if cases == 1 { "1 case".to_owned() } else { format!("{cases} cases") }
}

/// What the board says over the list while a handover waits: a line, and after its time a warning.
pub(crate) fn waits(
    handover: &Handover,
    site: &Site,
    now: Timestamp,
    time: &dyn Fn(Timestamp) -> String,
) -> Option<Markup> {
    let given = handover.waiting()?;
    let by = handover.accept_by(site)?;
    let cases = counted(given.handover.cases.len());
    Some(if by > now {
        html! {
            p class="cluster small" data-handover="waits" {
                span {
                    (given.by.name) " gave a handover of " (cases) " " (time(given.at))
                    "; accept it by " (time(by)) "."
                }
                a href="/handover/accept" { "Accept the handover" }
            }
        }
    } else {
        html! {
            div data-handover="unaccepted" {
                (ui::notice(Tone::Stop, "Nobody has accepted the handover", html! {
                    p {
                        (given.by.name) " gave " (cases) " " (time(given.at)) ". "
                        a href="/handover/accept" { "Accept the handover" }
                    }
                }))
            }
        }
    })
}
