//! How one person arranges the list: what they keep at the top, how rows are gathered, whether single
//! keys do anything. Kept on the server by user. An emergency nobody has acknowledged stays above all
//! of it: no choice of one's own hides it.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use pathway::CaseId;
use pathway::board::BoardRow;
use store::{BoardFilter, PINS, SHORTCUTS};

use super::row::{self, Desk};
use super::view::{BoardView, Choice, Group};
use crate::case_actions::ByScript;
use crate::form::Form;
use crate::problem::Problem;
use crate::sign_in::own_path;
use crate::ui;
use crate::visit::{Visit, to};

/// Rows one person may keep at the top: past that, nothing is on top any more.
const PINS_MAX: usize = 20;

/// What is one's own, beside the choice in the address.
pub(super) struct Own {
    pins: BTreeSet<CaseId>,
    pub(super) shortcuts: bool,
}

impl Own {
    pub(super) async fn of(visit: &Visit) -> Result<Self, Problem> {
        let pins = parse(kept(visit, PINS).await?.as_deref().unwrap_or_default());
        let shortcuts = kept(visit, SHORTCUTS).await?.as_deref() != Some("off");
        Ok(Self { pins, shortcuts })
    }

    pub(super) fn pins_text(&self) -> String {
        text(&self.pins)
    }
}

async fn kept(visit: &Visit, key: &str) -> Result<Option<String>, Problem> {
    let Some(user) = visit.user() else { return Ok(None) };
    Ok(visit.app.store.preference(user.id, key.into()).await?)
}

fn parse(text: &str) -> BTreeSet<CaseId> {
    text.split(' ').filter_map(|id| id.parse().ok()).collect()
}

fn text(pins: &BTreeSet<CaseId>) -> String {
    pins.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Rows in their order, under what they have in common when they are gathered. The script puts a
/// changed row in its place by the same order.
pub(super) fn rows(shown: Vec<&BoardRow>, group: Group, own: &Own, desk: &Desk<'_>) -> Vec<Markup> {
    // Already in the order of the board; gathering keeps it within each group.
    let mut groups: BTreeMap<(u8, String), (String, Vec<Markup>)> = BTreeMap::new();
    for one in shown {
        let pinned = own.pins.contains(&one.case);
        let (lane, key, words) = if one.tier.is_emergency() && one.acknowledged.is_none() {
            (0, String::new(), "Not acknowledged".to_owned())
        } else if pinned {
            (1, String::new(), "Pinned".to_owned())
        } else {
            let place = one.location.trim();
            match group {
                Group::Nothing => (2, String::new(), "All others".to_owned()),
                Group::Urgency => (2, format!("{:02}", one.tier.rank()), one.tier.words().into()),
                Group::Place if place.is_empty() => (2, "~".into(), "Place not known".to_owned()),
                Group::Place => (2, place.to_lowercase(), place.to_owned()),
            }
        };
        let place = groups.entry((lane, key)).or_insert_with(|| (words, Vec::new()));
        place.1.push(row::row(one, desk, pinned));
    }
    let plain = group == Group::Nothing && !groups.keys().any(|(lane, _)| *lane == 1);
    groups
        .into_values()
        .flat_map(|(words, rows)| {
            let head = (!plain).then(|| ui::board_group(&words, rows.len()));
            head.into_iter().chain(rows)
        })
        .collect()
}

/// The links over the list.
pub(super) fn choices(choice: Choice) -> Markup {
    let here = |on: bool| on.then_some("true");
    let all = Choice { view: BoardView::All, ..choice };
    html! {
        nav class="cluster small arrange screen-only" aria-label="Arrange the list" {
            span { "Gather by" }
            @for group in Group::ALL {
                @let on = choice.group == group;
                @let next = choice.group.next() == group;
                a href={ (Choice { group, ..choice }.href()) @if next { "#list" } } aria-current=[here(on)]
                    data-key=[next.then_some("g")] { (group.key()) }
            }
            span { "Rows" }
            @for (compact, words) in [(false, "comfortable"), (true, "compact")] {
                a href=(Choice { compact, ..choice }.href()) aria-current=[here(choice.compact == compact)] { (words) }
            }
            a href=(all.href()) { "Clear filters" }
        }
    }
}

/// Keeps a case at the top of one's own board, or lets it go.
pub(super) async fn pin(visit: Visit, by: ByScript, form: Form) -> Result<Response, Problem> {
    let user = visit.user().ok_or_else(Problem::sign_in_first)?;
    let case = |name| form.some(name).map(str::parse::<CaseId>);
    let mut pins = parse(kept(&visit, PINS).await?.as_deref().unwrap_or_default());
    let open = visit.app.store.board(BoardFilter::default()).await?;
    pins.retain(|pin| open.iter().any(|row| row.case == *pin));
    let words = match (case("pin"), case("unpin")) {
        (Some(Ok(case)), _) if pins.len() >= PINS_MAX && !pins.contains(&case) => {
            let words = "Twenty rows are pinned already. Unpin one first.";
            return Err(Problem::bad_request(words));
        }
        (Some(Ok(case)), _) if open.iter().any(|row| row.case == case) => {
            pins.insert(case);
            "Pinned for you. Emergencies nobody has acknowledged still stand above."
        }
        (None, Some(Ok(case))) => {
            pins.remove(&case);
            "Unpinned."
        }
        _ => return Err(Problem::not_found()),
    };
    visit.app.store.set_preference(visit.act(), user.id, PINS.into(), text(&pins)).await?;
    Ok(answer(by, words, own_path(form.get("next")).unwrap_or("/board")))
}

/// Switches single-key shortcuts on or off, for this person on every device.
pub(super) async fn shortcuts(visit: Visit, by: ByScript, form: Form) -> Result<Response, Problem> {
    let user = visit.user().ok_or_else(Problem::sign_in_first)?;
    let (value, words) = if form.ticked("on") {
        ("on", "Single-key shortcuts are on.")
    } else {
        ("off", "Single-key shortcuts are off. The button \"Shortcuts\" turns them on again.")
    };
    visit.app.store.set_preference(visit.act(), user.id, SHORTCUTS.into(), value.into()).await?;
    Ok(answer(by, words, "/board"))
}

fn answer(by: ByScript, words: &str, next: &str) -> Response {
    if by.0 { html! { p data-toast { (words) } }.into_response() } else { to(next) }
}
