//! What an output can say, and sets of it.

use core::fmt;
use core::marker::PhantomData;

use crate::level::Level;

/// Something an output can say: few enough, and ordered, to be the bits of a mask.
pub trait Answer: Copy + PartialEq + fmt::Debug {
    /// The place in the order of the worksheet, 0 first; below 32.
    fn rank(self) -> u8;
    /// The answer at a place.
    fn from_rank(rank: u8) -> Option<Self>;
    /// As it is written.
    fn name(self) -> &'static str;
}

impl Answer for Level {
    fn rank(self) -> u8 {
        self.index()
    }

    fn from_rank(rank: u8) -> Option<Self> {
        Self::from_index(rank)
    }

    fn name(self) -> &'static str {
        Self::name(self)
    }
}

/// A zone of partial preservation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// The zone is not applicable: function reaches the lowest sacral segments.
    NotApplicable,
    /// The lowest segment with some function.
    To(Level),
}

impl Answer for Zone {
    fn rank(self) -> u8 {
        match self {
            Self::NotApplicable => 0,
            Self::To(level) => level.index() + 1,
        }
    }

    fn from_rank(rank: u8) -> Option<Self> {
        match rank.checked_sub(1) {
            None => Some(Self::NotApplicable),
            Some(index) => Level::from_index(index).map(Self::To),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::NotApplicable => "NA",
            Self::To(level) => level.name(),
        }
    }
}

/// Whether the injury is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Completeness {
    /// No voluntary anal contraction, no deep anal pressure, no feeling at `S4_5`.
    Complete,
    /// Any of them.
    Incomplete,
}

impl Answer for Completeness {
    fn rank(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Incomplete => 1,
        }
    }

    fn from_rank(rank: u8) -> Option<Self> {
        [Self::Complete, Self::Incomplete].into_iter().find(|answer| answer.rank() == rank)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Complete => "C",
            Self::Incomplete => "I",
        }
    }
}

/// A grade of the ASIA Impairment Scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Complete.
    A,
    /// Sensory incomplete.
    B,
    /// Motor incomplete, fewer than half of the key muscles below the level at 3 or more.
    C,
    /// Motor incomplete, at least half of them.
    D,
    /// Normal. Says "recovered", never "was never injured".
    E,
}

impl Grade {
    const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];
}

impl Answer for Grade {
    fn rank(self) -> u8 {
        match self {
            Self::A => 0,
            Self::B => 1,
            Self::C => 2,
            Self::D => 3,
            Self::E => 4,
        }
    }

    fn from_rank(rank: u8) -> Option<Self> {
        Self::ALL.get(usize::from(rank)).copied()
    }

    fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
        }
    }
}

/// The answers that some completion of the exam reaches; all of them and no other.
///
/// Printed head to tail and joined by commas: `NA,C4,INT`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Answers<A> {
    bits: u32,
    of: PhantomData<A>,
}

impl<A: Answer> Answers<A> {
    /// No answer: where a collection starts.
    pub const NONE: Self = Self::from_bits(0);

    pub(crate) const fn from_bits(bits: u32) -> Self {
        Self { bits, of: PhantomData }
    }

    pub(crate) const fn bits(self) -> u32 {
        self.bits
    }

    /// One answer alone.
    pub fn only(answer: A) -> Self {
        Self::from_bits(1 << answer.rank())
    }

    /// Adds an answer.
    pub fn insert(&mut self, answer: A) {
        self.bits |= 1 << answer.rank();
    }

    /// Adds all answers of another set.
    pub fn extend(&mut self, other: Self) {
        self.bits |= other.bits;
    }

    /// Whether some completion gives this answer.
    pub fn contains(self, answer: A) -> bool {
        self.bits >> answer.rank() & 1 != 0
    }

    /// How many answers are possible.
    pub fn count(self) -> u32 {
        self.bits.count_ones()
    }

    /// The answer, when every completion agrees.
    pub fn settled(self) -> Option<A> {
        if self.count() == 1 { self.iter().next() } else { None }
    }

    /// The answers, head to tail.
    pub fn iter(self) -> impl Iterator<Item = A> {
        let mut left = self.bits;
        core::iter::from_fn(move || {
            let answer = A::from_rank(crate::planes::small(left.trailing_zeros()))?;
            left &= left - 1;
            Some(answer)
        })
    }

    /// To print with a `*` behind each answer that rests on an assumption about a tagged cell,
    /// which is one that the raw worksheet does not reach.
    pub fn marked_against(self, raw: Self) -> Marked<A> {
        Marked { answers: self, raw }
    }
}

impl<A: Answer> fmt::Display for Answers<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.marked_against(*self).fmt(f)
    }
}

impl<A: Answer> fmt::Debug for Answers<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{self}}}")
    }
}

/// Answers together with those of the raw worksheet; see [`Answers::marked_against`].
#[derive(Clone, Copy)]
pub struct Marked<A> {
    answers: Answers<A>,
    raw: Answers<A>,
}

impl<A: Answer> fmt::Display for Marked<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, answer) in self.answers.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let mark = if self.raw.contains(answer) { "" } else { "*" };
            write!(f, "{comma}{}{mark}", answer.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    fn round_trips<A: Answer>(count: u8) {
        assert!((0..count).all(|rank| A::from_rank(rank).is_some_and(|it| it.rank() == rank)));
        assert!((count..=32).all(|rank| A::from_rank(rank).is_none()));
    }

    #[test]
    fn every_answer_has_its_own_rank() {
        round_trips::<Level>(29);
        round_trips::<Zone>(30);
        round_trips::<Completeness>(2);
        round_trips::<Grade>(5);
    }

    #[test]
    fn answers_print_head_to_tail() {
        let mut zones = Answers::only(Zone::To(Level::INTACT));
        zones.insert(Zone::To(Level::C4));
        zones.insert(Zone::NotApplicable);
        assert_eq!(zones.to_string(), "NA,C4,INT");
        assert_eq!(zones.settled(), None);
        let raw = Answers::only(Zone::To(Level::C4));
        assert_eq!(zones.marked_against(raw).to_string(), "NA*,C4,INT*");
        assert_eq!(raw.settled(), Some(Zone::To(Level::C4)));
        assert_eq!(Answers::<Grade>::NONE.to_string(), "");
    }
}
