//! The words a rule may use. A rule cannot mention a fact, a step or an event that is not listed here.
//!
//! Each word has three forms: the Rust variant for code, the stable `snake_case` key for stored events,
//! the wire and the clinical rule book (it never changes), and a meaning in plain English for people.

mod answer;
mod evidence;
mod fact;
mod milestone;
mod step;
mod tier;

pub use answer::{Answer, Haem};
pub use evidence::{ClockKind, Confidence, Status, Strength};
pub use fact::{Fact, Name};
pub use milestone::Milestone;
pub use step::Step;
pub use tier::{Audience, For, Tier};
