//! The sheet and its acceptance.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use pathway::board::BoardRow;
use pathway::facts::Answer;
use pathway::{Case, Role};
use store::{BoardFilter, Seen};

use crate::case_page::said;
use crate::case_page::sheet::{born, instruction_view, live, nhs_number};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, HandoverCase, HandoverHead, Tone};
use crate::urgency::{clock_label, staff_view};
use crate::visit::{View, Visit};

/// Where a user's last accepted handover is kept: "position;time".
const ACCEPTED: &str = "handover";
/// A sheet on paper is out of date after a shift.
const VALID_H: i64 = 12;

/// The last handover this person accepted: its position and time.
async fn last(visit: &Visit) -> Result<Option<(u64, Timestamp)>, Problem> {
    let Some(user) = visit.user() else { return Ok(None) };
    let kept = visit.app.store.preference(user.id, ACCEPTED.into()).await?;
    Ok(kept.as_deref().and_then(|kept| {
        let (position, at) = kept.split_once(';')?;
        Some((position.parse().ok()?, at.parse().ok()?))
    }))
}

/// A case that moved after a position, in words.
async fn changes(visit: &Visit, since: u64) -> Result<Vec<Arc<BoardRow>>, Problem> {
    let changes = visit.app.store.changes_since(since).await?;
    Ok(changes.into_iter().map(|change| change.row).collect())
}

fn counted(changed: &[Arc<BoardRow>], since: Option<Timestamp>) -> String {
    let after = |at: Timestamp| since.is_none_or(|since| at > since);
    let new = changed.iter().filter(|row| after(row.received_at)).count();
    let closed = changed.iter().filter(|row| row.outcome.is_some()).count();
    let tier = changed
        .iter()
        .filter(|row| row.outcome.is_none() && after(row.tier_since) && !after(row.received_at))
        .count();
    format!("{tier} urgency changed, {new} new, {closed} closed, {} cases moved", changed.len())
}

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    sheet(&visit, None).await
}

async fn sheet(visit: &Visit, notice: Option<Markup>) -> Result<Response, Problem> {
    let store = &visit.app.store;
    let position = store.position().await?;
    let rows = store.board(BoardFilter::default()).await?;
    let last = last(visit).await?;
    let changes = match last {
        Some((since, at)) => {
            let changed = changes(visit, since).await?;
            format!("{} (since {})", counted(&changed, Some(at)), visit.time(at))
        }
        None => "no earlier handover accepted by you".to_owned(),
    };
    let mut cases = Vec::new();
    for row in &rows {
        if let Some(file) = store.case(row.case).await? {
            cases.push(handover_case(visit, row, &file.case));
        }
    }
    store.saw(Seen {
        case: None,
        actor: visit.actor(Role::Coordinator),
        now: visit.now,
        page: "handover".into(),
    });
    let zone = visit.app.site.time_zone();
    let until = visit.now.checked_add(SignedDuration::from_hours(VALID_H)).unwrap_or(visit.now);
    let head = HandoverHead {
        printed: crate::when::full(visit.now, &zone),
        by: visit.user().map(|user| user.name.clone()).unwrap_or_default(),
        valid_until: crate::when::full(until, &zone),
        changes,
    };
    let body = html! {
        @if let Some(notice) = notice { (notice) }
        div class="actions screen-only" {
            button class="button-second" type="button" data-print hidden { "Print handover" }
            form method="post" action="/handover/accept" {
                (ui::hidden("key", &format!("handover:{position}")))
                (ui::hidden("position", &position.to_string()))
                (ui::hidden("cases", &rows.len().to_string()))
                button class="button" type="submit" { "I accept handover of " (rows.len()) " cases" }
            }
        }
        (ui::handover_sheet(&head, &cases))
    };
    Ok(visit.page(View { class: "print-landscape", ..View::new("Handover", body) }))
}

pub(super) async fn accept(visit: Visit, form: Form) -> Result<Response, Problem> {
    let refused = |_| Problem::bad_request("Open the handover again and accept it there.");
    let printed: Option<u64> = form.number("position").map_err(refused)?;
    let Some(printed) = printed else {
        return Err(Problem::bad_request("Open the handover again and accept it there."));
    };
    let Some(user) = visit.user() else { return Err(Problem::sign_in_first()) };
    let changed = changes(&visit, printed).await?;
    let now = visit.app.store.position().await?;
    let kept = format!("{now};{}", visit.now);
    visit.app.store.set_preference(visit.act(), user.id, ACCEPTED.into(), kept).await?;
    visit.app.store.saw(Seen {
        case: None,
        actor: visit.actor(Role::Coordinator),
        now: visit.now,
        page: "handover accepted".into(),
    });
    let body = html! {
        (ui::notice(Tone::Done, "Handover accepted", html! {
            p { "You accepted " (form.get("cases")) " cases " (visit.time(visit.now)) "." }
        }))
        @if changed.is_empty() {
            p { "Nothing has changed since the sheet was printed." }
        } @else {
            h2 { "Changed since the sheet was printed" }
            ul {
                @for row in &changed {
                    li data-case=(row.case) {
                        a href={ "/cases/" (row.case) "/timeline" } { span data-private { (row.person.name()) } " · " (row.reference) }
                        " · " (row.status.words()) " · " (visit.time(row.changed_at))
                        (ui::tier_badge(&staff_view(row.tier, row.tier_due, row.told_emergency_at, &visit.app.site, visit.now), ui::Audience::Staff))
                    }
                }
            }
        }
        p { a href="/board" { "To the board" } }
    };
    Ok(visit.page(View { status: StatusCode::OK, ..View::new("Handover accepted", body) }))
}

fn handover_case(visit: &Visit, row: &BoardRow, case: &Case) -> HandoverCase {
    let number = nhs_number(row);
    let born = born(row, visit);
    let second = if number.is_empty() {
        format!("Born {born}")
    } else {
        format!("NHS {number} · Born {born}")
    };
    let referral = case.referral.as_deref();
    let detail = |name: &str| referral.and_then(|one| one.details.get(name)).cloned();
    let neuro = row.neuro.first().map_or_else(
        || "not examined here".to_owned(),
        |point| {
            let first = case.neuro.first().filter(|first| first.entry != point.entry);
            let before = first.map(|first| format!(" (first: {})", said(&first.exam)));
            format!(
                "{} at {}{}",
                said(&point.exam),
                visit.time(point.at),
                before.unwrap_or_default()
            )
        },
    );
    let orders: Vec<String> = live(&case.instructions, visit.now)
        .map(|one| {
            let view = instruction_view(one, visit);
            format!("{} [{}] {}", view.text, view.state.words(), view.detail)
        })
        .collect();
    let steroid = case.treatment.dexamethasone.as_ref().map_or_else(
        || match case.facts.get("dex_given").map(|said| &said.answer) {
            Some(answer) if *answer == Answer::yes() => "given before arrival".to_owned(),
            _ => "none recorded".to_owned(),
        },
        |(dose, at)| format!("{} mg given {}", dose.base_mg, visit.time(*at)),
    );
    let mut running: Vec<_> = case.clocks.iter().filter(|clock| clock.runs()).collect();
    running.sort_by_key(|clock| clock.due);
    let clocks: Vec<String> = running
        .iter()
        .take(3)
        .map(|clock| {
            let stage = clock.stage(visit.now).words();
            format!("{} by {} ({stage})", clock_label(&clock.id), visit.time(clock.due))
        })
        .collect();
    let to_do: Vec<String> =
        row.tasks.iter().map(|task| format!("[ ] {} ({})", task.what, task.owner)).collect();
    let join = |all: Vec<String>, none: &str| {
        if all.is_empty() { none.to_owned() } else { all.join("; ") }
    };
    let phone = &visit.app.site.coordinator_phone;
    let facts = vec![
        ("Story".to_owned(), format!("{} · {}", row.status.words(), row.story)),
        ("Neuro".to_owned(), neuro),
        ("Spine".to_owned(), join(orders, "no live order")),
        ("Steroid".to_owned(), steroid),
        ("Clocks".to_owned(), join(clocks, "none runs")),
        ("To do".to_owned(), join(to_do, "nothing set")),
        (
            "If…then".to_owned(),
            format!("worse walking, feeling, bladder or bowel: call {phone} at once"),
        ),
    ];
    let sex = row.person.sex.as_deref().unwrap_or("sex not known");
    HandoverCase {
        person: format!("{}, {sex}", row.person.name()),
        second_identifier: format!("{second} · Ref {}", row.reference),
        place: format!("{} · {}", row.location, row.referrer.phone),
        tier: staff_view(row.tier, row.tier_due, row.told_emergency_at, &visit.app.site, visit.now),
        facts,
        ceiling: detail("ceiling")
            .or_else(|| detail("wishes"))
            .filter(|said| !said.trim().is_empty()),
    }
}
