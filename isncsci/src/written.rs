//! The worksheet as text, read strictly: a code that the standard does not know is refused with
//! the side, the modality and the level it stands at. Nothing is trimmed, rounded or guessed.

use core::fmt;

use crate::cell::{Cell, Finding, MotorCell, SensoryCell};
use crate::exam::{Exam, Place, Side};
use crate::level::{Dermatome, Myotome, NonKeyMuscle, SideName, Sides};

/// A written exam; `None` is a value that was left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct WrittenExam<'a> {
    /// Voluntary anal contraction: `Yes`, `No`, `NT`.
    pub vac: Option<&'a str>,
    /// Deep anal pressure: `Yes`, `No`, `NT`.
    pub dap: Option<&'a str>,
    /// Both sides.
    pub sides: Sides<WrittenSide<'a>>,
}

/// A written side of the worksheet.
#[derive(Clone, Copy, Debug, Default)]
pub struct WrittenSide<'a> {
    /// Ten codes, C5 to T1 and L2 to S1.
    pub motor: &'a [Option<&'a str>],
    /// 28 codes, C2 to `S4_5`.
    pub light_touch: &'a [Option<&'a str>],
    /// 28 codes, C2 to `S4_5`.
    pub pin_prick: &'a [Option<&'a str>],
    /// The level of the lowest non-key muscle with function, if there is one.
    pub lowest_non_key_muscle: Option<&'a str>,
}

impl<'a> WrittenExam<'a> {
    /// Reads the exam, or says what is wrong with the first wrong thing.
    pub fn read(&self) -> Result<Exam, Refusal<'a>> {
        Ok(Exam {
            vac: finding(Place::Vac, self.vac)?,
            dap: finding(Place::Dap, self.dap)?,
            sides: Sides {
                right: self.sides.right.read(SideName::Right)?,
                left: self.sides.left.read(SideName::Left)?,
            },
        })
    }
}

impl<'a> WrittenSide<'a> {
    fn read(&self, side: SideName) -> Result<Side, Refusal<'a>> {
        let mut motor = [MotorCell::NOT_TESTED; Myotome::COUNT];
        let mut light_touch = [SensoryCell::NOT_TESTED; Dermatome::COUNT];
        let mut pin_prick = light_touch;
        let myotomes = || Myotome::all().map(|myotome| Place::Motor(side, myotome));
        let touched = Dermatome::all().map(|dermatome| Place::LightTouch(side, dermatome));
        let pricked = Dermatome::all().map(|dermatome| Place::PinPrick(side, dermatome));
        cells(Field::Motor(side), self.motor, myotomes(), &mut motor)?;
        cells(Field::LightTouch(side), self.light_touch, touched, &mut light_touch)?;
        cells(Field::PinPrick(side), self.pin_prick, pricked, &mut pin_prick)?;
        let non_key = match self.lowest_non_key_muscle {
            None => None,
            Some(given) => Some(
                NonKeyMuscle::from_name(given)
                    .ok_or(Refusal::unknown(Field::LowestNonKeyMuscle(side), given))?,
            ),
        };
        Ok(Side::new(&motor, &light_touch, &pin_prick, non_key))
    }
}

fn finding(place: Place, given: Option<&str>) -> Result<Finding, Refusal<'_>> {
    let field = Field::Cell(place);
    let given = given.ok_or(Refusal { field, problem: Problem::Missing })?;
    Finding::from_code(given).ok_or(Refusal::unknown(field, given))
}

fn cells<'a, const NORMAL: u8, const COUNT: usize>(
    column: Field,
    given: &[Option<&'a str>],
    places: impl Iterator<Item = Place>,
    into: &mut [Cell<NORMAL>; COUNT],
) -> Result<(), Refusal<'a>> {
    if given.len() != COUNT {
        let problem = Problem::WrongLength { given: given.len(), needed: COUNT };
        return Err(Refusal { field: column, problem });
    }
    for ((place, code), cell) in places.zip(given).zip(into) {
        let field = Field::Cell(place);
        let code = code.ok_or(Refusal { field, problem: Problem::Missing })?;
        *cell = Cell::from_code(code).ok_or(Refusal::unknown(field, code))?;
    }
    Ok(())
}

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A whole side.
    Side(SideName),
    /// One cell.
    Cell(Place),
    /// The key muscles of a side.
    Motor(SideName),
    /// Light touch on a side.
    LightTouch(SideName),
    /// Pin prick on a side.
    PinPrick(SideName),
    /// The lowest non-key muscle of a side.
    LowestNonKeyMuscle(SideName),
}

/// As a path: `right.motor`, `left.pinPrick.S4_5`.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Side(side) => f.write_str(side.name()),
            Self::Cell(place) => place.fmt(f),
            Self::Motor(side) => write!(f, "{}.motor", side.name()),
            Self::LightTouch(side) => write!(f, "{}.lightTouch", side.name()),
            Self::PinPrick(side) => write!(f, "{}.pinPrick", side.name()),
            Self::LowestNonKeyMuscle(side) => write!(f, "{}.lowestNonKeyMuscle", side.name()),
        }
    }
}

impl Field {
    /// A cell of a column by its place, 0 first; none for another field or past the end.
    pub fn cell(self, place: usize) -> Option<Self> {
        let cell = match self {
            Self::Motor(side) => Place::Motor(side, Myotome::from_index(place)?),
            Self::LightTouch(side) => Place::LightTouch(side, Dermatome::from_index(place)?),
            Self::PinPrick(side) => Place::PinPrick(side, Dermatome::from_index(place)?),
            _ => return None,
        };
        Some(Self::Cell(cell))
    }

    /// What may stand in a cell of this field.
    const fn allowed(self) -> &'static str {
        match self {
            Self::Cell(Place::Motor(..)) | Self::Motor(_) => {
                "0 to 5, 0* to 4*, 0** to 4**, NT, NT* or NT**"
            }
            Self::Cell(Place::LightTouch(..) | Place::PinPrick(..))
            | Self::LightTouch(_)
            | Self::PinPrick(_) => "0, 1, 2, 0*, 1*, 0**, 1**, NT, NT* or NT**",
            Self::Cell(Place::Vac | Place::Dap) => "Yes, No or NT",
            Self::LowestNonKeyMuscle(_) => "a level from C5 to S1, or null for none",
            Self::Side(_) => "motor, lightTouch, pinPrick and lowestNonKeyMuscle",
        }
    }
}

/// The field in the words of the ward: "right motor C5".
struct InWords(Field);

impl fmt::Display for InWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (side, modality, level) = match self.0 {
            Field::Cell(Place::Vac) => return f.write_str("voluntary anal contraction"),
            Field::Cell(Place::Dap) => return f.write_str("deep anal pressure"),
            Field::Side(side) => return write!(f, "{} side", side.name()),
            Field::Cell(Place::Motor(side, myotome)) => (side, "motor", myotome.name()),
            Field::Cell(Place::LightTouch(side, it)) => (side, "light touch", it.name()),
            Field::Cell(Place::PinPrick(side, it)) => (side, "pin prick", it.name()),
            Field::Motor(side) => (side, "motor", ""),
            Field::LightTouch(side) => (side, "light touch", ""),
            Field::PinPrick(side) => (side, "pin prick", ""),
            Field::LowestNonKeyMuscle(side) => (side, "lowest non-key muscle", ""),
        };
        let space = if level.is_empty() { "" } else { " " };
        write!(f, "{} {modality}{space}{level}", side.name())
    }
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem<'a> {
    /// It was left out.
    Missing,
    /// There is no such code.
    Unknown {
        /// What was written instead.
        given: &'a str,
    },
    /// A column has too many or too few cells.
    WrongLength {
        /// How many were given.
        given: usize,
        /// How many there are on the worksheet.
        needed: usize,
    },
    /// It is not written as text at all.
    WrongType {
        /// What it should be.
        needed: &'static str,
    },
    /// The worksheet has no such field.
    UnknownField {
        /// Its name.
        name: &'a str,
    },
    /// A field was given twice.
    Repeated {
        /// Its name.
        name: &'a str,
    },
}

/// Why a written exam was not read: where, and what is wrong. Printed as one plain sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal<'a> {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: Problem<'a>,
}

impl<'a> Refusal<'a> {
    const fn unknown(field: Field, given: &'a str) -> Self {
        Self { field, problem: Problem::Unknown { given } }
    }

    /// The stable code, for programs.
    pub const fn code(&self) -> &'static str {
        match self.problem {
            Problem::Missing => "missing_item",
            Problem::Unknown { .. } => "unknown_value",
            Problem::WrongLength { .. } => "out_of_range",
            Problem::WrongType { .. } => "wrong_type",
            Problem::UnknownField { .. } => "unknown_field",
            Problem::Repeated { .. } => "inconsistent",
        }
    }
}

impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = InWords(self.field);
        let allowed = self.field.allowed();
        match self.problem {
            Problem::Missing => write!(f, "The {place} is missing; allowed: {allowed}."),
            Problem::Unknown { given } => {
                write!(f, "The {place} cannot be {}; allowed: {allowed}.", Quoted(given))
            }
            Problem::WrongLength { given, needed } => {
                write!(f, "The {place} has {given} cells; the worksheet has {needed}.")
            }
            Problem::WrongType { needed } => write!(f, "The {place} must be {needed}."),
            Problem::UnknownField { name } => {
                write!(f, "The {place} has no field {}; it has {allowed}.", Quoted(name))
            }
            Problem::Repeated { name } => {
                write!(f, "The {place} has {} twice; give it once.", Quoted(name))
            }
        }
    }
}

impl core::error::Error for Refusal<'_> {}

/// What was given, in quotes, cut short: a message is a sentence, not a copy of the input.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 24;
        f.write_str("\"")?;
        for character in self.0.chars().take(LONGEST) {
            write!(f, "{}", character.escape_debug())?;
        }
        f.write_str(if self.0.chars().nth(LONGEST).is_some() { "...\"" } else { "\"" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    const MOTOR: [Option<&str>; 10] = [Some("5"); 10];
    const SKIN: [Option<&str>; 28] = [Some("2"); 28];

    fn written(right: WrittenSide<'_>) -> WrittenExam<'_> {
        let left = normal();
        WrittenExam { vac: Some("Yes"), dap: Some("Yes"), sides: Sides { right, left } }
    }

    fn normal<'a>() -> WrittenSide<'a> {
        WrittenSide {
            motor: &MOTOR,
            light_touch: &SKIN,
            pin_prick: &SKIN,
            lowest_non_key_muscle: None,
        }
    }

    #[test]
    fn a_normal_worksheet_is_read() {
        assert_eq!(written(normal()).read(), Ok(Exam::normal()));
    }

    #[test]
    fn a_wrong_cell_is_refused_with_side_modality_and_level() {
        let mut motor = MOTOR;
        motor[5] = Some("5*");
        let exam = written(WrittenSide { motor: &motor, ..normal() });
        let refusal = exam.read().unwrap_err();
        assert_eq!(refusal.code(), "unknown_value");
        assert_eq!(refusal.field.to_string(), "right.motor.L2");
        assert_eq!(
            refusal.to_string(),
            "The right motor L2 cannot be \"5*\"; allowed: 0 to 5, 0* to 4*, 0** to 4**, NT, NT* \
             or NT**."
        );
    }

    #[test]
    fn a_missing_cell_is_not_an_untested_one() {
        let mut skin = SKIN;
        skin[27] = None;
        let exam = written(WrittenSide { pin_prick: &skin, ..normal() });
        let refusal = exam.read().unwrap_err();
        assert_eq!(refusal.code(), "missing_item");
        assert_eq!(refusal.field.to_string(), "right.pinPrick.S4_5");
        assert!(refusal.to_string().starts_with("The right pin prick S4_5 is missing"));
    }

    #[test]
    fn a_column_of_another_length_is_refused() {
        let exam = written(WrittenSide { light_touch: &SKIN[..27], ..normal() });
        let refusal = exam.read().unwrap_err();
        assert_eq!(refusal.code(), "out_of_range");
        assert_eq!(
            refusal.to_string(),
            "The right light touch has 27 cells; the worksheet has 28."
        );
    }

    #[test]
    fn words_are_read_as_they_must_be_written() {
        let mut exam = written(normal());
        exam.vac = Some("yes");
        assert_eq!(exam.read().unwrap_err().code(), "unknown_value");
        exam.vac = None;
        let refusal = exam.read().unwrap_err();
        assert_eq!((refusal.code(), refusal.field.to_string().as_str()), ("missing_item", "vac"));
        let exam = written(WrittenSide { lowest_non_key_muscle: Some("S2"), ..normal() });
        let refusal = exam.read().unwrap_err();
        assert_eq!(refusal.field.to_string(), "right.lowestNonKeyMuscle");
    }

    #[test]
    fn a_long_value_is_cut_short_in_the_message() {
        let long = "\u{1}".repeat(5_000);
        let mut exam = written(normal());
        exam.dap = Some(&long);
        let message = exam.read().unwrap_err().to_string();
        assert!(message.len() < 250, "{message}");
        assert!(!message.contains('\u{1}'));
    }

    #[test]
    fn every_problem_is_one_sentence_with_its_code() {
        let side = SideName::Left;
        let cases = [
            (
                Field::PinPrick(side),
                Problem::Missing,
                "missing_item",
                "left.pinPrick",
                "The left pin prick is missing; allowed: 0, 1, 2, 0*, 1*, 0**, 1**, NT, NT* or NT**.",
            ),
            (
                Field::Motor(side),
                Problem::WrongType { needed: "a list of text" },
                "wrong_type",
                "left.motor",
                "The left motor must be a list of text.",
            ),
            (
                Field::Side(side),
                Problem::UnknownField { name: "motr" },
                "unknown_field",
                "left",
                "The left side has no field \"motr\"; it has motor, lightTouch, pinPrick and \
                 lowestNonKeyMuscle.",
            ),
            (
                Field::Side(side),
                Problem::Repeated { name: "motor" },
                "inconsistent",
                "left",
                "The left side has \"motor\" twice; give it once.",
            ),
            (
                Field::LowestNonKeyMuscle(side),
                Problem::Unknown { given: "S2" },
                "unknown_value",
                "left.lowestNonKeyMuscle",
                "The left lowest non-key muscle cannot be \"S2\"; allowed: a level from C5 to S1, \
                 or null for none.",
            ),
            (
                Field::Cell(Place::Dap),
                Problem::Missing,
                "missing_item",
                "dap",
                "The deep anal pressure is missing; allowed: Yes, No or NT.",
            ),
        ];
        for (field, problem, code, path, message) in cases {
            let refusal = Refusal { field, problem };
            assert_eq!(refusal.code(), code);
            assert_eq!(refusal.field.to_string(), path);
            assert_eq!(refusal.to_string(), message);
        }
    }

    #[test]
    fn a_column_knows_its_cells() {
        let cell = |field: Field, place| field.cell(place).map(|cell| cell.to_string());
        let side = SideName::Right;
        assert_eq!(cell(Field::Motor(side), 9).as_deref(), Some("right.motor.S1"));
        assert_eq!(cell(Field::Motor(side), 10), None);
        assert_eq!(cell(Field::LightTouch(side), 27).as_deref(), Some("right.lightTouch.S4_5"));
        assert_eq!(cell(Field::PinPrick(side), 0).as_deref(), Some("right.pinPrick.C2"));
        assert_eq!(cell(Field::PinPrick(side), 28), None);
        assert_eq!(cell(Field::Side(side), 0), None);
    }
}
