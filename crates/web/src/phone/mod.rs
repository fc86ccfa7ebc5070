//! Phone mode: a referral taken while the caller speaks. One column, the number first, the sixteen
//! points of the coordinator's call (rule book 4.3), the urgency beside it while it is typed, read
//! back before it is sent. It makes the same referral as the form.

mod answers;
mod checklist;
mod page;
mod send;
#[cfg(test)]
mod tests;

pub(crate) use checklist::words_of;
pub(crate) use page::readable;

use access::Action;

use crate::route::Routes;

/// The kind of draft a call leaves while it goes on.
pub(crate) const KIND: &str = "phone";

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/phone", Action::TakeCall, page::begin)
        .post("/phone", Action::TakeCall, page::read_back)
        .get("/phone/{draft}", Action::TakeCall, page::show)
        .post("/phone/draft", Action::TakeCall, page::save_draft)
        .post("/phone/rail", Action::TakeCall, page::rail)
        .post("/phone/send", Action::TakeCall, send::send)
        .get("/phone/sent/{case}", Action::TakeCall, send::sent)
}
