use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use rules::Milestone;

use super::imaging::{MRI, acquire, report};
use super::treatment::decided;
use super::*;
use crate::imaging::Conclusion;
use crate::instruction::{About, AnswerInstruction, GiveInstruction};
use crate::plan::{GiveFraction, Panel, SetPlan, Status, contradictions, steroid};
use crate::treatment::{GiveDexamethasone, Outcome as Plan};

/// A panel with these answers, in force; `times` are names and instants.
fn panel(story: &Story, panel: Panel, said: &[(&str, &str)], times: &[(&str, &str)]) -> SetPlan {
    SetPlan {
        panel,
        status: Status::InForce,
        owner: panel.usual_owner().into(),
        answers: said.iter().map(|(key, word)| ((*key).into(), (*word).into())).collect(),
        times: times.iter().map(|(key, at)| ((*key).into(), time(at))).collect(),
        sure: BTreeSet::new(),
        because: String::new(),
        replaces: story.case.plan.get(panel).map_or(0, |standing| standing.entry),
    }
}

fn set(plan: SetPlan) -> Command {
    Command::SetPlan(Box::new(plan))
}

pub(super) const STEROID: &[(&str, &str)] = &[
    ("dose_mg", "16"),
    ("counts", "base"),
    ("product", "2 mg tablets (base)"),
    ("route", "oral"),
    ("gastroprotection", "yes"),
    ("glucose", "daily"),
];

const OPERATION: &[(&str, &str)] = &[
    ("procedure", "decompress,stabilise"),
    ("from", "T5"),
    ("to", "T7"),
    ("consent", "yes"),
    ("bloods", "yes"),
    ("group_and_save", "yes"),
    ("ready", "yes"),
];

const RADIOTHERAPY: &[(&str, &str)] = &[
    ("intent", "cord"),
    ("from", "T5"),
    ("to", "T7"),
    ("fractions", "5"),
    ("fraction_gy", "4"),
    ("earlier", "no"),
];

fn with<'a>(base: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: BTreeMap<&str, &str> = base.iter().copied().collect();
    all.extend(more.iter().copied());
    all.into_iter().collect()
}

fn order<'a>(kind: &'a str, basis: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("order", kind), ("basis", basis), ("log_roll", "yes")]
}

const TOMORROW: &str = "2026-11-25T10:00:00Z";

#[test]
fn a_panel_in_force_is_an_instruction_that_waits_for_an_answer_and_a_proposed_one_is_not() {
    let mut story = taken_on(WALKS_BADLY);
    let proposed =
        SetPlan { status: Status::Proposed, ..panel(&story, Panel::Steroid, STEROID, &[]) };
    story.when(&consultant(), set(proposed)).then(&["PlanSet"]);
    let plan = panel(&story, Panel::Steroid, STEROID, &[]);
    story.when(&consultant(), set(plan)).then(&["PlanSet", "InstructionGiven"]);
    let one = story.case.instructions.last().unwrap();
    assert!(one.is_unanswered() && one.about == About::Steroid);
    assert!(one.text.contains("16 mg (base)") && one.text.contains("2 mg tablets"), "{}", one.text);
    let stands = story.case.plan.get(Panel::Steroid).unwrap();
    assert_eq!(stands.set.instruction, Some(one.number));
    story.wait_min(16);
    assert!(story.tick().iter().any(|(key, _)| key.starts_with("instruction:")), "it climbs");
    story.is_consistent();
}

#[test]
fn a_change_withdraws_the_old_instruction_and_gives_a_new_one_that_nobody_acknowledged() {
    let mut story = taken_on(WALKS_BADLY);
    let plan = panel(&story, Panel::Steroid, STEROID, &[]);
    story.does(&consultant(), set(plan));
    let first = story.case.instructions.last().unwrap().number;
    let same = panel(&story, Panel::Steroid, STEROID, &[]);
    story.when(&consultant(), set(same)).then(&[]);
    let less = panel(&story, Panel::Steroid, &with(STEROID, &[("dose_mg", "8")]), &[]);
    story.when(&consultant(), set(less)).then(&[
        "PlanSet",
        "InstructionWithdrawn",
        "InstructionGiven",
    ]);
    let unanswered: Vec<_> =
        story.case.instructions.iter().filter(|one| one.is_unanswered()).collect();
    assert_eq!(unanswered.len(), 1);
    assert!(unanswered[0].number > first && unanswered[0].text.contains("8 mg"));
}

#[test]
fn two_people_who_change_one_panel_see_both_values_and_nothing_is_lost() {
    let mut story = taken_on(WALKS_BADLY);
    let both = panel(&story, Panel::Steroid, STEROID, &[]);
    story.does(&consultant(), set(both.clone()));
    let mut second = both;
    second.answers.insert("dose_mg".into(), "12".into());
    match story.when(&coordinator(), set(second)).refused() {
        Refusal::Conflicts(all) => {
            assert_eq!(all.len(), 1);
            assert_eq!((all[0].mine.as_str(), all[0].theirs.as_str()), ("12 mg", "16 mg"));
            assert_eq!(all[0].by, "P. Rao");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mobility_order_without_an_end_or_with_one_that_is_over_is_refused() {
    let mut story = taken_on(WALKS_BADLY);
    let never = panel(&story, Panel::Mobility, &order("walk", "MOB-1"), &[]);
    assert_eq!(story.when(&consultant(), set(never)).invalid(), "expires");
    let over = panel(&story, Panel::Mobility, &order("walk", "MOB-1"), &[("expires", MORNING)]);
    assert_eq!(story.when(&consultant(), set(over)).invalid(), "expires");
}

#[test]
fn an_order_to_immobilise_and_one_to_walk_never_hold_together() {
    let mut story = taken_on(WALKS_BADLY);
    let live = |story: &Story| {
        let all = story.case.instructions.iter().filter(|one| one.is_live(story.now));
        all.map(|one| one.about).collect::<Vec<_>>()
    };
    let walk = panel(&story, Panel::Mobility, &order("walk", "MOB-1"), &[("expires", TOMORROW)]);
    story.does(&consultant(), set(walk));
    assert_eq!(live(&story), [About::Mobility]);
    let still = GiveInstruction {
        text: "Immobilise the spine now".into(),
        about: About::Immobilise,
        expires: Some(time(TOMORROW)),
        answer_within_min: None,
    };
    story.does(&coordinator(), Command::GiveInstruction(still));
    assert_eq!(live(&story), [About::Immobilise], "stillness wins");
    let sit = panel(&story, Panel::Mobility, &order("sit", "MOB-1"), &[("expires", TOMORROW)]);
    story.does(&consultant(), set(sit));
    assert_eq!(live(&story), [About::Mobility], "an order takes the place of every other");
    story.is_consistent();
}

#[test]
fn expert_advice_with_an_order_ends_the_stability_review_and_its_stillness() {
    let mut story =
        taken_on(&[("ca_known", "yes"), ("n_gait", "yes"), ("instab_suspected", "yes")]);
    let still =
        panel(&story, Panel::Mobility, &order("immobilise", "IMM-1"), &[("expires", TOMORROW)]);
    story.does(&consultant(), set(still));
    let number = story.case.instructions.last().unwrap().number;
    let done = AnswerInstruction {
        number,
        name: "Sr Kaur".into(),
        role: "sister".into(),
        cannot_because: None,
    };
    story.does(&ward(), Command::AnswerInstruction(done));
    assert!(story.clock("CLK-IMM24").runs());
    story.wait_min(60);
    let up = panel(&story, Panel::Mobility, &order("walk", "MOB-1"), &[("expires", TOMORROW)]);
    let refused = story.when(&consultant(), set(up.clone())).refused();
    assert!(refused.to_string().contains("unstable"), "{refused}");
    let mut advised = up;
    advised.answers.insert("advised_by".into(), "Mr Hale, spinal consultant".into());
    story.does(&consultant(), set(advised));
    assert_eq!(story.stage("CLK-IMM24"), Stage::Met);
    assert!(!story.case.facts.is_yes("immobilised"));
}

#[test]
fn more_than_16_mg_needs_a_reason_and_the_reason_is_kept() {
    let mut story = taken_on(WALKS_BADLY);
    let more = panel(&story, Panel::Steroid, &with(STEROID, &[("dose_mg", "24")]), &[]);
    assert_eq!(story.when(&consultant(), set(more.clone())).invalid(), "over_because");
    let mut said = more;
    said.answers.insert("over_because".into(), "Brain oedema too".into());
    story.does(&consultant(), set(said));
    let stands = story.case.plan.get(Panel::Steroid).unwrap();
    assert_eq!(stands.set.answer("over_because"), "Brain oedema too");
}

#[test]
fn suspected_blood_cancer_without_tissue_is_a_stop_until_a_consultant_was_phoned() {
    let mut story = taken_on(&[("ca_known", "yes"), ("n_gait", "yes"), ("haem", "suspected")]);
    let plan = panel(&story, Panel::Steroid, STEROID, &[]);
    assert_eq!(story.when(&consultant(), set(plan)).invalid(), "phoned");
    let phoned = panel(&story, Panel::Steroid, &with(STEROID, &[("phoned", "Dr Lim 10:05")]), &[]);
    story.does(&consultant(), set(phoned));
}

#[test]
fn fever_asks_a_senior_to_decide_between_steroid_and_infection() {
    let mut story = taken_on(&[("ca_known", "yes"), ("n_gait", "yes"), ("x_fever", "yes")]);
    let plan = panel(&story, Panel::Steroid, STEROID, &[]);
    assert_eq!(story.when(&consultant(), set(plan)).invalid(), "senior");
    let risky =
        panel(&taken_on(WALKS_BADLY), Panel::Steroid, &with(STEROID, &[("risks", "ulcer")]), &[]);
    assert_eq!(taken_on(WALKS_BADLY).when(&consultant(), set(risky)).invalid(), "senior");
}

#[test]
fn a_steroid_without_an_end_a_day_after_radiotherapy_is_a_task_that_climbs() {
    let mut story = taken_on(WALKS_BADLY);
    let dose = GiveDexamethasone {
        base_mg: 16.0,
        product: "2 mg tablets".into(),
        route: "oral".into(),
        at: None,
        agreed_with: String::new(),
    };
    story.does(&coordinator(), Command::GiveDexamethasone(dose));
    story.does(&consultant(), Command::GiveFirstFraction { at: None });
    let task = story.case.tasks.iter().find(|task| task.what == steroid::NO_END).unwrap();
    assert_eq!(task.due, Some(time(TOMORROW)));
    let key = format!("task:{}", task.number);
    story.at("2026-11-25T10:00:01Z");
    assert!(story.tick().iter().any(|(fired, _)| *fired == key));
    let ends = with(STEROID, &[("taper", "7 days: 8, 4, 2 mg"), ("taper_from", "2026-11-26")]);
    let ends = panel(&story, Panel::Steroid, &ends, &[]);
    story.does(&consultant(), set(ends));
    assert!(
        story.case.tasks.iter().all(|task| task.what != steroid::NO_END || task.done.is_some())
    );
    assert!(story.case.milestones.contains_key(&Milestone::TaperPlanRecorded));
    let reduction = story.case.plan.get(Panel::Steroid).unwrap().set.reduction.clone().unwrap();
    assert_eq!(reduction.stop, date(2026, 12, 3));
    story.is_consistent();
}

#[test]
fn mscc_excluded_tells_the_ward_once_to_stop_the_steroid_and_done_ends_its_clock() {
    let mut story = taken_on(WALKS_BADLY);
    let dose = GiveDexamethasone {
        base_mg: 16.0,
        product: "2 mg tablets".into(),
        route: "oral".into(),
        at: None,
        agreed_with: String::new(),
    };
    story.does(&coordinator(), Command::GiveDexamethasone(dose));
    let plan = panel(&story, Panel::Steroid, STEROID, &[]);
    story.does(&consultant(), set(plan));
    story.wait_min(30);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    let told = || |one: &&crate::instruction::Instruction| one.text == steroid::STOP;
    assert_eq!(story.case.instructions.iter().filter(told()).count(), 1);
    story.does(
        &coordinator(),
        Command::AddNote(crate::note::AddNote { text: "x".into(), at: None }),
    );
    assert_eq!(story.case.instructions.iter().filter(told()).count(), 1, "told once");
    let number = story.case.instructions.iter().find(told()).unwrap().number;
    let done = AnswerInstruction {
        number,
        name: "Sr Kaur".into(),
        role: "sister".into(),
        cannot_because: None,
    };
    story.does(&ward(), Command::AnswerInstruction(done));
    assert_eq!(story.stage("CLK-STOPDEX"), Stage::Met);
    assert!(!story.case.facts.is_yes("on_dex"));
    let live = story.case.instructions.iter().filter(|one| one.is_live(story.now));
    assert!(live.clone().all(|one| one.text == steroid::STOP), "{:?}", live.collect::<Vec<_>>());
}

#[test]
fn an_anticoagulant_without_its_last_dose_is_not_ready_for_theatre() {
    let mut story = taken_on(WALKS_BADLY);
    let unknown = panel(&story, Panel::Operation, OPERATION, &[]);
    assert_eq!(story.when(&consultant(), set(unknown)).invalid(), "anticoagulant");
    let held = with(OPERATION, &[("anticoagulant", "held"), ("drug", "apixaban")]);
    let missing = panel(&story, Panel::Operation, &held, &[]);
    assert_eq!(story.when(&consultant(), set(missing)).invalid(), "last_dose");
    let known = panel(&story, Panel::Operation, &held, &[("last_dose", "2026-11-22T08:00:00Z")]);
    story.does(&consultant(), set(known));
}

#[test]
fn a_known_anticoagulant_is_not_talked_away_by_takes_none() {
    let mut story =
        taken_on(&[("ca_known", "yes"), ("n_gait", "yes"), ("on_anticoagulant", "yes")]);
    let none = with(OPERATION, &[("anticoagulant", "none")]);
    let plan = panel(&story, Panel::Operation, &none, &[]);
    assert_eq!(story.when(&consultant(), set(plan)).invalid(), "last_dose");
}

#[test]
fn a_contradiction_is_refused_until_somebody_says_why_it_is_meant() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&consultant(), decided(Plan::Bsc));
    let plan = panel(&story, Panel::Radiotherapy, RADIOTHERAPY, &[]);
    assert_eq!(story.when(&consultant(), set(plan.clone())).invalid(), "because");
    let meant = SetPlan { because: "For pain only".into(), ..plan };
    story.does(&consultant(), set(meant));
    let against = contradictions(&story.case);
    assert_eq!(
        against.iter().map(|one| one.key).collect::<Vec<_>>(),
        ["decision_without_radiotherapy"]
    );
    assert_eq!(
        story
            .history
            .iter()
            .rev()
            .find(|one| one.event.name() == "PlanSet")
            .unwrap()
            .reason
            .as_deref(),
        Some("For pain only")
    );
}

#[test]
fn earlier_radiotherapy_to_the_same_levels_is_added_up_and_must_be_meant() {
    let mut story = taken_on(WALKS_BADLY);
    let again = with(
        RADIOTHERAPY,
        &[("earlier", "yes"), ("earlier_courses", "T6 to T10, 5 x 4 Gy, 2025-03-01")],
    );
    let plan = panel(&story, Panel::Radiotherapy, &again, &[]);
    let refused = story.when(&consultant(), set(plan)).refused().to_string();
    assert!(refused.contains("T6 to T7") && refused.contains("60.0 Gy"), "{refused}");
    let wrong = with(RADIOTHERAPY, &[("earlier", "yes"), ("earlier_courses", "some years ago")]);
    let plan = panel(&story, Panel::Radiotherapy, &wrong, &[]);
    assert_eq!(story.when(&consultant(), set(plan)).invalid(), "earlier_courses");
}

#[test]
fn fractions_are_counted_up_to_those_planned_and_never_twice_within_an_hour() {
    let mut story = taken_on(WALKS_BADLY);
    let two = with(RADIOTHERAPY, &[("fractions", "2"), ("fraction_gy", "8")]);
    let plan = panel(&story, Panel::Radiotherapy, &two, &[]);
    story.does(&consultant(), set(plan));
    let give = || Command::GiveFraction(GiveFraction::default());
    story.when(&consultant(), give()).then(&["FirstFractionGiven"]);
    assert_eq!(story.when(&consultant(), give()).invalid(), "at");
    story.at(TOMORROW);
    story.when(&consultant(), give()).then(&["FractionGiven"]);
    story.at("2026-11-26T10:00:00Z");
    assert_eq!(story.when(&consultant(), give()).invalid(), "at");
    let entry = story.entry("FractionGiven");
    let withdraw = crate::correction::CorrectEntry {
        entry,
        why: "another person".into(),
        says: String::new(),
        happened_at: None,
    };
    story.does(&consultant(), Command::CorrectEntry(withdraw));
    story.when(&consultant(), give()).then(&["FractionGiven"]);
    story.is_consistent();
}

#[test]
fn clot_risk_and_its_drug_stop_their_clocks_at_the_times_recorded() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), note::milestone(Milestone::Admission, None));
    story.wait_min(60);
    let care = [("bladder", "catheter"), ("vte_assessed", "yes"), ("vte_drug", "yes")];
    let plan = panel(&story, Panel::Care, &care, &[]);
    story.does(&consultant(), set(plan));
    assert_eq!(story.stage("CLK-VTE"), Stage::Met);
    assert!(story.clock("CLK-LMWH").runs());
    let begun = panel(&story, Panel::Care, &care, &[("vte_started", "2026-11-24T10:40:00Z")]);
    story.does(&consultant(), set(begun));
    assert_eq!(story.stage("CLK-LMWH"), Stage::Met);
}

#[test]
fn a_steroid_for_more_than_a_week_needs_a_card_and_an_unknown_end_does_too() {
    let mut story = taken_on(WALKS_BADLY);
    let plan = panel(&story, Panel::Steroid, STEROID, &[]);
    story.does(&consultant(), set(plan));
    let of = |story: &Story, first| {
        steroid::needs_card(&story.case.plan.get(Panel::Steroid).unwrap().set, first)
    };
    assert!(of(&story, None), "nobody knows when it ends");
    let short = with(STEROID, &[("taper", "7 days: 8, 4, 2 mg"), ("taper_from", "2026-11-26")]);
    let plan = panel(&story, Panel::Steroid, &short, &[]);
    story.does(&consultant(), set(plan));
    assert!(!of(&story, Some(date(2026, 11, 25))));
    assert!(of(&story, Some(date(2026, 11, 20))), "six days at 16 mg and two at 8 mg");
}
