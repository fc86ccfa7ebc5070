//! Opening the file: one writing process, durable settings, the schema of this version.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::error::{Error, While};

/// Append-only: a released file never changes, and a new one goes to the end.
const STEPS: &[M<'static>] = &[M::up(include_str!("../../migrations/sqlite/0001_first.sql"))];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

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
    let found: u32 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .during("reading the schema's version")?;
    let known = u32::try_from(STEPS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::Newer { found, known });
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
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// 2 is FULL.
pub(super) fn synchronous(connection: &Connection) -> Result<i64, Error> {
    connection
        .pragma_query_value(None, "synchronous", |row| row.get(0))
        .during("reading how the database syncs")
}

pub(super) fn migrate(connection: &mut Connection) -> Result<(), Error> {
    MIGRATIONS.to_latest(connection).map_err(|source| Error::Database {
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
