//! Commands, what they leave on disk, and what is read back.

use pathway::closing::CloseCase;
use pathway::status::Status;
use pathway::treatment::Outcome as Decision;
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
    let joined = reference.replace('-', "").to_lowercase();
    for text in ["obrien", "MAEVE o'br", "test", "999 000 0018", "14/3/1958", &reference, &joined] {
        let found = store.search(Search::parse(text)).await.unwrap();
        assert_eq!(found.len(), 1, "{text}");
    }
    for text in ["nobody", "9990000026", "1958-03-15", "obrien nobody", "Anne-Bess", "'; --"] {
        assert!(store.search(Search::parse(text)).await.unwrap().is_empty(), "{text}");
    }
}

#[tokio::test]
async fn a_command_on_a_version_that_moved_on_is_refused_with_both_versions() {
    let folder = folder();
    let store = open(folder.path());
    let seen = done(&store, case(1), emergency(1), start()).await;
    let ask = |seen| {
        let submission =
            Submission::new(case(1), Command::Acknowledge, coordinator(), later(1)).expecting(seen);
        store.submit(submission)
    };
    let wrong = ask(seen - 1).await.unwrap();
    assert_eq!(wrong, Outcome::Refused(Refusal::Changed { seen: seen - 1, now: seen }));
    assert!(matches!(ask(seen).await.unwrap(), Outcome::Done { .. }));
    let audit = store.audit(case(1)).await.unwrap();
    let told: Vec<_> =
        audit.iter().map(|row| (row.action.as_str(), row.outcome.as_str())).collect();
    assert_eq!(
        told,
        [("Acknowledge", "done"), ("Acknowledge", "refused: changed"), ("SubmitReferral", "done")]
    );
}

#[tokio::test]
async fn a_new_emergency_interrupts_and_a_reader_resumes_where_it_left_off() {
    let folder = folder();
    let store = open(folder.path());
    let mut changes = store.changes();
    done(&store, case(1), emergency(1), start()).await;
    let change = changes.recv().await.unwrap();
    assert!(change.interrupt, "nobody has acknowledged it");
    assert_eq!(change.row, store.row(case(1)).await.unwrap().unwrap());
    done(&store, case(1), Command::Acknowledge, later(1)).await;
    let second = changes.recv().await.unwrap();
    assert!(!second.interrupt);
    done(&store, case(2), emergency(2), later(2)).await;
    let third = changes.recv().await.unwrap();
    let missed = store.changes_since(change.position).await.unwrap();
    assert_eq!(missed, [second, third.clone()]);
    assert_eq!(store.position().await.unwrap(), third.position);
    assert!(store.changes_since(third.position).await.unwrap().is_empty());
}

#[tokio::test]
async fn closed_cases_leave_the_board_and_are_still_found() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    done(&store, case(2), emergency(2), later(1)).await;
    done(&store, case(1), Command::Acknowledge, later(2)).await;
    let close = CloseCase { outcome: Decision::NotMalig, note: "degenerative".into() };
    done(&store, case(1), Command::CloseCase(close), later(3)).await;
    let open_cases = store.board(BoardFilter::default()).await.unwrap();
    assert_eq!(open_cases.iter().map(|row| row.case).collect::<Vec<_>>(), [case(2)]);
    let closed = BoardFilter { closed: true, ..BoardFilter::default() };
    let closed = store.board(closed).await.unwrap();
    assert_eq!(closed.iter().map(|row| row.case).collect::<Vec<_>>(), [case(1)]);
    let found = store.search(Search::parse("maeve")).await.unwrap();
    assert_eq!(found.iter().map(|row| row.case).collect::<Vec<_>>(), [case(2), case(1)]);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.open, counts.closed, counts.unacknowledged), (1, 1, 1));
    let status = Some(Status::Treated);
    let treated = store.board(BoardFilter { status, ..BoardFilter::default() }).await.unwrap();
    assert!(treated.is_empty());
}

#[tokio::test]
async fn a_name_that_is_spelt_as_a_reference_is_finds_the_person() {
    let folder = folder();
    let store = open(folder.path());
    let Command::SubmitReferral(mut submit_referral) = emergency(1) else { unreachable!() };
    submit_referral.person.given = "Anne-Bess".into();
    done(&store, case(1), Command::SubmitReferral(submit_referral), start()).await;
    let found = store.search(Search::parse("anne-bess")).await.unwrap();
    assert_eq!(found.len(), 1);
}
