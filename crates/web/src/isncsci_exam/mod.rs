//! The full neurological worksheet (ISNCSCI): entered in a grid, scored by the server while it is
//! typed, kept as a draft, recorded whole, compared with the last one, printed on one page.
//!
//! [`read`] turns what was typed into an examination; [`grid`] is the table of cells; [`score`] says
//! what it means so far; [`page`] is the form around them; [`show`] a recorded worksheet.

mod grid;
mod page;
mod read;
mod score;
mod show;
mod signs;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/cases/{id}/isncsci", Action::RecordFindings, page::show)
        .post("/cases/{id}/isncsci", Action::RecordFindings, page::send)
        .post("/cases/{id}/isncsci/draft", Action::RecordFindings, page::save_draft)
        .post("/cases/{id}/isncsci/score", Action::RecordFindings, page::score)
        .post("/cases/{id}/isncsci/discard", Action::RecordFindings, page::discard)
        .get("/cases/{id}/isncsci/{entry}", Action::SeeCase, show::show)
}
