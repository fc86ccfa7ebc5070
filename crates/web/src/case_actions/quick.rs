//! The quick actions: what each says when it is done, and the offer to take it back. The offer
//! travels to the next page in a cookie that lives as long as it holds: opaque ids, no words.

use axum::http::HeaderValue;
use maud::{Markup, html};
use pathway::CaseId;
use pathway::correction::UNDO_S;
use store::Outcome;

use crate::guard::set_cookie;
use crate::problem::Problem;
use crate::ui;
use crate::visit::Visit;

/// A quick action that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quick {
    Acknowledged,
    Note,
    Call,
    Chase,
    Task,
    TaskDone,
    Waiting,
    Answered,
    Delay,
    Step,
}

impl Quick {
    const ALL: [Self; 10] = [
        Self::Acknowledged,
        Self::Note,
        Self::Call,
        Self::Chase,
        Self::Task,
        Self::TaskDone,
        Self::Waiting,
        Self::Answered,
        Self::Delay,
        Self::Step,
    ];

    /// Short and stable, for the cookie.
    const fn key(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Note => "note",
            Self::Call => "call",
            Self::Chase => "chase",
            Self::Task => "task",
            Self::TaskDone => "task-done",
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Delay => "delay",
            Self::Step => "step",
        }
    }

    /// The form it came from.
    pub(super) const fn part(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledge",
            Self::Note => "note",
            Self::Call => "call",
            Self::Chase => "chase",
            Self::Task | Self::TaskDone => "task",
            Self::Waiting | Self::Answered => "await",
            Self::Delay => "delay",
            Self::Step => "milestone",
        }
    }

    /// Said when it is on disk.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Acknowledged => "Acknowledged. The ladder has stopped.",
            Self::Note => "Note added.",
            Self::Call => "Call logged.",
            Self::Chase => "Chase logged.",
            Self::Task => "Next action set.",
            Self::TaskDone => "Task done.",
            Self::Waiting => "Waiting for the referrer. No other clock has paused.",
            Self::Answered => "The referrer's answer is recorded.",
            Self::Delay => "Reason logged.",
            Self::Step => "Recorded.",
        }
    }

    /// The stored name of the event it leaves.
    const fn event(self) -> &'static str {
        match self {
            Self::Acknowledged => "Acknowledged",
            Self::Note => "NoteAdded",
            Self::Call => "CallLogged",
            Self::Chase => "ChaseLogged",
            Self::Task => "TaskSet",
            Self::TaskDone => "TaskDone",
            Self::Waiting | Self::Answered | Self::Step => "MilestoneRecorded",
            Self::Delay => "DelayLogged",
        }
    }
}

/// What was done a moment ago, and the entry that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JustDone {
    case: CaseId,
    entry: u64,
    quick: Quick,
}

impl JustDone {
    /// The cookie's name.
    pub(crate) const COOKIE: &str = "cordline_done";

    /// The entry that a command has just made; `None` for an answer that was given before.
    pub(super) async fn find(
        visit: &Visit,
        quick: Quick,
        outcome: &Outcome,
    ) -> Result<Option<Self>, Problem> {
        let Outcome::Done { case, version, replayed: false, .. } = *outcome else {
            return Ok(None);
        };
        let file = visit.app.store.case(case).await?.ok_or_else(Problem::not_found)?;
        let upto = file.history.iter().rev().filter(|entry| entry.version <= version);
        let entry = upto.into_iter().find(|entry| entry.event.name() == quick.event());
        Ok(entry.map(|entry| Self { case, entry: entry.version, quick }))
    }

    /// From the cookie; anything that is none of ours is nothing.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (case, rest) = text.split_once('.')?;
        let (entry, key) = rest.split_once('.')?;
        let quick = Quick::ALL.into_iter().find(|quick| quick.key() == key)?;
        Some(Self { case: case.parse().ok()?, entry: entry.parse().ok()?, quick })
    }

    /// Kept by the browser for as long as the offer holds.
    pub(super) fn cookie(self, secure: bool) -> Option<HeaderValue> {
        let value = format!("{}.{}.{}", self.case, self.entry, self.quick.key());
        HeaderValue::from_str(&set_cookie(Self::COOKIE, &value, UNDO_S, secure)).ok()
    }

    /// Forgets it.
    pub(super) fn forget(secure: bool) -> Option<HeaderValue> {
        HeaderValue::from_str(&set_cookie(Self::COOKIE, "", 0, secure)).ok()
    }

    /// "Undo" for ten seconds, "Correct this entry" after them. With a page to return to it is a plain
    /// form; without one the script sends it and stays.
    pub(super) fn offer(self, visit: &Visit, back: Option<&str>) -> Markup {
        let (case, entry) = (self.case, self.entry);
        html! {
            form class="undo" method="post" action={ "/cases/" (case) "/entry/" (entry) "/undo" }
                data-undo=(UNDO_S) data-quick[back.is_none()] {
                (ui::hidden("key", &format!("undo:{case}:{entry}")))
                @if let Some(back) = back { (ui::hidden("next", back)) }
                button class="button-small" type="submit" { "Undo" }
            }
            @if visit.may(access::Action::CorrectEntry) {
                a class="after-undo" href={ "/cases/" (case) "/entry/" (entry) "/correct" } {
                    "Correct this entry"
                }
            }
        }
    }

    /// The confirmation on the next page.
    pub(crate) fn notice(self, visit: &Visit) -> Markup {
        ui::notice(
            ui::Tone::Done,
            self.quick.words(),
            html! { div class="cluster" role="status" { (self.offer(visit, Some(&visit.path))) } },
        )
    }
}
