//! What can go wrong here. Refusals a person can act on are answers, not errors.

use std::path::PathBuf;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not do it.
    #[error("the database failed while {attempt}")]
    Database {
        /// What was being attempted.
        attempt: &'static str,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A stored value could not be read back: the record is damaged or of another version.
    #[error("a stored {what} cannot be read")]
    Unreadable {
        /// What kind of value.
        what: &'static str,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file or folder could not be used.
    #[error("cannot use {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process writes to this folder.
    #[error(
        "another Cordline process is writing to {}: stop it first, or send to it over HTTP",
        folder.display()
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The database was written by a newer version.
    #[error(
        "this database has schema {found}, this Cordline knows {known}: start the newer Cordline \
         again, or restore a backup made before the upgrade"
    )]
    Newer {
        /// The schema found.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// The database does not keep its promise to have written.
    #[error("the database would not run with {setting}; refusing to acknowledge anything on it")]
    NotDurable {
        /// The setting that did not hold.
        setting: &'static str,
    },
    /// A site setting is laxer than allowed.
    #[error("the site's settings cannot be used: {0}")]
    Site(String),
    /// The disk is full. Nothing was written; it can be tried again.
    #[error("the disk is full; nothing was saved")]
    DiskFull,
    /// A commit failed earlier: what is on disk is not certain any more, so nothing more is
    /// written until the service starts again.
    #[error("the database stopped accepting changes after a failed write")]
    Stopped,
}

/// How loudly to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Someone can put it right and try again.
    Warning,
    /// Something is broken.
    Error,
    /// The service has to stop.
    Critical,
}

impl Error {
    /// How loudly to say it.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::InUse { .. } | Self::Newer { .. } | Self::Site(_) => Severity::Warning,
            Self::Database { .. }
            | Self::Unreadable { .. }
            | Self::File { .. }
            | Self::DiskFull => Severity::Error,
            Self::NotDurable { .. } | Self::Stopped => Severity::Critical,
        }
    }

    pub(crate) fn unreadable(
        what: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Unreadable { what, source: source.into() }
    }
}

/// Says what was being attempted.
pub(crate) trait While<T> {
    fn during(self, attempt: &'static str) -> Result<T, Error>;
}

impl<T> While<T> for Result<T, rusqlite::Error> {
    fn during(self, attempt: &'static str) -> Result<T, Error> {
        self.map_err(|source| match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Error::DiskFull,
            _ => Error::Database { attempt, source: source.into() },
        })
    }
}
