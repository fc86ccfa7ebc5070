//! Our own design (D) for emergencies of another kind met on the way: chest pain, accident, fever.

use crate::condition::Condition::{All, Any, Differs, Is};
use crate::record::Rule;
use crate::sources::{LOCAL, local, undated};
use crate::vocabulary::{
    Answer::Yes,
    Confidence, For,
    Name::{
        ChestPain, DexamethasoneGiven, Fever, Neuro, SepsisSigns, SeriousAccident, SpinalPain,
        SuspectedMscc,
    },
    Status, Step, Strength, Tier,
};

/// Chest pain by itself: 999 now.
pub const CHEST_PAIN: Rule = Rule {
    id: "TR-35",
    revision: 1,
    says: "Chest pain by itself: 999 now.",
    audience: For::Public,
    when: Is(ChestPain),
    tier: Tier::E0,
    steps: &[Step::ShowCall999, Step::ShowDoNotDrive],
    limit_h: 0,
    source: &[local("local extension of TR-02: pain not required")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Steroid due but fever or sepsis present: a senior decides now; the dexamethasone clock keeps running.
pub const STEROID_OR_INFECTION: Rule = Rule {
    id: "TR-55",
    revision: 1,
    says: "Steroid due but fever or sepsis present: a senior decides now; the dexamethasone clock keeps running.",
    audience: For::Clinician,
    when: All(&[
        Is(SuspectedMscc),
        Is(Neuro),
        Differs(DexamethasoneGiven, Yes),
        Any(&[Is(Fever), Is(SepsisSigns)]),
    ]),
    tier: Tier::E1,
    steps: &[Step::SeniorDecisionSteroidOrInfection, Step::StartDexamethasoneClock],
    limit_h: 0,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// After a serious accident with spinal pain or neurology: trauma pathway and immobilise now.
pub const TRAUMA_CLINICIAN: Rule = Rule {
    id: "TR-66",
    revision: 1,
    says: "After a serious accident with spinal pain or neurology: trauma pathway and immobilise now.",
    audience: For::Clinician,
    when: All(&[Is(SeriousAccident), Any(&[Is(SpinalPain), Is(Neuro)])]),
    tier: Tier::E1,
    steps: &[Step::TraumaPathway, Step::ImmobiliseNow],
    limit_h: 0,
    source: &[local("local, from NHS back pain page")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Fever by itself: a GP or 111 within 24 h, with the warning changes.
pub const FEVER_ALONE: Rule = Rule {
    id: "TR-70",
    revision: 1,
    says: "Fever by itself: a GP or 111 within 24 h, with the warning changes.",
    audience: For::Public,
    when: Is(Fever),
    tier: Tier::U2,
    steps: &[Step::ShowUrgentGpOr111, Step::ShowWarningChanges],
    limit_h: 24,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Chest pain with spinal pain: think of heart, aorta and lungs now.
pub const CHEST_PAIN_WITH_SPINAL_PAIN_CLINICIAN: Rule = Rule {
    id: "TR-76",
    revision: 1,
    says: "Chest pain with spinal pain: think of heart, aorta and lungs now.",
    audience: For::Clinician,
    when: All(&[Is(ChestPain), Is(SpinalPain)]),
    tier: Tier::I1,
    steps: &[Step::ConsiderHeartAortaLung],
    limit_h: 0,
    source: &[undated("NHS back pain (public list)", ""), local("local for clinicians")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("other_emergencies.cases.toml"));
}
