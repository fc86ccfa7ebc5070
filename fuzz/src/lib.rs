//! The doors that are fuzzed and what must hold at them. Nothing is written twice: the readers of
//! lines are the binary's own files, and each check is the one that the ordinary tests put to the
//! kept seeds.

#[path = "../../crates/server/src/lines/mod.rs"]
#[allow(dead_code, reason = "the binary uses what is not used here")]
mod lines;
#[path = "../../crates/fhir/tests/it/always.rs"]
mod referral;

/// Lines into `cordline triage -`.
pub fn triage(input: &[u8]) {
    lines::always::triage(input);
}

/// Lines into `cordline score NAME -`; the first names the instrument.
pub fn score(input: &[u8]) {
    lines::always::score(input);
}

/// Lines into `cordline isncsci -`.
pub fn isncsci(input: &[u8]) {
    lines::always::isncsci(input);
}

/// A body at `POST /fhir`.
pub fn fhir(body: &[u8]) {
    referral::holds(body);
}
