//! The board page: head, figures, rows in the chosen view. Everything on it works without script.

use std::sync::Arc;

use access::Action;
use axum::extract::RawQuery;
use axum::response::Response;
use maud::{Markup, html};
use pathway::board::BoardRow;
use store::{BOARD, BoardFilter, Seen};

use super::arrange::{self, Own};
use super::head;
use super::row::Desk;
use super::view::{BoardView, Choice, figures};
use crate::problem::Problem;
use crate::ui::{self, BoardCount, BoardSource};
use crate::visit::{View, Visit, to};

pub(super) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let kept = kept(&visit).await?;
    if query.is_empty()
        && let Some(kept) = kept.filter(|kept| *kept != Choice::default())
    {
        return Ok(to(&kept.href()));
    }
    let choice = Choice::parse(&query);
    keep(&visit, choice, kept).await?;
    // Read before the rows: what happens in between comes again by the stream, never not at all.
    let position = visit.app.store.position().await?;
    let filter = BoardFilter { closed: choice.closed, ..BoardFilter::default() };
    let rows = visit.app.store.board(filter).await?;
    let head = head::markup(&visit.app, visit.now).await?;
    visit.app.store.saw(Seen {
        case: None,
        actor: visit.actor(pathway::Role::Coordinator),
        now: visit.now,
        page: "board".into(),
    });
    let body = if choice.closed {
        closed(&visit, &rows)
    } else {
        let own = Own::of(&visit).await?;
        open(&visit, choice, &own, &rows, &head, position)
    };
    let live: &[&ui::assets::Asset] = &[&ui::assets::STREAM_JS, &ui::assets::BOARD_JS];
    Ok(visit.page(View {
        scripts: if choice.closed { &[] } else { live },
        refresh: !choice.closed,
        heading: choice.closed.then_some("Closed cases"),
        class: if choice.compact { "compact" } else { "" },
        ..View::new("Board", body)
    }))
}

async fn kept(visit: &Visit) -> Result<Option<Choice>, Problem> {
    let Some(user) = visit.user() else { return Ok(None) };
    let kept = visit.app.store.preference(user.id, BOARD.into()).await?;
    Ok(kept.map(|query| Choice { closed: false, ..Choice::parse(&query) }))
}

/// Keeps the choice for next time, unless it is the one kept already. Looking at closed cases is a
/// visit, not a habit.
async fn keep(visit: &Visit, choice: Choice, kept: Option<Choice>) -> Result<(), Problem> {
    let Some(user) = visit.user().filter(|_| !choice.closed) else { return Ok(()) };
    if kept.unwrap_or_default() != choice {
        let act = visit.act();
        visit.app.store.set_preference(act, user.id, BOARD.into(), choice.query()).await?;
    }
    Ok(())
}

fn open(
    visit: &Visit,
    choice: Choice,
    own: &Own,
    rows: &[Arc<BoardRow>],
    head: &Markup,
    position: u64,
) -> Markup {
    let site = &visit.app.site;
    let desk = Desk::new(site, visit.now);
    let person = visit.user().map_or("", |user| user.name.as_str());
    let now_words = visit.now.to_zoned_datetime(desk.zone.clone()).strftime("%H:%M:%S").to_string();
    let source = BoardSource {
        stream: "/board/stream",
        poll: "/board/changes",
        phone: &site.coordinator_phone,
        shortcuts: own.shortcuts,
        sound: false,
        now_words: &now_words,
        time_zone: &site.zone,
        position,
        view: if choice.view == BoardView::All { "" } else { choice.view.key() },
        person,
        group: choice.group.key(),
        pins: &own.pins_text(),
        back: &choice.href(),
        may_acknowledge: visit.may(Action::Acknowledge),
        may_progress: visit.may(Action::RecordProgress),
    };
    let shown: Vec<&BoardRow> = rows
        .iter()
        .map(AsRef::as_ref)
        .filter(|row| choice.view.shows(row, person, visit.now))
        .collect();
    let shown = arrange::rows(shown, choice.group, own, &desk);
    html! {
        h1 class="visually-hidden" { "Board" }
        div data-head { (head) }
        @if choice.view != BoardView::All {
            p { "Only \"" (choice.view.words()) "\", and every emergency not acknowledged." }
        }
        (ui::board(&source, &counts(rows, choice, visit.now), &arrange::choices(choice), &shown))
        (foot(choice))
        (crate::demo::clock_control(visit))
    }
}

fn counts(rows: &[Arc<BoardRow>], choice: Choice, now: jiff::Timestamp) -> Vec<BoardCount> {
    let figures = figures(rows, now);
    let views = BoardView::ALL.into_iter();
    views
        .map(|(view, key)| BoardCount {
            name: view.key().to_owned(),
            label: view.words().to_owned(),
            count: figures.iter().find(|(of, _)| *of == view).map(|(_, count)| *count),
            href: Choice { view, ..choice }.href(),
            current: view == choice.view,
            key,
        })
        .collect()
}

fn foot(choice: Choice) -> Markup {
    html! {
        p class="cluster small" {
            a href="/board/wall" { "Wall board" }
            a href=(Choice { closed: true, ..choice }.href()) { "Closed cases" }
            a href="/handover" data-key="h" { "Handover" }
            a href="/phone" data-key="c" { "Take a call" }
            a href="/search" data-key="/" { "Search" }
        }
    }
}

fn closed(visit: &Visit, rows: &[Arc<BoardRow>]) -> Markup {
    html! {
        p { a href=(Choice::default().href()) { "Back to open cases" } }
        @if rows.is_empty() {
            (ui::empty_state(html! { p { "No closed cases. A case appears here when someone closes it with an outcome." } }))
        } @else {
            div class="table-frame" tabindex="0" role="region" aria-label="Closed cases" {
                table {
                    thead { tr { th scope="col" { "Patient" } th scope="col" { "Reference" } th scope="col" { "Outcome" } th scope="col" { "Closed" } } }
                    tbody {
                        @for row in rows {
                            tr {
                                th scope="row" { a href={ "/cases/" (row.case) } data-private { (row.person.name()) } }
                                td { (row.reference) }
                                td { (row.outcome.as_deref().unwrap_or("Not known")) }
                                td { (visit.time(row.changed_at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
