//! The form around the grid: draft, fill, anal findings, tags, signs, and what was refused.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use isncsci::{NonKeyMuscle, Place, SideName};
use maud::{Markup, html};
use pathway::isncsci_exam::{IsncsciExam, words};
use pathway::{CaseId, Command, Refusal, Role};
use store::Outcome;

use super::read::{self, Wrong, name, non_key, reason, tagged};
use super::{grid, score as result, signs};
use crate::case_page::sheet::Sheet;
use crate::draft::{Own, saved};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Width};
use crate::visit::{Visit, no_store, to};

/// A user's preference: where the next cell lies.
const ADVANCE: &str = "isncsci_advance";

const ADVANCES: [Choice<'static>; 3] = [
    Choice::new("down", "Down the column"),
    Choice::new("across", "Across the row"),
    Choice::new("sides", "Side by side"),
];

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "isncsci worksheet").await?;
    let kept = own(&visit, sheet.id).kept(&visit).await?;
    let mut form = Form::default();
    if let Some(advance) = advance(&visit).await? {
        form.0.insert("advance".into(), advance);
    }
    let at = kept.as_ref().map(|kept| kept.at);
    if let Some(kept) = kept {
        form.0.extend(kept.form.0);
    }
    Ok(page(&visit, &sheet, &form, at, &[], StatusCode::OK))
}

/// This person's draft of the worksheet.
fn own(visit: &Visit, case: CaseId) -> Own {
    Own::of(visit, case, "isncsci")
}

async fn advance(visit: &Visit) -> Result<Option<String>, Problem> {
    match visit.user() {
        Some(user) => Ok(visit.app.store.preference(user.id, ADVANCE.into()).await?),
        None => Ok(None),
    }
}

async fn keep(visit: &Visit, case: CaseId, form: &Form) -> Result<(), Problem> {
    let chosen = form.get("advance");
    if let Some(user) = visit.user()
        && ADVANCES.iter().any(|choice| choice.value == chosen)
        && advance(visit).await?.as_deref() != Some(chosen)
    {
        let store = &visit.app.store;
        store.set_preference(visit.act(), user.id, ADVANCE.into(), chosen.into()).await?;
    }
    own(visit, case).keep(visit, form.clone()).await
}

fn case_id(id: &str) -> Result<CaseId, Problem> {
    id.parse().map_err(|_| Problem::not_found())
}

pub(super) async fn save_draft(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    keep(&visit, case_id(&id)?, &form).await?;
    Ok(saved(&visit))
}

pub(super) async fn discard(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let case = case_id(&id)?;
    own(&visit, case).drop(&visit).await?;
    Ok(to(&format!("/cases/{case}/isncsci")))
}

/// What it means so far, for the panel beside the grid.
pub(super) async fn score(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let case = case_id(&id)?;
    let file = visit.app.store.case(case).await?.ok_or_else(Problem::not_found)?;
    let panel = result::panel(&form, file.case.isncsci.last(), &|at| visit.time(at));
    let mut response = panel.into_response();
    no_store(&mut response);
    Ok(response)
}

pub(super) async fn send(
    visit: Visit,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Problem> {
    let case = case_id(&id)?;
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    match form.get("act") {
        "record" => {}
        "fill" => {
            let wrong = fill(&mut form).err();
            keep(&visit, case, &form).await?;
            let sheet = Sheet::open(&visit, &id, "isncsci worksheet").await?;
            let status = if wrong.is_some() { refused } else { StatusCode::OK };
            let wrong: Vec<Wrong> = wrong.into_iter().collect();
            return Ok(page(&visit, &sheet, &form, None, &wrong, status));
        }
        _ => {
            keep(&visit, case, &form).await?;
            let sheet = Sheet::open(&visit, &id, "isncsci worksheet").await?;
            return Ok(page(&visit, &sheet, &form, None, &[], StatusCode::OK));
        }
    }
    let wrong = match read::command(&form, &visit.app.site.time_zone()) {
        Ok(command) => {
            let command = Command::RecordIsncsci(Box::new(command));
            let actor = visit.actor(Role::Coordinator);
            match visit.try_submit(actor, case, command, &form).await? {
                Outcome::Done { version, .. } => {
                    own(&visit, case).drop(&visit).await?;
                    return recorded(&visit, case, version).await;
                }
                Outcome::Refused(Refusal::Invalid { field, message }) => {
                    vec![(field.to_owned(), message)]
                }
                Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
                Outcome::KeyReused => return Err(Problem::key_reused()),
            }
        }
        Err(wrong) => wrong,
    };
    keep(&visit, case, &form).await?;
    let sheet = Sheet::open(&visit, &id, "isncsci worksheet").await?;
    Ok(page(&visit, &sheet, &form, None, &wrong, refused))
}

/// To the worksheet just recorded: the last one at or before the version that its command made.
async fn recorded(visit: &Visit, case: CaseId, version: u64) -> Result<Response, Problem> {
    let file = visit.app.store.case(case).await?.ok_or_else(Problem::not_found)?;
    let entry = file.case.isncsci.iter().map(|exam| exam.entry).filter(|e| *e <= version).max();
    Ok(to(&match entry {
        Some(entry) => format!("/cases/{case}/isncsci/{entry}"),
        None => format!("/cases/{case}/neuro"),
    }))
}

/// Fills on the server, where there is no script to do it.
fn fill(form: &mut Form) -> Result<(), Wrong> {
    let (cells, fill) = read::fill(form)?;
    for (place, code) in cells {
        form.0.insert(name(place), code.to_owned());
    }
    let fills = format!("{} {}:{}", form.get("fills"), fill.side, fill.down_to);
    form.0.insert("fills".into(), fills.trim().to_owned());
    form.0.remove("fill_tested");
    Ok(())
}

fn page(
    visit: &Visit,
    sheet: &Sheet,
    form: &Form,
    saved: Option<jiff::Timestamp>,
    wrong: &[Wrong],
    status: StatusCode,
) -> Response {
    let last = sheet.file.case.isncsci.last();
    let errors: Vec<_> =
        wrong.iter().map(|(field, message)| FieldError { field, message }).collect();
    let path = format!("/cases/{}/isncsci", sheet.id);
    let body = html! {
        (ui::error_summary(&errors))
        h2 { "Full worksheet (ISNCSCI)" }
        @if let Some(saved) = saved {
            form class="cluster" method="post" action={ (path) "/discard" } {
                p class="hint" { "You go on with your draft of " (visit.time(saved)) "." }
                button class="button-small" type="submit" { "Discard draft" }
            }
        }
        @if let Some(last) = last { (last_line(visit, sheet, last)) }
        div class="with-rail" {
            form method="post" action=(path) data-guard data-draft-url={ (path) "/draft" } data-rail-url={ (path) "/score" } {
                (ui::hidden(KEY, &visit.new_key()))
                input type="hidden" name="fills" value=(form.get("fills"));
                noscript { p { button class="button-second" type="submit" name="act" value="score" { "Score what is entered" } } }
                (entry(form))
                (fill_part(form, wrong))
                p class="worksheet-status" role="status" data-worksheet-status { "Digits score, n is not testable. The keys are listed under Keys." }
                div class="scroll" { (grid::grid(form, last.map(|last| &last.recorded.worksheet), &|name| wrong.iter().any(|(field, _)| field == name))) }
                (anal(form, wrong))
                (tags(form, wrong))
                (signs::signs(form))
                (ending(form, wrong))
            }
            aside class="rail" aria-label="Result so far" data-rail { (result::panel(form, last, &|at| visit.time(at))) }
        }
    };
    sheet.page_with(visit, "Worksheet", status, &[&ui::assets::WORKSHEET_JS], body)
}

fn last_line(visit: &Visit, sheet: &Sheet, last: &IsncsciExam) -> Markup {
    html! {
        p {
            "Last: " a href={ "/cases/" (sheet.id) "/isncsci/" (last.entry) } { (visit.time(last.at)) }
            " · " (crate::case_page::in_short(&last.recorded.understood)) " · " (last.by)
        }
    }
}

/// How entry goes on, the pad for fingers, and the keys.
fn entry(form: &Form) -> Markup {
    let advance = form.some("advance").unwrap_or("down");
    html! {
        div data-script-only hidden {
            (ui::radios(&Field { value: advance, inline: true, ..Field::new("advance", "After a score go") }, &ADVANCES))
            fieldset class="field" {
                legend { "Figure shows and marks" }
                div class="choices choices-inline" {
                    @for (value, label) in [("lower", "The lower of both"), ("lightTouch", "Light touch"), ("pinPrick", "Pin prick")] {
                        div class="choice" {
                            input type="radio" id={ "f-picture-" (value) } name="picture" value=(value) checked[form.some("picture").unwrap_or("lower") == value];
                            label for={ "f-picture-" (value) } { (label) }
                        }
                    }
                }
            }
            div class="cluster worksheet-pad" role="group" aria-label="Enter without a keyboard" {
                @for key in ["0", "1", "2", "3", "4", "5"] { button class="button-small" type="button" data-type=(key) { (key) } }
                button class="button-small" type="button" data-type="n" { "NT" }
                button class="button-small" type="button" data-type="*" { "Tag *" }
                button class="button-small" type="button" data-type="=" { "Copy other side" }
                button class="button-small" type="button" data-type="undo" { "Undo" }
                button class="button-small" type="button" data-type="r" aria-pressed="false" { "Show last" }
            }
            (ui::why("Keys", html! {
                dl class="keys" {
                    @for (key, does) in KEYS { div { dt { kbd { (key) } } dd { (does) } } }
                }
            }))
        }
    }
}

const KEYS: [(&str, &str); 11] = [
    ("0 to 5", "score (0 to 2 where feeling is tested)"),
    ("n", "not testable"),
    ("*", "impaired by something else than the cord; again: would be normal without it"),
    ("=", "copy the opposite side"),
    ("f", "fill normal down to a level"),
    ("r", "show the last worksheet faintly"),
    ("arrows", "move"),
    ("Shift and arrows", "choose several cells; a score or = fills them"),
    ("Backspace", "clear"),
    ("Ctrl and z", "undo"),
    ("Tab", "leave the grid"),
];

fn fill_part(form: &Form, wrong: &[Wrong]) -> Markup {
    let error = |field: &str| error_of(wrong, field);
    let levels: Vec<_> = isncsci::Dermatome::all()
        .map(|level| (level.name(), level.name().replace('_', "-")))
        .collect();
    let choices: Vec<_> = levels.iter().map(|(value, label)| Choice::new(value, label)).collect();
    html! {
        details class="card" open[wrong.iter().any(|(field, _)| field.starts_with("fill"))] data-fill {
            summary { "Fill as normal down to a level" }
            div class="field-row" {
                (ui::select(&Field { error: error("fill_level"), value: form.get("fill_level"), ..Field::new("fill_level", "Normal down to") }, &choices))
                (ui::select(&Field { value: form.some("fill_side").unwrap_or("both"), ..Field::new("fill_side", "Side") }, &[Choice::new("both", "Both"), Choice::new("right", "Right"), Choice::new("left", "Left")]))
            }
            (ui::checkbox(&Field { error: error("fill_tested"), value: form.get("fill_tested"), ..Field::new("fill_tested", "I tested these") }))
            button class="button-second" type="submit" name="act" value="fill" { "Fill as normal" }
            @if let Some(fills) = form.some("fills") { p class="hint" { "Filled so far: " (fills.replace('_', "-")) } }
        }
    }
}

fn error_of<'a>(wrong: &'a [Wrong], field: &str) -> Option<&'a str> {
    wrong.iter().find(|(name, _)| name == field).map(|(_, message)| message.as_str())
}

fn anal(form: &Form, wrong: &[Wrong]) -> Markup {
    const FOUND: [Choice<'static>; 3] =
        [Choice::new("Yes", "Yes"), Choice::new("No", "No"), Choice::new("NT", "Not tested")];
    let muscles: Vec<(String, String)> = isncsci::Dermatome::all()
        .filter_map(|level| NonKeyMuscle::from_name(level.name()))
        .map(|muscle| (muscle.level().name().to_owned(), muscle.level().name().replace('_', "-")))
        .collect();
    let muscles: Vec<_> = muscles.iter().map(|(value, label)| Choice::new(value, label)).collect();
    html! {
        fieldset class="fieldgroup" {
            legend { "Anal examination and other muscles" }
            div class="field-row" {
                (ui::select(&Field { value: form.get("vac"), error: error_of(wrong, "vac"), ..Field::new("vac", "Voluntary anal contraction (VAC)") }, &FOUND))
                (ui::select(&Field { value: form.get("dap"), error: error_of(wrong, "dap"), ..Field::new("dap", "Deep anal pressure (DAP)") }, &FOUND))
            }
            div class="field-row" {
                @for (side, label) in [(SideName::Right, "Lowest other muscle that works, right"), (SideName::Left, "Lowest other muscle that works, left")] {
                    (ui::select(&Field { value: form.get(non_key(side)), optional: true, ..Field::new(non_key(side), label) }, &muscles))
                }
            }
        }
    }
}

/// A reason for each tagged cell; the script adds a line when a cell is tagged.
fn tags(form: &Form, wrong: &[Wrong]) -> Markup {
    let tagged: Vec<Place> = tagged(form).collect();
    html! {
        fieldset class="fieldgroup" data-tags hidden[tagged.is_empty()] {
            legend { "Tagged cells" }
            p class="hint" { "Say what else than the cord impairs each of them." }
            @for place in tagged {
                @let field = reason(place);
                (ui::text(&Field { value: form.get(&field), error: error_of(wrong, &field), width: Width::Medium, ..Field::new(&field, &words(place)) }))
            }
        }
    }
}

fn ending(form: &Form, wrong: &[Wrong]) -> Markup {
    let empty = Field {
        value: form.get("empty_not_tested"),
        ..Field::new("empty_not_tested", "Cells that are still empty were not tested (NT)")
    };
    let worse = Field {
        value: form.get("says_worse"),
        ..Field::new("says_worse", "Worse than before, as they say or as you see it")
    };
    let at = Field {
        optional: true,
        value: form.get("at"),
        error: error_of(wrong, "at"),
        ..Field::new("at", "When examined; empty means now")
    };
    html! {
        (ui::checkbox(&worse))
        (ui::checkbox(&empty))
        (ui::moment(&at, form.get("at_which")))
        p data-draft-status role="status" class="draft-status" {}
        div class="actions" { button class="button" type="submit" name="act" value="record" { "Record worksheet" } }
    }
}
