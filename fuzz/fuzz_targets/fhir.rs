//! Bytes at `POST /fhir`, as far as the decision.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| cordline_fuzz::fhir(input));
