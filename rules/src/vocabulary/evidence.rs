//! How strongly a source speaks, how well we checked it, and whether a record may decide.

use core::fmt;

/// How strongly the source speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Not to be left undone.
    Must,
    /// A strong recommendation to offer it.
    Offer,
    /// A plain recommendation.
    Do,
    /// A weak recommendation.
    Consider,
    /// A recommendation against.
    DoNot,
    /// A named service's protocol, or our own design.
    Local,
    /// Evidence, not a recommendation.
    Fact,
}

impl Strength {
    /// The word of the rule table.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Offer => "offer",
            Self::Do => "do",
            Self::Consider => "consider",
            Self::DoNot => "do not",
            Self::Local => "local",
            Self::Fact => "fact",
        }
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// How the content was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Seen in the issuing body's own page, or a journal abstract.
    A,
    /// Seen in a secondary source.
    B,
    /// Recalled and unverified: stays a draft.
    C,
    /// Our own design choice, labelled "local".
    D,
}

impl Confidence {
    /// The letter of the rule table.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// What the letter means, for a reader.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::A => "seen in the issuing body's own page or a journal abstract",
            Self::B => "seen in a secondary source",
            Self::C => "recalled, unverified",
            Self::D => "our own design, local",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Whether a record may decide about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Off unless a site switches it on; then shown as unverified, and it never changes a tier.
    Draft,
    /// Decides. "Not yet signed off at this site" is shown until the safety officer signs.
    Active,
    /// Kept only to explain old decisions.
    Retired,
}

impl Status {
    /// The word of the rule table.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Retired => "retired",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Whose target a clock measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockKind {
    /// A national target.
    National,
    /// A national target of 2014, shown for local comparison, never counted as national.
    NationalRetired,
    /// A named service's commitment.
    LocalNamed,
    /// Our own, to keep the work moving.
    Operational,
}

impl ClockKind {
    /// The word of the clock table.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::NationalRetired => "national_retired",
            Self::LocalNamed => "local_named",
            Self::Operational => "operational",
        }
    }
}

impl fmt::Display for ClockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
