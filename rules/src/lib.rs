//! What must happen to a person with suspected spinal tumour, by when, and who says so.
//!
//! This crate is the clinical heart: a closed vocabulary, every rule and clock as a const table in
//! modules that follow their sources, and pure functions over them. It knows no time, file, network
//! or thread; outside tests it is `no_std`, so naming one of them does not compile.
//!
//! Start with [`triage`]: facts in, tier and reasons out.
//!
//! ```
//! use rules::{Answer, Audience, Fact, Facts, Settings, Tier, triage};
//!
//! let mut facts = Facts::new();
//! facts.set(Fact::KnownCancer, Answer::Yes);
//! facts.set(Fact::WalkingDifficulty, Answer::Yes);
//! let decision = triage(&facts, Audience::Clinician, &Settings::default());
//! assert_eq!(decision.tier, Tier::E1);
//! assert!(decision.fired.contains("TR-08"));
//! ```

#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod compiled;
pub mod condition;
mod decide;
pub mod derived;
mod facts;
pub mod interview;
mod leaves;
pub mod local;
mod names;
pub mod ng234;
pub mod nhs_pages;
mod normalise;
pub mod published;
pub mod qs56;
mod questions;
mod record;
mod settings;
mod sources;
mod tables;
pub mod vocabulary;
mod words;

#[cfg(test)]
mod cases;

pub use condition::{Compare, Condition, Number};
pub use decide::{Decision, Withheld, certain, triage};
pub use facts::{FactError, FactErrorCode, Facts, Value};
pub use normalise::{Conflict, Conflicts};
pub use questions::{Question, questions};
pub use record::{Citation, Clock, Rule, Span};
pub use settings::{Settings, SettingsError, Tightened};
pub use tables::{
    ADVISORY, CLOCKS, ClockSet, RULES, RuleSet, WITHHOLD_STEROID_PROMPT, clock, rule,
};
pub use vocabulary::{
    Answer, Audience, ClockKind, Confidence, Fact, For, Haem, Milestone, Name, Status, Step,
    Strength, Tier,
};
pub use words::InWords;

/// The release of this rule set, stored with every decision it makes.
pub const RELEASE: &str = "rules/0.1.0";
