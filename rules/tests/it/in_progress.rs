//! A form in progress: an emergency shown half-way is never taken back by any later answer, and the
//! questions still asked are enough to settle the result.

use proptest::prelude::*;
use rules::{
    Answer, Audience, Fact, Facts, Haem, Number, Question, Settings, Tier, Value, certain,
    questions, triage,
};

use crate::people::anyone;

/// One way the rest of the form may be answered. An answer already given stays.
fn completed(facts: &Facts, later: &Facts) -> Facts {
    let mut whole = facts.clone();
    for (fact, answer) in later.said() {
        if facts.answer(fact).is_none() {
            whole.set(fact, answer);
        }
    }
    whole.set_haem(facts.haem().or(later.haem()));
    for (key, value) in later.entries() {
        let missing = !facts.entries().any(|(other, _)| other == key);
        if missing {
            whole.set_value(key, value).expect("a value that was valid before");
        }
    }
    whole
}

/// Part of what is known about somebody: every fact is kept or dropped by a coin.
fn partly() -> impl Strategy<Value = Facts> {
    (anyone(), prop::collection::vec(any::<bool>(), Fact::ALL.len()), any::<[bool; 4]>()).prop_map(
        |(mut facts, keep, others)| {
            for (fact, keep) in Fact::ALL.iter().zip(keep) {
                if !keep {
                    facts.clear(*fact);
                }
            }
            for (key, keep) in ["haem", "age", "SINS", "para_complete_h"].iter().zip(others) {
                if !keep {
                    facts.clear_value(key);
                }
            }
            facts
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn what_is_certain_half_way_is_never_contradicted(facts in partly(), later in anyone()) {
        for audience in Audience::ALL {
            let Some(half_way) = certain(&facts, *audience, &Settings::default()) else { continue };
            prop_assert!(half_way.tier.is_emergency());
            for whole in [completed(&facts, &later), facts.clone()] {
                let decision = triage(&whole, *audience, &Settings::default());
                prop_assert!(decision.tier <= half_way.tier);
                prop_assert_eq!(decision.limit_h, 0);
                for rule in half_way.fired.iter() {
                    prop_assert!(decision.fired.contains(rule.id), "{} was taken back", rule.id);
                }
            }
        }
    }

    #[test]
    fn when_nothing_is_left_to_ask_no_answer_makes_the_person_more_urgent(
        facts in anyone(),
        later in anyone(),
    ) {
        for audience in Audience::ALL {
            let mut facts = facts.clone();
            // Answer every question with no until none is left.
            while let Some(question) = questions(&facts, *audience, &Settings::default()).first() {
                answer_no(&mut facts, *question);
            }
            let settled = triage(&facts, *audience, &Settings::default());
            let (normal, _) = facts.normalised();
            let mut whole = completed(&normal, &askable(&later, *audience));
            whole.set_haem(normal.haem());
            // An answer that overrules one already given is a contradiction, not an open question.
            let (after, _) = whole.normalised();
            if normal.said().any(|(fact, answer)| after.answer(fact) != Some(answer)) {
                continue;
            }
            let other = triage(&whole, *audience, &Settings::default());
            prop_assert!(settled.tier <= other.tier, "{} then {}", settled.tier, other.tier);
        }
    }

    #[test]
    fn a_question_is_asked_once_and_only_while_it_is_open(facts in partly()) {
        let (normal, _) = facts.normalised();
        for audience in Audience::ALL {
            let asked = questions(&facts, *audience, &Settings::default());
            for (place, question) in asked.iter().enumerate() {
                prop_assert!(!asked[..place].contains(question));
                if let Question::Fact(fact) = question {
                    prop_assert!(matches!(normal.answer(*fact), None | Some(Answer::Unknown)));
                }
            }
        }
    }
}

/// What this audience can be asked.
fn askable(facts: &Facts, audience: Audience) -> Facts {
    let mut asked = facts.clone();
    for fact in Fact::ALL {
        let lay = Fact::LAY.contains(fact);
        if *fact == Fact::SiteFlatUntilMri || audience == Audience::Public && !lay {
            asked.clear(*fact);
        }
    }
    asked
}

fn answer_no(facts: &mut Facts, question: Question) {
    match question {
        Question::Fact(fact) => facts.set(fact, Answer::No),
        Question::Haem => facts.set_haem(Some(Haem::Absent)),
        Question::Number(number) => {
            let value = match number {
                Number::Age => 60.0,
                _ => 0.0,
            };
            facts.set_value(number.key(), Value::Number(value)).expect("in range");
        }
    }
}

#[test]
fn nothing_is_certain_before_the_first_answer() {
    for audience in Audience::ALL {
        assert_eq!(certain(&Facts::new(), *audience, &Settings::default()), None);
    }
}

#[test]
fn one_answer_is_enough_for_an_emergency() {
    for fact in [Fact::WalkingDifficulty, Fact::SaddleNumbness, Fact::SepsisSigns, Fact::ChestPain]
    {
        let facts = Facts::new().with(fact, Answer::Yes);
        let decision = certain(&facts, Audience::Public, &Settings::default()).expect("certain");
        assert_eq!(decision.tier, Tier::E0, "{fact}");
    }
}

#[test]
fn a_not_sure_is_no_emergency_half_way_and_a_same_day_call_at_the_end() {
    let facts =
        Facts::new().with(Fact::KnownCancer, Answer::Yes).with(Fact::LimbWeakness, Answer::Unknown);
    assert_eq!(certain(&facts, Audience::Public, &Settings::default()), None);
    let end = triage(&facts, Audience::Public, &Settings::default());
    assert_eq!((end.tier, end.limit_h), (Tier::S1, 2));
}

#[test]
fn a_cancer_said_to_be_absent_is_open_while_a_result_may_still_prove_it() {
    // Numbness with a "no" to cancer: metastases on a scan, not asked yet, would overrule the no.
    let facts = Facts::new()
        .with(Fact::KnownCancer, Answer::No)
        .with(Fact::BothLegs, Answer::Yes)
        .with(Fact::SpinalPain, Answer::Yes);
    let decision = certain(&facts, Audience::Clinician, &Settings::default());
    assert_eq!(decision, None, "cauda equina needs cancer to be absent, and that is still open");
    assert_eq!(triage(&facts, Audience::Clinician, &Settings::default()).tier, Tier::E1);
}

#[test]
fn the_first_question_of_an_empty_form_can_make_an_emergency_by_itself() {
    let asked = questions(&Facts::new(), Audience::Public, &Settings::default());
    assert_eq!(asked.first(), Some(&Question::Fact(Fact::SepsisSigns)));
    assert!(
        !asked.contains(&Question::Fact(Fact::CordOrCaudaEquinaSigns)),
        "never asked of the public"
    );
}

#[test]
fn an_answered_emergency_leaves_the_public_nothing_to_answer() {
    let facts = Facts::new().with(Fact::SepsisSigns, Answer::Yes);
    assert!(questions(&facts, Audience::Public, &Settings::default()).is_empty());
}

#[test]
fn a_not_sure_can_still_be_answered() {
    let mut facts = Facts::new();
    for fact in Fact::ALL {
        facts.set(*fact, Answer::No);
    }
    facts.set_haem(Some(Haem::Absent));
    facts.set_age(Some(60)).expect("an age");
    facts.set(Fact::KnownCancer, Answer::Yes);
    facts.set(Fact::WalkingDifficulty, Answer::Unknown);
    let asked = questions(&facts, Audience::Public, &Settings::default());
    assert_eq!(asked, [Question::Fact(Fact::WalkingDifficulty)]);
}
