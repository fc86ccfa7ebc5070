//! What is measured, in which unit, and what is usual.
//!
//! Usual ranges are those common in adults in the United Kingdom, where there are any the harmonised
//! ones (Pathology Harmony). They were recalled, not read off a laboratory's list (confidence C), so
//! a site sets its own laboratory's in `blood_ranges`. Possible and likely limits are ours (D): wide
//! enough never to refuse a real figure, narrow enough to catch a slip of unit or point.

use crate::proforma::{Kind, Question};
use crate::site::Site;

/// One thing that is measured.
#[derive(Debug, PartialEq)]
pub struct Analyte {
    /// Stable key, the question's too.
    pub key: &'static str,
    /// As shown.
    pub label: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Outside of this a figure is a slip: refused.
    possible: (f64, f64),
    /// Outside of this it is rare: asked again.
    likely: (f64, f64),
    /// The usual range of a woman.
    female: (f64, f64),
    /// The usual range of a man.
    male: (f64, f64),
}

/// Where a figure lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flag {
    /// Below the usual range, which begins here.
    Low(f64),
    /// Within it.
    Usual,
    /// Above the usual range, which ends here.
    High(f64),
}

impl Flag {
    /// "low: below 133"; empty for the usual.
    pub fn words(self) -> String {
        match self {
            Self::Low(from) => format!("low: below {from}"),
            Self::Usual => String::new(),
            Self::High(to) => format!("high: above {to}"),
        }
    }
}

impl Analyte {
    const fn question(&self) -> Question {
        let kind = Kind::Number { unit: self.unit, possible: self.possible, likely: self.likely };
        Question::new(self.key, self.label, kind).fresh()
    }

    const fn by_sex(self, female: (f64, f64), male: (f64, f64)) -> Self {
        Self { female, male, ..self }
    }

    /// The usual range for this person at this site. Where the sex is not known it is the wider one.
    pub fn usual(&self, sex: Option<&str>, site: &Site) -> (f64, f64) {
        match (site.blood_ranges.get(self.key), sex) {
            (Some(own), _) => *own,
            (None, Some("female")) => self.female,
            (None, Some("male")) => self.male,
            (None, _) => (self.female.0.min(self.male.0), self.female.1.max(self.male.1)),
        }
    }

    /// Where a figure lies for this person at this site.
    pub fn flag(&self, value: f64, sex: Option<&str>, site: &Site) -> Flag {
        let (from, to) = self.usual(sex, site);
        if value < from {
            Flag::Low(from)
        } else if value > to {
            Flag::High(to)
        } else {
            Flag::Usual
        }
    }
}

const fn measured(
    key: &'static str,
    label: &'static str,
    unit: &'static str,
    possible: (f64, f64),
    likely: (f64, f64),
    usual: (f64, f64),
) -> Analyte {
    Analyte { key, label, unit, possible, likely, female: usual, male: usual }
}

/// No upper or lower end.
const OPEN: f64 = f64::INFINITY;

const HAEMOGLOBIN: Analyte =
    measured("haemoglobin", "Haemoglobin", "g/L", (20.0, 250.0), (60.0, 200.0), (115.0, 180.0))
        .by_sex((115.0, 165.0), (130.0, 180.0));
const WHITE_CELLS: Analyte =
    measured("white_cells", "White cells", "10^9/L", (0.0, 500.0), (0.5, 50.0), (4.0, 11.0));
const NEUTROPHILS: Analyte =
    measured("neutrophils", "Neutrophils", "10^9/L", (0.0, 300.0), (0.5, 40.0), (2.0, 7.5));
const PLATELETS: Analyte =
    measured("platelets", "Platelets", "10^9/L", (1.0, 3000.0), (20.0, 1000.0), (150.0, 400.0));
const SODIUM: Analyte =
    measured("sodium", "Sodium", "mmol/L", (90.0, 200.0), (115.0, 160.0), (133.0, 146.0));
const POTASSIUM: Analyte =
    measured("potassium", "Potassium", "mmol/L", (1.0, 12.0), (2.5, 7.0), (3.5, 5.3));
const UREA: Analyte = measured("urea", "Urea", "mmol/L", (0.1, 100.0), (1.0, 40.0), (2.5, 7.8));
const CREATININE: Analyte =
    measured("creatinine", "Creatinine", "micromol/L", (5.0, 3000.0), (20.0, 900.0), (45.0, 104.0))
        .by_sex((45.0, 84.0), (59.0, 104.0));
const EGFR: Analyte =
    measured("egfr", "eGFR", "mL/min/1.73 m2", (0.0, 200.0), (5.0, 130.0), (60.0, OPEN));
const BILIRUBIN: Analyte =
    measured("bilirubin", "Bilirubin", "micromol/L", (1.0, 800.0), (1.0, 300.0), (0.0, 20.0));
const ALT: Analyte = measured("alt", "ALT", "IU/L", (1.0, 20_000.0), (3.0, 1000.0), (0.0, 40.0));
const ALKALINE_PHOSPHATASE: Analyte = measured(
    "alkaline_phosphatase",
    "Alkaline phosphatase",
    "IU/L",
    (5.0, 10_000.0),
    (20.0, 2000.0),
    (30.0, 130.0),
);
const ALBUMIN: Analyte =
    measured("albumin", "Albumin", "g/L", (10.0, 60.0), (15.0, 55.0), (35.0, 50.0));
const CALCIUM: Analyte =
    measured("calcium", "Calcium, adjusted", "mmol/L", (1.0, 6.0), (1.6, 4.0), (2.2, 2.6));
const PHOSPHATE: Analyte =
    measured("phosphate", "Phosphate", "mmol/L", (0.1, 6.0), (0.3, 3.0), (0.8, 1.5));
const MAGNESIUM: Analyte =
    measured("magnesium", "Magnesium", "mmol/L", (0.1, 5.0), (0.4, 2.0), (0.7, 1.0));
const CRP: Analyte = measured("crp", "CRP", "mg/L", (0.0, 600.0), (0.0, 400.0), (0.0, 5.0));
const LDH: Analyte =
    measured("ldh", "LDH", "IU/L", (20.0, 20_000.0), (80.0, 3000.0), (125.0, 250.0));
const INR: Analyte = measured("inr", "INR", "ratio", (0.5, 20.0), (0.8, 8.0), (0.8, 1.2));
const APTT: Analyte =
    measured("aptt", "APTT", "seconds", (5.0, 300.0), (18.0, 120.0), (25.0, 37.0));
const PARAPROTEIN: Analyte =
    measured("paraprotein", "Paraprotein", "g/L", (0.0, 150.0), (0.0, 100.0), (0.0, 0.0));
const LIGHT_CHAIN_RATIO: Analyte = measured(
    "light_chain_ratio",
    "Free light chain ratio, kappa to lambda",
    "ratio",
    (0.0, 100_000.0),
    (0.01, 1000.0),
    (0.26, 1.65),
);
const PSA: Analyte =
    measured("psa", "PSA", "micrograms/L", (0.0, 100_000.0), (0.0, 5000.0), (0.0, 4.0));
const GLUCOSE: Analyte =
    measured("glucose", "Glucose", "mmol/L", (0.5, 100.0), (2.5, 35.0), (4.0, 11.0));

/// Everything that is measured, in the order of the form.
pub const ANALYTES: &[Analyte] = &[
    HAEMOGLOBIN,
    WHITE_CELLS,
    NEUTROPHILS,
    PLATELETS,
    SODIUM,
    POTASSIUM,
    UREA,
    CREATININE,
    EGFR,
    BILIRUBIN,
    ALT,
    ALKALINE_PHOSPHATASE,
    ALBUMIN,
    CALCIUM,
    PHOSPHATE,
    MAGNESIUM,
    CRP,
    LDH,
    INR,
    APTT,
    PARAPROTEIN,
    LIGHT_CHAIN_RATIO,
    PSA,
    GLUCOSE,
];

/// The analyte with this key.
pub fn analyte(key: &str) -> Option<&'static Analyte> {
    ANALYTES.iter().find(|analyte| analyte.key == key)
}

pub(super) const COUNT: &[Question] =
    &[HAEMOGLOBIN.question(), WHITE_CELLS.question(), NEUTROPHILS.question(), PLATELETS.question()];
pub(super) const KIDNEY: &[Question] = &[
    SODIUM.question(),
    POTASSIUM.question(),
    UREA.question(),
    CREATININE.question(),
    EGFR.question().hint("MRI of the whole spine without contrast never waits for it."),
];
pub(super) const LIVER: &[Question] =
    &[BILIRUBIN.question(), ALT.question(), ALKALINE_PHOSPHATASE.question(), ALBUMIN.question()];
pub(super) const BONE: &[Question] =
    &[CALCIUM.question(), PHOSPHATE.question(), MAGNESIUM.question()];
pub(super) const INFLAMMATION: &[Question] = &[CRP.question(), LDH.question()];
pub(super) const CLOTTING: &[Question] = &[
    INR.question(),
    APTT.question(),
    Question::new(
        "group",
        "Group and save",
        Kind::One(&[("sent", "sent"), ("valid", "valid sample held"), ("none", "none")]),
    )
    .fresh(),
];
pub(super) const TUMOUR: &[Question] = &[
    PARAPROTEIN.question(),
    LIGHT_CHAIN_RATIO.question(),
    PSA.question(),
    GLUCOSE.question(),
    Question::new("other", "Other results, with their units", Kind::Text).fresh(),
];
