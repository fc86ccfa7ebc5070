//! Pages, forms and endpoints; HTML lives here and nowhere else.
//!
//! [`router`] builds the service from an [`App`]. Every route is declared with the
//! [`access::Action`] it needs ([`route`]); there is no other way to add one. A handler takes a
//! [`Visit`](visit::Visit): who asks, when, and the page frame for the answer.

mod admin;
pub mod app;
mod asset;
mod bloods;
mod board;
mod case_actions;
mod case_page;
mod check;
mod conflict;
mod demo;
mod draft;
mod fhir_door;
pub mod form;
pub mod guard;
mod handover;
mod home;
mod imaging;
mod isncsci_exam;
pub mod knowledge;
pub mod limit;
pub mod link;
mod mdt;
mod phone;
mod plan;
mod presence;
pub mod problem;
mod proforma;
mod referral;
mod rehab;
mod rewind;
pub mod route;
#[cfg(test)]
mod route_tests;
mod search;
mod self_referral;
pub mod sign_in;
mod spine;
mod status_page;
#[cfg(test)]
mod testing;
pub mod ui;
mod urgency;
pub mod visit;
pub mod when;

pub use app::{App, Clock};
pub use route::{Route, router, routes};
