//! The gate of discharge and the calls after it.

use jiff::{Timestamp, ToSpan};
use rules::Milestone;
use serde::{Deserialize, Serialize};

use super::forms::DISCHARGE_PLAN;
use crate::case::Case;
use crate::clock;
use crate::closing::{self, ReopenCase};
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::neuro::{self, Finding, MiniNeuro, RecordNeuro};
use crate::note::MilestoneRecorded;
use crate::refusal::Refusal;
use crate::task;
use crate::treatment::Outcome;

/// The calls after discharge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// After 48 hours.
    TwoDays,
    /// After a week.
    Week,
    /// Between three and four weeks.
    Month,
}

impl Check {
    /// Every call, in order.
    pub const ALL: [Self; 3] = [Self::TwoDays, Self::Week, Self::Month];

    /// Local calendar days after discharge.
    pub const fn days(self) -> i32 {
        match self {
            Self::TwoDays => 2,
            Self::Week => 7,
            Self::Month => 24,
        }
    }

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TwoDays => "two_days",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::TwoDays => "48 hours after discharge",
            Self::Week => "a week after discharge",
            Self::Month => "three to four weeks after discharge",
        }
    }

    /// The call with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.key() == key)
    }

    fn task(self) -> String {
        format!("Call the person {}", self.words())
    }
}

/// Discharge the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DischargePatient {
    /// Why without a signed discharge plan; empty when there is one.
    pub reason: String,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
}

/// The person went home, or elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discharged {
    /// The calls that follow, and when each is due.
    pub checks: Vec<(Check, Timestamp)>,
    /// Why without a plan.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a person is asked on the telephone: any "worse" opens the case again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Walking is worse.
    Walking,
    /// An arm or leg is weaker.
    Power,
    /// Feeling is lost.
    Feeling,
    /// Bladder or bowel changed.
    Bladder,
    /// Pain is new or out of control.
    Pain,
    /// Fever or unwell.
    Fever,
}

impl Sign {
    /// Every question, in order.
    pub const ALL: [Self; 6] =
        [Self::Walking, Self::Power, Self::Feeling, Self::Bladder, Self::Pain, Self::Fever];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Walking => "walking",
            Self::Power => "power",
            Self::Feeling => "feeling",
            Self::Bladder => "bladder",
            Self::Pain => "pain",
            Self::Fever => "fever",
        }
    }

    /// As asked.
    pub const fn asks(self) -> &'static str {
        match self {
            Self::Walking => "Is walking harder than when you left hospital?",
            Self::Power => "Is an arm or leg weaker?",
            Self::Feeling => "Is there new numbness, also between the legs?",
            Self::Bladder => "Is passing urine or opening the bowel different?",
            Self::Pain => "Is pain new, or out of control?",
            Self::Fever => "Is there fever or shivering?",
        }
    }
}

/// Record a call after discharge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFollowUp {
    /// Which.
    pub check: Check,
    /// Whether the person or a carer was spoken to.
    pub reached: bool,
    /// What was asked: `true` is worse, `false` not worse; what was not asked is not here.
    pub answers: Vec<(Sign, bool)>,
    /// A few words.
    pub note: String,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
}

/// A call after discharge was made or tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpRecorded {
    /// Which.
    pub check: Check,
    /// Whether anybody was spoken to.
    pub reached: bool,
    /// What was asked, and whether it is worse.
    pub answers: Vec<(Sign, bool)>,
    /// A few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A call and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Which.
    pub check: Check,
    /// When it is due.
    pub due: Timestamp,
    /// Every try, oldest first.
    pub tries: Vec<(FollowUpRecorded, Timestamp)>,
}

impl FollowUp {
    /// Whether somebody was spoken to.
    pub fn done(&self) -> bool {
        self.tries.iter().any(|(one, _)| one.reached)
    }
}

/// A discharge and the calls after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discharge {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why without a plan; empty when there was one.
    pub reason: String,
    /// The calls.
    pub follow_ups: Vec<FollowUp>,
}

impl super::Rehab {
    pub(crate) fn take_discharge(&mut self, discharged: &Discharged, recorded: &Recorded) {
        let follow_up = |(check, due): &(Check, Timestamp)| FollowUp {
            check: *check,
            due: *due,
            tries: Vec::new(),
        };
        self.discharge = Some(Discharge {
            at: recorded.occurred_at,
            by: recorded.actor.name.clone(),
            reason: discharged.reason.clone(),
            follow_ups: discharged.checks.iter().map(follow_up).collect(),
        });
    }

    pub(crate) fn take_follow_up(&mut self, made: &FollowUpRecorded, at: Timestamp) {
        let all = self.discharge.iter_mut().flat_map(|discharge| &mut discharge.follow_ups);
        for one in all.filter(|one| one.check == made.check) {
            one.tries.push((made.clone(), at));
        }
    }
}

pub(crate) fn discharge(
    draft: &mut Draft<'_>,
    discharge: &DischargePatient,
) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if let Some(before) = draft.case.rehab.discharge.as_ref() {
        let since = draft.case.latest(Milestone::Admission);
        if since.is_none_or(|admitted| admitted <= before.at) {
            return Err(Refusal::AlreadyDone { by: before.by.clone(), at: before.at });
        }
    }
    let reason = discharge.reason.trim();
    let plan = draft.case.proformas.latest(DISCHARGE_PLAN.key);
    let signed = plan.is_some_and(|plan| plan.signed.is_some());
    if !signed && reason.is_empty() {
        return Err(Refusal::invalid(
            "reason",
            "There is no signed discharge plan. Sign one, or say why the person goes without.",
        ));
    }
    let at = draft.happened(discharge.at)?;
    let site = draft.context.site;
    let checks = Check::ALL
        .into_iter()
        .map(|check| (check, clock::same_time_after_days(at, check.days().days(), site)))
        .collect::<Vec<_>>();
    let milestone = |draft: &mut Draft<'_>, milestone| {
        draft.record_at(at, None, Event::MilestoneRecorded(MilestoneRecorded::of(milestone)));
    };
    milestone(draft, Milestone::DischargeRequested);
    if signed {
        milestone(draft, Milestone::ManagementPlanComplete);
    }
    let why = Some(reason).filter(|reason| !reason.is_empty());
    let discharged = Discharged { checks: checks.clone(), reason: reason.into() };
    draft.record_at(at, why, Event::Discharged(discharged));
    for (check, due) in checks {
        task::must(draft, check.task(), "coordinator", due);
    }
    Ok(())
}

/// A call can be recorded when the case is closed, too: what is worse opens it again.
pub(crate) fn follow_up(draft: &mut Draft<'_>, record: &RecordFollowUp) -> Result<(), Refusal> {
    let known = draft.case.rehab.discharge.iter().flat_map(|discharge| &discharge.follow_ups);
    if !known.into_iter().any(|one| one.check == record.check) {
        return Err(Refusal::Unknown("call after discharge"));
    }
    let missing = Sign::ALL.len() - record.answers.len();
    if record.reached && record.answers.is_empty() {
        return Err(Refusal::invalid("walking", "Ask each question, and record the answer."));
    }
    if record.reached && missing > 0 {
        required("note", &record.note, "Not every question was asked: say why in a few words.")?;
    }
    if !record.reached {
        required(
            "note",
            &record.note,
            "Nobody was reached: say what you tried, and what is next.",
        )?;
    }
    let at = draft.happened(record.at)?;
    let worse = |sign: Sign| record.answers.contains(&(sign, true));
    let any_worse = record.answers.iter().any(|(_, worse)| *worse);
    draft.record_at(
        at,
        None,
        Event::FollowUpRecorded(FollowUpRecorded {
            check: record.check,
            reached: record.reached,
            answers: record.answers.clone(),
            note: record.note.trim().into(),
        }),
    );
    if record.reached {
        task::finish_called(draft, &record.check.task());
    }
    if !any_worse {
        return Ok(());
    }
    if draft.case.closed.is_some() {
        let why = format!("Worse in the call {}.", record.check.words());
        closing::reopen(draft, &ReopenCase { why })?;
    }
    let abnormal = |sign| if worse(sign) { Finding::Abnormal } else { Finding::NotExamined };
    let exam = MiniNeuro {
        legs: abnormal(Sign::Power),
        saddle: abnormal(Sign::Feeling),
        bladder: abnormal(Sign::Bladder),
        says_worse: true,
        ..MiniNeuro::default()
    };
    neuro::record(draft, &RecordNeuro { exam, at: Some(at) })?;
    tell_the_rules(draft, at, record);
    Ok(())
}

/// What the telephone call says of the facts. A "no" on the telephone is a lay answer: it takes no
/// standing risk away.
fn tell_the_rules(draft: &mut Draft<'_>, at: Timestamp, record: &RecordFollowUp) {
    use crate::facts::{Answer, How};
    let fact = |sign: Sign| match sign {
        Sign::Walking => Some("n_gait"),
        Sign::Fever => Some("x_fever"),
        Sign::Feeling => Some("n_sens"),
        Sign::Power | Sign::Bladder | Sign::Pain => None,
    };
    let yes: crate::facts::Answers = record
        .answers
        .iter()
        .filter(|(_, worse)| *worse)
        .filter_map(|(sign, _)| Some((fact(*sign)?.to_owned(), Answer::yes())))
        .collect();
    if !yes.is_empty() {
        let facts = crate::triage::FactsRecorded { answers: yes, how: How::Lay };
        draft.record_at(at, None, Event::FactsRecorded(facts));
    }
}

/// The calls that are still owed when a case is closed, unless the person died: their tasks go on.
pub(crate) fn owed_after_closing(case: &Case) -> Vec<u32> {
    let died =
        case.closed.as_ref().is_some_and(|(closed, _)| closed.outcome == Outcome::DiedBefore);
    let calls = case.rehab.discharge.iter().flat_map(|discharge| &discharge.follow_ups);
    let open: Vec<String> =
        calls.filter(|call| !died && !call.done()).map(|call| call.check.task()).collect();
    let tasks = case.tasks.iter().filter(|task| task.is_open() && open.contains(&task.what));
    tasks.map(|task| task.number).collect()
}
