//! The rules as binary decision diagrams: statements about every person there can be, decided, with a
//! person to look at wherever one does not hold.
//!
//! Start with [`Proof::of`] and [`Book::current`].

mod book;
mod check;
mod diagram;
mod model;
mod space;

pub use book::{Book, Row, Timer, When};
pub use check::{Obligation, Proof, report};
pub use diagram::{Diagram, Diagrams};
pub use model::{Level, Model, View};
pub use space::{Example, Item, Space, State};
