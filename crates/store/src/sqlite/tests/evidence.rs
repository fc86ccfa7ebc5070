//! Changed, removed or reordered evidence is found; projections can be deleted and made again.

use std::path::Path;

use pathway::board::BoardRow;
use pathway::{Command, Site};
use rusqlite::Connection;

use super::super::{inspect, schema};
use super::setup::{case, done, emergency, folder, later, open, start};
use crate::{BoardFilter, IdempotencyKey, Store, Submission};

/// Two cases, one acknowledged, closed properly.
async fn filled(folder: &Path) {
    let store = open(folder);
    done(&store, case(1), emergency(1), start()).await;
    let key = IdempotencyKey::new("form", "k", b"k");
    let submission =
        Submission::new(case(2), emergency(2), super::setup::coordinator(), later(1)).keyed(key);
    store.submit(submission).await.unwrap();
    done(&store, case(1), Command::Acknowledge, later(2)).await;
}

/// What `verify` says after someone edited the file.
async fn after(sql: &str) -> Vec<String> {
    let folder = folder();
    filled(folder.path()).await;
    assert!(inspect(folder.path(), &Site::default()).unwrap().is_sound());
    let file = Connection::open(schema::file(folder.path())).unwrap();
    file.execute_batch(sql).unwrap();
    assert!(file.total_changes() > 0, "the edit changed nothing: {sql}");
    drop(file);
    let report = inspect(folder.path(), &Site::default()).unwrap();
    assert!(!report.is_sound(), "not found: {sql}");
    report.first_problems
}

#[tokio::test]
async fn every_column_of_an_event_is_evidence() {
    for edit in [
        "position = 1000",
        "version = 1000",
        "stream = randomblob(16)",
        "type = 'NoteAdded'",
        "schema_revision = 2",
        "occurred_at = '2026-11-24T08:00:00Z'",
        "recorded_at = '2026-11-24T08:00:00Z'",
        "actor = '{\"name\":\"B. Ng\",\"role\":\"coordinator\"}'",
        "reason = 'because'",
        "data = replace(data, '\"', '\"') || ' '",
        "prev_hash = zeroblob(32)",
        "hash = randomblob(32)",
    ] {
        let problems = after(&format!("UPDATE event SET {edit} WHERE position = 3")).await;
        assert!(!problems.is_empty(), "{edit}");
    }
}

#[tokio::test]
async fn a_stored_event_says_whether_its_hashes_hold() {
    let folder = folder();
    filled(folder.path()).await;
    let store = open(folder.path());
    let whole = store.stored(case(1)).await.unwrap();
    assert!(whole.len() > 2 && whole.iter().all(|event| event.intact), "{whole:?}");
    assert!(whole.windows(2).all(|pair| pair[1].prev_hash == pair[0].hash));
    assert_eq!(store.stored(case(9)).await.unwrap(), []);
    drop(store);
    let file = Connection::open(schema::file(folder.path())).unwrap();
    file.execute_batch("UPDATE event SET reason = 'because' WHERE version = 2").unwrap();
    drop(file);
    let broken = open(folder.path()).stored(case(1)).await.unwrap();
    let intact: Vec<bool> = broken.iter().take(3).map(|event| event.intact).collect();
    assert_eq!(intact, [true, false, true]);
}

#[tokio::test]
async fn a_flipped_byte_of_an_event_is_found_wherever_it_is() {
    let length: usize = {
        let folder = folder();
        filled(folder.path()).await;
        let file = Connection::open(schema::file(folder.path())).unwrap();
        file.query_row("SELECT length(data) FROM event WHERE position = 1", [], |row| row.get(0))
            .map(|length: i64| usize::try_from(length).unwrap())
            .unwrap()
    };
    let folder = folder();
    filled(folder.path()).await;
    let file = Connection::open(schema::file(folder.path())).unwrap();
    let whole: String =
        file.query_row("SELECT data FROM event WHERE position = 1", [], |row| row.get(0)).unwrap();
    for at in (0..length).step_by(7) {
        let mut bytes = whole.clone().into_bytes();
        bytes[at] ^= 1;
        let set = "UPDATE event SET data = CAST(?1 AS TEXT) WHERE position = 1";
        file.execute(set, [bytes]).unwrap();
        let report = inspect(folder.path(), &Site::default()).unwrap();
        assert!(!report.is_sound(), "byte {at}");
    }
    file.execute("UPDATE event SET data = ?1 WHERE position = 1", [whole]).unwrap();
    assert!(inspect(folder.path(), &Site::default()).unwrap().is_sound());
}

#[tokio::test]
async fn a_deleted_event_is_found_also_at_the_end_of_a_case() {
    after("DELETE FROM event WHERE position = 2").await;
    after("DELETE FROM event WHERE position = (SELECT max(position) FROM event)").await;
    let whole_case = after("DELETE FROM event WHERE stream = (SELECT stream FROM event LIMIT 1)");
    assert!(!whole_case.await.is_empty());
}

#[tokio::test]
async fn two_events_that_changed_places_are_found() {
    let problems = after(
        "UPDATE event SET version = -2 WHERE position = 2;
         UPDATE event SET version = 2 WHERE position = 3;
         UPDATE event SET version = 3 WHERE position = 2;",
    )
    .await;
    assert!(problems[0].contains("version"), "{problems:?}");
}

#[tokio::test]
async fn a_projection_that_differs_is_found() {
    let expected = [
        ("UPDATE board SET tier = 7", "board row differs"),
        ("UPDATE board SET family = 'x'", "board row differs"),
        ("UPDATE board SET row = replace(row, 'Maeve', 'Maude')", "board row differs"),
        ("DELETE FROM board", "no board row"),
        ("DELETE FROM deadline WHERE key LIKE '%registrar'", "registrar is missing"),
        ("UPDATE deadline SET due = due + 1", "due another time"),
        ("INSERT INTO deadline VALUES ((SELECT stream FROM board), 'x', 1)", "should not be there"),
        ("INSERT INTO deadline VALUES (randomblob(16), 'x', 1)", "deadlines"),
        ("UPDATE idempotency SET position = 99", "is gone"),
        ("DELETE FROM audit", "told of in the audit"),
    ];
    for (sql, words) in expected {
        let problems = after(sql).await;
        assert!(problems.iter().any(|problem| problem.contains(words)), "{sql}: {problems:?}");
    }
}

#[tokio::test]
async fn projections_are_deleted_and_made_again_the_same() {
    let folder = folder();
    filled(folder.path()).await;
    let store = open(folder.path());
    let before = store.board(BoardFilter::default()).await.unwrap();
    let due = store.next_deadline().await.unwrap();
    store
        .write(|desk| {
            desk.db.execute("UPDATE board SET row = '{}', family = ''", []).unwrap();
            desk.db.execute("DELETE FROM deadline", []).unwrap();
            Ok(())
        })
        .await
        .unwrap();
    assert!(!store.verify().await.unwrap().is_sound());
    let rebuilt = store.rebuild().await.unwrap();
    assert_eq!(rebuilt.cases, 2);
    let report = store.verify().await.unwrap();
    assert_eq!(report.first_problems, Vec::<String>::new());
    assert_eq!(rebuilt.deadlines, report.deadlines);
    drop(store);
    let store = open(folder.path());
    let rows = |rows: Vec<std::sync::Arc<BoardRow>>| -> Vec<BoardRow> {
        rows.into_iter().map(std::sync::Arc::unwrap_or_clone).collect()
    };
    assert_eq!(rows(store.board(BoardFilter::default()).await.unwrap()), rows(before));
    assert_eq!(store.next_deadline().await.unwrap(), due);
}
