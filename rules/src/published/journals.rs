//! Papers and reviews: infection, epidural haematoma, recovery after complete paralysis.

use crate::condition::{
    Compare,
    Condition::{self, All, Any, Is},
    Number,
};
use crate::record::Rule;
use crate::sources::{cited, undated};
use crate::vocabulary::{
    Confidence, For,
    Name::{Anticoagulant, InfectionRisk, Neuro, RecentSpinalProcedure, SpinalPain, SuddenOnset},
    Status, Step, Strength, Tier,
};

/// Spinal pain with an infection risk: infection is not excluded; urgent GP, CRP, a low threshold for MRI.
pub const INFECTION_RISK_WITH_SPINAL_PAIN: Rule = Rule {
    id: "TR-48",
    revision: 1,
    says: "Spinal pain with an infection risk: infection is not excluded; urgent GP, CRP, a low threshold for MRI.",
    audience: For::Both,
    when: All(&[Is(SpinalPain), Is(InfectionRisk)]),
    tier: Tier::U2,
    steps: &[Step::ShowUrgentGpOr111, Step::InfectionNotExcluded],
    limit_h: 24,
    source: &[undated("clinical review (low grade): infection triad often incomplete", "")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Sudden onset on a blood thinner or after a spinal procedure: think of epidural haematoma; on-call spinal service now.
pub const SUDDEN_ONSET_ON_BLOOD_THINNER: Rule = Rule {
    id: "TR-49",
    revision: 1,
    says: "Sudden onset on a blood thinner or after a spinal procedure: think of epidural haematoma; on-call spinal service now.",
    audience: For::Clinician,
    when: All(&[
        Any(&[Is(Neuro), Is(SpinalPain)]),
        Is(SuddenOnset),
        Any(&[Is(Anticoagulant), Is(RecentSpinalProcedure)]),
    ]),
    tier: Tier::E1,
    steps: &[Step::ConsiderEpiduralHaematoma, Step::PhoneSpinalOnCallNow],
    limit_h: 0,
    source: &[cited("Mukerji", "2013 (fact)", "2013"), undated("action local", "")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Completely paralysed for more than 24 h: show the evidence; surgery is never refused for it.
pub const PARALYSED_OVER_A_DAY: Rule = Rule {
    id: "TR-52",
    revision: 1,
    says: "Completely paralysed for more than 24 h: show the evidence; surgery is never refused for it.",
    audience: For::Clinician,
    when: Condition::Number(Number::CompleteParalysisHours, Compare::Above, 24),
    tier: Tier::R0,
    steps: &[Step::ShowParalysisEvidenceNote, Step::AllowSurgicalReferral],
    limit_h: 0,
    source: &[cited("2024 retrospective series, PMID 39563396", "", "2024")],
    strength: Strength::Fact,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("journals.cases.toml"));
}
