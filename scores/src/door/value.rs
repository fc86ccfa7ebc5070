//! What a caller may give for one input, before anyone has looked at it.

use alloc::vec::Vec;

/// One given value, in the shapes JSON and forms have. It is not trusted: see [`crate::score`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Given, but empty: the same as not asked.
    Null,
    /// True or false.
    Flag(bool),
    /// Any number; whole ones too.
    Number(f64),
    /// Text.
    Text(&'a str),
    /// A list. No instrument takes one, so its content is not kept.
    List,
    /// Named values, in the order given; a name given twice is kept twice so that it can be refused.
    Record(Vec<(&'a str, Value<'a>)>),
}

impl Value<'_> {
    /// What it is, in the words of a refusal.
    pub(crate) const fn shape(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List => "a list",
            Self::Record(_) => "an object",
        }
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i32> for Value<'_> {
    fn from(whole: i32) -> Self {
        Self::Number(f64::from(whole))
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}
