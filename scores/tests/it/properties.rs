//! What must hold for every person, whoever they are.

use crate::compare::{entries, json, through_the_door};
use crate::people;
use proptest::prelude::*;
use scores::{Code, INSTRUMENTS, Need, Output, Status, score};
use serde_json::{Map, Value as Json};

/// Refusals that a complete form can still meet: people the score was not made for, items that
/// contradict each other, and the one Rades total beyond the published maximum.
fn is_expected(code: Code, field: &str) -> bool {
    matches!(code, Code::Inconsistent | Code::NotApplicable)
        || (code == Code::OutOfRange && field == "total")
}

/// The numbers in a list or record of points.
fn sum(points: &Output) -> f64 {
    match points {
        Output::List(list) => list.iter().filter_map(Output::number).sum(),
        Output::Record(entries) => entries.iter().filter_map(|(_, value)| value.number()).sum(),
        other => other.number().unwrap_or(f64::NAN),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_complete_form_is_answered_within_the_published_range(
        (instrument, form) in people::any_instrument()
    ) {
        match through_the_door(instrument.name, &Json::Object(form)) {
            Err(refusal) => prop_assert!(is_expected(refusal.code, &refusal.field), "{refusal}"),
            Ok(scored) => {
                prop_assert_eq!(scored.version, instrument.version);
                if let Some((lowest, highest)) = instrument.range {
                    let total = scored.total().expect("a total");
                    prop_assert!(lowest <= total && total <= highest, "{total}");
                    let added = sum(scored.points.as_ref().expect("points"));
                    prop_assert!((added - total).abs() < 1e-9, "{added} is not {total}");
                }
            }
        }
    }

    #[test]
    fn leaving_out_any_needed_item_refuses_and_names_it(
        (instrument, form) in people::any_instrument()
    ) {
        for field in instrument.fields {
            let partner = match field.need {
                Need::Always => None,
                Need::EitherOr(other) | Need::OneOf(other) => Some(other),
                Need::Optional | Need::InsteadOf(_) => continue,
            };
            let mut partial = form.clone();
            partial.remove(field.name);
            if let Some(partner) = partner {
                partial.remove(partner);
            }
            let refusal = through_the_door(instrument.name, &Json::Object(partial.clone()))
                .expect_err("a partial form has no total");
            prop_assert_eq!(refusal.code, Code::MissingItem);
            prop_assert_eq!(&refusal.field, field.name);
            prop_assert_eq!(refusal.missing.len(), 1);
            // An empty item is a missing item.
            partial.insert(field.name.into(), Json::Null);
            let empty = through_the_door(instrument.name, &Json::Object(partial)).unwrap_err();
            prop_assert_eq!(empty, refusal);
        }
    }

    #[test]
    fn an_unknown_field_is_refused_whatever_else_is_right(
        (instrument, mut form) in people::any_instrument(), name in "[a-z]{1,12}_x"
    ) {
        form.insert(name.clone(), Json::from(1));
        let refusal = through_the_door(instrument.name, &Json::Object(form)).unwrap_err();
        prop_assert_eq!(refusal.code, Code::UnknownField);
        prop_assert_eq!(&refusal.field, &name);
    }

    #[test]
    fn the_order_of_the_inputs_never_matters((instrument, form) in people::any_instrument()) {
        let form = Json::Object(form);
        let mut backwards = entries(&form);
        backwards.reverse();
        prop_assert_eq!(
            score(instrument.name, &entries(&form), true),
            score(instrument.name, &backwards, true)
        );
    }

    #[test]
    fn items_give_back_exactly_what_was_given((instrument, form) in people::any_instrument()) {
        if let Ok(scored) = through_the_door(instrument.name, &Json::Object(form.clone())) {
            let mut given = Map::new();
            for item in scored.items.iter().filter(|item| item.field != "laboratory") {
                given.insert(item.field.into(), json(&item.value));
            }
            prop_assert!(crate::compare::same(&Json::Object(form.clone()), &Json::Object(given.clone()), 0.0));
            prop_assert_eq!(given.len(), form.len());
        }
    }

    #[test]
    fn all_problems_at_once_is_empty_exactly_when_the_door_answers(
        (instrument, mut form) in people::any_instrument(), drop in any::<prop::sample::Index>(), spoil: bool
    ) {
        if spoil {
            let name = instrument.fields[drop.index(instrument.fields.len())].name;
            form.insert(name.into(), Json::from(-123_456.5));
        }
        let form = Json::Object(form);
        let problems = instrument.problems(&entries(&form));
        match instrument.score(&entries(&form), true) {
            Ok(_) => prop_assert!(problems.is_empty()),
            Err(refusal) => prop_assert_eq!(Some(&refusal), problems.first()),
        }
    }

    #[test]
    fn arbitrary_values_never_panic(
        at in 0..INSTRUMENTS.len(),
        given in prop::collection::vec(("[a-z_]{0,9}", arbitrary()), 0..6),
        spoiled in prop::collection::vec(arbitrary(), 16)
    ) {
        let instrument = INSTRUMENTS[at];
        let mut form: Map<String, Json> = given.into_iter().collect();
        let _ = through_the_door(instrument.name, &Json::Object(form.clone()));
        form.clear();
        for (field, json) in instrument.fields.iter().zip(spoiled) {
            form.insert(field.name.into(), json);
        }
        let _ = through_the_door(instrument.name, &Json::Object(form));
    }

    #[test]
    fn bed_is_additive_and_two_gray_fractions_are_their_own_equivalent(
        n in 1..=50_i32, m in 1..=50_i32, dose in 0.1..=30.0_f64, ratio in 0.5..=20.0_f64
    ) {
        let doses = |n: i32, dose: f64| {
            let inputs = [
                ("fractions", n.into()),
                ("dose_per_fraction_gy", dose.into()),
                ("alpha_beta_gy", ratio.into()),
            ];
            let scored = score("bed_eqd2", &inputs, false).unwrap();
            let of = |name| scored.output(name).and_then(Output::number).unwrap();
            (of("bed_gy"), of("eqd2_gy"))
        };
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (1.0 + a.abs());
        prop_assert!(close(doses(n, dose).0 + doses(m, dose).0, doses(n + m, dose).0));
        prop_assert!(close(doses(n, 2.0).1, f64::from(n) * 2.0));
        prop_assert!(close(doses(n, dose).0, doses(n, dose).1 * (1.0 + 2.0 / ratio)));
        // A larger fraction is worth more than its dose, a smaller one less.
        let physical = f64::from(n) * dose;
        prop_assert_eq!(doses(n, dose).1 > physical + 1e-9, dose > 2.0 + 1e-9);
    }

    #[test]
    fn a_steroid_converted_there_and_back_is_the_same_dose(
        dose in 0.1..=300.0_f64, from in 0..7_usize, to in 0..7_usize
    ) {
        let names: Vec<&str> =
            scores::steroid_equivalence::Steroid::ALL.iter().map(|steroid| steroid.word()).collect();
        let convert = |from: &str, dose: f64, to: &str| {
            score("steroid_equivalence", &[("drug", from.into()), ("dose_mg", dose.into()), ("to", to.into())], false)
                .unwrap()
                .output("dose_mg")
                .and_then(Output::number)
                .unwrap()
        };
        let back = convert(names[to], convert(names[from], dose, names[to]), names[from]);
        prop_assert!((back - dose).abs() < 1e-9 * (1.0 + dose));
    }
}

/// Anything JSON can say, extremes included.
fn arbitrary() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        ".{0,80}".prop_map(Json::from),
        Just(Json::Array(vec![])),
        Just(serde_json::json!({"fractions": 1e308, "dose_gy": [], "x": {}})),
    ]
}

#[test]
fn bands_follow_each_other_without_a_gap() {
    let mut seen = 0;
    for instrument in INSTRUMENTS.iter().filter(|instrument| instrument.name != "news2") {
        for rows in instrument.bands {
            for pair in rows.windows(2) {
                assert_eq!(pair[0].to + 1, pair[1].from, "{}", instrument.name);
                assert_eq!(pair[0].key, pair[1].key, "{}", instrument.name);
            }
            if instrument.range.is_some() {
                let ends = (f64::from(rows[0].from), f64::from(rows[rows.len() - 1].to));
                assert_eq!(Some(ends), instrument.range, "{}", instrument.name);
            }
            seen += 1;
        }
    }
    assert!(seen >= 9, "{seen}");
}

#[test]
fn the_band_of_a_result_is_the_row_its_total_lies_in() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    for instrument in INSTRUMENTS.iter().filter(|instrument| instrument.range.is_some()) {
        for _ in 0..2000 {
            let form = people::of(instrument).new_tree(&mut runner).unwrap().current();
            let Ok(scored) = through_the_door(instrument.name, &Json::Object(form)) else {
                continue;
            };
            let total = scored.total().unwrap();
            for rows in instrument.bands {
                let word = scored.output(rows[0].key).and_then(Output::text).unwrap();
                let row = rows.iter().find(|row| row.word == word).expect("a known band");
                assert!(
                    f64::from(row.from) <= total && total <= f64::from(row.to),
                    "{word} {total}"
                );
            }
        }
    }
}

#[test]
fn every_draft_is_refused_unless_allowed_and_then_says_it_is_unverified() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut drafts = 0;
    for instrument in INSTRUMENTS {
        let mut answered = 0;
        for _ in 0..50 {
            let form =
                Json::Object(people::of(instrument).new_tree(&mut runner).unwrap().current());
            if instrument.status == Status::Draft {
                let refusal = score(instrument.name, &entries(&form), false).unwrap_err();
                assert_eq!(refusal.code, Code::DraftNotEnabled);
            }
            if let Ok(scored) = score(instrument.name, &entries(&form), true) {
                let unverified = scored.warnings.iter().any(|w| w.code == "unverified_points");
                assert_eq!(unverified, instrument.status == Status::Draft, "{}", instrument.name);
                answered += 1;
            }
        }
        assert!(answered > 5, "{}", instrument.name);
        drafts += usize::from(instrument.status == Status::Draft);
    }
    assert_eq!(drafts, 7);
}
