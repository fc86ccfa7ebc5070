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
    for words in ["NOT RECORDED", "OKAFOR, Grace", "999 000 0018", "Give handover of 1 case"] {
        assert!(answer.text.contains(words), "{words}");
    }
}

/// The number of the handover given last, given by this cookie's owner.
async fn give(service: &Service, cookie: &str) -> String {
    let number = service.app.store.handover().await.unwrap().number();
    let given = service.post("/handover/give", cookie, &[("after", &number.to_string())]).await;
    assert_eq!((given.status, given.location.as_str()), (StatusCode::SEE_OTHER, "/handover"));
    service.app.store.handover().await.unwrap().number().to_string()
}

#[tokio::test]
async fn a_case_changed_after_printing_is_listed_with_what_happened_before_accepting() {
    let service = Service::new();
    let quiet = service.referral("Quiet", EMERGENCY).await;
    let moved = service.referral("Moved", EMERGENCY).await;
    let (leaving, coming) =
        (service.sign_in(Role::Coordinator).await, service.sign_in(Role::Consultant).await);
    let number = give(&service, &leaving).await;
    service
        .post(&format!("/cases/{moved}/note"), &leaving, &[("key", "n"), ("text", "Slot at 16:00")])
        .await;
    let late = service.referral("Late", EMERGENCY).await;
    let page = service.get("/handover/accept", &coming).await;
    for words in ["Slot at 16:00", "New: not on the sheet", "I accept handover of 2 cases"] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert!(page.text.contains(&moved.to_string()) && page.text.contains(&late.to_string()));
    assert!(!page.text.contains(&quiet.to_string()));
    let done = service.post("/handover/accept", &coming, &[("number", &number)]).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.text.contains("Test consultant accepted 2 cases today 14:00"), "{}", done.text);
}

#[tokio::test]
async fn fifteen_minutes_without_acceptance_stand_on_the_board_and_an_acceptance_takes_it_off() {
    let service = Service::new();
    service.referral("First", EMERGENCY).await;
    let leaving = service.sign_in(Role::Coordinator).await;
    let number = give(&service, &leaving).await;
    let board = service.get("/board?view=all", &leaving).await.text;
    assert!(board.contains("data-handover=\"waits\"") && board.contains("by today 14:15"));
    service.minutes_pass(15);
    let board = service.get("/board?view=all", &leaving).await.text;
    assert!(board.contains("Nobody has accepted the handover"), "{board}");
    let coming = service.sign_in(Role::Consultant).await;
    service.post("/handover/accept", &coming, &[("number", &number)]).await;
    let board = service.get("/board?view=all", &coming).await.text;
    assert!(!board.contains("data-handover"), "{board}");
}

#[tokio::test]
async fn nobody_accepts_their_own_handover_or_one_that_was_accepted() {
    let service = Service::new();
    let leaving = service.sign_in(Role::Coordinator).await;
    let number = give(&service, &leaving).await;
    assert!(!service.get("/handover/accept", &leaving).await.text.contains("I accept handover"));
    let own = service.post("/handover/accept", &leaving, &[("number", &number)]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(own.text.contains("You gave this handover yourself"));
    let (one, other) =
        (service.sign_in(Role::Consultant).await, service.sign_in(Role::Coordinator).await);
    service.post("/handover/accept", &one, &[("number", &number)]).await;
    let late = service.post("/handover/accept", &other, &[("number", &number)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Test consultant accepted this handover today 14:00"));
}

#[tokio::test]
async fn giving_twice_by_a_double_click_gives_once() {
    let service = Service::new();
    let leaving = service.sign_in(Role::Coordinator).await;
    for _ in 0..2 {
        service.post("/handover/give", &leaving, &[("after", "0")]).await;
    }
    assert_eq!(service.app.store.handover().await.unwrap().number(), 1);
}

#[tokio::test]
async fn changes_are_counted_since_the_handover_that_was_accepted_last() {
    let service = Service::new();
    service.referral("First", EMERGENCY).await;
    let leaving = service.sign_in(Role::Coordinator).await;
    assert!(service.get("/handover", &leaving).await.text.contains("no earlier handover"));
    let number = give(&service, &leaving).await;
    let coming = service.sign_in(Role::Consultant).await;
    service.post("/handover/accept", &coming, &[("number", &number)]).await;
    service.minutes_pass(5);
    service.referral("Second", EMERGENCY).await;
    let sheet = service.get("/handover", &coming).await.text;
    assert!(sheet.contains("1 new, 0 closed"), "{sheet}");
    assert!(sheet.contains("since Test consultant accepted today 14:00"), "{sheet}");
}
