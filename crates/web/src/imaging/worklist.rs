//! The scans of every case in the order in which they matter: tier, then what is due first. Each is
//! moved on with one tap, by keyboard and without script.

use std::sync::Arc;

use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use pathway::board::BoardRow;
use pathway::clock::RunningClock;
use pathway::imaging::scan::Scan;
use store::{BoardFilter, Seen};

use super::page::scan_facts;
use super::step;
use crate::case_page::sheet::born;
use crate::problem::Problem;
use crate::ui::{self, Audience};
use crate::urgency::{clock_view, staff_view};
use crate::visit::{View, Visit};

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let rows = visit.app.store.board(BoardFilter::default()).await?;
    visit.app.store.saw(Seen {
        case: None,
        actor: visit.actor(pathway::Role::Radiology),
        now: visit.now,
        page: "radiology".into(),
    });
    let scans = in_order(&rows);
    let unheard: Vec<&Arc<BoardRow>> = rows.iter().filter(|row| row.critical.is_some()).collect();
    let body = html! {
        p class="hint" {
            "By urgency, then by what is due first. A scan leaves the list when it is reported or declined."
        }
        @for row in unheard {
            @if let Some(result) = &row.critical { div { a href={ "/cases/" (row.case) "/imaging" } { (row.reference) } (super::result::alert(&visit, row.case, result)) } }
        }
        div data-follow="/board/stream" aria-live="polite" {
            p { strong { (scans.len()) @if scans.len() == 1 { " scan" } @else { " scans" } } " to do" }
            @if scans.is_empty() {
                (ui::empty_state(html! { p { "No scan waits. One appears here when somebody asks for it on a case's Imaging page." } }))
            }
            @for (row, scan) in &scans { (item(&visit, row, scan)) }
        }
    };
    let scripts: &[&ui::assets::Asset] = &[&ui::assets::FOLLOW_JS];
    Ok(visit.page(View { scripts, refresh: true, ..View::new("Radiology", body) }))
}

/// Every open scan with its row: tier, then the clock it answers, then who waited longest.
fn in_order(rows: &[Arc<BoardRow>]) -> Vec<(&BoardRow, &Scan)> {
    let mut scans: Vec<(&BoardRow, &Scan)> =
        rows.iter().flat_map(|row| row.scans.iter().map(move |scan| (&**row, scan))).collect();
    scans.sort_by_key(|(row, scan)| {
        let due = clock_of(&row.clocks, scan).map_or(Timestamp::MAX, |clock| clock.due);
        (row.tier.rank(), due, scan.requested_at, scan.number)
    });
    scans
}

/// The clock that waits for this scan: the scan's own, and the report's once it is done.
pub(super) fn clock_of<'a>(clocks: &'a [RunningClock], scan: &Scan) -> Option<&'a RunningClock> {
    use pathway::imaging::Modality;
    if !Modality::WHOLE_SPINE.contains(&scan.modality) {
        return None;
    }
    let wanted: &[&str] =
        if scan.done.is_some() { &["CLK-REPORT"] } else { &["CLK-MRI24", "CLK-MRI168"] };
    let mut running: Vec<&RunningClock> =
        clocks.iter().filter(|clock| clock.runs() && wanted.contains(&clock.id.as_str())).collect();
    running.sort_by_key(|clock| clock.due);
    running.first().copied()
}

fn item(visit: &Visit, row: &BoardRow, scan: &Scan) -> Markup {
    let site = &visit.app.site;
    let tier = staff_view(row.tier, row.tier_due, row.told_emergency_at, site, visit.now);
    let zone = site.time_zone();
    let clock = clock_of(&row.clocks, scan).and_then(|clock| clock_view(clock, visit.now, &zone));
    html! {
        section class="card scan" id={ "scan-" (row.case) "-" (scan.number) } data-case=(row.case)
            data-scan=(scan.number) data-stage=(scan.stage.key()) tabindex="-1" {
            h2 {
                a href={ "/cases/" (row.case) "/imaging" } {
                    (scan.modality.words()) ": " span data-private { (row.person.name()) }
                }
            }
            p {
                "Born " span data-private { (born(row, visit)) } " · " (row.location) " · Ref " (row.reference)
            }
            (ui::tier_badge(&tier, Audience::Staff))
            @if let Some(clock) = clock { (ui::clock_bar(&clock, visit.now)) }
            (scan_facts(visit, scan))
            (step::taps(visit, row.case, scan, "list"))
            @if scan.done.is_some() && visit.may(access::Action::ReportSpine) {
                p { a class="button-second" href={ "/cases/" (row.case) "/spine" } { "Report level by level" span class="visually-hidden" { ": " (row.reference) } } }
            }
        }
    }
}
