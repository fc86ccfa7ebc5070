//! A store on a folder of its own, made-up people, and times that a test sets.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use pathway::facts::{Answer, Answers};
use pathway::person::Person;
use pathway::referral::{Referrer, Source, SubmitReferral};
use pathway::{Actor, CaseId, Command, Role, Site};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Act, NewUser, Outcome, PasswordHash, Sqlite, Store, Submission};

/// A Tuesday morning.
pub(super) fn start() -> Timestamp {
    "2026-11-24T09:00:00Z".parse().unwrap()
}

pub(super) fn later(minutes: i64) -> Timestamp {
    start() + SignedDuration::from_mins(minutes)
}

pub(super) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(super) fn open(folder: &Path) -> Sqlite {
    Sqlite::open(folder, Site::default()).unwrap()
}

pub(super) fn case(n: u128) -> CaseId {
    CaseId(Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0000 + n * 7_919))
}

pub(super) fn coordinator() -> Actor {
    Actor::without_account("A. Ng", Role::Coordinator)
}

pub(super) fn act() -> Act {
    Act::new(Actor::without_account("Admin", Role::Administrator), start())
}

pub(super) fn user(name: &str, role: Role) -> NewUser {
    NewUser {
        sign_in: name.into(),
        name: name.into(),
        role,
        password: PasswordHash("$argon2id$test".into()),
        email: Some(format!("{}@example.org", name.to_lowercase())),
        pager: None,
    }
}

/// An emergency: known cancer and new weakness.
pub(super) fn emergency(n: u128) -> Command {
    let answers: Answers =
        [("ca_known".into(), Answer::yes()), ("n_gait".into(), Answer::yes())].into();
    referral(n, answers)
}

pub(super) fn referral(n: u128, answers: Answers) -> Command {
    Command::SubmitReferral(Box::new(SubmitReferral {
        source: Source::Professional,
        person: Person {
            family: format!("O'Brien-Test {n}"),
            given: "Maeve".into(),
            born: Some("1958-03-14".parse().unwrap()),
            nhs_number: Some("999 000 0018".into()),
            sex: None,
            phone: Some("07700 900123".into()),
        },
        referrer: Referrer {
            name: "Dr Sam Okafor".into(),
            role: "GP".into(),
            phone: "01632 960111".into(),
            senior: None,
        },
        external: None,
        answers,
        location: "ED, Northfield".into(),
        story: "Two weeks of thoracic band pain, legs giving way since yesterday.".into(),
        details: [("oncologist".into(), "Dr Lee".into())].into(),
        written_at: None,
        suspected_at: None,
        told_emergency_at: None,
        verified: true,
    }))
}

pub(super) async fn submit(
    store: &Sqlite,
    id: CaseId,
    command: Command,
    now: Timestamp,
) -> Outcome {
    store.submit(Submission::new(id, command, coordinator(), now)).await.unwrap()
}

/// A command that must be done; answers the new version.
pub(super) async fn done(store: &Sqlite, id: CaseId, command: Command, now: Timestamp) -> u64 {
    match submit(store, id, command, now).await {
        Outcome::Done { version, .. } => version,
        other => panic!("not done: {other:?}"),
    }
}
