//! Signing in, sessions, and what each user prefers and has looked at.

use std::collections::BTreeMap;

use jiff::Timestamp;
use pathway::CaseId;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::desk::Desk;
use super::{audit, codec, people};
use crate::error::{Error, While};
use crate::people::{SecretHash, Session, User, UserId};
use crate::submission::Act;

pub(super) fn sign_in_failed(
    desk: &Desk<'_>,
    act: &Act,
    user: UserId,
    locked_until: Option<Timestamp>,
) -> Result<u32, Error> {
    let failed: Option<u32> = desk
        .db
        .prepare_cached(
            "UPDATE user SET failed = failed + 1, locked_until = coalesce(?2, locked_until)
             WHERE id = ?1 RETURNING failed",
        )
        .and_then(|mut update| {
            let values = params![codec::id(user.0), locked_until.map(codec::nanos)];
            update.query_row(values, |row| row.get(0)).optional()
        })
        .during("counting a wrong password")?;
    let outcome = "refused: wrong password";
    let detail = user.to_string();
    audit::write(desk.db, act, "sign in", outcome, &detail, audit::Written::default())
        .during("writing the audit")?;
    Ok(failed.unwrap_or(0))
}

pub(super) fn start(desk: &Desk<'_>, act: &Act, session: &Session) -> Result<(), Error> {
    let user = codec::id(session.user.0);
    desk.db
        .prepare_cached("UPDATE user SET failed = 0, locked_until = NULL WHERE id = ?1")
        .and_then(|mut update| update.execute([user]))
        .during("signing a user in")?;
    desk.db
        .prepare_cached(
            "INSERT INTO session (token, user, created_at, last_seen, locked, device)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .and_then(|mut insert| {
            insert.execute(params![
                session.token.0,
                user,
                codec::nanos(session.created_at),
                codec::nanos(session.last_seen),
                session.locked,
                session.device,
            ])
        })
        .during("signing a user in")?;
    audit::administration(desk.db, act, "sign in", &session.user.to_string())
}

const SESSION: &str = "SELECT token, user, created_at, last_seen, locked, device FROM session";

fn session_row(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        token: SecretHash(row.get(0)?),
        user: UserId(codec::uuid(row, 1)?),
        created_at: codec::time(row.get(2)?),
        last_seen: codec::time(row.get(3)?),
        locked: row.get(4)?,
        device: row.get(5)?,
    })
}

pub(super) fn one(db: &Connection, token: SecretHash) -> rusqlite::Result<Option<(Session, User)>> {
    let session = db
        .prepare_cached(&format!("{SESSION} WHERE token = ?1"))?
        .query_row([token.0], session_row)
        .optional()?;
    let Some(session) = session else { return Ok(None) };
    let user = people::user(db, session.user)?.filter(|user| user.active);
    Ok(user.map(|user| (session, user)))
}

pub(super) fn of_user(db: &Connection, user: UserId) -> rusqlite::Result<Vec<Session>> {
    let mut select =
        db.prepare_cached(&format!("{SESSION} WHERE user = ?1 ORDER BY last_seen DESC"))?;
    select.query_map([codec::id(user.0)], session_row)?.collect()
}

pub(super) fn touch(db: &Connection, token: SecretHash, now: Timestamp) -> Result<(), Error> {
    db.prepare_cached("UPDATE session SET last_seen = max(last_seen, ?2) WHERE token = ?1")
        .and_then(|mut update| update.execute(params![token.0, codec::nanos(now)]))
        .map(|_| ())
        .during("touching a session")
}

pub(super) fn lock(
    desk: &Desk<'_>,
    act: &Act,
    token: SecretHash,
    locked: bool,
) -> Result<(), Error> {
    desk.db
        .prepare_cached("UPDATE session SET locked = ?2, last_seen = ?3 WHERE token = ?1")
        .and_then(|mut update| update.execute(params![token.0, locked, codec::nanos(act.now)]))
        .during("locking a session")?;
    let action = if locked { "lock a session" } else { "unlock a session" };
    audit::administration(desk.db, act, action, "")
}

pub(super) fn end(desk: &Desk<'_>, act: &Act, token: SecretHash) -> Result<(), Error> {
    desk.db
        .prepare_cached("DELETE FROM session WHERE token = ?1")
        .and_then(|mut delete| delete.execute([token.0]))
        .during("ending a session")?;
    audit::administration(desk.db, act, "sign out", "")
}

pub(super) fn end_of(desk: &Desk<'_>, act: &Act, user: UserId) -> Result<u64, Error> {
    let ended = end_all(desk.db, user)?;
    audit::administration(desk.db, act, "sign out everywhere", &user.to_string())?;
    Ok(ended)
}

pub(super) fn end_all(db: &Connection, user: UserId) -> Result<u64, Error> {
    db.prepare_cached("DELETE FROM session WHERE user = ?1")
        .and_then(|mut delete| delete.execute([codec::id(user.0)]))
        .map(|ended| ended as u64)
        .during("ending sessions")
}

pub(super) fn preference(
    db: &Connection,
    user: UserId,
    key: &str,
) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM preference WHERE user = ?1 AND key = ?2")?
        .query_row(params![codec::id(user.0), key], |row| row.get(0))
        .optional()
}

pub(super) fn set_preference(
    desk: &Desk<'_>,
    act: &Act,
    user: UserId,
    key: &str,
    value: &str,
) -> Result<(), Error> {
    desk.db
        .prepare_cached(
            "INSERT INTO preference (user, key, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (user, key) DO UPDATE SET value = excluded.value",
        )
        .and_then(|mut upsert| upsert.execute(params![codec::id(user.0), key, value]))
        .during("setting a preference")?;
    audit::administration(desk.db, act, "set a preference", key)
}

pub(super) fn last_looked(
    db: &Connection,
    user: UserId,
) -> rusqlite::Result<BTreeMap<CaseId, (u64, Timestamp)>> {
    let mut select = db.prepare_cached("SELECT stream, version, at FROM looked WHERE user = ?1")?;
    let rows = select.query_map([codec::id(user.0)], |row| {
        let (version, at) = (codec::count(row.get(1)?), codec::time(row.get(2)?));
        Ok((CaseId(codec::uuid(row, 0)?), (version, at)))
    })?;
    rows.collect()
}

pub(super) fn looked(
    db: &Connection,
    user: UserId,
    case: CaseId,
    version: u64,
    now: Timestamp,
) -> Result<(), Error> {
    let values =
        params![codec::id(user.0), codec::id(case.0), codec::int(version), codec::nanos(now)];
    db.prepare_cached(
        "INSERT INTO looked (user, stream, version, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (user, stream) DO UPDATE
         SET version = max(version, excluded.version), at = excluded.at",
    )
    .and_then(|mut upsert| upsert.execute(values))
    .map(|_| ())
    .during("noting what a user has seen")
}
