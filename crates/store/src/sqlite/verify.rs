//! Checks everything that can be computed again: chains, versions, positions, and every projection
//! against the events. Finds what was changed, removed, inserted or put in another order.
//!
//! What it cannot see: what was cut off the end of the whole record, or made anew together with
//! everything that points at it. For that a head noted off the machine is compared (see `logs`).

use std::collections::BTreeMap;

use pathway::board::BoardRow;
use pathway::deadline::deadlines;
use pathway::handover::{self, Handover, STREAM};
use pathway::{Case, CaseId, Site};
use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::board::Columns;
use super::chain::{self, EventRow};
use super::{codec, deadlines as deadline_rows, logs, outbox, schema};
use crate::error::{Error, While};
use crate::report::{Log, Report};

/// Reads the whole database in one snapshot.
pub(super) fn verify(db: &Connection, site: &Site) -> Result<Report, Error> {
    let snapshot = db.unchecked_transaction().during("checking")?;
    let mut check = Check { db, site, report: Report::default(), deadlines: 0 };
    check.events()?;
    check.totals()?;
    check.keys()?;
    check.messages()?;
    check.logs()?;
    let intact: String = db
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .during("checking the file itself")?;
    if intact != "ok" {
        check.report.problem(format!("the database file is damaged: {intact}"));
    }
    let report = check.report;
    snapshot.finish().during("checking")?;
    Ok(report)
}

struct Check<'a> {
    db: &'a Connection,
    site: &'a Site,
    report: Report,
    deadlines: u64,
}

/// One stream while it is read.
struct Stream {
    id: CaseId,
    case: Case,
    handover: Handover,
    version: u64,
    position: u64,
    hash: [u8; 32],
    sound: bool,
}

impl Stream {
    fn begin(id: CaseId) -> Self {
        let (case, handover) = (Case::default(), Handover::default());
        Self { id, case, handover, version: 0, position: 0, hash: chain::START, sound: true }
    }
}

impl Check<'_> {
    /// Every event of every case, each case in its order.
    fn events(&mut self) -> Result<(), Error> {
        let mut select = self
            .db
            .prepare(
                "SELECT version, type, occurred_at, recorded_at, actor, reason, data, position,
                        stream, schema_revision, prev_hash, hash
                 FROM event ORDER BY stream, version",
            )
            .during("reading events")?;
        let mut rows = select.query([]).during("reading events")?;
        let mut stream: Option<Stream> = None;
        while let Some(row) = rows.next().during("reading events")? {
            let id = codec::uuid(row, 8).map(CaseId).during("reading events")?;
            if stream.as_ref().is_none_or(|stream| stream.id != id)
                && let Some(whole) = stream.replace(Stream::begin(id))
            {
                self.projections(&whole)?;
            }
            if let Some(stream) = &mut stream {
                self.report.events += 1;
                if let Err(words) = link(stream, row) {
                    stream.sound = false;
                    self.report.problem(words);
                }
            }
        }
        if let Some(whole) = stream {
            self.projections(&whole)?;
        }
        Ok(())
    }

    /// A case whose chain holds: does everything derived from it say the same?
    fn projections(&mut self, stream: &Stream) -> Result<(), Error> {
        let of_the_service = stream.id == STREAM;
        self.report.cases += u64::from(!of_the_service);
        if !stream.sound {
            return Ok(());
        }
        let id = stream.id;
        let expected = BoardRow::of(id, &stream.case);
        let kept = board_row(self.db, id)?;
        match (&expected, &kept) {
            (None, None) => {}
            (Some(row), Some((json, columns))) => {
                self.report.board_rows += 1;
                let same = serde_json::from_str::<BoardRow>(json).is_ok_and(|kept| kept == *row);
                if !same || *columns != Kept::of(row, stream.position) {
                    self.report.problem(format!("case {id}: its board row differs"));
                }
            }
            (Some(_), None) => self.report.problem(format!("case {id}: it has no board row")),
            (None, Some(_)) => {
                self.report.problem(format!("case {id}: it has a board row and no referral"));
            }
        }
        let kept = deadline_rows::rows(self.db, codec::id(id.0)).during("reading deadlines")?;
        let pending = if of_the_service {
            handover::deadlines(&stream.handover, self.site)
        } else {
            deadlines(&stream.case, self.site)
        };
        let expected: BTreeMap<String, i64> = pending
            .into_iter()
            .map(|deadline| (deadline.key, codec::nanos(deadline.due)))
            .collect();
        self.report.deadlines += expected.len() as u64;
        self.deadlines += kept.len() as u64;
        for (key, due) in &expected {
            match kept.get(key) {
                None => self.report.problem(format!("case {id}: deadline {key} is missing")),
                Some(at) if at != due => {
                    self.report.problem(format!("case {id}: deadline {key} is due another time"));
                }
                Some(_) => {}
            }
        }
        for key in kept.keys().filter(|key| !expected.contains_key(*key)) {
            self.report.problem(format!("case {id}: deadline {key} should not be there"));
        }
        Ok(())
    }

    /// Counts that must agree: nothing missing between, nothing that belongs to no case.
    fn totals(&mut self) -> Result<(), Error> {
        let number = |sql: &str| {
            self.db.query_row(sql, [], |row| row.get(0)).map(codec::count).during("counting")
        };
        let last = number("SELECT coalesce(max(position), 0) FROM event")?;
        let audit_rows = number("SELECT count(*) FROM audit")?;
        let audited = number("SELECT coalesce(sum(events), 0) FROM audit")?;
        let board_rows = number("SELECT count(*) FROM board")?;
        let drafts = number(
            "SELECT count(*) FROM deadline JOIN draft ON draft.id = deadline.owner
             WHERE deadline.key IN ('draft:rescue', 'draft:expiry')",
        )?;
        let deadlines = number("SELECT count(*) FROM deadline")?;
        let events = self.report.events;
        self.report.audit_rows = audit_rows;
        let mut agree = |what: &str, found: u64, expected: u64| {
            if found != expected {
                self.report.problem(format!("{what}: {found}, expected {expected}"));
            }
        };
        agree("events, counted against the last position", events, last);
        agree("events told of in the audit", audited, events);
        if self.report.problems == 0 {
            let known = self.report.board_rows;
            if board_rows != known {
                self.report.problem(format!("board rows: {board_rows}, expected {known}"));
            }
            let known = self.deadlines + drafts;
            if deadlines != known {
                self.report.problem(format!("deadlines: {deadlines}, expected {known}"));
            }
        }
        Ok(())
    }

    /// Every answer that was given once must still be there to be given again.
    fn keys(&mut self) -> Result<(), Error> {
        let mut select = self
            .db
            .prepare(
                "SELECT k.scope, e.position FROM idempotency AS k
                 LEFT JOIN event AS e ON e.stream = k.stream AND e.version = k.version
                                     AND e.position = k.position",
            )
            .during("reading keys")?;
        let mut rows = select.query([]).during("reading keys")?;
        while let Some(row) = rows.next().during("reading keys")? {
            self.report.keys += 1;
            let position: Option<i64> = row.get(1).during("reading keys")?;
            if position.is_none() {
                let scope: String = row.get(0).during("reading keys")?;
                self.report.problem(format!("a key of {scope} answers with an event that is gone"));
            }
        }
        Ok(())
    }

    /// The logs of a database from before they were chained, in a backup for instance, are read as
    /// they are.
    fn logs(&mut self) -> Result<(), Error> {
        if schema::version(self.db)? >= schema::CHAINED_LOGS {
            for log in Log::ALL {
                logs::check(self.db, log, &mut self.report)?;
            }
        }
        Ok(())
    }

    fn messages(&mut self) -> Result<(), Error> {
        for id in outbox::cases(self.db).during("reading the outbox")? {
            let head = super::append::head(self.db, id).during("reading the outbox")?;
            if head.version == 0 {
                self.report.problem(format!("case {id}: a message is about it, it has no events"));
            }
        }
        Ok(())
    }
}

/// Checks one event against the one before and folds it in.
fn link(stream: &mut Stream, row: &Row<'_>) -> Result<(), String> {
    let id = stream.id;
    let unreadable = |error: rusqlite::Error| format!("case {id}: a column is unreadable: {error}");
    let version = row.get(0).map(codec::count).map_err(unreadable)?;
    let position = row.get(7).map(codec::count).map_err(unreadable)?;
    let (before, follows) = (stream.version, stream.hash);
    let later = position > stream.position;
    let hash: [u8; 32] = row.get(11).map_err(unreadable)?;
    stream.version = version;
    stream.position = position;
    stream.hash = hash;
    if version != before + 1 {
        return Err(format!("case {id}: version {version} follows version {before}"));
    }
    if !later {
        return Err(format!("case {id}: version {version} lies before version {before}"));
    }
    let prev_hash: [u8; 32] = row.get(10).map_err(unreadable)?;
    let computed = computed_hash(row, id, &prev_hash).map_err(unreadable)?;
    if prev_hash != follows {
        return Err(format!("case {id}: version {version} does not follow the one before"));
    }
    if hash != computed {
        return Err(format!("case {id}: version {version} was changed after it was written"));
    }
    let recorded = codec::recorded(row)
        .map_err(|error| format!("case {id}: version {version} cannot be decoded: {error}"))?;
    if id == STREAM {
        stream.handover.apply(&recorded);
    } else {
        stream.case.apply(&recorded);
    }
    Ok(())
}

fn computed_hash(row: &Row<'_>, id: CaseId, prev_hash: &[u8]) -> rusqlite::Result<[u8; 32]> {
    let reason: Option<String> = row.get(5)?;
    let event = EventRow {
        version: codec::count(row.get(0)?),
        kind: row.get_ref(1)?.as_str()?,
        occurred_at: row.get_ref(2)?.as_str()?,
        recorded_at: row.get_ref(3)?.as_str()?,
        actor: row.get_ref(4)?.as_str()?,
        reason: reason.as_deref(),
        data: row.get_ref(6)?.as_str()?,
        position: codec::count(row.get(7)?),
        stream: codec::id(id.0),
        schema_revision: row.get(9)?,
    };
    Ok(event.hash(prev_hash))
}

/// Every column of a board row beside its JSON.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    version: i64,
    position: i64,
    closed: bool,
    tier: u8,
    status: String,
    changed_at: i64,
    reference: String,
    family: String,
    given: String,
    born: Option<String>,
    nhs: Option<String>,
}

impl Kept {
    fn of(row: &BoardRow, position: u64) -> Self {
        let columns = Columns::of(row, position);
        Self {
            version: columns.version,
            position: columns.position,
            closed: columns.closed,
            tier: columns.tier,
            status: columns.status.into(),
            changed_at: columns.changed_at,
            reference: row.reference.0.clone(),
            family: codec::folded(&row.person.family),
            given: codec::folded(&row.person.given),
            born: row.person.born.map(|born| born.to_string()),
            nhs: row.person.nhs_number.as_deref().map(super::board::digits),
        }
    }
}

fn board_row(db: &Connection, id: CaseId) -> Result<Option<(String, Kept)>, Error> {
    use rusqlite::OptionalExtension;
    db.prepare_cached(
        "SELECT row, version, position, closed, tier, status, changed_at, reference, family,
                given, born, nhs
         FROM board WHERE stream = ?1",
    )
    .and_then(|mut select| {
        let stream: Uuid = id.0;
        select
            .query_row([codec::id(stream)], |row| {
                let kept = Kept {
                    version: row.get(1)?,
                    position: row.get(2)?,
                    closed: row.get(3)?,
                    tier: row.get(4)?,
                    status: row.get(5)?,
                    changed_at: row.get(6)?,
                    reference: row.get(7)?,
                    family: row.get(8)?,
                    given: row.get(9)?,
                    born: row.get(10)?,
                    nhs: row.get(11)?,
                };
                Ok((row.get(0)?, kept))
            })
            .optional()
    })
    .during("reading a board row")
}
