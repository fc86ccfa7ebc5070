//! Drafts, and the rescue of one that holds an emergency answer and was left.

use jiff::{SignedDuration, Timestamp};
use pathway::Actor;
use pathway::ladder::Rung;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::desk::Desk;
use super::{audit, codec, deadlines, outbox};
use crate::draft::{Draft, DraftId};
use crate::due::Owner;
use crate::error::{Error, While};
use crate::submission::{Act, Via};

pub(super) fn save(desk: &mut Desk<'_>, draft: &Draft) -> Result<(), Error> {
    let fields = codec::json(&draft.fields, "draft")?;
    write(desk.db, draft, &fields).during("keeping a draft")?;
    let owner = codec::id(draft.id.0);
    let rescued = one(desk.db, draft.id)?.is_some_and(|kept| kept.rescued_at.is_some());
    // The coordinator is told once; from then on the draft is on the board until it is dropped.
    let result = if draft.red_flag && !rescued {
        let wait = SignedDuration::from_mins(i64::from(desk.state.site.ladder.draft_rescue_min));
        let due = draft.updated_at.checked_add(wait).unwrap_or(draft.updated_at);
        deadlines::set(desk.db, owner, deadlines::RESCUE, codec::nanos(due))
    } else {
        deadlines::remove(desk.db, owner, deadlines::RESCUE)
    };
    result.during("setting a draft's deadline")?;
    match draft.expires_at() {
        Some(end) => deadlines::set(desk.db, owner, deadlines::EXPIRY, codec::nanos(end)),
        None => deadlines::remove(desk.db, owner, deadlines::EXPIRY),
    }
    .during("setting a draft's end")
}

fn write(db: &Connection, draft: &Draft, fields: &str) -> rusqlite::Result<()> {
    let mut upsert = db.prepare_cached(
        "INSERT INTO draft (id, kind, fields, callback_phone, red_flag, updated_at, stream)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, fields = excluded.fields,
             callback_phone = excluded.callback_phone, red_flag = excluded.red_flag,
             updated_at = excluded.updated_at, stream = excluded.stream",
    )?;
    upsert.execute(params![
        codec::id(draft.id.0),
        draft.kind,
        fields,
        draft.callback_phone,
        draft.red_flag,
        codec::nanos(draft.updated_at),
        draft.case.map(|case| codec::id(case.0)),
    ])?;
    Ok(())
}

const DRAFT: &str = "SELECT id, kind, fields, callback_phone, red_flag, updated_at, stream,
                            rescued_at FROM draft";

pub(super) fn one(db: &Connection, id: DraftId) -> Result<Option<Draft>, Error> {
    db.prepare_cached(&format!("{DRAFT} WHERE id = ?1"))
        .and_then(|mut select| select.query_row([codec::id(id.0)], draft_row).optional())
        .during("reading a draft")
}

pub(super) fn to_show(db: &Connection, now: Timestamp) -> rusqlite::Result<Vec<Draft>> {
    let mut select = db.prepare_cached(&format!(
        "{DRAFT} WHERE rescued_at IS NOT NULL AND rescued_at <= ?1 ORDER BY rescued_at DESC"
    ))?;
    select.query_map([codec::nanos(now)], draft_row)?.collect()
}

fn draft_row(row: &Row<'_>) -> rusqlite::Result<Draft> {
    let fields: String = row.get(2)?;
    let fields = serde_json::from_str(&fields).map_err(|source| {
        rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, source.into())
    })?;
    Ok(Draft {
        id: DraftId(codec::uuid(row, 0)?),
        kind: row.get(1)?,
        fields,
        callback_phone: row.get(3)?,
        red_flag: row.get(4)?,
        updated_at: codec::time(row.get(5)?),
        case: codec::case(row, 6)?,
        rescued_at: row.get::<_, Option<i64>>(7)?.map(codec::time),
    })
}

pub(super) fn drop_draft(db: &Connection, id: DraftId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM draft WHERE id = ?1")
        .and_then(|mut delete| delete.execute([codec::id(id.0)]))
        .and_then(|_| deadlines::remove(db, codec::id(id.0), deadlines::RESCUE))
        .and_then(|()| deadlines::remove(db, codec::id(id.0), deadlines::EXPIRY))
        .during("dropping a draft")
}

/// The coordinator hears of a draft that was left. Whether there was one to rescue.
pub(super) fn rescue(desk: &mut Desk<'_>, id: DraftId, now: Timestamp) -> Result<bool, Error> {
    let owner = codec::id(id.0);
    deadlines::remove(desk.db, owner, deadlines::RESCUE).during("rescuing a draft")?;
    let marked = desk
        .db
        .prepare_cached("UPDATE draft SET rescued_at = ?2 WHERE id = ?1 AND rescued_at IS NULL")
        .and_then(|mut update| update.execute(params![owner, codec::nanos(now)]))
        .during("rescuing a draft")?;
    if marked == 0 {
        return Ok(false);
    }
    let on_call = desk.on_call(now)?;
    let phone = &desk.state.site.coordinator_phone;
    let text = format!(
        "Someone gave an emergency answer in a form and did not send it. Open the list of forms \
         left behind. If you cannot open the link, ring {phone}."
    );
    for (n, to) in on_call.reach(Rung::Coordinator).iter().enumerate() {
        let key = format!("draft:{id}:rescue:{n}");
        let subject = "Cordline: a form was left behind";
        let about = Owner::Draft(id);
        let message = outbox::Outgoing { key: &key, to, about, subject, text: &text };
        outbox::queue_one(desk.db, &message, now).during("queueing messages")?;
    }
    let act = Act { actor: Actor::system(), now, via: Via::Scheduler };
    audit::administration(desk.db, &act, "rescue a draft", &id.to_string())?;
    Ok(true)
}
