use super::*;
use crate::{Answer, Audience, Fact, Facts, clock, rule, triage};

fn tightened(id: &str, target: Span) -> Result<Settings, SettingsError> {
    Settings::try_new(&[], &[Tightened { id, target }])
}

fn hundredths(hundredths: u32) -> Span {
    Span::Hours { hundredths }
}

#[test]
fn a_stricter_limit_is_shown_with_the_tier() {
    let settings = tightened("TR-14", Span::hours(8)).expect("stricter");
    let facts =
        Facts::new().with(Fact::KnownCancer, Answer::Yes).with(Fact::NightPain, Answer::Yes);
    let mut rest = facts.clone();
    for fact in Fact::ALL.iter().filter(|fact| facts.answer(**fact).is_none()) {
        rest.set(*fact, Answer::No);
    }
    let decision = triage(&rest, Audience::Clinician, &settings);
    assert_eq!((decision.tier, decision.limit_h), (crate::Tier::U1, 8));
    assert_eq!(triage(&rest, Audience::Clinician, &Settings::default()).limit_h, 24);
    assert_eq!(settings.limit_h(rule("TR-14").expect("a rule")), 8);
    assert_eq!(settings.limit_h(rule("TR-15").expect("a rule")), 24);
}

#[test]
fn a_laxer_limit_is_refused_and_the_rule_is_named() {
    let error = tightened("TR-14", Span::hours(25)).expect_err("laxer");
    assert_eq!(error.id, "TR-14");
    assert_eq!(error.message, "TR-14 allows 24; 25 would weaken it. A site may only be stricter.");
    assert!(tightened("TR-08", Span::hours(1)).is_err(), "now cannot become an hour");
    assert!(tightened("TR-14", Span::hours(24)).is_ok(), "the same is no weaker");
}

#[test]
fn a_stricter_clock_turns_amber_and_red_earlier() {
    let settings = tightened("CLK-MRI24", Span::hours(12)).expect("stricter");
    let mri = clock("CLK-MRI24").expect("a clock");
    assert_eq!(settings.target(mri), Span::hours(12));
    assert_eq!(settings.amber(mri), Some(Span::hours(6)));
    assert_eq!(settings.red(mri), Some(Span::hours(10)));
    let own = Settings::default();
    assert_eq!((own.target(mri), own.amber(mri), own.red(mri)), (mri.target, mri.amber, mri.red));
    let silent = clock("CLK-ACK").expect("a clock");
    assert_eq!((settings.amber(silent), settings.red(silent)), (None, None));
}

#[test]
fn a_laxer_clock_is_refused_and_the_clock_is_named() {
    let error = tightened("CLK-MRI24", hundredths(2401)).expect_err("laxer");
    assert!(error.message.starts_with("CLK-MRI24 allows 24; 24.01"), "{error}");
}

#[test]
fn working_days_and_hours_are_not_compared() {
    assert!(tightened("CLK-UPDATE", Span::hours(1)).is_err());
    assert!(tightened("CLK-MRI24", Span::WorkingDays { tenths: 1 }).is_err());
    assert!(tightened("TR-14", Span::WorkingDays { tenths: 1 }).is_err());
    let settings = tightened("CLK-UPDATE", Span::WorkingDays { tenths: 10 }).expect("stricter");
    let update = clock("CLK-UPDATE").expect("a clock");
    assert_eq!(settings.amber(update), Some(Span::WorkingDays { tenths: 5 }));
    assert_eq!(settings.red(update), Some(Span::WorkingDays { tenths: 7 }));
}

#[test]
fn a_rule_is_tightened_in_whole_hours() {
    assert!(tightened("TR-14", hundredths(850)).is_err());
}

#[test]
fn a_word_nobody_knows_is_refused() {
    assert_eq!(tightened("TR-99", Span::hours(1)).expect_err("unknown").id, "TR-99");
    assert!(Settings::try_new(&["TR-99"], &[]).is_err());
    assert!(Settings::try_new(&["TR-08"], &[]).is_err(), "an active rule is no draft");
}

#[test]
fn the_last_wish_for_a_target_counts() {
    let wish = |hours| Tightened { id: "CLK-MRI24", target: Span::hours(hours) };
    let settings = Settings::try_new(&[], &[wish(12), wish(20)]).expect("both stricter");
    assert_eq!(settings.target(clock("CLK-MRI24").expect("a clock")), Span::hours(20));
}

#[test]
fn a_second_wish_replaces_the_first_for_its_own_rule_and_no_other() {
    let hours = |id, hours| Tightened { id, target: Span::hours(hours) };
    let wishes = [
        hours("TR-14", 8),
        hours("TR-15", 9),
        hours("TR-14", 6),
        hours("CLK-MRI24", 12),
        hours("CLK-PLAN168", 100),
        hours("CLK-MRI24", 10),
    ];
    let settings = Settings::try_new(&[], &wishes).expect("all stricter");
    assert_eq!(settings.limit_h(rule("TR-14").expect("a rule")), 6);
    assert_eq!(settings.limit_h(rule("TR-15").expect("a rule")), 9);
    let target = |id| settings.target(clock(id).expect("a clock"));
    assert_eq!(target("CLK-MRI24"), Span::hours(10));
    assert_eq!(target("CLK-PLAN168"), Span::hours(100));
}
