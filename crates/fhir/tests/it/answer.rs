//! What is answered: transaction response, outcome, capability statement, a case as resources.

use jiff::Timestamp;
use serde_json::json;

use crate::support::{BUNDLES, CASE, file, submit};

fn now() -> Timestamp {
    "2026-11-22T08:06:00.25Z".parse().unwrap()
}

#[test]
fn the_response_has_one_entry_for_each_of_the_request_in_its_order() {
    let referral = fhir::parse_referral(&file("known-cancer-night-pain.json")).unwrap();
    let response = fhir::transaction_response(&referral, CASE, now());
    assert_eq!(response["type"], "transaction-response");
    let entries = response["entry"].as_array().unwrap();
    let kinds = ["Patient", "PractitionerRole", "QuestionnaireResponse", "ServiceRequest"];
    assert_eq!(entries.len(), kinds.len());
    for (entry, kind) in entries.iter().zip(kinds) {
        let answer = &entry["response"];
        assert_eq!(answer["status"], "201 Created");
        assert_eq!(answer["location"], format!("{kind}/{CASE}/_history/1"));
        assert_eq!(answer["etag"], "W/\"1\"");
        assert_eq!(answer["lastModified"], "2026-11-22T08:06:00.250Z");
    }
    assert_eq!(fhir::parse(response.to_string().as_bytes()).unwrap().resource_type, "Bundle");
}

#[test]
fn a_second_resource_of_a_type_has_a_number_in_its_id() {
    let mut referral = fhir::parse_referral(&file("known-cancer-night-pain.json")).unwrap();
    referral.entries.push(referral.entries[0].clone());
    let response = fhir::transaction_response(&referral, CASE, now());
    let location = &response["entry"][4]["response"]["location"];
    assert_eq!(*location, format!("Patient/{CASE}-2/_history/1"));
}

#[test]
fn warnings_travel_in_the_answer_to_the_request() {
    let body = String::from_utf8(file("known-cancer-night-pain.json")).unwrap();
    let wrong = body.replace("9990040036", "9990040037");
    let referral = fhir::parse_referral(wrong.as_bytes()).unwrap();
    let response = fhir::transaction_response(&referral, CASE, now());
    let outcome = &response["entry"][3]["response"]["outcome"];
    assert_eq!(outcome["issue"][0]["severity"], "warning");
    assert_eq!(
        outcome["issue"][0]["expression"],
        json!(["Bundle.entry[0].resource.identifier[0].value"])
    );
}

#[test]
fn an_outcome_names_severity_code_element_and_reason() {
    let refused = fhir::parse_referral(b"{\"resourceType\":\"Patient\"}").unwrap_err();
    let outcome = fhir::operation_outcome(&refused.issues);
    assert_eq!(
        outcome,
        json!({
            "resourceType": "OperationOutcome",
            "issue": [{
                "severity": "error",
                "code": "not-supported",
                "expression": ["Patient"],
                "diagnostics": "A referral is a Bundle of type \"transaction\".",
            }],
        })
    );
}

#[test]
fn the_capability_statement_lists_what_it_is_given_and_nothing_else() {
    let all = [fhir::CAPABILITIES, fhir::TRANSACTION, fhir::READ_SERVICE_REQUEST];
    let statement = fhir::capability_statement(&all, "https://cordline.example/fhir", "1", now());
    assert_eq!(statement["fhirVersion"], "4.0.1");
    let rest = &statement["rest"][0];
    assert_eq!(rest["interaction"], json!([{"code": "transaction"}]));
    assert_eq!(rest["resource"].as_array().unwrap().len(), 1);
    assert_eq!(rest["resource"][0]["type"], "ServiceRequest");
    let few = [fhir::CAPABILITIES, fhir::TRANSACTION];
    let statement = fhir::capability_statement(&few, "https://cordline.example/fhir", "1", now());
    assert_eq!(statement["rest"][0].get("resource"), None);
}

#[test]
fn a_case_read_back_passes_our_own_checks() {
    for name in BUNDLES {
        let referral = fhir::parse_referral(&file(name)).unwrap();
        let case = submit(referral.submit).case;
        let request = fhir::service_request(CASE, &case).unwrap();
        let risk = fhir::risk_assessment(CASE, &case).unwrap();
        for resource in [&request, &risk] {
            let checked = fhir::parse(resource.to_string().as_bytes());
            assert!(checked.is_ok(), "{name}: {checked:?}\n{resource}");
        }
        let triage = case.triage.as_deref().unwrap();
        let predictions = risk["prediction"].as_array().unwrap();
        assert_eq!(predictions.len(), triage.reasons.len());
        for (prediction, reason) in predictions.iter().zip(&triage.reasons) {
            let rationale = prediction["rationale"].as_str().unwrap();
            assert!(rationale.starts_with(&reason.id) && rationale.ends_with(&reason.citation));
        }
        let [said] = fhir::case_outcome(&case).try_into().unwrap();
        assert!(said.diagnostics.contains(triage.tier.code()));
    }
}

#[test]
fn a_case_that_does_not_exist_is_no_resource() {
    let nothing = pathway::Case::default();
    assert_eq!(fhir::service_request(CASE, &nothing), None);
    assert_eq!(fhir::risk_assessment(CASE, &nothing), None);
    assert!(fhir::case_outcome(&nothing).is_empty());
}

#[test]
fn a_refusal_by_the_service_points_to_the_element_it_is_about() {
    let referral = fhir::parse_referral(&file("known-cancer-night-pain.json")).unwrap();
    let refusal = pathway::Refusal::invalid("at", "This time lies in the future.");
    let issue = fhir::refusal_issue(&refusal, &referral);
    assert_eq!(issue.expression.as_deref(), Some("Bundle.entry[3].resource.authoredOn"));
    let refusal = pathway::Refusal::invalid("family", "Enter the person's family name.");
    let issue = fhir::refusal_issue(&refusal, &referral);
    assert_eq!(issue.expression.as_deref(), Some("Bundle.entry[0].resource.name"));
}
