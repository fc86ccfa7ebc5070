//! Each method of [`Store`], handed to the thread that writes or to one that reads.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use pathway::board::BoardRow;
use pathway::handover::Handover;
use pathway::ladder::OnCall;
use pathway::{CaseId, Recorded, Refusal, Site};
use rusqlite::Connection;
use tokio::sync::broadcast;

use super::{
    Sqlite, append, audit, board, deadlines, drafts, handover, load, meta, outbox, people, rebuild,
    rota, sessions, verify,
};
use crate::error::{Error, While};
use crate::{
    AccessRow, Act, ApiClient, AuditRow, BoardFilter, CaseFile, Change, ClientId, Counts, Draft,
    DraftId, Figures, Fired, Gap, NewShift, NewUser, OutboxRow, OutboxState, Outcome, PasswordHash,
    Rebuilt, Reply, Report, Search, SecretHash, Seen, Session, Shift, Store, StoredEvent,
    Submission, User, UserId, UserRefused,
};

impl Store for Sqlite {
    fn submit(&self, submission: Submission) -> Reply<Outcome> {
        self.write(move |desk| append::submit(desk, &submission))
    }

    fn case(&self, id: CaseId) -> Reply<Option<CaseFile>> {
        self.read(move |db| load::case(db, id))
    }

    fn board(&self, filter: BoardFilter) -> Reply<Vec<Arc<BoardRow>>> {
        let rows = Arc::clone(&self.rows);
        self.read(move |db| snapshot(db, |db| board::list(db, &rows, &filter)))
    }

    fn row(&self, id: CaseId) -> Reply<Option<Arc<BoardRow>>> {
        let rows = Arc::clone(&self.rows);
        self.read(move |db| snapshot(db, |db| board::one(db, &rows, id)))
    }

    fn search(&self, search: Search) -> Reply<Vec<Arc<BoardRow>>> {
        let rows = Arc::clone(&self.rows);
        self.read(move |db| snapshot(db, |db| board::search(db, &rows, &search)))
    }

    fn counts(&self) -> Reply<Counts> {
        self.read(|db| snapshot(db, |db| board::counts(db).during("counting")))
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    fn changes_since(&self, position: u64) -> Reply<Vec<Change>> {
        let rows = Arc::clone(&self.rows);
        self.read(move |db| snapshot(db, |db| board::changes_since(db, &rows, position)))
    }

    fn position(&self) -> Reply<u64> {
        self.read(load::last_position)
    }

    fn stored(&self, id: CaseId) -> Reply<Vec<StoredEvent>> {
        self.read(move |db| load::stored(db, id).during("reading a case"))
    }

    fn audit(&self, case: CaseId) -> Reply<Vec<AuditRow>> {
        self.read(move |db| audit::of_case(db, case).during("reading the audit"))
    }

    fn audit_recent(&self, limit: usize) -> Reply<Vec<AuditRow>> {
        self.read(move |db| audit::recent(db, limit).during("reading the audit"))
    }

    fn saw(&self, seen: Seen) {
        self.queue.saw(seen);
    }

    fn access_log(&self, case: CaseId) -> Reply<Vec<AccessRow>> {
        self.read(move |db| audit::access_log(db, case).during("reading the access log"))
    }

    fn handover(&self) -> Reply<Handover> {
        self.read(|db| snapshot(db, handover::load))
    }

    fn hand_over(
        &self,
        act: Act,
        command: pathway::handover::Command,
    ) -> Reply<Result<Recorded, Refusal>> {
        self.write(move |desk| handover::submit(desk, &act, &command))
    }

    fn next_deadline(&self) -> Reply<Option<Timestamp>> {
        self.read(|db| deadlines::next(db).during("reading the next deadline"))
    }

    fn fire_due(&self, now: Timestamp, limit: usize) -> Reply<Vec<Fired>> {
        let due = self.read(move |db| deadlines::due(db, now, limit).during("reading deadlines"));
        let hand = self.hand();
        Box::pin(async move {
            // All are handed over before the first answer is awaited, so that they share commits.
            let mut firing = Vec::new();
            for row in due.await? {
                firing.push(hand.over(move |desk| deadlines::fire(desk, row, now)).await?);
            }
            let mut fired = Vec::new();
            for answer in firing {
                fired.extend(answer.await.unwrap_or(Err(Error::Stopped))?);
            }
            Ok(fired)
        })
    }

    fn outbox_due(&self, now: Timestamp, limit: usize) -> Reply<Vec<OutboxRow>> {
        self.read(move |db| outbox::due(db, now, limit).during("reading the outbox"))
    }

    fn outbox_sent(&self, id: i64, now: Timestamp) -> Reply<()> {
        self.write(move |desk| outbox::sent(desk.db, id, now).during("marking a message"))
    }

    fn outbox_failed(&self, id: i64, error: String, retry_at: Timestamp) -> Reply<()> {
        self.write(move |desk| {
            outbox::failed(desk.db, id, &error, retry_at).during("marking a message")
        })
    }

    fn outbox_state(&self) -> Reply<OutboxState> {
        self.read(|db| snapshot(db, |db| outbox::state(db).during("reading the outbox")))
    }

    fn save_draft(&self, draft: Draft) -> Reply<()> {
        self.write(move |desk| drafts::save(desk, &draft))
    }

    fn draft(&self, id: DraftId) -> Reply<Option<Draft>> {
        self.read(move |db| drafts::one(db, id))
    }

    fn drop_draft(&self, id: DraftId) -> Reply<()> {
        self.write(move |desk| drafts::drop_draft(desk.db, id))
    }

    fn drafts_to_show(&self, now: Timestamp) -> Reply<Vec<Draft>> {
        self.read(move |db| drafts::to_show(db, now).during("reading drafts"))
    }

    fn users(&self) -> Reply<Vec<User>> {
        self.read(|db| people::users(db).during("reading users"))
    }

    fn user(&self, id: UserId) -> Reply<Option<User>> {
        self.read(move |db| people::user(db, id).during("reading a user"))
    }

    fn user_by_sign_in(&self, sign_in: String) -> Reply<Option<User>> {
        self.read(move |db| people::by_sign_in(db, &sign_in).during("reading a user"))
    }

    fn add_user(&self, act: Act, user: NewUser) -> Reply<Result<UserId, UserRefused>> {
        self.write(move |desk| people::add(desk, &act, &user))
    }

    fn change_user(&self, act: Act, user: User) -> Reply<Result<(), UserRefused>> {
        self.write(move |desk| people::change(desk, &act, &user))
    }

    fn set_password(
        &self,
        act: Act,
        user: UserId,
        password: PasswordHash,
    ) -> Reply<Result<(), UserRefused>> {
        self.write(move |desk| people::set_password(desk, &act, user, &password))
    }

    fn sign_in_failed(
        &self,
        act: Act,
        user: UserId,
        locked_until: Option<Timestamp>,
    ) -> Reply<u32> {
        self.write(move |desk| sessions::sign_in_failed(desk, &act, user, locked_until))
    }

    fn start_session(&self, act: Act, session: Session) -> Reply<()> {
        self.write(move |desk| sessions::start(desk, &act, &session))
    }

    fn session(&self, token: SecretHash) -> Reply<Option<(Session, User)>> {
        self.read(move |db| sessions::one(db, token).during("reading a session"))
    }

    fn sessions(&self, user: UserId) -> Reply<Vec<Session>> {
        self.read(move |db| sessions::of_user(db, user).during("reading sessions"))
    }

    fn touch_session(&self, token: SecretHash, now: Timestamp) -> Reply<()> {
        self.write(move |desk| sessions::touch(desk.db, token, now))
    }

    fn lock_session(&self, act: Act, token: SecretHash, locked: bool) -> Reply<()> {
        self.write(move |desk| sessions::lock(desk, &act, token, locked))
    }

    fn end_session(&self, act: Act, token: SecretHash) -> Reply<()> {
        self.write(move |desk| sessions::end(desk, &act, token))
    }

    fn end_sessions(&self, act: Act, user: UserId) -> Reply<u64> {
        self.write(move |desk| sessions::end_of(desk, &act, user))
    }

    fn set_first_code(&self, act: Act, code: SecretHash) -> Reply<()> {
        self.write(move |desk| {
            meta::set(desk.db, meta::FIRST_CODE, &code.0).during("keeping the first code")?;
            audit::administration(desk.db, &act, "make the first code", "")
        })
    }

    fn has_administrator(&self) -> Reply<bool> {
        self.read(people::has_administrator)
    }

    fn add_first_administrator(
        &self,
        act: Act,
        code: SecretHash,
        user: NewUser,
    ) -> Reply<Result<UserId, UserRefused>> {
        self.write(move |desk| people::add_first_administrator(desk, &act, code, &user))
    }

    fn clients(&self) -> Reply<Vec<ApiClient>> {
        self.read(|db| people::clients(db).during("reading clients"))
    }

    fn client_by_key(&self, key: SecretHash) -> Reply<Option<ApiClient>> {
        self.read(move |db| people::client_by_key(db, key).during("reading a client"))
    }

    fn add_client(&self, act: Act, name: String, key: SecretHash) -> Reply<ClientId> {
        self.write(move |desk| people::add_client(desk, &act, &name, key))
    }

    fn end_client(&self, act: Act, id: ClientId) -> Reply<()> {
        self.write(move |desk| people::end_client(desk, &act, id))
    }

    fn preference(&self, user: UserId, key: String) -> Reply<Option<String>> {
        self.read(move |db| sessions::preference(db, user, &key).during("reading a preference"))
    }

    fn set_preference(&self, act: Act, user: UserId, key: String, value: String) -> Reply<()> {
        self.write(move |desk| sessions::set_preference(desk, &act, user, &key, &value))
    }

    fn last_looked(&self, user: UserId) -> Reply<BTreeMap<CaseId, (u64, Timestamp)>> {
        self.read(move |db| sessions::last_looked(db, user).during("reading what a user has seen"))
    }

    fn looked(&self, user: UserId, case: CaseId, version: u64, now: Timestamp) -> Reply<()> {
        self.write(move |desk| sessions::looked(desk.db, user, case, version, now))
    }

    fn rota(&self, from: Timestamp, until: Timestamp) -> Reply<Vec<Shift>> {
        self.read(move |db| rota::list(db, from, until).during("reading the rota"))
    }

    fn add_shift(&self, act: Act, shift: NewShift) -> Reply<i64> {
        self.write(move |desk| rota::add(desk, &act, &shift))
    }

    fn remove_shift(&self, act: Act, id: i64) -> Reply<()> {
        self.write(move |desk| rota::remove(desk, &act, id))
    }

    fn on_call(&self, now: Timestamp) -> Reply<OnCall> {
        self.read(move |db| {
            let window = rota::window(db, now).during("reading the rota")?;
            Ok(Arc::unwrap_or_clone(window.on_call))
        })
    }

    fn rota_gaps(&self, from: Timestamp, until: Timestamp) -> Reply<Vec<Gap>> {
        self.read(move |db| rota::gaps(db, from, until).during("reading the rota"))
    }

    fn link_secret(&self) -> [u8; 32] {
        self.link_secret
    }

    fn site(&self) -> Arc<Site> {
        Arc::clone(&self.site)
    }

    fn healthy(&self) -> bool {
        !self.queue.is_stopped()
    }

    fn figures(&self) -> Figures {
        self.queue.figures()
    }

    fn verify(&self) -> Reply<Report> {
        let site = Arc::clone(&self.site);
        self.read(move |db| verify::verify(db, &site))
    }

    fn rebuild(&self) -> Reply<Rebuilt> {
        self.write(rebuild::rebuild)
    }

    fn backup(&self, to: PathBuf) -> Reply<()> {
        self.read(move |db| backup(db, &to))
    }
}

/// Several questions, one moment.
fn snapshot<T>(
    db: &Connection,
    read: impl FnOnce(&Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    let transaction = db.unchecked_transaction().during("reading")?;
    let result = read(db);
    transaction.finish().during("reading")?;
    result
}

/// Copies the database as it is at one moment, without stopping anyone, and sees it onto disk.
fn backup(db: &Connection, to: &Path) -> Result<(), Error> {
    let failed = |source| Error::File { path: to.to_path_buf(), source };
    if to.exists() {
        return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
    }
    let name = to.to_str().ok_or_else(|| failed(std::io::ErrorKind::InvalidInput.into()))?;
    db.execute("VACUUM INTO ?1", [name]).during("copying the database")?;
    File::open(to).and_then(|file| file.sync_all()).map_err(failed)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .map_err(failed)
}
