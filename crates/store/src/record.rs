//! What is read back: a case with its history, the board, search, audit.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use pathway::board::BoardRow;
use pathway::status::Status;
use pathway::{Actor, Case, CaseId, Recorded};

/// One case, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFile {
    /// What is known.
    pub case: Case,
    /// Every event, oldest first.
    pub history: Vec<Recorded>,
    /// The position of the last event among all events.
    pub position: u64,
}

/// An event as its row holds it, with its place in the hash chain: everything that is needed to
/// compute the chain again outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// Position among all events.
    pub position: u64,
    /// 1 for the first event of the case.
    pub version: u64,
    /// The stored name of what happened.
    pub kind: String,
    /// The revision of its shape.
    pub schema_revision: u16,
    /// When it happened, as written.
    pub occurred_at: String,
    /// When we were told, as written.
    pub recorded_at: String,
    /// Who told us, as JSON.
    pub actor: String,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// What happened, as JSON.
    pub data: String,
    /// The hash of the event before, in hex.
    pub prev_hash: String,
    /// Its own hash, in hex.
    pub hash: String,
    /// Whether both hashes are those that its columns give.
    pub intact: bool,
}

/// The board moved: one case has a new row.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Position of the event that moved it; a reader resumes from here.
    pub position: u64,
    /// Which case.
    pub case: CaseId,
    /// Its new row.
    pub row: Arc<BoardRow>,
    /// An emergency that nobody has acknowledged has just begun: it may interrupt people.
    pub interrupt: bool,
}

/// Which rows of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardFilter {
    /// Open cases, or closed ones (the latest first).
    pub closed: bool,
    /// Only those that stand here.
    pub status: Option<Status>,
    /// At most this many.
    pub limit: usize,
}

impl Default for BoardFilter {
    fn default() -> Self {
        Self { closed: false, status: None, limit: 1_000 }
    }
}

/// Whom to look for. Every field that is given must match; of a name and a reference, either may,
/// because some names look like a reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Beginnings of family and given names, in any order.
    pub name: Option<String>,
    /// NHS number; spaces do not matter.
    pub nhs_number: Option<String>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Reference; case and dash do not matter.
    pub reference: Option<String>,
    /// At most this many; 0 means 50.
    pub limit: usize,
}

impl Search {
    /// Reads one box: a reference, an NHS number, a date of birth, otherwise names.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let joined: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if joined.len() == 10 && joined.bytes().all(|b| b.is_ascii_digit()) {
            return Self { nhs_number: Some(joined), ..Self::default() };
        }
        if let Some(born) = date(text) {
            return Self { born: Some(born), ..Self::default() };
        }
        let has_digit = joined.bytes().any(|b| b.is_ascii_digit());
        let dashed = text.len() == 9 && text.as_bytes().get(4) == Some(&b'-');
        let reference = joined.len() == 8 && joined.is_ascii() && (has_digit || dashed);
        Self {
            // No name has a digit, but "Anne-Bess" is spelt as a reference is.
            name: (!text.is_empty() && (!reference || !has_digit)).then(|| text.to_owned()),
            reference: reference.then(|| text.to_owned()),
            ..Self::default()
        }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.name.is_none()
            && self.nhs_number.is_none()
            && self.born.is_none()
            && self.reference.is_none()
    }
}

/// "1966-12-05" or "5/12/1966".
fn date(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let mut parts = text.split(['/', '.']);
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let year = parts.next()?.parse().ok()?;
    if parts.next().is_some() { None } else { Date::new(year, month, day).ok() }
}

/// One line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// When.
    pub at: Timestamp,
    /// Who, by name.
    pub name: String,
    /// In which capacity, as a role's key.
    pub role: String,
    /// The account, when there is one.
    pub user: Option<String>,
    /// Through which door.
    pub via: String,
    /// What: a command's name, or an act of administration.
    pub action: String,
    /// Which case.
    pub case: Option<CaseId>,
    /// "done", or "refused: " and why in a word.
    pub outcome: String,
    /// A few words; never about a person who is cared for.
    pub detail: String,
    /// How many events it led to.
    pub events: u64,
}

/// Someone saw patient data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which case; `None` for a list such as the board.
    pub case: Option<CaseId>,
    /// Who.
    pub actor: Actor,
    /// When.
    pub now: Timestamp,
    /// On which page ("board", "case", "handover").
    pub page: String,
}

/// One line of the access log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRow {
    /// When.
    pub at: Timestamp,
    /// Who, by name.
    pub name: String,
    /// In which capacity, as a role's key.
    pub role: String,
    /// The account, when there is one.
    pub user: Option<String>,
    /// On which page.
    pub page: String,
    /// Which case.
    pub case: Option<CaseId>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Open cases.
    pub open: u64,
    /// Closed cases.
    pub closed: u64,
    /// Open cases that nobody has acknowledged.
    pub unacknowledged: u64,
    /// Events.
    pub events: u64,
    /// Deadlines pending.
    pub deadlines: u64,
}

/// How the writer has worked since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Pieces of work carried out and acknowledged.
    pub jobs: u64,
    /// Commits, each one fsync.
    pub commits: u64,
}
