//! What a scan is asked for: why, how, and what the magnet could hurt.
//!
//! MRI of the whole spine needs no contrast, so nobody waits for a kidney function; it is never
//! cropped to where it hurts, because pain and compression often lie apart (rule book 2.4, GAD-1,
//! MRI-1). A hazard that nobody asked about is not known, which is never a "no".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How the spine is imaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sequence {
    /// Sagittal T1 of the whole spine.
    SagittalT1,
    /// Sagittal STIR of the whole spine.
    SagittalStir,
    /// Sagittal T2 of the whole spine.
    SagittalT2,
    /// Axial through every abnormal level.
    AxialAbnormal,
    /// With contrast: only where infection is in question.
    Contrast,
}

impl Sequence {
    /// Every choice.
    pub const ALL: [Self; 5] = [
        Self::SagittalT1,
        Self::SagittalStir,
        Self::SagittalT2,
        Self::AxialAbnormal,
        Self::Contrast,
    ];

    /// What is asked for unless someone says otherwise.
    pub const USUAL: [Self; 4] =
        [Self::SagittalT1, Self::SagittalStir, Self::SagittalT2, Self::AxialAbnormal];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SagittalT1 => "sagittal_t1",
            Self::SagittalStir => "sagittal_stir",
            Self::SagittalT2 => "sagittal_t2",
            Self::AxialAbnormal => "axial_abnormal",
            Self::Contrast => "contrast",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SagittalT1 => "sagittal T1, whole spine",
            Self::SagittalStir => "sagittal STIR, whole spine",
            Self::SagittalT2 => "sagittal T2, whole spine",
            Self::AxialAbnormal => "axials through every abnormal level",
            Self::Contrast => "with contrast (infection in question)",
        }
    }

    /// The sequence with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// What the magnet could hurt, or what keeps someone from lying in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hazard {
    /// Pacemaker or implanted defibrillator.
    Pacemaker,
    /// Neurostimulator or pump.
    Neurostimulator,
    /// Cochlear implant.
    CochlearImplant,
    /// Clip on a vessel of the brain.
    BrainClip,
    /// Metal in an eye.
    EyeMetal,
    /// Pregnancy.
    Pregnancy,
    /// Claustrophobia.
    Claustrophobia,
}

impl Hazard {
    /// Every hazard, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Pacemaker,
        Self::Neurostimulator,
        Self::CochlearImplant,
        Self::BrainClip,
        Self::EyeMetal,
        Self::Pregnancy,
        Self::Claustrophobia,
    ];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pacemaker => "pacemaker",
            Self::Neurostimulator => "neurostimulator",
            Self::CochlearImplant => "cochlear_implant",
            Self::BrainClip => "brain_clip",
            Self::EyeMetal => "eye_metal",
            Self::Pregnancy => "pregnancy",
            Self::Claustrophobia => "claustrophobia",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pacemaker => "pacemaker or defibrillator",
            Self::Neurostimulator => "neurostimulator or pump",
            Self::CochlearImplant => "cochlear implant",
            Self::BrainClip => "clip on a brain vessel",
            Self::EyeMetal => "metal in an eye",
            Self::Pregnancy => "pregnancy",
            Self::Claustrophobia => "claustrophobia",
        }
    }
}

/// The answers of the MRI safety list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MriSafety {
    /// What was asked, and whether it is so. A hazard that is absent is not known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<Hazard, bool>,
    /// For how many minutes the person can lie flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flat_min: Option<u16>,
    /// Weight in kilograms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<u16>,
}

/// A whole spine takes about this long; whoever cannot lie so long needs help first (ours, D).
pub const SCAN_MIN: u16 = 30;

impl MriSafety {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What radiology has to hear by telephone before the slot: every hazard that is there or not
    /// known, and whether the person can lie still for long enough. Empty when nothing is open.
    pub fn for_the_telephone(&self) -> Vec<String> {
        if self.is_empty() {
            return vec!["nothing is known yet".into()];
        }
        let mut open: Vec<String> = Hazard::ALL
            .into_iter()
            .filter_map(|hazard| match self.said.get(&hazard) {
                Some(false) => None,
                Some(true) => Some(format!("{}: yes", hazard.words())),
                None => Some(format!("{}: not known", hazard.words())),
            })
            .collect();
        match self.flat_min {
            None => open.push("minutes able to lie flat: not known".into()),
            Some(minutes) if minutes < SCAN_MIN => {
                open.push(format!("can lie flat for {minutes} minutes only"));
            }
            Some(_) => {}
        }
        if self.weight_kg.is_none() {
            open.push("weight: not known".into());
        }
        open
    }
}

/// What is asked of radiology, beside which scan and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScanRequest {
    /// Why, in the words the radiologist reads.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub indication: String,
    /// How it is imaged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sequences: Vec<Sequence>,
    /// The MRI safety list.
    #[serde(skip_serializing_if = "MriSafety::is_empty")]
    pub safety: MriSafety,
    /// A plain X-ray that is meant to find or exclude spread: why all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xray_because: Option<String>,
}

impl ScanRequest {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
