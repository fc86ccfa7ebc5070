//! A whole service in a temporary folder, asked without a network: for the tests of every page.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use pathway::{Actor, Role, Site};
use store::{Act, NewUser, PasswordHash, SecretHash, Session, Sqlite, Store};
use tower::ServiceExt;

use crate::app::{App, Clock, Parts};
use crate::guard::SESSION;
use crate::limit::Limits;
use crate::link::LinkKey;

/// A clock that stands where the test puts it.
pub(crate) struct TestClock(Mutex<Timestamp>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn stands_still(&self) -> bool {
        true
    }

    fn advance(&self, by: SignedDuration) -> bool {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(by).unwrap();
        true
    }
}

/// The service under test. The folder goes when it does.
pub(crate) struct Service {
    pub(crate) app: App,
    router: axum::Router,
    _folder: tempfile::TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookie: String,
    pub(crate) csp: String,
    pub(crate) text: String,
}

/// Tuesday 24 November 2026, 14:00 in London.
pub(crate) fn noon_ish() -> Timestamp {
    "2026-11-24T14:00:00Z".parse().unwrap()
}

impl Service {
    /// A service that knows nobody.
    pub(crate) fn new() -> Self {
        Self::at(Site::default())
    }

    /// A service of this site.
    pub(crate) fn at(site: Site) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Sqlite::open(folder.path(), site.clone()).unwrap());
        let app = App::new(Parts {
            links: LinkKey::new(store.link_secret()),
            store,
            clock: Arc::new(TestClock(Mutex::new(noon_ish()))),
            rules: Arc::new(site.rules().unwrap()),
            site: Arc::new(site),
            limits: Limits::none(),
            secure_cookies: false,
            demo: false,
        });
        Self { router: crate::router(app.clone()), app, _folder: folder }
    }

    /// Measures how long something really takes, which the clock under test does not know.
    pub(crate) fn stopwatch() -> std::time::Instant {
        std::time::Instant::now()
    }

    /// Moves the clock on.
    pub(crate) fn minutes_pass(&self, minutes: i64) {
        self.app.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Adds a user of this role and gives the cookie of their session.
    pub(crate) async fn sign_in(&self, role: Role) -> String {
        let now = self.app.clock.now();
        let act = || Act::new(Actor::system(), now);
        let user = NewUser {
            sign_in: format!("{}-{}", role.key(), crate::visit::random_token()).to_lowercase(),
            name: format!("Test {}", role.key()),
            role,
            password: PasswordHash("none".into()),
            email: Some(format!("{}@example.org", role.key())),
            pager: None,
        };
        let user = self.app.store.add_user(act(), user).await.unwrap().unwrap();
        let token = crate::visit::random_token();
        let session = Session {
            token: SecretHash::of(token.as_bytes()),
            user,
            created_at: now,
            last_seen: now,
            locked: false,
            device: "test".into(),
        };
        self.app.store.start_session(act(), session).await.unwrap();
        format!("{SESSION}={token}")
    }

    /// Sends a referral of a made-up person with these answers, from a hospital nearby.
    pub(crate) async fn referral(&self, family: &str, answers: &[(&str, &str)]) -> pathway::CaseId {
        let now = self.app.clock.now();
        let case = crate::visit::new_case_id(now);
        let answer = |word: &str| pathway::facts::Answer::Word(word.to_owned());
        let submit = pathway::referral::SubmitReferral {
            source: pathway::referral::Source::Professional,
            person: pathway::person::Person {
                family: family.into(),
                given: "Grace".into(),
                born: Some(jiff::civil::Date::constant(1966, 12, 5)),
                nhs_number: Some("9990000018".into()),
                sex: Some("female".into()),
                phone: None,
            },
            referrer: pathway::referral::Referrer {
                name: "S. Hale".into(),
                role: "registrar".into(),
                phone: "01632 960211".into(),
                senior: None,
            },
            external: None,
            answers: answers.iter().map(|(k, v)| ((*k).to_owned(), answer(v))).collect(),
            location: "Northfield ED".into(),
            story: "Legs weaker since the morning".into(),
            details: std::collections::BTreeMap::new(),
            written_at: None,
            suspected_at: None,
            told_emergency_at: None,
            verified: true,
        };
        let command = pathway::Command::SubmitReferral(Box::new(submit));
        let submission = store::Submission::new(case, command, Actor::system(), now);
        let done = self.app.store.submit(submission).await.unwrap();
        assert!(matches!(done, store::Outcome::Done { .. }), "{done:?}");
        case
    }

    /// Asks for a page as a browser does.
    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    /// Sends a form as a browser does, from our own page.
    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(serde_urlencoded::to_string(fields).unwrap()))
            .unwrap();
        self.send(request).await
    }

    /// Sends a request and gives the response with its body still to come.
    pub(crate) async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.open(request).await;
        let text = |name| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (location, cookie) = (text(header::LOCATION), text(header::SET_COOKIE));
        let csp = text(header::CONTENT_SECURITY_POLICY);
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, location, cookie, csp, text: String::from_utf8_lossy(&body).into_owned() }
    }
}
