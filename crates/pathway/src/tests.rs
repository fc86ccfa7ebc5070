//! Tests of the whole walk: given these events, when this command, then those events.
