//! Our own design (D) for people without a known cancer: NG234's wording for them is not verified, so
//! danger signs act at once, and ordinary one-limb root pain does not.

use crate::condition::Condition::{All, Any, Differs, Equals, Is};
use crate::record::Rule;
use crate::sources::{LOCAL, local};
use crate::vocabulary::{
    Answer::{No, Unknown, Yes},
    Confidence, For,
    Name::{
        BothLegs, CordOrCaudaEquinaSigns, KnownCancer, NerveRootPain, NeuroDangerLay, OneArmOnly,
        OneLegOnly, Pain, Radic, SensoryChange, StableNeuropathyPattern, SuspectedCancer,
        TrunkBandPain,
    },
    Status, Step, Strength, Tier,
};

/// No known cancer but signs of cord or cauda equina pressure: emergency department or on-call spinal service now.
pub const NEUROLOGY_WITHOUT_KNOWN_CANCER: Rule = Rule {
    id: "TR-09",
    revision: 1,
    says: "No known cancer but signs of cord or cauda equina pressure: emergency department or on-call spinal service now.",
    audience: For::Clinician,
    when: All(&[
        Equals(KnownCancer, No),
        Differs(StableNeuropathyPattern, Yes),
        Any(&[
            Is(NeuroDangerLay),
            Is(CordOrCaudaEquinaSigns),
            All(&[
                Any(&[Is(SensoryChange), Is(Radic)]),
                Any(&[
                    Is(SuspectedCancer),
                    All(&[Differs(OneLegOnly, Yes), Differs(OneArmOnly, Yes)]),
                ]),
            ]),
        ]),
    ]),
    tier: Tier::E1,
    steps: &[Step::EmergencyDepartmentOrOnCallSpinalNow, Step::InformCoordinatorIfCancerSuspected],
    limit_h: 0,
    source: &[local("local rule REC-4")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer and root pain in one leg only: a GP or 111 within 24 h, with a safety net.
pub const ROOT_PAIN_IN_ONE_LEG_PUBLIC: Rule = Rule {
    id: "TR-19",
    revision: 1,
    says: "No cancer and root pain in one leg only: a GP or 111 within 24 h, with a safety net.",
    audience: For::Public,
    when: All(&[Equals(KnownCancer, No), Is(NerveRootPain), Is(OneLegOnly)]),
    tier: Tier::U2,
    steps: &[Step::ShowUrgentGpOr111, Step::SafetyNet],
    limit_h: 24,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, numbness or symptoms in both legs: 111 or GP the same day.
pub const NUMBNESS_OR_BOTH_LEGS: Rule = Rule {
    id: "TR-40",
    revision: 1,
    says: "No cancer, numbness or symptoms in both legs: 111 or GP the same day.",
    audience: For::Public,
    when: All(&[Equals(KnownCancer, No), Any(&[Is(SensoryChange), Is(BothLegs)])]),
    tier: Tier::S1,
    steps: &[Step::ShowSameDay111OrGp, Step::ShowWarningChanges],
    limit_h: 12,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, a band of pain round the trunk or root pain in more than one limb: 111 or GP the same day.
pub const TRUNK_BAND_OR_ROOT_PAIN: Rule = Rule {
    id: "TR-41",
    revision: 1,
    says: "No cancer, a band of pain round the trunk or root pain in more than one limb: 111 or GP the same day.",
    audience: For::Public,
    when: All(&[
        Equals(KnownCancer, No),
        Any(&[
            Is(TrunkBandPain),
            All(&[Is(NerveRootPain), Differs(OneLegOnly, Yes), Differs(OneArmOnly, Yes)]),
        ]),
    ]),
    tier: Tier::S1,
    steps: &[Step::ShowSameDay111OrGp, Step::ShowWarningChanges],
    limit_h: 12,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer and root pain in one arm only: a GP or 111 within 24 h, with a safety net.
pub const ROOT_PAIN_IN_ONE_ARM_PUBLIC: Rule = Rule {
    id: "TR-42",
    revision: 1,
    says: "No cancer and root pain in one arm only: a GP or 111 within 24 h, with a safety net.",
    audience: For::Public,
    when: All(&[Equals(KnownCancer, No), Is(NerveRootPain), Is(OneArmOnly)]),
    tier: Tier::U2,
    steps: &[Step::ShowUrgentGpOr111, Step::SafetyNet],
    limit_h: 24,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No known cancer and worrying pain: decide whether cancer is suspected.
pub const SUSPICION_NOT_DECIDED: Rule = Rule {
    id: "TR-67",
    revision: 1,
    says: "No known cancer and worrying pain: decide whether cancer is suspected.",
    audience: For::Clinician,
    when: All(&[Equals(KnownCancer, No), Equals(SuspectedCancer, Unknown), Is(Pain)]),
    tier: Tier::U2,
    steps: &[Step::DecideIfCancerSuspected],
    limit_h: 24,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer and root pain or numbness in one limb only: usual care and a safety net.
pub const ONE_LIMB_ROOT_PAIN: Rule = Rule {
    id: "TR-71",
    revision: 1,
    says: "No cancer and root pain or numbness in one limb only: usual care and a safety net.",
    audience: For::Clinician,
    when: All(&[
        Equals(KnownCancer, No),
        Any(&[Is(SensoryChange), Is(Radic)]),
        Any(&[Is(OneLegOnly), Is(OneArmOnly)]),
    ]),
    tier: Tier::R0,
    steps: &[Step::UsualCareForNerveRootPain, Step::SafetyNet],
    limit_h: 168,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("no_known_cancer.cases.toml"));
}
