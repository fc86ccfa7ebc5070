//! Notes, telephone calls and plain milestones.

use jiff::Timestamp;
use rules::Milestone;
use serde::{Deserialize, Serialize};

use crate::decide::{Draft, required};
use crate::event::Event;
use crate::facts::{Answer, How};
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;

/// Write a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddNote {
    /// The note.
    pub text: String,
    /// When it was true; `None` means now.
    pub at: Option<Timestamp>,
}

/// A note was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// The note.
    pub text: String,
}

/// Log a telephone call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogCall {
    /// With whom.
    pub with: String,
    /// On which number.
    pub phone: String,
    /// What was said and agreed.
    pub text: String,
    /// The person or a carer was spoken to.
    pub reached_person: bool,
    /// The coordinator and the referrer spoke: ends CLK-COORD0 and CLK-COORD24.
    pub coordinator: bool,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
}

/// A call was logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallLogged {
    /// With whom.
    pub with: String,
    /// On which number.
    pub phone: String,
    /// What was said.
    pub text: String,
    /// The person or a carer was spoken to.
    pub reached_person: bool,
    /// Two-way contact between coordinator and referrer.
    pub coordinator: bool,
}

/// Record that something on the way happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordMilestone {
    /// What happened.
    pub milestone: Milestone,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
    /// A few words.
    pub note: String,
}

/// Something on the way happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneRecorded {
    /// What happened.
    #[serde(with = "crate::wire::milestone")]
    pub milestone: Milestone,
    /// A few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl MilestoneRecorded {
    pub(crate) const fn of(milestone: Milestone) -> Self {
        Self { milestone, note: String::new() }
    }
}

/// Milestones a person records as such; the others follow from commands of their own.
pub const RECORDABLE: &[Milestone] = &[
    Milestone::CoordinatorContacted,
    Milestone::HumanContact,
    Milestone::ImagesSent,
    Milestone::ImagesViewable,
    Milestone::PlanAgreed,
    Milestone::MinimumDatasetComplete,
    Milestone::OpinionGiven,
    Milestone::PlanSentToReferrer,
    Milestone::ReferrerUpdated,
    Milestone::AwaitingReferrerStarted,
    Milestone::AwaitingReferrerEnded,
    Milestone::StabilityAdviceRecorded,
    Milestone::Admission,
    Milestone::PhysiotherapyReferral,
    Milestone::OccupationalTherapyReferral,
    Milestone::ClotRiskAssessed,
    Milestone::ClotPreventionStarted,
    Milestone::TaperDueFrom,
    Milestone::TaperPlanRecorded,
    Milestone::DexamethasoneStopped,
    Milestone::DischargeRequested,
    Milestone::ManagementPlanComplete,
    Milestone::RecheckDone,
];

pub(crate) fn add(draft: &mut Draft<'_>, add: &AddNote) -> Result<(), Refusal> {
    if draft.case.referral.is_none() {
        return Err(Refusal::Unknown("referral"));
    }
    let text = required("text", &add.text, "Write the note.")?.to_owned();
    let at = draft.happened(add.at)?;
    draft.record_at(at, None, Event::NoteAdded(NoteAdded { text }));
    Ok(())
}

pub(crate) fn log_call(draft: &mut Draft<'_>, log: &LogCall) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let with = required("with", &log.with, "Say whom you spoke with.")?.to_owned();
    let at = draft.happened(log.at)?;
    let call = CallLogged {
        with,
        phone: log.phone.trim().to_owned(),
        text: log.text.trim().to_owned(),
        reached_person: log.reached_person,
        coordinator: log.coordinator,
    };
    draft.record_at(at, None, Event::CallLogged(call));
    Ok(())
}

pub(crate) fn record_milestone(
    draft: &mut Draft<'_>,
    record: &RecordMilestone,
) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if !RECORDABLE.contains(&record.milestone) {
        return Err(Refusal::invalid(
            "milestone",
            "This follows from an entry of its own: record the scan, the dose or the decision.",
        ));
    }
    let at = draft.happened(record.at)?;
    let note = record.note.trim().to_owned();
    let recorded = MilestoneRecorded { milestone: record.milestone, note };
    draft.record_at(at, None, Event::MilestoneRecorded(recorded));
    let fact = match record.milestone {
        Milestone::Admission => ("admitted".to_owned(), Answer::yes()),
        Milestone::DexamethasoneStopped => ("on_dex".to_owned(), Answer::no()),
        _ => return Ok(()),
    };
    let facts = FactsRecorded { answers: [fact].into(), how: How::Recorded };
    draft.record_at(at, None, Event::FactsRecorded(facts));
    Ok(())
}
