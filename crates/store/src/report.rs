//! What checking and rebuilding found.

use std::fmt;
use std::str::FromStr;

/// What `verify` found. Sound when there is no problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases read.
    pub cases: u64,
    /// Events whose hash was computed again.
    pub events: u64,
    /// Board rows compared.
    pub board_rows: u64,
    /// Deadlines compared.
    pub deadlines: u64,
    /// Idempotency keys whose answers were looked up.
    pub keys: u64,
    /// Audit rows counted against events.
    pub audit_rows: u64,
    /// How many problems there are.
    pub problems: u64,
    /// The first of them, in words.
    pub first_problems: Vec<String>,
    /// Where the audit and the access log end, for noting elsewhere. Empty when nothing is chained.
    pub heads: Vec<Head>,
}

impl Report {
    /// How many problems are told in words.
    pub const WORDS_MAX: usize = 20;

    /// Whether everything agrees.
    pub fn is_sound(&self) -> bool {
        self.problems == 0
    }

    pub(crate) fn problem(&mut self, words: String) {
        self.problems += 1;
        if self.first_problems.len() < Self::WORDS_MAX {
            self.first_problems.push(words);
        }
    }
}

/// What `rebuild` made anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Cases folded.
    pub cases: u64,
    /// Events read.
    pub events: u64,
    /// Deadlines pending.
    pub deadlines: u64,
}

/// A log whose rows are chained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// Who did what. It seals the events too.
    Audit,
    /// Who saw what.
    Access,
}

impl Log {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Audit, Self::Access];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Access => "access",
        }
    }
}

/// Where a log ended: noted off the machine, it shows later that nothing before it was cut off or
/// made anew. Written as `audit:12:` and 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Of which log.
    pub log: Log,
    /// Its last row, from 1.
    pub row: u64,
    /// The hash of that row.
    pub hash: [u8; 32],
}

impl fmt::Display for Head {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:", self.log.name(), self.row)?;
        self.hash.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// Not a head as `verify` prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a head looks like audit:12:4f… with 64 digits, as verify printed it")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let mut parts = text.splitn(3, ':');
        let name = parts.next().unwrap_or_default();
        let log = Log::ALL.into_iter().find(|log| log.name() == name).ok_or(NotAHead)?;
        let row = parts.next().and_then(|row| row.parse().ok()).ok_or(NotAHead)?;
        let digits = parts.next().unwrap_or_default();
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAHead);
        }
        let mut hash = [0; 32];
        for (place, byte) in hash.iter_mut().enumerate() {
            *byte = digits
                .get(place * 2..place * 2 + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .ok_or(NotAHead)?;
        }
        Ok(Self { log, row, hash })
    }
}
