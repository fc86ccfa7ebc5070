//! The report form in the frame of the case, with the sentence and the strip beside it as it grows.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use pathway::imaging::{Conclusion, Modality};
use pathway::ladder::{OnCall, Rung};
use pathway::spine::finding::LevelFinding;
use pathway::spine::summary::summary;
use pathway::spine::{Level, PainSaid, Pains, Region, SpineReport};

use super::read::{self, Read};
use super::{draft, row};
use crate::case_page::sheet::Sheet;
use crate::form::{Form, KEY};
use crate::imaging::{Typed, Wrong, strip};
use crate::problem::Problem;
use crate::ui::{self, Choice, Strip};
use crate::visit::{Visit, no_store};

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "spine report").await?;
    let (form, kept) = match draft::own(&visit, sheet.id).kept(&visit).await? {
        Some(kept) => (kept.form, Some(visit.time(kept.at))),
        None => (begin(&sheet), None),
    };
    page(&visit, &sheet, &form, &Beside { kept, ..Beside::default() }).await
}

/// What was saved last, else a new report that knows what an earlier one said of radiotherapy and
/// metalwork: neither goes away.
fn begin(sheet: &Sheet) -> Form {
    let spine = &sheet.file.case.spine;
    let mut form = if let Some(unsigned) = &spine.unsigned {
        read::write(&unsigned.report, &spine.pain)
    } else {
        let scans = &sheet.file.case.imaging.scans;
        let done = scans.iter().rev().find(|scan| scan.done.is_some());
        let modality = done.map_or(Modality::MriWholeSpine, |scan| scan.modality);
        let mut report = SpineReport::new(modality);
        if let Some(before) = spine.standing() {
            report.levels = before.report.levels.iter().map(what_stays).collect();
        }
        read::write(&report, &spine.pain)
    };
    form.0.insert("saw".into(), spine.saves.to_string());
    form
}

fn what_stays(finding: &LevelFinding) -> LevelFinding {
    LevelFinding {
        radiotherapy: finding.radiotherapy.clone(),
        metalwork: finding.metalwork.clone(),
        ..LevelFinding::new(finding.level)
    }
}

/// What the page says beside the form.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// What was refused.
    pub(super) wrong: &'a [Wrong],
    /// When the draft was last kept.
    pub(super) kept: Option<String>,
    /// Status of the answer.
    pub(super) status: StatusCode,
}

pub(super) async fn page(
    visit: &Visit,
    sheet: &Sheet,
    form: &Form,
    beside: &Beside<'_>,
) -> Result<Response, Problem> {
    let typed = Typed { form, wrong: beside.wrong };
    let said = read::read(form);
    let on_call = visit.app.store.on_call(visit.now).await?;
    let names = names(&on_call);
    let people: Vec<Choice<'_>> = names.iter().map(|name| Choice::new(name, name)).collect();
    let levels: Vec<Choice<'_>> =
        Level::all().map(|level| Choice::new(level.key(), level.key())).collect();
    let modalities = Modality::ALL.map(|one| Choice::new(one.key(), one.words()));
    let action = format!("/cases/{}/spine", sheet.id);
    let body = html! {
        (ui::error_summary(&typed.errors()))
        h2 { "Report level by level" }
        @if let Some(kept) = &beside.kept {
            form class="cluster" method="post" action={ (action) "/draft/drop" } {
                p { "Your draft of " (kept) " is below; nobody else sees it." }
                button class="button-small" type="submit" { "Discard draft, show what was saved last" }
            }
        }
        div class="with-rail" {
            form method="post" action=(action) data-draft-url={ (action) "/draft" } data-rail-url={ (action) "/rail" } data-spine {
                (ui::hidden(KEY, &visit.new_key()))
                (ui::hidden("saw", form.get("saw")))
                div class="field-row" {
                    (ui::select(&typed.field("modality", "Scan"), &modalities))
                    (ui::select(&typed.field("seen_from", "Levels seen (needed to sign), from"), &levels))
                    (ui::select(&typed.field("seen_to", "Levels seen, to"), &levels))
                }
                (ui::text(&typed.field("technique", "Technique and quality").optional()))
                (ui::text(&typed.field("comparison", "Compared with").optional()))
                p class="hint" { "Open a level with Enter; arrow keys go up and down; in ESCC the digits 0 to 5 choose 0, 1a, 1b, 1c, 2, 3. A level left empty, within the levels seen, was looked at and is clear." }
                @for region in [Region::Cervical, Region::Thoracic, Region::Lumbar, Region::Sacral] {
                    div class="spine-rows" {
                        h3 { (heading(region)) }
                        @for level in Level::all().filter(|level| level.region() == region) {
                            (level_row(level, &said, &typed))
                        }
                    }
                }
                (ui::radios(&typed.field("compression", "Compression of cord or cauda equina").inline().hint("Follows from ESCC 2 or 3; below the cord only you can say."), &[
                    Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unknown", "Not sure"),
                ]))
                (ui::select(&typed.field("conclusion", "What it means").hint("Only the responsible consultant confirms or excludes MSCC."), &Conclusion::ALL.map(|one| Choice::new(one.key(), one.words()))))
                (ui::textarea(&typed.field("impression", "In your own words").optional().hint("Left empty, the sentence beside the form is the result."), 3))
                (ui::select(&typed.field("alert", "Whom to alert").hint("Needed when there is compression. Not acknowledged in time, the ladder climbs."), &people))
                @if beside.wrong.iter().any(|wrong| wrong.field == "sure") || form.ticked("sure") {
                    (ui::checkbox(&typed.field("sure", "The unlikely value is meant")))
                }
                div class="actions" {
                    button class="button" type="submit" name="act" value="sign" { "Sign and alert" }
                    button class="button-second" type="submit" name="act" value="save" { "Save unsigned" }
                    a href={ "/cases/" (sheet.id) "/imaging" } { "Back to Imaging" }
                }
                p class="draft-status" data-draft-status role="status" {}
            }
            aside class="rail" data-rail aria-label="Summary as it grows" role="status" { (beside_the_form(&said)) }
        }
    };
    Ok(sheet.page_with(visit, "Imaging", beside.status, &[&ui::assets::SPINE_JS], body))
}

const fn heading(region: Region) -> &'static str {
    match region {
        Region::Cervical => "Cervical",
        Region::Thoracic => "Thoracic",
        Region::Lumbar => "Lumbar",
        Region::Sacral => "Sacral",
    }
}

fn level_row(level: Level, said: &Read, typed: &Typed<'_>) -> Markup {
    let empty = LevelFinding::new(level);
    let finding = said.report.at(level).unwrap_or(&empty);
    row::row(level, finding, said.pains.get(&level).copied(), typed)
}

/// Everyone who can be told, those on duty first, each once.
fn names(on_call: &OnCall) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let duty = |rung| on_call.on(rung).map(|contact| contact.name.clone());
    let on_duty =
        duty(Rung::Consultant).chain(duty(Rung::Registrar)).chain(duty(Rung::Coordinator));
    let everyone = on_call.anyone.iter().map(|contact| contact.name.clone());
    for name in on_duty.chain(everyone) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The sentence and the strip as they are typed.
pub(super) async fn rail(
    visit: Visit,
    Path(_): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let mut response = beside_the_form(&read::read(&form)).into_response();
    no_store(&mut response);
    let _ = visit;
    Ok(response)
}

fn beside_the_form(said: &Read) -> Markup {
    let told = |pain| PainSaid { pain, by: String::new(), at: jiff::Timestamp::UNIX_EPOCH };
    let pains: Pains = said.pains.iter().map(|(level, pain)| (*level, told(*pain))).collect();
    let epidural = said.report.levels.iter().filter(|one| one.has_epidural_disease()).count();
    let drawn = Strip {
        levels: strip::levels(Some(&said.report), &pains, None),
        source: "As written so far; not signed.".into(),
    };
    html! {
        h3 { "So far" }
        p data-summary { (summary(&said.report, &pains)) }
        p { strong { (epidural) @if epidural == 1 { " level" } @else { " levels" } " with epidural disease" } }
        @if said.report.is_critical() { p { strong { "Compression: a named person is alerted when you sign." } } }
        (ui::strip(&drawn))
        @for wrong in &said.wrong { p class="error" { (wrong.message) } }
    }
}
