//! One scan on its way: asked for, vetted, booked, on the table, done, reported.
//!
//! ```text
//!   requested ──> accepted ──> booked ──> on table ──> done ──> reported
//!       │  ▲          └ each step may be skipped: a night scan is never booked
//!       │  └── answered <── asked (a task for the coordinator)
//!       └────> declined, because … (a task); "MRI not safe" asks for CT on the same clock
//! ```
//! The images of a scan done elsewhere travel beside it: [`Transfer`].

use jiff::Timestamp;
use rules::Milestone;
use serde::{Deserialize, Serialize};

use super::request::ScanRequest;
use super::{ImagingOrdered, Modality};
use crate::case::Case;
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::facts::Answer;
use crate::refusal::Refusal;
use crate::{Role, task};

/// One tap of radiology, or of whoever moves the images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanStep {
    /// Vetted: it will be done.
    Accepted,
    /// Vetted: radiology needs to know something first.
    Asked,
    /// What radiology asked was answered.
    Answered,
    /// Vetted: it will not be done.
    Declined,
    /// Vetted: MRI cannot be done safely; CT takes its place on the same clock.
    NotSafe,
    /// It has a slot.
    Booked,
    /// The person lies on the table.
    OnTable,
    /// The other hospital was asked for its images.
    ImagesRequested,
    /// They were sent.
    ImagesSent,
    /// They arrived.
    ImagesReceived,
    /// They open here.
    ImagesViewable,
}

impl ScanStep {
    /// Every step.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::Asked,
        Self::Answered,
        Self::Declined,
        Self::NotSafe,
        Self::Booked,
        Self::OnTable,
        Self::ImagesRequested,
        Self::ImagesSent,
        Self::ImagesReceived,
        Self::ImagesViewable,
    ];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Declined => "declined",
            Self::NotSafe => "not_safe",
            Self::Booked => "booked",
            Self::OnTable => "on_table",
            Self::ImagesRequested => "images_requested",
            Self::ImagesSent => "images_sent",
            Self::ImagesReceived => "images_received",
            Self::ImagesViewable => "images_viewable",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Accepted => "Accepted",
            Self::Asked => "Radiology asks",
            Self::Answered => "Answered",
            Self::Declined => "Declined",
            Self::NotSafe => "MRI not safe",
            Self::Booked => "Booked",
            Self::OnTable => "On table",
            Self::ImagesRequested => "Images requested",
            Self::ImagesSent => "Images sent",
            Self::ImagesReceived => "Images received",
            Self::ImagesViewable => "Images viewable here",
        }
    }

    /// The step with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.key() == key)
    }

    /// Only radiology answers a request.
    const fn is_vetting(self) -> bool {
        matches!(self, Self::Accepted | Self::Asked | Self::Declined | Self::NotSafe)
    }

    /// The milestone that a clock counts from or ends with.
    pub(crate) const fn milestone(self) -> Option<Milestone> {
        match self {
            Self::ImagesSent => Some(Milestone::ImagesSent),
            Self::ImagesViewable => Some(Milestone::ImagesViewable),
            _ => None,
        }
    }

    /// What somebody was asked to settle about this scan is settled by it.
    const fn settles_questions(self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Answered | Self::Declined | Self::NotSafe | Self::OnTable
        )
    }
}

/// Move a scan on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressScan {
    /// Which, within the case.
    pub number: u32,
    /// What happened.
    pub step: ScanStep,
    /// The question, its answer, or why not.
    pub words: String,
    /// The slot, when it was booked.
    pub slot: Option<Timestamp>,
    /// Where, when it was booked.
    pub place: String,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
}

/// A scan moved on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanProgressed {
    /// Which.
    pub number: u32,
    /// What happened.
    pub step: ScanStep,
    /// The question, its answer, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Timestamp>,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The task that this step set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<u32>,
}

/// Where a scan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanStage {
    /// Nobody of radiology has answered it.
    Requested,
    /// Radiology waits for an answer.
    Asked,
    /// It will be done.
    Accepted,
    /// It has a slot.
    Booked,
    /// The person lies on the table.
    OnTable,
    /// Done, not reported.
    Done,
    /// Reported.
    Reported,
    /// It will not be done.
    Declined,
}

impl ScanStage {
    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Booked => "booked",
            Self::OnTable => "on-table",
            Self::Done => "done",
            Self::Reported => "reported",
            Self::Declined => "declined",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Requested => "Requested, not vetted",
            Self::Asked => "Radiology waits for an answer",
            Self::Accepted => "Accepted",
            Self::Booked => "Booked",
            Self::OnTable => "On table",
            Self::Done => "Done, not reported",
            Self::Reported => "Reported",
            Self::Declined => "Declined",
        }
    }
}

/// One step of a scan: what, said by whom, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanWord {
    /// What happened.
    pub step: ScanStep,
    /// In words.
    pub words: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// One scan and how far it got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// Which.
    pub modality: Modality,
    /// What was asked for.
    pub request: ScanRequest,
    /// Who asked.
    pub by: String,
    /// When it was asked for; of a scan nobody ordered here, when it was done.
    pub requested_at: Timestamp,
    /// Where it stands.
    pub stage: ScanStage,
    /// Booked for.
    pub slot: Option<Timestamp>,
    /// Where.
    pub place: String,
    /// Every step so far, oldest first.
    pub said: Vec<ScanWord>,
    /// The entry that said it is done, and when it ended.
    pub done: Option<(u64, Timestamp)>,
    /// Tasks that are open questions about this scan.
    pub tasks: Vec<u32>,
}

impl Scan {
    pub(crate) fn new(number: u32, ordered: &ImagingOrdered, recorded: &Recorded) -> Self {
        Self {
            number,
            modality: ordered.modality,
            request: ordered.request.clone(),
            by: recorded.actor.name.clone(),
            requested_at: recorded.occurred_at,
            stage: ScanStage::Requested,
            slot: ordered.slot,
            place: ordered.place.clone(),
            said: Vec::new(),
            done: None,
            tasks: ordered.task.into_iter().collect(),
        }
    }

    /// Whether radiology still has something to do with it.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, ScanStage::Reported | ScanStage::Declined)
    }

    /// Whether it can still be done.
    pub(crate) fn can_be_done(&self) -> bool {
        self.done.is_none() && self.stage != ScanStage::Declined
    }

    /// What radiology last asked or said.
    pub fn last_words(&self) -> Option<&ScanWord> {
        self.said.iter().rev().find(|said| !said.words.is_empty())
    }

    pub(crate) fn take(&mut self, progressed: &ScanProgressed, recorded: &Recorded) {
        let stage = match progressed.step {
            ScanStep::Accepted => Some(ScanStage::Accepted),
            ScanStep::Asked => Some(ScanStage::Asked),
            ScanStep::Answered => Some(ScanStage::Requested),
            ScanStep::Declined | ScanStep::NotSafe => Some(ScanStage::Declined),
            ScanStep::Booked => Some(ScanStage::Booked),
            ScanStep::OnTable => Some(ScanStage::OnTable),
            ScanStep::ImagesRequested
            | ScanStep::ImagesSent
            | ScanStep::ImagesReceived
            | ScanStep::ImagesViewable => None,
        };
        // A word that comes late never takes a scan back that is done.
        if let Some(stage) = stage.filter(|_| self.done.is_none()) {
            self.stage = stage;
        }
        self.slot = progressed.slot.or(self.slot);
        if !progressed.place.is_empty() {
            self.place.clone_from(&progressed.place);
        }
        self.tasks.extend(progressed.task);
        self.said.push(ScanWord {
            step: progressed.step,
            words: progressed.words.clone(),
            by: recorded.actor.name.clone(),
            at: recorded.occurred_at,
        });
    }
}

/// How far images taken elsewhere are on their way here (rule book 4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TransferState {
    /// Nobody has asked for images.
    NotRequested,
    /// Asked for.
    Requested,
    /// Sent.
    Sent,
    /// Arrived.
    Received,
    /// They open here.
    Viewable,
    /// Reported here.
    ReportedHere,
}

impl TransferState {
    /// Every state, in order.
    pub const ALL: [Self; 6] = [
        Self::NotRequested,
        Self::Requested,
        Self::Sent,
        Self::Received,
        Self::Viewable,
        Self::ReportedHere,
    ];

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotRequested => "not requested",
            Self::Requested => "requested",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Viewable => "viewable",
            Self::ReportedHere => "reported here",
        }
    }
}

/// The times of a transfer, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Each state that was reached, and when, in order.
    pub reached: Vec<(TransferState, Timestamp)>,
}

impl Transfer {
    /// Of one case. Images that are sent again begin again: what was viewable then is not now.
    pub fn of(case: &Case) -> Self {
        let begun = [
            (TransferState::Requested, case.imaging.images_requested),
            (TransferState::Sent, case.latest(Milestone::ImagesSent)),
        ];
        let since = begun.iter().filter_map(|(_, at)| *at).max();
        let after = |at: Option<Timestamp>| at.filter(|at| since.is_none_or(|since| *at >= since));
        let reported = case.imaging.reported.as_ref().map(|(_, at)| *at);
        let sent_for = begun.iter().any(|(_, at)| at.is_some());
        let later = [
            (TransferState::Received, after(case.imaging.images_received)),
            (TransferState::Viewable, after(case.latest(Milestone::ImagesViewable))),
            (TransferState::ReportedHere, after(reported).filter(|_| sent_for)),
        ];
        let reached = begun.into_iter().chain(later);
        Self { reached: reached.filter_map(|(state, at)| Some((state, at?))).collect() }
    }

    /// The furthest state.
    pub fn state(&self) -> TransferState {
        self.reached.iter().map(|(state, _)| *state).max().unwrap_or(TransferState::NotRequested)
    }

    /// When a state was reached.
    pub fn at(&self, state: TransferState) -> Option<Timestamp> {
        self.reached.iter().find(|(reached, _)| *reached == state).map(|(_, at)| *at)
    }
}

pub(crate) fn progress(draft: &mut Draft<'_>, progress: &ProgressScan) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let scans = &draft.case.imaging.scans;
    let scan = scans.iter().find(|scan| scan.number == progress.number);
    let scan = scan.ok_or(Refusal::Unknown("scan"))?.clone();
    if progress.step.is_vetting() {
        if draft.context.actor.role != Role::Radiology {
            return Err(Refusal::NotPermitted(
                "Only radiology accepts, questions or declines a scan. Phone radiology.",
            ));
        }
        if let Some((_, at)) = scan.done {
            return Err(Refusal::AlreadyDone { by: "Radiology".into(), at });
        }
    }
    let given = progress.words.trim();
    let words = match progress.step {
        ScanStep::Asked => required("words", given, "Write what radiology needs to know.")?,
        ScanStep::Answered => required("words", given, "Write the answer.")?,
        ScanStep::Declined => {
            required("words", given, "Say why it is declined: the referrer needs the reason.")?
        }
        ScanStep::NotSafe => required("words", given, "Say what makes MRI unsafe.")?,
        _ => given,
    };
    if progress.step == ScanStep::Booked && progress.slot.is_none() {
        return Err(Refusal::invalid("slot", "Enter the date and time of the slot."));
    }
    if progress.step == ScanStep::NotSafe && scan.modality != Modality::MriWholeSpine {
        return Err(Refusal::invalid("step", "Only an MRI is replaced by CT. Decline this scan."));
    }
    let at = draft.happened(progress.at)?;
    let what = scan.modality.words();
    let task = match progress.step {
        ScanStep::Asked => Some(format!("Radiology asks about {what}: {words}")),
        ScanStep::Declined => {
            Some(format!("Radiology declined {what}: {words}. Decide what instead."))
        }
        _ => None,
    };
    if progress.step.settles_questions() {
        settle_questions(draft, &scan);
    }
    let task = task.map(|what| ask_coordinator(draft, what));
    draft.record_at(
        at,
        None,
        Event::ScanProgressed(ScanProgressed {
            number: progress.number,
            step: progress.step,
            words: words.into(),
            slot: progress.slot.filter(|_| progress.step == ScanStep::Booked),
            place: progress.place.trim().into(),
            // A question is settled by its answer; what to do instead stays with the coordinator.
            task: task.filter(|_| progress.step == ScanStep::Asked),
        }),
    );
    if progress.step == ScanStep::NotSafe {
        super::facts(draft, at, [("mri_contraindicated".to_owned(), Answer::yes())].into());
        draft.record(Event::ImagingOrdered(ImagingOrdered {
            modality: Modality::CtWholeSpine,
            slot: None,
            place: String::new(),
            request: ScanRequest { indication: scan.request.indication, ..ScanRequest::default() },
            task: None,
        }));
    }
    Ok(())
}

/// Somebody has to settle this soon; not done, it climbs. Gives the number of the task.
pub(super) fn ask_coordinator(draft: &mut Draft<'_>, what: String) -> u32 {
    let minutes = u32::from(draft.context.site.ladder.instruction_min);
    let due = crate::clock::add_seconds(draft.context.now, minutes * 60);
    task::must(draft, what, "coordinator", due);
    draft.case.tasks.last().map_or(0, |task| task.number)
}

/// The open questions about a scan are answered.
pub(super) fn settle_questions(draft: &mut Draft<'_>, scan: &Scan) {
    let open: Vec<u32> = draft
        .case
        .tasks
        .iter()
        .filter(|task| task.done.is_none() && scan.tasks.contains(&task.number))
        .map(|task| task.number)
        .collect();
    for number in open {
        draft.record(Event::TaskDone(task::TaskDone { number }));
    }
}
