//! The handover: one printed sheet with every open case, and the incoming person's acceptance, which
//! lists what changed since the sheet was printed.
//!
//! Who accepted last, and at which position of the record, is kept as that person's preference: it
//! is theirs alone, and says since when "changes since the last handover" count for them.

mod page;
#[cfg(test)]
mod tests;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/handover", Action::HandOver, page::show).post(
        "/handover/accept",
        Action::HandOver,
        page::accept,
    )
}
