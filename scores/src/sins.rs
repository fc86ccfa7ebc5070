//! SINS, the Spinal Instability Neoplastic Score: how likely one diseased level is to give way.
//!
//! Fisher CG et al., Spine 2010;35(22):E1221-9. Item points, bands and traps: specification
//! section 1. One public page scores pain 3, 2, 1 and starts the stable band at 1; both are wrong.

use alloc::format;
use alloc::vec;

use crate::door::{
    Answers, Code, Confidence, Direction, Evidence, Instrument, Outcome, Page, Refusal, Status,
};
use crate::vertebra::Vertebra;

words! {
    /// Where in the column the level lies.
    pub enum Location {
        Junctional "junctional" "junctional: occiput-C2, C7-T2, T11-L1, L5-S1" = 3;
        Mobile "mobile" "mobile: C3-C6, L2-L4" = 2;
        Semirigid "semirigid" "semirigid: T3-T10" = 1;
        Rigid "rigid" "rigid: S2-S5" = 0;
    }
}

words! {
    /// Whether the pain behaves like that of an unstable spine.
    pub enum Pain {
        Mechanical "mechanical" "mechanical: better lying down, worse on moving or loading" = 3;
        OccasionalNonMechanical "occasional_non_mechanical" "occasional, not mechanical" = 1;
        PainFree "pain_free" "no pain" = 0;
    }
}

words! {
    /// What the metastasis has done to the bone.
    pub enum Lesion {
        Lytic "lytic" "lytic: bone dissolved" = 2;
        Mixed "mixed" "mixed" = 1;
        Blastic "blastic" "blastic: bone hardened" = 0;
    }
}

words! {
    /// How the spine stands.
    pub enum Alignment {
        SubluxationTranslation "subluxation_translation" "subluxation or translation" = 4;
        DeNovoDeformity "de_novo_deformity" "new kyphosis or scoliosis" = 2;
        Normal "normal" "normal" = 0;
    }
}

words! {
    /// How much of the vertebral body is lost. Exactly half is not defined by the source: the
    /// person who reads the images decides, the program does not.
    pub enum Collapse {
        OverHalf "gt50" "more than 50 % collapse" = 3;
        UnderHalf "lt50" "less than 50 % collapse" = 2;
        NoneOverHalfInvolved "none_gt50_involved" "no collapse, more than 50 % of the body involved" = 1;
        None "none" "none of these" = 0;
    }
}

words! {
    /// Whether the facet, pedicle or costovertebral joint is involved.
    pub enum Posterolateral {
        Bilateral "bilateral" "both sides" = 3;
        Unilateral "unilateral" "one side" = 1;
        None "none" "neither side" = 0;
    }
}

bands! {
    /// How stable the level is thought to be.
    pub enum Band named "band" {
        Stable "stable" 0..=6 "stable";
        PotentiallyUnstable "potentially_unstable" 7..=12 "potentially unstable: ask a surgeon";
        Unstable "unstable" 13..=18 "unstable: ask a surgeon";
    }
}

/// From this total a surgical opinion is advised.
const SURGICAL_CONSULT_FROM: u8 = 7;

/// One level with all six items known. Score each level on its own and never add levels up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// Where the level lies.
    pub location: Location,
    /// The pain.
    pub pain: Pain,
    /// The bone.
    pub lesion: Lesion,
    /// The alignment.
    pub alignment: Alignment,
    /// The body.
    pub collapse: Collapse,
    /// The posterior elements.
    pub posterolateral: Posterolateral,
}

/// The score of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sins {
    /// Location, pain, lesion, alignment, collapse, posterolateral.
    pub points: [u8; 6],
    /// 0 to 18, higher is worse.
    pub total: u8,
    /// The band of the total.
    pub band: Band,
    /// Whether a surgical opinion is advised.
    pub surgical_consult: bool,
}

impl Level {
    /// Scores the level.
    pub const fn score(&self) -> Sins {
        let points = [
            self.location.points(),
            self.pain.points(),
            self.lesion.points(),
            self.alignment.points(),
            self.collapse.points(),
            self.posterolateral.points(),
        ];
        let [location, pain, lesion, alignment, collapse, posterolateral] = points;
        let total = location + pain + lesion + alignment + collapse + posterolateral;
        let surgical_consult = total >= SURGICAL_CONSULT_FROM;
        Sins { points, total, band: Band::of(total), surgical_consult }
    }
}

/// The result to report for a person: the worst level, with its vertebra. Totals are never added.
pub fn worst_level(
    levels: impl IntoIterator<Item = (Vertebra, Level)>,
) -> Option<(Vertebra, Sins)> {
    levels
        .into_iter()
        .map(|(vertebra, level)| (vertebra, level.score()))
        .max_by_key(|(_, sins)| sins.total)
}

inputs! {
    /// What the form asks: the location, or the vertebra from which it follows.
    pub struct Form {
        location: Option<Location> [EitherOr "vertebra"] = "where in the column the level lies";
        pain: Pain = "how the pain behaves";
        lesion: Lesion = "what the metastasis has done to the bone";
        alignment: Alignment = "how the spine stands";
        collapse: Collapse = "how much of the vertebral body is lost; exactly half is undefined, so the reader must choose";
        posterolateral: Posterolateral = "facet, pedicle or costovertebral joint involved";
        vertebra: Option<Vertebra> [InsteadOf "location"] = "the vertebra; the location follows from it";
    }
}

impl Form {
    /// The level, unless the location given contradicts the vertebra given.
    pub fn level(&self) -> Result<Level, Refusal> {
        let derived = self.vertebra.map(Location::of_vertebra);
        let location = match (self.location, derived, self.vertebra) {
            (Some(given), Some(derived), Some(vertebra)) if given != derived => {
                let message = format!(
                    "location was {}, but {} is {}.",
                    given.word(),
                    vertebra.word(),
                    derived.word()
                );
                return Err(Refusal::new(Code::Inconsistent, "location", message));
            }
            (Some(location), ..) | (None, Some(location), _) => location,
            (None, None, _) => return Err(Refusal::missing(vec!["location".into()])),
        };
        Ok(Level {
            location,
            pain: self.pain,
            lesion: self.lesion,
            alignment: self.alignment,
            collapse: self.collapse,
            posterolateral: self.posterolateral,
        })
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let form = Form::read(answers)?;
    let level = form.level()?;
    let sins = level.score();
    let mut outcome = Outcome::pointed(
        ["location", "pain", "lesion", "alignment", "collapse", "posterolateral"],
        sins.points,
        vec![
            ("total", sins.total.into()),
            ("band", sins.band.word().into()),
            ("surgical_consult", sins.surgical_consult.into()),
        ],
    );
    if form.location.is_none() {
        // The points belong to the vertebra, from which the location was derived.
        outcome.item_points.push(("vertebra", level.location.points().into()));
        outcome.outputs.push(("location", level.location.word().into()));
    }
    Ok(outcome)
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "sins",
    title: "SINS: Spinal Instability Neoplastic Score (2010)",
    version: "sins/2010-1",
    status: Status::Active,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse",
    range: Some((0.0, 18.0)),
    fields: Form::FIELDS,
    bands: &[Band::ROWS],
    tag: Confidence::B,
    citation: "Fisher CG et al. Spine 2010;35(22):E1221-9. doi:10.1097/BRS.0b013e3181e16ae2",
    page: Page {
        what: "Six questions about one diseased level of the spine that together say how likely it is to give way under load. It helps to decide who should be seen by a spinal surgeon.",
        inputs: "Where the level lies, how the pain behaves, what the scan shows of bone, alignment, collapse and the joints behind. The location follows from the vertebra, so it is asked once. Pain has to come from the patient.",
        meaning: "0 to 6 stable, 7 to 12 potentially unstable, 13 to 18 unstable. From 7 upwards a surgical opinion is advised. Score every level on its own and report the highest; never add levels up.",
        cannot_tell: &[
            "It does not say how long someone will live.",
            "It does not decide for or against an operation, and a low total does not rule one out.",
            "A collapse of exactly half the body is not defined by the source: the reader must choose.",
            "A structured imaging report has no pain item, so it can never give a full score.",
        ],
        evidence: &[
            Evidence {
                text: "Agreement between observers (kappa): location .790, pain .841, bone .244, alignment .456, collapse .462, posterolateral .492 (Fourney, J Clin Oncol 2011;29(22):3072-7)",
                tag: Confidence::A,
            },
            Evidence {
                text: "Radiation oncologists, stable against not: kappa .76 between and .80 within observers, validity .85 (Fisher, Radiat Oncol 2014;9:69)",
                tag: Confidence::A,
            },
            Evidence { text: "Sensitivity 95.7 %, specificity 79.5 %", tag: Confidence::C },
            Evidence {
                text: "Fracture was predicted in 11 of 13 studies; location was never predictive (JKNS 2021;64:4)",
                tag: Confidence::A,
            },
            Evidence {
                text: "As a survival score it is little better than chance: AUC .54 (Spine J 2022;22:39)",
                tag: Confidence::A,
            },
        ],
    },
    run,
};
