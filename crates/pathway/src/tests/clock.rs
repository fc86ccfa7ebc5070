use rules::{ClockKind, Milestone};

use super::note::milestone;
use super::*;
use crate::clock::{ExcludeClock, Exclusion};
use crate::site::Target;
use crate::treatment::Outcome as Plan;

fn exclude(clock: &str, code: Exclusion, why: &str) -> Command {
    Command::ExcludeClock(ExcludeClock { clock: clock.into(), code, why: why.into() })
}

fn tertiary() -> Story {
    let mut said = WALKS_BADLY.to_vec();
    said.push(("tertiary_referral", "yes"));
    taken_on(&said)
}

#[test]
fn a_clock_passes_its_stages_at_its_points() {
    let mut story = taken_on(WALKS_BADLY);
    for (at, stage) in [
        ("2026-11-24T21:59:59Z", Stage::OnTrack),
        ("2026-11-24T22:00:00Z", Stage::Watch),
        ("2026-11-25T06:00:00Z", Stage::AtRisk),
        ("2026-11-25T10:00:00Z", Stage::Breached),
    ] {
        assert_eq!(story.at(at).stage("CLK-MRI24"), stage, "{at}");
    }
}

#[test]
fn at_risk_and_breached_are_told_once_each() {
    let mut story = taken_on(WALKS_BADLY);
    story.at("2026-11-26T10:00:00Z");
    let fired = story.tick();
    for stage in ["at-risk", "breached"] {
        let key = format!("clock:CLK-MRI24#1:{stage}");
        assert_eq!(fired.iter().filter(|(fired, _)| *fired == key).count(), 1);
    }
    story.at("2026-11-27T10:00:00Z");
    assert_eq!(story.tick(), []);
}

#[test]
fn twenty_four_hours_stay_twenty_four_hours_when_the_clocks_change() {
    // 25 October 2026, 00:30 British Summer Time.
    let mut story = given([]);
    story.at("2026-10-24T23:30:00Z");
    story.does(&ward(), submit(referral(WALKS_BADLY)));
    let due = story.clock("CLK-MRI24").due;
    assert_eq!(due, time("2026-10-25T23:30:00Z"));
    let local = due.to_zoned_datetime(story.site.time_zone());
    assert_eq!(local.to_string(), "2026-10-25T23:30:00+00:00[Europe/London]");
}

#[test]
fn waiting_for_the_referrer_is_counted_beside_and_moves_no_clock() {
    let mut story = tertiary();
    let before: Vec<Timestamp> = story.case.clocks.iter().map(|clock| clock.due).collect();
    story.wait_min(30);
    story.does(&coordinator(), milestone(Milestone::AwaitingReferrerStarted, None));
    let asked = story.now;
    assert_eq!(story.clock("CLK-AWAITREF").due, asked + SignedDuration::from_hours(1));
    let after: Vec<Timestamp> = story.case.clocks.iter().map(|clock| clock.due).collect();
    assert_eq!(before, after[..before.len()]);
    // A second question while the first is open does not shorten the wait.
    story.wait_min(10);
    story.does(&coordinator(), milestone(Milestone::AwaitingReferrerStarted, None));
    assert_eq!(story.case.awaiting_referrer(), Some(asked));
    story.does(&coordinator(), milestone(Milestone::AwaitingReferrerEnded, None));
    assert_eq!(story.stage("CLK-AWAITREF"), Stage::Met);
    assert_eq!(story.case.awaiting_referrer(), None);
    // The next wait has a clock of its own.
    story.wait_min(60);
    story.does(&coordinator(), milestone(Milestone::AwaitingReferrerStarted, None));
    let clock = story.clock("CLK-AWAITREF");
    assert_eq!((clock.instance, clock.since, clock.runs()), (2, story.now, true));
}

#[test]
fn the_plan_is_sent_within_two_working_days() {
    let mut story = given([]);
    story.at("2026-12-23T15:00:00Z");
    let mut said = WALKS_BADLY.to_vec();
    said.push(("tertiary_referral", "yes"));
    story.does(&ward(), submit(referral(&said)));
    // Wednesday 15:00, Thursday, then Christmas, the weekend and the substitute day: Tuesday.
    assert_eq!(story.clock("CLK-PLANSENT").due, time("2026-12-29T15:00:00Z"));
    story.does(&coordinator(), milestone(Milestone::PlanSentToReferrer, None));
    assert_eq!(story.stage("CLK-PLANSENT"), Stage::Met);
}

#[test]
fn each_event_that_changes_the_plan_owes_an_update_of_its_own() {
    let mut story = tertiary();
    story.does(&consultant(), treatment::decided(Plan::FurtherImaging));
    story.wait_min(60);
    story.does(&consultant(), treatment::decided(Plan::Rt));
    let updates: Vec<(u32, Timestamp, bool)> = story
        .case
        .clocks
        .iter()
        .filter(|clock| clock.id == "CLK-UPDATE")
        .map(|clock| (clock.instance, clock.since, clock.runs()))
        .collect();
    let first = time(MORNING);
    assert_eq!(updates, [(1, first, true), (2, story.now, true)]);
    // An update told of at half past ten answers the first event only.
    story.does(&coordinator(), milestone(Milestone::ReferrerUpdated, Some("2026-11-24T10:30:00Z")));
    let runs: Vec<bool> = updates.iter().map(|(n, ..)| update(&story, *n).runs()).collect();
    assert_eq!(runs, [false, true]);
    story.wait_min(5);
    story.does(&coordinator(), milestone(Milestone::ReferrerUpdated, None));
    assert!(!update(&story, 2).runs());
}

fn update(story: &Story, instance: u32) -> &RunningClock {
    let mut clocks = story.case.clocks.iter();
    clocks.find(|clock| clock.id == "CLK-UPDATE" && clock.instance == instance).unwrap()
}

#[test]
fn images_sent_and_not_viewable_run_again_each_time() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&ward(), milestone(Milestone::ImagesSent, None));
    story.wait_min(10);
    story.does(&ward(), milestone(Milestone::ImagesViewable, None));
    assert_eq!(story.stage("CLK-IMGX"), Stage::Met);
    story.wait_min(10);
    story.does(&ward(), milestone(Milestone::ImagesSent, None));
    assert_eq!(story.clock("CLK-IMGX").instance, 2);
    assert!(story.clock("CLK-IMGX").runs(), "the first set cannot answer for the second");
}

#[test]
fn admission_starts_the_clocks_of_the_ward() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&consultant(), tell(&[("mscc_confirmed", "yes")], How::Clinician));
    story.wait_min(60);
    story.does(&ward(), milestone(Milestone::Admission, None));
    for (id, hours) in [("CLK-VTE", 14), ("CLK-PHYSIO", 24), ("CLK-OT", 48)] {
        assert_eq!(story.clock(id).due, story.now + SignedDuration::from_hours(hours), "{id}");
    }
    story.does(&ward(), milestone(Milestone::ClotRiskAssessed, None));
    assert_eq!(story.stage("CLK-VTE"), Stage::Met);
}

#[test]
fn two_way_contact_with_the_coordinator_ends_the_first_half_hour() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(12);
    story.does(&coordinator(), note::call(false, true));
    assert_eq!(story.stage("CLK-COORD0"), Stage::Met);
    assert!(story.clock("CLK-MRI24").runs());
}

#[test]
fn a_site_may_be_stricter_and_its_clocks_show_it() {
    let mut story = given([]);
    story.site.targets.insert("CLK-MRI24".into(), Target::Minutes(720));
    story.does(&ward(), submit(referral(WALKS_BADLY)));
    let clock = story.clock("CLK-MRI24");
    assert_eq!(clock.due, time("2026-11-24T22:00:00Z"));
    assert!(clock.red.unwrap() < clock.due);
}

#[test]
fn a_clock_ends_early_only_with_a_code_and_a_reason() {
    let mut story = taken_on(WALKS_BADLY);
    let declined = Exclusion::PatientDeclined;
    let refused = story.when(&coordinator(), exclude("CLK-MRI24", declined, "")).invalid();
    assert_eq!(refused, "why");
    let unknown = story.when(&coordinator(), exclude("CLK-VTE", declined, "said no")).refused();
    assert_eq!(unknown, Refusal::Unknown("running clock"));
    let judged = Exclusion::NotClinicallyAppropriate;
    let refused = story.when(&coordinator(), exclude("CLK-MRI24", judged, "dying")).refused();
    assert!(matches!(refused, Refusal::NotPermitted(_)));
    for by_hand in [Exclusion::CaseClosed, Exclusion::MsccExcluded, Exclusion::EntryWithdrawn] {
        let refused = story.when(&consultant(), exclude("CLK-MRI24", by_hand, "x")).invalid();
        assert_eq!(refused, "code");
    }
    story.when(&consultant(), exclude("CLK-MRI24", judged, "dying")).then(&["ClockExcluded"]);
    assert_eq!(story.history.last().unwrap().reason.as_deref(), Some("dying"));
    assert_eq!(story.stage("CLK-MRI24"), Stage::Excluded);
    // It stays ended while the facts stay as they are.
    story.does(&ward(), tell(&[("n_weak", "yes")], How::Clinician));
    assert_eq!(story.instances("CLK-MRI24"), 1);
}

#[test]
fn every_clock_of_the_rule_book_says_whose_target_it_is() {
    for clock in rules::CLOCKS {
        let words = crate::clock::kind_words(clock.kind);
        assert_eq!(words == "national target", clock.kind == ClockKind::National, "{}", clock.id);
    }
}
