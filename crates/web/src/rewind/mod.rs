//! Decision rewind: a case exactly as it was known at an earlier instant, under the rules of that
//! instant, with who had looked by then; and all of it as one bundle for the review of an incident.
//!
//! Nothing is kept for this: an earlier instant is the fold of the first events.

mod bundle;
mod page;
#[cfg(test)]
mod tests;
mod zip;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/cases/{id}/at", Action::ReviewIncident, page::by_time)
        .get("/cases/{id}/at/{version}", Action::ReviewIncident, page::by_version)
        .get("/cases/{id}/review", Action::ReviewIncident, bundle::send)
}
