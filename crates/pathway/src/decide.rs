//! The walk of a command: the noun decides, triage settles, clocks settle, messages follow.

use jiff::Timestamp;

use crate::actor::Actor;
use crate::case::{Case, CaseId};
use crate::command::Command;
use crate::event::{Event, Recorded};
use crate::ladder::OnCall;
use crate::message::{self, Message};
use crate::refusal::Refusal;
use crate::site::Site;
use crate::{
    chase, clock, closing, correction, deadline, delay, imaging, instruction, isncsci_exam, mdt,
    neuro, note, plan, proforma, referral, rehab, spine, task, treatment, triage,
};

/// Everything a decision may depend on beside the case and the command.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The case, which may not exist yet.
    pub case: CaseId,
    /// The instant of the decision. Time comes in; nothing here reads a clock.
    pub now: Timestamp,
    /// Who asks.
    pub actor: &'a Actor,
    /// The hospital.
    pub site: &'a Site,
    /// The rule settings of the site, read once when the site was loaded.
    pub rules: &'a rules::Settings,
    /// Who is on call at `now`.
    pub on_call: &'a OnCall,
}

/// What a command leads to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decided {
    /// New events, in order, versions following the case's.
    pub events: Vec<Recorded>,
    /// Messages to send, each with a key of its own.
    pub messages: Vec<Message>,
    /// The case after the events.
    pub case: Case,
}

/// Decides one command. The case itself is not changed.
///
/// # Errors
/// A [`Refusal`]; nothing of the command is carried out then.
pub fn decide(case: &Case, command: &Command, context: &Context<'_>) -> Result<Decided, Refusal> {
    let mut draft = Draft { case: case.clone(), events: Vec::new(), context };
    match command {
        Command::SubmitReferral(submit) => referral::submit(&mut draft, submit)?,
        Command::ReissueLink(reissue) => referral::reissue_link(&mut draft, reissue)?,
        Command::RecordFacts(record) => triage::record_facts(&mut draft, record)?,
        Command::SetTier(set) => triage::set_tier(&mut draft, set)?,
        Command::Acknowledge => triage::acknowledge(&mut draft)?,
        Command::RecordNeuro(record) => neuro::record(&mut draft, record)?,
        Command::RecordIsncsci(record) => isncsci_exam::record(&mut draft, record)?,
        Command::GiveInstruction(give) => instruction::give(&mut draft, give)?,
        Command::SeeInstructions => instruction::see(&mut draft)?,
        Command::AnswerInstruction(answer) => instruction::answer(&mut draft, answer)?,
        Command::WithdrawInstruction(withdraw) => instruction::withdraw(&mut draft, withdraw)?,
        Command::SetTask(set) => task::set(&mut draft, set)?,
        Command::FinishTask(finish) => task::finish(&mut draft, finish)?,
        Command::AddNote(add) => note::add(&mut draft, add)?,
        Command::LogCall(log) => note::log_call(&mut draft, log)?,
        Command::LogChase(log) => chase::log(&mut draft, log)?,
        Command::LogDelay(log) => delay::log(&mut draft, log)?,
        Command::RecordMilestone(record) => note::record_milestone(&mut draft, record)?,
        Command::OrderImaging(order) => imaging::order(&mut draft, order)?,
        Command::ProgressScan(progress) => imaging::scan::progress(&mut draft, progress)?,
        Command::AcquireImaging(acquire) => imaging::acquire(&mut draft, acquire)?,
        Command::ReportImaging(report) => imaging::report(&mut draft, report)?,
        Command::RecordLevelPain(record) => spine::record_pain(&mut draft, record)?,
        Command::SaveSpineReport(save) => spine::report::save(&mut draft, save)?,
        Command::SignSpineReport(sign) => spine::report::sign(&mut draft, sign)?,
        Command::AddToSpineReport(add) => spine::report::add(&mut draft, add)?,
        Command::AcknowledgeResult(heard) => spine::critical::acknowledge(&mut draft, heard)?,
        Command::DecideTreatment(decide) => treatment::decide(&mut draft, decide)?,
        Command::GiveDexamethasone(give) => treatment::give_dexamethasone(&mut draft, give)?,
        Command::GiveFirstFraction { at } => treatment::give_first_fraction(&mut draft, *at)?,
        Command::StartOperation { at } => treatment::start_operation(&mut draft, *at)?,
        Command::ExcludeClock(exclude) => clock::exclude(&mut draft, exclude)?,
        Command::CorrectEntry(correct) => correction::correct(&mut draft, correct)?,
        Command::CloseCase(close) => closing::close(&mut draft, close)?,
        Command::ReopenCase(reopen) => closing::reopen(&mut draft, reopen)?,
        Command::SaveProforma(save) => proforma::save(&mut draft, save)?,
        Command::SignProforma(sign) => proforma::sign(&mut draft, sign)?,
        Command::AddAddendum(add) => proforma::add(&mut draft, add)?,
        Command::AskOpinions(ask) => mdt::ask(&mut draft, ask)?,
        Command::GiveOpinion(give) => mdt::give(&mut draft, give)?,
        Command::SignMeeting(sign) => mdt::sign(&mut draft, sign)?,
        Command::MissAction(miss) => mdt::miss(&mut draft, miss)?,
        Command::SetPlan(set) => plan::set(&mut draft, set)?,
        Command::GiveFraction(give) => plan::give_fraction(&mut draft, give)?,
        Command::SetGoal(set) => rehab::set_goal(&mut draft, set)?,
        Command::EndGoal(end) => rehab::end_goal(&mut draft, end)?,
        Command::RecordSession(record) => rehab::record_session(&mut draft, record)?,
        Command::AskForMobilityOrder => rehab::ask_for_order(&mut draft)?,
        Command::DischargePatient(discharge) => rehab::discharge(&mut draft, discharge)?,
        Command::RecordFollowUp(record) => rehab::follow_up(&mut draft, record)?,
        Command::FireDeadline(fire) => deadline::fire(&mut draft, fire)?,
    }
    plan::settle(&mut draft)?;
    triage::settle(&mut draft, case);
    clock::settle(&mut draft);
    deadline::settle(&mut draft);
    let messages = message::messages(case, &draft.events, &draft.case, context);
    Ok(Decided { events: draft.events, messages, case: draft.case })
}

/// A decision in the making: events so far, and the case as they leave it.
pub(crate) struct Draft<'a> {
    pub(crate) case: Case,
    pub(crate) events: Vec<Recorded>,
    pub(crate) context: &'a Context<'a>,
}

impl Draft<'_> {
    /// Records something that happened now.
    pub(crate) fn record(&mut self, event: Event) {
        self.record_at(self.context.now, None, event);
    }

    /// Records something that happened at another time, or with a reason.
    pub(crate) fn record_at(&mut self, at: Timestamp, reason: Option<&str>, event: Event) {
        let recorded = Recorded {
            version: self.case.version + 1,
            occurred_at: at,
            recorded_at: self.context.now,
            actor: self.context.actor.clone(),
            reason: reason.map(str::to_owned),
            event,
        };
        self.case.apply(&recorded);
        self.events.push(recorded);
    }

    /// Refuses when the case does not exist or is closed.
    pub(crate) fn must_be_open(&self) -> Result<(), Refusal> {
        if self.case.referral.is_none() {
            return Err(Refusal::Unknown("referral"));
        }
        if self.case.closed.is_some() { Err(Refusal::Closed) } else { Ok(()) }
    }

    /// A time someone gave, or now. Refused when it lies ahead (beyond a minute of clock skew).
    pub(crate) fn happened(&self, at: Option<Timestamp>) -> Result<Timestamp, Refusal> {
        let now = self.context.now;
        let at = at.unwrap_or(now);
        if at.duration_since(now).as_secs() > 60 {
            return Err(Refusal::invalid(
                "at",
                "This time lies in the future. Enter when it happened, or leave it empty for now.",
            ));
        }
        Ok(at.min(now))
    }
}

/// A text someone must give.
pub(crate) fn required<'a>(
    field: &'static str,
    text: &'a str,
    ask: &'static str,
) -> Result<&'a str, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::invalid(field, ask)) } else { Ok(text) }
}
