//! One tap moves a scan on. What needs words and came without them is asked for on a page of its
//! own, with everything typed kept.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use pathway::imaging::scan::{ProgressScan, Scan, ScanStage, ScanStep};
use pathway::imaging::{AcquireImaging, Modality};
use pathway::{CaseId, Command, Refusal, Role};
use store::Outcome;

use super::{Typed, Wrong};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, Width};
use crate::visit::{View, Visit, to};

/// The scan is done: the one tap that is an event of its own.
const DONE: &str = "done";

pub(super) async fn send(
    visit: Visit,
    Path((id, number)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let case: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let number: u32 = number.parse().map_err(|_| Problem::not_found())?;
    let row = visit.app.store.row(case).await?.ok_or_else(Problem::not_found)?;
    let scan = row.scans.iter().find(|scan| scan.number == number);
    let command = match command(&visit, number, &form) {
        Ok(command) => command,
        Err(wrong) => return Ok(again(&visit, case, number, scan, &form, wrong)),
    };
    match visit.try_submit(visit.actor(Role::Radiology), case, command, &form).await? {
        Outcome::Done { .. } => Ok(to(&back(&form, case, number))),
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            let wrong = Wrong::new(field, message);
            Ok(again(&visit, case, number, scan, &form, wrong))
        }
        Outcome::Refused(Refusal::AlreadyDone { by, at }) => {
            let body = html! {
                p class="lead" { (by) " has done this already, " (visit.time(at)) ". Nothing was changed." }
                p { a href=(back(&form, case, number)) { "Back" } }
            };
            Ok(visit.page(View { status: StatusCode::CONFLICT, ..View::new("Already done", body) }))
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

/// To the list or the case, where the person was.
fn back(form: &Form, case: CaseId, number: u32) -> String {
    if form.get("from") == "list" {
        format!("/radiology#scan-{case}-{number}")
    } else {
        format!("/cases/{case}/imaging#scan-{number}")
    }
}

fn command(visit: &Visit, number: u32, form: &Form) -> Result<Command, Wrong> {
    let instant = |field: &str| -> Result<Option<Timestamp>, Wrong> {
        let zone = visit.app.site.time_zone();
        form.instant(field, &zone).map_err(|message| Wrong::new(field, message))
    };
    let at = instant("at")?;
    if form.get("step") == DONE {
        // The number says which; the kind is the scan's own.
        let modality = Modality::MriWholeSpine;
        return Ok(Command::AcquireImaging(AcquireImaging { modality, number: Some(number), at }));
    }
    Ok(Command::ProgressScan(ProgressScan {
        number,
        step: ScanStep::from_key(form.get("step"))
            .ok_or_else(|| Wrong::new("step", "Choose what happened."))?,
        words: form.get("words").to_owned(),
        slot: instant("slot")?,
        place: form.get("place").to_owned(),
        at,
    }))
}

/// What is missing, on a page of its own.
fn again(
    visit: &Visit,
    case: CaseId,
    number: u32,
    scan: Option<&Scan>,
    form: &Form,
    wrong: Wrong,
) -> Response {
    let wrong = [wrong];
    let typed = Typed { form, wrong: &wrong };
    let step = form.get("step");
    let words = ScanStep::from_key(step).map_or("Scan done", ScanStep::words);
    let booked = step == ScanStep::Booked.key();
    let body = html! {
        (ui::error_summary(&typed.errors()))
        @if let Some(scan) = scan { p { (scan.modality.words()) " · " (scan.stage.words()) } }
        form method="post" action={ "/cases/" (case) "/scan/" (number) } {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::hidden("from", form.get("from")))
            @if ScanStep::from_key(step).is_none() && step != DONE {
                (ui::select(&typed.field("step", "What happened"), &ScanStep::ALL.map(|step| Choice::new(step.key(), step.words()))))
            } @else {
                (ui::hidden("step", step))
            }
            @if booked || !form.get("slot").is_empty() {
                (ui::text(&Field { kind: "datetime-local", width: Width::Medium, ..typed.field("slot", "Slot") }))
                (ui::text(&typed.field("place", "Where").optional().width(Width::Medium)))
            }
            (ui::textarea(&Field { optional: booked, ..typed.field("words", "In words") }, 3))
            @if !form.get("at").is_empty() {
                (ui::text(&Field { kind: "datetime-local", width: Width::Medium, ..typed.field("at", "When it happened") }))
            }
            div class="actions" {
                button class="button" type="submit" { "Save: " (words) }
                a href=(back(form, case, number)) { "Back without saving" }
            }
        }
    };
    visit.page(View {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        ..View::new("Move a scan on", body)
    })
}

/// The taps a scan has now, most likely first.
pub(super) fn taps(visit: &Visit, case: CaseId, scan: &Scan, from: &str) -> Markup {
    if !visit.may(Action::MoveScan) || !scan.is_open() {
        return html! {};
    }
    let vets = visit.role() == Some(Role::Radiology);
    let waits = matches!(scan.stage, ScanStage::Requested | ScanStage::Asked);
    let id = format!("{case}-{}", scan.number);
    let tap = |step: &str, label: &str| {
        html! {
            button class="button-small" type="submit" name="step" value=(step) {
                (label) span class="visually-hidden" { ": " (scan.modality.words()) " " (scan.number) }
            }
        }
    };
    let step = |step: ScanStep, label: &str| tap(step.key(), label);
    let scope =
        |name: &'static str, label: &'static str| Field { scope: &id, ..Field::new(name, label) };
    html! {
        form class="scan-steps" method="post" action={ "/cases/" (case) "/scan/" (scan.number) } {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::hidden("from", from))
            @if scan.done.is_none() {
                (ui::text(&Field { optional: true, ..scope("words", "Words") }))
                @if vets && waits {
                    (step(ScanStep::Accepted, "Accept"))
                    (step(ScanStep::Asked, "Ask"))
                    (step(ScanStep::Declined, "Decline"))
                    @if scan.modality == Modality::MriWholeSpine { (step(ScanStep::NotSafe, "MRI not safe: CT instead")) }
                }
                @if scan.stage == ScanStage::Asked { (step(ScanStep::Answered, "Answer")) }
                @if scan.stage != ScanStage::OnTable { (step(ScanStep::OnTable, "On table")) }
                (tap(DONE, "Done"))
            }
        }
        form class="scan-steps" method="post" action={ "/cases/" (case) "/scan/" (scan.number) } {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::hidden("from", from))
            span { "Images:" }
            (step(ScanStep::ImagesRequested, "Requested"))
            (step(ScanStep::ImagesSent, "Images sent"))
            (step(ScanStep::ImagesReceived, "Received"))
            (step(ScanStep::ImagesViewable, "Viewable"))
        }
        @if scan.done.is_none() {
            form class="scan-steps" method="post" action={ "/cases/" (case) "/scan/" (scan.number) } {
                (ui::hidden(KEY, &visit.new_key()))
                (ui::hidden("from", from))
                (ui::text(&Field { kind: "datetime-local", width: Width::Medium, ..scope("slot", "Slot") }))
                (ui::text(&Field { optional: true, width: Width::Medium, ..scope("place", "Where") }))
                (step(ScanStep::Booked, if scan.slot.is_some() { "Move slot" } else { "Book" }))
            }
        }
    }
}
