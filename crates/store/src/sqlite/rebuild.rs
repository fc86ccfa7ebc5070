//! Projections made again from the events: the board with its search columns, and deadlines.

use std::sync::Arc;

use jiff::Timestamp;
use pathway::board::BoardRow;
use pathway::deadline::deadlines as pending;
use pathway::handover::STREAM;
use pathway::{Actor, Case, CaseId, Site};
use rusqlite::Connection;
use uuid::Uuid;

use super::desk::Desk;
use super::{append, audit, board, codec, deadlines, handover, load, meta};
use crate::error::{Error, While};
use crate::report::Rebuilt;
use crate::submission::{Act, Via};

/// Deadlines of drafts are no projection of the events.
const OF_DRAFTS: [&str; 2] = [deadlines::RESCUE, deadlines::EXPIRY];

/// Deletes every projection and folds every case again. Idempotency keys, outbox and drafts are no
/// projections and stay.
pub(super) fn rebuild(desk: &mut Desk<'_>) -> Result<Rebuilt, Error> {
    desk.db.execute("DELETE FROM board", []).during("deleting the board")?;
    desk.db
        .execute("DELETE FROM deadline WHERE key NOT IN (?1, ?2)", OF_DRAFTS)
        .during("deleting deadlines")?;
    let site = Arc::clone(&desk.state.site);
    let mut rebuilt = Rebuilt::default();
    let mut last = Timestamp::UNIX_EPOCH;
    for id in cases(desk.db)? {
        let (case, position, events) = fold(desk.db, id)?;
        rebuilt.cases += 1;
        rebuilt.events += events;
        last = last.max(case.changed_at.unwrap_or(last));
        let pending = pending(&case, &site);
        deadlines::replace(desk.db, id, pending, false).during("writing deadlines")?;
        if let Some(row) = BoardRow::of(id, &case) {
            board::write(desk.db, &row, position, false)?;
        }
    }
    handover::replace_deadlines(desk.db, &handover::load(desk.db)?, &site)?;
    rebuilt.events += append::head(desk.db, STREAM).during("counting handovers")?.version;
    let count = "SELECT count(*) FROM deadline WHERE key NOT IN (?1, ?2)";
    rebuilt.deadlines = desk
        .db
        .query_row(count, OF_DRAFTS, |row| row.get(0))
        .map(codec::count)
        .during("counting deadlines")?;
    desk.state.forget();
    let act = Act { actor: Actor::system(), now: last, via: Via::CommandLine };
    audit::administration(desk.db, &act, "rebuild projections", "")?;
    Ok(rebuilt)
}

/// Every case, in no order that matters.
pub(super) fn cases(db: &Connection) -> Result<Vec<CaseId>, Error> {
    db.prepare("SELECT stream FROM event WHERE version = 1 AND stream <> ?1")
        .and_then(|mut select| {
            select.query_map([codec::id(STREAM.0)], |row| codec::uuid(row, 0))?.collect()
        })
        .map(|ids: Vec<Uuid>| ids.into_iter().map(CaseId).collect())
        .during("listing cases")
}

fn fold(db: &Connection, id: CaseId) -> Result<(Case, u64, u64), Error> {
    let history = load::history(db, id)?;
    let position = history.last().map_or(0, |(_, position)| *position);
    let case = Case::from_history(history.iter().map(|(recorded, _)| recorded));
    Ok((case, position, history.len() as u64))
}

/// When board rows or deadlines were computed by another version of Cordline, or with another ladder
/// of the site, they are computed again: a newer version shows what it knows about people already
/// here, and a site that shortens a rung means it for those already waiting.
pub(super) fn follow(db: &Connection, site: &Site) -> Result<(), Error> {
    let ladder = codec::json(&site.ladder, "ladder")?;
    let made_by = format!("board {} ladder {ladder}", pathway::board::REVISION);
    let known = meta::get(db, meta::PROJECTIONS).during("reading how projections were made")?;
    if known.as_deref() == Some(made_by.as_bytes()) {
        return Ok(());
    }
    let transaction = db.unchecked_transaction().during("following the projections")?;
    for id in cases(db)? {
        let (case, position, _) = fold(db, id)?;
        deadlines::replace(db, id, pending(&case, site), true).during("writing deadlines")?;
        if let Some(row) = BoardRow::of(id, &case) {
            board::write(db, &row, position, true)?;
        }
    }
    handover::replace_deadlines(db, &handover::load(db)?, site)?;
    meta::set(db, meta::PROJECTIONS, made_by.as_bytes()).during("keeping how they were made")?;
    transaction.commit().during("following the projections")
}
