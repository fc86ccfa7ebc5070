use rules::Tier;

use super::*;
use crate::neuro::{MiniNeuro, RecordNeuro};
use crate::triage::SetTier;

fn rungs(fired: &[(String, i64)]) -> Vec<&str> {
    let ladder = fired.iter().filter_map(|(key, _)| key.strip_prefix("ladder:"));
    ladder.map(|key| key.split_once(':').unwrap().1).collect()
}

#[test]
fn the_coordinator_is_called_in_the_very_commit_of_the_referral() {
    let story = referred(WALKS_BADLY);
    assert_eq!(story.messages.len(), 1);
    let message = &story.messages[0];
    assert_eq!(message.to.name, "Coordinator on duty");
    assert!(message.key.starts_with(&story.id.to_string()));
    for private in ["Example", "Ann", "Legs", "Northfield", "cancer"] {
        assert!(!format!("{} {}", message.subject, message.text).contains(private));
    }
}

#[test]
fn each_rung_is_called_at_its_minute_and_the_last_every_five() {
    let mut story = referred(WALKS_BADLY);
    assert_eq!(rungs(&story.tick()), [""; 0]);
    let mut called = Vec::new();
    for minute in 1..=26 {
        story.wait_min(1);
        for rung in rungs(&story.tick()) {
            called.push(format!("{minute} {rung}"));
        }
    }
    assert_eq!(
        called,
        [
            "5 registrar",
            "10 consultant",
            "15 switchboard:1",
            "20 switchboard:2",
            "25 switchboard:3"
        ]
    );
    let told: Vec<&str> = story.messages.iter().map(|one| one.to.name.as_str()).collect();
    assert!(told.starts_with(&["Coordinator on duty", "Registrar on call", "Consultant on call"]));
}

#[test]
fn acknowledgement_stops_the_ladder() {
    let mut story = referred(WALKS_BADLY);
    story.wait_min(7).tick();
    story.does(&coordinator(), Command::Acknowledge);
    assert!(story.pending().iter().all(|one| !one.key.starts_with("ladder:")));
    story.wait_min(20);
    assert_eq!(rungs(&story.tick()), [""; 0]);
}

#[test]
fn after_downtime_each_rung_is_called_once_and_says_how_late_it_is() {
    let mut story = referred(WALKS_BADLY);
    story.wait_min(120);
    let fired = story.tick();
    assert_eq!(rungs(&fired), ["registrar", "consultant", "switchboard:1"]);
    let late: Vec<i64> =
        fired.iter().filter(|(key, _)| key.starts_with("ladder")).map(|one| one.1).collect();
    assert_eq!(late, [115 * 60, 110 * 60, 105 * 60]);
    assert_eq!(story.pending()[0].due, story.now + SignedDuration::from_mins(5));
    assert_eq!(story.tick(), []);
}

#[test]
fn a_deadline_fires_once_and_only_when_due() {
    let mut story = referred(WALKS_BADLY);
    let key =
        story.pending().iter().find(|one| one.key.ends_with("registrar")).unwrap().key.clone();
    let not_due = Refusal::Unknown("deadline that is due");
    assert_eq!(story.when(&Actor::system(), fire(&key)).refused(), not_due);
    story.wait_min(5);
    story.when(&Actor::system(), fire(&key)).then(&["DeadlineFired"]);
    assert_eq!(story.when(&Actor::system(), fire(&key)).refused(), not_due);
    assert_eq!(story.when(&Actor::system(), fire("made up")).refused(), not_due);
}

#[test]
fn a_gap_in_the_rota_reaches_anyone_and_is_recorded_as_such() {
    let mut story = given([]);
    story.on_call = OnCall {
        duties: Vec::new(),
        anyone: vec![Contact { name: "Any clinician".into(), ..Contact::default() }],
    };
    story.does(&ward(), submit(referral(WALKS_BADLY)));
    assert_eq!(story.messages[0].to.name, "Any clinician");
    let mut nobody = given([]);
    nobody.on_call = OnCall::default();
    let events = nobody.does(&ward(), submit(referral(WALKS_BADLY)));
    assert!(matches!(events.last(), Some(Event::DeadlineFired(one)) if one.told.is_empty()));
}

#[test]
fn a_site_that_shortens_the_ladder_is_called_sooner() {
    let mut story = referred(WALKS_BADLY);
    story.site.ladder.registrar_min = 2;
    story.wait_min(2);
    assert_eq!(rungs(&story.tick()), ["registrar"]);
}

#[test]
fn the_same_day_alerts_at_half_four_fifths_and_the_limit() {
    let mut story = referred(NIGHT_PAIN);
    story.does(
        &ward(),
        Command::SetTier(SetTier { tier: Tier::S1, reason: "Pain out of control".into() }),
    );
    let mut alerts = Vec::new();
    for _ in 0..(12 * 60) {
        story.wait_min(1);
        for (key, late) in story.tick() {
            if let Some(key) = key.strip_prefix("limit:") {
                let minutes = story.now.duration_since(time(MORNING)).as_mins();
                alerts.push((minutes, key.rsplit(':').next().unwrap().to_owned(), late));
            }
        }
    }
    let expected = [(360, "half"), (576, "four-fifths"), (720, "all")];
    let expected = expected.map(|(minute, share)| (minute, share.to_owned(), 0));
    assert_eq!(alerts, expected);
    let told: Vec<&str> = story.messages.iter().rev().take(2).map(|m| m.to.name.as_str()).collect();
    assert!(told.contains(&"Registrar on call"), "{told:?}");
}

#[test]
fn within_24_hours_alerts_at_half_and_routine_never() {
    let mut story = referred(NIGHT_PAIN);
    let limits: Vec<Deadline> =
        story.pending().into_iter().filter(|one| one.key.starts_with("limit:")).collect();
    assert_eq!(limits.len(), 1);
    assert_eq!(limits[0].due, time("2026-11-24T22:00:00Z"));
    story.does(
        &consultant(),
        Command::SetTier(SetTier { tier: Tier::R0, reason: "Known arthritis".into() }),
    );
    assert!(story.pending().iter().all(|one| !one.key.starts_with("limit:")));
}

#[test]
fn a_paper_referral_entered_later_has_the_limits_of_a_live_one() {
    let live = referred(NIGHT_PAIN);
    let mut paper = given([]);
    paper.at("2026-11-24T13:00:00Z");
    let written_at = Some(time(MORNING));
    paper.does(&coordinator(), submit(SubmitReferral { written_at, ..referral(NIGHT_PAIN) }));
    let dues = |story: &Story| -> Vec<(String, Timestamp)> {
        let clocks = story.case.clocks.iter().filter(|clock| clock.id != "CLK-SAFETYNET");
        clocks.map(|clock| (clock.id.clone(), clock.due)).collect()
    };
    assert_eq!(dues(&live), dues(&paper));
    assert_eq!(live.case.tier.unwrap().due(), paper.case.tier.unwrap().due());
}

#[test]
fn a_clock_that_was_over_when_we_heard_of_it_does_not_make_the_service_late() {
    let mut story = given([]);
    let written_at = Some(time("2026-11-22T10:00:00Z"));
    story.does(&ward(), submit(SubmitReferral { written_at, ..referral(WALKS_BADLY) }));
    let fired = story.tick();
    let breached = fired.iter().find(|(key, _)| key == "clock:CLK-MRI24#1:breached").unwrap();
    assert_eq!(breached.1, 0);
}

#[test]
fn getting_worse_calls_everyone_again() {
    let mut story = taken_on(WALKS_BADLY);
    story.wait_min(60);
    let worse = MiniNeuro { says_worse: true, ..MiniNeuro::default() };
    story.does(&ward(), Command::RecordNeuro(RecordNeuro { exam: worse, at: None }));
    assert!(story.case.acknowledged.is_none());
    story.wait_min(10);
    assert_eq!(rungs(&story.tick()), ["registrar", "consultant"]);
}

#[test]
fn more_bad_news_never_sets_a_running_ladder_back() {
    let mut story = referred(WALKS_BADLY);
    let worse = MiniNeuro { says_worse: true, ..MiniNeuro::default() };
    let mut switchboard_at = None;
    for minute in 1..=20 {
        story.wait_min(1);
        if minute % 4 == 0 {
            story
                .does(&ward(), Command::RecordNeuro(RecordNeuro { exam: worse.clone(), at: None }));
        }
        if rungs(&story.tick()).contains(&"switchboard:1") {
            switchboard_at.get_or_insert(minute);
        }
    }
    assert_eq!(switchboard_at, Some(15));
}
