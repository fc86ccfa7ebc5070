//! Bollen 2014: survival category from tumour profile, Karnofsky status and spread. **Draft.**
//!
//! Bollen L et al., Neuro Oncol 2014;16:991-8. Specification section 13. The ends of the table were
//! seen, the middle cells are recalled (C); the full list of tumours per profile was not seen.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Output, Page, Refusal, Status,
};
use crate::performance::Karnofsky;

words! {
    /// The clinical profile of the primary. Haematological cancers and unknown primaries were not
    /// in the study.
    pub enum Profile {
        Favourable "favourable" "favourable, for example breast";
        Moderate "moderate" "moderate, for example prostate";
        Unfavourable "unfavourable" "unfavourable, for example lung";
    }
    excluded {
        "haematological" "the study left out haematological cancers";
        "unknown_primary" "the study left out unknown primaries";
    }
}

words! {
    /// The survival category, best first.
    pub enum Category {
        A "A" "median survival 31.2 months";
        B "B" "median survival 15.4 months";
        C "C" "median survival 4.8 months";
        D "D" "median survival 1.6 months";
    }
}

impl Category {
    /// Median survival in months.
    pub const fn median_months(self) -> f64 {
        match self {
            Self::A => 31.2,
            Self::B => 15.4,
            Self::C => 4.8,
            Self::D => 1.6,
        }
    }
}

inputs! {
    /// The three items.
    pub struct Person {
        profile: Profile = "clinical profile of the primary";
        kps: Karnofsky = "Karnofsky performance status, 0 to 100 in tens";
        visceral_or_brain_mets: bool = "metastases in internal organs or brain";
    }
}

/// Karnofsky status is good from here.
const GOOD_KARNOFSKY_FROM: i64 = 80;

impl Person {
    /// The category.
    pub const fn category(&self) -> Category {
        let good = self.kps.get() >= GOOD_KARNOFSKY_FROM;
        match (self.profile, good, self.visceral_or_brain_mets) {
            (Profile::Favourable, true, false) => Category::A,
            (Profile::Favourable, true, true)
            | (Profile::Favourable, false, false)
            | (Profile::Moderate, true, _) => Category::B,
            (Profile::Favourable, false, true)
            | (Profile::Moderate, false, _)
            | (Profile::Unfavourable, true, _) => Category::C,
            (Profile::Unfavourable, false, _) => Category::D,
        }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let category = Person::read(answers)?.category();
    Ok(Outcome::of(vec![
        ("category", Output::from(category.word())),
        ("median_months", category.median_months().into()),
    ]))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "bollen",
    title: "Bollen survival categories (2014)",
    version: "bollen/2014-1",
    status: Status::Draft,
    direction: Direction::HigherWorse,
    direction_words: "A is best, D is worst",
    range: None,
    fields: Person::FIELDS,
    bands: &[],
    tag: Confidence::C,
    citation: "Bollen L et al. Neuro Oncol 2014;16:991-8. doi:10.1093/neuonc/not318",
    page: Page {
        what: "Sorts people with spinal metastases into four survival categories by profile of the primary, Karnofsky status and spread.",
        inputs: "Profile of the primary (favourable, moderate, unfavourable), Karnofsky status, and metastases in organs or brain.",
        meaning: "A to D, with median survivals of 31.2, 15.4, 4.8 and 1.6 months.",
        cannot_tell: &[
            "Unverified: the middle of the table is recalled, not checked against the paper.",
            "Which tumour has which profile is known only by example here; a clinician has to say.",
            "Haematological cancers and unknown primaries were not studied and are refused.",
        ],
        evidence: &[Evidence {
            text: "C .71, in other patients .69 (n = 1043)",
            tag: Confidence::A,
        }],
    },
    run,
};
