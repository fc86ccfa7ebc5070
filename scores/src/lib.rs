//! Clinical scores of the metastatic spine: typed inputs, refused partial totals, cited results.
//!
//! Each instrument is one file with its cases beside it. Programs that know the instrument use its
//! types, in which a wrong input cannot be built:
//!
//! ```
//! use scores::sins::{Alignment, Collapse, Lesion, Level, Location, Pain, Posterolateral};
//!
//! let t12 = Level {
//!     location: Location::Junctional,
//!     pain: Pain::Mechanical,
//!     lesion: Lesion::Lytic,
//!     alignment: Alignment::Normal,
//!     collapse: Collapse::UnderHalf,
//!     posterolateral: Posterolateral::Bilateral,
//! };
//! assert_eq!(t12.score().total, 13);
//! ```
//!
//! Programs that do not (the command line, a form) use the one door, which refuses whatever the
//! instrument's own table does not allow and never gives a partial total:
//!
//! ```
//! use scores::{Code, Value, score};
//!
//! let inputs = [("kps", Value::from(80))];
//! assert_eq!(score("kps_ecog_map", &inputs, false)?.output("ecog"), Some(&1_u8.into()));
//!
//! let refused = score("tokuhashi", &inputs, false).unwrap_err();
//! assert_eq!(refused.code, Code::MissingItem);
//! assert_eq!(refused.missing.len(), 5);
//! # Ok::<(), scores::Refusal>(())
//! ```
//!
//! A score never decides treatment. What it deliberately does not do: know the time, read a file,
//! round for display, convert one scale into another silently, or answer with a guess.

#![no_std]
#![warn(missing_docs)]

extern crate alloc;

#[macro_use]
mod door;

pub mod bed_eqd2;
pub mod bollen;
pub mod cord_reirradiation_nieder;
pub mod escc;
pub mod frankel;
pub mod katagiri;
pub mod kps_ecog_map;
pub mod modified_bauer;
pub mod nesms;
pub mod news2;
pub mod noms_decision;
pub mod osri;
pub mod performance;
pub mod rades_ambulatory;
pub mod rades_survival;
pub mod record_only;
pub mod sins;
pub mod sins_level_to_location;
pub mod steroid_equivalence;
pub mod tokuhashi;
pub mod tomita;
pub mod van_der_linden;
pub mod vertebra;

pub use door::{
    BandRow, Choice, Code, Confidence, Direction, Evidence, Excluded, Field, Instrument, Item,
    Kind, Need, Output, Page, Refusal, Scored, Status, Tens, Value, Warning, Whole,
};

/// Every instrument, active ones first, in the order of the specification.
pub static INSTRUMENTS: [&Instrument; 20] = [
    &sins::INSTRUMENT,
    &sins_level_to_location::INSTRUMENT,
    &escc::INSTRUMENT,
    &frankel::INSTRUMENT,
    &kps_ecog_map::INSTRUMENT,
    &tokuhashi::INSTRUMENT,
    &tomita::INSTRUMENT,
    &modified_bauer::INSTRUMENT,
    &van_der_linden::INSTRUMENT,
    &katagiri::INSTRUMENT,
    &news2::INSTRUMENT,
    &bed_eqd2::INSTRUMENT,
    &steroid_equivalence::INSTRUMENT,
    &bollen::INSTRUMENT,
    &osri::INSTRUMENT,
    &nesms::INSTRUMENT,
    &rades_survival::INSTRUMENT,
    &rades_ambulatory::INSTRUMENT,
    &cord_reirradiation_nieder::INSTRUMENT,
    &noms_decision::INSTRUMENT,
];

/// The instrument of this name, or of this exact version (`tokuhashi/2005-1`).
pub fn find(name: &str) -> Option<&'static Instrument> {
    INSTRUMENTS
        .iter()
        .find(|instrument| instrument.name == name || instrument.version == name)
        .copied()
}

/// Scores the inputs with the named instrument, or says why not.
///
/// A draft is refused unless `allow_draft` is set; its result is then marked as unverified.
pub fn score(
    name: &str,
    inputs: &[(&str, Value<'_>)],
    allow_draft: bool,
) -> Result<Scored, Refusal> {
    match find(name) {
        Some(instrument) => instrument.score(inputs, allow_draft),
        None => Err(Refusal::unknown_instrument(name)),
    }
}

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct ReadmeExamples;
