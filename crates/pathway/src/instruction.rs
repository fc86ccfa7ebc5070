//! Instructions for the next hour: given, seen, done or refused with a reason. One that nobody
//! answers climbs to the coordinator.
//!
//! ```text
//!   given ──> seen ──> done
//!     │         └────> cannot, because … ──> a task for the coordinator
//!     └── not answered in time ──> the coordinator is told
//! ```

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::decide::{Draft, required};
use crate::event::Event;
use crate::facts::{Answer, How};
use crate::plan;
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;

/// Ask the ward or the referrer to do something.
#[derive(Clone, Debug, PartialEq)]
pub struct GiveInstruction {
    /// What to do, in one sentence.
    pub text: String,
    /// What it is about: a mobility order has its own rules.
    pub about: About,
    /// When it ends; a mobility order must have one.
    pub expires: Option<Timestamp>,
    /// Within how many minutes it must be answered; `None` takes the site's.
    pub answer_within_min: Option<u16>,
}

/// What an instruction is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Immobilise: starts the 24-hour stability review.
    Immobilise,
    /// How the person may be moved.
    Mobility,
    /// Steroid.
    Steroid,
    /// The scan.
    Imaging,
    /// Anything else.
    #[default]
    Other,
}

impl About {
    /// Every choice.
    pub const ALL: [Self; 5] =
        [Self::Immobilise, Self::Mobility, Self::Steroid, Self::Imaging, Self::Other];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Immobilise => "immobilise",
            Self::Mobility => "mobility",
            Self::Steroid => "steroid",
            Self::Imaging => "imaging",
            Self::Other => "other",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Immobilise => "Immobilise now",
            Self::Mobility => "Mobility order",
            Self::Steroid => "Steroid",
            Self::Imaging => "Scan",
            Self::Other => "Other",
        }
    }

    /// The choice with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|about| about.key() == key)
    }

    /// An order on how the person may be moved.
    pub const fn is_mobility(self) -> bool {
        matches!(self, Self::Immobilise | Self::Mobility)
    }
}

/// An instruction was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstructionGiven {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// What to do.
    pub text: String,
    /// What it is about.
    pub about: About,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Until when it must be answered.
    pub answer_due: Timestamp,
}

/// The ward opened it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionSeen {
    /// Which.
    pub number: u32,
}

/// Answer an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerInstruction {
    /// Which.
    pub number: u32,
    /// Who answers, by name.
    pub name: String,
    /// In which role ("staff nurse, Ward 7").
    pub role: String,
    /// `None` means done; a text says why it cannot be done.
    pub cannot_because: Option<String>,
}

/// It was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionDone {
    /// Which.
    pub number: u32,
    /// By whom.
    pub name: String,
    /// In which role.
    pub role: String,
}

/// It cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionRefused {
    /// Which.
    pub number: u32,
    /// Says who.
    pub name: String,
    /// In which role.
    pub role: String,
    /// Why.
    pub why: String,
}

/// Withdraw an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawInstruction {
    /// Which.
    pub number: u32,
    /// Why.
    pub why: String,
}

/// It no longer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionWithdrawn {
    /// Which.
    pub number: u32,
    /// Why.
    pub why: String,
}

/// An instruction and how far it got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instruction {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// What to do.
    pub text: String,
    /// What it is about.
    pub about: About,
    /// Who gave it.
    pub by: String,
    /// When.
    pub given_at: Timestamp,
    /// When it ends.
    pub expires: Option<Timestamp>,
    /// Until when it must be answered.
    pub answer_due: Timestamp,
    /// When the ward first opened it.
    pub seen_at: Option<Timestamp>,
    /// How it was answered.
    pub answer: Option<Answered>,
}

/// How an instruction ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered {
    /// Done by this person at this time.
    Done(String, Timestamp),
    /// Cannot be done: by whom, why, when.
    Cannot(String, String, Timestamp),
    /// Withdrawn at this time.
    Withdrawn(Timestamp),
}

impl Instruction {
    pub(crate) fn new(given: &InstructionGiven, at: Timestamp, by: &Actor) -> Self {
        Self {
            number: given.number,
            text: given.text.clone(),
            about: given.about,
            by: by.name.clone(),
            given_at: at,
            expires: given.expires,
            answer_due: given.answer_due,
            seen_at: None,
            answer: None,
        }
    }

    pub(crate) fn seen(&mut self, at: Timestamp) {
        self.seen_at.get_or_insert(at);
    }

    pub(crate) fn done(&mut self, done: &InstructionDone, at: Timestamp) {
        self.answer = Some(Answered::Done(with_role(&done.name, &done.role), at));
    }

    pub(crate) fn refused(&mut self, refused: &InstructionRefused, at: Timestamp) {
        let by = with_role(&refused.name, &refused.role);
        self.answer = Some(Answered::Cannot(by, refused.why.clone(), at));
    }

    pub(crate) fn withdrawn(&mut self, at: Timestamp) {
        self.answer = Some(Answered::Withdrawn(at));
    }

    /// Whether somebody still has to answer.
    pub fn is_unanswered(&self) -> bool {
        self.answer.is_none()
    }

    /// "sent", "seen", "done", "cant", "expired" or "withdrawn".
    pub fn state(&self, now: Timestamp) -> &'static str {
        match &self.answer {
            Some(Answered::Withdrawn(_)) => "withdrawn",
            _ if self.expires.is_some_and(|end| end <= now) => "expired",
            Some(Answered::Done(..)) => "done",
            Some(Answered::Cannot(..)) => "cant",
            None if self.seen_at.is_some() => "seen",
            None => "sent",
        }
    }

    /// Whether it is in force: given, not withdrawn, not expired.
    pub fn is_live(&self, now: Timestamp) -> bool {
        !matches!(self.state(now), "withdrawn" | "expired")
    }
}

fn with_role(name: &str, role: &str) -> String {
    if role.is_empty() { name.into() } else { format!("{name}, {role}") }
}

pub(crate) fn give(draft: &mut Draft<'_>, give: &GiveInstruction) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let text = required("text", &give.text, "Write what is to be done, in one sentence.")?;
    let now = draft.context.now;
    if give.about.is_mobility() && give.expires.is_none() {
        return Err(Refusal::invalid(
            "expires",
            "Say until when this order holds: a mobility order never stands without an end.",
        ));
    }
    if give.expires.is_some_and(|end| end <= now) {
        return Err(Refusal::invalid("expires", "The end must lie in the future."));
    }
    let minutes = give.answer_within_min.unwrap_or(draft.context.site.ladder.instruction_min);
    let wait = SignedDuration::from_mins(i64::from(minutes));
    if give.about == About::Immobilise {
        plan::immobilise_wins(draft);
    }
    let number = draft.case.next_instruction();
    draft.record(Event::InstructionGiven(InstructionGiven {
        number,
        text: text.into(),
        about: give.about,
        expires: give.expires,
        answer_due: now.checked_add(wait).unwrap_or(now),
    }));
    Ok(())
}

/// Marks every open instruction as seen; nothing to see is fine.
pub(crate) fn see(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let unseen: Vec<u32> = draft
        .case
        .instructions
        .iter()
        .filter(|one| one.is_unanswered() && one.seen_at.is_none())
        .map(|one| one.number)
        .collect();
    for number in unseen {
        draft.record(Event::InstructionSeen(InstructionSeen { number }));
    }
    Ok(())
}

pub(crate) fn answer(draft: &mut Draft<'_>, answer: &AnswerInstruction) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let one = find(draft, answer.number)?;
    let (about, stops) = (one.about, one.text == plan::steroid::STOP);
    match &one.answer {
        Some(Answered::Done(by, at)) => {
            return Err(Refusal::AlreadyDone { by: by.clone(), at: *at });
        }
        Some(Answered::Withdrawn(at)) => {
            return Err(Refusal::AlreadyDone { by: "Whoever withdrew it".into(), at: *at });
        }
        Some(Answered::Cannot(..)) | None => {}
    }
    let name = required("name", &answer.name, "Enter your name.")?.to_owned();
    let role = required("role", &answer.role, "Enter your role and ward.")?.to_owned();
    let number = answer.number;
    let Some(why) = &answer.cannot_because else {
        draft.record(Event::InstructionDone(InstructionDone { number, name, role }));
        if about == About::Immobilise {
            let milestone =
                crate::note::MilestoneRecorded::of(rules::Milestone::ImmobilisationStarted);
            draft.record(Event::MilestoneRecorded(milestone));
            let answers = [("immobilised".to_owned(), Answer::yes())].into();
            draft.record(Event::FactsRecorded(FactsRecorded { answers, how: How::Recorded }));
        }
        if stops {
            plan::stopped_by_ward(draft);
        }
        return Ok(());
    };
    let why = required("why", why, "Say why it cannot be done: the coordinator needs to know.")?;
    let refused = InstructionRefused { number, name: name.clone(), role, why: why.into() };
    draft.record_at(draft.context.now, Some(why), Event::InstructionRefused(refused));
    let what = format!("Instruction {number} cannot be done ({name}: {why}). Ring the ward.");
    crate::task::must(draft, what, "coordinator", draft.context.now);
    Ok(())
}

pub(crate) fn withdraw(
    draft: &mut Draft<'_>,
    withdraw: &WithdrawInstruction,
) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let why = required("why", &withdraw.why, "Say why it no longer holds.")?.to_owned();
    let one = find(draft, withdraw.number)?;
    if let Some(Answered::Withdrawn(at)) = &one.answer {
        return Err(Refusal::AlreadyDone { by: "Whoever withdrew it".into(), at: *at });
    }
    let number = one.number;
    let event = InstructionWithdrawn { number, why: why.clone() };
    draft.record_at(draft.context.now, Some(&why), Event::InstructionWithdrawn(event));
    Ok(())
}

fn find<'a>(draft: &'a Draft<'_>, number: u32) -> Result<&'a Instruction, Refusal> {
    let mut instructions = draft.case.instructions.iter();
    instructions.find(|one| one.number == number).ok_or(Refusal::Unknown("instruction"))
}
