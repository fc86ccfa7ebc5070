use axum::http::StatusCode;
use pathway::Role;

use crate::testing::{Answer, Service};

fn field(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    page[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn post(service: &Service, path: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    service.post(path, "", &fields).await
}

/// Somebody is there to call back.
async fn coordinator_on_duty(service: &Service) {
    let now = service.app.clock.now();
    let day = jiff::SignedDuration::from_hours(24);
    let shift = store::NewShift {
        duty: pathway::ladder::Rung::Coordinator,
        who: store::OnDuty::Contact(pathway::ladder::Contact {
            name: "A. Ng".into(),
            email: Some("coordinator@example.org".into()),
            pager: None,
        }),
        from: now.checked_sub(day).unwrap(),
        until: now.checked_add(day).unwrap(),
    };
    let act = store::Act::new(pathway::Actor::system(), now);
    service.app.store.add_shift(act, shift).await.unwrap();
}

/// From the danger signs to the form.
async fn to_the_form(service: &Service, sign: &str) -> Answer {
    let first = service.get("/refer/self", "").await.text;
    let asked =
        [("answers", field(&first, "answers")), ("topic", "danger".into()), ("a", sign.to_owned())];
    let result = post(service, "/check", &asked).await.text;
    post(service, "/refer/self/start", &[("answers", field(&result, "answers"))]).await
}

fn filled(page: &str) -> Vec<(&'static str, String)> {
    vec![
        ("key", field(page, "key")),
        ("answers", field(page, "answers")),
        ("given", "Ellen".into()),
        ("family", "Garrow".into()),
        ("born_day", "5".into()),
        ("born_month", "12".into()),
        ("born_year", "1966".into()),
        ("phone", "07700 900321".into()),
        ("funding", "self".into()),
    ]
}

#[tokio::test]
async fn an_emergency_is_shown_before_any_field_and_the_record_says_it_was() {
    let service = Service::new();
    coordinator_on_duty(&service).await;
    let page = to_the_form(&service, "n_gait").await;
    let (card, form) =
        (page.text.find("class=\"emergency\"").unwrap(), page.text.find("name=\"given\"").unwrap());
    assert!(card < form);
    let sent = post(&service, "/refer/self", &filled(&page.text)).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.text.contains("Your reference is"), "{}", sent.text);
    assert!(!sent.text.contains('£'));
    let rows = service.app.store.board(store::BoardFilter::default()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].tier, rules::Tier::E0);
    assert!(rows[0].told_emergency_at.is_some());
}

#[tokio::test]
async fn sending_twice_makes_one_case() {
    let service = Service::new();
    coordinator_on_duty(&service).await;
    let page = to_the_form(&service, "n_gait").await;
    let fields = filled(&page.text);
    let first = post(&service, "/refer/self", &fields).await;
    let second = post(&service, "/refer/self", &fields).await;
    assert_eq!((first.status, second.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(service.app.store.counts().await.unwrap().open, 1);
}

#[tokio::test]
async fn with_nobody_to_call_the_form_says_so_and_takes_nothing_silently() {
    let service = Service::new();
    // Someone with an account and an address is not someone on duty.
    service.sign_in(Role::Coordinator).await;
    let page = to_the_form(&service, "n_gait").await;
    assert!(page.text.contains("Nobody is here to take this just now"));
    assert!(!page.text.contains("Send to the team"));
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_typed_stays() {
    let service = Service::new();
    coordinator_on_duty(&service).await;
    let page = to_the_form(&service, "n_gait").await;
    let mut fields = filled(&page.text);
    fields.retain(|(name, _)| !matches!(*name, "phone" | "born_year"));
    let again = post(&service, "/refer/self", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("Enter a number on which we can call."));
    assert!(again.text.contains("value=\"Garrow\""));
    assert_eq!(service.app.store.counts().await.unwrap().open, 0);
}

fn named(answer: &Answer) -> String {
    answer.cookie.split(';').next().unwrap().to_owned()
}

/// A form begun under a cookie, and left.
async fn left_behind(service: &Service) -> String {
    coordinator_on_duty(service).await;
    let page = to_the_form(service, "n_gait").await;
    let cookie = named(&page);
    assert!(page.cookie.contains("Path=/refer/self") && page.cookie.contains("Max-Age=86400"));
    let fields = filled(&page.text);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let saved = service.post("/refer/self/draft", &cookie, &fields).await;
    assert_eq!((saved.status, saved.text.as_str()), (StatusCode::OK, "14:00"));
    cookie
}

#[tokio::test]
async fn what_was_typed_is_there_again_on_return_and_the_cookie_says_nothing() {
    let service = Service::new();
    let cookie = left_behind(&service).await;
    for private in ["Garrow", "Ellen", "900321", "1966"] {
        assert!(!cookie.contains(private));
    }
    service.minutes_pass(30);
    let again = service.get("/refer/self", &cookie).await.text;
    assert!(again.contains("value=\"Garrow\"") && again.contains("We kept what you typed"));
    assert!(again.contains("class=\"emergency\""), "the emergency still stands first");
    let stranger = service.get("/refer/self", "").await.text;
    assert!(!stranger.contains("Garrow"));
}

#[tokio::test]
async fn after_the_hour_the_danger_signs_are_asked_again_and_then_the_typing_is_there() {
    let service = Service::new();
    let cookie = left_behind(&service).await;
    service.minutes_pass(23 * 60);
    let first = service.get("/refer/self", &cookie).await.text;
    assert!(!first.contains("Garrow") && first.contains("name=\"topic\""));
    let asked = [
        ("answers", field(&first, "answers")),
        ("topic", "danger".into()),
        ("a", "n_gait".to_owned()),
    ];
    let result = post(&service, "/check", &asked).await.text;
    let answers = field(&result, "answers");
    let page = service.post("/refer/self/start", &cookie, &[("answers", &answers)]).await;
    assert!(page.text.contains("value=\"Garrow\""), "{}", page.text);
}

#[tokio::test]
async fn discarding_sending_and_a_day_each_delete_what_was_typed() {
    let service = Service::new();
    let id = |cookie: &str| cookie.split_once('=').unwrap().1.parse::<store::DraftId>().unwrap();
    let draft = async |cookie: &str| service.app.store.draft(id(cookie)).await.unwrap();
    let cookie = left_behind(&service).await;
    let gone = service.post("/refer/self/discard", &cookie, &[]).await;
    assert!(gone.cookie.contains("Max-Age=0") && draft(&cookie).await.is_none());

    let cookie = left_behind(&service).await;
    let page = service.get("/refer/self", &cookie).await.text;
    let fields = filled(&page);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let sent = service.post("/refer/self", &cookie, &fields).await;
    assert!(sent.text.contains("Your reference is") && sent.cookie.contains("Max-Age=0"));
    assert!(draft(&cookie).await.is_none());

    let cookie = left_behind(&service).await;
    service.minutes_pass(24 * 60);
    service.app.store.fire_due(service.app.clock.now(), 100).await.unwrap();
    assert!(draft(&cookie).await.is_none(), "after a day");
    assert!(service.app.store.verify().await.unwrap().is_sound());
}

#[tokio::test]
async fn without_script_what_was_refused_is_kept_too() {
    let service = Service::new();
    coordinator_on_duty(&service).await;
    let page = to_the_form(&service, "n_gait").await;
    let cookie = named(&page);
    let mut fields = filled(&page.text);
    fields.retain(|(name, _)| *name != "phone");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    service.post("/refer/self", &cookie, &fields).await;
    assert!(service.get("/refer/self", &cookie).await.text.contains("value=\"Garrow\""));
}
