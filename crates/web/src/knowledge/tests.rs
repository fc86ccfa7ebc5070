//! Every score's page, its refusals, its drafts; the rule book.

use axum::http::StatusCode;
use pathway::{Role, Site};
use scores::{INSTRUMENTS, Kind, Status};

use crate::testing::Service;

const SINS: [(&str, &str); 6] = [
    ("vertebra", "T12"),
    ("pain", "mechanical"),
    ("lesion", "lytic"),
    ("alignment", "normal"),
    ("collapse", "lt50"),
    ("posterolateral", "bilateral"),
];

#[tokio::test]
async fn every_score_has_a_page_with_its_inputs_limits_and_source() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Therapist).await;
    let list = service.get("/scores", &cookie).await.text;
    for instrument in INSTRUMENTS {
        let path = format!("/scores/{}", instrument.name);
        assert!(list.contains(&format!("href=\"{path}\"")), "{path}");
        let page = service.get(&path, &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for field in instrument.fields {
            let named = match field.kind {
                Kind::Record(parts) => parts.iter().all(|part| {
                    page.text.contains(&format!("name=\"{}.{}\"", field.name, part.name))
                }),
                _ => page.text.contains(&format!("name=\"{}\"", field.name)),
            };
            assert!(named, "{path}: {}", field.name);
        }
        assert_eq!(page.text.matches("What it cannot tell").count(), 1, "{path}");
        assert!(page.text.contains(instrument.version), "{path}");
        assert!(page.text.contains("method=\"post\""), "{path}");
        assert_eq!(
            page.text.contains("Unverified draft"),
            instrument.status == Status::Draft,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_complete_form_gives_the_same_total_as_the_crate_with_and_without_script() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Consultant).await;
    for path in ["/scores/sins", "/scores/sins/result"] {
        let page = service.post(path, &cookie, &SINS).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains("data-output=\"total\"><strong class=\"numeric\">13</strong>"));
        assert!(page.text.contains("Unstable: ask a surgeon"), "{path}");
        assert!(page.location.is_empty());
    }
}

#[tokio::test]
async fn an_incomplete_form_gives_no_total_and_loses_nothing() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Consultant).await;
    let page = service
        .post("/scores/katagiri", &cookie, &[("crp_mg_l", "0,5"), ("ldh_iu_l", "9999999")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("value=\"0,5\"") && page.text.contains("value=\"9999999\""));
    assert!(page.text.contains("There is a problem"));
    assert!(page.text.contains("href=\"#f-crp_mg_l\""));
    assert!(!page.text.contains("data-result"));
    let live = service.post("/scores/sins/result", &cookie, &SINS[..3]).await;
    assert!(live.text.contains("Still needed: how the spine stands."));
    assert!(!live.text.contains("data-result") && !live.text.contains("<html"));
}

#[tokio::test]
async fn a_draft_gives_no_result_until_the_site_switches_it_on() {
    let inputs = [
        ("course1.fractions", "10"),
        ("course1.dose_gy", "3"),
        ("course2.fractions", "5"),
        ("course2.dose_gy", "4"),
        ("alpha_beta_gy", "2"),
        ("interval_months", "12"),
    ];
    let path = "/scores/cord_reirradiation_nieder";
    let service = Service::new();
    let cookie = service.sign_in(Role::Consultant).await;
    let off = service.post(path, &cookie, &inputs).await;
    assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(off.text.contains("no result is given") && !off.text.contains("data-result"));
    assert!(off.text.contains("value=\"12\""), "what was typed is kept");
    let service = Service::at(Site {
        draft_scores: vec!["cord_reirradiation_nieder".into()],
        ..Site::default()
    });
    let cookie = service.sign_in(Role::Consultant).await;
    let on = service.post(path, &cookie, &inputs).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.text);
    assert!(on.text.contains("data-result") && on.text.contains("Unverified"));
}

#[tokio::test]
async fn an_unknown_score_is_not_found() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Manager).await;
    assert_eq!(service.get("/scores/none", &cookie).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_rule_book_shows_every_rule_and_clock_as_not_signed_off() {
    let service = Service::new();
    let cookie = service.sign_in(Role::Administrator).await;
    let page = service.get("/rules", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    let ids = rules::RULES.iter().map(|rule| rule.id).chain(rules::CLOCKS.iter().map(|c| c.id));
    for id in ids {
        assert!(page.text.contains(&format!("data-rule=\"{id}\"")), "{id}");
    }
    let all = rules::RULES.len() + rules::CLOCKS.len();
    assert_eq!(page.text.matches("not signed off at this site").count(), all);
    let signed =
        Service::at(Site { rules_signed_off_by: Some("A. Officer".into()), ..Site::default() });
    let cookie = signed.sign_in(Role::Administrator).await;
    let page = signed.get("/rules", &cookie).await.text;
    assert!(!page.contains("not signed off at this site"));
}
