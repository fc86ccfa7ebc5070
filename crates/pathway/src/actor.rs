//! Who acts: every event names one.

use serde::{Deserialize, Serialize};

/// What a person may be in this service. What each may do is decided in the `access` crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The MSCC coordinator, or the on-call registrar who holds the phone at night.
    Coordinator,
    /// Spinal surgeon, oncologist or other responsible consultant.
    Consultant,
    /// Radiologist or radiographer.
    Radiology,
    /// Physiotherapist or occupational therapist.
    Therapist,
    /// Billing clerk.
    Billing,
    /// Service manager or audit lead.
    Manager,
    /// Runs the system: users, rota, site settings. Sees no clinical page by that role alone.
    Administrator,
    /// A professional who refers, or a ward that carries an instruction out, by private link.
    Referrer,
    /// The person themself, or someone who asks for them.
    Patient,
    /// Another system, by API key.
    Client,
    /// Cordline itself: the scheduler.
    System,
}

impl Role {
    /// Every role that a user account can have.
    pub const ACCOUNTS: [Self; 9] = [
        Self::Coordinator,
        Self::Consultant,
        Self::Radiology,
        Self::Therapist,
        Self::Billing,
        Self::Manager,
        Self::Administrator,
        Self::Referrer,
        Self::Patient,
    ];

    /// Stable key, as stored and as used on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Consultant => "consultant",
            Self::Radiology => "radiology",
            Self::Therapist => "therapist",
            Self::Billing => "billing",
            Self::Manager => "manager",
            Self::Administrator => "administrator",
            Self::Referrer => "referrer",
            Self::Patient => "patient",
            Self::Client => "client",
            Self::System => "system",
        }
    }

    /// The role with this key, among those an account can have.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ACCOUNTS.into_iter().find(|role| role.key() == key)
    }

    /// A clinician's answers count as professional; the others' as a lay person's or the system's.
    pub const fn is_clinician(self) -> bool {
        matches!(
            self,
            Self::Coordinator
                | Self::Consultant
                | Self::Radiology
                | Self::Therapist
                | Self::Referrer
                | Self::Client
        )
    }
}

/// The person or system behind a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// As people say it: "A. Ng". For a private link, the name typed there.
    pub name: String,
    /// In which capacity.
    pub role: Role,
    /// The account, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
}

impl Actor {
    /// Cordline's own scheduler.
    pub fn system() -> Self {
        Self { name: "Cordline".into(), role: Role::System, user: None }
    }

    /// Someone without an account, in the capacity the door gives them.
    pub fn without_account(name: impl Into<String>, role: Role) -> Self {
        Self { name: name.into(), role, user: None }
    }
}
