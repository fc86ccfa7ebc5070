//! Opening the file: one writing process, durable settings, the schema of this version.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction};
use rusqlite_migration::{M, Migrations};

use super::logs;
use crate::error::{Error, While};

/// How many steps there are.
const KNOWN: u32 = 2;
/// The schema in which the audit and the access log are chained.
pub(super) const CHAINED_LOGS: u32 = 2;

/// Append-only: a released file never changes, and a new one goes to the end.
fn steps() -> [M<'static>; KNOWN as usize] {
    [
        M::up(include_str!("../../migrations/sqlite/0001_first.sql")),
        M::up_with_hook(
            include_str!("../../migrations/sqlite/0002_chained_audit.sql"),
            |db: &Transaction<'_>| Ok(logs::seal_all(db)?),
        ),
    ]
}

/// The database file in a folder.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join("cordline.db")
}

/// Holds the folder for this process: a second one that wants to write is refused at once.
pub(super) fn lock(folder: &Path) -> Result<File, Error> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::File { path, source }
    };
    make_private(folder).map_err(failed(folder))?;
    let path = folder.join("lock");
    let lock = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(&path)
        .map_err(failed(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::InUse { folder: folder.to_path_buf() }),
        Err(TryLockError::Error(source)) => Err(Error::File { path, source }),
    }
}

/// Only the account that runs the service reads what is in the folder.
fn make_private(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Opens the one connection that writes, with the schema of this version.
pub(super) fn open_writer(folder: &Path) -> Result<Connection, Error> {
    let mut connection = Connection::open(file(folder)).during("opening the database")?;
    let found = version(&connection)?;
    if found > KNOWN {
        return Err(Error::Newer { found, known: KNOWN });
    }
    durable(&connection)?;
    migrate(&mut connection)?;
    copy_log_back(&connection)?;
    // The folder's entry for a new file must be on disk too.
    let path = folder.to_path_buf();
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| Error::File { path, source })?;
    Ok(connection)
}

/// What a killed process left in the write-ahead log. Without this a service that is ended again and
/// again before its own checkpoint would start slower each time.
fn copy_log_back(connection: &Connection) -> Result<(), Error> {
    let copied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    match copied.during("copying the log of the last run back") {
        // Reading still works, and every write says so itself.
        Err(Error::DiskFull) => Ok(()),
        copied => copied,
    }
}

/// How many steps a database has taken.
pub(super) fn version(connection: &Connection) -> Result<u32, Error> {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .during("reading the schema's version")
}

/// Write-ahead log, fsync on every commit, and proof that the database agreed to both.
fn durable(connection: &Connection) -> Result<(), Error> {
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA busy_timeout = 5000;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -32768;
             PRAGMA wal_autocheckpoint = 0;",
        )
        .during("setting the database up")?;
    keeps_its_promise(connection)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Whether the database agreed to what was set: it answers every setting, and keeps only some.
pub(super) fn keeps_its_promise(connection: &Connection) -> Result<(), Error> {
    let mode: String = connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .during("reading the journal mode")?;
    let synchronous: i64 = synchronous(connection)?;
    if mode != "wal" {
        return Err(Error::NotDurable { setting: "journal_mode = WAL" });
    }
    if synchronous != 2 {
        return Err(Error::NotDurable { setting: "synchronous = FULL" });
    }
    Ok(())
}

/// 2 is FULL.
pub(super) fn synchronous(connection: &Connection) -> Result<i64, Error> {
    connection
        .pragma_query_value(None, "synchronous", |row| row.get(0))
        .during("reading how the database syncs")
}

pub(super) fn migrate(connection: &mut Connection) -> Result<(), Error> {
    Migrations::new(steps().into()).to_latest(connection).map_err(|source| Error::Database {
        attempt: "migrating the schema",
        source: source.into(),
    })
}

/// Opens a connection that only reads.
pub(super) fn open_reader(folder: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file(folder), flags)
        .during("opening the database for reading")?;
    connection
        .execute_batch("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -4096;")
        .during("setting a reader up")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}
