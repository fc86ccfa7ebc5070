use rules::Milestone;

use super::*;
use crate::note::{AddNote, LogCall, RECORDABLE, RecordMilestone};
use crate::task::{FinishTask, SetTask};

pub(super) fn milestone(milestone: Milestone, at: Option<&str>) -> Command {
    Command::RecordMilestone(RecordMilestone { milestone, at: at.map(time), note: String::new() })
}

pub(super) fn call(reached_person: bool, coordinator: bool) -> Command {
    Command::LogCall(LogCall {
        with: "J. Okafor".into(),
        phone: "01632 960111".into(),
        text: "Agreed the slot.".into(),
        reached_person,
        coordinator,
        at: None,
    })
}

#[test]
fn a_late_note_keeps_both_times() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(20);
    let at = Some(time("2026-11-24T10:05:00Z"));
    story.does(&ward(), Command::AddNote(AddNote { text: "Slot confirmed".into(), at }));
    let entry = story.history.last().unwrap();
    assert_eq!((Some(entry.occurred_at), entry.recorded_at), (at, story.now));
    assert!(entry.is_late_entry());
    let soon = Some(story.now + SignedDuration::from_secs(50));
    story.does(&ward(), Command::AddNote(AddNote { text: "Clock runs ahead".into(), at: soon }));
    assert_eq!(story.history.last().unwrap().occurred_at, story.now);
}

#[test]
fn an_empty_note_and_a_call_with_nobody_are_refused() {
    let mut story = taken_on(WALKS_BADLY);
    let empty = Command::AddNote(AddNote { text: " ".into(), at: None });
    assert_eq!(story.when(&ward(), empty).invalid(), "text");
    let nobody = Command::LogCall(LogCall {
        with: String::new(),
        phone: String::new(),
        text: String::new(),
        reached_person: true,
        coordinator: false,
        at: None,
    });
    assert_eq!(story.when(&ward(), nobody).invalid(), "with");
}

#[test]
fn speaking_with_the_person_ends_the_call_back() {
    let mut story = given([]);
    let mut own = SubmitReferral { source: Source::SelfReferral, ..referral(NIGHT_PAIN) };
    own.person.phone = Some("07700 900123".into());
    story.does(&patient(), submit(own));
    story.does(&coordinator(), call(false, true));
    assert!(story.clock("CLK-CALLBACK2").runs(), "the referrer is not the person");
    story.does(&coordinator(), call(true, false));
    assert_eq!(story.stage("CLK-CALLBACK2"), Stage::Met);
}

#[test]
fn what_follows_from_another_entry_is_not_recorded_by_hand() {
    let story = taken_on(WALKS_BADLY);
    for milestone in Milestone::ALL {
        let outcome = story.try_decide(&coordinator(), &self::milestone(*milestone, None));
        assert_eq!(outcome.is_ok(), RECORDABLE.contains(milestone), "{milestone}");
    }
}

#[test]
fn a_task_is_set_with_an_owner_and_done_once() {
    let mut story = taken_on(WALKS_BADLY);
    let set = |what: &str, owner: &str| {
        Command::SetTask(SetTask { what: what.into(), owner: owner.into(), due: None })
    };
    assert_eq!(story.when(&coordinator(), set("", "A. Ng")).invalid(), "what");
    assert_eq!(story.when(&coordinator(), set("Ring radiology", "")).invalid(), "owner");
    story.when(&coordinator(), set("Ring radiology", "A. Ng")).then(&["TaskSet"]);
    story.does(&coordinator(), set("Ring the ward", "A. Ng"));
    let finish = |number: u32| Command::FinishTask(FinishTask { number });
    story.when(&coordinator(), finish(1)).then(&["TaskDone"]);
    let again = story.when(&consultant(), finish(1)).refused();
    assert_eq!(again, Refusal::AlreadyDone { by: "A. Ng".into(), at: story.now });
    assert_eq!(story.when(&coordinator(), finish(9)).refused(), Refusal::Unknown("task"));
    let open: Vec<u32> = story
        .case
        .tasks
        .iter()
        .filter(|task| task.done.is_none())
        .map(|task| task.number)
        .collect();
    assert_eq!(open, [2]);
}

#[test]
fn a_task_that_must_be_done_tells_the_coordinator_once_when_it_is_not() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(
        &coordinator(),
        Command::GiveInstruction(crate::instruction::GiveInstruction {
            text: "Keep fasting until 16:00.".into(),
            about: crate::instruction::About::Other,
            expires: None,
            answer_within_min: None,
        }),
    );
    story.does(
        &ward(),
        Command::AnswerInstruction(crate::instruction::AnswerInstruction {
            number: 1,
            name: "Sr Kaur".into(),
            role: "Ward 7".into(),
            cannot_because: Some("already eaten".into()),
        }),
    );
    let told = |story: &mut Story| story.tick().iter().filter(|(key, _)| key == "task:1").count();
    assert_eq!(told(&mut story), 1);
    assert_eq!(told(&mut story), 0);
    assert!(story.messages.iter().any(|message| message.subject.contains("overdue")));
}

/// Whoever changes what a row holds gives it a new revision, or cases that rest keep the old shape.
#[test]
fn a_changed_board_row_has_a_new_revision() {
    let story = referred(WALKS_BADLY);
    let row = crate::board::BoardRow::of(story.id, &story.case).unwrap();
    let row = serde_json::to_value(row).unwrap();
    let fields: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
    let of_revision_2 = "acknowledged awaiting_referrer case changed_at clocks critical flags \
                         images_viewable_at instructions ladder location neuro outcome person \
                         received_at reference referrer rules_tier scans source status story tasks \
                         tier tier_due tier_set_by tier_since told_emergency_at unknown_answers \
                         verified version";
    assert_eq!((crate::board::REVISION, fields.join(" ").as_str()), (2, of_revision_2));
}
