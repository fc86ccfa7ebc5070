//! NOMS: neurological, oncological, mechanical, systemic, as a starting point for discussion.
//! **Draft.**
//!
//! Laufer I et al., Oncologist 2013;18:744-51. Specification section 13; table recalled (C).

use alloc::vec;
use alloc::vec::Vec;

use crate::door::{
    Answers, Code, Confidence, Direction, Instrument, Outcome, Output, Page, Refusal, Status,
};

words! {
    /// Epidural compression in two classes.
    pub enum EsccClass {
        Low "low" "ESCC 0 to 1c";
        High "high" "ESCC 2 or 3";
    }
}

words! {
    /// How the tumour answers to conventional radiotherapy.
    pub enum Radiosensitivity {
        Sensitive "sensitive" "sensitive";
        Resistant "resistant" "resistant";
    }
}

words! {
    /// Mechanical stability, by SINS and judgement.
    pub enum Mechanical {
        Stable "stable" "stable";
        Unstable "unstable" "unstable";
    }
}

words! {
    /// Whether the person could bear an operation. It only matters for high ESCC with a resistant
    /// tumour, and there it must be answered.
    pub enum SystemicFitness {
        Any "any" "not asked, because it does not matter here";
        Fit "fit" "could bear an operation";
        Unfit "unfit" "could not bear an operation";
    }
}

words! {
    /// One step of a plan.
    pub enum Step {
        Cebrt "cEBRT" "conventional external-beam radiotherapy";
        Srs "SRS" "stereotactic radiosurgery";
        Stabilisation "stabilisation" "stabilisation of the spine";
        DecompressionStabilisation "decompression_stabilisation" "decompression with stabilisation";
    }
}

inputs! {
    /// The four questions.
    pub struct Form {
        escc_class: EsccClass = "epidural compression: low is ESCC 0 to 1c";
        radiosensitivity: Radiosensitivity = "how the tumour answers to conventional radiotherapy";
        mechanical: Mechanical = "mechanical stability";
        systemic_fitness: SystemicFitness = "fitness for an operation; only asked for high ESCC with a resistant tumour";
    }
}

/// What to discuss, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The operation to discuss before radiotherapy, if any.
    pub operation: Option<Step>,
    /// The radiotherapy to discuss.
    pub radiotherapy: Step,
}

impl Plan {
    /// The steps in order.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        self.operation.into_iter().chain([self.radiotherapy])
    }
}

impl Form {
    /// The plan to discuss, unless fitness matters and was not answered.
    pub fn plan(&self) -> Result<Plan, Refusal> {
        let stabilise = match self.mechanical {
            Mechanical::Stable => None,
            Mechanical::Unstable => Some(Step::Stabilisation),
        };
        let (operation, radiotherapy) = match (self.radiosensitivity, self.escc_class) {
            (Radiosensitivity::Sensitive, _) => (stabilise, Step::Cebrt),
            (Radiosensitivity::Resistant, EsccClass::Low) => (stabilise, Step::Srs),
            (Radiosensitivity::Resistant, EsccClass::High) => match self.systemic_fitness {
                SystemicFitness::Fit => (Some(Step::DecompressionStabilisation), Step::Srs),
                SystemicFitness::Unfit => (stabilise, Step::Cebrt),
                SystemicFitness::Any => {
                    return Err(Refusal::new(
                        Code::Inconsistent,
                        "systemic_fitness",
                        "systemic_fitness was any, but with high ESCC and a resistant tumour it matters: say fit or unfit."
                            .into(),
                    ));
                }
            },
        };
        Ok(Plan { operation, radiotherapy })
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let plan: Vec<Output> =
        Form::read(answers)?.plan()?.steps().map(|step| step.word().into()).collect();
    Ok(Outcome::of(vec![("plan", Output::List(plan))]).warn(
        "discussion_aid",
        "A start for the discussion, not a decision: the meeting decides with the patient.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "noms_decision",
    title: "NOMS framework (2013)",
    version: "noms_decision/2013-1",
    status: Status::Draft,
    direction: Direction::None,
    direction_words: "a list to discuss: neither better nor worse",
    range: None,
    fields: Form::FIELDS,
    bands: &[],
    tag: Confidence::C,
    citation: "Laufer I et al. Oncologist 2013;18:744-51",
    page: Page {
        what: "Four questions (neurological, oncological, mechanical, systemic) that give a meeting a common place to start from.",
        inputs: "Low or high epidural compression, whether the tumour answers to conventional radiotherapy, stability, and fitness for an operation where it matters.",
        meaning: "A list of steps to discuss, in order.",
        cannot_tell: &[
            "Unverified: the table is recalled.",
            "It is a discussion aid. It does not decide, and no step is closed by it.",
            "It knows nothing of what the patient wants, of earlier radiotherapy or of systemic options.",
        ],
        evidence: &[],
    },
    run,
};
