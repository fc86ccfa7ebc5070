//! Every route with the action it needs. [`Routes`] is the only way to add one, so the table that
//! the tests compare is the router itself.

use access::Action;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::app::App;
use crate::{
    admin, asset, bloods, board, case_actions, case_page, check, demo, fhir_door, guard, handover,
    home, imaging, isncsci_exam, knowledge, mdt, phone, plan, proforma, referral, rehab, rewind,
    search, self_referral, sign_in, spine, status_page,
};

/// One route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// "GET" or "POST".
    pub method: &'static str,
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// What an asker must hold.
    pub action: Action,
}

/// Routes in the making.
pub struct Routes {
    app: App,
    router: Router<App>,
    table: Vec<Route>,
}

impl Routes {
    /// A page or resource to read.
    #[must_use]
    pub fn get<H, T>(mut self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let permit = from_fn_with_state((self.app.clone(), action), guard::permit);
        self.router = self.router.route(path, get(handler).layer(permit));
        self.table.push(Route { method: "GET", path, action });
        self
    }

    /// Something to carry out.
    #[must_use]
    pub fn post<H, T>(mut self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let permit = from_fn_with_state((self.app.clone(), action), guard::permit);
        self.router = self.router.route(path, post(handler).layer(permit));
        self.table.push(Route { method: "POST", path, action });
        self
    }

    /// The routes of one noun.
    #[must_use]
    pub fn with(self, noun: impl FnOnce(Self) -> Self) -> Self {
        noun(self)
    }

    /// Whether this is the demonstration, which has a few routes of its own.
    pub fn is_demo(&self) -> bool {
        self.app.demo
    }
}

/// No request body is larger than this.
const BODY_MAX: usize = 1024 * 1024;

fn all(app: &App) -> Routes {
    Routes { app: app.clone(), router: Router::new(), table: Vec::new() }
        .with(admin::routes)
        .with(asset::routes)
        .with(bloods::routes)
        .with(board::routes)
        .with(case_actions::routes)
        .with(case_page::routes)
        .with(demo::routes)
        .with(fhir_door::routes)
        .with(imaging::routes)
        .with(isncsci_exam::routes)
        .with(knowledge::routes)
        .with(mdt::routes)
        .with(phone::routes)
        .with(proforma::routes)
        .with(plan::routes)
        .with(referral::routes)
        .with(rehab::routes)
        .with(rewind::routes)
        .with(search::routes)
        .with(spine::routes)
        .with(check::routes)
        .with(handover::routes)
        .with(home::routes)
        .with(self_referral::routes)
        .with(sign_in::routes)
        .with(status_page::routes)
}

/// The table of every route with its action.
pub fn routes(app: &App) -> Vec<Route> {
    all(app).table
}

/// The service.
pub fn router(app: App) -> Router {
    all(&app)
        .router
        .layer(from_fn_with_state(app.clone(), guard::meet))
        .layer(from_fn_with_state(app.clone(), guard::frame_problems))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(app)
}
