//! The test adapter: keeps what was sent, sends nothing.

use std::sync::{Mutex, PoisonError};

use crate::{Channel, Outgoing, Sending};

/// Keeps every message in memory. The demonstration shows them; tests count them.
#[derive(Debug, Default)]
pub struct Recorder(Mutex<Vec<Outgoing>>);

/// The demonstration runs for days; only the latest messages are kept.
const KEPT_MAX: usize = 1_000;

impl Recorder {
    /// Everything kept, oldest first.
    pub fn sent(&self) -> Vec<Outgoing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Channel for Recorder {
    fn send<'a>(&'a self, message: &'a Outgoing) -> Sending<'a> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        kept.push(message.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}
