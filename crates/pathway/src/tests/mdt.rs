//! Opinions in parallel with a clock, a quorum, and outcomes whose actions are followed through.

use super::*;
use crate::mdt::{ActionAsked, AskOpinions, GiveOpinion, MissAction, SignMeeting, Specialty};
use crate::treatment::Outcome as Plan;

fn ask(of: &[Specialty]) -> Command {
    Command::AskOpinions(AskOpinions {
        of: of.to_vec(),
        question: "Surgery or radiotherapy?".into(),
        within_min: None,
    })
}

fn opinion(specialty: Specialty, outcome: Plan) -> Command {
    Command::GiveOpinion(GiveOpinion { specialty, outcome, text: "One level, fit.".into() })
}

fn outcome() -> SignMeeting {
    SignMeeting {
        outcome: Plan::SurgRt,
        considered: "Radiotherapy alone".into(),
        rationale: "One level, walking, fit.".into(),
        dissent: String::new(),
        conditions: "If the platelets allow".into(),
        owner: "P. Rao".into(),
        present: "Rao, Obi".into(),
        without_quorum: String::new(),
        actions: vec![ActionAsked {
            what: "Book theatre".into(),
            owner: "A. Ng".into(),
            due: Some(time("2026-11-24T16:00:00Z")),
        }],
    }
}

fn with_quorum() -> Story {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), ask(&[Specialty::Surgeon, Specialty::Oncologist]));
    story.does(&consultant(), opinion(Specialty::Surgeon, Plan::SurgRt));
    story.does(&consultant(), opinion(Specialty::Oncologist, Plan::SurgRt));
    story
}

#[test]
fn opinions_are_asked_in_parallel_and_one_that_does_not_come_tells_the_coordinator() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), ask(&[Specialty::Surgeon, Specialty::Oncologist]));
    assert_eq!(story.case.meetings.missing(), [Specialty::Surgeon, Specialty::Oncologist]);
    story.does(&consultant(), opinion(Specialty::Surgeon, Plan::SurgRt));
    assert_eq!(story.case.meetings.missing(), [Specialty::Oncologist]);
    assert!(!story.case.meetings.has_quorum());
    story.wait_min(121);
    let overdue: Vec<String> =
        story.tick().into_iter().map(|(key, _)| key).filter(|k| k.starts_with("task:")).collect();
    assert_eq!(overdue.len(), 1, "the surgeon's is done, the oncologist's is not: {overdue:?}");
}

#[test]
fn opinions_that_differ_ask_for_a_call_at_once() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), ask(&[Specialty::Surgeon, Specialty::Oncologist]));
    story.does(&consultant(), opinion(Specialty::Surgeon, Plan::SurgRt));
    story.does(&consultant(), opinion(Specialty::Oncologist, Plan::Rt));
    assert!(story.case.meetings.disagree());
    assert!(story.case.tasks.iter().any(|task| task.what.starts_with("Opinions differ")));
}

#[test]
fn an_outcome_needs_a_quorum_or_a_reason() {
    let mut story = taken_on(WALKS_BADLY);
    let command = Command::SignMeeting(Box::new(outcome()));
    assert_eq!(story.when(&consultant(), command).invalid(), "without_quorum");
    let reason = SignMeeting { without_quorum: "Legs failing now".into(), ..outcome() };
    story.does(&consultant(), Command::SignMeeting(Box::new(reason)));
}

#[test]
fn an_action_without_owner_or_time_cannot_be_signed() {
    let mut story = with_quorum();
    for broken in [
        ActionAsked { owner: String::new(), ..outcome().actions[0].clone() },
        ActionAsked { due: None, ..outcome().actions[0].clone() },
        ActionAsked { due: Some(time(MORNING)), ..outcome().actions[0].clone() },
    ] {
        let sign = SignMeeting { actions: vec![broken], ..outcome() };
        let command = Command::SignMeeting(Box::new(sign));
        assert_eq!(story.when(&consultant(), command).invalid(), "actions");
    }
    assert!(story.case.meetings.signed.is_empty());
}

#[test]
fn signing_decides_sets_one_task_an_action_and_tells_the_referrer() {
    let mut story = with_quorum();
    let events = story.does(&consultant(), Command::SignMeeting(Box::new(outcome())));
    let names: Vec<&str> = events.iter().map(Event::name).collect();
    for name in ["MeetingSigned", "TaskSet", "TreatmentDecided", "InstructionGiven"] {
        assert_eq!(names.iter().filter(|one| **one == name).count(), 1, "{name} in {names:?}");
    }
    assert_eq!(story.case.treatment.decided.as_ref().unwrap().0.outcome, Plan::SurgRt);
    story.is_consistent();
}

#[test]
fn an_action_that_was_not_done_keeps_its_reason() {
    let mut story = with_quorum();
    story.does(&consultant(), Command::SignMeeting(Box::new(outcome())));
    let task = story.case.tasks.iter().find(|task| task.what == "Book theatre").unwrap().number;
    let miss = |why: &str| Command::MissAction(MissAction { task, why: why.into() });
    assert_eq!(story.when(&coordinator(), miss(" ")).invalid(), "why");
    story.when(&coordinator(), miss("No theatre tonight")).then(&["ActionMissed", "TaskDone"]);
    assert_eq!(story.case.meetings.missed, [(task, "No theatre tonight".to_owned())]);
}

#[test]
fn asking_anew_clears_what_was_said_before() {
    let mut story = with_quorum();
    story.does(&coordinator(), ask(&[Specialty::Surgeon]));
    assert!(!story.case.meetings.has_quorum());
    assert!(story.case.meetings.waits());
}
