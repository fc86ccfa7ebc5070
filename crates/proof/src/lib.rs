//! The rules as binary decision diagrams: statements about every person there can be, decided, with a
//! person to look at wherever one does not hold.
//!
//! Start with [`Proof::of`] and [`Book::current`].

mod book;
mod calmer;
mod diagram;
mod model;
mod obligation;
mod outcome;
mod people;
mod proof;
mod ranking;
mod space;

pub use book::{Book, Level, Row, Timer, When};
pub use diagram::{Diagram, Diagrams};
pub use model::{Model, View};
pub use obligation::Obligation;
pub use outcome::{Outcome, level_words};
pub use people::{Dice, agree, somebody};
pub use proof::{Proof, check, report};
pub use space::{Example, Item, Space, State};
