//! The clients: each sends referral bundles one after the other and writes down every answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::ledger::Outcome;
use crate::bundle::{self, Template, case_of, taken};
use crate::http::Connection;

const PATIENCE: Duration = Duration::from_secs(30);

/// Clients at work until the server is gone.
pub(super) struct Clients {
    threads: Vec<JoinHandle<Vec<Outcome>>>,
    failures: Receiver<String>,
    killed: Arc<AtomicBool>,
}

pub(super) fn begin(
    address: &str,
    bundle: &Template,
    key: Option<&str>,
    count: usize,
    first: u64,
) -> Clients {
    let next = Arc::new(AtomicU64::new(first));
    let killed = Arc::new(AtomicBool::new(false));
    let (report, failures) = channel();
    let threads = (0..count)
        .map(|_| {
            let client = Client {
                address: address.to_owned(),
                bundle: bundle.clone(),
                key: key.map(str::to_owned),
                next: Arc::clone(&next),
                killed: Arc::clone(&killed),
                report: report.clone(),
            };
            std::thread::spawn(move || client.work())
        })
        .collect();
    Clients { threads, failures, killed }
}

impl Clients {
    /// Lets them work for a while; a refusal by a living server ends the wait.
    pub(super) fn failure_within(&self, life: Duration) -> Option<String> {
        let failure = self.failures.recv_timeout(life).ok();
        self.killed.store(true, Ordering::SeqCst);
        failure
    }

    /// Waits for all of them, after the kill, and collects what they were told.
    pub(super) fn finish(self) -> Vec<Outcome> {
        self.threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    }
}

struct Client {
    address: String,
    bundle: Template,
    key: Option<String>,
    next: Arc<AtomicU64>,
    killed: Arc<AtomicBool>,
    report: Sender<String>,
}

impl Client {
    fn work(self) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        if let Err(error) = self.until_cut_off(&mut outcomes)
            && !self.killed.load(Ordering::SeqCst)
        {
            // Nobody listens any more once the kill is under way.
            let _ = self.report.send(format!("{error:#}"));
        }
        outcomes
    }

    fn until_cut_off(&self, outcomes: &mut Vec<Outcome>) -> Result<()> {
        let mut connection = Connection::open(&self.address, PATIENCE)?;
        loop {
            let number = self.next.fetch_add(1, Ordering::SeqCst);
            let answer =
                match bundle::send(&mut connection, &self.bundle, number, self.key.as_deref()) {
                    Ok(answer) => answer,
                    Err(error) => {
                        outcomes.push(Outcome::Unknown { number });
                        return Err(error);
                    }
                };
            if !taken(&answer) {
                bail!("refused with {}: {}", answer.status, answer.text());
            }
            outcomes.push(Outcome::Acknowledged { number, case: case_of(&answer)? });
        }
    }
}

/// Sends acknowledged referrals once more: each must name the case it named before.
pub(super) fn ask_again(
    address: &str,
    bundle: &Template,
    key: Option<&str>,
    acknowledged: &[(u64, String)],
) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    if acknowledged.is_empty() {
        return Ok(lost);
    }
    let mut connection = Connection::open(address, PATIENCE)?;
    for (number, case) in acknowledged {
        let answer = bundle::send(&mut connection, bundle, *number, key)?;
        let now = case_of(&answer).with_context(|| format!("asking again for {number}"))?;
        if now != *case {
            lost.push(format!("XTASK-{number} (was {case}, now {now})"));
        }
    }
    Ok(lost)
}
