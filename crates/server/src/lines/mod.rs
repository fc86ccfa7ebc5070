//! The commands that read JSON Lines and write JSON Lines: one answer a line, in order.

#[cfg(any(test, fuzzing))]
pub(crate) mod always;
pub(crate) mod isncsci;
mod line;
pub(crate) mod score;
pub(crate) mod triage;
