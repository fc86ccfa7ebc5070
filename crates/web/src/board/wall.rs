//! The wall: what a whole room may read from five metres. Initials and age only.

use axum::response::Response;
use maud::{Markup, html};
use store::{BoardFilter, Seen};

use super::row::{self, Desk};
use crate::problem::Problem;
use crate::ui::{self, BoardSource};
use crate::visit::{SESSION_MAX_H, View, Visit};

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let position = visit.app.store.position().await?;
    let rows = visit.app.store.board(BoardFilter::default()).await?;
    visit.app.store.saw(Seen {
        case: None,
        actor: visit.actor(pathway::Role::Coordinator),
        now: visit.now,
        page: "wall".into(),
    });
    let site = &visit.app.site;
    let desk = Desk::new(site, visit.now);
    let now_words = visit.now.to_zoned_datetime(desk.zone.clone()).strftime("%H:%M:%S").to_string();
    let source = BoardSource {
        stream: "/board/stream?wall=true",
        poll: "/board/changes?wall=true",
        phone: &site.coordinator_phone,
        shortcuts: false,
        sound: false,
        now_words: &now_words,
        time_zone: &site.zone,
        position,
        view: "",
        person: "",
        group: "",
        pins: "",
        back: "",
        may_acknowledge: false,
        may_progress: false,
    };
    let tiles: Vec<Markup> = rows.iter().map(|row| row::tile(row, &desk)).collect();
    let body = html! {
        h1 class="visually-hidden" { "Wall board" }
        (ui::wall(&source, &tiles))
        p class="small" {
            "Read only. Initials and age, no names. This screen stays signed in for at most "
            (SESSION_MAX_H) " hours; then sign in again. "
            a href="/board" { "Back to the board" }
        }
    };
    Ok(visit.page(View {
        heading: None,
        scripts: &[&ui::assets::STREAM_JS, &ui::assets::BOARD_JS],
        class: "wall",
        refresh: true,
        idle_lock: false,
        ..View::new("Wall board", body)
    }))
}
