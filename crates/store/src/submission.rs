//! A command on its way in, and what became of it.

use jiff::Timestamp;
use pathway::{Actor, CaseId, Command, Refusal};
use sha2::{Digest, Sha256};

/// Through which door something came. Stored in the audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// A page, by someone signed in or on the public pages.
    #[default]
    Web,
    /// A private link, without an account.
    Link,
    /// The FHIR door.
    Fhir,
    /// The command line.
    CommandLine,
    /// Cordline's own scheduler.
    Scheduler,
}

impl Via {
    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Link => "link",
            Self::Fhir => "fhir",
            Self::CommandLine => "command-line",
            Self::Scheduler => "scheduler",
        }
    }
}

/// Who does something, when, through which door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub actor: Actor,
    /// When.
    pub now: Timestamp,
    /// Through which door.
    pub via: Via,
}

impl Act {
    /// An act on a page.
    pub const fn new(actor: Actor, now: Timestamp) -> Self {
        Self { actor, now, via: Via::Web }
    }
}

/// A command for one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// The case; a fresh id for a new referral.
    pub case: CaseId,
    /// What is asked.
    pub command: Command,
    /// Who asks.
    pub actor: Actor,
    /// When.
    pub now: Timestamp,
    /// Through which door.
    pub via: Via,
    /// The version the person saw; another one is refused as changed.
    pub expected_version: Option<u64>,
    /// Makes sending it twice the same as sending it once.
    pub key: Option<IdempotencyKey>,
}

impl Submission {
    /// A command from a page, without key or expected version.
    pub const fn new(case: CaseId, command: Command, actor: Actor, now: Timestamp) -> Self {
        Self { case, command, actor, now, via: Via::Web, expected_version: None, key: None }
    }

    /// Through another door.
    #[must_use]
    pub const fn via(mut self, via: Via) -> Self {
        self.via = via;
        self
    }

    /// Only if the case still has the version the person saw.
    #[must_use]
    pub const fn expecting(mut self, version: u64) -> Self {
        self.expected_version = Some(version);
        self
    }

    /// With a key.
    #[must_use]
    pub fn keyed(mut self, key: IdempotencyKey) -> Self {
        self.key = Some(key);
        self
    }
}

/// What makes two requests the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Whose key it is: "form", or "fhir" with the naming system of the sender.
    pub scope: String,
    /// The key.
    pub key: String,
    /// SHA-256 of the request, so that another request under the same key is noticed.
    pub request: [u8; 32],
}

impl IdempotencyKey {
    /// A key over the bytes of a request.
    pub fn new(scope: impl Into<String>, key: impl Into<String>, request: &[u8]) -> Self {
        let request = Sha256::digest(request).into();
        Self { scope: scope.into(), key: key.into(), request }
    }
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk.
    Done {
        /// The case. For a repeated request, the first one's.
        case: CaseId,
        /// Its version after the command.
        version: u64,
        /// The position of its last event among all events.
        position: u64,
        /// Whether this answer was given before.
        replayed: bool,
    },
    /// Nothing of it was carried out.
    Refused(Refusal),
    /// The key was used for another request. Nothing was carried out.
    KeyReused,
}
