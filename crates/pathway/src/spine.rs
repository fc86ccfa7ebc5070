//! The spine level by level: what the images show, who has to know, and the words for it.
//!
//! [`level`] names the places, [`finding`] says what one of them shows, [`report`] is saved and
//! signed, [`summary`] puts it into sentences, [`critical`] makes sure that somebody hears of it.

pub mod critical;
pub mod finding;
pub mod level;
pub mod report;
pub mod summary;

use std::collections::BTreeMap;

use jiff::Timestamp;
use scores::sins::Pain;
use serde::{Deserialize, Serialize};

use crate::decide::Draft;
use crate::event::{Event, Recorded};
use crate::refusal::Refusal;
use critical::{CriticalResult, CriticalResultAcknowledged, CriticalResultRaised};
pub use level::{Level, Region, Span};
pub use report::SpineReport;
use report::{Signed, SpineReportAddended, SpineReportSaved, SpineReportSigned, Unsigned};

/// Record how the pain behaves at one level: it comes from the patient, not from the images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLevelPain {
    /// Where.
    pub level: Level,
    /// How it behaves.
    pub pain: Pain,
    /// When it was so; `None` means now.
    pub at: Option<Timestamp>,
}

/// How the pain behaves at one level was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelPainRecorded {
    /// Where.
    pub level: Level,
    /// How it behaves.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::wire::pain")]
    pub pain: Option<Pain>,
}

/// The pain at one level, who says so, and when it was so.
#[derive(Clone, Debug, PartialEq)]
pub struct PainSaid {
    /// How it behaves.
    pub pain: Pain,
    /// Who recorded it.
    pub by: String,
    /// When it was so.
    pub at: Timestamp,
}

/// The pain by level.
pub type Pains = BTreeMap<Level, PainSaid>;

/// What is known of the spine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spine {
    /// The report nobody has signed.
    pub unsigned: Option<Unsigned>,
    /// How many times a report was saved or signed: what a writer saw.
    pub saves: u32,
    /// Signed reports, oldest first.
    pub signed: Vec<Signed>,
    /// The pain by level, from the patient.
    pub pain: Pains,
    /// Results that somebody had to hear of.
    pub critical: Vec<CriticalResult>,
}

impl Spine {
    /// The report that stands: the latest signed one.
    pub fn standing(&self) -> Option<&Signed> {
        self.signed.last()
    }

    /// The pain at a level, as the patient has it.
    pub fn pain_at(&self, level: Level) -> Option<Pain> {
        self.pain.get(&level).map(|said| said.pain)
    }

    /// The result that nobody has heard.
    pub fn unheard(&self) -> Option<&CriticalResult> {
        self.critical.iter().find(|result| result.waits())
    }

    pub(crate) fn next_report(&self) -> u32 {
        next(self.signed.len())
    }

    pub(crate) fn next_alert(&self) -> u32 {
        next(self.critical.len())
    }

    pub(crate) fn take_save(&mut self, saved: &SpineReportSaved, recorded: &Recorded) {
        self.saves = self.saves.saturating_add(1);
        self.unsigned = Some(Unsigned {
            report: saved.report.clone(),
            by: recorded.actor.name.clone(),
            at: recorded.occurred_at,
        });
    }

    pub(crate) fn take_signature(&mut self, signed: &SpineReportSigned, recorded: &Recorded) {
        self.saves = self.saves.saturating_add(1);
        self.unsigned = None;
        self.signed.push(Signed {
            number: signed.number,
            report: signed.report.clone(),
            by: recorded.actor.name.clone(),
            at: recorded.occurred_at,
            addenda: Vec::new(),
        });
    }

    pub(crate) fn take_addendum(&mut self, added: &SpineReportAddended, recorded: &Recorded) {
        if let Some(signed) = self.signed.iter_mut().find(|one| one.number == added.number) {
            let by = recorded.actor.name.clone();
            signed.addenda.push((added.text.clone(), by, recorded.occurred_at));
        }
    }

    pub(crate) fn take_pain(&mut self, said: &LevelPainRecorded, recorded: &Recorded) {
        let Some(pain) = said.pain else { return };
        let by = recorded.actor.name.clone();
        self.pain.insert(said.level, PainSaid { pain, by, at: recorded.occurred_at });
    }

    pub(crate) fn take_alert(&mut self, raised: &CriticalResultRaised, at: Timestamp) {
        let to = raised.to.clone();
        self.critical.push(CriticalResult { number: raised.number, to, at, acknowledged: None });
    }

    pub(crate) fn take_heard(&mut self, heard: &CriticalResultAcknowledged, recorded: &Recorded) {
        if let Some(one) = self.critical.iter_mut().find(|one| one.number == heard.number) {
            one.acknowledged = Some((recorded.actor.name.clone(), recorded.occurred_at));
        }
    }
}

fn next(so_far: usize) -> u32 {
    u32::try_from(so_far).unwrap_or(u32::MAX).saturating_add(1)
}

pub(crate) fn record_pain(draft: &mut Draft<'_>, record: &RecordLevelPain) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let at = draft.happened(record.at)?;
    let said = LevelPainRecorded { level: record.level, pain: Some(record.pain) };
    draft.record_at(at, None, Event::LevelPainRecorded(said));
    // A signed report lacked only the pain: its score is whole now.
    if let Some(signed) = draft.case.spine.standing().cloned() {
        report::tell_the_rules(draft, &signed.report);
    }
    Ok(())
}
