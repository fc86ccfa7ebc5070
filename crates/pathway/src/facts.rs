//! What has been said about a person, by whom, and what the rules may take from it.
//!
//! For triage a lay "yes" stands until a clinician says "no"; "not sure" never takes a risk away and
//! never keeps a mitigating answer (design section 4).

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::{FactError, Facts, Value};
use serde::{Deserialize, Serialize};

use crate::actor::Role;

/// One answer as it travels: a word ("yes", "suspected") or a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// "yes", "no", "unknown" or a word of the fact's own.
    Word(String),
    /// Age, hours, SINS.
    Number(f64),
}

impl Answer {
    /// The answer "yes".
    pub fn yes() -> Self {
        Self::Word("yes".into())
    }

    /// The answer "no".
    pub fn no() -> Self {
        Self::Word("no".into())
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Word(word) => Value::Word(word),
            Self::Number(number) => Value::Number(*number),
        }
    }
}

/// Answers by the rule book's fact names.
pub type Answers = BTreeMap<String, Answer>;

/// How an answer came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The person or a carer answered.
    Lay,
    /// A clinician asked or judged.
    Clinician,
    /// A clinician examined.
    Examination,
    /// Follows from something recorded here (a dose given, a scan reported).
    Recorded,
}

impl How {
    /// What such an answer weighs when this role gives it: only a clinician's is a clinician's.
    #[must_use]
    pub const fn said_by(self, role: Role) -> Self {
        match self {
            Self::Clinician | Self::Examination if !role.is_clinician() => Self::Lay,
            how => how,
        }
    }
}

/// The latest standing answer to one fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The answer.
    pub answer: Answer,
    /// How it came about.
    pub how: How,
    /// When it was true, as far as we were told.
    pub at: Timestamp,
    /// Who said so.
    pub by: String,
}

/// Every fact that has a standing answer. Absent means: nobody was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownFacts(BTreeMap<String, Said>);

impl KnownFacts {
    /// The standing answers by fact name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Said)> {
        self.0.iter().map(|(key, said)| (key.as_str(), said))
    }

    /// The standing answer to one fact.
    pub fn get(&self, key: &str) -> Option<&Said> {
        self.0.get(key)
    }

    /// Whether the standing answer to a fact is "yes".
    pub fn is_yes(&self, key: &str) -> bool {
        matches!(self.0.get(key), Some(Said { answer: Answer::Word(word), .. }) if word == "yes")
    }

    /// How many answers are a said "not sure".
    pub fn unknown(&self) -> usize {
        self.0
            .values()
            .filter(|said| matches!(&said.answer, Answer::Word(w) if w == "unknown"))
            .count()
    }

    /// Takes a new answer in, unless the standing one outweighs it.
    pub fn hear(&mut self, key: &str, new: Said) {
        let keeps = self.0.get(key).is_some_and(|standing| standing.outweighs(key, &new));
        if !keeps {
            self.0.insert(key.to_owned(), new);
        }
    }

    /// The facts as the rules take them.
    pub fn for_rules(&self) -> Facts {
        let mut facts = Facts::new();
        for (key, said) in &self.0 {
            // Every answer was checked when it came in; one that a later dictionary no longer
            // knows counts as not asked, which never lowers a tier.
            let _ = facts.set_value(key, said.answer.value());
        }
        facts
    }
}

impl Said {
    fn outweighs(&self, key: &str, new: &Self) -> bool {
        let (Answer::Word(standing), Answer::Word(said)) = (&self.answer, &new.answer) else {
            return false;
        };
        // A cancer of the blood that is suspected or confirmed is a risk like a "yes".
        let risk = matches!(standing.as_str(), "yes" | "suspected" | "confirmed");
        if !risk || MITIGATING.contains(&key) {
            return false;
        }
        match said.as_str() {
            "unknown" => true,
            "no" | "none" => new.how == How::Lay,
            _ => false,
        }
    }
}

/// Facts whose "yes" makes a person less urgent (rule book section 1.1).
const MITIGATING: [&str; 8] = [
    "one_leg_only",
    "one_arm_only",
    "sens_hands_feet_only",
    "neurotoxic_drug",
    "decision_recorded",
    "stability_confirmed",
    "dex_given",
    "mscc_ruled_out",
];

/// Checks answers against the rule book's dictionary.
///
/// # Errors
/// The first answer that names no fact or has a value the fact cannot have.
pub fn check(answers: &Answers) -> Result<(), FactError> {
    let mut facts = Facts::new();
    answers.iter().try_for_each(|(key, answer)| facts.set_value(key, answer.value()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &str, how: How) -> Said {
        Said {
            answer: Answer::Word(word.into()),
            how,
            at: Timestamp::UNIX_EPOCH,
            by: "test".into(),
        }
    }

    fn after(key: &str, said_in_turn: &[(&str, How)]) -> Answer {
        let mut known = KnownFacts::default();
        for (word, how) in said_in_turn {
            known.hear(key, said(word, *how));
        }
        known.get(key).unwrap().answer.clone()
    }

    #[test]
    fn a_lay_yes_stands_until_a_clinician_says_no() {
        assert_eq!(after("n_gait", &[("yes", How::Lay), ("no", How::Lay)]), Answer::yes());
        assert_eq!(after("n_gait", &[("yes", How::Lay), ("no", How::Examination)]), Answer::no());
    }

    #[test]
    fn not_sure_takes_no_risk_away_and_keeps_no_mitigating_answer() {
        assert_eq!(
            after("n_gait", &[("yes", How::Lay), ("unknown", How::Examination)]),
            Answer::yes()
        );
        let unsure = Answer::Word("unknown".into());
        assert_eq!(after("one_leg_only", &[("yes", How::Lay), ("unknown", How::Lay)]), unsure);
    }

    #[test]
    fn a_new_yes_always_counts() {
        assert_eq!(after("n_gait", &[("no", How::Examination), ("yes", How::Lay)]), Answer::yes());
    }
}
