//! Save unsigned, sign, add. A refused form comes back with everything typed; what somebody else
//! saved meanwhile stands beside it, and neither is chosen beforehand.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::spine::report::{AddToSpineReport, SaveSpineReport, SignSpineReport};
use pathway::spine::summary::summary;
use pathway::{CaseId, Command, Refusal, Role};
use store::Outcome;

use super::page::{Beside, page};
use super::{draft, read};
use crate::case_page::sheet::Sheet;
use crate::form::{Form, KEY};
use crate::imaging::Wrong;
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, Tone};
use crate::visit::{Visit, to};

pub(super) async fn send(
    visit: Visit,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "spine report").await?;
    match form.get("stands") {
        // What somebody else saved stands: what was typed here is dropped, as chosen.
        "theirs" => {
            draft::drop(&visit, sheet.id).await?;
            return Ok(to(&format!("/cases/{}/spine", sheet.id)));
        }
        "mine" => {
            let saves = sheet.file.case.spine.saves.to_string();
            form.0.insert("saw".into(), saves);
        }
        _ => {}
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
            draft::drop(&visit, sheet.id).await?;
            Ok(to(&format!("/cases/{}/imaging", sheet.id)))
        }
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            again(&visit, &sheet, &form, &[Wrong::new(field, message)]).await
        }
        Outcome::Refused(Refusal::NotPermitted(message)) => {
            again(&visit, &sheet, &form, &[Wrong::new("conclusion", message)]).await
        }
        Outcome::Refused(Refusal::Changed { .. }) => conflict(&visit, &sheet, &form).await,
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

/// Somebody saved or signed while this was typed.
async fn conflict(visit: &Visit, sheet: &Sheet, form: &Form) -> Result<Response, Problem> {
    let beside = Beside {
        theirs: Some(theirs(visit, sheet, form)),
        status: StatusCode::CONFLICT,
        ..Beside::default()
    };
    page(visit, sheet, form, &beside).await
}

/// Both side by side, level by level where they differ; which stands is chosen by a person.
fn theirs(visit: &Visit, sheet: &Sheet, form: &Form) -> Markup {
    let spine = &sheet.file.case.spine;
    let (report, by, at, how) = match (&spine.unsigned, spine.standing()) {
        (Some(one), _) => (&one.report, &one.by, one.at, "saved"),
        (None, Some(one)) => (&one.report, &one.by, one.at, "signed"),
        (None, None) => return html! {},
    };
    let mine = read::read(form).report;
    let theirs = read::write(report, &spine.pain);
    let differs: Vec<(String, String, String)> = read::write(&mine, &spine.pain)
        .0
        .keys()
        .chain(theirs.0.keys())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .map(|name| {
            (name.replace('_', " "), form.get(name).to_owned(), theirs.get(name).to_owned())
        })
        .filter(|(_, mine, theirs)| mine != theirs)
        .collect();
    let kept = form.0.iter().filter(|(name, _)| !matches!(name.as_str(), KEY | "saw" | "stands"));
    ui::notice(
        Tone::Warning,
        "Somebody was faster",
        html! {
            p { (by) " " (how) " this report " (visit.time(at)) ", while you were typing. Nothing you typed is lost: it stands below." }
            p { "Theirs: " (summary(report, &spine.pain)) }
            div class="table-frame scroll" tabindex="0" role="region" aria-label="Where the two differ" {
                table {
                    thead { tr { th scope="col" { "Field" } th scope="col" { "You typed" } th scope="col" { "They wrote" } } }
                    tbody { @for (name, mine, theirs) in &differs { tr { th scope="row" { (name) } td { (mine) } td { (theirs) } } } }
                }
            }
            form method="post" action={ "/cases/" (sheet.id) "/spine" } {
                (ui::hidden(KEY, &visit.new_key()))
                @for (name, value) in kept { (ui::hidden(name, value)) }
                (ui::radios(&Field { scope: "conflict", ..Field::new("stands", "Which stands?") }, &[
                    Choice::new("mine", "What I typed; I have taken over what I want of theirs"),
                    Choice::new("theirs", "What they wrote; drop mine"),
                ]))
                button class="button-second" type="submit" { "Save choice" }
            }
        },
    )
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
