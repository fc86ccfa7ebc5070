//! Reduced ordered binary decision diagrams in one shared arena, so that equal functions are equal
//! numbers and every operation is remembered.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A Boolean function over the variables of its [`Diagrams`]. Two equal functions are the same value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagram(u32);

impl Diagram {
    /// Never.
    pub const FALSE: Self = Self(0);
    /// Always.
    pub const TRUE: Self = Self(1);

    /// Its number: equal functions have equal numbers.
    pub(crate) fn number(self) -> u64 {
        u64::from(self.0)
    }
}

/// A small multiplicative hash: the keys are our own node numbers, never input from outside.
#[derive(Default)]
pub(crate) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ self.0 >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ mixed >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

type Table<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;
/// A set of our own numbers.
pub(crate) type Numbers = HashSet<u64, BuildHasherDefault<Mix>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Node {
    variable: u32,
    low: Diagram,
    high: Diagram,
}

/// The arena of every diagram.
pub struct Diagrams {
    nodes: Vec<Node>,
    unique: Table<Node, Diagram>,
    chosen: Table<(Diagram, Diagram, Diagram), Diagram>,
}

const LEAF: Node = Node { variable: u32::MAX, low: Diagram::FALSE, high: Diagram::FALSE };

impl Default for Diagrams {
    fn default() -> Self {
        Self { nodes: vec![LEAF, LEAF], unique: Table::default(), chosen: Table::default() }
    }
}

impl Diagrams {
    /// How many nodes were ever made.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, diagram: Diagram) -> Node {
        self.nodes.get(diagram.0 as usize).copied().unwrap_or(LEAF)
    }

    /// The first variable this diagram looks at, and what is left when it is false or true. `None`
    /// for always and never.
    #[must_use]
    pub fn split(&self, diagram: Diagram) -> Option<(u32, Diagram, Diagram)> {
        let node = self.node(diagram);
        (node.variable != u32::MAX).then_some((node.variable, node.low, node.high))
    }

    fn make(&mut self, variable: u32, low: Diagram, high: Diagram) -> Diagram {
        if low == high {
            return low;
        }
        let node = Node { variable, low, high };
        let next = Diagram(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let known = *self.unique.entry(node).or_insert(next);
        if known == next {
            self.nodes.push(node);
        }
        known
    }

    /// The function that is one variable.
    pub fn variable(&mut self, variable: u32) -> Diagram {
        self.make(variable, Diagram::FALSE, Diagram::TRUE)
    }

    fn part(&self, diagram: Diagram, variable: u32) -> (Diagram, Diagram) {
        let node = self.node(diagram);
        if node.variable == variable { (node.low, node.high) } else { (diagram, diagram) }
    }

    /// `then` where `when` holds, `other` elsewhere.
    pub fn choose(&mut self, when: Diagram, then: Diagram, other: Diagram) -> Diagram {
        if when == Diagram::TRUE || then == other {
            return then;
        }
        if when == Diagram::FALSE {
            return other;
        }
        if then == Diagram::TRUE && other == Diagram::FALSE {
            return when;
        }
        let key = (when, then, other);
        if let Some(known) = self.chosen.get(&key) {
            return *known;
        }
        let top = [when, then, other].map(|one| self.node(one).variable);
        let top = top.into_iter().min().unwrap_or(u32::MAX);
        let (when_low, when_high) = self.part(when, top);
        let (then_low, then_high) = self.part(then, top);
        let (other_low, other_high) = self.part(other, top);
        let low = self.choose(when_low, then_low, other_low);
        let high = self.choose(when_high, then_high, other_high);
        let made = self.make(top, low, high);
        self.chosen.insert(key, made);
        made
    }

    /// Where it does not hold.
    pub fn not(&mut self, diagram: Diagram) -> Diagram {
        self.choose(diagram, Diagram::FALSE, Diagram::TRUE)
    }

    /// Where both hold.
    pub fn and(&mut self, left: Diagram, right: Diagram) -> Diagram {
        self.choose(left, right, Diagram::FALSE)
    }

    /// Where either holds.
    pub fn or(&mut self, left: Diagram, right: Diagram) -> Diagram {
        self.choose(left, Diagram::TRUE, right)
    }

    /// Where the first holds and the second does not.
    pub fn without(&mut self, left: Diagram, right: Diagram) -> Diagram {
        let missing = self.not(right);
        self.and(left, missing)
    }

    /// Where any holds.
    pub fn any(&mut self, all: impl IntoIterator<Item = Diagram>) -> Diagram {
        all.into_iter().fold(Diagram::FALSE, |sum, one| self.or(sum, one))
    }

    /// The same function with some variables fixed.
    pub fn fix(&mut self, diagram: Diagram, fixed: &[(u32, bool)]) -> Diagram {
        let mut done = Table::default();
        self.fix_in(diagram, fixed, &mut done)
    }

    fn fix_in(
        &mut self,
        diagram: Diagram,
        fixed: &[(u32, bool)],
        done: &mut Table<Diagram, Diagram>,
    ) -> Diagram {
        let node = self.node(diagram);
        let last = fixed.iter().map(|(variable, _)| *variable).max();
        if last.is_none_or(|last| node.variable > last) {
            return diagram;
        }
        if let Some(known) = done.get(&diagram) {
            return *known;
        }
        let made = match fixed.iter().find(|(variable, _)| *variable == node.variable) {
            Some((_, true)) => self.fix_in(node.high, fixed, done),
            Some((_, false)) => self.fix_in(node.low, fixed, done),
            None => {
                let low = self.fix_in(node.low, fixed, done);
                let high = self.fix_in(node.high, fixed, done);
                self.make(node.variable, low, high)
            }
        };
        done.insert(diagram, made);
        made
    }

    /// Whether it holds for one assignment.
    pub fn holds(&self, diagram: Diagram, is_true: impl Fn(u32) -> bool) -> bool {
        let mut at = diagram;
        while let Some((variable, low, high)) = self.split(at) {
            at = if is_true(variable) { high } else { low };
        }
        at == Diagram::TRUE
    }

    /// In what share of all assignments it holds.
    #[must_use]
    pub fn share(&self, diagram: Diagram) -> f64 {
        self.share_in(diagram, &mut Table::default())
    }

    fn share_in(&self, diagram: Diagram, done: &mut Table<Diagram, f64>) -> f64 {
        match self.split(diagram) {
            None => f64::from(u8::from(diagram == Diagram::TRUE)),
            Some((_, low, high)) => {
                if let Some(known) = done.get(&diagram) {
                    return *known;
                }
                let share = f64::midpoint(self.share_in(low, done), self.share_in(high, done));
                done.insert(diagram, share);
                share
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_functions_are_the_same_diagram() {
        let mut all = Diagrams::default();
        let (a, b) = (all.variable(0), all.variable(1));
        let both = all.and(a, b);
        let not_both = all.not(both);
        let (no_a, no_b) = (all.not(a), all.not(b));
        assert_eq!(all.or(no_a, no_b), not_both);
        assert_eq!(all.fix(both, &[(0, true)]), b);
        assert!((all.share(not_both) - 0.75).abs() < f64::EPSILON);
        assert!(all.holds(both, |_| true) && !all.holds(both, |variable| variable == 0));
    }
}
