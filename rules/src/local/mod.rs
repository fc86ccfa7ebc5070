//! What is not national guidance: named services' own protocols (A) and our own design (D), always
//! labelled "local".

pub mod floor;
pub mod named_services;
pub mod no_known_cancer;
pub mod open_questions;
pub mod other_emergencies;
pub mod stable_neuropathy;
pub mod supporting_flags;
pub mod work_in_hand;
