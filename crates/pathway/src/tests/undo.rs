//! Taking an entry back, and what a delay or a chase leaves behind.

use rules::Milestone;

use super::note::milestone;
use super::*;
use crate::board::BoardRow;
use crate::chase::{ChaseStep, LogChase};
use crate::correction::{CorrectEntry, UNDONE, may_undo};
use crate::delay::{DelayReason, LogDelay};
use crate::neuro::{MiniNeuro, RecordNeuro};
use crate::status::Status;
use crate::task::{FinishTask, SetTask};

fn take_back(story: &mut Story, entry: u64) {
    let why = UNDONE.into();
    let undo = CorrectEntry { entry, why, says: String::new(), happened_at: None };
    story.does(&coordinator(), Command::CorrectEntry(undo));
}

fn task(what: &str) -> Command {
    let (what, owner) = (what.into(), "A. Ng".into());
    Command::SetTask(SetTask { what, owner, due: None })
}

#[test]
fn an_acknowledgement_taken_back_sets_the_ladder_to_work_where_it_would_have_been() {
    let mut story = referred(WALKS_BADLY);
    story.wait_min(4);
    let before = story.pending();
    story.does(&coordinator(), Command::Acknowledge);
    assert_ne!(story.pending(), before);
    let entry = story.entry("Acknowledged");
    take_back(&mut story, entry);
    assert!(story.case.acknowledged.is_none());
    assert_eq!(story.pending(), before, "no minute is won by it");
    story.wait_min(1);
    let fired = story.tick();
    assert_eq!(fired.len(), 1);
    assert!(fired[0].0.ends_with(":registrar") && fired[0].1 == 0, "{fired:?}");
    assert_eq!(Status::of(&story.case), Status::Unacknowledged);
    story.is_consistent();
}

#[test]
fn rungs_passed_while_it_was_held_by_mistake_are_called_at_once_and_say_how_late() {
    let mut story = referred(WALKS_BADLY);
    story.wait_min(1).does(&coordinator(), Command::Acknowledge);
    story.wait_min(11);
    let entry = story.entry("Acknowledged");
    take_back(&mut story, entry);
    let fired: Vec<(String, i64)> = story.tick();
    assert_eq!(fired.len(), 2);
    assert!(fired[0].0.ends_with(":registrar") && fired[0].1 == 7 * 60, "{fired:?}");
    assert!(fired[1].0.ends_with(":consultant") && fired[1].1 == 2 * 60, "{fired:?}");
}

#[test]
fn an_old_acknowledgement_taken_back_leaves_a_later_one_standing() {
    let mut story = taken_on(WALKS_BADLY);
    let first = story.entry("Acknowledged");
    let worse = MiniNeuro { says_worse: true, ..MiniNeuro::default() };
    story.does(&ward(), Command::RecordNeuro(RecordNeuro { exam: worse, at: None }));
    story.does(&consultant(), Command::Acknowledge);
    take_back(&mut story, first);
    assert_eq!(story.case.acknowledged.as_ref().unwrap().by, "P. Rao");
    story.is_consistent();
}

#[test]
fn a_task_taken_back_is_gone_and_its_number_is_not_given_again() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), task("Confirm the slot"));
    let entry = story.entry("TaskSet");
    take_back(&mut story, entry);
    let row = BoardRow::of(story.id, &story.case).unwrap();
    assert!(row.tasks.is_empty());
    let finish = |number| Command::FinishTask(FinishTask { number });
    assert_eq!(story.when(&coordinator(), finish(1)).refused(), Refusal::Unknown("task"));
    story.does(&coordinator(), task("Confirm another slot"));
    assert_eq!(BoardRow::of(story.id, &story.case).unwrap().tasks[0].number, 2);
    story.does(&coordinator(), finish(2));
    let entry = story.entry("TaskDone");
    take_back(&mut story, entry);
    assert_eq!(BoardRow::of(story.id, &story.case).unwrap().tasks.len(), 1, "it is open again");
    story.is_consistent();
}

#[test]
fn a_task_in_other_words_shows_them() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), task("Confirm 16:00"));
    let entry = story.entry("TaskSet");
    let words = CorrectEntry {
        entry,
        why: "wrong time".into(),
        says: "Confirm 17:00".into(),
        happened_at: None,
    };
    story.does(&coordinator(), Command::CorrectEntry(words));
    assert_eq!(BoardRow::of(story.id, &story.case).unwrap().tasks[0].what, "Confirm 17:00");
}

#[test]
fn a_stopped_steroid_taken_back_is_not_known_to_be_stopped() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&ward(), milestone(Milestone::DexamethasoneStopped, None));
    assert_eq!(story.case.facts.get("on_dex").unwrap().answer, Answer::no());
    let entry = story.entry("MilestoneRecorded");
    take_back(&mut story, entry);
    assert_eq!(story.case.facts.get("on_dex").unwrap().answer, Answer::Word("unknown".into()));
}

#[test]
fn only_whoever_made_an_entry_takes_it_back_and_only_for_ten_seconds() {
    let mut story = taken_on(WALKS_BADLY);
    let entry = story.history.last().unwrap().clone();
    assert_eq!(entry.event, Event::Acknowledged);
    let after = |seconds| story.now + SignedDuration::from_secs(seconds);
    assert!(may_undo(&entry, &coordinator(), after(10)));
    assert!(!may_undo(&entry, &coordinator(), after(11)));
    assert!(!may_undo(&entry, &consultant(), story.now));
    let nobody = Recorded { actor: ward(), ..entry };
    assert!(!may_undo(&nobody, &ward(), story.now), "a shared link is nobody's own");
    story.wait_min(1);
}

#[test]
fn what_is_chased_follows_from_what_the_case_waits_for() {
    let mut story = taken_on(WALKS_BADLY);
    let blocking =
        |story: &Story| ChaseStep::blocking(&BoardRow::of(story.id, &story.case).unwrap());
    assert_eq!(blocking(&story), [ChaseStep::ScanSlot]);
    story.does(&coordinator(), milestone(Milestone::AwaitingReferrerStarted, None));
    assert_eq!(blocking(&story), [ChaseStep::ReferrerAnswer, ChaseStep::ScanSlot]);
    story.does(&coordinator(), imaging::acquire(imaging::MRI, None));
    assert_eq!(blocking(&story), [ChaseStep::ReferrerAnswer, ChaseStep::Report]);
}

#[test]
fn a_chase_shows_on_the_row_until_it_is_taken_back() {
    let mut story = taken_on(WALKS_BADLY);
    let chase = |whom: &str| {
        let (step, said) = (ChaseStep::ScanSlot, String::new());
        Command::LogChase(LogChase { step, whom: whom.into(), said })
    };
    assert_eq!(story.when(&coordinator(), chase(" ")).invalid(), "whom");
    story.does(&coordinator(), chase("MRI"));
    let row = BoardRow::of(story.id, &story.case).unwrap();
    assert_eq!(row.chased.map(|chased| chased.whom), Some("MRI".into()));
    let entry = story.entry("ChaseLogged");
    take_back(&mut story, entry);
    assert_eq!(BoardRow::of(story.id, &story.case).unwrap().chased, None);
    story.is_consistent();
}

#[test]
fn a_delay_has_a_code_and_another_reason_needs_words_and_no_clock_pauses() {
    let mut story = taken_on(WALKS_BADLY);
    let delay = |reason, clock: &str, more: &str| {
        Command::LogDelay(LogDelay { reason, clock: clock.into(), more: more.into() })
    };
    let other = delay(DelayReason::Other, "", " ");
    assert_eq!(story.when(&coordinator(), other).invalid(), "more");
    let unknown = delay(DelayReason::Scanner, "CLK-NONE", "");
    assert_eq!(story.when(&coordinator(), unknown).invalid(), "clock");
    let clocks = story.case.clocks.clone();
    let scanner = delay(DelayReason::Scanner, "CLK-MRI24", "");
    story.when(&coordinator(), scanner).then(&["DelayLogged"]);
    assert_eq!(story.case.clocks, clocks);
}
