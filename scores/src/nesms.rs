//! NESMS, the New England Spinal Metastasis Score. **Draft.**
//!
//! Ghori 2015; Schoenfeld AJ et al., Spine J 2021;21:28-36. Specification section 13. Items seen,
//! cut-offs recalled. Albumin is in g/L; a value in g/dL falls below the limit and is refused.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Page, Refusal, Status, Whole,
};

/// The modified Bauer score, 0 to 4.
pub type ModifiedBauer = Whole<0, 4>;

decimal! {
    /// Albumin in g/L; below 10 is g/dL by mistake.
    pub struct AlbuminGPerL: from 10.0 to 60.0 "g/L"
}

inputs! {
    /// The three items.
    pub struct Person {
        modified_bauer: ModifiedBauer = "modified Bauer score, 0 to 4 (not the original)";
        independent_ambulation: bool = "walks without help";
        albumin_g_l: AlbuminGPerL = "albumin in g/L";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nesms {
    /// Modified Bauer, walking, albumin.
    pub points: [u8; 3],
    /// 0 to 3, higher is better.
    pub total: u8,
}

/// The modified Bauer score earns its point from here.
const GOOD_BAUER_FROM: i64 = 3;
/// Albumin earns its point from here.
const GOOD_ALBUMIN_FROM_G_PER_L: f64 = 35.0;

impl Person {
    /// Scores the person.
    pub fn score(&self) -> Nesms {
        let points = [
            u8::from(self.modified_bauer.get() >= GOOD_BAUER_FROM),
            u8::from(self.independent_ambulation),
            u8::from(self.albumin_g_l.get() >= GOOD_ALBUMIN_FROM_G_PER_L),
        ];
        Nesms { points, total: points.iter().sum() }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::read(answers)?.score();
    Ok(Outcome::pointed(
        ["modified_bauer", "independent_ambulation", "albumin_g_l"],
        score.points,
        vec![("total", score.total.into())],
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "nesms",
    title: "NESMS: New England Spinal Metastasis Score (2015)",
    version: "nesms/2015-1",
    status: Status::Draft,
    direction: Direction::HigherBetter,
    direction_words: "higher is better",
    range: Some((0.0, 3.0)),
    fields: Person::FIELDS,
    bands: &[],
    tag: Confidence::C,
    citation: "Ghori 2015; Schoenfeld AJ et al. Spine J 2021;21:28-36. doi:10.1016/j.spinee.2020.02.009",
    page: Page {
        what: "Three yes-or-no items that estimate the risk of death within a year of surgery for spinal metastases.",
        inputs: "The modified Bauer score, walking without help, and albumin in g/L.",
        meaning: "0 to 3; 3 is best.",
        cannot_tell: &[
            "Unverified: the cut-offs are recalled.",
            "Albumin must be in g/L; a value in g/dL is refused.",
            "Paralysis takes a point by itself; it is not a reason to withhold treatment.",
        ],
        evidence: &[
            Evidence {
                text: "Odds of death within one year against a score of 3: score 2 7.04 (2.47 to 20.08), score 1 31.3 (8.8 to 111)",
                tag: Confidence::C,
            },
            Evidence {
                text: "c .79, beside .69 for Tomita, .67 for Tokuhashi and .54 for SINS (n = 202)",
                tag: Confidence::C,
            },
        ],
    },
    run,
};
