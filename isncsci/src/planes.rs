//! The worksheet turned on its side: one mask per property instead of one value per cell.
//!
//! A question such as "from where down is every pair of scores normal?" then is a few machine
//! words instead of a walk over 56 cells. Each method answers one yes/no question for a whole
//! column; "can" means in some completion, "surely" in every one.

use crate::cell::{Cell, MotorCell, SensoryCell, Tag};
use crate::level::{Dermatome, Myotome};

/// All dermatomes, bits 1 (C2) to 28 (`S4_5`) of the axis.
const DERMATOMES: u32 = 0x1FFF_FFFE;
/// All key muscles, bits 0 (C5) to 9 (S1).
pub(crate) const MUSCLES: u16 = 0x3FF;
/// The key muscles of the arm, C5 to T1.
pub(crate) const ARM: u16 = 0x1F;
/// The key muscles of the leg, L2 to S1.
pub(crate) const LEG: u16 = 0x3E0;

/// One modality of the skin on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Skin {
    one: u32,
    two: u32,
    untested: u32,
    not_normal: u32,
    normal: u32,
}

impl Skin {
    pub(crate) fn new(cells: &[SensoryCell; Dermatome::COUNT]) -> Self {
        let mut skin = Self::default();
        for (dermatome, cell) in Dermatome::all().zip(cells) {
            skin.set(dermatome, *cell);
        }
        skin
    }

    pub(crate) fn set(&mut self, dermatome: Dermatome, cell: SensoryCell) {
        let bit = dermatome.bit();
        put(&mut self.one, bit, cell.number() == Some(1));
        put(&mut self.two, bit, cell.number() == Some(2));
        put(&mut self.untested, bit, cell.number().is_none());
        put(&mut self.not_normal, bit, cell.tag() == Tag::NotNormal);
        put(&mut self.normal, bit, cell.tag() == Tag::Normal);
    }

    pub(crate) fn get(&self, dermatome: Dermatome) -> SensoryCell {
        let bit = dermatome.bit();
        let number = 2 * u8::from(self.two & bit != 0) + u8::from(self.one & bit != 0);
        cell(number, self.untested & bit, self.not_normal & bit, self.normal & bit)
    }

    /// The raw worksheet: no tags, and a tagged untested cell reads as 0.
    pub(crate) fn raw(&self) -> Self {
        let untested = self.untested & !(self.not_normal | self.normal);
        Self { untested, not_normal: 0, normal: 0, ..*self }
    }

    /// Every cell is a plain number.
    pub(crate) fn is_plain(&self) -> bool {
        self.untested | self.not_normal | self.normal == 0
    }

    pub(crate) fn has_tags(&self) -> bool {
        self.not_normal | self.normal != 0
    }

    pub(crate) fn can_be_two(&self) -> u32 {
        self.surely_two() | (self.untested & !self.not_normal)
    }

    pub(crate) fn surely_two(&self) -> u32 {
        self.two | self.normal
    }

    pub(crate) fn can_be_one(&self) -> u32 {
        (self.one | self.untested | self.not_normal) & !self.normal
    }

    pub(crate) fn can_be_zero(&self) -> u32 {
        DERMATOMES & !(self.one | self.two | self.normal)
    }

    pub(crate) fn can_be_positive(&self) -> u32 {
        self.one | self.two | self.untested | self.not_normal | self.normal
    }

    /// The sum of the numbers; none when a cell was not tested.
    pub(crate) fn total(&self) -> Option<u8> {
        let sum = self.one.count_ones() + 2 * self.two.count_ones();
        (self.untested == 0).then_some(small(sum))
    }
}

/// The key muscles on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Power {
    /// The numbers in binary: bit 0, bit 1 and bit 2 of each.
    digits: [u16; 3],
    untested: u16,
    not_normal: u16,
    normal: u16,
}

impl Power {
    pub(crate) fn new(cells: &[MotorCell; Myotome::COUNT]) -> Self {
        let mut power = Self::default();
        for (myotome, cell) in Myotome::all().zip(cells) {
            power.set(myotome, *cell);
        }
        power
    }

    pub(crate) fn set(&mut self, myotome: Myotome, cell: MotorCell) {
        let bit = myotome.bit();
        let number = cell.number().unwrap_or(0);
        for (place, digit) in self.digits.iter_mut().enumerate() {
            put(digit, bit, number >> place & 1 != 0);
        }
        put(&mut self.untested, bit, cell.number().is_none());
        put(&mut self.not_normal, bit, cell.tag() == Tag::NotNormal);
        put(&mut self.normal, bit, cell.tag() == Tag::Normal);
    }

    pub(crate) fn get(&self, myotome: Myotome) -> MotorCell {
        let bit = myotome.bit();
        let [ones, twos, fours] = self.digits.map(|digit| u8::from(digit & bit != 0));
        let number = ones + 2 * twos + 4 * fours;
        cell(number, self.untested & bit, self.not_normal & bit, self.normal & bit)
    }

    /// The raw worksheet: no tags, and a tagged untested cell reads as 0.
    pub(crate) fn raw(&self) -> Self {
        let untested = self.untested & !(self.not_normal | self.normal);
        Self { untested, not_normal: 0, normal: 0, ..*self }
    }

    /// Every cell is a plain number.
    pub(crate) fn is_plain(&self) -> bool {
        self.untested | self.not_normal | self.normal == 0
    }

    pub(crate) fn has_tags(&self) -> bool {
        self.not_normal | self.normal != 0
    }

    /// The examined number is 3 or more; the threshold of the motor level and of AIS D.
    pub(crate) fn examined_useful(&self) -> u16 {
        let [ones, twos, fours] = self.digits;
        fours | (twos & ones)
    }

    /// The examined number is 5.
    pub(crate) fn examined_full(&self) -> u16 {
        let [ones, _, fours] = self.digits;
        fours & ones
    }

    /// The examined number is 1 or more.
    pub(crate) fn examined_positive(&self) -> u16 {
        let [ones, twos, fours] = self.digits;
        ones | twos | fours
    }

    pub(crate) fn can_be_five(&self) -> u16 {
        self.examined_full() | self.normal | (self.untested & !self.not_normal)
    }

    /// 3 or 4: the level itself is still the motor level.
    pub(crate) fn can_be_three_or_four(&self) -> u16 {
        let examined = self.examined_useful() & !self.examined_full() & !self.normal;
        examined | (self.untested & !self.normal) | self.not_normal
    }

    pub(crate) fn can_be_below_three(&self) -> u16 {
        MUSCLES & !(self.examined_useful() | self.normal)
    }

    /// 1 or 2: some power, yet below 3.
    pub(crate) fn can_be_one_or_two(&self) -> u16 {
        self.can_be_below_three() & (self.examined_positive() | self.untested | self.not_normal)
    }

    pub(crate) fn can_be_three_or_more(&self) -> u16 {
        self.examined_useful() | self.untested | self.not_normal | self.normal
    }

    pub(crate) fn can_be_zero(&self) -> u16 {
        MUSCLES & !(self.examined_positive() | self.normal)
    }

    pub(crate) fn can_be_positive(&self) -> u16 {
        self.examined_positive() | self.untested | self.not_normal | self.normal
    }

    /// The sum of the numbers of some muscles; none when one of them was not tested.
    pub(crate) fn total(&self, muscles: u16) -> Option<u8> {
        let [ones, twos, fours] = self.digits.map(|digit| (digit & muscles).count_ones());
        (self.untested & muscles == 0).then_some(small(ones + 2 * twos + 4 * fours))
    }
}

fn put<M>(mask: &mut M, bit: M, on: bool)
where
    M: Copy
        + core::ops::BitOr<Output = M>
        + core::ops::BitAnd<Output = M>
        + core::ops::Not<Output = M>,
{
    *mask = if on { *mask | bit } else { *mask & !bit };
}

fn cell<const NORMAL: u8, M: PartialEq + Default>(
    number: u8,
    untested: M,
    not_normal: M,
    normal: M,
) -> Cell<NORMAL> {
    let nothing = M::default();
    let tag = match (not_normal != nothing, normal != nothing) {
        (true, _) => Tag::NotNormal,
        (_, true) => Tag::Normal,
        _ => Tag::Untagged,
    };
    let examined = if untested == nothing { Cell::examined(number) } else { None };
    let cell = examined.unwrap_or(Cell::NOT_TESTED);
    cell.tagged(tag).unwrap_or(cell)
}

#[expect(clippy::cast_possible_truncation, reason = "no sum of a worksheet exceeds 224")]
pub(crate) const fn small(count: u32) -> u8 {
    count as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every cell code a place can hold.
    fn every<const NORMAL: u8>() -> impl Iterator<Item = Cell<NORMAL>> {
        let numbers = (0..=NORMAL).filter_map(Cell::examined).chain([Cell::NOT_TESTED]);
        numbers.flat_map(|cell| {
            [Tag::Untagged, Tag::NotNormal, Tag::Normal]
                .into_iter()
                .filter_map(move |tag| cell.tagged(tag))
        })
    }

    #[test]
    fn each_column_of_skin_says_what_its_cell_says() {
        for dermatome in Dermatome::all() {
            for cell in every::<2>() {
                let mut skin = Skin::new(&[SensoryCell::NORMAL; Dermatome::COUNT]);
                skin.set(dermatome, cell);
                let bit = dermatome.bit();
                let values = cell.values();
                assert_eq!(skin.get(dermatome), cell);
                assert_eq!(skin.can_be_two() & bit != 0, values & 0b100 != 0, "{cell}");
                assert_eq!(skin.surely_two() & bit != 0, values == 0b100, "{cell}");
                assert_eq!(skin.can_be_one() & bit != 0, values & 0b010 != 0, "{cell}");
                assert_eq!(skin.can_be_zero() & bit != 0, values & 0b001 != 0, "{cell}");
                assert_eq!(skin.can_be_positive() & bit != 0, values & 0b110 != 0, "{cell}");
                assert_eq!(skin.total(), cell.number().map(|number| 54 + number));
                assert_eq!(skin.raw().get(dermatome), cell.raw());
                assert_eq!(skin.has_tags(), cell.tag() != Tag::Untagged);
            }
        }
    }

    #[test]
    fn each_column_of_power_says_what_its_cell_says() {
        for myotome in Myotome::all() {
            for cell in every::<5>() {
                let mut power = Power::new(&[MotorCell::NORMAL; Myotome::COUNT]);
                power.set(myotome, cell);
                let bit = myotome.bit();
                let says = |mask: u16, values: u8| {
                    assert_eq!(mask & bit != 0, cell.values() & values != 0, "{cell} {values:b}");
                };
                assert_eq!(power.get(myotome), cell);
                says(power.can_be_five(), 0b10_0000);
                says(power.can_be_three_or_four(), 0b01_1000);
                says(power.can_be_below_three(), 0b00_0111);
                says(power.can_be_one_or_two(), 0b00_0110);
                says(power.can_be_three_or_more(), 0b11_1000);
                says(power.can_be_zero(), 0b00_0001);
                says(power.can_be_positive(), 0b11_1110);
                assert_eq!(power.total(MUSCLES), cell.number().map(|number| 45 + number));
                assert_eq!(power.raw().get(myotome), cell.raw());
                assert_eq!(power.has_tags(), cell.tag() != Tag::Untagged);
            }
        }
    }
}
