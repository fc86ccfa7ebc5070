//! Professional referral: one page of three minutes, with the urgency beside it while it is typed.
//!
//! Read `answers` (form field to fact), then `submit` (form to command), `page` (what is asked),
//! `rail` (what the rules say meanwhile) and `draft` (nothing typed is lost). Which professions a
//! site accepts is not restricted in this release: an emergency is never turned away at the door.

mod accepted;
mod added;
mod answers;
mod choice;
mod draft;
mod field;
mod page;
mod promise;
mod rail;
mod submit;
#[cfg(test)]
pub(crate) mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) use answers::answers;
pub(crate) use choice::words;
pub(crate) use field::{label, still_missing};
pub(crate) use page::Sheet;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/refer", Action::Refer, draft::open)
        .post("/refer", Action::Refer, submit::send)
        .get("/refer/added", Action::Refer, added::show)
        .post("/refer/check", Action::Refer, draft::check)
        .post("/refer/draft", Action::Refer, draft::save)
        .post("/refer/rail", Action::Refer, rail::fragment)
        .get("/drafts/{id}", Action::SeeCase, draft::rescue)
        .post("/drafts/{id}/done", Action::TakeCall, draft::done)
}
