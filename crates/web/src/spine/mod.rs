//! The level-by-level report as a form: every level a row that opens, a sentence that writes itself
//! beside it, a draft on the server while it is typed, one signature at the end.
//!
//! [`row`] draws one level, [`read`] turns the form into a report and back, [`page`] frames it,
//! [`send`] saves, signs and adds.

mod draft;
mod page;
mod pain;
mod read;
mod row;
mod send;
mod table;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) use pain::form as pain_form;
pub(crate) use table::table;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/cases/{id}/spine", Action::ReportSpine, page::show)
        .post("/cases/{id}/spine", Action::ReportSpine, send::send)
        .post("/cases/{id}/spine/draft", Action::ReportSpine, draft::save)
        .post("/cases/{id}/spine/draft/drop", Action::ReportSpine, draft::forget)
        .post("/cases/{id}/spine/rail", Action::ReportSpine, page::rail)
        .post("/cases/{id}/spine/{n}/addendum", Action::ReportSpine, send::add)
        .post("/cases/{id}/pain", Action::RecordFindings, pain::send)
}
