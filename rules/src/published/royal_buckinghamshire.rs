//! The Royal Buckinghamshire Hospital page of 27 January 2026, the seed of the public check: fever with
//! spinal pain, constipation, severe worsening pain, numbness.

use crate::condition::Condition::{All, Any, Differs, Equals, Is};
use crate::record::Rule;
use crate::sources::{NHS_BACK_PAIN, ROYAL_BUCKINGHAMSHIRE, cited, undated};
use crate::vocabulary::{
    Answer::{No, Yes},
    Confidence, For,
    Name::{
        Cancer, Fever, InfectionRisk, KnownCancer, Neuro, NeuroLay, OneArmOnly, OneLegOnly, Pain,
        ProgressivePain, SensoryChange, SeverePain, SpinalPain, WorseningConstipation,
    },
    Status, Step, Strength, Tier,
};

/// Fever and spinal pain with an infection risk or a nerve symptom: A&E now; no steroid on triage alone.
pub const FEVER_WITH_RISK_OR_NEUROLOGY: Rule = Rule {
    id: "TR-12",
    revision: 1,
    says: "Fever and spinal pain with an infection risk or a nerve symptom: A&E now; no steroid on triage alone.",
    audience: For::Both,
    when: All(&[Is(SpinalPain), Is(Fever), Any(&[Differs(InfectionRisk, No), Is(Neuro)])]),
    tier: Tier::I1,
    steps: &[
        Step::ShowGoToAandENowInfection,
        Step::InfectionScreenAndMriInAandE,
        Step::NoAutomaticSteroidPrompt,
    ],
    limit_h: 0,
    source: &[ROYAL_BUCKINGHAMSHIRE, undated("community red-flag sheet", "")],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Fever with spinal pain: a clinician the same day.
pub const FEVER_WITH_SPINAL_PAIN: Rule = Rule {
    id: "TR-13",
    revision: 1,
    says: "Fever with spinal pain: a clinician the same day.",
    audience: For::Both,
    when: All(&[Is(SpinalPain), Is(Fever)]),
    tier: Tier::S1,
    steps: &[Step::ShowSameDay111OrGp, Step::SameDayClinicalAssessment],
    limit_h: 12,
    source: &[ROYAL_BUCKINGHAMSHIRE, NHS_BACK_PAIN],
    strength: Strength::Local,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer with severe pain that may be getting worse: same-day contact.
pub const CANCER_WITH_SEVERE_WORSENING_PAIN: Rule = Rule {
    id: "TR-16",
    revision: 1,
    says: "Cancer with severe pain that may be getting worse: same-day contact.",
    audience: For::Both,
    when: All(&[Is(Cancer), Is(SeverePain), Differs(ProgressivePain, No)]),
    tier: Tier::S1,
    steps: &[Step::ShowRingCancerLine, Step::SameDayClinicalAssessment],
    limit_h: 12,
    source: &[ROYAL_BUCKINGHAMSHIRE],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// New constipation that gets worse: a clinician phones the same day.
pub const WORSENING_CONSTIPATION: Rule = Rule {
    id: "TR-20",
    revision: 1,
    says: "New constipation that gets worse: a clinician phones the same day.",
    audience: For::Public,
    when: Is(WorseningConstipation),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ShowWarningChanges],
    limit_h: 12,
    source: &[cited(
        "Royal Buckinghamshire Hospital page 2026, softened when alone",
        "",
        "27 January 2026",
    )],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Worsening constipation with worrying pain or a nerve symptom: A&E or 999 now.
pub const CONSTIPATION_WITH_PAIN_OR_NERVE_SYMPTOM: Rule = Rule {
    id: "TR-37",
    revision: 1,
    says: "Worsening constipation with worrying pain or a nerve symptom: A&E or 999 now.",
    audience: For::Public,
    when: All(&[Is(WorseningConstipation), Any(&[Is(Pain), Is(NeuroLay)])]),
    tier: Tier::E0,
    steps: &[Step::ShowGoToAandEOr999, Step::ShowDoNotDrive],
    limit_h: 0,
    source: &[ROYAL_BUCKINGHAMSHIRE],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Worsening constipation with spinal pain: a clinician phones within 2 h.
pub const CONSTIPATION_WITH_SPINAL_PAIN: Rule = Rule {
    id: "TR-38",
    revision: 1,
    says: "Worsening constipation with spinal pain: a clinician phones within 2 h.",
    audience: For::Public,
    when: All(&[Is(WorseningConstipation), Is(SpinalPain)]),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ShowSameDay111OrGp, Step::ShowWarningChanges],
    limit_h: 2,
    source: &[ROYAL_BUCKINGHAMSHIRE],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, numbness with spinal pain and not in one limb only: A&E or 999 now.
pub const NUMBNESS_WITH_SPINAL_PAIN: Rule = Rule {
    id: "TR-39",
    revision: 1,
    says: "No cancer, numbness with spinal pain and not in one limb only: A&E or 999 now.",
    audience: For::Public,
    when: All(&[
        Equals(KnownCancer, No),
        Is(SensoryChange),
        Is(SpinalPain),
        Differs(OneLegOnly, Yes),
        Differs(OneArmOnly, Yes),
    ]),
    tier: Tier::E0,
    steps: &[Step::ShowGoToAandEOr999, Step::ShowDoNotDrive],
    limit_h: 0,
    source: &[ROYAL_BUCKINGHAMSHIRE],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, severe pain that may be getting worse: 111 or GP the same day.
pub const SEVERE_WORSENING_PAIN_WITHOUT_CANCER: Rule = Rule {
    id: "TR-43",
    revision: 1,
    says: "No cancer, severe pain that may be getting worse: 111 or GP the same day.",
    audience: For::Both,
    when: All(&[Equals(KnownCancer, No), Is(SeverePain), Differs(ProgressivePain, No)]),
    tier: Tier::S1,
    steps: &[Step::ShowSameDay111OrGp, Step::SameDayClinicalAssessment],
    limit_h: 12,
    source: &[ROYAL_BUCKINGHAMSHIRE],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer with spinal pain and nothing else: the cancer line or a GP within 24 h.
pub const CANCER_WITH_PLAIN_SPINAL_PAIN_PUBLIC: Rule = Rule {
    id: "TR-45",
    revision: 1,
    says: "Cancer with spinal pain and nothing else: the cancer line or a GP within 24 h.",
    audience: For::Public,
    when: All(&[Is(Cancer), Is(SpinalPain), Equals(Pain, No), Equals(NeuroLay, No)]),
    tier: Tier::U2,
    steps: &[Step::ShowRingCancerLine, Step::ShowUrgentGpOr111, Step::SafetyNet],
    limit_h: 24,
    source: &[ROYAL_BUCKINGHAMSHIRE, undated("Exeter leaflet", "")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Fever with spinal pain: infection screen with blood tests and MRI now; no automatic steroid prompt.
pub const FEVER_WITH_SPINAL_PAIN_CLINICIAN: Rule = Rule {
    id: "TR-75",
    revision: 1,
    says: "Fever with spinal pain: infection screen with blood tests and MRI now; no automatic steroid prompt.",
    audience: For::Clinician,
    when: All(&[Is(SpinalPain), Is(Fever)]),
    tier: Tier::I1,
    steps: &[Step::InfectionScreenBloodsAndMri, Step::NoAutomaticSteroidPrompt],
    limit_h: 0,
    source: &[ROYAL_BUCKINGHAMSHIRE, undated("community red-flag sheet", "")],
    strength: Strength::Local,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("royal_buckinghamshire.cases.toml"));
}
