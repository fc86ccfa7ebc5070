//! A recorded worksheet: as it was written, what it means today, what it meant then, and the
//! difference from the one before. It prints on one A4 page in a layout of our own.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use isncsci::{Dermatome, Exam, Place, SideName};
use maud::{Markup, html};
use pathway::isncsci_exam::{IsncsciExam, Understood, Worksheet, changes, words};

use super::{grid, score, signs};
use crate::case_page::sheet::Sheet;
use crate::problem::Problem;
use crate::ui::{self, Side};
use crate::visit::Visit;

pub(super) async fn show(
    visit: Visit,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let entry: u64 = entry.parse().map_err(|_| Problem::not_found())?;
    let sheet = Sheet::open(&visit, &id, "isncsci").await?;
    let all = &sheet.file.case.isncsci;
    let place = all.iter().position(|exam| exam.entry == entry).ok_or_else(Problem::not_found)?;
    let one = all.get(place).ok_or_else(Problem::not_found)?;
    let before = place.checked_sub(1).and_then(|place| all.get(place));
    let exam = one.recorded.worksheet.exam().map_err(|_| Problem::not_found())?;
    let now = Understood::of(&exam);
    let body = html! {
        div class="actions" {
            button class="button" type="button" data-print hidden { "Print worksheet" }
            a class="button-second" href={ "/cases/" (sheet.id) "/neuro" } { "All examinations" }
        }
        section class="sheet" aria-labelledby="worksheet" {
            h2 id="worksheet" { "ISNCSCI, " (visit.time(one.at)) ", " (one.by) }
            @if one.recorded.neuro.worse { (ui::notice(ui::Tone::Warning, "Worse than before", html! { p { "Somebody has to acknowledge this case again." } })) }
            div class="sheet-columns" {
                (cells(&one.recorded.worksheet, &exam, before))
                div {
                    (score::results(&now))
                    (score::sums(&now, None))
                    (figure(&one.recorded.worksheet))
                }
            }
            (beside(one))
            @if let Some(before) = before { (score::compared(&exam, before, &|at| visit.time(at))) }
            @if now != one.recorded.understood {
                (ui::notice(ui::Tone::Plain, "Understood differently when it was recorded", html! {
                    p { (crate::case_page::in_short(&one.recorded.understood)) " · revision " (one.recorded.understood.revision) }
                }))
            }
            p class="small" { "Classified by " (now.revision) ". " (isncsci::CITATION) }
            (score::why(&exam, &now))
        }
    };
    Ok(sheet.page_with(&visit, "Worksheet", StatusCode::OK, &[], body))
}

/// The cells; a change from the worksheet before stands beside the number.
fn cells(worksheet: &Worksheet, exam: &Exam, before: Option<&IsncsciExam>) -> Markup {
    let earlier = before.and_then(|before| before.recorded.worksheet.exam().ok());
    let changed = earlier.map(|earlier| changes(&earlier, exam)).unwrap_or_default();
    let was = |place: Place| changed.iter().find(|(at, _, _)| *at == place);
    html! {
        table class="worksheet worksheet-kept" {
            caption class="visually-hidden" { "Every cell of the worksheet" }
            (grid::heads())
            tbody {
                @for level in Dermatome::all() {
                    tr {
                        th scope="row" { (grid::row_words(level)) }
                        @for place in grid::row(level) {
                            td {
                                @if let Some(place) = place {
                                    (worksheet.code(place))
                                    @if let Some((_, before, now)) = was(place) {
                                        span class="delta" {
                                            @if now < before { "▼" } @else { "▲" }
                                            span class="visually-hidden" { " was " } (before)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figure(worksheet: &Worksheet) -> Markup {
    let felt = |name: &str, side: Side| {
        let side = if side == Side::Right { SideName::Right } else { SideName::Left };
        let named = Dermatome::all().find(|level| level.name() == name.replace('-', "_"));
        named.map_or_else(String::new, |level| {
            score::lower(
                worksheet.code(Place::LightTouch(side, level)),
                worksheet.code(Place::PinPrick(side, level)),
            )
        })
    };
    ui::dermatome_figure(&felt, &|_, _| None)
}

/// Anal findings, other muscles, fills, tags, signs, remarks.
fn beside(one: &IsncsciExam) -> Markup {
    let recorded = &one.recorded;
    let sheet = &recorded.worksheet;
    let muscle = |side: &Option<String>| side.clone().unwrap_or_else(|| "none recorded".into());
    let mut rows: Vec<(&str, Markup)> = vec![
        ("Anal examination", html! { "VAC " (sheet.vac) " · DAP " (sheet.dap) }),
        (
            "Lowest other muscle",
            html! { "right " (muscle(&sheet.right.lowest_non_key_muscle)) ", left " (muscle(&sheet.left.lowest_non_key_muscle)) },
        ),
    ];
    if let Some(walking) = recorded.neuro.exam.walking {
        rows.push(("Gait", html! { (walking.words()) }));
    }
    for fill in &recorded.fills {
        rows.push(("Filled at one stroke", html! { (fill.words()) ", after \"I tested these\"" }));
    }
    for place in Place::all() {
        if let Some(why) = recorded.tags.get(&place.to_string()) {
            rows.push(("Tagged", html! { (words(place)) ": " (why) }));
        }
    }
    for (sign, said) in signs::found(&recorded.signs) {
        rows.push((sign, html! { (said) }));
    }
    if !recorded.remarks.is_empty() {
        rows.push(("Remarks", html! { (recorded.remarks) }));
    }
    ui::summary_list(&rows)
}
