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

mod formula;
mod looks;
mod planes;
use crate::condition::{Compare, Condition, Number};
use crate::derived::DERIVED;
use crate::tables::{BY_URGENCY, CLOCKS, NO_PLACE, Places, RULES};
use crate::vocabulary::{Haem, Name, Tier};
use formula::{CLAUSES_MAX, Formula, any_of, used};
use looks::{Look, Looks};
use planes::Aim;
pub(crate) use planes::Planes;

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

/// A set of places in [`ATOMS`] as bits beside those of the names.
pub(crate) const fn atom_bits(places: u32) -> u128 {
    (places as u128) << Name::ALL.len()
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
            return atom_bits(1 << place);
        }
        place += 1;
        rest = more;
    }
    0
}

/// A condition ready to be tried: what must all hold, and then the clauses with a choice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    all: &'static [Look],
    wide: &'static [Look],
}

impl Program {
    /// Whether the condition has the value it was compiled for.
    #[inline]
    pub(crate) fn holds(&self, values: &Planes) -> bool {
        // Without a way out half way: it would be taken or not for no reason a processor could guess.
        let missing = |look: &Look| look.bits & !values.plane(look.plane);
        let mut met = false;
        self.all.iter().fold(0, |all, look| all | missing(look)) == 0
            && self.wide.iter().all(|look| {
                met |= look.bits & values.plane(look.plane) != 0;
                let so_far = met || !look.last;
                met &= !look.last;
                so_far
            })
    }
}

/// A derived name and how it is found.
#[derive(Clone, Copy)]
pub(crate) struct DerivedProgram {
    pub(crate) bit: u128,
    pub(crate) found: Found,
}

/// How a derived name is found.
#[derive(Clone, Copy)]
pub(crate) enum Found {
    /// It is any of these names, as most are.
    AnyOf(u128),
    /// By these names, when it is yes, no, unknown.
    By { names: u128, yes: Program, no: Program, unknown: Program },
}

/// Everything to compile: each derived name three times (unless it is any of some names), then the
/// rules, then the clocks.
const RULE_JOBS: usize = DERIVED.len() * 3;
const CLOCK_JOBS: usize = RULE_JOBS + RULES.len();
const JOBS: usize = CLOCK_JOBS + CLOCKS.len();

const fn job(place: usize) -> Formula {
    if place < RULE_JOBS {
        let aim = match place % 3 {
            0 => Aim::Yes,
            1 => Aim::No,
            _ => Aim::Unknown,
        };
        let when = &DERIVED[place / 3].when;
        return if any_of(when).is_some() { Formula::TRUE } else { Formula::of(when, aim) };
    }
    if place < CLOCK_JOBS {
        Formula::of(&RULES[place - RULE_JOBS].when, Aim::Yes)
    } else {
        Formula::of(&CLOCKS[place - CLOCK_JOBS].applies_when, Aim::Yes)
    }
}

/// More than one condition can need.
const LOOKS_MAX: usize = CLAUSES_MAX * Aim::ALL.len();

/// How many looks there are in all.
const POOL_LEN: usize = {
    let mut count = 0;
    let mut place = 0;
    while place < JOBS {
        let formula = job(place);
        count += Looks::<LOOKS_MAX>::NONE.all(&formula).wide(&formula).len;
        place += 1;
    }
    count
};

/// All looks, close together, so that they stay in the nearest cache.
static POOL: [Look; POOL_LEN] = {
    let mut pool = Looks::<POOL_LEN>::NONE;
    let mut place = 0;
    while place < JOBS {
        let formula = job(place);
        pool = pool.all(&formula).wide(&formula);
        place += 1;
    }
    pool.looks
};

const PROGRAMS: [Program; JOBS] = {
    let mut programs = [Program { all: &[], wide: &[] }; JOBS];
    let mut rest: &'static [Look] = &POOL;
    let mut place = 0;
    while place < JOBS {
        let formula = job(place);
        let (all, after) = rest.split_at(Looks::<LOOKS_MAX>::NONE.all(&formula).len);
        let (wide, after) = after.split_at(Looks::<LOOKS_MAX>::NONE.wide(&formula).len);
        programs[place] = Program { all, wide };
        rest = after;
        place += 1;
    }
    programs
};

/// In the order of [`DERIVED`]: each uses only those above it.
pub(crate) static DERIVED_PROGRAMS: [DerivedProgram; DERIVED.len()] = {
    let mut programs = [DerivedProgram { bit: 0, found: Found::AnyOf(0) }; DERIVED.len()];
    let mut place = 0;
    while place < DERIVED.len() {
        let found = match any_of(&DERIVED[place].when) {
            Some(names) => Found::AnyOf(names),
            None => Found::By {
                names: used(&DERIVED[place].when),
                yes: PROGRAMS[place * 3],
                no: PROGRAMS[place * 3 + 1],
                unknown: PROGRAMS[place * 3 + 2],
            },
        };
        programs[place] = DerivedProgram { bit: DERIVED[place].name.bit(), found };
        place += 1;
    }
    programs
};

/// When each rule holds, in table order.
pub(crate) static RULE_PROGRAMS: [Program; RULES.len()] = taken(RULE_JOBS);

/// When each clock applies, in table order.
pub(crate) static CLOCK_PROGRAMS: [Program; CLOCKS.len()] = taken(CLOCK_JOBS);

/// The rules worth trying, by their places in the table.
pub(crate) static RULE_NEEDS: Needs = Needs::of_jobs(RULE_JOBS, &in_order::<{ RULES.len() }>());

/// The clocks worth trying, by their places in the table.
pub(crate) static CLOCK_NEEDS: Needs = Needs::of_jobs(CLOCK_JOBS, &in_order::<{ CLOCKS.len() }>());

/// The rules worth trying, by their places in [`BY_URGENCY`], most urgent first.
pub(crate) static URGENT_NEEDS: [Needs; 2] =
    [Needs::of_jobs(RULE_JOBS, &BY_URGENCY[0]), Needs::of_jobs(RULE_JOBS, &BY_URGENCY[1])];

const fn in_order<const COUNT: usize>() -> [usize; COUNT] {
    let mut order = [0; COUNT];
    let mut place = 0;
    while place < COUNT {
        order[place] = place;
        place += 1;
    }
    order
}

/// Which conditions of a table are worth trying: each has a few names, or none, of which one has to
/// be yes, and most people have few.
pub(crate) struct Needs {
    /// For each name, the places of the conditions that it may let hold.
    by_name: [u128; u128::BITS as usize],
    /// The names above that let any.
    names: u128,
    /// The conditions without such names.
    others: u128,
}

impl Needs {
    /// Of the conditions whose jobs begin at `from`, in this order.
    const fn of_jobs(from: usize, order: &[usize]) -> Self {
        let mut needs = Self { by_name: [0; u128::BITS as usize], names: 0, others: 0 };
        let mut place = 0;
        while place < order.len() && order[place] != NO_PLACE {
            let mut names = job(from + order[place]).needed();
            if names == 0 {
                needs.others |= 1 << place;
            }
            needs.names |= names;
            while names != 0 {
                needs.by_name[names.trailing_zeros() as usize] |= 1 << place;
                names &= names - 1;
            }
            place += 1;
        }
        needs
    }

    /// The places of all conditions that hold, and of some that do not.
    #[inline]
    pub(crate) fn worth_trying(&self, values: &Planes) -> u128 {
        let mut places = self.others;
        for name in Places(values.plane(Aim::Yes) & self.names) {
            places |= self.by_name.get(name).copied().unwrap_or_default();
        }
        places
    }
}

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
