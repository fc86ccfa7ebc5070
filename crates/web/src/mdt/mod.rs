//! The meeting: which cases wait for a decision and how ready each is, the case on one card, opinions
//! in parallel, the outcome with its actions, and what became of them.

mod card;
mod list;
mod page;
mod read;
mod scores;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/mdt", Action::SeeBoard, list::show)
        .get("/cases/{id}/mdt", Action::SeeCase, page::show)
        .post("/cases/{id}/mdt/ask", Action::DecideTreatment, page::ask)
        .post("/cases/{id}/mdt/opinion", Action::GiveOpinion, page::opinion)
        .post("/cases/{id}/mdt/outcome", Action::DecideTreatment, page::outcome)
        .post("/cases/{id}/mdt/action/{task}/missed", Action::RecordProgress, page::missed)
}
