//! How urgent. One strict total order, from the clinical rule book's table of tiers.

use core::fmt;

/// The urgency of a person, most urgent first: `Tier::E0 < Tier::R0`, so the smallest tier wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Public emergency: nobody is beside the person; 999 or A&E now.
    E0,
    /// Professional emergency: coordinator, emergency department or on-call spinal service now.
    E1,
    /// An emergency of another kind first (infection, sepsis); the spine in parallel.
    I1,
    /// A clinician speaks with the person the same day.
    S1,
    /// Coordinator or own cancer team within 24 hours.
    U1,
    /// Urgent oncology, GP or 111 within 24 hours.
    U2,
    /// Advice, safety net and re-check.
    R0,
}

impl Tier {
    /// Every tier, most urgent first.
    pub const ALL: &'static [Self] =
        &[Self::E0, Self::E1, Self::I1, Self::S1, Self::U1, Self::U2, Self::R0];

    /// The code stored and exchanged. The public never sees it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::E0 => "E0",
            Self::E1 => "E1",
            Self::I1 => "I1",
            Self::S1 => "S1",
            Self::U1 => "U1",
            Self::U2 => "U2",
            Self::R0 => "R0",
        }
    }

    /// 1 is most urgent, 7 least.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self as u8 + 1
    }

    /// The exact words for every screen, print, letter and message.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::E0 => "Emergency: call 999 or go to A&E now",
            Self::E1 => "Emergency: act now",
            Self::I1 | Self::S1 => "Same day",
            Self::U1 | Self::U2 => "Within 24 hours",
            Self::R0 => "Routine with safety-net",
        }
    }

    /// The longest time any rule of this tier may allow, where the order of tiers sets one.
    #[must_use]
    pub const fn cap_h(self) -> Option<u16> {
        match self {
            Self::E0 | Self::E1 | Self::I1 => Some(0),
            Self::S1 => Some(12),
            Self::U1 | Self::U2 => Some(24),
            Self::R0 => None,
        }
    }

    /// Whether somebody must act this minute.
    #[must_use]
    pub const fn is_emergency(self) -> bool {
        matches!(self, Self::E0 | Self::E1 | Self::I1)
    }

    /// The tier with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tier| tier.code() == code)
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Who is asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// The person or someone who cares for them; nobody clinical is beside them.
    Public,
    /// A referrer, a ward, the coordinator.
    Clinician,
}

impl Audience {
    /// Both audiences.
    pub const ALL: &'static [Self] = &[Self::Public, Self::Clinician];

    /// The stable word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Clinician => "clinician",
        }
    }

    /// The audience with this word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "public" => Some(Self::Public),
            "clinician" => Some(Self::Clinician),
            _ => None,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Whom a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum For {
    /// The public check only.
    Public,
    /// Clinicians only.
    Clinician,
    /// Both.
    Both,
}

impl For {
    /// The letters of the rule table.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "P",
            Self::Clinician => "C",
            Self::Both => "PC",
        }
    }

    /// Whether a rule for `self` is evaluated for `audience`.
    #[must_use]
    pub const fn includes(self, audience: Audience) -> bool {
        match self {
            Self::Both => true,
            Self::Public => matches!(audience, Audience::Public),
            Self::Clinician => matches!(audience, Audience::Clinician),
        }
    }
}

impl fmt::Display for For {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
