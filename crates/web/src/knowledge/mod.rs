//! What Cordline knows, for the people who must be able to check it: a page for every score and the
//! rule book as one readable, printable page.
//!
//! A score computed here belongs to no case and is stored nowhere. Its inputs are sent by POST, so
//! that no clinical value stands in an address or a log.

mod answers;
mod book;
mod result;
mod scores;
#[cfg(test)]
mod tests;

use access::Action;

pub use book::document as rule_book;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/scores", Action::ReadKnowledge, scores::list)
        .get("/scores/{name}", Action::ReadKnowledge, scores::show)
        .post("/scores/{name}", Action::ReadKnowledge, scores::compute)
        .post("/scores/{name}/result", Action::ReadKnowledge, scores::live)
        .get("/rules", Action::ReadKnowledge, book::show)
}

/// The first letter large, the rest as it is: labels of tables stand at the start of a line here.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
