//! Every integration test of the classification, in one binary.

mod definite;
mod enumerate;
mod reading;
mod rows;
mod seeded;
mod vectors;
mod worlds;
