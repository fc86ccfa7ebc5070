//! Which questions can still change the answer, most decisive first.
//!
//! A question is worth asking when it is an open fact of a rule that is itself still open and would
//! be more urgent than what already stands. A "not sure" can still be answered, so it stays open.

use alloc::vec::Vec;

use crate::compiled::{DERIVED_PROGRAMS, Found, Planes, RULE_PROGRAMS, URGENT_NEEDS};
use crate::condition::{Condition, Number, Possible};
use crate::decide::{fired, tier_and_limit};
use crate::derived::DERIVED;
use crate::facts::Facts;
use crate::leaves::{self, Leaves, RULE_LEAF_SETS, RULE_LEAVES};
use crate::names::{EVERY_FACT, Names};
use crate::record::Rule;
use crate::settings::Settings;
use crate::tables::{BY_URGENCY, Places, RULES};
use crate::vocabulary::{Audience, Fact, Haem, Name, Tier};

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
    let reopened = without_not_sure(&facts);
    let names = Names::askable(&reopened, audience);
    let (mut tier, mut limit_h) = already_stands(&names, audience, settings);
    // A clinician is asked about every open rule of U1 or better anyway; otherwise a "not sure", as
    // it was said, may let more stand than when it is taken back.
    if reopened != facts && (audience == Audience::Public || tier > Tier::U1) {
        let as_said = Names::askable(&facts, audience);
        (tier, limit_h) = already_stands(&as_said, audience, settings);
    }
    if audience == Audience::Public && (tier, limit_h) == (Tier::E0, 0) {
        return Vec::new(); // Nothing is more urgent.
    }
    let search = Search {
        names,
        may: names.may(),
        must: names.must(),
        unsettled: names.unsettled(),
        derived: OpenLeaves::of_derived(&names),
    };
    let completed = match audience {
        Audience::Public => None,
        Audience::Clinician => Some(Tier::U1),
    };
    let wanted = |place: usize, rule: &Rule| {
        completed >= Some(rule.tier)
            || (rule.tier, settings.limit_at(place, rule)) < (tier, limit_h)
    };
    let mut asked =
        Asked { not_known: leaves::not_known(&facts), questions: Vec::with_capacity(24) };
    let mut same_tier = Vec::with_capacity(24);
    let mut tier_now = Tier::E0;
    for place in worth_trying(audience, &search.may) {
        let Some(rule) = RULES.get(place) else { continue };
        if Some(rule.tier) > completed.max(Some(tier)) {
            break;
        }
        if rule.tier != tier_now {
            asked.add(&mut same_tier);
            tier_now = rule.tier;
        }
        if asked.could_add(place) && wanted(place, rule) {
            same_tier.extend(
                search.open_leaves(place, rule).map(|open| (open.count_ones(), place, open)),
            );
        }
    }
    asked.add(&mut same_tier);
    asked.questions
}

/// What is needed to look at one rule after another.
struct Search {
    names: Names,
    may: Planes,
    must: Planes,
    /// The names with more than one possible value.
    unsettled: u128,
    derived: OpenLeaves,
}

impl Search {
    /// The open leaves of a rule that may still hold and may still not; `None` for a settled one.
    fn open_leaves(&self, place: usize, rule: &Rule) -> Option<u128> {
        let program = RULE_PROGRAMS.get(place)?;
        let open = program.holds(&self.may) && !program.holds(&self.must);
        open.then(|| match &rule.when {
            // The whole is known to be unsettled, so each part counts by itself.
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().fold(0, |leaves, part| leaves | self.leaves_of(part))
            }
            other => self.leaves_of(other),
        })
    }

    /// The open leaves of a part, for an unsettled whole. A single fact needs no second look.
    fn leaves_of(&self, part: &Condition) -> u128 {
        match part {
            Condition::Is(name) | Condition::Equals(name, _) | Condition::Differs(name, _)
                if name.fact().is_some() =>
            {
                name.bit() & self.unsettled
            }
            Condition::Is(name) => self.derived.of_name(*name),
            other => self.derived.look(other, &self.names).1,
        }
    }
}

/// The questions found so far.
struct Asked {
    /// Leaves that are not known and not asked yet.
    not_known: u128,
    questions: Vec<Question>,
}

impl Asked {
    /// Whether a rule has any leaf that is not known and not asked yet.
    fn could_add(&self, place: usize) -> bool {
        RULE_LEAF_SETS.get(place).is_some_and(|leaves| leaves & self.not_known != 0)
    }

    /// The open leaves of rules of one tier, fewest first, each in the order it is written.
    fn add(&mut self, same_tier: &mut Vec<(u32, usize, u128)>) {
        same_tier.sort_unstable();
        for (_, place, open) in same_tier.drain(..) {
            let mut new = open & self.not_known;
            self.not_known &= !new;
            for leaf in RULE_LEAVES.get(place).map_or(&[][..], Leaves::in_order) {
                if new == 0 {
                    break;
                }
                let bit = 1 << leaf;
                if new & bit != 0 {
                    new &= !bit;
                    self.questions.extend(leaves::question(*leaf));
                }
            }
        }
    }
}

/// The places of the rules that can set a tier for this audience and that could hold for these
/// values, most urgent first.
fn worth_trying(audience: Audience, values: &Planes) -> impl Iterator<Item = usize> {
    let ([public, clinician], [for_public, for_clinician]) = (&BY_URGENCY, &URGENT_NEEDS);
    let (order, needs) = match audience {
        Audience::Public => (public, for_public),
        Audience::Clinician => (clinician, for_clinician),
    };
    Places(needs.worth_trying(values)).filter_map(|place| order.get(place).copied())
}

/// The tier and limit that no further answer can undo.
fn already_stands(names: &Names, audience: Audience, settings: &Settings) -> (Tier, u16) {
    if !settings.keeps_every_limit() {
        return tier_and_limit(fired(names, audience, settings).0, settings);
    }
    let must = names.must();
    for place in worth_trying(audience, &must) {
        if RULE_PROGRAMS.get(place).is_some_and(|program| program.holds(&must)) {
            let rule = RULES.get(place);
            return rule.map_or((Tier::R0, u16::MAX), |rule| (rule.tier, rule.limit_h));
        }
    }
    (Tier::R0, u16::MAX)
}

/// For each derived name, the open leaves that could still change it.
struct OpenLeaves([u128; DERIVED.len()]);

impl OpenLeaves {
    fn of_derived(names: &Names) -> Self {
        let unsettled = names.unsettled();
        let mut open = Self([0; DERIVED.len()]);
        for (place, (derived, program)) in DERIVED.iter().zip(&DERIVED_PROGRAMS).enumerate() {
            if unsettled & program.bit == 0 {
                continue;
            }
            let leaves = match program.found {
                Found::AnyOf(parts) => open.of_names(parts & unsettled),
                Found::By { .. } => open.look(&derived.when, names).1,
            };
            if let Some(slot) = open.0.get_mut(place) {
                *slot = leaves;
            }
        }
        open
    }

    /// What a condition may be, and the open leaves of its unsettled parts.
    fn look(&self, condition: &Condition, names: &Names) -> (Possible, u128) {
        let value = match condition {
            Condition::Not(part) => {
                let (value, leaves) = self.look(part, names);
                return (value.not(), leaves);
            }
            Condition::All(parts) => {
                return self.combine(parts, names, Possible::YES, Possible::and);
            }
            Condition::Any(parts) => return self.combine(parts, names, Possible::NO, Possible::or),
            other => other.value(names),
        };
        if value.is_settled() {
            return (value, 0);
        }
        let leaves = match condition {
            Condition::Is(name) | Condition::Equals(name, _) | Condition::Differs(name, _) => {
                self.of_name(*name)
            }
            Condition::HaemIs(_) => leaves::HAEM,
            Condition::Number(number, _, _) => leaves::of_number(*number),
            _ => 0,
        };
        (value, leaves)
    }

    fn combine(
        &self,
        parts: &[Condition],
        names: &Names,
        start: Possible,
        join: impl Fn(Possible, Possible) -> Possible,
    ) -> (Possible, u128) {
        let (value, leaves) = parts.iter().fold((start, 0), |(value, leaves), part| {
            let (next, more) = self.look(part, names);
            (join(value, next), leaves | more)
        });
        (value, if value.is_settled() { 0 } else { leaves })
    }

    fn of_name(&self, name: Name) -> u128 {
        self.of_names(name.bit())
    }

    /// Of several names at once: facts are their own leaves.
    fn of_names(&self, names: u128) -> u128 {
        let mut leaves = names & EVERY_FACT;
        let mut derived = names >> Name::FACTS;
        while derived != 0 {
            leaves |= self.0.get(derived.trailing_zeros() as usize).copied().unwrap_or(0);
            derived &= derived - 1;
        }
        leaves
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
