//! FHIR R4 on the wire to commands and back; no IO.
//!
//! [`parse_referral`] reads a transaction Bundle into a `SubmitReferral`, or refuses it whole and
//! names every fault by its path. [`transaction_response`], [`operation_outcome`] and
//! [`capability_statement`] print what is answered. The README of this crate has the mapping.

mod answers;
mod bundle;
mod issue;
mod json;
mod knowledge;
mod moment;
mod negotiate;
mod path;
mod print;
mod referral;
mod request;
mod shape;
mod who;

pub use answers::{ANSWER_SYSTEM, FACT_SYSTEM, MSCC_SYSTEM, QUESTIONNAIRES};
pub use bundle::ENTRIES_MAX;
pub use issue::{ISSUES_MAX, Issue, IssueCode, Refused, Severity};
pub use json::DEPTH_MAX;
pub use knowledge::rule_book;
pub use negotiate::{MEDIA_TYPE, accepts_json, is_json};
pub use print::{
    CAPABILITIES, Interaction, READ_RISK_ASSESSMENT, READ_SERVICE_REQUEST, TRANSACTION,
    capability_statement, case_outcome, operation_outcome, refusal_issue, risk_assessment,
    service_request, transaction_response,
};
pub use referral::{Checked, NHS_NUMBER_SYSTEM, Referral, Sent, parse, parse_referral};
