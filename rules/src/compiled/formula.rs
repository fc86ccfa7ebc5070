//! A condition as a conjunction of clauses, while the tables are built.

#![expect(
    clippy::indexing_slicing,
    reason = "indexing happens only while the tables are built, where it is a compile error"
)]

use super::bit_of_atom;
use super::planes::{Aim, Planes};
use crate::condition::Condition;
use crate::vocabulary::{Answer, Name};

/// No condition needs more.
pub(super) const CLAUSES_MAX: usize = 24;

/// A conjunction of clauses, while it is being built.
#[derive(Clone, Copy)]
pub(super) struct Formula {
    pub(super) clauses: [Planes; CLAUSES_MAX],
    pub(super) len: usize,
}

impl Formula {
    pub(super) const TRUE: Self = Self { clauses: [Planes::NONE; CLAUSES_MAX], len: 0 };
    /// One clause that nothing can meet.
    const FALSE: Self = Self { clauses: [Planes::NONE; CLAUSES_MAX], len: 1 };

    const fn clause(planes: Planes) -> Self {
        let mut formula = Self::FALSE;
        formula.clauses[0] = planes;
        formula
    }

    const fn truth(holds: bool) -> Self {
        if holds { Self::TRUE } else { Self::FALSE }
    }

    const fn and(mut self, other: Self) -> Self {
        let mut place = 0;
        while place < other.len {
            self.clauses[self.len] = other.clauses[place];
            self.len += 1;
            place += 1;
        }
        self
    }

    const fn or(self, other: Self) -> Self {
        let mut product = Self::TRUE;
        let mut left = 0;
        while left < self.len {
            let mut right = 0;
            while right < other.len {
                product.clauses[product.len] = self.clauses[left].or(other.clauses[right]);
                product.len += 1;
                right += 1;
            }
            left += 1;
        }
        product
    }

    const fn all(parts: &[Condition], aim: Aim) -> Self {
        let mut formula = Self::TRUE;
        let mut rest = parts;
        while let [first, more @ ..] = rest {
            formula = formula.and(Self::of(first, aim));
            rest = more;
        }
        formula
    }

    const fn any(parts: &[Condition], aim: Aim) -> Self {
        let mut formula = Self::FALSE;
        let mut rest = parts;
        while let [first, more @ ..] = rest {
            formula = formula.or(Self::of(first, aim));
            rest = more;
        }
        formula
    }

    /// Names of which one has to be yes: those of the last clause about nothing else, because what is
    /// written last is most particular. None if there is no such clause.
    pub(super) const fn needed(&self) -> u128 {
        let mut place = self.len;
        while place > 0 {
            place -= 1;
            let yes = self.clauses[place].plane(Aim::Yes);
            if yes != 0 && yes.count_ones() == self.clauses[place].bits() {
                return yes;
            }
        }
        0
    }

    /// When `condition` has the value `aim`.
    pub(super) const fn of(condition: &Condition, aim: Aim) -> Self {
        match condition {
            Condition::Always => Self::truth(matches!(aim, Aim::Yes | Aim::NotNo)),
            Condition::Is(name) => Self::clause(aim.literal(name.bit())),
            Condition::Equals(name, answer) => Self::comparison(*name, *answer, aim),
            Condition::Differs(name, answer) => Self::comparison(*name, *answer, aim.swapped()),
            Condition::HaemIs(_) | Condition::TierIs(_) | Condition::Number(..) => {
                Self::clause(aim.literal(bit_of_atom(condition)))
            }
            Condition::Not(part) => Self::of(part, aim.swapped()),
            Condition::All(parts) => match aim {
                Aim::Yes | Aim::NotNo => Self::all(parts, aim),
                Aim::No | Aim::NotYes => Self::any(parts, aim),
                Aim::Unknown => Self::all(parts, Aim::NotNo).and(Self::any(parts, aim)),
            },
            Condition::Any(parts) => match aim {
                Aim::Yes | Aim::NotNo => Self::any(parts, aim),
                Aim::No | Aim::NotYes => Self::all(parts, aim),
                Aim::Unknown => Self::all(parts, Aim::NotYes).and(Self::any(parts, aim)),
            },
        }
    }

    /// `name = answer`, which is always yes or no.
    const fn comparison(name: Name, answer: Answer, aim: Aim) -> Self {
        let bit = name.bit();
        match (aim, answer) {
            (Aim::Unknown, _) => Self::FALSE,
            (Aim::Yes | Aim::NotNo, Answer::Yes) => Self::clause(Aim::Yes.literal(bit)),
            (Aim::Yes | Aim::NotNo, Answer::No) => Self::clause(Aim::No.literal(bit)),
            (Aim::Yes | Aim::NotNo, Answer::Unknown) => Self::clause(Aim::Unknown.literal(bit)),
            (_, Answer::Yes) => Self::clause(Aim::NotYes.literal(bit)),
            (_, Answer::No) => Self::clause(Aim::NotNo.literal(bit)),
            (_, Answer::Unknown) => Self::clause(Aim::Yes.literal(bit).or(Aim::No.literal(bit))),
        }
    }
}

/// The names of a condition that is only "any of these".
pub(super) const fn any_of(condition: &Condition) -> Option<u128> {
    let mut rest = match condition {
        Condition::Any(parts) => *parts,
        single => core::slice::from_ref(single),
    };
    let mut names = 0;
    while let [first, more @ ..] = rest {
        let Condition::Is(name) = first else { return None };
        names |= name.bit();
        rest = more;
    }
    Some(names)
}

/// The bits of every name and comparison in a condition.
pub(super) const fn used(condition: &Condition) -> u128 {
    match condition {
        Condition::Always => 0,
        Condition::Is(name) | Condition::Equals(name, _) | Condition::Differs(name, _) => {
            name.bit()
        }
        Condition::HaemIs(_) | Condition::TierIs(_) | Condition::Number(..) => {
            bit_of_atom(condition)
        }
        Condition::Not(part) => used(part),
        Condition::All(parts) | Condition::Any(parts) => {
            let mut bits = 0;
            let mut rest = *parts;
            while let [first, more @ ..] = rest {
                bits |= used(first);
                rest = more;
            }
            bits
        }
    }
}
