//! The one-minute examination on a phone: a handful of big answers, compared with the last one.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::act;
use super::forms::Forms;
use super::part::Part;
use super::read::Wrong;
use super::sheet::Sheet;
use super::words::said;
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::Visit;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    page(&visit, &id, &Form::default(), None, StatusCode::OK).await
}

pub(super) async fn page(
    visit: &Visit,
    id: &str,
    form: &Form,
    wrong: Option<&Wrong>,
    status: StatusCode,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(visit, id, "neuro").await?;
    let forms = Forms { visit, sheet: &sheet, sent: wrong.map(|_| Part::Neuro), form, wrong };
    let body = html! {
        @if let Some(wrong) = wrong { (act::error(Part::Neuro, wrong)) }
        h2 { (Part::Neuro.title()) }
        @if let Some(last) = sheet.file.case.neuro.last() {
            p { "Last: " (said(&last.exam)) " · " (visit.time(last.at)) " · " (last.by) }
        } @else {
            p { "This is the first examination recorded here." }
        }
        p class="hint" { "What you did not look at stays not examined. Worse than last time asks the rules again at once." }
        (forms.form_of(Part::Neuro))
    };
    Ok(sheet.page(visit, "Neuro", status, body))
}
