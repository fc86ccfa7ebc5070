//! NG234 section 1.3: recognising suspected cord compression and spinal metastases, and whom to tell
//! by when. The signs are those listed in 1.3.2.
//!
//! Pain is not required for any neurological rule. Not here: the MRI clock (section 1.5), the steroid
//! prompt (section 1.8), and what to do when no cancer is known (`local/no_known_cancer.rs`).

use crate::condition::Condition::{All, Any, Differs, Equals, Is};
use crate::record::{Clock, Rule, Span};
use crate::sources::{ROYAL_BUCKINGHAMSHIRE, bmj, ng234, qs56, undated};
use crate::vocabulary::{
    Answer::{No, Yes},
    ClockKind, Confidence, For, Milestone,
    Name::{
        Cancer, KnownCancer, Neuro, NeuroLay, Pain, StableNeuropathyPattern, SuspectedCancer,
        WalkingDifficulty, Weak,
    },
    Status, Step, Strength, Tier,
};

/// Weakness or difficulty walking: A&E or 999 now, with or without pain or cancer.
pub const WEAK_OR_WALKING_BADLY: Rule = Rule {
    id: "TR-05",
    revision: 1,
    says: "Weakness or difficulty walking: A&E or 999 now, with or without pain or cancer.",
    audience: For::Public,
    when: Any(&[Is(Weak), Is(WalkingDifficulty)]),
    tier: Tier::E0,
    steps: &[Step::ShowGoToAandEOr999, Step::ShowDoNotDrive, Step::ShowLieFlatIfMovementHurts],
    limit_h: 0,
    source: &[ng234("1.3.2"), ROYAL_BUCKINGHAMSHIRE],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer not ruled out and any nerve symptom: A&E or 999 now, and say why.
pub const CANCER_WITH_ANY_NERVE_SYMPTOM: Rule = Rule {
    id: "TR-07",
    revision: 1,
    says: "Cancer not ruled out and any nerve symptom: A&E or 999 now, and say why.",
    audience: For::Public,
    when: All(&[Is(Cancer), Is(NeuroLay), Differs(StableNeuropathyPattern, Yes)]),
    tier: Tier::E0,
    steps: &[
        Step::ShowGoToAandEOr999,
        Step::ShowSayCancerAndCord,
        Step::ShowRingCancerLine,
        Step::ShowDoNotDrive,
    ],
    limit_h: 0,
    source: &[ng234("1.3.2")],
    strength: Strength::Must,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Known cancer with any neurological sign: phone the coordinator now; MRI within 24 h.
pub const KNOWN_CANCER_WITH_NEUROLOGY: Rule = Rule {
    id: "TR-08",
    revision: 1,
    says: "Known cancer with any neurological sign: phone the coordinator now; MRI within 24 h.",
    audience: For::Clinician,
    when: All(&[Is(Cancer), Is(Neuro), Differs(StableNeuropathyPattern, Yes)]),
    tier: Tier::E1,
    steps: &[
        Step::PhoneCoordinatorNow,
        Step::StartCoordinatorNowClock,
        Step::StartMri24hClock,
        Step::PromptSteroidCheck,
        Step::PromptImmobilisationCheck,
    ],
    limit_h: 0,
    source: &[ng234("1.3.2"), bmj("2023;383:p1973")],
    strength: Strength::Must,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Known cancer and pain that suggests spread, no neurology: coordinator advice within 24 h; MRI within one week.
pub const KNOWN_CANCER_WITH_PAIN: Rule = Rule {
    id: "TR-14",
    revision: 1,
    says: "Known cancer and pain that suggests spread, no neurology: coordinator advice within 24 h; MRI within one week.",
    audience: For::Clinician,
    when: All(&[Is(Cancer), Is(Pain), Differs(Neuro, Yes)]),
    tier: Tier::U1,
    steps: &[Step::CoordinatorAdvice, Step::StartCoordinator24hClock, Step::StartMriOneWeekClock],
    limit_h: 24,
    source: &[ng234("section 1.3"), qs56("S2")],
    strength: Strength::Do,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer not ruled out and pain that suggests spread: ring the cancer team's line; call-back within 24 h.
pub const CANCER_WITH_PAIN_PUBLIC: Rule = Rule {
    id: "TR-15",
    revision: 1,
    says: "Cancer not ruled out and pain that suggests spread: ring the cancer team's line; call-back within 24 h.",
    audience: For::Public,
    when: All(&[Is(Cancer), Is(Pain), Differs(NeuroLay, Yes)]),
    tier: Tier::U1,
    steps: &[Step::ShowRingCancerLine, Step::BookCoordinatorCallback],
    limit_h: 24,
    source: &[ng234("section 1.3")],
    strength: Strength::Do,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected cancer and pain that suggests spread: urgent oncology assessment.
pub const SUSPECTED_CANCER_WITH_PAIN: Rule = Rule {
    id: "TR-17",
    revision: 1,
    says: "Suspected cancer and pain that suggests spread: urgent oncology assessment.",
    audience: For::Clinician,
    when: All(&[Equals(KnownCancer, No), Is(SuspectedCancer), Is(Pain), Differs(Neuro, Yes)]),
    tier: Tier::U2,
    steps: &[Step::UrgentOncologyAssessment, Step::SuspectedCancerPathway],
    limit_h: 24,
    source: &[ng234("section 1.3 (urgent"), undated("hours are local)", "")],
    strength: Strength::Do,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Neurology with cancer known or suspected: speak with the coordinator at once, 30 minutes at most.
pub const COORDINATOR_NOW: Clock = Clock {
    id: "CLK-COORD0",
    revision: 1,
    says: "Neurology with cancer known or suspected: speak with the coordinator at once, 30 minutes at most.",
    start: Milestone::CompressionSuspected,
    stop: Milestone::CoordinatorContacted,
    target: Span::Hours { hundredths: 50 },
    kind: ClockKind::Operational,
    applies_when: All(&[
        Is(Neuro),
        Any(&[Is(Cancer), Is(SuspectedCancer)]),
        Differs(StableNeuropathyPattern, Yes),
    ]),
    amber: Some(Span::Hours { hundredths: 25 }),
    red: Some(Span::Hours { hundredths: 50 }),
    on_breach: &[Step::PageOnCall],
    source: &[ng234("says immediately"), undated("30 minutes is local", "")],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer with pain and no neurology: speak with the coordinator within 24 h.
pub const COORDINATOR_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-COORD24",
    revision: 1,
    says: "Cancer with pain and no neurology: speak with the coordinator within 24 h.",
    start: Milestone::MetastasesSuspected,
    stop: Milestone::CoordinatorContacted,
    target: Span::hours(24),
    kind: ClockKind::National,
    applies_when: All(&[Is(Cancer), Is(Pain), Differs(Neuro, Yes)]),
    amber: Some(Span::hours(12)),
    red: Some(Span::hours(20)),
    on_breach: &[Step::AlertCoordinator],
    source: &[ng234("section 1.3")],
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("s1_3_recognition.cases.toml"));
}
