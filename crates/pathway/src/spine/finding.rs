//! What the images show at one level. A level is written down when there is something to say about
//! it; the span that was looked at says that the others were clear.
//!
//! The words of ESCC and SINS are those of the scores. ESCC is a word, never a number and never an
//! average. The pain item of SINS comes from the patient and is not here: see [`super::Spine::pain`].

use scores::escc::Grade;
use scores::sins::{Alignment, Collapse, Lesion, Pain, Posterolateral, Sins};
use serde::{Deserialize, Serialize};

use super::Level;

/// Whether the vertebra holds a metastasis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metastasis {
    /// None seen.
    #[default]
    None,
    /// Perhaps.
    Possible,
    /// Yes.
    Definite,
}

impl Metastasis {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::None, Self::Possible, Self::Definite];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Possible => "possible",
            Self::Definite => "definite",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "none seen",
            Self::Possible => "possible",
            Self::Definite => "metastasis",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field as it is")]
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Which side of the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
    /// Both.
    Both,
}

impl Side {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Left, Self::Right, Self::Both];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both sides",
        }
    }
}

/// What the cord looks like at this level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CordSignal {
    /// Normal.
    Normal,
    /// High signal on T2.
    HighT2,
}

impl CordSignal {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Normal, Self::HighT2];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::HighT2 => "high_t2",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::HighT2 => "high signal on T2",
        }
    }
}

/// One level as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelFinding {
    /// Which.
    pub level: Level,
    /// Whether it holds a metastasis.
    #[serde(default, skip_serializing_if = "Metastasis::is_none")]
    pub metastasis: Metastasis,
    /// How far epidural tumour presses on the cord.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::wire::escc")]
    pub escc: Option<Grade>,
    /// The side of the epidural disease.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Facet, pedicle or costovertebral joint involved.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::wire::posterior")]
    pub posterior: Option<Posterolateral>,
    /// Height lost, in per cent of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collapse_percent: Option<u8>,
    /// The collapse item of SINS, where the reader chose it.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::wire::collapse")]
    pub collapse: Option<Collapse>,
    /// How the spine stands.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::wire::alignment")]
    pub alignment: Option<Alignment>,
    /// What the metastasis has done to the bone.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::wire::lesion")]
    pub lesion: Option<Lesion>,
    /// The side on which the root's exit is narrowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foramen: Option<Side>,
    /// The cord at this level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cord: Option<CordSignal>,
    /// Radiotherapy given here before: when, and the dose where it is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub radiotherapy: String,
    /// Metalwork or cement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub metalwork: String,
    /// Where to look: "series 4, image 12".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key_image: String,
}

/// The collapse of which SINS does not say on which side it falls.
const HALF: u8 = 50;
/// A body that has lost more than this is rarely measurable: asked for again.
const UNLIKELY_COLLAPSE: u8 = 90;

/// A value that cannot be right: which part of the row, and how to put it right.
pub type RowProblem = (&'static str, String);

impl LevelFinding {
    /// A level about which nothing is said yet.
    pub fn new(level: Level) -> Self {
        Self {
            level,
            metastasis: Metastasis::None,
            escc: None,
            side: None,
            posterior: None,
            collapse_percent: None,
            collapse: None,
            alignment: None,
            lesion: None,
            foramen: None,
            cord: None,
            radiotherapy: String::new(),
            metalwork: String::new(),
            key_image: String::new(),
        }
    }

    /// Whether anything is said.
    pub fn says_something(&self) -> bool {
        *self != Self::new(self.level)
    }

    /// Tumour outside the bone, in the canal.
    pub fn has_epidural_disease(&self) -> bool {
        self.escc.is_some_and(|grade| grade > Grade::BoneOnly)
    }

    /// The cord is compressed: grade 2 or 3.
    pub fn compresses_cord(&self) -> bool {
        self.escc.is_some_and(Grade::is_high)
    }

    /// The collapse item of SINS: as chosen, else as it follows from the height lost. Nothing
    /// follows from none lost (half the body may be diseased) nor from exactly half.
    pub fn collapse_item(&self) -> Option<Collapse> {
        self.collapse.or(match self.collapse_percent {
            None | Some(0 | HALF) => None,
            Some(1..HALF) => Some(Collapse::UnderHalf),
            Some(_) => Some(Collapse::OverHalf),
        })
    }

    /// What cannot be right.
    pub fn problem(&self) -> Option<RowProblem> {
        let percent = self.collapse_percent?;
        if percent > 100 {
            return Some((
                "collapse_percent",
                format!("{percent} % cannot be: enter 0 to 100, the height lost."),
            ));
        }
        match self.collapse {
            None if percent == HALF => Some((
                "collapse",
                "SINS does not say on which side exactly 50 % falls: choose.".into(),
            )),
            Some(Collapse::OverHalf) if percent < HALF => Some((
                "collapse",
                format!("{percent} % is not more than half: correct one of the two."),
            )),
            Some(Collapse::UnderHalf) if percent > HALF || percent == 0 => Some((
                "collapse",
                format!("{percent} % is not a collapse of less than half: correct one of the two."),
            )),
            Some(Collapse::None | Collapse::NoneOverHalfInvolved) if percent > 0 => {
                Some(("collapse", format!("{percent} % is a collapse: correct one of the two.")))
            }
            _ => None,
        }
    }

    /// What is possible and yet rarely meant.
    pub fn unlikely(&self) -> Option<RowProblem> {
        let percent = self.collapse_percent.filter(|percent| *percent > UNLIKELY_COLLAPSE)?;
        let question = format!("Is a collapse of {percent} % at {} meant?", self.level);
        Some(("collapse_percent", question))
    }

    /// SINS of this level, with the pain the patient has there.
    pub fn sins(&self, pain: Option<Pain>) -> SinsAt {
        if self.metastasis == Metastasis::None {
            return SinsAt::NotAsked;
        }
        let (lesion, alignment) = (self.lesion, self.alignment);
        let (collapse, posterolateral) = (self.collapse_item(), self.posterior);
        if let (Some(pain), Some(lesion), Some(alignment), Some(collapse), Some(posterolateral)) =
            (pain, lesion, alignment, collapse, posterolateral)
        {
            let location = self.level.location();
            let level =
                scores::sins::Level { location, pain, lesion, alignment, collapse, posterolateral };
            return SinsAt::Scored(level.score());
        }
        let missing = [
            ("pain", pain.is_none()),
            ("lesion type", lesion.is_none()),
            ("alignment", alignment.is_none()),
            ("collapse", collapse.is_none()),
            ("posterior elements", posterolateral.is_none()),
        ];
        SinsAt::Incomplete(
            missing.into_iter().filter(|(_, open)| *open).map(|(name, _)| name).collect(),
        )
    }
}

/// SINS of one level: whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SinsAt {
    /// No metastasis here: there is nothing to score.
    NotAsked,
    /// These items are missing; there is no partial total.
    Incomplete(Vec<&'static str>),
    /// All six items.
    Scored(Sins),
}

impl SinsAt {
    /// "11 of 18: potentially unstable", or "incomplete: pain".
    pub fn words(&self) -> String {
        match self {
            Self::NotAsked => String::new(),
            Self::Incomplete(missing) => format!("incomplete: {}", missing.join(", ")),
            Self::Scored(sins) => {
                format!("{} of 18: {}", sins.total, sins.band.word().replace('_', " "))
            }
        }
    }
}
