//! NICE QS56, the quality standard: the national targets that are measured, and the retired ones of
//! 2014 that are shown beside them for local comparison.

use crate::condition::Condition::{All, Any, Differs, Is};
use crate::record::{Clock, Span};
use crate::sources::qs56;
use crate::vocabulary::{
    Answer::Yes,
    ClockKind, Confidence, Milestone,
    Name::{
        Admitted, Cancer, ForSurgery, Mscc, Neuro, Pain, RadiotherapyAppropriate, SuspectedCancer,
        SuspectedMscc, SuspectedSpinalMetastases,
    },
    Status, Step,
};

/// Suspected spinal metastases without neurology: MRI within one week of suspicion.
pub const MRI_WITHIN_A_WEEK: Clock = Clock {
    id: "CLK-MRI168",
    revision: 1,
    says: "Suspected spinal metastases without neurology: MRI within one week of suspicion.",
    start: Milestone::MetastasesSuspected,
    stop: Milestone::MriAcquired,
    target: Span::hours(168),
    kind: ClockKind::National,
    applies_when: All(&[
        Any(&[
            All(&[Any(&[Is(Cancer), Is(SuspectedCancer)]), Is(Pain)]),
            Is(SuspectedSpinalMetastases),
        ]),
        Differs(Neuro, Yes),
    ]),
    amber: Some(Span::hours(96)),
    red: Some(Span::hours(144)),
    on_breach: &[Step::AlertCoordinator, Step::AlertRadiology],
    source: &[qs56("S2")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected spinal metastases without neurology: plan agreed within one week of suspicion.
pub const PLAN_WITHIN_A_WEEK: Clock = Clock {
    id: "CLK-PLAN168",
    revision: 1,
    says: "Suspected spinal metastases without neurology: plan agreed within one week of suspicion.",
    start: Milestone::MetastasesSuspected,
    stop: Milestone::PlanAgreed,
    target: Span::hours(168),
    kind: ClockKind::National,
    applies_when: All(&[
        Any(&[
            All(&[Any(&[Is(Cancer), Is(SuspectedCancer)]), Is(Pain)]),
            Is(SuspectedSpinalMetastases),
        ]),
        Differs(Neuro, Yes),
    ]),
    amber: Some(Span::hours(120)),
    red: Some(Span::hours(156)),
    on_breach: &[Step::AlertCoordinator],
    source: &[qs56("S2")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected compression with neurology: plan agreed within 24 h (2014 text, for comparison).
pub const PLAN_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-PLAN24",
    revision: 1,
    says: "Suspected compression with neurology: plan agreed within 24 h (2014 text, for comparison).",
    start: Milestone::CompressionSuspected,
    stop: Milestone::PlanAgreed,
    target: Span::hours(24),
    kind: ClockKind::NationalRetired,
    applies_when: All(&[Is(SuspectedMscc), Is(Neuro)]),
    amber: Some(Span::hours(16)),
    red: Some(Span::hours(22)),
    on_breach: &[Step::AlertCoordinator],
    source: &[qs56("S3 2014")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Radiotherapy decided and no surgery: first fraction within 24 h of the decision.
pub const RADIOTHERAPY_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-RT24",
    revision: 1,
    says: "Radiotherapy decided and no surgery: first fraction within 24 h of the decision.",
    start: Milestone::RadiotherapyDecided,
    stop: Milestone::FirstFraction,
    target: Span::hours(24),
    kind: ClockKind::National,
    applies_when: All(&[Is(Mscc), Is(RadiotherapyAppropriate), Differs(ForSurgery, Yes)]),
    amber: Some(Span::hours(12)),
    red: Some(Span::hours(20)),
    on_breach: &[Step::PageOncologyOnCall, Step::AlertRadiotherapyManager],
    source: &[qs56("S6 2023")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Confirmed compression with neurology: treatment begun within 24 h (2014 text, for comparison).
pub const DEFINITIVE_TREATMENT_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-DEF24",
    revision: 1,
    says: "Confirmed compression with neurology: treatment begun within 24 h (2014 text, for comparison).",
    start: Milestone::DiagnosisConfirmed,
    stop: Milestone::FirstDefinitiveTreatment,
    target: Span::hours(24),
    kind: ClockKind::NationalRetired,
    applies_when: All(&[Is(Mscc), Is(Neuro)]),
    amber: Some(Span::hours(12)),
    red: Some(Span::hours(20)),
    on_breach: &[Step::AlertCoordinator],
    source: &[qs56("S6 2014")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Admitted with compression: management plan complete before discharge.
pub const MANAGEMENT_PLAN_BEFORE_DISCHARGE: Clock = Clock {
    id: "CLK-DISCH",
    revision: 1,
    says: "Admitted with compression: management plan complete before discharge.",
    start: Milestone::DischargeRequested,
    stop: Milestone::ManagementPlanComplete,
    target: Span::hours(0),
    kind: ClockKind::National,
    applies_when: All(&[Is(Admitted), Is(Mscc)]),
    amber: None,
    red: None,
    on_breach: &[Step::BlockDischargeSummary],
    source: &[qs56("S7")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("qs56.cases.toml"));
}
