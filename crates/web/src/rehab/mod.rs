//! Rehabilitation and after: today's order on top, measures over time, goals, sessions, discharge and
//! the calls that follow.
//!
//! [`page`] shows it, [`form`] holds its forms, [`send`] carries them out, [`copy`] is what is printed.

mod copy;
mod form;
mod page;
mod send;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/cases/{id}/rehab", Action::SeeCase, page::show)
        .get("/cases/{id}/rehab/sheet", Action::SeeCase, copy::sheet)
        .get("/cases/{id}/rehab/discharge-plan", Action::SeeCase, copy::discharge_plan)
        .post("/cases/{id}/rehab/step", Action::RecordRehab, send::step)
        .post("/cases/{id}/rehab/order", Action::RecordRehab, send::order)
        .post("/cases/{id}/rehab/session", Action::RecordRehab, send::session)
        .post("/cases/{id}/rehab/goal", Action::RecordRehab, send::goal)
        .post("/cases/{id}/rehab/goal/{n}", Action::RecordRehab, send::end_goal)
        .post("/cases/{id}/rehab/discharge", Action::RecordRehab, send::discharge)
        .post("/cases/{id}/rehab/call/{check}", Action::RecordRehab, send::call)
}
