use rules::Milestone;

use super::imaging::{MRI, acquire, report};
use super::*;
use crate::imaging::Conclusion;
use crate::status::Status;
use crate::treatment::{DecideTreatment, GiveDexamethasone, Outcome as Plan};

pub(super) fn decided(outcome: Plan) -> Command {
    Command::DecideTreatment(DecideTreatment {
        outcome,
        rationale: "One level, walks with help".into(),
        owner: "Dr Rao".into(),
        at: None,
    })
}

fn dose(base_mg: f64, agreed_with: &str) -> GiveDexamethasone {
    GiveDexamethasone {
        base_mg,
        product: "Dexamethasone 3.3 mg/mL base".into(),
        route: "intravenous".into(),
        at: None,
        agreed_with: agreed_with.into(),
    }
}

fn give(base_mg: f64, agreed_with: &str) -> Command {
    Command::GiveDexamethasone(dose(base_mg, agreed_with))
}

fn confirmed() -> Story {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(true), Conclusion::Confirmed));
    story
}

#[test]
fn a_decision_for_radiotherapy_starts_its_day_and_the_first_fraction_ends_it() {
    let mut story = confirmed();
    story.wait_min(30);
    story.does(&consultant(), decided(Plan::Rt));
    assert_eq!(story.stage("CLK-PLAN24"), Stage::Met);
    assert_eq!(story.clock("CLK-RT24").since, story.now);
    assert_eq!(story.clock("CLK-DXRT").since, time(MORNING), "shown beside, from the diagnosis");
    assert_eq!(Status::of(&story.case), Status::AwaitingTreatment);
    story.wait_min(300);
    let fraction = || Command::GiveFirstFraction { at: None };
    story.does(&consultant(), fraction());
    for id in ["CLK-RT24", "CLK-DXRT", "CLK-DEF24"] {
        assert_eq!(story.stage(id), Stage::Met, "{id}");
    }
    assert_eq!(Status::of(&story.case), Status::Treated);
    let again = story.when(&consultant(), fraction()).refused();
    assert!(matches!(again, Refusal::AlreadyDone { .. }));
}

#[test]
fn an_operation_starts_no_radiotherapy_clock_and_ends_the_definitive_one() {
    let mut story = confirmed();
    story.does(&consultant(), decided(Plan::SurgRt));
    assert!(!story.has("CLK-RT24"));
    story.wait_min(60);
    story.does(&consultant(), Command::StartOperation { at: None });
    assert_eq!(story.stage("CLK-DEF24"), Stage::Met);
    assert_eq!(story.case.treatment.started(), Some(story.now));
    let again = story.when(&consultant(), Command::StartOperation { at: None }).refused();
    assert!(matches!(again, Refusal::AlreadyDone { .. }));
}

#[test]
fn the_end_of_the_operation_starts_the_taper_where_a_steroid_is_taken() {
    let mut story = confirmed();
    story.does(&coordinator(), give(16.0, ""));
    story.does(&consultant(), decided(Plan::SurgHere));
    story.does(&consultant(), Command::StartOperation { at: None });
    assert!(!story.has("CLK-TAPER"));
    story.wait_min(180);
    story.does(&consultant(), note::milestone(Milestone::TaperDueFrom, None));
    assert_eq!(story.clock("CLK-TAPER").since, story.now);
    story.does(&consultant(), note::milestone(Milestone::TaperPlanRecorded, None));
    assert_eq!(story.stage("CLK-TAPER"), Stage::Met);
}

#[test]
fn further_imaging_is_not_a_plan() {
    for outcome in [Plan::FurtherImaging, Plan::Biopsy, Plan::InsufficientInfo] {
        let mut story = confirmed();
        story.does(&consultant(), decided(outcome));
        assert!(story.clock("CLK-PLAN24").runs());
        assert!(!story.case.facts.is_yes("decision_recorded"));
        assert_eq!(Status::of(&story.case), Status::AwaitingDecision);
    }
}

#[test]
fn a_decision_says_why_and_who() {
    let mut story = confirmed();
    for (rationale, owner, field) in [("", "Dr Rao", "rationale"), ("why", "", "owner")] {
        let command = Command::DecideTreatment(DecideTreatment {
            outcome: Plan::Rt,
            rationale: rationale.into(),
            owner: owner.into(),
            at: None,
        });
        assert_eq!(story.when(&consultant(), command).invalid(), field);
    }
}

#[test]
fn the_first_dose_stops_its_clock() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(45);
    story.does(&coordinator(), give(16.0, ""));
    assert_eq!(story.stage("CLK-DEX"), Stage::Met);
    assert!(story.case.facts.is_yes("dex_given") && story.case.facts.is_yes("on_dex"));
}

#[test]
fn a_dose_told_later_but_given_earlier_is_the_first() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(45);
    story.does(&coordinator(), give(8.0, ""));
    let earlier = Some(time("2026-11-24T10:10:00Z"));
    let told = GiveDexamethasone { at: earlier, ..dose(16.0, "") };
    story.does(&coordinator(), Command::GiveDexamethasone(told));
    let (first, at) = story.case.treatment.dexamethasone.as_ref().unwrap();
    assert!((first.base_mg - 16.0).abs() < 1e-9);
    assert_eq!(Some(*at), earlier);
}

#[test]
fn a_suspected_blood_cancer_without_tissue_stops_the_first_dose() {
    let mut story = taken_on(&[
        ("haem", "suspected"),
        ("no_tissue", "unknown"),
        ("n_gait", "yes"),
        ("spinal_pain", "yes"),
    ]);
    assert!(!story.has("CLK-DEX"));
    story.does(&coordinator(), tell(&[("dex_intent", "yes")], How::Clinician));
    assert_eq!(story.when(&coordinator(), give(16.0, "")).invalid(), "agreed_with");
    story.does(&coordinator(), give(16.0, "Dr Rao, 10:20"));
}

#[test]
fn a_dose_is_possible_and_more_than_16_mg_has_a_reason() {
    let mut story = taken_on(WALKS_BADLY);
    for wrong in [0.0, -1.0, 100.5, f64::NAN, f64::INFINITY] {
        assert_eq!(story.when(&coordinator(), give(wrong, "x")).invalid(), "base_mg");
    }
    assert_eq!(story.when(&coordinator(), give(16.1, "")).invalid(), "agreed_with");
    let unnamed = GiveDexamethasone { product: String::new(), ..dose(8.0, "") };
    let command = Command::GiveDexamethasone(unnamed);
    assert_eq!(story.when(&coordinator(), command).invalid(), "product");
    story.does(&coordinator(), give(20.0, "Dr Rao: weight 140 kg"));
}
