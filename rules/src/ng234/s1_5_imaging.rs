//! NG234 section 1.5: which scan, by when. MRI within 24 h for suspected cord compression with any
//! neurological symptom or sign; CT on the same clock where MRI is not safe; never a plain X-ray.
//!
//! The one-week clock for suspected metastases without neurology is in `qs56.rs`.

use crate::condition::Condition::{All, Any, Differs, Is};
use crate::record::{Clock, Rule, Span};
use crate::sources::{ng234, qs56, undated};
use crate::vocabulary::{
    Answer::Yes,
    ClockKind, Confidence, For, Milestone,
    Name::{
        MriContraindicated, Neuro, Pain, PlainXrayRequested, SuspectedMscc,
        SuspectedSpinalMetastases,
    },
    Status, Step, Strength, Tier,
};

/// MRI not safe and neurology present: CT of the whole spine on the same 24 h clock.
pub const CT_WHEN_MRI_IS_UNSAFE_WITH_NEUROLOGY: Rule = Rule {
    id: "TR-31",
    revision: 1,
    says: "MRI not safe and neurology present: CT of the whole spine on the same 24 h clock.",
    audience: For::Clinician,
    when: All(&[Is(MriContraindicated), Is(Neuro)]),
    tier: Tier::E1,
    steps: &[Step::RequestWholeSpineCt, Step::KeepMri24hClockRunning],
    limit_h: 0,
    source: &[ng234("section 1.5"), undated("Christie", "")],
    strength: Strength::Do,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// No plain X-ray to find or exclude metastases or compression.
pub const NO_PLAIN_XRAY: Rule = Rule {
    id: "TR-32",
    revision: 1,
    says: "No plain X-ray to find or exclude metastases or compression.",
    audience: For::Clinician,
    when: Is(PlainXrayRequested),
    tier: Tier::R0,
    steps: &[Step::BlockPlainXrayUnlessReason],
    limit_h: 0,
    source: &[ng234("section 1.5")],
    strength: Strength::DoNot,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected spinal metastases without neurology: coordinator advice within 24 h; MRI within one week.
pub const SUSPECTED_METASTASES_WITHOUT_NEUROLOGY: Rule = Rule {
    id: "TR-58",
    revision: 1,
    says: "Suspected spinal metastases without neurology: coordinator advice within 24 h; MRI within one week.",
    audience: For::Clinician,
    when: All(&[Is(SuspectedSpinalMetastases), Differs(Neuro, Yes)]),
    tier: Tier::U1,
    steps: &[Step::CoordinatorAdvice, Step::StartMriOneWeekClock],
    limit_h: 24,
    source: &[ng234("section 1.5"), qs56("S2")],
    strength: Strength::Offer,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// MRI not safe, no neurology: CT of the whole spine on the same one-week clock.
pub const CT_WHEN_MRI_IS_UNSAFE_WITHOUT_NEUROLOGY: Rule = Rule {
    id: "TR-59",
    revision: 1,
    says: "MRI not safe, no neurology: CT of the whole spine on the same one-week clock.",
    audience: For::Clinician,
    when: All(&[
        Is(MriContraindicated),
        Any(&[Is(Pain), Is(SuspectedSpinalMetastases)]),
        Differs(Neuro, Yes),
    ]),
    tier: Tier::U1,
    steps: &[Step::RequestWholeSpineCt, Step::KeepMriOneWeekClockRunning],
    limit_h: 24,
    source: &[ng234("section 1.5"), undated("Christie", "")],
    strength: Strength::Do,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected compression with neurology: MRI within 24 h of suspicion.
pub const MRI_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-MRI24",
    revision: 1,
    says: "Suspected compression with neurology: MRI within 24 h of suspicion.",
    start: Milestone::CompressionSuspected,
    stop: Milestone::MriAcquired,
    target: Span::hours(24),
    kind: ClockKind::National,
    applies_when: All(&[Is(SuspectedMscc), Is(Neuro)]),
    amber: Some(Span::hours(12)),
    red: Some(Span::hours(20)),
    on_breach: &[Step::EscalateRadiologyConsultant, Step::EscalateSiteManager],
    source: &[ng234("1.5.2"), qs56("S3")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected compression with neurology: scan reported within 2 h of the scan.
pub const URGENT_REPORT_WITHIN_2_HOURS: Clock = Clock {
    id: "CLK-REPORT",
    revision: 1,
    says: "Suspected compression with neurology: scan reported within 2 h of the scan.",
    start: Milestone::MriAcquired,
    stop: Milestone::ReportIssued,
    target: Span::hours(2),
    kind: ClockKind::Operational,
    applies_when: All(&[Is(SuspectedMscc), Is(Neuro)]),
    amber: Some(Span::hours(1)),
    red: Some(Span::Hours { hundredths: 150 }),
    on_breach: &[Step::PageRadiologyRegistrar],
    source: &[ng234("section 1.5 says urgent"), undated("2 h is local", "")],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("s1_5_imaging.cases.toml"));
}
