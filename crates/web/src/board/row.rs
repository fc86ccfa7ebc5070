//! One case as a row of the board and as a tile of the wall. The same text for everyone who looks.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use pathway::Site;
use pathway::board::BoardRow;
use pathway::chase::ChaseStep;
use pathway::clock::{Ended, RunningClock};
use pathway::instruction::{About, Answered};
use pathway::ladder::Rung;
use pathway::neuro::{Finding, NeuroPoint};
use pathway::referral::Source;
use pathway::status::Status;
use rules::Tier;

use super::view::{BoardView, people};
use crate::ui::{self, ClockView, WallTile};
use crate::urgency::{clock_view, staff_view};
use crate::when;

/// Where and when rows are rendered.
pub(super) struct Desk<'a> {
    pub(super) site: &'a Site,
    pub(super) zone: TimeZone,
    pub(super) now: Timestamp,
}

impl<'a> Desk<'a> {
    pub(super) fn new(site: &'a Site, now: Timestamp) -> Self {
        Self { site, zone: site.time_zone(), now }
    }

    fn time(&self, at: Timestamp) -> String {
        when::short(at, self.now, &self.zone)
    }

    fn clock(&self, at: Timestamp) -> String {
        when::clock(at, &self.zone)
    }
}

/// Running clocks shown on a row; the rest are counted.
const CLOCKS_SHOWN: usize = 2;
/// Letters of the referrer's story shown while nobody has examined the person here.
const STORY_LENGTH: usize = 90;

/// The row of the board. Whether it is pinned is the reader's own; what the hub sends says no, and the
/// script of each board knows better.
pub(super) fn row(row: &BoardRow, desk: &Desk<'_>, pinned: bool) -> Markup {
    let clocks = clocks(row, desk);
    let (next_action, next_owner) = next(row, desk);
    let view = ui::BoardRow {
        case: row.case.to_string(),
        version: row.version,
        href: format!("/cases/{}", row.case),
        tier: staff_view(row.tier, row.tier_due, row.told_emergency_at, desk.site, desk.now),
        order: order(row),
        views: views(row),
        people: people(row).collect::<Vec<_>>().join("|"),
        soonest: row.soonest_due(),
        unacknowledged: unacknowledged(row),
        person: format!("{} {}", row.person.name(), age_and_sex(row, desk)),
        place: format!("{} · {}", known(&row.location), row.reference),
        neuro: neuro(row),
        examined: row.neuro.first().map(|point| point.at),
        clocks: clocks.bars,
        met: clocks.met,
        more_clocks: clocks.more,
        more_running: clocks.more_running,
        blocked_by: blocked(row, desk),
        chased: row.chased.as_ref().map(|chase| {
            format!("Chased {} for {}, {}", chase.whom, chase.step.for_what(), desk.time(chase.at))
        }),
        pinned,
        location: row.location.trim().to_owned(),
        next_action,
        next_owner,
        flags: flags(row, desk.now),
        ladder: ladder(row, desk),
        phone: Some(callback(row)).filter(|number| !number.is_empty()).map(str::to_owned),
        actions: actions(row),
    };
    ui::board_row(&view, desk.now)
}

/// The tile of the wall: initials and age, never a name or a number.
pub(super) fn tile(row: &BoardRow, desk: &Desk<'_>) -> Markup {
    let clocks = clocks(row, desk);
    let (next, owner) = next(row, desk);
    let tile = WallTile {
        case: row.case.to_string(),
        initials: format!("{} {}", row.person.initials(), age_and_sex(row, desk)),
        place: known(&row.location).to_owned(),
        tier: staff_view(row.tier, row.tier_due, row.told_emergency_at, desk.site, desk.now),
        order: order(row),
        version: row.version,
        unacknowledged: unacknowledged(row),
        clock: clocks.bars.into_iter().next().or(clocks.met),
        // Free text may name the person; on the wall only the stage is said.
        next: if row.tasks.is_empty() {
            format!("{next} · {owner}")
        } else {
            row.status.words().into()
        },
    };
    ui::wall_tile(&tile, desk.now)
}

fn unacknowledged(row: &BoardRow) -> Option<Timestamp> {
    (row.acknowledged.is_none() && row.status != Status::Closed).then_some(row.tier_since)
}

/// The order of [`BoardRow::order`] as text, so that a browser can put one row in its place.
pub(super) fn order(row: &BoardRow) -> String {
    let first = row.tier.is_emergency() && row.acknowledged.is_none();
    let rank = row.tier.rank();
    let seconds = |at: Option<Timestamp>| at.map_or(999_999_999_999, |at| at.as_second().max(0));
    let (due, received) = (seconds(row.soonest_due()), seconds(Some(row.received_at)));
    let group = u8::from(!first);
    format!("{group}{:02}{due:012}{rank:02}{received:012}", if first { rank } else { 0 })
}

fn views(row: &BoardRow) -> String {
    // Of time no row knows; the script asks the clocks themselves for those views.
    let timeless = [
        BoardView::Unacknowledged,
        BoardView::AwaitingMri,
        BoardView::Decision,
        BoardView::Transfers,
        BoardView::FollowUp,
    ];
    let held = timeless.into_iter().filter(|view| view.holds(row, "", row.changed_at));
    held.map(BoardView::key).collect::<Vec<_>>().join(" ")
}

fn known(text: &str) -> &str {
    if text.trim().is_empty() { "Place not known" } else { text }
}

fn age_and_sex(row: &BoardRow, desk: &Desk<'_>) -> String {
    let today = desk.now.to_zoned_datetime(desk.zone.clone()).date();
    let sex = match row.person.sex.as_deref() {
        Some("female") => "F",
        Some("male") => "M",
        _ => "",
    };
    match row.person.age_on(today) {
        Some(age) => format!("{age}{sex}"),
        None if sex.is_empty() => "age not known".to_owned(),
        None => format!("age not known, {sex}"),
    }
}

fn callback(row: &BoardRow) -> &str {
    if row.source == Source::SelfReferral
        && let Some(own) = row.person.phone.as_deref()
    {
        return own;
    }
    &row.referrer.phone
}

/// The latest examination in words with its trend, or the referrer's own words.
fn neuro(row: &BoardRow) -> String {
    let Some(latest) = row.neuro.first() else {
        let story: String = row.story.chars().take(STORY_LENGTH).collect();
        let more = if row.story.chars().count() > STORY_LENGTH { "…" } else { "" };
        return if story.is_empty() { String::new() } else { format!("Referrer: {story}{more}") };
    };
    let mut words =
        vec![latest.exam.walking.map_or("walking not seen", pathway::neuro::Walking::words)];
    let findings = [
        (latest.exam.legs, "legs weak"),
        (latest.exam.feet, "feet weak"),
        (latest.exam.hands, "hands weak"),
        (latest.exam.saddle, "saddle numb"),
        (latest.exam.bladder, "bladder affected"),
    ];
    words.extend(findings.iter().filter(|(found, _)| *found == Finding::Abnormal).map(|(_, w)| *w));
    format!("{} {}", words.join(", "), trend(latest, row.neuro.get(1)))
}

fn trend(latest: &NeuroPoint, before: Option<&NeuroPoint>) -> String {
    let Some(before) = before else {
        return if latest.worse { "↓ worse".into() } else { String::new() };
    };
    let was = before.exam.walking.map_or("walking not seen", pathway::neuro::Walking::words);
    let better = latest.exam.walking < before.exam.walking && latest.exam.walking.is_some();
    if latest.worse {
        format!("↓ worse (was: {was})")
    } else if better {
        format!("↑ better (was: {was})")
    } else {
        "→ same".into()
    }
}

/// The clocks of a row.
#[derive(Default)]
struct Clocks {
    bars: Vec<ClockView>,
    met: Option<ClockView>,
    more: usize,
    more_running: usize,
}

/// The clocks that matter most: the soonest that run, the scan's among them; then, in small, the
/// latest met. Waiting for the referrer always shows, beside them. The rest is counted.
fn clocks(row: &BoardRow, desk: &Desk<'_>) -> Clocks {
    const SCAN: [&str; 2] = ["CLK-MRI24", "CLK-MRI168"];
    let waits = |id: &str| id == "CLK-AWAITREF";
    let mut running: Vec<_> =
        row.clocks.iter().filter(|clock| clock.runs() && !waits(&clock.id)).collect();
    running.sort_by_key(|clock| clock.due);
    if let Some(at) = running.iter().position(|clock| SCAN.contains(&clock.id.as_str()))
        && at >= CLOCKS_SHOWN
    {
        let scan = running.remove(at);
        running.insert(CLOCKS_SHOWN - 1, scan);
    }
    let more_running = running.len().saturating_sub(CLOCKS_SHOWN);
    running.truncate(CLOCKS_SHOWN);
    let stopped_at = |clock: &RunningClock| match clock.ended {
        Some(Ended::Stopped(at)) => Some(at),
        _ => None,
    };
    let met: Vec<_> = row
        .clocks
        .iter()
        .filter(|clock| stopped_at(clock).is_some())
        .filter(|clock| clock.id != "CLK-ACK" && !waits(&clock.id))
        .collect();
    let latest = met.iter().max_by_key(|clock| stopped_at(clock));
    let view = |clock: &RunningClock| clock_view(clock, desk.now, &desk.zone);
    let waiting = row.clocks.iter().filter(|clock| clock.runs() && waits(&clock.id));
    Clocks {
        bars: running.into_iter().chain(waiting).filter_map(view).collect(),
        met: latest.and_then(|clock| view(clock)),
        more: more_running + met.len().saturating_sub(1),
        more_running,
    }
}

/// What holds the case up, in one line.
fn blocked(row: &BoardRow, desk: &Desk<'_>) -> Option<String> {
    if let Some(since) = row.awaiting_referrer {
        return Some(format!("Waiting for the referrer since {}", desk.time(since)));
    }
    row.instructions.iter().rev().find_map(|instruction| match &instruction.answer {
        Some(Answered::Cannot(by, why, _)) => {
            Some(format!("Cannot: {} ({by}: {why})", instruction.text))
        }
        _ => None,
    })
}

/// The next action and who does it: the first open task, else what the stage calls for.
fn next(row: &BoardRow, desk: &Desk<'_>) -> (String, String) {
    if let Some(task) = row.tasks.first() {
        let due = task.due.map_or_else(String::new, |due| format!(" · {}", desk.time(due)));
        return (task.what.clone(), format!("{}{due}", task.owner));
    }
    let owner = row.acknowledged.as_ref().map_or("coordinator", |taken| taken.by.as_str());
    let what = match row.status {
        Status::Unacknowledged => "Acknowledge",
        Status::AwaitingImaging => match row.tier {
            Tier::S1 => "Ring back",
            Tier::U2 => "Confirm the urgent appointment",
            Tier::R0 => "Safety net and re-check",
            _ => "Confirm the scan",
        },
        Status::AwaitingReport => "Get the report",
        Status::AwaitingDecision => "Get the decision",
        Status::AwaitingTreatment => "Start the treatment",
        Status::Treated => "Rehabilitation and follow-up",
        Status::Closed => "Closed",
    };
    (what.to_owned(), owner.to_owned())
}

fn flags(row: &BoardRow, now: Timestamp) -> Vec<String> {
    let mut flags = row.flags.clone();
    if let Some(result) = &row.critical {
        flags.insert(0, format!("Critical result: {} told, not acknowledged", result.to));
    }
    let live = || row.instructions.iter().filter(|instruction| instruction.is_live(now));
    let order = live().rev().find(|i| matches!(i.about, About::Immobilise | About::Mobility));
    if let Some(order) = order {
        flags.push(format!("Order: {}", order.text));
    }
    let unanswered = live().filter(|instruction| instruction.is_unanswered()).count();
    match unanswered {
        0 => {}
        1 => flags.push("1 instruction not answered".into()),
        n => flags.push(format!("{n} instructions not answered")),
    }
    match row.unknown_answers {
        0 => {}
        1 => flags.push("1 answer unknown".into()),
        n => flags.push(format!("{n} answers unknown")),
    }
    if row.images_viewable_at.is_some() {
        flags.push("Images here".into());
    }
    if !row.verified && row.source != Source::SelfReferral {
        flags.push("Sender not proved".into());
    }
    if let Some(by) = &row.tier_set_by {
        flags.push(format!("Rules: {} · set by {by}", row.rules_tier.words()));
    }
    flags
}

/// "coordinator ✓ 02:00 · on-call registrar paged 02:05 · consultant at 02:10", while it climbs.
fn ladder(row: &BoardRow, desk: &Desk<'_>) -> Option<String> {
    if row.acknowledged.is_some() || row.status == Status::Closed {
        return None;
    }
    if !row.tier.is_emergency() {
        return Some(format!("Acknowledge by {}", desk.time(row.tier_due)));
    }
    let ladder = desk.site.ladder;
    let steps = [
        (Rung::Coordinator, 0),
        (Rung::Registrar, ladder.registrar_min),
        (Rung::Consultant, ladder.consultant_min),
        (Rung::Switchboard, ladder.switchboard_min),
    ];
    let words = steps.map(|(rung, after_min)| {
        let called = row.ladder.iter().rev().find(|(called, _)| *called == rung);
        if let Some((_, at)) = called {
            let how = if rung == Rung::Coordinator { "✓" } else { "paged" };
            return format!("{} {how} {}", rung.words(), desk.clock(*at));
        }
        let due = pathway::clock::add_seconds(row.tier_since, u32::from(after_min) * 60);
        format!("{} at {}", rung.words(), desk.clock(due))
    });
    Some(format!("Ladder: {}", words.join(" · ")))
}

/// The forms of a row. They carry no word about who looks; the page hides what a role may not do.
fn actions(row: &BoardRow) -> Markup {
    let case = row.case;
    html! {
        @if row.acknowledged.is_none() && row.status != Status::Closed {
            form class="form-acknowledge" method="post" action={ "/cases/" (case) "/acknowledge" } data-quick {
                (ui::hidden("key", &format!("ack:{case}:{}", row.version)))
                button class="button-small" type="submit" data-key="a" { "Acknowledge" }
            }
        }
        @if let Some(result) = &row.critical {
            (crate::imaging::button(row.case, result))
        }
        @if row.status != Status::Closed {
            a class="button-small link-progress" href={ "/cases/" (case) "/quick" } data-quick-open {
                "Act"
                span class="visually-hidden" { " on " (row.reference) }
            }
            @if !ChaseStep::blocking(row).is_empty() {
                " "
                a class="button-small link-progress" href={ "/cases/" (case) "/quick?part=chase" } data-quick-open {
                    "Chase"
                    span class="visually-hidden" { " for " (row.reference) }
                }
            }
        }
    }
}
