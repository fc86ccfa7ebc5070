//! The plan on one page: what contradicts it first, then panel by panel who answers, what holds, which
//! clock watches, what the ward was told.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::plan::{Panel, Standing, contradictions, operation, radiotherapy, steroid};

use crate::case_page::sheet::{Sheet, instruction_view};
use crate::problem::Problem;
use crate::ui;
use crate::urgency::clock_view;
use crate::visit::Visit;
use crate::when;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "plan").await?;
    Ok(sheet.page(&visit, "Plan", StatusCode::OK, body(&visit, &sheet, html! {})))
}

/// The page, under what was refused.
pub(super) fn body(visit: &Visit, sheet: &Sheet, refused: Markup) -> Markup {
    let may = visit.may(Action::SetPlan) && sheet.file.case.is_open();
    html! {
        (refused)
        div class="actions" {
            a class="button-second" href={ "/cases/" (sheet.id) "/plan-letter" } { "Plan as a letter" }
            a class="button-second" href={ "/cases/" (sheet.id) "/plan-copy" } { "The person's copy" }
            @if sheet.file.case.plan.get(Panel::Steroid).is_some() {
                a class="button-second" href={ "/cases/" (sheet.id) "/steroid-card" } { "Steroid card" }
            }
        }
        (against(sheet))
        div class="grid plan" {
            @for panel in Panel::ALL { (card(visit, sheet, panel, may)) }
        }
    }
}

/// What does not go together, and why it is meant where somebody said so.
fn against(sheet: &Sheet) -> Markup {
    let plan = &sheet.file.case.plan;
    html! {
        @for one in contradictions(&sheet.file.case) {
            div data-contradiction=(one.key) {
                (ui::notice(ui::Tone::Warning, "This does not go together", html! {
                    p { (one.says) }
                    @for standing in one.panels.iter().filter_map(|panel| plan.get(*panel)).filter(|standing| !standing.set.because.is_empty()) {
                        p { "Meant, because " (standing.set.because) " (" (standing.by) ")." }
                    }
                }))
            }
        }
    }
}

fn card(visit: &Visit, sheet: &Sheet, panel: Panel, may: bool) -> Markup {
    let stands = sheet.file.case.plan.get(panel);
    let status = stands.map_or("none", |standing| standing.set.status.key());
    html! {
        section class="card" id={ "panel-" (panel.key()) } data-panel=(panel.key()) data-status=(status)
            aria-labelledby={ "title-" (panel.key()) } {
            h2 id={ "title-" (panel.key()) } { (panel.title()) }
            @if let Some(standing) = stands {
                p { strong { (standing.set.status.words()) } " · " (standing.set.owner) " · written by " (standing.by) " " (visit.time(standing.at)) }
                (answers(visit, standing))
                (computed(visit, sheet, standing))
                (told(visit, sheet, standing))
            } @else if panel == Panel::Ceiling {
                p { strong { "NOT RECORDED" } }
                p class="hint" { "Nobody has written down how far treatment goes. The " (panel.usual_owner()) " does, with the person." }
            } @else {
                p { "Nothing planned yet. The " (panel.usual_owner()) " writes it." }
            }
            (clocks(visit, sheet, panel))
            @if may {
                p { a class="button-small" href={ "/cases/" (sheet.id) "/plan/" (panel.key()) } {
                    @if stands.is_some() { "Change" } @else { "Write" } " " (panel.title().to_lowercase())
                } }
            }
        }
    }
}

/// What a panel says, and by when.
pub(super) fn answers(visit: &Visit, standing: &Standing) -> Markup {
    let set = &standing.set;
    let mut rows: Vec<(&str, Markup)> = set
        .panel
        .questions()
        .iter()
        .filter(|question| !set.answer(question.key).is_empty())
        .map(|question| (question.label, html! { (question.words(set.answer(question.key))) }))
        .collect();
    rows.extend(set.panel.times().iter().filter_map(|(name, label)| {
        let at = set.time(name)?;
        let over = *name == "expires" && at <= visit.now;
        Some((
            *label,
            html! { (when::full(at, &visit.app.site.time_zone())) @if over { " " strong { "Expired" } } },
        ))
    }));
    ui::summary_list(&rows)
}

/// What follows from the answers.
pub(super) fn computed(visit: &Visit, sheet: &Sheet, standing: &Standing) -> Markup {
    match standing.set.panel {
        Panel::Steroid => of_steroid(standing),
        Panel::Radiotherapy => of_radiotherapy(visit, sheet, standing),
        Panel::Operation => of_operation(sheet, standing),
        _ => html! {},
    }
}

fn of_steroid(standing: &Standing) -> Markup {
    let set = &standing.set;
    let mg: Option<f64> = set.answer("dose_mg").parse().ok();
    html! {
        @if set.answer("counts") == "phosphate" {
            @if let Some(base) = steroid::base_mg(set) {
                p { "As phosphate; it holds about " (format!("{base:.1}")) " mg of the base. Nothing was converted." }
            }
        }
        @if let Some(like) = mg.and_then(steroid::prednisolone_mg) {
            p class="hint" { "Works like about " (format!("{like:.0}")) " mg prednisolone. Not for replacement doses." }
        }
        (calendar(standing))
    }
}

/// The way down, day by day in runs, and the day without.
pub(super) fn calendar(standing: &Standing) -> Markup {
    let Some(calendar) = &standing.set.reduction else {
        return html! { p { strong { "No end date yet." } } };
    };
    html! {
        div class="table-frame scroll" tabindex="0" role="region" aria-label="Reduction" {
            table {
                caption { "Reduction, mg in 24 hours (" (standing.set.answer("counts")) ")" }
                thead { tr { th scope="col" { "From" } th scope="col" { "To" } th scope="col" { "mg" } } }
                tbody {
                    @for (from, to, mg) in steroid::steps(calendar) {
                        tr { td { (when::day(from)) } td { (when::day(to)) } td class="numeric" { (mg) } }
                    }
                    tr { td colspan="3" { strong { "None from " (when::day(calendar.stop)) } } }
                }
            }
        }
    }
}

fn of_radiotherapy(visit: &Visit, sheet: &Sheet, standing: &Standing) -> Markup {
    let set = &standing.set;
    let Some(course) = radiotherapy::planned(set) else { return html! {} };
    let case = &sheet.file.case;
    let given =
        usize::from(case.treatment.first_fraction.is_some()) + case.plan.further_fractions().len();
    let dose = |ratio: f64| course.equivalent(ratio);
    html! {
        p { (format!("{:.1}", course.total_gy())) " Gy in " (course.fractions) " to " (course.span)
            @if let (Some(tumour), Some(cord)) = (dose(radiotherapy::TUMOUR_GY), dose(radiotherapy::CORD_GY)) {
                ": EQD2 " (format!("{:.2}", tumour.eqd2_gy)) " Gy for tumour (ratio 10), "
                (format!("{:.2}", cord.eqd2_gy)) " Gy for the cord (ratio 2); BED " (format!("{:.2}", tumour.bed_gy)) " and " (format!("{:.2}", cord.bed_gy)) " Gy."
            }
        }
        @if let Some((levels, most)) = radiotherapy::overlap(set) {
            p { strong { "Cord together with earlier courses: up to " (format!("{most:.2}")) " Gy EQD2 (ratio 2) at "
                (levels.iter().map(|level| level.key()).collect::<Vec<_>>().join(", ")) "." } " No recovery counted." }
            (ui::why("Published limits of the cord", html! {
                ul { @for limit in &scores::bed_eqd2::CORD_LIMITS { li { (limit.setting) ": " (limit.finding) " (" (limit.source) ")" } } }
            }))
        }
        p data-fractions=(given) { strong { (given) " of " (course.fractions) } " fractions delivered." }
        @if visit.may(Action::RecordTreatment) && case.is_open() && given < usize::try_from(course.fractions).unwrap_or(0) {
            form class="screen-only" method="post" action={ "/cases/" (sheet.id) "/fractions" } {
                (ui::hidden("key", &visit.new_key()))
                (ui::text(&ui::Field { kind: "datetime-local", width: ui::Width::Medium, scope: "fraction", ..ui::Field::new("at", "Delivered; empty means now").optional() }))
                button class="button-small" type="submit" { "Record fraction " (given + 1) }
            }
        }
    }
}

fn of_operation(sheet: &Sheet, standing: &Standing) -> Markup {
    let missing = operation::not_ready(&sheet.file.case, &standing.set);
    html! {
        @if missing.is_empty() {
            p { "Nothing is missing for theatre." }
        } @else {
            ul { @for (_, message) in &missing { li { (message) } } }
        }
    }
}

fn told(visit: &Visit, sheet: &Sheet, standing: &Standing) -> Markup {
    let number = standing.set.instruction;
    let one = sheet.file.case.instructions.iter().find(|one| Some(one.number) == number);
    html! {
        @if let Some(one) = one {
            @let view = instruction_view(one, visit);
            p class="hint" { "The ward was told:" }
            p data-told=(one.number) { (one.text) }
            p class="hint" {
                @if one.state(visit.now) == "withdrawn" { "Withdrawn" } @else { (view.state.words()) }
                " · " (view.detail)
            }
        }
    }
}

fn clocks(visit: &Visit, sheet: &Sheet, panel: Panel) -> Markup {
    let zone = visit.app.site.time_zone();
    let own =
        sheet.file.case.clocks.iter().filter(|clock| panel.clocks().contains(&clock.id.as_str()));
    html! {
        div class="clocks" {
            @for view in own.filter_map(|clock| clock_view(clock, visit.now, &zone)) {
                (ui::clock_bar(&view, visit.now))
            }
        }
    }
}
