use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use pathway::closing::CloseCase;
use pathway::instruction::{About, GiveInstruction};
use pathway::treatment::Outcome as Ending;
use pathway::{Actor, CaseId, Command, Role};
use store::{Outcome, Submission};

use crate::testing::Service;

const CALM: [(&str, &str); 2] = [("ca_known", "yes"), ("spinal_pain", "yes")];

async fn held(service: &Service, answers: &[(&str, &str)]) -> (CaseId, String) {
    let case = service.referral("Bell", answers).await;
    (case, format!("/r/{}", service.app.links.token(case, 0)))
}

async fn submit(service: &Service, case: CaseId, command: Command) {
    let actor = Actor { name: "A. Ng".into(), role: Role::Coordinator, user: Some("u".into()) };
    let now = service.app.clock.now();
    let done = service.app.store.submit(Submission::new(case, command, actor, now)).await.unwrap();
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
}

async fn instruct(service: &Service, case: CaseId) {
    let command = Command::GiveInstruction(GiveInstruction {
        text: "Immobilise, log roll only".into(),
        about: About::Immobilise,
        expires: Some(service.app.clock.now().checked_add(SignedDuration::from_hours(24)).unwrap()),
        answer_within_min: None,
    });
    submit(service, case, command).await;
}

async fn case(service: &Service, id: CaseId) -> pathway::Case {
    service.app.store.case(id).await.unwrap().unwrap().case
}

fn answer<'f>(what: &'f str, why: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("key", "one"),
        ("answer", what),
        ("name_1", "K. Kaur"),
        ("role_1", "Sister, Ward 7"),
        ("why_1", why),
    ]
}

#[tokio::test]
async fn the_page_says_when_it_was_received_and_who_is_alerted_next() {
    let service = Service::new();
    let (id, path) = held(&service, &[("ca_known", "yes"), ("n_gait", "yes")]).await;
    let page = service.get(&path, "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("14:00:00"), "{}", page.text);
    assert!(page.text.contains("Nobody has opened this yet"));
    assert!(
        page.text.contains("today 14:05</time> it alerts the on-call registrar"),
        "{}",
        page.text
    );
    assert!(page.text.contains("data-tier=\"E1\""));
    assert!(!page.text.contains("Bell</title>"));
    service.minutes_pass(6);
    service.app.store.fire_due(service.app.clock.now(), 10).await.unwrap();
    let later = service.get(&path, "").await;
    assert!(later.text.contains("data-rung=\"registrar\""), "{}", later.text);
    assert!(later.text.contains("it alerts the consultant"), "{}", later.text);
    submit(&service, id, Command::Acknowledge).await;
    let read = service.get(&path, "").await;
    assert!(read.text.contains("Read by A. Ng today 14:06 ✓"), "{}", read.text);
    assert!(!read.text.contains("Nobody has opened"));
}

#[tokio::test]
async fn a_status_page_is_never_kept_by_a_browser_and_leaves_a_row_in_the_access_log() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    let response = service.open(Request::get(&path).body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["refresh"], "30");
    // The row follows with the next commit.
    submit(&service, id, Command::Acknowledge).await;
    let log = service.app.store.access_log(id).await.unwrap();
    assert_eq!((log[0].name.as_str(), log[0].page.as_str()), ("S. Hale", "status page"));
}

#[tokio::test]
async fn from_the_form_to_the_ward_that_did_it() {
    let service = Service::new();
    let sent = service.post("/refer", "", &crate::referral::tests::nine()).await;
    let path = sent.location;
    let rows = service.app.store.board(store::BoardFilter::default()).await.unwrap();
    let id = rows[0].case;
    submit(&service, id, Command::Acknowledge).await;
    instruct(&service, id).await;
    assert!(case(&service, id).await.instructions[0].seen_at.is_none());
    let page = service.get(&path, "").await;
    assert!(page.text.contains("data-state=\"seen\"") && page.text.contains("log roll only"));
    let done = service.post(&format!("{path}/instruction/1"), "", &answer("done", "")).await;
    assert_eq!((done.status, &done.location), (StatusCode::SEE_OTHER, &path), "{}", done.text);
    assert!(done.cookie.starts_with("cordline_link_name=") && done.cookie.contains("Path=/r;"));
    let held = case(&service, id).await;
    assert!(held.facts.is_yes("immobilised"));
    let row = service.app.store.row(id).await.unwrap().unwrap();
    assert_eq!(row.instructions[0].state(service.app.clock.now()), "done");
    let page = service.get(&path, "").await;
    assert!(page.text.contains("done by K. Kaur, Sister, Ward 7 today 14:00"), "{}", page.text);
    assert!(page.text.contains("Instructions 1 (0 not done)"));
    let audit = service.app.store.audit(id).await.unwrap();
    assert!(audit.iter().any(|row| row.via == "link" && row.name == "K. Kaur, Sister, Ward 7"));
}

#[tokio::test]
async fn cannot_without_a_reason_is_refused_and_with_one_becomes_a_task() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    instruct(&service, id).await;
    let to = format!("{path}/instruction/1");
    let refused = service.post(&to, "", &answer("cannot", "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#f-why_1\"") && refused.text.contains("K. Kaur"));
    let both = service.post(&to, "", &answer("done", "no collar here")).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(both.text.contains("no collar here"));
    assert!(case(&service, id).await.instructions[0].answer.is_none());
    let taken = service.post(&to, "", &answer("cannot", "no collar here")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let held = case(&service, id).await;
    assert!(held.tasks.iter().any(|task| task.what.contains("no collar here")));
}

#[tokio::test]
async fn a_page_with_something_to_fill_in_does_not_reload_under_the_typing() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    instruct(&service, id).await;
    let response = service.open(Request::get(&path).body(Body::empty()).unwrap()).await;
    assert!(!response.headers().contains_key("refresh"));
    let page = service.get(&path, "").await;
    assert!(!page.text.contains("http-equiv"), "{}", page.text);
}

#[tokio::test]
async fn staff_who_look_do_not_count_as_the_ward_having_seen_it() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    instruct(&service, id).await;
    let cookie = service.sign_in(Role::Coordinator).await;
    service.get(&path, &cookie).await;
    assert!(case(&service, id).await.instructions[0].seen_at.is_none());
}

#[tokio::test]
async fn lost_walking_raises_the_tier_and_starts_the_ladder_again() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    submit(&service, id, Command::Acknowledge).await;
    let before = case(&service, id).await;
    assert!(!before.tier().is_emergency() && before.acknowledged.is_some());
    let form = service.get(&format!("{path}/worse"), "").await;
    assert!(
        form.text.contains("cannot walk") && form.text.contains("Feels touch between the legs")
    );
    service.minutes_pass(30);
    let fields = [("key", "k"), ("walking", "unable"), ("says_worse", "yes"), ("name", "K. Kaur")];
    let sent = service.post(&format!("{path}/worse"), "", &fields).await;
    assert_eq!(sent.location, path, "{}", sent.text);
    let after = case(&service, id).await;
    assert_eq!(after.tier().code(), "E1");
    assert!(after.acknowledged.is_none());
    assert!(service.get(&path, "").await.text.contains("Nobody has opened this yet"));
}

#[tokio::test]
async fn an_examination_without_a_finding_or_with_an_impossible_one_is_refused_at_its_field() {
    let service = Service::new();
    let (_, path) = held(&service, &CALM).await;
    let to = format!("{path}/worse");
    let empty = service.post(&to, "", &[("key", "k"), ("says_worse", "no")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("href=\"#f-walking\""));
    let pain = service.post(&to, "", &[("key", "k"), ("pain", "eleven")]).await;
    assert!(pain.text.contains("href=\"#f-pain\"") && pain.text.contains("value=\"eleven\""));
}

#[tokio::test]
async fn what_was_not_known_is_added_and_completes_the_data_set() {
    let service = Service::new();
    let sent = service.post("/refer", "", &crate::referral::tests::nine()).await;
    let path = sent.location;
    let page = service.get(&path, "").await;
    assert!(page.text.contains("The two-hour opinion starts when we know"), "{}", page.text);
    let to = format!("{path}/add");
    let form = service.get(&to, "").await;
    assert!(form.text.contains("f-fever") && form.text.contains("f-mri_safety"));
    let nothing = service.post(&to, "", &[("key", "k0"), ("fever", "unknown")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("key", "k"),
        ("onset", "days"),
        ("rate", "days"),
        ("fever", "yes"),
        ("sepsis", "no"),
        ("steroid", "no"),
        ("anticoagulant", "no"),
        ("radiotherapy_before", "no"),
        ("mri_safety", "safe"),
        ("ward_phone", "01632 960222"),
        ("text", "Bed 4"),
    ];
    let added = service.post(&to, "", &fields).await;
    assert_eq!(added.location, path, "{}", added.text);
    let rows = service.app.store.board(store::BoardFilter::default()).await.unwrap();
    let held = case(&service, rows[0].case).await;
    assert!(held.facts.is_yes("x_fever"));
    assert!(held.clocks.iter().any(|clock| clock.id == "CLK-OPIN2"));
    let again = service.post(&to, "", &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    let page = service.get(&path, "").await;
    assert!(page.text.contains("Decision due"), "{}", page.text);
}

#[tokio::test]
async fn a_replacement_gets_a_new_link_and_the_old_one_says_so() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    let to = format!("{path}/leaving");
    let refused = service.post(&to, "", &[("key", "k"), ("to", "Dr Bay")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#f-phone\"") && refused.text.contains("Dr Bay"));
    let fields = [("key", "k"), ("to", "Dr Bay, night registrar"), ("phone", "01632 960444")];
    let handed = service.post(&to, "", &fields).await;
    let new = format!("/r/{}", service.app.links.token(id, 1));
    assert!(handed.text.contains(&format!("href=\"{new}\"")), "{}", handed.text);
    let old = service.get(&path, "").await;
    assert_eq!(old.status, StatusCode::GONE);
    assert!(old.text.contains("tel:01632960100") && !old.text.contains("BELL"));
    assert_eq!(service.get(&new, "").await.status, StatusCode::OK);
    assert_eq!(case(&service, id).await.link_holder.as_deref(), Some("Dr Bay, night registrar"));
}

#[tokio::test]
async fn a_link_ends_thirty_days_after_its_case_was_closed() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    submit(&service, id, Command::Acknowledge).await;
    let close = CloseCase { outcome: Ending::NotMsccMalig, note: String::new() };
    submit(&service, id, Command::CloseCase(close)).await;
    let closed = service.get(&path, "").await;
    assert_eq!(closed.status, StatusCode::OK);
    assert!(
        closed.text.contains("This case is closed") && !closed.text.contains("Add information")
    );
    service.minutes_pass(31 * 24 * 60);
    let ended = service.get(&path, "").await;
    assert_eq!(ended.status, StatusCode::GONE);
    assert!(ended.text.contains("new link") && ended.text.contains("tel:01632960100"));
}

#[tokio::test]
async fn a_made_up_link_opens_nothing() {
    let service = Service::new();
    let (_, path) = held(&service, &CALM).await;
    let end = if path.ends_with('A') { "B" } else { "A" };
    let other = format!("{}{end}", &path[..path.len() - 1]);
    assert_eq!(service.get(&other, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(service.get("/r/nonsense/slip", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_slip_carries_two_identifiers_and_the_words_of_the_page() {
    let service = Service::new();
    let (id, path) = held(&service, &CALM).await;
    instruct(&service, id).await;
    let slip = service.get(&format!("{path}/slip"), "").await;
    for words in
        ["BELL, Grace", "NHS No. 999 000 0018", "Immobilise, log roll only", "01632 960100"]
    {
        assert!(slip.text.contains(words), "{words}");
    }
    assert!(slip.text.contains("data-qr"), "a phone opens the page from the slip");
    assert!(service.get(&path, "").await.text.contains("data-qr"));
}
