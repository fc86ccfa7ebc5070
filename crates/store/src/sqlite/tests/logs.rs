//! The audit and the access log are evidence: an edited, removed or moved row is found, also when it
//! is the last one and its head was noted.

use std::path::Path;

use pathway::{Command, Site};
use rusqlite::Connection;

use super::super::{inspect, schema, still_holds};
use super::setup::{case, coordinator, done, emergency, folder, later, open, start, submit};
use crate::{Head, NotAHead, Report, Seen, Store};

/// A case, acts on it (one refused), and two people who looked at it.
async fn filled(folder: &Path) {
    let store = open(folder);
    done(&store, case(1), emergency(1), start()).await;
    done(&store, case(1), Command::Acknowledge, later(2)).await;
    submit(&store, case(1), Command::Acknowledge, later(3)).await;
    for page in ["case", "handover", "print"] {
        let (case, now) = (Some(case(1)), later(4));
        store.saw(Seen { case, actor: coordinator(), now, page: page.into() });
    }
}

fn check(folder: &Path) -> Report {
    inspect(folder, &Site::default()).unwrap()
}

fn edit(folder: &Path, sql: &str) {
    let file = Connection::open(schema::file(folder)).unwrap();
    file.execute_batch(sql).unwrap();
    assert!(file.total_changes() > 0, "the edit changed nothing: {sql}");
}

/// What `verify` says after someone edited the file.
async fn after(sql: &str) -> Vec<String> {
    let folder = folder();
    filled(folder.path()).await;
    assert_eq!(check(folder.path()).first_problems, Vec::<String>::new());
    edit(folder.path(), sql);
    check(folder.path()).first_problems
}

#[tokio::test]
async fn every_column_of_an_audit_row_is_evidence() {
    for column in [
        "at = at + 1",
        "name = 'B. Ng'",
        "role = 'consultant'",
        "user = 'b'",
        "user = ''",
        "via = 'fhir'",
        "action = 'CloseCase'",
        "stream = randomblob(16)",
        "stream = NULL",
        "outcome = 'refused: invalid'",
        "detail = 'x'",
        "position = 1",
        "events = events + 1",
        "hash = randomblob(32)",
        "hash = NULL",
    ] {
        let problems = after(&format!("UPDATE audit SET {column} WHERE id = 2")).await;
        let told = problems.iter().any(|problem| problem.starts_with("audit: row "));
        assert!(told, "{column}: {problems:?}");
    }
}

#[tokio::test]
async fn every_column_of_an_access_row_is_evidence() {
    for column in [
        "at = at + 1",
        "name = 'B. Ng'",
        "role = 'consultant'",
        "user = 'b'",
        "page = 'audit'",
        "stream = NULL",
        "hash = zeroblob(32)",
    ] {
        let problems = after(&format!("UPDATE access SET {column} WHERE id = 2")).await;
        let told = problems.iter().any(|problem| problem.starts_with("access: row "));
        assert!(told, "{column}: {problems:?}");
    }
}

#[tokio::test]
async fn a_removed_or_moved_row_of_a_log_is_found() {
    let gone = after("DELETE FROM access WHERE id = 2").await;
    assert_eq!(gone, ["access: rows between 1 and 3 are gone"]);
    let gone = after("DELETE FROM access WHERE id = 1").await;
    assert_eq!(gone, ["access: rows between 0 and 2 are gone"]);
    let closed_up =
        after("DELETE FROM access WHERE id = 2; UPDATE access SET id = 2 WHERE id = 3;").await;
    assert!(closed_up[0].starts_with("access: row 2"), "{closed_up:?}");
    let swapped = after(
        "UPDATE audit SET id = -1 WHERE id = 2;
         UPDATE audit SET id = 2 WHERE id = 3;
         UPDATE audit SET id = 3 WHERE id = -1;",
    )
    .await;
    assert_eq!(swapped.len(), 2, "{swapped:?}");
    // A refusal changes no event, so nothing but the chain tells of it.
    let refusal = after("UPDATE audit SET outcome = 'done' WHERE outcome LIKE 'refused%'").await;
    assert_eq!(refusal.len(), 1, "{refusal:?}");
}

#[tokio::test]
async fn a_noted_head_shows_that_the_end_was_cut_off_or_made_anew() {
    let folder = folder();
    filled(folder.path()).await;
    let heads = check(folder.path()).heads;
    assert_eq!(heads.len(), 2);
    let all_hold = |path: &Path| heads.iter().all(|head| still_holds(path, head).unwrap());
    assert!(all_hold(folder.path()));
    // Later rows leave what was noted as it is.
    {
        let store = open(folder.path());
        done(&store, case(2), emergency(2), later(9)).await;
        store.saw(Seen {
            case: Some(case(2)),
            actor: coordinator(),
            now: later(9),
            page: "case".into(),
        });
    }
    assert!(all_hold(folder.path()));
    let grown = check(folder.path()).heads;
    assert!(grown.iter().zip(&heads).all(|(now, then)| now.row == then.row + 1), "{grown:?}");
    // Cut off, the chain itself stays whole; the noted head is what tells.
    edit(folder.path(), "DELETE FROM access WHERE id >= 3");
    assert!(check(folder.path()).is_sound());
    let held: Vec<bool> =
        heads.iter().map(|head| still_holds(folder.path(), head).unwrap()).collect();
    assert_eq!(held, [true, false]);
}

#[tokio::test]
async fn the_audit_seals_the_events_it_tells_of() {
    // Whoever cuts off the last event of a case would have to make the audit anew as well.
    let problems =
        after("DELETE FROM event WHERE position = (SELECT max(position) FROM event)").await;
    assert!(problems.iter().any(|problem| problem.starts_with("audit: row 2")), "{problems:?}");
}

#[test]
fn a_head_reads_back_as_it_was_written_and_nothing_else_does() {
    let head = Head { log: crate::Log::Audit, row: 12, hash: [0xAB; 32] };
    let text = head.to_string();
    assert!(text.starts_with("audit:12:abab"), "{text}");
    assert_eq!(text.parse(), Ok(head));
    for wrong in ["", "audit", "audit:12", "audit:12:ab", "board:12:", "audit:x:"] {
        let wrong = format!(
            "{wrong}{}",
            if wrong.ends_with(':') { "ab".repeat(32) } else { String::new() }
        );
        assert_eq!(wrong.parse::<Head>(), Err(NotAHead), "{wrong}");
    }
    let signs = text.replace("ab", "+1");
    assert_eq!(signs.parse::<Head>(), Err(NotAHead));
}

/// The schema of the first release, with rows as it wrote them.
fn first_schema(folder: &Path) -> Connection {
    let file = Connection::open(schema::file(folder)).unwrap();
    file.execute_batch(include_str!("../../../migrations/sqlite/0001_first.sql")).unwrap();
    file.execute_batch(
        "PRAGMA user_version = 1;
         INSERT INTO audit VALUES
           (1, 5, 'Admin', 'administrator', NULL, 'command', 'add user', NULL, 'done', 'b', 0, 0),
           (2, 6, 'Admin', 'administrator', 'a', 'web', 'sign in', NULL, 'done', '', 0, 0);
         INSERT INTO access VALUES (1, 7, 'A. Ng', 'coordinator', 'a', 'case', zeroblob(16));",
    )
    .unwrap();
    file
}

#[tokio::test]
async fn a_database_from_before_the_chain_is_read_as_it_is_and_chained_when_it_is_opened() {
    let folder = folder();
    drop(first_schema(folder.path()));
    let report = check(folder.path());
    assert_eq!((report.problems, report.heads.len(), report.audit_rows), (0, 0, 2));
    drop(open(folder.path()));
    let report = check(folder.path());
    assert_eq!(report.first_problems, Vec::<String>::new());
    assert_eq!(report.heads.iter().map(|head| head.row).collect::<Vec<_>>(), [2, 1]);
    edit(folder.path(), "UPDATE audit SET name = 'Nobody' WHERE id = 1");
    assert_eq!(check(folder.path()).problems, 1);
}
