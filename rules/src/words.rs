//! A condition read aloud: the same logic as the rule book's table, in the words of its vocabulary.
//!
//! It is for people who check a rule. Programs read [`Condition`] itself or its table text.

use core::fmt;

use crate::condition::{Compare, Condition};
use crate::vocabulary::{Answer, Haem};

/// A condition in plain English. Made by [`Condition::in_words`].
#[derive(Clone, Copy, Debug)]
pub struct InWords<'a>(&'a Condition);

impl Condition {
    /// When it holds, for a reader: what must be so, and where "not known" counts too.
    #[must_use]
    pub const fn in_words(&self) -> InWords<'_> {
        InWords(self)
    }
}

impl Compare {
    /// The comparison as a person says it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Below => "is below",
            Self::AtMost => "is at most",
            Self::AtLeast => "is at least",
            Self::Above => "is above",
        }
    }
}

impl fmt::Display for InWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Condition::Always => f.write_str("always"),
            Condition::Is(name) => f.write_str(name.meaning()),
            Condition::Equals(name, answer) => {
                let before = match answer {
                    Answer::Yes => "known to be so: ",
                    Answer::No => "known not to be so: ",
                    Answer::Unknown => "not known whether: ",
                };
                write!(f, "{before}{}", name.meaning())
            }
            Condition::Differs(name, answer) => {
                let before = match answer {
                    Answer::Yes => "not known to be so: ",
                    Answer::No => "so, or not known: ",
                    Answer::Unknown => "known either way: ",
                };
                write!(f, "{before}{}", name.meaning())
            }
            Condition::HaemIs(haem) => f.write_str(match haem {
                Haem::Confirmed => "a blood cancer is confirmed",
                Haem::Suspected => "a blood cancer is suspected",
                Haem::Absent => "no blood cancer is suspected",
                Haem::Unknown => "not known whether a blood cancer is suspected",
            }),
            Condition::TierIs(tier) => {
                write!(f, "the latest result is tier {}: {}", tier.code(), tier.words())
            }
            Condition::Number(number, compare, bound) => {
                write!(f, "{} {} {bound}", number.meaning(), compare.words())
            }
            Condition::Not(part) => write!(f, "it is not so that ({})", part.in_words()),
            Condition::All(parts) => joined(f, parts, "; and "),
            Condition::Any(parts) => joined(f, parts, "; or "),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Condition], word: &str) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(word)?;
        }
        if matches!(part, Condition::All(_) | Condition::Any(_)) {
            write!(f, "({})", part.in_words())?;
        } else {
            write!(f, "{}", part.in_words())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Name;
    use crate::{CLOCKS, RULES};

    #[test]
    fn every_condition_reads_aloud_with_each_of_its_words() {
        let conditions = RULES.iter().map(|rule| rule.when);
        for condition in conditions.chain(CLOCKS.iter().map(|clock| clock.applies_when)) {
            let words = condition.in_words().to_string();
            condition.walk(&mut |part| match part {
                Condition::Is(name) | Condition::Equals(name, _) | Condition::Differs(name, _) => {
                    assert!(words.contains(name.meaning()), "{words}");
                }
                Condition::Number(number, _, bound) => {
                    assert!(words.contains(number.meaning()), "{words}");
                    assert!(words.contains(&bound.to_string()), "{words}");
                }
                _ => {}
            });
            assert!(!words.contains('_'), "a key instead of words: {words}");
        }
    }

    #[test]
    fn not_known_is_said_where_it_counts() {
        let name = Name::KnownCancer;
        let said = |condition: Condition| condition.in_words().to_string();
        assert!(said(Condition::Differs(name, Answer::No)).starts_with("so, or not known: "));
        assert!(said(Condition::Differs(name, Answer::Yes)).starts_with("not known to be so: "));
        assert!(said(Condition::Equals(name, Answer::No)).starts_with("known not to be so: "));
        let parts = [Condition::Is(name), Condition::Equals(Name::Fever, Answer::Unknown)];
        let both = Condition::All(Box::leak(Box::new(parts)));
        let either = Condition::Any(Box::leak(Box::new([both, Condition::Always])));
        assert!(said(either).starts_with('(') && said(either).ends_with("); or always"));
    }
}
