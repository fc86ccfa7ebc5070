//! The signs that stand beside the worksheet, each side by itself. What is not chosen was not
//! examined.

/// One sign with its possible findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Stable key, without the side.
    pub key: &'static str,
    /// As asked.
    pub words: &'static str,
    /// Stored word and what is shown, the normal finding first.
    pub choices: &'static [(&'static str, &'static str)],
}

const REFLEX: &[(&str, &str)] =
    &[("normal", "Normal"), ("brisk", "Brisk"), ("reduced", "Reduced"), ("absent", "Absent")];

/// Every sign, in the order examined.
pub const SIGNS: &[Sign] = &[
    Sign {
        key: "tone",
        words: "Tone in the leg",
        choices: &[("normal", "Normal"), ("increased", "Increased"), ("reduced", "Reduced")],
    },
    Sign { key: "biceps", words: "Biceps reflex", choices: REFLEX },
    Sign { key: "triceps", words: "Triceps reflex", choices: REFLEX },
    Sign { key: "knee", words: "Knee reflex", choices: REFLEX },
    Sign { key: "ankle", words: "Ankle reflex", choices: REFLEX },
    Sign {
        key: "clonus",
        words: "Ankle clonus",
        choices: &[("none", "None"), ("beats", "A few beats"), ("sustained", "Sustained")],
    },
    Sign {
        key: "plantar",
        words: "Plantar response",
        choices: &[("down", "Down"), ("up", "Up"), ("none", "No response")],
    },
    Sign {
        key: "coordination",
        words: "Coordination, heel to shin",
        choices: &[("normal", "Normal"), ("impaired", "Impaired")],
    },
    Sign {
        key: "proprioception",
        words: "Position sense, big toe",
        choices: &[("normal", "Normal"), ("impaired", "Impaired"), ("absent", "Absent")],
    },
];

/// The sign of a key with its side (`plantar_right`).
pub fn sign(key: &str) -> Option<&'static Sign> {
    let (name, side) = key.rsplit_once('_')?;
    let sided = matches!(side, "right" | "left");
    SIGNS.iter().find(|sign| sided && sign.key == name)
}
