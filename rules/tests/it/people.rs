//! People for the property tests: any combination of answers, numbers included.

use proptest::prelude::*;
use rules::{Answer, Fact, Facts, Haem, Value};

/// Not asked, or one of the three answers.
fn state() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![
        4 => Just(Some(Answer::No)),
        2 => Just(None),
        2 => Just(Some(Answer::Unknown)),
        2 => Just(Some(Answer::Yes)),
    ]
}

/// Somebody about whom anything may be known.
pub(crate) fn anyone() -> impl Strategy<Value = Facts> {
    (
        prop::collection::vec(state(), Fact::ALL.len()),
        // Most people have few symptoms: keep a random share of the answers, the rest are no.
        0_u8..=10,
        prop::collection::vec(0_u8..10, Fact::ALL.len()),
        prop::option::of(prop::sample::select(Haem::ALL)),
        prop::option::of(0_u8..=120),
        prop::option::of(0_u8..=18),
        prop::option::of(0_u8..=60),
    )
        .prop_map(|(states, share, dice, haem, age, sins, paralysed)| {
            let mut facts = Facts::new();
            for ((fact, state), dice) in Fact::ALL.iter().zip(states).zip(dice) {
                let state = if dice < share { state } else { Some(Answer::No) };
                if let Some(answer) = state {
                    let site = *fact == Fact::SiteFlatUntilMri && answer == Answer::Unknown;
                    facts.set(*fact, if site { Answer::No } else { answer });
                }
            }
            facts.set_haem(haem);
            let numbers = [("age", age), ("SINS", sins), ("para_complete_h", paralysed)];
            for (key, number) in numbers {
                let value = number.map_or(Value::Null, |number| Value::Number(number.into()));
                facts.set_value(key, value).expect("in range");
            }
            facts
        })
}
