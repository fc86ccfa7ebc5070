//! The clients: each sends referral bundles one after the other and writes down every answer.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::ledger::Outcome;
use crate::http::{Answer, Connection};
use crate::workspace::Workspace;

/// A sample bundle that the tests of the crate `fhir` hold as well.
const BUNDLE: &str = "crates/fhir/tests/bundles/known-cancer-night-pain.json";
const PATIENCE: Duration = Duration::from_secs(30);

/// A referral bundle whose business number is filled in for each sending.
#[derive(Clone)]
pub(crate) struct Template(Arc<Value>);

pub(crate) fn template(workspace: &Workspace) -> Result<Template> {
    let text = workspace.text(Path::new(BUNDLE))?.context("the sample bundle is not text")?;
    let bundle = serde_json::from_str(&text).with_context(|| format!("parsing {BUNDLE}"))?;
    Ok(Template(Arc::new(bundle)))
}

impl Template {
    /// The bundle as the referrer's system would send its referral of that number.
    pub(crate) fn numbered(&self, number: u64) -> Result<Vec<u8>> {
        let mut bundle = Value::clone(&self.0);
        let entries = bundle.get_mut("entry").and_then(Value::as_array_mut);
        let request = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.get_mut("resource"))
            .find(|resource| resource.get("resourceType") == Some(&"ServiceRequest".into()))
            .context("the sample bundle has no ServiceRequest")?;
        let identifier = request
            .get_mut("identifier")
            .and_then(|identifiers| identifiers.get_mut(0))
            .and_then(|identifier| identifier.get_mut("value"))
            .context("the sample ServiceRequest has no identifier")?;
        *identifier = format!("CHAOS-{number}").into();
        serde_json::to_vec(&bundle).context("printing the bundle")
    }
}

fn send(connection: &mut Connection, bundle: &Template, number: u64) -> Result<Answer> {
    let body = bundle.numbered(number)?;
    connection.request("POST", "/fhir", &[("Content-Type", "application/fhir+json")], &body)
}

/// The case an answer speaks of: where the server put the `ServiceRequest`.
pub(crate) fn case_of(answer: &Answer) -> Result<String> {
    let body: Value = serde_json::from_slice(&answer.body).context("the answer is not JSON")?;
    body.get("entry")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.pointer("/response/location").and_then(Value::as_str))
        .find_map(|location| {
            let (_, rest) = location.split_once("ServiceRequest/")?;
            rest.split('/').next().map(str::to_owned)
        })
        .context("the answer names no ServiceRequest")
}

/// Clients at work until the server is gone.
pub(super) struct Clients {
    threads: Vec<JoinHandle<Vec<Outcome>>>,
    failures: Receiver<String>,
    killed: Arc<AtomicBool>,
}

pub(super) fn begin(address: &str, bundle: &Template, count: usize, first: u64) -> Clients {
    let next = Arc::new(AtomicU64::new(first));
    let killed = Arc::new(AtomicBool::new(false));
    let (report, failures) = channel();
    let threads = (0..count)
        .map(|_| {
            let client = Client {
                address: address.to_owned(),
                bundle: bundle.clone(),
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
            let answer = match send(&mut connection, &self.bundle, number) {
                Ok(answer) => answer,
                Err(error) => {
                    outcomes.push(Outcome::Unknown { number });
                    return Err(error);
                }
            };
            if !matches!(answer.status, 200 | 201) {
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
    acknowledged: &[(u64, String)],
) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    if acknowledged.is_empty() {
        return Ok(lost);
    }
    let mut connection = Connection::open(address, PATIENCE)?;
    for (number, case) in acknowledged {
        let answer = send(&mut connection, bundle, *number)?;
        let now = case_of(&answer).with_context(|| format!("asking again for {number}"))?;
        if now != *case {
            lost.push(format!("CHAOS-{number} (was {case}, now {now})"));
        }
    }
    Ok(lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sending_has_its_own_business_number() {
        let bundle = serde_json::json!({"entry": [
            {"resource": {"resourceType": "Patient"}},
            {"resource": {"resourceType": "ServiceRequest", "identifier": [{"value": "x"}]}},
        ]});
        let template = Template(Arc::new(bundle));
        let text = String::from_utf8(template.numbered(7).unwrap()).unwrap();
        assert!(text.contains("CHAOS-7"), "{text}");
    }

    #[test]
    fn the_case_is_read_from_the_location_of_the_service_request() {
        let body = serde_json::json!({"entry": [
            {"response": {"location": "Patient/p/_history/1"}},
            {"response": {"location": "ServiceRequest/abc/_history/1"}},
        ]});
        let body = serde_json::to_vec(&body).unwrap();
        let answer = Answer { status: 200, headers: Vec::new(), body };
        assert_eq!(case_of(&answer).unwrap(), "abc");
        let silent = Answer { status: 200, headers: Vec::new(), body: b"{}".to_vec() };
        assert!(case_of(&silent).is_err());
    }
}
