//! Who is on call, and where nobody is.

use std::sync::Arc;

use jiff::Timestamp;
use pathway::Role;
use pathway::ladder::{Contact, OnCall, Rung};
use rusqlite::{Connection, Row, params};

use super::desk::{Desk, Window};
use super::{audit, codec};
use crate::error::{Error, While};
use crate::people::{Gap, NewShift, OnDuty, Shift, UserId};
use crate::submission::Act;

/// A shift with whoever holds it, as their account says now. An inactive user holds nothing.
const SHIFT: &str = "SELECT shift.id, shift.duty, shift.user, coalesce(user.name, shift.name, ''),
            CASE WHEN shift.user IS NULL THEN shift.email ELSE user.email END,
            CASE WHEN shift.user IS NULL THEN shift.pager ELSE user.pager END,
            shift.from_at, shift.until_at
     FROM shift LEFT JOIN user ON user.id = shift.user
     WHERE (shift.user IS NULL OR user.active)";

/// Shifts that touch a time, in order.
pub(super) fn list(
    db: &Connection,
    from: Timestamp,
    until: Timestamp,
) -> rusqlite::Result<Vec<Shift>> {
    let mut select = db.prepare_cached(&format!(
        "{SHIFT} AND shift.until_at > ?1 AND shift.from_at < ?2
         ORDER BY shift.from_at, shift.id"
    ))?;
    select.query_map([codec::nanos(from), codec::nanos(until)], shift_row)?.collect()
}

fn shift_row(row: &Row<'_>) -> rusqlite::Result<Shift> {
    let duty: String = row.get(1)?;
    let contact = Contact { name: row.get(3)?, email: row.get(4)?, pager: row.get(5)? };
    let user: Option<[u8; 16]> = row.get(2)?;
    let who = match user {
        Some(id) => OnDuty::User(UserId(uuid::Uuid::from_bytes(id))),
        None => OnDuty::Contact(contact.clone()),
    };
    Ok(Shift {
        id: row.get(0)?,
        duty: Rung::from_key(&duty).unwrap_or(Rung::Coordinator),
        who,
        contact,
        from: codec::time(row.get(6)?),
        until: codec::time(row.get(7)?),
    })
}

/// Who is on call at an instant, and from when until when nothing about it changes.
pub(super) fn window(db: &Connection, now: Timestamp) -> rusqlite::Result<Window> {
    let at = codec::nanos(now);
    let mut select = db.prepare_cached(&format!(
        "{SHIFT} AND shift.from_at <= ?1 AND shift.until_at > ?1
         ORDER BY shift.from_at, shift.id"
    ))?;
    let shifts: Vec<Shift> = select.query_map([at], shift_row)?.collect::<Result<_, _>>()?;
    let duties = shifts.into_iter().map(|shift| (shift.duty, shift.contact)).collect();
    let on_call = Arc::new(OnCall { duties, anyone: anyone(db)? });
    let edge = |sql: &str| -> rusqlite::Result<Option<i64>> {
        db.prepare_cached(sql)?.query_row([at], |row| row.get(0))
    };
    let from = edge(
        "SELECT max(at) FROM (SELECT max(from_at) AS at FROM shift WHERE from_at <= ?1
                              UNION ALL SELECT max(until_at) FROM shift WHERE until_at <= ?1)",
    )?;
    let until = edge(
        "SELECT min(at) FROM (SELECT min(from_at) AS at FROM shift WHERE from_at > ?1
                              UNION ALL SELECT min(until_at) FROM shift WHERE until_at > ?1)",
    )?;
    let (from, until) = (from.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX));
    Ok(Window { from, until, on_call })
}

/// Whom to try when the rota has a gap: coordinators and consultants who can be reached.
fn anyone(db: &Connection) -> rusqlite::Result<Vec<Contact>> {
    let mut select = db.prepare_cached(
        "SELECT name, email, pager FROM user
         WHERE active AND role IN (?1, ?2) AND (email IS NOT NULL OR pager IS NOT NULL)
         ORDER BY role DESC, name",
    )?;
    let roles = [Role::Coordinator.key(), Role::Consultant.key()];
    let found = select.query_map(roles, |row| {
        Ok(Contact { name: row.get(0)?, email: row.get(1)?, pager: row.get(2)? })
    })?;
    found.collect()
}

pub(super) fn add(desk: &mut Desk<'_>, act: &Act, shift: &NewShift) -> Result<i64, Error> {
    let (user, contact) = match &shift.who {
        OnDuty::User(user) => (Some(codec::id(user.0)), None),
        OnDuty::Contact(contact) => (None, Some(contact)),
    };
    desk.db
        .prepare_cached(
            "INSERT INTO shift (duty, user, name, email, pager, from_at, until_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .and_then(|mut insert| {
            insert.insert(params![
                shift.duty.key(),
                user,
                contact.map(|contact| &contact.name),
                contact.and_then(|contact| contact.email.as_ref()),
                contact.and_then(|contact| contact.pager.as_ref()),
                codec::nanos(shift.from),
                codec::nanos(shift.until),
            ])
        })
        .during("adding a shift")
        .and_then(|id| {
            let detail = format!("{} {} to {}", shift.duty.key(), shift.from, shift.until);
            audit::administration(desk.db, act, "add a shift", &detail)?;
            desk.rota_changed();
            Ok(id)
        })
}

pub(super) fn remove(desk: &mut Desk<'_>, act: &Act, id: i64) -> Result<(), Error> {
    desk.db
        .prepare_cached("DELETE FROM shift WHERE id = ?1")
        .and_then(|mut delete| delete.execute([id]))
        .during("removing a shift")?;
    desk.rota_changed();
    audit::administration(desk.db, act, "remove a shift", &id.to_string())
}

/// Times between `from` and `until` in which nobody is coordinator.
pub(super) fn gaps(
    db: &Connection,
    from: Timestamp,
    until: Timestamp,
) -> rusqlite::Result<Vec<Gap>> {
    let duty = Rung::Coordinator;
    let mut gaps = Vec::new();
    let mut covered = from;
    let shifts = list(db, from, until)?;
    for shift in shifts.iter().filter(|shift| shift.duty == duty) {
        if shift.from > covered {
            gaps.push(Gap { duty, from: covered, until: shift.from });
        }
        covered = covered.max(shift.until);
    }
    if covered < until {
        gaps.push(Gap { duty, from: covered, until });
    }
    Ok(gaps)
}
