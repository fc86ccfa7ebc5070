//! A result that somebody has to hear of now: a named person, who acknowledges it, or it climbs.
//!
//! ```text
//!   signed ──0 min──> the named person
//!             not acknowledged in the site's time ──> coordinator ──> registrar ──> consultant ──>
//!             switchboard, again and again, until somebody acknowledges
//! ```

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::deadline::{Deadline, Kind, rings};
use crate::decide::Draft;
use crate::event::Event;
use crate::ladder::{Contact, OnCall, Rung};
use crate::refusal::Refusal;
use crate::site::Site;

/// A named person has to hear of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalResultRaised {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// Who is told, by name.
    pub to: String,
}

/// Say that a critical result was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcknowledgeResult {
    /// Which.
    pub number: u32,
}

/// Somebody heard it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalResultAcknowledged {
    /// Which.
    pub number: u32,
}

/// A critical result and whether it was heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalResult {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// Who was told, by name.
    pub to: String,
    /// When it was signed.
    pub at: Timestamp,
    /// Who heard it, and when.
    pub acknowledged: Option<(String, Timestamp)>,
}

impl CriticalResult {
    /// Whether nobody has heard it.
    pub const fn waits(&self) -> bool {
        self.acknowledged.is_none()
    }

    /// Until when it has to be heard.
    pub fn due(&self, site: &Site) -> Timestamp {
        after(self.at, site.ladder.critical_result_min)
    }
}

fn after(at: Timestamp, minutes: u16) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(at)
}

/// Whether somebody of this name has an address of any kind.
pub(super) fn can_be_reached(on_call: &OnCall, name: &str) -> bool {
    person(on_call, name).is_some()
}

/// The person of this name among those on call and those who can be reached at all.
pub(crate) fn person<'a>(on_call: &'a OnCall, name: &str) -> Option<&'a Contact> {
    let on_duty = on_call.duties.iter().map(|(_, contact)| contact);
    on_duty.chain(&on_call.anyone).find(|contact| contact.name == name)
}

pub(crate) fn acknowledge(draft: &mut Draft<'_>, heard: &AcknowledgeResult) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let results = &draft.case.spine.critical;
    let result = results.iter().find(|one| one.number == heard.number);
    let result = result.ok_or(Refusal::Unknown("critical result"))?;
    if let Some((by, at)) = &result.acknowledged {
        return Err(Refusal::AlreadyDone { by: by.clone(), at: *at });
    }
    let number = heard.number;
    draft.record(Event::CriticalResultAcknowledged(CriticalResultAcknowledged { number }));
    Ok(())
}

/// What falls due while nobody has heard a result.
pub(crate) fn deadlines(case: &Case, site: &Site, all: &mut Vec<Deadline>) {
    let ladder = &site.ladder;
    for result in case.spine.critical.iter().filter(|result| result.waits()) {
        let due = result.due(site);
        let prefix = format!("critical:{}", result.number);
        let kind = |rung| Kind::CriticalResult { number: result.number, rung };
        let steps = [
            (Rung::Coordinator, due),
            (Rung::Registrar, after(due, ladder.registrar_min)),
            (Rung::Consultant, after(due, ladder.consultant_min)),
        ];
        for (rung, due) in steps {
            let key = format!("{prefix}:{}", rung.key());
            all.push(Deadline { key, due, kind: kind(rung), known_since: result.at });
        }
        let first = after(due, ladder.switchboard_min);
        let (key, due) = rings(case, site, &format!("{prefix}:switchboard:"), first);
        let kind = kind(Rung::Switchboard);
        all.push(Deadline { key, due, kind, known_since: result.at });
    }
}
