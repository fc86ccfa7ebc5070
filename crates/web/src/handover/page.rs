//! The sheet, and its giving.

use std::sync::Arc;

use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use maud::html;
use pathway::board::BoardRow;
use pathway::facts::Answer;
use pathway::handover::{Command, HandedCase, Handover};
use pathway::{Case, Refusal, Role};
use store::{BoardFilter, Seen};

use crate::case_page::said;
use crate::case_page::sheet::{born, instruction_view, live, nhs_number};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, HandoverCase, HandoverHead};
use crate::urgency::{clock_label, staff_view};
use crate::visit::{View, Visit, to};

use super::accept::{self, waits};

/// A sheet on paper is out of date after a shift.
const VALID_H: i64 = 12;

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

/// "2 urgency changed, 1 new, … (since A. Ng accepted today 08:04)".
async fn changes(visit: &Visit, handover: &Handover) -> Result<String, Problem> {
    let Some(last) = handover.last_accepted() else {
        return Ok("no earlier handover was accepted".to_owned());
    };
    let changed = visit.app.store.changes_since(last.position).await?;
    let rows: Vec<_> = changed.into_iter().map(|change| change.row).collect();
    let since = format!("since {} accepted {}", last.by, visit.time(last.at));
    Ok(format!("{} ({since})", counted(&rows, Some(last.at))))
}

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let store = &visit.app.store;
    let handover = store.handover().await?;
    let rows = store.board(BoardFilter::default()).await?;
    let mut cases = Vec::new();
    for row in &rows {
        if let Some(file) = store.case(row.case).await? {
            cases.push(handover_case(&visit, row, &file.case));
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
        changes: changes(&visit, &handover).await?,
    };
    let body = html! {
        div.screen-only {
            @if let Some(waits) = waits(&handover, &visit.app.site, visit.now, &|at| visit.time(at)) {
                (waits)
            }
            p.hint { "Give it, then print it: the person who comes on duty accepts what was given, and sees what changed since." }
        }
        div class="actions screen-only" {
            form method="post" action="/handover/give" {
                (ui::hidden("after", &handover.number().to_string()))
                button class="button" type="submit" { "Give handover of " (accept::counted(rows.len())) }
            }
            button class="button-second" type="button" data-print hidden { "Print handover" }
        }
        (ui::handover_sheet(&head, &cases))
    };
    Ok(visit.page(View { class: "print-landscape", ..View::new("Handover", body) }))
}

/// Gives every open case as it stands now.
pub(super) async fn give(visit: Visit, form: Form) -> Result<Response, Problem> {
    let after: Option<u64> = form.number("after").ok().flatten();
    let Some(after) = after else {
        return Err(Problem::bad_request("Open the handover again and give it there."));
    };
    let store = &visit.app.store;
    // Read before the rows: what happens in between counts as changed since.
    let position = store.position().await?;
    let rows = store.board(BoardFilter::default()).await?;
    let cases =
        rows.iter().map(|row| HandedCase { case: row.case, version: row.version }).collect();
    let command = Command::Give { after, cases, position };
    match store.hand_over(visit.act(), command).await? {
        // Sent twice, or two gave at once: the one that was first is shown.
        Ok(_) | Err(Refusal::AlreadyDone { .. }) => Ok(to("/handover")),
        Err(refusal) => Err(Problem::refused(&refusal)),
    }
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
        ceiling: pathway::plan::words::ceiling(&case.plan, &visit.app.site)
            .or_else(|| detail("ceiling"))
            .or_else(|| detail("wishes"))
            .filter(|said| !said.trim().is_empty()),
    }
}
