//! Reading a line with care: every fault is found and said in one plain sentence. Nothing unknown is
//! ignored where it could have been a fact.

use std::borrow::Cow;
use std::fmt;

use rules::{Audience, FactError, Facts, Value};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::lines::line::{BadLine, Name};

/// What a good line asks.
#[derive(Debug, PartialEq)]
pub(super) struct Asked<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) audience: Audience,
    pub(super) facts: Facts,
}

/// Why a line gets no decision.
pub(super) enum Unread<'a> {
    /// Not a line at all: nobody can tell whose it is.
    Bad(BadLine),
    /// A line with an id and a fault.
    Wrong { id: Cow<'a, str>, code: &'static str, field: String, message: String },
}

/// A fault in a line, before its id is put beside it.
struct Fault {
    code: &'static str,
    field: String,
    message: String,
}

impl From<FactError> for Fault {
    fn from(error: FactError) -> Self {
        Self { code: error.code.key(), field: error.field, message: error.message }
    }
}

impl Fault {
    fn new(code: &'static str, field: &str, message: impl Into<String>) -> Self {
        Self { code, field: field.into(), message: message.into() }
    }
}

pub(super) fn read(line: &[u8]) -> Result<Asked<'_>, Unread<'_>> {
    let line: Line<'_> =
        serde_json::from_slice(line).map_err(|error| Unread::Bad(BadLine::of(&error)))?;
    match line.audience().and_then(|audience| Ok((audience, line.facts()?))) {
        Ok((audience, facts)) => Ok(Asked { id: line.id, audience, facts }),
        Err(Fault { code, field, message }) => {
            Err(Unread::Wrong { id: line.id, code, field, message })
        }
    }
}

/// A line of input, as it was given.
struct Line<'a> {
    id: Cow<'a, str>,
    audience: Option<Given<'a>>,
    age: Option<Given<'a>>,
    facts: Option<Given<'a>>,
    /// Names beside these, such as `note`.
    others: Vec<Cow<'a, str>>,
}

impl Line<'_> {
    fn audience(&self) -> Result<Audience, Fault> {
        match &self.audience {
            None => Err(Fault::new(
                "missing_field",
                "audience",
                "audience is missing: say public or clinician.",
            )),
            Some(Given::Text(word)) => Audience::from_key(word).ok_or_else(|| {
                let message = format!("audience cannot be \"{word}\": use public or clinician.");
                Fault::new("unknown_value", "audience", message)
            }),
            Some(_) => Err(Fault::new(
                "wrong_type",
                "audience",
                "audience must be the word public or clinician.",
            )),
        }
    }

    fn facts(&self) -> Result<Facts, Fault> {
        // A fact in the wrong place would otherwise be lost without a word.
        let stray = self.others.iter().find(|name| Facts::new().clear_value(name));
        if let Some(name) = stray {
            let message = format!("{name} belongs inside facts.");
            return Err(Fault::new("unknown_field", name, message));
        }
        let mut facts = Facts::new();
        match &self.facts {
            None => {}
            Some(Given::Record(entries)) => {
                for (place, (name, given)) in entries.iter().enumerate() {
                    if entries.iter().take(place).any(|(earlier, _)| earlier == name) {
                        let message = format!("{name} is given twice.");
                        return Err(Fault::new("duplicate_field", name, message));
                    }
                    set(&mut facts, name, given)?;
                }
            }
            Some(_) => {
                let message = "facts must be an object of fact names and answers.";
                return Err(Fault::new("wrong_type", "facts", message));
            }
        }
        if let Some(age) = &self.age {
            let inside = facts.age();
            let mut beside = Facts::new();
            set(&mut beside, "age", age)?;
            if inside.is_some() && beside.age().is_some() && inside != beside.age() {
                let message = "age is given twice and differs: once in facts, once beside them.";
                return Err(Fault::new("inconsistent", "age", message));
            }
            facts.set_age(inside.or(beside.age()))?;
        }
        Ok(facts)
    }
}

fn set(facts: &mut Facts, name: &str, given: &Given<'_>) -> Result<(), Fault> {
    let value = match given {
        Given::Null => Value::Null,
        Given::Number(number) => Value::Number(*number),
        Given::Text(text) => Value::Word(text),
        Given::Flag | Given::List | Given::Record(_) => {
            if !Facts::new().clear_value(name) {
                facts.set_value(name, Value::Null)?;
            }
            let message = format!("{name} must be a word or a number, as the dictionary says.");
            return Err(Fault::new("wrong_type", name, message));
        }
    };
    Ok(facts.set_value(name, value)?)
}

impl<'de: 'a, 'a> Deserialize<'de> for Line<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WholeLine)
    }
}

struct WholeLine;

impl<'de> Visitor<'de> for WholeLine {
    type Value = Line<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with an id that is text")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut id = None;
        let mut line =
            Line { id: Cow::Borrowed(""), audience: None, age: None, facts: None, others: vec![] };
        while let Some(Name(name)) = map.next_key::<Name<'de>>()? {
            let slot = match name.as_ref() {
                "id" => {
                    let Name(text) = map.next_value::<Name<'de>>()?;
                    if id.replace(text).is_some() {
                        return Err(A::Error::custom("id twice"));
                    }
                    continue;
                }
                "audience" => &mut line.audience,
                "age" => &mut line.age,
                "facts" => &mut line.facts,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    line.others.push(name);
                    continue;
                }
            };
            if slot.replace(map.next_value()?).is_some() {
                return Err(A::Error::custom("a key twice"));
            }
        }
        line.id = id.ok_or_else(|| A::Error::custom("no id"))?;
        Ok(line)
    }
}

/// JSON as it was given. It keeps a name that was given twice, so that it can be refused.
enum Given<'a> {
    Null,
    Flag,
    Number(f64),
    Text(Cow<'a, str>),
    List,
    Record(Vec<(Cow<'a, str>, Given<'a>)>),
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
        Ok(Given::Flag)
    }

    #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 every number is out of range")]
    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Given::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 every number is out of range")]
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
