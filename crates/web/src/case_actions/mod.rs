//! What can be done to a case in one step, from the board or from its page: take it on, write a
//! note, log a call, set or finish a task, ask the referrer and hear back, say why something was
//! late or chased, record a milestone. Each leads back to where the person was, and for ten seconds
//! its confirmation offers to take it back.

mod acknowledge;
mod answer;
mod chase;
mod page;
mod progress;
mod quick;
#[cfg(test)]
mod tests;
mod undo;

use access::Action;

use crate::route::Routes;

pub(crate) use answer::ByScript;
pub(crate) use quick::JustDone;

pub(crate) fn routes(routes: Routes) -> Routes {
    let progress = Action::RecordProgress;
    routes
        .get("/cases/{id}/quick", progress, page::show)
        .post("/cases/{id}/acknowledge", Action::Acknowledge, acknowledge::acknowledge)
        .post("/cases/{id}/note", progress, progress::note)
        .post("/cases/{id}/call", progress, progress::call)
        .post("/cases/{id}/task", progress, progress::task)
        .post("/cases/{id}/task/{number}/done", progress, progress::task_done)
        .post("/cases/{id}/chase", progress, progress::chase)
        .post("/cases/{id}/entry/{version}/undo", progress, undo::undo)
        .post("/cases/{id}/await-referrer", progress, progress::await_referrer)
        .post("/cases/{id}/referrer-answered", progress, progress::referrer_answered)
        .post("/cases/{id}/delay-reason", progress, progress::delay_reason)
        .post("/cases/{id}/milestone", progress, progress::milestone)
}
