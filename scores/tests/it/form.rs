//! Text pairs of a web form through the same door.

use scores::{Code, Refusal, Scored, find};

fn submit(instrument: &str, pairs: &[(&str, &str)]) -> Result<Scored, Refusal> {
    let instrument = find(instrument).unwrap();
    instrument.score(&instrument.form_values(pairs), true)
}

const VAN_DER_LINDEN: [(&str, &str); 3] =
    [("kps", "80"), ("primary", "breast"), ("visceral_mets", "false")];

#[test]
fn a_filled_form_gets_the_same_result_as_typed_values() {
    let typed = [("kps", 80.into()), ("primary", "breast".into()), ("visceral_mets", false.into())];
    assert_eq!(
        submit("van_der_linden", &VAN_DER_LINDEN),
        scores::score("van_der_linden", &typed, false)
    );
    let mut with_mets = VAN_DER_LINDEN;
    with_mets[2].1 = "true";
    assert_eq!(submit("van_der_linden", &with_mets).unwrap().total(), Some(5.0));
}

#[test]
fn a_field_left_empty_is_missing_and_not_wrong() {
    let mut form = VAN_DER_LINDEN;
    form[0].1 = "";
    form[2].1 = "";
    let refusal = submit("van_der_linden", &form).unwrap_err();
    assert_eq!(refusal.code, Code::MissingItem);
    assert_eq!(refusal.missing, ["kps", "visceral_mets"]);
}

#[test]
fn text_that_is_no_number_or_answer_is_told_as_such() {
    for (field, text) in [(0, "eighty"), (0, "80,0"), (2, "yes"), (2, "1")] {
        let mut form = VAN_DER_LINDEN;
        form[field].1 = text;
        let refusal = submit("van_der_linden", &form).unwrap_err();
        assert_eq!((refusal.code, refusal.field.as_ref()), (Code::WrongType, form[field].0));
    }
    let mut form = VAN_DER_LINDEN;
    form[0].1 = " 80 ";
    assert!(submit("van_der_linden", &form).is_ok());
}

#[test]
fn parts_of_a_record_find_each_other() {
    let form = [
        ("course1.fractions", "10"),
        ("course2.fractions", "1"),
        ("course1.dose_gy", "3"),
        ("course2.dose_gy", "8"),
        ("alpha_beta_gy", "2"),
        ("interval_months", "9"),
    ];
    let bed = submit("cord_reirradiation_nieder", &form).unwrap();
    assert_eq!(bed.output("cumulative_bed").and_then(scores::Output::number), Some(115.0));
    let refusal = submit("cord_reirradiation_nieder", &form[1..]).unwrap_err();
    assert_eq!(refusal.missing, ["course1.fractions"]);
    let twice = [("course1.fractions", "1"), ("course1.fractions", "1")];
    assert_eq!(submit("cord_reirradiation_nieder", &twice).unwrap_err().code, Code::Inconsistent);
    for unknown in ["course3.fractions", "alpha_beta_gy.x", "course1.x"] {
        let refusal = submit("cord_reirradiation_nieder", &[(unknown, "1")]).unwrap_err();
        assert_eq!((refusal.code, refusal.field.as_ref()), (Code::UnknownField, unknown));
    }
}
