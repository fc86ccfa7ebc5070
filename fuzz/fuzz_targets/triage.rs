//! JSON lines into `cordline triage -`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| cordline_fuzz::triage(input));
