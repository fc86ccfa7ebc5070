use axum::http::StatusCode;
use pathway::Role;

use crate::testing::Service;

const EMERGENCY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes")];

#[tokio::test]
async fn a_blank_ceiling_of_care_prints_not_recorded() {
    let service = Service::new();
    service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let answer = service.get("/handover", &cookie).await;
    assert_eq!(answer.status, StatusCode::OK);
    for words in ["NOT RECORDED", "OKAFOR, Grace", "999 000 0018", "I accept handover of 1 cases"] {
        assert!(answer.text.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_case_changed_after_printing_is_listed_on_accepting() {
    let service = Service::new();
    let quiet = service.referral("Quiet", EMERGENCY).await;
    let moved = service.referral("Moved", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let position = service.app.store.position().await.unwrap().to_string();
    service
        .post(&format!("/cases/{moved}/note"), &cookie, &[("key", "n"), ("text", "Slot at 16:00")])
        .await;
    let fields = [("key", "h"), ("position", position.as_str()), ("cases", "2")];
    let answer = service.post("/handover/accept", &cookie, &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains(&moved.to_string()));
    assert!(!answer.text.contains(&quiet.to_string()));
}

#[tokio::test]
async fn changes_since_the_last_handover_are_counted_from_ones_own_acceptance() {
    let service = Service::new();
    service.referral("First", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let position = service.app.store.position().await.unwrap().to_string();
    service
        .post("/handover/accept", &cookie, &[("position", position.as_str()), ("cases", "1")])
        .await;
    service.minutes_pass(5);
    service.referral("Second", EMERGENCY).await;
    let answer = service.get("/handover", &cookie).await;
    assert!(answer.text.contains("1 new, 0 closed"), "{}", answer.text);
    let other = service.sign_in(Role::Consultant).await;
    assert!(service.get("/handover", &other).await.text.contains("no earlier handover"));
}
