//! Why a command was not carried out. An expected answer, not an error.

use jiff::Timestamp;

/// A refusal, with what a person can do next in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Someone was faster.
    #[error("{by} has already done this")]
    AlreadyDone {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// The case is closed; nothing but re-opening it or a note is possible.
    #[error("this case is closed; re-open it first")]
    Closed,
    /// The case is open; it cannot be re-opened.
    #[error("this case is open already")]
    NotClosed,
    /// There is no such case, instruction, task, clock or entry.
    #[error("there is no such {0} in this case")]
    Unknown(&'static str),
    /// The role may not do this, whatever page it came from.
    #[error("{0}")]
    NotPermitted(&'static str),
    /// A value is missing or cannot be right.
    #[error("{message}")]
    Invalid {
        /// Which field, by its form name.
        field: &'static str,
        /// What is wrong and how to put it right.
        message: String,
    },
    /// The case moved on while the person was typing. Nothing typed is lost.
    #[error("this case changed while you were typing (you saw version {seen}, it is now {now})")]
    Changed {
        /// The version the person saw.
        seen: u64,
        /// The version it has.
        now: u64,
    },
    /// Somebody else answered the same questions meanwhile. Both values are here; a person chooses.
    #[error("somebody else answered the same question while you were typing")]
    Conflicts(Vec<Conflict>),
}

/// Two people gave one question different answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The question, by its form name.
    pub field: &'static str,
    /// As asked.
    pub label: &'static str,
    /// What this person typed.
    pub mine: String,
    /// What stands now; empty when it was taken back.
    pub theirs: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Refusal {
    /// A refused value.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}
