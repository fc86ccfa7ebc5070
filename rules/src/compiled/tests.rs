use proptest::prelude::*;

use super::*;
use crate::condition::{Picture, Possible};
use crate::facts::{Facts, Value};
use crate::names::Names;
use crate::vocabulary::{Answer, Audience, Fact};

fn somebody() -> impl Strategy<Value = Facts> {
    let answers = prop::collection::vec(prop::option::of(0_usize..3), Fact::ALL.len());
    let numbers =
        (prop::option::of(0_u8..121), prop::option::of(0_u8..19), prop::option::of(0_u8..50));
    (answers, prop::option::of(0_usize..4), numbers).prop_map(
        |(answers, haem, (age, sins, hours))| {
            let mut facts = Facts::new();
            for (fact, answer) in Fact::ALL.iter().zip(answers) {
                if let Some(answer) = answer {
                    facts.set(*fact, Answer::ALL[answer]);
                }
            }
            facts.set_haem(haem.map(|haem| Haem::ALL[haem]));
            for (key, number) in [("age", age), ("SINS", sins), ("para_complete_h", hours)] {
                let value = number.map_or(Value::Null, |number| Value::Number(number.into()));
                facts.set_value(key, value).expect("in range");
            }
            facts
        },
    )
}

/// Both ways of reading a condition give the same, for every derived name, rule and clock.
fn agree(names: &Names) {
    for derived in DERIVED {
        assert_eq!(names.name(derived.name), derived.when.value(names), "{}", derived.name);
    }
    let (may, must) = (names.may(), names.must());
    let rules = RULES.iter().zip(&RULE_PROGRAMS).enumerate();
    let rules =
        rules.map(|(place, (rule, program))| (rule.id, &rule.when, program, &RULE_NEEDS, place));
    let clocks = CLOCKS.iter().zip(&CLOCK_PROGRAMS).enumerate();
    let clocks = clocks.map(|(place, (clock, program))| {
        (clock.id, &clock.applies_when, program, &CLOCK_NEEDS, place)
    });
    for (id, when, program, needs, place) in rules.chain(clocks) {
        let value = when.value(names);
        assert_eq!(program.holds(&may), value.may_be(Possible::YES), "{id} may hold");
        assert_eq!(program.holds(&must), value == Possible::YES, "{id} holds");
        for values in [&may, &must] {
            let tried = needs.worth_trying(values) & 1 << place != 0;
            assert!(tried || !program.holds(values), "{id} holds and was not tried");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_compiled_rules_mean_what_the_written_ones_mean(facts in somebody()) {
        agree(&Names::finished(&facts));
        agree(&Names::finished(&facts.normalised().0));
        agree(&Names::in_progress(&facts));
        for audience in Audience::ALL {
            agree(&Names::askable(&facts, *audience));
        }
        for tier in Tier::ALL {
            agree(&Names::finished(&facts).with_result(*tier, 2));
            agree(&Names::finished(&facts).with_result(*tier, 12));
        }
    }
}

#[test]
fn nobody_is_tried_on_most_rules() {
    let healthy = Fact::ALL.iter().fold(Facts::new(), |facts, it| facts.with(*it, Answer::No));
    let tried = RULE_NEEDS.worth_trying(&Names::finished(&healthy).must());
    let tried = Places(tried).count();
    assert!((1..RULES.len() / 4).contains(&tried), "{tried}");
}

#[test]
fn every_comparison_of_the_tables_has_a_bit_and_every_bit_a_use() {
    let mut used = Vec::new();
    let all = RULES.iter().map(|rule| &rule.when).chain(CLOCKS.iter().map(|it| &it.applies_when));
    for when in all.chain(DERIVED.iter().map(|it| &it.when)) {
        when.walk(&mut |part| {
            if matches!(part, Condition::HaemIs(_) | Condition::TierIs(_) | Condition::Number(..)) {
                assert_ne!(bit_of_atom(part), 0);
                used.push(*part);
            }
        });
    }
    assert!(ATOMS.iter().all(|atom| used.contains(atom)));
    assert!(Name::ALL.len() + ATOMS.len() <= 128);
}
