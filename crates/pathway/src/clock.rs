//! The clocks: from which instant, until which, and what ends them. Due times are computed here and
//! nowhere else.
//!
//! ```text
//!   applies_when = yes and start event known        stop event
//!        ──────────────────────────────> running ───────────────> met, or met late
//!                                          │  coded exclusion (who, why)
//!                                          └───────────────────> excluded
//! ```
//! National clocks never pause. A clock that runs keeps running when its condition ceases: only its
//! stop event or a coded exclusion ends it. This file says what a clock is; `settle` when one starts,
//! stops, moves or counts again.

mod settle;

use jiff::{SignedDuration, Timestamp};
use rules::{Clock, ClockKind, Milestone, Span};
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::decide::{Draft, required};
use crate::event::Event;
use crate::refusal::Refusal;
use crate::site::Site;

pub(crate) use settle::{close_what_runs, entry_moved, settle};

/// One clock starts, with the times it was given that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockStart {
    /// "CLK-MRI24".
    pub clock: String,
    /// 1, or more for clocks that run once per event.
    pub instance: u32,
    /// The instant it counts from.
    pub since: Timestamp,
    /// Which event that instant is.
    #[serde(with = "crate::wire::milestone")]
    pub anchor: Milestone,
    /// From when "watch".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amber: Option<Timestamp>,
    /// From when "at risk".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub red: Option<Timestamp>,
    /// When it is breached.
    pub due: Timestamp,
}

/// Clocks started together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClocksStarted {
    /// Each of them.
    pub clocks: Vec<ClockStart>,
}

/// One clock stops at its stop event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockStop {
    /// "CLK-MRI24".
    pub clock: String,
    /// Which instance.
    pub instance: u32,
    /// When the stop event happened.
    pub at: Timestamp,
}

/// Clocks stopped together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClocksStopped {
    /// Each of them.
    pub clocks: Vec<ClockStop>,
}

/// Why a clock may end without its stop event. Counted in the audit, never dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// The person declined.
    PatientDeclined,
    /// The person died.
    Died,
    /// A consultant judged it not clinically appropriate.
    NotClinicallyAppropriate,
    /// The person went to another service.
    TransferredOut,
    /// MSCC was excluded.
    MsccExcluded,
    /// The case was closed.
    CaseClosed,
    /// The entry it counted from was withdrawn: what it measures never began.
    EntryWithdrawn,
}

impl Exclusion {
    /// Every code that a person may choose.
    pub const CHOICES: [Self; 4] =
        [Self::PatientDeclined, Self::Died, Self::NotClinicallyAppropriate, Self::TransferredOut];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PatientDeclined => "patient_declined",
            Self::Died => "died",
            Self::NotClinicallyAppropriate => "not_clinically_appropriate",
            Self::TransferredOut => "transferred_out",
            Self::MsccExcluded => "mscc_excluded",
            Self::CaseClosed => "case_closed",
            Self::EntryWithdrawn => "entry_withdrawn",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::PatientDeclined => "patient declined",
            Self::Died => "died",
            Self::NotClinicallyAppropriate => "not clinically appropriate (consultant)",
            Self::TransferredOut => "transferred to another service",
            Self::MsccExcluded => "MSCC excluded",
            Self::CaseClosed => "case closed",
            Self::EntryWithdrawn => "the entry it counted from was withdrawn",
        }
    }

    /// The choice with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::CHOICES.into_iter().find(|choice| choice.key() == key)
    }
}

/// End a clock by a coded exclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcludeClock {
    /// Which clock.
    pub clock: String,
    /// Which code.
    pub code: Exclusion,
    /// In words.
    pub why: String,
}

/// A clock ended by a coded exclusion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockExcluded {
    /// Which clock.
    pub clock: String,
    /// Which instance.
    pub instance: u32,
    /// Which code.
    pub code: Exclusion,
    /// In words.
    pub why: String,
}

/// A clock of this case, running or ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunningClock {
    /// "CLK-MRI24".
    pub id: String,
    /// Which instance.
    pub instance: u32,
    /// The instant it counts from.
    pub since: Timestamp,
    /// Which event that instant is.
    #[serde(with = "crate::wire::milestone")]
    pub anchor: Milestone,
    /// From when "watch".
    pub amber: Option<Timestamp>,
    /// From when "at risk".
    pub red: Option<Timestamp>,
    /// When it is breached.
    pub due: Timestamp,
    /// When we knew that it runs; later than `since` when we were told late.
    pub known_since: Timestamp,
    /// How it ended.
    pub ended: Option<Ended>,
}

/// How a clock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// By its stop event, at this time.
    Stopped(Timestamp),
    /// By a coded exclusion, at this time.
    Excluded(Exclusion, Timestamp),
}

/// What a clock says at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before amber.
    OnTrack,
    /// Amber point reached.
    Watch,
    /// Red point reached.
    AtRisk,
    /// Target passed.
    Breached,
    /// Stopped in time.
    Met,
    /// Stopped after the target.
    MetLate,
    /// Ended by a coded exclusion.
    Excluded,
}

impl Stage {
    /// For `data-state` and the style sheet.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OnTrack => "on-track",
            Self::Watch => "watch",
            Self::AtRisk => "at-risk",
            Self::Breached => "breached",
            Self::Met => "met",
            Self::MetLate => "met-late",
            Self::Excluded => "excluded",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::Watch => "Watch",
            Self::AtRisk => "At risk",
            Self::Breached => "Breached",
            Self::Met => "Met",
            Self::MetLate => "Met late",
            Self::Excluded => "Excluded",
        }
    }
}

impl RunningClock {
    pub(crate) fn new(start: &ClockStart, known_since: Timestamp) -> Self {
        Self {
            id: start.clock.clone(),
            instance: start.instance,
            since: start.since,
            anchor: start.anchor,
            amber: start.amber,
            red: start.red,
            due: start.due,
            known_since,
            ended: None,
        }
    }

    /// The time it counts from was corrected.
    pub(crate) fn move_to(&mut self, start: &ClockStart) {
        self.since = start.since;
        self.amber = start.amber;
        self.red = start.red;
        self.due = start.due;
    }

    /// A first clock may have been met before it was known to run (a dose given by the referrer);
    /// one that runs again can only be met afterwards.
    pub(crate) fn must_stop_later(&self) -> bool {
        self.instance > 1
            || matches!(
                self.anchor,
                Milestone::AwaitingReferrerStarted | Milestone::PlanChangingEventRecorded
            )
    }

    pub(crate) fn stop(&mut self, stop: &ClockStop) {
        self.ended = Some(Ended::Stopped(stop.at));
    }

    pub(crate) fn exclude(&mut self, excluded: &ClockExcluded, at: Timestamp) {
        self.ended = Some(Ended::Excluded(excluded.code, at));
    }

    /// Whether it still runs.
    pub fn runs(&self) -> bool {
        self.ended.is_none()
    }

    /// What it says at `now`.
    pub fn stage(&self, now: Timestamp) -> Stage {
        match self.ended {
            Some(Ended::Excluded(..)) => Stage::Excluded,
            Some(Ended::Stopped(at)) if at > self.due => Stage::MetLate,
            Some(Ended::Stopped(_)) => Stage::Met,
            None if now >= self.due => Stage::Breached,
            None if self.red.is_some_and(|red| now >= red) => Stage::AtRisk,
            None if self.amber.is_some_and(|amber| now >= amber) => Stage::Watch,
            None => Stage::OnTrack,
        }
    }

    /// The rule behind it.
    pub fn rule(&self) -> Option<&'static Clock> {
        rules::clock(&self.id)
    }
}

/// Elapsed seconds on UTC instants: 24 h is 86,400 s, also across a clock change.
pub fn add_seconds(since: Timestamp, seconds: u32) -> Timestamp {
    since.checked_add(SignedDuration::from_secs(i64::from(seconds))).unwrap_or(since)
}

/// The same local time some calendar days later, also across a change of the clocks.
pub fn same_time_after_days(since: Timestamp, days: jiff::Span, site: &Site) -> Timestamp {
    let later = since.to_zoned_datetime(site.time_zone()).checked_add(days);
    later.map_or(since, |zoned| zoned.timestamp())
}

/// The instant a span after `since`, by elapsed hours or by the site's working days.
pub fn after(since: Timestamp, span: Span, site: &Site) -> Timestamp {
    match span {
        Span::Hours { hundredths } => add_seconds(since, hundredths * 36),
        Span::WorkingDays { tenths } => site.calendar.after(since, tenths, &site.time_zone()),
    }
}

pub(crate) fn exclude(draft: &mut Draft<'_>, exclude: &ExcludeClock) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let why =
        required("why", &exclude.why, "Say why, in a few words: it is counted in the audit.")?;
    if !Exclusion::CHOICES.contains(&exclude.code) {
        return Err(Refusal::invalid("code", "Choose one of the reasons offered."));
    }
    if exclude.code == Exclusion::NotClinicallyAppropriate
        && draft.context.actor.role != Role::Consultant
    {
        return Err(Refusal::NotPermitted(
            "\"Not clinically appropriate\" is a consultant's decision. Ask one to record it.",
        ));
    }
    if !draft.case.clocks.iter().any(|clock| clock.runs() && clock.id == exclude.clock) {
        return Err(Refusal::Unknown("running clock"));
    }
    exclude_where(draft, exclude.code, why, |clock| clock.id == exclude.clock);
    Ok(())
}

/// Ends every running clock that `which` picks.
pub(crate) fn exclude_where(
    draft: &mut Draft<'_>,
    code: Exclusion,
    why: &str,
    which: impl Fn(&RunningClock) -> bool,
) {
    let ends: Vec<ClockExcluded> = draft
        .case
        .clocks
        .iter()
        .filter(|clock| clock.runs() && which(clock))
        .map(|clock| ClockExcluded {
            clock: clock.id.clone(),
            instance: clock.instance,
            code,
            why: why.into(),
        })
        .collect();
    for end in ends {
        draft.record_at(draft.context.now, Some(why), Event::ClockExcluded(end));
    }
}

/// In words, for the type label beside a clock.
pub const fn kind_words(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::National => "national target",
        ClockKind::NationalRetired => "former national target",
        ClockKind::LocalNamed | ClockKind::Operational => "local target",
    }
}
