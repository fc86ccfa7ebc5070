//! What each rule in the end depends on: facts, `haem` and numbers, in the order they are written,
//! with derived names followed down to their facts. Worked out at build time.

#![expect(
    clippy::indexing_slicing,
    reason = "indexing happens only while the tables are built, where it is a compile error"
)]

use crate::condition::{Condition, Number};
use crate::derived::DERIVED;
use crate::facts::Facts;
use crate::names::EVERY_FACT;
use crate::questions::Question;
use crate::tables::RULES;
use crate::vocabulary::{Fact, Haem, Name};

/// The leaves after the facts: `haem`, then the numbers.
const HAEM_LEAF: u8 = match Fact::ALL.last() {
    Some(last) => *last as u8 + 1,
    None => 0,
};
const LEAVES: usize = Fact::ALL.len() + 1 + Number::ALL.len();

/// The bit of `haem` in a set of leaves. A fact has the bit of its name.
pub(crate) const HAEM: u128 = 1 << HAEM_LEAF;

/// The bit of a number in a set of leaves.
pub(crate) const fn of_number(number: Number) -> u128 {
    1 << leaf_of_number(number)
}

const fn leaf_of_number(number: Number) -> u8 {
    HAEM_LEAF + 1 + number as u8
}

/// The leaves that are not recorded, or were said to be unknown.
pub(crate) fn not_known(facts: &Facts) -> u128 {
    let mut open = EVERY_FACT & !(facts.yes | facts.no);
    if !matches!(facts.haem, Some(haem) if haem != Haem::Unknown) {
        open |= HAEM;
    }
    for number in Number::ALL {
        if facts.number(*number).is_none() {
            open |= of_number(*number);
        }
    }
    open
}

/// The question behind a leaf. The limit of an earlier result is computed and never asked.
pub(crate) fn question(leaf: u8) -> Option<Question> {
    let leaf = usize::from(leaf);
    if let Some(fact) = Fact::ALL.get(leaf) {
        return Some(Question::Fact(*fact));
    }
    match leaf.checked_sub(Fact::ALL.len())? {
        0 => Some(Question::Haem),
        number => Number::ALL.get(number - 1).map(|number| Question::Number(*number)),
    }
}

/// Leaves in order, each once.
#[derive(Clone, Copy)]
pub(crate) struct Leaves {
    list: [u8; LEAVES],
    len: usize,
    set: u128,
}

impl Leaves {
    const NONE: Self = Self { list: [0; LEAVES], len: 0, set: 0 };

    pub(crate) fn in_order(&self) -> &[u8] {
        self.list.get(..self.len).unwrap_or_default()
    }

    const fn push(mut self, leaf: u8) -> Self {
        let bit = 1 << leaf;
        if self.set & bit == 0 {
            self.set |= bit;
            self.list[self.len] = leaf;
            self.len += 1;
        }
        self
    }

    const fn with(self, condition: &Condition) -> Self {
        match condition {
            Condition::Is(name) | Condition::Equals(name, _) | Condition::Differs(name, _) => {
                self.with_name(*name)
            }
            Condition::HaemIs(_) => self.push(HAEM_LEAF),
            Condition::Number(number, _, _) => self.push(leaf_of_number(*number)),
            Condition::Not(part) => self.with(part),
            Condition::All(parts) | Condition::Any(parts) => {
                let mut leaves = self;
                let mut rest = *parts;
                while let [first, more @ ..] = rest {
                    leaves = leaves.with(first);
                    rest = more;
                }
                leaves
            }
            Condition::Always | Condition::TierIs(_) => self,
        }
    }

    const fn with_name(self, name: Name) -> Self {
        let place = name as usize;
        if place < Name::FACTS {
            self.push(name as u8)
        } else {
            self.with(&DERIVED[place - Name::FACTS].when)
        }
    }
}

/// The leaves of each rule as a set, in table order.
pub(crate) static RULE_LEAF_SETS: [u128; RULES.len()] = {
    let mut all = [0; RULES.len()];
    let mut place = 0;
    while place < RULES.len() {
        all[place] = RULE_LEAVES[place].set;
        place += 1;
    }
    all
};

/// The leaves of each rule, in table order.
pub(crate) static RULE_LEAVES: [Leaves; RULES.len()] = {
    let mut all = [Leaves::NONE; RULES.len()];
    let mut place = 0;
    while place < RULES.len() {
        all[place] = Leaves::NONE.with(&RULES[place].when);
        place += 1;
    }
    all
};
