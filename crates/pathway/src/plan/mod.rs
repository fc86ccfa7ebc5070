//! The plan: one panel for each part of the treatment, each with a status, an owner and its times.
//! Everything a panel asks of the ward becomes an [`instruction`](crate::instruction) that is answered or climbs.
//!
//! ```text
//!   proposed ──> in force ──> ended
//!                  │  └── changed: the old instruction is withdrawn, a new one waits for an answer
//!                  └── contradictions are refused until somebody says why they are meant
//! ```
//!
//! The panels are const data ([`panel`]); what follows from an answer has a file of its own:
//! [`steroid`], [`radiotherapy`], [`operation`], [`mobility`]. Nothing here prescribes.

pub mod contradiction;
pub mod mobility;
pub mod operation;
pub mod panel;
pub mod radiotherapy;
mod set;
mod settle;
pub mod steroid;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use self::contradiction::{Contradiction, contradictions};
pub use self::panel::Panel;
use crate::case::Case;
use crate::correction::EntryCorrected;
use crate::decide::Draft;
use crate::event::{Event, Recorded};
use crate::proforma::Problem;
use crate::refusal::Refusal;
use crate::site::Site;

pub(crate) use set::set;
pub(crate) use settle::{immobilise_wins, settle, stopped_by_ward};

/// How far a panel has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Thought of; nobody is asked to do anything yet.
    #[default]
    Proposed,
    /// Holds: the ward has it as an instruction.
    InForce,
    /// Holds no more.
    Ended,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::InForce, Self::Ended];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::InForce => "in_force",
            Self::Ended => "ended",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Proposed => "Proposed",
            Self::InForce => "In force",
            Self::Ended => "Ended",
        }
    }

    /// The status with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }
}

/// Write a panel of the plan anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetPlan {
    /// Which panel.
    pub panel: Panel,
    /// How far it is.
    pub status: Status,
    /// Who answers for it.
    pub owner: String,
    /// Its answers, by question; an empty one is no answer.
    pub answers: BTreeMap<String, String>,
    /// Its times, by name.
    pub times: BTreeMap<String, Timestamp>,
    /// Questions whose unusual answer is meant.
    pub sure: BTreeSet<String>,
    /// Why it holds although something in the case speaks against it.
    pub because: String,
    /// The entry this replaces, as the person saw it; 0 for a panel that was never written.
    pub replaces: u64,
}

/// A panel of the plan was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanSet {
    /// Which panel.
    pub panel: Panel,
    /// How far it is.
    pub status: Status,
    /// Who answers for it.
    pub owner: String,
    /// Its answers, by question.
    pub answers: BTreeMap<String, String>,
    /// Its times, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub times: BTreeMap<String, Timestamp>,
    /// The instruction that tells the ward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<u32>,
    /// Why it holds although something speaks against it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The days of the steroid's reduction, as the template stood that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<steroid::Calendar>,
}

impl PlanSet {
    /// The answer to a question; empty when there is none.
    pub fn answer(&self, key: &str) -> &str {
        self.answers.get(key).map_or("", String::as_str)
    }

    /// A time by its name.
    pub fn time(&self, key: &str) -> Option<Timestamp> {
        self.times.get(key).copied()
    }

    /// An answer that is a number.
    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        self.answer(key).parse().ok()
    }
}

/// A panel as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// What was written.
    pub set: PlanSet,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The entry that wrote it.
    pub entry: u64,
}

impl Standing {
    /// Whether it holds.
    pub fn in_force(&self) -> bool {
        self.set.status == Status::InForce
    }
}

/// The plan of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    panels: BTreeMap<Panel, Standing>,
    /// Fractions after the first: the entry, and when.
    fractions: Vec<(u64, Timestamp)>,
}

/// One more fraction was delivered; the first has an event of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FractionGiven {
    /// 2, 3 … within the course.
    pub number: u32,
    /// A few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Plan {
    /// A panel as it stands, whatever its status.
    pub fn get(&self, panel: Panel) -> Option<&Standing> {
        self.panels.get(&panel)
    }

    /// What a panel says, where it holds.
    pub fn in_force(&self, panel: Panel) -> Option<&PlanSet> {
        self.get(panel).filter(|standing| standing.in_force()).map(|standing| &standing.set)
    }

    /// Every fraction that was delivered after the first.
    pub fn further_fractions(&self) -> &[(u64, Timestamp)] {
        &self.fractions
    }

    pub(crate) fn take(&mut self, set: &PlanSet, recorded: &Recorded) {
        let standing = Standing {
            set: set.clone(),
            by: recorded.actor.name.clone(),
            at: recorded.occurred_at,
            entry: recorded.version,
        };
        self.panels.insert(set.panel, standing);
    }

    pub(crate) fn take_fraction(&mut self, recorded: &Recorded) {
        self.fractions.push((recorded.version, recorded.occurred_at));
    }

    /// A fraction that was not given counts no more; a time that was wrong is put right.
    pub(crate) fn corrected(&mut self, corrected: &EntryCorrected) {
        if corrected.withdraws() {
            self.fractions.retain(|(entry, _)| *entry != corrected.entry);
        } else if let Some(at) = corrected.happened_at {
            let mut own = self.fractions.iter_mut();
            if let Some(fraction) = own.find(|(entry, _)| *entry == corrected.entry) {
                fraction.1 = at;
            }
        }
    }
}

/// Everything wrong with a panel as written, field by field.
pub fn problems(case: &Case, site: &Site, set: &SetPlan) -> Vec<Problem> {
    let wrong = |key: &'static str, message: &str| Problem {
        key,
        message: message.into(),
        unlikely: false,
    };
    let mut all: Vec<Problem> = set
        .panel
        .questions()
        .iter()
        .filter_map(|question| question.problem(set.answers.get(question.key)?.trim()))
        .filter(|problem| !(problem.unlikely && set.sure.contains(problem.key)))
        .collect();
    if set.owner.trim().is_empty() {
        all.push(wrong("owner", "Say who answers for this part of the plan."));
    }
    if set.status == Status::InForce && all.iter().all(|problem| problem.unlikely) {
        let written = written(set);
        for (key, message) in set.panel.required() {
            if written.answer(key).is_empty() && written.time(key).is_none() {
                all.push(wrong(key, message));
            }
        }
        let own = match set.panel {
            Panel::Steroid => steroid::problems(case, site, &written),
            Panel::Radiotherapy => radiotherapy::problems(&written),
            Panel::Operation => operation::problems(case, &written),
            _ => Vec::new(),
        };
        all.extend(own.into_iter().map(|(key, message)| wrong(key, &message)));
    }
    all
}

/// The event of a command, without the instruction.
fn written(set: &SetPlan) -> PlanSet {
    let known = |key: &str| set.panel.questions().iter().any(|question| question.key == key);
    let answers = set
        .answers
        .iter()
        .map(|(key, value)| (key.clone(), value.trim().to_owned()))
        .filter(|(key, value)| !value.is_empty() && known(key))
        .collect();
    PlanSet {
        panel: set.panel,
        status: set.status,
        owner: set.owner.trim().into(),
        answers,
        times: set.times.clone(),
        instruction: None,
        because: set.because.trim().into(),
        reduction: None,
    }
}

/// Record that one more fraction was delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GiveFraction {
    /// When; `None` means now.
    pub at: Option<Timestamp>,
    /// A few words.
    pub note: String,
}

/// The first fraction is an event of its own, with its clocks; this records whichever is next.
pub(crate) fn give_fraction(draft: &mut Draft<'_>, give: &GiveFraction) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let Some(first) = draft.case.treatment.first_fraction else {
        return crate::treatment::give_first_fraction(draft, give.at);
    };
    let at = draft.happened(give.at)?;
    let further = draft.case.plan.fractions.iter().map(|(_, at)| *at);
    let last = further.max().unwrap_or(first).max(first);
    if at.duration_since(last) < SignedDuration::from_hours(1) {
        return Err(Refusal::invalid(
            "at",
            "The last fraction is less than an hour away from this. Check the time.",
        ));
    }
    let number = u32::try_from(draft.case.plan.fractions.len()).unwrap_or(u32::MAX - 2) + 2;
    let planned = draft.case.plan.get(Panel::Radiotherapy);
    let planned = planned.and_then(|standing| radiotherapy::planned(&standing.set));
    if planned.is_some_and(|course| number > course.fractions) {
        return Err(Refusal::invalid(
            "at",
            "Every planned fraction is recorded already. Change the plan if there are more.",
        ));
    }
    let note = give.note.trim().to_owned();
    draft.record_at(at, None, Event::FractionGiven(FractionGiven { number, note }));
    Ok(())
}
