//! Other published sources: a hospital's public page, other guidelines, journals.

pub mod journals;
pub mod other_guidelines;
pub mod royal_buckinghamshire;
