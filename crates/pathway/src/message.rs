//! Messages that leave the house: who is told, and in which words. Never a word about the person,
//! only a reference and a link.

use serde::{Deserialize, Serialize};

use crate::case::{Case, CaseId};
use crate::deadline::{DeadlineFired, Kind, rung_for};
use crate::decide::Context;
use crate::event::{Event, Recorded};
use crate::ladder::{Contact, Rung};
use crate::spine::critical::CriticalResultRaised;

/// A message to one person. The store queues one row for each channel the person has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Unique for ever: sending it twice is the same message.
    pub key: String,
    /// Whom to tell.
    pub to: Contact,
    /// The case, for the link.
    pub case: CaseId,
    /// A subject of a few words.
    pub subject: String,
    /// One or two sentences; the link is added where the address of this service is known.
    pub text: String,
}

/// The messages that new events lead to.
pub(crate) fn messages(
    _before: &Case,
    events: &[Recorded],
    after: &Case,
    context: &Context<'_>,
) -> Vec<Message> {
    let mut all = Vec::new();
    for recorded in events {
        if let Event::CriticalResultRaised(raised) = &recorded.event {
            all.extend(critical(raised, context));
        }
        if let Event::DeadlineFired(fired) = &recorded.event {
            all.extend(of_deadline(fired, after, context));
        }
    }
    all
}

/// The messages of one deadline that fired.
pub(crate) fn of_deadline(
    fired: &DeadlineFired,
    after: &Case,
    context: &Context<'_>,
) -> Vec<Message> {
    let (subject, text) = words(&fired.kind, after, context);
    let mut all = Vec::new();
    for rung in rung_for(&fired.kind) {
        for (n, to) in context.on_call.reach(rung).into_iter().enumerate() {
            all.push(Message {
                key: format!("{}:{}:{}:{n}", context.case, fired.key, rung.key()),
                to,
                case: context.case,
                subject: subject.clone(),
                text: text.clone(),
            });
        }
    }
    all
}

/// The named person hears of a critical result in the transaction that signed it.
fn critical(raised: &CriticalResultRaised, context: &Context<'_>) -> Option<Message> {
    let to = crate::spine::critical::person(context.on_call, &raised.to)?.clone();
    let reference = context.case.reference();
    let minutes = context.site.ladder.critical_result_min;
    let phone = &context.site.coordinator_phone;
    Some(Message {
        key: format!("{}:critical:{}:named", context.case, raised.number),
        to,
        case: context.case,
        subject: format!("Cordline {reference}: a critical result waits for you"),
        text: format!(
            "A critical imaging result of case {reference} waits for your acknowledgement. After \
             {minutes} minutes others are called. If you cannot open the link, ring {phone}."
        ),
    })
}

fn words(kind: &Kind, case: &Case, context: &Context<'_>) -> (String, String) {
    let reference = context.case.reference();
    let urgency = case.tier().words();
    let phone = &context.site.coordinator_phone;
    match kind {
        Kind::Ladder(Rung::Switchboard) => (
            format!("Cordline {reference}: please ring the consultant on call"),
            format!(
                "Referral {reference} has waited without acknowledgement. Please ring the \
                 coordinator, the registrar and the consultant on call until one answers."
            ),
        ),
        Kind::Ladder(rung) => (
            format!("Cordline {reference}: a referral waits for you"),
            format!(
                "Referral {reference} waits for acknowledgement. You are called as {}. If you \
                 cannot open the link, ring {phone}.",
                rung.words()
            ),
        ),
        Kind::Unacknowledged(share) => (
            format!("Cordline {reference}: not acknowledged yet"),
            format!("Referral {reference} ({urgency}) is not acknowledged: {}.", share.words()),
        ),
        Kind::CriticalResult { rung, .. } => (
            format!("Cordline {reference}: a critical result is not acknowledged"),
            format!(
                "Nobody has acknowledged a critical imaging result of case {reference}. You are \
                 called as {}. If you cannot open the link, ring {phone}.",
                rung.words()
            ),
        ),
        Kind::ClockAtRisk(clock) => (
            format!("Cordline {reference}: {clock} at risk"),
            format!("The clock {clock} of case {reference} has reached its at-risk point."),
        ),
        Kind::ClockBreached(clock) => (
            format!("Cordline {reference}: {clock} breached"),
            format!("The clock {clock} of case {reference} has passed its target."),
        ),
        Kind::InstructionUnanswered(number) => (
            format!("Cordline {reference}: an instruction is not answered"),
            format!(
                "Nobody has answered instruction {number} of case {reference}. Please ring the ward."
            ),
        ),
        Kind::TaskOverdue(number) => (
            format!("Cordline {reference}: a task is overdue"),
            format!("Task {number} of case {reference} was due and is not marked as done."),
        ),
        Kind::HandoverUnaccepted(rung) => (
            "Cordline: a handover is not accepted".into(),
            format!(
                "The shift has handed over and nobody has accepted. Please see to it that somebody \
                 holds the open cases. You are told as {}. If you cannot open the link, ring {phone}.",
                rung.words()
            ),
        ),
    }
}
