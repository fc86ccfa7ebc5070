//! Board rows: written with the events that changed them, read for the board and the search.

use std::sync::{Arc, Mutex, PoisonError};

use pathway::board::BoardRow;
use pathway::status::Status;
use pathway::{CaseId, Reference};
use rusqlite::{Connection, OptionalExtension, ToSql, params, params_from_iter};

use super::{Rows, codec};
use crate::error::{Error, While};
use crate::record::{BoardFilter, Change, Counts, Search};

/// How many changes a reader gets at once.
const CHANGES_MAX: i64 = 1_000;

/// Writes the row of a case. What identifies a person never changes after the referral, so an
/// existing row keeps those columns and their indexes are left alone.
pub(super) fn write(
    db: &Connection,
    row: &BoardRow,
    position: u64,
    exists: bool,
) -> Result<(), Error> {
    let json = codec::json(row, "board row")?;
    let columns = Columns::of(row, position);
    if exists && update(db, &columns, &json).during("writing a board row")? {
        return Ok(());
    }
    insert(db, row, &columns, &json).during("writing a board row")
}

/// The columns that a command can change.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) stream: [u8; 16],
    pub(super) version: i64,
    pub(super) position: i64,
    pub(super) closed: bool,
    pub(super) tier: u8,
    pub(super) status: &'static str,
    pub(super) changed_at: i64,
}

impl Columns {
    pub(super) fn of(row: &BoardRow, position: u64) -> Self {
        Self {
            stream: codec::id(row.case.0),
            version: codec::int(row.version),
            position: codec::int(position),
            closed: row.status == Status::Closed,
            tier: row.tier.rank(),
            status: row.status.key(),
            changed_at: codec::nanos(row.changed_at),
        }
    }
}

fn update(db: &Connection, columns: &Columns, json: &str) -> rusqlite::Result<bool> {
    let mut update = db.prepare_cached(
        "UPDATE board SET version = ?2, position = ?3, closed = ?4, tier = ?5, status = ?6,
                          changed_at = ?7, row = ?8
         WHERE stream = ?1",
    )?;
    let changed = update.execute(params![
        columns.stream,
        columns.version,
        columns.position,
        columns.closed,
        columns.tier,
        columns.status,
        columns.changed_at,
        json,
    ])?;
    Ok(changed == 1)
}

fn insert(db: &Connection, row: &BoardRow, columns: &Columns, json: &str) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO board (stream, version, position, closed, tier, status, changed_at, row,
                            reference, family, given, born, nhs)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    insert.execute(params![
        columns.stream,
        columns.version,
        columns.position,
        columns.closed,
        columns.tier,
        columns.status,
        columns.changed_at,
        json,
        row.reference.0,
        codec::folded(&row.person.family),
        codec::folded(&row.person.given),
        row.person.born.map(|born| born.to_string()),
        row.person.nhs_number.as_deref().map(digits),
    ])?;
    Ok(())
}

pub(super) fn digits(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).collect()
}

/// One row, from memory if it is the latest.
pub(super) fn one(
    db: &Connection,
    rows: &Mutex<Rows>,
    case: CaseId,
) -> Result<Option<Arc<BoardRow>>, Error> {
    let position: Option<i64> = db
        .prepare_cached("SELECT position FROM board WHERE stream = ?1")
        .and_then(|mut select| select.query_row([codec::id(case.0)], |row| row.get(0)).optional())
        .during("reading a board row")?;
    position.map(|position| decoded(db, rows, case, codec::count(position))).transpose()
}

/// The board, in its order.
pub(super) fn list(
    db: &Connection,
    rows: &Mutex<Rows>,
    filter: &BoardFilter,
) -> Result<Vec<Arc<BoardRow>>, Error> {
    let status = filter.status.map(Status::key);
    let limit = codec::int(filter.limit as u64);
    if filter.closed {
        let which = "SELECT stream, position FROM board
                     WHERE closed = 1 ORDER BY changed_at DESC LIMIT ?1";
        return several(db, rows, which, &[&limit]);
    }
    // Every open case is put in order before the list is cut: the most urgent is never cut off.
    let which = match status {
        None => "SELECT stream, position FROM board WHERE closed = 0",
        Some(_) => "SELECT stream, position FROM board WHERE closed = 0 AND status = ?1",
    };
    let status = status.as_ref().map(|status| status as &dyn ToSql);
    let mut found = several(db, rows, which, status.as_slice())?;
    found.sort_by_cached_key(|row| row.order());
    found.truncate(filter.limit);
    Ok(found)
}

/// A word begins one of the person's names.
const NAME: &str = "(family >= ? AND family < ? OR given >= ? AND given < ?
    OR instr(' ' || family || ' ' || given, ' ' || ?) > 0)";

/// Whoever matches, open cases first. Only fixed pieces make the SQL; what was typed is bound.
pub(super) fn search(
    db: &Connection,
    rows: &Mutex<Rows>,
    search: &Search,
) -> Result<Vec<Arc<BoardRow>>, Error> {
    let mut conditions: Vec<String> = Vec::new();
    let mut values: Vec<String> = Vec::new();
    if let Some(number) = &search.nhs_number {
        conditions.push("nhs = ?".into());
        values.push(digits(number));
    }
    if let Some(born) = search.born {
        conditions.push("born = ?".into());
        values.push(born.to_string());
    }
    let mut either: Vec<String> = Vec::new();
    if let Some(reference) = &search.reference {
        either.push("reference = ?".into());
        values.push(spelt(reference).0);
    }
    let name = codec::folded(search.name.as_deref().unwrap_or_default());
    let words: Vec<&str> = name.split_whitespace().collect();
    if !words.is_empty() {
        either.push(vec![NAME; words.len()].join(" AND "));
    }
    for word in words {
        let end = codec::after_prefix(word);
        values.extend([word.into(), end.clone(), word.into(), end, word.into()]);
    }
    if !either.is_empty() {
        conditions.push(format!("({})", either.join(" OR ")));
    }
    if conditions.is_empty() {
        return Ok(Vec::new());
    }
    let limit = if search.limit == 0 { 50 } else { search.limit.min(500) };
    values.push(limit.to_string());
    let which = format!(
        "SELECT stream, position FROM board WHERE {} \
         ORDER BY closed, changed_at DESC LIMIT CAST(? AS INTEGER)",
        conditions.join(" AND ")
    );
    let values: Vec<&dyn ToSql> = values.iter().map(|value| value as &dyn ToSql).collect();
    several(db, rows, &which, &values)
}

/// "7f3kq2wm" is read as "7F3K-Q2WM".
fn spelt(reference: &str) -> Reference {
    let letters: String = reference
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    match letters.split_at_checked(4) {
        Some((left, right)) if !right.is_empty() => Reference(format!("{left}-{right}")),
        _ => Reference(letters),
    }
}

/// The latest row of each case that changed after a position.
pub(super) fn changes_since(
    db: &Connection,
    rows: &Mutex<Rows>,
    position: u64,
) -> Result<Vec<Change>, Error> {
    let changed: Vec<(CaseId, u64)> = db
        .prepare_cached(
            "SELECT stream, position FROM board WHERE position > ?1 ORDER BY position LIMIT ?2",
        )
        .and_then(|mut select| {
            select.query_map([codec::int(position), CHANGES_MAX], place)?.collect()
        })
        .during("reading changes")?;
    changed
        .into_iter()
        .map(|(case, position)| {
            let row = decoded(db, rows, case, position)?;
            let interrupt = row.tier.is_emergency() && row.status == Status::Unacknowledged;
            Ok(Change { position, case, row, interrupt })
        })
        .collect()
}

fn place(row: &rusqlite::Row<'_>) -> rusqlite::Result<(CaseId, u64)> {
    Ok((CaseId(codec::uuid(row, 0)?), codec::count(row.get(1)?)))
}

fn several(
    db: &Connection,
    rows: &Mutex<Rows>,
    which: &str,
    values: &[&dyn ToSql],
) -> Result<Vec<Arc<BoardRow>>, Error> {
    let found: Vec<(CaseId, u64)> = db
        .prepare_cached(which)
        .and_then(|mut select| select.query_map(params_from_iter(values), place)?.collect())
        .during("reading the board")?;
    found.into_iter().map(|(case, position)| decoded(db, rows, case, position)).collect()
}

/// The row of a case at a position: from memory, or decoded and remembered.
fn decoded(
    db: &Connection,
    rows: &Mutex<Rows>,
    case: CaseId,
    position: u64,
) -> Result<Arc<BoardRow>, Error> {
    let remembered = rows.lock().unwrap_or_else(PoisonError::into_inner).get(&case);
    if let Some((at, row)) = remembered
        && at == position
    {
        return Ok(row);
    }
    let json: String = db
        .prepare_cached("SELECT row FROM board WHERE stream = ?1")
        .and_then(|mut select| select.query_row([codec::id(case.0)], |row| row.get(0)))
        .during("reading a board row")?;
    let row: BoardRow =
        serde_json::from_str(&json).map_err(|source| Error::unreadable("board row", source))?;
    let row = Arc::new(row);
    let mut rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
    rows.insert(case, (position, Arc::clone(&row)));
    Ok(row)
}

pub(super) fn counts(db: &Connection) -> rusqlite::Result<Counts> {
    let number = |sql: &str| -> rusqlite::Result<u64> {
        db.prepare_cached(sql)?.query_row([], |row| row.get(0)).map(codec::count)
    };
    Ok(Counts {
        open: number("SELECT count(*) FROM board WHERE closed = 0")?,
        closed: number("SELECT count(*) FROM board WHERE closed = 1")?,
        unacknowledged: number(
            "SELECT count(*) FROM board WHERE closed = 0 AND status = 'unacknowledged'",
        )?,
        events: number("SELECT coalesce(max(position), 0) FROM event")?,
        deadlines: number("SELECT count(*) FROM deadline")?,
    })
}
