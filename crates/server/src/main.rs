//! The one binary, `cordline`.
fn main() {}
