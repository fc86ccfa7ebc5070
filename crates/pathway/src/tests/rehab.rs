use std::collections::BTreeSet;

use rules::Milestone;

use super::*;
use crate::closing::CloseCase;
use crate::neuro::Walking;
use crate::plan::mobility;
use crate::proforma::{SaveProforma, SignProforma};
use crate::rehab::{
    self, Check, DischargePatient, EndGoal, Power, RecordFollowUp, RecordSession, SetGoal, Sign,
};
use crate::treatment::Outcome as Ended;

fn therapist() -> Actor {
    someone("T. Moss", Role::Therapist)
}

fn session(power: Option<Power>) -> Command {
    Command::RecordSession(RecordSession {
        did: "Stood at the bedside twice".into(),
        minutes: Some(20),
        power,
        walking: None,
        pain: Some(3),
        at: None,
    })
}

fn leave(reason: &str) -> Command {
    Command::DischargePatient(DischargePatient { reason: reason.into(), at: None })
}

fn call(check: Check, answers: &[(Sign, bool)], note: &str) -> Command {
    Command::RecordFollowUp(RecordFollowUp {
        check,
        reached: true,
        answers: answers.to_vec(),
        note: note.into(),
        at: None,
    })
}

const ALL_WELL: [(Sign, bool); 6] = [
    (Sign::Walking, false),
    (Sign::Power, false),
    (Sign::Feeling, false),
    (Sign::Bladder, false),
    (Sign::Pain, false),
    (Sign::Fever, false),
];

#[test]
fn a_session_with_worse_power_asks_for_the_examination_and_triages_again() {
    let mut story = taken_on(WALKS_BADLY);
    story.when(&therapist(), session(Some(Power::Same))).then(&["SessionRecorded"]);
    assert!(story.case.acknowledged.is_some());
    story.does(&therapist(), session(Some(Power::Worse)));
    assert!(story.case.acknowledged.is_none(), "somebody has to take it on again");
    assert!(story.case.neuro.last().unwrap().worse);
    let task = story.case.tasks.iter().find(|task| task.what == rehab::EXAMINE).unwrap();
    assert!(task.escalates && task.due == Some(time("2026-11-24T10:15:00Z")));
    story.is_consistent();
}

#[test]
fn an_order_that_is_asked_for_is_a_task_once_and_the_order_answers_it() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&therapist(), Command::AskForMobilityOrder);
    let again = story.when(&therapist(), Command::AskForMobilityOrder).refused();
    assert!(matches!(again, Refusal::AlreadyDone { .. }));
    let order = crate::plan::SetPlan {
        panel: crate::plan::Panel::Mobility,
        status: crate::plan::Status::InForce,
        owner: "P. Rao".into(),
        answers: [("order".into(), "walk".into()), ("basis".into(), "MOB-1".into())].into(),
        times: [("expires".into(), time("2026-11-25T10:00:00Z"))].into(),
        sure: BTreeSet::new(),
        because: String::new(),
        replaces: 0,
    };
    story.does(&consultant(), Command::SetPlan(Box::new(order)));
    let task = story.case.tasks.iter().find(|task| task.what == mobility::ASK).unwrap();
    assert!(task.done.is_some());
}

#[test]
fn goals_keep_the_words_of_the_person_and_end_once() {
    let mut story = taken_on(WALKS_BADLY);
    let goal = |words: &str, by: Option<&str>| {
        Command::SetGoal(SetGoal { words: words.into(), by: by.map(|day| day.parse().unwrap()) })
    };
    assert_eq!(story.when(&therapist(), goal(" ", None)).invalid(), "words");
    assert_eq!(story.when(&therapist(), goal("Walk", Some("2026-11-01"))).invalid(), "by");
    story.does(&therapist(), goal("Get up my own stairs", Some("2026-12-20")));
    let end = || Command::EndGoal(EndGoal { number: 1, reached: true, note: String::new() });
    story.does(&therapist(), end());
    assert_eq!(story.case.rehab.goals[0].words, "Get up my own stairs");
    assert!(matches!(story.when(&therapist(), end()).refused(), Refusal::AlreadyDone { .. }));
}

#[test]
fn nobody_is_discharged_without_a_signed_plan_or_a_reason() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), note::milestone(Milestone::Admission, None));
    assert_eq!(story.when(&coordinator(), leave("")).invalid(), "reason");
    let save = SaveProforma {
        proforma: "discharge_plan".into(),
        answers: [("key_worker".to_owned(), "J. Fry 01632 960155".to_owned())].into(),
        opened_at: story.case.version,
        ..SaveProforma::default()
    };
    story.does(&therapist(), Command::SaveProforma(save));
    assert_eq!(story.when(&coordinator(), leave("")).invalid(), "reason", "not signed yet");
    let sign = SignProforma { proforma: "discharge_plan".into() };
    story.does(&therapist(), Command::SignProforma(sign));
    story.does(&coordinator(), leave(""));
    assert!(story.case.milestones.contains_key(&Milestone::ManagementPlanComplete));
    let again = story.when(&coordinator(), leave("")).refused();
    assert!(matches!(again, Refusal::AlreadyDone { .. }));
    story.is_consistent();
}

#[test]
fn a_reason_opens_the_gate_but_leaves_the_plan_owed() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), leave("Left against advice"));
    assert_eq!(story.case.rehab.discharge.as_ref().unwrap().reason, "Left against advice");
    assert!(!story.case.milestones.contains_key(&Milestone::ManagementPlanComplete));
}

#[test]
fn calls_after_discharge_keep_the_local_time_across_a_change_of_the_clocks() {
    let mut story = taken_on(WALKS_BADLY);
    story.at("2026-03-27T15:30:00Z");
    let mut story = {
        // A case of its own, before the clocks go forward on 29 March.
        let mut early = given([]);
        early.at("2026-03-27T15:30:00Z");
        early.does(&ward(), submit(referral(WALKS_BADLY)));
        early.does(&coordinator(), Command::Acknowledge);
        story.now = early.now;
        early
    };
    story.does(&coordinator(), leave("Hospice bed free today"));
    let due: Vec<String> = story
        .case
        .rehab
        .discharge
        .as_ref()
        .unwrap()
        .follow_ups
        .iter()
        .map(|call| {
            call.due.to_zoned_datetime(story.site.time_zone()).strftime("%F %H:%M").to_string()
        })
        .collect();
    assert_eq!(due, ["2026-03-29 15:30", "2026-04-03 15:30", "2026-04-20 15:30"]);
    let days = Check::Month.days();
    assert!((21..=28).contains(&days), "between three and four weeks");
}

#[test]
fn a_call_that_nobody_makes_climbs_even_when_the_case_is_closed() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), leave("To the hospice"));
    let close = CloseCase { outcome: Ended::Rt, note: String::new() };
    story.does(&coordinator(), Command::CloseCase(close));
    assert_eq!(story.pending().len(), 3, "{:?}", story.pending());
    story.at("2026-11-26T10:00:00Z");
    assert_eq!(story.tick().len(), 1);
    let untold = call(Check::TwoDays, &[(Sign::Walking, false)], "");
    assert_eq!(story.when(&coordinator(), untold).invalid(), "note", "five were not asked");
    story.does(&coordinator(), call(Check::TwoDays, &ALL_WELL, ""));
    assert!(!story.case.is_open(), "all is well: it stays closed");
    assert_eq!(story.pending().len(), 2);
}

#[test]
fn worse_on_the_telephone_opens_the_case_again_and_triages_it() {
    let mut story = taken_on(NIGHT_PAIN);
    story.does(&coordinator(), leave("To her daughter's"));
    let close = CloseCase { outcome: Ended::Observe, note: String::new() };
    story.does(&coordinator(), Command::CloseCase(close));
    story.at("2026-11-26T10:00:00Z");
    let before = story.case.tier();
    let mut answers = ALL_WELL;
    answers[0].1 = true;
    answers[1].1 = true;
    story.does(&coordinator(), call(Check::TwoDays, &answers, ""));
    assert!(story.case.is_open());
    assert!(story.case.acknowledged.is_none());
    assert!(story.case.tier().rank() < before.rank(), "{:?}", story.case.tier());
    assert!(story.case.facts.is_yes("n_gait"));
    story.is_consistent();
}

#[test]
fn walking_seen_in_a_session_joins_the_walking_line_and_can_be_taken_back() {
    let mut story = taken_on(WALKS_BADLY);
    let seen = RecordSession {
        did: "Walked the corridor".into(),
        minutes: None,
        power: None,
        walking: Some(Walking::WithOne),
        pain: None,
        at: None,
    };
    story.does(&therapist(), Command::RecordSession(seen));
    assert_eq!(story.case.neuro.last().unwrap().exam.walking, Some(Walking::WithOne));
    let entry = story.entry("SessionRecorded");
    let withdraw = crate::correction::CorrectEntry {
        entry,
        why: "another person".into(),
        says: String::new(),
        happened_at: None,
    };
    story.does(&consultant(), Command::CorrectEntry(withdraw));
    assert!(story.case.rehab.sessions.is_empty());
    story.is_consistent();
}
