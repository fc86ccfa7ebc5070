//! Deadlines, messages and the rescue of drafts, across restarts.

use jiff::SignedDuration;
use pathway::event::Event;
use pathway::{Command, Role, Site};

use super::setup::{act, case, done, emergency, folder, later, open, start, user};
use crate::{Draft, DraftId, Fired, Owner, Sqlite, Store};

fn keys(fired: &[Fired]) -> Vec<&str> {
    fired.iter().map(|one| one.key.as_str()).collect()
}

#[tokio::test]
async fn an_overdue_deadline_fires_once_after_a_restart_and_says_how_late() {
    let folder = folder();
    let store = open(folder.path());
    store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    done(&store, case(1), emergency(1), start()).await;
    let next = store.next_deadline().await.unwrap().unwrap();
    assert_eq!(next, later(5), "the registrar is next");
    drop(store);

    let store = open(folder.path());
    let messages = store.outbox_due(later(7), 100).await.unwrap().len();
    let fired = store.fire_due(later(7), 100).await.unwrap();
    assert_eq!(fired.len(), 1, "{:?}", keys(&fired));
    assert!(fired[0].key.ends_with("registrar"));
    assert_eq!(fired[0].owner, Owner::Case(case(1)));
    assert_eq!(fired[0].late_by, SignedDuration::from_mins(2));
    assert_eq!(store.outbox_due(later(7), 100).await.unwrap().len(), messages + 1);
    assert!(store.fire_due(later(7), 100).await.unwrap().is_empty(), "once");
    drop(store);

    let store = open(folder.path());
    assert!(store.fire_due(later(7), 100).await.unwrap().is_empty(), "also after a restart");
    let history = store.case(case(1)).await.unwrap().unwrap().history;
    let registrar = history.iter().filter(
        |one| matches!(&one.event, Event::DeadlineFired(fired) if fired.key.ends_with("registrar")),
    );
    assert_eq!(registrar.count(), 1);
    assert!(store.verify().await.unwrap().is_sound());
}

#[tokio::test]
async fn two_schedulers_at_once_fire_each_deadline_once() {
    let folder = folder();
    let store = open(folder.path());
    for n in 1..=20 {
        done(&store, case(n), emergency(n), start()).await;
    }
    let (one, other) = tokio::join!(store.fire_due(later(6), 100), store.fire_due(later(6), 100));
    assert_eq!(one.unwrap().len() + other.unwrap().len(), 20);
    assert!(store.verify().await.unwrap().is_sound());
}

#[tokio::test]
async fn acknowledging_takes_the_ladder_off() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let before = store.counts().await.unwrap().deadlines;
    done(&store, case(1), Command::Acknowledge, later(1)).await;
    assert_eq!(store.counts().await.unwrap().deadlines, before - 3);
    let fired = store.fire_due(later(60), 100).await.unwrap();
    assert!(keys(&fired).iter().all(|key| !key.starts_with("ladder")), "{:?}", keys(&fired));
}

#[tokio::test]
async fn a_message_waits_until_it_is_sent_and_says_what_went_wrong() {
    let folder = folder();
    let store = open(folder.path());
    store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    done(&store, case(1), emergency(1), start()).await;
    let waiting = store.outbox_due(start(), 10).await.unwrap();
    let message = &waiting[0];
    assert_eq!((waiting.len(), message.address.as_str()), (1, "a.ng@example.org"));
    assert_eq!(message.about, Some(Owner::Case(case(1))));
    for word in ["Maeve", "Brien", "999"] {
        assert!(!format!("{}{}", message.subject, message.text).contains(word), "{word}");
    }
    store.outbox_failed(message.id, "connection refused".into(), later(1)).await.unwrap();
    assert!(store.outbox_due(start(), 10).await.unwrap().is_empty());
    let state = store.outbox_state().await.unwrap();
    assert_eq!((state.waiting, state.failing, state.oldest), (1, 1, Some(start())));
    assert_eq!(state.error.as_deref(), Some("connection refused"));
    store.outbox_sent(message.id, later(1)).await.unwrap();
    let state = store.outbox_state().await.unwrap();
    assert_eq!((state.waiting, state.sent, state.oldest), (0, 1, None));
}

#[tokio::test]
async fn a_shorter_ladder_counts_for_people_already_waiting() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    drop(store);
    let mut site = Site::default();
    site.ladder.registrar_min = 2;
    let store = Sqlite::open(folder.path(), site).unwrap();
    assert_eq!(store.next_deadline().await.unwrap(), Some(later(2)));
    assert!(store.verify().await.unwrap().is_sound());
}

fn draft(minute: i64, red_flag: bool) -> Draft {
    Draft {
        id: DraftId(case(9).0),
        kind: "referral".into(),
        fields: [("family".into(), "Testperson".into())].into(),
        callback_phone: Some("07700 900123".into()),
        red_flag,
        updated_at: later(minute),
        case: None,
        rescued_at: None,
    }
}

#[tokio::test]
async fn a_draft_with_an_emergency_answer_that_is_left_goes_to_the_coordinator_once() {
    let folder = folder();
    let store = open(folder.path());
    store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    store.save_draft(draft(0, true)).await.unwrap();
    store.save_draft(draft(2, true)).await.unwrap();
    assert!(store.fire_due(later(4), 10).await.unwrap().is_empty(), "touched 2 minutes ago");
    let fired = store.fire_due(later(6), 10).await.unwrap();
    let late_by = SignedDuration::from_mins(1);
    let owner = Owner::Draft(DraftId(case(9).0));
    assert_eq!(fired, [Fired { owner, key: "draft:rescue".into(), late_by }]);
    let shown = store.drafts_to_show(later(6)).await.unwrap();
    assert_eq!(shown[0].rescued_at, Some(later(6)));
    assert_eq!(shown[0].fields["family"], "Testperson");
    let messages = store.outbox_due(later(6), 10).await.unwrap();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].about, Some(owner));
    assert!(!messages[0].text.contains("Testperson"));
    store.save_draft(draft(7, true)).await.unwrap();
    assert!(store.fire_due(later(60), 10).await.unwrap().is_empty(), "told once");
    store.drop_draft(DraftId(case(9).0)).await.unwrap();
    assert!(store.drafts_to_show(later(60)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_draft_without_an_emergency_answer_has_no_deadline() {
    let folder = folder();
    let store = open(folder.path());
    store.save_draft(draft(0, true)).await.unwrap();
    store.save_draft(draft(1, false)).await.unwrap();
    assert_eq!(store.next_deadline().await.unwrap(), None);
    let kept = store.draft(DraftId(case(9).0)).await.unwrap().unwrap();
    assert_eq!(kept, draft(1, false));
}

#[tokio::test]
async fn a_row_that_the_case_does_not_have_is_put_right_and_no_deadline_is_lost() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    store
        .write(|desk| {
            desk.db
                .execute("UPDATE deadline SET due = 1 WHERE key LIKE '%consultant'", [])
                .unwrap();
            Ok(())
        })
        .await
        .unwrap();
    assert!(store.fire_due(later(1), 100).await.unwrap().is_empty());
    assert!(store.verify().await.unwrap().is_sound());
    let fired = store.fire_due(later(10), 100).await.unwrap();
    assert!(keys(&fired).iter().any(|key| key.ends_with("consultant")), "{:?}", keys(&fired));
}
