//! Our own design (D): numb hands and feet that a nerve-toxic drug explains are a same-day call, never
//! an emergency by themselves and never dismissed; a clinician decides.

use crate::condition::Condition::{All, Is};
use crate::record::Rule;
use crate::sources::LOCAL;
use crate::vocabulary::{
    Confidence, For,
    Name::{Cancer, StableNeuropathyPattern},
    Status, Step, Strength, Tier,
};

/// Cancer with a stable drug-neuropathy pattern: a clinician phones within 2 h and decides.
pub const CANCER_WITH_STABLE_NEUROPATHY: Rule = Rule {
    id: "TR-33",
    revision: 1,
    says: "Cancer with a stable drug-neuropathy pattern: a clinician phones within 2 h and decides.",
    audience: For::Both,
    when: All(&[Is(Cancer), Is(StableNeuropathyPattern)]),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ClinicianDecidesNeuropathy],
    limit_h: 2,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// A stable drug-neuropathy pattern: a clinician phones the same day and decides.
pub const STABLE_NEUROPATHY: Rule = Rule {
    id: "TR-77",
    revision: 1,
    says: "A stable drug-neuropathy pattern: a clinician phones the same day and decides.",
    audience: For::Both,
    when: Is(StableNeuropathyPattern),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ClinicianDecidesNeuropathy],
    limit_h: 12,
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
    crate::cases::check(include_str!("stable_neuropathy.cases.toml"));
}
