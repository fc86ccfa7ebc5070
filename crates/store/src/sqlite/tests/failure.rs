//! A write that fails: nothing of it is acknowledged, nothing of it is there, and either the next one
//! works or nothing is accepted any more.

use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::super::schema;
use super::setup::{case, coordinator, done, emergency, folder, later, open, start};
use crate::{Error, Outcome, Seen, Severity, Sqlite, Store, Submission};

fn asks(n: u128) -> Submission {
    Submission::new(case(n), emergency(n), coordinator(), later(1))
}

/// How far the file may grow, in pages beyond what it has.
async fn room(store: &Sqlite, pages: i64) {
    let set = store.write(move |desk| {
        let now: i64 = desk.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let limit = now + pages;
        let set = desk
            .db
            .pragma_update_and_check(None, "max_page_count", limit, |row| row.get::<_, i64>(0))
            .unwrap();
        assert_eq!(set, limit);
        Ok(())
    });
    set.await.unwrap();
}

#[tokio::test]
async fn a_full_disk_refuses_clearly_keeps_no_half_of_a_case_and_works_again_with_space() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    room(&store, 20).await;
    let (mut taken, mut refused) = (vec![1], Vec::new());
    for batch in 0..10_u128 {
        let numbers: Vec<u128> = (0..8).map(|n| 2 + batch * 8 + n).collect();
        let answers: Vec<_> = numbers.iter().map(|n| store.submit(asks(*n))).collect();
        for (n, answer) in numbers.into_iter().zip(answers) {
            match answer.await {
                Ok(Outcome::Done { .. }) => taken.push(n),
                Err(Error::DiskFull) => refused.push(n),
                other => panic!("case {n}: {other:?}"),
            }
        }
    }
    assert!(taken.len() > 1, "the first few found room");
    assert!(refused.len() > 40, "the disk never filled: {} refused", refused.len());
    assert!(Error::DiskFull.to_string().contains("nothing was saved"));
    assert_eq!(Error::DiskFull.severity(), Severity::Error);
    // It goes on, reads, and holds exactly what it acknowledged.
    assert!(store.healthy());
    for n in &taken {
        assert!(store.case(case(*n)).await.unwrap().is_some(), "case {n} was acknowledged");
    }
    for n in &refused {
        assert!(store.case(case(*n)).await.unwrap().is_none(), "half of case {n} is there");
    }
    let report = store.verify().await.unwrap();
    assert_eq!(report.first_problems, Vec::<String>::new());
    assert_eq!(report.cases, taken.len() as u64);
    room(&store, 1_000_000).await;
    for n in &refused {
        done(&store, case(*n), emergency(*n), later(3)).await;
    }
    drop(store);
    let store = open(folder.path());
    assert!(store.verify().await.unwrap().is_sound());
    assert_eq!(store.counts().await.unwrap().open, (taken.len() + refused.len()) as u64);
}

/// A full disk as SQLite reports it, for the access log alone, until `freed` by someone else.
fn filled(file: &Connection) {
    file.execute_batch(
        "CREATE TABLE used_up (id INTEGER PRIMARY KEY AUTOINCREMENT);
         INSERT INTO used_up VALUES (9223372036854775807);
         CREATE TRIGGER no_room BEFORE INSERT ON access
         BEGIN INSERT INTO used_up VALUES (NULL); END;",
    )
    .unwrap();
}

fn freed(file: &Connection) {
    file.execute_batch("DROP TRIGGER no_room; DROP TABLE used_up;").unwrap();
}

#[tokio::test]
async fn who_looked_while_the_disk_was_full_is_logged_as_soon_as_there_is_room() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let file = Connection::open(schema::file(folder.path())).unwrap();
    let looks = |page: &str| {
        let (case, now) = (Some(case(1)), later(2));
        store.saw(Seen { case, actor: coordinator(), now, page: page.into() });
    };
    filled(&file);
    looks("case");
    looks("handover");
    // What cannot be logged beside is not done either.
    assert!(matches!(store.submit(asks(2)).await, Err(Error::DiskFull)));
    looks("print");
    assert!(store.healthy());
    assert_eq!(store.access_log(case(1)).await.unwrap().len(), 0);
    freed(&file);
    done(&store, case(2), emergency(2), later(3)).await;
    let pages: Vec<String> =
        store.access_log(case(1)).await.unwrap().into_iter().map(|row| row.page).collect();
    assert_eq!(pages, ["print", "handover", "case"], "all, in their order, newest first");
    // Also when nothing else is written before the end.
    filled(&file);
    looks("case");
    assert!(matches!(store.submit(asks(3)).await, Err(Error::DiskFull)));
    freed(&file);
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.access_log(case(1)).await.unwrap().len(), 4);
    assert_eq!(store.verify().await.unwrap().first_problems, Vec::<String>::new());
}

#[tokio::test]
async fn a_commit_the_database_takes_back_is_never_acknowledged_and_ends_the_writing() {
    static TAKES_BACK: AtomicBool = AtomicBool::new(false);
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let before = store.figures();
    let hook = store.write(|desk| {
        desk.db.commit_hook(Some(|| TAKES_BACK.load(Ordering::SeqCst))).unwrap();
        Ok(())
    });
    hook.await.unwrap();
    TAKES_BACK.store(true, Ordering::SeqCst);
    let mut changes = store.changes();
    let (first, second) = tokio::join!(store.submit(asks(2)), store.submit(asks(3)));
    assert!(matches!(first, Err(Error::Stopped)), "{first:?}");
    assert!(matches!(second, Err(Error::Stopped)), "{second:?}");
    assert!(changes.try_recv().is_err(), "no board is told of what is not saved");
    // Also when the next commit would succeed: what is on disk is not certain any more.
    TAKES_BACK.store(false, Ordering::SeqCst);
    assert!(!store.healthy());
    assert!(matches!(store.submit(asks(4)).await, Err(Error::Stopped)));
    assert_eq!(Error::Stopped.severity(), Severity::Critical);
    assert_eq!(store.figures().commits, before.commits + 1, "only that of the hook");
    assert!(store.case(case(1)).await.unwrap().is_some(), "reading goes on");
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.counts().await.unwrap().open, 1, "only what was acknowledged");
    assert!(store.verify().await.unwrap().is_sound());
    done(&store, case(2), emergency(2), later(5)).await;
}

#[tokio::test]
async fn a_failed_copy_of_the_log_into_the_database_ends_the_writing_and_loses_nothing() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let many = store.write(|desk| {
        desk.db
            .authorizer(Some(|asked: AuthContext<'_>| match asked.action {
                AuthAction::Pragma { pragma_name: "wal_checkpoint", .. } => Authorization::Deny,
                _ => Authorization::Allow,
            }))
            .unwrap();
        desk.db
            .execute(
                "INSERT INTO meta (key, value)
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                 SELECT 'filler ' || i, x'00' FROM n",
                [],
            )
            .unwrap();
        Ok(())
    });
    // Its own commit is on disk, so it is acknowledged; the copy after it fails.
    many.await.unwrap();
    assert!(matches!(store.submit(asks(2)).await, Err(Error::Stopped)));
    assert!(!store.healthy());
    drop(store);
    let store = open(folder.path());
    let filler: i64 = store
        .read(|db| {
            let count = "SELECT count(*) FROM meta WHERE key LIKE 'filler %'";
            Ok(db.query_row(count, [], |row| row.get(0)).unwrap())
        })
        .await
        .unwrap();
    assert_eq!(filler, 10_000);
    assert!(store.verify().await.unwrap().is_sound());
}

#[test]
fn a_database_that_would_not_sync_every_commit_is_refused() {
    let folder = folder();
    schema::lock(folder.path()).unwrap();
    let connection = schema::open_writer(folder.path()).unwrap();
    schema::keeps_its_promise(&connection).unwrap();
    for weaker in ["OFF", "NORMAL"] {
        connection.execute_batch(&format!("PRAGMA synchronous = {weaker}")).unwrap();
        let refused = schema::keeps_its_promise(&connection).unwrap_err();
        assert!(refused.to_string().contains("synchronous = FULL"), "{refused}");
        assert_eq!(refused.severity(), Severity::Critical);
    }
    // A database in memory answers "memory" whatever journal is asked for.
    let nowhere = Connection::open_in_memory().unwrap();
    let refused = schema::keeps_its_promise(&nowhere).unwrap_err();
    assert!(refused.to_string().contains("journal_mode = WAL"), "{refused}");
}
