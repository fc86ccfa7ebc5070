//! How a case ends, and how it opens again. "Not MSCC" is an outcome, not an urgency.

use serde::{Deserialize, Serialize};

use crate::clock::{self, Exclusion};
use crate::decide::{Draft, required};
use crate::event::Event;
use crate::refusal::Refusal;
use crate::treatment::Outcome;

/// Close a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseCase {
    /// How it ended.
    pub outcome: Outcome,
    /// The cause, for "not malignant": cauda equina, infection, degenerative; else a few words.
    pub note: String,
}

/// A case was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClosed {
    /// How it ended.
    pub outcome: Outcome,
    /// The cause or a few words.
    #[serde(default)]
    pub note: String,
}

/// Open it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReopenCase {
    /// Why.
    pub why: String,
}

pub(crate) fn close(draft: &mut Draft<'_>, close: &CloseCase) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let note = close.note.trim();
    if close.outcome == Outcome::NotMalig && note.is_empty() {
        return Err(Refusal::invalid(
            "note",
            "Name the cause: cauda equina, infection, degenerative or another.",
        ));
    }
    if draft.case.acknowledged.is_none() {
        return Err(Refusal::NotPermitted(
            "Nobody has acknowledged this referral yet. Acknowledge it before you close it.",
        ));
    }
    let code = match close.outcome {
        Outcome::Declined => Exclusion::PatientDeclined,
        Outcome::DiedBefore => Exclusion::Died,
        Outcome::TransferOther => Exclusion::TransferredOut,
        Outcome::NotMsccMalig | Outcome::NotMalig => Exclusion::MsccExcluded,
        _ => Exclusion::CaseClosed,
    };
    clock::exclude_where(draft, code, "the case was closed", |_| true);
    let closed = CaseClosed { outcome: close.outcome, note: note.into() };
    draft.record(Event::CaseClosed(closed));
    Ok(())
}

pub(crate) fn reopen(draft: &mut Draft<'_>, reopen: &ReopenCase) -> Result<(), Refusal> {
    if draft.case.closed.is_none() {
        return Err(Refusal::NotClosed);
    }
    let why = required("why", &reopen.why, "Say why it opens again.")?.to_owned();
    draft.record_at(draft.context.now, Some(&why), Event::CaseReopened { why: why.clone() });
    Ok(())
}
