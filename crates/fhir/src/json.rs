//! JSON as it was sent: borrowed from the body, members in order, repeated members kept.
//!
//! Our own tree, because `serde_json::Value` keeps only the last of two members of the same name
//! (a contradiction would pass unseen), forgets whether a number was written whole, and copies every
//! text.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::issue::{Issue, IssueCode, Refused};

/// Deeper nesting is refused. A referral needs eleven levels.
pub const DEPTH_MAX: u8 = 40;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    Whole(i64),
    Decimal(f64),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Object<'a>),
}

/// Members in the order they were sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Object<'a> {
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Json<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.0.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    pub(crate) fn object(&self, name: &str) -> Option<&Object<'a>> {
        self.get(name)?.as_object()
    }

    pub(crate) fn list(&self, name: &str) -> &[Json<'a>] {
        self.get(name).and_then(Json::as_list).unwrap_or_default()
    }

    /// The objects of a list, each with its place in it.
    pub(crate) fn objects(&self, name: &str) -> impl Iterator<Item = (usize, &Object<'a>)> {
        let items = self.list(name).iter().enumerate();
        items.filter_map(|(index, item)| Some((index, item.as_object()?)))
    }
}

impl<'a> Json<'a> {
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn as_object(&self) -> Option<&Object<'a>> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    pub(crate) fn as_list(&self) -> Option<&[Json<'a>]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// What kind of value it is, as said to a person.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Whole(_) | Self::Decimal(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// Reads a whole body.
pub(crate) fn parse(body: &[u8]) -> Result<Json<'_>, Refused> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = std::str::from_utf8(body).map_err(|wrong| {
        malformed(format!("The body is not UTF-8: byte {} cannot be read.", wrong.valid_up_to()))
    })?;
    let too_deep = Cell::new(false);
    let mut reader = serde_json::Deserializer::from_str(text);
    let tree = Tree { depth: 0, too_deep: &too_deep }.deserialize(&mut reader);
    let read = tree.and_then(|json| reader.end().map(|()| json));
    read.map_err(|wrong| {
        if too_deep.get() {
            let words = format!("The JSON is nested deeper than {DEPTH_MAX} levels.");
            return Refused::malformed(Issue::error(IssueCode::TooCostly, words));
        }
        malformed(format!("The body is not JSON: {wrong}."))
    })
}

fn malformed(words: String) -> Refused {
    Refused::malformed(Issue::error(IssueCode::Structure, words))
}

#[derive(Clone, Copy)]
struct Tree<'t> {
    depth: u8,
    too_deep: &'t Cell<bool>,
}

impl Tree<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth >= DEPTH_MAX {
            self.too_deep.set(true);
            return Err(E::custom("nested too deeply"));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json<'de>, E> {
        // Beyond 2^63 nothing we read needs the exact figure: every range check refuses it.
        #[expect(clippy::cast_precision_loss, reason = "refused by range whatever its last digits")]
        Ok(i64::try_from(value).map_or(Json::Decimal(value as f64), Json::Whole))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Json::Decimal(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let deeper = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(deeper)? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let deeper = self.deeper()?;
        let mut object = Vec::new();
        while let Some(name) = members.next_key_seed(Name)? {
            object.push((name, members.next_value_seed(deeper)?));
        }
        Ok(Json::Object(Object(object)))
    }
}

/// A member's name, borrowed where it holds no escape.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_given_twice_is_kept_twice() {
        let Json::Object(object) = parse(br#"{"a":1,"a":2}"#).unwrap() else { panic!() };
        assert_eq!(object.members().count(), 2);
    }

    #[test]
    fn nesting_beyond_the_bound_is_refused_and_does_not_overflow() {
        let deep = "[".repeat(100_000);
        let refused = parse(deep.as_bytes()).unwrap_err();
        assert_eq!(refused.status, 400);
        assert_eq!(refused.issues[0].code, IssueCode::TooCostly);
    }

    #[test]
    fn broken_json_says_where_it_breaks() {
        let refused = parse(b"{\n  \"a\": }").unwrap_err();
        assert_eq!(refused.status, 400);
        assert!(refused.issues[0].diagnostics.contains("line 2"), "{refused:?}");
        assert_eq!(parse(b"\xff").unwrap_err().status, 400);
        assert_eq!(parse(b"{} {}").unwrap_err().status, 400);
    }
}
