//! What comes out: a small closed tree that any format can print.

use alloc::string::String;
use alloc::vec::Vec;

/// One value of a result.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Nothing to say.
    Null,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number in full precision; rounding is for the screen.
    Decimal(f64),
    /// A fixed word or sentence.
    Word(&'static str),
    /// Text made for this result.
    Text(String),
    /// Values in order.
    List(Vec<Output>),
    /// Named values in order.
    Record(Vec<(&'static str, Output)>),
}

impl Output {
    /// The value under this name, if this is a record that has it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Record(entries) => {
                entries.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The number, if this is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "whole outputs are small")]
            Self::Whole(whole) => Some(*whole as f64),
            Self::Decimal(decimal) => Some(*decimal),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Points, one by one, as a list.
    pub(crate) fn points(points: impl IntoIterator<Item = u8>) -> Self {
        Self::List(points.into_iter().map(Self::from).collect())
    }
}

impl From<u8> for Output {
    fn from(points: u8) -> Self {
        Self::Whole(i64::from(points))
    }
}

impl From<bool> for Output {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<f64> for Output {
    fn from(number: f64) -> Self {
        Self::Decimal(number)
    }
}

impl From<&'static str> for Output {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

/// One line of the result: what was given for a field, with the points it earned.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The field.
    pub field: &'static str,
    /// The value as given.
    pub value: Output,
    /// Its points; none where the field earns none by itself.
    pub points: Option<Output>,
}
