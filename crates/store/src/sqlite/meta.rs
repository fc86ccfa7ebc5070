//! A few values of the installation.

use rusqlite::{Connection, OptionalExtension, params};

/// The secret under which private links are signed.
pub(super) const LINK_SECRET: &str = "link-secret";
/// SHA-256 of the one-time code for the first administrator.
pub(super) const FIRST_CODE: &str = "first-code";
/// The revision and the ladder with which board rows and deadlines were computed.
pub(super) const PROJECTIONS: &str = "projections";

pub(super) fn get(db: &Connection, key: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

pub(super) fn set(db: &Connection, key: &str, value: &[u8]) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![key, value])?;
    Ok(())
}

pub(super) fn remove(db: &Connection, key: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key])?;
    Ok(())
}
