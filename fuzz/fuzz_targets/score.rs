//! JSON lines into `cordline score NAME -`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| cordline_fuzz::score(input));
