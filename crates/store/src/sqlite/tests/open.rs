//! Opening, locking, versions, durability of the settings, and the thread that writes.

use std::sync::Arc;

use pathway::Command;
use pathway::note::AddNote;
use rusqlite::Connection;

use super::super::{inspect, schema};
use super::setup::{act, case, coordinator, done, emergency, folder, later, open, start, submit};
use crate::{Error, Outcome, Seen, Severity, Sqlite, Store, Submission};
use pathway::Site;

#[test]
fn every_commit_is_synced_and_the_database_says_so() {
    let folder = folder();
    schema::lock(folder.path()).unwrap();
    let connection = schema::open_writer(folder.path()).unwrap();
    assert_eq!(schema::synchronous(&connection).unwrap(), 2, "FULL");
    connection.execute_batch("PRAGMA synchronous = NORMAL").unwrap();
    assert_eq!(schema::synchronous(&connection).unwrap(), 1, "the question can be answered no");
}

#[test]
fn a_second_process_is_refused_and_told_what_to_do() {
    let folder = folder();
    let first = open(folder.path());
    let second = Sqlite::open(folder.path(), Site::default()).err().unwrap();
    assert!(matches!(second, Error::InUse { .. }));
    assert!(second.to_string().contains("stop it first"), "{second}");
    assert_eq!(second.severity(), Severity::Warning);
    drop(first);
    open(folder.path());
}

#[test]
fn a_database_from_a_newer_version_is_refused_untouched() {
    let folder = folder();
    drop(open(folder.path()));
    let file = schema::file(folder.path());
    let newer = Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let refused = Sqlite::open(folder.path(), Site::default()).err().unwrap();
    assert!(matches!(refused, Error::Newer { found: 99, .. }), "{refused}");
    let version: u32 = Connection::open(&file)
        .unwrap()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 99);
}

#[test]
fn a_laxer_site_is_refused() {
    let folder = folder();
    let mut site = Site::default();
    site.ladder.registrar_min = 60;
    let refused = Sqlite::open(folder.path(), site).err().unwrap();
    assert!(refused.to_string().contains("registrar_min"), "{refused}");
}

/// The whole schema as it stands, for reading; kept equal to what the migrations make.
#[test]
fn the_fresh_schema_equals_the_migrated_one() {
    let describe = |connection: &Connection| -> Vec<String> {
        let mut select = connection
            .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            .unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut migrated = Connection::open_in_memory().unwrap();
    schema::migrate(&mut migrated).unwrap();
    let fresh = Connection::open_in_memory().unwrap();
    fresh.execute_batch(include_str!("../../../migrations/sqlite/schema.sql")).unwrap();
    assert_eq!(describe(&migrated), describe(&fresh));
}

#[tokio::test]
async fn the_link_secret_is_made_once_and_stays() {
    let folder = folder();
    let secret = open(folder.path()).link_secret();
    assert_eq!(open(folder.path()).link_secret(), secret);
    let other = super::setup::folder();
    assert_ne!(open(other.path()).link_secret(), secret);
}

#[tokio::test]
async fn an_access_is_logged_without_waiting_and_survives_closing() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    for page in ["case", "handover"] {
        let actor = coordinator();
        store.saw(Seen { case: Some(case(1)), actor, now: later(1), page: page.into() });
    }
    drop(store);
    let store = open(folder.path());
    let pages: Vec<_> = store.access_log(case(1)).await.unwrap();
    let pages: Vec<_> = pages.iter().map(|row| (row.page.as_str(), row.name.as_str())).collect();
    assert_eq!(pages, [("handover", "A. Ng"), ("case", "A. Ng")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_share_commits() {
    let folder = folder();
    let store = Arc::new(open(folder.path()));
    let before = store.figures();
    let clients: Vec<_> = (0..64_u128)
        .map(|client| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                for n in 0..4 {
                    let n = client * 4 + n;
                    done(&store, case(n), emergency(n), start()).await;
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    let figures = store.figures();
    assert_eq!(figures.jobs - before.jobs, 256);
    let commits = figures.commits - before.commits;
    assert!(commits < 200, "{commits} commits for 256 referrals");
    assert!(store.verify().await.unwrap().is_sound());
}

#[tokio::test]
async fn one_refused_piece_of_work_spoils_none_of_its_batch() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let note = || Command::AddNote(AddNote { text: "Seen on the ward.".into(), at: None });
    let unknown = submit(&store, case(5), Command::Acknowledge, later(1));
    // A broken piece of work writes half of what it wants and then fails.
    let broken = store.write(|desk| {
        desk.db.execute("DELETE FROM board", []).unwrap();
        desk.db.execute("DELETE FROM event", []).unwrap();
        let _ = desk.state.next_position();
        Err::<(), _>(Error::Stopped)
    });
    let first = submit(&store, case(1), note(), later(1));
    let second = submit(&store, case(2), emergency(2), later(1));
    let (first, broken, unknown, second) = tokio::join!(first, broken, unknown, second);
    assert!(matches!(first, Outcome::Done { .. }), "{first:?}");
    assert!(matches!(second, Outcome::Done { .. }), "{second:?}");
    assert!(matches!(unknown, Outcome::Refused(_)), "{unknown:?}");
    assert!(broken.is_err());
    assert!(store.healthy());
    let report = store.verify().await.unwrap();
    assert_eq!(report.first_problems, Vec::<String>::new());
    assert_eq!(report.cases, 2);
}

#[tokio::test]
async fn after_a_failed_commit_nothing_is_accepted_any_more() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    // A deferred constraint that does not hold makes the commit itself fail.
    let spoilt = store.write(|desk| {
        desk.db
            .execute_batch(
                "PRAGMA defer_foreign_keys = ON;
                 INSERT INTO preference (user, key, value) VALUES (x'00', 'theme', 'dark');",
            )
            .unwrap();
        Ok(())
    });
    let beside = store.submit(Submission::new(case(2), emergency(2), coordinator(), start()));
    let (spoilt, beside) = tokio::join!(spoilt, beside);
    assert!(matches!(spoilt, Err(Error::Stopped)), "{spoilt:?}");
    assert!(matches!(beside, Err(Error::Stopped)), "{beside:?}");
    assert!(!store.healthy());
    let later = store.submit(Submission::new(case(3), emergency(3), coordinator(), start())).await;
    assert!(matches!(later, Err(Error::Stopped)), "{later:?}");
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.counts().await.unwrap().open, 1, "only what was acknowledged");
    assert!(store.verify().await.unwrap().is_sound());
}

#[tokio::test]
async fn a_copy_made_while_it_runs_is_whole() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let copy = super::setup::folder();
    let to = schema::file(copy.path());
    store.backup(to.clone()).await.unwrap();
    let again = store.backup(to).await;
    assert!(matches!(again, Err(Error::File { .. })), "never over a file that is there");
    let restored = open(copy.path());
    assert_eq!(restored.case(case(1)).await.unwrap(), store.case(case(1)).await.unwrap());
    assert_eq!(restored.link_secret(), store.link_secret());
    assert!(restored.verify().await.unwrap().is_sound());
}

#[tokio::test]
async fn a_folder_can_be_checked_while_it_is_served_and_after() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    assert!(inspect(folder.path(), &Site::default()).unwrap().is_sound());
    drop(store);
    let report = inspect(folder.path(), &Site::default()).unwrap();
    assert_eq!((report.cases, report.problems), (1, 0));
    let _ = act();
}

#[tokio::test]
async fn the_log_of_a_killed_process_is_copied_back_at_the_next_start() {
    let (alive, killed) = (folder(), folder());
    let store = open(alive.path());
    done(&store, case(1), emergency(1), start()).await;
    let log = |folder: &std::path::Path| folder.join("cordline.db-wal");
    for name in ["cordline.db", "cordline.db-wal"] {
        std::fs::copy(alive.path().join(name), killed.path().join(name)).unwrap();
    }
    let size = |folder: &std::path::Path| std::fs::metadata(log(folder)).map_or(0, |at| at.len());
    assert!(size(killed.path()) > 0, "something was left in the log");
    let again = open(killed.path());
    assert_eq!(size(killed.path()), 0);
    assert!(again.case(case(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn rows_made_by_another_version_are_made_again_at_the_next_start() {
    let folder = folder();
    let store = open(folder.path());
    done(&store, case(1), emergency(1), start()).await;
    let row = store.row(case(1)).await.unwrap().unwrap();
    drop(store);
    let database = Connection::open(schema::file(folder.path())).unwrap();
    let old = "UPDATE meta SET value = CAST('board 1' AS BLOB) WHERE key = 'projections'";
    assert_eq!(database.execute(old, []).unwrap(), 1);
    assert_eq!(database.execute("UPDATE board SET row = '{}', tier = 7", []).unwrap(), 1);
    assert!(database.execute("DELETE FROM deadline", []).unwrap() > 0);
    drop(database);
    let again = open(folder.path());
    assert_eq!(again.row(case(1)).await.unwrap().unwrap(), row);
    assert!(again.next_deadline().await.unwrap().is_some());
    assert!(again.verify().await.unwrap().is_sound());
}
