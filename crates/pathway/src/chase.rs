//! Asking someone to hurry: who is asked, for what. What can be chased follows from where the case
//! stands, so that the right telephone call is one press away and nobody is asked twice unaware.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::board::BoardRow;
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::refusal::Refusal;
use crate::status::Status;

/// What a case can wait for. Whom to ask for each is our own list (D): no source gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "`whom` and `for_what` say what each means")]
pub enum ChaseStep {
    ReferrerAnswer,
    InstructionAnswer,
    ScanSlot,
    Images,
    Report,
    Decision,
    Treatment,
    Rehabilitation,
}

impl ChaseStep {
    /// Every step.
    pub const ALL: [Self; 8] = [
        Self::ReferrerAnswer,
        Self::InstructionAnswer,
        Self::ScanSlot,
        Self::Images,
        Self::Report,
        Self::Decision,
        Self::Treatment,
        Self::Rehabilitation,
    ];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ReferrerAnswer => "referrer_answer",
            Self::InstructionAnswer => "instruction_answer",
            Self::ScanSlot => "scan_slot",
            Self::Images => "images",
            Self::Report => "report",
            Self::Decision => "decision",
            Self::Treatment => "treatment",
            Self::Rehabilitation => "rehabilitation",
        }
    }

    /// Who is asked, as a start for the form.
    pub const fn whom(self) -> &'static str {
        match self {
            Self::ReferrerAnswer => "Referrer",
            Self::InstructionAnswer => "Ward",
            Self::ScanSlot => "MRI, duty radiographer",
            Self::Images => "Image exchange desk",
            Self::Report => "Duty radiologist",
            Self::Decision => "Consultant on call",
            Self::Treatment => "Radiotherapy or theatre booking",
            Self::Rehabilitation => "Ward physiotherapist",
        }
    }

    /// For what.
    pub const fn for_what(self) -> &'static str {
        match self {
            Self::ReferrerAnswer => "the answer we wait for",
            Self::InstructionAnswer => "an answer to the instruction",
            Self::ScanSlot => "a scan slot",
            Self::Images => "the images from the other hospital",
            Self::Report => "the report of the scan",
            Self::Decision => "the decision on treatment",
            Self::Treatment => "a time for the treatment",
            Self::Rehabilitation => "rehabilitation and the plan to go home",
        }
    }

    /// The step with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.key() == key)
    }

    /// What holds this case up, the first first.
    pub fn blocking(row: &BoardRow) -> Vec<Self> {
        let runs = |id: &str| row.clocks.iter().any(|clock| clock.id == id && clock.runs());
        let unanswered =
            row.instructions.iter().any(crate::instruction::Instruction::is_unanswered);
        let stage = match row.status {
            Status::AwaitingImaging => Some(Self::ScanSlot),
            Status::AwaitingReport => Some(Self::Report),
            Status::AwaitingDecision => Some(Self::Decision),
            Status::AwaitingTreatment => Some(Self::Treatment),
            Status::Treated => Some(Self::Rehabilitation),
            Status::Unacknowledged | Status::Closed => None,
        };
        let waits = [
            row.awaiting_referrer.map(|_| Self::ReferrerAnswer),
            unanswered.then_some(Self::InstructionAnswer),
            runs("CLK-IMGX").then_some(Self::Images),
            stage,
        ];
        waits.into_iter().flatten().collect()
    }
}

/// Log that someone was asked to hurry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogChase {
    /// For what.
    pub step: ChaseStep,
    /// Who was asked.
    pub whom: String,
    /// What they said.
    pub said: String,
}

/// Someone was asked to hurry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseLogged {
    /// For what.
    pub step: ChaseStep,
    /// Who was asked.
    pub whom: String,
    /// What they said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}

/// The same in its place: who asked, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    /// The entry that says so.
    pub entry: u64,
    /// For what.
    pub step: ChaseStep,
    /// Who was asked.
    pub whom: String,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Chase {
    pub(crate) fn new(logged: &ChaseLogged, recorded: &Recorded) -> Self {
        Self {
            entry: recorded.version,
            step: logged.step,
            whom: logged.whom.clone(),
            by: recorded.actor.name.clone(),
            at: recorded.occurred_at,
        }
    }
}

pub(crate) fn log(draft: &mut Draft<'_>, log: &LogChase) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let whom = required("whom", &log.whom, "Say whom you asked.")?.to_owned();
    let said = log.said.trim().to_owned();
    draft.record(Event::ChaseLogged(ChaseLogged { step: log.step, whom, said }));
    Ok(())
}
