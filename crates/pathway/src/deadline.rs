//! What falls due in a case when nothing more happens.
//!
//! [`deadlines`] is a pure function of the case: the store keeps its answer as rows, in the
//! transaction of the events that changed it, so a deadline can be lost or doubled no more than the
//! events themselves. A row that falls due comes back as [`FireDeadline`]; firing is an event, so it
//! happens once, and says by how much it was late.

use jiff::{SignedDuration, Timestamp};
use rules::Tier;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::clock::add_seconds;
use crate::decide::{Context, Draft};
use crate::event::Event;
use crate::ladder::Rung;
use crate::refusal::Refusal;
use crate::site::Site;
use crate::triage::TierNow;

/// What falls due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Nobody has acknowledged: the next rung is called.
    Ladder(Rung),
    /// Nobody has acknowledged, and this share of the time allowed is gone.
    Unacknowledged(Share),
    /// A clock reached its red point.
    ClockAtRisk(String),
    /// A clock passed its target.
    ClockBreached(String),
    /// An instruction was not answered in time.
    InstructionUnanswered(u32),
    /// A task that somebody had to do by now is not done.
    TaskOverdue(u32),
    /// Nobody accepted the handover: this rung is told.
    HandoverUnaccepted(Rung),
    /// Nobody has heard a critical result: the next rung is called.
    CriticalResult {
        /// Which result.
        number: u32,
        /// Who is called.
        rung: Rung,
    },
}

/// How much of a time limit is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// Half of it.
    Half,
    /// Four fifths of it.
    FourFifths,
    /// All of it.
    All,
}

impl Share {
    /// Seconds of each hour of the limit.
    const fn seconds_an_hour(self) -> u32 {
        match self {
            Self::Half => 1_800,
            Self::FourFifths => 2_880,
            Self::All => 3_600,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::FourFifths => "four-fifths",
            Self::All => "all",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Half => "half of the time has passed",
            Self::FourFifths => "four fifths of the time have passed",
            Self::All => "the time has passed",
        }
    }
}

/// Something that falls due unless something happens first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Unique within the case; fired once.
    pub key: String,
    /// When.
    pub due: Timestamp,
    /// What.
    pub kind: Kind,
    /// Since when it can fire: one that was past when we heard of it is not late.
    pub known_since: Timestamp,
}

/// A deadline's row came due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FireDeadline {
    /// Its key.
    pub key: String,
}

/// A deadline passed and was acted on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeadlineFired {
    /// Its key.
    pub key: String,
    /// What fell due.
    pub kind: Kind,
    /// When it fell due.
    pub due: Timestamp,
    /// By how much it was late: 0 unless the service was down.
    pub late_by_s: i64,
    /// Who was told, by name; empty when the rota had nobody.
    pub told: Vec<String>,
}

/// Everything that falls due in this case if nothing more happens, without what has fired.
pub fn deadlines(case: &Case, site: &Site) -> Vec<Deadline> {
    let mut all = Vec::new();
    if !case.is_open() {
        let owed = crate::rehab::owed_after_closing(case);
        tasks(case, &mut all, |number| owed.contains(&number));
        all.retain(|deadline| !case.fired.contains_key(&deadline.key));
        return all;
    }
    if case.acknowledged.is_none() {
        unacknowledged(case, site, &mut all);
    }
    for clock in case.clocks.iter().filter(|clock| clock.runs()) {
        let key = |stage: &str| format!("clock:{}#{}:{stage}", clock.id, clock.instance);
        if let Some(due) = clock.red {
            let kind = Kind::ClockAtRisk(clock.id.clone());
            all.push(Deadline { key: key("at-risk"), due, kind, known_since: clock.known_since });
        }
        let kind = Kind::ClockBreached(clock.id.clone());
        let known_since = clock.known_since;
        all.push(Deadline { key: key("breached"), due: clock.due, kind, known_since });
    }
    for one in case.instructions.iter().filter(|one| one.is_unanswered()) {
        all.push(Deadline {
            key: format!("instruction:{}", one.number),
            due: one.answer_due,
            kind: Kind::InstructionUnanswered(one.number),
            known_since: one.given_at,
        });
    }
    tasks(case, &mut all, |_| true);
    crate::spine::critical::deadlines(case, site, &mut all);
    all.retain(|deadline| !case.fired.contains_key(&deadline.key));
    all
}

/// What somebody has to do by a time.
fn tasks(case: &Case, all: &mut Vec<Deadline>, counts: impl Fn(u32) -> bool) {
    let open = case.tasks.iter().filter(|task| task.escalates && task.is_open());
    for task in open.filter(|task| counts(task.number)) {
        let Some(due) = task.due else { continue };
        all.push(Deadline {
            key: format!("task:{}", task.number),
            due,
            kind: Kind::TaskOverdue(task.number),
            known_since: task.set_at,
        });
    }
}

fn unacknowledged(case: &Case, site: &Site, all: &mut Vec<Deadline>) {
    let Some(now) = &case.tier else { return };
    let minutes = |min: u16| {
        now.since.checked_add(SignedDuration::from_mins(i64::from(min))).unwrap_or(now.since)
    };
    match now.tier {
        Tier::E0 | Tier::E1 | Tier::I1 => {
            let steps = [
                (Rung::Coordinator, now.since),
                (Rung::Registrar, minutes(site.ladder.registrar_min)),
                (Rung::Consultant, minutes(site.ladder.consultant_min)),
            ];
            for (rung, due) in steps {
                let key = format!("ladder:{}:{}", now.episode, rung.key());
                let kind = Kind::Ladder(rung);
                all.push(Deadline { key, due, kind, known_since: now.episode_at });
            }
            all.push(switchboard(case, site, now, minutes(site.ladder.switchboard_min)));
        }
        Tier::S1 => shares(case, &[Share::Half, Share::FourFifths, Share::All], all),
        Tier::U1 | Tier::U2 => shares(case, &[Share::Half], all),
        Tier::R0 => {}
    }
}

/// The switchboard repeats: each time counts from when it was last rung, so that a service that was
/// down for hours rings once, not once for every five minutes it missed.
fn switchboard(case: &Case, site: &Site, now: &TierNow, first: Timestamp) -> Deadline {
    let (key, due) = rings(case, site, &format!("ladder:{}:switchboard:", now.episode), first);
    Deadline { key, due, kind: Kind::Ladder(Rung::Switchboard), known_since: now.episode_at }
}

/// Key and time of the next ring of a switchboard whose keys begin like this.
pub(crate) fn rings(
    case: &Case,
    site: &Site,
    prefix: &str,
    first: Timestamp,
) -> (String, Timestamp) {
    let rung_before = case.fired.iter().filter(|(key, _)| key.starts_with(prefix));
    let (times, last) =
        rung_before.fold((0_u32, None), |(times, last), (_, at)| (times + 1, last.max(Some(*at))));
    let repeat = SignedDuration::from_mins(i64::from(site.ladder.repeat_min));
    let due = last.map_or(first, |at| at.checked_add(repeat).unwrap_or(at));
    (format!("{prefix}{}", times + 1), due)
}

fn shares(case: &Case, which: &[Share], all: &mut Vec<Deadline>) {
    let Some(now) = &case.tier else { return };
    for share in which {
        all.push(Deadline {
            key: format!("limit:{}:{}h:{}", now.episode, now.limit_h, share.key()),
            due: add_seconds(now.limit_from, u32::from(now.limit_h) * share.seconds_an_hour()),
            kind: Kind::Unacknowledged(*share),
            known_since: now.episode_at,
        });
    }
}

/// Carries a due deadline out. One that is no longer pending is refused: nothing to do.
pub(crate) fn fire(draft: &mut Draft<'_>, fire: &FireDeadline) -> Result<(), Refusal> {
    let pending = deadlines(&draft.case, draft.context.site);
    let now = draft.context.now;
    let due = pending.into_iter().find(|one| one.key == fire.key && one.due <= now);
    let Some(deadline) = due else { return Err(Refusal::Unknown("deadline that is due")) };
    record(draft, deadline);
    Ok(())
}

/// The first rung is called in the very transaction that raised the tier.
pub(crate) fn settle(draft: &mut Draft<'_>) {
    let first_rung = deadlines(&draft.case, draft.context.site).into_iter().find(|deadline| {
        deadline.kind == Kind::Ladder(Rung::Coordinator) && deadline.due <= draft.context.now
    });
    if let Some(deadline) = first_rung {
        record(draft, deadline);
    }
}

fn record(draft: &mut Draft<'_>, deadline: Deadline) {
    let fired = fired(deadline, draft.context);
    draft.record(Event::DeadlineFired(fired));
}

/// What is recorded of a deadline that is due now.
pub(crate) fn fired(deadline: Deadline, context: &Context<'_>) -> DeadlineFired {
    let told = rung_for(&deadline.kind)
        .into_iter()
        .flat_map(|rung| context.on_call.reach(rung))
        .map(|contact| contact.name)
        .collect();
    let late = context.now.duration_since(deadline.due.max(deadline.known_since));
    DeadlineFired {
        key: deadline.key,
        kind: deadline.kind,
        due: deadline.due,
        late_by_s: late.as_secs().max(0),
        told,
    }
}

/// Which rungs hear of a deadline.
pub(crate) fn rung_for(kind: &Kind) -> Vec<Rung> {
    match kind {
        Kind::Ladder(rung) | Kind::HandoverUnaccepted(rung) | Kind::CriticalResult { rung, .. } => {
            vec![*rung]
        }
        Kind::Unacknowledged(Share::All) => vec![Rung::Coordinator, Rung::Registrar],
        Kind::Unacknowledged(_)
        | Kind::ClockAtRisk(_)
        | Kind::InstructionUnanswered(_)
        | Kind::TaskOverdue(_) => vec![Rung::Coordinator],
        Kind::ClockBreached(_) => vec![Rung::Coordinator, Rung::Consultant],
    }
}
