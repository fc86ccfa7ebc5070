//! Which clocks start, stop, move or end after a command. Asked once for each, after the facts.

use jiff::Timestamp;
use rules::{Clock, Milestone};

use super::{
    ClockStart, ClockStop, ClocksStarted, ClocksStopped, Ended, Exclusion, RunningClock, after,
    exclude_where,
};
use crate::case::changes_the_plan;
use crate::decide::Draft;
use crate::event::Event;
use crate::facts::Answer;

/// Starts every clock that applies and whose start event is known; stops every one whose stop event
/// has happened; excludes those that an excluded MSCC ended.
pub(crate) fn settle(draft: &mut Draft<'_>) {
    let Some(triage) = draft.case.triage.clone() else { return };
    if draft.case.closed.is_some() {
        return;
    }
    let applying = triage.clocks.iter().filter_map(|id| rules::clock(id));
    let starts: Vec<ClockStart> = applying.flat_map(|rule| starts(draft, rule)).collect();
    if !starts.is_empty() {
        draft.record(Event::ClocksStarted(ClocksStarted { clocks: starts }));
    }
    let stops: Vec<ClockStop> = draft
        .case
        .clocks
        .iter()
        .filter(|clock| clock.runs())
        .filter_map(|clock| stop(draft, clock))
        .collect();
    if !stops.is_empty() {
        draft.record(Event::ClocksStopped(ClocksStopped { clocks: stops }));
    }
    if excludes_mscc(draft) {
        exclude_where(draft, Exclusion::MsccExcluded, "MSCC excluded after imaging", |clock| {
            let rests_on_suspicion = clock.rule().is_some_and(|rule| {
                matches!(rule.start, Milestone::CompressionSuspected | Milestone::MriAcquired)
            });
            rests_on_suspicion && !triage.clocks.contains(&clock.id)
        });
    }
}

/// Only the decision itself ends clocks; what is said later finds them running or ended.
fn excludes_mscc(draft: &Draft<'_>) -> bool {
    draft.case.facts.is_yes("mscc_ruled_out")
        && draft.events.iter().any(|recorded| match &recorded.event {
            Event::FactsRecorded(facts) => {
                facts.answers.get("mscc_ruled_out") == Some(&Answer::yes())
            }
            _ => false,
        })
}

/// The instances that start now: one, or for the update one for each event that changed the plan.
fn starts(draft: &Draft<'_>, rule: &'static Clock) -> Vec<ClockStart> {
    let last = draft.case.clocks.iter().rev().find(|clock| clock.id == rule.id);
    let next = last.map_or(1, |clock| clock.instance + 1);
    if rule.start == Milestone::PlanChangingEventRecorded {
        let changes = draft.events.iter().filter(|recorded| changes_the_plan(&recorded.event));
        let mut since: Vec<Timestamp> = changes.map(|recorded| recorded.occurred_at).collect();
        if since.is_empty() && last.is_none() {
            since.extend(draft.case.latest(rule.start));
        }
        return (next..).zip(since).map(|(n, since)| started(draft, rule, n, since)).collect();
    }
    let since = match last {
        Some(clock) if clock.runs() => None,
        Some(clock) => again(draft, rule, clock),
        None => first(draft, rule),
    };
    since.map(|since| started(draft, rule, next, since)).into_iter().collect()
}

const fn rests_on_suspicion(rule: &Clock) -> bool {
    matches!(rule.start, Milestone::CompressionSuspected | Milestone::MetastasesSuspected)
}

fn first(draft: &Draft<'_>, rule: &'static Clock) -> Option<Timestamp> {
    if rests_on_suspicion(rule) {
        Some(suspicion(draft))
    } else {
        draft.case.milestones.get(&rule.start).copied()
    }
}

/// From when a clock that has ended counts again: a new suspicion and what follows from it, a start
/// event that can happen more than once, a case that opened again after a wish or a transfer.
fn again(draft: &Draft<'_>, rule: &'static Clock, last: &RunningClock) -> Option<Timestamp> {
    match last.ended {
        Some(Ended::Excluded(Exclusion::EntryWithdrawn, _)) => return first(draft, rule),
        Some(Ended::Excluded(Exclusion::PatientDeclined | Exclusion::TransferredOut, at)) => {
            let reopened = draft.case.reopened.filter(|re| *re >= at && *re > last.since);
            if reopened.is_some() {
                return reopened;
            }
        }
        _ => {}
    }
    let renewed = draft.case.renewed.filter(|at| *at > last.since);
    let since = if rests_on_suspicion(rule) {
        renewed
    } else if happens_again(rule.start) {
        draft.case.latest(rule.start)
    } else {
        renewed.and_then(|from| draft.case.first_from(rule.start, from))
    };
    since.filter(|since| *since > last.since)
}

/// Start events that happen more than once to one person, each with a clock of its own.
const fn happens_again(milestone: Milestone) -> bool {
    matches!(
        milestone,
        Milestone::Admission
            | Milestone::AwaitingReferrerStarted
            | Milestone::DischargeRequested
            | Milestone::ImagesSent
            | Milestone::ImmobilisationStarted
            | Milestone::MriAcquired
            | Milestone::ResultRecorded
    )
}

fn started(draft: &Draft<'_>, rule: &'static Clock, instance: u32, since: Timestamp) -> ClockStart {
    let (site, settings) = (draft.context.site, draft.context.rules);
    ClockStart {
        clock: rule.id.into(),
        instance,
        since,
        anchor: rule.start,
        amber: settings.amber(rule).map(|span| after(since, span, site)),
        red: settings.red(rule).map(|span| after(since, span, site)),
        due: after(since, settings.target(rule), site),
    }
}

/// The earliest recorded suspicion; else when the facts that raised it were true. A later upgrade
/// counts from its own suspicion, not from the referral.
fn suspicion(draft: &Draft<'_>) -> Timestamp {
    let mut earliest = draft.context.now;
    for recorded in &draft.events {
        match &recorded.event {
            Event::ReferralReceived(referral) => {
                let written = recorded.occurred_at;
                earliest = earliest.min(referral.suspected_at.unwrap_or(written).min(written));
            }
            Event::FactsRecorded(_) => earliest = earliest.min(recorded.occurred_at),
            _ => {}
        }
    }
    earliest
}

fn stop(draft: &Draft<'_>, clock: &RunningClock) -> Option<ClockStop> {
    let rule = clock.rule()?;
    let at = if clock.must_stop_later() {
        draft.case.first_from(rule.stop, clock.since)?
    } else {
        *draft.case.milestones.get(&rule.stop)?
    };
    Some(ClockStop { clock: clock.id.clone(), instance: clock.instance, at })
}

/// The time of an entry was corrected, or the entry withdrawn: clocks that counted from it count
/// from the new time, or end because what they measure never began.
pub(crate) fn entry_moved(
    draft: &mut Draft<'_>,
    was: Timestamp,
    really: Option<Timestamp>,
    suspicion_moves: bool,
) {
    let mut moved = Vec::new();
    let mut gone = Vec::new();
    for clock in draft.case.clocks.iter().filter(|clock| clock.since == was) {
        let Some(rule) = clock.rule() else { continue };
        let times = draft.case.occurrences.get(&rule.start);
        let since = if rests_on_suspicion(rule) {
            really.filter(|_| suspicion_moves)
        } else if times.is_some_and(|times| times.iter().any(|(_, at)| *at == was)) {
            None
        } else {
            let standing = really.or_else(|| draft.case.milestones.get(&rule.start).copied());
            if standing.is_none() && clock.runs() {
                gone.push((clock.id.clone(), clock.instance));
            }
            standing
        };
        moved.extend(since.map(|since| started(draft, rule, clock.instance, since)));
    }
    if !moved.is_empty() {
        draft.record(Event::ClocksStarted(ClocksStarted { clocks: moved }));
    }
    exclude_where(draft, Exclusion::EntryWithdrawn, "its start was withdrawn", |clock| {
        gone.iter().any(|(id, instance)| *id == clock.id && *instance == clock.instance)
    });
}

/// A correction to a closed case may take a stop back; in a closed case nothing runs.
pub(crate) fn close_what_runs(draft: &mut Draft<'_>) {
    if draft.case.closed.is_some() {
        exclude_where(draft, Exclusion::CaseClosed, "the case was closed", |_| true);
    }
}
