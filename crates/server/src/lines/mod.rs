//! The commands that read JSON Lines and write JSON Lines: one answer a line, in order.

pub(crate) mod isncsci;
mod line;
pub(crate) mod score;
pub(crate) mod triage;
