//! When a rule applies: closed data, never a closure, so that it can be printed, compared, exported
//! and tried on every person. Its meaning is section 1.1 of the clinical rule book.

use core::fmt;

use crate::vocabulary::{Answer, Haem, Name, Tier};

/// A number a condition may compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// Age in completed years.
    Age,
    /// Hours since complete paralysis.
    CompleteParalysisHours,
    /// The highest single-level SINS total.
    Sins,
    /// The time limit of the evaluation.
    ResultLimitHours,
}

impl Number {
    /// Every number.
    pub const ALL: &'static [Self] =
        &[Self::Age, Self::CompleteParalysisHours, Self::Sins, Self::ResultLimitHours];

    /// The stable name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::CompleteParalysisHours => "para_complete_h",
            Self::Sins => "SINS",
            Self::ResultLimitHours => "result_limit_h",
        }
    }

    /// What it measures, in plain English.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Age => "age in completed years",
            Self::CompleteParalysisHours => {
                "hours since the arms and legs, or the legs, stopped moving completely"
            }
            Self::Sins => "the highest single-level spinal instability score",
            Self::ResultLimitHours => "the time limit of the latest result, in hours",
        }
    }
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compare {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
}

impl Compare {
    /// The sign of the rule book.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Above => ">",
        }
    }

    /// Whether `value` compares so with `bound`.
    #[must_use]
    pub fn holds(self, value: f64, bound: u16) -> bool {
        let bound = f64::from(bound);
        match self {
            Self::Below => value < bound,
            Self::AtMost => value <= bound,
            Self::AtLeast => value >= bound,
            Self::Above => value > bound,
        }
    }
}

/// When a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `TRUE`.
    Always,
    /// The name's own value: yes, no or unknown.
    Is(Name),
    /// `name = answer`: tests the value exactly, so it is always yes or no.
    Equals(Name, Answer),
    /// `name != answer`: tests the value exactly, so it is always yes or no.
    Differs(Name, Answer),
    /// `haem = value`, always yes or no.
    HaemIs(Haem),
    /// `result_tier = tier`, always yes or no.
    TierIs(Tier),
    /// `number < bound` and the like: unknown while the number is not recorded.
    Number(Number, Compare, u16),
    /// Swaps yes and no; unknown stays unknown.
    Not(&'static Condition),
    /// No if any part is no, yes if all are yes, otherwise unknown.
    All(&'static [Condition]),
    /// Yes if any part is yes, no if all are no, otherwise unknown.
    Any(&'static [Condition]),
}

/// The values something may still turn out to have. One value: settled. Never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Possible(u8);

impl Possible {
    pub(crate) const YES: Self = Self(1);
    pub(crate) const NO: Self = Self(2);
    pub(crate) const UNKNOWN: Self = Self(4);
    pub(crate) const ANYTHING: Self = Self(7);
    pub(crate) const YES_OR_NO: Self = Self(3);

    pub(crate) const fn of(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Self::YES,
            Answer::No => Self::NO,
            Answer::Unknown => Self::UNKNOWN,
        }
    }

    pub(crate) const fn truth(holds: bool) -> Self {
        if holds { Self::YES } else { Self::NO }
    }

    pub(crate) const fn may_be(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn from_bits(yes: bool, no: bool, unknown: bool) -> Self {
        Self(yes as u8 | (no as u8) << 1 | (unknown as u8) << 2)
    }

    pub(crate) const fn is_settled(self) -> bool {
        self.0.is_power_of_two()
    }

    pub(crate) const fn not(self) -> Self {
        Self((self.0 & 1) << 1 | (self.0 & 2) >> 1 | self.0 & 4)
    }

    /// `AND` over every pair of possible values.
    pub(crate) const fn and(self, other: Self) -> Self {
        let (yes, no, unknown) = (Self::YES, Self::NO, Self::UNKNOWN);
        let both = (self.0 & other.0) & yes.0;
        let either = (self.0 | other.0) & no.0;
        let open =
            self.may_be(unknown) && other.0 & 5 != 0 || self.0 & 5 != 0 && other.may_be(unknown);
        Self(both | either | if open { unknown.0 } else { 0 })
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// Whether the value equals `answer`, for each value it may have.
    const fn equals(self, answer: Answer) -> Self {
        let wanted = Self::of(answer);
        let may = self.may_be(wanted);
        let may_not = self.0 & !wanted.0 != 0;
        match (may, may_not) {
            (true, true) => Self::YES_OR_NO,
            (true, false) => Self::YES,
            _ => Self::NO,
        }
    }
}

/// What a condition may look at: the possible values of every name, number and enumeration.
pub(crate) trait Picture {
    fn name(&self, name: Name) -> Possible;
    fn haem(&self, haem: Haem) -> Possible;
    fn tier(&self, tier: Tier) -> Possible;
    fn number(&self, number: Number, compare: Compare, bound: u16) -> Possible;
}

impl Condition {
    /// Three-valued logic over what each name may be. With settled names this is section 1.1 of the
    /// rule book exactly; with open ones it is the set of every answer that can still come out.
    pub(crate) fn value(&self, picture: &impl Picture) -> Possible {
        match self {
            Self::Always => Possible::YES,
            Self::Is(name) => picture.name(*name),
            Self::Equals(name, answer) => picture.name(*name).equals(*answer),
            Self::Differs(name, answer) => picture.name(*name).equals(*answer).not(),
            Self::HaemIs(haem) => picture.haem(*haem),
            Self::TierIs(tier) => picture.tier(*tier),
            Self::Number(number, compare, bound) => picture.number(*number, *compare, *bound),
            Self::Not(part) => part.value(picture).not(),
            Self::All(parts) => {
                parts.iter().fold(Possible::YES, |all, part| all.and(part.value(picture)))
            }
            Self::Any(parts) => {
                parts.iter().fold(Possible::NO, |any, part| any.or(part.value(picture)))
            }
        }
    }

    /// Calls `look` with every condition in this one, itself included, outermost first.
    pub fn walk(&self, look: &mut impl FnMut(&Condition)) {
        look(self);
        match self {
            Self::Not(part) => part.walk(look),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.walk(look)),
            _ => {}
        }
    }

    const fn needs_brackets(&self) -> bool {
        matches!(self, Self::All(_) | Self::Any(_))
    }
}

/// Exactly the text of the rule book's tables.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Condition], word: &str| {
            for (place, part) in parts.iter().enumerate() {
                if place > 0 {
                    f.write_str(word)?;
                }
                if part.needs_brackets() {
                    write!(f, "({part})")?;
                } else {
                    write!(f, "{part}")?;
                }
            }
            Ok(())
        };
        match self {
            Self::Always => f.write_str("TRUE"),
            Self::Is(name) => f.write_str(name.key()),
            Self::Equals(name, answer) => write!(f, "{name} = {answer}"),
            Self::Differs(name, answer) => write!(f, "{name} != {answer}"),
            Self::HaemIs(haem) => write!(f, "haem = {haem}"),
            Self::TierIs(tier) => write!(f, "result_tier = {tier}"),
            Self::Number(number, compare, bound) => {
                write!(f, "{} {} {bound}", number.key(), compare.key())
            }
            Self::Not(part) if part.needs_brackets() => write!(f, "NOT ({part})"),
            Self::Not(part) => write!(f, "NOT {part}"),
            Self::All(parts) => joined(f, parts, " AND "),
            Self::Any(parts) => joined(f, parts, " OR "),
        }
    }
}
