//! From the vertebra to the location item of SINS, so that nobody is asked twice.
//!
//! Specification section 1; the split of the column is that of the SINS paper.

use alloc::vec;

use crate::door::{Answers, Confidence, Direction, Instrument, Outcome, Page, Refusal, Status};
use crate::sins::Location;
use crate::vertebra::Vertebra;

impl Location {
    /// The location a vertebra belongs to.
    pub const fn of_vertebra(vertebra: Vertebra) -> Self {
        use Vertebra::{
            C1, C2, C3, C4, C5, C6, C7, L1, L2, L3, L4, L5, S1, S2, S3, S4, S5, T1, T2, T3, T4, T5,
            T6, T7, T8, T9, T10, T11, T12,
        };
        match vertebra {
            C1 | C2 | C7 | T1 | T2 | T11 | T12 | L1 | L5 | S1 => Self::Junctional,
            C3 | C4 | C5 | C6 | L2 | L3 | L4 => Self::Mobile,
            T3 | T4 | T5 | T6 | T7 | T8 | T9 | T10 => Self::Semirigid,
            S2 | S3 | S4 | S5 => Self::Rigid,
        }
    }
}

inputs! {
    /// What is asked.
    pub struct Form {
        vertebra: Vertebra = "the vertebra";
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let location = Location::of_vertebra(Form::read(answers)?.vertebra);
    let mut outcome = Outcome::of(vec![("location", location.word().into())]);
    outcome.points = Some(location.points().into());
    outcome.item_points.push(("vertebra", location.points().into()));
    Ok(outcome)
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "sins_level_to_location",
    title: "SINS location from the vertebra",
    version: "sins_level_to_location/2010-1",
    status: Status::Active,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse (points of the SINS location item)",
    range: None,
    fields: Form::FIELDS,
    bands: &[],
    tag: Confidence::B,
    citation: "Fisher CG et al. Spine 2010;35(22):E1221-9. doi:10.1097/BRS.0b013e3181e16ae2",
    page: Page {
        what: "Says which part of the column a vertebra belongs to in SINS, and the points of that item.",
        inputs: "One vertebra, C1 to S5.",
        meaning: "Junctional levels (occiput-C2, C7-T2, T11-L1, L5-S1) earn 3, mobile ones (C3-C6, L2-L4) 2, the ribbed T3-T10 1, the sacrum from S2 0.",
        cannot_tell: &[
            "It is one item of SINS, not a measure of stability by itself.",
            "Published imaging codes for this item lack S5.",
        ],
        evidence: &[],
    },
    run,
};
