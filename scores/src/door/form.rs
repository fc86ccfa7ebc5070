//! What a web form sends, as values: text pairs in, the same values out that JSON would give.
//!
//! Text that is not a number stays text, so that the door says what is wrong with it. A decimal
//! comma is not read as a point: nobody guesses.

use alloc::vec::Vec;

use super::field::{Field, Kind};
use super::instrument::Instrument;
use super::value::Value;

impl Instrument {
    /// Values from a form's pairs. A part of a record is named `course1.dose_gy`; a field left empty
    /// was not asked.
    pub fn form_values<'a>(&self, pairs: &[(&'a str, &'a str)]) -> Vec<(&'a str, Value<'a>)> {
        let mut values: Vec<(&'a str, Value<'a>)> = Vec::new();
        for (name, text) in pairs {
            let record = name.split_once('.').and_then(|(outer, inner)| {
                match find(self.fields, outer).map(|field| field.kind) {
                    Some(Kind::Record(fields)) => Some((outer, inner, fields)),
                    _ => None,
                }
            });
            let Some((outer, inner, fields)) = record else {
                values.push((name, read(find(self.fields, name), text)));
                continue;
            };
            let part = (inner, read(find(fields, inner), text));
            match values.iter_mut().find(|(name, _)| *name == outer) {
                Some((_, Value::Record(parts))) => parts.push(part),
                _ => values.push((outer, Value::Record(alloc::vec![part]))),
            }
        }
        values
    }
}

fn find(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.name == name)
}

fn read<'a>(field: Option<&Field>, text: &'a str) -> Value<'a> {
    if text.is_empty() {
        return Value::Null;
    }
    match field.map(|field| field.kind) {
        Some(Kind::Whole { .. } | Kind::Decimal { .. }) => {
            text.trim().parse().map_or(Value::Text(text), Value::Number)
        }
        Some(Kind::Flag) => match text {
            "true" => Value::Flag(true),
            "false" => Value::Flag(false),
            other => Value::Text(other),
        },
        Some(Kind::Word { .. } | Kind::Record(_)) | None => Value::Text(text),
    }
}
