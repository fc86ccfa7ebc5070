//! The Imaging tab: the strip, what somebody has to hear, the scans, their images, the reports.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::imaging::scan::{Scan, Transfer, TransferState};
use pathway::spine::report::Signed;
use pathway::spine::summary::summary;

use super::{result, step, strip, worklist};
use crate::case_page::sheet::Sheet;
use crate::form::KEY;
use crate::problem::Problem;
use crate::spine;
use crate::ui::{self, Field};
use crate::urgency::clock_view;
use crate::visit::Visit;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "imaging").await?;
    let case = &sheet.file.case;
    let open = case.is_open();
    let body = html! {
        @for critical in &case.spine.critical { (result::alert(&visit, sheet.id, critical)) }
        div class="actions" {
            @if open && visit.may(Action::OrderImaging) {
                a class="button" href={ "/cases/" (sheet.id) "/imaging/request" } { "Ask for a scan" }
            }
            @if open && visit.may(Action::ReportSpine) {
                a class="button-second" href={ "/cases/" (sheet.id) "/spine" } {
                    @if case.spine.unsigned.is_some() { "Go on with the report" } @else { "Report level by level" }
                }
            }
        }
        h2 { "Scans" }
        @if case.imaging.scans.is_empty() {
            (ui::empty_state(html! { p { "No scan yet. Ask for one here; radiology sees it at once." } }))
        }
        @for scan in case.imaging.scans.iter().rev() { (scan_card(&visit, &sheet, scan)) }
        (transfer(&visit, &sheet))
        h2 { "Reports" }
        @if let Some(unsigned) = &case.spine.unsigned {
            p { "Not signed: saved by " (unsigned.by) " " (visit.time(unsigned.at)) "." }
        }
        @if case.spine.signed.is_empty() { p { "No level-by-level report is signed yet." } }
        @for signed in case.spine.signed.iter().rev() { (report(&visit, &sheet, signed)) }
        @if open && visit.may(Action::RecordFindings) { (spine::pain_form(&visit, &sheet)) }
    };
    Ok(sheet.page(&visit, "Imaging", StatusCode::OK, body))
}

fn scan_card(visit: &Visit, sheet: &Sheet, scan: &Scan) -> Markup {
    let zone = visit.app.site.time_zone();
    let clock = worklist::clock_of(&sheet.file.case.clocks, scan)
        .and_then(|clock| clock_view(clock, visit.now, &zone));
    html! {
        section class="card scan" id={ "scan-" (scan.number) } data-scan=(scan.number)
            data-stage=(scan.stage.key()) tabindex="-1" {
            h3 { (scan.modality.words()) }
            @if let Some(clock) = clock { (ui::clock_bar(&clock, visit.now)) }
            (scan_facts(visit, scan))
            @if sheet.file.case.is_open() { (step::taps(visit, sheet.id, scan, "case")) }
        }
    }
}

/// What a scan is asked for and how far it is, in words.
pub(super) fn scan_facts(visit: &Visit, scan: &Scan) -> Markup {
    let request = &scan.request;
    let mut rows: Vec<(&str, Markup)> = vec![(
        "Stands",
        html! {
            strong { (scan.stage.words()) }
            @if let Some((_, at)) = scan.done { " · done " (visit.time(at)) }
            @else if let Some(slot) = scan.slot { " · slot " (visit.time(slot)) }
            @if !scan.place.is_empty() { " · " (scan.place) }
        },
    )];
    rows.push(("Asked for", html! { (scan.by) " " (visit.time(scan.requested_at)) }));
    if !request.indication.is_empty() {
        rows.push(("Why", html! { (request.indication) }));
    }
    if !request.sequences.is_empty() {
        let how: Vec<&str> = request.sequences.iter().map(|one| one.words()).collect();
        rows.push(("How", html! { (how.join(" · ")) }));
    }
    if scan.modality == pathway::imaging::Modality::MriWholeSpine && scan.done.is_none() {
        let open = request.safety.for_the_telephone();
        let words =
            if open.is_empty() { "nothing unsafe, all known".into() } else { open.join(" · ") };
        rows.push(("MRI safety", html! { (words) }));
    }
    if let Some(because) = &request.xray_because {
        rows.push(("X-ray all the same", html! { (because) }));
    }
    html! {
        (ui::summary_list(&rows))
        @if !scan.said.is_empty() {
            details {
                summary { "Steps so far (" (scan.said.len()) ")"
                    @if let Some(last) = scan.last_words() { ": " (last.step.words()) ", " (last.words) }
                }
                ol {
                    @for said in &scan.said {
                        li { (said.step.words()) @if !said.words.is_empty() { ": " (said.words) } " · " (said.by) " " (visit.time(said.at)) }
                    }
                }
            }
        }
    }
}

/// Every state with its time; the ones to come say so.
fn transfer(visit: &Visit, sheet: &Sheet) -> Markup {
    let transfer = Transfer::of(&sheet.file.case);
    let state = transfer.state();
    let zone = visit.app.site.time_zone();
    let clock = sheet.file.case.clocks.iter().rev().find(|clock| clock.id == "CLK-IMGX");
    html! {
        h2 { "Images from elsewhere" }
        p { "Now: " strong data-transfer { (state.words()) } }
        ol class="steps" {
            @for one in TransferState::ALL.into_iter().filter(|one| *one != TransferState::NotRequested) {
                li class=[transfer.at(one).is_some().then_some("step-done")] aria-current=[(one == state).then_some("step")] {
                    strong { (one.words()) }
                    @match transfer.at(one) { Some(at) => (visit.time(at)), None => "not yet" }
                }
            }
        }
        @if let Some(clock) = clock.filter(|clock| clock.runs()).and_then(|clock| clock_view(clock, visit.now, &zone)) {
            (ui::clock_bar(&clock, visit.now))
        }
    }
}

fn report(visit: &Visit, sheet: &Sheet, signed: &Signed) -> Markup {
    let case = &sheet.file.case;
    let read = &signed.report;
    html! {
        section class="card" data-report=(signed.number) {
            h3 { (read.modality.words()) ", signed by " (signed.by) " " (visit.time(signed.at)) }
            p { (summary(read, &case.spine.pain)) }
            (ui::summary_list(&[
                ("Conclusion", html! { (read.conclusion.words()) }),
                ("In words", html! { @if read.impression.is_empty() { "none beside the summary" } @else { (read.impression) } }),
                ("How", html! { @if read.technique.is_empty() { "not said" } @else { (read.technique) } }),
                ("Compared with", html! { @if read.comparison.is_empty() { "not said" } @else { (read.comparison) } }),
            ]))
            (spine::table(read, &case.spine.pain))
            @for (text, by, at) in &signed.addenda {
                p { strong { "Addendum: " } (text) " · " (by) " " (visit.time(*at)) }
            }
            details {
                summary { "In a patient's words" }
                (ui::strip_plain(&strip::plain(read)))
            }
            @if visit.may(Action::ReportSpine) {
                details {
                    summary { "Add to this report" }
                    form method="post" action={ "/cases/" (sheet.id) "/spine/" (signed.number) "/addendum" } {
                        (ui::hidden(KEY, &visit.new_key()))
                        @let scope = format!("addendum-{}", signed.number);
                        (ui::textarea(&Field { scope: &scope, ..Field::new("text", "Addendum; what was signed stays as it is") }, 2))
                        button class="button-second" type="submit" { "Add addendum" }
                    }
                }
            }
        }
    }
}
