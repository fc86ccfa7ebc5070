//! Everything that can be asked of a case. Each is carried out whole or refused whole.

use jiff::Timestamp;

use crate::chase::LogChase;
use crate::clock::ExcludeClock;
use crate::closing::{CloseCase, ReopenCase};
use crate::correction::CorrectEntry;
use crate::deadline::FireDeadline;
use crate::delay::LogDelay;
use crate::imaging::scan::ProgressScan;
use crate::imaging::{AcquireImaging, OrderImaging, ReportImaging};
use crate::instruction::{AnswerInstruction, GiveInstruction, WithdrawInstruction};
use crate::isncsci_exam::RecordIsncsci;
use crate::mdt::{AskOpinions, GiveOpinion, MissAction, SignMeeting};
use crate::neuro::RecordNeuro;
use crate::note::{AddNote, LogCall, RecordMilestone};
use crate::plan::{GiveFraction, SetPlan};
use crate::proforma::{AddAddendum, SaveProforma, SignProforma};
use crate::referral::{ReissueLink, SubmitReferral};
use crate::rehab::{DischargePatient, EndGoal, RecordFollowUp, RecordSession, SetGoal};
use crate::spine::RecordLevelPain;
use crate::spine::critical::AcknowledgeResult;
use crate::spine::report::{AddToSpineReport, SaveSpineReport, SignSpineReport};
use crate::task::{FinishTask, SetTask};
use crate::treatment::{DecideTreatment, GiveDexamethasone};
use crate::triage::{RecordFacts, SetTier};

/// What someone asks for. The payloads say what each needs.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant's payload carries the documentation")]
pub enum Command {
    SubmitReferral(Box<SubmitReferral>),
    RecordFacts(RecordFacts),
    RecordNeuro(RecordNeuro),
    RecordIsncsci(Box<RecordIsncsci>),
    SetTier(SetTier),
    Acknowledge,
    GiveInstruction(GiveInstruction),
    /// The ward opened the page with the instructions.
    SeeInstructions,
    AnswerInstruction(AnswerInstruction),
    WithdrawInstruction(WithdrawInstruction),
    SetTask(SetTask),
    FinishTask(FinishTask),
    AddNote(AddNote),
    LogCall(LogCall),
    LogChase(LogChase),
    LogDelay(LogDelay),
    RecordMilestone(RecordMilestone),
    OrderImaging(OrderImaging),
    ProgressScan(ProgressScan),
    AcquireImaging(AcquireImaging),
    ReportImaging(ReportImaging),
    RecordLevelPain(RecordLevelPain),
    SaveSpineReport(Box<SaveSpineReport>),
    SignSpineReport(Box<SignSpineReport>),
    AddToSpineReport(AddToSpineReport),
    AcknowledgeResult(AcknowledgeResult),
    DecideTreatment(DecideTreatment),
    GiveDexamethasone(GiveDexamethasone),
    /// The first radiotherapy fraction was delivered at this time.
    GiveFirstFraction {
        at: Option<Timestamp>,
    },
    /// The operation began at this time.
    StartOperation {
        at: Option<Timestamp>,
    },
    ExcludeClock(ExcludeClock),
    CorrectEntry(CorrectEntry),
    ReissueLink(ReissueLink),
    CloseCase(CloseCase),
    ReopenCase(ReopenCase),
    SaveProforma(SaveProforma),
    SignProforma(SignProforma),
    AddAddendum(AddAddendum),
    AskOpinions(AskOpinions),
    GiveOpinion(GiveOpinion),
    SignMeeting(Box<SignMeeting>),
    MissAction(MissAction),
    SetPlan(Box<SetPlan>),
    /// Whichever fraction is next.
    GiveFraction(GiveFraction),
    SetGoal(SetGoal),
    EndGoal(EndGoal),
    RecordSession(RecordSession),
    /// There is no live mobility order: somebody has to write one.
    AskForMobilityOrder,
    DischargePatient(DischargePatient),
    RecordFollowUp(RecordFollowUp),
    FireDeadline(FireDeadline),
}
