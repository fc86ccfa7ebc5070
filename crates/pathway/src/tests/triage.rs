use rules::Tier;

use super::*;
use crate::board::BoardRow;
use crate::triage::SetTier;

fn set(tier: Tier, reason: &str) -> Command {
    Command::SetTier(SetTier { tier, reason: reason.into() })
}

#[test]
fn every_reason_is_stored_with_its_revision_and_source() {
    let story = referred(WALKS_BADLY);
    let triage = story.case.triage.as_ref().unwrap();
    let reason = triage.reasons.iter().find(|reason| reason.id == "TR-08").unwrap();
    assert!(reason.revision >= 1 && reason.citation.contains("NG234"), "{reason:?}");
    assert_eq!(triage.rule_set, rules::RELEASE);
}

#[test]
fn answers_that_change_nothing_are_recorded_without_a_new_triage() {
    let mut story = referred(WALKS_BADLY);
    story.when(&coordinator(), tell(&[("n_gait", "yes")], How::Clinician)).then(&["FactsRecorded"]);
}

#[test]
fn a_more_urgent_answer_raises_at_once_and_asks_for_an_acknowledgement_again() {
    let mut story = taken_on(NIGHT_PAIN);
    assert_eq!(story.case.tier(), Tier::U1);
    story.wait_min(30);
    let events = story.when(&ward(), tell(&[("n_gait", "yes")], How::Clinician)).then(&[
        "FactsRecorded",
        "TriageDecided",
        "ClocksStarted",
        "DeadlineFired",
    ]);
    assert_eq!(story.case.tier(), Tier::E1);
    assert!(story.case.acknowledged.is_none());
    assert!(matches!(&events[3], Event::DeadlineFired(one) if one.late_by_s == 0));
    // The upgrade counts from its own suspicion; the slower clock keeps running.
    assert_eq!(story.clock("CLK-MRI24").since, story.now);
    assert!(story.clock("CLK-MRI168").runs());
}

#[test]
fn an_upgrade_that_was_seen_earlier_counts_from_when_it_was_seen() {
    let mut story = taken_on(NIGHT_PAIN);
    story.wait_min(120);
    let seen = time("2026-11-24T11:15:00Z");
    let command = Command::RecordFacts(RecordFacts {
        answers: answers(&[("n_gait", "yes")]),
        how: How::Clinician,
        at: Some(seen),
    });
    story.does(&ward(), command);
    assert_eq!(story.clock("CLK-MRI24").since, seen);
}

#[test]
fn a_calmer_answer_waits_for_a_clinician_and_shows_beside_the_tier() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&consultant(), tell(NIGHT_PAIN, How::Examination));
    assert_eq!(story.case.tier(), Tier::E1);
    let row = BoardRow::of(story.id, &story.case).unwrap();
    assert_eq!((row.tier, row.rules_tier, row.tier_set_by), (Tier::E1, Tier::U1, None));
    assert!(story.clock("CLK-MRI24").runs(), "a clock outlives its condition");
}

#[test]
fn unknown_never_lowers_and_never_keeps_a_mitigating_answer() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(
        &coordinator(),
        tell(&[("n_gait", "unknown"), ("haem", "unknown")], How::Examination),
    );
    assert_eq!(story.case.tier(), Tier::E1);
    assert!(story.case.facts.is_yes("n_gait"));
    let mut suspected = taken_on(&[("haem", "suspected"), ("n_gait", "yes")]);
    suspected.does(&coordinator(), tell(&[("haem", "unknown")], How::Clinician));
    suspected.does(&patient(), tell(&[("haem", "none")], How::Lay));
    let haem = suspected.case.facts.get("haem").unwrap();
    assert_eq!(haem.answer, Answer::Word("suspected".into()));
}

#[test]
fn only_a_consultant_lowers_and_nobody_without_a_reason() {
    let mut story = referred(WALKS_BADLY);
    let lower = || set(Tier::U1, "Old deficit, examined");
    let not_permitted = |outcome: Outcome| matches!(outcome.refused(), Refusal::NotPermitted(_));
    assert!(not_permitted(story.when(&coordinator(), lower())));
    assert!(not_permitted(story.when(&ward(), lower())));
    assert_eq!(story.when(&consultant(), set(Tier::U1, "  ")).invalid(), "reason");
    story.when(&consultant(), lower()).then(&["TierSet"]);
    assert_eq!(story.case.tier(), Tier::U1);
    let row = BoardRow::of(story.id, &story.case).unwrap();
    assert_eq!((row.tier, row.rules_tier), (Tier::U1, Tier::E1));
    assert_eq!(row.tier_set_by.as_deref(), Some("P. Rao"));
    let set_by = story.case.tier.as_ref().unwrap().set_by.as_ref().unwrap();
    assert_eq!(set_by.why, "Old deficit, examined");
    assert!(story.clock("CLK-MRI24").runs(), "no override ends a national clock");
}

#[test]
fn any_clinician_raises_and_the_ladder_starts() {
    let mut story = taken_on(NIGHT_PAIN);
    assert!(matches!(
        story.when(&patient(), set(Tier::E1, "It feels worse")).refused(),
        Refusal::NotPermitted(_)
    ));
    story
        .when(&ward(), set(Tier::E1, "New weakness at the bedside"))
        .then(&["TierSet", "DeadlineFired"]);
    assert!(story.case.acknowledged.is_none());
    assert_eq!(story.pending()[0].key, format!("ladder:{}:registrar", story.entry("TierSet")));
}

#[test]
fn the_tier_that_stands_and_the_public_emergency_are_not_offered() {
    let mut story = referred(WALKS_BADLY);
    assert_eq!(story.when(&consultant(), set(Tier::E1, "same")).invalid(), "tier");
    assert_eq!(story.when(&consultant(), set(Tier::E0, "public")).invalid(), "tier");
}

#[test]
fn the_same_rules_do_not_raise_over_a_consultant_and_a_new_one_does() {
    let mut story = referred(WALKS_BADLY);
    story.does(&consultant(), set(Tier::U1, "Old deficit, examined"));
    story.does(&coordinator(), Command::Acknowledge);
    // TR-08 held when the consultant decided; night pain adds only calmer rules.
    story.does(&ward(), tell(&[("n_weak", "yes"), ("p_night", "yes")], How::Clinician));
    assert_eq!(story.case.tier(), Tier::U1);
    assert!(story.case.acknowledged.is_some());
    story.does(&ward(), tell(&[("x_sact", "yes"), ("x_fever", "yes")], How::Clinician));
    assert!(story.case.tier() < Tier::U1, "neutropenic sepsis is a new reason");
    assert!(story.case.tier.as_ref().unwrap().set_by.is_none());
    assert!(story.case.acknowledged.is_none());
}

#[test]
fn the_first_acknowledgement_wins_and_the_second_is_told_who_and_when() {
    let mut story = referred(WALKS_BADLY);
    story.wait_min(4);
    story.when(&coordinator(), Command::Acknowledge).then(&["Acknowledged"]);
    let at = story.now;
    story.wait_min(1);
    let refusal = story.when(&consultant(), Command::Acknowledge).refused();
    assert_eq!(refusal, Refusal::AlreadyDone { by: "A. Ng".into(), at });
    assert!(refusal.to_string().contains("A. Ng"));
}

#[test]
fn answers_must_be_there_and_exist() {
    let mut story = referred(WALKS_BADLY);
    assert_eq!(story.when(&ward(), tell(&[], How::Clinician)).invalid(), "answers");
    assert_eq!(story.when(&ward(), tell(&[("nope", "yes")], How::Clinician)).invalid(), "answers");
}

#[test]
fn only_the_consultant_says_that_mscc_is_confirmed_or_excluded() {
    let mut story = taken_on(WALKS_BADLY);
    for fact in ["mscc_ruled_out", "mscc_confirmed"] {
        let refusal = story.when(&ward(), tell(&[(fact, "yes")], How::Clinician)).refused();
        assert!(matches!(refusal, Refusal::NotPermitted(_)));
    }
    story.does(&consultant(), tell(&[("mscc_ruled_out", "yes")], How::Clinician));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Excluded);
}

#[test]
fn less_time_within_the_same_tier_counts_from_its_own_facts() {
    let mut story = referred(&[("ca_known", "yes"), ("p_severe", "yes"), ("n_gait", "no")]);
    let before = story.case.tier.clone().unwrap();
    story.wait_min(60);
    story.does(&ward(), tell(&[("n_sens", "unknown"), ("p_prog", "yes")], How::Clinician));
    let now = story.case.tier.clone().unwrap();
    assert!(now.tier <= before.tier);
    assert!(now.tier < before.tier || now.due() <= before.due(), "time was given back");
}
