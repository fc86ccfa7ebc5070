//! What checking and rebuilding found.

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
