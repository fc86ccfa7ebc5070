use super::*;
use crate::instruction::{
    About, AnswerInstruction, Answered, GiveInstruction, WithdrawInstruction,
};
use crate::task::FinishTask;

fn give(about: About, expires: Option<&str>) -> Command {
    Command::GiveInstruction(GiveInstruction {
        text: "Lie flat, log-roll with four people".into(),
        about,
        expires: expires.map(time),
        answer_within_min: None,
    })
}

fn answer(cannot_because: Option<&str>) -> Command {
    Command::AnswerInstruction(AnswerInstruction {
        number: 1,
        name: "Sr Kaur".into(),
        role: "staff nurse, Ward 7".into(),
        cannot_because: cannot_because.map(str::to_owned),
    })
}

const TOMORROW: Option<&str> = Some("2026-11-25T10:00:00Z");

#[test]
fn an_instruction_is_given_seen_and_done() {
    let mut story = taken_on(WALKS_BADLY);
    story.when(&coordinator(), give(About::Imaging, None)).then(&["InstructionGiven"]);
    assert_eq!(story.case.instructions[0].state(story.now), "sent");
    story.wait_min(2);
    story.when(&ward(), Command::SeeInstructions).then(&["InstructionSeen"]);
    story.when(&ward(), Command::SeeInstructions).then(&[]);
    assert_eq!(story.case.instructions[0].state(story.now), "seen");
    story.when(&ward(), answer(None)).then(&["InstructionDone"]);
    assert_eq!(story.case.instructions[0].state(story.now), "done");
    let by = "Sr Kaur, staff nurse, Ward 7".to_owned();
    let done = Some(Answered::Done(by.clone(), story.now));
    assert_eq!(story.case.instructions[0].answer, done);
    let again = story.when(&ward(), answer(None)).refused();
    assert_eq!(again, Refusal::AlreadyDone { by, at: story.now });
}

#[test]
fn an_instruction_nobody_answers_reaches_the_coordinator() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), give(About::Imaging, None));
    story.does(&ward(), Command::SeeInstructions);
    story.wait_min(14);
    assert!(!story.tick().iter().any(|(key, _)| key == "instruction:1"));
    story.wait_min(1);
    assert!(story.tick().contains(&("instruction:1".into(), 0)));
    assert_eq!(story.messages.last().unwrap().to.name, "Coordinator on duty");
    story.wait_min(60);
    assert!(!story.tick().iter().any(|(key, _)| key == "instruction:1"));
}

#[test]
fn cannot_needs_a_reason_and_sets_a_task() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), give(About::Imaging, None));
    assert_eq!(story.when(&ward(), answer(Some("  "))).invalid(), "why");
    story.when(&ward(), answer(Some("no porter"))).then(&["InstructionRefused", "TaskSet"]);
    assert_eq!(story.case.instructions[0].state(story.now), "cant");
    let task = &story.case.tasks[0];
    assert!(task.what.contains("no porter") && task.owner == "coordinator");
    assert!(story.pending().iter().all(|one| one.key != "instruction:1"));
    story.does(&coordinator(), Command::FinishTask(FinishTask { number: 1 }));
    // It could be done after all.
    story.when(&ward(), answer(None)).then(&["InstructionDone"]);
}

#[test]
fn an_answer_names_who_and_in_which_role() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), give(About::Imaging, None));
    for (name, role, field) in [("", "nurse", "name"), ("Sr Kaur", " ", "role")] {
        let command = Command::AnswerInstruction(AnswerInstruction {
            number: 1,
            name: name.into(),
            role: role.into(),
            cannot_because: None,
        });
        assert_eq!(story.when(&ward(), command).invalid(), field);
    }
    let unknown = Command::AnswerInstruction(AnswerInstruction {
        number: 7,
        name: "Sr Kaur".into(),
        role: "nurse".into(),
        cannot_because: None,
    });
    assert_eq!(story.when(&ward(), unknown).refused(), Refusal::Unknown("instruction"));
}

#[test]
fn a_mobility_order_never_stands_without_an_end() {
    let mut story = taken_on(WALKS_BADLY);
    for about in [About::Immobilise, About::Mobility] {
        assert_eq!(story.when(&coordinator(), give(about, None)).invalid(), "expires");
        let past = Some("2026-11-24T09:00:00Z");
        assert_eq!(story.when(&coordinator(), give(about, past)).invalid(), "expires");
    }
    story.does(&coordinator(), give(About::Mobility, TOMORROW));
    assert!(story.case.instructions[0].is_live(story.now));
    story.at("2026-11-25T10:00:00Z");
    assert_eq!(story.case.instructions[0].state(story.now), "expired");
    assert!(!story.case.instructions[0].is_live(story.now));
}

#[test]
fn an_instruction_says_something() {
    let mut story = taken_on(WALKS_BADLY);
    let empty = Command::GiveInstruction(GiveInstruction {
        text: "\n".into(),
        about: About::Other,
        expires: None,
        answer_within_min: Some(5),
    });
    assert_eq!(story.when(&coordinator(), empty).invalid(), "text");
}

#[test]
fn immobilised_by_the_ward_starts_the_stability_review() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), give(About::Immobilise, TOMORROW));
    story.wait_min(20);
    story.when(&ward(), answer(None)).then(&[
        "InstructionDone",
        "MilestoneRecorded",
        "FactsRecorded",
        "TriageDecided",
        "ClocksStarted",
    ]);
    let clock = story.clock("CLK-IMM24");
    assert_eq!(clock.since, story.now);
    assert_eq!(clock.due, time("2026-11-25T10:20:00Z"));
    assert_eq!(story.instances("CLK-IMM24"), 1);
}

#[test]
fn immobilised_before_the_referral_counts_from_then() {
    let mut story = taken_on(WALKS_BADLY);
    let since = time("2026-11-24T07:30:00Z");
    let command = Command::RecordFacts(RecordFacts {
        answers: answers(&[("immobilised", "yes")]),
        how: How::Clinician,
        at: Some(since),
    });
    story.does(&ward(), command);
    assert_eq!(story.clock("CLK-IMM24").since, since);
}

#[test]
fn an_instruction_is_withdrawn_once_with_a_reason() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), give(About::Imaging, None));
    let withdraw = |number: u32, why: &str| {
        Command::WithdrawInstruction(WithdrawInstruction { number, why: why.into() })
    };
    assert_eq!(story.when(&coordinator(), withdraw(1, "")).invalid(), "why");
    let unknown = story.when(&coordinator(), withdraw(2, "gone")).refused();
    assert_eq!(unknown, Refusal::Unknown("instruction"));
    story.when(&coordinator(), withdraw(1, "slot moved")).then(&["InstructionWithdrawn"]);
    assert!(story.pending().iter().all(|one| one.key != "instruction:1"));
    assert_eq!(story.case.instructions[0].state(story.now), "withdrawn");
    let again = story.when(&coordinator(), withdraw(1, "slot moved")).refused();
    assert!(matches!(again, Refusal::AlreadyDone { .. }));
    assert!(matches!(story.when(&ward(), answer(None)).refused(), Refusal::AlreadyDone { .. }));
}
