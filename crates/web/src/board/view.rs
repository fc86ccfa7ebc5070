//! The named views of the board and the figures over it. Which rows a view holds is decided here
//! and, for changes that arrive while a page is open, by `assets/board.js` from the row's own
//! attributes.

use jiff::{SignedDuration, Timestamp};
use pathway::board::BoardRow;
use pathway::clock::Stage;
use pathway::status::Status;
use rules::Tier;

/// A view of the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BoardView {
    /// Every open case.
    #[default]
    All,
    /// Cases this person took on or has a task in.
    My,
    /// Nobody has acknowledged them.
    Unacknowledged,
    /// Taken on, not scanned.
    AwaitingMri,
    /// Breached, or within two hours of it.
    Breach,
    /// Something is owed between two hospitals: an answer, images, an opinion.
    Transfers,
    /// Treatment has begun.
    FollowUp,
    /// A clock has passed its red point.
    AtRisk,
    /// Reported, not decided.
    Decision,
}

/// How near a breach the view "breach" looks.
const NEAR_BREACH_H: i64 = 2;

impl BoardView {
    /// Every view, in the order shown. The digit is its key in the list.
    pub(super) const ALL: [(Self, Option<char>); 9] = [
        (Self::Unacknowledged, Some('2')),
        (Self::AtRisk, None),
        (Self::Breach, Some('4')),
        (Self::AwaitingMri, Some('3')),
        (Self::Decision, None),
        (Self::Transfers, Some('5')),
        (Self::FollowUp, Some('6')),
        (Self::My, Some('1')),
        (Self::All, None),
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::My => "my",
            Self::Unacknowledged => "unacknowledged",
            Self::AwaitingMri => "awaiting-mri",
            Self::Breach => "breach",
            Self::Transfers => "transfers",
            Self::FollowUp => "follow-up",
            Self::AtRisk => "at-risk",
            Self::Decision => "decision",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().map(|(view, _)| view).find(|view| view.key() == key)
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::All => "All open",
            Self::My => "My",
            Self::Unacknowledged => "Unacknowledged",
            Self::AwaitingMri => "Awaiting MRI",
            Self::Breach => "Breached or < 2 h",
            Self::Transfers => "Transfers",
            Self::FollowUp => "Follow-up",
            Self::AtRisk => "At risk",
            Self::Decision => "Decision",
        }
    }

    /// Whether a page in this view shows the row. An emergency that nobody has acknowledged shows
    /// in every view: no filter hides it.
    pub(super) fn shows(self, row: &BoardRow, person: &str, now: Timestamp) -> bool {
        interrupts(row) || self.holds(row, person, now)
    }

    /// Whether the row belongs to this view.
    pub(super) fn holds(self, row: &BoardRow, person: &str, now: Timestamp) -> bool {
        let runs = |clock: &str| row.clocks.iter().any(|c| c.id == clock && c.runs());
        match self {
            Self::All => true,
            Self::My => !person.is_empty() && people(row).any(|name| name == person),
            Self::Unacknowledged => row.acknowledged.is_none(),
            Self::AwaitingMri => row.status == Status::AwaitingImaging,
            Self::Breach => {
                let soon = SignedDuration::from_hours(NEAR_BREACH_H);
                row.soonest_due().is_some_and(|due| due.duration_since(now) < soon)
            }
            Self::Transfers => {
                row.awaiting_referrer.is_some() || ["CLK-IMGX", "CLK-OPIN2"].into_iter().any(runs)
            }
            Self::FollowUp => row.status == Status::Treated,
            Self::AtRisk => row.clocks.iter().any(|clock| clock.stage(now) == Stage::AtRisk),
            Self::Decision => row.status == Status::AwaitingDecision,
        }
    }
}

/// Whether this row may interrupt people: an emergency that nobody has acknowledged.
pub(super) fn interrupts(row: &BoardRow) -> bool {
    row.acknowledged.is_none()
        && row.status != Status::Closed
        && matches!(row.tier, Tier::E0 | Tier::E1)
}

/// Who has a case in hand: whoever took it on, and the owners of its tasks.
pub(super) fn people(row: &BoardRow) -> impl Iterator<Item = &str> {
    let by = row.acknowledged.iter().map(|acknowledged| acknowledged.by.as_str());
    by.chain(row.tasks.iter().map(|task| task.owner.as_str()))
}

/// The figures over the board. "My" has none: it would differ from screen to screen.
pub(super) fn figures(rows: &[impl AsRef<BoardRow>], now: Timestamp) -> Vec<(BoardView, usize)> {
    let counted = BoardView::ALL.into_iter().map(|(view, _)| view).filter(|v| *v != BoardView::My);
    counted
        .map(|view| (view, rows.iter().filter(|row| view.holds(row.as_ref(), "", now)).count()))
        .collect()
}

/// How the rows are gathered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Group {
    /// Not at all: one list, soonest breach first.
    #[default]
    Nothing,
    /// By urgency.
    Urgency,
    /// By where the person is.
    Place,
}

impl Group {
    /// Every way, in the order shown.
    pub(super) const ALL: [Self; 3] = [Self::Nothing, Self::Urgency, Self::Place];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Urgency => "urgency",
            Self::Place => "place",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.key() == key)
    }

    /// What the key `g` goes to.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Nothing => Self::Urgency,
            Self::Urgency => Self::Place,
            Self::Place => Self::Nothing,
        }
    }
}

/// What a person chose for their board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) view: BoardView,
    pub(super) group: Group,
    pub(super) compact: bool,
    pub(super) closed: bool,
}

impl Choice {
    /// From a query string or the kept preference. Words that are none of ours are ignored.
    pub(super) fn parse(query: &str) -> Self {
        let mut choice = Self::default();
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("view", key)) => choice.view = BoardView::from_key(key).unwrap_or_default(),
                Some(("group", key)) => choice.group = Group::from_key(key).unwrap_or_default(),
                Some(("density", density)) => choice.compact = density == "compact",
                Some(("closed", yes)) => choice.closed = yes == "yes",
                _ => {}
            }
        }
        choice
    }

    /// The query string that brings this board up for anyone.
    pub(super) fn query(self) -> String {
        let mut query = format!("view={}", self.view.key());
        if self.group != Group::Nothing {
            query.push_str("&group=");
            query.push_str(self.group.key());
        }
        if self.compact {
            query.push_str("&density=compact");
        }
        if self.closed {
            query.push_str("&closed=yes");
        }
        query
    }

    pub(super) fn href(self) -> String {
        format!("/board?{}", self.query())
    }
}
