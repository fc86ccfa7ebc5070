use std::io::Read as _;

use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use pathway::imaging::request::ScanRequest;
use pathway::imaging::{AcquireImaging, Conclusion, Modality, OrderImaging, ReportImaging};
use pathway::neuro::{MiniNeuro, RecordNeuro, Walking};
use pathway::note::AddNote;
use pathway::treatment::{DecideTreatment, GiveDexamethasone, Outcome as Decision};
use pathway::{Actor, CaseId, Command, Role};

use crate::testing::Service;

/// The element that carries this attribute, whole: `div`s are counted until it ends.
fn element<'a>(page: &'a str, attribute: &str) -> &'a str {
    let at = page.find(attribute).unwrap_or_else(|| panic!("no {attribute}"));
    let start = page[..at].rfind("<div").unwrap();
    let mut depth = 0;
    let mut from = start;
    loop {
        let open = page[from..].find("<div").map(|at| from + at);
        let close = from + page[from..].find("</div>").unwrap();
        if open.is_some_and(|open| open < close) {
            depth += 1;
            from = open.unwrap() + 4;
        } else {
            depth -= 1;
            from = close + 6;
        }
        if depth == 0 {
            return &page[start..from];
        }
    }
}

/// A way from referral to treatment: what each step asks, and the minutes before it.
fn journey() -> Vec<(i64, Command)> {
    let neuro = |walking| {
        let exam = MiniNeuro { walking: Some(walking), ..MiniNeuro::default() };
        Command::RecordNeuro(RecordNeuro { exam, at: None })
    };
    vec![
        (4, Command::Acknowledge),
        (10, neuro(Walking::WithAid)),
        (
            20,
            Command::OrderImaging(OrderImaging {
                modality: Modality::MriWholeSpine,
                mri_contraindicated: None,
                slot: None,
                place: "Scanner 2".into(),
                request: ScanRequest::default(),
            }),
        ),
        (60, neuro(Walking::Unable)),
        (1, Command::Acknowledge),
        (
            30,
            Command::AcquireImaging(AcquireImaging {
                modality: Modality::MriWholeSpine,
                number: None,
                at: None,
            }),
        ),
        (
            45,
            Command::ReportImaging(ReportImaging {
                compression: Some(true),
                conclusion: Conclusion::Confirmed,
                summary: "Cord compressed at T7".into(),
                at: None,
            }),
        ),
        (
            5,
            Command::GiveDexamethasone(GiveDexamethasone {
                base_mg: 16.0,
                product: "dexamethasone".into(),
                route: "oral".into(),
                at: None,
                agreed_with: "Mr Rao".into(),
            }),
        ),
        (
            90,
            Command::DecideTreatment(DecideTreatment {
                outcome: Decision::Rt,
                rationale: "Several levels".into(),
                owner: "Dr Boateng".into(),
                at: None,
            }),
        ),
        (120, Command::GiveFirstFraction { at: None }),
        (10, Command::AddNote(AddNote { text: "Family informed".into(), at: None })),
    ]
}

async fn does(service: &Service, case: CaseId, command: Command) -> u64 {
    let consultant = Actor { name: "P. Rao".into(), role: Role::Consultant, user: None };
    let now = service.app.clock.now();
    let submission = store::Submission::new(case, command, consultant, now);
    match service.app.store.submit(submission).await.unwrap() {
        store::Outcome::Done { version, .. } => version,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn looking_back_shows_the_page_as_it_was_at_every_event_of_a_journey() {
    let service = Service::new();
    let case = service.referral("Lookback", &[("ca_known", "yes"), ("n_gait", "yes")]).await;
    let mut versions = vec![service.app.store.case(case).await.unwrap().unwrap().case.version];
    let mut recorded = Vec::new();
    let mut seen = async |service: &Service| {
        // A new reader each time: what is new to somebody is no part of the record.
        let reader = service.sign_in(Role::Manager).await;
        let summary = service.get(&format!("/cases/{case}"), &reader).await.text;
        let timeline = service.get(&format!("/cases/{case}/timeline"), &reader).await.text;
        let list = timeline.split("<ol class=\"timeline\"").nth(1).unwrap();
        let list = list.split("</ol>").next().unwrap().to_owned();
        recorded.push((element(&summary, "data-record").to_owned(), list));
    };
    seen(&service).await;
    for (minutes, command) in journey() {
        service.minutes_pass(minutes);
        versions.push(does(&service, case, command).await);
        seen(&service).await;
    }
    service.minutes_pass(600);
    let reviewer = service.sign_in(Role::Manager).await;
    for (version, (summary, list)) in versions.iter().zip(&recorded) {
        let then = service.get(&format!("/cases/{case}/at/{version}"), &reviewer).await;
        assert_eq!(then.status, StatusCode::OK);
        assert_eq!(element(&then.text, "data-record"), summary, "version {version}");
        let shown = then.text.split("<ol class=\"timeline\"").nth(1).unwrap();
        assert_eq!(shown.split("</ol>").next().unwrap(), list, "version {version}");
        assert!(!then.text.contains("method=\"post\" action=\"/cases/"), "nothing can be changed");
    }
    let last = *versions.last().unwrap();
    for version in 1..=last {
        let then = service.get(&format!("/cases/{case}/at/{version}"), &reviewer).await;
        assert_eq!(then.status, StatusCode::OK, "version {version}");
    }
    let never = service.get(&format!("/cases/{case}/at/{}", last + 1), &reviewer).await;
    assert_eq!(never.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_time_of_day_shows_what_was_known_then_and_who_had_looked() {
    let service = Service::new();
    let case = service.referral("Lookback", &[("ca_known", "yes"), ("n_gait", "yes")]).await;
    let consultant = service.sign_in(Role::Consultant).await;
    service.minutes_pass(5);
    service.get(&format!("/cases/{case}"), &consultant).await;
    service.minutes_pass(5);
    does(&service, case, Command::Acknowledge).await;
    service.minutes_pass(60);
    let consultant = service.sign_in(Role::Consultant).await;
    let path = format!("/cases/{case}/at");
    let early = service.get(&format!("{path}?time=2026-11-24T14:02"), &consultant).await;
    assert!(early.text.contains("Nobody has acknowledged this yet."));
    assert!(early.text.contains("Nobody had opened this case yet."));
    let later = service.get(&format!("{path}?time=2026-11-24T14:07"), &consultant).await;
    assert!(later.text.contains("Nobody has acknowledged this yet."));
    assert!(later.text.contains("data-looked"));
    let now = service.get(&path, &consultant).await;
    assert!(now.text.contains("Acknowledged by P. Rao"));
    assert!(now.text.contains(rules::RELEASE));
    assert!(now.text.contains("data-clock-stands-still"));
    let wrong = service.get(&format!("{path}?time=yesterday"), &consultant).await;
    assert!(wrong.text.contains("is not a date and time"));
    let coordinator = service.sign_in(Role::Coordinator).await;
    assert_eq!(service.get(&path, &coordinator).await.status, StatusCode::FORBIDDEN);
    let log = service.get(&format!("/cases/{case}/log"), &consultant).await;
    assert!(log.text.contains("looking back"), "looking back is a look");
}

/// Name and content of each file of a bundle, by its directory.
fn unpacked(zip: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = zip.len() - 22;
    assert_eq!(&zip[end..end + 4], b"PK\x05\x06");
    let mut at = number(end + 16, 4);
    (0..number(end + 10, 2))
        .map(|_| {
            assert_eq!(&zip[at..at + 4], b"PK\x01\x02");
            let (packed, name_length) = (number(at + 20, 4), number(at + 28, 2));
            let local = number(at + 42, 4);
            let name = String::from_utf8(zip[at + 46..at + 46 + name_length].to_vec()).unwrap();
            let from = local + 30 + number(local + 26, 2);
            let mut content = String::new();
            flate2::read::DeflateDecoder::new(&zip[from..from + packed])
                .read_to_string(&mut content)
                .unwrap();
            assert_eq!(content.len(), number(at + 24, 4));
            at += 46 + name_length;
            (name, content)
        })
        .collect()
}

#[tokio::test]
async fn a_case_is_taken_out_whole_with_its_chain_and_every_page() {
    let service = Service::new();
    let case = service.referral("Lookback", &[("ca_known", "yes"), ("n_gait", "yes")]).await;
    let mut last = 0;
    for (minutes, command) in journey() {
        service.minutes_pass(minutes);
        last = does(&service, case, command).await;
    }
    let manager = service.sign_in(Role::Manager).await;
    let request = Request::get(format!("/cases/{case}/review"))
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, &manager)
        .body(axum::body::Body::empty())
        .unwrap();
    let response = service.open(request).await;
    assert_eq!(response.status(), StatusCode::OK);
    let named = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert!(named.contains("-review.zip") && !named.contains("Lookback"), "{named}");
    let zip = response.into_body().collect().await.unwrap().to_bytes();
    let files = unpacked(&zip);
    let content = |name: &str| &files.iter().find(|(file, _)| file == name).expect(name).1;
    let events: serde_json::Value = serde_json::from_str(content("events.json")).unwrap();
    assert_eq!(events["chain_intact"], true);
    assert_eq!(events["events"].as_array().unwrap().len() as u64, last);
    assert_eq!(events["events"][1]["prev_hash"], events["events"][0]["hash"]);
    let rules: serde_json::Value = serde_json::from_str(content("rules.json")).unwrap();
    assert!(!rules["decisions"].as_array().unwrap().is_empty());
    assert!(content("access-log.json").contains("taken out for a review"));
    assert!(content("audit.json").contains("ReportImaging"));
    let pages: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("pages/")).collect();
    assert_eq!(pages.len(), journey().len() + 1);
    assert!(pages[0].1.contains("Nobody has acknowledged this yet."));
    assert!(pages.last().unwrap().1.contains("Cord compressed at T7"));
    let coordinator = service.sign_in(Role::Coordinator).await;
    let path = format!("/cases/{case}/review");
    assert_eq!(service.get(&path, &coordinator).await.status, StatusCode::FORBIDDEN);
}
