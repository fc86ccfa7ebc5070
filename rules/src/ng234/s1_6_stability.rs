//! NG234 section 1.6: stability. The score itself (Fisher 2010) is computed in the `scores` crate.

use crate::condition::{
    Compare,
    Condition::{self},
    Number,
};
use crate::record::Rule;
use crate::sources::cited;
use crate::vocabulary::{Confidence, For, Status, Step, Strength, Tier};

/// SINS of 7 or more: ask for a surgical opinion.
pub const SINS_SEVEN_OR_MORE: Rule = Rule {
    id: "TR-30",
    revision: 1,
    says: "SINS of 7 or more: ask for a surgical opinion.",
    audience: For::Clinician,
    when: Condition::Number(Number::Sins, Compare::AtLeast, 7),
    tier: Tier::U1,
    steps: &[Step::SurgicalConsultation],
    limit_h: 24,
    source: &[cited("Fisher", "2010 (hours local)", "2010")],
    strength: Strength::Do,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("s1_6_stability.cases.toml"));
}
