use axum::http::StatusCode;
use isncsci::Place;
use pathway::Role;

use super::read::name;
use crate::testing::{Answer, Service};

const WALKS_BADLY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes")];

/// A whole worksheet, normal but for the cells named.
fn normal_but(other: &[(&str, &str)]) -> Vec<(String, String)> {
    Place::all()
        .map(|place| {
            let name = name(place);
            let normal = match place {
                Place::Vac | Place::Dap => "Yes",
                Place::Motor(..) => "5",
                _ => "2",
            };
            let code = other.iter().find(|(cell, _)| *cell == name).map_or(normal, |(_, c)| c);
            (name, code.to_owned())
        })
        .collect()
}

async fn post(
    service: &Service,
    path: &str,
    cookie: &str,
    cells: &[(String, String)],
    beside: &[(&str, &str)],
) -> Answer {
    let cells = cells.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<_> = cells.chain(beside.iter().copied()).collect();
    service.post(path, cookie, &fields).await
}

async fn opened() -> (Service, String, String) {
    let service = Service::new();
    let cookie = service.sign_in(Role::Consultant).await;
    let case = service.referral("Worksheet", WALKS_BADLY).await;
    (service, cookie, format!("/cases/{case}/isncsci"))
}

#[tokio::test]
async fn every_cell_is_a_labelled_field_of_one_form() {
    let (service, cookie, path) = opened().await;
    let page = service.get(&path, &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    let mut labelled = 0;
    for place in Place::all() {
        let name = name(place);
        assert!(page.text.contains(&format!("name=\"{name}\"")), "{name}");
        labelled += usize::from(match place {
            Place::Vac | Place::Dap => page.text.contains(&format!("for=\"f-{name}\"")),
            _ => page
                .text
                .contains(&format!("aria-label=\"{}\"", pathway::isncsci_exam::words(place))),
        });
    }
    assert_eq!(labelled, 134);
    assert!(page.text.contains("role=\"grid\""));
}

#[tokio::test]
async fn a_worksheet_sent_without_script_is_scored_and_recorded() {
    let (service, cookie, path) = opened().await;
    let cells = normal_but(&[("right_motor_L2", "3"), ("left_motor_L2", "3")]);
    let scored = post(&service, &path, &cookie, &cells, &[("act", "score")]).await;
    assert_eq!(scored.status, StatusCode::OK);
    assert!(scored.text.contains("data-output=\"ais\" data-answers=\"D\">D<"), "AIS D is shown");
    let done = post(&service, &path, &cookie, &cells, &[("act", "record"), ("key", "one")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let kept = service.get(&done.location, &cookie).await;
    assert!(kept.text.contains("data-output=\"nli\" data-answers=\"L2\">L2<"), "{}", kept.location);
    let again = service.get(&path, &cookie).await;
    assert!(!again.text.contains("Discard draft"), "a recorded worksheet leaves no draft");
}

#[tokio::test]
async fn empty_cells_are_asked_about_and_nothing_typed_is_lost() {
    let (service, cookie, path) = opened().await;
    let cells = normal_but(&[("left_pinPrick_S4_5", ""), ("right_motor_C5", "4")]);
    let refused = post(&service, &path, &cookie, &cells, &[("act", "record")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("#f-left_pinPrick_S4_5"));
    assert!(refused.text.contains("left pin prick S4-5 is empty"));
    assert!(refused.text.contains("name=\"right_motor_C5\" value=\"4\""));
    let draft = service.get(&path, &cookie).await;
    assert!(draft.text.contains("name=\"right_motor_C5\" value=\"4\""), "kept on the server");
    let left_out = [("act", "record"), ("empty_not_tested", "yes")];
    let done = post(&service, &path, &cookie, &cells, &left_out).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let kept = service.get(&done.location, &cookie).await;
    assert!(kept.text.contains("data-sum=\"left.pin_prick\">ND"));
}

#[tokio::test]
async fn a_finer_grade_is_refused_with_what_to_write_instead() {
    let (service, cookie, path) = opened().await;
    let cells = normal_but(&[("right_motor_L2", "4+"), ("right_lightTouch_T4", "3")]);
    let refused = post(&service, &path, &cookie, &cells, &[("act", "record")]).await;
    assert!(refused.text.contains("counts whole grades only. Enter 4"));
    assert!(refused.text.contains("3 in right light touch T4 is not a score"));
    assert!(refused.text.contains("value=\"4+\""));
}

#[tokio::test]
async fn one_cell_not_tested_shows_nd_and_leads_to_the_cell() {
    let (service, cookie, path) = opened().await;
    let cells = normal_but(&[("right_motor_L3", "n")]);
    let panel = post(&service, &format!("{path}/score"), &cookie, &cells, &[]).await;
    let sum = panel.text.split("data-sum=\"right.lower\">").nth(1).unwrap();
    assert!(sum.starts_with("ND <a href=\"#f-right_motor_L3\""), "{}", &sum[..80]);
    assert!(
        panel.text.contains("data-settles"),
        "the open answers name the cell that settles them"
    );
}

#[tokio::test]
async fn a_fill_needs_i_tested_these_and_is_recorded_as_a_fill() {
    let (service, cookie, path) = opened().await;
    let fill = [("act", "fill"), ("fill_level", "T5"), ("fill_side", "both")];
    let refused = service.post(&path, &cookie, &fill).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut tested = fill.to_vec();
    tested.push(("fill_tested", "yes"));
    let filled = service.post(&path, &cookie, &tested).await;
    assert!(filled.text.contains("name=\"left_motor_T1\" value=\"5\""));
    assert!(filled.text.contains("name=\"right_pinPrick_T5\" value=\"2\""));
    assert!(filled.text.contains("name=\"right_pinPrick_T6\" value=\"\""));
    assert!(filled.text.contains("name=\"fills\" value=\"both:T5\""));
    let cells = normal_but(&[]);
    let beside = [("act", "record"), ("fills", "both:T5")];
    let done = post(&service, &path, &cookie, &cells, &beside).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let case = path.trim_end_matches("/isncsci");
    let timeline = service.get(&format!("{case}/timeline"), &cookie).await;
    assert!(timeline.text.contains("FILLED as normal down to T5, both sides"));
    let log = service.get(&format!("{case}/log"), &cookie).await;
    assert!(log.text.contains("RecordIsncsci with 1 fill"));
}

#[tokio::test]
async fn a_tagged_cell_asks_what_else_impairs_it() {
    let (service, cookie, path) = opened().await;
    let cells = normal_but(&[("right_motor_L2", "3*")]);
    let refused = post(&service, &path, &cookie, &cells, &[("act", "record")]).await;
    assert!(refused.text.contains("#f-why_right_motor_L2"));
    let beside = [("act", "record"), ("why_right_motor_L2", "hip fracture")];
    let done = post(&service, &path, &cookie, &cells, &beside).await;
    let kept = service.get(&done.location, &cookie).await;
    assert!(kept.text.contains("right motor L2: hip fracture"));
}

#[tokio::test]
async fn the_second_worksheet_shows_what_changed_and_asks_for_a_new_acknowledgement() {
    let (service, cookie, path) = opened().await;
    let record = [("act", "record")];
    post(&service, &path, &cookie, &normal_but(&[]), &record).await;
    let weak = normal_but(&[("right_motor_L2", "2"), ("vac", "No")]);
    let done = post(&service, &path, &cookie, &weak, &record).await;
    let kept = service.get(&done.location, &cookie).await;
    assert!(kept.text.contains("right motor L2: 5 → 2 ▼"));
    assert!(kept.text.contains("voluntary anal contraction: yes → no ▼"));
    assert!(kept.text.contains("Worse than before"));
    let neuro = service.get(&path.replace("/isncsci", "/neuro"), &cookie).await;
    assert_eq!(neuro.text.matches("data-worksheet-entry").count(), 2);
}

#[tokio::test]
async fn two_people_have_two_drafts_and_how_entry_goes_on_is_kept_for_each() {
    let (service, cookie, path) = opened().await;
    let other = service.sign_in(Role::Coordinator).await;
    let draft = [("right_motor_C5", "4"), ("advance", "sides")];
    service.post(&format!("{path}/draft"), &cookie, &draft).await;
    let mine = service.get(&path, &cookie).await;
    assert!(mine.text.contains("name=\"right_motor_C5\" value=\"4\""));
    assert!(mine.text.contains("value=\"sides\" checked"));
    let theirs = service.get(&path, &other).await;
    assert!(theirs.text.contains("name=\"right_motor_C5\" value=\"\""));
    service.post(&format!("{path}/discard"), &cookie, &[]).await;
    let gone = service.get(&path, &cookie).await;
    assert!(gone.text.contains("name=\"right_motor_C5\" value=\"\""));
    assert!(gone.text.contains("value=\"sides\" checked"), "the preference outlives the draft");
}

#[tokio::test]
async fn who_may_only_read_sees_the_examinations_and_no_form() {
    let (service, cookie, path) = opened().await;
    post(&service, &path, &cookie, &normal_but(&[]), &[("act", "record")]).await;
    let manager = service.sign_in(Role::Manager).await;
    assert_eq!(service.get(&path, &manager).await.status, StatusCode::FORBIDDEN);
    let neuro = service.get(&path.replace("/isncsci", "/neuro"), &manager).await;
    assert_eq!(neuro.status, StatusCode::OK);
    assert!(neuro.text.contains("data-worksheet-entry"));
    assert!(!neuro.text.contains("Save neuro"));
}
