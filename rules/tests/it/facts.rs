//! The facts themselves: what was recorded is given back, by every name, and can be taken away again.

use rules::{Answer, Audience, Condition, Fact, Facts, Name, Settings, Tier, Value, triage};

#[test]
fn what_is_recorded_by_name_is_given_back_and_can_be_made_absent_again() {
    let values = [
        ("age", Value::Number(64.0)),
        ("SINS", Value::Number(13.0)),
        ("para_complete_h", Value::Number(30.5)),
        ("result_limit_h", Value::Number(12.0)),
        ("haem", Value::Word("suspected")),
        ("result_tier", Value::Word("S1")),
        ("n_gait", Value::Word("unknown")),
    ];
    let mut facts = Facts::new();
    for (key, value) in values {
        assert!(!facts.entries().any(|(name, _)| name == key), "{key}");
        facts.set_value(key, value).unwrap();
        assert!(facts.entries().any(|entry| entry == (key, value)), "{key}");
        assert!(!facts.is_empty(), "{key}");
    }
    assert_eq!(facts.entries().count(), values.len());
    assert_eq!((facts.age(), facts.sins()), (Some(64), Some(13)));
    assert_eq!(facts.para_complete_h(), Some(30.5));
    assert_eq!(facts.recorded_result(), (Some(Tier::S1), Some(12.0)));
    assert_eq!(
        facts.said().collect::<Vec<_>>(),
        [(Fact::from_key("n_gait").unwrap(), Answer::Unknown)]
    );
    for (key, _) in values {
        assert!(facts.clear_value(key), "{key}");
        assert!(!facts.entries().any(|(name, _)| name == key), "{key}");
    }
    assert!(facts.is_empty());
    assert_eq!(facts, Facts::new());
    assert!(!facts.clear_value("nothing_of_this_name"));
}

#[test]
fn nothing_recorded_is_no_number_and_no_result() {
    let facts = Facts::new();
    assert!(facts.is_empty());
    assert_eq!((facts.age(), facts.sins(), facts.para_complete_h()), (None, None, None));
    assert_eq!(facts.recorded_result(), (None, None));
    assert_eq!(facts.said().count(), 0);
}

#[test]
fn every_fact_has_a_key_of_its_own_that_finds_it() {
    for fact in Fact::ALL {
        assert_eq!(Fact::from_key(fact.key()), Some(*fact), "{}", fact.key());
        let longer = format!("{}x", fact.key());
        assert_eq!(Fact::from_key(&longer), None, "{longer}");
    }
    for wrong in ["", "n", "N_GAIT", "n_gait ", "n-gait"] {
        assert_eq!(Fact::from_key(wrong), None, "{wrong}");
    }
}

#[test]
fn each_tier_has_the_longest_time_the_rule_book_allows_it() {
    let caps: Vec<Option<u16>> =
        [Tier::E0, Tier::E1, Tier::I1, Tier::S1, Tier::U1, Tier::U2, Tier::R0]
            .map(Tier::cap_h)
            .into();
    assert_eq!(caps, [Some(0), Some(0), Some(0), Some(12), Some(24), Some(24), None]);
    let ranks: Vec<u8> = [Tier::E0, Tier::E1, Tier::I1, Tier::S1, Tier::U1, Tier::U2, Tier::R0]
        .map(Tier::rank)
        .into();
    assert_eq!(ranks, [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn a_set_counts_what_it_lists_and_prints_its_ids() {
    let person =
        Facts::new().with(Fact::KnownCancer, Answer::Yes).with(Fact::NightPain, Answer::Yes);
    let decision = triage(&person, Audience::Clinician, &Settings::default());
    let (rules, clocks) = (decision.fired, decision.clocks);
    assert!(rules.len() > 1 && clocks.len() > 1, "{rules:?} {clocks:?}");
    assert_eq!(rules.iter().count(), rules.len());
    assert_eq!(clocks.iter().count(), clocks.len());
    assert!(!rules.is_empty() && !clocks.is_empty());
    let printed = format!("{rules:?} {clocks:?}");
    let ids = rules.iter().map(|rule| rule.id).chain(clocks.iter().map(|clock| clock.id));
    for id in ids {
        assert!(printed.contains(id), "{printed}");
    }
}

#[test]
fn a_denied_combination_is_printed_in_brackets_and_a_denied_name_is_not() {
    const GAIT: Condition = Condition::Is(Name::WalkingDifficulty);
    const PARTS: &[Condition] = &[GAIT, GAIT];
    let printed = |condition: &Condition| condition.to_string();
    assert_eq!(printed(&Condition::Not(&GAIT)), "NOT n_gait");
    assert_eq!(printed(&Condition::Not(&Condition::Any(PARTS))), "NOT (n_gait OR n_gait)");
}

#[test]
fn the_first_answer_stays_when_only_a_first_one_is_taken() {
    let mut facts = Facts::new();
    assert!(facts.set_first(Fact::NightPain, Answer::No));
    assert!(!facts.set_first(Fact::NightPain, Answer::Yes));
    assert_eq!(facts.answer(Fact::NightPain), Some(Answer::No));
}

#[test]
fn no_action_is_told_twice_however_many_rules_ask_for_it() {
    let mut person = Facts::new();
    for fact in Fact::ALL.iter().filter(|fact| **fact != Fact::SiteFlatUntilMri) {
        person.set(*fact, Answer::Yes);
    }
    let decision = triage(&person, Audience::Clinician, &Settings::default());
    assert!(decision.fired.len() > 10, "{:?}", decision.fired);
    for (place, step) in decision.actions.iter().enumerate() {
        assert!(!decision.actions.iter().skip(place + 1).any(|other| other == step), "{step:?}");
    }
}
