use axum::http::StatusCode;
use pathway::{CaseId, Role};

use crate::testing::{Answer, Service};

const EMERGENCY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes")];

async fn with_a_case() -> (Service, CaseId, String) {
    let service = Service::new();
    let case = service.referral("Okafor", EMERGENCY).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    (service, case, cookie)
}

async fn send(
    service: &Service,
    case: CaseId,
    cookie: &str,
    path: &str,
    fields: &[(&str, &str)],
) -> Answer {
    service.post(&format!("/cases/{case}/{path}"), cookie, fields).await
}

#[tokio::test]
async fn the_page_shows_two_identifiers_the_tier_its_reasons_and_its_clocks() {
    let (service, case, cookie) = with_a_case().await;
    let page = service.get(&format!("/cases/{case}"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "OKAFOR, Grace",
        "999 000 0018",
        "data-tier=\"E1\"",
        "Emergency: act now",
        "Phone the coordinator or on-call spinal service now",
        "data-reason=\"TR-08\"",
        "href=\"/rules/TR-08\"",
        "data-clock=\"CLK-MRI24\"",
        "national target",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    let title = page.text.split("</title>").next().unwrap();
    assert!(!title.contains("Okafor") && !title.contains("OKAFOR"));
    let rule = service.get("/rules/TR-08", &cookie).await;
    assert!(rule.text.contains("not signed off"));
}

#[tokio::test]
async fn opening_a_case_leaves_a_row_in_its_access_log() {
    let (service, case, cookie) = with_a_case().await;
    service.get(&format!("/cases/{case}"), &cookie).await;
    // The row follows with the next commit.
    send(&service, case, &cookie, "note", &[("key", "n"), ("text", "Seen")]).await;
    let log = service.get(&format!("/cases/{case}/log"), &cookie).await;
    assert!(log.text.contains("data-access-row"));
    assert!(log.text.contains("Test coordinator"));
}

#[tokio::test]
async fn a_corrected_entry_stays_struck_through_with_who_and_why() {
    let (service, case, cookie) = with_a_case().await;
    send(&service, case, &cookie, "neuro", &[("walking", "with_one")]).await;
    let history = service.app.store.case(case).await.unwrap().unwrap().history;
    let entry = history.iter().find(|entry| entry.event.name() == "NeuroRecorded").unwrap().version;
    let path = format!("entry/{entry}/correct");
    assert!(
        service
            .get(&format!("/cases/{case}/{path}"), &cookie)
            .await
            .text
            .contains("walks with one person")
    );
    let nothing = send(&service, case, &cookie, &path, &[("says", "walks with two")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("walks with two"), "what was typed is kept");
    let done = send(
        &service,
        case,
        &cookie,
        &path,
        &[("says", "walks with two"), ("why", "wrong patient read out")],
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(page.text.contains("<del>walks with one person</del>"), "{}", page.text);
    assert!(page.text.contains("by Test coordinator: wrong patient read out"));
}

#[tokio::test]
async fn a_late_entry_shows_when_it_happened_and_when_it_was_recorded() {
    let (service, case, cookie) = with_a_case().await;
    send(&service, case, &cookie, "neuro", &[("walking", "with_aid"), ("at", "2026-11-24T12:10")])
        .await;
    let page = service.get(&format!("/cases/{case}/timeline"), &cookie).await;
    assert!(page.text.contains("happened ") && page.text.contains("today 12:10"));
    assert!(page.text.contains("recorded today 14:00"));
}

#[tokio::test]
async fn the_hour_that_happens_twice_asks_which() {
    let (service, case, cookie) = with_a_case().await;
    let twice = [("walking", "unaided"), ("at", "2026-10-25T01:20")];
    let asked = send(&service, case, &cookie, "neuro", &twice).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text.contains("name=\"at_which\""));
    let mut fields = twice.to_vec();
    fields.push(("at_which", "second"));
    let done = send(&service, case, &cookie, "neuro", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let gap = [("walking", "unaided"), ("at", "2026-03-29T01:30")];
    assert!(
        send(&service, case, &cookie, "neuro", &gap).await.text.contains("clocks went forward")
    );
}

#[tokio::test]
async fn what_is_new_clears_only_for_the_one_who_looked() {
    let (service, case, one) = with_a_case().await;
    let other = service.sign_in(Role::Consultant).await;
    let timeline = format!("/cases/{case}/timeline");
    for cookie in [&one, &other] {
        service.get(&timeline, cookie).await;
    }
    send(&service, case, &one, "note", &[("key", "n"), ("text", "Slot at 16:00")]).await;
    let summary = format!("/cases/{case}");
    assert!(service.get(&summary, &one).await.text.contains("1 new"));
    service.get(&timeline, &one).await;
    assert!(!service.get(&summary, &one).await.text.contains("1 new"));
    assert!(service.get(&summary, &other).await.text.contains("1 new"));
}

#[tokio::test]
async fn only_a_consultant_lowers_the_urgency_and_both_tiers_stay_visible() {
    let (service, case, coordinator) = with_a_case().await;
    let fields = [("tier", "U1"), ("reason", "Old stroke explains it")];
    let refused = send(&service, case, &coordinator, "tier", &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text.contains("Only a consultant may lower the urgency"));
    assert!(refused.text.contains("Old stroke explains it"), "what was typed is kept");
    let consultant = service.sign_in(Role::Consultant).await;
    assert_eq!(
        send(&service, case, &consultant, "tier", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let page = service.get(&format!("/cases/{case}"), &consultant).await;
    assert!(
        page.text.contains("Rules: Emergency: act now · Set to Within 24 hours by Test consultant")
    );
}

#[tokio::test]
async fn two_who_save_at_once_see_both_values_and_neither_is_chosen() {
    let (service, case, cookie) = with_a_case().await;
    let consultant = service.sign_in(Role::Consultant).await;
    let version = service.app.store.case(case).await.unwrap().unwrap().case.version.to_string();
    let first = [("tier", "U1"), ("reason", "Known stroke"), ("version", version.as_str())];
    send(&service, case, &consultant, "tier", &first).await;
    let mine = [("tier", "I1"), ("reason", "Fever now"), ("version", version.as_str())];
    let page = send(&service, case, &cookie, "tier", &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("Fever now") && page.text.contains("Known stroke"));
    for field in ["choose_tier", "choose_reason"] {
        let radios = page.text.matches(&format!("name=\"{field}\"")).count();
        assert_eq!(radios, 2, "{field}: what was typed, and what stands");
    }
    assert!(!page.text.contains(" checked"));
    let now = service.app.store.case(case).await.unwrap().unwrap().case.version.to_string();
    let mut again = vec![
        ("tier", "I1"),
        ("reason", "Fever now"),
        ("version", now.as_str()),
        ("contested", "tier,reason"),
    ];
    let unchosen = send(&service, case, &cookie, "tier", &again).await;
    assert!(unchosen.text.contains("href=\"#f-choose_reason\""), "{}", unchosen.text);
    again.push(("choose_tier", "mine"));
    let half = send(&service, case, &cookie, "tier", &again).await;
    assert_eq!(half.status, StatusCode::CONFLICT, "each field is asked for");
    again.push(("choose_reason", "theirs"));
    let done = send(&service, case, &cookie, "tier", &again).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let held = service.app.store.case(case).await.unwrap().unwrap().case;
    assert_eq!(held.tier().code(), "I1");
    assert_eq!(held.tier.unwrap().set_by.unwrap().why, "Known stroke");
}

#[tokio::test]
async fn a_mobility_order_without_an_end_is_refused_and_one_past_it_says_expired() {
    let (service, case, cookie) = with_a_case().await;
    let order = [("about", "mobility"), ("text", "Lie flat, log-roll")];
    let refused = send(&service, case, &cookie, "instruction", &order).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("never stands without an end"));
    let mut fields = order.to_vec();
    fields.push(("expires", "2026-11-24T15:00"));
    send(&service, case, &cookie, "instruction", &fields).await;
    let slip = format!("/cases/{case}/slip");
    assert!(
        service.get(&slip, &cookie).await.text.matches("Lie flat, log-roll").count() >= 2,
        "strip and slip"
    );
    service.minutes_pass(90);
    let cookie = service.sign_in(Role::Coordinator).await;
    let page = service.get(&slip, &cookie).await;
    assert!(
        page.text.contains("data-state=\"expired\"") && page.text.contains("SPINE: order Expired")
    );
}

#[tokio::test]
async fn what_changed_since_somebody_last_looked_is_listed_kind_by_kind() {
    let (service, case, cookie) = with_a_case().await;
    let other = service.sign_in(Role::Consultant).await;
    let summary = format!("/cases/{case}");
    assert!(!service.get(&summary, &cookie).await.text.contains("data-news"));
    service.get(&format!("{summary}/timeline"), &cookie).await;
    send(&service, case, &other, "neuro", &[("walking", "with_two")]).await;
    let page = service.get(&summary, &cookie).await.text;
    let news = page.split("data-news").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(news.contains("show=findings") && news.contains("walks with two people"), "{news}");
    assert!(!news.contains("show=imaging"), "nothing new of this kind");
    service.get(&format!("{summary}/timeline"), &cookie).await;
    assert!(!service.get(&summary, &cookie).await.text.contains("data-news"));
}

#[tokio::test]
async fn a_worse_walking_grade_sets_a_task_or_raises_the_tier() {
    let (service, case, cookie) = with_a_case().await;
    send(&service, case, &cookie, "neuro", &[("walking", "with_aid")]).await;
    send(&service, case, &cookie, "neuro", &[("walking", "with_two")]).await;
    let page = service.get(&format!("/cases/{case}"), &cookie).await;
    assert!(page.text.contains("▲ worse"));
    assert!(page.text.contains("Worse on examination"));
}

#[tokio::test]
async fn a_case_walks_from_scan_to_closing_by_plain_forms() {
    let (service, case, cookie) = with_a_case().await;
    let consultant = service.sign_in(Role::Consultant).await;
    send(&service, case, &cookie, "acknowledge", &[("key", "a")]).await;
    let steps: [(&str, &[(&str, &str)]); 8] = [
        ("facts", &[("n_sphincter", "no"), ("how", "examined")]),
        ("imaging/order", &[("modality", "mri_whole_spine"), ("place", "Scanner 2")]),
        ("imaging/acquired", &[("modality", "mri_whole_spine")]),
        (
            "imaging/report",
            &[
                ("compression", "yes"),
                ("conclusion", "confirmed"),
                ("summary", "T6, cord compressed"),
            ],
        ),
        ("treatment", &[("outcome", "RT"), ("rationale", "Radiosensitive"), ("owner", "Dr Rao")]),
        ("dexamethasone", &[("base_mg", "16"), ("product", "tablets 2 mg"), ("route", "oral")]),
        ("fraction", &[]),
        ("close", &[("outcome", "RT")]),
    ];
    for (path, fields) in steps {
        let answer = send(&service, case, &consultant, path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text);
    }
    let page = service.get(&format!("/cases/{case}"), &cookie).await;
    assert!(page.text.contains("This case is closed") && page.text.contains("T6, cord compressed"));
    let reopened = send(&service, case, &consultant, "reopen", &[("why", "New weakness")]).await;
    assert_eq!(reopened.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn choosing_what_stands_in_every_field_sends_nothing() {
    let (service, case, cookie) = with_a_case().await;
    let consultant = service.sign_in(Role::Consultant).await;
    let version = service.app.store.case(case).await.unwrap().unwrap().case.version;
    let first = [("tier", "U1"), ("reason", "Known stroke")];
    send(&service, case, &consultant, "tier", &first).await;
    let stands = service.app.store.case(case).await.unwrap().unwrap().case.version;
    let version = version.to_string();
    let fields = [
        ("tier", "I1"),
        ("reason", "Fever now"),
        ("version", version.as_str()),
        ("contested", "tier,reason"),
        ("choose_tier", "theirs"),
        ("choose_reason", "theirs"),
    ];
    let done = send(&service, case, &cookie, "tier", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(service.app.store.case(case).await.unwrap().unwrap().case.version, stands);
}

#[tokio::test]
async fn what_else_was_written_is_shown_with_its_question_and_words() {
    let service = Service::new();
    let sent = service.post("/refer", "", &crate::referral::tests::nine()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let rows = service.app.store.board(store::BoardFilter::default()).await.unwrap();
    let cookie = service.sign_in(Role::Coordinator).await;
    let page = service.get(&format!("/cases/{}", rows[0].case), &cookie).await.text;
    for words in ["Imaging of the spine so far", "Where the person is now"] {
        let shown =
            crate::referral::label(if words.starts_with('I') { "imaging" } else { "location" });
        assert!(page.contains(&format!("<dt>{shown}</dt>")), "{words}: {page}");
    }
    assert!(!page.contains("<dt>imaging</dt>"));
}
