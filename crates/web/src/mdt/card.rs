//! A case on one card, to project: nerves, cancer, stability, fitness, and the prognosis scores side
//! by side with what each cannot tell.

use maud::{Markup, html};
use pathway::Case;

use super::scores::{self, CaseScore, THIRDS};
use crate::case_page::said;
use crate::case_page::sheet::Sheet;
use crate::ui;
use crate::visit::Visit;

pub(super) fn card(visit: &Visit, sheet: &Sheet) -> Markup {
    let case = &sheet.file.case;
    let asked = |question: &str| answer(case, question);
    // What goes with an answer; its absence says nothing by itself.
    let detail = |question: &str| {
        let entry = case.proformas.answer("consultation", question);
        entry.map(|entry| format!(" · {}", entry.value)).unwrap_or_default()
    };
    let report = case.spine.standing().map(|signed| &signed.report);
    let sins = report.and_then(|report| report.highest_sins(&case.spine.pain));
    let escc: Vec<String> = report
        .iter()
        .flat_map(|report| &report.levels)
        .filter_map(|finding| Some(format!("{} {}", finding.level.key(), finding.escc?.word())))
        .collect();
    html! {
        h2 { "The case in one look" }
        (ui::summary_list(&[
            ("Walking", html! {
                "before: " (asked("walking_before")) " · now: "
                @match case.neuro.last() {
                    Some(point) => { (said(&point.exam)) " · examined " (visit.time(point.at)) },
                    None => { (asked("walking_now")) " · not examined here yet" },
                }
            }),
            ("Cancer", html! { (asked("primary")) (detail("primary_detail")) " · radiosensitivity: " (asked("radiosensitive")) }),
            ("Spread", html! { "bones outside the spine: " (asked("bone_mets")) " · organs: " (asked("organ_mets")) }),
            ("Epidural disease (ESCC)", html! { @if escc.is_empty() { "no signed report says so" } @else { (escc.join(", ")) } }),
            ("Stability (SINS)", html! {
                @match sins {
                    Some((level, sins)) => { (sins.total) " of 18 at " (level.key()) },
                    None => "no complete SINS yet",
                }
            }),
            ("Radiotherapy before", html! { (asked("previous_rt")) (detail("previous_rt_detail")) }),
            ("Performance status", html! { "before: " (asked("ecog_before")) " · now: " (asked("ecog_now")) " · Karnofsky: " (asked("kps_now")) }),
            ("Anticoagulant", html! { (asked("anticoagulant")) (detail("anticoagulant_detail")) }),
            ("Ceiling of care", html! { (asked("ceiling")) }),
            ("What matters to the person", html! { (asked("wishes")) }),
        ]))
        (prognosis(&scores::of(case)))
    }
}

/// The standing answer in words; never empty, because silence must not read as "no".
fn answer(case: &Case, question: &str) -> String {
    let asked = pathway::proforma::consultation::CONSULTATION.question(question);
    let entry = case.proformas.answer("consultation", question);
    match (asked, entry) {
        (Some((_, question)), Some(entry)) => question.words(&entry.value),
        _ => "not recorded".into(),
    }
}

fn prognosis(all: &[CaseScore]) -> Markup {
    let thirds: Vec<(&str, usize)> = all
        .iter()
        .filter_map(|one| {
            let scored = one.result.as_ref().ok()?;
            Some((one.instrument.title, scores::third(one.instrument, scored)?))
        })
        .collect();
    let disagree = thirds.iter().any(|(_, third)| Some(third) != thirds.first().map(|(_, t)| t));
    html! {
        h2 { "Prognosis scores" }
        p class="hint" { "Each was made from other people than this one. None excludes a treatment." }
        @if disagree {
            (ui::notice(ui::Tone::Warning, "The scores disagree", html! {
                ul { @for (title, third) in &thirds { li { (title) ": " (THIRDS.get(*third).copied().unwrap_or_default()) } } }
            }))
        }
        div class="table-frame scroll" tabindex="0" role="region" aria-label="Prognosis scores" {
            table {
                thead { tr { th scope="col" { "Score" } th scope="col" { "Result" } th scope="col" { "What it cannot tell" } th scope="col" { "Source" } } }
                tbody { @for one in all { (row(one)) } }
            }
        }
    }
}

fn row(one: &CaseScore) -> Markup {
    let inputs: serde_json::Map<String, serde_json::Value> =
        one.inputs.iter().map(|(name, input)| ((*name).to_owned(), input.json())).collect();
    let inputs = serde_json::Value::Object(inputs).to_string();
    html! {
        tr data-score=(one.instrument.name) data-inputs=(inputs) {
            th scope="row" { a href={ "/scores/" (one.instrument.name) } { (one.instrument.title) } }
            td {
                @match &one.result {
                    Ok(scored) => {
                        @if let Some(total) = scored.total() { strong data-total { (total) } " " }
                        @if let Some(band) = scored.band() { span data-band { (band.replace('_', " ")) } }
                        @for (key, value) in scored.outputs.iter().filter(|(key, _)| !matches!(*key, "total" | "band")) {
                            @if let Some(value) = output(value) { p { (key.replace('_', " ")) ": " (value) } }
                        }
                    },
                    Err(needed) => {
                        details class="why" {
                            summary { "incomplete: " (needed.len()) " missing" }
                            ul { @for one in needed { li { (one) } } }
                        }
                    },
                }
            }
            td { @if let Some(text) = one.instrument.page.cannot_tell.first() { (text) } }
            td { (one.instrument.citation) }
        }
    }
}

/// A named output in words; lists and records stay on the score's own page.
fn output(value: &::scores::Output) -> Option<String> {
    let number = value.number().map(|number| number.to_string());
    number.or_else(|| value.text().map(|text| text.replace('_', " ")))
}
