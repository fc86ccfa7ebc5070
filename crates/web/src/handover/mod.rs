//! The handover: one printed sheet with every open case, its giving, and the acceptance by whoever
//! comes on duty, which lists what changed since.
//!
//! What was given and accepted, and the alert when nobody accepts, are `pathway::handover`.

mod accept;
mod page;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) use accept::waits;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/handover", Action::HandOver, page::show)
        .get("/handover/accept", Action::HandOver, accept::show)
        .post("/handover/give", Action::HandOver, page::give)
        .post("/handover/accept", Action::HandOver, accept::accept)
}
