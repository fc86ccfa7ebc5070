use axum::http::StatusCode;
use pathway::Role;

use super::own_path;
use crate::testing::Service;

#[test]
fn sign_in_leads_nowhere_outside() {
    assert_eq!(own_path("/board"), Some("/board"));
    for outside in ["https://evil.example", "//evil.example", "/\\evil.example", "board"] {
        assert_eq!(own_path(outside), None, "{outside}");
    }
}

#[tokio::test]
async fn nobody_sees_a_staff_page_without_signing_in() {
    let service = Service::new();
    let answer = service.get("/admin/users", "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location, "/sign-in?next=/admin/users");
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_the_one_time_code_and_only_once() {
    let service = Service::new();
    let act = store::Act::new(pathway::Actor::system(), service.app.clock.now());
    let code = store::SecretHash::of(b"the code");
    service.app.store.set_first_code(act, code).await.unwrap();
    let fields = |code| {
        [
            ("code", code),
            ("name", "P. Quill"),
            ("sign_in", "quill"),
            ("password", "four words make a key"),
        ]
    };
    let wrong = service.post("/setup", "", &fields("another code")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = service.post("/setup", "", &fields("the code")).await;
    assert_eq!((right.status, right.location.as_str()), (StatusCode::SEE_OTHER, "/admin/users"));
    assert!(right.cookie.contains("HttpOnly") && right.cookie.contains("SameSite=Strict"));
    let again = service.post("/setup", "", &fields("the code")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let signed_in = service
        .post("/sign-in", "", &[("sign_in", "Quill"), ("password", "four words make a key")])
        .await;
    assert_eq!(signed_in.location, "/admin/users");
}

#[tokio::test]
async fn five_wrong_passwords_make_an_account_wait() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Administrator).await;
    let add = [
        ("name", "A. Ng"),
        ("sign_in", "ng"),
        ("role", "coordinator"),
        ("password", "four words make a key"),
    ];
    assert_eq!(service.post("/admin/users", &cookie, &add).await.status, StatusCode::SEE_OTHER);
    let right = [("sign_in", "ng"), ("password", "four words make a key")];
    let wrong = [("sign_in", "ng"), ("password", "not the right password")];
    for _ in 0..5 {
        let answer = service.post("/sign-in", "", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let waits = service.post("/sign-in", "", &right).await;
    assert!(waits.text.contains("Too many wrong passwords"));
    service.minutes_pass(16);
    assert_eq!(service.post("/sign-in", "", &right).await.location, "/board");
}

#[tokio::test]
async fn an_idle_screen_locks_and_a_session_ends_after_twelve_hours() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Administrator).await;
    assert_eq!(service.get("/admin/users", &cookie).await.status, StatusCode::OK);
    service.minutes_pass(16);
    let locked = service.get("/admin/users", &cookie).await;
    assert_eq!(locked.location, "/session/locked?next=/admin/users");
    service.minutes_pass(12 * 60);
    let ended = service.get("/admin/users", &cookie).await;
    assert_eq!(ended.location, "/sign-in?next=/admin/users");
}

#[tokio::test]
async fn a_leavers_sessions_end_at_once() {
    let service = Service::new();
    let administrator = service.sign_in(Role::Administrator).await;
    let leaver = service.sign_in(Role::Manager).await;
    assert_eq!(service.get("/admin/rota", &leaver).await.status, StatusCode::OK);
    let users = service.app.store.users().await.unwrap();
    let user = users.iter().find(|user| user.role == Role::Manager).unwrap();
    let fields = [("name", user.name.as_str()), ("sign_in", &user.sign_in), ("role", "manager")];
    let path = format!("/admin/users/{}", user.id);
    assert_eq!(service.post(&path, &administrator, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(service.get("/admin/rota", &leaver).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_another_site_sends_is_not_carried_out() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Administrator).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let request = axum::http::Request::post("/admin/users")
            .header("accept", "text/html")
            .header("cookie", &cookie)
            .header("host", "127.0.0.1:8080")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(axum::body::Body::from("name=x"))
            .unwrap();
        assert_eq!(service.send(request).await.status, StatusCode::FORBIDDEN, "{name}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let service = Service::new();
    for path in ["/sign-in", "/nowhere", "/status"] {
        let request = axum::http::Request::get(path)
            .header("accept", "text/html")
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = service.send(request).await;
        assert!(answer.csp.contains("default-src 'self'"), "{path}");
        assert!(!answer.csp.contains("unsafe"), "{path}");
    }
}

#[tokio::test]
async fn an_hour_without_a_coordinator_is_named_on_the_rota() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Manager).await;
    let answer = service.get("/admin/rota", &cookie).await;
    assert!(answer.text.contains("Nobody is coordinator"));
    assert!(answer.text.contains("data-gap"));
}
