//! Why a step is late, in a code that the audit counts and a few words.

use serde::{Deserialize, Serialize};

use crate::decide::Draft;
use crate::event::Event;
use crate::refusal::Refusal;

/// What can delay a step. Our own list (D): no source gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "`words` says what each means")]
pub enum DelayReason {
    Scanner,
    Radiographer,
    Transport,
    PatientUnwell,
    PatientChoice,
    Images,
    Referrer,
    Decision,
    Other,
}

impl DelayReason {
    /// Every reason, in the order offered.
    pub const ALL: [Self; 9] = [
        Self::Scanner,
        Self::Radiographer,
        Self::Transport,
        Self::PatientUnwell,
        Self::PatientChoice,
        Self::Images,
        Self::Referrer,
        Self::Decision,
        Self::Other,
    ];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Scanner => "scanner",
            Self::Radiographer => "radiographer",
            Self::Transport => "transport",
            Self::PatientUnwell => "patient_unwell",
            Self::PatientChoice => "patient_choice",
            Self::Images => "images",
            Self::Referrer => "referrer",
            Self::Decision => "decision",
            Self::Other => "other",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Scanner => "no scanner slot",
            Self::Radiographer => "no radiographer",
            Self::Transport => "transport or bed",
            Self::PatientUnwell => "the person was too unwell",
            Self::PatientChoice => "the person asked to wait",
            Self::Images => "images did not arrive",
            Self::Referrer => "an answer from the referrer was missing",
            Self::Decision => "no decision-maker was free",
            Self::Other => "another reason",
        }
    }

    /// The reason with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// Log why something is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogDelay {
    /// Which reason.
    pub reason: DelayReason,
    /// The clock it delays ("CLK-MRI24"); empty for the case as a whole.
    pub clock: String,
    /// In a few words; needed for another reason.
    pub more: String,
}

/// It was logged why something is late. No clock pauses for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayLogged {
    /// Which reason.
    pub reason: DelayReason,
    /// The clock it delays.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clock: String,
    /// In a few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub more: String,
}

pub(crate) fn log(draft: &mut Draft<'_>, log: &LogDelay) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let (clock, more) = (log.clock.trim(), log.more.trim());
    if log.reason == DelayReason::Other && more.is_empty() {
        return Err(Refusal::invalid("more", "Say in a few words what the other reason is."));
    }
    if !clock.is_empty() && !draft.case.clocks.iter().any(|one| one.id == clock) {
        return Err(Refusal::invalid("clock", "Choose one of the clocks of this case."));
    }
    let logged = DelayLogged { reason: log.reason, clock: clock.into(), more: more.into() };
    draft.record(Event::DelayLogged(logged));
    Ok(())
}
