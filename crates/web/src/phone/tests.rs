use axum::http::StatusCode;
use pathway::Role;
use pathway::referral::Source;

use crate::testing::{Answer, Service};

const CALL: &[(&str, &str)] = &[
    ("phone", "01632 960333"),
    ("caller", "R. Patel"),
    ("caller_role", "ED registrar"),
    ("family", "Okafor"),
    ("given", "Grace"),
    ("born_day", "5"),
    ("born_month", "12"),
    ("born_year", "1966"),
    ("location", "Northfield ED"),
    ("cancer", "yes"),
    ("haem", "none"),
    ("walking", "with_one"),
    ("walking_before", "unaided"),
    ("x_fever", "unknown"),
    ("bloods", "sent 13:50"),
    ("told", "surgeon,family"),
    ("next_contact", "2026-11-24T15:00"),
];

fn with<'a>(draft: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = CALL.to_vec();
    fields.push(("draft", draft));
    for (name, value) in more {
        fields.retain(|(field, _)| field != name);
        fields.push((name, value));
    }
    fields
}

async fn call() -> (Service, String, String) {
    let service = Service::new();
    let cookie = service.sign_in(Role::Coordinator).await;
    let begun = service.get("/phone", &cookie).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    let draft = begun.location.strip_prefix("/phone/").unwrap().to_owned();
    (service, cookie, draft)
}

#[tokio::test]
async fn the_number_to_ring_back_comes_first_and_all_sixteen_points_are_there() {
    let (service, cookie, draft) = call().await;
    let page = service.get(&format!("/phone/{draft}"), &cookie).await;
    let first = page.text.find("<input class").unwrap();
    assert!(page.text[first..].starts_with("<input class=\"input input-short\" id=\"f-phone\""));
    for point in 1..=16 {
        assert!(page.text.contains(&format!(">{point}. ")), "{point}");
    }
}

#[tokio::test]
async fn the_urgency_appears_while_the_call_is_typed() {
    let (service, cookie, _) = call().await;
    let rail = service.post("/phone/rail", &cookie, &[("cancer", "yes")]).await;
    assert!(!rail.text.contains("data-tier=\"E1\""), "{}", rail.text);
    let fields = [("cancer", "yes"), ("walking", "with_two"), ("walking_before", "unaided")];
    let rail = service.post("/phone/rail", &cookie, &fields).await;
    assert!(rail.text.contains("data-tier=\"E1\"") && rail.text.contains("data-reason=\"TR-08\""));
    assert!(!rail.text.contains("<html"));
}

#[tokio::test]
async fn a_fever_and_a_suspected_blood_cancer_hold_the_steroid_prompt_back_aloud() {
    let (service, cookie, _) = call().await;
    let fields =
        [("cancer", "yes"), ("n_gait", "yes"), ("haem", "suspected"), ("no_tissue", "yes")];
    let rail = service.post("/phone/rail", &cookie, &fields).await;
    assert!(rail.text.contains("No automatic steroid prompt"), "{}", rail.text);
    let fields = [("cancer", "yes"), ("n_gait", "yes"), ("x_fever", "yes")];
    let rail = service.post("/phone/rail", &cookie, &fields).await;
    assert!(rail.text.contains("No automatic steroid prompt"), "{}", rail.text);
}

#[tokio::test]
async fn a_call_that_breaks_off_is_kept_and_comes_to_the_coordinator() {
    let (service, cookie, draft) = call().await;
    let fields = [
        ("draft", draft.as_str()),
        ("phone", "01632 960333"),
        ("cancer", "yes"),
        ("n_gait", "yes"),
    ];
    let saved = service.post("/phone/draft", &cookie, &fields).await;
    assert_eq!(saved.text, "14:00");
    let again = service.get(&format!("/phone/{draft}"), &cookie).await;
    assert!(again.text.contains("value=\"01632 960333\""));
    service.minutes_pass(4);
    service.app.store.fire_due(service.app.clock.now(), 10).await.unwrap();
    let board = service.get("/board", &cookie).await;
    assert!(board.text.contains("Left unfinished") && board.text.contains("01632 960333"));
    assert!(board.text.contains(&format!("href=\"/phone/{draft}\"")));
}

#[tokio::test]
async fn what_is_missing_is_named_and_nothing_typed_is_lost() {
    let (service, cookie, draft) = call().await;
    let fields = with(&draft, &[("family", ""), ("born_day", "40"), ("nhs_number", "12")]);
    let answer = service.post("/phone", &cookie, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["#f-family", "#f-born", "#f-nhs_number"] {
        assert!(answer.text.contains(field), "{field}");
    }
    for kept in ["value=\"40\"", "value=\"R. Patel\"", "value=\"sent 13:50\""] {
        assert!(answer.text.contains(kept), "{kept}");
    }
}

async fn read_back_and_send(service: &Service, cookie: &str, draft: &str) -> (Answer, Answer) {
    let read = service.post("/phone", cookie, &with(draft, &[])).await;
    let key = format!("phone:{draft}");
    let sent = service.post("/phone/send", cookie, &with(draft, &[("key", &key)])).await;
    (read, sent)
}

#[tokio::test]
async fn the_call_is_read_back_and_becomes_one_referral_with_a_private_link() {
    let (service, cookie, draft) = call().await;
    let (read, sent) = read_back_and_send(&service, &cookie, &draft).await;
    assert_eq!(read.status, StatusCode::OK);
    for said in ["OKAFOR, Grace", "05-Dec-1966", "walks with one person", "surgeon, family"] {
        assert!(read.text.contains(said), "{said}");
    }
    let case = sent.location.strip_prefix("/phone/sent/").unwrap().to_owned();
    let (_, again) = read_back_and_send(&service, &cookie, &draft).await;
    assert_eq!(again.location, sent.location, "sending twice makes one case");
    let row = service.app.store.row(case.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(row.source, Source::Phone);
    assert_eq!(row.tier.code(), "E1");
    assert_eq!(row.referrer.phone, "01632 960333");
    assert_eq!(row.tasks.len(), 1, "the next contact is one task");
    let page = service.get(&sent.location, &cookie).await;
    let token = service.app.links.token(case.parse().unwrap(), 0);
    assert!(page.text.contains(&format!("href=\"/r/{token}\"")));
    assert!(page.text.contains(&row.reference.0));
}

#[tokio::test]
async fn a_caller_without_a_second_identifier_is_asked_again_and_not_turned_away() {
    let (service, cookie, draft) = call().await;
    let fields = with(&draft, &[("born_day", ""), ("born_month", ""), ("born_year", "")]);
    let read = service.post("/phone", &cookie, &fields).await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(read.text.contains("second identifier"));
}

#[tokio::test]
async fn what_was_not_asked_is_not_sent_as_an_answer() {
    let (service, cookie, draft) = call().await;
    let (_, sent) = read_back_and_send(&service, &cookie, &draft).await;
    let case = sent.location.strip_prefix("/phone/sent/").unwrap().parse().unwrap();
    let file = service.app.store.case(case).await.unwrap().unwrap();
    assert!(file.case.facts.get("n_sens").is_none());
    assert!(!file.case.facts.is_yes("x_fever"));
    assert!(file.case.facts.get("x_fever").is_some(), "\"not sure\" is an answer");
}
