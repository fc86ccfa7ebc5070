//! What the NHS tells the public, read as reproductions (B): paraphrased, to be checked against the
//! live pages before sign-off.

pub mod back_pain;
pub mod sepsis;
