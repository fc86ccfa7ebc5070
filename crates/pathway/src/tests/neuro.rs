use rules::Tier;

use super::*;
use crate::neuro::{Finding, MiniNeuro, RecordNeuro, Walking};
use crate::triage::SetTier;

fn record(exam: MiniNeuro, at: Option<&str>) -> Command {
    Command::RecordNeuro(RecordNeuro { exam, at: at.map(time) })
}

pub(super) fn walks(walking: Walking) -> Command {
    record(MiniNeuro { walking: Some(walking), ..MiniNeuro::default() }, None)
}

#[test]
fn lost_walking_raises_the_tier_and_starts_the_ladder() {
    let mut story = taken_on(NIGHT_PAIN);
    story.does(&ward(), walks(Walking::Unaided));
    assert!(story.case.acknowledged.is_some());
    story.wait_min(60);
    story.when(&ward(), walks(Walking::Unable)).then(&[
        "NeuroRecorded",
        "FactsRecorded",
        "TriageDecided",
        "ClocksStarted",
        "DeadlineFired",
    ]);
    assert!(story.case.neuro[1].worse);
    assert_eq!(story.case.tier(), Tier::E1);
    assert!(story.case.acknowledged.is_none());
}

#[test]
fn worse_within_the_same_tier_asks_a_person_to_look_again() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&ward(), walks(Walking::WithAid));
    let events = story.does(&ward(), walks(Walking::WithTwo));
    assert!(events.iter().any(|event| event.name() == "TaskSet"), "{events:?}");
    assert!(story.case.tasks[0].what.contains("Worse"));
    assert!(story.case.acknowledged.is_none());
}

#[test]
fn worse_ends_a_decision_to_wait_longer() {
    let mut story = referred(WALKS_BADLY);
    let reason = "Old deficit, unchanged for years".to_owned();
    story.does(&consultant(), Command::SetTier(SetTier { tier: Tier::U1, reason }));
    story.does(&coordinator(), Command::Acknowledge);
    story.does(&ward(), walks(Walking::WithAid));
    assert_eq!(story.case.tier(), Tier::U1);
    story.does(&ward(), walks(Walking::Unable));
    assert_eq!(story.case.tier(), Tier::E1);
    assert!(story.case.acknowledged.is_none());
}

#[test]
fn an_examination_that_left_walking_out_hides_no_loss_of_it() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&ward(), walks(Walking::WithAid));
    story.does(&ward(), record(MiniNeuro { pain: Some(4), ..MiniNeuro::default() }, None));
    story.does(&ward(), walks(Walking::WithOne));
    assert!(story.case.neuro[2].worse);
}

#[test]
fn an_examination_entered_late_is_compared_with_the_one_before_it() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(120);
    story.does(&ward(), walks(Walking::WithTwo));
    story.wait_min(5);
    let earlier = MiniNeuro { walking: Some(Walking::WithAid), ..MiniNeuro::default() };
    story.does(&ward(), record(earlier, Some("2026-11-24T10:30:00Z")));
    let grades: Vec<_> = story.case.neuro.iter().map(|point| point.exam.walking).collect();
    assert_eq!(grades, [Some(Walking::WithAid), Some(Walking::WithTwo)]);
    let late = story.history.iter().find(|one| one.occurred_at == time("2026-11-24T10:30:00Z"));
    let late = late.unwrap();
    assert!(late.is_late_entry());
    assert_eq!(late.recorded_at, story.now, "both times are kept");
}

#[test]
fn what_was_not_examined_gives_no_answer() {
    let mut story = referred(&[]);
    let legs = MiniNeuro { legs: Finding::Normal, ..MiniNeuro::default() };
    story.when(&ward(), record(legs, None)).then(&["NeuroRecorded"]);
    assert!(story.case.facts.get("n_weak").is_none());
    let all = MiniNeuro {
        walking: Some(Walking::Unaided),
        legs: Finding::Normal,
        feet: Finding::Normal,
        hands: Finding::Normal,
        saddle: Finding::Normal,
        bladder: Finding::Abnormal,
        ..MiniNeuro::default()
    };
    story.does(&ward(), record(all, None));
    let said = |fact: &str| story.case.facts.get(fact).map(|said| said.answer.clone());
    assert_eq!(said("n_weak"), Some(Answer::no()));
    assert_eq!(said("n_gait"), Some(Answer::no()));
    assert_eq!(said("n_sphincter"), Some(Answer::yes()));
    assert_eq!(said("n_weak_arm"), None);
}

#[test]
fn who_walks_unaided_but_says_worse_has_no_clear_no() {
    let mut story = taken_on(WALKS_BADLY);
    let exam =
        MiniNeuro { walking: Some(Walking::Unaided), says_worse: true, ..MiniNeuro::default() };
    story.does(&ward(), record(exam, None));
    assert!(story.case.facts.is_yes("n_gait"));
}

#[test]
fn an_examination_finds_something_possible() {
    let mut story = taken_on(WALKS_BADLY);
    assert_eq!(story.when(&ward(), record(MiniNeuro::default(), None)).invalid(), "walking");
    let pain = MiniNeuro { pain: Some(11), ..MiniNeuro::default() };
    assert_eq!(story.when(&ward(), record(pain, None)).invalid(), "pain");
    let ahead = MiniNeuro { pain: Some(3), ..MiniNeuro::default() };
    let refused = story.when(&ward(), record(ahead, Some("2026-11-24T10:02:00Z"))).invalid();
    assert_eq!(refused, "at");
}
