//! The prognosis scores of a case, side by side: each from what is recorded, never from a guess. One
//! with a missing input says what it needs and gives no number.

use pathway::Case;
use pathway::proforma::Entry;
use pathway::spine::finding::Metastasis;
use scores::{Direction, INSTRUMENTS, Instrument, Scored, Value};

/// An instrument with what the case has for it.
pub(super) struct CaseScore {
    pub(super) instrument: &'static Instrument,
    /// Field and value, as the instrument takes them.
    pub(super) inputs: Vec<(&'static str, Input)>,
    /// The result, or what is still needed.
    pub(super) result: Result<Scored, Vec<String>>,
}

/// A value as recorded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Input {
    Word(String),
    Number(f64),
    Flag(bool),
}

impl Input {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Word(word) => Value::Text(word),
            Self::Number(number) => Value::Number(*number),
            Self::Flag(flag) => Value::Flag(*flag),
        }
    }

    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Word(word) => word.as_str().into(),
            Self::Number(number) if number.fract() == 0.0 => {
                // A whole number is written as one: 70, not 70.0.
                format!("{number:.0}").parse::<i64>().map_or((*number).into(), Into::into)
            }
            Self::Number(number) => (*number).into(),
            Self::Flag(flag) => (*flag).into(),
        }
    }
}

/// The prognosis scores that the meeting looks at.
const SHOWN: [&str; 5] = ["tokuhashi", "tomita", "modified_bauer", "van_der_linden", "katagiri"];

/// Each prognosis score with what this case has for it.
pub(super) fn of(case: &Case) -> Vec<CaseScore> {
    let known = Known { case };
    INSTRUMENTS
        .iter()
        .copied()
        .filter(|instrument| SHOWN.contains(&instrument.name))
        .map(|instrument| {
            let inputs: Vec<(&'static str, Input)> = instrument
                .fields
                .iter()
                .filter_map(|field| Some((field.name, known.input(instrument.name, field.name)?)))
                .collect();
            let values: Vec<(&str, Value<'_>)> =
                inputs.iter().map(|(name, input)| (*name, input.value())).collect();
            let result = instrument.score(&values, false).map_err(|refusal| {
                let label = |name: &str| {
                    let field = instrument.fields.iter().find(|field| field.name == name);
                    field.map_or_else(|| name.replace('_', " "), |field| field.label.to_owned())
                };
                if refusal.missing.is_empty() {
                    vec![refusal.message.clone()]
                } else {
                    refusal.missing.iter().map(|name| label(name)).collect()
                }
            });
            CaseScore { instrument, inputs, result }
        })
        .collect()
}

/// Which third of its own scale a result lies in, worst first; `None` without a scale.
pub(super) fn third(instrument: &Instrument, scored: &Scored) -> Option<usize> {
    let (lowest, highest) = instrument.range?;
    let share = (scored.total()? - lowest) / (highest - lowest);
    let better = match instrument.direction {
        Direction::HigherBetter => share,
        Direction::HigherWorse => 1.0 - share,
        Direction::None => return None,
    };
    Some(if better < 1.0 / 3.0 {
        0
    } else if better < 2.0 / 3.0 {
        1
    } else {
        2
    })
}

/// The words of a third.
pub(super) const THIRDS: [&str; 3] = ["shorter survival", "in between", "longer survival"];

/// What is recorded, read by the names of the instruments.
struct Known<'a> {
    case: &'a Case,
}

impl Known<'_> {
    fn said(&self, question: &str) -> Option<&str> {
        let entry: &Entry = self.case.proformas.answer("consultation", question)?;
        Some(entry.value.as_str()).filter(|value| *value != "unknown")
    }

    fn number(&self, question: &str) -> Option<f64> {
        self.said(question)?.parse().ok()
    }

    fn flag(&self, question: &str) -> Option<bool> {
        match self.said(question)? {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// How many vertebrae the signed report shows with disease, else what the consultation says.
    fn vertebrae(&self) -> Option<f64> {
        let report = self.case.spine.standing().map(|signed| &signed.report);
        let seen = report.map(|report| {
            let definite = |one: &&_| matches!(one, Metastasis::Definite);
            report
                .levels
                .iter()
                .map(|finding| finding.metastasis)
                .filter(|one| definite(&one))
                .count()
        });
        match seen.filter(|count| *count > 0).and_then(|count| u32::try_from(count).ok()) {
            Some(count) => Some(f64::from(count)),
            None => self.number("spine_mets"),
        }
    }

    fn input(&self, instrument: &str, field: &str) -> Option<Input> {
        let word = |word: &str| Some(Input::Word(word.into()));
        let number = |value: Option<f64>| value.map(Input::Number);
        let flag = |value: Option<bool>| value.map(Input::Flag);
        let organs = self.said("organ_mets");
        let primary = self.said("primary");
        match (instrument, field) {
            (_, "kps") => number(self.number("kps_now")),
            ("tokuhashi", "extraspinal_bone_foci") => number(self.number("bone_mets")),
            ("tokuhashi", "vertebral_body_mets") => number(self.vertebrae()),
            ("tokuhashi", "major_organ_mets") => word(organs?),
            ("tokuhashi", "primary") => word(match primary? {
                "colon" | "melanoma" | "sarcoma" | "myeloma" | "lymphoma" => "other",
                other => other,
            }),
            ("tokuhashi", "frankel") => word(self.said("frankel")?),
            ("tomita", "growth") | ("katagiri", "primary_growth") => word(self.said("growth")?),
            ("tomita", "visceral") => word(match organs? {
                "removable" => "treatable",
                "unremovable" => "untreatable",
                other => other,
            }),
            ("tomita", "bone") => word(if self.bones()? > 1.0 { "multiple" } else { "solitary" }),
            ("katagiri", "multiple_skeletal") => flag(self.bones().map(|bones| bones > 1.0)),
            ("modified_bauer", "no_visceral_mets") => flag(organs.map(|organs| organs == "none")),
            ("modified_bauer", "solitary_skeletal_met") => flag(self.bones().map(|b| b <= 1.0)),
            ("modified_bauer", "not_lung") => flag(primary.map(|primary| primary != "lung")),
            ("modified_bauer", "favourable_primary") => {
                flag(primary.map(|one| matches!(one, "breast" | "kidney" | "lymphoma" | "myeloma")))
            }
            ("modified_bauer", "no_pathological_fracture") => {
                flag(self.flag("fracture").map(|fracture| !fracture))
            }
            ("van_der_linden", "primary") => word(match primary? {
                one @ ("breast" | "prostate" | "lung") => one,
                _ => "other",
            }),
            ("van_der_linden", "visceral_mets") => flag(organs.map(|organs| organs != "none")),
            ("katagiri", "visceral_cerebral") => word(self.said("organ_spread")?),
            ("katagiri", "ecog") => number(self.number("ecog_now")),
            ("katagiri", "previous_chemotherapy") => flag(self.flag("chemotherapy_before")),
            _ => None,
        }
    }

    /// Bone metastases, spine and elsewhere together.
    fn bones(&self) -> Option<f64> {
        Some(self.number("bone_mets")? + self.vertebrae()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_any_record_every_score_says_what_it_needs_and_gives_no_number() {
        let scores = of(&Case::default());
        assert_eq!(scores.len(), SHOWN.len());
        for score in scores {
            assert!(
                score.result.is_err_and(|needed| !needed.is_empty()),
                "{}",
                score.instrument.name
            );
        }
    }
}
