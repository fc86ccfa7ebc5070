//! A referral bundle to send again and again, each time as a referral of its own.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::http::{Answer, Connection};
use crate::program::Program;
use crate::workspace::Workspace;

/// A sample bundle that the tests of the crate `fhir` hold as well.
const SAMPLE: &str = "crates/fhir/tests/data/known-cancer-night-pain.json";
/// What stands where the number goes; no bundle holds it otherwise.
const MARK: &str = "\u{ab}NUMBER\u{bb}";

/// The bundle as bytes, cut where its business number goes.
#[derive(Clone)]
pub(crate) struct Template {
    head: Arc<[u8]>,
    tail: Arc<[u8]>,
}

impl Template {
    /// The sample bundle of the tree.
    pub(crate) fn sample(workspace: &Workspace) -> Result<Self> {
        let text = workspace.text(Path::new(SAMPLE))?.context("the sample bundle is not text")?;
        Self::from_text(&text).with_context(|| format!("reading {SAMPLE}"))
    }

    /// The same, written this moment, so that none of its time limits is over on arrival.
    pub(crate) fn fresh(workspace: &Workspace) -> Result<Self> {
        let text = workspace.text(Path::new(SAMPLE))?.context("the sample bundle is not text")?;
        let now = Program::new("date").args(["-u", "+%Y-%m-%dT%H:%M:%SZ"]).output()?;
        Self::from_text(&written_at(&text, now.trim())?)
    }

    /// Any bundle with a `ServiceRequest` that has an identifier.
    pub(crate) fn from_text(text: &str) -> Result<Self> {
        let mut bundle: Value = serde_json::from_str(text).context("the bundle is not JSON")?;
        let entries = bundle.get_mut("entry").and_then(Value::as_array_mut);
        let request = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.get_mut("resource"))
            .find(|resource| resource.get("resourceType") == Some(&"ServiceRequest".into()))
            .context("the sample bundle has no ServiceRequest")?;
        let identifier = request
            .pointer_mut("/identifier/0/value")
            .context("the sample ServiceRequest has no identifier")?;
        *identifier = MARK.into();
        let text = serde_json::to_string(&bundle).context("printing the bundle")?;
        let (head, tail) = text.split_once(MARK).context("the bundle lost its number")?;
        Ok(Self { head: head.as_bytes().into(), tail: tail.as_bytes().into() })
    }

    /// The bundle as a referrer's system would send its referral of that number.
    pub(crate) fn numbered(&self, number: u64) -> Vec<u8> {
        [&*self.head, format!("XTASK-{number}").as_bytes(), &*self.tail].concat()
    }
}

/// The bundle with every time of writing replaced.
fn written_at(text: &str, now: &str) -> Result<String> {
    let mut bundle: Value = serde_json::from_str(text).context("the bundle is not JSON")?;
    let entries = bundle.get_mut("entry").and_then(Value::as_array_mut);
    for resource in entries.into_iter().flatten().filter_map(|entry| entry.get_mut("resource")) {
        for field in ["authoredOn", "authored"] {
            if let Some(time) = resource.get_mut(field) {
                *time = now.into();
            }
        }
    }
    Ok(bundle.to_string())
}

/// Sends a referral by `POST /fhir`, with the key of a client if there is one.
pub(crate) fn send(
    connection: &mut Connection,
    bundle: &Template,
    number: u64,
    key: Option<&str>,
) -> Result<Answer> {
    let bearer = key.map(|key| format!("Bearer {key}"));
    let mut headers = vec![("Content-Type", "application/fhir+json")];
    headers.extend(bearer.as_deref().map(|bearer| ("Authorization", bearer)));
    connection.request("POST", "/fhir", &headers, &bundle.numbered(number))
}

/// Whether an answer says that the referral was taken.
pub(crate) fn taken(answer: &Answer) -> bool {
    matches!(answer.status, 200 | 201)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sending_has_its_own_business_number() {
        let bundle = serde_json::json!({"entry": [
            {"resource": {"resourceType": "Patient"}},
            {"resource": {"resourceType": "ServiceRequest", "identifier": [{"value": "x"}]}},
        ]});
        let template = Template::from_text(&bundle.to_string()).unwrap();
        let sent: Value = serde_json::from_slice(&template.numbered(7)).unwrap();
        let number = sent.pointer("/entry/1/resource/identifier/0/value");
        assert_eq!(number, Some(&"XTASK-7".into()));
        assert!(Template::from_text(r#"{"entry": []}"#).is_err());
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

    #[test]
    fn a_fresh_bundle_is_written_when_it_is_sent() {
        let old = r#"{"entry":[{"resource":{"authoredOn":"2025-01-01T00:00:00Z"}},{}]}"#;
        let new = written_at(old, "2026-11-24T20:00:00Z").unwrap();
        assert!(new.contains("2026-11-24") && !new.contains("2025"), "{new}");
    }
}
