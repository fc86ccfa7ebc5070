//! What falls due, and messages on their way out.

use jiff::{SignedDuration, Timestamp};
use pathway::CaseId;

use crate::draft::DraftId;

/// Whose deadline it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A case.
    Case(CaseId),
    /// A form that was never sent.
    Draft(DraftId),
    /// The handover of the service.
    Handover,
}

/// A deadline that passed and was acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// Whose.
    pub owner: Owner,
    /// Its key within the case.
    pub key: String,
    /// By how much it was late: zero unless the service was down.
    pub late_by: SignedDuration,
}

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// E-mail.
    Email,
    /// Telephone, SMS or pager, through a webhook.
    Pager,
}

impl Channel {
    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Pager => "pager",
        }
    }

    /// The channel with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Email, Self::Pager].into_iter().find(|channel| channel.key() == key)
    }
}

/// A message that waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its number here.
    pub id: i64,
    /// Unique for ever: the receiver can tell a repeat by it.
    pub key: String,
    /// How it travels.
    pub channel: Channel,
    /// Where to.
    pub address: String,
    /// To whom.
    pub name: String,
    /// What the link shows.
    pub about: Option<Owner>,
    /// A subject of a few words.
    pub subject: String,
    /// One or two sentences, without the link.
    pub text: String,
    /// Since when it waits.
    pub created_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong last time.
    pub error: Option<String>,
}

/// How the outbox stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxState {
    /// Messages that wait.
    pub waiting: u64,
    /// Of those, messages that failed at least once.
    pub failing: u64,
    /// Messages sent, ever.
    pub sent: u64,
    /// Since when the oldest waits.
    pub oldest: Option<Timestamp>,
    /// What went wrong last.
    pub error: Option<String>,
}
