//! Nieder: risk of myelopathy when the cord is irradiated a second time. **Draft.**
//!
//! Nieder C et al. 2006. Specification section 11; points recalled (C), needs a clinician.

use alloc::vec;

use crate::bed_eqd2::{AlphaBetaGy, DosePerFractionGy, Fractions, bed_gy};
use crate::door::{
    Answer, Answers, Confidence, Direction, Evidence, Input, Instrument, Kind, Outcome, Output,
    Page, Refusal, Status,
};

decimal! {
    /// Months between the courses.
    pub struct IntervalMonths: from 0.0 to 1200.0 "months"
}

inputs! {
    /// One course to the cord.
    pub struct Course {
        fractions: Fractions = "number of fractions";
        dose_gy: DosePerFractionGy = "dose of one fraction to the cord in Gy";
    }
}

impl Input for Course {
    const KIND: Kind = Kind::Record(Self::FIELDS);

    fn take(answer: Option<&Answer>) -> Option<Self> {
        match answer {
            Some(Answer::Record(answers)) => Self::read(answers).ok(),
            _ => None,
        }
    }
}

inputs! {
    /// Two courses to the same stretch of cord.
    pub struct Courses {
        course1: Course = "the first course";
        course2: Course = "the second course";
        alpha_beta_gy: AlphaBetaGy = "alpha/beta ratio in Gy: cord 2, lumbar and cauda 4";
        interval_months: IntervalMonths = "months between the courses";
    }
}

words! {
    /// The risk of myelopathy.
    pub enum Risk {
        Low "low" "up to 3 points: about 3 %";
        Intermediate "intermediate" "above 3, up to 6 points: about 25 %";
        High "high" "above 6 points: about 90 %";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nieder {
    /// BED of the first course.
    pub bed1: f64,
    /// BED of the second course.
    pub bed2: f64,
    /// Both together.
    pub cumulative_bed: f64,
    /// Cumulative dose, interval, single course.
    pub points: [f64; 3],
    /// 0 to 18, higher is worse.
    pub total: f64,
    /// The risk of the total.
    pub risk: Risk,
}

/// Doses are compared with this allowance, because 120 Gy reached by multiplying fractions may be
/// 120.000000000000014 in binary. It is not a rounding: no real dose differs by so little.
const ALLOWANCE_GY: f64 = 1e-9;
/// Points for a short interval, and for one large course.
const HEAVY: f64 = 4.5;
/// An interval below this is short.
const SHORT_BELOW_MONTHS: f64 = 6.0;
/// One course from this dose is large.
const LARGE_COURSE_FROM_GY: f64 = 102.0;

/// None up to 120 Gy, then one for each started 10 Gy up to 200, and nine above.
fn cumulative_points(bed_gy: f64) -> u8 {
    let mut points = 0;
    let mut edge_gy = 120.0;
    while points < 9 && bed_gy > edge_gy + ALLOWANCE_GY {
        points += 1;
        edge_gy += 10.0;
    }
    points
}

impl Courses {
    /// Scores the two courses.
    pub fn score(&self) -> Nieder {
        let bed1 = bed_gy(self.course1.fractions, self.course1.dose_gy, self.alpha_beta_gy);
        let bed2 = bed_gy(self.course2.fractions, self.course2.dose_gy, self.alpha_beta_gy);
        let cumulative_bed = bed1 + bed2;
        let short = self.interval_months.get() < SHORT_BELOW_MONTHS;
        let large = bed1.max(bed2) >= LARGE_COURSE_FROM_GY - ALLOWANCE_GY;
        let points = [
            f64::from(cumulative_points(cumulative_bed)),
            if short { HEAVY } else { 0.0 },
            if large { HEAVY } else { 0.0 },
        ];
        let total = points.iter().sum();
        // Totals are halves, which binary holds exactly.
        let risk = if total <= 3.0 {
            Risk::Low
        } else if total <= 6.0 {
            Risk::Intermediate
        } else {
            Risk::High
        };
        Nieder { bed1, bed2, cumulative_bed, points, total, risk }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let courses = Courses::read(answers)?;
    let score = courses.score();
    let mut outcome = Outcome::of(vec![
        ("bed1", Output::from(score.bed1)),
        ("bed2", score.bed2.into()),
        ("cumulative_bed", score.cumulative_bed.into()),
        ("total", score.total.into()),
        ("risk", score.risk.word().into()),
        ("alpha_beta_gy", courses.alpha_beta_gy.get().into()),
    ]);
    outcome.points = Some(Output::List(score.points.map(Output::from).into()));
    let [_, interval, _] = score.points;
    outcome.item_points.push(("interval_months", interval.into()));
    Ok(outcome)
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "cord_reirradiation_nieder",
    title: "Nieder re-irradiation score for the cord (2006)",
    version: "cord_reirradiation_nieder/2006-1",
    status: Status::Draft,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse",
    range: Some((0.0, 18.0)),
    fields: Courses::FIELDS,
    bands: &[],
    tag: Confidence::C,
    citation: "Nieder C et al. 2006 (re-irradiation of the spinal cord)",
    page: Page {
        what: "Three items that estimate the risk of myelopathy when the same stretch of cord is irradiated twice.",
        inputs: "Fractions and dose of both courses, the alpha/beta ratio, and the months between them.",
        meaning: "Up to 3 points low (about 3 %), above 3 to 6 intermediate (about 25 %), above 6 high (about 90 %). Points come from the cumulative BED (one for each started 10 Gy above 120, nine above 200), from an interval below six months, and from a single course of 102 Gy or more.",
        cannot_tell: &[
            "Unverified: the points are recalled and need a clinician.",
            "It is not an alert and not a prescription.",
            "It knows nothing of the part of the cord treated, of drugs, or of stereotactic dose shapes.",
        ],
        evidence: &[
            Evidence {
                text: "No case up to 120 Gy2 together with at least 6 months between and at most 98 Gy2 a course; small risk up to 135.5 Gy2",
                tag: Confidence::A,
            },
            Evidence {
                text: "32 patients above the limits had no myelopathy (Doi 2021)",
                tag: Confidence::C,
            },
        ],
    },
    run,
};
