//! Everything that can have happened to a case, and the handovers of the service. Events are the truth; the rest is derived.
//!
//! A shape that was ever stored must decode for ever: `golden/events` holds one of each, and a test
//! reads them all. A new shape is a new variant or a new optional field, never a changed one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::chase::ChaseLogged;
use crate::clock::{ClockExcluded, ClocksStarted, ClocksStopped};
use crate::closing::CaseClosed;
use crate::correction::EntryCorrected;
use crate::deadline::DeadlineFired;
use crate::delay::DelayLogged;
use crate::handover::{HandoverAccepted, HandoverGiven};
use crate::imaging::scan::ScanProgressed;
use crate::imaging::{ImagingAcquired, ImagingOrdered, ImagingReported};
use crate::instruction::{
    InstructionDone, InstructionGiven, InstructionRefused, InstructionSeen, InstructionWithdrawn,
};
use crate::isncsci_exam::IsncsciRecorded;
use crate::mdt::{ActionMissed, MeetingSigned, OpinionGiven, OpinionsAsked};
use crate::neuro::NeuroRecorded;
use crate::note::{CallLogged, MilestoneRecorded, NoteAdded};
use crate::plan::{FractionGiven, PlanSet};
use crate::proforma::{AddendumAdded, ProformaSaved, ProformaSigned};
use crate::referral::{LinkReissued, ReferralReceived};
use crate::rehab::{Discharged, FollowUpRecorded, GoalEnded, GoalSet, SessionRecorded};
use crate::spine::LevelPainRecorded;
use crate::spine::critical::{CriticalResultAcknowledged, CriticalResultRaised};
use crate::spine::report::{SpineReportAddended, SpineReportSaved, SpineReportSigned};
use crate::task::{TaskDone, TaskSet};
use crate::treatment::{
    DexamethasoneGiven, FirstFractionGiven, OperationStarted, TreatmentDecided,
};
use crate::triage::{FactsRecorded, TierSet, TriageDecided};

/// The revision of the event shapes written today; stored with each event.
pub const SCHEMA_REVISION: u16 = 1;

/// One thing that happened. The name of each variant is stored and never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
#[expect(missing_docs, reason = "each variant's payload carries the documentation")]
pub enum Event {
    ReferralReceived(Box<ReferralReceived>),
    FactsRecorded(FactsRecorded),
    TriageDecided(Box<TriageDecided>),
    TierSet(TierSet),
    Acknowledged,
    ClocksStarted(ClocksStarted),
    ClocksStopped(ClocksStopped),
    ClockExcluded(ClockExcluded),
    DeadlineFired(DeadlineFired),
    InstructionGiven(InstructionGiven),
    InstructionSeen(InstructionSeen),
    InstructionDone(InstructionDone),
    InstructionRefused(InstructionRefused),
    InstructionWithdrawn(InstructionWithdrawn),
    TaskSet(TaskSet),
    TaskDone(TaskDone),
    NoteAdded(NoteAdded),
    CallLogged(CallLogged),
    MilestoneRecorded(MilestoneRecorded),
    NeuroRecorded(NeuroRecorded),
    IsncsciRecorded(Box<IsncsciRecorded>),
    ImagingOrdered(ImagingOrdered),
    ScanProgressed(ScanProgressed),
    ImagingAcquired(ImagingAcquired),
    ImagingReported(ImagingReported),
    LevelPainRecorded(LevelPainRecorded),
    SpineReportSaved(SpineReportSaved),
    SpineReportSigned(SpineReportSigned),
    SpineReportAddended(SpineReportAddended),
    CriticalResultRaised(CriticalResultRaised),
    CriticalResultAcknowledged(CriticalResultAcknowledged),
    TreatmentDecided(TreatmentDecided),
    DexamethasoneGiven(DexamethasoneGiven),
    FirstFractionGiven(FirstFractionGiven),
    OperationStarted(OperationStarted),
    EntryCorrected(EntryCorrected),
    LinkReissued(LinkReissued),
    CaseClosed(CaseClosed),
    CaseReopened { why: String },
    ProformaSaved(ProformaSaved),
    ProformaSigned(ProformaSigned),
    AddendumAdded(AddendumAdded),
    OpinionsAsked(OpinionsAsked),
    OpinionGiven(OpinionGiven),
    MeetingSigned(Box<MeetingSigned>),
    ActionMissed(ActionMissed),
    HandoverGiven(HandoverGiven),
    HandoverAccepted(HandoverAccepted),
    PlanSet(PlanSet),
    FractionGiven(FractionGiven),
    GoalSet(GoalSet),
    GoalEnded(GoalEnded),
    SessionRecorded(SessionRecorded),
    Discharged(Discharged),
    FollowUpRecorded(FollowUpRecorded),
    ChaseLogged(ChaseLogged),
    DelayLogged(DelayLogged),
}

/// One list for the stored name and for the proof that each shape has its golden files: a variant
/// that is missing here does not compile.
macro_rules! names {
    ($($variant:ident)+) => {
        impl Event {
            /// The stored name of every variant.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($variant)),+];

            /// The stored name of the variant.
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($variant),)+
                }
            }
        }
    };
}

names! {
    ReferralReceived
    FactsRecorded
    TriageDecided
    TierSet
    Acknowledged
    ClocksStarted
    ClocksStopped
    ClockExcluded
    DeadlineFired
    InstructionGiven
    InstructionSeen
    InstructionDone
    InstructionRefused
    InstructionWithdrawn
    TaskSet
    TaskDone
    NoteAdded
    CallLogged
    MilestoneRecorded
    NeuroRecorded
    IsncsciRecorded
    ImagingOrdered
    ScanProgressed
    ImagingAcquired
    ImagingReported
    LevelPainRecorded
    SpineReportSaved
    SpineReportSigned
    SpineReportAddended
    CriticalResultRaised
    CriticalResultAcknowledged
    TreatmentDecided
    DexamethasoneGiven
    FirstFractionGiven
    OperationStarted
    EntryCorrected
    LinkReissued
    CaseClosed
    CaseReopened
    ProformaSaved
    ProformaSigned
    AddendumAdded
    OpinionsAsked
    OpinionGiven
    MeetingSigned
    ActionMissed
    HandoverGiven
    HandoverAccepted
    PlanSet
    FractionGiven
    GoalSet
    GoalEnded
    SessionRecorded
    Discharged
    FollowUpRecorded
    ChaseLogged
    DelayLogged
}

impl Event {
    /// The point of the walking line that this event is, if it is an examination.
    pub const fn neuro(&self) -> Option<&NeuroRecorded> {
        match self {
            Self::NeuroRecorded(neuro) => Some(neuro),
            Self::IsncsciRecorded(worksheet) => Some(&worksheet.neuro),
            _ => None,
        }
    }
}

/// An event in its place: which version of the case it made, when it happened, when we were told,
/// and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// 1 for the first event of a case, without gaps.
    pub version: u64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When we were told. Both are kept; neither replaces the other.
    pub recorded_at: Timestamp,
    /// Who told us.
    pub actor: Actor,
    /// Why, where a reason is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

impl Recorded {
    /// Told later than it happened, by more than a minute: shown with both times.
    pub fn is_late_entry(&self) -> bool {
        self.recorded_at.duration_since(self.occurred_at).as_secs() > 60
    }
}
