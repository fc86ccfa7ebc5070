//! Sample files, changes to them, and the way through the service.

use std::path::PathBuf;

use jiff::Timestamp;
use pathway::ladder::OnCall;
use pathway::referral::SubmitReferral;
use pathway::{Actor, Case, CaseId, Command, Context, Decided, Role, Site, decide};
use serde_json::Value;
use uuid::Uuid;

pub(crate) const BUNDLES: [&str; 8] = [
    "known-cancer-legs-giving-way.json",
    "known-cancer-night-pain.json",
    "no-cancer-saddle-retention.json",
    "fever-and-spinal-pain-on-chemo.json",
    "suspected-myeloma-weak-no-tissue.json",
    "plain-sciatica.json",
    "self-referral-walking-worse.json",
    "child-weak-legs.json",
];

pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()))
}

pub(crate) fn bundle(name: &str) -> Value {
    serde_json::from_slice(&file(name)).unwrap()
}

/// The first resource of a type.
pub(crate) fn resource<'v>(bundle: &'v mut Value, kind: &str) -> &'v mut Value {
    let entries = bundle["entry"].as_array_mut().unwrap();
    let entry = entries.iter_mut().find(|entry| entry["resource"]["resourceType"] == kind);
    &mut entry.unwrap()["resource"]
}

pub(crate) fn parse(bundle: &Value) -> Result<fhir::Referral, fhir::Refused> {
    fhir::parse_referral(&serde_json::to_vec(bundle).unwrap())
}

pub(crate) const CASE: CaseId = CaseId(Uuid::from_u128(0x019a_b000_0000_7000_8000_0000_0000_0001));

/// Through the service: a minute after the samples were written.
pub(crate) fn submit(submit: SubmitReferral) -> Decided {
    let now: Timestamp = "2026-11-22T08:06:00Z".parse().unwrap();
    let site = Site::default();
    let rules = site.rules().unwrap();
    let context = Context {
        case: CASE,
        now,
        actor: &Actor::without_account("Referring system", Role::Client),
        site: &site,
        rules: &rules,
        on_call: &OnCall::default(),
    };
    decide(&Case::default(), &Command::SubmitReferral(Box::new(submit)), &context).unwrap()
}
