use std::sync::Arc;

use axum::http::StatusCode;
use pathway::board::BoardRow;
use rules::Milestone;
use store::BoardFilter;

use crate::testing::{Answer, Service};

/// The nine fields, answered for somebody with known cancer who walks with an aid.
pub(crate) fn nine() -> Vec<(&'static str, &'static str)> {
    vec![
        ("key", "0199b6a0-0000-7000-8000-000000000001"),
        ("draft", "0199b6a0-0000-7000-8000-000000000001"),
        ("referrer_phone", "01632 960221"),
        ("referrer_name", "Dr Ash"),
        ("senior", "registrar"),
        ("nhs_number", "999 000 0018"),
        ("location", "ed"),
        ("neurology", "yes"),
        ("walking", "with_aid"),
        ("pain", "yes"),
        ("cancer", "yes"),
        ("imaging", "none"),
    ]
}

fn with(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut fields = nine();
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend_from_slice(more);
    fields
}

async fn board(service: &Service) -> Vec<Arc<BoardRow>> {
    service.app.store.board(BoardFilter::default()).await.unwrap()
}

async fn rail(service: &Service, fields: &[(&str, &str)]) -> Answer {
    service.post("/refer/rail", "", fields).await
}

#[tokio::test]
async fn an_empty_form_is_refused_with_exactly_nine_errors_and_nothing_is_lost() {
    let service = Service::new();
    let answer = service.post("/refer", "", &[("story", "Legs gave way on the stairs")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let summary = answer.text.split("data-error-summary").nth(1).unwrap();
    let summary = summary.split("</ul>").next().unwrap();
    assert_eq!(summary.matches("<li>").count(), 9, "{summary}");
    assert!(answer.text.contains("Legs gave way on the stairs"));
    for link in summary.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(answer.text.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(board(&service).await.is_empty());
}

#[tokio::test]
async fn the_nine_fields_send_and_lead_to_the_private_status_page() {
    let service = Service::new();
    let answer = service.post("/refer", "", &nine()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert!(answer.location.starts_with("/r/"), "{}", answer.location);
    let rows = board(&service).await;
    assert_eq!(rows[0].tier.code(), "E1");
    assert_eq!(rows[0].referrer.phone, "01632 960221");
    assert!(!rows[0].verified);
    let task = &rows[0].tasks[0].what;
    assert!(task.contains("MRI safety") && task.contains("Fever"), "{task}");
    let case = service.app.store.case(rows[0].case).await.unwrap().unwrap().case;
    assert!(!case.milestones.contains_key(&Milestone::MinimumDatasetComplete));
}

#[tokio::test]
async fn a_whole_data_set_starts_the_two_hour_opinion() {
    let service = Service::new();
    let starred = [
        ("onset", "days"),
        ("rate", "days"),
        ("fever", "no"),
        ("sepsis", "no"),
        ("steroid", "no"),
        ("anticoagulant", "no"),
        ("radiotherapy_before", "no"),
        ("mri_safety", "safe"),
        ("ward_phone", "01632 960222"),
        ("family", "Okoro"),
    ];
    let answer = service.post("/refer", "", &with(&starred)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let rows = board(&service).await;
    let case = service.app.store.case(rows[0].case).await.unwrap().unwrap().case;
    assert!(case.milestones.contains_key(&Milestone::MinimumDatasetComplete));
    assert!(case.clocks.iter().any(|clock| clock.id == "CLK-OPIN2"));
}

#[tokio::test]
async fn the_same_form_twice_makes_one_referral_and_other_content_is_refused() {
    let service = Service::new();
    let first = service.post("/refer", "", &nine()).await;
    let again = service.post("/refer", "", &nine()).await;
    assert_eq!(first.location, again.location);
    let rows = board(&service).await;
    assert_eq!((rows.len(), rows[0].tasks.len()), (1, 1));
    let other = service.post("/refer", "", &with(&[("walking", "unable")])).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.text.contains("Sent before"), "{}", other.text);
    assert_eq!(board(&service).await.len(), 1);
}

#[tokio::test]
async fn known_cancer_with_walking_trouble_says_act_now_before_anything_is_sent() {
    let service = Service::new();
    let rail = rail(&service, &[("cancer", "yes"), ("walking", "with_one")]).await;
    assert!(rail.text.contains("data-tier=\"E1\"") && rail.text.contains("Emergency: act now"));
    assert!(rail.text.contains("You do not need to finish"), "{}", rail.text);
    assert!(rail.text.contains("href=\"tel:01632960100\""));
    assert!(rail.text.contains("data-reason=\"TR-08\"") && rail.text.contains("revision"));
    assert!(rail.text.contains("data-missing=\"7\""), "{}", rail.text);
    assert!(board(&service).await.is_empty());
}

#[tokio::test]
async fn suspected_myeloma_without_tissue_stops_the_steroid_with_a_phone_number() {
    let service = Service::new();
    let fields = [
        ("cancer", "suspected"),
        ("haem", "suspected"),
        ("tissue", "no"),
        ("steroid", "intended"),
        ("walking", "with_aid"),
        ("suspected", "yes"),
    ];
    let rail = rail(&service, &fields).await;
    assert!(rail.text.contains("data-withheld=\"hard-stop\""), "{}", rail.text);
    assert!(rail.text.contains("No steroid yet") && rail.text.contains("tel:01632960100"));
    assert!(!rail.text.contains("data-prompt=\"steroid\""));
}

#[tokio::test]
async fn fever_turns_the_steroid_prompt_into_a_senior_decision() {
    let service = Service::new();
    let calm = [
        ("cancer", "yes"),
        ("walking", "with_aid"),
        ("suspected", "yes"),
        ("haem", "none"),
        ("fever", "no"),
        ("sepsis", "no"),
    ];
    let before = rail(&service, &calm).await;
    assert!(before.text.contains("data-prompt=\"steroid\""), "{}", before.text);
    let mut hot = calm.to_vec();
    hot[4] = ("fever", "yes");
    let after = rail(&service, &hot).await;
    assert!(after.text.contains("Senior decision now: steroid or infection?"), "{}", after.text);
    assert!(!after.text.contains("data-prompt=\"steroid\""));
}

#[tokio::test]
async fn reopening_the_draft_brings_every_field_back() {
    let service = Service::new();
    let opened = service.get("/refer", "").await;
    let address = opened.location.clone();
    assert!(address.starts_with("/refer?draft="), "{address}");
    let id = address.rsplit('=').next().unwrap();
    let fields = [
        ("key", id),
        ("draft", id),
        ("story", "Half a sentence"),
        ("pain_features", "night"),
        ("pain_features", "severe"),
        ("pain_T6_right", "yes"),
        ("walking", "with_two"),
    ];
    let saved = service.post("/refer/draft", "", &fields).await;
    assert_eq!(saved.text, "14:00");
    let again = service.get(&address, "").await;
    assert!(
        again.text.contains("Half a sentence") && again.text.contains("Draft saved today 14:00")
    );
    for id in ["f-walking-with_two", "f-pain_features-night", "pain_T6_right"] {
        let input = again.text.split(&format!("id=\"{id}\"")).nth(1).unwrap();
        assert!(input.split('>').next().unwrap().contains("checked"), "{id}");
    }
}

#[tokio::test]
async fn a_draft_with_an_emergency_that_is_left_goes_to_the_coordinator() {
    let service = Service::new();
    let id = "0199b6a0-0000-7000-8000-000000000002";
    let fields = [
        ("draft", id),
        ("referrer_phone", "01632 960333"),
        ("cancer", "yes"),
        ("walking", "unable"),
        ("family", "Halfname"),
    ];
    assert_eq!(service.post("/refer/draft", "", &fields).await.status, StatusCode::OK);
    service.minutes_pass(4);
    let now = service.app.clock.now();
    service.app.store.fire_due(now, 10).await.unwrap();
    assert_eq!(service.app.store.drafts_to_show(now).await.unwrap().len(), 1);
    let cookie = service.sign_in(pathway::Role::Coordinator).await;
    let page = service.get(&format!("/drafts/{id}"), &cookie).await;
    assert!(page.text.contains("tel:01632960333") && page.text.contains("Halfname"));
    assert!(page.text.contains("data-tier=\"E1\""));
    let done = service.post(&format!("/drafts/{id}/done"), &cookie, &[]).await;
    assert_eq!(done.location, "/board");
    assert!(service.app.store.drafts_to_show(now).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_draft_that_was_sent_does_not_come_back() {
    let service = Service::new();
    service.post("/refer/draft", "", &nine()).await;
    service.post("/refer", "", &nine()).await;
    service.post("/refer/draft", "", &nine()).await;
    let id = "0199b6a0-0000-7000-8000-000000000001".parse().unwrap();
    assert!(service.app.store.draft(id).await.unwrap().is_none());
}

#[tokio::test]
async fn a_second_referral_for_the_same_person_asks_and_can_be_added() {
    let service = Service::new();
    service.post("/refer", "", &nine()).await;
    service.minutes_pass(10);
    let id = "0199b6a0-0000-7000-8000-000000000009";
    let second =
        with(&[("key", id), ("draft", id), ("walking", "unable"), ("referrer_name", "Dr Bay")]);
    let asks = service.post("/refer", "", &second).await;
    assert_eq!(asks.status, StatusCode::CONFLICT);
    assert!(
        asks.text.contains(
            "A referral for this patient is open (Emergency department, today 14:00). Add to it?"
        ),
        "{}",
        asks.text
    );
    let mut add = second.clone();
    add.push(("duplicate", "add"));
    let added = service.post("/refer", "", &add).await;
    assert_eq!(added.location, "/refer/added");
    let rows = board(&service).await;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].tasks.iter().any(|task| task.what.contains("Dr Bay")));
    let id = "0199b6a0-0000-7000-8000-00000000000a";
    let send = with(&[("key", id), ("draft", id), ("duplicate", "send")]);
    assert!(service.post("/refer", "", &send).await.location.starts_with("/r/"));
    assert_eq!(board(&service).await.len(), 2);
}

#[tokio::test]
async fn a_wrong_check_digit_warns_and_never_blocks() {
    let service = Service::new();
    let wrong = rail(&service, &[("nhs_number", "9990000019")]).await;
    assert!(wrong.text.contains("data-warning=\"nhs-number\""));
    let sent = service.post("/refer", "", &with(&[("nhs_number", "9990000019")])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert!(board(&service).await[0].tasks[0].what.contains("check digit"));
}

#[tokio::test]
async fn an_impossible_date_of_birth_is_refused_at_its_field() {
    let service = Service::new();
    let born = [("born_day", "31"), ("born_month", "2"), ("born_year", "1960")];
    let refused = service.post("/refer", "", &with(&born)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("31/2/1960 is not a date"));
    assert!(refused.text.contains("href=\"#f-born\""));
}

#[tokio::test]
async fn the_nine_are_the_first_things_a_keyboard_meets() {
    let service = Service::new();
    let page = service.get("/refer?draft=0199b6a0-0000-7000-8000-000000000003", "").await;
    let form = page.text.split("id=\"referral\"").nth(1).unwrap().split("</form>").next().unwrap();
    // What is folded away is not on the way of the Tab key, and a radio group is one stop.
    let mut stops = vec![];
    let mut open = form;
    let mut visible = String::new();
    while let Some((before, rest)) = open.split_once("<details") {
        visible.push_str(before);
        visible.push_str("<summary-stop ");
        open = rest.split_once("</details>").map_or("", |(_, after)| after);
    }
    visible.push_str(open);
    for tag in visible.split('<').filter(|tag| !tag.contains("type=\"hidden\"")) {
        let name = tag.split("name=\"").nth(1).and_then(|rest| rest.split('"').next());
        match (tag.split(' ').next().unwrap(), name) {
            ("summary-stop", _) => stops.push("more".to_owned()),
            ("input" | "select" | "textarea", Some(name))
                if stops.last().is_none_or(|last| last != name) =>
            {
                stops.push(name.to_owned());
            }
            _ => {}
        }
    }
    let last = stops.iter().position(|stop| stop == "imaging").unwrap();
    // Eleven digits of a telephone number, ten of the NHS number, a digit for each of seven groups,
    // and Alt+S: with the Tab presses at most 90 inputs.
    let inputs = (last + 1) + 11 + 10 + 7 + 1;
    println!("{inputs} inputs for the nine fields");
    assert!(inputs <= 80, "{inputs}: {stops:?}");
}

fn only_hospitals() -> Service {
    Service::at(pathway::Site {
        accepted_referrers: pathway::accepted::AcceptedReferrers {
            kinds: vec![pathway::accepted::ReferrerKind::Hospital],
            otherwise: "the acute oncology service of Southmoor".into(),
            otherwise_phone: "01632 960555".into(),
            ..Default::default()
        },
        ..pathway::Site::default()
    })
}

#[tokio::test]
async fn a_referrer_who_is_not_taken_reads_whom_to_ring_on_the_same_page_and_loses_nothing() {
    let service = only_hospitals();
    let fields = with(&[("referrer_kind", "hospice"), ("story", "Legs gave way on the stairs")]);
    let refused = service.post("/refer", "", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "href=\"#f-referrer_kind\"",
        "does not take referrals from hospice. Ring the acute oncology service of Southmoor",
        "tel:01632960555",
        "Legs gave way on the stairs",
        "01632 960221",
    ] {
        assert!(refused.text.contains(words), "{words}");
    }
    assert!(board(&service).await.is_empty());
    let at_once = rail(&service, &[("referrer_kind", "hospice")]).await.text;
    assert!(at_once.contains("data-refused-referrer"), "before anything is sent");
    let unsaid = service.post("/refer", "", &nine()).await;
    assert!(unsaid.text.contains("Say where you refer from."));
    let taken = service.post("/refer", "", &with(&[("referrer_kind", "hospital")])).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    assert_eq!(board(&service).await.len(), 1);
}

#[tokio::test]
async fn a_site_that_takes_everyone_does_not_ask_where_from() {
    let service = Service::new();
    let form = service.get("/refer?draft=0199b6a0-0000-7000-8000-000000000001", "").await.text;
    assert!(form.contains("referrer_phone") && !form.contains("referrer_kind"));
}

#[tokio::test]
async fn a_time_in_the_hour_that_happens_twice_is_asked_about_on_the_form() {
    let service = Service::new();
    service.app.clock.advance(jiff::SignedDuration::from_hours(1));
    let twice = [("suspected_at", "2026-10-25T01:20")];
    let asked = service.post("/refer", "", &with(&twice)).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text.contains("name=\"suspected_at_which\""), "{}", asked.text);
    let told = [("suspected_at", "2026-10-25T01:20"), ("suspected_at_which", "first")];
    let taken = service.post("/refer", "", &with(&told)).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let gap = [("suspected_at", "2026-03-29T01:30")];
    let refused = service.post("/refer", "", &with(&gap)).await;
    assert!(refused.text.contains("the clocks went forward in that hour"));
}
