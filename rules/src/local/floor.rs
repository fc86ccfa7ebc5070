//! Our own design (D): there is always an answer.

use crate::condition::Condition::Always;
use crate::record::Rule;
use crate::sources::LOCAL;
use crate::vocabulary::{Confidence, For, Status, Step, Strength, Tier};

/// Everyone: a safety net and the offer of a re-check.
pub const ALWAYS_A_SAFETY_NET: Rule = Rule {
    id: "TR-23",
    revision: 1,
    says: "Everyone: a safety net and the offer of a re-check.",
    audience: For::Both,
    when: Always,
    tier: Tier::R0,
    steps: &[Step::SafetyNet, Step::OfferRecheck],
    limit_h: 168,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("floor.cases.toml"));
}
