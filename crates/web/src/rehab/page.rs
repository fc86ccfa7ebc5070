//! The page a therapist opens first: what the person may do today, how they are beside the start, what
//! they want, what was done, and how they leave.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::plan::mobility::{ASK, NO_ORDER};
use pathway::proforma::Filled;
use pathway::rehab::forms::{ASSESSMENT, DISCHARGE_PLAN, MEASURES};
use pathway::rehab::{EXAMINE, FollowUp};
use rules::Milestone;

use super::form::{Forms, Part};
use crate::case_page::sheet::{Sheet, instruction_view, is_order, live};
use crate::problem::Problem;
use crate::ui;
use crate::urgency::clock_view;
use crate::visit::Visit;
use crate::when;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "rehab").await?;
    let forms = Forms::untouched(&visit, &sheet);
    Ok(sheet.page(&visit, "Rehab", StatusCode::OK, body(&visit, &sheet, &forms)))
}

pub(super) fn body(visit: &Visit, sheet: &Sheet, forms: &Forms<'_>) -> Markup {
    let case = &sheet.file.case;
    let may = visit.may(Action::RecordRehab);
    html! {
        (forms.errors())
        (order(visit, sheet, forms))
        @if case.tasks.iter().any(|task| task.what == EXAMINE && task.done.is_none()) {
            (ui::notice(ui::Tone::Stop, "Power was worse in a session", html! {
                p { "The urgency was decided again. " a href={ "/cases/" (sheet.id) "/neuro" } { "Record the one-minute neuro now" } "." }
            }))
        }
        div class="with-rail" {
            div {
                (measures(visit, sheet))
                (goals(visit, sheet, forms, may))
                (sessions(visit, sheet))
                (home(sheet))
            }
            aside class="rail screen-only" aria-labelledby="rehab-do" {
                h2 id="rehab-do" { "Record" }
                @if may && case.is_open() {
                    (forms.folded(Part::Session))
                    (forms.folded(Part::Goal))
                    p { a class="button-second" href={ "/cases/" (sheet.id) "/proforma/" (ASSESSMENT.key) } { "Assessment: measures, falls, home" } }
                }
                (referrals(visit, sheet, forms))
                p { a href={ "/cases/" (sheet.id) "/rehab/sheet" } { "Sheet for the person: goals and warning changes" } }
            }
        }
        (leaving(visit, sheet, forms, may))
    }
}

/// What the person may do today, or that nobody said so.
fn order(visit: &Visit, sheet: &Sheet, forms: &Forms<'_>) -> Markup {
    let case = &sheet.file.case;
    let orders: Vec<_> = live(&case.instructions, visit.now).filter(|one| is_order(one)).collect();
    let asked = case.tasks.iter().find(|task| task.what == ASK && task.done.is_none());
    html! {
        section class="card" aria-labelledby="order-title" data-order {
            h2 id="order-title" { "Today's mobility order" }
            @for one in &orders { (ui::instruction_line(&instruction_view(one, visit))) }
            @if !orders.iter().any(|one| one.is_live(visit.now)) {
                p { strong { (NO_ORDER) } }
                @if let Some(task) = asked {
                    p { "Asked for " (visit.time(task.set_at)) "; due " (task.due.map(|due| visit.time(due)).unwrap_or_default()) "." }
                } @else if visit.may(Action::RecordRehab) && case.is_open() {
                    (forms.button_only("order", "Ask for a mobility order"))
                }
            }
        }
    }
}

/// The assessments that count: signed ones, and the one being filled in.
fn assessments(sheet: &Sheet) -> &[Filled] {
    sheet.file.case.proformas.of(ASSESSMENT.key)
}

/// Each measure at the start, now, and between.
fn measures(visit: &Visit, sheet: &Sheet) -> Markup {
    let rows: Vec<_> = MEASURES
        .iter()
        .filter_map(|(key, more_is_better)| {
            let (_, question) = ASSESSMENT.question(key)?;
            let values: Vec<(f64, String, String)> = assessments(sheet)
                .iter()
                .filter_map(|filled| {
                    let entry = filled.entry(key)?;
                    let number = entry.value.parse().ok()?;
                    Some((number, question.words(&entry.value), visit.time(entry.at)))
                })
                .collect();
            (!values.is_empty()).then_some((question.label, *more_is_better, values))
        })
        .collect();
    html! {
        h2 { "Measures over time" }
        @if rows.is_empty() {
            (ui::empty_state(html! { p { "No measures yet. The first assessment by physiotherapy or occupational therapy is the baseline." } }))
        } @else {
            div class="table-frame scroll" tabindex="0" role="region" aria-label="Measures over time" {
                table {
                    thead { tr { th scope="col" { "Measure" } th scope="col" { "Baseline" } th scope="col" { "Now" } th scope="col" { "Change" } th scope="col" { "Course" } } }
                    tbody {
                        @for (label, more_is_better, values) in &rows {
                            @if let (Some(first), Some(last)) = (values.first(), values.last()) {
                                tr {
                                    th scope="row" { (label) }
                                    td { (first.1) span class="hint" { " " (first.2) } }
                                    td { (last.1) span class="hint" { " " (last.2) } }
                                    td { (change(first.0, last.0, *more_is_better)) }
                                    td { (course(values)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn change(first: f64, last: f64, more_is_better: bool) -> &'static str {
    if (last - first).abs() < f64::EPSILON {
        "the same"
    } else if (last > first) == more_is_better {
        "better"
    } else {
        "worse"
    }
}

/// A small line from the first value to the last; the table says the same.
fn course(values: &[(f64, String, String)]) -> Markup {
    let least = values.iter().map(|one| one.0).fold(f64::INFINITY, f64::min);
    let most = values.iter().map(|one| one.0).fold(f64::NEG_INFINITY, f64::max);
    let height = (most - least).max(1.0);
    let points: Vec<String> = values
        .iter()
        .zip(0_u32..)
        .map(|((value, ..), n)| {
            format!("{},{:.1}", 4 + n * 16, 20.0 - (value - least) / height * 16.0)
        })
        .collect();
    let width = 8 + values.len().saturating_sub(1) * 16;
    html! {
        @if values.len() > 1 {
            svg class="course" width=(width) height="24" viewBox={ "0 0 " (width) " 24" } aria-hidden="true" focusable="false" {
                polyline points=(points.join(" ")) fill="none" stroke="currentColor" stroke-width="2" {}
            }
        }
    }
}

fn goals(visit: &Visit, sheet: &Sheet, forms: &Forms<'_>, may: bool) -> Markup {
    let case = &sheet.file.case;
    html! {
        h2 { "Goals" }
        @if case.rehab.goals.is_empty() { p { "No goal yet. Ask what the person wants to be able to do." } }
        ul class="story" {
            @for goal in &case.rehab.goals {
                li data-goal=(goal.number) {
                    "\u{201c}" (goal.words) "\u{201d}"
                    @if let Some(by) = goal.by { " by " (when::day(by)) }
                    @match &goal.ended {
                        Some((ended, at)) => { " · " strong { @if ended.reached { "reached" } @else { "given up" } } " " (visit.time(*at)) " " (ended.note) },
                        None if may && case.is_open() => (forms.end_goal(goal.number)),
                        None => {},
                    }
                }
            }
        }
    }
}

fn sessions(visit: &Visit, sheet: &Sheet) -> Markup {
    let sessions = &sheet.file.case.rehab.sessions;
    html! {
        h2 { "Sessions" }
        @if sessions.is_empty() { p { "No session is logged yet." } }
        ol class="story" reversed {
            @for session in sessions.iter().rev() {
                li data-session=(session.entry) {
                    time datetime=(session.at) { (visit.time(session.at)) } " " (session.recorded.did)
                    @if let Some(minutes) = session.recorded.minutes { " · " (minutes) " min" }
                    @if let Some(power) = session.recorded.power { " · power " strong { (power.words()) } }
                    @if let Some(walking) = session.recorded.walking { " · " (walking.words()) }
                    @if let Some(pain) = session.recorded.pain { " · pain " (pain) "/10" }
                    span class="hint" { " " (session.by) }
                }
            }
        }
    }
}

/// Falls, home, equipment, transport as last answered.
fn home(sheet: &Sheet) -> Markup {
    let proformas = &sheet.file.case.proformas;
    let said = |section: &str| -> Vec<(&str, Markup)> {
        ASSESSMENT
            .questions()
            .filter(|(own, _)| own.key == section)
            .filter_map(|(_, question)| {
                let entry = proformas.answer(ASSESSMENT.key, question.key)?;
                Some((question.label, html! { (question.words(&entry.value)) }))
            })
            .collect()
    };
    let (falls, at_home) = (said("falls"), said("home"));
    let words = |key: &str| {
        let entry = proformas.answer(ASSESSMENT.key, key);
        let all = entry.map_or("", |entry| entry.value.as_str());
        all.split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (ordered, delivered) = (words("equipment_ordered"), words("equipment_delivered"));
    let waiting = ordered.iter().filter(|one| !delivered.contains(one)).count();
    html! {
        h2 { "Falls" }
        @if falls.is_empty() { p { "Risk of falls is not assessed yet." } } @else { (ui::summary_list(&falls)) }
        h2 { "Home and equipment" }
        @if at_home.is_empty() { p { "The home was not asked about yet." } } @else { (ui::summary_list(&at_home)) }
        @if waiting > 0 { p { strong { (waiting) } " ordered and not delivered yet." } }
    }
}

/// The two referrals with their clocks, counted from admission.
fn referrals(visit: &Visit, sheet: &Sheet, forms: &Forms<'_>) -> Markup {
    const STEPS: [(Milestone, &str, &str); 3] = [
        (Milestone::Admission, "", "Record admission"),
        (Milestone::PhysiotherapyReferral, "CLK-PHYSIO", "Refer to physiotherapy"),
        (Milestone::OccupationalTherapyReferral, "CLK-OT", "Refer to occupational therapy"),
    ];
    let case = &sheet.file.case;
    let zone = visit.app.site.time_zone();
    html! {
        h3 { "Referrals" }
        @for (milestone, clock, words) in STEPS {
            @for view in case.clocks.iter().filter(|one| one.id == clock).filter_map(|one| clock_view(one, visit.now, &zone)) {
                (ui::clock_bar(&view, visit.now))
            }
            @match case.latest(milestone) {
                Some(at) => p { (words) ": done " (visit.time(at)) },
                None if visit.may(Action::RecordRehab) && case.is_open() => (forms.step(milestone, words)),
                None => p { (words) ": not done" },
            }
        }
    }
}

fn leaving(visit: &Visit, sheet: &Sheet, forms: &Forms<'_>, may: bool) -> Markup {
    let case = &sheet.file.case;
    let plan = case.proformas.latest(DISCHARGE_PLAN.key);
    let signed = plan.and_then(|plan| plan.signed.as_ref());
    html! {
        section class="card" aria-labelledby="leaving-title" {
            h2 id="leaving-title" { "Leaving hospital" }
            @match (plan, signed) {
                (_, Some((by, at))) => p { "Discharge plan signed by " (by) " " (visit.time(*at)) "." },
                (Some(_), None) => p { "The discharge plan is begun and not signed yet." },
                (None, None) => p { "There is no discharge plan yet. Planning starts on admission." },
            }
            p class="cluster" {
                @if may && case.is_open() { a class="button-second" href={ "/cases/" (sheet.id) "/proforma/" (DISCHARGE_PLAN.key) } { "Discharge plan" } }
                a href={ "/cases/" (sheet.id) "/rehab/discharge-plan" } { "Print discharge plan" }
            }
            @match &case.rehab.discharge {
                None if may && case.is_open() => (forms.folded(Part::Discharge)),
                None => p { "Not discharged." },
                Some(discharge) => {
                    p { "Discharged " (visit.time(discharge.at)) " by " (discharge.by) @if !discharge.reason.is_empty() { ". Without a plan: " (discharge.reason) } "." }
                    @for call in &discharge.follow_ups { (follow_up(visit, call, forms, may)) }
                },
            }
        }
    }
}

fn follow_up(visit: &Visit, call: &FollowUp, forms: &Forms<'_>, may: bool) -> Markup {
    let late = !call.done() && call.due <= visit.now;
    html! {
        div data-call=(call.check.key()) data-due=(call.due) {
            h3 { "Call " (call.check.words()) }
            p {
                @if call.done() { "Done" } @else if late { strong { "Due since " (visit.time(call.due)) } } @else { "Due " (visit.time(call.due)) }
            }
            @for (made, at) in &call.tries {
                p class="hint" { (visit.time(*at)) ": " @if made.reached { "spoken with" } @else { "nobody reached" }
                    @if made.answers.iter().any(|(_, worse)| *worse) { strong { ", something is worse" } }
                    " " (made.note) }
            }
            @if may && !call.done() { (forms.folded(Part::Call(call.check))) }
        }
    }
}
