//! The three answers a question can have. There is no fourth: "not asked" is a state of the form.

use core::fmt;

/// What is known about one yes-or-no fact, from least to most worrying for a risk fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Asked or examined, and absent.
    No,
    /// Asked, and the answer was "not sure"; or, once a form is finished, never asked.
    Unknown,
    /// Present.
    Yes,
}

impl Answer {
    /// Every answer.
    pub const ALL: &'static [Self] = &[Self::Yes, Self::No, Self::Unknown];

    /// The stable word: `yes`, `no` or `unknown`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// The answer with this word; `None` for any other word, so that a misspelling is never a no.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "unknown" => Some(Self::Unknown),
            _ => None,
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Whether the person has a cancer of the blood or lymph glands, where a steroid given too early may
/// destroy the diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Haem {
    /// Diagnosed.
    Confirmed,
    /// A clinician suspects it.
    Suspected,
    /// Considered, and absent.
    Absent,
    /// Asked, and the answer was "not sure".
    Unknown,
}

impl Haem {
    /// Every value.
    pub const ALL: &'static [Self] =
        &[Self::Confirmed, Self::Suspected, Self::Absent, Self::Unknown];

    /// The stable word: `confirmed`, `suspected`, `none` or `unknown`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Suspected => "suspected",
            Self::Absent => "none",
            Self::Unknown => "unknown",
        }
    }

    /// The value with this word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "confirmed" => Some(Self::Confirmed),
            "suspected" => Some(Self::Suspected),
            "none" => Some(Self::Absent),
            "unknown" => Some(Self::Unknown),
            _ => None,
        }
    }
}

impl fmt::Display for Haem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
