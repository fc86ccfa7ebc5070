//! `cordline isncsci -`: one examination a line in, one classification a line out, in order.
//!
//! It turns JSON into the written worksheet that the `isncsci` crate reads, and prints what comes
//! back. It knows no level and no grade.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Write};

use isncsci::{Field, Mode, Place, Problem, Refusal, SideName, Sides, WrittenExam, WrittenSide};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::line::{self, BadLine, Name, Refused, next_line};

mod result;

/// Answers every line and returns how many were refused. Blank lines are skipped.
pub(crate) fn run(
    peer_compatible: bool,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<u64> {
    let mode = if peer_compatible { Mode::PeerCompatible } else { Mode::Standard };
    let mut refused = 0;
    let mut line = Vec::new();
    let mut printed = Vec::new();
    while let Some(whole) = next_line(&mut input, &mut line)? {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let read = if whole {
            serde_json::from_slice::<Line<'_>>(&line).map_err(|error| BadLine::of(&error))
        } else {
            Err(BadLine::too_long())
        };
        printed.clear();
        if !answer(mode, read, &mut printed)? {
            refused += 1;
        }
        printed.push(b'\n');
        output.write_all(&printed)?;
    }
    output.flush()?;
    Ok(refused)
}

/// Prints the answer to a line; whether it was a result.
fn answer(
    mode: Mode,
    read: Result<Line<'_>, BadLine>,
    printed: &mut Vec<u8>,
) -> serde_json::Result<bool> {
    let line = match read {
        Ok(line) => line,
        Err(bad) => {
            let error = line::Problem { code: "bad_line", field: bad.field, message: &bad.message };
            serde_json::to_writer(printed, &Refused { id: None, error })?;
            return Ok(false);
        }
    };
    let columns = match Columns::of(&line) {
        Ok(columns) => columns,
        Err(refusal) => return refuse(&line, refusal, printed),
    };
    match columns.written().read() {
        Ok(exam) => {
            let answered = result::Answered::of(&line.id, &exam, mode);
            serde_json::to_writer(printed, &answered)?;
            Ok(true)
        }
        Err(refusal) => refuse(&line, refusal, printed),
    }
}

fn refuse(
    line: &Line<'_>,
    refusal: Refusal<'_>,
    printed: &mut Vec<u8>,
) -> serde_json::Result<bool> {
    let error = line::Problem {
        code: refusal.code(),
        field: &refusal.field.to_string(),
        message: &refusal.to_string(),
    };
    serde_json::to_writer(printed, &Refused { id: Some(&line.id), error })?;
    Ok(false)
}

/// A line of input; keys beside these are ignored.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    vac: Given<'a>,
    #[serde(borrow, default)]
    dap: Given<'a>,
    #[serde(borrow, default)]
    right: Given<'a>,
    #[serde(borrow, default)]
    left: Given<'a>,
}

/// JSON as it was given: a name that was given twice is kept twice, so that it can be refused
/// instead of the last one silently taken. What was left out reads as null.
#[derive(Default)]
enum Given<'a> {
    #[default]
    Null,
    Text(Cow<'a, str>),
    List(Vec<Given<'a>>),
    Record(Vec<(Cow<'a, str>, Given<'a>)>),
    /// A number or a flag, which no field of the worksheet is.
    Other,
}

/// The worksheet of a line, with every value found to be of the right JSON type.
struct Columns<'a> {
    vac: Option<&'a str>,
    dap: Option<&'a str>,
    sides: Sides<SideColumns<'a>>,
}

#[derive(Default)]
struct SideColumns<'a> {
    motor: Vec<Option<&'a str>>,
    light_touch: Vec<Option<&'a str>>,
    pin_prick: Vec<Option<&'a str>>,
    lowest_non_key_muscle: Option<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(line: &'a Line<'a>) -> Result<Self, Refusal<'a>> {
        Ok(Self {
            vac: text(Field::Cell(Place::Vac), &line.vac)?,
            dap: text(Field::Cell(Place::Dap), &line.dap)?,
            sides: Sides {
                right: SideColumns::of(SideName::Right, &line.right)?,
                left: SideColumns::of(SideName::Left, &line.left)?,
            },
        })
    }

    fn written(&self) -> WrittenExam<'_> {
        let Sides { right, left } = &self.sides;
        let sides = Sides { right: right.written(), left: left.written() };
        WrittenExam { vac: self.vac, dap: self.dap, sides }
    }
}

impl<'a> SideColumns<'a> {
    fn of(side: SideName, given: &'a Given<'a>) -> Result<Self, Refusal<'a>> {
        let field = Field::Side(side);
        let entries = match given {
            Given::Record(entries) => entries,
            Given::Null => return Err(Refusal { field, problem: Problem::Missing }),
            _ => return Err(wrong_type(field, "an object")),
        };
        let mut columns = Self::default();
        let [mut motor, mut touch, mut prick, mut non_key] = [false; 4];
        for (name, value) in entries {
            let seen = match name.as_ref() {
                "motor" => {
                    columns.motor = column(Field::Motor(side), value)?;
                    &mut motor
                }
                "lightTouch" => {
                    columns.light_touch = column(Field::LightTouch(side), value)?;
                    &mut touch
                }
                "pinPrick" => {
                    columns.pin_prick = column(Field::PinPrick(side), value)?;
                    &mut prick
                }
                "lowestNonKeyMuscle" => {
                    columns.lowest_non_key_muscle = text(Field::LowestNonKeyMuscle(side), value)?;
                    &mut non_key
                }
                _ => return Err(Refusal { field, problem: Problem::UnknownField { name } }),
            };
            if *seen {
                return Err(Refusal { field, problem: Problem::Repeated { name } });
            }
            *seen = true;
        }
        let needed = [
            (motor, Field::Motor(side)),
            (touch, Field::LightTouch(side)),
            (prick, Field::PinPrick(side)),
            (non_key, Field::LowestNonKeyMuscle(side)),
        ];
        match needed.into_iter().find(|(seen, _)| !seen) {
            Some((_, field)) => Err(Refusal { field, problem: Problem::Missing }),
            None => Ok(columns),
        }
    }

    fn written(&self) -> WrittenSide<'_> {
        WrittenSide {
            motor: &self.motor,
            light_touch: &self.light_touch,
            pin_prick: &self.pin_prick,
            lowest_non_key_muscle: self.lowest_non_key_muscle,
        }
    }
}

/// A column of cells. Which of them are codes of the worksheet is for the crate to say.
fn column<'a>(field: Field, given: &'a Given<'a>) -> Result<Vec<Option<&'a str>>, Refusal<'a>> {
    match given {
        Given::List(cells) => cells
            .iter()
            .enumerate()
            .map(|(at, cell)| text(field.cell(at).unwrap_or(field), cell))
            .collect(),
        Given::Null => Err(Refusal { field, problem: Problem::Missing }),
        _ => Err(wrong_type(field, "a list of text")),
    }
}

fn text<'a>(field: Field, given: &'a Given<'a>) -> Result<Option<&'a str>, Refusal<'a>> {
    match given {
        Given::Null => Ok(None),
        Given::Text(text) => Ok(Some(text)),
        _ => Err(wrong_type(field, "text")),
    }
}

const fn wrong_type(field: Field, needed: &'static str) -> Refusal<'static> {
    Refusal { field, problem: Problem::WrongType { needed } }
}

impl<'de: 'a, 'a> Deserialize<'de> for Given<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyJson)
    }
}

struct AnyJson;

impl<'de> Visitor<'de> for AnyJson {
    type Value = Given<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Given::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Given::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Given::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Given::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Given::Other)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Given::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Given::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::new();
        while let Some(cell) = list.next_element()? {
            cells.push(cell);
        }
        Ok(Given::List(cells))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((Name(name), given)) = map.next_entry::<Name<'de>, Given<'de>>()? {
            entries.push((name, given));
        }
        Ok(Given::Record(entries))
    }
}

#[cfg(test)]
mod tests;
