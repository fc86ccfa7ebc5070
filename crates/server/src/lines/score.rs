//! `cordline score NAME -`: one JSON line in, one JSON line out, in order, errors on their line.
//!
//! It turns JSON into the values the `scores` door takes and prints what comes back. It knows no
//! instrument. `cordline score list` prints one JSON line an instrument: name, title, version,
//! status, direction, confidence, citation and `inputs`, a JSON Schema made from the very table that
//! validates.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Write};

use scores::{Output, Refusal, Scored, Value};
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::line::{BadLine, Name, Problem, Refused, next_line};

/// Whether the instrument exists, by name or by exact version. If not, the command is wrong use.
pub(crate) fn known(name: &str) -> bool {
    scores::find(name).is_some()
}

/// Answers every line and returns how many were refused. Blank lines are skipped.
pub(crate) fn run(
    instrument: &str,
    allow_draft: bool,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<u64> {
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
        match read {
            Err(bad) => {
                refused += 1;
                let problem = Problem { code: "bad_line", field: bad.field, message: &bad.message };
                serde_json::to_writer(&mut printed, &Refused { id: None, error: problem })?;
            }
            Ok(line) => match answer(instrument, allow_draft, &line) {
                Ok(scored) => {
                    let result = Printed(&scored.record());
                    serde_json::to_writer(&mut printed, &Answered { id: &line.id, result })?;
                }
                Err(refusal) => {
                    refused += 1;
                    let error = Problem {
                        code: refusal.code.word(),
                        field: &refusal.field,
                        message: &refusal.message,
                    };
                    serde_json::to_writer(&mut printed, &Refused { id: Some(&line.id), error })?;
                }
            },
        }
        printed.push(b'\n');
        output.write_all(&printed)?;
    }
    output.flush()?;
    Ok(refused)
}

/// Describes every instrument, one JSON line each.
pub(crate) fn list(mut output: impl Write) -> io::Result<()> {
    for instrument in scores::INSTRUMENTS {
        serde_json::to_writer(&mut output, &Printed(&instrument.describe()))?;
        output.write_all(b"\n")?;
    }
    output.flush()
}

fn answer(instrument: &str, allow_draft: bool, line: &Line<'_>) -> Result<Scored, Refusal> {
    // Inputs that are absent or empty are inputs of which everything is missing.
    match line.inputs.as_ref().map(Given::value) {
        None | Some(Value::Null) => scores::score(instrument, &[], allow_draft),
        Some(Value::Record(inputs)) => scores::score(instrument, &inputs, allow_draft),
        Some(other) => {
            scores::score(instrument, &[("inputs", other)], allow_draft).map_err(not_object)
        }
    }
}

/// `inputs` itself has the wrong type. A refusal that comes earlier (a draft) stands as it is.
fn not_object(refusal: Refusal) -> Refusal {
    if refusal.code == scores::Code::UnknownField {
        Refusal {
            code: scores::Code::WrongType,
            field: "inputs".into(),
            message: "inputs must be an object with the instrument's fields.".into(),
            missing: Vec::new(),
        }
    } else {
        refusal
    }
}

/// A line of input; keys beside these are ignored.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    inputs: Option<Given<'a>>,
}

/// JSON as it was given. Unlike an ordinary JSON tree it keeps a name that was given twice, so that
/// the door can refuse it instead of silently taking the last.
enum Given<'a> {
    Null,
    Flag(bool),
    Number(f64),
    Text(Cow<'a, str>),
    List,
    Record(Vec<(Cow<'a, str>, Given<'a>)>),
}

impl Given<'_> {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => Value::Flag(*flag),
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::Text(text),
            Self::List => Value::List,
            Self::Record(entries) => Value::Record(
                entries.iter().map(|(name, given)| (name.as_ref(), given.value())).collect(),
            ),
        }
    }
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

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Given::Flag(flag))
    }

    #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 every field is out of range")]
    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Given::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 every field is out of range")]
    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Given::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Given::Number(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Given::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Given::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Given::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((Name(name), given)) = map.next_entry::<Name<'de>, Given<'de>>()? {
            entries.push((name, given));
        }
        Ok(Given::Record(entries))
    }
}

#[derive(Serialize)]
struct Answered<'a> {
    id: &'a str,
    result: Printed<'a>,
}

/// A result tree on its way to JSON.
struct Printed<'a>(&'a Output);

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Output::Null => serializer.serialize_unit(),
            Output::Flag(flag) => serializer.serialize_bool(*flag),
            Output::Whole(whole) => serializer.serialize_i64(*whole),
            Output::Decimal(decimal) => serializer.serialize_f64(*decimal),
            Output::Word(word) => serializer.serialize_str(word),
            Output::Text(text) => serializer.serialize_str(text),
            Output::List(list) => serializer.collect_seq(list.iter().map(Printed)),
            Output::Record(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, &Printed(value))?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests;
