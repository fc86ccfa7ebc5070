//! The meeting through the router.

use axum::http::StatusCode;
use pathway::{CaseId, Role};

use crate::testing::{Answer, Service};

struct Room {
    service: Service,
    case: CaseId,
    coordinator: String,
    consultant: String,
}

impl Room {
    async fn new() -> Self {
        let service = Service::new();
        let case = service.referral("Okafor", &[("ca_known", "yes"), ("n_gait", "yes")]).await;
        let coordinator = service.sign_in(Role::Coordinator).await;
        let consultant = service.sign_in(Role::Consultant).await;
        Self { service, case, coordinator, consultant }
    }

    async fn send(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let key = crate::visit::random_token();
        let fields = [&[("key", key.as_str())], fields].concat();
        self.service.post(&format!("/cases/{}/mdt/{path}", self.case), who, &fields).await
    }

    async fn page(&self) -> String {
        self.service.get(&format!("/cases/{}/mdt", self.case), &self.consultant).await.text
    }

    async fn agreed(&self) {
        self.send(&self.coordinator, "ask", &[("of", "surgeon,oncologist")]).await;
        for specialty in ["surgeon", "oncologist"] {
            let fields = [("specialty", specialty), ("recommends", "SURG+RT"), ("text", "Fit.")];
            self.send(&self.consultant, "opinion", &fields).await;
        }
    }
}

const OUTCOME: &[(&str, &str)] = &[
    ("outcome", "SURG+RT"),
    ("rationale", "One level, walking, fit."),
    ("owner", "P. Rao"),
    ("action_what_1", "Book theatre"),
    ("action_owner_1", "A. Ng"),
    ("action_due_1", "2026-11-24T18:00"),
];

#[tokio::test]
async fn a_missing_opinion_shows_who_and_the_time_left() {
    let room = Room::new().await;
    let sent = room.send(&room.coordinator, "ask", &[("of", "surgeon,oncologist")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let fields = [("specialty", "surgeon"), ("recommends", "RT"), ("text", "Not for surgery.")];
    room.send(&room.consultant, "opinion", &fields).await;
    let page = room.page().await;
    assert!(page.contains("Still missing: clinical oncologist"), "who");
    assert!(page.contains("2 h left"), "how long");
    let list = room.service.get("/mdt", &room.coordinator).await.text;
    assert!(list.contains("OKAFOR") && list.contains("clinical oncologist"));
}

#[tokio::test]
async fn an_action_without_owner_or_time_is_not_signed_and_nothing_typed_is_lost() {
    let room = Room::new().await;
    room.agreed().await;
    let without: Vec<_> = OUTCOME.iter().copied().filter(|(n, _)| *n != "action_owner_1").collect();
    let refused = room.send(&room.consultant, "outcome", &without).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Each action needs an owner."));
    assert!(refused.text.contains("value=\"Book theatre\""));
}

#[tokio::test]
async fn signing_makes_a_task_an_action_and_what_is_not_done_comes_back_to_the_list() {
    let room = Room::new().await;
    room.agreed().await;
    let signed = room.send(&room.consultant, "outcome", OUTCOME).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER);
    let file = room.service.app.store.case(room.case).await.unwrap().unwrap();
    let task = file.case.tasks.iter().find(|task| task.what == "Book theatre").unwrap();
    assert!(file.case.instructions.iter().any(|one| one.text.contains("Outcome of the meeting")));
    let path = format!("action/{}/missed", task.number);
    room.send(&room.coordinator, &path, &[("why", "No theatre tonight")]).await;
    let list = room.service.get("/mdt", &room.coordinator).await.text;
    assert!(list.contains("No theatre tonight"));
}

#[tokio::test]
async fn no_score_takes_an_outcome_away_and_an_incomplete_one_shows_no_number() {
    let room = Room::new().await;
    let page = room.page().await;
    for outcome in pathway::treatment::Outcome::ALL {
        assert!(page.contains(&format!("value=\"{}\"", outcome.code())), "{outcome:?}");
    }
    assert!(!page.contains("disabled"));
    assert!(page.contains("incomplete: ") && !page.contains("data-total"));
    assert!(!page.contains("nesms"), "a draft score is absent");
}

#[tokio::test]
async fn a_score_in_the_case_is_the_score_of_its_inputs() {
    let room = Room::new().await;
    let consultation = [
        ("key", "c"),
        ("opened_at", "1"),
        ("growth", "moderate"),
        ("organ_mets", "none"),
        ("bone_mets", "0"),
        ("spine_mets", "1"),
    ];
    let path = format!("/cases/{}/proforma/consultation", room.case);
    room.service.post(&path, &room.consultant, &consultation).await;
    let page = room.page().await;
    let row = page.split("data-score=\"tomita\"").nth(1).unwrap();
    let inputs = row.split("data-inputs=\"").nth(1).unwrap().split('"').next().unwrap();
    let inputs = inputs.replace("&quot;", "\"");
    assert_eq!(inputs, r#"{"bone":"solitary","growth":"moderate","visceral":"none"}"#);
    let values =
        [("growth", "moderate".into()), ("visceral", "none".into()), ("bone", "solitary".into())];
    let tomita = scores::INSTRUMENTS.iter().find(|one| one.name == "tomita").unwrap();
    let total = tomita.score(&values, false).unwrap().total().unwrap();
    assert!(row.contains(&format!("data-total>{total}<")), "{row}");
}
