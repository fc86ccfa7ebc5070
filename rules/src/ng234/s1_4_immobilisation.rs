//! NG234 section 1.4: protecting the spine, and getting expert advice so that it is as short as
//! possible. The site switch "flat until MRI" is in `local/named_services.rs`.

use crate::condition::Condition::{All, Any, Is};
use crate::record::{Clock, Rule, Span};
use crate::sources::{bmj, ng234};
use crate::vocabulary::{
    ClockKind, Confidence, For, Milestone,
    Name::{
        Immobilised, InstabilitySuspected, ModerateOrSeverePainOnMovement, Mscc, Neuro,
        SpinalMetastases, SuspectedMscc, SuspectedSpinalMetastases,
    },
    Status, Step, Strength, Tier,
};

/// Possible instability with neurology: immobilise now, also for transfer; expert advice within 24 h.
pub const UNSTABLE_SPINE_WITH_NEUROLOGY: Rule = Rule {
    id: "TR-25",
    revision: 1,
    says: "Possible instability with neurology: immobilise now, also for transfer; expert advice within 24 h.",
    audience: For::Clinician,
    when: All(&[Is(InstabilitySuspected), Any(&[Is(SuspectedMscc), Is(Mscc)]), Is(Neuro)]),
    tier: Tier::E1,
    steps: &[Step::ImmobiliseNow, Step::StartStabilityAdvice24hClock, Step::TellTransportUnstable],
    limit_h: 0,
    source: &[ng234("section 1.4"), bmj("2023;383:p1973")],
    strength: Strength::Do,
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Spread or compression with moderate or severe pain on movement: consider immobilising.
pub const PAIN_ON_MOVEMENT: Rule = Rule {
    id: "TR-26",
    revision: 1,
    says: "Spread or compression with moderate or severe pain on movement: consider immobilising.",
    audience: For::Clinician,
    when: All(&[
        Any(&[Is(SpinalMetastases), Is(SuspectedSpinalMetastases), Is(SuspectedMscc), Is(Mscc)]),
        Is(ModerateOrSeverePainOnMovement),
    ]),
    tier: Tier::U1,
    steps: &[Step::ConsiderImmobilisation, Step::CoordinatorAdvice],
    limit_h: 24,
    source: &[ng234("section 1.4")],
    strength: Strength::Consider,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Immobilised: expert advice on stability within 24 h.
pub const STABILITY_ADVICE_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-IMM24",
    revision: 1,
    says: "Immobilised: expert advice on stability within 24 h.",
    start: Milestone::ImmobilisationStarted,
    stop: Milestone::StabilityAdviceRecorded,
    target: Span::hours(24),
    kind: ClockKind::National,
    applies_when: Is(Immobilised),
    amber: Some(Span::hours(8)),
    red: Some(Span::hours(18)),
    on_breach: &[Step::PageSpinalOnCall],
    source: &[bmj("2023;383:p1973")],
    confidence: Confidence::A,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("s1_4_immobilisation.cases.toml"));
}
