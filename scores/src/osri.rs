//! OSRI, the Oswestry Spinal Risk Index. **Draft.**
//!
//! Balain B et al., Bone Joint J 2013;95-B:210-16. Specification section 13. The points of general
//! condition are subtracted from 2, not added: that is the usual mistake.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Page, Refusal, Status,
};
use crate::performance::Karnofsky;
use crate::tokuhashi::general_condition_points;

words! {
    /// The group of the primary.
    pub enum PrimaryGroup {
        Slow "slow" "slow: breast, thyroid, prostate, myeloma" = 1;
        Moderate "moderate" "moderate: kidney, uterus" = 2;
        RapidOrUnknown "rapid_or_unknown" "rapid, or unknown" = 4;
        Lung "lung" "lung" = 5;
    }
}

inputs! {
    /// The two items.
    pub struct Person {
        primary_group: PrimaryGroup = "group of the primary";
        kps: Karnofsky = "Karnofsky performance status, 0 to 100 in tens";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Osri {
    /// Primary, and 2 less the points of general condition.
    pub points: [u8; 2],
    /// 1 to 7, higher is worse.
    pub total: u8,
}

impl Person {
    /// Scores the person.
    pub const fn score(&self) -> Osri {
        let points = [self.primary_group.points(), 2 - general_condition_points(self.kps)];
        let [primary, condition] = points;
        Osri { points, total: primary + condition }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::read(answers)?.score();
    Ok(Outcome::pointed(
        ["primary_group", "kps"],
        score.points,
        vec![("total", score.total.into())],
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "osri",
    title: "OSRI: Oswestry Spinal Risk Index (2013)",
    version: "osri/2013-1",
    status: Status::Draft,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse",
    range: Some((1.0, 7.0)),
    fields: Person::FIELDS,
    bands: &[],
    tag: Confidence::C,
    citation: "Balain B et al. Bone Joint J 2013;95-B:210-16",
    page: Page {
        what: "Two items, the primary and general condition, that estimate survival with spinal metastases.",
        inputs: "The group of the primary and the Karnofsky status.",
        meaning: "1 to 7; the higher, the shorter the expected survival. The points of general condition (0 to 2, as in the Tokuhashi score) are taken from 2.",
        cannot_tell: &[
            "Unverified: the groups of primaries are recalled.",
            "It has no bands here; the survival figures seen were too weak to show.",
        ],
        evidence: &[
            Evidence { text: "C .70, R2 .26", tag: Confidence::C },
            Evidence {
                text: "In other patients r .798 (n = 121); with radiotherapy only r .706 (n = 150)",
                tag: Confidence::C,
            },
        ],
    },
    run,
};
