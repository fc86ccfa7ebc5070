use rules::Tier;

use super::*;
use crate::clock::Exclusion;
use crate::closing::{CloseCase, ReopenCase};
use crate::correction::CorrectEntry;
use crate::imaging::Conclusion;
use crate::note::AddNote;
use crate::status::Status;
use crate::treatment::Outcome as Ending;

fn close(outcome: Ending, note: &str) -> Command {
    Command::CloseCase(CloseCase { outcome, note: note.into() })
}

fn reopen(why: &str) -> Command {
    Command::ReopenCase(ReopenCase { why: why.into() })
}

fn ends(story: &Story) -> Vec<(String, Exclusion)> {
    story
        .history
        .iter()
        .filter_map(|one| match &one.event {
            Event::ClockExcluded(excluded) => Some((excluded.clock.clone(), excluded.code)),
            _ => None,
        })
        .collect()
}

#[test]
fn each_ending_gives_its_own_code_to_the_clocks_it_ends() {
    for (outcome, note, code) in [
        (Ending::Declined, "", Exclusion::PatientDeclined),
        (Ending::DiedBefore, "", Exclusion::Died),
        (Ending::TransferOther, "", Exclusion::TransferredOut),
        (Ending::NotMsccMalig, "", Exclusion::MsccExcluded),
        (Ending::NotMalig, "infection", Exclusion::MsccExcluded),
        (Ending::Bsc, "", Exclusion::CaseClosed),
    ] {
        let mut story = taken_on(WALKS_BADLY);
        story.does(&consultant(), close(outcome, note));
        assert!(story.case.clocks.iter().all(|clock| !clock.runs()), "{outcome:?}");
        let ends = ends(&story);
        assert!(ends.len() >= 4 && ends.iter().all(|(_, given)| *given == code), "{ends:?}");
        assert_eq!(Status::of(&story.case), Status::Closed);
        assert_eq!(story.pending(), []);
    }
}

#[test]
fn not_malignant_names_the_cause() {
    let mut story = taken_on(WALKS_BADLY);
    assert_eq!(story.when(&consultant(), close(Ending::NotMalig, " ")).invalid(), "note");
}

#[test]
fn an_unread_referral_cannot_be_closed() {
    let mut story = referred(WALKS_BADLY);
    let refused = story.when(&consultant(), close(Ending::Bsc, "")).refused();
    assert!(matches!(refused, Refusal::NotPermitted(_)));
}

#[test]
fn a_closed_case_takes_notes_and_nothing_else() {
    let mut story = taken_on(WALKS_BADLY);
    assert_eq!(story.when(&consultant(), reopen("late news")).refused(), Refusal::NotClosed);
    story.does(&consultant(), close(Ending::Bsc, ""));
    for command in [
        Command::Acknowledge,
        tell(WALKS_BADLY, How::Clinician),
        close(Ending::Bsc, ""),
        note::milestone(rules::Milestone::Admission, None),
        neuro::walks(crate::neuro::Walking::Unable),
        imaging::acquire(imaging::MRI, None),
    ] {
        assert_eq!(story.when(&consultant(), command).refused(), Refusal::Closed);
    }
    let note = AddNote { text: "Family thanked the ward".into(), at: None };
    story.when(&consultant(), Command::AddNote(note)).then(&["NoteAdded"]);
}

#[test]
fn a_case_that_opens_again_runs_on_where_it_was_and_waits_for_somebody() {
    let mut story = taken_on(WALKS_BADLY);
    let due = story.clock("CLK-MRI24").due;
    story.does(&consultant(), close(Ending::Bsc, ""));
    story.wait_min(60);
    assert_eq!(story.when(&consultant(), reopen("")).invalid(), "why");
    story.does(&consultant(), reopen("closed the wrong case"));
    let clock = story.clock("CLK-MRI24");
    assert_eq!((clock.instance, clock.due, clock.runs()), (1, due, true));
    assert_eq!(story.case.tier(), Tier::E1);
    assert!(story.case.acknowledged.is_none());
    assert!(story.pending().iter().any(|one| one.key.ends_with("registrar")));
    story.is_consistent();
}

#[test]
fn a_change_of_mind_counts_anew_from_the_day_it_was_said() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&consultant(), close(Ending::Declined, ""));
    story.at("2026-12-08T10:00:00Z");
    story.does(&consultant(), reopen("now wants the scan"));
    let clock = story.clock("CLK-MRI24");
    assert_eq!((clock.instance, clock.since, clock.runs()), (2, story.now, true));
    assert_eq!(clock.due, time("2026-12-09T10:00:00Z"));
    assert!(ends(&story).contains(&("CLK-MRI24".into(), Exclusion::PatientDeclined)));
}

#[test]
fn worse_after_treatment_in_a_case_that_opened_again_is_a_new_suspicion() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), imaging::acquire(imaging::MRI, None));
    story.does(&consultant(), imaging::report(Some(true), Conclusion::Confirmed));
    story.does(&consultant(), treatment::decided(Ending::Rt));
    story.does(&consultant(), Command::GiveFirstFraction { at: None });
    story.does(&ward(), neuro::walks(crate::neuro::Walking::WithAid));
    story.does(&consultant(), close(Ending::Rt, ""));
    story.at("2027-02-01T10:00:00Z");
    story.does(&consultant(), reopen("worse at home"));
    assert_eq!(story.instances("CLK-MRI24"), 1, "opening it again is no finding");
    story.does(&ward(), neuro::walks(crate::neuro::Walking::WithTwo));
    let clock = story.clock("CLK-MRI24");
    assert_eq!((clock.instance, clock.since, clock.runs()), (2, story.now, true));
    story.does(&coordinator(), Command::Acknowledge);
    assert_eq!(Status::of(&story.case), Status::AwaitingImaging);
    // The second course has clocks of its own.
    story.wait_min(60);
    story.does(&coordinator(), imaging::acquire(imaging::MRI, None));
    story.does(&consultant(), treatment::decided(Ending::Rt));
    let clock = story.clock("CLK-RT24");
    assert_eq!((clock.instance, clock.since), (2, story.now));
    story.wait_min(60);
    story.does(&consultant(), Command::GiveFirstFraction { at: None });
    assert_eq!(story.stage("CLK-RT24"), Stage::Met);
    story.is_consistent();
}

#[test]
fn the_rules_are_asked_again_when_a_case_opens_again() {
    let mut story = taken_on(NIGHT_PAIN);
    story.does(&consultant(), close(Ending::Observe, ""));
    let entry = story.entry("FactsRecorded");
    let correct = CorrectEntry {
        entry,
        why: "another person's answers".into(),
        says: "not examined".into(),
        happened_at: None,
    };
    story.does(&consultant(), Command::CorrectEntry(correct));
    let events = story.does(&consultant(), reopen("see correction"));
    assert!(events.iter().any(|event| event.name() == "TriageDecided"), "{events:?}");
}

#[test]
fn a_correction_to_a_closed_case_leaves_nothing_running() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&coordinator(), imaging::acquire(imaging::MRI, None));
    story.does(&consultant(), close(Ending::Bsc, ""));
    let correct = CorrectEntry {
        entry: story.entry("ImagingAcquired"),
        why: "another person".into(),
        says: String::new(),
        happened_at: None,
    };
    story.does(&consultant(), Command::CorrectEntry(correct));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Excluded);
}
