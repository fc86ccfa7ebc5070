//! The coordinator's live board: the page, its stream, its poll, and the wall.
//!
//! One row has one text for everyone ([`row`]), rendered once for each change by [`live`] and shared
//! by every open board; who looks decides only which rows a page shows and which buttons it hides.

mod arrange;
mod head;
mod live;
mod page;
mod row;
mod stream;
#[cfg(test)]
mod tests;
mod view;
mod wall;

use access::Action;

use crate::route::Routes;

pub(crate) use live::{Live, tell_here};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/board", Action::SeeBoard, page::show)
        .get("/board/stream", Action::SeeBoard, stream::open)
        .get("/board/changes", Action::SeeBoard, stream::changes)
        .post("/board/pin", Action::SeeBoard, arrange::pin)
        .post("/board/shortcuts", Action::SeeBoard, arrange::shortcuts)
        .get("/board/wall", Action::SeeBoard, wall::show)
}
