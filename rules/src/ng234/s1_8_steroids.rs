//! NG234 section 1.8: dexamethasone. A prompt and a check, never a prescription (PD-11).
//!
//! The hard stop before tissue is in `local/named_services.rs`; what holds the prompt back in fever
//! or while an answer is missing is in `local/open_questions.rs` and `local/other_emergencies.rs`.

use crate::condition::Condition::{All, Differs, Is};
use crate::record::{Clock, Rule, Span};
use crate::sources::{ng234, undated};
use crate::vocabulary::{
    Answer::{No, Yes},
    ClockKind, Confidence, For, Milestone,
    Name::{
        DexamethasoneGiven, Fever, HaemStop, MsccExcluded, Neuro, OnDexamethasone, SepsisSigns,
        SuspectedMscc,
    },
    Status, Step, Strength, Tier,
};

/// Suspected compression with neurology and nothing against it: dexamethasone 16 mg as soon as possible.
pub const STEROID_PROMPT: Rule = Rule {
    id: "TR-27",
    revision: 1,
    says: "Suspected compression with neurology and nothing against it: dexamethasone 16 mg as soon as possible.",
    audience: For::Clinician,
    when: All(&[
        Is(SuspectedMscc),
        Is(Neuro),
        Differs(DexamethasoneGiven, Yes),
        Differs(HaemStop, Yes),
        Differs(Fever, Yes),
        Differs(SepsisSigns, Yes),
    ]),
    tier: Tier::E1,
    steps: &[Step::PromptDexamethasone16mg, Step::StartDexamethasoneClock],
    limit_h: 0,
    source: &[ng234("1.8.1")],
    strength: Strength::Offer,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Compression excluded and dexamethasone not clearly absent: stop it.
pub const STOP_STEROID_WHEN_EXCLUDED: Rule = Rule {
    id: "TR-29",
    revision: 1,
    says: "Compression excluded and dexamethasone not clearly absent: stop it.",
    audience: For::Clinician,
    when: All(&[Differs(DexamethasoneGiven, No), Is(MsccExcluded)]),
    tier: Tier::U1,
    steps: &[Step::StopDexamethasone],
    limit_h: 24,
    source: &[ng234("1.8.2")],
    strength: Strength::Do,
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Suspected compression with neurology: first dexamethasone dose within 4 h of suspicion.
pub const FIRST_DEXAMETHASONE_WITHIN_4_HOURS: Clock = Clock {
    id: "CLK-DEX",
    revision: 1,
    says: "Suspected compression with neurology: first dexamethasone dose within 4 h of suspicion.",
    start: Milestone::CompressionSuspected,
    stop: Milestone::FirstDexamethasoneDose,
    target: Span::hours(4),
    kind: ClockKind::Operational,
    applies_when: All(&[Is(SuspectedMscc), Is(Neuro), Differs(HaemStop, Yes)]),
    amber: Some(Span::hours(1)),
    red: Some(Span::hours(3)),
    on_breach: &[Step::AlertWardDoctor, Step::EscalateSenior],
    source: &[
        ng234("1.8.1 says as soon as possible"),
        undated("4 h from audit catalogue ONA-076", ""),
    ],
    confidence: Confidence::B,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// On dexamethasone after treatment starts: a reduction plan with an end date within 24 h.
pub const TAPER_PLAN_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-TAPER",
    revision: 1,
    says: "On dexamethasone after treatment starts: a reduction plan with an end date within 24 h.",
    start: Milestone::TaperDueFrom,
    stop: Milestone::TaperPlanRecorded,
    target: Span::hours(24),
    kind: ClockKind::Operational,
    applies_when: Is(OnDexamethasone),
    amber: Some(Span::hours(12)),
    red: Some(Span::hours(20)),
    on_breach: &[Step::AlertPrescriber],
    source: &[undated("STE-6", ""), undated("24 h is local", "")],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

/// Compression excluded: dexamethasone stopped within 24 h.
pub const STEROID_STOPPED_WITHIN_24_HOURS: Clock = Clock {
    id: "CLK-STOPDEX",
    revision: 1,
    says: "Compression excluded: dexamethasone stopped within 24 h.",
    start: Milestone::CompressionExcluded,
    stop: Milestone::DexamethasoneStopped,
    target: Span::hours(24),
    kind: ClockKind::Operational,
    applies_when: All(&[Is(DexamethasoneGiven), Is(MsccExcluded)]),
    amber: Some(Span::hours(4)),
    red: Some(Span::hours(12)),
    on_breach: &[Step::AlertPrescriber],
    source: &[ng234("1.8.2"), undated("24 h is local", "")],
    confidence: Confidence::D,
    status: Status::Active,
    approved_by: None,
    approved_at: None,
};

#[cfg(test)]
#[test]
fn every_person_beside_this_file() {
    crate::cases::check(include_str!("s1_8_steroids.cases.toml"));
}
