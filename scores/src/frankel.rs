//! Frankel grade: what cord function is left, in five letters.
//!
//! Frankel HL et al., Paraplegia 1969;7:179-92. Specification section 3. It is not the AIS:
//! Frankel C and D ask whether movement is useful, AIS C and D count muscles. Never convert.

use alloc::vec;

use crate::door::{Answers, Confidence, Direction, Instrument, Outcome, Page, Refusal, Status};

words! {
    /// The scale the letter belongs to. Only Frankel is taken: an AIS letter is another thing.
    pub enum Scale {
        Frankel "frankel" "Frankel";
    }
}

words! {
    /// The grade, worst first.
    pub enum Grade {
        A "A" "complete";
        B "B" "sensory only";
        C "C" "motor, useless";
        D "D" "motor, useful";
        E "E" "normal; reflexes may be abnormal";
    }
}

words! {
    /// The deficit in the three classes of the Bollen paper.
    pub enum Deficit {
        Major "major" "Frankel A to C";
        Minor "minor" "Frankel D";
        None "none" "Frankel E";
    }
}

impl Grade {
    /// 0 (A) to 4 (E).
    pub const fn rank(self) -> u8 {
        self as u8
    }

    /// The palsy points of the revised Tokuhashi score.
    pub const fn tokuhashi_palsy_points(self) -> u8 {
        match self {
            Self::A | Self::B => 0,
            Self::C | Self::D => 1,
            Self::E => 2,
        }
    }

    /// The deficit class of the Bollen paper.
    pub const fn bollen_deficit(self) -> Deficit {
        match self {
            Self::A | Self::B | Self::C => Deficit::Major,
            Self::D => Deficit::Minor,
            Self::E => Deficit::None,
        }
    }
}

inputs! {
    /// What is asked.
    pub struct Form {
        scale: Scale = "the scale the letter belongs to; an AIS letter is not taken";
        grade: Grade = "the Frankel grade";
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let grade = Form::read(answers)?.grade;
    Ok(Outcome::of(vec![
        ("grade", grade.word().into()),
        ("rank", grade.rank().into()),
        ("meaning", grade.label().into()),
        ("tokuhashi_palsy_points", grade.tokuhashi_palsy_points().into()),
        ("bollen_deficit", grade.bollen_deficit().word().into()),
    ]))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "frankel",
    title: "Frankel grade (1969)",
    version: "frankel/1969-1",
    status: Status::Active,
    direction: Direction::HigherBetter,
    direction_words: "E is best, A is worst",
    range: None,
    fields: Form::FIELDS,
    bands: &[],
    tag: Confidence::B,
    citation: "Frankel HL et al. Paraplegia 1969;7:179-92",
    page: Page {
        what: "A five-letter grade of what is left of cord function, simple enough for the bedside.",
        inputs: "One letter: A complete, B feels but does not move, C moves but not usefully, D moves usefully, E normal.",
        meaning: "E is best. The revised Tokuhashi score takes its palsy points from this letter.",
        cannot_tell: &[
            "It is not the ASIA Impairment Scale. The letters look alike and mean different things; one is never turned into the other.",
            "It gives no level.",
        ],
        evidence: &[],
    },
    run,
};
