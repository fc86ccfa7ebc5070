//! Which questions can still change the answer, most decisive first.
//!
//! A question is worth asking when it is an open fact of a rule that is itself still open and would
//! be more urgent than what already stands. A "not sure" can still be answered, so it stays open.

use alloc::vec::Vec;

use crate::condition::{Condition, Number, Possible};
use crate::decide::{ADVISORY, Names, tier_and_limit};
use crate::derived::DERIVED;
use crate::facts::Facts;
use crate::settings::Settings;
use crate::tables::{RULES, RuleSet};
use crate::vocabulary::{Audience, Fact, Haem, Status, Tier};

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
    let (tier, limit_h) = standing(&facts, audience, settings);
    let askable = Names::askable(&without_not_sure(&facts), audience);
    let mut open_rules = Vec::new();
    for (place, rule) in RULES.iter().enumerate() {
        if rule.status != Status::Active || !rule.audience.includes(audience) {
            continue;
        }
        let better = (rule.tier, settings.limit_at(place, rule)) < (tier, limit_h)
            && !ADVISORY.contains(&rule.id);
        let to_complete = audience == Audience::Clinician && rule.tier <= Tier::U1;
        if !(better || to_complete) {
            continue;
        }
        let value = rule.when.value(&askable);
        if value.may_be(Possible::YES) && !value.is_settled() {
            let mut leaves = Vec::new();
            open_leaves(&rule.when, &askable, &mut leaves);
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

/// The tier and limit that already stand, whatever is answered next.
fn standing(facts: &Facts, audience: Audience, settings: &Settings) -> (Tier, u16) {
    let names = Names::askable(facts, audience);
    let mut fired = RuleSet::default();
    for (place, rule) in RULES.iter().enumerate() {
        let counts = rule.status == Status::Active && rule.audience.includes(audience);
        if counts && rule.when.value(&names) == Possible::YES {
            fired.insert(place);
        }
    }
    tier_and_limit(fired, settings)
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
