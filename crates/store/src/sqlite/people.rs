//! Users and other systems.

use jiff::Timestamp;
use pathway::Role;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::desk::Desk;
use super::{audit, codec, meta, sessions};
use crate::error::{Error, While};
use crate::people::{
    ApiClient, ClientId, NewUser, PasswordHash, SecretHash, User, UserId, UserRefused,
};
use crate::submission::Act;

pub(super) const USER: &str = "SELECT id, sign_in, name, role, password, email, pager, active,
                                      created_at, failed, locked_until FROM user";

pub(super) fn user_row(row: &Row<'_>) -> rusqlite::Result<User> {
    let role: String = row.get(3)?;
    let role = Role::from_key(&role).ok_or_else(|| {
        let source = format!("no role is called {role}").into();
        rusqlite::Error::FromSqlConversionFailure(3, rusqlite::types::Type::Text, source)
    })?;
    Ok(User {
        id: UserId(codec::uuid(row, 0)?),
        sign_in: row.get(1)?,
        name: row.get(2)?,
        role,
        password: PasswordHash(row.get(4)?),
        email: row.get(5)?,
        pager: row.get(6)?,
        active: row.get(7)?,
        created_at: codec::time(row.get(8)?),
        failed: row.get(9)?,
        locked_until: row.get::<_, Option<i64>>(10)?.map(codec::time),
    })
}

pub(super) fn users(db: &Connection) -> rusqlite::Result<Vec<User>> {
    let mut select = db.prepare_cached(&format!("{USER} ORDER BY name, sign_in"))?;
    select.query_map([], user_row)?.collect()
}

pub(super) fn user(db: &Connection, id: UserId) -> rusqlite::Result<Option<User>> {
    let mut select = db.prepare_cached(&format!("{USER} WHERE id = ?1"))?;
    select.query_row([codec::id(id.0)], user_row).optional()
}

pub(super) fn by_sign_in(db: &Connection, sign_in: &str) -> rusqlite::Result<Option<User>> {
    let mut select = db.prepare_cached(&format!("{USER} WHERE sign_in = ?1"))?;
    select.query_row([spelt(sign_in)], user_row).optional()
}

fn spelt(sign_in: &str) -> String {
    sign_in.trim().to_lowercase()
}

pub(super) fn add(
    desk: &mut Desk<'_>,
    act: &Act,
    new: &NewUser,
) -> Result<Result<UserId, UserRefused>, Error> {
    if by_sign_in(desk.db, &new.sign_in).during("reading a user")?.is_some() {
        return Ok(Err(UserRefused::SignInTaken));
    }
    let id = UserId(fresh_id(act.now));
    desk.db
        .prepare_cached(
            "INSERT INTO user (id, sign_in, name, role, password, email, pager, active, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)",
        )
        .and_then(|mut insert| {
            insert.execute(params![
                codec::id(id.0),
                spelt(&new.sign_in),
                new.name,
                new.role.key(),
                new.password.0,
                filled(new.email.as_ref()),
                filled(new.pager.as_ref()),
                codec::nanos(act.now),
            ])
        })
        .during("adding a user")?;
    desk.rota_changed();
    let detail = format!("{} as {}", spelt(&new.sign_in), new.role.key());
    audit::administration(desk.db, act, "add a user", &detail)?;
    Ok(Ok(id))
}

/// An empty address is none.
fn filled(address: Option<&String>) -> Option<&str> {
    address.map(|address| address.trim()).filter(|address| !address.is_empty())
}

/// A time-ordered id from the time that was given, not from a clock of its own.
fn fresh_id(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos))
}

pub(super) fn change(
    desk: &mut Desk<'_>,
    act: &Act,
    new: &User,
) -> Result<Result<(), UserRefused>, Error> {
    let Some(old) = user(desk.db, new.id).during("reading a user")? else {
        return Ok(Err(UserRefused::Unknown));
    };
    let namesake = by_sign_in(desk.db, &new.sign_in).during("reading a user")?;
    if namesake.is_some_and(|other| other.id != new.id) {
        return Ok(Err(UserRefused::SignInTaken));
    }
    let administers = |user: &User| user.active && user.role == Role::Administrator;
    if administers(&old) && !administers(new) && administrators(desk.db)? == 1 {
        return Ok(Err(UserRefused::LastAdministrator));
    }
    desk.db
        .prepare_cached(
            "UPDATE user SET sign_in = ?2, name = ?3, role = ?4, email = ?5, pager = ?6,
                             active = ?7, failed = ?8, locked_until = ?9
             WHERE id = ?1",
        )
        .and_then(|mut update| {
            update.execute(params![
                codec::id(new.id.0),
                spelt(&new.sign_in),
                new.name,
                new.role.key(),
                filled(new.email.as_ref()),
                filled(new.pager.as_ref()),
                new.active,
                new.failed,
                new.locked_until.map(codec::nanos),
            ])
        })
        .during("changing a user")?;
    if !new.active || new.role != old.role {
        sessions::end_all(desk.db, new.id)?;
    }
    desk.rota_changed();
    let state = if new.active { "active" } else { "not active" };
    let detail = format!("{} as {}, {state}", spelt(&new.sign_in), new.role.key());
    audit::administration(desk.db, act, "change a user", &detail)?;
    Ok(Ok(()))
}

pub(super) fn set_password(
    desk: &mut Desk<'_>,
    act: &Act,
    id: UserId,
    password: &PasswordHash,
) -> Result<Result<(), UserRefused>, Error> {
    let changed = desk
        .db
        .prepare_cached(
            "UPDATE user SET password = ?2, failed = 0, locked_until = NULL WHERE id = ?1",
        )
        .and_then(|mut update| update.execute(params![codec::id(id.0), password.0]))
        .during("setting a password")?;
    if changed == 0 {
        return Ok(Err(UserRefused::Unknown));
    }
    sessions::end_all(desk.db, id)?;
    audit::administration(desk.db, act, "set a password", &id.to_string())?;
    Ok(Ok(()))
}

fn administrators(db: &Connection) -> Result<u64, Error> {
    db.prepare_cached("SELECT count(*) FROM user WHERE active AND role = ?1")
        .and_then(|mut select| {
            select.query_row([Role::Administrator.key()], |row| row.get(0)).map(codec::count)
        })
        .during("counting administrators")
}

pub(super) fn has_administrator(db: &Connection) -> Result<bool, Error> {
    administrators(db).map(|count| count > 0)
}

/// The one-time code makes the first administrator, once.
pub(super) fn add_first_administrator(
    desk: &mut Desk<'_>,
    act: &Act,
    code: SecretHash,
    new: &NewUser,
) -> Result<Result<UserId, UserRefused>, Error> {
    let kept = meta::get(desk.db, meta::FIRST_CODE).during("reading the first code")?;
    if kept.as_deref() != Some(code.0.as_slice()) || has_administrator(desk.db)? {
        audit::write(
            desk.db,
            act,
            "add the first administrator",
            "refused: wrong code",
            "",
            audit::Written::default(),
        )
        .during("writing the audit")?;
        return Ok(Err(UserRefused::WrongCode));
    }
    let new = NewUser { role: Role::Administrator, ..new.clone() };
    let added = add(desk, act, &new)?;
    if added.is_ok() {
        meta::remove(desk.db, meta::FIRST_CODE).during("removing the first code")?;
    }
    Ok(added)
}

const CLIENT: &str = "SELECT id, name, key, active, created_at FROM client";

fn client_row(row: &Row<'_>) -> rusqlite::Result<ApiClient> {
    Ok(ApiClient {
        id: ClientId(codec::uuid(row, 0)?),
        name: row.get(1)?,
        key: SecretHash(row.get(2)?),
        active: row.get(3)?,
        created_at: codec::time(row.get(4)?),
    })
}

pub(super) fn clients(db: &Connection) -> rusqlite::Result<Vec<ApiClient>> {
    let mut select = db.prepare_cached(&format!("{CLIENT} ORDER BY name"))?;
    select.query_map([], client_row)?.collect()
}

pub(super) fn client_by_key(
    db: &Connection,
    key: SecretHash,
) -> rusqlite::Result<Option<ApiClient>> {
    let mut select = db.prepare_cached(&format!("{CLIENT} WHERE key = ?1 AND active"))?;
    select.query_row([key.0], client_row).optional()
}

pub(super) fn add_client(
    desk: &mut Desk<'_>,
    act: &Act,
    name: &str,
    key: SecretHash,
) -> Result<ClientId, Error> {
    let id = ClientId(fresh_id(act.now));
    desk.db
        .prepare_cached(
            "INSERT INTO client (id, name, key, active, created_at) VALUES (?1, ?2, ?3, 1, ?4)",
        )
        .and_then(|mut insert| {
            insert.execute(params![codec::id(id.0), name, key.0, codec::nanos(act.now)])
        })
        .during("adding a client")?;
    audit::administration(desk.db, act, "add a client", name)?;
    Ok(id)
}

pub(super) fn end_client(desk: &mut Desk<'_>, act: &Act, id: ClientId) -> Result<(), Error> {
    desk.db
        .prepare_cached("UPDATE client SET active = 0 WHERE id = ?1")
        .and_then(|mut update| update.execute([codec::id(id.0)]))
        .during("ending a client")?;
    audit::administration(desk.db, act, "end a client", &id.to_string())
}
