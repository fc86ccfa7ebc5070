//! What the worksheet means so far: levels, grade, zones and sums, each open answer with the cell
//! that would settle it, the body figure, what changed, and the text to read back.

use std::fmt::Write as _;

use isncsci::{Dermatome, Exam, Mode, Output, Place, SideName};
use maud::{Markup, html};
use pathway::isncsci_exam::{IsncsciExam, Understood, changes, words};

use super::read::{Typed, code, name};
use crate::case_page::level_words;
use crate::form::Form;
use crate::ui::{self, Side, field_id};

/// Cord compression by tumour is no trauma; the classification says so beside its answers.
const TRAUMATIC: bool = false;

/// Missing cells named one by one before the rest is counted.
const MISSING_SHOWN: usize = 6;

/// Each line of the result: its words and the outputs of the right and left side.
const LINES: [(&str, Output, Option<Output>); 7] = [
    ("Sensory level", Output::SensoryRight, Some(Output::SensoryLeft)),
    ("Motor level", Output::MotorRight, Some(Output::MotorLeft)),
    ("Neurological level (NLI)", Output::NeurologicalLevel, None),
    ("Complete or incomplete", Output::Completeness, None),
    ("AIS", Output::Grade, None),
    ("Zone, sensory", Output::SensoryZoneRight, Some(Output::SensoryZoneLeft)),
    ("Zone, motor", Output::MotorZoneRight, Some(Output::MotorZoneLeft)),
];

/// An answer in words: "C or I" is spelt out.
fn answer(output: Output, text: &str) -> String {
    if output == Output::Completeness {
        return match text {
            "C" => "complete".into(),
            "I" => "incomplete".into(),
            _ => "complete or incomplete".into(),
        };
    }
    if text.split(',').count() > 6 {
        return "not determinable".into();
    }
    level_words(text)
}

/// Everything beside the grid, from what was typed.
pub(super) fn panel(
    form: &Form,
    before: Option<&IsncsciExam>,
    time: &dyn Fn(jiff::Timestamp) -> String,
) -> Markup {
    let typed = Typed::of(form);
    let understood = Understood::of(&typed.exam);
    html! {
        h2 { "Result so far" }
        (missing(&typed))
        (results(&understood))
        (next(&typed.exam))
        (sums(&understood, Some(&typed.exam)))
        (why(&typed.exam, &understood))
        (figure(form))
        @if let Some(before) = before { (compared(&typed.exam, before, time)) }
        details class="why" {
            summary { "Read back" }
            div { (read_back(&|place| code(form, place))) }
        }
    }
}

fn missing(typed: &Typed) -> Markup {
    let cells = typed.missing.len();
    html! {
        @if !typed.wrong.is_empty() {
            ul class="error" { @for (place, message) in &typed.wrong { li { (link(*place, message)) } } }
        }
        @if let Some(first) = typed.missing.first() {
            p data-missing=(cells) {
                strong { (cells) " missing: " } (link(*first, "jump"))
                @if cells <= MISSING_SHOWN {
                    " " @for place in &typed.missing { (link(*place, &words(*place))) " " }
                }
            }
        } @else { p data-missing="0" { "Every cell is entered." } }
    }
}

fn link(place: Place, text: &str) -> Markup {
    html! { a href={ "#" (field_id(&name(place))) } data-jump { (text) } }
}

/// The table of levels, grade and zones.
pub(super) fn results(understood: &Understood) -> Markup {
    html! {
        table class="results" {
            thead { tr { th scope="col" { "Result" } th scope="col" { "Right" } th scope="col" { "Left" } } }
            tbody {
                @for (words, right, left) in LINES {
                    tr {
                        th scope="row" { (words) }
                        @if let Some(left) = left {
                            td data-output=(right.key()) data-answers=(understood.output(right)) { (answer(right, understood.output(right))) }
                            td data-output=(left.key()) data-answers=(understood.output(left)) { (answer(left, understood.output(left))) }
                        } @else {
                            td colspan="2" data-output=(right.key()) data-answers=(understood.output(right)) { (answer(right, understood.output(right))) }
                        }
                    }
                }
            }
        }
    }
}

/// For each answer that is still open, the cell that would tell most about it.
fn next(exam: &Exam) -> Markup {
    if exam.is_definite() {
        return html! {};
    }
    let prospects = exam.most_telling_each(Mode::Standard);
    let open: Vec<_> = Output::ALL
        .into_iter()
        .zip(prospects)
        .filter_map(|(output, prospect)| Some((output, prospect?)))
        .collect();
    let label = |output: Output| {
        LINES.iter().find_map(|(words, right, left)| {
            if *left == Some(output) {
                Some(format!("{words}, left"))
            } else if *right == output {
                Some(if left.is_some() { format!("{words}, right") } else { (*words).to_owned() })
            } else {
                None
            }
        })
    };
    html! {
        @if !open.is_empty() {
            details class="why" open {
                summary { "Not determinable yet: what would settle it" }
                ul {
                    @for (output, prospect) in open {
                        li data-settles=(output.key()) {
                            (label(output).unwrap_or_default()) ": "
                            (link(prospect.place, &words(prospect.place)))
                            @if prospect.settles() { " settles it" }
                            @else if prospect.may_settle() { " may settle it" }
                            @else { " narrows it most" }
                        }
                    }
                }
            }
        }
    }
}

const SUMS: [(&str, &str, &str); 5] = [
    ("Upper limb motor (of 25)", "right.upper", "left.upper"),
    ("Lower limb motor (of 25)", "right.lower", "left.lower"),
    ("Motor (of 50)", "right.motor", "left.motor"),
    ("Light touch (of 56)", "right.light_touch", "left.light_touch"),
    ("Pin prick (of 56)", "right.pin_prick", "left.pin_prick"),
];

/// Sums of each side. One cell not tested makes its sum "ND", with the way to the cell.
pub(super) fn sums(understood: &Understood, exam: Option<&Exam>) -> Markup {
    let sum = |key: &str| understood.totals.get(key).map_or("", String::as_str).to_owned();
    let cell = |key: &str| {
        let exam = exam.filter(|_| sum(key) == "ND")?;
        exam.untested_places()
            .chain(Place::all().filter(|place| exam.is_untested(*place)))
            .find(|place| belongs(*place, key))
    };
    html! {
        table class="results" {
            thead { tr { th scope="col" { "Sum" } th scope="col" { "Right" } th scope="col" { "Left" } } }
            tbody {
                @for (words, right, left) in SUMS {
                    tr {
                        th scope="row" { (words) }
                        @for key in [right, left] {
                            td data-sum=(key) {
                                (sum(key))
                                @if let Some(place) = cell(key) { " " (link(place, &level_of(place))) }
                            }
                        }
                    }
                }
            }
        }
        p class="hint" {
            "UEMS " span data-sum="upper" { (sum("upper")) } " · LEMS " span data-sum="lower" { (sum("lower")) }
            ". They are never added."
        }
    }
}

fn level_of(place: Place) -> String {
    match place {
        Place::Motor(_, muscle) => muscle.name().to_owned(),
        Place::LightTouch(_, level) | Place::PinPrick(_, level) => level.name().replace('_', "-"),
        Place::Vac | Place::Dap => String::new(),
    }
}

fn belongs(place: Place, key: &str) -> bool {
    let Some((side, column)) = key.split_once('.') else { return false };
    match place {
        Place::Motor(name, muscle) => {
            let upper = muscle.index() < 5;
            name.name() == side
                && (column == "motor"
                    || (column == "upper" && upper)
                    || (column == "lower" && !upper))
        }
        Place::LightTouch(name, _) => name.name() == side && column == "light_touch",
        Place::PinPrick(name, _) => name.name() == side && column == "pin_prick",
        Place::Vac | Place::Dap => false,
    }
}

/// How the answers come about, from which revision, with what they cannot say.
pub(super) fn why(exam: &Exam, understood: &Understood) -> Markup {
    let found = exam.classify(Mode::Standard);
    let stops = |side: SideName| {
        let level = exam_stop(exam, side)?;
        let level_words = level.name().replace('_', "-");
        Some(format!(
            "{} sensory level: the first segment that is not normal is {level_words}.",
            side.name()
        ))
    };
    html! {
        (ui::why("Why?", html! {
            ul {
                @for side in SideName::BOTH { @if let Some(text) = stops(side) { li { (text) } } }
                li { "Motor level: the lowest key muscle of 3 or more with every muscle above it at 5; where there is no muscle to test, the sensory level." }
                li { "NLI: the highest of the four levels." }
                li { "Complete: no anal contraction, no deep pressure, nothing felt at S4-5 on either side." }
                li { "AIS: A complete; B feeling only; C and D by whether at least half of the key muscles below the NLI hold against gravity; E all normal after an earlier deficit." }
                li { "A cell not tested leaves every answer standing that it could lead to." }
                @for warning in found.warnings(exam, TRAUMATIC) { li data-warning=(warning.code()) { (warning.text()) } }
            }
            p { "Revision " (understood.revision) " · " (isncsci::CITATION) }
        }))
    }
}

/// The first segment of a side where touch or prick is surely not normal.
fn exam_stop(exam: &Exam, side: SideName) -> Option<Dermatome> {
    let normal = |place: Place| exam.values(place) & 0b100 != 0;
    Dermatome::all().find(|level| {
        !normal(Place::LightTouch(side, *level)) || !normal(Place::PinPrick(side, *level))
    })
}

/// The body with what was felt: the lower of the two, or the one that the figure is set to.
fn figure(form: &Form) -> Markup {
    let level = |name: &str| Dermatome::all().find(|level| level.name() == name.replace('-', "_"));
    let places = |name: &str, side: Side| {
        let side = if side == Side::Right { SideName::Right } else { SideName::Left };
        level(name).map(|level| [Place::LightTouch(side, level), Place::PinPrick(side, level)])
    };
    let felt = |name: &str, side: Side| {
        let Some([touch, prick]) = places(name, side) else { return String::new() };
        match form.get("picture") {
            "lightTouch" => code(form, touch),
            "pinPrick" => code(form, prick),
            _ => lower(&code(form, touch), &code(form, prick)),
        }
    };
    let cell = |place: &str, side: Side| {
        let [touch, prick] = places(place, side)?;
        let place = if form.get("picture") == "pinPrick" { prick } else { touch };
        Some(field_id(&name(place)))
    };
    ui::dermatome_figure(&felt, &cell)
}

/// The worse of two codes; an empty or untested one gives way to a number only when that is worse.
pub(super) fn lower(touch: &str, prick: &str) -> String {
    let rank = |code: &str| match code.trim_end_matches('*') {
        "0" => 0,
        "1" => 1,
        "NT" => 2,
        "" => 3,
        _ => 4,
    };
    if rank(prick) < rank(touch) { prick.to_owned() } else { touch.to_owned() }
}

/// Each cell that differs from the worksheet before.
pub(super) fn compared(
    exam: &Exam,
    before: &IsncsciExam,
    time: &dyn Fn(jiff::Timestamp) -> String,
) -> Markup {
    let Ok(earlier) = before.recorded.worksheet.exam() else { return html! {} };
    let changes = changes(&earlier, exam);
    let worse = changes.iter().filter(|(_, was, is)| is < was).count();
    html! {
        details class="why" {
            summary {
                "Compared with " (time(before.at)) ": " (changes.len()) " changed"
                @if worse > 0 { ", " (worse) " lower" }
            }
            ul data-changes {
                @for (place, was, is) in changes {
                    li { (words(place)) ": " (number(place, was)) " → " (number(place, is)) @if is < was { " ▼" } @else { " ▲" } }
                }
            }
            p class="hint" { "A cell that was not tested in one of the two is left out." }
        }
    }
}

fn number(place: Place, value: u8) -> String {
    match (place, value) {
        (Place::Vac | Place::Dap, 0) => "no".into(),
        (Place::Vac | Place::Dap, _) => "yes".into(),
        (_, number) => number.to_string(),
    }
}

/// The whole worksheet in sentences, equal neighbours taken together, for an assistant to say aloud.
pub(super) fn read_back(code: &dyn Fn(Place) -> String) -> Markup {
    let mut sentences: Vec<String> = Vec::new();
    for side in SideName::BOTH {
        let columns: [(&str, Vec<Place>); 3] = [
            (
                "motor",
                Place::all()
                    .filter(|place| matches!(place, Place::Motor(on, _) if *on == side))
                    .collect(),
            ),
            (
                "light touch",
                Place::all()
                    .filter(|place| matches!(place, Place::LightTouch(on, _) if *on == side))
                    .collect(),
            ),
            (
                "pin prick",
                Place::all()
                    .filter(|place| matches!(place, Place::PinPrick(on, _) if *on == side))
                    .collect(),
            ),
        ];
        for (words, places) in columns {
            let mut sentence =
                format!("{} {words}:", if side == SideName::Right { "Right" } else { "Left" });
            let mut runs: Vec<(String, String, String)> = Vec::new();
            for place in places {
                let (said, level) = (spoken(&code(place)), level_of(place));
                match runs.last_mut() {
                    Some((last, _, to)) if *last == said => *to = level,
                    _ => runs.push((said, level.clone(), level)),
                }
            }
            for (said, from, to) in runs {
                let levels = if from == to { from } else { format!("{from} to {to}") };
                // Writing into a string does not fail.
                let _ = write!(sentence, " {levels} {said};");
            }
            sentences.push(sentence.trim_end_matches(';').to_owned() + ".");
        }
    }
    for (place, words) in [(Place::Vac, "Anal contraction"), (Place::Dap, "Deep anal pressure")] {
        sentences.push(format!("{words}: {}.", spoken(&code(place))));
    }
    html! { @for sentence in sentences { p { (sentence) } } }
}

fn spoken(code: &str) -> String {
    match code {
        "" => "not entered".into(),
        "NT" => "not testable".into(),
        other => other.to_owned(),
    }
}
