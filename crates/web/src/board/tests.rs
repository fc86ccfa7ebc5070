use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use pathway::{CaseId, Role};

use super::row;
use super::view::{BoardView, Choice, Group};
use crate::testing::Service;

/// Known cancer and harder to walk: the rule book's professional emergency.
const EMERGENCY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes"), ("haem", "none")];
/// Known cancer and pain, every nerve symptom asked and absent.
const CALM: &[(&str, &str)] = &[
    ("ca_known", "yes"),
    ("spinal_pain", "yes"),
    ("p_night", "yes"),
    ("n_gait", "no"),
    ("n_weak", "no"),
    ("n_sens", "no"),
    ("n_radic", "no"),
    ("n_sphincter", "no"),
    ("n_sphincter_urine_retention", "no"),
    ("n_incontinence", "no"),
    ("n_bowel_control", "no"),
    ("n_signs", "no"),
    ("x_saddle", "no"),
    ("x_bileg", "no"),
    ("x_fever", "no"),
    ("x_sepsis", "no"),
];

fn position(text: &str, what: &str) -> usize {
    text.find(what).unwrap_or_else(|| panic!("{what} is not there: {text}"))
}

fn row_of(text: &str, case: CaseId) -> String {
    let start = position(text, &format!("data-case=\"{case}\""));
    text[start..].split("</tr>").next().unwrap().to_owned()
}

async fn coordinator() -> (Service, String) {
    let service = Service::new();
    let cookie = service.sign_in(Role::Coordinator).await;
    (service, cookie)
}

#[tokio::test]
async fn an_emergency_that_nobody_has_acknowledged_stands_first_with_its_ladder() {
    let (service, cookie) = coordinator().await;
    let calm = service.referral("Calm", CALM).await;
    let emergency = service.referral("Urgent", EMERGENCY).await;
    service.minutes_pass(6);
    service.app.store.fire_due(service.app.clock.now(), 100).await.unwrap();
    let board = service.get("/board", &cookie).await;
    assert_eq!(board.status, StatusCode::OK);
    let (first, second) = (emergency.to_string(), calm.to_string());
    assert!(position(&board.text, &first) < position(&board.text, &second));
    let row = row_of(&board.text, emergency);
    for shown in [
        "data-tier=\"E1\"",
        "Emergency: act now",
        "Phone the coordinator or on-call spinal service now",
        "NOT ACKNOWLEDGED",
        "6 min",
        "coordinator ✓ 14:00",
        "on-call registrar paged 14:06",
        "consultant at 14:10",
        "01632 960211",
        "data-clock=\"CLK-MRI24\"",
    ] {
        assert!(row.contains(shown), "{shown}: {row}");
    }
}

#[tokio::test]
async fn the_board_says_who_is_on_call_and_names_the_gap() {
    let (service, cookie) = coordinator().await;
    let board = service.get("/board", &cookie).await;
    assert!(board.text.contains("data-on-call=\"coordinator\""));
    assert!(board.text.contains("▲ nobody"));
    assert!(board.text.contains("No open cases"));
    assert!(board.text.contains("http-equiv=\"refresh\" content=\"30\""));
}

#[tokio::test]
async fn a_clock_turns_watch_then_at_risk_then_breached_and_never_pauses() {
    let service = Service::new();
    let case = service.referral("Clock", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    let of_mri = |text: &str| {
        let row = row_of(text, case);
        let clock = row.split("data-clock=\"CLK-MRI24\"").nth(1).expect("no MRI clock").to_owned();
        clock.split('>').next().unwrap().to_owned()
    };
    let due = "data-due=\"2026-11-25T14:00:00Z\"";
    let before = of_mri(&service.get("/board", &cookie).await.text);
    assert!(before.contains("on-track") && before.contains(due), "{before}");
    let waits = [("key", "w"), ("reason", "eGFR")];
    let path = format!("/cases/{case}/await-referrer");
    assert_eq!(service.post(&path, &cookie, &waits).await.status, StatusCode::SEE_OTHER);
    let board = service.get("/board", &cookie).await;
    assert!(of_mri(&board.text).contains(due), "waiting moved a national clock");
    assert!(row_of(&board.text, case).contains("Waiting for the referrer since today 14:00"));
    assert!(!board.text.to_lowercase().contains("pause"));
    for (minutes, state) in [(12 * 60, "watch"), (8 * 60, "at-risk"), (4 * 60, "breached")] {
        service.minutes_pass(minutes);
        let cookie = service.sign_in(Role::Coordinator).await;
        let board = service.get("/board", &cookie).await;
        let clock = of_mri(&board.text);
        assert!(clock.contains(&format!("data-state=\"{state}\"")), "{state}: {clock}");
    }
}

#[tokio::test]
async fn the_order_of_the_text_is_the_order_of_the_board() {
    let (service, _) = coordinator().await;
    for (n, answers) in [CALM, EMERGENCY, &[("ca_known", "no")], EMERGENCY, CALM].iter().enumerate()
    {
        service.referral(&format!("Person{n}"), answers).await;
        service.minutes_pass(7);
    }
    let rows = service.app.store.board(store::BoardFilter::default()).await.unwrap();
    assert_eq!(rows.len(), 5);
    let orders: Vec<_> = rows.iter().map(|r| row::order(r)).collect();
    assert!(orders.is_sorted(), "{orders:?}");
}

#[tokio::test]
async fn a_view_is_kept_for_its_person_and_its_address_gives_it_to_another() {
    let (service, cookie) = coordinator().await;
    let emergency = service.referral("Urgent", EMERGENCY).await;
    let calm = service.referral("Calm", CALM).await;
    let view = service.get("/board?view=follow-up", &cookie).await;
    assert!(view.text.contains(&emergency.to_string()), "no view hides an emergency");
    assert!(!view.text.contains(&calm.to_string()));
    let again = service.get("/board", &cookie).await;
    assert_eq!(again.location, "/board?view=follow-up");
    let other = service.sign_in(Role::Consultant).await;
    let same = service.get("/board?view=follow-up", &other).await;
    assert!(!same.text.contains(&calm.to_string()));
    service.get("/board?view=all", &cookie).await;
    assert!(service.get("/board", &cookie).await.text.contains(&calm.to_string()));
}

#[test]
fn a_choice_survives_its_own_query_string() {
    for (view, _) in BoardView::ALL {
        for (compact, closed) in [(false, false), (true, false), (false, true)] {
            for group in Group::ALL {
                let choice = Choice { view, group, compact, closed };
                assert_eq!(Choice::parse(&choice.query()), choice);
            }
        }
    }
    assert_eq!(Choice::parse("view=nonsense&x"), Choice::default());
}

/// Where each of these stands in the page, by its row.
fn places(text: &str, cases: &[CaseId]) -> Vec<usize> {
    cases.iter().map(|case| position(text, &format!("data-case=\"{case}\""))).collect()
}

#[tokio::test]
async fn a_pinned_row_stands_on_top_for_its_reader_alone_but_below_an_unread_emergency() {
    let (service, cookie) = coordinator().await;
    let first = service.referral("First", CALM).await;
    service.minutes_pass(7);
    let second = service.referral("Second", CALM).await;
    let id = second.to_string();
    let fields = [("pin", id.as_str()), ("next", "/board?view=all")];
    let pinned = service.post("/board/pin", &cookie, &fields).await;
    assert_eq!(
        (pinned.status, pinned.location.as_str()),
        (StatusCode::SEE_OTHER, "/board?view=all")
    );
    let board = service.get("/board", &cookie).await;
    assert!(places(&board.text, &[second, first]).is_sorted());
    assert!(board.text.contains("Pinned ") && board.text.contains("All others "));
    let emergency = service.referral("Urgent", EMERGENCY).await;
    let board = service.get("/board", &cookie).await;
    assert!(places(&board.text, &[emergency, second, first]).is_sorted());
    let other = service.sign_in(Role::Consultant).await;
    let board = service.get("/board", &other).await;
    assert!(places(&board.text, &[emergency, first, second]).is_sorted());
    assert!(!board.text.contains("data-group-row"));
    service.post("/board/pin", &cookie, &[("unpin", id.as_str())]).await;
    let board = service.get("/board", &cookie).await;
    assert!(places(&board.text, &[first, second]).is_sorted());
    let nobody = service.post("/board/pin", &cookie, &[("pin", "nonsense")]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn rows_are_gathered_by_urgency_or_place_as_the_address_says_for_anyone() {
    let (service, cookie) = coordinator().await;
    service.referral("Calm", CALM).await;
    let routine = service.referral("Routine", CALM).await;
    let consultant = service.sign_in(Role::Consultant).await;
    let lower = [("tier", "R0"), ("reason", "Old injury explains it")];
    service.post(&format!("/cases/{routine}/tier"), &consultant, &lower).await;
    let by_place = service.get("/board?group=place", &cookie).await;
    assert_eq!(by_place.text.matches("data-group-row").count(), 1);
    assert!(by_place.text.contains("Northfield ED <span class=\"count\">2</span>"));
    assert_eq!(service.get("/board", &cookie).await.location, "/board?view=all&group=place");
    let other = service.sign_in(Role::Consultant).await;
    let by_urgency = service.get("/board?group=urgency", &other).await;
    assert_eq!(by_urgency.text.matches("data-group-row").count(), 2);
    let tiers: Vec<usize> = ["data-tier=\"S1\"", "data-tier=\"R0\""]
        .map(|tier| position(&by_urgency.text, tier))
        .into();
    assert!(tiers.is_sorted());
}

#[tokio::test]
async fn single_keys_can_be_switched_off_and_stay_off_for_that_person() {
    let (service, cookie) = coordinator().await;
    assert!(service.get("/board", &cookie).await.text.contains("data-shortcuts=\"on\""));
    service.post("/board/shortcuts", &cookie, &[]).await;
    let board = service.get("/board", &cookie).await;
    assert!(board.text.contains("data-shortcuts=\"off\""));
    let other = service.sign_in(Role::Consultant).await;
    assert!(service.get("/board", &other).await.text.contains("data-shortcuts=\"on\""));
    service.post("/board/shortcuts", &cookie, &[("on", "yes")]).await;
    assert!(service.get("/board", &cookie).await.text.contains("data-shortcuts=\"on\""));
}

#[tokio::test]
async fn a_met_clock_stays_on_the_row_in_small_while_others_run() {
    let (service, cookie) = coordinator().await;
    let case = service.referral("Clock", EMERGENCY).await;
    let consultant = service.sign_in(Role::Consultant).await;
    service.post(&format!("/cases/{case}/acknowledge"), &consultant, &[("key", "a")]).await;
    service.minutes_pass(5 * 60 + 10);
    let cookie_later = service.sign_in(Role::Coordinator).await;
    let scan = [("modality", "mri_whole_spine")];
    let path = format!("/cases/{case}/imaging/acquired");
    service.post(&path, &cookie_later, &scan).await;
    let board = service.get("/board", &cookie_later).await;
    let row = row_of(&board.text, case);
    assert_eq!(row.matches("data-runs").count(), 2, "{row}");
    assert!(row.contains("class=\"clock-met\" data-clock=\"CLK-MRI24\" data-state=\"met\""));
    assert!(row.contains("MRI ✓ 5 h 10"), "{row}");
    assert!(row.contains(&format!("href=\"/cases/{case}#clocks\"")), "{row}");
    assert!(row.contains(" running"), "{row}");
    drop(cookie);
}

#[tokio::test]
async fn the_wall_shows_initials_and_age_and_no_name_or_number() {
    let (service, cookie) = coordinator().await;
    service.referral("Okafor", EMERGENCY).await;
    let wall = service.get("/board/wall", &cookie).await;
    assert!(wall.text.contains("G.O. 59F"), "{}", wall.text);
    for hidden in ["OKAFOR", "Okafor", "Grace", "9990000018", "999 000 0018"] {
        assert!(!wall.text.contains(hidden), "{hidden}");
    }
    assert!(wall.text.contains("at most 12 hours"));
    assert!(!wall.text.contains("data-idle-seconds"), "a wall that nobody touches must not lock");
}

#[tokio::test]
async fn a_manager_reads_the_board_and_is_offered_nothing_to_change() {
    let service = Service::new();
    service.referral("Urgent", EMERGENCY).await;
    let cookie = service.sign_in(Role::Manager).await;
    let board = service.get("/board", &cookie).await;
    assert!(board.text.contains("data-no-acknowledge") && board.text.contains("data-no-progress"));
}

#[tokio::test]
async fn opening_the_quick_actions_of_a_case_is_in_its_access_log() {
    let (service, cookie) = coordinator().await;
    let case = service.referral("Urgent", EMERGENCY).await;
    service.get(&format!("/cases/{case}/quick"), &cookie).await;
    // The line follows with the next commit.
    service.post(&format!("/cases/{case}/acknowledge"), &cookie, &[("key", "a")]).await;
    let log = service.app.store.access_log(case).await.unwrap();
    assert_eq!(log.iter().filter(|seen| seen.page == "quick actions").count(), 1);
}

// ---- The stream -----------------------------------------------------------------------------

async fn stream(service: &Service, cookie: &str, path: &str, last: Option<u64>) -> Response<Body> {
    let mut request = Request::get(path).header("cookie", cookie);
    if let Some(last) = last {
        request = request.header("last-event-id", last.to_string());
    }
    let response = service.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["cache-control"], "no-store");
    response
}

/// The next event of this kind within a second.
async fn next(response: &mut Response<Body>, kind: &str) -> serde_json::Value {
    let wanted = format!("event: {kind}\n");
    let find = async {
        loop {
            let frame = response.frame().await.expect("the stream ended").unwrap();
            let bytes = frame.into_data().unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if text.starts_with(&wanted) {
                let data = text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
                return serde_json::from_str(data).unwrap();
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(1), find).await.expect("not within a second")
}

#[tokio::test]
async fn a_new_emergency_reaches_every_open_board_within_a_second_in_one_text() {
    let (service, cookie) = coordinator().await;
    let consultant = service.sign_in(Role::Consultant).await;
    let mut one = stream(&service, &cookie, "/board/stream", None).await;
    let mut other = stream(&service, &consultant, "/board/stream", None).await;
    let mut wall = stream(&service, &consultant, "/board/stream?wall=true", None).await;
    next(&mut one, "beat").await;
    let case = service.referral("Okafor", EMERGENCY).await;
    let row = next(&mut one, "row").await;
    assert_eq!(row["case"], case.to_string());
    assert!(row["html"].as_str().unwrap().contains("OKAFOR"));
    assert!(row["interrupt"].as_str().unwrap().starts_with("Emergency: act now"));
    assert!(!row["interrupt"].as_str().unwrap().contains("Okafor"));
    assert_eq!(next(&mut other, "row").await, row);
    let tile = next(&mut wall, "row").await;
    assert!(!tile["html"].as_str().unwrap().to_lowercase().contains("okafor"));
    let counts = next(&mut one, "summary").await;
    assert_eq!(counts["counts"]["unacknowledged"], 1);
}

#[tokio::test]
async fn who_opens_a_case_is_told_to_whoever_has_it_open_and_never_to_the_wall() {
    let (service, cookie) = coordinator().await;
    let case = service.referral("Okafor", EMERGENCY).await;
    let consultant = service.sign_in(Role::Consultant).await;
    let path = format!("/cases/{case}");
    let alone = service.get(&path, &cookie).await;
    assert!(alone.text.contains(&format!("hidden data-presence=\"{case}\"")), "{}", alone.text);
    let mut open = stream(&service, &cookie, "/board/stream", None).await;
    let mut wall = stream(&service, &cookie, "/board/stream?wall=true", None).await;
    let second = service.get(&path, &consultant).await;
    assert!(second.text.contains("data-presence-names>Test coordinator<"), "{}", second.text);
    let told = next(&mut open, "here").await;
    assert_eq!(told["case"], case.to_string());
    assert_eq!(told["names"], serde_json::json!(["Test consultant", "Test coordinator"]));
    let again = service.post(&format!("{path}/here"), &consultant, &[]).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT);
    service.referral("Later", CALM).await;
    let row = next(&mut wall, "row").await;
    assert!(row.get("names").is_none());
}

#[tokio::test]
async fn a_calm_case_interrupts_nobody() {
    let (service, cookie) = coordinator().await;
    let mut board = stream(&service, &cookie, "/board/stream", None).await;
    service.referral("Calm", CALM).await;
    let row = next(&mut board, "row").await;
    assert!(row["interrupt"].is_null() && row["html"].is_string());
}

#[tokio::test]
async fn what_was_missed_while_the_stream_was_cut_comes_once_and_in_order() {
    let (service, cookie) = coordinator().await;
    service.referral("Before", CALM).await;
    let seen = service.app.store.position().await.unwrap();
    let mut missed = Vec::new();
    for name in ["One", "Two", "Three"] {
        missed.push(service.referral(name, CALM).await.to_string());
    }
    for (path, last) in
        [("/board/stream".to_owned(), Some(seen)), (format!("/board/stream?since={seen}"), None)]
    {
        let mut board = stream(&service, &cookie, &path, last).await;
        for case in &missed {
            assert_eq!(next(&mut board, "row").await["case"], *case);
        }
        let live = service.referral("Live", CALM).await;
        assert_eq!(next(&mut board, "row").await["case"], live.to_string());
        // The second round has missed this one as well.
        missed.push(live.to_string());
    }
}

#[tokio::test]
async fn the_poll_gives_what_changed_since_and_tells_a_page_of_another_database_to_reload() {
    let (service, cookie) = coordinator().await;
    let seen = service.app.store.position().await.unwrap();
    let case = service.referral("Okafor", EMERGENCY).await;
    let answer = service.get(&format!("/board/changes?since={seen}"), &cookie).await;
    let poll: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(poll["rows"][0]["case"], case.to_string());
    assert_eq!(poll["rows"].as_array().unwrap().len(), 1);
    let position = poll["position"].as_u64().unwrap();
    let rest = service.get(&format!("/board/changes?since={position}"), &cookie).await;
    let rest: serde_json::Value = serde_json::from_str(&rest.text).unwrap();
    assert_eq!(rest["rows"].as_array().unwrap().len(), 0);
    assert_eq!(rest["reload"], false);
    let other = service.get("/board/changes?since=999999", &cookie).await;
    let other: serde_json::Value = serde_json::from_str(&other.text).unwrap();
    assert_eq!(other["reload"], true);
}

#[tokio::test]
async fn nobody_without_a_session_hears_the_stream() {
    let service = Service::new();
    let answer = service.get("/board/stream", "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let request = Request::get("/board/changes?since=0").body(Body::empty()).unwrap();
    assert_eq!(service.send(request).await.status, StatusCode::UNAUTHORIZED);
}

// ---- Budgets --------------------------------------------------------------------------------

/// `cargo test --release -p web a_hundred_open_cases -- --nocapture` prints the figures.
#[tokio::test]
async fn a_hundred_open_cases_stay_within_the_page_budget() {
    use std::io::Write as _;

    let (service, cookie) = coordinator().await;
    for n in 0..100_usize {
        let answers = if n % 9 == 0 { EMERGENCY } else { CALM };
        let case = service.referral(&format!("Family{n}"), answers).await;
        if n % 3 != 0 {
            let path = format!("/cases/{case}/acknowledge");
            service.post(&path, &cookie, &[("key", "a")]).await;
        }
        service.minutes_pass(1);
    }
    let cookie = service.sign_in(Role::Coordinator).await;
    service.get("/board", &cookie).await;
    let mut times_us = Vec::new();
    let mut page = String::new();
    for _ in 0..50 {
        let start = Service::stopwatch();
        page = service.get("/board", &cookie).await.text;
        times_us.push(start.elapsed().as_micros());
    }
    times_us.sort_unstable();
    assert_eq!(page.matches("<tr class=\"row").count(), 100);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(page.as_bytes()).unwrap();
    let page_bytes = gzip.finish().unwrap().len();
    let assets: usize = crate::ui::assets::ALL.iter().map(|asset| asset.gzip.len()).sum();
    let (median, worst) = (times_us[25], times_us[49]);
    eprintln!(
        "board of 100: {median} us median, {worst} us worst of 50; {page_bytes} bytes gzip, {} with assets",
        page_bytes + assets
    );
    assert!(page_bytes + assets <= 120 * 1024, "{}", page_bytes + assets);
}

#[tokio::test]
async fn whoever_signed_out_or_sat_idle_hears_no_more_and_the_wall_stays() {
    use super::live::Screen;
    use super::stream::still_signed_in;

    let (service, cookie) = coordinator().await;
    let token = cookie.split_once('=').unwrap().1;
    let session = store::SecretHash::of(token.as_bytes());
    let visit = crate::visit::Visit {
        app: service.app.clone(),
        now: service.app.clock.now(),
        who: crate::visit::Who::Anyone,
        theme: crate::ui::Theme::System,
        path: "/board/stream".into(),
        session: Some(session),
        just_done: None,
    };
    assert!(still_signed_in(&visit, Screen::Board).await);
    service.minutes_pass(14);
    assert!(still_signed_in(&visit, Screen::Wall).await, "the wall keeps its session awake");
    service.minutes_pass(14);
    assert!(still_signed_in(&visit, Screen::Board).await);
    service.minutes_pass(2);
    assert!(!still_signed_in(&visit, Screen::Board).await, "an idle board is locked");
    assert!(still_signed_in(&visit, Screen::Wall).await);
    service.minutes_pass(12 * 60);
    assert!(!still_signed_in(&visit, Screen::Wall).await, "twelve hours end every session");

    let (service, cookie) = coordinator().await;
    let token = store::SecretHash::of(cookie.split_once('=').unwrap().1.as_bytes());
    let visit = crate::visit::Visit { app: service.app.clone(), session: Some(token), ..visit };
    assert!(still_signed_in(&visit, Screen::Board).await);
    service.post("/sign-out", &cookie, &[]).await;
    assert!(!still_signed_in(&visit, Screen::Board).await);
}
