//! The full neurological worksheet as an examiner left it: every cell, which cells were filled by
//! "normal down to", why a cell was tagged, and the signs that stand beside it.
//!
//! The worksheet is the truth. What the `isncsci` crate made of it is stored beside it as it was
//! understood then, with the crate's revision, and is computed again whenever it is shown. The same
//! examination is a point of the walking line too, so that what got worse is asked about at once.

mod compare;
mod signs;
mod worksheet;

use std::collections::BTreeMap;

use isncsci::{Classification, Exam, Finding as Anal, Mode, Output, Place, SideName};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::decide::Draft;
use crate::event::Event;
use crate::facts::{Answer, Answers};
use crate::neuro::{self, NeuroRecorded, Walking};
use crate::refusal::Refusal;

pub use compare::{changes, worsened};
pub use signs::{SIGNS, Sign, sign};
pub use worksheet::{Worksheet, WorksheetSide, words};

/// Record a worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordIsncsci {
    /// Every cell.
    pub worksheet: Worksheet,
    /// What was filled at one stroke.
    pub fills: Vec<Fill>,
    /// Why a tagged cell is impaired by something else than the cord: place to reason.
    pub tags: BTreeMap<String, String>,
    /// Signs beside the worksheet, by [`Sign`] key and side (`plantar_right`).
    pub signs: BTreeMap<String, String>,
    /// What the cells cannot say.
    pub remarks: String,
    /// How the person walks; `None` when not seen.
    pub walking: Option<Walking>,
    /// The examiner says it got worse.
    pub says_worse: bool,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
}

/// Cells that were filled as normal at one stroke, after the examiner had said "I tested these".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    /// "right", "left" or "both".
    pub side: String,
    /// Normal from C2 down to this level.
    pub down_to: String,
}

impl Fill {
    /// In a sentence.
    pub fn words(&self) -> String {
        let side = if self.side == "both" { "both sides" } else { self.side.as_str() };
        format!("normal down to {}, {side}", self.down_to.replace('_', "-"))
    }
}

/// A worksheet was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsncsciRecorded {
    /// Every cell.
    pub worksheet: Worksheet,
    /// What was filled at one stroke.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fills: Vec<Fill>,
    /// Why a tagged cell is impaired by something else than the cord: place to reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// Signs beside the worksheet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub signs: BTreeMap<String, String>,
    /// What the cells cannot say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remarks: String,
    /// The same examination as a point of the walking line.
    pub neuro: NeuroRecorded,
    /// What the worksheet meant to the program of that day.
    pub understood: Understood,
}

/// A classification in words, with the revision that made it. Never the truth: see the worksheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// Which revision of the classification.
    pub revision: String,
    /// Output to the answers that some completion of the worksheet reaches ("C,D").
    pub outputs: BTreeMap<String, String>,
    /// Sums; "ND" where a cell of it was not tested.
    pub totals: BTreeMap<String, String>,
}

impl Understood {
    /// What this program makes of an examination.
    pub fn of(exam: &Exam) -> Self {
        let found = exam.classify(Mode::Standard);
        let raw = if exam.has_tags() { exam.raw().classify(Mode::Standard) } else { found };
        let outputs = Output::ALL.iter().map(|output| {
            let mut text = String::new();
            // Writing into a string does not fail.
            let _ = found.write(*output, &raw, &mut text);
            (output.key().to_owned(), text)
        });
        Self {
            revision: isncsci::VERSION.to_owned(),
            outputs: outputs.collect(),
            totals: totals(&found),
        }
    }

    /// An output in words; empty when this revision had none of that name.
    pub fn output(&self, output: Output) -> &str {
        self.outputs.get(output.key()).map_or("", String::as_str)
    }
}

fn totals(found: &Classification) -> BTreeMap<String, String> {
    let all = &found.totals;
    let side = |name: &str, side: &isncsci::SideTotals| {
        [
            (format!("{name}.upper"), side.upper_extremity),
            (format!("{name}.lower"), side.lower_extremity),
            (format!("{name}.motor"), side.motor),
            (format!("{name}.light_touch"), side.light_touch),
            (format!("{name}.pin_prick"), side.pin_prick),
        ]
    };
    let both = [
        ("upper".to_owned(), all.upper_extremity),
        ("lower".to_owned(), all.lower_extremity),
        ("light_touch".to_owned(), all.light_touch),
        ("pin_prick".to_owned(), all.pin_prick),
    ];
    let right = side("right", &all.sides.right);
    let left = side("left", &all.sides.left);
    let sums = both.into_iter().chain(right).chain(left);
    sums.map(|(key, sum)| (key, sum.map_or_else(|| "ND".to_owned(), |sum| sum.to_string())))
        .collect()
}

/// A recorded worksheet in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IsncsciExam {
    /// What was recorded.
    pub recorded: IsncsciRecorded,
    /// When the person was examined.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The entry it came from.
    pub entry: u64,
}

impl IsncsciExam {
    pub(crate) fn new(recorded: &IsncsciRecorded, at: Timestamp, by: &Actor, entry: u64) -> Self {
        Self { recorded: recorded.clone(), at, by: by.name.clone(), entry }
    }
}

pub(crate) fn record(draft: &mut Draft<'_>, record: &RecordIsncsci) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let exam = record.worksheet.exam().map_err(|wrong| Refusal::invalid("worksheet", wrong))?;
    check(record, &exam)?;
    let at = draft.happened(record.at)?;
    let mut short = compare::short(&exam);
    short.walking = record.walking;
    short.says_worse = record.says_worse;
    let earlier = draft.case.isncsci.iter().rev().find(|earlier| earlier.at <= at);
    let fell = earlier
        .and_then(|earlier| earlier.recorded.worksheet.exam().ok())
        .is_some_and(|earlier| worsened(&earlier, &exam));
    let mut neuro = neuro::judged(draft, short, at);
    neuro.worse |= fell;
    let told = answers(&exam, &record.signs, &neuro);
    let recorded = IsncsciRecorded {
        worksheet: record.worksheet.clone(),
        fills: record.fills.clone(),
        tags: record.tags.clone(),
        signs: record.signs.clone(),
        remarks: record.remarks.trim().to_owned(),
        neuro,
        understood: Understood::of(&exam),
    };
    draft.record_at(at, None, Event::IsncsciRecorded(Box::new(recorded)));
    neuro::tell(draft, told, at);
    Ok(())
}

/// A tag needs its reason, and a reason its tag; a sign must be one we know.
fn check(record: &RecordIsncsci, exam: &Exam) -> Result<(), Refusal> {
    for place in Place::all().filter(|place| worksheet::is_tagged(exam, *place)) {
        if record.tags.get(&place.to_string()).is_none_or(|why| why.trim().is_empty()) {
            return Err(Refusal::invalid(
                "tags",
                format!("Say what else than the cord impairs {}.", words(place)),
            ));
        }
    }
    for (key, said) in &record.signs {
        if !sign(key).is_some_and(|sign| sign.choices.iter().any(|(word, _)| word == said)) {
            return Err(Refusal::invalid("signs", "Choose one of the findings listed."));
        }
    }
    let known = |fill: &Fill| {
        matches!(fill.side.as_str(), "right" | "left" | "both")
            && isncsci::Dermatome::all().any(|level| level.name() == fill.down_to)
    };
    if !record.fills.iter().all(known) {
        return Err(Refusal::invalid("fills", "Choose the level down to which all is normal."));
    }
    Ok(())
}

/// What the rules may take from the worksheet beside what the short examination says. Only a clear
/// finding speaks; nothing here is ever a "no". Which findings count as signs of the cord or the
/// nerves below it is our own reading and waits for a clinician.
fn answers(exam: &Exam, signs: &BTreeMap<String, String>, neuro: &NeuroRecorded) -> Answers {
    let mut answers = neuro::answers(&neuro.exam);
    let mut yes = |fact: &str| answers.insert(fact.into(), Answer::yes());
    if compare::arm_is_weak(exam) {
        yes("n_weak");
        yes("n_weak_arm");
    }
    if SideName::BOTH.into_iter().any(|side| compare::feels_less(exam, side)) {
        yes("n_sens");
    }
    if exam.vac == Anal::No {
        yes("n_sphincter");
    }
    let said = |name: &str, word: &str| {
        ["right", "left"]
            .iter()
            .any(|side| signs.get(&format!("{name}_{side}")).is_some_and(|found| found == word))
    };
    if exam.vac == Anal::No
        || exam.dap == Anal::No
        || said("plantar", "up")
        || said("clonus", "sustained")
    {
        yes("n_signs");
    }
    answers
}
