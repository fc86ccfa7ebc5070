//! A page for every instrument: what it asks, its live result, what that means, what it cannot tell.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use scores::{INSTRUMENTS, Instrument, Status};

use super::{answers, result};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, FieldError, Tone};
use crate::visit::{View, Visit};

pub(super) async fn list(visit: Visit) -> Response {
    let of = |status: Status| INSTRUMENTS.iter().filter(move |one| one.status == status);
    let body = html! {
        p { "Each page asks, scores, and says what the result means and what it cannot tell. A score never decides treatment. " a href="/rules" { "The rule book" } " is a page of its own." }
        ul class="stack" { @for one in of(Status::Active) { (line(one)) } }
        h2 { "Drafts" }
        p { "Nobody has checked the item tables of these against the paper. They are off unless this site switches one on." }
        ul class="stack" { @for one in of(Status::Draft) { (line(one)) } }
    };
    visit.page(View::new("Scores", body))
}

fn line(instrument: &Instrument) -> Markup {
    html! {
        li {
            a href={ "/scores/" (instrument.name) } { (instrument.title) }
            @if instrument.status == Status::Draft {
                " " span class="draft-label" { "Unverified draft" }
            }
        }
    }
}

fn find(name: &str) -> Result<&'static Instrument, Problem> {
    // By name alone: one address for each page.
    INSTRUMENTS
        .iter()
        .find(|instrument| instrument.name == name)
        .copied()
        .ok_or_else(Problem::not_found)
}

/// Whether this site lets the instrument give a result.
fn is_on(visit: &Visit, instrument: &Instrument) -> bool {
    instrument.status == Status::Active
        || visit.app.site.draft_scores.iter().any(|name| name == instrument.name)
}

/// What is wrong with the form, and the result when nothing is.
struct Answered {
    problems: Vec<(String, String)>,
    result: Markup,
}

fn answer(visit: &Visit, instrument: &Instrument, form: &Form) -> Answered {
    let names = answers::names(instrument);
    let pairs = answers::pairs(&names, form);
    let values = instrument.form_values(&pairs);
    let problems = answers::problems(instrument, &instrument.problems(&values));
    if !is_on(visit, instrument) {
        return Answered { problems: Vec::new(), result: result::draft_is_off() };
    }
    let nothing_entered = pairs.iter().all(|(_, text)| text.is_empty());
    let result = match instrument.score(&values, true) {
        Ok(scored) => result::scored(instrument, &scored),
        Err(_) => result::not_yet(&problems, nothing_entered),
    };
    Answered { problems, result }
}

pub(super) async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let instrument = find(&name)?;
    let form = Form::default();
    let answered = answer(&visit, instrument, &form);
    let empty = Answered { problems: Vec::new(), ..answered };
    Ok(page(&visit, instrument, &form, &empty, StatusCode::OK))
}

pub(super) async fn compute(
    visit: Visit,
    Path(name): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let instrument = find(&name)?;
    let answered = answer(&visit, instrument, &form);
    let refused = !answered.problems.is_empty() || !is_on(&visit, instrument);
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(&visit, instrument, &form, &answered, status))
}

/// The result alone, for the page that is being filled in.
pub(super) async fn live(
    visit: Visit,
    Path(name): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let instrument = find(&name)?;
    let mut response = answer(&visit, instrument, &form).result.into_response();
    crate::visit::no_store(&mut response);
    Ok(response)
}

fn page(
    visit: &Visit,
    instrument: &Instrument,
    form: &Form,
    answered: &Answered,
    status: StatusCode,
) -> Response {
    let errors: Vec<FieldError<'_>> =
        answered.problems.iter().map(|(field, message)| FieldError { field, message }).collect();
    let path = format!("/scores/{}", instrument.name);
    let on = is_on(visit, instrument);
    let body = html! {
        (ui::error_summary(&errors))
        p class="print-only" { "Person and number: ____________________________  Date and time: ______________  Signed: ______________" }
        @if instrument.status == Status::Draft {
            (ui::notice(Tone::Warning, "Unverified draft", html! {
                p { "Nobody has checked this item table against the paper." @if on { " This site has switched it on." } @else { " It is off at this site: no result is given." } }
            }))
        }
        p class="lead" { (instrument.page.what) }
        div class="with-rail" {
            form method="post" action=(path) data-rail-url={ (path) "/result" } {
                (ui::hidden("instrument", instrument.name))
                (answers::fields(instrument, form, &answered.problems))
                div class="actions" {
                    button class="button" type="submit" { "Work out the result" }
                    button class="button-second" type="button" data-print hidden { "Print" }
                    a class="button-quiet" href=(path) { "Start again" }
                }
            }
            aside class="rail" data-rail aria-label="Result" role="status" { (answered.result) }
        }
        (texts(instrument))
        p class="screen-only" { a href="/scores" { "All scores" } }
    };
    visit.page(View { heading: Some(instrument.title), status, ..View::new("Score", body) })
}

fn texts(instrument: &Instrument) -> Markup {
    let page = &instrument.page;
    html! {
        section class="prose" {
            h2 { "What it asks" }
            p { (page.inputs) }
            h2 { "What it means" }
            p { (page.meaning) }
            @for rows in instrument.bands {
                div class="table-frame" tabindex="0" role="region" aria-label="Bands of the total" {
                    table {
                        thead { tr { th scope="col" { "Total" } th scope="col" { "Meaning" } } }
                        tbody {
                            @for row in *rows {
                                tr { td { (row.from) " to " (row.to) } td { (super::sentence(row.meaning)) } }
                            }
                        }
                    }
                }
            }
            h2 { "What it cannot tell" }
            ul { @for text in page.cannot_tell { li { (text) } } }
            @if !page.evidence.is_empty() {
                h2 { "How reliable it was found to be" }
                ul { @for text in page.evidence_lines() { li { (text) } } }
            }
            h2 { "Source and revision" }
            (ui::summary_list(&[
                ("Source", html! { (instrument.citation) }),
                ("Item table", html! { (instrument.tag.word()) ": " (instrument.tag.label()) }),
                ("Revision", html! { (instrument.version) }),
                ("Status", html! { (instrument.status.word()) }),
            ]))
        }
    }
}
