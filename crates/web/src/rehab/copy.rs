//! What the person takes along: the discharge plan, and a sheet with goals. Each carries the warning
//! changes.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::plan::Panel;
use pathway::plan::words::plain;
use pathway::rehab::forms::DISCHARGE_PLAN;

use crate::case_page::sheet::Sheet;
use crate::plan::{paper, warning_changes};
use crate::problem::Problem;
use crate::ui;
use crate::visit::Visit;
use crate::when;

pub(super) async fn sheet(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "rehab sheet").await?;
    let case = &sheet.file.case;
    let order = case.plan.in_force(Panel::Mobility);
    let body = html! {
        h3 { "How you may move" }
        @if let Some(set) = order {
            p { (plain(set, &visit.app.site)) }
        } @else { p { "Ask staff before you get up." } }
        (goals(&sheet))
    };
    let body = paper(&visit, &sheet, "Your goals", &[body, warning_changes(&visit)]);
    Ok(sheet.page(&visit, "Letter", StatusCode::OK, body))
}

fn goals(sheet: &Sheet) -> Markup {
    let open = sheet.file.case.rehab.goals.iter().filter(|goal| goal.ended.is_none());
    html! {
        h3 { "What you want to be able to do" }
        ul {
            @for goal in open {
                li { "\u{201c}" (goal.words) "\u{201d}" @if let Some(by) = goal.by { " by " (when::day(by)) } }
            }
        }
    }
}

pub(super) async fn discharge_plan(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "discharge plan").await?;
    let case = &sheet.file.case;
    let zone = visit.app.site.time_zone();
    let plan = case.proformas.latest(DISCHARGE_PLAN.key);
    let body = html! {
        @if let Some(plan) = plan {
            @for section in DISCHARGE_PLAN.sections {
                @let rows: Vec<(&str, Markup)> = section.questions.iter().filter_map(|question| {
                    let entry = plan.entry(question.key)?;
                    Some((question.label, html! { (question.words(&entry.value)) }))
                }).collect();
                @if !rows.is_empty() { h3 { (section.title) } (ui::summary_list(&rows)) }
            }
            @match &plan.signed {
                Some((by, at)) => p { "Signed by " (by) ", " (when::full(*at, &zone)) },
                None => p { strong { "Not signed yet." } },
            }
        } @else {
            p { strong { "No discharge plan is written yet." } }
        }
        @if let Some(steroid) = case.plan.in_force(Panel::Steroid) { h3 { "Steroid" } p { (plain(steroid, &visit.app.site)) } }
        (goals(&sheet))
        @if let Some(discharge) = &case.rehab.discharge {
            h3 { "We call you" }
            ul { @for call in &discharge.follow_ups { li { (when::full(call.due, &zone)) } } }
        }
    };
    let body = paper(&visit, &sheet, "Discharge plan", &[body, warning_changes(&visit)]);
    Ok(sheet.page(&visit, "Letter", StatusCode::OK, body))
}
