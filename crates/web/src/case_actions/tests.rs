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
    let steps: [(&str, &[(&str, &str)]); 9] = [
        ("note", &[("text", "Scanner has a slot at 16:00")]),
        ("call", &[("with", "S. Hale"), ("said", "Keep flat"), ("coordinator", "yes")]),
        ("task", &[("what", "Confirm slot"), ("owner", "A. Ng"), ("due", "2026-11-24T16:00")]),
        ("task/1/done", &[]),
        ("await-referrer", &[("reason", "eGFR")]),
        ("referrer-answered", &[("answer", "61")]),
        ("delay-reason", &[("delay", "scanner"), ("clock", "CLK-MRI24")]),
        ("chase", &[("step", "scan_slot"), ("whom", "MRI"), ("said", "ring again at 15:00")]),
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
    for trace in ["slot at 16:00", "Keep flat", "Confirm slot", "eGFR", "61", "Scanner", "at 15:00"]
    {
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

/// Sends a quick form as the board's script does; the answer is a line, not a page.
async fn by_script(service: &Service, cookie: &str, path: &str, body: &str) -> Answer {
    let request = Request::post(path)
        .header("cookie", cookie)
        .header("x-requested-with", "cordline")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap();
    service.send(request).await
}

/// The address of the undo form in a page or a line.
fn undo_of(text: &str) -> String {
    let start = text.find("class=\"undo\"").expect("no undo is offered");
    let form = &text[start..];
    form.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_acknowledgement_undone_within_ten_seconds_puts_the_ladder_back_to_work() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let path = format!("/cases/{case}/acknowledge");
    let done = by_script(&service, &cookie, &path, "key=a").await;
    let undone = by_script(&service, &cookie, &undo_of(&done.text), "key=u").await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text);
    assert!(undone.text.contains("Nobody has this case"), "{}", undone.text);
    service.minutes_pass(5);
    service.app.store.fire_due(service.app.clock.now(), 100).await.unwrap();
    let row = service.app.store.row(case).await.unwrap().unwrap();
    assert!(row.acknowledged.is_none());
    let registrar = pathway::ladder::Rung::Registrar;
    assert!(row.ladder.iter().any(|(rung, _)| *rung == registrar), "{:?}", row.ladder);
    let timeline = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(timeline.text.contains("undone within 10 s") && timeline.text.contains("<del>"));
}

#[tokio::test]
async fn without_script_the_next_page_confirms_and_offers_to_take_it_back() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let fields = [("key", "n"), ("text", "Wrong person"), ("next", "/board?view=my")];
    let done = service.post(&format!("/cases/{case}/note"), &cookie, &fields).await;
    assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/board?view=my"));
    assert!(done.cookie.contains("Max-Age=10") && done.cookie.contains("HttpOnly"));
    for private in ["Okafor", "Wrong", "999"] {
        assert!(!done.cookie.contains(private), "{}", done.cookie);
    }
    let both = format!("{cookie}; {}", done.cookie.split(';').next().unwrap());
    let board = service.get("/board?view=my", &both).await;
    assert!(board.text.contains("Note added."), "{}", board.text);
    let undone = service.post(&undo_of(&board.text), &both, &[("next", "/board")]).await;
    assert_eq!((undone.status, undone.location.as_str()), (StatusCode::SEE_OTHER, "/board"));
    assert!(undone.cookie.contains("Max-Age=0"));
    let timeline = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(timeline.text.contains("<del>Wrong person</del>"), "{}", timeline.text);
}

#[tokio::test]
async fn undo_is_for_ones_own_entry_and_ends_after_ten_seconds() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let other = service.sign_in(Role::Consultant).await;
    let path = format!("/cases/{case}/note");
    let undo = undo_of(&by_script(&service, &cookie, &path, "key=n&text=Seen").await.text);
    let refused = service.post(&undo, &other, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    service.app.clock.advance(jiff::SignedDuration::from_secs(11));
    let late = service.post(&undo, &cookie, &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("only for ten seconds") && late.text.contains("/correct\""));
    let file = service.app.store.case(case).await.unwrap().unwrap();
    assert!(file.case.corrected.is_empty());
    let radiographer = service.sign_in(Role::Radiology).await;
    let own = undo_of(&by_script(&service, &radiographer, &path, "key=r&text=Slot").await.text);
    assert_eq!(service.post(&own, &radiographer, &[]).await.status, StatusCode::SEE_OTHER);
    let twice = service.post(&own, &radiographer, &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_chase_templates_follow_what_the_case_waits_for() {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    service.post(&format!("/cases/{case}/acknowledge"), &cookie, &[("key", "a")]).await;
    let quick = format!("/cases/{case}/quick?part=chase");
    let page = service.get(&quick, &cookie).await;
    let at = |words: &str| page.text.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("For a scan slot") < at("Chase something else"));
    assert!(at("Chase something else") < at("For the report of the scan"));
    let nobody = [("key", "c"), ("step", "scan_slot"), ("whom", " "), ("said", "no answer")];
    let refused = service.post(&format!("/cases/{case}/chase"), &cookie, &nobody).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("no answer"), "what was typed is kept");
    assert!(refused.text.contains("href=\"#f-chase-scan_slot-whom\""), "{}", refused.text);
    let asked = [("key", "d"), ("step", "scan_slot"), ("whom", "MRI"), ("said", "16:00")];
    service.post(&format!("/cases/{case}/chase"), &cookie, &asked).await;
    assert!(service.get(&quick, &cookie).await.text.contains("Last asked: MRI for a scan slot"));
}
