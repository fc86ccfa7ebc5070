//! Accounts, passwords and sessions. A lock is not a sign-out: the page stays, the password is asked
//! again. The first administrator comes in by a one-time code printed when the service starts.

mod page;
mod password;
mod session;
mod setup;

use access::Action;

use crate::route::Routes;

pub use password::{PASSWORD_LENGTH_MIN, hash_password};
pub(crate) use session::start_session;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/sign-in", Action::SignIn, page::show)
        .post("/sign-in", Action::SignIn, page::sign_in)
        .post("/sign-out", Action::SignIn, session::sign_out)
        .get("/session/locked", Action::SignIn, session::show_locked)
        .post("/session/locked", Action::SignIn, session::unlock)
        .post("/session/lock", Action::OwnSession, session::lock)
        .post("/session/stay", Action::OwnSession, session::stay)
        .post("/theme", Action::SignIn, session::choose_theme)
        .get("/setup", Action::SignIn, setup::show)
        .post("/setup", Action::SignIn, setup::create)
}

/// Only a path of our own may follow a sign-in.
pub(crate) fn own_path(next: &str) -> Option<&str> {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    (own && next.chars().all(|c| !c.is_control())).then_some(next)
}

#[cfg(test)]
mod tests;
