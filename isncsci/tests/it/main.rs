//! Every integration test of the classification, in one binary.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a row of the vectors that cannot be read must stop the test"
)]

mod definite;
mod enumerate;
mod reading;
mod rows;
mod seeded;
mod vectors;
mod worlds;
