//! What can be done to a case in one step, from the board or from its page: take it on, write a
//! note, log a call, set or finish a task, ask the referrer and hear back, say why something was
//! late, record a milestone. Each leads back to where the person was.

mod acknowledge;
mod answer;
mod page;
mod progress;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    let progress = Action::RecordProgress;
    routes
        .get("/cases/{id}/quick", progress, page::show)
        .post("/cases/{id}/acknowledge", Action::Acknowledge, acknowledge::acknowledge)
        .post("/cases/{id}/note", progress, progress::note)
        .post("/cases/{id}/call", progress, progress::call)
        .post("/cases/{id}/task", progress, progress::task)
        .post("/cases/{id}/task/{number}/done", progress, progress::task_done)
        .post("/cases/{id}/await-referrer", progress, progress::await_referrer)
        .post("/cases/{id}/referrer-answered", progress, progress::referrer_answered)
        .post("/cases/{id}/delay-reason", progress, progress::delay_reason)
        .post("/cases/{id}/milestone", progress, progress::milestone)
}
