//! What every open board is told. Each change is rendered once, as a row and as a tile of the wall,
//! and the bytes are shared by however many boards are open: a board costs a channel, not a page.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use jiff::Timestamp;
use pathway::CaseId;
use pathway::status::Status;
use serde::Serialize;
use store::{BoardFilter, Change};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

use super::head;
use super::row::{self, Desk};
use super::view::{figures, interrupts};
use crate::app::{App, WeakApp};
use crate::urgency::staff_view;

/// Seconds between heartbeats; two missed ones and the page says that it is not live.
const BEAT_S: u64 = 10;
/// Figures over the board follow a burst of changes after this time, once.
const FIGURES_AFTER_MS: u64 = 250;
/// Changes a slow board may lag behind before it is told to read the list again.
const BACKLOG: usize = 256;

/// One message to every open board, ready to be written.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// For the board.
    pub(super) board: Bytes,
    /// For the wall.
    pub(super) wall: Bytes,
    /// Position of the change; 0 for what is no change.
    pub(super) position: u64,
    /// A heartbeat: the moment to ask whether the session still stands.
    pub(super) is_beat: bool,
}

/// The hub between the store and the open boards.
pub(crate) struct Live {
    sender: broadcast::Sender<Frame>,
    runs: AtomicBool,
    head: Mutex<String>,
}

impl Live {
    /// A hub that begins to listen when the first board opens.
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::Sender::new(BACKLOG),
            runs: AtomicBool::new(false),
            head: Mutex::default(),
        }
    }

    /// Everything from now on.
    pub(super) fn subscribe(app: &App) -> broadcast::Receiver<Frame> {
        let live = app.live();
        let receiver = live.sender.subscribe();
        if !live.runs.swap(true, Ordering::SeqCst) {
            // Subscribed before the task runs, so that nothing falls between.
            let changes = app.store.changes();
            tokio::spawn(run(app.downgrade(), changes));
        }
        receiver
    }

    fn send(&self, frame: Frame) {
        // Nobody listens: nobody needs to hear it.
        let _ = self.sender.send(frame);
    }

    fn is_heard(&self) -> bool {
        self.sender.receiver_count() > 0
    }
}

async fn run(weak: WeakApp, mut changes: broadcast::Receiver<Change>) {
    let mut beat = tokio::time::interval(Duration::from_secs(BEAT_S));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut figures_wait = false;
    loop {
        tokio::select! {
            change = changes.recv() => {
                let Some(app) = weak.upgrade() else { return };
                match change {
                    Ok(change) if app.live().is_heard() => {
                        app.live().send(change_frame(&app, &change));
                        figures_wait = true;
                    }
                    Ok(_) => {}
                    // So many at once that the list is read anew.
                    Err(RecvError::Lagged(_)) => app.live().send(plain("reload", "{}")),
                    Err(RecvError::Closed) => return,
                }
            }
            () = tokio::time::sleep(Duration::from_millis(FIGURES_AFTER_MS)), if figures_wait => {
                figures_wait = false;
                let Some(app) = weak.upgrade() else { return };
                tell_figures(&app).await;
            }
            _ = beat.tick() => {
                let Some(app) = weak.upgrade() else { return };
                for case in app.presence().expire(Instant::now()) {
                    tell_here(&app, case);
                }
                if app.live().is_heard() {
                    app.live().send(Frame { is_beat: true, ..beat_frame(app.clock.now()) });
                    tell_head(&app).await;
                }
            }
        }
    }
}

/// The figures over the list, after something changed.
async fn tell_figures(app: &App) {
    let Ok(rows) = app.store.board(BoardFilter::default()).await else { return };
    let counts: serde_json::Map<_, _> = figures(&rows, app.clock.now())
        .into_iter()
        .map(|(view, count)| (view.key().to_owned(), count.into()))
        .collect();
    app.live().send(plain("summary", &serde_json::json!({ "counts": counts }).to_string()));
}

/// Who is on call and what was left behind, when either changed.
async fn tell_head(app: &App) {
    let Ok(markup) = head::markup(app, app.clock.now()).await else { return };
    let html = markup.into_string();
    {
        let mut told = app.live().head.lock().unwrap_or_else(PoisonError::into_inner);
        if *told == html {
            return;
        }
        told.clone_from(&html);
    }
    app.live().send(plain("head", &serde_json::json!({ "html": html }).to_string()));
}

/// Who is on the pages of a case, when somebody came or went.
pub(crate) fn tell_here(app: &App, case: CaseId) {
    let names = app.presence().names(case);
    let data = serde_json::json!({ "case": case.to_string(), "names": names }).to_string();
    // Not for the wall, which shows no case by name.
    app.live().send(Frame { wall: Bytes::new(), ..plain("here", &data) });
}

/// A change as the boards take it, by stream and by poll.
#[derive(Serialize)]
pub(super) struct RowEvent {
    case: String,
    html: Option<String>,
    interrupt: Option<String>,
    position: u64,
    version: u64,
}

/// Which screen an event is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Screen {
    Board,
    Wall,
}

pub(super) fn event(change: &Change, desk: &Desk<'_>, screen: Screen) -> RowEvent {
    let open = change.row.status != Status::Closed;
    let render = |row: &pathway::board::BoardRow| match screen {
        Screen::Board => row::row(row, desk, false),
        Screen::Wall => row::tile(row, desk),
    };
    let words = || {
        let tier = staff_view(change.row.tier, change.row.tier_due, None, desk.site, desk.now);
        format!("{}. Not acknowledged. {}", tier.words(), change.row.location)
    };
    RowEvent {
        case: change.case.to_string(),
        html: open.then(|| render(&change.row).into_string()),
        interrupt: (change.interrupt && interrupts(&change.row)).then(words),
        position: change.position,
        version: change.row.version,
    }
}

fn change_frame(app: &App, change: &Change) -> Frame {
    let desk = Desk::new(&app.site, app.clock.now());
    Frame {
        board: change_text(change, &desk, Screen::Board),
        wall: change_text(change, &desk, Screen::Wall),
        position: change.position,
        is_beat: false,
    }
}

/// One change as text of the stream.
pub(super) fn change_text(change: &Change, desk: &Desk<'_>, screen: Screen) -> Bytes {
    let data = serde_json::to_string(&event(change, desk, screen)).unwrap_or_default();
    text("row", Some(change.position), &data)
}

/// "I am here": the server's time.
pub(super) fn beat_frame(now: Timestamp) -> Frame {
    plain("beat", &serde_json::json!({ "now": now.to_string() }).to_string())
}

/// A message that is the same for every screen.
pub(super) fn plain(kind: &str, data: &str) -> Frame {
    let text = text(kind, None, data);
    Frame { board: text.clone(), wall: text, position: 0, is_beat: false }
}

/// JSON has no line breaks of its own, so one `data:` line holds it.
fn text(kind: &str, id: Option<u64>, data: &str) -> Bytes {
    let id = id.map_or_else(String::new, |id| format!("id: {id}\n"));
    Bytes::from(format!("event: {kind}\n{id}data: {data}\n\n"))
}
