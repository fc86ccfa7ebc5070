//! The audit and the access log as evidence: each row's hash covers the row before and every other
//! column. An audit row covers the hash of the last event it tells of too, so the chain of the audit
//! seals the chains of all cases: one head, noted off the machine, vouches for everything before it.
//!
//! What a chain alone cannot see: rows cut off its end. That is what a noted head is for.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::chain::{self, Sum};
use super::codec;
use crate::error::{Error, While};
use crate::report::{Head, Log, Report};

/// The statements of one log. `next` gives id, hash, hash of the event, then the columns as
/// `insert` takes them between its first and its last.
struct Statements {
    head: &'static str,
    insert: &'static str,
    next: &'static str,
    seal: &'static str,
    hash: &'static str,
}

const AUDIT: Statements = Statements {
    head: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1",
    insert: "INSERT INTO audit (id, at, name, role, user, via, action, stream, outcome, detail,
                                position, events, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    next: "SELECT a.id, a.hash, e.hash, a.at, a.name, a.role, a.user, a.via, a.action, a.stream,
                  a.outcome, a.detail, a.position, a.events
           FROM audit AS a LEFT JOIN event AS e ON e.position = a.position
           WHERE a.id > ?1 ORDER BY a.id",
    seal: "UPDATE audit SET hash = ?2 WHERE id = ?1",
    hash: "SELECT hash FROM audit WHERE id = ?1",
};

const ACCESS: Statements = Statements {
    head: "SELECT id, hash FROM access ORDER BY id DESC LIMIT 1",
    insert: "INSERT INTO access (id, at, name, role, user, page, stream, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    next: "SELECT id, hash, NULL, at, name, role, user, page, stream
           FROM access WHERE id > ?1 ORDER BY id",
    seal: "UPDATE access SET hash = ?2 WHERE id = ?1",
    hash: "SELECT hash FROM access WHERE id = ?1",
};

const fn of(log: Log) -> &'static Statements {
    match log {
        Log::Audit => &AUDIT,
        Log::Access => &ACCESS,
    }
}

/// Columns of `next` before those of the row itself.
const BEFORE_COLUMNS: usize = 3;

/// Writes the next row of a log; `event` is the hash of the event it seals.
pub(super) fn append(
    db: &Connection,
    log: Log,
    row: &[ValueRef<'_>],
    event: Option<&[u8; 32]>,
) -> rusqlite::Result<()> {
    let (last, before) = head(db, log)?.unwrap_or((0, chain::START));
    let id = last + 1;
    let hash = link(&before, id, row.iter().copied(), event.map(|hash| &hash[..]));
    let (id, hash) = ([ValueRef::Integer(id)], [ValueRef::Blob(&hash)]);
    let all = id.iter().chain(row).chain(&hash);
    db.prepare_cached(of(log).insert)?
        .execute(params_from_iter(all.map(|value| ToSqlOutput::Borrowed(*value))))?;
    Ok(())
}

fn head(db: &Connection, log: Log) -> rusqlite::Result<Option<(i64, [u8; 32])>> {
    let mut select = db.prepare_cached(of(log).head)?;
    select.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

fn link<'v>(
    before: &[u8],
    id: i64,
    columns: impl Iterator<Item = ValueRef<'v>>,
    event: Option<&[u8]>,
) -> [u8; 32] {
    let mut sum = Sum::default();
    sum.field(Some(before));
    sum.field(Some(&id.to_be_bytes()));
    for column in columns {
        match column {
            ValueRef::Null => sum.field(None),
            ValueRef::Integer(whole) => sum.field(Some(&whole.to_be_bytes())),
            ValueRef::Real(real) => sum.field(Some(&real.to_be_bytes())),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => sum.field(Some(bytes)),
        }
    }
    sum.field(event);
    sum.finish()
}

/// What the hash of a row that is there must be.
fn linked(row: &Row<'_>, before: &[u8]) -> rusqlite::Result<[u8; 32]> {
    let count = row.as_ref().column_count();
    let columns =
        (BEFORE_COLUMNS..count).map(|place| row.get_ref(place)).collect::<Result<Vec<_>, _>>()?;
    let event = row.get_ref(2)?.as_blob_or_null()?;
    Ok(link(before, row.get(0)?, columns.into_iter(), event))
}

/// Chains the rows of a database from before they were chained.
pub(super) fn seal_all(db: &Connection) -> rusqlite::Result<()> {
    for log in Log::ALL {
        let mut next = db.prepare(of(log).next)?;
        let mut seal = db.prepare(of(log).seal)?;
        let (mut last, mut before) = (0, chain::START);
        while let Some((id, hash)) = next
            .query_row([last], |row| Ok((row.get::<_, i64>(0)?, linked(row, &before)?)))
            .optional()?
        {
            seal.execute((id, hash))?;
            (last, before) = (id, hash);
        }
    }
    Ok(())
}

/// Computes every hash again and says where a row was changed, removed or put in another place.
pub(super) fn check(db: &Connection, log: Log, report: &mut Report) -> Result<(), Error> {
    let name = log.name();
    let mut select = db.prepare(of(log).next).during("reading a log")?;
    let mut rows = select.query([0]).during("reading a log")?;
    let (mut last, mut before) = (0, chain::START);
    while let Some(row) = rows.next().during("reading a log")? {
        let id: i64 = row.get(0).during("reading a log")?;
        // A row without a hash was not written by this service.
        let hash: Option<[u8; 32]> = row.get(1).during("reading a log")?;
        if id != last + 1 {
            report.problem(format!("{name}: rows between {last} and {id} are gone"));
        } else if hash != Some(linked(row, &before).during("reading a log")?) {
            report.problem(format!(
                "{name}: row {id}, or an event it tells of, was changed after it was written"
            ));
        }
        (last, before) = (id, hash.unwrap_or(chain::START));
    }
    if last > 0 {
        report.heads.push(Head { log, row: codec::count(last), hash: before });
    }
    Ok(())
}

/// Whether a head noted earlier is still part of the log.
pub(super) fn holds(db: &Connection, head: &Head) -> rusqlite::Result<bool> {
    let found: Option<Option<[u8; 32]>> = db
        .prepare(of(head.log).hash)?
        .query_row([codec::int(head.row)], |row| row.get(0))
        .optional()?;
    Ok(found.flatten() == Some(head.hash))
}
