//! Carrying a form out. What is refused comes back on the page it came from, with everything typed;
//! what others changed meanwhile is shown beside it, and neither side is chosen beforehand.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use pathway::{Refusal, Role};
use store::Outcome;

use super::part::Part;
use super::read::{self, Wrong};
use super::sheet::Sheet;
use super::{correct, neuro, summary, timeline};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError};
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
    if form.ticked("conflict") {
        match form.get("choose") {
            "theirs" => return Ok(to(&format!("/cases/{case}"))),
            "mine" => {}
            _ => return conflict(visit, id, part, form, true).await,
        }
    }
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
        Outcome::Refused(Refusal::Changed { .. }) => conflict(visit, id, part, form, false).await,
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

/// Someone else saved first: what they did, both values side by side, neither chosen.
async fn conflict(
    visit: &Visit,
    id: &str,
    part: Part,
    form: &Form,
    unchosen: bool,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(visit, id, "case").await?;
    let seen: u64 = form
        .number("saw")
        .ok()
        .flatten()
        .or_else(|| form.number("version").ok().flatten())
        .unwrap_or(0);
    let since = timeline::entries(visit, &sheet, |entry, _| entry.version > seen);
    let who: Vec<String> =
        since.iter().map(|entry| format!("{} ({})", entry.actor, entry.happened_words)).collect();
    let stands = stands(part, &sheet);
    let kept = form.0.iter().filter(|(name, _)| {
        !matches!(name.as_str(), KEY | "version" | "choose" | "conflict" | "saw")
    });
    let message = "Choose which of the two stands.";
    let choose =
        Field { error: unchosen.then_some(message), ..Field::new("choose", "Which stands?") };
    let body = html! {
        @if unchosen { (ui::error_summary(&[FieldError { field: "choose", message }])) }
        h2 { "This case changed while you were typing" }
        p { "Nothing you typed is lost. Saved meanwhile: " (who.join("; ")) "." }
        (ui::timeline(&since))
        form method="post" action=(part.path(sheet.id)) {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::hidden("version", &sheet.file.case.version.to_string()))
            (ui::hidden("saw", &seen.to_string()))
            (ui::hidden("conflict", "yes"))
            @for (name, value) in kept { (ui::hidden(name, value)) }
            div class="table-frame scroll" tabindex="0" role="region" aria-label="Both values" {
                table {
                    thead { tr { th scope="col" { (part.title()) } th scope="col" { "You typed" } th scope="col" { "Stands now" } } }
                    tbody {
                        @for (name, label, now) in &stands {
                            tr { th scope="row" { (label) } td { (typed(form, name)) } td { (now) } }
                        }
                    }
                }
            }
            (ui::radios(&choose, &[Choice::new("mine", "What I typed"), Choice::new("theirs", "What stands now; drop mine")]))
            button class="button" type="submit" { "Save choice" }
        }
    };
    Ok(sheet.page(visit, "", StatusCode::CONFLICT, body))
}

fn typed(form: &Form, name: &str) -> String {
    let value = form.get(name);
    match name {
        "tier" => rules::Tier::from_code(value).map_or(value, |tier| tier.words()).to_owned(),
        "outcome" => pathway::treatment::Outcome::from_code(value)
            .map_or(value, |outcome| outcome.words())
            .to_owned(),
        _ => value.to_owned(),
    }
}

/// Field, label and what stands now, for the forms that overwrite.
fn stands(part: Part, sheet: &Sheet) -> Vec<(&'static str, &'static str, String)> {
    let case = &sheet.file.case;
    let nothing = || "nothing yet".to_owned();
    match part {
        Part::Tier => {
            let set = case.tier.as_ref().and_then(|tier| tier.set_by.as_ref());
            let why = set
                .map_or_else(|| "the rules".to_owned(), |set| format!("{}: {}", set.name, set.why));
            vec![("tier", "Urgency", case.tier().words().to_owned()), ("reason", "Why", why)]
        }
        Part::Treatment => {
            let decided = case.treatment.decided.as_ref().map(|(decided, _)| decided);
            vec![
                (
                    "outcome",
                    "Recommended",
                    decided.map_or_else(nothing, |one| one.outcome.words().to_owned()),
                ),
                ("rationale", "Why", decided.map_or_else(nothing, |one| one.rationale.clone())),
                (
                    "owner",
                    "Who carries it out",
                    decided.map_or_else(nothing, |one| one.owner.clone()),
                ),
            ]
        }
        _ => {
            let closed = case.closed.as_ref().map(|(closed, _)| closed);
            vec![
                (
                    "outcome",
                    "How it ended",
                    closed.map_or_else(|| "open".to_owned(), |one| one.outcome.words().to_owned()),
                ),
                ("note", "Words", closed.map_or_else(nothing, |one| one.note.clone())),
            ]
        }
    }
}
