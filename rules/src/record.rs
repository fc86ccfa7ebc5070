//! What a rule and a clock are: data with a source, a strength, a confidence and a revision.

use core::fmt;

use crate::condition::Condition;
use crate::vocabulary::{ClockKind, Confidence, For, Milestone, Status, Step, Strength, Tier};

/// Where a record comes from. We paraphrase and link; the source's own wording is never copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Short title.
    pub title: &'static str,
    /// Recommendation, statement or page; a number only if that number was seen. May be empty.
    pub reference: &'static str,
    /// Date of the edition, as far as it is known.
    pub date: Option<&'static str>,
    /// Where to read it.
    pub url: Option<&'static str>,
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title)?;
        if self.reference.is_empty() { Ok(()) } else { write!(f, " {}", self.reference) }
    }
}

/// One recommendation: when it holds, how urgent that is, what to do, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// As in the clinical rule book. Stable for ever; stored with every decision it makes.
    pub id: &'static str,
    /// Goes up by one whenever anything below changes. A released revision is never edited.
    pub revision: u16,
    /// The rule as one sentence in our own words.
    pub says: &'static str,
    /// For whom.
    pub audience: For,
    /// When it holds.
    pub when: Condition,
    /// How urgent the person is when it holds.
    pub tier: Tier,
    /// What to do or show.
    pub steps: &'static [Step],
    /// Within how many hours; 0 is now.
    pub limit_h: u16,
    /// Who says so. At least one.
    pub source: &'static [Citation],
    /// How strongly they say it.
    pub strength: Strength,
    /// How well we checked that they say it.
    pub confidence: Confidence,
    /// Whether it may decide about people.
    pub status: Status,
    /// The clinical safety officer who signed this revision; nobody until it is signed.
    pub approved_by: Option<&'static str>,
    /// The day of that signature.
    pub approved_at: Option<&'static str>,
}

/// A length of time as a clock's target or warning point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Elapsed hours, nights and weekends included, in hundredths of an hour (36 seconds).
    Hours {
        /// Hundredths of an hour.
        hundredths: u32,
    },
    /// Working days of the site's calendar, in tenths of a day.
    WorkingDays {
        /// Tenths of a working day.
        tenths: u32,
    },
}

impl Span {
    /// Whole hours.
    #[must_use]
    pub const fn hours(hours: u32) -> Self {
        Self::Hours { hundredths: hours * 100 }
    }

    /// Seconds of elapsed time; `None` for working days, which need the site's calendar.
    #[must_use]
    pub const fn seconds(self) -> Option<u32> {
        match self {
            Self::Hours { hundredths } => Some(hundredths * 36),
            Self::WorkingDays { .. } => None,
        }
    }
}

/// The text of the clock table: `24`, `0.25`, `working_days:1.5`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours { hundredths } => {
                write!(f, "{}", hundredths / 100)?;
                match hundredths % 100 {
                    0 => Ok(()),
                    rest if rest % 10 == 0 => write!(f, ".{}", rest / 10),
                    rest => write!(f, ".{rest:02}"),
                }
            }
            Self::WorkingDays { tenths } => {
                write!(f, "working_days:{}", tenths / 10)?;
                if tenths % 10 == 0 { Ok(()) } else { write!(f, ".{}", tenths % 10) }
            }
        }
    }
}

/// A time target: from which event to which, within what, and what happens when it is missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// As in the clinical rule book. Stable for ever.
    pub id: &'static str,
    /// Goes up by one whenever anything below changes.
    pub revision: u16,
    /// The target as one sentence in our own words.
    pub says: &'static str,
    /// It is counted from this event.
    pub start: Milestone,
    /// It ends at this event, or at a coded exclusion.
    pub stop: Milestone,
    /// The time allowed.
    pub target: Span,
    /// Whose target it is.
    pub kind: ClockKind,
    /// For whom it runs; tested whenever facts change.
    pub applies_when: Condition,
    /// When it turns amber (D); `None` means no such stage.
    pub amber: Option<Span>,
    /// When it turns red (D).
    pub red: Option<Span>,
    /// Whom a missed target reaches.
    pub on_breach: &'static [Step],
    /// Who says so.
    pub source: &'static [Citation],
    /// How well we checked that they say it.
    pub confidence: Confidence,
    /// Whether it may run.
    pub status: Status,
    /// The clinical safety officer who signed this revision; nobody until it is signed.
    pub approved_by: Option<&'static str>,
    /// The day of that signature.
    pub approved_at: Option<&'static str>,
}
