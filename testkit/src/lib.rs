//! Seeded synthetic people for tests and benchmarks.
//!
//! Nobody here is real. The same seed gives the same people on every machine.

pub mod cpu;
pub mod people;
pub mod random;
