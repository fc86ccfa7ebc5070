//! Neurology over time: the one-minute examination by big answers, the way to the full worksheet,
//! the walking line, and every examination.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::act;
use super::forms::Forms;
use super::part::Part;
use super::read::Wrong;
use super::sheet::Sheet;
use super::walking;
use super::words::{in_short, said};
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
    let case = &sheet.file.case;
    let forms = Forms { visit, sheet: &sheet, sent: wrong.map(|_| Part::Neuro), form, wrong };
    let records = case.is_open() && visit.may(Action::RecordFindings);
    let body = html! {
        @if let Some(wrong) = wrong { (act::error(Part::Neuro, wrong)) }
        @if records {
            p class="actions" { a class="button-second" href={ "/cases/" (sheet.id) "/isncsci" } { "Full worksheet (ISNCSCI)" } }
            h2 { (Part::Neuro.title()) }
            @if let Some(last) = case.neuro.last() {
                p { "Last: " (said(&last.exam)) " · " (visit.time(last.at)) " · " (last.by) }
            } @else {
                p { "This is the first examination recorded here." }
            }
            p class="hint" { "What you did not look at stays not examined. Worse than last time asks the rules again at once." }
            (forms.form_of(Part::Neuro))
        }
        (walking::line(&case.neuro, visit))
        (worksheets(visit, &sheet))
    };
    Ok(sheet.page(visit, "Neuro", status, body))
}

fn worksheets(visit: &Visit, sheet: &Sheet) -> Markup {
    let all = &sheet.file.case.isncsci;
    html! {
        h2 id="worksheets" { "Full worksheets" }
        @if all.is_empty() {
            p { "No full worksheet has been recorded here yet." }
        } @else {
            ul {
                @for exam in all.iter().rev() {
                    li data-worksheet-entry=(exam.entry) {
                        a href={ "/cases/" (sheet.id) "/isncsci/" (exam.entry) } { "Worksheet of " (visit.time(exam.at)) }
                        " · " (in_short(&exam.recorded.understood)) " · " (exam.by)
                        @if exam.recorded.neuro.worse { " " strong { "▲ worse" } }
                    }
                }
            }
        }
    }
}
