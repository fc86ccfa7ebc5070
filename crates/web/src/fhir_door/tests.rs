use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::Value;
use store::{Act, BoardFilter, SecretHash};

use crate::testing::{Answer, Service};

const BUNDLE: &str = include_str!("../../../fhir/tests/data/known-cancer-legs-giving-way.json");

async fn send(service: &Service, body: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post("/fhir").header(header::CONTENT_TYPE, "application/fhir+json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if headers.iter().any(|(name, _)| *name == "content-type") {
        request = Request::post("/fhir").header(header::CONTENT_TYPE, headers[0].1);
    }
    service.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap()
}

async fn board(service: &Service) -> Vec<std::sync::Arc<pathway::board::BoardRow>> {
    service.app.store.board(BoardFilter::default()).await.unwrap()
}

#[tokio::test]
async fn a_bundle_becomes_one_case_however_often_it_is_sent() {
    let service = Service::new();
    let first = send(&service, BUNDLE, &[]).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    assert_eq!(json(&first)["type"], "transaction-response");
    service.minutes_pass(3);
    let again = send(&service, BUNDLE, &[]).await;
    assert_eq!((again.status, &again.text), (StatusCode::OK, &first.text));
    let rows = board(&service).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].tier.code(), "E1");
    assert!(!rows[0].verified);
}

#[tokio::test]
async fn the_same_bundle_in_another_order_is_the_same_referral() {
    let service = Service::new();
    let first = send(&service, BUNDLE, &[]).await;
    let mut turned: Value = serde_json::from_str(BUNDLE).unwrap();
    turned["entry"].as_array_mut().unwrap().reverse();
    let again = send(&service, &turned.to_string(), &[]).await;
    assert_eq!((first.status, again.status), (StatusCode::OK, StatusCode::OK), "{}", again.text);
    assert_eq!(board(&service).await.len(), 1);
}

#[tokio::test]
async fn another_referral_under_the_same_number_is_refused_at_its_identifier() {
    let service = Service::new();
    send(&service, BUNDLE, &[]).await;
    let mut other: Value = serde_json::from_str(BUNDLE).unwrap();
    for entry in other["entry"].as_array_mut().unwrap() {
        if entry["resource"]["resourceType"] == "Patient" {
            entry["resource"]["name"][0]["family"] = "Othername".into();
        }
    }
    let refused = send(&service, &other.to_string(), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let issue = &json(&refused)["issue"][0];
    assert_eq!(issue["code"], "conflict");
    assert!(issue["expression"][0].as_str().unwrap().ends_with(".identifier"), "{issue}");
    assert_eq!(board(&service).await.len(), 1);
}

#[tokio::test]
async fn a_sender_with_a_key_is_proved_and_a_wrong_key_is_no_key() {
    let service = Service::new();
    let act = Act::new(pathway::Actor::system(), service.app.clock.now());
    let key = SecretHash::of(b"a key");
    service.app.store.add_client(act, "Northfield EPR".into(), key).await.unwrap();
    let wrong = send(&service, BUNDLE, &[("authorization", "Bearer another key")]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert_eq!(json(&wrong)["resourceType"], "OperationOutcome");
    let right = send(&service, BUNDLE, &[("authorization", "Bearer a key")]).await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.text);
    let rows = board(&service).await;
    assert!(rows[0].verified);
    let audit = service.app.store.audit(rows[0].case).await.unwrap();
    assert_eq!((audit[0].name.as_str(), audit[0].via.as_str()), ("Northfield EPR", "fhir"));
}

#[tokio::test]
async fn a_broken_bundle_changes_nothing_and_says_where_it_is_broken() {
    let service = Service::new();
    let mut broken: Value = serde_json::from_str(BUNDLE).unwrap();
    for entry in broken["entry"].as_array_mut().unwrap() {
        if entry["resource"]["resourceType"] == "QuestionnaireResponse" {
            entry["resource"]["item"][0]["linkId"] = "not_a_fact".into();
        }
    }
    let refused = send(&service, &broken.to_string(), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let expression = json(&refused)["issue"][0]["expression"][0].to_string();
    assert!(expression.contains("item[0].linkId"), "{expression}");
    let half = send(&service, &BUNDLE[..BUNDLE.len() / 2], &[]).await;
    assert_eq!(half.status, StatusCode::BAD_REQUEST);
    assert_eq!(json(&half)["resourceType"], "OperationOutcome");
    assert!(board(&service).await.is_empty());
}

#[tokio::test]
async fn xml_is_refused_by_name_in_both_directions() {
    let service = Service::new();
    let body = send(&service, "<Bundle/>", &[("content-type", "application/fhir+xml")]).await;
    assert_eq!(body.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(json(&body)["resourceType"], "OperationOutcome");
    let answer = send(&service, BUNDLE, &[("accept", "application/fhir+xml")]).await;
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
    assert!(board(&service).await.is_empty());
}

#[tokio::test]
async fn a_body_of_more_than_a_megabyte_is_refused_with_an_outcome() {
    let service = Service::new();
    let huge = format!("{{\"resourceType\":\"{}\"}}", "x".repeat(1_100_000));
    let refused = send(&service, &huge, &[]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(json(&refused)["issue"][0]["code"], "too-costly");
}

#[tokio::test]
async fn the_capability_statement_names_what_this_door_does_and_no_more() {
    let service = Service::new();
    let request = Request::get("/fhir/metadata").header(header::HOST, "cord.example");
    let answer = service.send(request.body(Body::empty()).unwrap()).await;
    let statement = json(&answer);
    assert_eq!(statement["rest"][0]["interaction"][0]["code"], "transaction");
    assert!(statement["rest"][0].get("resource").is_none());
    assert_eq!(statement["implementation"]["url"], "http://cord.example/fhir");
}
