use axum::body::Body;
use axum::http::{Request, StatusCode};
use pathway::Role;

use crate::testing::{Answer, Service};

const EMERGENCY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes")];

#[tokio::test]
async fn the_first_to_acknowledge_wins_and_the_second_is_told_who_and_when() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let (one, other) =
        (service.sign_in(Role::Coordinator).await, service.sign_in(Role::Consultant).await);
    let path = format!("/cases/{case}/acknowledge");
    let first = service.post(&path, &one, &[("key", "a"), ("next", "/board?view=my")]).await;
    assert_eq!((first.status, first.location.as_str()), (StatusCode::SEE_OTHER, "/board?view=my"));
    let second = service.post(&path, &other, &[("key", "a")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("Test coordinator acknowledged this case today 14:00"));
    assert!(second.text.contains("href=\"/board\""));
    let again = service.post(&path, &one, &[("key", "a"), ("next", "/board?view=my")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the same form sent twice is one");
}

#[tokio::test]
async fn acknowledging_stops_the_ladder() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    service.post(&format!("/cases/{case}/acknowledge"), &cookie, &[("key", "a")]).await;
    service.minutes_pass(60);
    let fired = service.app.store.fire_due(service.app.clock.now(), 100).await.unwrap();
    let row = service.app.store.row(case).await.unwrap().unwrap();
    let past_coordinator =
        row.ladder.iter().filter(|(rung, _)| *rung != pathway::ladder::Rung::Coordinator);
    assert_eq!(past_coordinator.count(), 0, "{fired:?}");
}

#[tokio::test]
async fn a_form_never_leads_to_another_site() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let fields = [("key", "n"), ("text", "Seen"), ("next", "https://evil.example/")];
    let answer = service.post(&format!("/cases/{case}/note"), &cookie, &fields).await;
    assert_eq!(answer.location, "/board");
}

#[tokio::test]
async fn every_step_leaves_its_trace_in_the_case() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let steps: [(&str, &[(&str, &str)]); 8] = [
        ("note", &[("text", "Scanner has a slot at 16:00")]),
        ("call", &[("with", "S. Hale"), ("said", "Keep flat"), ("coordinator", "yes")]),
        ("task", &[("what", "Confirm slot"), ("owner", "A. Ng"), ("due", "2026-11-24T16:00")]),
        ("task/1/done", &[]),
        ("await-referrer", &[("reason", "eGFR")]),
        ("referrer-answered", &[("answer", "61")]),
        ("delay-reason", &[("delay", "scanner"), ("clock", "CLK-MRI24")]),
        ("milestone", &[("milestone", "images_viewable")]),
    ];
    for (step, fields) in steps {
        let mut fields = fields.to_vec();
        fields.push(("key", step));
        let answer = service.post(&format!("/cases/{case}/{step}"), &cookie, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{step}: {}", answer.text);
    }
    let file = service.app.store.case(case).await.unwrap().unwrap();
    let told = format!("{:?}", file.history);
    for trace in ["slot at 16:00", "Keep flat", "Confirm slot", "eGFR", "61", "no scanner slot"] {
        assert!(told.contains(trace), "{trace}");
    }
    assert!(file.case.tasks.iter().all(|task| task.done.is_some()));
    assert!(file.case.awaiting_referrer().is_none());
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_and_the_reason_at_its_field() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let path = format!("/cases/{case}/task");
    let fields = [("key", "t"), ("what", "Confirm the slot with radiology"), ("owner", "")];
    let answer = service.post(&path, &cookie, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("value=\"Confirm the slot with radiology\""));
    assert!(answer.text.contains("href=\"#f-owner\"") && answer.text.contains("f-owner-error"));
    let wrong = [("key", "u"), ("delay", "weather")];
    let answer = service.post(&format!("/cases/{case}/delay-reason"), &cookie, &wrong).await;
    assert!(answer.text.contains("href=\"#f-delay\""));
}

#[tokio::test]
async fn no_two_fields_of_the_page_share_an_id() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let page = service.get(&format!("/cases/{case}/quick"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    let mut ids: Vec<_> =
        page.text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    for shown in ["OKAFOR, Grace", "05-Dec-1966", "999 000 0018"] {
        assert!(page.text.contains(shown), "{shown}");
    }
    assert!(!page.text.contains("<title>OKAFOR"));
}

#[tokio::test]
async fn the_boards_script_gets_a_line_to_show_instead_of_a_page() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let request = Request::post(format!("/cases/{case}/acknowledge"))
        .header("cookie", &cookie)
        .header("x-requested-with", "cordline")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("key=a"))
        .unwrap();
    let Answer { status, text, .. } = service.send(request).await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.starts_with("<p data-toast>Acknowledged"), "{text}");
}

#[tokio::test]
async fn a_case_that_is_not_there_is_said_so() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Coordinator).await;
    for id in ["nonsense", "0199f000-0000-7000-8000-000000000000"] {
        let answer = service.get(&format!("/cases/{id}/quick"), &cookie).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
    }
}
