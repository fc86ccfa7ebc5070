//! The worksheet: 134 cells and the lowest non-key muscle, as an examiner left them.

use core::fmt;

use crate::cell::{Finding, MotorCell, SensoryCell};
use crate::level::{Dermatome, Myotome, NonKeyMuscle, SideName, Sides};
use crate::planes::{Power, Skin};

/// One side of the worksheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Side {
    pub(crate) power: Power,
    pub(crate) light_touch: Skin,
    pub(crate) pin_prick: Skin,
    /// The lowest muscle with function that is not one of the ten key muscles.
    pub lowest_non_key_muscle: Option<NonKeyMuscle>,
}

impl Side {
    /// Everything normal.
    pub fn normal() -> Self {
        Self::new(
            &[MotorCell::NORMAL; Myotome::COUNT],
            &[SensoryCell::NORMAL; Dermatome::COUNT],
            &[SensoryCell::NORMAL; Dermatome::COUNT],
            None,
        )
    }

    /// Nothing tested.
    pub fn untested() -> Self {
        Self::new(
            &[MotorCell::NOT_TESTED; Myotome::COUNT],
            &[SensoryCell::NOT_TESTED; Dermatome::COUNT],
            &[SensoryCell::NOT_TESTED; Dermatome::COUNT],
            None,
        )
    }

    /// A side from its cells, head to tail as on the worksheet.
    pub fn new(
        motor: &[MotorCell; Myotome::COUNT],
        light_touch: &[SensoryCell; Dermatome::COUNT],
        pin_prick: &[SensoryCell; Dermatome::COUNT],
        lowest_non_key_muscle: Option<NonKeyMuscle>,
    ) -> Self {
        Self {
            power: Power::new(motor),
            light_touch: Skin::new(light_touch),
            pin_prick: Skin::new(pin_prick),
            lowest_non_key_muscle,
        }
    }

    /// The power of a key muscle.
    pub fn motor(&self, myotome: Myotome) -> MotorCell {
        self.power.get(myotome)
    }

    /// The light touch of a dermatome.
    pub fn light_touch(&self, dermatome: Dermatome) -> SensoryCell {
        self.light_touch.get(dermatome)
    }

    /// The pin prick of a dermatome.
    pub fn pin_prick(&self, dermatome: Dermatome) -> SensoryCell {
        self.pin_prick.get(dermatome)
    }

    /// Writes the power of a key muscle.
    pub fn set_motor(&mut self, myotome: Myotome, cell: MotorCell) {
        self.power.set(myotome, cell);
    }

    /// Writes the light touch of a dermatome.
    pub fn set_light_touch(&mut self, dermatome: Dermatome, cell: SensoryCell) {
        self.light_touch.set(dermatome, cell);
    }

    /// Writes the pin prick of a dermatome.
    pub fn set_pin_prick(&mut self, dermatome: Dermatome, cell: SensoryCell) {
        self.pin_prick.set(dermatome, cell);
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.power.is_plain() && self.light_touch.is_plain() && self.pin_prick.is_plain()
    }

    fn has_tags(&self) -> bool {
        self.power.has_tags() || self.light_touch.has_tags() || self.pin_prick.has_tags()
    }

    fn raw(&self) -> Self {
        Self {
            power: self.power.raw(),
            light_touch: self.light_touch.raw(),
            pin_prick: self.pin_prick.raw(),
            lowest_non_key_muscle: self.lowest_non_key_muscle,
        }
    }
}

/// A whole examination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exam {
    /// The two sides of the body.
    pub sides: Sides<Side>,
    /// Voluntary anal contraction.
    pub vac: Finding,
    /// Deep anal pressure.
    pub dap: Finding,
}

impl Exam {
    /// Everything normal.
    pub fn normal() -> Self {
        let side = Side::normal();
        Self { sides: Sides { right: side, left: side }, vac: Finding::Yes, dap: Finding::Yes }
    }

    /// Nothing tested: every answer is still open.
    pub fn untested() -> Self {
        let side = Side::untested();
        let sides = Sides { right: side, left: side };
        Self { sides, vac: Finding::NotTested, dap: Finding::NotTested }
    }

    /// Every cell is a plain number and both anal findings are known.
    pub fn is_definite(&self) -> bool {
        self.sides.right.is_plain()
            && self.sides.left.is_plain()
            && self.vac != Finding::NotTested
            && self.dap != Finding::NotTested
    }

    /// Some cell is tagged with another cause.
    pub fn has_tags(&self) -> bool {
        self.sides.right.has_tags() || self.sides.left.has_tags()
    }

    /// The raw worksheet: tags removed, examined numbers kept, tagged untested cells read as 0.
    #[must_use]
    pub fn raw(&self) -> Self {
        Self { sides: self.sides.map(|side| side.raw()), ..*self }
    }

    /// The numbers a place may stand for, bit *n* for *n*; absent is 0 and present 1 for the two
    /// anal findings. Never empty.
    pub fn values(&self, place: Place) -> u8 {
        match place {
            Place::Motor(side, myotome) => self.side(side).motor(myotome).values(),
            Place::LightTouch(side, dermatome) => self.side(side).light_touch(dermatome).values(),
            Place::PinPrick(side, dermatome) => self.side(side).pin_prick(dermatome).values(),
            Place::Vac => values_of(self.vac),
            Place::Dap => values_of(self.dap),
        }
    }

    /// Nobody tested this place, tagged or not.
    pub fn is_untested(&self, place: Place) -> bool {
        match place {
            Place::Motor(side, myotome) => self.side(side).motor(myotome).number().is_none(),
            Place::LightTouch(side, dermatome) => {
                self.side(side).light_touch(dermatome).number().is_none()
            }
            Place::PinPrick(side, dermatome) => {
                self.side(side).pin_prick(dermatome).number().is_none()
            }
            Place::Vac => self.vac == Finding::NotTested,
            Place::Dap => self.dap == Finding::NotTested,
        }
    }

    /// The same exam with a plain number at a place; none when the place cannot hold it.
    #[must_use]
    pub fn with(&self, place: Place, number: u8) -> Option<Self> {
        let mut exam = *self;
        match place {
            Place::Motor(side, myotome) => {
                exam.side_mut(side).set_motor(myotome, MotorCell::examined(number)?);
            }
            Place::LightTouch(side, dermatome) => {
                exam.side_mut(side).set_light_touch(dermatome, SensoryCell::examined(number)?);
            }
            Place::PinPrick(side, dermatome) => {
                exam.side_mut(side).set_pin_prick(dermatome, SensoryCell::examined(number)?);
            }
            Place::Vac => exam.vac = finding_of(number)?,
            Place::Dap => exam.dap = finding_of(number)?,
        }
        Some(exam)
    }

    /// One side, by name.
    pub fn side(&self, name: SideName) -> &Side {
        match name {
            SideName::Right => &self.sides.right,
            SideName::Left => &self.sides.left,
        }
    }

    /// One side, by name, to write in.
    pub fn side_mut(&mut self, name: SideName) -> &mut Side {
        match name {
            SideName::Right => &mut self.sides.right,
            SideName::Left => &mut self.sides.left,
        }
    }
}

fn values_of(finding: Finding) -> u8 {
    u8::from(finding.may_be_absent()) | u8::from(finding.may_be_present()) << 1
}

fn finding_of(number: u8) -> Option<Finding> {
    match number {
        0 => Some(Finding::No),
        1 => Some(Finding::Yes),
        _ => None,
    }
}

/// A place of the worksheet that holds one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The power of a key muscle.
    Motor(SideName, Myotome),
    /// The light touch of a dermatome.
    LightTouch(SideName, Dermatome),
    /// The pin prick of a dermatome.
    PinPrick(SideName, Dermatome),
    /// Voluntary anal contraction.
    Vac,
    /// Deep anal pressure.
    Dap,
}

impl Place {
    /// How many there are.
    pub const COUNT: usize = 2 * (Myotome::COUNT + 2 * Dermatome::COUNT) + 2;

    /// All 134, right side first, each side as on the worksheet, the anal findings last.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        let side = |side: SideName| {
            let motor = Myotome::all().map(move |myotome| Self::Motor(side, myotome));
            let touch = Dermatome::all().map(move |dermatome| Self::LightTouch(side, dermatome));
            let prick = Dermatome::all().map(move |dermatome| Self::PinPrick(side, dermatome));
            motor.chain(touch).chain(prick)
        };
        side(SideName::Right).chain(side(SideName::Left)).chain([Self::Vac, Self::Dap])
    }
}

/// As a path into the worksheet: `right.motor.C5`, `left.pinPrick.S4_5`, `vac`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Motor(side, myotome) => write!(f, "{}.motor.{myotome}", side.name()),
            Self::LightTouch(side, dermatome) => {
                write!(f, "{}.lightTouch.{dermatome}", side.name())
            }
            Self::PinPrick(side, dermatome) => write!(f, "{}.pinPrick.{dermatome}", side.name()),
            Self::Vac => f.write_str("vac"),
            Self::Dap => f.write_str("dap"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_can_be_written_and_read_back() {
        assert_eq!(Place::all().count(), Place::COUNT);
        for place in Place::all() {
            let exam = Exam::untested();
            assert!(exam.is_untested(place), "{place}");
            let zero = exam.with(place, 0).expect("every place can be 0");
            assert_eq!(zero.values(place), 1, "{place}");
            assert!(!zero.is_untested(place), "{place}");
            assert_eq!(Place::all().filter(|other| zero.is_untested(*other)).count(), 133);
            assert!(!zero.is_definite());
            assert_eq!(exam.with(place, 6), None);
        }
        assert!(Exam::normal().is_definite());
        assert!(!Exam::normal().has_tags());
    }
}
