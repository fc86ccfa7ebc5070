//! Carrying a proforma out: save, save and sign, add to a signed one.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use pathway::proforma::{AddAddendum, SignProforma, problems};
use pathway::{Command, Refusal, Role};
use store::Outcome;

use super::{Opened, conflict, draft, page, read};
use crate::conflict::{Chosen, chosen};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::visit::{Visit, to};

pub(super) async fn save(
    visit: Visit,
    Path((id, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &id, &key).await?;
    let stands = |key: &str| opened.filled().map_or("", |filled| filled.answer(key)).to_owned();
    match chosen(&form, stands) {
        // What nobody contested is saved either way.
        Some(Chosen::Mine(merged) | Chosen::Theirs(merged)) => form = merged,
        Some(Chosen::Open) => {
            let command = read::command(&opened, &form);
            return Ok(conflict::page(&visit, &opened, &form, &command));
        }
        None => {}
    }
    let command = read::command(&opened, &form);
    let wrong = problems(opened.proforma, &command.answers, &command.sure);
    if !wrong.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page::fill(&visit, &opened, Some(&form), &wrong, None, status));
    }
    let actor = visit.actor(Role::Coordinator);
    let saving = Command::SaveProforma(command.clone());
    match visit.try_submit(actor.clone(), opened.sheet.id, saving, &form).await? {
        Outcome::Done { .. } => {}
        Outcome::Refused(Refusal::Conflicts(_)) => {
            // Read anew: what the other person saved is on the page that asks.
            let opened = Opened::open(&visit, &id, &key).await?;
            return Ok(conflict::page(&visit, &opened, &form, &command));
        }
        Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
        Outcome::KeyReused => return Err(Problem::key_reused()),
    }
    draft::own(&visit, &opened).drop(&visit).await?;
    if form.get("then") != "sign" {
        return Ok(to(&opened.home()));
    }
    // The signature is an act of its own, under a key of its own.
    let mut signing = form.clone();
    signing.0.insert(KEY.into(), format!("{}:sign", form.get(KEY)));
    let sign = Command::SignProforma(SignProforma { proforma: opened.proforma.key.into() });
    visit.submit_as(actor, opened.sheet.id, sign, &signing).await?;
    let number = opened.filled().map_or_else(
        || opened.sheet.file.case.proformas.of(opened.proforma.key).len() + 1,
        |filled| usize::try_from(filled.number).unwrap_or(1),
    );
    Ok(to(&format!("{}?number={number}", opened.path())))
}

pub(super) async fn addendum(
    visit: Visit,
    Path((id, key, number)): Path<(String, String, u32)>,
    form: Form,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &id, &key).await?;
    let add = AddAddendum {
        proforma: opened.proforma.key.into(),
        number,
        text: form.get("addendum").to_owned(),
    };
    let actor = visit.actor(Role::Coordinator);
    match visit.try_submit(actor, opened.sheet.id, Command::AddAddendum(add), &form).await? {
        Outcome::Done { .. } => Ok(to(&format!("{}?number={number}", opened.path()))),
        Outcome::Refused(Refusal::Invalid { message, .. }) => {
            let all = opened.sheet.file.case.proformas.of(opened.proforma.key);
            let filled =
                all.iter().find(|filled| filled.number == number).ok_or_else(Problem::not_found)?;
            let body = page::signed(&visit, &opened, filled, &form, Some(&message));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(opened.sheet.page(&visit, opened.proforma.title, status, body))
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}
