use axum::http::StatusCode;
use pathway::{CaseId, Role};

use crate::testing::{Answer, Service};

const WALKS_BADLY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes"), ("haem", "none")];

const STEROID: &[(&str, &str)] = &[
    ("status", "in_force"),
    ("owner", "Dr Obi"),
    ("dose_mg", "16"),
    ("counts", "base"),
    ("product", "2 mg tablets"),
    ("route", "oral"),
    ("gastroprotection", "yes"),
    ("glucose", "daily"),
];

const ORDER: &[(&str, &str)] = &[
    ("status", "in_force"),
    ("owner", "Mr Rao"),
    ("order", "position"),
    ("position", "raised"),
    ("log_roll", "yes"),
    ("basis", "IMM-3"),
    ("expires", "2026-11-25T10:00"),
];

async fn with_a_case(answers: &[(&str, &str)]) -> (Service, CaseId, String) {
    let service = Service::new();
    let case = service.referral("Okafor", answers).await;
    let cookie = service.sign_in(Role::Consultant).await;
    (service, case, cookie)
}

/// Sends a panel as the page would, with what stands there now.
async fn write(
    service: &Service,
    case: CaseId,
    cookie: &str,
    panel: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let path = format!("/cases/{case}/plan/{panel}");
    let page = service.get(&path, cookie).await;
    let mark = "name=\"replaces\" value=\"";
    let replaces = page.text.split(mark).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut all = fields.to_vec();
    all.push(("replaces", &replaces));
    service.post(&path, cookie, &all).await
}

fn with<'a>(base: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<_> = base.to_vec();
    all.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    all.extend(more);
    all
}

#[tokio::test]
async fn strip_slip_letter_and_copy_say_the_very_same_words_to_the_ward() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    let done = write(&service, case, &cookie, "mobility", ORDER).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let file = service.app.store.case(case).await.unwrap().unwrap();
    let text = &file.case.instructions.last().unwrap().text;
    assert!(file.case.instructions.last().unwrap().is_unanswered());
    for page in ["", "/plan", "/slip", "/plan-copy"] {
        let page = service.get(&format!("/cases/{case}{page}"), &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(&maud::html! { (text) }.into_string()), "{}", page.text);
    }
    let copy = service.get(&format!("/cases/{case}/plan-copy"), &cookie).await;
    assert!(copy.text.contains("Please stay in bed for now"));
    assert!(copy.text.contains("data-warning-changes"));
}

#[tokio::test]
async fn an_order_past_its_end_says_expired_on_banner_slip_and_copy() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    write(&service, case, &cookie, "mobility", ORDER).await;
    service.minutes_pass(24 * 60);
    let cookie = service.sign_in(Role::Consultant).await;
    for page in ["", "/slip", "/plan", "/plan-copy"] {
        let page = service.get(&format!("/cases/{case}{page}"), &cookie).await;
        assert!(page.text.contains("SPINE: order Expired"));
        assert!(page.text.contains("data-state=\"expired\"") && page.text.contains("Expired"));
    }
}

#[tokio::test]
async fn a_refused_panel_keeps_everything_typed_and_says_how_to_mend_each_field() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    let wrong = with(STEROID, &[("dose_mg", "24"), ("product", ""), ("taper_from", "2026-13-40")]);
    let page = write(&service, case, &cookie, "steroid", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("href=\"#f-taper_from\""));
    assert!(page.text.contains("value=\"24\"") && page.text.contains("value=\"Dr Obi\""));
    let over = with(STEROID, &[("dose_mg", "24"), ("product", "")]);
    let page = write(&service, case, &cookie, "steroid", &over).await;
    for field in ["#f-over_because", "#f-product"] {
        assert!(page.text.contains(field), "{field}");
    }
    let said = with(STEROID, &[("dose_mg", "24"), ("over_because", "Brain oedema too")]);
    let done = write(&service, case, &cookie, "steroid", &said).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(page.text.contains("Brain oedema too"));
}

#[tokio::test]
async fn a_reduction_shows_every_step_and_the_day_without() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    let down = with(STEROID, &[("taper", "7 days: 8, 4, 2 mg"), ("taper_from", "2026-11-26")]);
    write(&service, case, &cookie, "steroid", &down).await;
    for path in ["plan", "steroid-card", "plan-letter"] {
        let page = service.get(&format!("/cases/{case}/{path}"), &cookie).await;
        assert!(page.text.contains("None from 03-Dec-2026"), "{path}");
    }
    let card = service.get(&format!("/cases/{case}/steroid-card"), &cookie).await;
    assert!(
        card.text.contains("999 000 0018") && card.text.contains("Okafor".to_uppercase().as_str())
    );
}

#[tokio::test]
async fn what_does_not_go_together_asks_why_and_shows_the_answer() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    let bare = with(STEROID, &[("gastroprotection", "no")]);
    let page = write(&service, case, &cookie, "steroid", &bare).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("name=\"because\"") && page.text.contains("stomach protection"));
    let meant = with(&bare, &[("because", "allergic to all of them")]);
    let done = write(&service, case, &cookie, "steroid", &meant).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = service.get(&format!("/cases/{case}/plan"), &cookie).await;
    assert!(page.text.contains("data-contradiction=\"steroid_without_protection\""));
    assert!(page.text.contains("Meant, because allergic to all of them"));
}

#[tokio::test]
async fn two_who_write_one_panel_choose_field_by_field_and_nothing_is_preselected() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    write(&service, case, &cookie, "steroid", STEROID).await;
    let path = format!("/cases/{case}/plan/steroid");
    let mine = with(STEROID, &[("dose_mg", "8"), ("replaces", "0")]);
    let page = service.post(&path, &cookie, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("8 mg") && page.text.contains("16 mg"));
    assert!(!page.text.contains("checked"));
    let entry = service.app.store.case(case).await.unwrap().unwrap().case.plan;
    let entry = entry.get(pathway::plan::Panel::Steroid).unwrap().entry.to_string();
    let unchosen = with(&mine, &[("contested", "dose_mg"), ("replaces", &entry)]);
    assert_eq!(service.post(&path, &cookie, &unchosen).await.status, StatusCode::CONFLICT);
    let chosen = with(&unchosen, &[("choose_dose_mg", "mine")]);
    let done = service.post(&path, &cookie, &chosen).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = service.get(&format!("/cases/{case}/plan"), &cookie).await;
    assert!(page.text.contains("Dexamethasone 8 mg (base)"));
}

#[tokio::test]
async fn an_unrecorded_ceiling_says_so_and_a_recorded_one_stands_in_the_banner() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    let page = service.get(&format!("/cases/{case}/plan"), &cookie).await;
    assert!(page.text.contains("NOT RECORDED"));
    let ceiling = [
        ("status", "in_force"),
        ("owner", "Mr Rao"),
        ("ceiling", "ward"),
        ("resuscitation", "no"),
        ("spoken_with", "her and her son"),
    ];
    write(&service, case, &cookie, "ceiling", &ceiling).await;
    let page = service.get(&format!("/cases/{case}"), &cookie).await;
    assert!(page.text.contains("Ceiling of care: ward treatment; not for resuscitation"));
    let coordinator = service.sign_in(Role::Coordinator).await;
    let sheet = service.get("/handover", &coordinator).await;
    assert!(sheet.text.contains("ward treatment; not for resuscitation"));
}

#[tokio::test]
async fn radiotherapy_shows_its_doses_as_the_score_does_and_counts_fractions() {
    let (service, case, cookie) = with_a_case(WALKS_BADLY).await;
    let plan = [
        ("status", "in_force"),
        ("owner", "Dr Obi"),
        ("intent", "cord"),
        ("from", "T5"),
        ("to", "T7"),
        ("fractions", "5"),
        ("fraction_gy", "4"),
        ("earlier", "no"),
        ("slot", "2026-11-24T16:00"),
    ];
    let done = write(&service, case, &cookie, "radiotherapy", &plan).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = service.get(&format!("/cases/{case}/plan"), &cookie).await;
    assert!(
        page.text.contains("23.33 Gy for tumour") && page.text.contains("30.00 Gy for the cord")
    );
    let fractions = format!("/cases/{case}/fractions");
    assert_eq!(
        service.post(&fractions, &cookie, &[("at", "")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = service.get(&format!("/cases/{case}/plan"), &cookie).await;
    assert!(page.text.contains("1 of 5"));
    let again = service.post(&fractions, &cookie, &[("at", "")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("less than an hour"));
}

#[tokio::test]
async fn a_therapist_reads_the_plan_and_does_not_write_it() {
    let (service, case, _) = with_a_case(WALKS_BADLY).await;
    let therapist = service.sign_in(Role::Therapist).await;
    let page = service.get(&format!("/cases/{case}/plan"), &therapist).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("/plan/steroid"));
    let path = format!("/cases/{case}/plan/steroid");
    assert_eq!(service.post(&path, &therapist, STEROID).await.status, StatusCode::FORBIDDEN);
}
