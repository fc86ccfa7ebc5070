//! Our own clocks (D) that keep the work moving between people: call-backs, images, questions to the
//! referrer, re-checks.

use crate::condition::{
    Compare,
    Condition::{self, All, Always, Differs, Is, TierIs},
    Number,
};
use crate::record::{Clock, Span};
use crate::sources::{LOCAL, local};
use crate::vocabulary::{
    Answer::Yes,
    ClockKind, Confidence, Milestone,
    Name::{Cancer, ForSurgery, Mscc, PublicContact, RadiotherapyAppropriate, TertiaryReferral},
    Status, Step, Tier,
};

/// Radiotherapy counted from the confirming scan, shown beside the national clock.
pub const RADIOTHERAPY_FROM_DIAGNOSIS: Clock = Clock {
    id: "CLK-DXRT",
    revision: 1,
    says: "Radiotherapy counted from the confirming scan, shown beside the national clock.",
    start: Milestone::DiagnosisConfirmed,
    stop: Milestone::FirstFraction,
    target: Span::hours(24),
    kind: ClockKind::Operational,
    applies_when: All(&[Is(Mscc), Is(RadiotherapyAppropriate), Differs(ForSurgery, Yes)]),
    amber: Some(Span::hours(12)),
    red: Some(Span::hours(20)),
    on_breach: &[Step::AlertCoordinator],
    source: &[local("local: shown beside CLK-RT24 because decision time can be late")],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// A question to the referrer: answered within 1 h, counted beside the national clocks.
pub const REFERRER_ANSWERS_WITHIN_1_HOUR: Clock = Clock {
    id: "CLK-AWAITREF",
    revision: 1,
    says: "A question to the referrer: answered within 1 h, counted beside the national clocks.",
    start: Milestone::AwaitingReferrerStarted,
    stop: Milestone::AwaitingReferrerEnded,
    target: Span::hours(1),
    kind: ClockKind::Operational,
    applies_when: Is(TertiaryReferral),
    amber: Some(Span::Hours { hundredths: 50 }),
    red: Some(Span::Hours { hundredths: 75 }),
    on_breach: &[Step::PhoneReferrer, Step::AlertCoordinator],
    source: &[LOCAL],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Images sent: viewable at the receiving site within 30 minutes.
pub const IMAGES_VIEWABLE_WITHIN_30_MINUTES: Clock = Clock {
    id: "CLK-IMGX",
    revision: 1,
    says: "Images sent: viewable at the receiving site within 30 minutes.",
    start: Milestone::ImagesSent,
    stop: Milestone::ImagesViewable,
    target: Span::Hours { hundredths: 50 },
    kind: ClockKind::Operational,
    applies_when: Always,
    amber: Some(Span::Hours { hundredths: 25 }),
    red: Some(Span::Hours { hundredths: 50 }),
    on_breach: &[Step::AlertImagingDesk],
    source: &[LOCAL],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Public result with a 2 h limit: a clinician speaks with the person within 2 h.
pub const CALL_BACK_WITHIN_2_HOURS: Clock = Clock {
    id: "CLK-CALLBACK2",
    revision: 1,
    says: "Public result with a 2 h limit: a clinician speaks with the person within 2 h.",
    start: Milestone::PublicResultShown,
    stop: Milestone::HumanContact,
    target: Span::hours(2),
    kind: ClockKind::Operational,
    applies_when: All(&[
        Is(PublicContact),
        TierIs(Tier::S1),
        Condition::Number(Number::ResultLimitHours, Compare::AtMost, 2),
    ]),
    amber: Some(Span::hours(1)),
    red: Some(Span::Hours { hundredths: 160 }),
    on_breach: &[Step::AlertDutyNurse, Step::Send999TextAfterTwoFailedCalls],
    source: &[LOCAL],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Public same-day result: a clinician speaks with the person within 12 h.
pub const CALL_BACK_WITHIN_12_HOURS: Clock = Clock {
    id: "CLK-CALLBACK12",
    revision: 1,
    says: "Public same-day result: a clinician speaks with the person within 12 h.",
    start: Milestone::PublicResultShown,
    stop: Milestone::HumanContact,
    target: Span::hours(12),
    kind: ClockKind::Operational,
    applies_when: All(&[
        Is(PublicContact),
        TierIs(Tier::S1),
        Condition::Number(Number::ResultLimitHours, Compare::Above, 2),
    ]),
    amber: Some(Span::hours(6)),
    red: Some(Span::Hours { hundredths: 960 }),
    on_breach: &[Step::AlertDutyNurse, Step::Send999TextAfterTwoFailedCalls],
    source: &[LOCAL],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Public 24 h result: a clinician speaks with the person within 24 h.
pub const CALL_BACK_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-CALLBACK24",
    revision: 1,
    says: "Public 24 h result: a clinician speaks with the person within 24 h.",
    start: Milestone::PublicResultShown,
    stop: Milestone::HumanContact,
    target: Span::hours(24),
    kind: ClockKind::Operational,
    applies_when: All(&[Is(PublicContact), TierIs(Tier::U1)]),
    amber: Some(Span::hours(12)),
    red: Some(Span::Hours { hundredths: 1920 }),
    on_breach: &[Step::AlertDutyNurse, Step::Send999TextAfterTwoFailedCalls],
    source: &[LOCAL],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Routine result with cancer not ruled out: re-checked within a week.
pub const RECHECK_WITHIN_A_WEEK: Clock = Clock {
    id: "CLK-SAFETYNET",
    revision: 1,
    says: "Routine result with cancer not ruled out: re-checked within a week.",
    start: Milestone::ResultRecorded,
    stop: Milestone::RecheckDone,
    target: Span::hours(168),
    kind: ClockKind::Operational,
    applies_when: All(&[TierIs(Tier::R0), Is(Cancer)]),
    amber: Some(Span::hours(96)),
    red: Some(Span::hours(144)),
    on_breach: &[Step::AlertCoordinator],
    source: &[LOCAL],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("work_in_hand.cases.toml"));
}
