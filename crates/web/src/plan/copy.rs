//! What leaves the ward on paper: the plan as a letter, the person's own copy, the steroid card. The
//! ward's words are the same string everywhere; plain words stand beside them.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use pathway::plan::words::{WARNING_CHANGES, plain};
use pathway::plan::{Panel, Standing, contradictions, steroid};

use super::page::{answers, calendar, computed};
use crate::case_page::sheet::{self, Sheet, instruction_view, live};
use crate::problem::Problem;
use crate::ui;
use crate::visit::Visit;
use crate::when;

/// A sheet of paper: two identifiers on each page, who printed it when, what it says part by part;
/// no part is split between pages.
pub(crate) fn paper(visit: &Visit, sheet: &Sheet, title: &str, parts: &[Markup]) -> Markup {
    let row = &sheet.row;
    let known = |text: String| if text.is_empty() { "not known".to_owned() } else { text };
    let site = &visit.app.site;
    html! {
        div class="actions" { button class="button" type="button" data-print hidden { "Print" } }
        table class="paper" role="presentation" {
            thead { tr { td {
                strong { (row.person.name()) } " · Born " (known(sheet::born(row, visit)))
                " · NHS No. " (known(sheet::nhs_number(row))) " · Ref " (row.reference)
            } } }
            tbody { tr { td {
                h2 { (title) }
                p class="hint" { (site.name) " · printed " (when::full(visit.now, &site.time_zone()))
                    @if let Some(user) = visit.user() { " by " (user.name) }
                    ". Out of date when the plan changes." }
            } } @for part in parts { tr { td { (part) } } } }
        }
    }
}

/// The signs for which anybody calls at once, with the number.
pub(crate) fn warning_changes(visit: &Visit) -> Markup {
    html! {
        section class="slip-call" data-warning-changes {
            h3 { "Call " (ui::phone(&visit.app.site.coordinator_phone)) " at once if" }
            ul { @for change in WARNING_CHANGES { li { (change) } } }
            p { "Cannot get through, or cannot move your legs: call 999 and say that you have cancer and that it may press on the spinal cord." }
        }
    }
}

pub(super) async fn letter(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "plan letter").await?;
    let case = &sheet.file.case;
    let head = html! {
        p { "To " (sheet.row.referrer.name) ", " (sheet.row.referrer.role) ". Where: " (sheet.row.location) "." }
        @if let Some((decided, at)) = &case.treatment.decided {
            p { strong { "Decision: " (decided.outcome.words()) } ". " (decided.rationale) " (" (decided.owner) ", " (when::full(*at, &visit.app.site.time_zone())) ")" }
        }
        @for one in contradictions(case) { p { strong { "Note: " } (one.says) } }
    };
    let panels = Panel::ALL.into_iter().filter_map(|panel| match case.plan.get(panel) {
        Some(standing) => Some(in_letter(&visit, &sheet, standing)),
        None if panel == Panel::Ceiling => {
            Some(html! { h3 { (panel.title()) } p { strong { "NOT RECORDED" } } })
        }
        None => None,
    });
    let mut parts = vec![head];
    parts.extend(panels);
    parts.push(warning_changes(&visit));
    let body = paper(&visit, &sheet, "Plan", &parts);
    Ok(sheet.page(&visit, "Letter", StatusCode::OK, body))
}

fn in_letter(visit: &Visit, sheet: &Sheet, standing: &Standing) -> Markup {
    html! {
        section class="card" {
            h3 { (standing.set.panel.title()) ": " (standing.set.status.words()) }
            p { "Answers for it: " (standing.set.owner) "." }
            (answers(visit, standing))
            (computed(visit, sheet, standing))
        }
    }
}

pub(super) async fn person(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "person's copy of the plan").await?;
    let case = &sheet.file.case;
    let panel_of = |number: u32| {
        Panel::ALL
            .into_iter()
            .filter_map(|panel| case.plan.get(panel))
            .find(|standing| standing.set.instruction == Some(number))
    };
    let instructions: Vec<_> = live(&case.instructions, visit.now).collect();
    let body = html! {
        @if instructions.is_empty() { p { "Nothing is asked of the ward now." } }
        @for one in instructions {
            @let view = instruction_view(one, &visit);
            section class="card" data-copy=(one.number) data-state=(view.state.key()) {
                @if one.state(visit.now) == "expired" { p { strong { "Expired: ask before you move." } } }
                p { strong class="copy-text" { (one.text) } }
                @if let Some(standing) = panel_of(one.number) { p { (plain(&standing.set, &visit.app.site)) } }
            }
        }
    };
    let title = "Your plan: what staff were asked to do, and what it means";
    let body = paper(&visit, &sheet, title, &[body, warning_changes(&visit)]);
    Ok(sheet.page(&visit, "Letter", StatusCode::OK, body))
}

pub(super) async fn card(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "steroid card").await?;
    let case = &sheet.file.case;
    let standing = case.plan.get(Panel::Steroid).ok_or_else(Problem::not_found)?;
    let zone: TimeZone = visit.app.site.time_zone();
    let first = case
        .treatment
        .dexamethasone
        .as_ref()
        .map(|(_, at)| at.to_zoned_datetime(zone.clone()).date());
    let body = html! {
        p { strong { "I take a steroid: dexamethasone. Do not stop it suddenly." } }
        @if let Some(first) = first { p { "First dose on " (when::day(first)) "." } }
        p { "Dose when this was printed: " (standing.set.answer("dose_mg")) " mg in 24 hours (" (standing.set.answer("counts")) "), " (standing.set.answer("product")) "." }
        (calendar(standing))
        @if steroid::needs_card(&standing.set, first) {
            p { strong { "Carry this card." } " After this course the body may make too little steroid of its own for some time." }
        } @else {
            p { "A short course: the card is for your own information." }
        }
        ul {
            li { "Ill with fever or vomiting: call at once. You may need more steroid, not less." }
            li { "Before any operation, tell the team that you take or took it." }
            li { "Thirst, passing much urine, black stools, a changed mood or no sleep: tell staff." }
            li { "Keep away from people with chickenpox or measles. No live vaccine." }
        }
        p { "Steroid emergency: hydrocortisone is given by the emergency team without waiting for tests." }
    };
    let body = paper(&visit, &sheet, "Steroid card", &[body, warning_changes(&visit)]);
    Ok(sheet.page(&visit, "Letter", StatusCode::OK, body))
}
