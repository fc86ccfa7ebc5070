//! Tests of the whole store, each on a database of its own.

mod due;
mod evidence;
mod handover;
mod open;
mod people;
mod properties;
mod record;
mod setup;
