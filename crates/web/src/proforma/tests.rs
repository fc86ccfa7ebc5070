//! The consultation through the router: prefilled, saved, merged, signed, added to.

use axum::http::StatusCode;
use pathway::{CaseId, Role};

use crate::testing::{Answer, Service};

const KNOWN: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes")];

struct Clinic {
    service: Service,
    case: CaseId,
    cookie: String,
}

impl Clinic {
    async fn new() -> Self {
        let service = Service::new();
        let case = service.referral("Okafor", KNOWN).await;
        let cookie = service.sign_in(Role::Consultant).await;
        Self { service, case, cookie }
    }

    async fn page(&self) -> String {
        let path = format!("/cases/{}/consultation", self.case);
        self.service.get(&path, &self.cookie).await.text
    }

    async fn opened_at(&self) -> String {
        let page = self.page().await;
        let after = page.split("name=\"opened_at\" value=\"").nth(1).unwrap();
        after.split('"').next().unwrap().to_owned()
    }

    async fn send(&self, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let path = format!("/cases/{}/proforma/consultation", self.case);
        self.service.post(&path, cookie, fields).await
    }
}

#[tokio::test]
async fn what_the_referrer_said_is_prefilled_and_not_recorded_until_confirmed() {
    let clinic = Clinic::new().await;
    let page = clinic.page().await;
    assert!(page.contains("Not confirmed"), "provenance is shown");
    let at = clinic.opened_at().await;
    let sent = clinic
        .send(&clinic.cookie, &[("key", "a"), ("opened_at", &at), ("cancer_known", "yes")])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let file = clinic.service.app.store.case(clinic.case).await.unwrap().unwrap();
    assert_eq!(file.case.proformas.of("consultation"), []);
    let fields = [
        ("key", "b"),
        ("opened_at", &at),
        ("cancer_known", "yes"),
        ("confirm_cancer_known", "yes"),
        ("then", "sign"),
    ];
    let sent = clinic.send(&clinic.cookie, &fields).await;
    assert!(sent.location.ends_with("?number=1"), "{}", sent.location);
    let signed = clinic.service.get(&sent.location, &clinic.cookie).await;
    assert!(signed.text.contains("confirmed from"), "who said it first stays visible");
    let letter = format!("/cases/{}/proforma/consultation/1/letter", clinic.case);
    let letter = clinic.service.get(&letter, &clinic.cookie).await.text;
    assert!(letter.contains("OKAFOR, Grace") && letter.contains("999 000 0018"));
    assert!(letter.contains("not confirmed"), "the rest prints as not confirmed");
}

#[tokio::test]
async fn a_signed_consultation_is_read_only_and_takes_an_addendum() {
    let clinic = Clinic::new().await;
    let at = clinic.opened_at().await;
    let fields = [("key", "a"), ("opened_at", &*at), ("plan", "MRI today"), ("then", "sign")];
    let sent = clinic.send(&clinic.cookie, &fields).await;
    let page = clinic.service.get(&sent.location, &clinic.cookie).await.text;
    assert!(page.contains("MRI today") && page.contains("Add addendum"));
    assert!(!page.contains("name=\"plan\""), "no field to change it");
    let path = format!("/cases/{}/proforma/consultation/1/addendum", clinic.case);
    let empty =
        clinic.service.post(&path, &clinic.cookie, &[("key", "b"), ("addendum", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("key", "c"), ("addendum", "Histology: ductal.")];
    let added = clinic.service.post(&path, &clinic.cookie, &fields).await;
    let page = clinic.service.get(&added.location, &clinic.cookie).await.text;
    assert!(page.contains("Histology: ductal."));
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_the_field_and_what_is_unusual_asks_again() {
    let clinic = Clinic::new().await;
    let at = clinic.opened_at().await;
    let fields =
        [("key", "a"), ("opened_at", &*at), ("temperature", "61"), ("weight", "30"), ("plan", "X")];
    let refused = clinic.send(&clinic.cookie, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("61 °C cannot be"));
    assert!(refused.text.contains("30 kg is unusual") && refused.text.contains("sure_weight"));
    assert!(refused.text.contains(">X</textarea>"), "nothing typed is lost");
    let fields = [("key", "b"), ("opened_at", &*at), ("weight", "30"), ("sure_weight", "yes")];
    assert_eq!(clinic.send(&clinic.cookie, &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn two_people_choose_question_by_question_and_nothing_is_chosen_for_them() {
    let clinic = Clinic::new().await;
    let other = clinic.service.sign_in(Role::Coordinator).await;
    let at = clinic.opened_at().await;
    let theirs = [("key", "a"), ("opened_at", &*at), ("plan", "MRI today"), ("lives", "alone")];
    clinic.send(&other, &theirs).await;
    let mine = [("key", "b"), ("opened_at", &*at), ("plan", "Radiotherapy"), ("drugs", "morphine")];
    let asked = clinic.send(&clinic.cookie, &mine).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.text.contains("Radiotherapy") && asked.text.contains("MRI today"));
    assert!(!asked.text.contains("checked"), "neither side is chosen beforehand");
    let seen_at = asked.text.split("name=\"seen_at\" value=\"").nth(1).unwrap();
    let seen_at = seen_at.split('"').next().unwrap();
    let asked_for = [("contested", "plan"), ("seen_at", seen_at)];
    let again = [mine.as_slice(), &asked_for].concat();
    let asked = clinic.send(&clinic.cookie, &again).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.text.contains("Choose which of the two stands."));
    let chosen = [&again[1..], &[("key", "c"), ("choose_plan", "mine")]].concat();
    assert_eq!(clinic.send(&clinic.cookie, &chosen).await.status, StatusCode::SEE_OTHER);
    let file = clinic.service.app.store.case(clinic.case).await.unwrap().unwrap();
    let open = file.case.proformas.open("consultation").unwrap();
    let stands = ["plan", "drugs", "lives"].map(|key| open.answer(key));
    assert_eq!(stands, ["Radiotherapy", "morphine", "alone"]);
}

#[tokio::test]
async fn what_is_typed_and_not_saved_comes_back_to_its_own_author_alone() {
    let clinic = Clinic::new().await;
    let path = format!("/cases/{}/proforma/consultation", clinic.case);
    let typed = [("plan", "Half a sentence"), ("opened_at", "1")];
    clinic.service.post(&format!("{path}/draft"), &clinic.cookie, &typed).await;
    assert!(clinic.page().await.contains("Half a sentence"));
    let other = clinic.service.sign_in(Role::Consultant).await;
    let seen = clinic.service.get(&format!("/cases/{}/consultation", clinic.case), &other).await;
    assert!(!seen.text.contains("Half a sentence"));
    clinic.service.post(&format!("{path}/discard"), &clinic.cookie, &[]).await;
    assert!(!clinic.page().await.contains("Half a sentence"));
}

#[tokio::test]
async fn the_letter_beside_the_form_follows_what_is_typed() {
    let clinic = Clinic::new().await;
    let path = format!("/cases/{}/proforma/consultation/letter", clinic.case);
    let letter = clinic.service.post(&path, &clinic.cookie, &[("plan", "Scan tonight")]).await;
    assert!(letter.text.contains("Scan tonight") && !letter.text.contains("<html"));
}

#[tokio::test]
async fn a_manager_reads_and_fills_nothing_in() {
    let clinic = Clinic::new().await;
    let manager = clinic.service.sign_in(Role::Manager).await;
    let page = clinic.service.get(&format!("/cases/{}/consultation", clinic.case), &manager).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("data-save"));
    let sent = clinic.send(&manager, &[("key", "a"), ("plan", "X")]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}
