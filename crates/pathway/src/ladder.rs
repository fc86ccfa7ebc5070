//! Who is called, in which order, while nobody has acknowledged.
//!
//! ```text
//!   raised ──0 min──> coordinator ──5──> registrar ──10──> consultant ──15──> switchboard ─┐
//!      ▲                                                                       every 5 min └─┘
//!      └── a more urgent tier starts again            acknowledged: the ladder stops
//! ```

use serde::{Deserialize, Serialize};

/// A step of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// The coordinator on duty.
    Coordinator,
    /// The on-call registrar.
    Registrar,
    /// The consultant on call.
    Consultant,
    /// The switchboard is asked to ring until someone answers.
    Switchboard,
}

impl Rung {
    /// Every rung, in order.
    pub const ALL: [Self; 4] =
        [Self::Coordinator, Self::Registrar, Self::Consultant, Self::Switchboard];

    /// Stable key, also the duty on the rota.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Registrar => "registrar",
            Self::Consultant => "consultant",
            Self::Switchboard => "switchboard",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Registrar => "on-call registrar",
            Self::Consultant => "consultant",
            Self::Switchboard => "switchboard",
        }
    }

    /// The rung with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rung| rung.key() == key)
    }
}

/// A person who can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// E-mail address, for the mail channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone or pager number, for the webhook channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pager: Option<String>,
}

/// Who is on call at one instant. A gap is empty, and shown as such.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnCall {
    /// Duty and person, in the order of the rota.
    pub duties: Vec<(Rung, Contact)>,
    /// Whom to try when a rung has nobody: every clinician with an address.
    pub anyone: Vec<Contact>,
}

impl OnCall {
    /// Everyone on this rung.
    pub fn on(&self, rung: Rung) -> impl Iterator<Item = &Contact> {
        self.duties.iter().filter(move |(duty, _)| *duty == rung).map(|(_, contact)| contact)
    }

    /// Whom to tell for this rung: those on it, or anyone when the rota has a gap.
    pub fn reach(&self, rung: Rung) -> Vec<Contact> {
        let on: Vec<Contact> = self.on(rung).cloned().collect();
        if on.is_empty() { self.anyone.clone() } else { on }
    }
}
