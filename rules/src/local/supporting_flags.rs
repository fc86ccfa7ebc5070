//! Our own design (D): features that add weight to spinal pain without being on NG234's list.

use crate::condition::Condition::{All, Is};
use crate::record::Rule;
use crate::sources::local;
use crate::vocabulary::{
    Confidence, For,
    Name::{Cancer, PainSupport, SpinalPain},
    Status, Step, Strength, Tier,
};

/// Cancer with spinal pain and a supporting feature: the cancer line; call-back within 24 h.
pub const CANCER_WITH_SUPPORTING_FLAG: Rule = Rule {
    id: "TR-62",
    revision: 1,
    says: "Cancer with spinal pain and a supporting feature: the cancer line; call-back within 24 h.",
    audience: For::Both,
    when: All(&[Is(Cancer), Is(SpinalPain), Is(PainSupport)]),
    tier: Tier::U1,
    steps: &[Step::ShowRingCancerLine, Step::BookCoordinatorCallback, Step::CoordinatorAdvice],
    limit_h: 24,
    source: &[local("local, from NHS back pain page and CG75 site list")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// A supporting feature: check whether the suspected cancer pathway applies.
pub const SUPPORTING_FLAG_CLINICIAN: Rule = Rule {
    id: "TR-68",
    revision: 1,
    says: "A supporting feature: check whether the suspected cancer pathway applies.",
    audience: For::Clinician,
    when: Is(PainSupport),
    tier: Tier::U2,
    steps: &[Step::CheckSuspectedCancerPathway],
    limit_h: 24,
    source: &[local("local, from NHS back pain page")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("supporting_flags.cases.toml"));
}
