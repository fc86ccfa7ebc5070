//! Corrections: the original stays visible, struck through, with who, when and why.

use jiff::Timestamp;
use rules::Milestone;
use serde::{Deserialize, Serialize};

use crate::decide::{Draft, required};
use crate::event::Event;
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

/// An entry that can be corrected, and what else hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correctable {
    /// Words only.
    Words,
    /// Answers to these facts.
    Answers(Vec<String>),
    /// The time of a milestone, and so of the clocks it stops.
    Milestone(Milestone),
}

pub(crate) fn correct(draft: &mut Draft<'_>, correct: &CorrectEntry) -> Result<(), Refusal> {
    if draft.case.referral.is_none() {
        return Err(Refusal::Unknown("referral"));
    }
    let why = required("why", &correct.why, "Say what was wrong.")?.to_owned();
    let Some(what) = draft.case.correctable.get(&correct.entry).cloned() else {
        return Err(Refusal::Unknown("entry that can be corrected"));
    };
    if draft.case.corrected.contains_key(&correct.entry) {
        return Err(Refusal::AlreadyDone {
            by: "Someone".into(),
            at: draft.case.changed_at.unwrap_or(draft.context.now),
        });
    }
    let happened_at = match correct.happened_at {
        Some(at) => Some(draft.happened(Some(at))?),
        None => None,
    };
    let event = EntryCorrected {
        entry: correct.entry,
        why: why.clone(),
        says: correct.says.trim().into(),
        happened_at,
    };
    draft.record_at(draft.context.now, Some(&why), Event::EntryCorrected(event));
    // Answers of a wrong entry are not sure any more: a wrong "no" must not keep a tier down.
    if let Correctable::Answers(facts) = what {
        let unsure = || Answer::Word("unknown".into());
        let answers: Answers = facts.into_iter().map(|fact| (fact, unsure())).collect();
        draft.record(Event::FactsRecorded(FactsRecorded { answers, how: How::Recorded }));
    }
    Ok(())
}
