//! What every handler can reach.

use std::sync::{Arc, Weak};

use jiff::{SignedDuration, Timestamp};
use pathway::Site;
use store::Store;

use crate::board::Live;
use crate::limit::Limits;
use crate::link::LinkKey;
use crate::presence::Presence;

/// Where the time comes from. The wall clock is read by `server` alone.
pub trait Clock: Send + Sync {
    /// The instant every decision of this request uses.
    fn now(&self) -> Timestamp;

    /// Whether time moves only when told.
    fn stands_still(&self) -> bool {
        false
    }

    /// Moves a manual clock on; false for a real one, which nobody moves.
    fn advance(&self, _by: SignedDuration) -> bool {
        false
    }
}

/// The service as the pages see it. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    live: Live,
    presence: Presence,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// The records.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The hospital.
    pub site: Arc<Site>,
    /// Its rule settings.
    pub rules: Arc<rules::Settings>,
    /// Signs private links.
    pub links: LinkKey,
    /// How often one address may knock.
    pub limits: Limits,
    /// Cookies are sent over TLS only.
    pub secure_cookies: bool,
    /// The demonstration: invented people, sign-in links, a clock one can move.
    pub demo: bool,
}

impl App {
    /// An app of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, live: Live::new(), presence: Presence::default() }))
    }

    /// What every open board is told; made once, however many there are.
    pub(crate) fn live(&self) -> &Live {
        &self.0.live
    }

    /// Who is on the pages of a case.
    pub(crate) fn presence(&self) -> &Presence {
        &self.0.presence
    }

    /// A hold on this app that does not keep it alive.
    pub(crate) fn downgrade(&self) -> WeakApp {
        WeakApp(Arc::downgrade(&self.0))
    }
}

/// An app that may be gone.
pub(crate) struct WeakApp(Weak<Inner>);

impl WeakApp {
    /// The app, while it lives.
    pub(crate) fn upgrade(&self) -> Option<App> {
        self.0.upgrade().map(App)
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}
