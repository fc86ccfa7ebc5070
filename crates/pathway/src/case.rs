//! What is known of one case: the fold of its events. Nothing here is ever set by hand.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use rules::{Milestone, Tier};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::{Ended, RunningClock};
use crate::closing::CaseClosed;
use crate::correction::{Correctable, EntryCorrected};
use crate::event::{Event, Recorded};
use crate::facts::{How, KnownFacts, Said};
use crate::imaging::Imaging;
use crate::instruction::Instruction;
use crate::neuro::NeuroPoint;
use crate::referral::{ReferralReceived, Source};
use crate::task::Task;
use crate::treatment::Treatment;
use crate::triage::{TierNow, TriageDecided};

/// A case's opaque id (UUIDv7). Never a name or a number of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub Uuid);

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl std::str::FromStr for CaseId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self)
    }
}

impl CaseId {
    /// The short reference people read out: eight characters without 0, 1, I, L, O, U.
    pub fn reference(self) -> Reference {
        const LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
        // The last 64 bits of a UUIDv7 are random; eight letters use 39 of them.
        let mut random = self.0.as_u64_pair().1 & 0x3fff_ffff_ffff_ffff;
        let letters: String = (0..8)
            .map(|_| {
                let letter = usize::try_from(random % 30).unwrap_or(0);
                random /= 30;
                LETTERS.get(letter).copied().map_or('2', char::from)
            })
            .collect();
        let (left, right) = letters.split_at(4);
        Reference(format!("{left}-{right}"))
    }
}

/// "7F3K-Q2WM".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(pub String);

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who took the case on, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The state of one case. `Default` is a case that does not exist yet (version 0).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// How many events made this state.
    pub version: u64,
    /// The referral that opened it.
    pub referral: Option<Box<ReferralReceived>>,
    /// When the referral was sent, and when we held it.
    pub received: Option<(Timestamp, Timestamp)>,
    /// The standing answers.
    pub facts: KnownFacts,
    /// The latest answer of the rules.
    pub triage: Option<Box<TriageDecided>>,
    /// The tier that stands, and who or what set it.
    pub tier: Option<TierNow>,
    /// The human who took it on, in this episode.
    pub acknowledged: Option<Acknowledgement>,
    /// The clocks that ever started here.
    pub clocks: Vec<RunningClock>,
    /// When each milestone first happened.
    pub milestones: BTreeMap<Milestone, Timestamp>,
    /// Keys of the deadlines that fired, and when.
    pub fired: BTreeMap<String, Timestamp>,
    /// What the ward or referrer was asked to do.
    pub instructions: Vec<Instruction>,
    /// What the service has to do.
    pub tasks: Vec<Task>,
    /// The walking line: every short examination, oldest first.
    pub neuro: Vec<NeuroPoint>,
    /// The scan.
    pub imaging: Imaging,
    /// Decision and first treatment.
    pub treatment: Treatment,
    /// Entries that can be corrected, and what hangs on each.
    pub correctable: BTreeMap<u64, Correctable>,
    /// Corrected entries: version of the entry to version of the correction.
    pub corrected: BTreeMap<u64, u64>,
    /// How many times the referrer's private link was reissued.
    pub link: u32,
    /// Who holds the referrer's end now, after a hand-over of shift.
    pub link_holder: Option<String>,
    /// How it ended.
    pub closed: Option<(CaseClosed, Timestamp)>,
    /// When anything last happened.
    pub changed_at: Option<Timestamp>,
}

impl Case {
    /// Folds a whole history.
    pub fn from_history<'a>(history: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut case = Self::default();
        for recorded in history {
            case.apply(recorded);
        }
        case
    }

    /// Whether a referral has opened it and nothing has closed it.
    pub fn is_open(&self) -> bool {
        self.referral.is_some() && self.closed.is_none()
    }

    /// The standing tier; R0 before the first triage.
    pub fn tier(&self) -> Tier {
        self.tier.as_ref().map_or(Tier::R0, |now| now.tier)
    }

    /// Folds one event in.
    pub fn apply(&mut self, recorded: &Recorded) {
        let at = recorded.occurred_at;
        self.version = recorded.version;
        self.changed_at = Some(recorded.recorded_at);
        if let Some(what) = correctable(&recorded.event) {
            self.correctable.insert(recorded.version, what);
        }
        match &recorded.event {
            Event::ReferralReceived(referral) => {
                self.received = Some((at, recorded.recorded_at));
                self.reached(Milestone::ReferralSubmitted, at);
                self.reached(Milestone::ReferralReceived, recorded.recorded_at);
                if referral.source == Source::SelfReferral {
                    self.reached(Milestone::PublicResultShown, at);
                }
                self.referral = Some(referral.clone());
            }
            Event::FactsRecorded(recorded_facts) => {
                for (key, answer) in &recorded_facts.answers {
                    let said = Said {
                        answer: answer.clone(),
                        how: recorded_facts.how,
                        at,
                        by: recorded.actor.name.clone(),
                    };
                    self.facts.hear(key, said);
                }
            }
            Event::TriageDecided(decided) => {
                self.reached(Milestone::ResultRecorded, at);
                TierNow::take_rules(&mut self.tier, decided, recorded);
                if self.tier.as_ref().is_some_and(|now| now.episode == recorded.version) {
                    self.acknowledged = None;
                }
                self.triage = Some(decided.clone());
            }
            Event::TierSet(set) => {
                TierNow::take_clinician(&mut self.tier, set, recorded);
                if self.tier.as_ref().is_some_and(|now| now.episode == recorded.version) {
                    self.acknowledged = None;
                }
            }
            Event::Acknowledged => {
                let by = recorded.actor.name.clone();
                self.acknowledged = Some(Acknowledgement { by, at });
            }
            Event::ClocksStarted(started) => {
                self.clocks.extend(started.clocks.iter().map(RunningClock::new));
            }
            Event::ClocksStopped(stopped) => {
                for stop in &stopped.clocks {
                    self.clock_mut(&stop.clock, stop.instance, |clock| clock.stop(stop));
                }
            }
            Event::ClockExcluded(excluded) => {
                self.clock_mut(&excluded.clock, excluded.instance, |clock| {
                    clock.exclude(excluded, at);
                });
            }
            Event::DeadlineFired(fired) => {
                self.fired.insert(fired.key.clone(), recorded.recorded_at);
            }
            Event::InstructionGiven(given) => {
                self.instructions.push(Instruction::new(given, at, &recorded.actor));
            }
            Event::InstructionSeen(seen) => {
                self.instruction_mut(seen.number, |one| one.seen(at));
            }
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
            Event::TaskDone(done) => {
                if let Some(task) = self.tasks.iter_mut().find(|task| task.number == done.number) {
                    task.done = Some((recorded.actor.name.clone(), at));
                }
            }
            Event::NoteAdded(_) => {}
            Event::CallLogged(call) => {
                if call.reached_person {
                    self.reached(Milestone::HumanContact, at);
                }
                if call.coordinator {
                    self.reached(Milestone::CoordinatorContacted, at);
                }
            }
            Event::MilestoneRecorded(milestone) => self.reached_again(milestone.milestone, at),
            Event::NeuroRecorded(neuro) => {
                let point = NeuroPoint::new(neuro, at, &recorded.actor, recorded.version);
                self.neuro.push(point);
                self.neuro.sort_by_key(|point| point.at);
                if neuro.worse {
                    self.begin_episode(recorded);
                }
            }
            Event::ImagingOrdered(ordered) => self.imaging.ordered = Some((ordered.clone(), at)),
            Event::ImagingAcquired(acquired) => {
                self.imaging.acquired = Some((acquired.clone(), at));
                if acquired.counts_for_the_clock() {
                    self.reached(Milestone::MriAcquired, at);
                }
            }
            Event::ImagingReported(reported) => {
                self.imaging.reported = Some((reported.clone(), at));
                self.reached(Milestone::ReportIssued, at);
                if reported.confirms_mscc() {
                    self.reached(Milestone::DiagnosisConfirmed, at);
                }
                if reported.excludes_mscc() {
                    self.reached(Milestone::CompressionExcluded, at);
                }
            }
            Event::TreatmentDecided(decided) => {
                self.treatment.decided = Some((decided.clone(), at));
                self.reached(Milestone::PlanAgreed, at);
                if decided.includes_radiotherapy() {
                    self.reached(Milestone::RadiotherapyDecided, at);
                }
            }
            Event::DexamethasoneGiven(given) => {
                self.treatment.dexamethasone.get_or_insert((given.clone(), at));
                self.reached(Milestone::FirstDexamethasoneDose, at);
            }
            Event::FirstFractionGiven(_) => {
                self.treatment.first_fraction = Some(at);
                self.reached(Milestone::FirstFraction, at);
                self.reached(Milestone::FirstDefinitiveTreatment, at);
                self.reached(Milestone::TaperDueFrom, at);
            }
            Event::OperationStarted(_) => {
                self.treatment.operation = Some(at);
                self.reached(Milestone::FirstDefinitiveTreatment, at);
            }
            Event::EntryCorrected(corrected) => {
                self.corrected.insert(corrected.entry, recorded.version);
                self.take_correction(corrected);
            }
            Event::LinkReissued(reissued) => {
                self.link += 1;
                self.link_holder = Some(reissued.to.clone());
            }
            Event::CaseClosed(closed) => self.closed = Some((closed.clone(), at)),
            Event::CaseReopened { .. } => self.closed = None,
        }
        if changes_the_plan(&recorded.event) {
            self.reached_again(Milestone::PlanChangingEventRecorded, at);
        }
    }

    /// The first time something happened is the one that clocks count from; an earlier time that
    /// we are told later replaces it.
    fn reached(&mut self, milestone: Milestone, at: Timestamp) {
        let first = self.milestones.entry(milestone).or_insert(at);
        *first = (*first).min(at);
    }

    /// For milestones that can happen more than once (waiting for the referrer, an update): the
    /// latest counts.
    fn reached_again(&mut self, milestone: Milestone, at: Timestamp) {
        use Milestone::{
            AwaitingReferrerEnded, AwaitingReferrerStarted, PlanChangingEventRecorded,
            ReferrerUpdated,
        };
        match milestone {
            AwaitingReferrerStarted
            | AwaitingReferrerEnded
            | PlanChangingEventRecorded
            | ReferrerUpdated => {
                self.milestones.insert(milestone, at);
            }
            _ => self.reached(milestone, at),
        }
    }

    /// Someone has to acknowledge again: the person got worse.
    fn begin_episode(&mut self, recorded: &Recorded) {
        self.acknowledged = None;
        if let Some(now) = &mut self.tier {
            now.episode = recorded.version;
            now.since = recorded.recorded_at;
        }
    }

    /// A corrected time moves the milestone and the clocks it stopped; a withdrawn entry takes them
    /// back, and the clocks run on.
    fn take_correction(&mut self, corrected: &EntryCorrected) {
        self.neuro.retain(|point| point.entry != corrected.entry);
        let Some(Correctable::Milestone(milestone)) = self.correctable.get(&corrected.entry) else {
            return;
        };
        let milestone = *milestone;
        match corrected.happened_at {
            Some(at) => self.milestones.insert(milestone, at),
            None => self.milestones.remove(&milestone),
        };
        if milestone == Milestone::MriAcquired {
            match (&mut self.imaging.acquired, corrected.happened_at) {
                (Some((_, at)), Some(really)) => *at = really,
                (acquired, _) => *acquired = None,
            }
        }
        for clock in &mut self.clocks {
            let stopped = matches!(clock.ended, Some(Ended::Stopped(_)));
            if stopped && clock.rule().is_some_and(|rule| rule.stop == milestone) {
                clock.ended = corrected.happened_at.map(Ended::Stopped);
            }
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

    /// Whether a clinician has answered anything: from then on the clinician's rules apply.
    pub fn seen_by_clinician(&self) -> bool {
        self.facts.iter().any(|(_, said)| matches!(said.how, How::Clinician | How::Examination))
    }
}

/// What of an event can be corrected, if anything.
fn correctable(event: &Event) -> Option<Correctable> {
    match event {
        Event::NoteAdded(_) | Event::CallLogged(_) | Event::NeuroRecorded(_) => {
            Some(Correctable::Words)
        }
        Event::FactsRecorded(facts) => {
            Some(Correctable::Answers(facts.answers.keys().cloned().collect()))
        }
        Event::MilestoneRecorded(recorded) => Some(Correctable::Milestone(recorded.milestone)),
        Event::ImagingAcquired(_) => Some(Correctable::Milestone(Milestone::MriAcquired)),
        Event::DexamethasoneGiven(_) => {
            Some(Correctable::Milestone(Milestone::FirstDexamethasoneDose))
        }
        _ => None,
    }
}

/// After these, the referrer is owed an update.
const fn changes_the_plan(event: &Event) -> bool {
    matches!(
        event,
        Event::TierSet(_)
            | Event::ImagingReported(_)
            | Event::TreatmentDecided(_)
            | Event::CaseClosed(_)
    )
}
