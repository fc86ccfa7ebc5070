//! One page a case: who it is, what to do in the next hour, why it is urgent, which clocks run, what
//! happened, who did it and who looked. Every entry is made from here, by plain forms.
//!
//! [`sheet`] opens a case and frames its pages; [`part`] names every form; [`read`] turns a form into
//! a command; [`act`] carries it out and shows what was refused.

mod act;
mod conflict;
mod correct;
mod details;
mod forms;
mod log;
mod neuro;
mod part;
mod read;
mod rule;
pub(crate) mod sheet;
mod slip;
pub(crate) mod summary;
#[cfg(test)]
mod tests;
pub(crate) mod timeline;
mod walking;
mod words;

use access::Action;
use axum::extract::Path;

use crate::form::Form;
use crate::presence;
use crate::route::Routes;
use crate::visit::Visit;
use part::Part;

pub(crate) use words::{in_short, level_words, said, since};

pub(crate) fn routes(routes: Routes) -> Routes {
    let mut routes = routes
        .get("/cases/{id}", Action::SeeCase, summary::show)
        .get("/cases/{id}/timeline", Action::SeeCase, timeline::show)
        .get("/cases/{id}/log", Action::SeeCase, log::show)
        .get("/cases/{id}/slip", Action::SeeCase, slip::show)
        .get("/cases/{id}/neuro", Action::SeeCase, neuro::show)
        .get("/cases/{id}/entry/{version}/correct", Action::CorrectEntry, correct::show)
        .post("/cases/{id}/here", Action::SeeCase, presence::here)
        .get("/rules/{rule}", Action::ReadKnowledge, rule::show)
        .post("/cases/{id}/entry/{version}/correct", Action::CorrectEntry, correct::send)
        .post("/cases/{id}/instruction/{n}/withdraw", Action::GiveInstruction, act::withdraw);
    for part in Part::ALL {
        let handler = move |visit: Visit, Path(id): Path<String>, form: Form| async move {
            act::carry_out(&visit, &id, part, &form).await
        };
        routes = routes.post(part.route(), part.action(), handler);
    }
    routes
}
