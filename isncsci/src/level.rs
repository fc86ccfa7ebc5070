//! Where on the cord: levels, dermatomes, myotomes and the two sides of the body.
//!
//! One axis carries them all, C1 = 0 to `S4_5` = 28, so that "lower" is "a greater index" and a set
//! of levels is a 32-bit mask. Index 28 read as a *level* means "intact": no segment failed.

use core::fmt;

use crate::planes::small;

/// Names along the axis; the last one is a segment name, a level there is written `INT`.
const NAMES: [&str; 29] = [
    "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8",
    "T9", "T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4_5",
];

/// A neurological level, C1 to S3, or [`Level::INTACT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// C1, the level when C2 already fails.
    pub const C1: Self = Self(0);
    /// C4, above the first key muscle.
    pub const C4: Self = Self(3);
    /// T1, the last key muscle of the arm.
    pub const T1: Self = Self(8);
    /// L1, above the first key muscle of the leg.
    pub const L1: Self = Self(20);
    /// S1, the last key muscle of the leg.
    pub const S1: Self = Self(25);
    /// S3, the lowest level that is not intact.
    pub const S3: Self = Self(27);
    /// Nothing fails down to `S4_5`; written `INT`.
    pub const INTACT: Self = Self(28);

    /// The level at an index of the axis, 0 to 28.
    pub const fn from_index(index: u8) -> Option<Self> {
        if index <= Self::INTACT.0 { Some(Self(index)) } else { None }
    }

    /// The index on the axis, 0 for C1 to 28 for intact.
    pub const fn index(self) -> u8 {
        self.0
    }

    /// `C1` to `S3`, or `INT`.
    pub fn name(self) -> &'static str {
        if self == Self::INTACT { "INT" } else { name_at(self.0) }
    }

    /// The level that is the lowest bit of a mask; intact for an empty mask.
    pub(crate) const fn lowest_in(mask: u32) -> Self {
        Self(small((mask | Self::INTACT.bit()).trailing_zeros()))
    }

    /// The level that is the highest bit of a mask; C1 for an empty mask.
    pub(crate) const fn highest_in(mask: u32) -> Self {
        Self::C1.down((mask | Self::C1.bit()).ilog2())
    }

    /// So many levels further down, at most to the end of the axis.
    pub(crate) const fn down(self, steps: u32) -> Self {
        let index = self.0 as u32 + steps;
        if index > Self::INTACT.0 as u32 { Self::INTACT } else { Self(small(index)) }
    }

    /// This level as one bit of a mask.
    pub(crate) const fn bit(self) -> u32 {
        1 << self.0
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A segment whose skin is tested, C2 to `S4_5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dermatome(u8);

impl Dermatome {
    /// How many there are on a side.
    pub const COUNT: usize = 28;

    /// All of them, head to tail, in the order of the worksheet.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        (1..29u8).map(Self)
    }

    /// The dermatome at a place of the worksheet, 0 for C2 to 27 for `S4_5`.
    pub fn from_index(index: usize) -> Option<Self> {
        Self::all().nth(index)
    }

    /// The place on the worksheet, 0 for C2 to 27 for `S4_5`.
    pub const fn index(self) -> usize {
        self.0 as usize - 1
    }

    /// `C2` to `S4_5`.
    pub fn name(self) -> &'static str {
        name_at(self.0)
    }

    /// This segment as one bit of a mask over the axis.
    pub(crate) const fn bit(self) -> u32 {
        1 << self.0
    }
}

impl fmt::Display for Dermatome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A segment with a key muscle: C5 to T1 in the arm, L2 to S1 in the leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Myotome(u8);

impl Myotome {
    /// How many there are on a side.
    pub const COUNT: usize = 10;

    /// All of them, head to tail, in the order of the worksheet.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        (0..10u8).map(Self)
    }

    /// The myotome at a place of the worksheet, 0 for C5 to 9 for S1.
    pub fn from_index(index: usize) -> Option<Self> {
        Self::all().nth(index)
    }

    /// The place on the worksheet, 0 for C5 to 9 for S1.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The level of this key muscle.
    pub const fn level(self) -> Level {
        Level(if self.0 < 5 { 4 + self.0 } else { 16 + self.0 })
    }

    /// `C5` to `T1`, `L2` to `S1`.
    pub fn name(self) -> &'static str {
        self.level().name()
    }

    /// This key muscle as one bit of a mask over the ten.
    pub(crate) const fn bit(self) -> u16 {
        1 << self.0
    }
}

impl fmt::Display for Myotome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The segment of a muscle that is not one of the ten key muscles, C5 to S1.
///
/// The standard's own table has limb muscles at the ten motor levels; published worksheets also
/// record trunk muscles, T2 to L1, so these are levels here too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NonKeyMuscle(Level);

impl NonKeyMuscle {
    /// The muscle at a level; none above C5 or below S1.
    pub fn at(level: Level) -> Option<Self> {
        (level > Level::C4 && level <= Level::S1).then_some(Self(level))
    }

    /// The muscle at the level with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let index = NAMES.iter().position(|each| *each == name)?;
        Level::from_index(u8::try_from(index).ok()?).and_then(Self::at)
    }

    /// Its level.
    pub const fn level(self) -> Level {
        self.0
    }
}

impl From<Myotome> for NonKeyMuscle {
    fn from(myotome: Myotome) -> Self {
        Self(myotome.level())
    }
}

/// A side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SideName {
    /// The patient's right.
    Right,
    /// The patient's left.
    Left,
}

impl SideName {
    /// Both, in the order of the worksheet.
    pub const BOTH: [Self; 2] = [Self::Right, Self::Left];

    /// `right` or `left`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Left => "left",
        }
    }
}

/// The same thing on both sides of the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides<T> {
    /// The patient's right.
    pub right: T,
    /// The patient's left.
    pub left: T,
}

impl<T> Sides<T> {
    /// The same reckoning for each side.
    pub(crate) fn map<U>(self, mut reckon: impl FnMut(T) -> U) -> Sides<U> {
        Sides { right: reckon(self.right), left: reckon(self.left) }
    }
}

fn name_at(index: u8) -> &'static str {
    NAMES.get(usize::from(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    #[test]
    fn the_axis_runs_from_c1_to_intact() {
        assert_eq!(Level::C1.name(), "C1");
        assert_eq!(Level::T1.name(), "T1");
        assert_eq!(Level::L1.name(), "L1");
        assert_eq!(Level::S1.name(), "S1");
        assert_eq!(Level::S3.name(), "S3");
        assert_eq!(Level::INTACT.name(), "INT");
        assert_eq!(Level::from_index(29), None);
    }

    #[test]
    fn worksheet_places_have_the_names_of_the_standard() {
        let key: Vec<_> = Myotome::all().map(Myotome::name).collect();
        assert_eq!(key, ["C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1"]);
        assert_eq!(Dermatome::from_index(0).map(Dermatome::name), Some("C2"));
        assert_eq!(Dermatome::from_index(27).map(Dermatome::name), Some("S4_5"));
        assert_eq!(Dermatome::from_index(28), None);
        assert_eq!(Myotome::from_index(10), None);
        assert!(Dermatome::all().enumerate().all(|(place, each)| each.index() == place));
        assert!(Myotome::all().enumerate().all(|(place, each)| each.index() == place));
    }

    #[test]
    fn a_non_key_muscle_lies_between_c5_and_s1() {
        let found: Vec<_> = NAMES.into_iter().filter_map(NonKeyMuscle::from_name).collect();
        assert_eq!(found.len(), 22);
        assert_eq!(found.first().map(|muscle| muscle.level().name()), Some("C5"));
        assert_eq!(found.last().map(|muscle| muscle.level().name()), Some("S1"));
        assert!(Myotome::all().all(|it| NonKeyMuscle::from_name(it.name()) == Some(it.into())));
        assert_eq!(NonKeyMuscle::from_name("INT"), None);
        assert_eq!(NonKeyMuscle::at(Level::INTACT), None);
    }
}
