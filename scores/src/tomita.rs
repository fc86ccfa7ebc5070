//! Tomita score: the goal a surgical plan may reasonably aim for.
//!
//! Spine 2001;26(3):298-306. Specification section 6. Growth earns 1, 2 or 4: there is no 3,
//! although one review prints one.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Page, Refusal, Status,
};

words! {
    /// How fast the primary grows.
    pub enum Growth {
        Slow "slow" "slow: breast, prostate, thyroid" = 1;
        Moderate "moderate" "moderate: kidney, uterus" = 2;
        Rapid "rapid" "rapid: lung, liver, stomach, colon, unknown" = 4;
    }
}

words! {
    /// Metastases in internal organs.
    pub enum Visceral {
        None "none" "none" = 0;
        Treatable "treatable" "present, treatable" = 2;
        Untreatable "untreatable" "present, not treatable" = 4;
    }
}

words! {
    /// Bone metastases, the spine included.
    pub enum Bone {
        Solitary "solitary" "one" = 1;
        Multiple "multiple" "more than one" = 2;
    }
}

bands! {
    /// The goal the authors attach to a total.
    pub enum Goal named "goal" {
        LongTermLocalControl "long_term_local_control" 2..=3 "long-term local control: wide or marginal excision";
        MiddleTermLocalControl "middle_term_local_control" 4..=5 "middle-term local control: marginal or intralesional excision";
        ShortTermPalliation "short_term_palliation" 6..=7 "short-term palliation: palliative surgery";
        TerminalCare "terminal_care" 8..=10 "supportive care";
    }
}

inputs! {
    /// The three items.
    pub struct Person {
        growth: Growth = "how fast the primary grows";
        visceral: Visceral = "metastases in internal organs";
        bone: Bone = "bone metastases, the spine included";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tomita {
    /// Growth, visceral, bone.
    pub points: [u8; 3],
    /// 2 to 10, higher is worse.
    pub total: u8,
    /// The goal of the total.
    pub goal: Goal,
}

impl Person {
    /// Scores the person.
    pub const fn score(&self) -> Tomita {
        let points = [self.growth.points(), self.visceral.points(), self.bone.points()];
        let [growth, visceral, bone] = points;
        let total = growth + visceral + bone;
        Tomita { points, total, goal: Goal::of(total) }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::read(answers)?.score();
    Ok(Outcome::pointed(
        ["growth", "visceral", "bone"],
        score.points,
        vec![("total", score.total.into()), ("goal", score.goal.word().into())],
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "tomita",
    title: "Tomita score (2001)",
    version: "tomita/2001-1",
    status: Status::Active,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse",
    range: Some((2.0, 10.0)),
    fields: Person::FIELDS,
    bands: &[Goal::ROWS],
    tag: Confidence::B,
    citation: "Tomita K et al. Spine 2001;26(3):298-306",
    page: Page {
        what: "Three items that suggest what a surgical plan for a spinal metastasis may aim for.",
        inputs: "How fast the primary grows, metastases in internal organs, and one or several bone metastases.",
        meaning: "2 to 3 points: long-term local control; 4 to 5: middle-term local control; 6 to 7: short-term palliation; 8 to 10: supportive care. These are the authors' goals, not orders.",
        cannot_tell: &[
            "It knows nothing of power, pain, stability, fitness or what the patient wants.",
            "It does not decide who is operated on.",
            "The groups of primaries are from before targeted therapy.",
        ],
        evidence: &[Evidence { text: "C .67", tag: Confidence::A }],
    },
    run,
};
