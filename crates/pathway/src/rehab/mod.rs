//! Rehabilitation and after: goals in the person's words, sessions in half a minute, the gate of
//! discharge, and the calls afterwards that open the case again when something is worse.
//!
//! ```text
//!   session ──power worse──> one-minute neuro: re-triage at once
//!   discharge ──plan signed, or a reason──> calls after 2, 7 and 24 days
//!                                             └──worse──> case open again, re-triage
//! ```

mod discharge;
pub mod forms;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use self::discharge::{
    Check, Discharge, DischargePatient, Discharged, FollowUp, FollowUpRecorded, RecordFollowUp,
    Sign,
};
pub(crate) use self::discharge::{discharge, follow_up, owed_after_closing};
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::neuro::{self, MiniNeuro, RecordNeuro, Walking};
use crate::plan::mobility;
use crate::refusal::Refusal;
use crate::task;

/// Write a goal down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetGoal {
    /// In the person's words.
    pub words: String,
    /// By when.
    pub by: Option<Date>,
}

/// A goal was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalSet {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// In the person's words.
    pub words: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
}

/// Say how a goal ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndGoal {
    /// Which.
    pub number: u32,
    /// Reached, or given up.
    pub reached: bool,
    /// A few words.
    pub note: String,
}

/// A goal was reached or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalEnded {
    /// Which.
    pub number: u32,
    /// Reached, or given up.
    pub reached: bool,
    /// A few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A goal as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// In the person's words.
    pub words: String,
    /// By when.
    pub by: Option<Date>,
    /// Who wrote it down.
    pub set_by: String,
    /// How it ended, and when.
    pub ended: Option<(GoalEnded, Timestamp)>,
}

/// How something is beside the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// Better than last time.
    Better,
    /// As last time.
    Same,
    /// Worse than last time: examined and triaged again.
    Worse,
}

impl Power {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Better, Self::Same, Self::Worse];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "same",
            Self::Worse => "worse",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "the same",
            Self::Worse => "worse",
        }
    }

    /// The choice with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|power| power.key() == key)
    }
}

/// Log a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordSession {
    /// What was done.
    pub did: String,
    /// For how long.
    pub minutes: Option<u16>,
    /// Power beside last time; `None` when it was not looked at.
    pub power: Option<Power>,
    /// Walking, where it was seen.
    pub walking: Option<Walking>,
    /// Pain, 0 to 10.
    pub pain: Option<u8>,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
}

/// A session took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecorded {
    /// What was done.
    pub did: String,
    /// For how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// Power beside last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<Power>,
    /// Walking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walking: Option<Walking>,
    /// Pain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<u8>,
}

/// A session as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What was recorded.
    pub recorded: SessionRecorded,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The entry.
    pub entry: u64,
}

/// Rehabilitation so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rehab {
    /// Goals, oldest first.
    pub goals: Vec<Goal>,
    /// Sessions, oldest first.
    pub sessions: Vec<Session>,
    /// The latest discharge.
    pub discharge: Option<Discharge>,
}

impl Rehab {
    pub(crate) fn take_goal(&mut self, set: &GoalSet, recorded: &Recorded) {
        self.goals.push(Goal {
            number: set.number,
            words: set.words.clone(),
            by: set.by,
            set_by: recorded.actor.name.clone(),
            ended: None,
        });
    }

    pub(crate) fn take_end(&mut self, ended: &GoalEnded, at: Timestamp) {
        if let Some(goal) = self.goals.iter_mut().find(|goal| goal.number == ended.number) {
            goal.ended = Some((ended.clone(), at));
        }
    }

    pub(crate) fn take_session(&mut self, session: &SessionRecorded, recorded: &Recorded) {
        self.sessions.push(Session {
            recorded: session.clone(),
            at: recorded.occurred_at,
            by: recorded.actor.name.clone(),
            entry: recorded.version,
        });
        self.sessions.sort_by_key(|session| session.at);
    }

    /// An entry that is withdrawn or moved: a session leaves the log, or its place in it.
    pub(crate) fn corrected(&mut self, entry: u64, to: Option<Timestamp>, withdrawn: bool) {
        if withdrawn {
            self.sessions.retain(|session| session.entry != entry);
        } else if let Some(at) = to {
            for session in self.sessions.iter_mut().filter(|session| session.entry == entry) {
                session.at = at;
            }
            self.sessions.sort_by_key(|session| session.at);
        }
    }
}

pub(crate) fn set_goal(draft: &mut Draft<'_>, set: &SetGoal) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let words = required("words", &set.words, "Write the goal in the person's own words.")?;
    let today = draft.context.now.to_zoned_datetime(draft.context.site.time_zone()).date();
    if set.by.is_some_and(|by| by < today) {
        return Err(Refusal::invalid("by", "This day lies behind us. Enter a day to come."));
    }
    let number = u32::try_from(draft.case.rehab.goals.len()).unwrap_or(u32::MAX - 1) + 1;
    draft.record(Event::GoalSet(GoalSet { number, words: words.into(), by: set.by }));
    Ok(())
}

pub(crate) fn end_goal(draft: &mut Draft<'_>, end: &EndGoal) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let goal = draft.case.rehab.goals.iter().find(|goal| goal.number == end.number);
    if let Some((_, at)) = &goal.ok_or(Refusal::Unknown("goal"))?.ended {
        return Err(Refusal::AlreadyDone { by: "Somebody".into(), at: *at });
    }
    let note = end.note.trim().to_owned();
    draft.record(Event::GoalEnded(GoalEnded { number: end.number, reached: end.reached, note }));
    Ok(())
}

/// After a session in which power was worse, the examination is due this soon.
const EXAMINE_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// What has to be done at once after such a session.
pub const EXAMINE: &str = "One-minute neuro now: power was worse in a therapy session";

pub(crate) fn record_session(draft: &mut Draft<'_>, record: &RecordSession) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let did = required("did", &record.did, "Write in a few words what was done.")?.to_owned();
    if record.pain.is_some_and(|pain| pain > 10) {
        return Err(Refusal::invalid("pain", "Pain is a whole number from 0 to 10."));
    }
    if record.minutes.is_some_and(|minutes| minutes == 0 || minutes > 240) {
        return Err(Refusal::invalid("minutes", "Enter the minutes, from 1 to 240."));
    }
    let at = draft.happened(record.at)?;
    draft.record_at(
        at,
        None,
        Event::SessionRecorded(SessionRecorded {
            did,
            minutes: record.minutes,
            power: record.power,
            walking: record.walking,
            pain: record.pain,
        }),
    );
    let says_worse = record.power == Some(Power::Worse);
    if says_worse || record.walking.is_some() {
        let exam = MiniNeuro {
            walking: record.walking,
            pain: record.pain,
            says_worse,
            ..MiniNeuro::default()
        };
        neuro::record(draft, &RecordNeuro { exam, at: Some(at) })?;
    }
    if says_worse {
        let now = draft.context.now;
        let due = now.checked_add(EXAMINE_WITHIN).unwrap_or(now);
        let owner = draft.context.actor.name.clone();
        task::must(draft, EXAMINE, &owner, due);
    }
    Ok(())
}

/// An order that nobody wrote within this is overdue.
const ORDER_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// Somebody wants to get the person up and there is no order: the consultant has to write one.
pub(crate) fn ask_for_order(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let mut tasks = draft.case.tasks.iter();
    if let Some(task) = tasks.find(|task| task.what == mobility::ASK && task.is_open()) {
        let by = "Somebody".to_owned();
        return Err(Refusal::AlreadyDone { by, at: task.set_at });
    }
    let now = draft.context.now;
    let due = now.checked_add(ORDER_WITHIN).unwrap_or(now);
    task::must(draft, mobility::ASK, "responsible consultant", due);
    Ok(())
}
