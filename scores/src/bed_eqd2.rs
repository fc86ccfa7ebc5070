//! BED and EQD2: the same radiation dose in a form that courses can be compared in.
//!
//! Fowler JF, Br J Radiol 1989;62:679-94. Specification section 11. Full precision here; the screen
//! shows two decimals. The alpha/beta ratio used is always part of the result.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Output, Page, Refusal, Status,
    Whole,
};

/// Number of fractions. More than 100 in a course is a slip.
pub type Fractions = Whole<1, 100>;

decimal! {
    /// Dose of one fraction; no spinal treatment gives more than 100 Gy at once.
    pub struct DosePerFractionGy: above 0.0 to 100.0 "Gy"
}

decimal! {
    /// The alpha/beta ratio; tissues lie between about 0.5 and 20 Gy.
    pub struct AlphaBetaGy: above 0.0 to 50.0 "Gy"
}

inputs! {
    /// One course of radiotherapy.
    pub struct Course {
        fractions: Fractions = "number of fractions";
        dose_per_fraction_gy: DosePerFractionGy = "dose of one fraction in Gy";
        alpha_beta_gy: AlphaBetaGy = "alpha/beta ratio in Gy: tumour 10, cord 2, lumbar and cauda 4 in some work";
    }
}

/// A course expressed for comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equivalent {
    /// Biologically effective dose.
    pub bed_gy: f64,
    /// The same effect in fractions of 2 Gy.
    pub eqd2_gy: f64,
}

impl Course {
    /// Both doses, unrounded.
    pub fn equivalent(&self) -> Equivalent {
        let bed_gy = bed_gy(self.fractions, self.dose_per_fraction_gy, self.alpha_beta_gy);
        Equivalent { bed_gy, eqd2_gy: bed_gy / (1.0 + 2.0 / self.alpha_beta_gy.get()) }
    }
}

/// BED = n d (1 + d / (alpha/beta)).
pub fn bed_gy(fractions: Fractions, dose: DosePerFractionGy, alpha_beta: AlphaBetaGy) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    let fractions = fractions.get() as f64;
    fractions * dose.get() * (1.0 + dose.get() / alpha_beta.get())
}

/// One published limit of the cord: something to read, never an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CordLimit {
    /// The situation.
    pub setting: &'static str,
    /// What was found in it.
    pub finding: &'static str,
    /// Where.
    pub source: &'static str,
    /// How sure we are.
    pub tag: Confidence,
}

/// Published tolerance of the cord, for reading.
pub static CORD_LIMITS: [CordLimit; 6] = [
    CordLimit {
        setting: "first course, 1.8 to 2 Gy a fraction",
        finding: "myelopathy below 1 % at 54 Gy and below 10 % at 61 Gy",
        source: "QUANTEC, Kirkpatrick JP et al. IJROBP 2010;76(3 Suppl):S42-9",
        tag: Confidence::A,
    },
    CordLimit {
        setting: "radiosurgery, highest dose to the cord",
        finding: "below 1 % at 13 Gy once or 20 Gy in 3 fractions",
        source: "QUANTEC, Kirkpatrick JP et al. IJROBP 2010;76(3 Suppl):S42-9",
        tag: Confidence::A,
    },
    CordLimit {
        setting: "stereotactic treatment, highest dose, 1 to 5 % risk",
        finding: "12.4 to 14.0 Gy in 1 fraction, 17.0 in 2, 20.3 in 3, 23.0 in 4, 25.3 in 5",
        source: "Sahgal A et al. doi:10.1016/j.ijrobp.2019.09.038",
        tag: Confidence::A,
    },
    CordLimit {
        setting: "stereotactic re-irradiation, lower risk",
        finding: "thecal EQD2 (ratio 2) at most 70 Gy together and 25 Gy from the stereotactic course, at most half of the whole, at least 5 months apart",
        source: "Sahgal A et al. doi:10.1016/j.ijrobp.2019.09.038",
        tag: Confidence::A,
    },
    CordLimit {
        setting: "recovery between courses",
        finding: "a quarter after 6 months, half after 12",
        source: "Doi 2021",
        tag: Confidence::A,
    },
    CordLimit {
        setting: "two courses",
        finding: "no case up to 120 Gy2 together with at least 6 months between and at most 98 Gy2 a course; small risk up to 135.5 Gy2",
        source: "Nieder C et al. 2006",
        tag: Confidence::A,
    },
];

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let course = Course::read(answers)?;
    let Equivalent { bed_gy, eqd2_gy } = course.equivalent();
    Ok(Outcome::of(vec![
        ("bed_gy", Output::from(bed_gy)),
        ("eqd2_gy", eqd2_gy.into()),
        ("alpha_beta_gy", course.alpha_beta_gy.get().into()),
    ]))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "bed_eqd2",
    title: "BED and EQD2",
    version: "bed_eqd2/1989-1",
    status: Status::Active,
    direction: Direction::None,
    direction_words: "a conversion: neither better nor worse",
    range: None,
    fields: Course::FIELDS,
    bands: &[],
    tag: Confidence::A,
    citation: "Fowler JF. Br J Radiol 1989;62:679-94",
    page: Page {
        what: "Turns a course of radiotherapy into the biologically effective dose and into the same effect in fractions of 2 Gy, so that courses of different pattern can be compared.",
        inputs: "Number of fractions, dose of one fraction, and the alpha/beta ratio of the tissue. Common ratios: tumour 10, cord 2 (0.87 in one large fit), lumbar cord and cauda equina 4 in Nieder's work.",
        meaning: "BED is n times d times (1 + d over alpha/beta). EQD2 is BED over (1 + 2 over alpha/beta). The ratio used is printed with every result.",
        cannot_tell: &[
            "It says nothing about where in the cord the dose fell, about recovery between courses or about concurrent drugs.",
            "At large fractions, as in radiosurgery, the model is less certain.",
            "The cord limits beside it are reading matter from published series, not alerts and not a prescription.",
        ],
        evidence: &[Evidence {
            text: "First course in fractions of 1.8 to 2 Gy: myelopathy below 1 % at 54 Gy and below 10 % at 61 Gy (QUANTEC 2010)",
            tag: Confidence::A,
        }],
    },
    run,
};
