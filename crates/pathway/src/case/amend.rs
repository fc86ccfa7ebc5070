//! What a correction moves, and what a withdrawal takes back.

use jiff::Timestamp;
use rules::Milestone;

use super::{Acknowledgement, Case};
use crate::clock::Ended;
use crate::correction::{Correctable, EntryCorrected};
use crate::event::{Event, Recorded};

impl Case {
    pub(super) fn note_correctable(&mut self, recorded: &Recorded) {
        if let Some(what) = correctable(&recorded.event) {
            self.correctable.insert(recorded.version, what);
            self.entry_times.insert(recorded.version, recorded.occurred_at);
        }
    }

    /// A corrected time moves what hangs on the entry: its milestones, and so the clocks they
    /// stopped. A withdrawn entry takes them back, and those clocks run on. Words alone change
    /// nothing else.
    pub(super) fn take_correction(&mut self, corrected: &EntryCorrected, recorded: &Recorded) {
        let entry = corrected.entry;
        let (by, at) = (recorded.actor.name.clone(), recorded.occurred_at);
        self.corrected.insert(entry, recorded.version);
        self.corrected_by.insert(entry, Acknowledgement { by, at });
        let withdrawn = corrected.withdraws();
        if let Some(at) = corrected.happened_at {
            self.entry_times.insert(entry, at);
        }
        match corrected.happened_at {
            Some(at) if corrected.says.is_empty() => {
                for point in self.neuro.iter_mut().filter(|point| point.entry == entry) {
                    point.at = at;
                }
                self.neuro.sort_by_key(|point| point.at);
                for exam in self.isncsci.iter_mut().filter(|exam| exam.entry == entry) {
                    exam.at = at;
                }
                self.isncsci.sort_by_key(|exam| exam.at);
            }
            _ => {
                self.neuro.retain(|point| point.entry != entry);
                self.isncsci.retain(|exam| exam.entry != entry);
            }
        }
        self.plan.corrected(corrected);
        self.rehab.corrected(entry, corrected.happened_at, withdrawn);
        if withdrawn {
            self.chases.retain(|chase| chase.entry != entry);
        }
        self.amend_hold(corrected);
        self.imaging.correct(entry, corrected.happened_at, withdrawn);
        let mut touched = Vec::new();
        for (milestone, times) in &mut self.occurrences {
            let mut old = None;
            times.retain_mut(|(of, at)| {
                if *of != entry {
                    return true;
                }
                if withdrawn || corrected.happened_at.is_some() {
                    old = Some(*at);
                }
                *at = corrected.happened_at.unwrap_or(*at);
                !withdrawn
            });
            touched.extend(old.map(|old| (*milestone, old)));
        }
        for (milestone, old) in touched {
            self.settle_milestone(milestone);
            self.move_stops(milestone, old);
            self.move_state(milestone, old, corrected.happened_at);
        }
    }

    /// Who has the case, and what is to be done: neither hangs on a milestone.
    fn amend_hold(&mut self, corrected: &EntryCorrected) {
        let withdrawn = corrected.withdraws();
        match self.correctable.get(&corrected.entry) {
            // Another acknowledgement that came later stands.
            Some(Correctable::Acknowledgement) if self.acknowledged_in == Some(corrected.entry) => {
                if withdrawn {
                    self.acknowledged = None;
                    self.acknowledged_in = None;
                } else if let (Some(held), Some(at)) =
                    (&mut self.acknowledged, corrected.happened_at)
                {
                    held.at = at;
                }
            }
            Some(Correctable::Task(number)) => {
                if let Some(task) = self.tasks.iter_mut().find(|task| task.number == *number) {
                    task.withdrawn = withdrawn;
                    if !corrected.says.is_empty() {
                        task.what.clone_from(&corrected.says);
                    }
                }
            }
            Some(Correctable::TaskDone(number)) if withdrawn => {
                if let Some(task) = self.tasks.iter_mut().find(|task| task.number == *number) {
                    task.done = None;
                }
            }
            _ => {}
        }
    }

    fn move_stops(&mut self, milestone: Milestone, old: Timestamp) {
        let first = self.milestones.get(&milestone).copied();
        let times = self.occurrences.get(&milestone);
        for clock in &mut self.clocks {
            let stopped = clock.ended == Some(Ended::Stopped(old));
            if stopped && clock.rule().is_some_and(|rule| rule.stop == milestone) {
                let from = times.into_iter().flatten().map(|(_, at)| *at);
                let later = from.filter(|at| *at >= clock.since).min();
                let stop = if clock.must_stop_later() { later } else { first };
                clock.ended = stop.map(Ended::Stopped);
            }
        }
    }

    /// What is shown of scan and treatment follows a corrected entry too.
    fn move_state(&mut self, milestone: Milestone, old: Timestamp, new: Option<Timestamp>) {
        fn shift<T>(slot: &mut Option<(T, Timestamp)>, old: Timestamp, new: Option<Timestamp>) {
            if let Some((_, at)) = slot.as_mut().filter(|(_, at)| *at == old) {
                match new {
                    Some(new) => *at = new,
                    None => *slot = None,
                }
            }
        }
        match milestone {
            Milestone::MriAcquired => shift(&mut self.imaging.acquired, old, new),
            Milestone::ReportIssued => shift(&mut self.imaging.reported, old, new),
            Milestone::PlanAgreed => shift(&mut self.treatment.decided, old, new),
            Milestone::FirstDexamethasoneDose => {
                shift(&mut self.treatment.dexamethasone, old, new);
            }
            Milestone::FirstFraction if self.treatment.first_fraction == Some(old) => {
                self.treatment.first_fraction = new;
            }
            Milestone::FirstDefinitiveTreatment if self.treatment.operation == Some(old) => {
                self.treatment.operation = new;
            }
            _ => {}
        }
    }
}

/// What of an event can be corrected, if anything.
fn correctable(event: &Event) -> Option<Correctable> {
    match event {
        Event::NoteAdded(_)
        | Event::CallLogged(_)
        | Event::ChaseLogged(_)
        | Event::DelayLogged(_)
        | Event::NeuroRecorded(_)
        | Event::IsncsciRecorded(_)
        | Event::FractionGiven(_)
        | Event::SessionRecorded(_) => Some(Correctable::Words),
        Event::Acknowledged => Some(Correctable::Acknowledgement),
        Event::TaskSet(set) => Some(Correctable::Task(set.number)),
        Event::TaskDone(done) => Some(Correctable::TaskDone(done.number)),
        Event::FactsRecorded(facts) => {
            Some(Correctable::Answers(facts.answers.keys().cloned().collect()))
        }
        Event::MilestoneRecorded(recorded) => Some(Correctable::Milestone(recorded.milestone)),
        Event::ScanProgressed(progressed) => {
            progressed.step.milestone().map(Correctable::Milestone)
        }
        Event::ImagingAcquired(_) => Some(Correctable::Milestone(Milestone::MriAcquired)),
        Event::DexamethasoneGiven(_) => {
            Some(Correctable::Milestone(Milestone::FirstDexamethasoneDose))
        }
        Event::ImagingReported(_) => Some(Correctable::Milestone(Milestone::ReportIssued)),
        Event::TreatmentDecided(_) => Some(Correctable::Milestone(Milestone::PlanAgreed)),
        Event::FirstFractionGiven(_) => Some(Correctable::Milestone(Milestone::FirstFraction)),
        Event::OperationStarted(_) => {
            Some(Correctable::Milestone(Milestone::FirstDefinitiveTreatment))
        }
        _ => None,
    }
}
