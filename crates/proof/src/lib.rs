//! The rules as binary decision diagrams: statements about every person there can be, decided, with a
//! person to look at wherever one does not hold.
//!
//! Start with [`Proof::of`] and [`Book::current`].

mod book;
mod calmer;
mod diagram;
mod diff;
mod example;
mod interview;
mod model;
mod mutate;
mod obligation;
mod outcome;
mod people;
mod possible;
mod proof;
mod ranking;
mod read;
mod same;
pub mod snapshot;
mod space;

pub use book::{Book, Level, Row, Timer, When};
pub use diagram::{Diagram, Diagrams};
pub use diff::{Moved, diff, moved};
pub use example::{Baseline, Example};
pub use interview::{Depth, Interview, POPULATION, Sampled};
pub use model::{Model, View};
pub use mutate::{Mutant, mutants};
pub use obligation::Obligation;
pub use outcome::{Outcome, level_words};
pub use people::{Dice, agree, somebody};
pub use proof::{Proof, check, report};
pub use read::condition;
pub use same::same_for_everybody;
pub use space::{Item, Space, State};
