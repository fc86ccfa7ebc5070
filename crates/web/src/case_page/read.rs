//! From a form to a command. It parses; it never guesses: an empty field says nothing.

use jiff::{SignedDuration, Timestamp};
use pathway::Command;
use pathway::clock::{ExcludeClock, Exclusion};
use pathway::closing::{CloseCase, ReopenCase};
use pathway::correction::CorrectEntry;
use pathway::facts::{Answer, Answers, How};
use pathway::imaging::request::ScanRequest;
use pathway::imaging::{AcquireImaging, Conclusion, Modality, OrderImaging, ReportImaging};
use pathway::instruction::{About, GiveInstruction, WithdrawInstruction};
use pathway::neuro::{Finding, MiniNeuro, RecordNeuro, Walking};
use pathway::treatment::{DecideTreatment, GiveDexamethasone, Outcome};
use pathway::triage::{RecordFacts, SetTier};
use rules::{Fact, Tier};

use super::part::Part;
use crate::form::Form;
use crate::visit::Visit;

/// A refused value.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pub(super) field: &'static str,
    pub(super) message: String,
}

impl Wrong {
    pub(super) fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// The numbers among the facts that can be asked for.
pub(super) const NUMBERS: [&str; 4] = ["age", "para_complete_h", "SINS", "result_limit_h"];

/// The command of a form.
pub(super) fn command(part: Part, visit: &Visit, form: &Form) -> Result<Command, Wrong> {
    let at = || instant(visit, form, "at");
    let text = |name: &str| form.get(name).to_owned();
    Ok(match part {
        Part::Facts => Command::RecordFacts(RecordFacts {
            answers: answers(form)?,
            how: if form.get("how") == "examined" { How::Examination } else { How::Clinician },
            at: at()?,
        }),
        Part::Tier => Command::SetTier(SetTier {
            tier: Tier::from_code(form.get("tier"))
                .ok_or_else(|| Wrong::new("tier", "Choose the urgency."))?,
            reason: text("reason"),
        }),
        Part::Instruction => Command::GiveInstruction(GiveInstruction {
            text: text("text"),
            about: About::from_key(form.get("about"))
                .ok_or_else(|| Wrong::new("about", "Choose what it is about."))?,
            expires: expires(visit, form)?,
            answer_within_min: number(form, "answer_within_min")?,
        }),
        Part::Withdraw(number) => {
            Command::WithdrawInstruction(WithdrawInstruction { number, why: text("why") })
        }
        Part::Neuro => Command::RecordNeuro(RecordNeuro { exam: exam(form)?, at: at()? }),
        Part::Order => Command::OrderImaging(OrderImaging {
            modality: modality(form)?,
            mri_contraindicated: yes_no(form.get("mri_contraindicated")),
            slot: instant(visit, form, "slot")?,
            place: text("place"),
            request: ScanRequest::default(),
        }),
        Part::Acquired => Command::AcquireImaging(AcquireImaging {
            modality: modality(form)?,
            number: None,
            at: at()?,
        }),
        Part::Report => Command::ReportImaging(ReportImaging {
            compression: yes_no(form.get("compression")),
            conclusion: Conclusion::from_key(form.get("conclusion"))
                .ok_or_else(|| Wrong::new("conclusion", "Choose what the scan means."))?,
            summary: text("summary"),
            at: at()?,
        }),
        Part::Treatment => Command::DecideTreatment(DecideTreatment {
            outcome: outcome(form)?,
            rationale: text("rationale"),
            owner: text("owner"),
            at: at()?,
        }),
        Part::Dexamethasone => Command::GiveDexamethasone(GiveDexamethasone {
            base_mg: form.get("base_mg").parse().map_err(|_| {
                Wrong::new("base_mg", "Enter the dose in milligrams of dexamethasone base.")
            })?,
            product: text("product"),
            route: text("route"),
            at: at()?,
            agreed_with: text("agreed_with"),
        }),
        Part::Fraction => Command::GiveFirstFraction { at: at()? },
        Part::Operation => Command::StartOperation { at: at()? },
        Part::Exclude => Command::ExcludeClock(ExcludeClock {
            clock: form
                .some("clock")
                .ok_or_else(|| Wrong::new("clock", "Choose the clock."))?
                .to_owned(),
            code: Exclusion::from_key(form.get("code"))
                .ok_or_else(|| Wrong::new("code", "Choose the reason."))?,
            why: text("why"),
        }),
        Part::Correct(entry) => Command::CorrectEntry(CorrectEntry {
            entry,
            why: text("why"),
            says: text("says"),
            happened_at: instant(visit, form, "happened_at")?,
        }),
        Part::Close => {
            Command::CloseCase(CloseCase { outcome: outcome(form)?, note: text("note") })
        }
        Part::Reopen => Command::ReopenCase(ReopenCase { why: text("why") }),
    })
}

fn instant(visit: &Visit, form: &Form, field: &'static str) -> Result<Option<Timestamp>, Wrong> {
    form.instant(field, &visit.app.site.time_zone()).map_err(|message| Wrong::new(field, message))
}

fn number<N: std::str::FromStr>(form: &Form, field: &'static str) -> Result<Option<N>, Wrong> {
    form.number(field).map_err(|message| Wrong::new(field, message))
}

/// A time typed, or a number of hours from now behind a one-click instruction.
fn expires(visit: &Visit, form: &Form) -> Result<Option<Timestamp>, Wrong> {
    let hours: Option<u16> = number(form, "expires_in_h")?;
    let from_now = hours
        .and_then(|hours| visit.now.checked_add(SignedDuration::from_hours(i64::from(hours))).ok());
    Ok(instant(visit, form, "expires")?.or(from_now))
}

fn modality(form: &Form) -> Result<Modality, Wrong> {
    Modality::from_key(form.get("modality"))
        .ok_or_else(|| Wrong::new("modality", "Choose MRI or CT."))
}

fn outcome(form: &Form) -> Result<Outcome, Wrong> {
    Outcome::from_code(form.get("outcome"))
        .ok_or_else(|| Wrong::new("outcome", "Choose the outcome."))
}

fn yes_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn exam(form: &Form) -> Result<MiniNeuro, Wrong> {
    let finding = |name: &str| Finding::from_key(form.get(name));
    Ok(MiniNeuro {
        walking: Walking::from_key(form.get("walking")),
        legs: finding("legs"),
        feet: finding("feet"),
        hands: finding("hands"),
        saddle: finding("saddle"),
        bladder: finding("bladder"),
        pain: number(form, "pain")?,
        says_worse: form.ticked("says_worse"),
    })
}

/// Every fact that was answered, by its name.
fn answers(form: &Form) -> Result<Answers, Wrong> {
    let mut answers = Answers::new();
    for fact in Fact::ALL {
        if let Some(said) = form.some(fact.key()) {
            answers.insert(fact.key().into(), Answer::Word(said.into()));
        }
    }
    if let Some(haem) = form.some("haem") {
        answers.insert("haem".into(), Answer::Word(haem.into()));
    }
    for name in NUMBERS {
        if let Some(typed) = form.some(name) {
            let number = typed.parse().map_err(|_| {
                Wrong::new("answers", format!("\"{typed}\" is not a number we can use."))
            })?;
            answers.insert(name.into(), Answer::Number(number));
        }
    }
    Ok(answers)
}
