//! The backend inside the binary: one SQLite file, one thread that writes, a few that read.

mod append;
mod audit;
mod board;
mod chain;
mod codec;
mod deadlines;
mod desk;
mod drafts;
mod handover;
mod load;
mod logs;
mod meta;
mod outbox;
mod people;
mod readers;
mod rebuild;
mod recent;
mod rota;
mod schema;
mod sessions;
mod store;
mod verify;
mod writer;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use pathway::board::BoardRow;
use pathway::{CaseId, Site};
use rusqlite::Connection;
use tokio::sync::{Semaphore, broadcast, oneshot};

use self::desk::{Desk, State};
use self::readers::Readers;
use self::recent::Recent;
use self::writer::{Job, Queue, Writer};
use crate::Reply;
use crate::error::{Error, While};
use crate::record::Change;
use crate::report::{Head, Report};

/// Pieces of work that may wait; who comes later waits for a place.
const WAITING_MAX: usize = 4_096;
/// Changes a slow board may lag behind before it has to ask for them.
const CHANGES_MAX: usize = 1_024;
/// Board rows kept decoded: between this many and twice as many.
const ROWS: usize = 2_048;

/// Decoded board rows with the position each shows.
type Rows = Recent<CaseId, (u64, Arc<BoardRow>)>;

/// The store on SQLite.
pub struct Sqlite {
    queue: Arc<Queue>,
    places: Arc<Semaphore>,
    readers: Arc<Readers>,
    rows: Arc<Mutex<Rows>>,
    changes: broadcast::Sender<Change>,
    site: Arc<Site>,
    link_secret: [u8; 32],
    thread: Option<JoinHandle<()>>,
    /// Held, not read: another process finds it locked.
    _lock: File,
}

impl Sqlite {
    /// Opens the database in a folder, makes or migrates it, and starts the thread that writes.
    pub fn open(folder: &Path, site: Site) -> Result<Self, Error> {
        let site = Arc::new(site.checked().map_err(Error::Site)?);
        let rules = site.rules().map_err(Error::Site)?;
        let lock = schema::lock(folder)?;
        let connection = schema::open_writer(folder)?;
        let link_secret = link_secret(&connection)?;
        rebuild::follow(&connection, &site)?;
        let queue = Arc::new(Queue::default());
        let rows = Arc::new(Mutex::new(Recent::new(ROWS)));
        let (changes, _) = broadcast::channel(CHANGES_MAX);
        let writer = Writer {
            checkpointed: connection.total_changes(),
            unlogged: Vec::new(),
            connection,
            queue: Arc::clone(&queue),
            state: State::new(Arc::clone(&site), rules),
            rows: Arc::clone(&rows),
            changes: changes.clone(),
        };
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer.run())
            .map_err(|source| Error::File { path: folder.to_path_buf(), source })?;
        Ok(Self {
            queue,
            places: Arc::new(Semaphore::new(WAITING_MAX)),
            readers: Arc::new(Readers::new(folder.to_path_buf())),
            rows,
            changes,
            site,
            link_secret,
            thread: Some(thread),
            _lock: lock,
        })
    }

    /// Hands work to the thread that writes; the answer comes when it is on disk.
    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Reply<T> {
        let hand = self.hand();
        Box::pin(async move {
            let answer = hand.over(work).await?;
            answer.await.unwrap_or(Err(Error::Stopped))
        })
    }

    fn hand(&self) -> Hand {
        Hand { queue: Arc::clone(&self.queue), places: Arc::clone(&self.places) }
    }

    /// Reads beside the thread that writes.
    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Reply<T> {
        self.readers.read(work)
    }
}

/// Hands work over to the thread that writes.
struct Hand {
    queue: Arc<Queue>,
    places: Arc<Semaphore>,
}

impl Hand {
    /// Waits for a place in the queue, not for the answer.
    async fn over<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, Error>>, Error> {
        let places = Arc::clone(&self.places);
        let place = places.acquire_owned().await.map_err(|_| Error::Stopped)?;
        let (reply, answer) = oneshot::channel();
        self.queue.push(Job::new(work, reply, place))?;
        Ok(answer)
    }
}

impl Drop for Sqlite {
    /// What waits is still written; then the file is closed.
    fn drop(&mut self) {
        // The writer's connection is to be the last: closing it copies the log back.
        self.readers.close();
        self.queue.close();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that writes ended badly");
        }
    }
}

/// The secret of this installation, made once.
fn link_secret(connection: &Connection) -> Result<[u8; 32], Error> {
    let kept = meta::get(connection, meta::LINK_SECRET).during("reading the link secret")?;
    if let Some(kept) = kept {
        return <[u8; 32]>::try_from(kept.as_slice())
            .map_err(|source| Error::unreadable("link secret", source));
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)
        .map_err(|source| Error::Database { attempt: "making a secret", source: source.into() })?;
    meta::set(connection, meta::LINK_SECRET, &secret).during("keeping the link secret")?;
    Ok(secret)
}

/// Checks the database in a folder without writing to it, also while another process serves it.
pub fn inspect(folder: &Path, site: &Site) -> Result<Report, Error> {
    verify::verify(&schema::open_reader(folder)?, site)
}

/// Whether a head noted earlier is still part of its log: if not, something before it was cut off
/// or made anew.
pub fn still_holds(folder: &Path, head: &Head) -> Result<bool, Error> {
    logs::holds(&schema::open_reader(folder)?, head).during("looking a noted head up")
}
