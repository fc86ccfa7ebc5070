//! What named services have published: South West London, Christie, Mid Essex, RNOH, Scotland.

use crate::condition::Condition::{All, Always, Any, Differs, Equals, Is};
use crate::record::{Clock, Rule, Span};
use crate::sources::{cited, qs56, undated};
use crate::vocabulary::{
    Answer::{No, Yes},
    ClockKind, Confidence, For, Milestone,
    Name::{
        Admitted, CompressionOnImaging, DecisionRecorded, DexamethasoneIntended, HaemStop,
        KnownCancer, Mscc, Neuro, Pain, SiteFlatUntilMri, SpinalPain, StabilityConfirmed,
        SuspectedMscc, TertiaryReferral,
    },
    Status, Step, Strength, Tier,
};

/// Compression on a scan and no decision recorded: coordinator now, surgeon and oncologist in parallel.
pub const COMPRESSION_WITHOUT_A_DECISION: Rule = Rule {
    id: "TR-10",
    revision: 1,
    says: "Compression on a scan and no decision recorded: coordinator now, surgeon and oncologist in parallel.",
    audience: For::Clinician,
    when: All(&[Any(&[Is(CompressionOnImaging), Is(Mscc)]), Differs(DecisionRecorded, Yes)]),
    tier: Tier::E1,
    steps: &[Step::PhoneCoordinatorNow, Step::SurgeonAndOncologistInParallel],
    limit_h: 0,
    source: &[undated("South West London MSCC flow chart", ""), qs56("S5")],
    strength: Strength::Local,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Known cancer with spinal pain and nothing else: review within two weeks and a safety net.
pub const KNOWN_CANCER_WITH_PLAIN_SPINAL_PAIN: Rule = Rule {
    id: "TR-22",
    revision: 1,
    says: "Known cancer with spinal pain and nothing else: review within two weeks and a safety net.",
    audience: For::Clinician,
    when: All(&[Is(KnownCancer), Is(SpinalPain), Equals(Pain, No), Equals(Neuro, No)]),
    tier: Tier::R0,
    steps: &[Step::FrequentReview, Step::SafetyNet, Step::StartSafetyNetClock],
    limit_h: 336,
    source: &[undated("Scottish referral guidelines p13 (interval local)", "")],
    strength: Strength::Local,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected blood cancer without tissue: hard stop, phone the responsible consultant before any steroid.
pub const NO_STEROID_BEFORE_TISSUE: Rule = Rule {
    id: "TR-28",
    revision: 1,
    says: "Suspected blood cancer without tissue: hard stop, phone the responsible consultant before any steroid.",
    audience: For::Clinician,
    when: All(&[
        Is(HaemStop),
        Any(&[Is(DexamethasoneIntended), All(&[Any(&[Is(SuspectedMscc), Is(Mscc)]), Is(Neuro)])]),
    ]),
    tier: Tier::E1,
    steps: &[Step::HardStopPhoneResponsibleConsultant],
    limit_h: 0,
    source: &[undated("South West London MSCC flow chart", "")],
    strength: Strength::Local,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Site switch: flat until the MRI, unless an expert has recorded stability.
pub const FLAT_UNTIL_MRI: Rule = Rule {
    id: "TR-36",
    revision: 1,
    says: "Site switch: flat until the MRI, unless an expert has recorded stability.",
    audience: For::Clinician,
    when: All(&[
        Is(SiteFlatUntilMri),
        Any(&[Is(SuspectedMscc), Is(Mscc)]),
        Differs(StabilityConfirmed, Yes),
    ]),
    tier: Tier::E1,
    steps: &[Step::AdviseFlatUntilMri, Step::StartStabilityAdvice24hClock],
    limit_h: 0,
    source: &[
        cited("Christie", "2023", "2023"),
        undated("Mid Essex", ""),
        undated("South West London (site switch, default no)", ""),
    ],
    strength: Strength::Local,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Every referral: the automatic acknowledgement leaves at once.
pub const ACKNOWLEDGED_AT_ONCE: Clock = Clock {
    id: "CLK-ACK",
    revision: 1,
    says: "Every referral: the automatic acknowledgement leaves at once.",
    start: Milestone::ReferralSubmitted,
    stop: Milestone::AcknowledgementSent,
    target: Span::Hours { hundredths: 2 },
    kind: ClockKind::LocalNamed,
    applies_when: Always,
    amber: None,
    red: None,
    on_breach: &[Step::SystemAlarm],
    source: &[undated("RNOH says automatic", ""), undated("0.02 h is local", "")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Professional referral with all information: opinion within 2 h.
pub const OPINION_WITHIN_2_HOURS: Clock = Clock {
    id: "CLK-OPIN2",
    revision: 1,
    says: "Professional referral with all information: opinion within 2 h.",
    start: Milestone::MinimumDatasetComplete,
    stop: Milestone::OpinionGiven,
    target: Span::hours(2),
    kind: ClockKind::LocalNamed,
    applies_when: Is(TertiaryReferral),
    amber: Some(Span::hours(1)),
    red: Some(Span::Hours { hundredths: 150 }),
    on_breach: &[Step::PageSpinalOnCall],
    source: &[undated("RNOH", "")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Professional referral: plan confirmed in writing within 2 working days.
pub const PLAN_SENT_WITHIN_2_WORKING_DAYS: Clock = Clock {
    id: "CLK-PLANSENT",
    revision: 1,
    says: "Professional referral: plan confirmed in writing within 2 working days.",
    start: Milestone::ReferralReceived,
    stop: Milestone::PlanSentToReferrer,
    target: Span::WorkingDays { tenths: 20 },
    kind: ClockKind::LocalNamed,
    applies_when: Is(TertiaryReferral),
    amber: Some(Span::WorkingDays { tenths: 10 }),
    red: Some(Span::WorkingDays { tenths: 15 }),
    on_breach: &[Step::AlertCoordinator],
    source: &[undated("RNOH", "")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Something changes the plan: the referrer is told within 2 working days.
pub const REFERRER_UPDATED_WITHIN_2_WORKING_DAYS: Clock = Clock {
    id: "CLK-UPDATE",
    revision: 1,
    says: "Something changes the plan: the referrer is told within 2 working days.",
    start: Milestone::PlanChangingEventRecorded,
    stop: Milestone::ReferrerUpdated,
    target: Span::WorkingDays { tenths: 20 },
    kind: ClockKind::LocalNamed,
    applies_when: Is(TertiaryReferral),
    amber: Some(Span::WorkingDays { tenths: 10 }),
    red: Some(Span::WorkingDays { tenths: 15 }),
    on_breach: &[Step::AlertCoordinator],
    source: &[undated("RNOH", "")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Admitted with compression: physiotherapy referral within 24 h.
pub const PHYSIOTHERAPY_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-PHYSIO",
    revision: 1,
    says: "Admitted with compression: physiotherapy referral within 24 h.",
    start: Milestone::Admission,
    stop: Milestone::PhysiotherapyReferral,
    target: Span::hours(24),
    kind: ClockKind::LocalNamed,
    applies_when: All(&[Is(Admitted), Is(Mscc)]),
    amber: Some(Span::hours(12)),
    red: Some(Span::hours(20)),
    on_breach: &[Step::AlertWard],
    source: &[undated("Christie", "")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Admitted with compression: occupational therapy referral within 48 h.
pub const OCCUPATIONAL_THERAPY_WITHIN_48_HOURS: Clock = Clock {
    id: "CLK-OT",
    revision: 1,
    says: "Admitted with compression: occupational therapy referral within 48 h.",
    start: Milestone::Admission,
    stop: Milestone::OccupationalTherapyReferral,
    target: Span::hours(48),
    kind: ClockKind::LocalNamed,
    applies_when: All(&[Is(Admitted), Is(Mscc)]),
    amber: Some(Span::hours(24)),
    red: Some(Span::hours(40)),
    on_breach: &[Step::AlertWard],
    source: &[undated("Christie", "")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("named_services.cases.toml"));
}
