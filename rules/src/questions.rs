//! Which questions can still change the answer, most decisive first.
//!
//! A question is worth asking when it is an open fact of a rule that is itself still open and would
//! be more urgent than what already stands. A "not sure" can still be answered, so it stays open.

use alloc::vec::Vec;

use crate::compiled::RULE_PROGRAMS;
use crate::condition::{Condition, Number};
use crate::decide::{fired, tier_and_limit};
use crate::derived::DERIVED;
use crate::facts::Facts;
use crate::names::Names;
use crate::settings::Settings;
use crate::tables::{ADVISORY_RULES, RULES, active_for};
use crate::vocabulary::{Audience, Fact, Haem, Tier};

/// Something that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// A yes, no or unknown fact.
    Fact(Fact),
    /// `haem`.
    Haem,
    /// A number.
    Number(Number),
}

impl Question {
    /// The stable name of the fact.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fact(fact) => fact.key(),
            Self::Haem => "haem",
            Self::Number(number) => number.key(),
        }
    }

    /// What it is about, in plain English.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Fact(fact) => fact.meaning(),
            Self::Haem => "has, or may have, a cancer of the blood or lymph glands",
            Self::Number(number) => number.meaning(),
        }
    }
}

/// The open questions, most decisive first: by the tier of the rule they could settle, then the
/// rule with fewest open facts, then table order; each once.
#[must_use]
pub fn questions(facts: &Facts, audience: Audience, settings: &Settings) -> Vec<Question> {
    let (facts, _) = facts.normalised();
    let standing = Names::askable(&facts, audience);
    let (tier, limit_h) = tier_and_limit(fired(&standing, audience, settings).0, settings);
    let names = Names::askable(&without_not_sure(&facts), audience);
    let (may, must) = (names.may(), names.must());
    let mut open_rules = Vec::new();
    for place in active_for(audience).places() {
        let (Some(rule), Some(program)) = (RULES.get(place), RULE_PROGRAMS.get(place)) else {
            continue;
        };
        let better = (rule.tier, settings.limit_at(place, rule)) < (tier, limit_h)
            && !ADVISORY_RULES.contains_place(place);
        let to_complete = audience == Audience::Clinician && rule.tier <= Tier::U1;
        if (better || to_complete) && program.holds(&may) && !program.holds(&must) {
            let mut leaves = Vec::new();
            open_leaves(&rule.when, &names, &mut leaves);
            open_rules.push((rule.tier, leaves.len(), place, leaves));
        }
    }
    open_rules.sort_by_key(|(tier, count, place, _)| (*tier, *count, *place));
    let mut asked = Vec::new();
    for question in open_rules.into_iter().flat_map(|(_, _, _, leaves)| leaves) {
        if !asked.contains(&question) {
            asked.push(question);
        }
    }
    asked
}

/// The open facts of the unsettled parts of a condition, each once, in the order they are written.
fn open_leaves(condition: &Condition, names: &Names, leaves: &mut Vec<Question>) {
    if condition.value(names).is_settled() {
        return;
    }
    let mut add = |question| {
        if !leaves.contains(&question) {
            leaves.push(question);
        }
    };
    match condition {
        Condition::Is(name) | Condition::Equals(name, _) | Condition::Differs(name, _) => {
            match name.fact() {
                Some(fact) => add(Question::Fact(fact)),
                None => {
                    if let Some(derived) = DERIVED.iter().find(|derived| derived.name == *name) {
                        open_leaves(&derived.when, names, leaves);
                    }
                }
            }
        }
        Condition::HaemIs(_) => add(Question::Haem),
        Condition::Number(number, _, _) => add(Question::Number(*number)),
        Condition::Not(part) => open_leaves(part, names, leaves),
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| open_leaves(part, names, leaves));
        }
        Condition::Always | Condition::TierIs(_) => {}
    }
}

/// The same facts with every "not sure" taken back: it can still be answered.
fn without_not_sure(facts: &Facts) -> Facts {
    let mut open = facts.clone();
    open.said = open.yes | open.no;
    if open.haem == Some(Haem::Unknown) {
        open.haem = None;
    }
    open
}

#[cfg(test)]
mod tests;
