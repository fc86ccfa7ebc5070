//! A few connections that only read, used from threads that may block.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::schema;
use crate::Reply;
use crate::error::Error;

/// Readers at once. More would only wait for the same disk.
const READERS_MAX: usize = 8;

pub(super) struct Readers {
    folder: PathBuf,
    idle: Mutex<Vec<Connection>>,
    turns: Semaphore,
}

impl Readers {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, idle: Mutex::new(Vec::new()), turns: Semaphore::new(READERS_MAX) }
    }

    /// Reads on a thread that may block.
    pub(super) fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Reply<T> {
        let readers = Arc::clone(self);
        Box::pin(async move {
            let turn = Arc::clone(&readers);
            let _turn = turn.turns.acquire().await.map_err(|_| Error::Stopped)?;
            let reading = tokio::task::spawn_blocking(move || readers.with(work));
            reading.await.map_err(|_| Error::Stopped)?
        })
    }

    /// Closes the connections that are not in use.
    pub(super) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => schema::open_reader(&self.folder)?,
        };
        let result = work(&connection);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        result
    }
}
