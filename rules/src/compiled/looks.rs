//! A formula as it is tried: looks at the bits of one plane after another, and only where it has any.

#![expect(
    clippy::indexing_slicing,
    reason = "indexing happens only while the tables are built, where it is a compile error"
)]

use super::formula::Formula;
use super::planes::{Aim, Planes};

/// A look at some bits of one plane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) plane: Aim,
    pub(super) bits: u128,
    /// Whether it is the last of its clause.
    pub(super) last: bool,
}

/// The looks of one condition after another, while they are being built.
pub(super) struct Looks<const LEN: usize> {
    pub(super) looks: [Look; LEN],
    pub(super) len: usize,
}

impl<const LEN: usize> Looks<LEN> {
    pub(super) const NONE: Self =
        Self { looks: [Look { plane: Aim::Yes, bits: 0, last: true }; LEN], len: 0 };

    /// One look for each plane with bits. A clause without any has one that nothing meets.
    const fn push(mut self, clause: &Planes, must_have_one: bool) -> Self {
        let before = self.len;
        let mut place = 0;
        while place < Aim::ALL.len() {
            let plane = Aim::ALL[place];
            let bits = clause.plane(plane);
            if bits != 0 {
                self.looks[self.len] = Look { plane, bits, last: false };
                self.len += 1;
            }
            place += 1;
        }
        if must_have_one && self.len == before {
            self.len += 1;
        }
        if self.len > before {
            self.looks[self.len - 1].last = true;
        }
        self
    }

    /// The clauses of one bit, together: each must hold.
    pub(super) const fn all(self, formula: &Formula) -> Self {
        let mut single = Planes::NONE;
        let mut place = 0;
        while place < formula.len {
            if formula.clauses[place].bits() == 1 {
                single = single.or(formula.clauses[place]);
            }
            place += 1;
        }
        self.push(&single, false)
    }

    /// The clauses that have a choice, or can never be met.
    pub(super) const fn wide(mut self, formula: &Formula) -> Self {
        let mut place = 0;
        while place < formula.len {
            if formula.clauses[place].bits() != 1 {
                self = self.push(&formula.clauses[place], true);
            }
            place += 1;
        }
        self
    }
}
