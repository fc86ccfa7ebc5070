//! NG234's scope is adults. People under 18 still get a safe answer; the action is local.

use crate::condition::{
    Compare,
    Condition::{self, All, Is},
    Number,
};
use crate::record::Rule;
use crate::sources::ng234;
use crate::vocabulary::{
    Confidence, For,
    Name::{Neuro, NeuroLay},
    Status, Step, Strength, Tier,
};

/// Under 18 with any neurology: the children's emergency route now.
pub const CHILD_WITH_NEUROLOGY: Rule = Rule {
    id: "TR-24",
    revision: 1,
    says: "Under 18 with any neurology: the children's emergency route now.",
    audience: For::Clinician,
    when: All(&[Condition::Number(Number::Age, Compare::Below, 18), Is(Neuro)]),
    tier: Tier::E1,
    steps: &[Step::PaediatricRoute],
    limit_h: 0,
    source: &[ng234("scope (action local)")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Under 18 with any nerve symptom: A&E or 999 now.
pub const CHILD_WITH_NERVE_SYMPTOM: Rule = Rule {
    id: "TR-53",
    revision: 1,
    says: "Under 18 with any nerve symptom: A&E or 999 now.",
    audience: For::Public,
    when: All(&[Condition::Number(Number::Age, Compare::Below, 18), Is(NeuroLay)]),
    tier: Tier::E0,
    steps: &[Step::ShowGoToAandEOr999, Step::PaediatricRoute],
    limit_h: 0,
    source: &[ng234("scope (action local)")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Under 18: 111 or GP the same day, on the children's route.
pub const UNDER_EIGHTEEN: Rule = Rule {
    id: "TR-54",
    revision: 1,
    says: "Under 18: 111 or GP the same day, on the children's route.",
    audience: For::Both,
    when: Condition::Number(Number::Age, Compare::Below, 18),
    tier: Tier::S1,
    steps: &[Step::ShowSameDay111OrGp, Step::PaediatricRoute],
    limit_h: 12,
    source: &[ng234("scope (action local)")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("scope.cases.toml"));
}
