//! Who did what, and who saw what. Every row is chained to the one before (see `logs`).

use pathway::CaseId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::{codec, logs};
use crate::error::{Error, While};
use crate::record::{AccessRow, AuditRow, Seen};
use crate::report::Log;
use crate::submission::Act;

/// What an act led to.
#[derive(Clone, Copy, Default)]
pub(super) struct Written {
    pub(super) case: Option<CaseId>,
    pub(super) position: u64,
    pub(super) events: u64,
    /// The hash of the last of them.
    pub(super) hash: Option<[u8; 32]>,
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
    let stream = written.case.map(|case| codec::id(case.0));
    let row = [
        ValueRef::Integer(codec::nanos(act.now)),
        text(&act.actor.name),
        text(act.actor.role.key()),
        maybe(act.actor.user.as_deref().map(str::as_bytes), ValueRef::Text),
        text(act.via.key()),
        text(action),
        maybe(stream.as_ref().map(<[u8; 16]>::as_slice), ValueRef::Blob),
        text(outcome),
        text(detail),
        ValueRef::Integer(codec::int(written.position)),
        ValueRef::Integer(codec::int(written.events)),
    ];
    logs::append(db, Log::Audit, &row, written.hash.as_ref())
}

const fn text(words: &str) -> ValueRef<'_> {
    ValueRef::Text(words.as_bytes())
}

fn maybe<'v>(bytes: Option<&'v [u8]>, value: fn(&'v [u8]) -> ValueRef<'v>) -> ValueRef<'v> {
    bytes.map_or(ValueRef::Null, value)
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
    for one in seen {
        let stream = one.case.map(|case| codec::id(case.0));
        let row = [
            ValueRef::Integer(codec::nanos(one.now)),
            text(&one.actor.name),
            text(one.actor.role.key()),
            maybe(one.actor.user.as_deref().map(str::as_bytes), ValueRef::Text),
            text(&one.page),
            maybe(stream.as_ref().map(<[u8; 16]>::as_slice), ValueRef::Blob),
        ];
        logs::append(db, Log::Access, &row, None).during("writing the access log")?;
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
