//! The scan: ordered, acquired, reported.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::decide::{Draft, required};
use crate::event::Event;
use crate::facts::{Answer, Answers, How};
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;

/// What is scanned, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// MRI of the whole spine: never cropped to the pain site.
    MriWholeSpine,
    /// CT of the whole spine, where MRI cannot be done.
    CtWholeSpine,
}

impl Modality {
    /// Both.
    pub const ALL: [Self; 2] = [Self::MriWholeSpine, Self::CtWholeSpine];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::MriWholeSpine => "mri_whole_spine",
            Self::CtWholeSpine => "ct_whole_spine",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::MriWholeSpine => "MRI whole spine",
            Self::CtWholeSpine => "CT whole spine",
        }
    }

    /// The modality with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|modality| modality.key() == key)
    }
}

/// Order a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderImaging {
    /// Which.
    pub modality: Modality,
    /// Whether MRI cannot be done safely, decided by radiology; `None` when not known.
    pub mri_contraindicated: Option<bool>,
    /// Booked for.
    pub slot: Option<Timestamp>,
    /// Where.
    pub place: String,
}

/// A scan was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagingOrdered {
    /// Which.
    pub modality: Modality,
    /// Booked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Timestamp>,
    /// Where.
    #[serde(default)]
    pub place: String,
}

/// The scan is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcquireImaging {
    /// Which.
    pub modality: Modality,
    /// When it ended; `None` means now.
    pub at: Option<Timestamp>,
}

/// The scan was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagingAcquired {
    /// Which.
    pub modality: Modality,
    /// Whether MRI was contraindicated: then CT stops the same clock, coded as CT.
    pub mri_contraindicated: bool,
}

impl ImagingAcquired {
    /// Whole-spine MRI counts; CT counts only where MRI cannot be done.
    pub fn counts_for_the_clock(&self) -> bool {
        self.modality == Modality::MriWholeSpine || self.mri_contraindicated
    }
}

/// What the scan means for MSCC. Only the responsible consultant confirms or excludes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// Compression judged malignant.
    Confirmed,
    /// Excluded.
    Excluded,
    /// Still open.
    Open,
}

impl Conclusion {
    /// Every conclusion.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Excluded, Self::Open];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Excluded => "excluded",
            Self::Open => "open",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "MSCC confirmed",
            Self::Excluded => "MSCC excluded",
            Self::Open => "still open",
        }
    }

    /// The conclusion with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|conclusion| conclusion.key() == key)
    }
}

/// Report the scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportImaging {
    /// Compression of cord or cauda equina: seen, not seen, or not sure.
    pub compression: Option<bool>,
    /// What it means.
    pub conclusion: Conclusion,
    /// In one or two sentences.
    pub summary: String,
    /// When it was issued; `None` means now.
    pub at: Option<Timestamp>,
}

/// The scan was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagingReported {
    /// Compression seen, not seen, or not sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<bool>,
    /// What it means.
    pub conclusion: Conclusion,
    /// In one or two sentences.
    pub summary: String,
}

impl ImagingReported {
    /// Confirmed by the consultant.
    pub fn confirms_mscc(&self) -> bool {
        self.conclusion == Conclusion::Confirmed
    }

    /// Excluded by the consultant.
    pub fn excludes_mscc(&self) -> bool {
        self.conclusion == Conclusion::Excluded
    }
}

/// How far the scan got.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imaging {
    /// The latest order, and when.
    pub ordered: Option<(ImagingOrdered, Timestamp)>,
    /// Whether MRI cannot be done safely.
    pub mri_contraindicated: bool,
    /// The scan, and when it ended.
    pub acquired: Option<(ImagingAcquired, Timestamp)>,
    /// The report, and when it was issued.
    pub reported: Option<(ImagingReported, Timestamp)>,
}

pub(crate) fn order(draft: &mut Draft<'_>, order: &OrderImaging) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if order.modality == Modality::CtWholeSpine && order.mri_contraindicated != Some(true) {
        return Err(Refusal::invalid(
            "mri_contraindicated",
            "CT takes the place of MRI only where MRI cannot be done. Record that radiology \
             decided so, or order MRI.",
        ));
    }
    draft.record(Event::ImagingOrdered(ImagingOrdered {
        modality: order.modality,
        slot: order.slot,
        place: order.place.trim().into(),
    }));
    if let Some(contraindicated) = order.mri_contraindicated {
        let answer = if contraindicated { Answer::yes() } else { Answer::no() };
        let now = draft.context.now;
        facts(draft, now, [("mri_contraindicated".to_owned(), answer)].into());
    }
    Ok(())
}

pub(crate) fn acquire(draft: &mut Draft<'_>, acquire: &AcquireImaging) -> Result<(), Refusal> {
    draft.must_be_open()?;
    // A scan after the report is another scan.
    if let (Some((_, at)), None) = (&draft.case.imaging.acquired, &draft.case.imaging.reported) {
        return Err(Refusal::AlreadyDone { by: "Radiology".into(), at: *at });
    }
    let at = draft.happened(acquire.at)?;
    let said = draft.case.facts.get("mri_contraindicated").map(|said| &said.answer);
    let mri_contraindicated = said == Some(&Answer::yes());
    if acquire.modality == Modality::CtWholeSpine && !mri_contraindicated {
        return Err(Refusal::invalid(
            "modality",
            "CT stops the MRI clock only where MRI is contraindicated: record that first.",
        ));
    }
    let acquired = ImagingAcquired { modality: acquire.modality, mri_contraindicated };
    draft.record_at(at, None, Event::ImagingAcquired(acquired));
    Ok(())
}

pub(crate) fn report(draft: &mut Draft<'_>, report: &ReportImaging) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let summary = required("summary", &report.summary, "Write the result in a sentence.")?;
    if report.conclusion != Conclusion::Open && draft.context.actor.role != Role::Consultant {
        return Err(Refusal::NotPermitted(
            "The responsible consultant confirms or excludes MSCC. Report what you see and leave \
             the conclusion open.",
        ));
    }
    if report.conclusion == Conclusion::Confirmed && report.compression == Some(false) {
        return Err(Refusal::invalid(
            "conclusion",
            "MSCC cannot be confirmed on a scan without compression.",
        ));
    }
    let at = draft.happened(report.at)?;
    if draft.case.imaging.acquired.as_ref().is_some_and(|(_, scanned)| at < *scanned) {
        return Err(Refusal::invalid("at", "The report cannot be older than the scan."));
    }
    draft.record_at(
        at,
        None,
        Event::ImagingReported(ImagingReported {
            compression: report.compression,
            conclusion: report.conclusion,
            summary: summary.into(),
        }),
    );
    let mut answers = Answers::new();
    let compression = match report.compression {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    };
    answers.insert("mri_pos".into(), Answer::Word(compression.into()));
    match report.conclusion {
        Conclusion::Confirmed => {
            answers.insert("mscc_confirmed".into(), Answer::yes());
            answers.insert("mscc_ruled_out".into(), Answer::no());
        }
        Conclusion::Excluded => {
            answers.insert("mscc_confirmed".into(), Answer::no());
            answers.insert("mscc_ruled_out".into(), Answer::yes());
        }
        Conclusion::Open => {}
    }
    facts(draft, at, answers);
    Ok(())
}

fn facts(draft: &mut Draft<'_>, at: Timestamp, answers: Answers) {
    let facts = FactsRecorded { answers, how: How::Recorded };
    draft.record_at(at, None, Event::FactsRecorded(facts));
}
