//! Tests of the whole store, each on a database of its own.

mod due;
mod evidence;
mod failure;
mod handover;
mod logs;
mod open;
mod people;
mod properties;
mod record;
mod setup;
