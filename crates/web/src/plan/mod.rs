//! The plan of a case: nine panels on one page, a form for each, and what is printed of it.
//!
//! [`page`] shows the plan, [`form`] one panel to write, [`send`] carries it out, [`copy`] prints the
//! letter, the person's own copy and the steroid card.

mod conflict;
mod copy;
mod form;
mod page;
mod send;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) use copy::{paper, warning_changes};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/cases/{id}/plan", Action::SeeCase, page::show)
        .get("/cases/{id}/plan-letter", Action::SeeCase, copy::letter)
        .get("/cases/{id}/plan-copy", Action::SeeCase, copy::person)
        .get("/cases/{id}/steroid-card", Action::SeeCase, copy::card)
        .get("/cases/{id}/plan/{panel}", Action::SetPlan, form::show)
        .post("/cases/{id}/plan/{panel}", Action::SetPlan, send::panel)
        .post("/cases/{id}/fractions", Action::RecordTreatment, send::fraction)
}
