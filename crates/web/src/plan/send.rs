//! Writing a panel and recording a fraction.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use maud::html;
use pathway::plan::{self, GiveFraction, SetPlan, Status};
use pathway::proforma::Problem as Wrong;
use pathway::{Command, Refusal, Role};
use store::Outcome;

use super::form::{Opened, page, sure};
use super::{conflict, page as plan_page};
use crate::case_page::sheet::Sheet;
use crate::conflict::{Chosen, chosen};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, FieldError};
use crate::visit::{Visit, to};

pub(super) async fn panel(
    visit: Visit,
    Path((id, panel)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &id, &panel).await?;
    let stands = opened.standing(&visit);
    match chosen(&form, |name| stands.get(name).to_owned()) {
        Some(Chosen::Mine(merged) | Chosen::Theirs(merged)) => form = merged,
        Some(Chosen::Open) => return Ok(conflict::page(&visit, &opened, &form)),
        None => {}
    }
    let replaces = form.number("replaces").ok().flatten().unwrap_or(0);
    let again = |wrong: &[Wrong], status| Ok(page(&visit, &opened, &form, replaces, wrong, status));
    let (command, mut wrong) = read(&visit, &opened, &form, replaces);
    wrong.extend(plan::problems(&opened.sheet.file.case, &visit.app.site, &command));
    if !wrong.is_empty() {
        return again(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let case = opened.sheet.id;
    let command = Command::SetPlan(Box::new(command));
    match visit.try_submit(visit.actor(Role::Coordinator), case, command, &form).await? {
        Outcome::Done { .. } => Ok(to(&format!("/cases/{case}/plan#panel-{}", opened.panel.key()))),
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            let wrong = [Wrong { key: field, message, unlikely: false }];
            again(&wrong, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Outcome::Refused(Refusal::Conflicts(_)) => Ok(conflict::page(&visit, &opened, &form)),
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

/// The command of a form, and the times in it that are none.
fn read(visit: &Visit, opened: &Opened, form: &Form, replaces: u64) -> (SetPlan, Vec<Wrong>) {
    let panel = opened.panel;
    let mut wrong = Vec::new();
    let status = Status::from_key(form.get("status"));
    if status.is_none() {
        let message = "Choose how far this part of the plan is.".into();
        wrong.push(Wrong { key: "status", message, unlikely: false });
    }
    let mut times: BTreeMap<String, Timestamp> = BTreeMap::new();
    for (name, _) in panel.times() {
        match form.instant(name, &visit.app.site.time_zone()) {
            Ok(Some(at)) => drop(times.insert((*name).into(), at)),
            Ok(None) => {}
            Err(message) => wrong.push(Wrong { key: name, message, unlikely: false }),
        }
    }
    let questions = panel.questions().iter();
    let command = SetPlan {
        panel,
        status: status.unwrap_or_default(),
        owner: form.get("owner").into(),
        answers: questions
            .clone()
            .map(|question| (question.key.into(), form.get(question.key).into()))
            .collect(),
        times,
        sure: questions
            .filter(|question| form.ticked(&sure(question.key)))
            .map(|question| question.key.to_owned())
            .collect(),
        because: form.get("because").into(),
        replaces,
    };
    (command, wrong)
}

pub(super) async fn fraction(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "plan").await?;
    let home = format!("/cases/{}/plan#panel-radiotherapy", sheet.id);
    let message = match form.instant("at", &visit.app.site.time_zone()) {
        Err(message) => message,
        Ok(at) => {
            let command = Command::GiveFraction(GiveFraction { at, note: String::new() });
            let actor = visit.actor(Role::Coordinator);
            match visit.try_submit(actor, sheet.id, command, &form).await? {
                Outcome::Done { .. } => return Ok(to(&home)),
                Outcome::Refused(Refusal::Invalid { message, .. }) => message,
                Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
                Outcome::KeyReused => return Err(Problem::key_reused()),
            }
        }
    };
    let refused = html! {
        (ui::error_summary(&[FieldError { field: "fraction-at", message: &message }]))
    };
    let body = plan_page::body(&visit, &sheet, refused);
    Ok(sheet.page(&visit, "Plan", StatusCode::UNPROCESSABLE_ENTITY, body))
}
