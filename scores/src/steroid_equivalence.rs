//! Steroid equivalence: the same anti-inflammatory effect in another steroid.
//!
//! British National Formulary, equivalent anti-inflammatory doses. Specification section 12.
//! Some tables round dexamethasone to prednisolone from 1 : 6.67 to 1 : 5; this one does not.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Instrument, Outcome, Output, Page, Refusal, Status,
};

words! {
    /// A steroid of the table.
    pub enum Steroid {
        Dexamethasone "dexamethasone" "dexamethasone, 0.75 mg";
        Betamethasone "betamethasone" "betamethasone, 0.75 mg";
        Methylprednisolone "methylprednisolone" "methylprednisolone, 4 mg";
        Triamcinolone "triamcinolone" "triamcinolone, 4 mg";
        Prednisolone "prednisolone" "prednisolone, 5 mg";
        Hydrocortisone "hydrocortisone" "hydrocortisone, 20 mg";
        Cortisone "cortisone" "cortisone, 25 mg";
    }
}

impl Steroid {
    /// The dose that equals 5 mg prednisolone.
    pub const fn equivalent_mg(self) -> f64 {
        match self {
            Self::Dexamethasone | Self::Betamethasone => 0.75,
            Self::Methylprednisolone | Self::Triamcinolone => 4.0,
            Self::Prednisolone => 5.0,
            Self::Hydrocortisone => 20.0,
            Self::Cortisone => 25.0,
        }
    }

    /// Whether the label may count the base or the phosphate, which weigh differently.
    const fn has_two_forms(self) -> bool {
        matches!(self, Self::Dexamethasone | Self::Betamethasone)
    }
}

words! {
    /// What the stated dose weighs.
    pub enum Form {
        Base "base" "the base";
        Phosphate "phosphate" "the phosphate";
    }
}

decimal! {
    /// A dose; even high-dose methylprednisolone stays far below 10 g.
    pub struct DoseMg: above 0.0 to 10000.0 "mg"
}

inputs! {
    /// What is asked.
    pub struct Conversion {
        drug: Steroid = "the steroid given";
        dose_mg: DoseMg = "its dose in mg";
        to: Steroid = "the steroid to compare with";
        form: Option<Form> = "whether the dose counts the base or the phosphate (dexamethasone, betamethasone)";
    }
}

impl Conversion {
    /// The dose of the other steroid with the same anti-inflammatory effect, unrounded.
    pub fn dose_mg(&self) -> f64 {
        self.dose_mg.get() / self.drug.equivalent_mg() * self.to.equivalent_mg()
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let conversion = Conversion::read(answers)?;
    let two_forms = conversion.drug.has_two_forms() || conversion.to.has_two_forms();
    Ok(Outcome::of(vec![
        ("dose_mg", Output::from(conversion.dose_mg())),
        ("drug", conversion.to.word().into()),
    ])
    .warn(
        "not_replacement",
        "Anti-inflammatory effect only: not for replacement dosing, and salt-retaining effect is ignored.",
    )
    .warn_if(
        two_forms && conversion.form.is_none(),
        "form_not_recorded",
        "Record whether the dose counts the base or the phosphate; about 3.3 mg base is 4 mg phosphate.",
    )
    .warn_if(
        two_forms && conversion.form == Some(Form::Phosphate),
        "phosphate_not_converted",
        "The dose was taken as written; the weight of the phosphate was not converted to base.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "steroid_equivalence",
    title: "Steroid equivalence (anti-inflammatory)",
    version: "steroid_equivalence/bnf-1",
    status: Status::Active,
    direction: Direction::None,
    direction_words: "a conversion: neither better nor worse",
    range: None,
    fields: Conversion::FIELDS,
    bands: &[],
    tag: Confidence::B,
    citation: "British National Formulary: glucocorticoid therapy, equivalent anti-inflammatory doses",
    page: Page {
        what: "Says which dose of another steroid has about the same anti-inflammatory effect.",
        inputs: "The steroid, its dose in milligrams, and the steroid to compare with. For dexamethasone and betamethasone say whether the label counts the base or the phosphate: ampoules are labelled 3.3 mg/mL, 6.6 mg in 2 mL or 3.8 mg/mL.",
        meaning: "The equivalent dose, unrounded. 16 mg dexamethasone is about 107 mg prednisolone.",
        cannot_tell: &[
            "It is not a prescription and not a taper.",
            "It is not for replacement in adrenal insufficiency: the salt-retaining effect is ignored.",
            "It does not turn phosphate into base.",
            "How long each drug acts differs, and the table does not show it.",
        ],
        evidence: &[],
    },
    run,
};
