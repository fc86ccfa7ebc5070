use axum::http::StatusCode;
use pathway::{CaseId, Role};

use crate::testing::{Answer, Service};

const EMERGENCY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes")];
/// The level drawn in the specification, without the pain.
const T6: &[(&str, &str)] = &[
    ("modality", "mri_whole_spine"),
    ("seen_from", "C1"),
    ("seen_to", "S5"),
    ("T6_metastasis", "definite"),
    ("T6_escc", "2"),
    ("T6_posterior", "bilateral"),
    ("T6_collapse_percent", "40"),
    ("T6_alignment", "normal"),
    ("T6_lesion", "lytic"),
    ("conclusion", "open"),
];

async fn scanned() -> (Service, CaseId, String) {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Radiology).await;
    let fields = [("modality", "mri_whole_spine"), ("key", "scan")];
    service.post(&format!("/cases/{case}/imaging/acquired"), &cookie, &fields).await;
    (service, case, cookie)
}

async fn send(service: &Service, case: CaseId, cookie: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = T6.to_vec();
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    service.post(&format!("/cases/{case}/spine"), cookie, &fields).await
}

/// Somebody who can be told.
async fn reachable(service: &Service) -> String {
    service.sign_in(Role::Consultant).await;
    "Test consultant".into()
}

/// A-3.10-1.
#[tokio::test]
async fn signing_without_levels_seen_is_refused_and_says_so() {
    let (service, case, cookie) = scanned().await;
    let who = reachable(&service).await;
    let blind = [("seen_from", ""), ("act", "sign"), ("saw", "0"), ("alert", who.as_str())];
    let refused = send(&service, case, &cookie, &blind).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#f-seen_from\""));
    assert!(refused.text.contains("Say which levels were seen"));
    assert!(refused.text.contains("value=\"40\""), "nothing typed is lost");
}

/// A-3.10-2.
#[tokio::test]
async fn sins_without_the_pain_is_incomplete_and_shows_no_number() {
    let (service, case, cookie) = scanned().await;
    let page = service.post(&format!("/cases/{case}/spine/rail"), &cookie, T6).await;
    assert!(page.text.contains("SINS incomplete at T6 (pain)"));
    assert!(!page.text.contains("of 18"));
    let mut with_pain = T6.to_vec();
    with_pain.push(("T6_pain", "mechanical"));
    let page = service.post(&format!("/cases/{case}/spine/rail"), &cookie, &with_pain).await;
    assert!(page.text.contains("Highest SINS 11 of 18: potentially unstable at T6"));
}

/// A-3.10-4.
#[tokio::test]
async fn a_compressed_cord_tells_a_named_person_and_climbs_until_it_is_acknowledged() {
    let (service, case, cookie) = scanned().await;
    let who = reachable(&service).await;
    let nobody = send(&service, case, &cookie, &[("act", "sign"), ("saw", "0")]).await;
    assert!(nobody.text.contains("href=\"#f-alert\""));
    let signed = [("act", "sign"), ("saw", "0"), ("alert", who.as_str())];
    let done = send(&service, case, &cookie, &signed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = service.get(&format!("/cases/{case}"), &cookie).await;
    assert!(page.text.contains("Critical result, not acknowledged"));
    assert!(page.text.contains("data-due=\"2026-11-24T14:15:00Z\""));
    let board = service.get("/board", &cookie).await;
    assert!(board.text.contains("Critical result: Test consultant told, not acknowledged"));
    service.minutes_pass(16);
    let cookie = service.sign_in(Role::Radiology).await;
    service.app.store.fire_due(service.app.clock.now(), 100).await.unwrap();
    let timeline = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(timeline.text.contains("critical result not acknowledged: coordinator called"));
    let consultant = service.sign_in(Role::Consultant).await;
    let path = format!("/cases/{case}/result/1/acknowledge");
    let heard = service.post(&path, &consultant, &[("key", "heard")]).await;
    assert_eq!(heard.status, StatusCode::SEE_OTHER);
    let again = service.post(&path, &consultant, &[("key", "again")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let page = service.get(&format!("/cases/{case}/imaging"), &cookie).await;
    assert!(page.text.contains("acknowledged by Test consultant"));
    assert!(page.text.contains("data-spine-strip") && page.text.contains("ESCC 2"));
}

#[tokio::test]
async fn an_unsigned_report_is_gone_on_with_and_a_signed_one_is_only_added_to() {
    let (service, case, cookie) = scanned().await;
    let who = reachable(&service).await;
    send(&service, case, &cookie, &[("act", "save"), ("saw", "0")]).await;
    let form = service.get(&format!("/cases/{case}/spine"), &cookie).await;
    assert!(form.text.contains("name=\"saw\" value=\"1\""));
    assert!(form.text.contains("value=\"40\""));
    let signed = [("act", "sign"), ("saw", "1"), ("alert", who.as_str())];
    send(&service, case, &cookie, &signed).await;
    let path = format!("/cases/{case}/spine/1/addendum");
    service.post(&path, &cookie, &[("text", "Seen with the surgeon.")]).await;
    let page = service.get(&format!("/cases/{case}/imaging"), &cookie).await;
    assert!(page.text.contains("Seen with the surgeon."));
    let form = service.get(&format!("/cases/{case}/spine"), &cookie).await;
    assert!(!form.text.contains("value=\"40\""), "a new report begins empty");
}

#[tokio::test]
async fn a_draft_is_kept_for_its_writer_and_is_no_entry_of_the_record() {
    let (service, case, cookie) = scanned().await;
    let path = format!("/cases/{case}/spine");
    let kept = service.post(&format!("{path}/draft"), &cookie, T6).await;
    assert_eq!((kept.status, kept.text.as_str()), (StatusCode::OK, "14:00"));
    let mine = service.get(&path, &cookie).await;
    assert!(mine.text.contains("value=\"40\"") && mine.text.contains("Discard draft"));
    let other = service.sign_in(Role::Radiology).await;
    assert!(!service.get(&path, &other).await.text.contains("value=\"40\""));
    let timeline = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(!timeline.text.contains("Spine report"));
    service.post(&format!("{path}/draft/drop"), &cookie, &[]).await;
    assert!(!service.get(&path, &cookie).await.text.contains("value=\"40\""));
}

#[tokio::test]
async fn two_writers_see_both_reports_and_neither_is_chosen_for_them() {
    let (service, case, cookie) = scanned().await;
    send(&service, case, &cookie, &[("act", "save"), ("saw", "0")]).await;
    let other = service.sign_in(Role::Consultant).await;
    let late = [("act", "save"), ("saw", "0"), ("T6_collapse_percent", "20"), ("T9_escc", "1b")];
    let both = send(&service, case, &other, &late).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    for words in
        ["T6 collapse percent", "You typed: 20", "Stands now: 40", "T9 escc", "Test radiology"]
    {
        assert!(both.text.contains(words), "{words}");
    }
    assert!(!both.text.contains("checked"), "neither is chosen beforehand");
    // Each field for itself: the collapse as it stands, the grade as it was typed.
    let saw = service.app.store.case(case).await.unwrap().unwrap().case.spine.saves.to_string();
    let contested = both.text.split("name=\"contested\" value=\"").nth(1).unwrap();
    let contested = contested.split('"').next().unwrap().to_owned();
    let mut chosen = late.to_vec();
    chosen.retain(|(name, _)| *name != "saw");
    chosen.push(("saw", &saw));
    chosen.push(("contested", &contested));
    let half = send(&service, case, &other, &chosen).await;
    assert_eq!(half.status, StatusCode::CONFLICT, "every field needs a choice");
    let names: Vec<String> = contested.split(',').map(|name| format!("choose_{name}")).collect();
    for name in &names {
        let side = if name.ends_with("T6_collapse_percent") { "theirs" } else { "mine" };
        chosen.push((name, side));
    }
    let saved = send(&service, case, &other, &chosen).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let spine = service.app.store.case(case).await.unwrap().unwrap().case.spine;
    let report = spine.unsigned.unwrap().report;
    let level = |key| report.at(pathway::spine::Level::from_key(key).unwrap()).unwrap().clone();
    assert_eq!(level("T6").collapse_percent, Some(40));
    assert_eq!(level("T9").escc.map(scores::escc::Grade::word), Some("1b"));
}

#[tokio::test]
async fn a_value_that_cannot_be_is_refused_in_its_row() {
    let (service, case, cookie) = scanned().await;
    for (typed, words) in [
        ("140", "140 % cannot be"),
        ("half", "not a whole number"),
        ("50", "SINS does not say on which side exactly 50 % falls"),
    ] {
        let fields = [("act", "save"), ("saw", "0"), ("T6_collapse_percent", typed)];
        let refused = send(&service, case, &cookie, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(words), "{words}");
        let row = refused.text.split("data-level=\"T6\"").nth(1).unwrap();
        assert!(row.split('>').next().unwrap().contains("open"), "its row stands open");
    }
}

#[tokio::test]
async fn pain_from_the_patient_makes_a_signed_score_whole() {
    let (service, case, cookie) = scanned().await;
    let who = reachable(&service).await;
    send(&service, case, &cookie, &[("act", "sign"), ("saw", "0"), ("alert", &who)]).await;
    let nurse = service.sign_in(Role::Therapist).await;
    let said = [("level", "T6"), ("pain", "mechanical")];
    let done = service.post(&format!("/cases/{case}/pain"), &nurse, &said).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = service.get(&format!("/cases/{case}/imaging"), &cookie).await;
    assert!(page.text.contains("Highest SINS 11 of 18: potentially unstable at T6"));
}
