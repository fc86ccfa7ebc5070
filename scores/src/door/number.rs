//! Numbers with limits in their type, so that a wrong one cannot be built.

use super::answers::Answer;
use super::field::{Input, Kind};

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Whole<MIN, MAX> {
    /// The number, if it is within the limits.
    pub const fn try_new(number: i64) -> Option<Self> {
        if number >= MIN && number <= MAX { Some(Self(number)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> Input for Whole<MIN, MAX> {
    const KIND: Kind = Kind::Whole { min: MIN, max: MAX, step: 1 };

    fn take(answer: Option<&Answer>) -> Option<Self> {
        match answer {
            Some(Answer::Whole(number)) => Self::try_new(*number),
            _ => None,
        }
    }
}

/// A multiple of ten from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tens<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Tens<MIN, MAX> {
    /// The number, if it is a multiple of ten within the limits.
    pub const fn try_new(number: i64) -> Option<Self> {
        if number >= MIN && number <= MAX && number % 10 == 0 { Some(Self(number)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> Input for Tens<MIN, MAX> {
    const KIND: Kind = Kind::Whole { min: MIN, max: MAX, step: 10 };

    fn take(answer: Option<&Answer>) -> Option<Self> {
        match answer {
            Some(Answer::Whole(number)) => Self::try_new(*number),
            _ => None,
        }
    }
}
