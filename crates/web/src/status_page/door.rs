//! What a private link opens: one case, or a page that says why not and whom to ring.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use pathway::referral::Source;
use pathway::{Actor, Case, CaseId, Command, Role};
use store::{Outcome, Seen};

use super::me::Me;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Audience};
use crate::visit::{View, Visit, no_store};

/// A link works until this long after its case was closed.
const OPEN_AFTER_CLOSING: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A case, held through its link.
pub(super) struct Held {
    pub(super) token: String,
    pub(super) id: CaseId,
    pub(super) case: Case,
}

/// What is behind a link.
pub(super) enum Door {
    Open(Box<Held>),
    Shut(Response),
}

/// Opens a link and notes that somebody saw the case.
pub(super) async fn open(visit: &Visit, token: &str, page: &str) -> Result<Door, Problem> {
    let Some((id, issue)) = visit.app.links.open(token) else { return Err(Problem::not_found()) };
    let file = visit.app.store.case(id).await?.ok_or_else(Problem::not_found)?;
    let case = file.case;
    if issue != case.link {
        return Ok(Door::Shut(replaced(visit)));
    }
    let until = |closed: jiff::Timestamp| closed.checked_add(OPEN_AFTER_CLOSING);
    let over = case.closed.as_ref().map(|(_, at)| *at);
    if over.is_some_and(|at| until(at).is_ok_and(|end| end <= visit.now)) {
        return Ok(Door::Shut(expired(visit)));
    }
    let held = Held { token: token.to_owned(), id, case };
    visit.app.store.saw(Seen {
        case: Some(id),
        actor: held.actor(visit, &Me::default()),
        now: visit.now,
        page: page.into(),
    });
    Ok(Door::Open(Box::new(held)))
}

impl Held {
    /// Whether the person themself holds it.
    pub(super) fn is_persons_own(&self) -> bool {
        self.case.referral.as_ref().is_some_and(|one| one.source == Source::SelfReferral)
    }

    /// In whose words it is written.
    pub(super) fn audience(&self) -> Audience {
        if self.is_persons_own() { Audience::Public } else { Audience::Staff }
    }

    /// Who acts: someone signed in, or the name typed here, or whoever holds the link.
    pub(super) fn actor(&self, visit: &Visit, me: &Me) -> Actor {
        if let Some(user) = visit.user() {
            return user.actor();
        }
        let role = if self.is_persons_own() { Role::Patient } else { Role::Referrer };
        let typed = me.words();
        let referrer = self.case.referral.as_ref().map(|one| one.referrer.name.clone());
        let holder = self.case.link_holder.clone().or(referrer).filter(|name| !name.is_empty());
        let named = if typed.is_empty() { holder } else { Some(typed) };
        Actor::without_account(named.unwrap_or_else(|| "Whoever holds the link".into()), role)
    }

    /// Carries a command out for whoever holds the link. The part keeps the keys of one form apart.
    pub(super) async fn submit(
        &self,
        visit: &Visit,
        me: &Me,
        form: &Form,
        part: &str,
        command: Command,
    ) -> Result<Outcome, Problem> {
        let mut keyed = form.clone();
        if !part.is_empty()
            && let Some(key) = keyed.0.get_mut(crate::form::KEY)
        {
            key.push(':');
            key.push_str(part);
        }
        visit.try_submit(self.actor(visit, me), self.id, command, &keyed).await
    }

    /// Where the page is.
    pub(super) fn path(&self, under: &str) -> String {
        format!("/r/{}{under}", self.token)
    }

    /// What every form here begins with: the way back, and the telephone.
    pub(super) fn head(&self, visit: &Visit) -> Markup {
        html! {
            p { a href=(self.path("")) { "Back to the status page" } }
            p { "Urgent? Phone " (ui::phone(&visit.app.site.coordinator_phone)) " now; the form can follow." }
        }
    }
}

/// A page about a case. It is never kept by a browser.
pub(super) fn private(visit: &Visit, view: View<'_>) -> Response {
    let mut response = visit.page(view);
    no_store(&mut response);
    response
}

fn replaced(visit: &Visit) -> Response {
    let body = html! {
        p.lead { "This link was handed on. Whoever took over has a new one; this one shows nothing any more." }
        (new_link(visit))
    };
    shut(visit, "This link was replaced", body)
}

fn expired(visit: &Visit) -> Response {
    let body = html! {
        p.lead { "The case was closed more than 30 days ago, so its link has ended." }
        (new_link(visit))
    };
    shut(visit, "This link has ended", body)
}

fn new_link(visit: &Visit) -> Markup {
    html! {
        p { "For a new link ring the coordinator on " (ui::phone(&visit.app.site.coordinator_phone)) ", any time, and say the reference you were given." }
        p { "For somebody new, or somebody who is worse: " a href="/refer" { "refer again" } "." }
    }
}

fn shut(visit: &Visit, title: &str, body: Markup) -> Response {
    private(visit, View { status: StatusCode::GONE, ..View::new(title, body) })
}
