use axum::http::StatusCode;
use pathway::imaging::request::Hazard;
use pathway::{CaseId, Role};

use crate::testing::{Answer, Service};

const EMERGENCY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes")];

async fn with_a_case() -> (Service, CaseId, String) {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Radiology).await;
    (service, case, cookie)
}

async fn ask(service: &Service, case: CaseId, cookie: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("modality", "mri_whole_spine"), ("indication", "Legs weak.")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    service.post(&format!("/cases/{case}/imaging/request"), cookie, &fields).await
}

async fn tap(service: &Service, case: CaseId, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    service.post(&format!("/cases/{case}/scan/1"), cookie, fields).await
}

#[tokio::test]
async fn the_indication_is_filled_in_from_the_case_and_the_sequences_are_the_whole_spine() {
    let (service, case, cookie) = with_a_case().await;
    let page = service.get(&format!("/cases/{case}/imaging/request"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Legs weaker since the morning",
        "sagittal STIR, whole spine",
        "axials through every abnormal level",
        "data-clock=\"CLK-MRI24\"",
        "An X-ray does not answer this question",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    for hazard in Hazard::ALL {
        assert!(page.text.contains(&format!("name=\"{}\"", hazard.key())), "{hazard:?}");
    }
}

#[tokio::test]
async fn what_is_not_known_of_the_magnet_becomes_a_telephone_call() {
    let (service, case, cookie) = with_a_case().await;
    let done = ask(&service, case, &cookie, &[("pacemaker", "unknown"), ("eye_metal", "no")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = service.get(&format!("/cases/{case}"), &cookie).await;
    assert!(page.text.contains("Phone radiology about MRI safety"));
    assert!(page.text.contains("pacemaker or defibrillator: not known"));
}

#[tokio::test]
async fn an_impossible_weight_is_refused_at_its_field_and_nothing_typed_is_lost() {
    let (service, case, cookie) = with_a_case().await;
    let more = [("weight_kg", "740"), ("claustrophobia", "yes"), ("place", "Ward 7")];
    let refused = ask(&service, case, &cookie, &more).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#f-weight_kg\""));
    assert!(refused.text.contains("value=\"740\"") && refused.text.contains("value=\"Ward 7\""));
    assert!(refused.text.contains("Legs weak."));
}

#[tokio::test]
async fn an_xray_for_spread_is_warned_and_needs_a_reason_to_go_on() {
    let (service, case, cookie) = with_a_case().await;
    let xray = ("modality", "plain_xray");
    let refused = ask(&service, case, &cookie, &[xray]).await;
    assert!(refused.text.contains("href=\"#f-xray_for_spread\""));
    let spread = ("xray_for_spread", "yes");
    let refused = ask(&service, case, &cookie, &[xray, spread]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#f-xray_because\""));
    let why = ("xray_because", "No scanner before Thursday.");
    let done = ask(&service, case, &cookie, &[xray, spread, why]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

/// A-3.10-8.
#[tokio::test]
async fn an_mri_that_is_not_safe_becomes_a_ct_with_the_same_due_time() {
    fn due(page: &str) -> &str {
        let clock = page.split("data-clock=\"CLK-MRI24\"").nth(1).unwrap();
        clock.split("data-due=\"").nth(1).unwrap().split('"').next().unwrap()
    }
    let (service, case, cookie) = with_a_case().await;
    ask(&service, case, &cookie, &[]).await;
    let page = format!("/cases/{case}/imaging");
    let before = service.get(&page, &cookie).await;
    service.minutes_pass(40);
    let cookie = service.sign_in(Role::Radiology).await;
    let words = [("step", "not_safe"), ("words", "Pacemaker.")];
    assert_eq!(tap(&service, case, &cookie, &words).await.status, StatusCode::SEE_OTHER);
    let after = service.get(&page, &cookie).await;
    assert!(after.text.contains("<h3>CT whole spine</h3>"));
    assert_eq!(due(&before.text), due(&after.text));
}

#[tokio::test]
async fn radiology_works_through_the_list_with_one_tap_each() {
    let (service, case, cookie) = with_a_case().await;
    let coordinator = service.sign_in(Role::Coordinator).await;
    ask(&service, case, &coordinator, &[]).await;
    let list = service.get("/radiology", &cookie).await;
    assert!(list.text.contains("data-stage=\"requested\"") && list.text.contains("OKAFOR, Grace"));
    let title = list.text.split("</title>").next().unwrap();
    assert!(!title.contains("OKAFOR"));
    let done = tap(&service, case, &cookie, &[("step", "accepted"), ("from", "list")]).await;
    assert!(done.location.starts_with("/radiology#scan-"), "{}", done.location);
    let slot = [("step", "booked"), ("slot", "2026-11-24T16:00"), ("place", "MR 2")];
    tap(&service, case, &cookie, &slot).await;
    tap(&service, case, &cookie, &[("step", "on_table")]).await;
    let list = service.get("/radiology", &cookie).await;
    assert!(
        list.text.contains("data-stage=\"on-table\"") && list.text.contains("slot today 16:00")
    );
    service.minutes_pass(30);
    let cookie = service.sign_in(Role::Radiology).await;
    tap(&service, case, &cookie, &[("step", "done")]).await;
    let page = service.get(&format!("/cases/{case}"), &cookie).await;
    let clock = page.text.split("data-clock=\"CLK-MRI24\"").nth(1).unwrap();
    assert!(clock.split('>').next().unwrap().contains("data-state=\"met\""), "{clock:.200}");
}

#[tokio::test]
async fn a_question_without_words_is_asked_for_on_a_page_of_its_own() {
    let (service, case, cookie) = with_a_case().await;
    ask(&service, case, &cookie, &[]).await;
    let asked = tap(&service, case, &cookie, &[("step", "asked"), ("from", "list")]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text.contains("href=\"#f-words\""));
    assert!(asked.text.contains("name=\"step\" value=\"asked\""));
    let declined =
        tap(&service, case, &cookie, &[("step", "declined"), ("words", "Done yesterday.")]).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER);
    let list = service.get("/radiology", &cookie).await;
    assert!(list.text.contains("No scan waits"));
}

#[tokio::test]
async fn a_coordinator_moves_a_scan_and_does_not_vet_it() {
    let (service, case, _) = with_a_case().await;
    let cookie = service.sign_in(Role::Coordinator).await;
    ask(&service, case, &cookie, &[]).await;
    let page = service.get("/radiology", &cookie).await;
    assert!(!page.text.contains("value=\"accepted\"") && page.text.contains("value=\"on_table\""));
    let refused = tap(&service, case, &cookie, &[("step", "accepted")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

/// A-3.10-7, up to the alarm of the clock.
#[tokio::test]
async fn images_show_each_state_with_its_time() {
    let (service, case, cookie) = with_a_case().await;
    ask(&service, case, &cookie, &[]).await;
    let path = format!("/cases/{case}/imaging");
    let page = service.get(&path, &cookie).await;
    assert!(page.text.contains("data-transfer>not requested<"));
    tap(&service, case, &cookie, &[("step", "images_requested")]).await;
    service.minutes_pass(5);
    tap(&service, case, &cookie, &[("step", "images_sent")]).await;
    let page = service.get(&path, &cookie).await;
    assert!(page.text.contains("data-transfer>sent<"));
    assert!(page.text.contains("data-clock=\"CLK-IMGX\""));
    service.minutes_pass(31);
    let cookie = service.sign_in(Role::Radiology).await;
    service.app.store.fire_due(service.app.clock.now(), 100).await.unwrap();
    let timeline = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(timeline.text.contains("Images (CLK-IMGX) breached"));
    tap(&service, case, &cookie, &[("step", "images_viewable")]).await;
    let page = service.get(&path, &cookie).await;
    assert!(page.text.contains("data-transfer>viewable<"));
}

#[tokio::test]
async fn rebuilt_rows_hold_the_same_scans() {
    let (service, case, cookie) = with_a_case().await;
    ask(&service, case, &cookie, &[]).await;
    let before = service.app.store.row(case).await.unwrap().unwrap();
    assert_eq!(before.scans.len(), 1);
    service.app.store.rebuild().await.unwrap();
    let after = service.app.store.row(case).await.unwrap().unwrap();
    assert_eq!(*before, *after);
}
