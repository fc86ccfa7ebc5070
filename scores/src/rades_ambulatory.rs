//! Rades 2008 ambulatory score: walking after radiotherapy for cord compression. **Draft.**
//!
//! IJROBP 2008;72:905-8 (n = 2096). Specification section 13. Points recalled; the smallest and
//! largest total agree with the abstract.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Output, Page, Refusal, Status,
};
use crate::rades_survival::{IntervalMonths, MotorDeficitDays};

words! {
    /// The tumour.
    pub enum Tumour {
        Breast "breast" "breast" = 8;
        Prostate "prostate" "prostate" = 7;
        MyelomaLymphoma "myeloma_lymphoma" "myeloma or lymphoma" = 9;
        Lung "lung" "lung" = 6;
        Unknown "unknown" "unknown primary" = 5;
        Other "other" "any other" = 6;
    }
}

words! {
    /// Walking before radiotherapy.
    pub enum Motor {
        NoAid "no_aid" "walks without aid" = 10;
        WithAid "with_aid" "walks with aid" = 9;
        NotAmbulatory "not_ambulatory" "moves the legs, does not walk" = 3;
        Paraplegic "paraplegic" "does not move the legs" = 1;
    }
}

bands! {
    /// Five groups.
    pub enum Group5 named "group5" {
        First "21-28" 21..=28 "walking after radiotherapy: 6 %";
        Second "29-31" 29..=31 "walking after radiotherapy: 44 %";
        Third "32-34" 32..=34 "walking after radiotherapy: 70 %";
        Fourth "35-37" 35..=37 "walking after radiotherapy: 86 %";
        Fifth "38-44" 38..=44 "walking after radiotherapy: 99 %";
    }
}

inputs! {
    /// The five items.
    pub struct Person {
        tumour: Tumour = "the tumour";
        interval_months: IntervalMonths = "months from diagnosis of the cancer to cord compression";
        visceral_mets: bool = "metastases in internal organs";
        motor: Motor = "walking before radiotherapy";
        motor_deficit_days: MotorDeficitDays = "days over which the motor deficit developed";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RadesAmbulatory {
    /// In the order of the inputs.
    pub points: [u8; 5],
    /// 21 to 44, higher is better.
    pub total: u8,
    /// Five groups.
    pub group5: Group5,
}

/// A longer interval earns more.
const SHORT_INTERVAL_UP_TO_MONTHS: f64 = 15.0;

impl Person {
    /// Scores the person.
    pub fn score(&self) -> RadesAmbulatory {
        let points = [
            self.tumour.points(),
            if self.interval_months.get() <= SHORT_INTERVAL_UP_TO_MONTHS { 6 } else { 8 },
            if self.visceral_mets { 5 } else { 8 },
            self.motor.points(),
            match self.motor_deficit_days.get() {
                ..=7 => 4,
                8..=14 => 6,
                15.. => 9,
            },
        ];
        let total = points.iter().sum();
        RadesAmbulatory { points, total, group5: Group5::of(total) }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::read(answers)?.score();
    Ok(Outcome::pointed(
        ["tumour", "interval_months", "visceral_mets", "motor", "motor_deficit_days"],
        score.points,
        vec![("total", Output::from(score.total)), ("group5", score.group5.word().into())],
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "rades_ambulatory",
    title: "Rades ambulatory score after radiotherapy for cord compression (2008)",
    version: "rades_ambulatory/2008-1",
    status: Status::Draft,
    direction: Direction::HigherBetter,
    direction_words: "higher is better",
    range: Some((21.0, 44.0)),
    fields: Person::FIELDS,
    bands: &[Group5::ROWS],
    tag: Confidence::C,
    citation: "Rades D et al. Int J Radiat Oncol Biol Phys 2008;72:905-8. doi:10.1016/j.ijrobp.2008.02.018",
    page: Page {
        what: "Five items that estimate whether someone will walk after radiotherapy alone for cord compression.",
        inputs: "The tumour, months since the cancer was diagnosed, metastases in organs, walking before radiotherapy, and over how many days the weakness developed.",
        meaning: "21 to 44; the higher, the more likely walking. The authors name totals of 29 to 37 as candidates for surgery.",
        cannot_tell: &[
            "Unverified: the points are recalled.",
            "There are many Rades scores with different ranges. Always print the full name and year.",
            "It speaks of radiotherapy alone, not of surgery.",
        ],
        evidence: &[
            Evidence {
                text: "Walking afterwards in five groups: 6, 44, 70, 86, 99 % (n = 2096)",
                tag: Confidence::A,
            },
            Evidence {
                text: "Prospective (n = 653): 10.6, 43.5, 71.0, 89.5, 98.5 %",
                tag: Confidence::A,
            },
            Evidence { text: "Alive at six months: 6, 31, 42, 61, 93 %", tag: Confidence::A },
        ],
    },
    run,
};
