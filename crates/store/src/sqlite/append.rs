//! The walk of one command inside the writer's transaction: seen before? which version? decide;
//! then events, audit, deadlines, messages, board row and key, all or none.

use std::sync::Arc;

use jiff::Timestamp;
use pathway::board::BoardRow;
use pathway::event::SCHEMA_REVISION;
use pathway::{Actor, Case, CaseId, Command, Context, Decided, Event, Recorded, Refusal, decide};
use rusqlite::{Connection, OptionalExtension, params};

use super::chain::{self, EventRow};
use super::desk::Desk;
use super::{audit, board, codec, deadlines, outbox};
use crate::error::{Error, While};
use crate::record::Change;
use crate::submission::{Act, IdempotencyKey, Outcome, Submission};

/// The end of one stream, read from the database inside the transaction.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) version: u64,
    pub(super) position: u64,
    hash: [u8; 32],
}

/// Carries one command out.
pub(super) fn submit(desk: &mut Desk<'_>, submission: &Submission) -> Result<Outcome, Error> {
    if let Some(key) = &submission.key
        && let Some(earlier) = answered_before(desk.db, key).during("looking a key up")?
    {
        return Ok(earlier);
    }
    let id = submission.case;
    let head = head(desk.db, id).during("reading the end of a case")?;
    let case = desk.case(id, head)?;
    let act = Act { actor: submission.actor.clone(), now: submission.now, via: submission.via };
    let action = name(&submission.command);
    if let Some(seen) = submission.expected_version
        && seen != case.version
    {
        let refusal = Refusal::Changed { seen, now: case.version };
        return refused(desk, &act, action, id, refusal);
    }
    let on_call = desk.on_call(submission.now)?;
    let context = Context {
        case: id,
        now: submission.now,
        actor: &submission.actor,
        site: &desk.state.site,
        rules: &desk.state.rules,
        on_call: &on_call,
    };
    match decide(&case, &submission.command, &context) {
        Ok(decided) => {
            let done = append(desk, &act, action, id, head, &case, decided)?;
            if let Some(key) = &submission.key {
                keep_answer(desk.db, key, done, submission.now).during("keeping a key")?;
            }
            let Done { version, position } = done.1;
            Ok(Outcome::Done { case: id, version, position, replayed: false })
        }
        Err(refusal) => refused(desk, &act, action, id, refusal),
    }
}

/// What a command came to.
#[derive(Clone, Copy)]
struct Done {
    version: u64,
    position: u64,
}

fn append(
    desk: &mut Desk<'_>,
    act: &Act,
    action: &'static str,
    id: CaseId,
    head: Head,
    before: &Case,
    decided: Decided,
) -> Result<(CaseId, Done), Error> {
    let Decided { events, messages, case } = decided;
    if events.is_empty() {
        // Nothing to see, nothing changed.
        return Ok((id, Done { version: head.version, position: head.position }));
    }
    let (position, hash) = write_events(desk, id, head, &events)?;
    let written =
        audit::Written { case: Some(id), position, events: events.len() as u64, hash: Some(hash) };
    let detail = detail(&events);
    audit::write(desk.db, act, action, "done", &detail, written).during("writing the audit")?;
    let pending = pathway::deadline::deadlines(&case, &desk.state.site);
    deadlines::replace(desk.db, id, pending, head.version > 0).during("writing deadlines")?;
    outbox::queue(desk.db, &messages, act.now).during("queueing messages")?;
    let row = BoardRow::of(id, &case);
    if let Some(row) = &row {
        board::write(desk.db, row, position, head.version > 0)?;
    }
    let change = row.map(|row| Change {
        position,
        case: id,
        interrupt: begins_emergency(before, &case),
        row: Arc::new(row),
    });
    let version = case.version;
    desk.state.keep(id, case, change);
    Ok((id, Done { version, position }))
}

/// What of the events belongs into the audit too, without a word about the person: cells that were
/// filled at one stroke rather than entered one by one.
fn detail(events: &[Recorded]) -> String {
    let fills = |recorded: &Recorded| match &recorded.event {
        Event::IsncsciRecorded(worksheet) => worksheet.fills.len(),
        _ => 0,
    };
    match events.iter().map(fills).sum::<usize>() {
        0 => String::new(),
        1 => "with 1 fill".into(),
        many => format!("with {many} fills"),
    }
}

/// An emergency that nobody has began with these events: it arose, or whoever had it took that back.
fn begins_emergency(before: &Case, after: &Case) -> bool {
    let episode = |case: &Case| case.tier.as_ref().map(|now| now.episode);
    after.is_open()
        && after.acknowledged.is_none()
        && after.tier().is_emergency()
        && (episode(before) != episode(after) || before.acknowledged.is_some())
}

/// Writes new events at the end of their chain and answers the last position with its hash.
pub(super) fn write_events(
    desk: &mut Desk<'_>,
    id: CaseId,
    head: Head,
    events: &[Recorded],
) -> Result<(u64, [u8; 32]), Error> {
    let mut insert = desk
        .db
        .prepare_cached(
            "INSERT INTO event (position, stream, version, type, schema_revision, occurred_at,
                                recorded_at, actor, reason, data, prev_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )
        .during("writing events")?;
    let stream = codec::id(id.0);
    let mut prev_hash = head.hash;
    let mut actor = ActorText::default();
    for recorded in events {
        let data = codec::data(&recorded.event)?;
        let (occurred_at, recorded_at) =
            (recorded.occurred_at.to_string(), recorded.recorded_at.to_string());
        let row = EventRow {
            position: desk.state.next_position(),
            stream,
            version: recorded.version,
            kind: recorded.event.name(),
            schema_revision: SCHEMA_REVISION,
            occurred_at: &occurred_at,
            recorded_at: &recorded_at,
            actor: actor.of(&recorded.actor)?,
            reason: recorded.reason.as_deref(),
            data: &data,
        };
        let hash = row.hash(&prev_hash);
        insert
            .execute(params![
                codec::int(row.position),
                row.stream,
                codec::int(row.version),
                row.kind,
                row.schema_revision,
                row.occurred_at,
                row.recorded_at,
                row.actor,
                row.reason,
                row.data,
                prev_hash,
                hash,
            ])
            .during("writing events")?;
        prev_hash = hash;
    }
    Ok((desk.state.last_position(), prev_hash))
}

/// All events of a command have one actor: written as text once.
#[derive(Default)]
struct ActorText(Option<(Actor, String)>);

impl ActorText {
    fn of(&mut self, actor: &Actor) -> Result<&str, Error> {
        if self.0.as_ref().is_none_or(|(known, _)| known != actor) {
            self.0 = Some((actor.clone(), codec::json(actor, "actor")?));
        }
        Ok(self.0.as_ref().map_or("", |(_, text)| text))
    }
}

/// The end of a stream; version 0 before its first event.
pub(super) fn head(db: &Connection, id: CaseId) -> rusqlite::Result<Head> {
    let mut select = db.prepare_cached(
        "SELECT version, position, hash FROM event WHERE stream = ?1
         ORDER BY version DESC LIMIT 1",
    )?;
    let found = select
        .query_row([codec::id(id.0)], |row| {
            let (version, position) = (codec::count(row.get(0)?), codec::count(row.get(1)?));
            Ok(Head { version, position, hash: row.get(2)? })
        })
        .optional()?;
    Ok(found.unwrap_or(Head { version: 0, position: 0, hash: chain::START }))
}

fn answered_before(db: &Connection, key: &IdempotencyKey) -> rusqlite::Result<Option<Outcome>> {
    let mut select = db.prepare_cached(
        "SELECT request, stream, version, position FROM idempotency WHERE scope = ?1 AND key = ?2",
    )?;
    select
        .query_row([&key.scope, &key.key], |row| {
            if row.get::<_, [u8; 32]>(0)? != key.request {
                return Ok(Outcome::KeyReused);
            }
            Ok(Outcome::Done {
                case: CaseId(codec::uuid(row, 1)?),
                version: codec::count(row.get(2)?),
                position: codec::count(row.get(3)?),
                replayed: true,
            })
        })
        .optional()
}

fn keep_answer(
    db: &Connection,
    key: &IdempotencyKey,
    (case, done): (CaseId, Done),
    now: Timestamp,
) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO idempotency (scope, key, request, stream, version, position, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    insert.execute(params![
        key.scope,
        key.key,
        key.request,
        codec::id(case.0),
        codec::int(done.version),
        codec::int(done.position),
        codec::nanos(now),
    ])?;
    Ok(())
}

fn refused(
    desk: &Desk<'_>,
    act: &Act,
    action: &'static str,
    id: CaseId,
    refusal: Refusal,
) -> Result<Outcome, Error> {
    let written = audit::Written { case: Some(id), ..audit::Written::default() };
    audit::write(desk.db, act, action, outcome(&refusal), "", written)
        .during("writing the audit")?;
    Ok(Outcome::Refused(refusal))
}

/// A refusal as the audit names it.
pub(super) const fn outcome(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::AlreadyDone { .. } => "refused: already done",
        Refusal::Closed => "refused: closed",
        Refusal::NotClosed => "refused: not closed",
        Refusal::Unknown(_) => "refused: unknown",
        Refusal::NotPermitted(_) => "refused: not permitted",
        Refusal::Invalid { .. } => "refused: invalid",
        Refusal::Changed { .. } | Refusal::Conflicts(_) => "refused: changed",
    }
}

/// A command's name in the audit.
const fn name(command: &Command) -> &'static str {
    match command {
        Command::SubmitReferral(_) => "SubmitReferral",
        Command::RecordFacts(_) => "RecordFacts",
        Command::RecordNeuro(_) => "RecordNeuro",
        Command::RecordIsncsci(_) => "RecordIsncsci",
        Command::SetTier(_) => "SetTier",
        Command::Acknowledge => "Acknowledge",
        Command::GiveInstruction(_) => "GiveInstruction",
        Command::SeeInstructions => "SeeInstructions",
        Command::AnswerInstruction(_) => "AnswerInstruction",
        Command::WithdrawInstruction(_) => "WithdrawInstruction",
        Command::SetTask(_) => "SetTask",
        Command::FinishTask(_) => "FinishTask",
        Command::AddNote(_) => "AddNote",
        Command::LogCall(_) => "LogCall",
        Command::LogChase(_) => "LogChase",
        Command::LogDelay(_) => "LogDelay",
        Command::RecordMilestone(_) => "RecordMilestone",
        Command::OrderImaging(_) => "OrderImaging",
        Command::ProgressScan(_) => "ProgressScan",
        Command::AcquireImaging(_) => "AcquireImaging",
        Command::ReportImaging(_) => "ReportImaging",
        Command::RecordLevelPain(_) => "RecordLevelPain",
        Command::SaveSpineReport(_) => "SaveSpineReport",
        Command::SignSpineReport(_) => "SignSpineReport",
        Command::AddToSpineReport(_) => "AddToSpineReport",
        Command::AcknowledgeResult(_) => "AcknowledgeResult",
        Command::DecideTreatment(_) => "DecideTreatment",
        Command::GiveDexamethasone(_) => "GiveDexamethasone",
        Command::GiveFirstFraction { .. } => "GiveFirstFraction",
        Command::StartOperation { .. } => "StartOperation",
        Command::ExcludeClock(_) => "ExcludeClock",
        Command::CorrectEntry(_) => "CorrectEntry",
        Command::ReissueLink(_) => "ReissueLink",
        Command::CloseCase(_) => "CloseCase",
        Command::ReopenCase(_) => "ReopenCase",
        Command::SaveProforma(_) => "SaveProforma",
        Command::SignProforma(_) => "SignProforma",
        Command::AddAddendum(_) => "AddAddendum",
        Command::AskOpinions(_) => "AskOpinions",
        Command::GiveOpinion(_) => "GiveOpinion",
        Command::SignMeeting(_) => "SignMeeting",
        Command::MissAction(_) => "MissAction",
        Command::SetPlan(_) => "SetPlan",
        Command::GiveFraction(_) => "GiveFraction",
        Command::SetGoal(_) => "SetGoal",
        Command::EndGoal(_) => "EndGoal",
        Command::RecordSession(_) => "RecordSession",
        Command::AskForMobilityOrder => "AskForMobilityOrder",
        Command::DischargePatient(_) => "DischargePatient",
        Command::RecordFollowUp(_) => "RecordFollowUp",
        Command::FireDeadline(_) => "FireDeadline",
    }
}
