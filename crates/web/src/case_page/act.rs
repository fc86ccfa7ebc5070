//! Carrying a form out. What is refused comes back on the page it came from, with everything typed;
//! what others changed meanwhile is shown beside it, and neither side is chosen beforehand.

use std::borrow::Cow;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use pathway::{Refusal, Role};
use store::Outcome;

use super::conflict;
use super::part::Part;
use super::read::{self, Wrong};
use super::sheet::Sheet;
use super::{correct, neuro, summary};
use crate::conflict::Chosen;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, FieldError};
use crate::visit::{Visit, to};

pub(super) async fn withdraw(
    visit: Visit,
    Path((id, number)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let number = number.parse().map_err(|_| Problem::not_found())?;
    carry_out(&visit, &id, Part::Withdraw(number), &form).await
}

pub(super) async fn carry_out(
    visit: &Visit,
    id: &str,
    part: Part,
    form: &Form,
) -> Result<Response, Problem> {
    let case: pathway::CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let mut form = Cow::Borrowed(form);
    if form.some("contested").is_some() {
        let sheet = Sheet::open(visit, id, "case").await?;
        match conflict::chosen(part, &sheet, &form) {
            Some(Chosen::Mine(merged)) => form = Cow::Owned(merged),
            Some(Chosen::Theirs(_)) => return Ok(to(&format!("/cases/{case}"))),
            Some(Chosen::Open) => return Ok(conflict::page(visit, &sheet, part, &form)),
            None => {}
        }
    }
    let form = &*form;
    let command = match read::command(part, visit, form) {
        Ok(command) => command,
        Err(wrong) => {
            return again(visit, id, part, form, &wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match visit.try_submit(visit.actor(Role::Coordinator), case, command, form).await? {
        Outcome::Done { .. } => Ok(to(&match part {
            Part::Correct(version) => format!("/cases/{case}/timeline#entry-{version}"),
            _ => format!("/cases/{case}"),
        })),
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            let wrong = Wrong { field, message };
            again(visit, id, part, form, &wrong, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Outcome::Refused(Refusal::NotPermitted(message)) => {
            again(visit, id, part, form, &Wrong::new("", message), StatusCode::FORBIDDEN).await
        }
        Outcome::Refused(Refusal::AlreadyDone { by, at }) => {
            let message =
                format!("{by} has done this already, {}. Nothing was changed.", visit.time(at));
            again(visit, id, part, form, &Wrong::new("", message), StatusCode::CONFLICT).await
        }
        Outcome::Refused(Refusal::Changed { .. }) => {
            let sheet = Sheet::open(visit, id, "case").await?;
            Ok(conflict::page(visit, &sheet, part, form))
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

async fn again(
    visit: &Visit,
    id: &str,
    part: Part,
    form: &Form,
    wrong: &Wrong,
    status: StatusCode,
) -> Result<Response, Problem> {
    match part {
        Part::Neuro => neuro::page(visit, id, form, Some(wrong), status).await,
        Part::Correct(version) => {
            correct::page(visit, id, version, form, Some(wrong), status).await
        }
        _ => summary::page(visit, id, Some(part), form, Some(wrong), status).await,
    }
}

/// The line of the error summary, leading to the field.
pub(super) fn error(part: Part, wrong: &Wrong) -> maud::Markup {
    let scope = match part {
        Part::Withdraw(number) => format!("withdraw-{number}"),
        _ => part.key().to_owned(),
    };
    let field = format!("{scope}-{}", wrong.field);
    ui::error_summary(&[FieldError { field: &field, message: &wrong.message }])
}
