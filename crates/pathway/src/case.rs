//! What is known of one case: the fold of its events. Nothing here is ever set by hand.
//!
//! This file says what is known; `fold` how each event changes it; `amend` what a correction moves.

mod amend;
mod fold;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use rules::{Audience, Milestone, Tier};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chase::Chase;
use crate::clock::RunningClock;
use crate::closing::CaseClosed;
use crate::correction::Correctable;
use crate::event::Recorded;
use crate::facts::{How, KnownFacts};
use crate::imaging::Imaging;
use crate::instruction::Instruction;
use crate::isncsci_exam::IsncsciExam;
use crate::mdt::Meetings;
use crate::neuro::NeuroPoint;
use crate::plan::Plan;
use crate::proforma::Proformas;
use crate::referral::ReferralReceived;
use crate::rehab::Rehab;
use crate::spine::Spine;
use crate::task::Task;
use crate::treatment::Treatment;
use crate::triage::{TierNow, TriageDecided};

pub(crate) use fold::changes_the_plan;

/// A case's opaque id (`UUIDv7`). Never a name or a number of the person.
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
    /// The entry that said so.
    pub acknowledged_in: Option<u64>,
    /// The clocks that ever started here.
    pub clocks: Vec<RunningClock>,
    /// When each milestone first happened; for those that come and go, when it last did.
    pub milestones: BTreeMap<Milestone, Timestamp>,
    /// Every time each milestone happened, and the entry that said so.
    pub occurrences: BTreeMap<Milestone, Vec<(u64, Timestamp)>>,
    /// Keys of the deadlines that fired, and when.
    pub fired: BTreeMap<String, Timestamp>,
    /// What the ward or referrer was asked to do.
    pub instructions: Vec<Instruction>,
    /// What the service has to do.
    pub tasks: Vec<Task>,
    /// Who was asked to hurry, oldest first.
    pub chases: Vec<Chase>,
    /// The walking line: every examination in short, oldest first.
    pub neuro: Vec<NeuroPoint>,
    /// The full worksheets, oldest first.
    pub isncsci: Vec<IsncsciExam>,
    /// The scan.
    pub imaging: Imaging,
    /// The spine level by level.
    pub spine: Spine,
    /// Decision and first treatment.
    pub treatment: Treatment,
    /// Opinions and outcomes.
    pub meetings: Meetings,
    /// The clinical forms.
    pub proformas: Proformas,
    /// The plan.
    pub plan: Plan,
    /// Rehabilitation and what follows discharge.
    pub rehab: Rehab,
    /// Entries that can be corrected, and what hangs on each.
    pub correctable: BTreeMap<u64, Correctable>,
    /// When each of those entries happened, as far as we know now.
    pub entry_times: BTreeMap<u64, Timestamp>,
    /// Corrected entries: version of the entry to version of the correction.
    pub corrected: BTreeMap<u64, u64>,
    /// Who corrected each of them, and when.
    pub corrected_by: BTreeMap<u64, Acknowledgement>,
    /// When a new suspicion arose, after MSCC had been excluded or treated: clocks count anew.
    pub renewed: Option<Timestamp>,
    /// When the case was last re-opened.
    pub reopened: Option<Timestamp>,
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

    /// The number of the next instruction.
    pub(crate) fn next_instruction(&self) -> u32 {
        u32::try_from(self.instructions.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// When a milestone last happened.
    pub fn latest(&self, milestone: Milestone) -> Option<Timestamp> {
        self.occurrences.get(&milestone)?.iter().map(|(_, at)| *at).max()
    }

    /// The first time a milestone happened at or after an instant.
    pub fn first_from(&self, milestone: Milestone, from: Timestamp) -> Option<Timestamp> {
        let times = self.occurrences.get(&milestone)?.iter().map(|(_, at)| *at);
        times.filter(|at| *at >= from).min()
    }

    /// Since when the referrer owes an answer.
    pub fn awaiting_referrer(&self) -> Option<Timestamp> {
        let asked = *self.milestones.get(&Milestone::AwaitingReferrerStarted)?;
        let answered = self.milestones.get(&Milestone::AwaitingReferrerEnded);
        answered.is_none_or(|answered| *answered < asked).then_some(asked)
    }

    /// Whether a clinician has answered anything: from then on the clinician's rules apply, also
    /// when the person answers again later.
    pub fn seen_by_clinician(&self) -> bool {
        self.triage.as_ref().is_some_and(|triage| triage.audience == Audience::Clinician)
            || self
                .facts
                .iter()
                .any(|(_, said)| matches!(said.how, How::Clinician | How::Examination))
    }
}
