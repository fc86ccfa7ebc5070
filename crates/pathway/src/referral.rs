//! A referral arrives: from a person, a professional, another system or a telephone call.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::Milestone;
use serde::{Deserialize, Serialize};

use crate::decide::{Draft, required};
use crate::event::Event;
use crate::facts::{self, Answer, Answers, How};
use crate::note::MilestoneRecorded;
use crate::person::Person;
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;

/// Through which door it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The person or a carer.
    SelfReferral,
    /// A professional on the web form.
    Professional,
    /// Another system, as a FHIR bundle.
    Fhir,
    /// Taken by the coordinator in phone mode.
    Phone,
}

/// Who referred, and how to ring them back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Referrer {
    /// Name, as typed.
    pub name: String,
    /// Grade or role, as typed.
    pub role: String,
    /// Direct telephone number; every referral has one.
    pub phone: String,
    /// Whether a senior was spoken to; `None` when not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub senior: Option<String>,
}

/// The sender's own number: with its system it makes a repeated bundle the same case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalId {
    /// Naming system.
    pub system: String,
    /// Number in it.
    pub value: String,
}

/// Everything a door hands over.
#[derive(Clone, Debug, PartialEq)]
pub struct SubmitReferral {
    /// The door.
    pub source: Source,
    /// The person.
    pub person: Person,
    /// The referrer; for a self-referral, whoever asked on the person's behalf.
    pub referrer: Referrer,
    /// The sender's own number.
    pub external: Option<ExternalId>,
    /// The answers, by fact name. Checked against the dictionary here.
    pub answers: Answers,
    /// Where the person is now: "ED, Northfield", "home".
    pub location: String,
    /// The story in the referrer's words.
    pub story: String,
    /// Every other field of the form, by its name, as typed. Shown, never interpreted.
    pub details: BTreeMap<String, String>,
    /// When it was written; `None` means now.
    pub written_at: Option<Timestamp>,
    /// When a clinician first suspected it, if earlier than the writing.
    pub suspected_at: Option<Timestamp>,
    /// When the person was told on the page to call 999 or go to A&E.
    pub told_emergency_at: Option<Timestamp>,
    /// Whether the sender proved who they are (an API key, a signed-in user).
    pub verified: bool,
}

/// A referral is held: nothing typed is lost from here on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralReceived {
    /// The door.
    pub source: Source,
    /// The person.
    pub person: Person,
    /// The referrer.
    pub referrer: Referrer,
    /// The sender's own number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<ExternalId>,
    /// Where the person is now.
    #[serde(default)]
    pub location: String,
    /// The story.
    #[serde(default)]
    pub story: String,
    /// Every other field as typed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// When a clinician first suspected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspected_at: Option<Timestamp>,
    /// When the person was told to call 999 or go to A&E.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_emergency_at: Option<Timestamp>,
    /// Whether the sender proved who they are.
    #[serde(default)]
    pub verified: bool,
}

/// The referrer leaves: someone else holds that end from now on, with a new private link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReissueLink {
    /// The replacement's name and role.
    pub to: String,
    /// The replacement's telephone number.
    pub phone: String,
}

/// A new private link was made; the old one says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkReissued {
    /// Who holds the referrer's end now.
    pub to: String,
    /// Their telephone number.
    pub phone: String,
}

pub(crate) fn submit(draft: &mut Draft<'_>, submit: &SubmitReferral) -> Result<(), Refusal> {
    if draft.case.referral.is_some() {
        return Err(Refusal::AlreadyDone {
            by: "An earlier referral".into(),
            at: draft.case.received.map_or(draft.context.now, |(_, held)| held),
        });
    }
    required("family", &submit.person.family, "Enter the person's family name.")?;
    facts::check(&submit.answers)
        .map_err(|wrong| Refusal::invalid("answers", wrong.to_string()))?;
    let written = draft.happened(submit.written_at)?;
    draft.record_at(
        written,
        None,
        Event::ReferralReceived(Box::new(ReferralReceived {
            source: submit.source,
            person: submit.person.clone(),
            referrer: submit.referrer.clone(),
            external: submit.external.clone(),
            location: submit.location.clone(),
            story: submit.story.clone(),
            details: submit.details.clone(),
            suspected_at: submit.suspected_at,
            told_emergency_at: submit.told_emergency_at,
            verified: submit.verified,
        })),
    );
    let how = if submit.source == Source::SelfReferral { How::Lay } else { How::Clinician };
    let mut answers = submit.answers.clone();
    let day = written.to_zoned_datetime(draft.context.site.time_zone()).date();
    if let Some(age) = submit.person.age_on(day) {
        answers.entry("age".into()).or_insert(Answer::Number(f64::from(age)));
    }
    if how == How::Lay && submit.person.phone.as_deref().is_some_and(|phone| !phone.is_empty()) {
        answers.insert("public_contact".into(), Answer::yes());
    }
    if draft.context.site.flat_until_mri {
        answers.insert("site_flat_until_mri".into(), Answer::yes());
    }
    draft.record_at(written, None, Event::FactsRecorded(FactsRecorded { answers, how }));
    // The acknowledgement is the answer to this very request: it leaves when this is on disk.
    draft.record(Event::MilestoneRecorded(MilestoneRecorded::of(Milestone::AcknowledgementSent)));
    Ok(())
}

pub(crate) fn reissue_link(draft: &mut Draft<'_>, reissue: &ReissueLink) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let to = required("to", &reissue.to, "Enter the name and role of the person taking over.")?;
    let phone = required("phone", &reissue.phone, "Enter a number on which they answer.")?;
    draft.record(Event::LinkReissued(LinkReissued { to: to.into(), phone: phone.into() }));
    Ok(())
}
