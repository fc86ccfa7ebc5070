//! One row of an instrument's input table: the name, what is allowed, whether it is needed.

use super::answers::Answer;

/// One word a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word as programs write it.
    pub word: &'static str,
    /// The same in the words of the ward.
    pub label: &'static str,
    /// The points it earns, where a word earns points by itself.
    pub points: Option<u8>,
}

/// A word that is understood but names people the instrument was not made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The word as programs write it.
    pub word: &'static str,
    /// Why it is refused, as the end of a sentence.
    pub because: &'static str,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One of a closed list of words.
    Word {
        /// The allowed words.
        choices: &'static [Choice],
        /// Words refused as `not_applicable`.
        excluded: &'static [Excluded],
    },
    /// A whole number.
    Whole {
        /// The smallest allowed.
        min: i64,
        /// The largest allowed.
        max: i64,
        /// Allowed numbers are multiples of this.
        step: i64,
    },
    /// Any number between two limits.
    Decimal {
        /// The lower limit.
        min: f64,
        /// Whether the lower limit itself is allowed.
        min_allowed: bool,
        /// The largest allowed.
        max: f64,
        /// The unit, for people.
        unit: &'static str,
    },
    /// True or false.
    Flag,
    /// Several fields under one name.
    Record(&'static [Field]),
}

/// Whether a field must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Without it there is no total.
    Always,
    /// It only adds a check or a warning.
    Optional,
    /// This one or the other, or both if they agree.
    EitherOr(&'static str),
    /// This one or the other, never both: the same quantity in another unit.
    OneOf(&'static str),
    /// The other half of a pair whose first half carries the need.
    InsteadOf(&'static str),
}

/// One input of an instrument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name as programs write it.
    pub name: &'static str,
    /// What it is, in plain words.
    pub label: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// Whether it must be given.
    pub need: Need,
}

impl Field {
    /// The row for an input of this type.
    pub(crate) const fn of<T: Input>(name: &'static str, label: &'static str) -> Self {
        let need = if T::OPTIONAL { Need::Optional } else { Need::Always };
        Self { name, label, kind: T::KIND, need }
    }

    /// The same row with another need.
    pub(crate) const fn with(self, need: Need) -> Self {
        Self { name: self.name, label: self.label, kind: self.kind, need }
    }
}

/// A type that can be an input: it knows what it allows and how to be made from a checked answer.
pub(crate) trait Input: Sized {
    /// What is allowed.
    const KIND: Kind;
    /// Whether it may be left out.
    const OPTIONAL: bool = false;
    /// The typed value, unless the answer is absent or of another kind.
    fn take(answer: Option<&Answer>) -> Option<Self>;
}

impl Input for bool {
    const KIND: Kind = Kind::Flag;

    fn take(answer: Option<&Answer>) -> Option<Self> {
        match answer {
            Some(Answer::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }
}

impl<T: Input> Input for Option<T> {
    const KIND: Kind = T::KIND;
    const OPTIONAL: bool = true;

    fn take(answer: Option<&Answer>) -> Option<Self> {
        match answer {
            None => Some(None),
            given => T::take(given).map(Some),
        }
    }
}
