use rules::Milestone;

use super::imaging::{MRI, acquire, report};
use super::note::milestone;
use super::*;
use crate::clock::{Ended, Exclusion};
use crate::correction::CorrectEntry;
use crate::imaging::Conclusion;
use crate::note::AddNote;
use crate::treatment::{GiveDexamethasone, Outcome as Plan};

fn correct(entry: u64, says: &str, happened_at: Option<&str>) -> Command {
    Command::CorrectEntry(CorrectEntry {
        entry,
        why: "wrong patient read out".into(),
        says: says.into(),
        happened_at: happened_at.map(time),
    })
}

#[test]
fn a_moved_time_moves_the_clock_it_stopped() {
    let mut story = taken_on(WALKS_BADLY);
    story.at("2026-11-25T12:00:00Z");
    story.does(&coordinator(), acquire(MRI, None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::MetLate);
    let entry = story.entry("ImagingAcquired");
    story.does(&coordinator(), correct(entry, "", Some("2026-11-25T09:00:00Z")));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
    assert_eq!(story.case.imaging.acquired.as_ref().unwrap().1, time("2026-11-25T09:00:00Z"));
    // The clock that counted from the scan counts from its new time.
    assert_eq!(story.clock("CLK-REPORT").since, time("2026-11-25T09:00:00Z"));
    assert_eq!(story.instances("CLK-REPORT"), 1);
    story.is_consistent();
}

#[test]
fn a_withdrawn_entry_lets_its_clock_run_again() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(60);
    story.does(&coordinator(), acquire(MRI, None));
    let entry = story.entry("ImagingAcquired");
    story.does(&coordinator(), correct(entry, "", None));
    assert!(story.clock("CLK-MRI24").runs());
    assert!(story.case.imaging.acquired.is_none());
    let report = story.clock("CLK-REPORT");
    assert!(matches!(report.ended, Some(Ended::Excluded(Exclusion::EntryWithdrawn, _))));
    // The right entry can follow, and both clocks behave as if the wrong one had never been.
    story.wait_min(60);
    story.does(&coordinator(), acquire(MRI, None));
    assert_eq!(story.clock("CLK-MRI24").ended, Some(Ended::Stopped(story.now)));
    assert!(story.clock("CLK-REPORT").runs());
    story.is_consistent();
}

#[test]
fn words_alone_move_no_clock() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    let entry = story.entry("ImagingAcquired");
    story.does(&coordinator(), correct(entry, "scanned at Northfield, not here", None));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Met);
    assert!(story.case.imaging.acquired.is_some());
}

#[test]
fn one_of_two_contacts_withdrawn_leaves_the_other_standing() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(5);
    story.does(&coordinator(), milestone(Milestone::CoordinatorContacted, None));
    let first = story.now;
    story.wait_min(5);
    story.does(&coordinator(), note::call(false, true));
    let call = story.entry("CallLogged");
    story.does(&coordinator(), correct(call, "", None));
    assert_eq!(story.clock("CLK-COORD0").ended, Some(Ended::Stopped(first)));
    let entry = story.history.iter().rev().find(|one| one.occurred_at == first).unwrap().version;
    let entry = entry - 1;
    assert_eq!(
        story.history[usize::try_from(entry).unwrap() - 1].event.name(),
        "MilestoneRecorded"
    );
    story.does(&coordinator(), correct(entry, "", None));
    assert!(story.clock("CLK-COORD0").runs());
}

#[test]
fn a_call_that_never_was_takes_its_contact_back() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), note::call(false, true));
    let entry = story.entry("CallLogged");
    story.does(&coordinator(), correct(entry, "", None));
    assert!(story.clock("CLK-COORD0").runs());
}

#[test]
fn a_wrong_no_must_not_keep_a_tier_down() {
    let mut story = taken_on(NIGHT_PAIN);
    let entry = story.entry("FactsRecorded");
    story.does(&coordinator(), correct(entry, "neurology was not examined", None));
    assert_eq!(story.case.facts.get("n_gait").unwrap().answer, Answer::Word("unknown".into()));
    assert!(story.case.facts.is_yes("p_night"), "unknown takes no risk away");
}

#[test]
fn answers_whose_time_alone_was_wrong_stay_and_move_their_clocks() {
    let mut story = taken_on(NIGHT_PAIN);
    story.wait_min(60);
    story.does(&ward(), tell(&[("n_gait", "yes")], How::Clinician));
    let entry = story.entry("FactsRecorded");
    let really = "2026-11-24T10:20:00Z";
    story.does(&ward(), correct(entry, "", Some(really)));
    assert!(story.case.facts.is_yes("n_gait"));
    let clock = story.clock("CLK-MRI24");
    assert_eq!((clock.since, clock.due), (time(really), time("2026-11-25T10:20:00Z")));
    assert_eq!(story.clock("CLK-MRI168").since, time(MORNING));
}

#[test]
fn a_dose_that_was_not_given_is_not_known_to_be_given() {
    let mut story = taken_on(WALKS_BADLY);
    let dose = GiveDexamethasone {
        base_mg: 16.0,
        product: "2 mg tablets".into(),
        route: "oral".into(),
        at: None,
        agreed_with: String::new(),
    };
    story.does(&ward(), Command::GiveDexamethasone(dose));
    let entry = story.entry("DexamethasoneGiven");
    story.does(&ward(), correct(entry, "", None));
    assert!(story.clock("CLK-DEX").runs());
    assert!(story.case.treatment.dexamethasone.is_none());
    assert!(!story.case.facts.is_yes("dex_given"));
}

#[test]
fn a_withdrawn_report_takes_back_what_it_excluded() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(false), Conclusion::Excluded));
    let entry = story.entry("ImagingReported");
    story.does(&consultant(), correct(entry, "", None));
    assert!(!story.case.facts.is_yes("mscc_ruled_out"));
    for id in ["CLK-PLAN24", "CLK-DEX", "CLK-REPORT"] {
        assert!(story.clock(id).runs(), "{id}");
    }
    assert_eq!(story.instances("CLK-MRI24"), 1);
    assert!(story.case.imaging.reported.is_none());
    story.is_consistent();
}

#[test]
fn a_withdrawn_decision_leaves_the_plan_open() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), acquire(MRI, None));
    story.does(&consultant(), report(Some(true), Conclusion::Confirmed));
    story.does(&consultant(), treatment::decided(Plan::Rt));
    let entry = story.entry("TreatmentDecided");
    story.does(&consultant(), correct(entry, "", None));
    assert!(story.clock("CLK-PLAN24").runs());
    assert!(story.case.treatment.decided.is_none());
    assert!(!story.clock("CLK-RT24").runs(), "its start never was");
}

#[test]
fn an_examination_moves_in_time_or_goes() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(60);
    story.does(&ward(), neuro::walks(crate::neuro::Walking::WithAid));
    let entry = story.entry("NeuroRecorded");
    story.does(&ward(), correct(entry, "", Some("2026-11-24T10:30:00Z")));
    assert_eq!(story.case.neuro[0].at, time("2026-11-24T10:30:00Z"));
    story.does(&ward(), neuro::walks(crate::neuro::Walking::WithOne));
    let entry = story.entry("NeuroRecorded");
    story.does(&ward(), correct(entry, "", None));
    assert_eq!(story.case.neuro.len(), 1);
}

#[test]
fn a_correction_says_why_names_an_entry_and_happens_once() {
    let mut story = taken_on(WALKS_BADLY);
    let note = AddNote { text: "Bloods sent".into(), at: None };
    story.does(&ward(), Command::AddNote(note));
    let entry = story.entry("NoteAdded");
    let silent = Command::CorrectEntry(CorrectEntry {
        entry,
        why: " ".into(),
        says: String::new(),
        happened_at: None,
    });
    assert_eq!(story.when(&ward(), silent).invalid(), "why");
    assert_eq!(
        story.when(&ward(), correct(entry, "", Some("2026-11-25T10:00:00Z"))).invalid(),
        "at"
    );
    for other in [1, 999] {
        let refused = story.when(&ward(), correct(other, "", None)).refused();
        assert_eq!(refused, Refusal::Unknown("entry that can be corrected"));
    }
    story.when(&coordinator(), correct(entry, "Bloods not sent", None)).then(&["EntryCorrected"]);
    story.wait_min(3);
    let again = story.when(&ward(), correct(entry, "", None)).refused();
    assert_eq!(again, Refusal::AlreadyDone { by: "A. Ng".into(), at: time(MORNING) });
}
