//! Messages on their way out: queued with the events that led to them, one row for each channel.

use jiff::Timestamp;
use pathway::CaseId;
use pathway::handover::STREAM;
use pathway::ladder::Contact;
use pathway::message::Message;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::codec;
use crate::draft::DraftId;
use crate::due::{Channel, OutboxRow, OutboxState, Owner};

/// A message without its channel.
pub(super) struct Outgoing<'a> {
    pub(super) key: &'a str,
    pub(super) to: &'a Contact,
    pub(super) about: Owner,
    pub(super) subject: &'a str,
    pub(super) text: &'a str,
}

/// Queues the messages of a case.
pub(super) fn queue(db: &Connection, messages: &[Message], now: Timestamp) -> rusqlite::Result<()> {
    messages.iter().try_for_each(|message| {
        let outgoing = Outgoing {
            key: &message.key,
            to: &message.to,
            about: about(message.case),
            subject: &message.subject,
            text: &message.text,
        };
        queue_one(db, &outgoing, now)
    })
}

/// The handover has a stream of its own in the place of a case.
fn about(stream: CaseId) -> Owner {
    if stream == STREAM { Owner::Handover } else { Owner::Case(stream) }
}

/// Queues one message, once for each address the person has. A key that was queued before is the
/// same message.
pub(super) fn queue_one(
    db: &Connection,
    message: &Outgoing<'_>,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO outbox (key, channel, address, name, stream, draft, subject, text,
                             created_at, retry_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
         ON CONFLICT (key) DO NOTHING",
    )?;
    let (case, draft) = match message.about {
        Owner::Case(case) => (Some(codec::id(case.0)), None),
        Owner::Draft(draft) => (None, Some(codec::id(draft.0))),
        Owner::Handover => (Some(codec::id(STREAM.0)), None),
    };
    let addresses = [(Channel::Email, &message.to.email), (Channel::Pager, &message.to.pager)];
    for (channel, address) in addresses {
        let Some(address) = address.as_deref().filter(|address| !address.is_empty()) else {
            continue;
        };
        insert.execute(params![
            format!("{}:{}", message.key, channel.key()),
            channel.key(),
            address,
            message.to.name,
            case,
            draft,
            message.subject,
            message.text,
            codec::nanos(now),
        ])?;
    }
    Ok(())
}

pub(super) fn due(
    db: &Connection,
    now: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<OutboxRow>> {
    let mut select = db.prepare_cached(
        "SELECT id, key, channel, address, name, stream, draft, subject, text, created_at,
                attempts, error
         FROM outbox WHERE sent_at IS NULL AND retry_at <= ?1 ORDER BY retry_at, id LIMIT ?2",
    )?;
    let values = [codec::nanos(now), codec::int(limit as u64)];
    select.query_map(values, outbox_row)?.collect()
}

fn outbox_row(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    let draft = row.get::<_, Option<[u8; 16]>>(6)?.map(Uuid::from_bytes).map(DraftId);
    let about = codec::case(row, 5)?.map(about).or(draft.map(Owner::Draft));
    let channel: String = row.get(2)?;
    Ok(OutboxRow {
        id: row.get(0)?,
        key: row.get(1)?,
        channel: Channel::from_key(&channel).unwrap_or(Channel::Email),
        address: row.get(3)?,
        name: row.get(4)?,
        about,
        subject: row.get(7)?,
        text: row.get(8)?,
        created_at: codec::time(row.get(9)?),
        attempts: row.get(10)?,
        error: row.get(11)?,
    })
}

pub(super) fn sent(db: &Connection, id: i64, now: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE outbox SET sent_at = ?2, attempts = attempts + 1, error = NULL
         WHERE id = ?1 AND sent_at IS NULL",
    )?
    .execute([id, codec::nanos(now)])?;
    Ok(())
}

pub(super) fn failed(
    db: &Connection,
    id: i64,
    error: &str,
    retry_at: Timestamp,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE outbox SET attempts = attempts + 1, error = ?2, retry_at = ?3
         WHERE id = ?1 AND sent_at IS NULL",
    )?
    .execute(params![id, error, codec::nanos(retry_at)])?;
    Ok(())
}

pub(super) fn state(db: &Connection) -> rusqlite::Result<OutboxState> {
    let waiting = db
        .prepare_cached(
            "SELECT count(*), coalesce(sum(attempts > 0), 0), min(created_at)
             FROM outbox WHERE sent_at IS NULL",
        )?
        .query_row([], |row| {
            Ok(OutboxState {
                waiting: codec::count(row.get(0)?),
                failing: codec::count(row.get(1)?),
                oldest: row.get::<_, Option<i64>>(2)?.map(codec::time),
                ..OutboxState::default()
            })
        })?;
    let sent = db
        .prepare_cached("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL")?
        .query_row([], |row| row.get(0))
        .map(codec::count)?;
    let error = db
        .prepare_cached(
            "SELECT error FROM outbox WHERE sent_at IS NULL AND error IS NOT NULL
             ORDER BY retry_at DESC LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(OutboxState { sent, error, ..waiting })
}

/// Every case a message is about, for checking.
pub(super) fn cases(db: &Connection) -> rusqlite::Result<Vec<CaseId>> {
    let mut select = db.prepare("SELECT DISTINCT stream FROM outbox WHERE stream IS NOT NULL")?;
    select.query_map([], |row| codec::uuid(row, 0).map(CaseId))?.collect()
}
