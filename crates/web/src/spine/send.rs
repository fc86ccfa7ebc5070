//! Save unsigned, sign, add. A refused form comes back with everything typed; what somebody else
//! saved meanwhile stands beside it, and neither is chosen beforehand.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use pathway::spine::report::{AddToSpineReport, SaveSpineReport, SignSpineReport};
use pathway::spine::summary::summary;
use pathway::{CaseId, Command, Refusal, Role};
use store::Outcome;

use super::page::{Beside, page};
use super::{draft, read};
use crate::case_page::sheet::Sheet;
use crate::conflict::{self, Asking, Chosen, Contested, chosen};
use crate::form::Form;
use crate::imaging::Wrong;
use crate::problem::Problem;
use crate::visit::{Visit, to};

pub(super) async fn send(
    visit: Visit,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "spine report").await?;
    let standing = standing(&sheet);
    match chosen(&form, |name| standing.get(name).to_owned()) {
        Some(Chosen::Mine(merged)) => form = merged,
        // What somebody else saved stands in every field: nothing is left to save.
        Some(Chosen::Theirs(_)) => {
            draft::own(&visit, sheet.id).drop(&visit).await?;
            return Ok(to(&format!("/cases/{}/spine", sheet.id)));
        }
        Some(Chosen::Open) => return Ok(conflict(&visit, &sheet, &form)),
        None => {}
    }
    let said = read::read(&form);
    if !said.wrong.is_empty() {
        return again(&visit, &sheet, &form, &said.wrong).await;
    }
    let saw = form.number("saw").ok().flatten().unwrap_or(0);
    let (report, pains) = (said.report, said.pains);
    let command = if form.get("act") == "sign" {
        let alert = form.get("alert").to_owned();
        let sure = form.ticked("sure");
        Command::SignSpineReport(Box::new(SignSpineReport { report, pains, saw, alert, sure }))
    } else {
        Command::SaveSpineReport(Box::new(SaveSpineReport { report, pains, saw }))
    };
    match visit.try_submit(visit.actor(Role::Radiology), sheet.id, command, &form).await? {
        Outcome::Done { .. } => {
            draft::own(&visit, sheet.id).drop(&visit).await?;
            Ok(to(&format!("/cases/{}/imaging", sheet.id)))
        }
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            again(&visit, &sheet, &form, &[Wrong::new(field, message)]).await
        }
        Outcome::Refused(Refusal::NotPermitted(message)) => {
            again(&visit, &sheet, &form, &[Wrong::new("conclusion", message)]).await
        }
        Outcome::Refused(Refusal::Changed { .. }) => {
            let sheet = Sheet::open(&visit, &id, "spine report").await?;
            Ok(conflict(&visit, &sheet, &form))
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

async fn again(
    visit: &Visit,
    sheet: &Sheet,
    form: &Form,
    wrong: &[Wrong],
) -> Result<Response, Problem> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    page(visit, sheet, form, &Beside { wrong, status, ..Beside::default() }).await
}

/// What was saved or signed last, as the form would send it.
fn standing(sheet: &Sheet) -> Form {
    let spine = &sheet.file.case.spine;
    let report = match (&spine.unsigned, spine.standing()) {
        (Some(one), _) => &one.report,
        (None, Some(one)) => &one.report,
        (None, None) => return Form::default(),
    };
    read::write(report, &spine.pain)
}

/// Somebody saved or signed while this was typed: both side by side, field by field.
fn conflict(visit: &Visit, sheet: &Sheet, form: &Form) -> Response {
    let spine = &sheet.file.case.spine;
    let theirs = standing(sheet);
    let said = read::read(form);
    let mine = read::write(&said.report, &spine.pain);
    let names: BTreeSet<&String> = mine.0.keys().chain(theirs.0.keys()).collect();
    let differ: Vec<(&String, String)> = names
        .into_iter()
        .filter(|name| form.get(name) != theirs.get(name))
        .map(|name| (name, name.replace('_', " ")))
        .collect();
    let none = |value: &str| if value.is_empty() { "nothing".to_owned() } else { value.to_owned() };
    let who = match (&spine.unsigned, spine.standing()) {
        (Some(one), _) => {
            html! { p { (one.by) " saved theirs " (visit.time(one.at)) ": " (summary(&one.report, &spine.pain)) } }
        }
        (None, Some(one)) => {
            html! { p { (one.by) " signed theirs " (visit.time(one.at)) ": " (summary(&one.report, &spine.pain)) } }
        }
        (None, None) => html! {},
    };
    let contested = differ.iter().map(|(name, label)| Contested {
        name,
        label,
        mine: none(form.get(name)),
        theirs: none(theirs.get(name)),
    });
    let body = conflict::page(&Asking {
        heading: "Somebody was faster",
        who,
        action: &format!("/cases/{}/spine", sheet.id),
        seen: &[("saw", spine.saves.to_string())],
        contested: contested.collect(),
        form,
        key: visit.new_key(),
    });
    sheet.page(visit, "Imaging", StatusCode::CONFLICT, body)
}

pub(super) async fn add(
    visit: Visit,
    Path((id, number)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let case: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let number = number.parse().map_err(|_| Problem::not_found())?;
    let text = form.get("text").to_owned();
    let command = Command::AddToSpineReport(AddToSpineReport { number, text });
    visit.submit_as(visit.actor(Role::Radiology), case, command, &form).await?;
    Ok(to(&format!("/cases/{case}/imaging")))
}
