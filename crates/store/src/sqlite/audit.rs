//! Who did what, and who saw what.

use pathway::CaseId;
use rusqlite::{Connection, Row, params};

use super::codec;
use crate::error::{Error, While};
use crate::record::{AccessRow, AuditRow, Seen};
use crate::submission::Act;

/// What an act led to.
#[derive(Clone, Copy, Default)]
pub(super) struct Written {
    pub(super) case: Option<CaseId>,
    pub(super) position: u64,
    pub(super) events: u64,
}

/// Writes one audit row.
pub(super) fn write(
    db: &Connection,
    act: &Act,
    action: &str,
    outcome: &str,
    detail: &str,
    written: Written,
) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO audit (at, name, role, user, via, action, stream, outcome, detail,
                            position, events)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    insert.execute(params![
        codec::nanos(act.now),
        act.actor.name,
        act.actor.role.key(),
        act.actor.user,
        act.via.key(),
        action,
        written.case.map(|case| codec::id(case.0)),
        outcome,
        detail,
        codec::int(written.position),
        codec::int(written.events),
    ])?;
    Ok(())
}

/// An act of administration, done.
pub(super) fn administration(
    db: &Connection,
    act: &Act,
    action: &str,
    detail: &str,
) -> Result<(), Error> {
    write(db, act, action, "done", detail, Written::default()).during("writing the audit")
}

/// Rows of the access log.
pub(super) fn write_seen(db: &Connection, seen: &[Seen]) -> Result<(), Error> {
    if seen.is_empty() {
        return Ok(());
    }
    let mut insert = db
        .prepare_cached(
            "INSERT INTO access (at, name, role, user, page, stream)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .during("writing the access log")?;
    for one in seen {
        insert
            .execute(params![
                codec::nanos(one.now),
                one.actor.name,
                one.actor.role.key(),
                one.actor.user,
                one.page,
                one.case.map(|case| codec::id(case.0)),
            ])
            .during("writing the access log")?;
    }
    Ok(())
}

const AUDIT: &str = "SELECT at, name, role, user, via, action, stream, outcome, detail, events
                     FROM audit";

pub(super) fn of_case(db: &Connection, case: CaseId) -> rusqlite::Result<Vec<AuditRow>> {
    let mut select = db.prepare_cached(&format!("{AUDIT} WHERE stream = ?1 ORDER BY id DESC"))?;
    select.query_map([codec::id(case.0)], audit_row)?.collect()
}

pub(super) fn recent(db: &Connection, limit: usize) -> rusqlite::Result<Vec<AuditRow>> {
    let mut select = db.prepare_cached(&format!("{AUDIT} ORDER BY id DESC LIMIT ?1"))?;
    select.query_map([codec::int(limit as u64)], audit_row)?.collect()
}

fn audit_row(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow {
        at: codec::time(row.get(0)?),
        name: row.get(1)?,
        role: row.get(2)?,
        user: row.get(3)?,
        via: row.get(4)?,
        action: row.get(5)?,
        case: codec::case(row, 6)?,
        outcome: row.get(7)?,
        detail: row.get(8)?,
        events: codec::count(row.get(9)?),
    })
}

pub(super) fn access_log(db: &Connection, case: CaseId) -> rusqlite::Result<Vec<AccessRow>> {
    let mut select = db.prepare_cached(
        "SELECT at, name, role, user, page, stream FROM access WHERE stream = ?1 ORDER BY id DESC",
    )?;
    let rows = select.query_map([codec::id(case.0)], |row| {
        Ok(AccessRow {
            at: codec::time(row.get(0)?),
            name: row.get(1)?,
            role: row.get(2)?,
            user: row.get(3)?,
            page: row.get(4)?,
            case: codec::case(row, 5)?,
        })
    })?;
    rows.collect()
}
