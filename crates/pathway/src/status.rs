//! Where a case stands, in one ordered function. Never stored by hand.

use serde::{Deserialize, Serialize};

use crate::case::Case;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Received; nobody has acknowledged it.
    Unacknowledged,
    /// Taken on; no scan yet.
    AwaitingImaging,
    /// Scanned; no report yet.
    AwaitingReport,
    /// Reported, or no scan needed; no decision yet.
    AwaitingDecision,
    /// Decided; treatment has not begun.
    AwaitingTreatment,
    /// Treatment has begun.
    Treated,
    /// Closed.
    Closed,
}

impl Status {
    /// Every status, in the order a case passes them.
    pub const ALL: [Self; 7] = [
        Self::Unacknowledged,
        Self::AwaitingImaging,
        Self::AwaitingReport,
        Self::AwaitingDecision,
        Self::AwaitingTreatment,
        Self::Treated,
        Self::Closed,
    ];

    /// Of one case. The first line that holds wins.
    pub fn of(case: &Case) -> Self {
        if case.closed.is_some() {
            Self::Closed
        } else if case.acknowledged.is_none() {
            Self::Unacknowledged
        } else if case.treatment.started().is_some() {
            Self::Treated
        } else if case.treatment.decided.as_ref().is_some_and(|(decided, _)| decided.is_a_plan()) {
            Self::AwaitingTreatment
        } else if case.imaging.reported.is_some() {
            Self::AwaitingDecision
        } else if case.imaging.acquired.is_some() {
            Self::AwaitingReport
        } else {
            Self::AwaitingImaging
        }
    }

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unacknowledged => "unacknowledged",
            Self::AwaitingImaging => "awaiting-imaging",
            Self::AwaitingReport => "awaiting-report",
            Self::AwaitingDecision => "awaiting-decision",
            Self::AwaitingTreatment => "awaiting-treatment",
            Self::Treated => "treated",
            Self::Closed => "closed",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unacknowledged => "Not acknowledged",
            Self::AwaitingImaging => "Awaiting scan",
            Self::AwaitingReport => "Awaiting report",
            Self::AwaitingDecision => "Awaiting decision",
            Self::AwaitingTreatment => "Awaiting treatment",
            Self::Treated => "Treatment begun",
            Self::Closed => "Closed",
        }
    }
}
