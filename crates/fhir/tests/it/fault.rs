//! Every fault is named by its path, all of them in one pass, and nothing is taken.

use serde_json::{Value, json};

use crate::support::{bundle, file, parse, resource};

const SAMPLE: &str = "known-cancer-legs-giving-way.json";

fn paths(refused: &fhir::Refused) -> Vec<&str> {
    refused.issues.iter().filter_map(|issue| issue.expression.as_deref()).collect()
}

/// What a change of the sample is refused for.
fn faults(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut bundle = bundle(SAMPLE);
    change(&mut bundle);
    let refused = parse(&bundle).expect_err("must be refused");
    assert_eq!(refused.status, 422);
    paths(&refused).into_iter().map(str::to_owned).collect()
}

/// The changed sample, which must still be taken.
fn taken(change: impl FnOnce(&mut Value)) -> fhir::Referral {
    let mut bundle = bundle(SAMPLE);
    change(&mut bundle);
    parse(&bundle).unwrap()
}

const PATIENT: &str = "Bundle.entry[0].resource";
const ANSWERS: &str = "Bundle.entry[2].resource";
const REQUEST: &str = "Bundle.entry[3].resource";

#[test]
fn the_bad_observation_is_refused_with_every_fault() {
    let refused = fhir::parse(&file("bad/ObservationBAD.json")).unwrap_err();
    assert_eq!(refused.status, 422);
    assert_eq!(
        paths(&refused),
        [
            "Observation.status",
            "Observation.valueInteger",
            "Observation.component[0].code",
            "Observation.foo",
        ]
    );
}

#[test]
fn the_bad_task_is_refused_with_every_fault() {
    let refused = fhir::parse(&file("bad/TaskBADrestriction.json")).unwrap_err();
    assert_eq!(
        paths(&refused),
        ["Task.restriction.period.end", "Task.lastModified", "Task.for", "Task.code", "Task.focus",]
    );
}

#[test]
fn a_bad_resource_alone_is_no_referral_and_its_faults_are_named_too() {
    let refused = fhir::parse_referral(&file("bad/ObservationBAD.json")).unwrap_err();
    assert_eq!(refused.status, 422);
    let paths = paths(&refused);
    assert!(paths.contains(&"Observation") && paths.contains(&"Observation.foo"), "{paths:?}");
}

#[test]
fn what_is_not_a_resource_is_malformed_or_refused() {
    for (body, status) in
        [("", 400), ("nonsense", 400), ("[]", 400), ("{\"a\":", 400), ("\"x\"", 400), ("{}", 422)]
    {
        assert_eq!(fhir::parse_referral(body.as_bytes()).unwrap_err().status, status, "{body}");
        assert_eq!(fhir::parse(body.as_bytes()).unwrap_err().status, status, "{body}");
    }
}

#[test]
fn a_batch_is_not_a_referral() {
    assert_eq!(faults(|bundle| bundle["type"] = json!("batch")), ["Bundle.type"]);
    assert_eq!(faults(|bundle| bundle["type"] = json!("parcel")), ["Bundle.type", "Bundle.type"]);
}

#[test]
fn a_missing_patient_or_request_is_named() {
    let without = |kind: &'static str| {
        faults(move |bundle| {
            let entries = bundle["entry"].as_array_mut().unwrap();
            entries.retain(|entry| entry["resource"]["resourceType"] != kind);
        })
    };
    assert!(without("Patient").contains(&"Bundle.entry".to_owned()));
    assert_eq!(without("ServiceRequest"), ["Bundle.entry"]);
}

#[test]
fn an_unknown_fact_answer_or_system_is_named() {
    let item = format!("{ANSWERS}.item[1]");
    let found = faults(|bundle| {
        let answers = &mut resource(bundle, "QuestionnaireResponse")["item"];
        answers[1]["linkId"] = json!("n_wobbly");
        answers[2]["answer"][0]["valueCoding"]["code"] = json!("perhaps");
        answers[3]["answer"][0]["valueCoding"]["system"] = json!("https://elsewhere.example");
    });
    assert_eq!(
        found,
        [
            format!("{item}.linkId"),
            format!("{ANSWERS}.item[2].answer[0].valueCoding.code"),
            format!("{ANSWERS}.item[3].answer[0].valueCoding.system"),
        ]
    );
}

#[test]
fn an_answer_of_the_wrong_type_or_range_is_named() {
    for (link, answer, path) in [
        ("age", json!({"valueInteger": 150}), "valueInteger"),
        ("age", json!({"valueDecimal": 70.5}), "valueDecimal"),
        (
            "age",
            json!({"valueCoding": {"system": fhir::ANSWER_SYSTEM, "code": "yes"}}),
            "valueCoding.code",
        ),
        ("n_gait", json!({"valueInteger": 1}), "valueInteger"),
        ("n_gait", json!({"valueString": "yes"}), "valueString"),
        ("haem", json!({"valueBoolean": true}), "valueBoolean"),
        (
            "para_complete_h",
            json!({"valueQuantity": {"value": 2, "unit": "d"}}),
            "valueQuantity.unit",
        ),
        (
            "para_complete_h",
            json!({"valueQuantity": {"value": 2, "comparator": "<"}}),
            "valueQuantity.comparator",
        ),
        ("SINS", json!({"valueInteger": 19}), "valueInteger"),
        ("SINS", json!({"valueInteger": -1}), "valueInteger"),
        ("n_gait", json!({"extension": [{"url": "https://a.example"}]}), "value"),
    ] {
        let found = faults(|bundle| {
            let items = &mut resource(bundle, "QuestionnaireResponse")["item"];
            let items = items.as_array_mut().unwrap();
            items.truncate(1);
            items.push(json!({"linkId": link, "answer": [answer.clone()]}));
        });
        assert_eq!(found, [format!("{ANSWERS}.item[1].answer[0].{path}")], "{link} {answer}");
    }
}

#[test]
fn numbers_and_flags_are_taken_where_the_fact_has_them() {
    use pathway::facts::Answer;
    let referral = taken(|bundle| {
        let items = resource(bundle, "QuestionnaireResponse")["item"].as_array_mut().unwrap();
        items.push(json!({"linkId": "SINS", "answer": [{"valueInteger": 13}]}));
        items.push(json!({"linkId": "para_complete_h", "answer": [{"valueQuantity":
            {"value": 1.5, "unit": "h", "system": "http://unitsofmeasure.org", "code": "h"}}]}));
        items.push(json!({"linkId": "x_sact", "answer": [{"valueBoolean": false}]}));
        items.push(json!({"linkId": "x_trauma", "answer": [{"valueCoding":
            {"system": fhir::ANSWER_SYSTEM, "code": "unknown"}}]}));
        items.push(json!({"linkId": "x_chest"}));
    });
    let answers = referral.submit.answers;
    assert_eq!(answers["SINS"], Answer::Number(13.0));
    assert_eq!(answers["para_complete_h"], Answer::Number(1.5));
    assert_eq!(answers["x_sact"], Answer::no());
    assert_eq!(answers["x_trauma"], Answer::Word("unknown".into()));
    assert!(!answers.contains_key("x_chest"), "a question without an answer was not asked");
}

#[test]
fn a_question_answered_twice_is_refused_even_if_both_say_the_same() {
    let found = faults(|bundle| {
        let items = resource(bundle, "QuestionnaireResponse")["item"].as_array_mut().unwrap();
        let first = items[0].clone();
        items.push(first);
    });
    assert_eq!(found, [format!("{ANSWERS}.item[7].linkId")]);
    let found = faults(|bundle| {
        let answer = &mut resource(bundle, "QuestionnaireResponse")["item"][0]["answer"];
        let one = answer[0].clone();
        answer.as_array_mut().unwrap().push(one);
    });
    assert_eq!(found, [format!("{ANSWERS}.item[0].answer[1]")]);
}

#[test]
fn a_member_given_twice_in_the_json_is_a_contradiction_and_not_the_last_one() {
    let text = String::from_utf8(file(SAMPLE)).unwrap();
    let twice =
        text.replacen("\"linkId\": \"n_weak\"", "\"linkId\": \"n_weak\", \"linkId\": \"lump\"", 1);
    let refused = fhir::parse_referral(twice.as_bytes()).unwrap_err();
    assert_eq!(paths(&refused), [format!("{ANSWERS}.item[1].linkId")]);
}

fn observation(fact: &str, value: Value) -> Value {
    let mut observation = json!({
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": fhir::FACT_SYSTEM, "code": fact}]},
        "subject": {"reference": "urn:uuid:00000065-0000-4000-8000-000000000001"},
    });
    let members = observation.as_object_mut().unwrap();
    members.extend(value.as_object().unwrap().clone());
    json!({"resource": observation, "request": {"method": "POST", "url": "Observation"}})
}

#[test]
fn an_observation_answers_a_question_and_may_not_contradict_the_questionnaire() {
    use pathway::facts::Answer;
    let add = |fact: &'static str, value: Value| {
        move |bundle: &mut Value| {
            bundle["entry"].as_array_mut().unwrap().push(observation(fact, value));
        }
    };
    let yes = json!({"valueCodeableConcept":
        {"coding": [{"system": fhir::ANSWER_SYSTEM, "code": "yes"}]}});
    let answers = taken(add("x_saddle", yes.clone())).submit.answers;
    assert_eq!(answers["x_saddle"], Answer::yes());
    // Said already, and the same.
    assert_eq!(taken(add("n_weak", yes.clone())).submit.answers.len(), 7);
    assert_eq!(
        faults(add("x_fever", yes)),
        ["Bundle.entry[4].resource.valueCodeableConcept.coding[0].code"]
    );
    assert_eq!(
        faults(add("n_weak", json!({"valueBoolean": false}))),
        ["Bundle.entry[4].resource.valueBoolean"]
    );
    assert_eq!(
        faults(add("n_wobbly", json!({"valueBoolean": false}))),
        ["Bundle.entry[4].resource.code.coding[0].code"]
    );
    assert_eq!(faults(add("x_sact", json!({}))), ["Bundle.entry[4].resource.value"]);
    let sins = taken(add("SINS", json!({"valueInteger": 9}))).submit.answers;
    assert_eq!(sins["SINS"], Answer::Number(9.0));
}

#[test]
fn an_observation_that_answers_nothing_is_left_out_and_said_so() {
    let referral = taken(|bundle| {
        let mut entry = observation("x", json!({"valueInteger": 80}));
        entry["resource"]["code"] = json!({"text": "Heart rate"});
        bundle["entry"].as_array_mut().unwrap().push(entry);
    });
    assert_eq!(referral.submit.answers.len(), 7);
    let [note] = referral.notes.as_slice() else { panic!("{:?}", referral.notes) };
    assert_eq!(note.severity, fhir::Severity::Information);
    assert_eq!(note.expression.as_deref(), Some("Bundle.entry[4].resource.code"));
}

#[test]
fn a_reference_that_leads_nowhere_is_named_wherever_it_stands() {
    let found = faults(|bundle| {
        let request = resource(bundle, "ServiceRequest");
        request["subject"]["reference"] = json!("Patient/elsewhere");
        request["requester"]["reference"] = json!("urn:uuid:nobody");
        request["supportingInfo"][0]["reference"] = json!("#contained");
        request["encounter"] = json!({"reference": "Encounter?identifier=1"});
    });
    for member in ["subject", "requester", "supportingInfo[0]", "encounter"] {
        assert!(found.contains(&format!("{REQUEST}.{member}.reference")), "{member}: {found:?}");
    }
    assert_eq!(found.len(), 4);
}

#[test]
fn a_reference_by_type_and_id_or_by_address_leads_to_the_same_entry() {
    let before = taken(|_| {}).submit;
    let by_id = taken(|bundle| {
        bundle["entry"][0]["resource"]["id"] = json!("p1");
        bundle["entry"][0]["fullUrl"] = Value::Null;
        bundle["entry"][0].as_object_mut().unwrap().remove("fullUrl");
        resource(bundle, "ServiceRequest")["subject"]["reference"] = json!("Patient/p1");
        resource(bundle, "QuestionnaireResponse")["subject"]["reference"] =
            json!("Patient/p1/_history/3");
    });
    assert_eq!(by_id.submit, before);
    let by_address = taken(|bundle| {
        bundle["entry"][0]["fullUrl"] = json!("https://gp.example/fhir/Patient/p1");
        resource(bundle, "ServiceRequest")["subject"]["reference"] = json!("Patient/p1");
        resource(bundle, "QuestionnaireResponse")["subject"]["reference"] =
            json!("https://gp.example/fhir/Patient/p1");
    });
    assert_eq!(by_address.submit, before);
}

#[test]
fn answers_about_someone_else_are_refused() {
    let found = faults(|bundle| {
        resource(bundle, "QuestionnaireResponse")["subject"]["reference"] =
            json!("urn:uuid:00000065-0000-4000-8000-000000000002");
    });
    assert_eq!(found, [format!("{ANSWERS}.subject.reference")]);
}

#[test]
fn unknown_elements_are_refused_at_any_depth_and_extensions_are_not() {
    let found = faults(|bundle| {
        resource(bundle, "Patient")["favouriteColour"] = json!("green");
        resource(bundle, "Patient")["name"][0]["middle"] = json!("X");
        bundle["entry"][1]["note"] = json!(1);
        bundle["colour"] = json!(null);
    });
    for path in [
        format!("{PATIENT}.favouriteColour"),
        format!("{PATIENT}.name[0].middle"),
        "Bundle.entry[1].note".into(),
        "Bundle.colour".into(),
    ] {
        assert!(found.contains(&path), "{path}: {found:?}");
    }
    let extension = json!([{"url": "https://a.example/e", "valueString": "x"}]);
    let referral = taken(|bundle| {
        let patient = resource(bundle, "Patient");
        patient["extension"] = extension.clone();
        patient["identifier"][0]["extension"] = extension.clone();
        patient["_birthDate"] = json!({"extension": extension});
    });
    assert_eq!(referral.submit, taken(|_| {}).submit);
}

#[test]
fn what_may_turn_the_meaning_round_is_refused() {
    let extension = json!([{"url": "https://a.example/e", "valueBoolean": true}]);
    assert_eq!(
        faults(|bundle| resource(bundle, "Patient")["modifierExtension"] = extension),
        [format!("{PATIENT}.modifierExtension[0]")]
    );
    assert_eq!(
        faults(|bundle| resource(bundle, "ServiceRequest")["doNotPerform"] = json!(true)),
        [format!("{REQUEST}.doNotPerform")]
    );
    assert_eq!(
        faults(|bundle| resource(bundle, "ServiceRequest")["status"] = json!("revoked")),
        [format!("{REQUEST}.status")]
    );
    assert_eq!(
        faults(|bundle| {
            resource(bundle, "QuestionnaireResponse")["status"] = json!("entered-in-error");
        }),
        [format!("{ANSWERS}.status")]
    );
    assert_eq!(
        faults(|bundle| resource(bundle, "Patient")["active"] = json!(false)),
        [format!("{PATIENT}.active")]
    );
    assert_eq!(
        faults(|bundle| resource(bundle, "Patient")["deceasedBoolean"] = json!(true)),
        [format!("{PATIENT}.deceasedBoolean")]
    );
}

#[test]
fn a_resource_of_another_type_is_refused_with_its_path() {
    let found = faults(|bundle| {
        let entry = json!({
            "resource": {"resourceType": "MedicationRequest", "status": "active"},
            "request": {"method": "POST", "url": "MedicationRequest"},
        });
        bundle["entry"].as_array_mut().unwrap().push(entry);
    });
    assert_eq!(found, ["Bundle.entry[4].resource"]);
}

#[test]
fn dates_that_cannot_be_are_named() {
    for (value, member) in [("1958-02-30", "birthDate"), ("9.3.1958", "birthDate")] {
        let found = faults(|bundle| resource(bundle, "Patient")[member] = json!(value));
        assert_eq!(found, [format!("{PATIENT}.{member}")], "{value}");
    }
    for value in ["2026-11-22", "2026-11-22T08:05", "yesterday"] {
        let found =
            faults(|bundle| resource(bundle, "ServiceRequest")["authoredOn"] = json!(value));
        assert_eq!(found, [format!("{REQUEST}.authoredOn")], "{value}");
    }
    for born in ["2026-11-23", "1899-01-01"] {
        let found = faults(|bundle| resource(bundle, "Patient")["birthDate"] = json!(born));
        assert_eq!(found, [format!("{PATIENT}.birthDate")], "{born}");
    }
}

#[test]
fn the_age_answered_must_be_that_of_the_date_of_birth() {
    let with_age = |age: u8| {
        move |bundle: &mut Value| {
            let items = resource(bundle, "QuestionnaireResponse")["item"].as_array_mut().unwrap();
            items.push(json!({"linkId": "age", "answer": [{"valueInteger": age}]}));
        }
    };
    assert_eq!(taken(with_age(68)).submit, taken(|_| {}).submit);
    assert_eq!(faults(with_age(40)), [format!("{PATIENT}.birthDate")]);
}

#[test]
fn a_person_without_a_name_is_refused_and_a_wrong_number_only_warned() {
    let no_name = faults(|bundle| {
        resource(bundle, "Patient").as_object_mut().unwrap().remove("name");
    });
    assert_eq!(no_name, [format!("{PATIENT}.name")]);
    let no_family = faults(|bundle| {
        resource(bundle, "Patient")["name"][0].as_object_mut().unwrap().remove("family");
    });
    assert_eq!(no_family, [format!("{PATIENT}.name[0].family")]);
    let referral = taken(|bundle| {
        resource(bundle, "Patient")["identifier"][0]["value"] = json!("999 004 0029");
    });
    assert_eq!(referral.submit.person.nhs_number.as_deref(), Some("9990040029"));
    let [note] = referral.notes.as_slice() else { panic!("{:?}", referral.notes) };
    assert_eq!(note.severity, fhir::Severity::Warning);
    assert_eq!(note.expression.as_deref(), Some("Bundle.entry[0].resource.identifier[0].value"));
}

#[test]
fn without_optional_elements_the_referral_is_taken_with_less() {
    let referral = taken(|bundle| {
        let patient = resource(bundle, "Patient").as_object_mut().unwrap();
        for member in ["birthDate", "telecom", "identifier", "gender"] {
            patient.remove(member);
        }
        let request = resource(bundle, "ServiceRequest").as_object_mut().unwrap();
        for member in ["identifier", "priority", "reasonCode", "supportingInfo", "authoredOn"] {
            request.remove(member);
        }
    });
    assert_eq!(referral.key, None);
    assert_eq!(referral.submit.person.born, None);
    // Then the questionnaire says when.
    assert_eq!(referral.submit.written_at.unwrap().to_string(), "2026-11-22T08:05:00Z");
    assert_eq!(referral.notes.len(), 1, "{:?}", referral.notes);
}

#[test]
fn a_referral_says_who_refers() {
    let found = faults(|bundle| {
        resource(bundle, "ServiceRequest").as_object_mut().unwrap().remove("requester");
    });
    assert_eq!(found, [format!("{REQUEST}.requester")]);
}

#[test]
fn a_lay_person_cannot_rule_compression_out() {
    let mut bundle = bundle("self-referral-walking-worse.json");
    let items = resource(&mut bundle, "QuestionnaireResponse")["item"].as_array_mut().unwrap();
    items.push(json!({"linkId": "mscc_ruled_out", "answer": [{"valueBoolean": true}]}));
    let refused = parse(&bundle).unwrap_err();
    assert_eq!(paths(&refused), ["Bundle.entry[1].resource.item[3].answer[0].valueBoolean"]);
}

#[test]
fn the_request_of_each_entry_must_create_it() {
    let found = faults(|bundle| {
        bundle["entry"][0]["request"]["method"] = json!("PUT");
        bundle["entry"][1]["request"]["url"] = json!("Practitioner");
        bundle["entry"][2].as_object_mut().unwrap().remove("request");
        bundle["entry"][3]["fullUrl"] = bundle["entry"][0]["fullUrl"].clone();
    });
    for path in [
        "Bundle.entry[0].request.method",
        "Bundle.entry[1].request.url",
        "Bundle.entry[2].request",
        "Bundle.entry[3].fullUrl",
    ] {
        assert!(found.iter().any(|one| one == path), "{path}: {found:?}");
    }
}

#[test]
fn a_hostile_number_of_entries_or_faults_is_bounded() {
    let found = faults(|bundle| {
        let entry = bundle["entry"][1].clone();
        let entries = bundle["entry"].as_array_mut().unwrap();
        entries.resize(fhir::ENTRIES_MAX + 1, entry);
    });
    assert_eq!(found, ["Bundle.entry"]);
    let mut bundle = bundle(SAMPLE);
    resource(&mut bundle, "QuestionnaireResponse")["item"] =
        vec![json!({"linkId": "no such fact"}); 5_000].into();
    let refused = parse(&bundle).unwrap_err();
    assert_eq!(refused.issues.len(), fhir::ISSUES_MAX + 1);
    assert!(refused.issues.last().unwrap().diagnostics.contains("more faults"));
}

#[test]
fn a_role_brings_the_name_and_place_behind_it() {
    let referral = taken(|bundle| {
        let role = resource(bundle, "PractitionerRole");
        role["practitioner"] = json!({"reference": "Practitioner/d1"});
        role["organization"] = json!({"display": "Northfield Hospital"});
        let entry = json!({
            "resource": {
                "resourceType": "Practitioner", "id": "d1",
                "name": [{"prefix": ["Dr"], "given": ["Amy"], "family": "Ng"}],
            },
            "request": {"method": "POST", "url": "Practitioner"},
        });
        bundle["entry"].as_array_mut().unwrap().push(entry);
    });
    assert_eq!(referral.submit.referrer.name, "Dr Amy Ng");
    assert_eq!(referral.submit.referrer.role, "ED registrar, Northfield Hospital");
}

#[test]
fn a_conditional_create_may_only_ask_for_the_referrals_own_number() {
    let condition = |text: &'static str| {
        move |bundle: &mut Value| bundle["entry"][3]["request"]["ifNoneExist"] = json!(text)
    };
    taken(condition("identifier=https://referrer.example/Id/referral|REF-00101"));
    let found = faults(condition("status=active"));
    assert_eq!(found, ["Bundle.entry[3].request.ifNoneExist"]);
}
