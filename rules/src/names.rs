//! What every name is, or may still be, for one evaluation: facts and numbers as they are, derived
//! names computed once.

use crate::compiled::{ATOMS, DERIVED_PROGRAMS, Found, Planes, atom_bits, bit_of_atom};
use crate::condition::{Compare, Condition, Number, Picture, Possible};
use crate::facts::Facts;
use crate::normalise::{IMPLY_CANCER, KINDS_OF_SPINAL_PAIN, PARTS};
use crate::vocabulary::{Audience, Fact, Haem, Name, Tier};

/// What each name may be: three sets, one bit for each name and each comparison. A name with one
/// bit is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Names {
    yes: u128,
    no: u128,
    unknown: u128,
}

/// The bits of all facts.
pub(crate) const EVERY_FACT: u128 = (1 << Name::FACTS) - 1;

impl Names {
    /// The form is finished: every name has exactly one value, and nobody asked is unknown.
    pub(crate) fn finished(facts: &Facts) -> Self {
        let mut names =
            Self { yes: facts.yes, no: facts.no, unknown: EVERY_FACT & !(facts.yes | facts.no) };
        names.compare(facts, false);
        names.derive();
        names
    }

    /// What can still be asked of this audience is open; every answer given is final, and what
    /// cannot be asked stays unknown.
    pub(crate) fn askable(facts: &Facts, audience: Audience) -> Self {
        let mut names = Self::before_overruling(facts);
        let never = match audience {
            Audience::Clinician => Fact::SiteFlatUntilMri.bit(),
            Audience::Public => EVERY_FACT & !Fact::bits(Fact::LAY),
        };
        let never = never & !facts.said;
        names.yes &= !never;
        names.no &= !never;
        names.derive();
        names
    }

    /// The form is still being filled in: beside what nobody asked, an answer that an unasked part
    /// could overrule (N-0, N-1, N-3, N-4) may still become yes.
    pub(crate) fn in_progress(facts: &Facts) -> Self {
        let mut names = Self::before_overruling(facts);
        for link in PARTS {
            names.overrule(facts, link.part.bit(), link.whole, false);
        }
        names.overrule(facts, KINDS_OF_SPINAL_PAIN, Fact::SpinalPain, false);
        let haem = facts.haem;
        names.overrule(facts, IMPLY_CANCER, Fact::KnownCancer, haem == Some(Haem::Confirmed));
        names.overrule(
            facts,
            Fact::SuspectedSpinalMetastases.bit(),
            Fact::SuspectedCancer,
            haem == Some(Haem::Suspected),
        );
        if haem.is_none() {
            names.yes |= Fact::KnownCancer.bit() | Fact::SuspectedCancer.bit();
        }
        names.derive();
        names
    }

    fn before_overruling(facts: &Facts) -> Self {
        let absent = EVERY_FACT & !facts.said;
        let mut names = Self {
            yes: facts.yes | absent,
            no: facts.no | absent,
            unknown: EVERY_FACT & !(facts.yes | facts.no),
        };
        names.compare(facts, true);
        names
    }

    /// If one of `sources` is yes (or `already`), `target` is yes for good; if one is unasked,
    /// `target` may still become yes.
    fn overrule(&mut self, facts: &Facts, sources: u128, target: Fact, already: bool) {
        let bit = target.bit();
        if already || facts.yes & sources != 0 {
            self.yes |= bit;
            self.no &= !bit;
            self.unknown &= !bit;
        } else if sources & !facts.said != 0 {
            self.yes |= bit;
        }
    }

    /// The comparisons of numbers and enumerations. While a form is open, one that is not recorded
    /// may turn out to be anything.
    fn compare(&mut self, facts: &Facts, open: bool) {
        let (mut yes, mut no, mut unknown) = (0, 0, 0);
        for (place, atom) in ATOMS.iter().enumerate() {
            let value = match atom {
                Condition::HaemIs(_) if open && facts.haem.is_none() => Possible::YES_OR_NO,
                Condition::HaemIs(haem) => {
                    Possible::truth(facts.haem.unwrap_or(Haem::Unknown) == *haem)
                }
                Condition::Number(number, compare, bound) => match facts.number(*number) {
                    Some(value) => Possible::truth(compare.holds(value, *bound)),
                    None if open => Possible::ANYTHING,
                    None => Possible::UNKNOWN,
                },
                // No result yet: see with_result.
                _ => Possible::NO,
            };
            yes |= u32::from(value.may_be(Possible::YES)) << place;
            no |= u32::from(value.may_be(Possible::NO)) << place;
            unknown |= u32::from(value.may_be(Possible::UNKNOWN)) << place;
        }
        self.yes |= atom_bits(yes);
        self.no |= atom_bits(no);
        self.unknown |= atom_bits(unknown);
    }

    /// The same names, with the tier and limit that came out of this very evaluation.
    pub(crate) fn with_result(mut self, result: Tier, limit_h: u16) -> Self {
        let (mut asked, mut yes) = (0, 0);
        for (place, atom) in ATOMS.iter().enumerate() {
            let holds = match atom {
                Condition::TierIs(tier) => *tier == result,
                Condition::Number(Number::ResultLimitHours, compare, bound) => {
                    compare.holds(f64::from(limit_h), *bound)
                }
                _ => continue,
            };
            asked |= 1_u32 << place;
            yes |= u32::from(holds) << place;
        }
        let (asked, yes) = (atom_bits(asked), atom_bits(yes));
        self.yes = self.yes & !asked | yes;
        self.no = self.no & !asked | asked & !yes;
        self.unknown &= !asked;
        self
    }

    /// The derived names, each from the ones above it.
    fn derive(&mut self) {
        for derived in &DERIVED_PROGRAMS {
            let (yes, no, unknown) = match &derived.found {
                Found::AnyOf(parts) => (
                    parts & self.yes != 0,
                    parts & !self.no == 0,
                    // None need be yes, and not all are no.
                    parts & !(self.no | self.unknown) == 0 && parts & self.unknown != 0,
                ),
                Found::By { names, yes, no, unknown } => {
                    let may = self.may();
                    let yes = yes.holds(&may);
                    if names & self.unsettled() == 0 {
                        let no = !yes && no.holds(&may);
                        (yes, no, !yes && !no)
                    } else {
                        (yes, no.holds(&may), unknown.holds(&may))
                    }
                }
            };
            self.yes |= if yes { derived.bit } else { 0 };
            self.no |= if no { derived.bit } else { 0 };
            self.unknown |= if unknown { derived.bit } else { 0 };
        }
    }

    /// What each name may be, ready for a compiled condition.
    pub(crate) const fn may(&self) -> Planes {
        Planes::may(self.yes, self.no, self.unknown)
    }

    /// What each name must be, whatever is still open.
    pub(crate) const fn must(&self) -> Planes {
        Planes::must(self.yes, self.no, self.unknown)
    }

    /// The names that may still be one thing or another.
    pub(crate) const fn unsettled(&self) -> u128 {
        self.yes & self.no | self.yes & self.unknown | self.no & self.unknown
    }

    fn at(&self, bit: u128) -> Possible {
        Possible::from_bits(self.yes & bit != 0, self.no & bit != 0, self.unknown & bit != 0)
    }
}

impl Picture for Names {
    fn name(&self, name: Name) -> Possible {
        self.at(name.bit())
    }

    fn haem(&self, haem: Haem) -> Possible {
        self.at(bit_of_atom(&Condition::HaemIs(haem)))
    }

    fn tier(&self, tier: Tier) -> Possible {
        self.at(bit_of_atom(&Condition::TierIs(tier)))
    }

    fn number(&self, number: Number, compare: Compare, bound: u16) -> Possible {
        self.at(bit_of_atom(&Condition::Number(number, compare, bound)))
    }
}
