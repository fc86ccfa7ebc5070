//! Bloods and observations: two proformas, and what their figures mean beside each other.
//!
//! A figure is kept as typed, in the unit of its question. What lies outside the usual range is said
//! in words; what cannot be is refused by the form, what is unlikely is asked again. The laboratory
//! class of Katagiri and NEWS2 are computed by the scores, whole or not at all: a missing figure is
//! named, never assumed.

mod analyte;

use jiff::Timestamp;
use scores::katagiri::{
    Albumin, AlbuminGPerL, Bilirubin, BilirubinUmolPerL, Calcium, CalciumMmolPerL, Crp, CrpMgPerL,
    Laboratory, LaboratoryState, LdhIuPerL, Platelets,
};
use scores::{Scored, Value};

pub use analyte::{ANALYTES, Analyte, Flag, analyte};
use analyte::{BONE, CLOTTING, COUNT, INFLAMMATION, KIDNEY, LIVER, TUMOUR};

use crate::case::Case;
use crate::facts::How;
use crate::proforma::{Feed, Kind, Proforma, Question, Section};
use crate::site::Site;

/// The panels that can be asked for.
pub const PANELS: &[(&str, &str)] = &[
    ("count", "Full blood count"),
    ("kidney", "Urea, creatinine and electrolytes"),
    ("liver", "Liver tests and albumin"),
    ("bone", "Calcium and bone profile"),
    ("crp", "CRP"),
    ("ldh", "LDH"),
    ("clotting", "Clotting"),
    ("group", "Group and save"),
    ("myeloma", "Myeloma screen: paraprotein and free light chains"),
    ("psa", "PSA"),
    ("glucose", "Glucose"),
    ("cultures", "Blood cultures"),
];

/// One set of bloods: asked for, taken, resulted. The next set begins empty.
pub const BLOODS: Proforma = Proforma {
    key: "bloods",
    title: "Bloods",
    sections: &[
        section("asked", "Asked for and taken", ASKED),
        section("count", "Full blood count", COUNT),
        section("kidney", "Kidney and electrolytes", KIDNEY),
        section("liver", "Liver", LIVER),
        section("bone", "Calcium and bone", BONE),
        section("inflammation", "Inflammation", INFLAMMATION),
        section("clotting", "Clotting and blood group", CLOTTING),
        section("tumour", "Myeloma, PSA, glucose", TUMOUR),
    ],
    signed: true,
};

/// One set of observations, as NEWS2 asks for them.
pub const OBSERVATIONS: Proforma = Proforma {
    key: "observations",
    title: "Observations",
    sections: &[section("observations", "Observations", OBSERVED)],
    signed: true,
};

const fn section(
    key: &'static str,
    title: &'static str,
    questions: &'static [Question],
) -> Section {
    Section { key, title, how: How::Examination, questions }
}

const ASKED: &[Question] = &[
    Question::new("panels", "Panels", Kind::Many(PANELS)).fresh(),
    Question::new("taken_on", "Taken on", Kind::Day).fresh(),
    Question::new("sample", "Sample number, or where it went", Kind::Line).fresh(),
];

const fn figure(
    key: &'static str,
    label: &'static str,
    unit: &'static str,
    possible: (f64, f64),
    likely: (f64, f64),
) -> Question {
    Question::new(key, label, Kind::Number { unit, possible, likely }).fresh()
}

const FEVER: &[Feed] = &[Feed { fact: "x_fever", says: &[] }];

const OBSERVED: &[Question] = &[
    figure("respiratory_rate", "Breaths a minute", "/min", (0.0, 100.0), (8.0, 40.0)),
    figure("spo2", "Oxygen saturation", "%", (20.0, 100.0), (80.0, 100.0)),
    Question::new(
        "spo2_scale",
        "Saturation scale",
        Kind::One(&[
            ("1", "1: everyone, unless scale 2 is prescribed"),
            ("2", "2: a target of 88 to 92 % is prescribed"),
        ]),
    )
    .fresh(),
    Question::new(
        "on_oxygen",
        "Breathing",
        Kind::One(&[("false", "air"), ("true", "supplemental oxygen")]),
    )
    .fresh(),
    figure("systolic_bp", "Systolic blood pressure", "mmHg", (20.0, 320.0), (80.0, 220.0)),
    figure("pulse", "Pulse", "/min", (10.0, 320.0), (40.0, 150.0)),
    Question::new(
        "consciousness",
        "Consciousness",
        Kind::One(&[
            ("alert", "alert"),
            ("confusion-or-vpu", "new confusion, or responds only to voice, pain or not at all"),
        ]),
    )
    .fresh(),
    figure("temperature", "Temperature", "degrees Celsius", (20.0, 45.0), (35.0, 41.0)),
    Question::new("fever", "High temperature, shivering, or suddenly unwell", Kind::YesNo)
        .hint("Fever with spinal pain holds the steroid back until a senior has decided.")
        .feeds(FEVER)
        .fresh(),
];

/// The latest figure of one analyte over every set.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub analyte: &'static Analyte,
    /// The figure, in the analyte's unit.
    pub value: f64,
    /// Whether it lies outside the usual range.
    pub flag: Flag,
    /// Who entered it.
    pub by: String,
    /// When it was entered.
    pub at: Timestamp,
}

/// The latest figure of every analyte that has one, in the order of the form.
pub fn figures(case: &Case, site: &Site) -> Vec<Figure> {
    let sex = case.referral.as_deref().and_then(|referral| referral.person.sex.as_deref());
    ANALYTES
        .iter()
        .filter_map(|analyte| {
            let entry = case.proformas.answer(BLOODS.key, analyte.key)?;
            let value = entry.value.parse().ok()?;
            let flag = analyte.flag(value, sex, site);
            Some(Figure { analyte, value, flag, by: entry.by.clone(), at: entry.at })
        })
        .collect()
}

/// The laboratory class of Katagiri, or the names of what is missing for it.
///
/// # Errors
/// The labels of the analytes without a figure.
pub fn laboratory(case: &Case) -> Result<LaboratoryState, Vec<&'static str>> {
    let latest =
        |key: &str| -> Option<f64> { case.proformas.answer(BLOODS.key, key)?.value.parse().ok() };
    let crp = latest("crp").and_then(CrpMgPerL::try_new);
    let ldh = latest("ldh").and_then(LdhIuPerL::try_new);
    let albumin = latest("albumin").and_then(AlbuminGPerL::try_new);
    let platelets = latest("platelets").and_then(Platelets::try_new);
    let calcium = latest("calcium").and_then(CalciumMmolPerL::try_new);
    let bilirubin = latest("bilirubin").and_then(BilirubinUmolPerL::try_new);
    if let (Some(crp), Some(ldh), Some(albumin), Some(platelets), Some(calcium), Some(bilirubin)) =
        (crp, ldh, albumin, platelets, calcium, bilirubin)
    {
        let all = Laboratory {
            crp: Crp::MgPerL(crp),
            ldh,
            albumin: Albumin::GPerL(albumin),
            platelets,
            calcium: Calcium::MmolPerL(calcium),
            bilirubin: Bilirubin::UmolPerL(bilirubin),
        };
        return Ok(all.state());
    }
    let missing = [
        ("CRP", crp.is_none()),
        ("LDH", ldh.is_none()),
        ("albumin", albumin.is_none()),
        ("platelets", platelets.is_none()),
        ("calcium", calcium.is_none()),
        ("bilirubin", bilirubin.is_none()),
    ];
    Err(missing.into_iter().filter(|(_, open)| *open).map(|(name, _)| name).collect())
}

/// NEWS2 of the latest set of observations, or why there is none.
///
/// # Errors
/// One sentence: which observation is missing, or that the score does not apply.
pub fn news2(case: &Case) -> Result<Scored, String> {
    const ASKED: [&str; 8] = [
        "respiratory_rate",
        "spo2",
        "spo2_scale",
        "on_oxygen",
        "systolic_bp",
        "pulse",
        "consciousness",
        "temperature",
    ];
    let Some(set) = case.proformas.latest(OBSERVATIONS.key) else {
        return Err("No observations are recorded.".into());
    };
    let inputs: Vec<(&str, Value<'_>)> = ASKED
        .into_iter()
        .map(|name| {
            let text = set.answer(name);
            let value = match name {
                _ if text.is_empty() => Value::Null,
                "spo2_scale" | "consciousness" => Value::Text(text),
                "on_oxygen" => Value::Flag(text == "true"),
                _ => text.parse().map_or(Value::Text(text), Value::Number),
            };
            (name, value)
        })
        .collect();
    scores::score("news2", &inputs, false).map_err(|refusal| refusal.message)
}
