//! The sample bundles become the cases that `expected.tsv` says.

use pathway::facts::Answer;
use pathway::referral::Source;

use crate::support::{BUNDLES, file, submit};

#[test]
fn each_sample_gets_the_tier_and_the_clocks_that_are_expected() {
    let table = String::from_utf8(file("expected.tsv")).unwrap();
    let mut lines = 0;
    for line in table.lines().skip(1) {
        let [name, tier, clocks] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let referral = fhir::parse_referral(&file(name)).unwrap();
        let case = submit(referral.submit).case;
        let triage = case.triage.as_deref().unwrap();
        assert_eq!(triage.tier.code(), tier, "{name}");
        let (mut got, mut expected): (Vec<&str>, Vec<&str>) =
            (triage.clocks.iter().map(String::as_str).collect(), clocks.split(';').collect());
        got.sort_unstable();
        expected.sort_unstable();
        assert_eq!(got, expected, "{name}");
        lines += 1;
    }
    assert_eq!(lines, BUNDLES.len());
}

#[test]
fn a_professional_referral_carries_person_referrer_story_and_number() {
    let referral = fhir::parse_referral(&file("known-cancer-legs-giving-way.json")).unwrap();
    let submit = &referral.submit;
    assert_eq!(submit.source, Source::Fhir);
    assert_eq!((submit.person.family.as_str(), submit.person.given.as_str()), ("Ashby", "Nora"));
    assert_eq!(submit.person.born.unwrap().to_string(), "1958-03-09");
    assert_eq!(submit.person.nhs_number.as_deref(), Some("9990040028"));
    assert_eq!(submit.person.sex.as_deref(), Some("female"));
    assert_eq!(submit.person.phone.as_deref(), Some("07700 900123"));
    assert_eq!(submit.referrer.role, "ED registrar");
    assert_eq!(submit.referrer.phone, "01632 960456");
    assert!(!submit.story.is_empty());
    assert_eq!(submit.written_at.unwrap().to_string(), "2026-11-22T08:05:00Z");
    assert_eq!(submit.answers["haem"], Answer::Word("none".into()));
    assert_eq!(submit.answers.len(), 7);
    let key = referral.key.unwrap();
    assert_eq!(key.system, "https://referrer.example/Id/referral");
    assert_eq!(Some(&key), submit.external.as_ref());
    assert_eq!(referral.notes, []);
    assert!(!submit.verified);
}

#[test]
fn a_self_referral_is_a_lay_persons() {
    let referral = fhir::parse_referral(&file("self-referral-walking-worse.json")).unwrap();
    assert_eq!(referral.submit.source, Source::SelfReferral);
    assert_eq!(referral.submit.referrer, pathway::referral::Referrer::default());
}

#[test]
fn the_good_shapes_of_the_types_we_read_are_found_good() {
    for name in [
        "Patient",
        "ServiceRequest",
        "ImagingServiceRequest",
        "QuestionnaireResponse",
        "ObservationSINS",
        "ObservationESCC",
        "RiskAssessment",
        "Task",
    ] {
        let checked = fhir::parse(&file(&format!("good/{name}.json")));
        assert!(checked.is_ok(), "{name}: {checked:?}");
    }
}

#[test]
fn the_samples_are_found_good_by_the_plain_check_too() {
    for name in BUNDLES {
        assert_eq!(fhir::parse(&file(name)).unwrap().resource_type, "Bundle", "{name}");
    }
}
