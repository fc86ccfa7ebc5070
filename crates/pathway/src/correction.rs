//! Corrections: the original stays visible, struck through, with who, when and why.

use jiff::Timestamp;
use rules::Milestone;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::clock;
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::facts::{Answer, Answers, How};
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;

/// Correct an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectEntry {
    /// Its version.
    pub entry: u64,
    /// Why it was wrong.
    pub why: String,
    /// What it should have said; empty withdraws it.
    pub says: String,
    /// When it really happened, where the time was wrong.
    pub happened_at: Option<Timestamp>,
}

/// An entry was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryCorrected {
    /// Its version.
    pub entry: u64,
    /// Why.
    pub why: String,
    /// What it should have said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// When it really happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<Timestamp>,
}

impl EntryCorrected {
    /// Neither words nor a time in its place: the entry should not be there at all.
    pub fn withdraws(&self) -> bool {
        self.says.is_empty() && self.happened_at.is_none()
    }
}

/// Seconds within which whoever made an entry may take it back with one press.
pub const UNDO_S: i64 = 10;
/// The reason of such a correction.
pub const UNDONE: &str = "undone within 10 s";

/// Whether this person may take this entry back with one press: their own, made a moment ago. From
/// then on it is corrected, with a reason.
pub fn may_undo(entry: &Recorded, actor: &Actor, now: Timestamp) -> bool {
    let own = entry.actor.user.is_some() && entry.actor.user == actor.user;
    own && now.duration_since(entry.recorded_at).as_secs() <= UNDO_S
}

/// An entry that can be corrected, and what else hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correctable {
    /// Words only.
    Words,
    /// Answers to these facts.
    Answers(Vec<String>),
    /// The time of a milestone, and so of the clocks it stops.
    Milestone(Milestone),
    /// Who has the case: withdrawn, the ladder climbs on from where it was.
    Acknowledgement,
    /// What is to be done next: withdrawn, it is no task any more.
    Task(u32),
    /// That this task was done: withdrawn, it is open again.
    TaskDone(u32),
}

pub(crate) fn correct(draft: &mut Draft<'_>, correct: &CorrectEntry) -> Result<(), Refusal> {
    if draft.case.referral.is_none() {
        return Err(Refusal::Unknown("referral"));
    }
    let why = required("why", &correct.why, "Say what was wrong.")?.to_owned();
    let Some(what) = draft.case.correctable.get(&correct.entry).cloned() else {
        return Err(Refusal::Unknown("entry that can be corrected"));
    };
    if let Some(earlier) = draft.case.corrected_by.get(&correct.entry) {
        return Err(Refusal::AlreadyDone { by: earlier.by.clone(), at: earlier.at });
    }
    let happened_at = match correct.happened_at {
        Some(at) => Some(draft.happened(Some(at))?),
        None => None,
    };
    let was = draft.case.entry_times.get(&correct.entry).copied();
    let event = EntryCorrected {
        entry: correct.entry,
        why: why.clone(),
        says: correct.says.trim().into(),
        happened_at,
    };
    let (withdraws, only_moves) = (event.withdraws(), event.says.is_empty() && !event.withdraws());
    draft.record_at(draft.context.now, Some(&why), Event::EntryCorrected(event));
    if let Some(was) = was {
        let answers = matches!(what, Correctable::Answers(_));
        clock::entry_moved(draft, was, happened_at, answers && only_moves);
    }
    // What the entry told the rules is not sure any more: a wrong "no" must not keep a tier down.
    let unsure: Vec<String> = match what {
        Correctable::Answers(facts) if !only_moves => facts,
        Correctable::Milestone(milestone) if withdraws => {
            told_by(milestone).iter().map(|fact| (*fact).to_owned()).collect()
        }
        _ => Vec::new(),
    };
    let answers: Answers =
        unsure.into_iter().map(|fact| (fact, Answer::Word("unknown".into()))).collect();
    if !answers.is_empty() {
        draft.record(Event::FactsRecorded(FactsRecorded { answers, how: How::Recorded }));
    }
    clock::close_what_runs(draft);
    Ok(())
}

/// The facts that the command behind a milestone records beside it.
const fn told_by(milestone: Milestone) -> &'static [&'static str] {
    match milestone {
        Milestone::FirstDexamethasoneDose => &["dex_given", "on_dex"],
        Milestone::ReportIssued => &["mri_pos", "mscc_confirmed", "mscc_ruled_out"],
        Milestone::PlanAgreed => &["decision_recorded", "for_surgery", "rt_appropriate"],
        Milestone::ImmobilisationStarted => &["immobilised"],
        Milestone::Admission => &["admitted"],
        Milestone::DexamethasoneStopped => &["on_dex"],
        _ => &[],
    }
}
