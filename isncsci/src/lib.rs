//! The 2019 classification of spinal cord injury (ISNCSCI, with AIS), exact on untested cells.
//!
//! Start with [`Exam`]: fill it in cell by cell, or read the codes of a worksheet strictly with
//! [`WrittenExam::read`]. [`Exam::classify`] gives a [`Classification`], in which each output is a
//! set of [`Answers`]: one answer for a definite exam, and for an exam with untested or tagged
//! cells every answer that some completion of it reaches. [`Exam::most_telling`] says which
//! untested cell would settle an output.
//!
//! Deliberately absent: drawing the worksheet, deciding anything, and predicting recovery.
//!
#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(test)]
extern crate std;

mod answer;
mod cell;
mod classification;
mod definite;
mod exam;
mod level;
mod planes;
mod settle;
mod totals;
mod worlds;
mod written;

pub use answer::{Answer, Answers, Completeness, Grade, Marked, Zone};
pub use cell::{Cell, Finding, MotorCell, SensoryCell, Tag};
pub use classification::{Classification, Mode, Output, Warning};
pub use definite::Definite;
pub use exam::{Exam, Place, Side};
pub use level::{Dermatome, Level, Myotome, NonKeyMuscle, SideName, Sides};
pub use settle::Prospect;
pub use totals::{SideTotals, Totals};
pub use written::{Field, Problem, Refusal, WrittenExam, WrittenSide};

/// What the classification is, for a citation beside a result.
pub const CITATION: &str = "ISNCSCI 2019 (ASIA, ISCoS): Rupp et al., Top Spinal Cord Inj Rehabil \
    2021;27(2):1-22; zone of partial preservation: Schuld, Spinal Cord 2024;62:79-87.";

/// The revision of the classification as this crate works it out.
pub const VERSION: &str = "isncsci/2019-1";
