//! The handover: one shift gives every open case to the next, and somebody accepts.
//!
//! ```text
//!   given (cases, versions) ──accepted──> accepted: counts as "the last handover"
//!      │  ▲ given again: replaces what waits
//!      └──15 min──> registrar told ──15 min──> consultant told      (the board says so all the while)
//! ```
//! A handover belongs to the service and not to one case, so it has a stream of its own, [`STREAM`].
//! Each giving carries what was accepted before it: the events since the last giving are enough to
//! know where things stand, however old the service is.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::actor::Actor;
use crate::case::{Case, CaseId};
use crate::clock::add_seconds;
use crate::deadline::{self, Deadline, FireDeadline, Kind};
use crate::decide::Context;
use crate::event::{Event, Recorded};
use crate::ladder::Rung;
use crate::message::{self, Message};
use crate::refusal::Refusal;
use crate::site::Site;

/// The one stream of handovers, in the place where a case's stream has the case.
pub const STREAM: CaseId = CaseId(Uuid::from_bytes(*b"service-handover"));

/// A case as it stood when it was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedCase {
    /// Which.
    pub case: CaseId,
    /// Its version on the sheet.
    pub version: u64,
}

/// A handover that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedHandover {
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Position of the record that its sheet showed: what lies behind it has changed since.
    pub position: u64,
}

/// A shift gave its cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverGiven {
    /// 1 for the first handover of the service, without gaps.
    pub number: u64,
    /// Every open case.
    pub cases: Vec<HandedCase>,
    /// Position of the record that the sheet showed.
    pub position: u64,
    /// The handover accepted last before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<AcceptedHandover>,
}

/// Somebody took the cases on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverAccepted {
    /// Which handover.
    pub number: u64,
}

/// What can be asked of the handover.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Gives these cases to the next shift.
    Give {
        /// The number of the handover the giver saw last, so that two givers do not cross.
        after: u64,
        /// Every open case.
        cases: Vec<HandedCase>,
        /// Position of the record that the sheet shows.
        position: u64,
    },
    /// Accepts the handover with this number.
    Accept {
        /// Which handover.
        number: u64,
    },
    /// A deadline of the handover came due.
    FireDeadline(FireDeadline),
}

/// The handover given last.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What was given.
    pub handover: HandoverGiven,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
}

/// Where the handover stands; the fold of its events since the last giving.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handover {
    /// Version of its stream.
    pub version: u64,
    /// The handover given last.
    pub given: Option<Given>,
    /// That one's acceptance.
    pub accepted: Option<AcceptedHandover>,
    /// Deadlines that fired, by key.
    pub fired: BTreeMap<String, Timestamp>,
}

impl Handover {
    /// Folds a history, which begins with a giving.
    pub fn from_history<'a>(history: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut handover = Self::default();
        for recorded in history {
            handover.apply(recorded);
        }
        handover
    }

    /// Folds one event in.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.version = recorded.version;
        match &recorded.event {
            Event::HandoverGiven(given) => {
                let (by, at) = (recorded.actor.clone(), recorded.occurred_at);
                self.given = Some(Given { handover: given.clone(), by, at });
                self.accepted = None;
                self.fired.clear();
            }
            Event::HandoverAccepted(_) => {
                self.accepted = self.given.as_ref().map(|given| AcceptedHandover {
                    by: recorded.actor.name.clone(),
                    at: recorded.occurred_at,
                    position: given.handover.position,
                });
            }
            Event::DeadlineFired(fired) => {
                self.fired.insert(fired.key.clone(), recorded.recorded_at);
            }
            _ => {}
        }
    }

    /// The number of the handover given last; 0 before the first.
    pub fn number(&self) -> u64 {
        self.given.as_ref().map_or(0, |given| given.handover.number)
    }

    /// The handover that nobody has accepted yet.
    pub fn waiting(&self) -> Option<&Given> {
        self.given.as_ref().filter(|_| self.accepted.is_none())
    }

    /// The handover accepted last, from which "changes since" count.
    pub fn last_accepted(&self) -> Option<&AcceptedHandover> {
        let before = || self.given.as_ref().and_then(|given| given.handover.before.as_ref());
        self.accepted.as_ref().or_else(before)
    }

    /// When the first alert is due, or was.
    pub fn accept_by(&self, site: &Site) -> Option<Timestamp> {
        self.waiting().map(|given| alert_due(given, 1, site))
    }
}

fn alert_due(given: &Given, times: u32, site: &Site) -> Timestamp {
    add_seconds(given.at, u32::from(site.ladder.handover_min) * 60 * times)
}

/// Who hears that nobody accepts, one after the other.
const RUNGS: [Rung; 2] = [Rung::Registrar, Rung::Consultant];

/// What falls due while nobody accepts.
pub fn deadlines(handover: &Handover, site: &Site) -> Vec<Deadline> {
    let Some(given) = handover.waiting() else { return Vec::new() };
    let one = |(times, rung): (u32, Rung)| Deadline {
        key: format!("handover:{}:{}", given.handover.number, rung.key()),
        due: alert_due(given, times, site),
        kind: Kind::HandoverUnaccepted(rung),
        known_since: given.at,
    };
    let mut all: Vec<_> = (1..).zip(RUNGS).map(one).collect();
    all.retain(|deadline| !handover.fired.contains_key(&deadline.key));
    all
}

/// Decides one command: one event with its messages, or a refusal.
///
/// # Errors
/// When someone was faster, there is nothing to accept, or the giver would accept alone.
pub fn decide(
    handover: &Handover,
    command: &Command,
    context: &Context<'_>,
) -> Result<(Recorded, Vec<Message>), Refusal> {
    let (event, messages) = match command {
        Command::Give { after, cases, position } => {
            (give(handover, *after, cases, *position)?, Vec::new())
        }
        Command::Accept { number } => (accept(handover, *number, context)?, Vec::new()),
        Command::FireDeadline(fire) => {
            let pending = deadlines(handover, context.site);
            let due = pending.into_iter().find(|one| one.key == fire.key && one.due <= context.now);
            let deadline = due.ok_or(Refusal::Unknown("deadline that is due"))?;
            let fired = deadline::fired(deadline, context);
            let messages = message::of_deadline(&fired, &Case::default(), context);
            (Event::DeadlineFired(fired), messages)
        }
    };
    let recorded = Recorded {
        version: handover.version + 1,
        occurred_at: context.now,
        recorded_at: context.now,
        actor: context.actor.clone(),
        reason: None,
        event,
    };
    Ok((recorded, messages))
}

fn give(
    handover: &Handover,
    after: u64,
    cases: &[HandedCase],
    position: u64,
) -> Result<Event, Refusal> {
    if let Some(given) = &handover.given
        && given.handover.number != after
    {
        return Err(Refusal::AlreadyDone { by: given.by.name.clone(), at: given.at });
    }
    Ok(Event::HandoverGiven(HandoverGiven {
        number: handover.number() + 1,
        cases: cases.to_vec(),
        position,
        before: handover.last_accepted().cloned(),
    }))
}

fn accept(handover: &Handover, number: u64, context: &Context<'_>) -> Result<Event, Refusal> {
    if let Some(accepted) = handover.accepted.as_ref().filter(|_| handover.number() == number) {
        return Err(Refusal::AlreadyDone { by: accepted.by.clone(), at: accepted.at });
    }
    let waiting = handover.waiting().filter(|given| given.handover.number == number);
    let given = waiting.ok_or(Refusal::Unknown("handover that waits"))?;
    if given.by.user.is_some() && given.by.user == context.actor.user {
        return Err(Refusal::NotPermitted(
            "You gave this handover yourself. It counts when the person who comes on duty accepts it.",
        ));
    }
    Ok(Event::HandoverAccepted(HandoverAccepted { number }))
}
