use std::collections::{BTreeMap, BTreeSet};

use scores::Output;
use scores::katagiri::LaboratoryState;

use super::*;
use crate::bloods::{self, ANALYTES, BLOODS, Flag, OBSERVATIONS, analyte};
use crate::proforma::{Kind, SaveProforma, SignProforma, offered, problems};

fn save(story: &mut Story, proforma: &str, said: &[(&str, &str)]) {
    let answers = said.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    let at = story.case.version;
    story.does(
        &coordinator(),
        Command::SaveProforma(SaveProforma {
            proforma: proforma.into(),
            answers,
            sure: BTreeSet::new(),
            confirmed: BTreeMap::new(),
            opened_at: at,
            seen_at: at,
        }),
    );
}

fn sign(story: &mut Story, proforma: &str) {
    story.does(&coordinator(), Command::SignProforma(SignProforma { proforma: proforma.into() }));
}

const SIX: &[(&str, &str)] = &[
    ("crp", "12"),
    ("ldh", "200"),
    ("albumin", "40"),
    ("platelets", "250"),
    ("calcium", "2.4"),
    ("bilirubin", "10"),
];

#[test]
fn a_figure_out_of_range_is_said_in_words_by_the_range_of_the_person_and_site() {
    let haemoglobin = analyte("haemoglobin").unwrap();
    let mut site = Site::default();
    assert_eq!(haemoglobin.flag(120.0, Some("female"), &site), Flag::Usual);
    assert_eq!(haemoglobin.flag(120.0, Some("male"), &site).words(), "low: below 130");
    assert_eq!(haemoglobin.flag(120.0, None, &site), Flag::Usual, "not known takes the wider");
    site.blood_ranges.insert("haemoglobin".into(), (125.0, 170.0));
    assert_eq!(haemoglobin.flag(120.0, Some("female"), &site).words(), "low: below 125");
    assert!(site.checked().is_ok());
}

#[test]
fn a_site_names_what_is_measured_and_no_range_is_upside_down() {
    for (key, range) in [("kalium", (3.5, 5.0)), ("potassium", (5.0, 3.5))] {
        let site = Site { blood_ranges: [(key.into(), range)].into(), ..Site::default() };
        assert!(site.checked().unwrap_err().contains(key));
    }
}

#[test]
fn every_analyte_is_asked_once_and_its_limits_hold_each_other() {
    for one in ANALYTES {
        let (_, question) = BLOODS.question(one.key).unwrap();
        let Kind::Number { unit, possible, likely } = question.kind else { panic!("{}", one.key) };
        assert!(!unit.is_empty());
        assert!(possible.0 <= likely.0 && likely.1 <= possible.1, "{}", one.key);
        let (from, to) = one.usual(None, &Site::default());
        assert!(from <= to && from >= possible.0.min(0.0), "{}", one.key);
    }
}

#[test]
fn a_slip_of_the_point_is_refused_and_a_rare_figure_is_asked_again() {
    let said = |value: &str| [("calcium".to_owned(), value.to_owned())].into();
    let none = BTreeSet::new();
    let impossible = problems(&BLOODS, &said("24"), &none);
    assert!(impossible[0].message.contains("cannot be") && !impossible[0].unlikely);
    let rare = problems(&BLOODS, &said("4.5"), &none);
    assert!(rare[0].unlikely);
    assert!(problems(&BLOODS, &said("4.5"), &["calcium".to_owned()].into()).is_empty());
}

#[test]
fn the_laboratory_class_is_whole_or_names_what_is_missing() {
    let mut story = taken_on(WALKS_BADLY);
    assert_eq!(bloods::laboratory(&story.case).unwrap_err().len(), 6);
    save(&mut story, "bloods", &SIX[..5]);
    assert_eq!(bloods::laboratory(&story.case), Err(vec!["bilirubin"]));
    save(&mut story, "bloods", &SIX[5..]);
    assert_eq!(bloods::laboratory(&story.case), Ok(LaboratoryState::Abnormal), "CRP of 12");
    sign(&mut story, "bloods");
    story.wait_min(600);
    save(&mut story, "bloods", &[("calcium", "2.9")]);
    assert_eq!(bloods::laboratory(&story.case), Ok(LaboratoryState::Critical));
    let figures = bloods::figures(&story.case, &story.site);
    let calcium = figures.iter().find(|figure| figure.analyte.key == "calcium").unwrap();
    assert_eq!((calcium.value, calcium.at), (2.9, story.now));
}

#[test]
fn the_laboratory_class_is_that_of_the_score() {
    for (crp, calcium, platelets) in
        [("1", "2.3", "300"), ("9", "2.3", "300"), ("1", "2.7", "300"), ("1", "2.3", "60")]
    {
        let mut story = taken_on(WALKS_BADLY);
        save(&mut story, "bloods", SIX);
        save(&mut story, "bloods", &[("crp", crp), ("calcium", calcium), ("platelets", platelets)]);
        let number = |text: &str| scores::Value::Number(text.parse().unwrap());
        let inputs = [
            ("primary_growth", scores::Value::Text("slow")),
            ("visceral_cerebral", scores::Value::Text("none")),
            ("crp_mg_l", number(crp)),
            ("ldh_iu_l", number("200")),
            ("albumin_g_l", number("40")),
            ("platelets_1e9_per_l", number(platelets)),
            ("calcium_mmol_l", number(calcium)),
            ("bilirubin_umol_l", number("10")),
            ("ecog", scores::Value::Number(1.0)),
            ("previous_chemotherapy", scores::Value::Flag(false)),
            ("multiple_skeletal", scores::Value::Flag(false)),
        ];
        let door = scores::score("katagiri", &inputs, false).unwrap();
        let ours = bloods::laboratory(&story.case).unwrap();
        assert_eq!(door.output("total"), Some(&Output::from(ours.points())));
    }
}

#[test]
fn an_old_result_is_never_offered_as_a_new_one() {
    let mut story = taken_on(WALKS_BADLY);
    save(&mut story, "bloods", SIX);
    sign(&mut story, "bloods");
    for (_, question) in BLOODS.questions() {
        assert_eq!(offered(&story.case, &BLOODS, question), None, "{}", question.key);
    }
}

#[test]
fn news2_is_the_scores_own_and_lacks_nothing_silently() {
    let mut story = taken_on(WALKS_BADLY);
    assert!(bloods::news2(&story.case).unwrap_err().contains("No observations"));
    save(&mut story, OBSERVATIONS.key, &[("respiratory_rate", "22"), ("spo2", "95")]);
    assert!(bloods::news2(&story.case).unwrap_err().contains("missing"));
    save(
        &mut story,
        OBSERVATIONS.key,
        &[
            ("spo2_scale", "1"),
            ("on_oxygen", "false"),
            ("systolic_bp", "105"),
            ("pulse", "96"),
            ("consciousness", "alert"),
            ("temperature", "38.4"),
        ],
    );
    let scored = bloods::news2(&story.case).unwrap();
    assert_eq!(scored.output("total"), Some(&Output::from(6_u8)));
}

#[test]
fn a_fever_seen_with_the_observations_reaches_the_rules() {
    let mut story = taken_on(WALKS_BADLY);
    save(&mut story, OBSERVATIONS.key, &[("fever", "yes")]);
    assert!(story.case.facts.is_yes("x_fever"));
}
