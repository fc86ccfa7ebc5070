//! One request: who asks, when, and how the answer is framed.

use access::{Action, may};
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use maud::Markup;
use pathway::{Actor, CaseId, Command, Role};
use store::{Act, IdempotencyKey, Outcome, SecretHash, Submission, User, Via};

use crate::app::App;
use crate::case_actions::JustDone;
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui;
use crate::ui::{Audience, IdleLock, NavLink, Theme};

/// Minutes without activity after which a session locks.
pub const IDLE_LOCK_MIN: i64 = 15;
/// Hours after which a session ends whatever happens.
pub const SESSION_MAX_H: i64 = 12;

/// Who asks.
#[derive(Clone, Debug)]
pub enum Who {
    /// Nobody in particular.
    Anyone,
    /// Someone signed in.
    Person(Box<User>),
    /// Another system, by API key; its name.
    Client(String),
}

/// One request.
#[derive(Clone)]
pub struct Visit {
    /// The service.
    pub app: App,
    /// The instant of this request; every decision in it uses this one.
    pub now: Timestamp,
    /// Who asks.
    pub who: Who,
    /// Light, dark or as the device.
    pub theme: Theme,
    /// The path asked for, without its query.
    pub path: String,
    /// The session, also when it is locked.
    pub session: Option<SecretHash>,
    /// The quick action this person took a moment ago, which the next page confirms.
    pub(crate) just_done: Option<JustDone>,
}

/// A page of the service, before its frame.
pub struct View<'a> {
    /// Window title: never patient data.
    pub title: &'a str,
    /// The `h1`; `None` when the body brings its own.
    pub heading: Option<&'a str>,
    /// The page.
    pub body: Markup,
    /// Sticky patient banner.
    pub banner: Option<Markup>,
    /// Scripts beside the common one.
    pub scripts: &'a [&'a ui::assets::Asset],
    /// Class of `body`.
    pub class: &'a str,
    /// Without script, load again every 30 seconds.
    pub refresh: bool,
    /// The screen locks when nobody uses it. Off on the wall, which shows no names.
    pub idle_lock: bool,
    /// Its clocks show one instant and do not tick.
    pub stands_still: bool,
    /// Status of the response.
    pub status: StatusCode,
}

impl<'a> View<'a> {
    /// A page with a heading.
    pub fn new(title: &'a str, body: Markup) -> Self {
        Self {
            title,
            heading: Some(title),
            body,
            banner: None,
            scripts: &[],
            class: "",
            refresh: false,
            idle_lock: true,
            stands_still: false,
            status: StatusCode::OK,
        }
    }
}

impl Visit {
    /// The role that asks, for [`access::may`].
    pub fn role(&self) -> Option<Role> {
        match &self.who {
            Who::Anyone => None,
            Who::Person(user) => Some(user.role),
            Who::Client(_) => Some(Role::Client),
        }
    }

    /// Whether this asker may do this: to show or leave out a control. The route decides anew.
    pub fn may(&self, action: Action) -> bool {
        may(self.role(), action)
    }

    /// The signed-in user.
    pub fn user(&self) -> Option<&User> {
        match &self.who {
            Who::Person(user) => Some(user),
            Who::Anyone | Who::Client(_) => None,
        }
    }

    /// Who acts, for the record. Someone without an account acts as `otherwise`.
    pub fn actor(&self, otherwise: Role) -> Actor {
        match &self.who {
            Who::Anyone => Actor::without_account("", otherwise),
            Who::Person(user) => user.actor(),
            Who::Client(name) => Actor::without_account(name.clone(), Role::Client),
        }
    }

    /// Who does an act of administration, for its audit row.
    pub fn act(&self) -> Act {
        Act::new(self.actor(Role::Patient), self.now)
    }

    /// A time in the words of this site.
    pub fn time(&self, at: Timestamp) -> String {
        crate::when::short(at, self.now, &self.app.site.time_zone())
    }

    /// A fresh key for a form that is sent once.
    pub fn new_key(&self) -> String {
        random_token()
    }

    /// Carries a command out durably as the signed-in user.
    ///
    /// # Errors
    /// A [`Problem`] for a refusal, a reused key or a store that cannot write.
    pub async fn submit(
        &self,
        case: CaseId,
        command: Command,
        form: &Form,
    ) -> Result<Outcome, Problem> {
        self.submit_as(self.actor(Role::Referrer), case, command, form).await
    }

    /// Carries a command out durably as this actor.
    ///
    /// # Errors
    /// As [`Self::submit`].
    pub async fn submit_as(
        &self,
        actor: Actor,
        case: CaseId,
        command: Command,
        form: &Form,
    ) -> Result<Outcome, Problem> {
        match self.try_submit(actor, case, command, form).await? {
            Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
            Outcome::KeyReused => Err(Problem::key_reused()),
            done @ Outcome::Done { .. } => Ok(done),
        }
    }

    /// As [`Self::submit_as`], but hands a refusal back, for a page that shows it beside the field.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn try_submit(
        &self,
        actor: Actor,
        case: CaseId,
        command: Command,
        form: &Form,
    ) -> Result<Outcome, Problem> {
        let scope = format!("{}:{}", self.path, actor.user.as_deref().unwrap_or("-"));
        let key = form.some(KEY).map(|key| IdempotencyKey {
            scope,
            key: key.to_owned(),
            request: form.fingerprint(),
        });
        let expected_version = form.number("version").ok().flatten();
        let via = match &self.who {
            Who::Anyone => Via::Link,
            Who::Person(_) => Via::Web,
            Who::Client(_) => Via::Fhir,
        };
        let submission =
            Submission { case, command, actor, now: self.now, via, expected_version, key };
        Ok(self.app.store.submit(submission).await?)
    }

    /// A page in the frame.
    pub fn page(&self, view: View<'_>) -> Response {
        let site = &self.app.site;
        let staff = self.user().is_some();
        let nav = self.nav();
        let signed_in = self.user().map(|user| format!("{}, {}", user.name, user.role.key()));
        let markup = ui::page(&ui::Page {
            title: view.title,
            heading: view.heading,
            audience: if staff { Audience::Staff } else { Audience::Public },
            theme: self.theme,
            nav: &nav,
            signed_in: signed_in.as_deref(),
            now: &self.now.to_string(),
            clock_stands_still: self.app.clock.stands_still() || view.stands_still,
            demo: self.app.demo.then_some("Demonstration: everyone here is invented."),
            unsigned_rules: staff && site.rules_signed_off_by.is_none(),
            phone: &site.coordinator_phone,
            here: &self.path,
            csrf: None,
            idle: (staff && view.idle_lock).then_some(IdleLock {
                seconds: u32::try_from(IDLE_LOCK_MIN * 60).unwrap_or(900),
                stay_url: "/session/stay",
                lock_url: "/session/lock",
            }),
            refresh_without_script: view.refresh,
            scripts: view.scripts,
            banner: view.banner,
            class: view.class,
            lang: "en-GB",
            body: maud::html! {
                @if let Some(done) = self.just_done.filter(|_| staff) { (done.notice(self)) }
                (view.body)
            },
        });
        let mut response = (view.status, markup).into_response();
        if staff {
            no_store(&mut response);
        }
        response
    }

    fn nav(&self) -> Vec<NavLink<'static>> {
        let all: [(&str, &str, Action); 9] = [
            ("/board", "Board", Action::SeeBoard),
            ("/phone", "Take a call", Action::TakeCall),
            ("/radiology", "Radiology", Action::SeeRadiology),
            ("/mdt", "MDT", Action::SeeBoard),
            ("/search", "Search", Action::Search),
            ("/handover", "Handover", Action::HandOver),
            ("/scores", "Scores", Action::ReadKnowledge),
            ("/admin/rota", "Rota", Action::SeeRota),
            ("/admin/users", "Users", Action::ManageUsers),
        ];
        let public: [(&str, &str, Action); 4] = [
            ("/check", "Check symptoms", Action::CheckSymptoms),
            ("/refer/self", "Refer yourself", Action::ReferSelf),
            ("/refer", "For professionals", Action::Refer),
            ("/sign-in", "Staff sign-in", Action::SignIn),
        ];
        let links: Vec<_> = if self.user().is_some() { all.to_vec() } else { public.to_vec() };
        links
            .into_iter()
            .filter(|(_, _, action)| self.may(*action))
            .map(|(href, label, _)| NavLink { href, label, current: self.path == href })
            .collect()
    }
}

/// Patient data is never kept by a browser or a proxy.
pub fn no_store(response: &mut Response) {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// After a POST: to another page, by GET.
pub fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// 128 random bits for keys and cookies, as text. Without randomness nothing safe can be made, and
/// the operating system does not run out of it.
pub fn random_token() -> String {
    let mut bytes = [0_u8; 24];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    BASE64URL_NOPAD.encode(&bytes)
}

/// A new case id; `UUIDv7` of the request's own time.
pub fn new_case_id(now: Timestamp) -> CaseId {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let mut random = [0_u8; 10];
    if getrandom::fill(&mut random).is_err() {
        std::process::abort();
    }
    CaseId(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::not_found)
    }
}
