//! The decision, the first steroid dose, the first fraction, the operation.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decide::{Draft, required};
use crate::event::Event;
use crate::facts::{Answer, Answers, How};
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;

/// Outcome codes (rule book section 4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "`words` says what each means")]
pub enum Outcome {
    SurgHere,
    SurgReferrer,
    Rt,
    #[serde(rename = "SURG+RT")]
    SurgRt,
    Sabr,
    Sact,
    Cement,
    Brace,
    SteroidOnly,
    Bsc,
    FurtherImaging,
    Biopsy,
    Observe,
    NotMsccMalig,
    NotMalig,
    Declined,
    DiedBefore,
    InsufficientInfo,
    TransferOther,
}

impl Outcome {
    /// Every code.
    pub const ALL: [Self; 19] = [
        Self::SurgHere,
        Self::SurgReferrer,
        Self::Rt,
        Self::SurgRt,
        Self::Sabr,
        Self::Sact,
        Self::Cement,
        Self::Brace,
        Self::SteroidOnly,
        Self::Bsc,
        Self::FurtherImaging,
        Self::Biopsy,
        Self::Observe,
        Self::NotMsccMalig,
        Self::NotMalig,
        Self::Declined,
        Self::DiedBefore,
        Self::InsufficientInfo,
        Self::TransferOther,
    ];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SurgHere => "SURG_HERE",
            Self::SurgReferrer => "SURG_REFERRER",
            Self::Rt => "RT",
            Self::SurgRt => "SURG+RT",
            Self::Sabr => "SABR",
            Self::Sact => "SACT",
            Self::Cement => "CEMENT",
            Self::Brace => "BRACE",
            Self::SteroidOnly => "STEROID_ONLY",
            Self::Bsc => "BSC",
            Self::FurtherImaging => "FURTHER_IMAGING",
            Self::Biopsy => "BIOPSY",
            Self::Observe => "OBSERVE",
            Self::NotMsccMalig => "NOT_MSCC_MALIG",
            Self::NotMalig => "NOT_MALIG",
            Self::Declined => "DECLINED",
            Self::DiedBefore => "DIED_BEFORE",
            Self::InsufficientInfo => "INSUFFICIENT_INFO",
            Self::TransferOther => "TRANSFER_OTHER",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SurgHere => "Surgery here",
            Self::SurgReferrer => "Surgery at the referring hospital",
            Self::Rt => "Radiotherapy",
            Self::SurgRt => "Surgery, then radiotherapy",
            Self::Sabr => "Stereotactic radiotherapy",
            Self::Sact => "Systemic treatment",
            Self::Cement => "Cement augmentation",
            Self::Brace => "Brace",
            Self::SteroidOnly => "Steroid only",
            Self::Bsc => "Best supportive care",
            Self::FurtherImaging => "Further imaging",
            Self::Biopsy => "Biopsy",
            Self::Observe => "Observe",
            Self::NotMsccMalig => "Not MSCC, but malignant",
            Self::NotMalig => "Not malignant",
            Self::Declined => "Declined by the person",
            Self::DiedBefore => "Died before a decision",
            Self::InsufficientInfo => "Not enough information",
            Self::TransferOther => "Transferred to another service",
        }
    }

    /// The outcome with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    const fn surgery(self) -> bool {
        matches!(self, Self::SurgHere | Self::SurgReferrer | Self::SurgRt)
    }

    /// A plan to act on; the others say what is still missing.
    const fn is_a_plan(self) -> bool {
        !matches!(self, Self::FurtherImaging | Self::Biopsy | Self::InsufficientInfo)
    }

    const fn radiotherapy(self) -> bool {
        matches!(self, Self::Rt | Self::SurgRt | Self::Sabr)
    }
}

/// Record the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideTreatment {
    /// What is recommended.
    pub outcome: Outcome,
    /// Why.
    pub rationale: String,
    /// Who carries it out.
    pub owner: String,
    /// When it was decided; `None` means now.
    pub at: Option<Timestamp>,
}

/// A treatment was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreatmentDecided {
    /// What.
    pub outcome: Outcome,
    /// Why.
    pub rationale: String,
    /// Who carries it out.
    pub owner: String,
}

impl TreatmentDecided {
    /// Radiotherapy without an operation first: then its 24 hours run.
    pub fn includes_radiotherapy(&self) -> bool {
        self.outcome.radiotherapy()
    }

    /// An operation, with or without radiotherapy after it.
    pub fn includes_operation(&self) -> bool {
        self.outcome.surgery()
    }

    /// Whether a plan is agreed; "further imaging" and the like say what is still missing.
    pub fn is_a_plan(&self) -> bool {
        self.outcome.is_a_plan()
    }
}

/// Record the first dexamethasone dose.
#[derive(Clone, Debug, PartialEq)]
pub struct GiveDexamethasone {
    /// Milligrams of dexamethasone base.
    pub base_mg: f64,
    /// The product as labelled ("3.3 mg/mL base"); never converted silently.
    pub product: String,
    /// "oral" or "intravenous".
    pub route: String,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
    /// The consultant phoned, where the rules stop the first dose; or why more than 16 mg.
    pub agreed_with: String,
}

/// A dose was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DexamethasoneGiven {
    /// Milligrams of dexamethasone base.
    pub base_mg: f64,
    /// The product as labelled.
    pub product: String,
    /// By which route.
    pub route: String,
    /// The consultant phoned, or the reason for more than 16 mg.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agreed_with: String,
}

/// The first radiotherapy fraction was delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstFractionGiven {}

/// The operation began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationStarted {}

/// How far treatment got.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Treatment {
    /// The latest decision, and when.
    pub decided: Option<(TreatmentDecided, Timestamp)>,
    /// The first dose, and when.
    pub dexamethasone: Option<(DexamethasoneGiven, Timestamp)>,
    /// When the first fraction was delivered.
    pub first_fraction: Option<Timestamp>,
    /// When the operation began.
    pub operation: Option<Timestamp>,
}

impl Treatment {
    /// The first definitive treatment.
    pub fn started(&self) -> Option<Timestamp> {
        match (self.first_fraction, self.operation) {
            (Some(fraction), Some(operation)) => Some(fraction.min(operation)),
            (fraction, operation) => fraction.or(operation),
        }
    }
}

pub(crate) fn decide(draft: &mut Draft<'_>, decide: &DecideTreatment) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let rationale = required("rationale", &decide.rationale, "Say why, in a sentence.")?;
    let owner = required("owner", &decide.owner, "Say who carries it out.")?;
    let at = draft.happened(decide.at)?;
    draft.record_at(
        at,
        Some(rationale),
        Event::TreatmentDecided(TreatmentDecided {
            outcome: decide.outcome,
            rationale: rationale.into(),
            owner: owner.into(),
        }),
    );
    if !decide.outcome.is_a_plan() {
        return Ok(());
    }
    let yes_no = |yes: bool| if yes { Answer::yes() } else { Answer::no() };
    let mut answers = Answers::new();
    answers.insert("decision_recorded".into(), Answer::yes());
    answers.insert("rt_appropriate".into(), yes_no(decide.outcome.radiotherapy()));
    answers.insert("for_surgery".into(), yes_no(decide.outcome.surgery()));
    facts(draft, at, answers);
    Ok(())
}

/// The dose in 24 hours above which someone has to say why (DEX-1).
const USUAL_MAX_MG: f64 = 16.0;

pub(crate) fn give_dexamethasone(
    draft: &mut Draft<'_>,
    give: &GiveDexamethasone,
) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if !(give.base_mg > 0.0 && give.base_mg <= 100.0) {
        return Err(Refusal::invalid(
            "base_mg",
            "Enter the dose in milligrams of dexamethasone base, above 0 and at most 100.",
        ));
    }
    let product = required("product", &give.product, "Enter the product and its strength.")?;
    let agreed_with = give.agreed_with.trim();
    if give.base_mg > USUAL_MAX_MG && agreed_with.is_empty() {
        return Err(Refusal::invalid(
            "agreed_with",
            "More than 16 mg in 24 hours: check the dose, and say why if it is meant.",
        ));
    }
    let stopped = draft.case.triage.as_ref().is_some_and(|triage| {
        triage.actions.iter().any(|action| action == "hard_stop_phone_responsible_consultant")
    });
    if stopped && agreed_with.is_empty() {
        return Err(Refusal::invalid(
            "agreed_with",
            "Stop: a blood cancer is suspected and there is no tissue yet. Phone the responsible \
             consultant first, then enter the name and the time here.",
        ));
    }
    let at = draft.happened(give.at)?;
    draft.record_at(
        at,
        None,
        Event::DexamethasoneGiven(DexamethasoneGiven {
            base_mg: give.base_mg,
            product: product.into(),
            route: give.route.trim().into(),
            agreed_with: agreed_with.into(),
        }),
    );
    let yes = |fact: &str| (fact.to_owned(), Answer::yes());
    facts(draft, at, [yes("dex_given"), yes("on_dex")].into());
    Ok(())
}

pub(crate) fn give_first_fraction(
    draft: &mut Draft<'_>,
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if let Some(at) = draft.case.treatment.first_fraction {
        return Err(Refusal::AlreadyDone { by: "Radiotherapy".into(), at });
    }
    let at = draft.happened(at)?;
    draft.record_at(at, None, Event::FirstFractionGiven(FirstFractionGiven {}));
    Ok(())
}

pub(crate) fn start_operation(draft: &mut Draft<'_>, at: Option<Timestamp>) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if let Some(at) = draft.case.treatment.operation {
        return Err(Refusal::AlreadyDone { by: "Theatre".into(), at });
    }
    let at = draft.happened(at)?;
    draft.record_at(at, None, Event::OperationStarted(OperationStarted {}));
    Ok(())
}

fn facts(draft: &mut Draft<'_>, at: Timestamp, answers: Answers) {
    let facts = FactsRecorded { answers, how: How::Recorded };
    draft.record_at(at, None, Event::FactsRecorded(facts));
}
