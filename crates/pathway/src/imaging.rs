//! The scan: ordered, acquired, reported. `request` says what is asked for, `scan` how one scan
//! moves on between the order and the report.

pub mod request;
pub mod scan;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::facts::{Answer, Answers, How};
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;
use request::ScanRequest;
use scan::{Scan, ScanProgressed, ScanStage, ScanStep};

/// What is scanned, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// MRI of the whole spine: never cropped to the pain site.
    MriWholeSpine,
    /// CT of the whole spine, where MRI cannot be done.
    CtWholeSpine,
    /// CT for the bone, beside MRI: it answers a surgeon, not the MRI clock.
    CtForBone,
    /// A plain X-ray, which finds or excludes neither spread nor compression.
    PlainXray,
}

impl Modality {
    /// Every scan.
    pub const ALL: [Self; 4] =
        [Self::MriWholeSpine, Self::CtWholeSpine, Self::CtForBone, Self::PlainXray];
    /// The scans of the whole spine, which the clock waits for.
    pub const WHOLE_SPINE: [Self; 2] = [Self::MriWholeSpine, Self::CtWholeSpine];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::MriWholeSpine => "mri_whole_spine",
            Self::CtWholeSpine => "ct_whole_spine",
            Self::CtForBone => "ct_for_bone",
            Self::PlainXray => "plain_xray",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::MriWholeSpine => "MRI whole spine",
            Self::CtWholeSpine => "CT whole spine",
            Self::CtForBone => "CT for bone, beside MRI",
            Self::PlainXray => "plain X-ray",
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
    /// Why and how.
    pub request: ScanRequest,
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
    /// Why and how.
    #[serde(default, skip_serializing_if = "ScanRequest::is_empty")]
    pub request: ScanRequest,
    /// The task to phone radiology about what is unsafe or not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<u32>,
}

/// The scan is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcquireImaging {
    /// Which.
    pub modality: Modality,
    /// The scan that was asked for; `None` takes the latest of this kind.
    pub number: Option<u32>,
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
    /// The scan that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
}

impl ImagingAcquired {
    /// Whole-spine MRI counts; CT counts only where MRI cannot be done.
    pub fn counts_for_the_clock(&self) -> bool {
        match self.modality {
            Modality::MriWholeSpine => true,
            Modality::CtWholeSpine => self.mri_contraindicated,
            Modality::CtForBone | Modality::PlainXray => false,
        }
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
    /// Every scan, in the order in which it was asked for.
    pub scans: Vec<Scan>,
    /// When another hospital was last asked for its images.
    pub images_requested: Option<Timestamp>,
    /// When images last arrived here.
    pub images_received: Option<Timestamp>,
}

impl Imaging {
    fn next_number(&self) -> u32 {
        u32::try_from(self.scans.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    pub(crate) fn take_order(&mut self, ordered: &ImagingOrdered, recorded: &Recorded) {
        if Modality::WHOLE_SPINE.contains(&ordered.modality) {
            self.ordered = Some((ordered.clone(), recorded.occurred_at));
        }
        self.scans.push(Scan::new(self.next_number(), ordered, recorded));
    }

    pub(crate) fn take_progress(&mut self, progressed: &ScanProgressed, recorded: &Recorded) {
        let at = recorded.occurred_at;
        match progressed.step {
            ScanStep::ImagesRequested => {
                self.images_requested = self.images_requested.max(Some(at));
            }
            ScanStep::ImagesReceived => self.images_received = self.images_received.max(Some(at)),
            _ => {}
        }
        if let Some(scan) = self.scans.iter_mut().find(|scan| scan.number == progressed.number) {
            scan.take(progressed, recorded);
        }
    }

    /// A scan that nobody ordered here is one of its own.
    pub(crate) fn take_scan(&mut self, acquired: &ImagingAcquired, recorded: &Recorded) {
        let at = recorded.occurred_at;
        if Modality::WHOLE_SPINE.contains(&acquired.modality) {
            self.acquired = Some((acquired.clone(), at));
            self.reported = None;
        }
        let which = self.to_be_done(acquired.modality, acquired.number).map(|scan| scan.number);
        let number = which.unwrap_or_else(|| {
            let ordered = ImagingOrdered {
                modality: acquired.modality,
                slot: None,
                place: String::new(),
                request: ScanRequest::default(),
                task: None,
            };
            let number = self.next_number();
            self.scans.push(Scan::new(number, &ordered, recorded));
            number
        });
        if let Some(scan) = self.scans.iter_mut().find(|scan| scan.number == number) {
            scan.done = Some((recorded.version, at));
            scan.stage = ScanStage::Done;
        }
    }

    /// The report covers what was done.
    pub(crate) fn take_report(&mut self, reported: &ImagingReported, at: Timestamp) {
        self.reported = Some((reported.clone(), at));
        for scan in self.scans.iter_mut().filter(|scan| scan.stage == ScanStage::Done) {
            scan.stage = ScanStage::Reported;
        }
    }

    /// A corrected entry moves the end of its scan, or takes it back.
    pub(crate) fn correct(&mut self, entry: u64, happened_at: Option<Timestamp>, withdrawn: bool) {
        for scan in &mut self.scans {
            let Some((of, at)) = &mut scan.done else { continue };
            if *of != entry {
                continue;
            }
            *at = happened_at.unwrap_or(*at);
            if withdrawn {
                scan.done = None;
                scan.stage = ScanStage::Accepted;
            }
        }
    }

    /// The scan that is done now: the one named, else the latest of this kind that waits.
    fn to_be_done(&self, modality: Modality, number: Option<u32>) -> Option<&Scan> {
        self.scans.iter().rev().find(|scan| {
            scan.can_be_done()
                && number.map_or(scan.modality == modality, |number| scan.number == number)
        })
    }
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
    if order.modality == Modality::MriWholeSpine && order.mri_contraindicated == Some(true) {
        return Err(Refusal::invalid(
            "modality",
            "Radiology decided that MRI cannot be done: order CT of the whole spine. The same \
             clock runs on.",
        ));
    }
    let mut request = order.request.clone();
    request.indication = request.indication.trim().into();
    if order.modality == Modality::PlainXray
        && let Some(because) = &request.xray_because
    {
        let because = required(
            "xray_because",
            because,
            "A plain X-ray neither finds nor excludes spread or compression. Order MRI, or say why \
             an X-ray is needed all the same.",
        )?;
        request.xray_because = Some(because.into());
    }
    let open = request.safety.for_the_telephone();
    let task = (order.modality == Modality::MriWholeSpine && !open.is_empty()).then(|| {
        let what = format!("Phone radiology about MRI safety ({})", open.join("; "));
        scan::ask_coordinator(draft, what)
    });
    let for_spread = request.xray_because.is_some();
    draft.record(Event::ImagingOrdered(ImagingOrdered {
        modality: order.modality,
        slot: order.slot,
        place: order.place.trim().into(),
        request,
        task,
    }));
    if order.modality == Modality::PlainXray && for_spread {
        let now = draft.context.now;
        let asked = [("plain_xray_requested_for_mets".to_owned(), Answer::yes())];
        facts(draft, now, asked.into());
    }
    if let Some(contraindicated) = order.mri_contraindicated {
        let answer = if contraindicated { Answer::yes() } else { Answer::no() };
        let now = draft.context.now;
        facts(draft, now, [("mri_contraindicated".to_owned(), answer)].into());
    }
    Ok(())
}

pub(crate) fn acquire(draft: &mut Draft<'_>, acquire: &AcquireImaging) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let imaging = &draft.case.imaging;
    let by_number = |number| imaging.scans.iter().find(|scan: &&Scan| scan.number == number);
    let modality = match acquire.number {
        Some(number) => {
            let scan = by_number(number).ok_or(Refusal::Unknown("scan"))?;
            if let Some((_, at)) = scan.done {
                return Err(Refusal::AlreadyDone { by: "Radiology".into(), at });
            }
            scan.modality
        }
        None => acquire.modality,
    };
    let scan = imaging.to_be_done(modality, acquire.number).cloned();
    // A scan after the report is another scan.
    if let (Some((_, at)), None, true) =
        (&imaging.acquired, &imaging.reported, Modality::WHOLE_SPINE.contains(&modality))
        && scan.is_none()
    {
        return Err(Refusal::AlreadyDone { by: "Radiology".into(), at: *at });
    }
    let at = draft.happened(acquire.at)?;
    let said = draft.case.facts.get("mri_contraindicated").map(|said| &said.answer);
    let mri_contraindicated = said == Some(&Answer::yes());
    if modality == Modality::CtWholeSpine && !mri_contraindicated {
        return Err(Refusal::invalid(
            "modality",
            "CT stops the MRI clock only where MRI is contraindicated: record that first.",
        ));
    }
    if let Some(scan) = &scan {
        scan::settle_questions(draft, scan);
    }
    let number = scan.map(|scan| scan.number);
    let acquired = ImagingAcquired { modality, mri_contraindicated, number };
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

pub(crate) fn facts(draft: &mut Draft<'_>, at: Timestamp, answers: Answers) {
    let facts = FactsRecorded { answers, how: How::Recorded };
    draft.record_at(at, None, Event::FactsRecorded(facts));
}
