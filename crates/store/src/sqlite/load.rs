//! Reading the record back.

use pathway::{Case, CaseId, Recorded};
use rusqlite::{Connection, params};

use super::codec;
use crate::error::{Error, While};
use crate::record::CaseFile;

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
