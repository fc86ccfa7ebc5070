//! The stream of changes, and the poll for a browser or a network that lets no stream through.
//! A reader says up to which position it has seen everything and gets the rest, once, in order.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::live::{Frame, Live, RowEvent, Screen, beat_frame, change_text, event, plain};
use super::row::Desk;
use crate::problem::Problem;
use crate::visit::{IDLE_LOCK_MIN, Visit, no_store};

/// Where a reader stands and on which screen.
#[derive(Deserialize)]
pub(super) struct Asked {
    since: Option<u64>,
    #[serde(default)]
    wall: bool,
}

impl Asked {
    fn screen(&self) -> Screen {
        if self.wall { Screen::Wall } else { Screen::Board }
    }
}

/// Messages one connection may have waiting before it holds the hub's copy back.
const WAITING: usize = 8;

pub(super) async fn open(
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = asked.screen();
    // The browser's own word goes first: after a reconnection it knows better than the page.
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    // Subscribed before the gap is read: a change in between comes twice at most, and the position
    // tells the second one apart.
    let receiver = Live::subscribe(&visit.app);
    let (missed, seen) = match last.or(asked.since) {
        Some(since) => missed(&visit, since, screen).await?,
        None => (Vec::new(), 0),
    };
    let (sender, outgoing) = mpsc::channel(WAITING);
    tokio::spawn(serve(visit, receiver, sender, missed, seen, screen));
    let mut response = Body::from_stream(ReceiverStream::new(outgoing)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    no_store(&mut response);
    Ok(response)
}

/// What changed after a position, and up to where. More than one answer of the store holds: then
/// the page reads the whole list.
async fn missed(visit: &Visit, since: u64, screen: Screen) -> Result<(Vec<Bytes>, u64), Problem> {
    let at = visit.app.store.position().await?;
    if since > at {
        // Another database than the page was made from.
        return Ok((vec![plain("reload", "{\"whole\":true}").board], at));
    }
    let changes = visit.app.store.changes_since(since).await?;
    let desk = Desk::new(&visit.app.site, visit.now);
    let seen = changes.last().map_or(since, |change| change.position);
    Ok((changes.iter().map(|change| change_text(change, &desk, screen)).collect(), seen))
}

async fn serve(
    visit: Visit,
    mut receiver: Receiver<Frame>,
    sender: mpsc::Sender<Result<Bytes, Infallible>>,
    missed: Vec<Bytes>,
    seen: u64,
    screen: Screen,
) {
    // A closed channel is a browser that left: nothing to clean up.
    let hello = beat_frame(visit.app.clock.now());
    let first = [Bytes::from_static(b"retry: 2000\n\n"), hello.board];
    for text in first.into_iter().chain(missed) {
        if sender.send(Ok(text)).await.is_err() {
            return;
        }
    }
    loop {
        let frame = tokio::select! {
            () = sender.closed() => return,
            frame = receiver.recv() => frame,
        };
        let frame = match frame {
            Ok(frame) if frame.position != 0 && frame.position <= seen => continue,
            Ok(frame) => frame,
            Err(RecvError::Lagged(_)) => plain("reload", "{}"),
            Err(RecvError::Closed) => return,
        };
        if frame.is_beat && !still_signed_in(&visit, screen).await {
            return;
        }
        let text = if screen == Screen::Wall { frame.wall } else { frame.board };
        if !text.is_empty() && sender.send(Ok(text)).await.is_err() {
            return;
        }
    }
}

/// Whoever signed out, was locked out or left sees nothing more. The wall, which nobody touches,
/// stays until the session's absolute end.
pub(super) async fn still_signed_in(visit: &Visit, screen: Screen) -> bool {
    let Some(token) = visit.session else { return false };
    let Ok(Some((session, user))) = visit.app.store.session(token).await else { return false };
    let now = visit.app.clock.now();
    let idle_min = now.duration_since(session.last_seen).as_mins();
    if screen == Screen::Wall && idle_min >= 1 {
        let _ = visit.app.store.touch_session(token, now).await;
    }
    let age_h = now.duration_since(session.created_at).as_hours();
    let idle = screen == Screen::Board && idle_min >= IDLE_LOCK_MIN;
    user.active && !session.locked && !idle && age_h < crate::visit::SESSION_MAX_H
}

#[derive(serde::Serialize)]
struct Poll {
    now: String,
    position: u64,
    reload: bool,
    rows: Vec<RowEvent>,
}

/// Everything that changed after a position, as JSON.
pub(super) async fn changes(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let since = asked.since.ok_or_else(|| Problem::bad_request("Say since which position."))?;
    let at = visit.app.store.position().await?;
    let changes = visit.app.store.changes_since(since).await?;
    let desk = Desk::new(&visit.app.site, visit.now);
    let position = changes.last().map_or(since, |change| change.position);
    let rows = changes.iter().map(|change| event(change, &desk, asked.screen())).collect();
    let poll = Poll { now: visit.now.to_string(), position, reload: since > at, rows };
    let mut response = axum::Json(poll).into_response();
    no_store(&mut response);
    Ok(response)
}
