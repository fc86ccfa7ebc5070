//! How ids, times and events are written as columns, and read back.

use jiff::Timestamp;
use pathway::{Actor, CaseId, Event, Recorded};
use rusqlite::Row;
use serde::Serialize;
use uuid::Uuid;

use crate::error::Error;

/// A time as an INTEGER column: nanoseconds since 1970. What lies outside the years 1678 to 2261
/// is moved to that border; events keep their times as text, exactly.
pub(super) fn nanos(at: Timestamp) -> i64 {
    let nanos = at.as_nanosecond();
    i64::try_from(nanos).unwrap_or(if nanos < 0 { i64::MIN } else { i64::MAX })
}

/// The time in an INTEGER column.
pub(super) fn time(nanos: i64) -> Timestamp {
    Timestamp::from_nanosecond(i128::from(nanos)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A count as an INTEGER column.
pub(super) fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// The count in an INTEGER column.
pub(super) fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

/// A case, draft or user as a BLOB column.
pub(super) fn id(uuid: Uuid) -> [u8; 16] {
    *uuid.as_bytes()
}

/// The id in a BLOB column.
pub(super) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(column).map(Uuid::from_bytes)
}

/// The case in a BLOB column that may be empty.
pub(super) fn case(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<CaseId>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(Uuid::from_bytes).map(CaseId))
}

pub(super) fn json<T: Serialize>(value: &T, what: &'static str) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|source| Error::unreadable(what, source))
}

/// The data of an event, without the name of its type, which has a column of its own.
pub(super) fn data(event: &Event) -> Result<String, Error> {
    let mut whole = json(event, "event")?;
    let start = TYPE.len() + event.name().len() + DATA.len();
    // An event without data has none of this around it.
    if whole.len() <= start {
        return Ok("null".into());
    }
    whole.pop();
    whole.drain(..start);
    Ok(whole)
}

const TYPE: &str = "{\"type\":\"";
const DATA: &str = "\",\"data\":";

/// The event of a stored type and its data.
pub(super) fn event(kind: &str, data: &str) -> Result<Event, Error> {
    if !kind.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Error::unreadable("event", format!("no event is called {kind:?}")));
    }
    let whole = [TYPE, kind, DATA, data, "}"].concat();
    serde_json::from_str(&whole).map_err(|source| Error::unreadable("event", source))
}

/// An event as the service knows it, from a row that begins with the columns version, type,
/// time of happening, time of telling, actor, reason, data.
pub(super) fn recorded(row: &Row<'_>) -> Result<Recorded, Error> {
    let text = |column: usize| -> Result<&str, Error> {
        let value = row.get_ref(column).map_err(|source| Error::unreadable("event", source))?;
        value.as_str().map_err(|source| Error::unreadable("event", source))
    };
    let version = row.get::<_, i64>(0).map_err(|source| Error::unreadable("event", source))?;
    let reason = row.get(5).map_err(|source| Error::unreadable("event", source))?;
    let actor: Actor =
        serde_json::from_str(text(4)?).map_err(|source| Error::unreadable("actor", source))?;
    Ok(Recorded {
        version: count(version),
        occurred_at: instant(text(2)?)?,
        recorded_at: instant(text(3)?)?,
        actor,
        reason,
        event: event(text(1)?, text(6)?)?,
    })
}

fn instant(text: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|source: jiff::Error| Error::unreadable("time", source))
}

/// A name as the search compares it: lower case, letters and digits only, words one space apart.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if (c.is_whitespace() || c == '-') && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The first text that does not begin with `prefix`.
pub(super) fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}
