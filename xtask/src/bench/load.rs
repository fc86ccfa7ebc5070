//! The load generator: closed loop (each client waits for its answer) and open loop (arrivals come
//! at a fixed rate whether or not the server keeps up, which shows what a closed loop hides).
//!
//! It runs on the same cores as the server, with one thread a connection and no client library.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::percentile;
use crate::bundle::{self, Template, taken};
use crate::http::Connection;

const PATIENCE: Duration = Duration::from_secs(30);

/// Where the load goes and what it is.
pub(super) struct Load<'a> {
    pub(super) address: &'a str,
    pub(super) bundle: &'a Template,
    pub(super) key: Option<&'a str>,
    /// Numbers from here on are new referrals.
    pub(super) first: u64,
}

/// What came of it.
pub(super) struct Sample {
    /// Milliseconds of every answer, in order of size.
    pub(super) ms: Vec<f64>,
    pub(super) seconds: f64,
}

impl Sample {
    pub(super) fn per_s(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of some millions")]
        let count = self.ms.len() as f64;
        count / self.seconds
    }

    pub(super) fn at(&self, share: f64) -> f64 {
        percentile(&self.ms, share)
    }
}

/// As many referrals as `clients` can send, one after the other, in this time.
pub(super) fn closed_loop(load: &Load<'_>, clients: usize, time: Duration) -> Result<Sample> {
    let next = AtomicU64::new(load.first);
    let started = Instant::now();
    run(load, clients, started, || {
        (started.elapsed() < time).then(|| (next.fetch_add(1, Ordering::Relaxed), Instant::now()))
    })
}

/// Referrals at a fixed rate. Each is timed from when it was due, so that a stalled server cannot
/// hide the waiting of those behind.
pub(super) fn open_loop(
    load: &Load<'_>,
    clients: usize,
    per_s: u32,
    time: Duration,
) -> Result<Sample> {
    let next = AtomicU64::new(0);
    let started = Instant::now();
    run(load, clients, started, || {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let due = started
            + Duration::from_secs_f64(1.0 / f64::from(per_s)) * u32::try_from(index).ok()?;
        if due.duration_since(started) >= time {
            return None;
        }
        wait_until(due);
        Some((load.first + index, due))
    })
}

fn wait_until(due: Instant) {
    // Nothing unparks these threads; a spurious end is why the time is looked at again.
    while let Some(left) = due.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    {
        std::thread::park_timeout(left);
    }
}

/// Runs clients until `next` gives no more number; `next` also says from when an answer is timed.
fn run<N>(load: &Load<'_>, clients: usize, started: Instant, next: N) -> Result<Sample>
where
    N: Fn() -> Option<(u64, Instant)> + Sync,
{
    let all = Mutex::new(Vec::new());
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| match client(load, &next) {
                Ok(mut ms) => lock(&all).append(&mut ms),
                Err(error) => lock(&failures).push(format!("{error:#}")),
            });
        }
    });
    let seconds = started.elapsed().as_secs_f64();
    if let Some(failure) = lock(&failures).first() {
        bail!("a client failed: {failure}");
    }
    let mut ms = std::mem::take(&mut *lock(&all));
    ms.sort_by(f64::total_cmp);
    if ms.is_empty() {
        bail!("no referral was answered");
    }
    Ok(Sample { ms, seconds })
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn client(load: &Load<'_>, next: &impl Fn() -> Option<(u64, Instant)>) -> Result<Vec<f64>> {
    let mut connection = Connection::open(load.address, PATIENCE)?;
    let mut ms = Vec::new();
    while let Some((number, from)) = next() {
        let answer = bundle::send(&mut connection, load.bundle, number, load.key)?;
        if !taken(&answer) {
            bail!("refused with {}: {}", answer.status, answer.text());
        }
        ms.push(from.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(ms)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// A server that answers 200 after reading each request whole, and once with another status.
    fn answering(first_status: u16) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                std::thread::spawn(move || serve(stream.unwrap(), first_status));
            }
        });
        address
    }

    fn serve(stream: std::net::TcpStream, mut status: u16) {
        let mut reader = BufReader::new(stream);
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 {
                    return;
                }
                if let Some(value) = line.strip_prefix("Content-Length: ") {
                    length = value.trim().parse().unwrap();
                }
                if line == "\r\n" {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let answer = format!("HTTP/1.1 {status} x\r\nContent-Length: 0\r\n\r\n");
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
            status = 200;
        }
    }

    fn template() -> Template {
        Template::from_text(r#"{"entry":[{"resource":{"resourceType":"ServiceRequest","identifier":[{"value":"x"}]}}]}"#)
            .unwrap()
    }

    #[test]
    fn an_open_loop_sends_what_was_due_and_no_more() {
        let address = answering(200);
        let bundle = template();
        let load = Load { address: &address, bundle: &bundle, key: None, first: 1 };
        let sample = open_loop(&load, 4, 100, Duration::from_millis(300)).unwrap();
        assert_eq!(sample.ms.len(), 30);
        assert!(sample.seconds >= 0.29, "{}", sample.seconds);
    }

    #[test]
    fn a_closed_loop_stops_in_time_and_counts_answers() {
        let address = answering(200);
        let bundle = template();
        let load = Load { address: &address, bundle: &bundle, key: Some("k"), first: 1 };
        let sample = closed_loop(&load, 2, Duration::from_millis(200)).unwrap();
        assert!(sample.per_s() > 1.0);
        assert!(sample.at(0.99) >= sample.at(0.5));
    }

    #[test]
    fn a_refusal_is_no_answer() {
        let address = answering(503);
        let bundle = template();
        let load = Load { address: &address, bundle: &bundle, key: None, first: 1 };
        assert!(closed_loop(&load, 1, Duration::from_millis(50)).is_err());
    }
}
