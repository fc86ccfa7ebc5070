//! The meeting: specialists are asked in parallel, each answers for themself, and a chair signs what
//! is to be done, by whom and by when.
//!
//! ```text
//!   asked ──> opinion, opinion, …  ──> quorum ──> signed: outcome, actions ──> done / not done, why
//!     └── not given in time: the coordinator is told        └── opinions differ: call now
//! ```
//!
//! A score never decides: whatever it says, every outcome can be signed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::instruction::{self, About, GiveInstruction};
use crate::refusal::Refusal;
use crate::task;
use crate::treatment::{self, DecideTreatment, Outcome};

/// Whose opinion is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Specialty {
    /// Spinal surgeon.
    Surgeon,
    /// Clinical oncologist.
    Oncologist,
    /// Radiologist.
    Radiologist,
    /// Palliative care.
    Palliative,
}

impl Specialty {
    /// Every specialty.
    pub const ALL: [Self; 4] =
        [Self::Surgeon, Self::Oncologist, Self::Radiologist, Self::Palliative];
    /// Without these two there is no quorum: surgery and radiotherapy are weighed together.
    pub const QUORUM: [Self; 2] = [Self::Surgeon, Self::Oncologist];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Surgeon => "surgeon",
            Self::Oncologist => "oncologist",
            Self::Radiologist => "radiologist",
            Self::Palliative => "palliative",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Surgeon => "spinal surgeon",
            Self::Oncologist => "clinical oncologist",
            Self::Radiologist => "radiologist",
            Self::Palliative => "palliative care",
        }
    }

    /// The specialty with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    fn task(self) -> String {
        format!("Give an opinion: {}", self.words())
    }
}

/// Ask for opinions, all at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskOpinions {
    /// Whose.
    pub of: Vec<Specialty>,
    /// What is asked, in a sentence.
    pub question: String,
    /// Within how many minutes; `None` takes two hours.
    pub within_min: Option<u16>,
}

/// Opinions were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionsAsked {
    /// Whose.
    pub of: Vec<Specialty>,
    /// What is asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// By when.
    pub due: Timestamp,
}

/// Give an opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveOpinion {
    /// As what.
    pub specialty: Specialty,
    /// What is recommended.
    pub outcome: Outcome,
    /// Why, and under which conditions.
    pub text: String,
}

/// An opinion was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionGiven {
    /// As what.
    pub specialty: Specialty,
    /// What is recommended.
    pub outcome: Outcome,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Something to be done after the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// By when.
    pub due: Timestamp,
}

/// An action as typed: its owner or time may be missing, and then nothing is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionAsked {
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// By when.
    pub due: Option<Timestamp>,
}

/// Sign the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignMeeting {
    /// What is recommended.
    pub outcome: Outcome,
    /// What else was considered.
    pub considered: String,
    /// Why this.
    pub rationale: String,
    /// Who thought otherwise, and why.
    pub dissent: String,
    /// Under which conditions it holds.
    pub conditions: String,
    /// Who leads.
    pub owner: String,
    /// Who was there.
    pub present: String,
    /// Why the outcome is signed without the surgeon's and the oncologist's opinions.
    pub without_quorum: String,
    /// What is to be done.
    pub actions: Vec<ActionAsked>,
}

/// The outcome was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingSigned {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// What is recommended.
    pub outcome: Outcome,
    /// What else was considered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub considered: String,
    /// Why this.
    pub rationale: String,
    /// Who thought otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dissent: String,
    /// Under which conditions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub conditions: String,
    /// Who leads.
    pub owner: String,
    /// Who was there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub present: String,
    /// Why without a quorum.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub without_quorum: String,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
}

/// Say that an action was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissAction {
    /// Its task.
    pub task: u32,
    /// Why.
    pub why: String,
}

/// An action was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionMissed {
    /// Its task.
    pub task: u32,
    /// Why.
    pub why: String,
}

/// An opinion, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// What was said.
    pub given: OpinionGiven,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A signed outcome, by whom and when, with the tasks of its actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// What was signed.
    pub signed: MeetingSigned,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Opinions and outcomes of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meetings {
    /// What was asked last, and when.
    pub asked: Option<(OpinionsAsked, Timestamp)>,
    /// Every opinion since it was asked, oldest first.
    pub opinions: Vec<Opinion>,
    /// Every signed outcome, oldest first.
    pub signed: Vec<Meeting>,
    /// Actions that were not done: task and reason.
    pub missed: Vec<(u32, String)>,
}

impl Meetings {
    /// The latest opinion of a specialty.
    pub fn opinion(&self, of: Specialty) -> Option<&Opinion> {
        self.opinions.iter().rev().find(|one| one.given.specialty == of)
    }

    /// Whose opinion is asked and still missing.
    pub fn missing(&self) -> Vec<Specialty> {
        let asked = self.asked.iter().flat_map(|(asked, _)| asked.of.iter().copied());
        asked.filter(|one| self.opinion(*one).is_none()).collect()
    }

    /// Whether the surgeon and the oncologist have both answered.
    pub fn has_quorum(&self) -> bool {
        Specialty::QUORUM.iter().all(|one| self.opinion(*one).is_some())
    }

    /// Whether those who answered recommend different things.
    pub fn disagree(&self) -> bool {
        let mut latest = Specialty::ALL.iter().filter_map(|one| self.opinion(*one));
        let Some(first) = latest.next() else { return false };
        latest.any(|one| one.given.outcome != first.given.outcome)
    }

    /// Whether opinions were asked for and nothing was signed since.
    pub fn waits(&self) -> bool {
        self.asked.as_ref().is_some_and(|(_, at)| self.signed.iter().all(|one| one.at < *at))
    }

    pub(crate) fn ask(&mut self, asked: &OpinionsAsked, recorded: &Recorded) {
        self.asked = Some((asked.clone(), recorded.occurred_at));
        self.opinions.clear();
    }

    pub(crate) fn give(&mut self, given: &OpinionGiven, recorded: &Recorded) {
        let by = recorded.actor.name.clone();
        self.opinions.push(Opinion { given: given.clone(), by, at: recorded.occurred_at });
    }

    pub(crate) fn sign(&mut self, signed: &MeetingSigned, recorded: &Recorded) {
        let by = recorded.actor.name.clone();
        self.signed.push(Meeting { signed: signed.clone(), by, at: recorded.occurred_at });
    }

    pub(crate) fn miss(&mut self, missed: &ActionMissed) {
        self.missed.push((missed.task, missed.why.clone()));
    }
}

/// How long an opinion may take when nobody says otherwise (rule book 4.2, OPS-3).
const WITHIN: SignedDuration = SignedDuration::from_hours(2);

pub(crate) fn ask(draft: &mut Draft<'_>, ask: &AskOpinions) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if ask.of.is_empty() {
        return Err(Refusal::invalid("of", "Choose whose opinion you need."));
    }
    if ask.within_min == Some(0) {
        return Err(Refusal::invalid("within_min", "Give them at least a minute."));
    }
    let now = draft.context.now;
    let within = ask.within_min.map_or(WITHIN, |min| SignedDuration::from_mins(i64::from(min)));
    let due = now.checked_add(within).unwrap_or(now);
    // What was asked before and not answered is asked anew.
    for one in draft.case.meetings.missing() {
        task::finish_called(draft, &one.task());
    }
    let question = ask.question.trim().to_owned();
    draft.record(Event::OpinionsAsked(OpinionsAsked { of: ask.of.clone(), question, due }));
    for one in &ask.of {
        task::must(draft, one.task(), one.words(), due);
    }
    Ok(())
}

pub(crate) fn give(draft: &mut Draft<'_>, give: &GiveOpinion) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let text = required("text", &give.text, "Say why, in a sentence or two.")?.to_owned();
    draft.record(Event::OpinionGiven(OpinionGiven {
        specialty: give.specialty,
        outcome: give.outcome,
        text,
    }));
    task::finish_called(draft, &give.specialty.task());
    let case = &draft.case;
    if case.meetings.disagree() && case.meetings.has_quorum() {
        let now = draft.context.now;
        let what = "Opinions differ: bring the specialists together on the telephone now.";
        if !draft.case.tasks.iter().any(|task| task.done.is_none() && task.what == what) {
            task::must(draft, what, "coordinator", now);
        }
    }
    Ok(())
}

pub(crate) fn sign(draft: &mut Draft<'_>, sign: &SignMeeting) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let rationale = required("rationale", &sign.rationale, "Say why, in a sentence.")?.to_owned();
    let owner = required("owner", &sign.owner, "Say who leads from here.")?.to_owned();
    if !draft.case.meetings.has_quorum() && sign.without_quorum.trim().is_empty() {
        return Err(Refusal::invalid(
            "without_quorum",
            "The surgeon's and the oncologist's opinions are not both here: get them, or say why \
             it cannot wait.",
        ));
    }
    let actions = actions(draft, &sign.actions)?;
    let number =
        u32::try_from(draft.case.meetings.signed.len()).unwrap_or(u32::MAX).saturating_add(1);
    let text = |text: &str| text.trim().to_owned();
    draft.record(Event::MeetingSigned(Box::new(MeetingSigned {
        number,
        outcome: sign.outcome,
        considered: text(&sign.considered),
        rationale: rationale.clone(),
        dissent: text(&sign.dissent),
        conditions: text(&sign.conditions),
        owner: owner.clone(),
        present: text(&sign.present),
        without_quorum: text(&sign.without_quorum),
        actions: actions.clone(),
    })));
    for one in draft.case.meetings.missing() {
        task::finish_called(draft, &one.task());
    }
    for action in actions {
        task::must(draft, action.what, &action.owner, action.due);
    }
    let decision = DecideTreatment { outcome: sign.outcome, rationale, owner, at: None };
    treatment::decide(draft, &decision)?;
    // The referrer reads the outcome and says so; silence climbs like any instruction.
    let told =
        format!("Outcome of the meeting: {}. Read it and tell the person.", sign.outcome.words());
    let tell =
        GiveInstruction { text: told, about: About::Other, expires: None, answer_within_min: None };
    instruction::give(draft, &tell)
}

/// Every action has an owner and a time, or nothing is signed.
fn actions(draft: &Draft<'_>, asked: &[ActionAsked]) -> Result<Vec<Action>, Refusal> {
    let typed = asked.iter().filter(|one| **one != ActionAsked::default());
    typed
        .map(|one| {
            let what = required("actions", &one.what, "Say what each action is.")?;
            let owner = required("actions", &one.owner, "Each action needs an owner.")?;
            let Some(due) = one.due else {
                return Err(Refusal::invalid("actions", "Each action needs a time to be done by."));
            };
            if due <= draft.context.now {
                return Err(Refusal::invalid(
                    "actions",
                    "The time of an action must lie in the future.",
                ));
            }
            Ok(Action { what: what.into(), owner: owner.into(), due })
        })
        .collect()
}

pub(crate) fn miss(draft: &mut Draft<'_>, miss: &MissAction) -> Result<(), Refusal> {
    let task = draft.case.tasks.iter().find(|task| task.number == miss.task);
    let task = task.ok_or(Refusal::Unknown("task"))?;
    if let Some((by, at)) = &task.done {
        return Err(Refusal::AlreadyDone { by: by.clone(), at: *at });
    }
    if !is_action(&draft.case, &task.what) {
        return Err(Refusal::Unknown("action of a meeting"));
    }
    let why = required("why", &miss.why, "Say why it was not done.")?.to_owned();
    let event = ActionMissed { task: miss.task, why: why.clone() };
    draft.record_at(draft.context.now, Some(&why), Event::ActionMissed(event));
    task::finish(draft, &task::FinishTask { number: miss.task })
}

fn is_action(case: &Case, what: &str) -> bool {
    case.meetings.signed.iter().flat_map(|one| &one.signed.actions).any(|one| one.what == what)
}
