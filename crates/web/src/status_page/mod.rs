//! The referrer's side: a private link that outlives the shift. It says who has read the referral,
//! what to do in the next hour, and takes back "done", "cannot, because", "worse" and more answers.
//!
//! Whoever holds the link acts without an account; name and role are asked and kept. Read `door`
//! (what a link opens), `page` (what it shows), then one file for each thing that can be sent.

mod add;
mod answer;
mod door;
mod leave;
mod me;
mod page;
mod slip;
#[cfg(test)]
mod tests;
mod worse;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    let link = Action::OpenPrivateLink;
    routes
        .get("/r/{token}", link, page::show)
        .get("/r/{token}/add", link, add::show)
        .post("/r/{token}/add", link, add::send)
        .post("/r/{token}/instruction/{n}", link, answer::send)
        .get("/r/{token}/leaving", link, leave::show)
        .post("/r/{token}/leaving", link, leave::send)
        .get("/r/{token}/slip", link, slip::show)
        .get("/r/{token}/worse", link, worse::show)
        .post("/r/{token}/worse", link, worse::send)
}
