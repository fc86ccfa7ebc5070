//! Our own design (D) for answers that are missing: unknown never satisfies a "no" (PD-4). Each rule
//! here raises the tier, or makes a task, because something that matters is not known.

use crate::condition::Condition::{All, Any, Differs, Equals, HaemIs, Is};
use crate::record::Rule;
use crate::sources::{LOCAL, local};
use crate::vocabulary::{
    Answer::{No, Unknown, Yes},
    Confidence, For, Haem,
    Name::{
        AnticancerTreatmentOrWeakImmunity, BothLegs, Cancer, ChestPain, CordOrCaudaEquinaSigns,
        DexamethasoneGiven, Fever, InstabilitySuspected, KnownCancer, MriContraindicated, Mscc,
        NerveRootPain, Neuro, NeuroLay, Pain, ProgressivePain, Radic, SaddleNumbness,
        SensoryChange, SepsisSigns, SeriousAccident, SeverePain, Sphincter, SpinalPain,
        SuspectedCancer, SuspectedMscc, SuspectedSpinalMetastases, TrunkBandPain,
        WalkingDifficulty, Weak, WorseningConstipation,
    },
    Status, Step, Strength, Tier,
};

/// Cancer not ruled out and nerve symptoms not known: a person phones within 2 h.
pub const CANCER_WITH_NEUROLOGY_UNKNOWN: Rule = Rule {
    id: "TR-21",
    revision: 1,
    says: "Cancer not ruled out and nerve symptoms not known: a person phones within 2 h.",
    audience: For::Both,
    when: All(&[Is(Cancer), Equals(NeuroLay, Unknown)]),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ShowWarningChanges],
    limit_h: 2,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, spinal pain possible and a danger sign not known: a person phones the same day.
pub const DANGER_SIGNS_NOT_KNOWN: Rule = Rule {
    id: "TR-34",
    revision: 1,
    says: "No cancer, spinal pain possible and a danger sign not known: a person phones the same day.",
    audience: For::Public,
    when: All(&[
        Equals(KnownCancer, No),
        Differs(SpinalPain, No),
        Any(&[
            Equals(Sphincter, Unknown),
            Equals(SaddleNumbness, Unknown),
            Equals(WalkingDifficulty, Unknown),
            Equals(Weak, Unknown),
            Equals(SensoryChange, Unknown),
            Equals(NerveRootPain, Unknown),
            Equals(TrunkBandPain, Unknown),
            Equals(BothLegs, Unknown),
        ]),
    ]),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ShowWarningChanges],
    limit_h: 12,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer known or suspected and severity of pain not known: a person phones the same day.
pub const SEVERITY_NOT_KNOWN: Rule = Rule {
    id: "TR-44",
    revision: 1,
    says: "Cancer known or suspected and severity of pain not known: a person phones the same day.",
    audience: For::Both,
    when: All(&[
        Any(&[Is(Cancer), Is(SuspectedCancer)]),
        Differs(SpinalPain, No),
        Equals(SeverePain, Unknown),
        Differs(ProgressivePain, No),
    ]),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ShowWarningChanges],
    limit_h: 12,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer treatment with temperature not known, or fever with treatment not known: check now; a person phones within 2 h.
pub const TEMPERATURE_OR_TREATMENT_NOT_KNOWN: Rule = Rule {
    id: "TR-46",
    revision: 1,
    says: "Cancer treatment with temperature not known, or fever with treatment not known: check now; a person phones within 2 h.",
    audience: For::Both,
    when: Any(&[
        All(&[Is(AnticancerTreatmentOrWeakImmunity), Equals(Fever, Unknown)]),
        All(&[Is(Cancer), Is(Fever), Equals(AnticancerTreatmentOrWeakImmunity, Unknown)]),
    ]),
    tier: Tier::S1,
    steps: &[Step::CheckTemperatureNow, Step::ShowRingCancerLine, Step::HumanCallBack],
    limit_h: 2,
    source: &[local("local, from NICE CG151")],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Chest pain, sepsis, accident or constipation not known: a person phones within 2 h.
pub const EMERGENCY_SIGNS_NOT_KNOWN: Rule = Rule {
    id: "TR-47",
    revision: 1,
    says: "Chest pain, sepsis, accident or constipation not known: a person phones within 2 h.",
    audience: For::Public,
    when: Any(&[
        Equals(ChestPain, Unknown),
        Equals(SepsisSigns, Unknown),
        Equals(SeriousAccident, Unknown),
        All(&[Equals(WorseningConstipation, Unknown), Any(&[Is(Pain), Is(NeuroLay)])]),
    ]),
    tier: Tier::S1,
    steps: &[Step::HumanCallBack, Step::ShowCall999IfWorse],
    limit_h: 2,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Steroid due and temperature not known: take it now.
pub const TEMPERATURE_BEFORE_STEROID: Rule = Rule {
    id: "TR-56",
    revision: 1,
    says: "Steroid due and temperature not known: take it now.",
    audience: For::Clinician,
    when: All(&[
        Is(SuspectedMscc),
        Is(Neuro),
        Differs(DexamethasoneGiven, Yes),
        Equals(Fever, Unknown),
    ]),
    tier: Tier::E1,
    steps: &[Step::CheckTemperatureNow],
    limit_h: 0,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Steroid due and blood cancer not asked about: ask before the first dose.
pub const BLOOD_CANCER_BEFORE_STEROID: Rule = Rule {
    id: "TR-57",
    revision: 1,
    says: "Steroid due and blood cancer not asked about: ask before the first dose.",
    audience: For::Clinician,
    when: All(&[
        Is(SuspectedMscc),
        Is(Neuro),
        Differs(DexamethasoneGiven, Yes),
        HaemIs(Haem::Unknown),
    ]),
    tier: Tier::E1,
    steps: &[Step::AskBloodCancerBeforeFirstDose],
    limit_h: 0,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// MRI wanted and its safety not known: fill in the safety form, or phone radiology.
pub const MRI_SAFETY_NOT_KNOWN: Rule = Rule {
    id: "TR-60",
    revision: 1,
    says: "MRI wanted and its safety not known: fill in the safety form, or phone radiology.",
    audience: For::Clinician,
    when: All(&[
        Any(&[Is(SuspectedMscc), Is(SuspectedSpinalMetastases)]),
        Equals(MriContraindicated, Unknown),
    ]),
    tier: Tier::R0,
    steps: &[Step::MriSafetyForm, Step::PhoneRadiologyIfUnknown],
    limit_h: 0,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected compression with neurology and stability not known: assess now, and protect the spine meanwhile.
pub const STABILITY_NOT_KNOWN: Rule = Rule {
    id: "TR-61",
    revision: 1,
    says: "Suspected compression with neurology and stability not known: assess now, and protect the spine meanwhile.",
    audience: For::Clinician,
    when: All(&[
        Any(&[Is(SuspectedMscc), Is(Mscc)]),
        Is(Neuro),
        Equals(InstabilitySuspected, Unknown),
    ]),
    tier: Tier::E1,
    steps: &[Step::AssessStabilityNow, Step::ProtectSpineDuringTransfer],
    limit_h: 0,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, unexamined and a danger sign not known: examine within 2 h.
pub const EXAMINE_WITHOUT_KNOWN_CANCER: Rule = Rule {
    id: "TR-63",
    revision: 1,
    says: "No cancer, unexamined and a danger sign not known: examine within 2 h.",
    audience: For::Clinician,
    when: All(&[
        Equals(KnownCancer, No),
        Differs(CordOrCaudaEquinaSigns, No),
        Any(&[
            Equals(Sphincter, Unknown),
            Equals(SaddleNumbness, Unknown),
            Equals(WalkingDifficulty, Unknown),
            Equals(Weak, Unknown),
            Equals(SensoryChange, Unknown),
            Equals(Radic, Unknown),
            Equals(BothLegs, Unknown),
        ]),
        Any(&[Differs(SpinalPain, No), Is(SuspectedCancer), Is(SensoryChange), Is(Radic)]),
    ]),
    tier: Tier::S1,
    steps: &[Step::ExamineNeurologyNow],
    limit_h: 2,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer known or suspected, no symptoms told, never examined: examine within 2 h.
pub const EXAMINE_WITH_CANCER: Rule = Rule {
    id: "TR-64",
    revision: 1,
    says: "Cancer known or suspected, no symptoms told, never examined: examine within 2 h.",
    audience: For::Clinician,
    when: All(&[
        Equals(NeuroLay, No),
        Equals(CordOrCaudaEquinaSigns, Unknown),
        Any(&[Is(Cancer), Is(SuspectedCancer)]),
    ]),
    tier: Tier::S1,
    steps: &[Step::ExamineNeurologyNow],
    limit_h: 2,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, spinal pain and its kind not known: a GP or 111 within 24 h, with a safety net.
pub const KIND_OF_PAIN_NOT_KNOWN: Rule = Rule {
    id: "TR-69",
    revision: 1,
    says: "No cancer, spinal pain and its kind not known: a GP or 111 within 24 h, with a safety net.",
    audience: For::Public,
    when: All(&[Equals(KnownCancer, No), Is(SpinalPain), Equals(Pain, Unknown)]),
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

/// Cancer not ruled out and the kind of pain not known: the cancer line; complete the missing facts.
pub const CANCER_WITH_KIND_OF_PAIN_NOT_KNOWN: Rule = Rule {
    id: "TR-72",
    revision: 1,
    says: "Cancer not ruled out and the kind of pain not known: the cancer line; complete the missing facts.",
    audience: For::Both,
    when: All(&[Is(Cancer), Differs(SpinalPain, No), Equals(Pain, Unknown)]),
    tier: Tier::U1,
    steps: &[
        Step::ShowRingCancerLine,
        Step::ShowWarningChanges,
        Step::BookCoordinatorCallback,
        Step::CompleteMissingFacts,
    ],
    limit_h: 24,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Cancer suspected and the kind of pain not known: urgent GP; complete the missing facts.
pub const SUSPECTED_CANCER_WITH_KIND_OF_PAIN_NOT_KNOWN: Rule = Rule {
    id: "TR-73",
    revision: 1,
    says: "Cancer suspected and the kind of pain not known: urgent GP; complete the missing facts.",
    audience: For::Both,
    when: All(&[Is(SuspectedCancer), Differs(SpinalPain, No), Equals(Pain, Unknown)]),
    tier: Tier::U2,
    steps: &[Step::ShowUrgentGpOr111, Step::CompleteMissingFacts],
    limit_h: 24,
    source: &[LOCAL],
    strength: Strength::Local,
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No cancer, examined without signs, bladder, bowel or saddle not known: ask the same day.
pub const BLADDER_BOWEL_SADDLE_NOT_ASKED: Rule = Rule {
    id: "TR-74",
    revision: 1,
    says: "No cancer, examined without signs, bladder, bowel or saddle not known: ask the same day.",
    audience: For::Clinician,
    when: All(&[
        Equals(KnownCancer, No),
        Equals(CordOrCaudaEquinaSigns, No),
        Any(&[Equals(Sphincter, Unknown), Equals(SaddleNumbness, Unknown)]),
        Any(&[Differs(SpinalPain, No), Is(SensoryChange), Is(Radic)]),
    ]),
    tier: Tier::S1,
    steps: &[Step::AskBladderBowelSaddleNow],
    limit_h: 12,
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
    crate::cases::check(include_str!("open_questions.cases.toml"));
}
