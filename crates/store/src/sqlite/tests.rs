//! Tests of the whole store, each on a database of its own.

mod people;
mod record;
mod setup;
