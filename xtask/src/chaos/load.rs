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

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;

    /// A service that takes referrals; a forgetful one makes a new case of an old number.
    fn service(forgetful: bool) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        std::thread::spawn(move || {
            let answered = AtomicU64::new(0);
            for stream in listener.incoming() {
                answer_all(stream.unwrap(), forgetful, &answered);
            }
        });
        address
    }

    fn answer_all(stream: TcpStream, forgetful: bool, answered: &AtomicU64) {
        let mut reader = BufReader::new(stream);
        while let Some(body) = read_request(&mut reader) {
            let number = body.split("XTASK-").nth(1).unwrap().split('"').next().unwrap();
            let count = answered.fetch_add(1, Ordering::SeqCst);
            let case = if forgetful { format!("case-{count}") } else { format!("case-{number}") };
            let body = format!(
                r#"{{"entry":[{{"response":{{"location":"ServiceRequest/{case}/_history/1"}}}}]}}"#
            );
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
            reader.get_mut().write_all((head + &body).as_bytes()).unwrap();
        }
    }

    fn read_request(reader: &mut BufReader<TcpStream>) -> Option<String> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return None;
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
        String::from_utf8(body).ok()
    }

    fn acknowledged_then_asked(forgetful: bool) -> Vec<String> {
        let address = service(forgetful);
        let bundle = Template::from_text(
            r#"{"entry":[{"resource":{"resourceType":"ServiceRequest","identifier":[{"value":"x"}]}}]}"#,
        )
        .unwrap();
        let acknowledged: Vec<(u64, String)> = {
            let mut connection = Connection::open(&address, PATIENCE).unwrap();
            (1..=5)
                .map(|number| {
                    let answer = bundle::send(&mut connection, &bundle, number, None).unwrap();
                    (number, case_of(&answer).unwrap())
                })
                .collect()
        };
        ask_again(&address, &bundle, None, &acknowledged).unwrap()
    }

    #[test]
    fn a_service_that_forgets_what_it_acknowledged_is_found_out() {
        assert_eq!(acknowledged_then_asked(true).len(), 5);
    }

    #[test]
    fn a_service_that_remembers_loses_nothing() {
        assert!(acknowledged_then_asked(false).is_empty());
    }
}
