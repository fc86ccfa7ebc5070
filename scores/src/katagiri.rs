//! New Katagiri score: survival with bone metastases, from six items, one of them the laboratory.
//!
//! Cancer Med 2014;3(5):1359-67 (n = 808). Specification section 9. The two laboratory tiers share
//! no analyte; one critical value or several earn exactly 2, and replace the 1.
//!
//! Four analytes may be given in the units of a British laboratory instead. Each unit has its own
//! printed cut-off, so nothing is converted and nothing is lost in a conversion. The limits are
//! ours (D): wide enough for any living patient, narrow enough that most unit slips are refused
//! (calcium in mmol/L under mg/dL, albumin in g/L under g/dL, platelets per microlitre).

use alloc::vec;

use crate::door::{
    Answers, Code, Confidence, Direction, Evidence, Instrument, Item, Outcome, Output, Page,
    Refusal, Status, Whole,
};

words! {
    /// How fast the primary grows.
    pub enum PrimaryGrowth {
        Slow "slow" "slow: hormone-dependent breast or prostate, thyroid, myeloma, lymphoma" = 0;
        Moderate "moderate" "moderate: molecularly targeted lung, hormone-independent breast or prostate, kidney, sarcoma" = 2;
        Rapid "rapid" "rapid: other lung, colorectal, stomach, pancreas, head and neck, oesophagus, liver, melanoma, unknown" = 3;
    }
}

words! {
    /// Metastases in internal organs or brain.
    pub enum VisceralCerebral {
        None "none" "none" = 0;
        Nodular "nodular" "nodular" = 1;
        Disseminated "disseminated" "disseminated" = 2;
    }
}

words! {
    /// What the laboratory says as a whole.
    pub enum LaboratoryState {
        Normal "normal" "no value beyond a cut-off" = 0;
        Abnormal "abnormal" "CRP, LDH or albumin beyond its cut-off" = 1;
        Critical "critical" "platelets, calcium or bilirubin beyond its cut-off" = 2;
    }
}

bands! {
    /// The survival band.
    pub enum Band named "band" {
        Low "low" 0..=3 "alive after one year 91 %, after two 78 %";
        Intermediate "intermediate" 4..=6 "alive after one year 49 %";
        High "high" 7..=10 "alive after six months 27 %, after one year 6 %";
    }
}

decimal! {
    /// C-reactive protein in mg/dL.
    pub struct CrpMgPerDl: from 0.0 to 60.0 "mg/dL"
}
decimal! {
    /// C-reactive protein in mg/L.
    pub struct CrpMgPerL: from 0.0 to 600.0 "mg/L"
}
decimal! {
    /// Lactate dehydrogenase in IU/L.
    pub struct LdhIuPerL: from 20.0 to 20000.0 "IU/L"
}
decimal! {
    /// Albumin in g/dL.
    pub struct AlbuminGPerDl: from 1.0 to 6.0 "g/dL"
}
decimal! {
    /// Albumin in g/L.
    pub struct AlbuminGPerL: from 10.0 to 60.0 "g/L"
}
decimal! {
    /// Platelets in 10^9 per litre.
    pub struct Platelets: from 1.0 to 3000.0 "10^9/L"
}
decimal! {
    /// Calcium in mg/dL.
    pub struct CalciumMgPerDl: from 4.0 to 24.0 "mg/dL"
}
decimal! {
    /// Calcium in mmol/L.
    pub struct CalciumMmolPerL: from 1.0 to 6.0 "mmol/L"
}
decimal! {
    /// Bilirubin in mg/dL.
    pub struct BilirubinMgPerDl: from 0.05 to 50.0 "mg/dL"
}
decimal! {
    /// Bilirubin in micromol/L.
    pub struct BilirubinUmolPerL: from 2.0 to 855.0 "umol/L"
}

/// ECOG of a living person, 0 to 4.
pub type LivingEcog = Whole<0, 4>;

/// C-reactive protein with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Crp {
    /// In mg/dL.
    MgPerDl(CrpMgPerDl),
    /// In mg/L.
    MgPerL(CrpMgPerL),
}

/// Albumin with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Albumin {
    /// In g/dL.
    GPerDl(AlbuminGPerDl),
    /// In g/L.
    GPerL(AlbuminGPerL),
}

/// Calcium with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Calcium {
    /// In mg/dL.
    MgPerDl(CalciumMgPerDl),
    /// In mmol/L.
    MmolPerL(CalciumMmolPerL),
}

/// Bilirubin with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bilirubin {
    /// In mg/dL.
    MgPerDl(BilirubinMgPerDl),
    /// In micromol/L.
    UmolPerL(BilirubinUmolPerL),
}

/// All six analytes; there is no laboratory item with fewer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laboratory {
    /// C-reactive protein.
    pub crp: Crp,
    /// Lactate dehydrogenase.
    pub ldh: LdhIuPerL,
    /// Albumin.
    pub albumin: Albumin,
    /// Platelets.
    pub platelets: Platelets,
    /// Calcium.
    pub calcium: Calcium,
    /// Bilirubin.
    pub bilirubin: Bilirubin,
}

impl Laboratory {
    fn is_abnormal(&self) -> bool {
        let crp = match self.crp {
            Crp::MgPerDl(crp) => crp.get() >= 0.4,
            Crp::MgPerL(crp) => crp.get() >= 4.0,
        };
        let albumin = match self.albumin {
            Albumin::GPerDl(albumin) => albumin.get() < 3.7,
            Albumin::GPerL(albumin) => albumin.get() < 37.0,
        };
        crp || self.ldh.get() >= 250.0 || albumin
    }

    fn has_high_calcium(&self) -> bool {
        match self.calcium {
            Calcium::MgPerDl(calcium) => calcium.get() >= 10.3,
            Calcium::MmolPerL(calcium) => calcium.get() >= 2.57,
        }
    }

    fn is_critical(&self) -> bool {
        let bilirubin = match self.bilirubin {
            Bilirubin::MgPerDl(bilirubin) => bilirubin.get() >= 1.4,
            Bilirubin::UmolPerL(bilirubin) => bilirubin.get() >= 23.9,
        };
        self.platelets.get() < 100.0 || self.has_high_calcium() || bilirubin
    }

    /// The laboratory as one item.
    pub fn state(&self) -> LaboratoryState {
        if self.is_critical() {
            LaboratoryState::Critical
        } else if self.is_abnormal() {
            LaboratoryState::Abnormal
        } else {
            LaboratoryState::Normal
        }
    }
}

/// The six items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// How fast the primary grows.
    pub primary_growth: PrimaryGrowth,
    /// Metastases in internal organs or brain.
    pub visceral_cerebral: VisceralCerebral,
    /// The laboratory.
    pub laboratory: Laboratory,
    /// ECOG.
    pub ecog: LivingEcog,
    /// Chemotherapy before.
    pub previous_chemotherapy: bool,
    /// More than one bone metastasis.
    pub multiple_skeletal: bool,
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Katagiri {
    /// Primary, visceral, laboratory, performance, treatment, bone.
    pub points: [u8; 6],
    /// 0 to 10, higher is worse.
    pub total: u8,
    /// The band of the total.
    pub band: Band,
}

/// ECOG earns its point from here.
const POOR_ECOG_FROM: i64 = 3;

impl Person {
    /// Scores the person.
    pub fn score(&self) -> Katagiri {
        let points = [
            self.primary_growth.points(),
            self.visceral_cerebral.points(),
            self.laboratory.state().points(),
            u8::from(self.ecog.get() >= POOR_ECOG_FROM),
            u8::from(self.previous_chemotherapy),
            u8::from(self.multiple_skeletal),
        ];
        let total = points.iter().sum();
        Katagiri { points, total, band: Band::of(total) }
    }
}

inputs! {
    /// What the form asks.
    pub struct Form {
        primary_growth: PrimaryGrowth = "how fast the primary grows";
        visceral_cerebral: VisceralCerebral = "metastases in internal organs or brain";
        crp_mg_dl: Option<CrpMgPerDl> [OneOf "crp_mg_l"] = "C-reactive protein in mg/dL";
        ldh_iu_l: LdhIuPerL = "lactate dehydrogenase in IU/L";
        albumin_g_dl: Option<AlbuminGPerDl> [OneOf "albumin_g_l"] = "albumin in g/dL";
        platelets_1e9_per_l: Platelets = "platelets in 10^9 per litre";
        calcium_mg_dl: Option<CalciumMgPerDl> [OneOf "calcium_mmol_l"] = "calcium in mg/dL";
        bilirubin_mg_dl: Option<BilirubinMgPerDl> [OneOf "bilirubin_umol_l"] = "bilirubin in mg/dL";
        ecog: LivingEcog = "ECOG performance status, 0 to 4";
        previous_chemotherapy: bool = "chemotherapy before";
        multiple_skeletal: bool = "more than one bone metastasis";
        crp_mg_l: Option<CrpMgPerL> [InsteadOf "crp_mg_dl"] = "C-reactive protein in mg/L, instead of mg/dL";
        albumin_g_l: Option<AlbuminGPerL> [InsteadOf "albumin_g_dl"] = "albumin in g/L, instead of g/dL";
        calcium_mmol_l: Option<CalciumMmolPerL> [InsteadOf "calcium_mg_dl"] = "calcium in mmol/L, instead of mg/dL";
        bilirubin_umol_l: Option<BilirubinUmolPerL> [InsteadOf "bilirubin_mg_dl"] = "bilirubin in micromol/L, instead of mg/dL";
    }
}

/// The one of two units that was given.
fn either<A, B, T>(
    field: &'static str,
    first: Option<A>,
    second: Option<B>,
    from_first: impl FnOnce(A) -> T,
    from_second: impl FnOnce(B) -> T,
) -> Result<T, Refusal> {
    match (first, second) {
        (Some(first), None) => Ok(from_first(first)),
        (None, Some(second)) => Ok(from_second(second)),
        (None, None) => Err(Refusal::missing(vec![field.into()])),
        (Some(_), Some(_)) => Err(Refusal::new(
            Code::Inconsistent,
            field,
            "The same analyte was given in two units; give one.".into(),
        )),
    }
}

impl Form {
    /// The typed person, with one unit for each analyte.
    pub fn person(&self) -> Result<Person, Refusal> {
        let laboratory = Laboratory {
            crp: either("crp_mg_dl", self.crp_mg_dl, self.crp_mg_l, Crp::MgPerDl, Crp::MgPerL)?,
            ldh: self.ldh_iu_l,
            albumin: either(
                "albumin_g_dl",
                self.albumin_g_dl,
                self.albumin_g_l,
                Albumin::GPerDl,
                Albumin::GPerL,
            )?,
            platelets: self.platelets_1e9_per_l,
            calcium: either(
                "calcium_mg_dl",
                self.calcium_mg_dl,
                self.calcium_mmol_l,
                Calcium::MgPerDl,
                Calcium::MmolPerL,
            )?,
            bilirubin: either(
                "bilirubin_mg_dl",
                self.bilirubin_mg_dl,
                self.bilirubin_umol_l,
                Bilirubin::MgPerDl,
                Bilirubin::UmolPerL,
            )?,
        };
        Ok(Person {
            primary_growth: self.primary_growth,
            visceral_cerebral: self.visceral_cerebral,
            laboratory,
            ecog: self.ecog,
            previous_chemotherapy: self.previous_chemotherapy,
            multiple_skeletal: self.multiple_skeletal,
        })
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let person = Form::read(answers)?.person()?;
    let score = person.score();
    let laboratory = person.laboratory.state();
    let mut outcome = Outcome::pointed(
        [
            "primary_growth",
            "visceral_cerebral",
            "laboratory",
            "ecog",
            "previous_chemotherapy",
            "multiple_skeletal",
        ],
        score.points,
        vec![("total", Output::from(score.total)), ("band", score.band.word().into())],
    );
    outcome.extra_items.push(Item {
        field: "laboratory",
        value: laboratory.word().into(),
        points: Some(laboratory.points().into()),
    });
    Ok(outcome.warn_if(
        person.laboratory.has_high_calcium(),
        "calcium_correction_not_settled",
        "Calcium earned points; whether the paper meant calcium corrected for albumin is not verified.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "katagiri",
    title: "New Katagiri score (2014)",
    version: "katagiri/2014-1",
    status: Status::Active,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse",
    range: Some((0.0, 10.0)),
    fields: Form::FIELDS,
    bands: &[Band::ROWS],
    tag: Confidence::B,
    citation: "Katagiri H et al. Cancer Med 2014;3(5):1359-67. doi:10.1002/cam4.292",
    page: Page {
        what: "Six items, one of them a group of six blood values, that estimate survival with bone metastases.",
        inputs: "How fast the primary grows, metastases in organs or brain, six blood values (CRP, LDH, albumin, platelets, calcium, bilirubin; four of them in either unit), ECOG, previous chemotherapy, and whether more than one bone is involved.",
        meaning: "0 to 3 low risk, 4 to 6 intermediate, 7 to 10 high. CRP, LDH or albumin beyond its cut-off earns 1; platelets, calcium or bilirubin earns 2 instead, however many are beyond.",
        cannot_tell: &[
            "All six blood values are needed; there is no total without them.",
            "It is not settled whether calcium is meant corrected for albumin.",
            "It never excludes anyone from treatment or an opinion.",
        ],
        evidence: &[
            Evidence {
                text: "Alive: 0 to 3 points 91 % at 1 year and 78 % at 2; 4 to 6 points 49 % at 1 year; 7 or more 27 % at 6 months and 6 % at 1 year (n = 808)",
                tag: Confidence::B,
            },
            Evidence {
                text: "After radiotherapy (n = 616): 94, 78, 61 % for 0 to 3; 68, 49, 31 % for 4 to 6; 39, 22, 9 % for 7 to 10; the abstract prints three figures for four times",
                tag: Confidence::B,
            },
        ],
    },
    run,
};
