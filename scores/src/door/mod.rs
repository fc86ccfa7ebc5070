//! The uniform door: one way in and one way out for every instrument.
//!
//! An instrument states its inputs once, as a table of [`Field`]s. The same table refuses what is
//! wrong, lists what is missing, draws the form and writes the JSON Schema, so they cannot drift.
//! Nothing here knows JSON: a caller turns its own format into [`Value`]s and prints [`Output`]s.

mod answers;
mod field;
mod form;
mod instrument;
mod number;
mod output;
mod refusal;
mod schema;
mod value;
#[macro_use]
mod words;

pub(crate) use answers::{Answer, Answers};
pub(crate) use field::Input;
pub use field::{Choice, Excluded, Field, Kind, Need};
pub(crate) use instrument::Outcome;
pub use instrument::{
    BandRow, Confidence, Direction, Evidence, Instrument, Page, Scored, Status, Warning,
};
pub use number::{Tens, Whole};
pub use output::{Item, Output};
pub use refusal::{Code, Refusal};
pub use value::Value;
