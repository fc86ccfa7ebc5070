use rules::Milestone;

use super::*;
use crate::imaging::request::{Hazard, MriSafety, ScanRequest};
use crate::imaging::{AcquireImaging, Conclusion, Modality, OrderImaging, ReportImaging};
use crate::neuro::{MiniNeuro, RecordNeuro};
use crate::status::Status;

fn order(modality: Modality, mri_contraindicated: Option<bool>) -> Command {
    Command::OrderImaging(OrderImaging {
        modality,
        mri_contraindicated,
        slot: Some(time("2026-11-24T16:00:00Z")),
        place: "Northfield".into(),
        request: ScanRequest { safety: safe(), ..ScanRequest::default() },
    })
}

/// Nothing to phone radiology about.
pub(super) fn safe() -> MriSafety {
    MriSafety {
        said: Hazard::ALL.map(|hazard| (hazard, false)).into(),
        flat_min: Some(45),
        weight_kg: Some(70),
    }
}

pub(super) fn acquire(modality: Modality, at: Option<&str>) -> Command {
    Command::AcquireImaging(AcquireImaging { modality, number: None, at: at.map(time) })
}

pub(super) fn report(compression: Option<bool>, conclusion: Conclusion) -> Command {
    Command::ReportImaging(ReportImaging {
        compression,
        conclusion,
        summary: "Soft tissue at T7.".into(),
        at: None,
    })
}

pub(super) const MRI: Modality = Modality::MriWholeSpine;
const CT: Modality = Modality::CtWholeSpine;

#[test]
fn the_scan_stops_its_clock_and_starts_the_report() {
    let mut story = taken_on(WALKS_BADLY);
    story.when(&coordinator(), order(MRI, None)).then(&["ImagingOrdered"]);
    assert_eq!(Status::of(&story.case), Status::AwaitingImaging);
    story.at("2026-11-24T16:40:00Z");
    let ended = Some("2026-11-24T16:30:00Z");
    story.when(&coordinator(), acquire(MRI, ended)).then(&[
        "ImagingAcquired",
        "ClocksStarted",
        "ClocksStopped",
    ]);
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
    assert_eq!(story.clock("CLK-REPORT").due, time("2026-11-24T18:30:00Z"));
    assert!(story.history[story.history.len() - 3].is_late_entry());
    assert_eq!(Status::of(&story.case), Status::AwaitingReport);
    let again = story.when(&coordinator(), acquire(MRI, None)).refused();
    assert_eq!(
        again,
        Refusal::AlreadyDone { by: "Radiology".into(), at: time("2026-11-24T16:30:00Z") }
    );
}

#[test]
fn a_scan_after_the_target_is_met_late() {
    let mut story = taken_on(WALKS_BADLY);
    story.at("2026-11-25T10:00:01Z");
    assert_eq!(story.stage("CLK-MRI24"), Stage::Breached);
    story.does(&coordinator(), acquire(MRI, None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::MetLate);
}

#[test]
fn ct_stops_the_clock_only_where_mri_cannot_be_done() {
    let mut story = taken_on(WALKS_BADLY);
    for known in [None, Some(false)] {
        let refused = story.when(&coordinator(), order(CT, known)).invalid();
        assert_eq!(refused, "mri_contraindicated");
    }
    assert_eq!(story.when(&coordinator(), acquire(CT, None)).invalid(), "modality");
    story.does(&coordinator(), order(CT, Some(true)));
    assert!(story.case.imaging.mri_contraindicated);
    assert!(story.clock("CLK-MRI24").runs(), "a contraindication ends no clock");
    story.wait_min(60);
    story.does(&coordinator(), acquire(CT, None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
    let (acquired, _) = story.case.imaging.acquired.as_ref().unwrap();
    assert_eq!(acquired.modality, CT, "coded as CT");
}

#[test]
fn a_report_ends_its_clock_and_only_a_consultant_concludes() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    let radiologist = someone("R. Lindqvist", Role::Radiology);
    for conclusion in [Conclusion::Confirmed, Conclusion::Excluded] {
        let refused = story.when(&radiologist, report(Some(true), conclusion)).refused();
        assert!(matches!(refused, Refusal::NotPermitted(_)));
    }
    story.wait_min(30);
    story.does(&radiologist, report(Some(true), Conclusion::Open));
    assert_eq!(story.stage("CLK-REPORT"), Stage::Met);
    assert!(!story.has("CLK-DEF24"));
    assert_eq!(Status::of(&story.case), Status::AwaitingDecision);
    story.wait_min(10);
    story.does(&consultant(), report(Some(true), Conclusion::Confirmed));
    assert_eq!(story.clock("CLK-DEF24").since, story.now);
    assert!(story.case.facts.is_yes("mscc_confirmed"));
}

#[test]
fn a_report_says_something_and_does_not_contradict_itself() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    let wrong = report(Some(false), Conclusion::Confirmed);
    assert_eq!(story.when(&consultant(), wrong).invalid(), "conclusion");
    for (summary, at, field) in
        [("", None, "summary"), ("No compression.", Some("2026-11-24T09:00:00Z"), "at")]
    {
        let command = Command::ReportImaging(ReportImaging {
            compression: Some(false),
            conclusion: Conclusion::Open,
            summary: summary.into(),
            at: at.map(time),
        });
        assert_eq!(story.when(&consultant(), command).invalid(), field);
    }
}

#[test]
fn excluding_mscc_ends_the_clocks_of_suspicion_with_a_code() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    for id in ["CLK-PLAN24", "CLK-DEX"] {
        assert_eq!(story.stage(id), Stage::Excluded, "{id}");
    }
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met, "what was met stays met");
    assert!(story.clock("CLK-COORD0").runs(), "the phone call is still owed");
    story.is_consistent();
}

#[test]
fn excluding_mscc_leaves_the_clocks_of_suspected_metastases_running() {
    let mut story = taken_on(NIGHT_PAIN);
    story.does(&ward(), tell(&[("n_gait", "yes")], How::Clinician));
    story.does(&consultant(), tell(&[("mscc_ruled_out", "yes")], How::Clinician));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Excluded);
    assert!(story.clock("CLK-MRI168").runs(), "metastases are not excluded with the compression");
}

#[test]
fn what_is_said_after_an_exclusion_ends_no_clock() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    story.does(&consultant(), tell(&[("n_gait", "no")], How::Examination));
    story.does(&consultant(), tell(&[("p_night", "yes")], How::Examination));
    assert!(story.clock("CLK-COORD0").runs());
}

#[test]
fn new_signs_after_a_negative_scan_are_a_new_suspicion_with_new_clocks() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    story.at("2026-11-28T09:00:00Z");
    let exam = MiniNeuro { says_worse: true, ..MiniNeuro::default() };
    story.does(&ward(), Command::RecordNeuro(RecordNeuro { exam, at: None }));
    assert!(!story.case.facts.is_yes("mscc_ruled_out"));
    let clock = story.clock("CLK-MRI24");
    assert_eq!((clock.instance, clock.since, clock.runs()), (2, story.now, true));
    assert_eq!(Status::of(&story.case), Status::Unacknowledged);
    story.does(&coordinator(), Command::Acknowledge);
    assert_eq!(Status::of(&story.case), Status::AwaitingImaging);
    // The old scan cannot meet the new clock; a new one does.
    story.wait_min(90);
    story.does(&coordinator(), acquire(MRI, None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
    assert_eq!(story.clock("CLK-REPORT").instance, 2);
    assert!(story.clock("CLK-REPORT").runs());
    story.is_consistent();
}

#[test]
fn a_new_sign_in_words_of_the_ward_renews_the_suspicion_too() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    story.wait_min(600);
    story.does(&ward(), tell(&[("n_gait", "yes")], How::Clinician));
    assert!(story.case.facts.is_yes("mscc_ruled_out"), "an old sign is no news");
    story.does(&ward(), tell(&[("x_saddle", "yes")], How::Clinician));
    assert_eq!(story.clock("CLK-MRI24").instance, 2);
    assert_eq!(story.case.renewed, Some(story.now));
}

#[test]
fn an_amended_report_takes_the_exclusion_back_and_the_clocks_run_on() {
    let mut story = taken_on(WALKS_BADLY);
    let due = story.clock("CLK-PLAN24").due;
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    story.wait_min(60);
    story.does(&consultant(), report(Some(true), Conclusion::Confirmed));
    let clock = story.clock("CLK-PLAN24");
    assert_eq!((clock.instance, clock.due, clock.runs()), (1, due, true));
    assert_eq!(story.instances("CLK-MRI24"), 1, "the scan was done");
    assert!(story.case.milestones.contains_key(&Milestone::DiagnosisConfirmed));
}

#[test]
fn a_steroid_given_before_mscc_was_excluded_is_to_be_stopped() {
    let mut story = taken_on(&[("dex_given", "yes"), ("ca_known", "yes"), ("n_gait", "yes")]);
    assert_eq!(story.stage("CLK-DEX"), Stage::Met, "also when the referrer gave it");
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    assert!(story.clock("CLK-STOPDEX").runs());
    story.does(&coordinator(), note::milestone(Milestone::DexamethasoneStopped, None));
    assert_eq!(story.stage("CLK-STOPDEX"), Stage::Met);
    assert!(!story.case.facts.is_yes("on_dex"));
    story.wait_min(30);
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    assert_eq!(story.instances("CLK-STOPDEX"), 1, "the same exclusion in better words");
}
