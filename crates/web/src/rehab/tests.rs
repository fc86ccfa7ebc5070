use axum::http::StatusCode;
use pathway::{CaseId, Role};

use crate::testing::{Answer, Service};

const WALKS_BADLY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes"), ("haem", "none")];

async fn with_a_case() -> (Service, CaseId, String) {
    let service = Service::new();
    let case = service.referral("Okafor", WALKS_BADLY).await;
    let cookie = service.sign_in(Role::Therapist).await;
    (service, case, cookie)
}

async fn send(
    service: &Service,
    case: CaseId,
    cookie: &str,
    path: &str,
    fields: &[(&str, &str)],
) -> Answer {
    service.post(&format!("/cases/{case}/rehab/{path}"), cookie, fields).await
}

async fn page(service: &Service, case: CaseId, cookie: &str) -> String {
    service.get(&format!("/cases/{case}/rehab"), cookie).await.text
}

#[tokio::test]
async fn without_a_live_order_the_top_line_says_so_and_asks_for_one() {
    let (service, case, cookie) = with_a_case().await;
    let text = page(&service, case, &cookie).await;
    assert!(text.contains("No mobility order. Ask before getting the patient up."));
    assert!(text.contains("Ask for a mobility order</button>"));
    assert_eq!(send(&service, case, &cookie, "order", &[]).await.status, StatusCode::SEE_OTHER);
    let text = page(&service, case, &cookie).await;
    assert!(text.contains("Asked for") && !text.contains("Ask for a mobility order</button>"));
}

#[tokio::test]
async fn worse_power_leads_to_the_examination_and_the_page_says_so() {
    let (service, case, cookie) = with_a_case().await;
    let fields = [("did", "Stood twice"), ("power", "worse")];
    let done = send(&service, case, &cookie, "session", &fields).await;
    assert_eq!(done.location, format!("/cases/{case}/neuro"));
    let text = page(&service, case, &cookie).await;
    assert!(text.contains("Power was worse in a session") && text.contains("Stood twice"));
}

#[tokio::test]
async fn a_refused_session_keeps_what_was_typed() {
    let (service, case, cookie) = with_a_case().await;
    let fields = [("did", "Sat out"), ("pain", "14")];
    let refused = send(&service, case, &cookie, "session", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"Sat out\"") && refused.text.contains("#f-session-pain"));
}

#[tokio::test]
async fn goals_referrals_and_clocks_stand_on_the_page() {
    let (service, case, cookie) = with_a_case().await;
    let goal = [("words", "Walk to my kitchen"), ("by", "2026-12-20")];
    send(&service, case, &cookie, "goal", &goal).await;
    send(&service, case, &cookie, "goal/1", &[("reached", "yes")]).await;
    let text = page(&service, case, &cookie).await;
    assert!(text.contains("Walk to my kitchen") && text.contains("reached"));
    for step in ["admission", "physio_referral"] {
        let done = send(&service, case, &cookie, "step", &[("milestone", step)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{step}");
    }
    let text = page(&service, case, &cookie).await;
    assert!(text.contains("Refer to physiotherapy: done"));
}

#[tokio::test]
async fn discharge_needs_a_plan_or_a_reason_and_worse_on_the_telephone_opens_the_case_again() {
    let (service, case, cookie) = with_a_case().await;
    let refused = send(&service, case, &cookie, "discharge", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("no signed discharge plan"));
    let fields = [("reason", "Left against advice")];
    let done = send(&service, case, &cookie, "discharge", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let text = page(&service, case, &cookie).await;
    assert!(text.contains("data-call=\"two_days\" data-due=\"2026-11-26T14:00:00Z\""));
    let unasked = send(&service, case, &cookie, "call/two_days", &[("reached", "yes")]).await;
    assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut answers: Vec<(&str, &str)> = vec![("reached", "yes"), ("walking", "yes")];
    answers.extend(["power", "feeling", "bladder", "pain", "fever"].map(|sign| (sign, "no")));
    let done = send(&service, case, &cookie, "call/two_days", &answers).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let file = service.app.store.case(case).await.unwrap().unwrap();
    assert!(file.case.neuro.last().unwrap().worse && file.case.acknowledged.is_none());
}

#[tokio::test]
async fn every_sheet_for_the_person_carries_the_warning_changes_and_two_identifiers() {
    let (service, case, cookie) = with_a_case().await;
    for path in ["rehab/sheet", "rehab/discharge-plan", "plan-copy", "plan-letter"] {
        let sheet = service.get(&format!("/cases/{case}/{path}"), &cookie).await;
        assert_eq!(sheet.status, StatusCode::OK, "{path}");
        for words in ["data-warning-changes", "999 000 0018", "OKAFOR", "call 999"] {
            assert!(sheet.text.contains(words), "{path}: {words}");
        }
    }
}
