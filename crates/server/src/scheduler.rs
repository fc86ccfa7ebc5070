//! What happens without anyone asking: deadlines fire, messages leave.
//!
//! Both are durable rows. This task holds nothing: kill it anywhere and the next one carries on,
//! with "late by" where time was lost.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use notify::{Channel, Outgoing};
use store::{OutboxRow, Store};
use tokio::sync::broadcast::error::RecvError;
use web::Clock;

/// How messages leave this service. A channel that is not configured keeps its messages queued and
/// says so on the status page.
pub(crate) struct Channels {
    pub(crate) email: Option<Arc<dyn Channel>>,
    pub(crate) pager: Option<Arc<dyn Channel>>,
    /// Put before the path of a link: `https://cordline.example`.
    pub(crate) base_url: String,
}

/// At most this long between two looks at the deadlines.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(1);
/// At most this many rows in one go.
const BATCH: usize = 500;

/// Runs until the service stops.
pub(crate) async fn run(store: Arc<dyn Store>, clock: Arc<dyn Clock>, channels: Channels) {
    let mut changes = store.changes();
    loop {
        if let Err(error) = fire_and_send(&*store, &*clock, &channels).await {
            tracing::error!(error = %error, "the scheduler could not work; trying again");
        }
        let wait = until_next(&*store, &*clock).await;
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            change = changes.recv() => if let Err(RecvError::Closed) = change { return; }
        }
    }
}

/// One round: everything due fires, everything queued is tried.
pub(crate) async fn fire_and_send(
    store: &dyn Store,
    clock: &dyn Clock,
    channels: &Channels,
) -> Result<(), store::Error> {
    loop {
        let fired = store.fire_due(clock.now(), BATCH).await?;
        for one in &fired {
            tracing::info!(key = one.key, late_by_s = one.late_by.as_secs(), "deadline fired");
        }
        if fired.len() < BATCH {
            break;
        }
    }
    for row in store.outbox_due(clock.now(), BATCH).await? {
        send(store, clock, channels, &row).await?;
    }
    Ok(())
}

async fn send(
    store: &dyn Store,
    clock: &dyn Clock,
    channels: &Channels,
    row: &OutboxRow,
) -> Result<(), store::Error> {
    let channel = match row.channel {
        store::Channel::Email => channels.email.as_deref(),
        store::Channel::Pager => channels.pager.as_deref(),
    };
    let sent = match channel {
        Some(channel) => channel
            .send(&outgoing(row, &channels.base_url))
            .await
            .map_err(|error| with_cause(&error)),
        None => Err(format!("no {} channel is configured", row.channel.key())),
    };
    match sent {
        Ok(()) => store.outbox_sent(row.id, clock.now()).await,
        Err(error) => {
            tracing::warn!(
                channel = row.channel.key(),
                attempts = row.attempts,
                error,
                "message not sent"
            );
            let again = clock.now().checked_add(backoff(row.attempts)).unwrap_or(clock.now());
            store.outbox_failed(row.id, error, again).await
        }
    }
}

fn outgoing(row: &OutboxRow, base_url: &str) -> Outgoing {
    let link = match row.about {
        Some(store::Owner::Case(case)) => format!("\n\n{base_url}/cases/{case}"),
        Some(store::Owner::Draft(draft)) => format!("\n\n{base_url}/drafts/{draft}"),
        Some(store::Owner::Handover) => format!("\n\n{base_url}/handover/accept"),
        None => String::new(),
    };
    Outgoing {
        key: row.key.clone(),
        address: row.address.clone(),
        name: row.name.clone(),
        subject: row.subject.clone(),
        text: format!("{}{link}", row.text),
    }
}

fn with_cause(error: &notify::Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

/// 5 s, 10 s, 20 s … at most two minutes: an alert that waits an hour is no alert.
fn backoff(attempts: u32) -> SignedDuration {
    SignedDuration::from_secs((5_i64 << attempts.min(5)).min(120))
}

async fn until_next(store: &dyn Store, clock: &dyn Clock) -> Duration {
    let Ok(Some(due)) = store.next_deadline().await else { return LOOK_AT_LEAST_EVERY };
    let left = due.duration_since(clock.now()).as_millis();
    let left = Duration::from_millis(u64::try_from(left.max(5)).unwrap_or(1_000));
    left.min(LOOK_AT_LEAST_EVERY)
}
