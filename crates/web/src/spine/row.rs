//! One level of the form: a line that says what is written there, and opens on the questions.

use maud::{Markup, html};
use pathway::spine::Level;
use pathway::spine::finding::{CordSignal, LevelFinding, Metastasis, Side, SinsAt};
use scores::Choice as Word;
use scores::escc::Grade;
use scores::sins::{Alignment, Collapse, Lesion, Pain, Posterolateral};

use super::read::name;
use crate::imaging::Typed;
use crate::imaging::strip::words;
use crate::ui::{self, Choice, Field, Width};

/// The row, open where something was refused.
pub(super) fn row(
    level: Level,
    finding: &LevelFinding,
    pain: Option<Pain>,
    typed: &Typed<'_>,
) -> Markup {
    let start = format!("{level}_");
    let refused = typed.wrong.iter().any(|wrong| wrong.field.starts_with(&start));
    let sins = finding.sins(pain);
    let said = words(finding, &sins, pain, false);
    html! {
        details class="spine-row" data-level=(level) open[refused] {
            summary {
                strong { (level) }
                span data-level-words { @if said.is_empty() { "–" } @else { (said) } }
            }
            div class="field-row" { (fields(level, typed)) }
            @if let SinsAt::Incomplete(_) = sins { p class="hint" { "SINS " (sins.words()) } }
        }
    }
}

fn fields(level: Level, typed: &Typed<'_>) -> Markup {
    let select = |part: &str, label: &str, choices: &[Choice<'_>]| {
        let (name, label) = (name(level, part), format!("{label}, {level}"));
        ui::select(&Field { width: Width::Full, ..typed.field(&name, &label) }, choices)
    };
    let scored = |part: &str, label: &str, words: &[Word]| {
        let choices: Vec<Choice<'_>> =
            words.iter().map(|word| Choice::new(word.word, word.label)).collect();
        select(part, label, &choices)
    };
    let text = |part: &str, label: &str| {
        let (name, label) = (name(level, part), format!("{label}, {level}"));
        ui::text(&typed.field(&name, &label))
    };
    let grades: Vec<(&str, String)> = Grade::ALL
        .iter()
        .map(|grade| (grade.word(), format!("{}: {}", grade.word(), grade.label())))
        .collect();
    let grades: Vec<Choice<'_>> =
        grades.iter().map(|(word, label)| Choice::new(word, label)).collect();
    let sides = Side::ALL.map(|side| Choice::new(side.key(), side.words()));
    let percent = (name(level, "collapse_percent"), format!("Collapse, % of height, {level}"));
    html! {
        (select("metastasis", "Metastasis", &Metastasis::ALL.map(|one| Choice::new(one.key(), one.words()))))
        (select("escc", "ESCC", &grades))
        (select("side", "Side of epidural disease", &sides))
        (scored("posterior", "Posterior elements", Posterolateral::CHOICES))
        (ui::text(&typed.field(&percent.0, &percent.1).inputmode("numeric").width(Width::Tiny)))
        (scored("collapse", "Collapse in SINS", Collapse::CHOICES))
        (scored("alignment", "Alignment", Alignment::CHOICES))
        (scored("lesion", "Lesion type", Lesion::CHOICES))
        (scored("pain", "Pain, from the patient", Pain::CHOICES))
        (select("foramen", "Root exit narrowed", &sides))
        (select("cord", "Cord signal", &CordSignal::ALL.map(|one| Choice::new(one.key(), one.words()))))
        (text("radiotherapy", "Previous radiotherapy"))
        (text("metalwork", "Metalwork or cement"))
        (text("key_image", "Key image"))
    }
}
