//! How each event changes what is known. Total: any event in any order folds without a panic.

use jiff::Timestamp;
use rules::Milestone;

use super::{Acknowledgement, Case};
use crate::chase::Chase;
use crate::clock::{ClockStart, Ended, Exclusion, RunningClock};
use crate::deadline::DeadlineFired;
use crate::event::{Event, Recorded};
use crate::facts::{Answer, Said};
use crate::imaging::scan::ScanProgressed;
use crate::imaging::{Imaging, ImagingAcquired, ImagingReported};
use crate::instruction::Instruction;
use crate::isncsci_exam::{IsncsciExam, IsncsciRecorded};
use crate::neuro::{MiniNeuro, NeuroPoint, NeuroRecorded};
use crate::note::CallLogged;
use crate::referral::{ReferralReceived, Source};
use crate::task::Task;
use crate::treatment::{DexamethasoneGiven, Treatment, TreatmentDecided};
use crate::triage::{FactsRecorded, TierNow, TierSet, TriageDecided};

impl Case {
    /// Folds one event in.
    #[expect(clippy::too_many_lines, reason = "one line an event, in one place")]
    pub fn apply(&mut self, recorded: &Recorded) {
        let (at, entry) = (recorded.occurred_at, recorded.version);
        self.version = entry;
        self.changed_at = Some(recorded.recorded_at);
        self.note_correctable(recorded);
        match &recorded.event {
            Event::ReferralReceived(referral) => self.take_referral(referral, recorded),
            Event::FactsRecorded(facts) => self.take_facts(facts, recorded),
            Event::TriageDecided(decided) => self.take_triage(decided, recorded),
            Event::TierSet(set) => self.take_tier(set, recorded),
            Event::Acknowledged => self.take_hold(recorded),
            Event::ClocksStarted(started) => {
                for start in &started.clocks {
                    self.start_clock(start, recorded.recorded_at);
                }
            }
            Event::ClocksStopped(stopped) => {
                for stop in &stopped.clocks {
                    self.clock_mut(&stop.clock, stop.instance, |clock| clock.stop(stop));
                }
            }
            Event::ClockExcluded(end) => {
                self.clock_mut(&end.clock, end.instance, |clock| clock.exclude(end, at));
            }
            Event::DeadlineFired(DeadlineFired { key, .. }) => {
                self.fired.insert(key.clone(), recorded.recorded_at);
            }
            Event::InstructionGiven(given) => {
                self.instructions.push(Instruction::new(given, at, &recorded.actor));
            }
            Event::InstructionSeen(seen) => self.instruction_mut(seen.number, |one| one.seen(at)),
            Event::InstructionDone(done) => {
                self.instruction_mut(done.number, |one| one.done(done, at));
            }
            Event::InstructionRefused(refused) => {
                self.instruction_mut(refused.number, |one| one.refused(refused, at));
            }
            Event::InstructionWithdrawn(withdrawn) => {
                self.instruction_mut(withdrawn.number, |one| one.withdrawn(at));
            }
            Event::TaskSet(set) => self.tasks.push(Task::new(set, at)),
            Event::TaskDone(done) => self.finish_task(done.number, recorded),
            // A handover is of the service, in a stream of its own.
            Event::NoteAdded(_)
            | Event::DelayLogged(_)
            | Event::HandoverGiven(_)
            | Event::HandoverAccepted(_) => {}
            Event::ChaseLogged(chase) => self.chases.push(Chase::new(chase, recorded)),
            Event::CallLogged(call) => self.take_call(call, recorded),
            Event::MilestoneRecorded(milestone) => self.reached(milestone.milestone, at, entry),
            Event::NeuroRecorded(neuro) => self.take_neuro(neuro, recorded),
            Event::IsncsciRecorded(worksheet) => self.take_worksheet(worksheet, recorded),
            Event::ImagingOrdered(ordered) => self.imaging.take_order(ordered, recorded),
            Event::ScanProgressed(progressed) => self.take_scan_step(progressed, recorded),
            Event::ImagingAcquired(acquired) => self.take_scan(acquired, recorded),
            Event::ImagingReported(reported) => self.take_report(reported, at, entry),
            Event::LevelPainRecorded(said) => self.spine.take_pain(said, recorded),
            Event::SpineReportSaved(saved) => self.spine.take_save(saved, recorded),
            Event::SpineReportSigned(signed) => self.spine.take_signature(signed, recorded),
            Event::SpineReportAddended(added) => self.spine.take_addendum(added, recorded),
            Event::CriticalResultRaised(raised) => self.spine.take_alert(raised, at),
            Event::CriticalResultAcknowledged(heard) => self.spine.take_heard(heard, recorded),
            Event::TreatmentDecided(decided) => self.take_decision(decided, at, entry),
            Event::DexamethasoneGiven(given) => self.take_dose(given, at, entry),
            Event::FirstFractionGiven(_) => {
                self.treatment.first_fraction = Some(at);
                self.reached(Milestone::FirstFraction, at, entry);
                self.reached(Milestone::FirstDefinitiveTreatment, at, entry);
                self.reached(Milestone::TaperDueFrom, at, entry);
            }
            Event::OperationStarted(_) => {
                self.treatment.operation = Some(at);
                self.reached(Milestone::FirstDefinitiveTreatment, at, entry);
            }
            Event::EntryCorrected(corrected) => self.take_correction(corrected, recorded),
            Event::LinkReissued(reissued) => {
                self.link = self.link.saturating_add(1);
                self.link_holder = Some(reissued.to.clone());
            }
            Event::CaseClosed(closed) => self.closed = Some((closed.clone(), at)),
            Event::CaseReopened { .. } => self.reopen(recorded),
            Event::ProformaSaved(saved) => self.proformas.saved(saved, recorded),
            Event::ProformaSigned(signed) => self.proformas.signed(signed, recorded),
            Event::AddendumAdded(added) => self.proformas.added(added, recorded),
            Event::OpinionsAsked(asked) => self.meetings.ask(asked, recorded),
            Event::OpinionGiven(given) => self.meetings.give(given, recorded),
            Event::MeetingSigned(signed) => self.meetings.sign(signed, recorded),
            Event::ActionMissed(missed) => self.meetings.miss(missed),
            Event::PlanSet(set) => self.plan.take(set, recorded),
            Event::FractionGiven(_) => self.plan.take_fraction(recorded),
            Event::GoalSet(set) => self.rehab.take_goal(set, recorded),
            Event::GoalEnded(ended) => self.rehab.take_end(ended, at),
            Event::SessionRecorded(session) => self.rehab.take_session(session, recorded),
            Event::Discharged(discharged) => self.rehab.take_discharge(discharged, recorded),
            Event::FollowUpRecorded(made) => self.rehab.take_follow_up(made, at),
        }
        if changes_the_plan(&recorded.event) {
            self.reached(Milestone::PlanChangingEventRecorded, at, entry);
        }
    }

    fn take_hold(&mut self, recorded: &Recorded) {
        let (by, at) = (recorded.actor.name.clone(), recorded.occurred_at);
        self.acknowledged = Some(Acknowledgement { by, at });
        self.acknowledged_in = Some(recorded.version);
    }

    fn finish_task(&mut self, number: u32, recorded: &Recorded) {
        if let Some(task) = self.tasks.iter_mut().find(|task| task.number == number) {
            task.done = Some((recorded.actor.name.clone(), recorded.occurred_at));
        }
    }

    fn take_referral(&mut self, referral: &ReferralReceived, recorded: &Recorded) {
        let (sent, held, entry) = (recorded.occurred_at, recorded.recorded_at, recorded.version);
        self.received = Some((sent, held));
        self.reached(Milestone::ReferralSubmitted, sent, entry);
        self.reached(Milestone::ReferralReceived, held, entry);
        if referral.source == Source::SelfReferral {
            self.reached(Milestone::PublicResultShown, sent, entry);
        }
        self.referral = Some(Box::new(referral.clone()));
    }

    fn take_facts(&mut self, facts: &FactsRecorded, recorded: &Recorded) {
        let at = recorded.occurred_at;
        let was_ruled_out = self.facts.is_yes("mscc_ruled_out");
        for (key, answer) in &facts.answers {
            let by = recorded.actor.name.clone();
            self.facts.hear(key, Said { answer: answer.clone(), how: facts.how, at, by });
        }
        // Some facts are milestones too, whoever recorded them: "including by the referrer".
        for (fact, milestone) in [
            ("immobilised", Milestone::ImmobilisationStarted),
            ("dex_given", Milestone::FirstDexamethasoneDose),
            ("mscc_ruled_out", Milestone::CompressionExcluded),
        ] {
            let yes = facts.answers.get(fact) == Some(&Answer::yes());
            let same = |times: &Vec<(u64, Timestamp)>| times.iter().any(|(_, then)| *then == at);
            if yes && !self.occurrences.get(&milestone).is_some_and(same) {
                self.reached(milestone, at, recorded.version);
            }
        }
        self.imaging.mri_contraindicated = self.facts.is_yes("mri_contraindicated");
        if was_ruled_out && !self.facts.is_yes("mscc_ruled_out") {
            if facts.answers.contains_key("mscc_confirmed") {
                self.run_again(|code, _| code == Exclusion::MsccExcluded);
            } else {
                self.renew(at);
            }
        }
    }

    /// A new suspicion: an earlier scan and an earlier treatment answer nothing any more.
    fn renew(&mut self, at: Timestamp) {
        self.renewed = Some(at);
        let before = std::mem::take(&mut self.imaging);
        self.imaging = Imaging {
            mri_contraindicated: before.mri_contraindicated,
            scans: before.scans,
            ..Imaging::default()
        };
        self.treatment = Treatment::default();
    }

    /// Treated, opened again since, and now worse.
    fn has_come_back(&self, at: Timestamp) -> bool {
        let begun = self.treatment.started();
        self.reopened.is_some_and(|reopened| begun.is_some_and(|b| b <= reopened) && reopened <= at)
    }

    fn take_triage(&mut self, decided: &TriageDecided, recorded: &Recorded) {
        self.reached(Milestone::ResultRecorded, recorded.recorded_at, recorded.version);
        let waiting = self.acknowledged.is_none();
        TierNow::take_rules(&mut self.tier, decided, recorded, waiting);
        self.forget_acknowledgement(recorded);
        self.triage = Some(Box::new(decided.clone()));
    }

    fn take_tier(&mut self, set: &TierSet, recorded: &Recorded) {
        let waiting = self.acknowledged.is_none();
        TierNow::take_clinician(&mut self.tier, set, recorded, waiting);
        self.forget_acknowledgement(recorded);
    }

    /// A raise began an episode: who acknowledged the calmer one has not seen this.
    fn forget_acknowledgement(&mut self, recorded: &Recorded) {
        if self.tier.as_ref().is_some_and(|now| now.episode == recorded.version) {
            self.acknowledged = None;
        }
    }

    fn take_call(&mut self, call: &CallLogged, recorded: &Recorded) {
        let (at, entry) = (recorded.occurred_at, recorded.version);
        if call.reached_person {
            self.reached(Milestone::HumanContact, at, entry);
        }
        if call.coordinator {
            self.reached(Milestone::CoordinatorContacted, at, entry);
        }
    }

    fn take_neuro(&mut self, neuro: &NeuroRecorded, recorded: &Recorded) {
        let at = recorded.occurred_at;
        self.neuro.push(NeuroPoint::new(neuro, at, &recorded.actor, recorded.version));
        self.neuro.sort_by_key(|point| point.at);
        if neuro.worse {
            if self.has_come_back(at) {
                self.renew(at);
            }
            self.begin_episode(recorded);
            if let (Some(now), Some(triage)) = (&mut self.tier, &self.triage) {
                now.lapse_override(triage);
            }
        }
    }

    fn take_worksheet(&mut self, worksheet: &IsncsciRecorded, recorded: &Recorded) {
        let at = recorded.occurred_at;
        self.isncsci.push(IsncsciExam::new(worksheet, at, &recorded.actor, recorded.version));
        self.isncsci.sort_by_key(|exam| exam.at);
        // A worksheet in which nothing but cells without a short form was tested is no point.
        if worksheet.neuro.worse || worksheet.neuro.exam != MiniNeuro::default() {
            self.take_neuro(&worksheet.neuro, recorded);
        }
    }

    fn take_scan_step(&mut self, progressed: &ScanProgressed, recorded: &Recorded) {
        self.imaging.take_progress(progressed, recorded);
        if let Some(milestone) = progressed.step.milestone() {
            self.reached(milestone, recorded.occurred_at, recorded.version);
        }
    }

    fn take_scan(&mut self, acquired: &ImagingAcquired, recorded: &Recorded) {
        self.imaging.take_scan(acquired, recorded);
        if acquired.counts_for_the_clock() {
            self.reached(Milestone::MriAcquired, recorded.occurred_at, recorded.version);
        }
    }

    fn take_report(&mut self, reported: &ImagingReported, at: Timestamp, entry: u64) {
        self.imaging.take_report(reported, at);
        self.reached(Milestone::ReportIssued, at, entry);
        if reported.confirms_mscc() {
            self.reached(Milestone::DiagnosisConfirmed, at, entry);
        }
        if reported.excludes_mscc() {
            self.reached(Milestone::CompressionExcluded, at, entry);
        }
    }

    fn take_decision(&mut self, decided: &TreatmentDecided, at: Timestamp, entry: u64) {
        self.treatment.decided = Some((decided.clone(), at));
        if decided.is_a_plan() {
            self.reached(Milestone::PlanAgreed, at, entry);
        }
        if decided.includes_radiotherapy() {
            self.reached(Milestone::RadiotherapyDecided, at, entry);
        }
    }

    fn take_dose(&mut self, given: &DexamethasoneGiven, at: Timestamp, entry: u64) {
        if self.treatment.dexamethasone.as_ref().is_none_or(|(_, first)| at < *first) {
            self.treatment.dexamethasone = Some((given.clone(), at));
        }
        self.reached(Milestone::FirstDexamethasoneDose, at, entry);
    }

    /// Closing is taken back: what it ended runs on from where it was, and somebody has to take the
    /// case on again. A wish or a transfer stays an end; such clocks count anew from here.
    fn reopen(&mut self, recorded: &Recorded) {
        if let Some((_, closed_at)) = self.closed.take() {
            self.run_again(|code, at| {
                at == closed_at
                    && matches!(
                        code,
                        Exclusion::CaseClosed | Exclusion::Died | Exclusion::MsccExcluded
                    )
            });
        }
        self.reopened = Some(recorded.occurred_at);
        self.begin_episode(recorded);
    }

    fn run_again(&mut self, which: impl Fn(Exclusion, Timestamp) -> bool) {
        for clock in &mut self.clocks {
            if matches!(clock.ended, Some(Ended::Excluded(code, at)) if which(code, at)) {
                clock.ended = None;
            }
        }
    }

    /// Notes one time a milestone happened. The first is the one that clocks count from; an earlier
    /// time that we are told later replaces it.
    fn reached(&mut self, milestone: Milestone, at: Timestamp, entry: u64) {
        // A second question to a referrer who still owes an answer does not shorten the wait.
        let waits = milestone == Milestone::AwaitingReferrerStarted
            && self.awaiting_referrer().is_some_and(|since| since <= at);
        if !waits {
            self.occurrences.entry(milestone).or_default().push((entry, at));
            self.settle_milestone(milestone);
        }
    }

    pub(super) fn settle_milestone(&mut self, milestone: Milestone) {
        let times = || self.occurrences.get(&milestone).into_iter().flatten().map(|(_, at)| *at);
        let counts = if comes_and_goes(milestone) { times().max() } else { times().min() };
        match counts {
            Some(at) => self.milestones.insert(milestone, at),
            None => self.milestones.remove(&milestone),
        };
    }

    /// Someone has to acknowledge again: the person got worse, or the case opened again.
    fn begin_episode(&mut self, recorded: &Recorded) {
        let waiting = self.acknowledged.take().is_none();
        if let Some(now) = &mut self.tier {
            now.begin_again(recorded, waiting);
        }
    }

    /// A start of an instance that is here already moves it: the time it counts from was corrected.
    fn start_clock(&mut self, start: &ClockStart, known: Timestamp) {
        let same =
            |clock: &&mut RunningClock| clock.id == start.clock && clock.instance == start.instance;
        match self.clocks.iter_mut().find(same) {
            Some(clock) => clock.move_to(start),
            None => self.clocks.push(RunningClock::new(start, known)),
        }
    }

    fn clock_mut(&mut self, id: &str, instance: u32, change: impl FnOnce(&mut RunningClock)) {
        let mut clocks = self.clocks.iter_mut();
        if let Some(clock) = clocks.find(|clock| clock.id == id && clock.instance == instance) {
            change(clock);
        }
    }

    fn instruction_mut(&mut self, number: u32, change: impl FnOnce(&mut Instruction)) {
        if let Some(one) = self.instructions.iter_mut().find(|one| one.number == number) {
            change(one);
        }
    }
}

/// The board shows whether these stand now, not whether they ever did.
const fn comes_and_goes(milestone: Milestone) -> bool {
    matches!(
        milestone,
        Milestone::AwaitingReferrerStarted
            | Milestone::AwaitingReferrerEnded
            | Milestone::PlanChangingEventRecorded
            | Milestone::ReferrerUpdated
    )
}

/// After these, the referrer is owed an update.
pub(crate) const fn changes_the_plan(event: &Event) -> bool {
    matches!(
        event,
        Event::TierSet(_)
            | Event::ImagingReported(_)
            | Event::TreatmentDecided(_)
            | Event::CaseClosed(_)
    )
}
