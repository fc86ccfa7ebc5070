//! The handover of the service: durable, alerted once, rebuilt and verified like everything else.

use pathway::handover::{Command, HandedCase};
use pathway::ladder::{Contact, Rung};
use pathway::{Actor, Role};

use super::setup::{act, case, done, emergency, folder, later, open, start, user};
use crate::{Act, Fired, NewShift, OnDuty, Owner, Sqlite, Store};

async fn give(store: &Sqlite, after: u64) {
    let cases = vec![HandedCase { case: case(1), version: 1 }];
    let position = store.position().await.unwrap();
    let command = Command::Give { after, cases, position };
    store.hand_over(Act { now: start(), ..act() }, command).await.unwrap().unwrap();
}

async fn registrar_on_call(store: &Sqlite) {
    let contact = Contact {
        name: "Registrar".into(),
        email: Some("registrar@example.org".into()),
        pager: None,
    };
    let shift = NewShift {
        duty: Rung::Registrar,
        who: OnDuty::Contact(contact),
        from: start(),
        until: later(600),
    };
    store.add_shift(act(), shift).await.unwrap();
}

fn of_the_handover(fired: &[Fired]) -> Vec<(&str, i64)> {
    let ours = fired.iter().filter(|one| one.owner == Owner::Handover);
    ours.map(|one| (one.key.as_str(), one.late_by.as_mins())).collect()
}

#[tokio::test]
async fn an_unaccepted_handover_alerts_once_also_when_the_service_was_killed_in_between() {
    let folder = folder();
    let store = open(folder.path());
    registrar_on_call(&store).await;
    done(&store, case(1), emergency(1), start()).await;
    give(&store, 0).await;
    drop(store);

    let store = open(folder.path());
    let fired = store.fire_due(later(14), 100).await.unwrap();
    assert_eq!(of_the_handover(&fired), []);
    let fired = store.fire_due(later(17), 100).await.unwrap();
    assert_eq!(of_the_handover(&fired), [("handover:1:registrar", 2)]);
    let messages = store.outbox_due(later(17), 100).await.unwrap();
    let alerts: Vec<_> = messages.iter().filter(|one| one.about == Some(Owner::Handover)).collect();
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0].address, "registrar@example.org");
    drop(store);

    let store = open(folder.path());
    let fired = store.fire_due(later(18), 100).await.unwrap();
    assert_eq!(of_the_handover(&fired), [], "once");
    assert!(store.verify().await.unwrap().is_sound());
}

#[tokio::test]
async fn an_accepted_handover_is_never_alerted_and_the_audit_names_both_people() {
    let folder = folder();
    let store = open(folder.path());
    give(&store, 0).await;
    let next = Actor { name: "P. Rao".into(), role: Role::Consultant, user: Some("rao".into()) };
    let accept = Act::new(next, later(4));
    store.hand_over(accept, Command::Accept { number: 1 }).await.unwrap().unwrap();
    assert!(store.fire_due(later(60), 100).await.unwrap().is_empty());
    assert_eq!(store.handover().await.unwrap().last_accepted().unwrap().by, "P. Rao");
    let audit = store.audit_recent(10).await.unwrap();
    let acts: Vec<_> = audit.iter().map(|row| (row.action.as_str(), row.name.as_str())).collect();
    assert_eq!(acts[0], ("AcceptHandover", "P. Rao"));
    assert_eq!(acts[1].0, "GiveHandover");
}

#[tokio::test]
async fn deadlines_of_the_handover_are_made_again_and_a_lost_one_is_noticed() {
    let folder = folder();
    let store = open(folder.path());
    store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    done(&store, case(1), emergency(1), start()).await;
    give(&store, 0).await;
    let before = store.counts().await.unwrap();
    let rebuilt = store.rebuild().await.unwrap();
    assert_eq!((rebuilt.cases, rebuilt.events), (1, before.events));
    assert_eq!(store.counts().await.unwrap(), before);
    assert!(store.verify().await.unwrap().is_sound());
    drop(store);
    let file = rusqlite::Connection::open(folder.path().join("cordline.db")).unwrap();
    file.execute("DELETE FROM deadline WHERE key = 'handover:1:consultant'", []).unwrap();
    drop(file);
    let report = open(folder.path()).verify().await.unwrap();
    assert!(!report.is_sound(), "{report:?}");
}
