//! The handover of the service: a stream beside those of the cases, with the same chain, audit,
//! deadlines and messages in one transaction.

use pathway::handover::{Command, Handover, STREAM, deadlines, decide};
use pathway::{Context, Recorded, Refusal};
use rusqlite::{Connection, OptionalExtension};

use super::desk::Desk;
use super::{append, audit, codec, deadlines as rows, load, outbox};
use crate::error::{Error, While};
use crate::submission::Act;

/// Where the handover stands. Read from the last giving on, which carries what went before.
pub(super) fn load(db: &Connection) -> Result<Handover, Error> {
    let given: Option<i64> = db
        .prepare_cached(
            "SELECT version FROM event WHERE stream = ?1 AND type = 'HandoverGiven'
             ORDER BY version DESC LIMIT 1",
        )
        .and_then(|mut select| select.query_row([codec::id(STREAM.0)], |row| row.get(0)).optional())
        .during("reading the handover")?;
    let Some(given) = given.map(codec::count) else { return Ok(Handover::default()) };
    let history = load::history_after(db, STREAM, given - 1)?;
    Ok(Handover::from_history(history.iter().map(|(recorded, _)| recorded)))
}

/// Carries one command out, whole or not at all.
pub(super) fn submit(
    desk: &mut Desk<'_>,
    act: &Act,
    command: &Command,
) -> Result<Result<Recorded, Refusal>, Error> {
    let before = load(desk.db)?;
    let on_call = desk.on_call(act.now)?;
    let context = Context {
        case: STREAM,
        now: act.now,
        actor: &act.actor,
        site: &desk.state.site,
        rules: &desk.state.rules,
        on_call: &on_call,
    };
    let action = match command {
        Command::Give { .. } => "GiveHandover",
        Command::Accept { .. } => "AcceptHandover",
        Command::FireDeadline(_) => "FireDeadline",
    };
    let (recorded, messages) = match decide(&before, command, &context) {
        Ok(decided) => decided,
        Err(refusal) => {
            let nothing = audit::Written::default();
            audit::write(desk.db, act, action, append::outcome(&refusal), "", nothing)
                .during("writing the audit")?;
            return Ok(Err(refusal));
        }
    };
    let head = append::head(desk.db, STREAM).during("reading the end of the handovers")?;
    let events = [recorded];
    let (position, hash) = append::write_events(desk, STREAM, head, &events)?;
    let [recorded] = events;
    let written = audit::Written { case: None, position, events: 1, hash: Some(hash) };
    audit::write(desk.db, act, action, "done", "", written).during("writing the audit")?;
    let mut after = before;
    after.apply(&recorded);
    replace_deadlines(desk.db, &after, &desk.state.site)?;
    outbox::queue(desk.db, &messages, act.now).during("queueing messages")?;
    Ok(Ok(recorded))
}

/// Makes the deadline rows what the handover says.
pub(super) fn replace_deadlines(
    db: &Connection,
    handover: &Handover,
    site: &pathway::Site,
) -> Result<(), Error> {
    rows::replace(db, STREAM, deadlines(handover, site), true).during("writing deadlines")
}
