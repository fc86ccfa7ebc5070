//! The one thread that writes. It takes what waits, carries each piece out inside a savepoint of
//! one transaction, commits once, and only then answers everyone.
//!
//! ```text
//!   wait ──> BEGIN ──> SAVEPOINT, work, RELEASE (or ROLLBACK TO) … ──> COMMIT = one fsync ──> answer
//!                                                              fails │
//!                                                                    └──> answer "stopped", for ever
//! ```
//! After a failed fsync nobody knows what is on disk, so nothing is tried again: the thread stops
//! accepting work and the server exits (reliability section 2).

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::{OwnedSemaphorePermit, broadcast, oneshot};

use super::desk::{Desk, State};
use super::{Rows, audit};
use crate::error::{Error, While};
use crate::record::{Change, Seen};

/// How many pieces of work share one commit at most: bounds how long the first one waits.
const BATCH_MAX: usize = 256;
/// Row changes after which the write-ahead log is copied back, some 20 MB of log.
const CHECKPOINT_AFTER: u64 = 10_000;
/// Rows of the access log kept at most while the disk is full.
const UNLOGGED_MAX: usize = 100_000;

/// What is said once it is known whether the commit is on disk.
type Say = Box<dyn FnOnce(Result<(), Error>) + Send>;

/// What a piece of work leads to.
struct Step {
    keep: bool,
    disk_full: bool,
    say: Say,
}

/// Work to do at the desk, or without one when the transaction is spoilt already.
type Run = Box<dyn FnOnce(Option<&mut Desk<'_>>) -> Step + Send>;

/// A piece of work that waits, and its place in the queue.
pub(super) struct Job {
    run: Run,
    place: OwnedSemaphorePermit,
}

impl Job {
    /// Work whose answer goes to `reply` when it is on disk.
    pub(super) fn new<T: Send + 'static>(
        work: impl FnOnce(&mut Desk<'_>) -> Result<T, Error> + Send + 'static,
        reply: oneshot::Sender<Result<T, Error>>,
        place: OwnedSemaphorePermit,
    ) -> Self {
        // Whoever asked may have gone away; the work is done all the same.
        let run: Run = Box::new(move |desk| match desk.map(work) {
            Some(Ok(value)) => Step {
                keep: true,
                disk_full: false,
                say: Box::new(move |committed| {
                    let _ = reply.send(committed.map(|()| value));
                }),
            },
            Some(Err(error)) => Step {
                keep: false,
                disk_full: matches!(error, Error::DiskFull),
                say: Box::new(move |_| {
                    let _ = reply.send(Err(error));
                }),
            },
            None => Step {
                keep: false,
                disk_full: false,
                say: Box::new(move |committed| {
                    let _ = reply.send(Err(committed.err().unwrap_or(Error::Stopped)));
                }),
            },
        });
        Self { run, place }
    }
}

/// What waits for the thread.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    wake: Condvar,
    stopped: AtomicBool,
    jobs: AtomicU64,
    commits: AtomicU64,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    seen: Vec<Seen>,
    closed: bool,
}

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, job: Job) -> Result<(), Error> {
        let mut waiting = self.waiting();
        if waiting.closed {
            return Err(Error::Stopped);
        }
        waiting.jobs.push_back(job);
        drop(waiting);
        self.wake.notify_one();
        Ok(())
    }

    /// A row of the access log rides along with the next commit.
    pub(super) fn saw(&self, seen: Seen) {
        let mut waiting = self.waiting();
        if waiting.closed {
            tracing::error!("an access could not be logged: the database has stopped");
            return;
        }
        waiting.seen.push(seen);
        drop(waiting);
        self.wake.notify_one();
    }

    /// No more work; what waits is still done.
    pub(super) fn close(&self) {
        self.waiting().closed = true;
        self.wake.notify_one();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    pub(super) fn figures(&self) -> crate::Figures {
        crate::Figures {
            jobs: self.jobs.load(Ordering::Relaxed),
            commits: self.commits.load(Ordering::Relaxed),
        }
    }

    fn take(&self) -> Option<(Vec<Job>, Vec<Seen>)> {
        let mut waiting = self.waiting();
        while waiting.jobs.is_empty() && waiting.seen.is_empty() {
            if waiting.closed {
                return None;
            }
            waiting = self.wake.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        let some = waiting.jobs.len().min(BATCH_MAX);
        Some((waiting.jobs.drain(..some).collect(), std::mem::take(&mut waiting.seen)))
    }

    /// Nothing more is accepted, and what waits is answered by its dropped reply.
    fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
        let mut waiting = self.waiting();
        waiting.closed = true;
        waiting.jobs.clear();
        waiting.seen.clear();
    }
}

/// The thread's own things.
pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) queue: Arc<Queue>,
    pub(super) state: State,
    pub(super) rows: Arc<Mutex<Rows>>,
    pub(super) changes: broadcast::Sender<Change>,
    pub(super) checkpointed: u64,
    /// Rows of the access log that a full disk turned away: they go with the next commit.
    pub(super) unlogged: Vec<Seen>,
}

impl Writer {
    /// Works until the queue is closed or a commit failed.
    pub(super) fn run(mut self) {
        // Whatever ends this thread, nobody waits for it in vain.
        let stop = StopWith(Arc::clone(&self.queue));
        while let Some((jobs, seen)) = self.queue.take() {
            if !self.batch(jobs, seen) {
                return;
            }
        }
        if !self.unlogged.is_empty() {
            self.batch(Vec::new(), Vec::new());
        }
        // Closed in the ordinary way: stopped only for those who come late.
        drop(stop);
    }

    /// Whether the thread may go on.
    fn batch(&mut self, jobs: Vec<Job>, seen: Vec<Seen>) -> bool {
        let total = jobs.len() as u64;
        let mut unlogged = std::mem::take(&mut self.unlogged);
        unlogged.extend(seen);
        // The places are given back when everyone has been answered.
        let mut says = Vec::with_capacity(jobs.len());
        let mut places = Vec::with_capacity(jobs.len());
        let mut spoilt = execute(&self.connection, "BEGIN IMMEDIATE")
            .and_then(|()| self.state.begin(&self.connection))
            .and_then(|()| audit::write_seen(&self.connection, &unlogged))
            .err();
        for Job { run, place } in jobs {
            places.push(place);
            let say = if spoilt.is_some() { run(None).say } else { self.one(run, &mut spoilt) };
            says.push(say);
        }
        // Wrong on purpose, for the one check that has to notice it.
        #[cfg(feature = "answer-before-commit")]
        for say in says.drain(..) {
            say(Ok(()));
        }
        let committed = match spoilt {
            None => execute(&self.connection, "COMMIT"),
            Some(error) => Err(error),
        };
        if let Err(error) = committed {
            unlogged.truncate(UNLOGGED_MAX);
            self.unlogged = unlogged;
            return self.give_up(error, says);
        }
        self.queue.commits.fetch_add(1, Ordering::Relaxed);
        self.queue.jobs.fetch_add(total, Ordering::Relaxed);
        self.publish();
        for say in says {
            say(Ok(()));
        }
        self.checkpoint()
    }

    /// One piece of work inside its savepoint. `spoilt` when that took the transaction with it.
    fn one(&mut self, run: Run, spoilt: &mut Option<Error>) -> Say {
        let mark = self.state.mark();
        if let Err(error) = execute(&self.connection, "SAVEPOINT job") {
            *spoilt = Some(error);
            return run(None).say;
        }
        let mut desk = Desk { db: &self.connection, state: &mut self.state };
        let Step { keep, disk_full, say } = run(Some(&mut desk));
        let ended = if keep {
            execute(&self.connection, "RELEASE job")
        } else {
            self.state.back_to(mark);
            execute(&self.connection, "ROLLBACK TO job")
                .and_then(|()| execute(&self.connection, "RELEASE job"))
        };
        if let Err(error) = ended {
            // A full disk may have rolled everything back, the savepoint with it.
            *spoilt = Some(if disk_full { Error::DiskFull } else { error });
        }
        say
    }

    /// Nothing of the batch is on disk. A full disk can be waited for; anything else is the end.
    fn give_up(&mut self, error: Error, says: Vec<Say>) -> bool {
        if !self.connection.is_autocommit() {
            let _ = execute(&self.connection, "ROLLBACK");
        }
        self.state.forget();
        let goes_on = matches!(error, Error::DiskFull) && self.connection.is_autocommit();
        if goes_on {
            tracing::error!("the disk is full; nothing was saved");
        } else {
            tracing::error!(error = ?error, "a commit failed; the database accepts no more changes");
            self.queue.stop();
        }
        for say in says {
            say(Err(if goes_on { Error::DiskFull } else { Error::Stopped }));
        }
        goes_on
    }

    /// Tells boards, and keeps their rows at hand.
    fn publish(&mut self) {
        let changes = self.state.take_changes();
        if changes.is_empty() {
            return;
        }
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        for change in &changes {
            rows.insert(change.case, (change.position, Arc::clone(&change.row)));
        }
        drop(rows);
        for change in changes {
            // No board is open: nobody to tell.
            let _ = self.changes.send(change);
        }
    }

    /// Copies the log back now and then. Done here and not by SQLite after a commit, because there
    /// a failed fsync of the database file would pass unnoticed.
    fn checkpoint(&mut self) -> bool {
        let changed = self.connection.total_changes();
        if changed - self.checkpointed < CHECKPOINT_AFTER {
            return true;
        }
        self.checkpointed = changed;
        let done = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        match done {
            Ok(()) => true,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => true,
            Err(error) => {
                tracing::error!(%error, "a checkpoint failed; the database accepts no more changes");
                self.queue.stop();
                false
            }
        }
    }
}

fn execute(connection: &Connection, sql: &'static str) -> Result<(), Error> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute([]))
        .map(|_| ())
        .during("committing")
}

struct StopWith(Arc<Queue>);

impl Drop for StopWith {
    fn drop(&mut self) {
        self.0.stop();
    }
}
