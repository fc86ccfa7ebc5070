//! Commands, what they leave on disk, and what is read back.

use pathway::{Command, Refusal};

use super::setup::{case, coordinator, done, emergency, folder, later, open, start, submit};
use crate::{BoardFilter, IdempotencyKey, Outcome, Search, Store, Submission};

#[tokio::test]
async fn what_was_acknowledged_is_on_disk() {
    let folder = folder();
    let store = open(folder.path());
    let version = done(&store, case(1), emergency(1), start()).await;
    let before = store.case(case(1)).await.unwrap().unwrap();
    assert_eq!(before.case.version, version);
    drop(store);
    let store = open(folder.path());
    let after = store.case(case(1)).await.unwrap().unwrap();
    assert_eq!(before, after);
    let board = store.board(BoardFilter::default()).await.unwrap();
    assert_eq!(board.len(), 1);
    assert_eq!(board[0].version, version);
    assert_eq!(store.verify().await.unwrap().first_problems, Vec::<String>::new());
}

#[tokio::test]
async fn the_same_request_twice_is_one_case_with_the_first_answer() {
    let folder = folder();
    let store = open(folder.path());
    let send = |n: u128, body: &[u8]| {
        let key = IdempotencyKey::new("form", "key-1", body);
        let submission = Submission::new(case(n), emergency(1), coordinator(), start());
        store.submit(submission.keyed(key))
    };
    let Outcome::Done { version, position, replayed: false, .. } = send(1, b"a").await.unwrap()
    else {
        panic!("the first request is done");
    };
    let again = send(2, b"a").await.unwrap();
    assert_eq!(again, Outcome::Done { case: case(1), version, position, replayed: true });
    assert_eq!(send(3, b"b").await.unwrap(), Outcome::KeyReused);
    assert_eq!(store.counts().await.unwrap().open, 1);
}

#[tokio::test]
async fn of_two_acknowledgers_one_wins_and_the_other_is_told_who() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let one = submit(&store, case(1), Command::Acknowledge, later(1));
    let other = submit(&store, case(1), Command::Acknowledge, later(1));
    let (one, other) = tokio::join!(one, other);
    assert!(matches!(one, Outcome::Done { .. }), "{one:?}");
    assert!(matches!(other, Outcome::Refused(Refusal::AlreadyDone { .. })), "{other:?}");
}

#[tokio::test]
async fn a_person_is_found_by_name_number_birth_and_reference() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let reference = case(1).reference().0;
    for text in ["obrien", "MAEVE o'br", "test", "999 000 0018", "14/3/1958", &reference] {
        let found = store.search(Search::parse(text)).await.unwrap();
        assert_eq!(found.len(), 1, "{text}");
    }
    for text in ["nobody", "9990000026", "1958-03-15", "obrien nobody"] {
        assert!(store.search(Search::parse(text)).await.unwrap().is_empty(), "{text}");
    }
}
