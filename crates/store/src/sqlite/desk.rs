//! What a piece of work may use: the open transaction, and what the writer remembers between them.

use std::sync::Arc;

use jiff::Timestamp;
use pathway::ladder::OnCall;
use pathway::{Case, CaseId, Site};
use rusqlite::Connection;

use super::recent::Recent;
use super::{append, codec, load, rota};
use crate::error::{Error, While};
use crate::record::Change;

/// Cases kept folded: between this many and twice as many.
const CASES: usize = 2_048;

/// The open transaction and the writer's memory.
pub(super) struct Desk<'a> {
    pub(super) db: &'a Connection,
    pub(super) state: &'a mut State,
}

/// What the writer remembers. Everything here can be forgotten and read again.
pub(super) struct State {
    pub(super) site: Arc<Site>,
    pub(super) rules: rules::Settings,
    cases: Recent<CaseId, Arc<Case>>,
    on_call: Option<Window>,
    last_position: u64,
    changes: Vec<Change>,
}

/// Who is on call, and how long that holds.
pub(super) struct Window {
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) on_call: Arc<OnCall>,
}

/// Where a piece of work began.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    last_position: u64,
    changes: usize,
}

impl State {
    pub(super) fn new(site: Arc<Site>, rules: rules::Settings) -> Self {
        let cases = Recent::new(CASES);
        Self { site, rules, cases, on_call: None, last_position: 0, changes: Vec::new() }
    }

    /// Reads where the record ends, at the start of each transaction.
    pub(super) fn begin(&mut self, db: &Connection) -> Result<(), Error> {
        self.last_position = load::last_position(db)?;
        Ok(())
    }

    pub(super) const fn mark(&self) -> Mark {
        Mark { last_position: self.last_position, changes: self.changes.len() }
    }

    /// A piece of work was rolled back.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.last_position = mark.last_position;
        self.changes.truncate(mark.changes);
        self.on_call = None;
    }

    /// The transaction was rolled back: nothing remembered can be trusted.
    pub(super) fn forget(&mut self) {
        self.cases.clear();
        self.changes.clear();
        self.on_call = None;
    }

    pub(super) fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    pub(super) const fn next_position(&mut self) -> u64 {
        self.last_position += 1;
        self.last_position
    }

    pub(super) const fn last_position(&self) -> u64 {
        self.last_position
    }

    /// To be called last, when every row of the command is written.
    pub(super) fn keep(&mut self, id: CaseId, case: Case, change: Option<Change>) {
        self.cases.insert(id, Arc::new(case));
        self.changes.extend(change);
    }
}

impl Desk<'_> {
    /// The case as its stream's head says it is; folded from its events when not remembered.
    pub(super) fn case(&mut self, id: CaseId, head: append::Head) -> Result<Arc<Case>, Error> {
        if head.version == 0 {
            return Ok(Arc::default());
        }
        if let Some(case) = self.state.cases.get(&id)
            && case.version == head.version
        {
            return Ok(case);
        }
        let history = load::history(self.db, id)?;
        Ok(Arc::new(Case::from_history(history.iter().map(|(recorded, _)| recorded))))
    }

    /// Who is on call at an instant.
    pub(super) fn on_call(&mut self, now: Timestamp) -> Result<Arc<OnCall>, Error> {
        let at = codec::nanos(now);
        if let Some(window) = &self.state.on_call
            && window.from <= at
            && at < window.until
        {
            return Ok(Arc::clone(&window.on_call));
        }
        let window = rota::window(self.db, now).during("reading the rota")?;
        let on_call = Arc::clone(&window.on_call);
        self.state.on_call = Some(window);
        Ok(on_call)
    }

    /// The rota or a user changed.
    pub(super) fn rota_changed(&mut self) {
        self.state.on_call = None;
    }
}
