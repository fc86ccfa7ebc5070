//! Reading the record back.

use std::fmt::Write as _;

use pathway::{Case, CaseId, Recorded};
use rusqlite::{Connection, params};

use super::chain::{self, EventRow};
use super::codec;
use crate::error::{Error, While};
use crate::record::{CaseFile, StoredEvent};

/// The position of the last event; 0 before the first.
pub(super) fn last_position(db: &Connection) -> Result<u64, Error> {
    db.prepare_cached("SELECT coalesce(max(position), 0) FROM event")
        .and_then(|mut select| select.query_row([], |row| row.get(0)))
        .map(codec::count)
        .during("reading where the record ends")
}

/// Every event of a case with its position, oldest first.
pub(super) fn history(db: &Connection, id: CaseId) -> Result<Vec<(Recorded, u64)>, Error> {
    history_after(db, id, 0)
}

/// The same, without the versions up to `version`.
pub(super) fn history_after(
    db: &Connection,
    id: CaseId,
    version: u64,
) -> Result<Vec<(Recorded, u64)>, Error> {
    let mut select = db
        .prepare_cached(
            "SELECT version, type, occurred_at, recorded_at, actor, reason, data, position
             FROM event WHERE stream = ?1 AND version > ?2 ORDER BY version",
        )
        .during("reading a case")?;
    let values = params![codec::id(id.0), codec::int(version)];
    let mut rows = select.query(values).during("reading a case")?;
    let mut history = Vec::new();
    while let Some(row) = rows.next().during("reading a case")? {
        let position = row.get(7).map(codec::count).during("reading a case")?;
        history.push((codec::recorded(row)?, position));
    }
    Ok(history)
}

/// One case, whole.
pub(super) fn case(db: &Connection, id: CaseId) -> Result<Option<CaseFile>, Error> {
    let events = history(db, id)?;
    let Some(position) = events.last().map(|(_, position)| *position) else { return Ok(None) };
    let history: Vec<Recorded> = events.into_iter().map(|(recorded, _)| recorded).collect();
    let case = Case::from_history(&history);
    Ok(Some(CaseFile { case, history, position }))
}

/// Every event of a case as its row holds it, each hash computed again.
pub(super) fn stored(db: &Connection, id: CaseId) -> rusqlite::Result<Vec<StoredEvent>> {
    let mut select = db.prepare_cached(
        "SELECT position, version, type, schema_revision, occurred_at, recorded_at, actor, reason,
                data, prev_hash, hash
         FROM event WHERE stream = ?1 ORDER BY version",
    )?;
    let mut before = chain::START;
    let rows = select.query_map([codec::id(id.0)], |row| {
        let (prev_hash, hash): ([u8; 32], [u8; 32]) = (row.get(9)?, row.get(10)?);
        let mut one = StoredEvent {
            position: codec::count(row.get(0)?),
            version: codec::count(row.get(1)?),
            kind: row.get(2)?,
            schema_revision: row.get(3)?,
            occurred_at: row.get(4)?,
            recorded_at: row.get(5)?,
            actor: row.get(6)?,
            reason: row.get(7)?,
            data: row.get(8)?,
            prev_hash: hex(&prev_hash),
            hash: hex(&hash),
            intact: false,
        };
        let computed = EventRow {
            position: one.position,
            stream: codec::id(id.0),
            version: one.version,
            kind: &one.kind,
            schema_revision: one.schema_revision,
            occurred_at: &one.occurred_at,
            recorded_at: &one.recorded_at,
            actor: &one.actor,
            reason: one.reason.as_deref(),
            data: &one.data,
        };
        one.intact = prev_hash == before && computed.hash(&prev_hash) == hash;
        before = hash;
        Ok(one)
    })?;
    rows.collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
