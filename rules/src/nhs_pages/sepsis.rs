//! What the NHS page on sepsis asks the public, and a clinician, to act on at once.

use crate::condition::Condition::Is;
use crate::record::Rule;
use crate::sources::NHS_SEPSIS;
use crate::vocabulary::{Confidence, For, Name::SepsisSigns, Status, Step, Strength, Tier};

/// Signs of sepsis: 999 now.
pub const SEPSIS_SIGNS: Rule = Rule {
    id: "TR-01",
    revision: 1,
    says: "Signs of sepsis: 999 now.",
    audience: For::Public,
    when: Is(SepsisSigns),
    tier: Tier::E0,
    steps: &[Step::ShowCall999, Step::ShowDoNotDrive],
    limit_h: 0,
    source: &[NHS_SEPSIS],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Signs of sepsis: sepsis pathway now, the spine in parallel.
pub const SEPSIS_SIGNS_CLINICIAN: Rule = Rule {
    id: "TR-65",
    revision: 1,
    says: "Signs of sepsis: sepsis pathway now, the spine in parallel.",
    audience: For::Clinician,
    when: Is(SepsisSigns),
    tier: Tier::I1,
    steps: &[Step::SepsisPathway, Step::SpineAssessmentInParallel],
    limit_h: 0,
    source: &[NHS_SEPSIS],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("sepsis.cases.toml"));
}
