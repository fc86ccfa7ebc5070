//! What the plan owes after any command, whoever sent it: an end to every steroid, a stop when MSCC
//! is excluded, and stillness before movement.

use jiff::{SignedDuration, Timestamp};
use rules::Milestone;

use super::{Panel, mobility, steroid};
use crate::decide::Draft;
use crate::event::Event;
use crate::facts::{Answer, How};
use crate::instruction::{self, About, GiveInstruction, InstructionWithdrawn};
use crate::note::MilestoneRecorded;
use crate::refusal::Refusal;
use crate::task;
use crate::triage::FactsRecorded;

/// A day after radiotherapy or surgery began, a steroid must have an end (DEX-5).
const END_WITHIN: SignedDuration = SignedDuration::from_hours(24);

pub(crate) fn settle(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    if !draft.case.is_open() {
        return Ok(());
    }
    every_steroid_ends(draft);
    stop_when_excluded(draft)
}

/// A task for the prescriber from the start of treatment, overdue after a day; done once a reduction
/// is chosen or the steroid stopped.
fn every_steroid_ends(draft: &mut Draft<'_>) {
    let case = &draft.case;
    let begun = case.treatment.started().filter(|_| case.facts.is_yes("on_dex"));
    let ends = case.plan.in_force(Panel::Steroid).is_some_and(|set| set.reduction.is_some())
        || case.milestones.contains_key(&Milestone::TaperPlanRecorded);
    match begun.filter(|_| !ends) {
        Some(begun) => {
            if !case.tasks.iter().any(|task| task.what == steroid::NO_END) {
                let due = begun.checked_add(END_WITHIN).unwrap_or(begun);
                task::must(draft, steroid::NO_END, "prescriber", due);
            }
        }
        None => task::finish_called(draft, steroid::NO_END),
    }
}

/// MSCC is excluded and a steroid is taken: the ward is told once, at once.
fn stop_when_excluded(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let case = &draft.case;
    if !(case.facts.is_yes("mscc_ruled_out") && case.facts.is_yes("on_dex")) {
        return Ok(());
    }
    let since = case.latest(Milestone::CompressionExcluded);
    let told = |since: Timestamp| {
        case.instructions.iter().any(|one| one.text == steroid::STOP && one.given_at >= since)
    };
    if since.is_none_or(told) {
        return Ok(());
    }
    let running = case.plan.in_force(Panel::Steroid).and_then(|set| set.instruction);
    if let Some(number) = running.filter(|number| is_live(draft, *number)) {
        withdraw(draft, number, "compression of the cord is excluded");
    }
    let give = GiveInstruction {
        text: steroid::STOP.into(),
        about: About::Steroid,
        expires: None,
        answer_within_min: None,
    };
    instruction::give(draft, &give)
}

/// The ward has stopped the steroid it was told to stop.
pub(crate) fn stopped_by_ward(draft: &mut Draft<'_>) {
    let stopped = MilestoneRecorded::of(Milestone::DexamethasoneStopped);
    draft.record(Event::MilestoneRecorded(stopped));
    let answers = [("on_dex".to_owned(), Answer::no())].into();
    draft.record(Event::FactsRecorded(FactsRecorded { answers, how: How::Recorded }));
}

/// An order to immobilise ends an order that lets the person get up: the two never hold together.
pub(crate) fn immobilise_wins(draft: &mut Draft<'_>) {
    let order = draft.case.plan.in_force(Panel::Mobility).filter(|set| mobility::gets_up(set));
    let number = order.and_then(|set| set.instruction);
    if let Some(number) = number.filter(|number| is_live(draft, *number)) {
        withdraw(draft, number, "an order to immobilise took its place");
    }
}

fn is_live(draft: &Draft<'_>, number: u32) -> bool {
    let mut all = draft.case.instructions.iter();
    all.any(|one| one.number == number && one.state(draft.context.now) != "withdrawn")
}

fn withdraw(draft: &mut Draft<'_>, number: u32, why: &str) {
    let event = InstructionWithdrawn { number, why: why.into() };
    draft.record_at(draft.context.now, Some(why), Event::InstructionWithdrawn(event));
}
