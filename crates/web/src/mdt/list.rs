//! The cases that wait for a decision, most urgent first, with how ready each is, in words.

use axum::response::Response;
use maud::{Markup, html};
use pathway::Case;
use pathway::board::BoardRow;
use pathway::status::Status;
use store::BoardFilter;

use crate::problem::Problem;
use crate::ui;
use crate::urgency::staff_view;
use crate::visit::{View, Visit};

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let store = &visit.app.store;
    let mut lines = Vec::new();
    let mut rows = store.board(BoardFilter::default()).await?;
    rows.sort_by_key(|row| (row.tier.rank(), row.soonest_due(), row.received_at));
    for row in rows {
        let Some(file) = store.case(row.case).await? else { continue };
        if waits(&row, &file.case) {
            lines.push(line(&visit, &row, &file.case));
        }
    }
    let body = html! {
        p { "Cases that wait for a decision, whose opinions are asked, or whose agreed actions were not done." }
        @if lines.is_empty() {
            (ui::empty_state(html! { p { "Nothing waits. Ask for opinions on the MDT page of a case, and it appears here." } }))
        }
        @for line in &lines { (line) }
    };
    Ok(visit.page(View::new("MDT", body)))
}

fn waits(row: &BoardRow, case: &Case) -> bool {
    row.status == Status::AwaitingDecision
        || case.meetings.waits()
        || !case.meetings.missed.is_empty()
}

fn line(visit: &Visit, row: &BoardRow, case: &Case) -> Markup {
    let tier =
        staff_view(row.tier, row.tier_due, row.told_emergency_at, &visit.app.site, visit.now);
    let missing: Vec<&str> = case.meetings.missing().iter().map(|one| one.words()).collect();
    html! {
        section class="card" data-case=(row.case) {
            h2 { a href={ "/cases/" (row.case) "/mdt" } data-private { (row.person.name()) } " " span class="hint" { (row.location) " · " (row.reference) } }
            (ui::tier_badge(&tier, ui::Audience::Staff))
            ul class="cluster" aria-label="Ready" {
                @for (what, ready) in readiness(visit, row, case) {
                    li { (if ready { "✓ " } else { "✗ " }) (what) @if !ready { " missing" } }
                }
            }
            @if let Some((asked, _)) = case.meetings.asked.as_ref().filter(|_| !missing.is_empty()) {
                p { "Waiting for: " strong { (missing.join(", ")) } " · due " (visit.time(asked.due)) }
            }
            @for (task, why) in &case.meetings.missed {
                @let what = case.tasks.iter().find(|one| one.number == *task).map_or("an action", |one| one.what.as_str());
                p { strong { "Not done: " } (what) " · because " (why) }
            }
        }
    }
}

/// What a meeting needs to decide, and whether it is here.
pub(super) fn readiness(visit: &Visit, row: &BoardRow, case: &Case) -> [(&'static str, bool); 5] {
    let zone = visit.app.site.time_zone();
    let day = |at: jiff::Timestamp| at.to_zoned_datetime(zone.clone()).date();
    let today = case.neuro.last().is_some_and(|point| day(point.at) == day(visit.now));
    let answered = |question| case.proformas.answer("consultation", question).is_some();
    [
        ("images", row.images_viewable_at.is_some() || case.imaging.acquired.is_some()),
        ("report", case.spine.standing().is_some() || case.imaging.reported.is_some()),
        ("neuro today", today),
        ("histology", answered("primary_detail")),
        ("the person's view", answered("wishes")),
    ]
}
