//! JSON lines into `cordline isncsci -`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| cordline_fuzz::isncsci(input));
