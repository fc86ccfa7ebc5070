//! Correcting one entry. The original stays, struck through.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::act;
use super::forms::Forms;
use super::part::Part;
use super::read::Wrong;
use super::sheet::Sheet;
use super::timeline;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui;
use crate::visit::Visit;

pub(super) async fn show(
    visit: Visit,
    Path((id, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = version.parse().map_err(|_| Problem::not_found())?;
    page(&visit, &id, version, &Form::default(), None, StatusCode::OK).await
}

pub(super) async fn send(
    visit: Visit,
    Path((id, version)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let version = version.parse().map_err(|_| Problem::not_found())?;
    act::carry_out(&visit, &id, Part::Correct(version), &form).await
}

pub(super) async fn page(
    visit: &Visit,
    id: &str,
    version: u64,
    form: &Form,
    wrong: Option<&Wrong>,
    status: StatusCode,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(visit, id, "correction").await?;
    let entry = timeline::entries(visit, &sheet, |entry, _| entry.version == version);
    if entry.is_empty() {
        return Err(Problem::not_found());
    }
    let part = Part::Correct(version);
    let forms = Forms { visit, sheet: &sheet, sent: wrong.map(|_| part), form, wrong };
    let body = html! {
        @if let Some(wrong) = wrong { (act::error(part, wrong)) }
        h2 { (part.title()) }
        p { "What was written stays visible, struck through, with your name, the time and your reason." }
        (ui::timeline(&entry))
        @if sheet.file.case.acknowledged_in == Some(version) {
            (ui::notice(ui::Tone::Warning, "Nobody will have this case", html! {
                p { "Withdraw the acknowledgement and the ladder goes on where it would be now: every rung whose time has passed is called at once." }
            }))
        }
        (forms.form_of(part))
    };
    Ok(sheet.page(visit, "", status, body))
}
