//! The codes, one by one, with the sentence a person reads.

use scores::{Code, Refusal, Value, score};

fn refused(name: &str, inputs: &[(&str, Value<'_>)]) -> Refusal {
    score(name, inputs, false).unwrap_err()
}

#[test]
fn an_unknown_instrument_or_version_is_refused() {
    for name in ["sinz", "", "SINS", "sins/2010-2", "sins/2010-1 "] {
        assert_eq!(refused(name, &[]).code, Code::UnknownInstrument, "{name}");
    }
}

#[test]
fn an_instrument_answers_to_its_exact_version() {
    let kps = [("kps", Value::from(50))];
    assert_eq!(score("kps_ecog_map/convention-1", &kps, false), score("kps_ecog_map", &kps, false));
}

#[test]
fn everything_missing_is_listed_in_the_order_of_the_form() {
    let refusal = refused("sins", &[("pain", "mechanical".into()), ("collapse", Value::Null)]);
    assert_eq!(refusal.code, Code::MissingItem);
    assert_eq!(refusal.field, "location");
    assert_eq!(refusal.missing, ["location", "lesion", "alignment", "collapse", "posterolateral"]);
    assert_eq!(
        refusal.message,
        "A partial total is not given; still missing: location, lesion, alignment, collapse, posterolateral."
    );
}

#[test]
fn a_missing_part_of_a_course_is_named_with_its_course() {
    let course = Value::Record(vec![("fractions", 5.into()), ("dose_gy", 4.into())]);
    let half = Value::Record(vec![("fractions", 5.into())]);
    let inputs = [
        ("course1", course),
        ("course2", half),
        ("alpha_beta_gy", 2.into()),
        ("interval_months", 7.into()),
    ];
    let refusal = score("cord_reirradiation_nieder", &inputs, true).unwrap_err();
    assert_eq!(refusal.code, Code::MissingItem);
    assert_eq!(refusal.missing, ["course2.dose_gy"]);
}

#[test]
fn an_unknown_name_is_told_before_what_is_missing() {
    let refusal = refused("tomita", &[("growht", "slow".into())]);
    assert_eq!(refusal.code, Code::UnknownField);
    assert_eq!(refusal.field, "growht");
    assert_eq!(refusal.message, "There is no field growht; fields are: growth, visceral, bone.");
}

#[test]
fn a_name_given_twice_is_refused_even_with_equal_values() {
    let refusal = refused("kps_ecog_map", &[("kps", 80.into()), ("kps", 80.into())]);
    assert_eq!((refusal.code, refusal.field.as_ref()), (Code::Inconsistent, "kps"));
}

#[test]
fn an_unknown_word_is_answered_with_the_allowed_ones() {
    let refusal = refused("tomita", &[("growth", "fast".into())]);
    assert_eq!(refusal.code, Code::UnknownValue);
    assert_eq!(refusal.message, "growth was \"fast\"; allowed: slow, moderate, rapid.");
}

#[test]
fn words_are_not_trimmed_or_lowered() {
    for word in ["Slow", " slow", "slow ", "SLOW", ""] {
        assert_eq!(
            refused("tomita", &[("growth", word.into())]).code,
            Code::UnknownValue,
            "{word}"
        );
    }
}

#[test]
fn each_kind_refuses_every_other_shape() {
    let record = || Value::Record(vec![]);
    let shapes = |not: &str| {
        [
            ("flag", Value::Flag(true)),
            ("number", Value::Number(1.0)),
            ("text", Value::Text("1")),
            ("list", Value::List),
            ("record", record()),
        ]
        .into_iter()
        .filter(|(name, _)| *name != not)
        .map(|(_, value)| value)
        .collect::<Vec<_>>()
    };
    for (instrument, field, own) in [
        ("tomita", "growth", "text"),
        ("kps_ecog_map", "kps", "number"),
        ("steroid_equivalence", "dose_mg", "number"),
        ("modified_bauer", "not_lung", "flag"),
        ("cord_reirradiation_nieder", "course1", "record"),
    ] {
        for shape in shapes(own) {
            let refusal = score(instrument, &[(field, shape)], true).unwrap_err();
            assert_eq!((refusal.code, refusal.field.as_ref()), (Code::WrongType, field));
        }
    }
}

#[test]
fn numbers_out_of_this_world_are_out_of_range_with_a_short_sentence() {
    for number in [1e300, -1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 9.3e18, -9.3e18] {
        for (instrument, field) in [("kps_ecog_map", "kps"), ("steroid_equivalence", "dose_mg")] {
            let refusal = refused(instrument, &[(field, number.into())]);
            assert_eq!(refusal.code, Code::OutOfRange, "{number}");
            assert!(refusal.message.len() < 100, "{refusal}");
        }
    }
}

#[test]
fn long_text_is_not_echoed_whole() {
    let long = "x".repeat(10_000);
    let refusal = refused("tomita", &[("growth", long.as_str().into())]);
    assert!(refusal.message.len() < 200);
    let refusal = refused("tomita", &[(long.as_str(), 1.into())]);
    assert!(refusal.message.len() < 200 && refusal.field.len() < 50);
}

#[test]
fn a_limit_is_told_with_the_number_that_broke_it() {
    let refusal = refused("kps_ecog_map", &[("kps", 85.into())]);
    assert_eq!(refusal.message, "kps was 85; allowed: 0 to 100 in tens.");
    let refusal = refused("kps_ecog_map", &[("kps", 80.5.into())]);
    assert_eq!(refusal.message, "kps was 80.5; it must be a whole number.");
    let refusal = refused("steroid_equivalence", &[("dose_mg", 0.into())]);
    assert_eq!(refusal.message, "dose_mg was 0; allowed: above 0 to 10000 mg. Check the unit.");
}
