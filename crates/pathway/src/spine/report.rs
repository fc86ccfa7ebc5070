//! The level-by-level report: saved unsigned, signed once, added to afterwards.
//!
//! ```text
//!   saved (unsigned, any number of times) ──> signed (locked) ──> addendum, addendum …
//!                                               │
//!                                               ├── the scan is reported: its clock ends
//!                                               └── compression: a named person is alerted
//! ```
//! Signing asks which levels were looked at, so that a level without a finding means that it was
//! seen and clear.

use std::collections::BTreeMap;

use jiff::Timestamp;
use scores::sins::Pain;
use serde::{Deserialize, Serialize};

use super::critical::{self, CriticalResultRaised};
use super::finding::{LevelFinding, Metastasis, SinsAt};
use super::{Level, LevelPainRecorded, Pains, Span};
use crate::decide::{Draft, required};
use crate::event::Event;
use crate::facts::{Answer, Answers};
use crate::imaging::{self, Conclusion, Modality, ReportImaging};
use crate::refusal::Refusal;

/// What the images show, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpineReport {
    /// Which scan was read.
    pub modality: Modality,
    /// How it was done, and how good it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub technique: String,
    /// What it was compared with.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comparison: String,
    /// The levels that were looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Span>,
    /// Levels with something to say, head to tail.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelFinding>,
    /// Compression of cord or cauda equina: seen, not seen, or not sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<bool>,
    /// What it means for MSCC.
    pub conclusion: Conclusion,
    /// The radiologist's own sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub impression: String,
}

impl SpineReport {
    /// A report of this scan in which nothing is said yet.
    pub fn new(modality: Modality) -> Self {
        Self {
            modality,
            technique: String::new(),
            comparison: String::new(),
            seen: None,
            levels: Vec::new(),
            compression: None,
            conclusion: Conclusion::Open,
            impression: String::new(),
        }
    }

    /// What is said about a level.
    pub fn at(&self, level: Level) -> Option<&LevelFinding> {
        self.levels.iter().find(|finding| finding.level == level)
    }

    /// Compression as the reader says it, or as a grade of 2 or 3 says it.
    pub fn compression(&self) -> Option<bool> {
        if self.levels.iter().any(LevelFinding::compresses_cord) {
            Some(true)
        } else {
            self.compression
        }
    }

    /// Somebody has to hear of it now.
    pub fn is_critical(&self) -> bool {
        self.compression() == Some(true)
    }

    /// The highest SINS of a single level, and that level. Levels are never added up.
    pub fn highest_sins(&self, pains: &Pains) -> Option<(Level, scores::sins::Sins)> {
        let scored = self.levels.iter().filter_map(|finding| {
            match finding.sins(pains.get(&finding.level).map(|said| said.pain)) {
                SinsAt::Scored(sins) => Some((finding.level, sins)),
                SinsAt::NotAsked | SinsAt::Incomplete(_) => None,
            }
        });
        // Of equal totals the uppermost.
        scored.reduce(|best, next| if next.1.total > best.1.total { next } else { best })
    }

    /// Head to tail, only what says something, texts without blanks round them.
    fn tidied(&self) -> Self {
        let mut report = self.clone();
        for text in [&mut report.technique, &mut report.comparison, &mut report.impression] {
            *text = text.trim().into();
        }
        report.levels.retain(LevelFinding::says_something);
        report.levels.sort_by_key(|finding| finding.level);
        report
    }
}

/// Save the report without signing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveSpineReport {
    /// As far as it is.
    pub report: SpineReport,
    /// The pain by level, as it was told for this report.
    pub pains: BTreeMap<Level, Pain>,
    /// The save that the writer saw: an other's later one is never overwritten unseen.
    pub saw: u32,
}

/// Sign the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignSpineReport {
    /// Whole.
    pub report: SpineReport,
    /// The pain by level, as it was told for this report.
    pub pains: BTreeMap<Level, Pain>,
    /// The save that the signer saw.
    pub saw: u32,
    /// Whom to alert, by name, when the result is critical.
    pub alert: String,
    /// Values that are rarely meant are meant.
    pub sure: bool,
}

/// Add to a signed report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddToSpineReport {
    /// Which signed report.
    pub number: u32,
    /// What is added.
    pub text: String,
}

/// The report was saved, unsigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpineReportSaved {
    /// As far as it was.
    pub report: SpineReport,
}

/// The report was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpineReportSigned {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// Whole.
    pub report: SpineReport,
}

/// Something was added to a signed report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpineReportAddended {
    /// Which signed report.
    pub number: u32,
    /// What.
    pub text: String,
}

/// A report that nobody has signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsigned {
    /// As far as it is.
    pub report: SpineReport,
    /// Who saved it last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A signed report with what was added later.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// As signed.
    pub report: SpineReport,
    /// Who signed.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Later words: text, by whom, when.
    pub addenda: Vec<(String, String, Timestamp)>,
}

pub(crate) fn save(draft: &mut Draft<'_>, save: &SaveSpineReport) -> Result<(), Refusal> {
    draft.must_be_open()?;
    nobody_saved_since(draft, save.saw)?;
    possible(&save.report)?;
    tell_pains(draft, &save.pains);
    draft.record(Event::SpineReportSaved(SpineReportSaved { report: save.report.tidied() }));
    Ok(())
}

pub(crate) fn sign(draft: &mut Draft<'_>, sign: &SignSpineReport) -> Result<(), Refusal> {
    draft.must_be_open()?;
    nobody_saved_since(draft, sign.saw)?;
    let report = sign.report.tidied();
    possible(&report)?;
    let Some(seen) = report.seen else {
        return Err(Refusal::invalid(
            "seen_from",
            "Say which levels were seen, from and to: a level without a finding then means that \
             it was looked at.",
        ));
    };
    if let Some(outside) = report.levels.iter().find(|finding| !seen.has(finding.level)) {
        return Err(Refusal::invalid(
            "seen_to",
            format!("{} has a finding and lies outside the levels seen.", outside.level),
        ));
    }
    let unlikely = report.levels.iter().find_map(LevelFinding::unlikely);
    if let Some((_, question)) = unlikely.filter(|_| !sign.sure) {
        return Err(Refusal::invalid(
            "sure",
            format!("{question} Correct it, or tick that it is meant."),
        ));
    }
    if report.compression == Some(false) && report.levels.iter().any(LevelFinding::compresses_cord)
    {
        return Err(Refusal::invalid(
            "compression",
            "A level with ESCC 2 or 3 has a compressed cord: correct the grade or the answer.",
        ));
    }
    let alert = if report.is_critical() {
        let ask = "Choose who is told of this result now: it shows compression.";
        let name = required("alert", &sign.alert, ask)?.to_owned();
        if !critical::can_be_reached(draft.context.on_call, &name) {
            return Err(Refusal::invalid(
                "alert",
                format!("{name} cannot be reached from here: choose somebody who can."),
            ));
        }
        Some(name)
    } else {
        None
    };
    tell_pains(draft, &sign.pains);
    let words = super::summary::summary(&report, &draft.case.spine.pain);
    let number = draft.case.spine.next_report();
    let event = SpineReportSigned { number, report: report.clone() };
    draft.record(Event::SpineReportSigned(event));
    let impression = &report.impression;
    imaging::report(
        draft,
        &ReportImaging {
            compression: report.compression(),
            conclusion: report.conclusion,
            summary: if impression.is_empty() { words } else { impression.clone() },
            at: None,
        },
    )?;
    tell_the_rules(draft, &report);
    if let Some(to) = alert {
        let number = draft.case.spine.next_alert();
        draft.record(Event::CriticalResultRaised(CriticalResultRaised { number, to }));
    }
    Ok(())
}

/// What the rule book asks of a report beside compression: spread that is seen, and instability.
pub(super) fn tell_the_rules(draft: &mut Draft<'_>, report: &SpineReport) {
    let mut answers = Answers::new();
    if report.levels.iter().any(|finding| finding.metastasis == Metastasis::Definite) {
        answers.insert("spinal_mets".into(), Answer::yes());
    }
    if let Some((_, sins)) = report.highest_sins(&draft.case.spine.pain) {
        answers.insert("SINS".into(), Answer::Number(f64::from(sins.total)));
    }
    if !answers.is_empty() {
        let now = draft.context.now;
        imaging::facts(draft, now, answers);
    }
}

pub(crate) fn add(draft: &mut Draft<'_>, add: &AddToSpineReport) -> Result<(), Refusal> {
    if draft.case.referral.is_none() {
        return Err(Refusal::Unknown("referral"));
    }
    let text = required("text", &add.text, "Write what is added to the report.")?.to_owned();
    let number = add.number;
    if !draft.case.spine.signed.iter().any(|signed| signed.number == number) {
        return Err(Refusal::Unknown("signed report"));
    }
    draft.record(Event::SpineReportAddended(SpineReportAddended { number, text }));
    Ok(())
}

/// The pain comes from the patient and belongs to the case; what is known already is not repeated.
fn tell_pains(draft: &mut Draft<'_>, pains: &BTreeMap<Level, Pain>) {
    for (&level, &pain) in pains {
        if draft.case.spine.pain_at(level) != Some(pain) {
            let said = LevelPainRecorded { level, pain: Some(pain) };
            draft.record(Event::LevelPainRecorded(said));
        }
    }
}

fn nobody_saved_since(draft: &Draft<'_>, saw: u32) -> Result<(), Refusal> {
    let now = draft.case.spine.saves;
    if saw == now {
        return Ok(());
    }
    Err(Refusal::Changed { seen: u64::from(saw), now: u64::from(now) })
}

/// One row a level, and nothing in it that cannot be.
fn possible(report: &SpineReport) -> Result<(), Refusal> {
    for (at, finding) in report.levels.iter().enumerate() {
        if report.levels.iter().take(at).any(|before| before.level == finding.level) {
            let message = format!("{} is written down twice.", finding.level);
            return Err(Refusal::invalid("levels", message));
        }
        if let Some((_, problem)) = finding.problem() {
            return Err(Refusal::invalid("levels", format!("{}: {problem}", finding.level)));
        }
    }
    Ok(())
}
