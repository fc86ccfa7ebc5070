use rules::Milestone;

use super::imaging::{MRI, acquire, safe};
use super::*;
use crate::imaging::request::{Hazard, MriSafety, ScanRequest};
use crate::imaging::scan::{ProgressScan, Scan, ScanStage, ScanStep, Transfer, TransferState};
use crate::imaging::{Modality, OrderImaging};

fn radiology() -> Actor {
    someone("R. Lindqvist", Role::Radiology)
}

fn order(modality: Modality, request: ScanRequest) -> Command {
    Command::OrderImaging(OrderImaging {
        modality,
        mri_contraindicated: None,
        slot: None,
        place: String::new(),
        request,
    })
}

fn mri(safety: MriSafety) -> Command {
    let indication = "Breast cancer, legs weak since yesterday.".into();
    order(MRI, ScanRequest { indication, safety, ..ScanRequest::default() })
}

fn step(number: u32, step: ScanStep, words: &str) -> Command {
    let slot = (step == ScanStep::Booked).then(|| time("2026-11-24T16:00:00Z"));
    let words = words.into();
    Command::ProgressScan(ProgressScan {
        number,
        step,
        words,
        slot,
        place: String::new(),
        at: None,
    })
}

fn asked(safety: MriSafety) -> Story {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), mri(safety));
    story
}

#[track_caller]
fn scan(story: &Story, number: u32) -> &Scan {
    story.case.imaging.scans.iter().find(|scan| scan.number == number).unwrap()
}

#[test]
fn a_request_is_vetted_booked_put_on_the_table_and_done() {
    let mut story = asked(safe());
    assert_eq!(scan(&story, 1).stage, ScanStage::Requested);
    for (what, stage) in [
        (ScanStep::Accepted, ScanStage::Accepted),
        (ScanStep::Booked, ScanStage::Booked),
        (ScanStep::OnTable, ScanStage::OnTable),
    ] {
        story.wait_min(5);
        story.does(&radiology(), step(1, what, ""));
        assert_eq!(scan(&story, 1).stage, stage);
    }
    assert!(story.clock("CLK-MRI24").runs(), "nothing but the scan itself stops its clock");
    story.wait_min(30);
    story.does(&radiology(), acquire(MRI, None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
    assert_eq!(scan(&story, 1).done.unwrap().1, story.now);
    let late = story.when(&radiology(), step(1, ScanStep::Declined, "no")).refused();
    assert!(matches!(late, Refusal::AlreadyDone { .. }));
    story.is_consistent();
}

#[test]
fn what_is_not_known_of_the_magnet_is_a_telephone_call_that_climbs() {
    let mut story = taken_on(WALKS_BADLY);
    let said = [(Hazard::Pacemaker, true), (Hazard::BrainClip, false)].into();
    let safety = MriSafety { said, flat_min: Some(10), weight_kg: Some(80) };
    story.when(&coordinator(), mri(safety)).then(&["TaskSet", "ImagingOrdered"]);
    let task = story.case.tasks[0].clone();
    for words in ["pacemaker or defibrillator: yes", "metal in an eye: not known", "10 minutes"] {
        assert!(task.what.contains(words), "{}", task.what);
    }
    assert!(!task.what.contains("brain vessel"), "{}", task.what);
    story.wait_min(16).tick();
    assert!(story.fired().contains(&"task:1"));
    story.does(&radiology(), step(1, ScanStep::Accepted, ""));
    assert!(story.case.tasks[0].done.is_some(), "accepting it settles the question");
}

#[test]
fn nothing_asked_is_not_known_and_everything_known_asks_for_no_call() {
    assert_eq!(MriSafety::default().for_the_telephone(), ["nothing is known yet"]);
    let little = MriSafety { flat_min: Some(40), ..MriSafety::default() };
    assert_eq!(little.for_the_telephone().len(), Hazard::ALL.len() + 1);
    assert_eq!(safe().for_the_telephone(), [""; 0]);
    let mut story = taken_on(WALKS_BADLY);
    story.when(&coordinator(), mri(safe())).then(&["ImagingOrdered"]);
}

#[test]
fn an_unsafe_mri_becomes_a_ct_on_the_very_same_clock() {
    let mut story = asked(safe());
    let due = story.clock("CLK-MRI24").due;
    story.wait_min(20);
    assert_eq!(story.when(&radiology(), step(1, ScanStep::NotSafe, "")).invalid(), "words");
    story.does(&radiology(), step(1, ScanStep::NotSafe, "Pacemaker not safe for MRI."));
    assert_eq!(scan(&story, 1).stage, ScanStage::Declined);
    let ct = scan(&story, 2);
    assert_eq!((ct.modality, ct.stage), (Modality::CtWholeSpine, ScanStage::Requested));
    assert_eq!(ct.request.indication, scan(&story, 1).request.indication);
    assert!(story.case.imaging.mri_contraindicated);
    let clock = story.clock("CLK-MRI24");
    assert_eq!((clock.due, clock.instance, clock.runs()), (due, 1, true));
    story.wait_min(20);
    story.does(&radiology(), acquire(Modality::CtWholeSpine, None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
    story.is_consistent();
}

#[test]
fn mri_is_not_ordered_where_radiology_said_it_cannot_be_done() {
    let mut story = taken_on(WALKS_BADLY);
    let order = OrderImaging {
        modality: MRI,
        mri_contraindicated: Some(true),
        slot: None,
        place: String::new(),
        request: ScanRequest::default(),
    };
    let refused = story.when(&coordinator(), Command::OrderImaging(order)).invalid();
    assert_eq!(refused, "modality");
}

#[test]
fn ct_for_the_bone_beside_mri_stops_no_clock() {
    let mut story = asked(safe());
    story.does(&coordinator(), order(Modality::CtForBone, ScanRequest::default()));
    story.does(&radiology(), acquire(Modality::CtForBone, None));
    assert!(story.clock("CLK-MRI24").runs());
    assert_eq!(scan(&story, 2).stage, ScanStage::Done);
    assert!(story.case.imaging.acquired.is_none(), "the whole spine is still awaited");
    assert!(!story.has("CLK-REPORT"));
    story.does(&radiology(), acquire(MRI, None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
}

#[test]
fn an_xray_for_spread_needs_a_reason_and_tells_the_rules() {
    let because =
        |why: &str| ScanRequest { xray_because: Some(why.to_owned()), ..ScanRequest::default() };
    let mut story = taken_on(WALKS_BADLY);
    let refused = story.when(&coordinator(), order(Modality::PlainXray, because(" "))).invalid();
    assert_eq!(refused, "xray_because");
    story.does(&coordinator(), order(Modality::PlainXray, because("No scanner for two days.")));
    assert!(story.case.facts.is_yes("plain_xray_requested_for_mets"));
    let mut other = taken_on(WALKS_BADLY);
    other.does(&coordinator(), order(Modality::PlainXray, ScanRequest::default()));
    assert!(!other.case.facts.is_yes("plain_xray_requested_for_mets"));
}

#[test]
fn a_question_of_radiology_waits_for_its_answer_and_a_refusal_needs_a_reason() {
    let mut story = asked(safe());
    assert_eq!(story.when(&radiology(), step(1, ScanStep::Asked, " ")).invalid(), "words");
    story.does(&radiology(), step(1, ScanStep::Asked, "Which hip screw?"));
    assert_eq!(scan(&story, 1).stage, ScanStage::Asked);
    assert!(story.case.tasks[0].what.contains("Which hip screw?"));
    story.does(&coordinator(), step(1, ScanStep::Answered, "Titanium, 2019."));
    assert!(story.case.tasks[0].done.is_some());
    assert_eq!(scan(&story, 1).stage, ScanStage::Requested);
    assert_eq!(story.when(&radiology(), step(1, ScanStep::Declined, "")).invalid(), "words");
    story.does(&radiology(), step(1, ScanStep::Declined, "Scanned yesterday."));
    let last = story.case.tasks.last().unwrap();
    assert!(last.done.is_none() && last.escalates, "what instead stays to be decided");
}

#[test]
fn only_radiology_vets() {
    let mut story = asked(safe());
    for what in [ScanStep::Accepted, ScanStep::Asked, ScanStep::Declined, ScanStep::NotSafe] {
        let refused = story.when(&coordinator(), step(1, what, "because")).refused();
        assert!(matches!(refused, Refusal::NotPermitted(_)));
    }
    assert_eq!(
        story.when(&coordinator(), step(9, ScanStep::Booked, "")).refused(),
        Refusal::Unknown("scan")
    );
}

#[test]
fn a_slot_is_a_time() {
    let mut story = asked(safe());
    let booked = Command::ProgressScan(ProgressScan {
        number: 1,
        step: ScanStep::Booked,
        words: String::new(),
        slot: None,
        place: "MR 2".into(),
        at: None,
    });
    assert_eq!(story.when(&radiology(), booked).invalid(), "slot");
}

#[test]
fn images_that_are_not_viewable_half_an_hour_after_they_were_sent_raise_the_alarm() {
    let mut story = asked(safe());
    assert_eq!(Transfer::of(&story.case).state(), TransferState::NotRequested);
    story.does(&radiology(), step(1, ScanStep::ImagesRequested, ""));
    assert_eq!(Transfer::of(&story.case).state(), TransferState::Requested);
    story.wait_min(10);
    story.does(&radiology(), step(1, ScanStep::ImagesSent, ""));
    let sent = story.now;
    assert_eq!(Transfer::of(&story.case).at(TransferState::Sent), Some(sent));
    story.wait_min(29).tick();
    assert!(!story.fired().contains(&"clock:CLK-IMGX#1:breached"));
    story.wait_min(1).tick();
    assert!(story.fired().contains(&"clock:CLK-IMGX#1:breached"));
    story.wait_min(1);
    story.does(&radiology(), step(1, ScanStep::ImagesReceived, ""));
    story.does(&radiology(), step(1, ScanStep::ImagesViewable, ""));
    assert_eq!(story.stage("CLK-IMGX"), Stage::MetLate);
    assert_eq!(Transfer::of(&story.case).state(), TransferState::Viewable);
}

#[test]
fn images_sent_again_are_not_viewable_yet_and_have_a_clock_of_their_own() {
    let mut story = asked(safe());
    story.does(&radiology(), step(1, ScanStep::ImagesSent, ""));
    story.wait_min(5);
    story.does(&radiology(), step(1, ScanStep::ImagesViewable, ""));
    story.wait_min(60);
    story.does(&radiology(), step(1, ScanStep::ImagesSent, ""));
    assert_eq!(Transfer::of(&story.case).state(), TransferState::Sent);
    assert_eq!(story.instances("CLK-IMGX"), 2);
}

#[test]
fn a_corrected_time_of_sending_moves_its_clock() {
    let mut story = asked(safe());
    story.wait_min(60);
    story.does(&radiology(), step(1, ScanStep::ImagesSent, ""));
    let really = time("2026-11-24T10:30:00Z");
    story.does(
        &coordinator(),
        Command::CorrectEntry(crate::correction::CorrectEntry {
            entry: story.entry("ScanProgressed"),
            why: "Read off the wrong line.".into(),
            says: String::new(),
            happened_at: Some(really),
        }),
    );
    assert_eq!(story.clock("CLK-IMGX").since, really);
    assert_eq!(story.case.latest(Milestone::ImagesSent), Some(really));
}

#[test]
fn a_withdrawn_scan_waits_again_and_a_withdrawn_report_is_no_end() {
    let mut story = asked(safe());
    story.does(&radiology(), acquire(MRI, None));
    story.does(
        &coordinator(),
        Command::CorrectEntry(crate::correction::CorrectEntry {
            entry: story.entry("ImagingAcquired"),
            why: "Another person.".into(),
            says: String::new(),
            happened_at: None,
        }),
    );
    assert!(scan(&story, 1).done.is_none() && scan(&story, 1).is_open());
    assert!(story.clock("CLK-MRI24").runs());
    story.is_consistent();
}

#[test]
fn a_scan_that_nobody_ordered_here_is_on_the_list_when_it_is_done() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    assert_eq!(scan(&story, 1).stage, ScanStage::Done);
    let row = crate::board::BoardRow::of(story.id, &story.case).unwrap();
    assert_eq!(row.scans.len(), 1);
}
