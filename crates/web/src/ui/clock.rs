//! Clock bars: how long has run, of how much, due when, in which state. The page's script keeps
//! the text and bar right between events; the words here are what a page without script shows.

use jiff::Timestamp;
use maud::{Markup, html};

/// State words of `ux.md` 2.3, each with its own fill pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Before the amber point.
    OnTrack,
    /// The amber point has passed.
    Watch,
    /// The red point has passed.
    AtRisk,
    /// The target has passed.
    Breached,
    /// The referrer must answer something.
    Waiting,
    /// The stop event came in time.
    Met,
    /// The stop event came after the target.
    MetLate,
}

impl ClockState {
    /// Value of `data-state`.
    pub fn key(self) -> &'static str {
        match self {
            Self::OnTrack => "on-track",
            Self::Watch => "watch",
            Self::AtRisk => "at-risk",
            Self::Breached => "breached",
            Self::Waiting => "waiting",
            Self::Met => "met",
            Self::MetLate => "met-late",
        }
    }

    /// The words shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::Watch => "Watch",
            Self::AtRisk => "At risk",
            Self::Breached => "Breached",
            Self::Waiting => "Waiting",
            Self::Met => "Met",
            Self::MetLate => "Met late",
        }
    }

    /// Where a running clock stands at `now`.
    pub fn running(now: Timestamp, amber: Timestamp, red: Timestamp, due: Timestamp) -> Self {
        if now >= due {
            Self::Breached
        } else if now >= red {
            Self::AtRisk
        } else if now >= amber {
            Self::Watch
        } else {
            Self::OnTrack
        }
    }
}

/// One clock as the screen needs it; `pathway` computes the instants.
#[derive(Debug, Clone)]
pub struct ClockView {
    /// `CLK-...`.
    pub id: String,
    /// Short name: "MRI".
    pub label: String,
    /// Where it stands.
    pub state: ClockState,
    /// When it began.
    pub start: Timestamp,
    /// When it turns amber.
    pub amber: Timestamp,
    /// When it turns red.
    pub red: Timestamp,
    /// The target.
    pub due: Timestamp,
    /// When the stop event happened.
    pub stopped: Option<Timestamp>,
    /// The deadline in the words of the site's wall: "06:10 tomorrow".
    pub due_words: String,
    /// Kind of target or reason for waiting: "local target", "waiting for eGFR".
    pub note: Option<String>,
}

/// The bar with its text, for the instant `now`.
pub fn clock_bar(clock: &ClockView, now: Timestamp) -> Markup {
    let until = clock.stopped.unwrap_or(now);
    let elapsed = seconds(clock.start, until);
    let target = seconds(clock.start, clock.due);
    let runs = clock.stopped.is_none() && clock.state != ClockState::Waiting;
    html! {
        div class="clock" data-clock=(clock.id) data-state=(clock.state.key())
            data-start=(clock.start) data-amber=(clock.amber) data-red=(clock.red)
            data-due=(clock.due) data-stopped=[clock.stopped] data-runs[runs] {
            span class="clock-label" { (clock.label) }
            svg class="clock-bar" width="100%" height="10" aria-hidden="true" focusable="false" {
                rect class="clock-trough" width="100%" height="100%" {}
                rect class="clock-fill" width={ (percent(elapsed, target)) "%" } height="100%"
                    fill=(fill(clock.state)) {}
            }
            span class="clock-text" {
                span data-clock-text { (text(clock, elapsed, target)) }
                " · " (due_text(clock))
            }
            span class="clock-state" data-clock-state { (mark(clock.state)) (clock.state.words()) }
            @if let Some(note) = &clock.note { span class="clock-note" { (note) } }
        }
    }
}

/// A clock that has stopped, in one small line: "MRI ✓ 5 h 10".
pub fn clock_met(clock: &ClockView) -> Markup {
    let until = clock.stopped.unwrap_or(clock.due);
    html! {
        span class="clock-met" data-clock=(clock.id) data-state=(clock.state.key()) {
            (clock.label) " ✓ " (duration(seconds(clock.start, until)))
            @if clock.state == ClockState::MetLate { ", late" }
            span class="visually-hidden" { " (" (clock.state.words()) ")" }
        }
    }
}

/// Hidden fill patterns; `page` prints them once so that bars can refer to them.
pub(crate) fn patterns() -> Markup {
    html! {
        svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern id="fill-watch" width="8" height="8" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" {
                    rect class="amber-ground" width="8" height="8" {}
                    rect class="amber-ink" width="3" height="8" {}
                }
                pattern id="fill-risk" width="5" height="5" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(-45)" {
                    rect class="red-ground" width="5" height="5" {}
                    rect class="red-ink" width="3.4" height="5" {}
                }
                pattern id="fill-wait" width="6" height="5" patternUnits="userSpaceOnUse" {
                    rect class="grey-ground" width="6" height="5" {}
                    circle class="grey-ink" cx="3" cy="2.5" r="1.5" {}
                }
            }
        }
    }
}

fn fill(state: ClockState) -> &'static str {
    match state {
        ClockState::Watch => "url(#fill-watch)",
        ClockState::AtRisk => "url(#fill-risk)",
        ClockState::Waiting => "url(#fill-wait)",
        _ => "currentColor",
    }
}

fn mark(state: ClockState) -> &'static str {
    match state {
        ClockState::Breached => "▲ ",
        ClockState::Met | ClockState::MetLate => "✓ ",
        _ => "",
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_second() - from.as_second()).max(0)
}

fn percent(elapsed: i64, target: i64) -> i64 {
    if target <= 0 { 100 } else { (elapsed * 100 / target).clamp(0, 100) }
}

fn text(clock: &ClockView, elapsed: i64, target: i64) -> String {
    match clock.state {
        ClockState::Breached => format!("{} over", duration(elapsed - target)),
        ClockState::Met | ClockState::MetLate => format!("took {}", duration(elapsed)),
        ClockState::Waiting => format!("waiting {}", duration(elapsed)),
        _ => format!("{} of {}", duration(elapsed), duration(target)),
    }
}

fn due_text(clock: &ClockView) -> String {
    if clock.state == ClockState::Breached {
        format!("was due {}", clock.due_words)
    } else {
        format!("due {}", clock.due_words)
    }
}

/// "12 min", "21 h 40", "24 h", "6 d 4 h": the same words as the script's.
pub fn duration(seconds: i64) -> String {
    let minutes = seconds.max(0) / 60;
    let (hours, minutes_left) = (minutes / 60, minutes % 60);
    if hours == 0 {
        format!("{minutes} min")
    } else if hours >= 72 && hours % 24 == 0 {
        format!("{} d", hours / 24)
    } else if hours >= 72 {
        format!("{} d {} h", hours / 24, hours % 24)
    } else if minutes_left == 0 {
        format!("{hours} h")
    } else {
        format!("{hours} h {minutes_left:02}")
    }
}
