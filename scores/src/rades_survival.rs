//! Rades 2008 survival score after radiotherapy for cord compression. **Draft.**
//!
//! Cancer 2008;112:157-61 (n = 1852). Specification section 13. Known fault: these recalled points
//! reach 46 with myeloma or lymphoma, while the abstract says 45. A total of 46 is refused; it
//! never gets a band.

use alloc::vec;

use crate::door::{
    Answers, Code, Confidence, Direction, Evidence, Instrument, Outcome, Output, Page, Refusal,
    Status, Whole,
};

/// Days over which the motor deficit developed; a year is the limit of a slip.
pub type MotorDeficitDays = Whole<1, 366>;

decimal! {
    /// Months from diagnosis of the cancer to cord compression.
    pub struct IntervalMonths: from 0.0 to 720.0 "months"
}

words! {
    /// The tumour.
    pub enum Tumour {
        Breast "breast" "breast" = 8;
        Prostate "prostate" "prostate" = 7;
        MyelomaLymphoma "myeloma_lymphoma" "myeloma or lymphoma" = 9;
        Lung "lung" "lung" = 3;
        Other "other" "any other" = 4;
    }
}

bands! {
    /// Five groups.
    pub enum Group5 named "group5" {
        First "20-25" 20..=25 "alive at six months: about 4 %";
        Second "26-30" 26..=30 "alive at six months: about 11 %";
        Third "31-35" 31..=35 "alive at six months: about 48 %";
        Fourth "36-40" 36..=40 "alive at six months: about 87 % (recalled)";
        Fifth "41-45" 41..=45 "alive at six months: about 99 % (recalled)";
    }
}

bands! {
    /// Three groups.
    pub enum Group3 named "group3" {
        Low "20-30" 20..=30 "validation: 14 % alive at six months";
        Middle "31-35" 31..=35 "validation: 56 % alive at six months";
        High "36-45" 36..=45 "validation: 80 % alive at six months";
    }
}

inputs! {
    /// The six items.
    pub struct Person {
        tumour: Tumour = "the tumour";
        other_bone_mets: bool = "bone metastases besides those compressing the cord";
        visceral_mets: bool = "metastases in internal organs";
        interval_months: IntervalMonths = "months from diagnosis of the cancer to cord compression";
        ambulatory: bool = "walking before radiotherapy";
        motor_deficit_days: MotorDeficitDays = "days over which the motor deficit developed";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RadesSurvival {
    /// In the order of the inputs.
    pub points: [u8; 6],
    /// 20 to 45, higher is better.
    pub total: u8,
    /// Five groups.
    pub group5: Group5,
    /// Three groups.
    pub group3: Group3,
}

/// The published maximum; the recalled points can go one beyond.
const PUBLISHED_MAXIMUM: u8 = 45;
/// A longer interval earns more.
const SHORT_INTERVAL_UP_TO_MONTHS: f64 = 15.0;

impl Person {
    /// Scores the person, or refuses the one combination that goes beyond the published maximum.
    pub fn score(&self) -> Result<RadesSurvival, Refusal> {
        let points = [
            self.tumour.points(),
            if self.other_bone_mets { 5 } else { 7 },
            if self.visceral_mets { 2 } else { 8 },
            if self.interval_months.get() <= SHORT_INTERVAL_UP_TO_MONTHS { 4 } else { 7 },
            if self.ambulatory { 7 } else { 3 },
            match self.motor_deficit_days.get() {
                ..=7 => 3,
                8..=14 => 6,
                15.. => 8,
            },
        ];
        let total = points.iter().sum();
        if total > PUBLISHED_MAXIMUM {
            return Err(Refusal::new(
                Code::OutOfRange,
                "total",
                "The item points add up to 46, but the published maximum is 45: the item table is at fault, so no band is given."
                    .into(),
            ));
        }
        Ok(RadesSurvival { points, total, group5: Group5::of(total), group3: Group3::of(total) })
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::read(answers)?.score()?;
    Ok(Outcome::pointed(
        [
            "tumour",
            "other_bone_mets",
            "visceral_mets",
            "interval_months",
            "ambulatory",
            "motor_deficit_days",
        ],
        score.points,
        vec![
            ("total", Output::from(score.total)),
            ("group5", score.group5.word().into()),
            ("group3", score.group3.word().into()),
        ],
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "rades_survival",
    title: "Rades survival score after radiotherapy for cord compression (2008)",
    version: "rades_survival/2008-1",
    status: Status::Draft,
    direction: Direction::HigherBetter,
    direction_words: "higher is better",
    range: Some((20.0, 45.0)),
    fields: Person::FIELDS,
    bands: &[Group5::ROWS, Group3::ROWS],
    tag: Confidence::C,
    citation: "Rades D et al. Cancer 2008;112:157-61",
    page: Page {
        what: "Six items that estimate survival after radiotherapy alone for cord compression.",
        inputs: "The tumour, other bone metastases, metastases in organs, months since the cancer was diagnosed, walking before radiotherapy, and over how many days the weakness developed.",
        meaning: "20 to 45; the higher, the longer the expected survival. Five groups and three groups are both published.",
        cannot_tell: &[
            "Unverified: the points are recalled. They can reach 46 although the abstract says 45; such a total is refused.",
            "There are many Rades scores with different ranges. Always print the full name and year.",
            "Slower onset scores better; it is not a reason to wait.",
        ],
        evidence: &[
            Evidence {
                text: "Alive at six months, lowest three of five groups: 4, 11, 48 % (n = 1852)",
                tag: Confidence::A,
            },
            Evidence {
                text: "Alive at six months, highest two groups: 87, 99 %",
                tag: Confidence::C,
            },
            Evidence {
                text: "Validation (n = 439): 7, 19, 56, 73, 90 % in five groups; 14, 56, 80 % in three",
                tag: Confidence::A,
            },
        ],
    },
    run,
};
