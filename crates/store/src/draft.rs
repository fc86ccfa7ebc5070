//! Forms not sent yet. They are kept so that nothing typed is lost, and never enter the record.

use std::collections::BTreeMap;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use pathway::CaseId;
use uuid::Uuid;

/// A draft's opaque id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(pub Uuid);

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl std::str::FromStr for DraftId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self)
    }
}

/// The kind of a self-referral's draft.
pub const SELF_REFERRAL: &str = "self-referral";
/// Hours for which a self-referral that nobody touches is kept.
pub const SELF_REFERRAL_KEPT_H: u8 = 24;

/// A form as far as someone got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id, from the hidden field of the form.
    pub id: DraftId,
    /// Which form ("referral", "symptom-check").
    pub kind: String,
    /// What was typed, by field name.
    pub fields: BTreeMap<String, String>,
    /// A number on which the person can be rung back.
    pub callback_phone: Option<String>,
    /// Whether an answer means emergency: then the coordinator hears of it when it is left.
    pub red_flag: bool,
    /// When it was last touched.
    pub updated_at: Timestamp,
    /// The case it belongs to, when there is one.
    pub case: Option<CaseId>,
    /// When the coordinator was told. Set by the scheduler; ignored on saving.
    pub rescued_at: Option<Timestamp>,
}

impl Draft {
    /// When it is deleted if nobody touches it. What a professional began is kept until it is sent or
    /// thrown away; what a person typed about themself is not.
    pub fn expires_at(&self) -> Option<Timestamp> {
        let kept = SignedDuration::from_hours(i64::from(SELF_REFERRAL_KEPT_H));
        let end = self.updated_at.checked_add(kept).unwrap_or(self.updated_at);
        (self.kind == SELF_REFERRAL).then_some(end)
    }
}
