//! Deadline rows: a projection of each case, and the rescue of each draft.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use pathway::deadline::{Deadline, FireDeadline, deadlines};
use pathway::handover;
use pathway::{Actor, CaseId, Command, Event};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::desk::Desk;
use super::{append, codec, drafts, handover as service, load};
use crate::draft::DraftId;
use crate::due::{Fired, Owner};
use crate::error::{Error, While};
use crate::submission::{Act, Outcome, Submission, Via};

/// The coordinator hears of a draft that was left. No deadline of a case is called so.
pub(super) const RESCUE: &str = "draft:rescue";
/// A draft that nobody may keep longer is deleted. No deadline of a case is called so either.
pub(super) const EXPIRY: &str = "draft:expiry";

/// Makes the rows of a stream what its state says, changing only those that differ.
pub(super) fn replace(
    db: &Connection,
    id: CaseId,
    pending: Vec<Deadline>,
    had_rows: bool,
) -> rusqlite::Result<()> {
    let owner = codec::id(id.0);
    let mut stale = if had_rows { rows(db, owner)? } else { BTreeMap::new() };
    let mut set = db.prepare_cached(
        "INSERT INTO deadline (owner, key, due) VALUES (?1, ?2, ?3)
         ON CONFLICT (owner, key) DO UPDATE SET due = excluded.due",
    )?;
    for deadline in pending {
        let due = codec::nanos(deadline.due);
        if stale.remove(&deadline.key) != Some(due) {
            set.execute(params![owner, deadline.key, due])?;
        }
    }
    for key in stale.keys() {
        remove(db, owner, key)?;
    }
    Ok(())
}

/// The rows of one owner, key to due time.
pub(super) fn rows(db: &Connection, owner: [u8; 16]) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut select = db.prepare_cached("SELECT key, due FROM deadline WHERE owner = ?1")?;
    select.query_map([owner], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

pub(super) fn set(db: &Connection, owner: [u8; 16], key: &str, due: i64) -> rusqlite::Result<()> {
    let mut set = db.prepare_cached(
        "INSERT INTO deadline (owner, key, due) VALUES (?1, ?2, ?3)
         ON CONFLICT (owner, key) DO UPDATE SET due = excluded.due",
    )?;
    set.execute(params![owner, key, due])?;
    Ok(())
}

pub(super) fn remove(db: &Connection, owner: [u8; 16], key: &str) -> rusqlite::Result<()> {
    let mut delete = db.prepare_cached("DELETE FROM deadline WHERE owner = ?1 AND key = ?2")?;
    delete.execute(params![owner, key])?;
    Ok(())
}

pub(super) fn next(db: &Connection) -> rusqlite::Result<Option<Timestamp>> {
    let mut select = db.prepare_cached("SELECT min(due) FROM deadline")?;
    Ok(select.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(codec::time))
}

/// A row that came due.
#[derive(Clone, Debug)]
pub(super) struct Due {
    owner: Uuid,
    key: String,
}

/// Rows that are due, the longest overdue first.
pub(super) fn due(db: &Connection, now: Timestamp, limit: usize) -> rusqlite::Result<Vec<Due>> {
    let mut select =
        db.prepare_cached("SELECT owner, key FROM deadline WHERE due <= ?1 ORDER BY due LIMIT ?2")?;
    let rows = select.query_map([codec::nanos(now), codec::int(limit as u64)], |row| {
        Ok(Due { owner: codec::uuid(row, 0)?, key: row.get(1)? })
    })?;
    rows.collect()
}

/// Acts on one due row inside the writer's transaction. `None` when something else came first.
pub(super) fn fire(desk: &mut Desk<'_>, due: Due, now: Timestamp) -> Result<Option<Fired>, Error> {
    let owner = codec::id(due.owner);
    let row: Option<i64> = desk
        .db
        .prepare_cached("SELECT due FROM deadline WHERE owner = ?1 AND key = ?2")
        .and_then(|mut select| {
            select.query_row(params![owner, due.key], |row| row.get(0)).optional()
        })
        .during("reading a deadline")?;
    let Some(at) = row.filter(|at| *at <= codec::nanos(now)) else { return Ok(None) };
    if due.key == RESCUE {
        let draft = DraftId(due.owner);
        let late_by = now.duration_since(codec::time(at));
        let rescued = drafts::rescue(desk, draft, now)?;
        return Ok(rescued.then_some(Fired { owner: Owner::Draft(draft), key: due.key, late_by }));
    }
    if due.key == EXPIRY {
        let draft = DraftId(due.owner);
        let late_by = now.duration_since(codec::time(at));
        drafts::drop_draft(desk.db, draft)?;
        return Ok(Some(Fired { owner: Owner::Draft(draft), key: due.key, late_by }));
    }
    if due.owner == handover::STREAM.0 {
        return fire_handover(desk, due.key, now);
    }
    let case = CaseId(due.owner);
    let before = append::head(desk.db, case).during("reading the end of a case")?.version;
    let command = Command::FireDeadline(FireDeadline { key: due.key.clone() });
    let submission = Submission::new(case, command, Actor::system(), now).via(Via::Scheduler);
    match append::submit(desk, &submission)? {
        Outcome::Done { .. } => {
            let late_by = late_by(desk.db, case, before, &due.key)?;
            Ok(Some(Fired { owner: Owner::Case(case), key: due.key, late_by }))
        }
        Outcome::Refused(_) | Outcome::KeyReused => {
            // The row is not what the case says: all of its rows are made so again, none is lost.
            tracing::warn!(case = %case, "a deadline was pending that the case does not have");
            let head = append::head(desk.db, case).during("reading the end of a case")?;
            let state = desk.case(case, head)?;
            let pending = deadlines(&state, &desk.state.site);
            replace(desk.db, case, pending, true).during("writing deadlines")?;
            Ok(None)
        }
    }
}

fn fire_handover(desk: &mut Desk<'_>, key: String, now: Timestamp) -> Result<Option<Fired>, Error> {
    let act = Act { actor: Actor::system(), now, via: Via::Scheduler };
    let command = handover::Command::FireDeadline(FireDeadline { key: key.clone() });
    let Ok(recorded) = service::submit(desk, &act, &command)? else {
        tracing::warn!("a deadline was pending that the handover does not have");
        let handover = service::load(desk.db)?;
        service::replace_deadlines(desk.db, &handover, &desk.state.site)?;
        return Ok(None);
    };
    let late_by_s = match recorded.event {
        Event::DeadlineFired(fired) => fired.late_by_s,
        _ => 0,
    };
    let late_by = SignedDuration::from_secs(late_by_s);
    Ok(Some(Fired { owner: Owner::Handover, key, late_by }))
}

/// How late the event says it was.
fn late_by(db: &Connection, case: CaseId, before: u64, key: &str) -> Result<SignedDuration, Error> {
    let events = load::history_after(db, case, before)?;
    let late = events.iter().find_map(|(recorded, _)| match &recorded.event {
        Event::DeadlineFired(fired) if fired.key == key => Some(fired.late_by_s),
        _ => None,
    });
    Ok(SignedDuration::from_secs(late.unwrap_or(0)))
}
