//! The service was stopped over a deadline. A new process fires it once and says how late.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use pathway::ladder::{Contact, Rung};
use pathway::{Actor, Event, Role, Site};
use store::{Act, NewShift, OnDuty, Sqlite, Store, Submission};

use crate::sink::{gateway, smtp};
use crate::start::{Service, bundle};

/// Everything that arrives until it has been quiet for a while.
fn drain(receiver: &Receiver<String>) -> Vec<String> {
    let mut all = Vec::new();
    let mut patience = Duration::from_secs(20);
    loop {
        match receiver.recv_timeout(patience) {
            Ok(message) => all.push(message),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return all,
        }
        patience = Duration::from_secs(3);
    }
}

/// A store in which every duty is held by somebody, and the instant so many minutes ago.
async fn on_call(data: &std::path::Path, minutes_ago: i64) -> (Arc<dyn Store>, Timestamp) {
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(data, Site::default()).unwrap());
    #[expect(clippy::disallowed_methods, reason = "the service under test runs on the wall clock")]
    let now = Timestamp::now();
    let then = now.checked_sub(SignedDuration::from_mins(minutes_ago)).unwrap();
    for (duty, name) in [
        (Rung::Coordinator, "A. Ng"),
        (Rung::Registrar, "T. Okafor"),
        (Rung::Consultant, "S. Rao"),
        (Rung::Switchboard, "Switchboard"),
    ] {
        let who = OnDuty::Contact(Contact {
            name: name.into(),
            email: Some(format!("{}@example.org", duty.key())),
            pager: Some("07700 900100".into()),
        });
        let day = SignedDuration::from_hours(24);
        let shift = NewShift {
            duty,
            who,
            from: then.checked_sub(day).unwrap(),
            until: now.checked_add(day).unwrap(),
        };
        store.add_shift(Act::new(Actor::system(), then), shift).await.unwrap();
    }
    (store, then)
}

/// A referral that came 12 minutes ago; the service stopped right after it was kept.
async fn twelve_minutes_ago(data: &std::path::Path) -> pathway::CaseId {
    let (store, then) = on_call(data, 12).await;
    let bytes = std::fs::read(bundle("known-cancer-legs-giving-way.json")).unwrap();
    let mut submit = fhir::parse_referral(&bytes).unwrap().submit;
    submit.written_at = Some(then);
    let case = web::visit::new_case_id(then);
    let command = pathway::Command::SubmitReferral(Box::new(submit));
    let submission = Submission::new(case, command, Actor::system(), then);
    assert!(matches!(store.submit(submission).await.unwrap(), store::Outcome::Done { .. }));
    case
}

#[test]
fn a_service_stopped_over_a_deadline_calls_each_rung_once_and_says_how_late() {
    let data = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let case = runtime.block_on(twelve_minutes_ago(data.path()));
    let (mail, mails) = smtp();
    let (pager, pages) = gateway();
    let config = format!(
        "[email]\nhost = \"{}\"\nport = {}\nfrom = \"cordline@example.org\"\nplain = true\n\
         [webhook]\nurl = \"http://{pager}/send\"\n",
        mail.ip(),
        mail.port()
    );
    std::fs::write(data.path().join("cordline.toml"), config).unwrap();

    let service = Service::serve(data.path());
    let (mails_1, pages_1) = (drain(&mails), drain(&pages));
    drop(service);
    // Stopped again and started again: nothing that was sent is sent twice.
    let service = Service::serve(data.path());
    let (mails_2, pages_2) = (drain(&mails), drain(&pages));
    drop(service);

    // Coordinator at once, registrar at 5, consultant at 10 minutes. The switchboard is due at 15.
    let to = |messages: &[String], whom: &str| {
        messages.iter().filter(|message| message.contains(whom)).count()
    };
    for whom in ["coordinator@example.org", "registrar@example.org", "consultant@example.org"] {
        assert_eq!(to(&mails_1, whom), 1, "{whom}");
        assert_eq!(to(&mails_2, whom), 0, "{whom} again");
    }
    assert_eq!(to(&mails_1, "switchboard@example.org"), 0);
    assert_eq!((pages_1.len(), pages_2.len()), (3, 0));
    for message in mails_1.iter().chain(&pages_1) {
        assert!(message.contains(&format!("/cases/{case}")), "{message}");
        assert!(!message.contains("Ashby") && !message.contains("9990040028"), "{message}");
    }

    let store = Sqlite::open(data.path(), Site::default()).unwrap();
    let history = runtime.block_on(store.case(case)).unwrap().unwrap().history;
    let late: Vec<i64> = history
        .iter()
        .filter_map(|recorded| match &recorded.event {
            Event::DeadlineFired(fired) => Some(fired.late_by_s),
            _ => None,
        })
        .collect();
    assert_eq!(late.len(), 3, "coordinator, registrar, consultant: {late:?}");
    assert_eq!(late[0], 0);
    assert!((6 * 60..9 * 60).contains(&late[1]), "registrar was due 7 minutes ago: {late:?}");
    assert!((60..4 * 60).contains(&late[2]), "consultant was due 2 minutes ago: {late:?}");
}

#[test]
fn a_handover_that_nobody_accepted_while_the_service_was_down_is_told_once() {
    let data = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (store, then) = on_call(data.path(), 17).await;
        let give = pathway::handover::Command::Give { after: 0, cases: Vec::new(), position: 0 };
        let leaving =
            Actor { name: "A. Ng".into(), role: Role::Coordinator, user: Some("ng".into()) };
        store.hand_over(Act::new(leaving, then), give).await.unwrap().unwrap();
    });
    let (mail, mails) = smtp();
    let config = format!(
        "[email]\nhost = \"{}\"\nport = {}\nfrom = \"cordline@example.org\"\nplain = true\n",
        mail.ip(),
        mail.port()
    );
    std::fs::write(data.path().join("cordline.toml"), config).unwrap();
    let service = Service::serve(data.path());
    let first = drain(&mails);
    drop(service);
    let service = Service::serve(data.path());
    let second = drain(&mails);
    drop(service);
    // The registrar was due two minutes ago, the consultant is not due yet.
    assert_eq!((first.len(), second.len()), (1, 0), "{first:?} {second:?}");
    assert!(first[0].contains("registrar@example.org"), "{}", first[0]);
    assert!(first[0].contains("/handover/accept"), "{}", first[0]);
}
