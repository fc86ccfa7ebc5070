//! The only crate that knows SQL: events, audit, deadlines, outbox, drafts, people, projections.
//!
//! [`Store`] is what the rest of the house sees. It is one trait object without generic parameters,
//! so that `web` and `server` never name a database; [`Sqlite`] is the backend inside the binary.
//! Whatever a method acknowledges is on disk: events, audit row, deadlines, messages and board row
//! of one command are one transaction, and the answer leaves after its fsync.
//!
//! Read `sqlite/writer.rs` for the one thread that writes, then `sqlite/append.rs` for the walk of a
//! command. Nothing here reads a clock: time comes in with every call that needs it.

mod draft;
mod due;
mod error;
mod people;
mod record;
mod report;
mod sqlite;
mod submission;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use jiff::Timestamp;
use pathway::board::BoardRow;
use pathway::handover::Handover;
use pathway::ladder::OnCall;
use pathway::{CaseId, Recorded, Refusal, Site};
use tokio::sync::broadcast;

pub use draft::{Draft, DraftId, SELF_REFERRAL, SELF_REFERRAL_KEPT_H};
pub use due::{Channel, Fired, OutboxRow, OutboxState, Owner};
pub use error::{Error, Severity};
pub use people::{
    ApiClient, BOARD, ClientId, Gap, NewShift, NewUser, OnDuty, PINS, PasswordHash, SHORTCUTS,
    SecretHash, Session, Shift, THEME, User, UserId, UserRefused,
};
pub use record::{
    AccessRow, AuditRow, BoardFilter, CaseFile, Change, Counts, Figures, Search, Seen, StoredEvent,
};
pub use report::{Head, Log, NotAHead, Rebuilt, Report};
pub use sqlite::{Sqlite, inspect, still_holds};
pub use submission::{Act, IdempotencyKey, Outcome, Submission, Via};

/// An answer that is still on its way.
pub type Reply<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// Everything the service keeps.
pub trait Store: Send + Sync {
    // The record.

    /// Carries out one command: whole and on disk, or refused and not at all.
    fn submit(&self, submission: Submission) -> Reply<Outcome>;
    /// One case with its whole history.
    fn case(&self, id: CaseId) -> Reply<Option<CaseFile>>;
    /// Every event of a case as it is stored, oldest first, its chain checked; empty when there is no
    /// such case.
    fn stored(&self, id: CaseId) -> Reply<Vec<StoredEvent>>;
    /// Rows of the board, in its order.
    fn board(&self, filter: BoardFilter) -> Reply<Vec<Arc<BoardRow>>>;
    /// One row of the board.
    fn row(&self, id: CaseId) -> Reply<Option<Arc<BoardRow>>>;
    /// Cases by name, NHS number, date of birth or reference, open ones first.
    fn search(&self, search: Search) -> Reply<Vec<Arc<BoardRow>>>;
    /// How much there is.
    fn counts(&self) -> Reply<Counts>;
    /// Every change from now on. A reader that lags behind asks [`Store::changes_since`].
    fn changes(&self) -> broadcast::Receiver<Change>;
    /// The latest row of every case that changed after a position, in order of change, at most
    /// 1,000; ask again from the last.
    fn changes_since(&self, position: u64) -> Reply<Vec<Change>>;
    /// The position of the last event.
    fn position(&self) -> Reply<u64>;
    /// Who did what in one case, newest first.
    fn audit(&self, case: CaseId) -> Reply<Vec<AuditRow>>;
    /// The latest audit rows of the whole system, newest first.
    fn audit_recent(&self, limit: usize) -> Reply<Vec<AuditRow>>;
    /// Notes that someone saw patient data. Returns at once; the row follows with the next commit.
    fn saw(&self, seen: Seen);
    /// Who saw one case, newest first.
    fn access_log(&self, case: CaseId) -> Reply<Vec<AccessRow>>;

    // The handover.

    /// Where the handover of the service stands.
    fn handover(&self) -> Reply<Handover>;
    /// Gives or accepts a handover: whole and on disk, or refused and not at all.
    fn hand_over(
        &self,
        act: Act,
        command: pathway::handover::Command,
    ) -> Reply<Result<Recorded, Refusal>>;

    // What falls due.

    /// When the next deadline falls due.
    fn next_deadline(&self) -> Reply<Option<Timestamp>>;
    /// Acts on deadlines that are due, at most `limit`, each once.
    fn fire_due(&self, now: Timestamp, limit: usize) -> Reply<Vec<Fired>>;

    // Messages on their way out.

    /// Messages to try now, the longest waiting first.
    fn outbox_due(&self, now: Timestamp, limit: usize) -> Reply<Vec<OutboxRow>>;
    /// A message was handed over.
    fn outbox_sent(&self, id: i64, now: Timestamp) -> Reply<()>;
    /// A message was not handed over; try again at `retry_at`.
    fn outbox_failed(&self, id: i64, error: String, retry_at: Timestamp) -> Reply<()>;
    /// How the outbox stands.
    fn outbox_state(&self) -> Reply<OutboxState>;

    // Drafts.

    /// Keeps a draft as it is now. Touching it moves its rescue.
    fn save_draft(&self, draft: Draft) -> Reply<()>;
    /// A draft.
    fn draft(&self, id: DraftId) -> Reply<Option<Draft>>;
    /// Forgets a draft: it was sent or thrown away.
    fn drop_draft(&self, id: DraftId) -> Reply<()>;
    /// Drafts left behind that the coordinator was told of, newest first.
    fn drafts_to_show(&self, now: Timestamp) -> Reply<Vec<Draft>>;

    // People.

    /// Every user, by name.
    fn users(&self) -> Reply<Vec<User>>;
    /// A user.
    fn user(&self, id: UserId) -> Reply<Option<User>>;
    /// The user with this sign-in name; its case does not matter.
    fn user_by_sign_in(&self, sign_in: String) -> Reply<Option<User>>;
    /// Adds a user.
    fn add_user(&self, act: Act, user: NewUser) -> Reply<Result<UserId, UserRefused>>;
    /// Changes name, sign-in name, role, addresses or whether they may sign in. A user who may not
    /// sign in any more is signed out everywhere. The password stays.
    fn change_user(&self, act: Act, user: User) -> Reply<Result<(), UserRefused>>;
    /// Sets a password and signs the user out everywhere.
    fn set_password(
        &self,
        act: Act,
        user: UserId,
        password: PasswordHash,
    ) -> Reply<Result<(), UserRefused>>;
    /// Counts a wrong password and answers how many there were; locks the account if told to.
    fn sign_in_failed(&self, act: Act, user: UserId, locked_until: Option<Timestamp>)
    -> Reply<u32>;
    /// Signs a user in: the count of wrong passwords starts again.
    fn start_session(&self, act: Act, session: Session) -> Reply<()>;
    /// A session and its user.
    fn session(&self, token: SecretHash) -> Reply<Option<(Session, User)>>;
    /// Every session of a user, the latest seen first.
    fn sessions(&self, user: UserId) -> Reply<Vec<Session>>;
    /// A page was asked for in this session.
    fn touch_session(&self, token: SecretHash, now: Timestamp) -> Reply<()>;
    /// Locks a session, or unlocks it after the password was given again.
    fn lock_session(&self, act: Act, token: SecretHash, locked: bool) -> Reply<()>;
    /// Ends a session.
    fn end_session(&self, act: Act, token: SecretHash) -> Reply<()>;
    /// Ends every session of a user and answers how many there were.
    fn end_sessions(&self, act: Act, user: UserId) -> Reply<u64>;
    /// Keeps the one-time code for the first administrator, in place of an earlier one.
    fn set_first_code(&self, act: Act, code: SecretHash) -> Reply<()>;
    /// Whether an active administrator exists.
    fn has_administrator(&self) -> Reply<bool>;
    /// Adds the first administrator; the code works once, and only while there is none.
    fn add_first_administrator(
        &self,
        act: Act,
        code: SecretHash,
        user: NewUser,
    ) -> Reply<Result<UserId, UserRefused>>;
    /// Every other system that may send referrals.
    fn clients(&self) -> Reply<Vec<ApiClient>>;
    /// The active client with this key.
    fn client_by_key(&self, key: SecretHash) -> Reply<Option<ApiClient>>;
    /// Adds a client.
    fn add_client(&self, act: Act, name: String, key: SecretHash) -> Reply<ClientId>;
    /// Ends a client's key.
    fn end_client(&self, act: Act, id: ClientId) -> Reply<()>;
    /// A user's preference ([`THEME`], [`BOARD`], [`PINS`], [`SHORTCUTS`]).
    fn preference(&self, user: UserId, key: String) -> Reply<Option<String>>;
    /// Sets a preference.
    fn set_preference(&self, act: Act, user: UserId, key: String, value: String) -> Reply<()>;
    /// Up to which version a user has seen each case.
    fn last_looked(&self, user: UserId) -> Reply<BTreeMap<CaseId, (u64, Timestamp)>>;
    /// A user has seen a case up to a version.
    fn looked(&self, user: UserId, case: CaseId, version: u64, now: Timestamp) -> Reply<()>;

    // Rota.

    /// Shifts that touch a time, in order.
    fn rota(&self, from: Timestamp, until: Timestamp) -> Reply<Vec<Shift>>;
    /// Adds a shift. `until` must lie after `from`.
    fn add_shift(&self, act: Act, shift: NewShift) -> Reply<i64>;
    /// Takes a shift off the rota.
    fn remove_shift(&self, act: Act, id: i64) -> Reply<()>;
    /// Who is on call.
    fn on_call(&self, now: Timestamp) -> Reply<OnCall>;
    /// Times in which nobody is coordinator.
    fn rota_gaps(&self, from: Timestamp, until: Timestamp) -> Reply<Vec<Gap>>;

    // The installation.

    /// The secret under which private links are signed; made when the database was made.
    fn link_secret(&self) -> [u8; 32];
    /// The site as given at opening.
    fn site(&self) -> Arc<Site>;
    /// Whether changes are still accepted. Once false it stays false until a restart.
    fn healthy(&self) -> bool;
    /// How the writer has worked since it started.
    fn figures(&self) -> Figures;
    /// Computes every chain again and compares every projection with the events.
    fn verify(&self) -> Reply<Report>;
    /// Deletes every projection and makes it again from the events.
    fn rebuild(&self) -> Reply<Rebuilt>;
    /// Copies the whole database into a new file while it runs, and sees it onto disk.
    fn backup(&self, to: PathBuf) -> Reply<()>;
}
