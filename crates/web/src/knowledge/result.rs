//! A result as people read it: the total with its band, each item with its points, the cautions, the
//! version and the source. The same whether the page was sent or is being filled in.

use maud::{Markup, html};
use scores::{BandRow, Instrument, Kind, Output, Scored};

use super::answers::{label_of, spaced};
use super::sentence;
use crate::ui::{self, Tone};

/// A complete result.
pub(super) fn scored(instrument: &Instrument, scored: &Scored) -> Markup {
    html! {
        h2 { "Result" }
        @if scored.status == scores::Status::Draft {
            p { span class="draft-label" { "Unverified draft" } }
        }
        dl class="summary" data-result=(instrument.name) {
            @for (key, value) in &scored.outputs {
                div {
                    dt { (key_words(key)) }
                    dd data-output=(key) { (output(instrument, key, value)) }
                }
            }
            div { dt { "Direction" } dd { (sentence(instrument.direction_words)) } }
        }
        @for warning in &scored.warnings {
            (ui::notice(Tone::Warning, "Take care", html! { p { (warning.text) } }))
        }
        @if !scored.items.is_empty() {
            div class="table-frame" tabindex="0" role="region" aria-label="What was entered" {
                table {
                    caption { "What was entered" }
                    thead { tr { th scope="col" { "Item" } th scope="col" { "Entered" } th scope="col" { "Points" } } }
                    tbody {
                        @for item in &scored.items {
                            tr {
                                th scope="row" { (sentence(&label_of(instrument, item.field))) }
                                td { (given(instrument, item.field, &item.value)) }
                                td { @if let Some(points) = &item.points { (plain(points)) } @else { "–" } }
                            }
                        }
                    }
                }
            }
        }
        p class="small" { "Version " (scored.version) ". " (scored.citation) }
        p class="small" { "A score never decides treatment. Nothing entered here is kept." }
    }
}

/// While something is missing or wrong.
pub(super) fn not_yet(problems: &[(String, String)], nothing_entered: bool) -> Markup {
    html! {
        h2 { "Result" }
        @if nothing_entered {
            p { "Answer the questions; the result appears here. There is never a partial total." }
        } @else {
            p { "No result yet. There is never a partial total." }
            ul { @for (_, text) in problems { li { (text) } } }
        }
    }
}

/// A draft at a site that has not switched it on.
pub(super) fn draft_is_off() -> Markup {
    html! {
        h2 { "Result" }
        (ui::notice(Tone::Stop, "Unverified draft: no result is given", html! {
            p { "Nobody has checked this item table against the paper. It is switched off at this site. Its questions and texts are shown so that a clinician can check them." }
        }))
    }
}

fn key_words(key: &str) -> String {
    let words = match key {
        "bed_gy" => "BED in Gy",
        "eqd2_gy" => "EQD2 in Gy",
        "dose_mg" => "Dose in mg",
        "ecog" => "ECOG",
        "bed1" => "BED of the first course in Gy",
        "bed2" => "BED of the second course in Gy",
        "cumulative_bed" => "Cumulative BED in Gy",
        other => return sentence(&spaced(other)),
    };
    words.to_owned()
}

fn output(instrument: &Instrument, key: &str, value: &Output) -> Markup {
    let band = band_of(instrument, key, value);
    html! {
        strong class="numeric" { (band.map_or_else(|| plain(value), |row| sentence(row.meaning))) }
        @if key == "total" && let Some((from, to)) = instrument.range { " on a scale of " (from) " to " (to) }
        @if let Some(BandRow { from, to, .. }) = band { " (total " (from) " to " (to) ")" }
    }
}

fn band_of(instrument: &Instrument, key: &str, value: &Output) -> Option<&'static BandRow> {
    let word = value.text()?;
    let mut rows = instrument.bands.iter().flat_map(|rows| rows.iter());
    rows.find(|row| row.key == key && row.word == word)
}

/// What was chosen, in the words of the choice.
fn given(instrument: &Instrument, field: &str, value: &Output) -> String {
    let kind = instrument.fields.iter().find(|known| known.name == field).map(|known| known.kind);
    if let (Some(Kind::Word { choices, .. }), Some(word)) = (kind, value.text())
        && let Some(choice) = choices.iter().find(|choice| choice.word == word)
    {
        return sentence(choice.label);
    }
    plain(value)
}

/// Any value as text. Rounding to two decimals is for the screen only; the record keeps all.
fn plain(value: &Output) -> String {
    match value {
        Output::Null => "not given".to_owned(),
        Output::Flag(true) => "Yes".to_owned(),
        Output::Flag(false) => "No".to_owned(),
        Output::Whole(whole) => whole.to_string(),
        Output::Decimal(number) => {
            let text = format!("{number:.2}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Output::Word(word) => sentence(&spaced(word)),
        Output::Text(text) => sentence(&spaced(text)),
        Output::List(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        Output::Record(entries) => entries
            .iter()
            .map(|(key, value)| format!("{}: {}", spaced(key), plain(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
