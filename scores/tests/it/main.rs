//! Everything through the uniform door: shared vectors, the cases beside each instrument,
//! properties over random people, and the schema against the reader.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise, in its helpers too"
)]

mod beside;
mod compare;
mod form;
mod people;
mod properties;
mod refusals;
mod schema;
mod shapes;
mod texts;
mod typed;
mod vectors;
