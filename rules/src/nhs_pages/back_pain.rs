//! What the NHS page on back pain asks the public to treat as an emergency or as urgent.

use crate::condition::Condition::{All, Any, Is};
use crate::record::Rule;
use crate::sources::{NHS_BACK_PAIN, ng234};
use crate::vocabulary::{
    Confidence, For,
    Name::{
        BothLegs, ChestPain, Pain, PainSupport, SaddleNumbness, SeriousAccident, Sphincter,
        SpinalPain,
    },
    Status, Step, Strength, Tier,
};

/// Chest pain together with spinal pain: 999 now.
pub const CHEST_PAIN_WITH_SPINAL_PAIN: Rule = Rule {
    id: "TR-02",
    revision: 1,
    says: "Chest pain together with spinal pain: 999 now.",
    audience: For::Public,
    when: All(&[Is(ChestPain), Is(SpinalPain)]),
    tier: Tier::E0,
    steps: &[Step::ShowCall999, Step::ShowDoNotDrive],
    limit_h: 0,
    source: &[NHS_BACK_PAIN],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Spinal symptoms after a serious accident: 999 now, and keep still.
pub const AFTER_A_SERIOUS_ACCIDENT: Rule = Rule {
    id: "TR-03",
    revision: 1,
    says: "Spinal symptoms after a serious accident: 999 now, and keep still.",
    audience: For::Public,
    when: Is(SeriousAccident),
    tier: Tier::E0,
    steps: &[Step::ShowCall999KeepStill],
    limit_h: 0,
    source: &[NHS_BACK_PAIN],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Any bladder, bowel or saddle change: A&E or 999 now, with or without pain or cancer.
pub const BLADDER_BOWEL_OR_SADDLE: Rule = Rule {
    id: "TR-04",
    revision: 1,
    says: "Any bladder, bowel or saddle change: A&E or 999 now, with or without pain or cancer.",
    audience: For::Public,
    when: Any(&[Is(Sphincter), Is(SaddleNumbness)]),
    tier: Tier::E0,
    steps: &[Step::ShowGoToAandEOr999, Step::ShowDoNotDrive],
    limit_h: 0,
    source: &[NHS_BACK_PAIN, ng234("1.3.2")],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Symptoms in both legs with spinal pain: A&E or 999 now.
pub const BOTH_LEGS_WITH_SPINAL_PAIN: Rule = Rule {
    id: "TR-06",
    revision: 1,
    says: "Symptoms in both legs with spinal pain: A&E or 999 now.",
    audience: For::Public,
    when: All(&[Is(BothLegs), Is(SpinalPain)]),
    tier: Tier::E0,
    steps: &[Step::ShowGoToAandEOr999, Step::ShowDoNotDrive],
    limit_h: 0,
    source: &[NHS_BACK_PAIN],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Pain of a worrying kind: a GP or 111 within 24 h.
pub const PAIN_THAT_NEEDS_A_DOCTOR_SOON: Rule = Rule {
    id: "TR-18",
    revision: 1,
    says: "Pain of a worrying kind: a GP or 111 within 24 h.",
    audience: For::Public,
    when: Any(&[Is(Pain), Is(PainSupport)]),
    tier: Tier::U2,
    steps: &[Step::ShowUrgentGpOr111],
    limit_h: 24,
    source: &[NHS_BACK_PAIN],
    strength: Strength::Do,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("back_pain.cases.toml"));
}
