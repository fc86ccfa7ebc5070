//! The same conditions, compiled at build time into bit masks, so that a decision takes well under a
//! microsecond. [`Condition::value`] stays the meaning; a property test holds the two together.
//!
//! Every name has a bit in five planes: it is (or may be, or must be) yes, no, unknown, not yes, not
//! no. A condition is a conjunction of clauses, each a disjunction of bits in those planes. Three-
//! valued logic needs no more: whether a condition is yes, no or unknown is each a formula without
//! negation over these bits.

#![expect(
    clippy::indexing_slicing,
    reason = "indexing happens only while the tables are built, where it is a compile error"
)]

use crate::condition::{Compare, Condition, Number};
use crate::derived::DERIVED;
use crate::tables::{CLOCKS, RULES};
use crate::vocabulary::{Answer, Haem, Name, Tier};

/// Comparisons of numbers and enumerations that the tables use. Each has a bit after the names.
pub(crate) const ATOMS: &[Condition] = &[
    Condition::HaemIs(Haem::Suspected),
    Condition::HaemIs(Haem::Unknown),
    Condition::Number(Number::Age, Compare::Below, 18),
    Condition::Number(Number::Age, Compare::AtLeast, 60),
    Condition::Number(Number::Sins, Compare::AtLeast, 7),
    Condition::Number(Number::CompleteParalysisHours, Compare::Above, 24),
    Condition::TierIs(Tier::S1),
    Condition::TierIs(Tier::U1),
    Condition::TierIs(Tier::R0),
    Condition::Number(Number::ResultLimitHours, Compare::AtMost, 2),
    Condition::Number(Number::ResultLimitHours, Compare::Above, 2),
];

/// The bit of the atom at `place` in [`ATOMS`].
pub(crate) const fn atom_bit(place: usize) -> u128 {
    1 << (Name::ALL.len() + place)
}

const fn same_atom(left: &Condition, right: &Condition) -> bool {
    match (left, right) {
        (Condition::HaemIs(left), Condition::HaemIs(right)) => *left as u8 == *right as u8,
        (Condition::TierIs(left), Condition::TierIs(right)) => *left as u8 == *right as u8,
        (Condition::Number(number, compare, bound), Condition::Number(other, sign, limit)) => {
            *number as u8 == *other as u8 && *compare as u8 == *sign as u8 && *bound == *limit
        }
        _ => false,
    }
}

/// The bit of a comparison; 0 for one that is missing from [`ATOMS`], which a test rules out.
pub(crate) const fn bit_of_atom(atom: &Condition) -> u128 {
    let mut place = 0;
    let mut rest = ATOMS;
    while let [first, more @ ..] = rest {
        if same_atom(first, atom) {
            return atom_bit(place);
        }
        place += 1;
        rest = more;
    }
    0
}

/// A set of bits in each plane. As values: what holds. As a clause: any of these suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Planes {
    yes: u128,
    no: u128,
    unknown: u128,
    not_yes: u128,
    not_no: u128,
}

impl Planes {
    const NONE: Self = Self { yes: 0, no: 0, unknown: 0, not_yes: 0, not_no: 0 };

    /// What each name may be.
    pub(crate) const fn may(yes: u128, no: u128, unknown: u128) -> Self {
        Self { yes, no, unknown, not_yes: no | unknown, not_no: yes | unknown }
    }

    /// What each name must be, whatever is still open.
    pub(crate) const fn must(yes: u128, no: u128, unknown: u128) -> Self {
        Self {
            yes: yes & !no & !unknown,
            no: no & !yes & !unknown,
            unknown: unknown & !yes & !no,
            not_yes: !yes,
            not_no: !no,
        }
    }

    const fn or(self, other: Self) -> Self {
        Self {
            yes: self.yes | other.yes,
            no: self.no | other.no,
            unknown: self.unknown | other.unknown,
            not_yes: self.not_yes | other.not_yes,
            not_no: self.not_no | other.not_no,
        }
    }

    const fn bits(self) -> u32 {
        self.yes.count_ones()
            + self.no.count_ones()
            + self.unknown.count_ones()
            + self.not_yes.count_ones()
            + self.not_no.count_ones()
    }

    /// Whether any bit of `self` holds.
    #[inline]
    const fn meets(&self, values: &Self) -> bool {
        (self.yes & values.yes
            | self.no & values.no
            | self.unknown & values.unknown
            | self.not_yes & values.not_yes
            | self.not_no & values.not_no)
            != 0
    }

    /// Whether every bit of `self` holds.
    #[inline]
    const fn within(&self, values: &Self) -> bool {
        (self.yes & !values.yes
            | self.no & !values.no
            | self.unknown & !values.unknown
            | self.not_yes & !values.not_yes
            | self.not_no & !values.not_no)
            == 0
    }
}

/// The value a formula is about.
#[derive(Clone, Copy)]
enum Aim {
    Yes,
    No,
    Unknown,
    NotYes,
    NotNo,
}

impl Aim {
    /// What the part of a NOT must be.
    const fn swapped(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::NotYes => Self::NotNo,
            Self::NotNo => Self::NotYes,
        }
    }

    const fn literal(self, bit: u128) -> Planes {
        let mut planes = Planes::NONE;
        match self {
            Self::Yes => planes.yes = bit,
            Self::No => planes.no = bit,
            Self::Unknown => planes.unknown = bit,
            Self::NotYes => planes.not_yes = bit,
            Self::NotNo => planes.not_no = bit,
        }
        planes
    }
}

const CLAUSES_MAX: usize = 24;

/// A conjunction of clauses, while it is being built.
#[derive(Clone, Copy)]
struct Formula {
    clauses: [Planes; CLAUSES_MAX],
    len: usize,
}

impl Formula {
    const TRUE: Self = Self { clauses: [Planes::NONE; CLAUSES_MAX], len: 0 };
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

    /// The clauses of one bit, together: each must hold.
    const fn single(&self) -> Planes {
        let mut single = Planes::NONE;
        let mut place = 0;
        while place < self.len {
            if self.clauses[place].bits() == 1 {
                single = single.or(self.clauses[place]);
            }
            place += 1;
        }
        single
    }

    /// How many clauses have a choice, or can never be met.
    const fn wide_len(&self) -> usize {
        let mut count = 0;
        let mut place = 0;
        while place < self.len {
            count += (self.clauses[place].bits() != 1) as usize;
            place += 1;
        }
        count
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

    /// When `condition` has the value `aim`.
    const fn of(condition: &Condition, aim: Aim) -> Self {
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

/// A condition ready to be tried: what must all hold, and then the clauses with a choice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    all: Planes,
    wide: &'static [Planes],
}

impl Program {
    /// Whether the condition has the value it was compiled for.
    #[inline]
    pub(crate) fn holds(&self, values: &Planes) -> bool {
        // Most rules fail on a missing yes: that one look settles them.
        self.all.yes & !values.yes == 0
            && self.all.within(values)
            && self.wide.iter().all(|clause| clause.meets(values))
    }
}

/// A derived name: when it is yes, no, unknown.
#[derive(Clone, Copy)]
pub(crate) struct DerivedProgram {
    pub(crate) bit: u128,
    pub(crate) yes: Program,
    pub(crate) no: Program,
    pub(crate) unknown: Program,
}

/// Everything to compile: each derived name three times, then the rules, then the clocks.
const JOBS: usize = DERIVED.len() * 3 + RULES.len() + CLOCKS.len();

const fn job(place: usize) -> Formula {
    if place < DERIVED.len() * 3 {
        let aim = match place % 3 {
            0 => Aim::Yes,
            1 => Aim::No,
            _ => Aim::Unknown,
        };
        return Formula::of(&DERIVED[place / 3].when, aim);
    }
    let place = place - DERIVED.len() * 3;
    if place < RULES.len() {
        Formula::of(&RULES[place].when, Aim::Yes)
    } else {
        Formula::of(&CLOCKS[place - RULES.len()].applies_when, Aim::Yes)
    }
}

/// How many clauses with a choice there are in all.
const POOL_LEN: usize = {
    let mut count = 0;
    let mut place = 0;
    while place < JOBS {
        count += job(place).wide_len();
        place += 1;
    }
    count
};

/// All clauses with a choice, close together, so that they stay in the nearest cache.
static POOL: [Planes; POOL_LEN] = {
    let mut pool = [Planes::NONE; POOL_LEN];
    let mut used = 0;
    let mut place = 0;
    while place < JOBS {
        let formula = job(place);
        let mut clause = 0;
        while clause < formula.len {
            if formula.clauses[clause].bits() != 1 {
                pool[used] = formula.clauses[clause];
                used += 1;
            }
            clause += 1;
        }
        place += 1;
    }
    pool
};

const PROGRAMS: [Program; JOBS] = {
    let mut programs = [Program { all: Planes::NONE, wide: &[] }; JOBS];
    let mut rest: &'static [Planes] = &POOL;
    let mut place = 0;
    while place < JOBS {
        let formula = job(place);
        let (wide, after) = rest.split_at(formula.wide_len());
        programs[place] = Program { all: formula.single(), wide };
        rest = after;
        place += 1;
    }
    programs
};

/// In the order of [`DERIVED`]: each uses only those above it.
pub(crate) static DERIVED_PROGRAMS: [DerivedProgram; DERIVED.len()] = {
    let [first, ..] = PROGRAMS;
    let empty = DerivedProgram { bit: 0, yes: first, no: first, unknown: first };
    let mut programs = [empty; DERIVED.len()];
    let mut place = 0;
    while place < DERIVED.len() {
        programs[place] = DerivedProgram {
            bit: DERIVED[place].name.bit(),
            yes: PROGRAMS[place * 3],
            no: PROGRAMS[place * 3 + 1],
            unknown: PROGRAMS[place * 3 + 2],
        };
        place += 1;
    }
    programs
};

/// When each rule holds, in table order.
pub(crate) static RULE_PROGRAMS: [Program; RULES.len()] = taken(DERIVED.len() * 3);

/// When each clock applies, in table order.
pub(crate) static CLOCK_PROGRAMS: [Program; CLOCKS.len()] = taken(DERIVED.len() * 3 + RULES.len());

const fn taken<const COUNT: usize>(from: usize) -> [Program; COUNT] {
    let [first, ..] = PROGRAMS;
    let mut programs = [first; COUNT];
    let mut place = 0;
    while place < COUNT {
        programs[place] = PROGRAMS[from + place];
        place += 1;
    }
    programs
}

#[cfg(test)]
mod tests;
