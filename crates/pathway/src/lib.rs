//! The service as a pure state machine.
//!
//! [`decide()`] takes what is known of one case, a command and a [`Context`] (the time, who acts, the
//! site) and gives events and messages, or a refusal a person can read. [`Case::apply`] folds an
//! event into what is known. Nothing here reads a clock, a file or a network, and nothing waits.
//!
//! Read in this order: [`command`] (what can be asked), [`event`] (what can have happened),
//! [`case`] (what is known), [`decide`](mod@decide) (the walk), then the noun you came for.

pub mod accepted;
pub mod actor;
pub mod bloods;
pub mod board;
pub mod calendar;
pub mod case;
pub mod chase;
pub mod clock;
pub mod closing;
pub mod command;
pub mod correction;
pub mod deadline;
pub mod decide;
pub mod delay;
pub mod event;
pub mod facts;
pub mod handover;
pub mod imaging;
pub mod instruction;
pub mod isncsci_exam;
pub mod ladder;
pub mod mdt;
pub mod message;
pub mod neuro;
pub mod note;
pub mod person;
pub mod plan;
pub mod proforma;
pub mod referral;
pub mod refusal;
pub mod rehab;
pub mod site;
pub mod spine;
pub mod status;
pub mod task;
pub mod treatment;
pub mod triage;
mod wire;

#[cfg(test)]
mod tests;

pub use actor::{Actor, Role};
pub use case::{Case, CaseId, Reference};
pub use command::Command;
pub use decide::{Context, Decided, decide};
pub use event::{Event, Recorded};
pub use refusal::Refusal;
pub use site::Site;
