//! Other guidance: neutropenic sepsis (NICE CG151), clots (NICE NG89), myeloma (NICE NG12, recalled and
//! so a draft), and the cauda equina pathway (GIRFT, RCR).

use crate::condition::{
    Compare,
    Condition::{self, All, Any, Differs, Equals, Is},
    Number,
};
use crate::record::{Clock, Rule, Span};
use crate::sources::undated;
use crate::vocabulary::{
    Answer::{No, Yes},
    ClockKind, Confidence, For, Milestone,
    Name::{
        Admitted, AnticancerTreatmentOrWeakImmunity, BothLegs, ClotPreventionDrugChosen, Fever,
        KnownCancer, PersistentSpinalPain, SaddleNumbness, Sphincter, StableNeuropathyPattern,
    },
    Status, Step, Strength, Tier,
};

/// Fever on cancer treatment or with weak immunity: neutropenic sepsis pathway now, the spine in parallel.
pub const FEVER_ON_CANCER_TREATMENT: Rule = Rule {
    id: "TR-11",
    revision: 1,
    says: "Fever on cancer treatment or with weak immunity: neutropenic sepsis pathway now, the spine in parallel.",
    audience: For::Both,
    when: All(&[Is(AnticancerTreatmentOrWeakImmunity), Is(Fever)]),
    tier: Tier::I1,
    steps: &[
        Step::ShowGoToAandENowInfection,
        Step::ShowRingCancerLine,
        Step::NeutropenicSepsisPathway,
        Step::SpineAssessmentInParallel,
    ],
    limit_h: 0,
    source: &[undated("NICE CG151", "")],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer with bladder, bowel, saddle or both-leg signs: cauda equina pathway now.
pub const CAUDA_EQUINA_WITHOUT_CANCER: Rule = Rule {
    id: "TR-50",
    revision: 1,
    says: "No cancer with bladder, bowel, saddle or both-leg signs: cauda equina pathway now.",
    audience: For::Clinician,
    when: All(&[
        Equals(KnownCancer, No),
        Differs(StableNeuropathyPattern, Yes),
        Any(&[Is(Sphincter), Is(SaddleNumbness), Is(BothLegs)]),
    ]),
    tier: Tier::E1,
    steps: &[Step::CaudaEquinaPathway, Step::EmergencyDepartmentOrOnCallSpinalNow],
    limit_h: 0,
    source: &[undated("GIRFT CES pathway", ""), undated("RCR/CIB", "")],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Draft: persistent spinal pain at 60 or over without cancer: consider myeloma tests.
pub const MYELOMA_TESTS: Rule = Rule {
    id: "TR-51",
    revision: 1,
    says: "Draft: persistent spinal pain at 60 or over without cancer: consider myeloma tests.",
    audience: For::Clinician,
    when: All(&[
        Equals(KnownCancer, No),
        Is(PersistentSpinalPain),
        Condition::Number(Number::Age, Compare::AtLeast, 60),
    ]),
    tier: Tier::R0,
    steps: &[Step::SuggestMyelomaTests],
    limit_h: 336,
    source: &[undated("NICE NG12 (recalled)", "")],
    strength: Strength::Consider,
    confidence: Confidence::C,
    status: Status::Draft,
    approved_by: None,
    approved_at: None,
};

/// Admitted: clot and bleeding risk assessed within 14 h.
pub const CLOT_RISK_WITHIN_14_HOURS: Clock = Clock {
    id: "CLK-VTE",
    revision: 1,
    says: "Admitted: clot and bleeding risk assessed within 14 h.",
    start: Milestone::Admission,
    stop: Milestone::ClotRiskAssessed,
    target: Span::hours(14),
    kind: ClockKind::National,
    applies_when: Is(Admitted),
    amber: Some(Span::hours(6)),
    red: Some(Span::hours(12)),
    on_breach: &[Step::AlertWard],
    source: &[
        undated("NICE NG89 1.1.2 (by first consultant review", ""),
        undated("14 h ceiling local)", ""),
    ],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Admitted with drug prevention chosen: first dose within 14 h.
pub const CLOT_PREVENTION_WITHIN_14_HOURS: Clock = Clock {
    id: "CLK-LMWH",
    revision: 1,
    says: "Admitted with drug prevention chosen: first dose within 14 h.",
    start: Milestone::Admission,
    stop: Milestone::ClotPreventionStarted,
    target: Span::hours(14),
    kind: ClockKind::National,
    applies_when: All(&[Is(Admitted), Is(ClotPreventionDrugChosen)]),
    amber: Some(Span::hours(8)),
    red: Some(Span::hours(12)),
    on_breach: &[Step::AlertWard],
    source: &[undated("NICE NG89 1.1.4", "")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("other_guidelines.cases.toml"));
}
