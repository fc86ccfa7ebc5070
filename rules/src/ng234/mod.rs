//! NICE NG234, one module per section of the guideline, in the guideline's order and numbering.

pub mod not_encoded;
pub mod s1_3_recognition;
pub mod s1_4_immobilisation;
pub mod s1_5_imaging;
pub mod s1_6_stability;
pub mod s1_8_steroids;
pub mod scope;
