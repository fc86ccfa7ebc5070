//! Why an input was refused: a stable code, the field, and one plain sentence.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// The stable codes. Programs read these; people read the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// An item is missing, so there is no total.
    MissingItem,
    /// The instrument has no such field.
    UnknownField,
    /// The field has no such word.
    UnknownValue,
    /// A number for a word, text for a number, and so on.
    WrongType,
    /// A number outside the limits of the field.
    OutOfRange,
    /// A fraction where a whole number is needed.
    NotInteger,
    /// Items that contradict each other.
    Inconsistent,
    /// The instrument was not made for this person.
    NotApplicable,
    /// No such instrument, or no such version of it.
    UnknownInstrument,
    /// The instrument is a draft and drafts were not asked for.
    DraftNotEnabled,
}

impl Code {
    /// The code as programs see it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MissingItem => "missing_item",
            Self::UnknownField => "unknown_field",
            Self::UnknownValue => "unknown_value",
            Self::WrongType => "wrong_type",
            Self::OutOfRange => "out_of_range",
            Self::NotInteger => "not_integer",
            Self::Inconsistent => "inconsistent",
            Self::NotApplicable => "not_applicable",
            Self::UnknownInstrument => "unknown_instrument",
            Self::DraftNotEnabled => "draft_not_enabled",
        }
    }
}

/// A refusal. There is never a total, a band or points beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The stable code.
    pub code: Code,
    /// The field it is about; for a missing item the first that is missing.
    pub field: Cow<'static, str>,
    /// One plain sentence: which item, what was given, what is allowed.
    pub message: String,
    /// Everything still missing, in the order of the form; empty for every other code.
    pub missing: Vec<Cow<'static, str>>,
}

/// Echoing more than this of what somebody typed helps nobody.
const LONGEST_ECHO: usize = 40;

/// What was given, short enough for one sentence.
pub(crate) fn echo(given: &str) -> String {
    let mut shown: String = given.chars().take(LONGEST_ECHO).collect();
    if shown.len() < given.len() {
        shown.push_str("...");
    }
    shown
}

impl Refusal {
    pub(crate) fn new(code: Code, field: impl Into<Cow<'static, str>>, message: String) -> Self {
        Self { code, field: field.into(), message, missing: Vec::new() }
    }

    pub(crate) fn missing(missing: Vec<Cow<'static, str>>) -> Self {
        let field = missing.first().cloned().unwrap_or_default();
        let message = format!("A partial total is not given; still missing: {}.", list(&missing));
        Self { code: Code::MissingItem, field, message, missing }
    }

    pub(crate) fn unknown_instrument(name: &str) -> Self {
        Self::new(
            Code::UnknownInstrument,
            "instrument",
            format!("There is no instrument or version \"{}\".", echo(name)),
        )
    }

    pub(crate) fn draft(name: &'static str) -> Self {
        Self::new(
            Code::DraftNotEnabled,
            "instrument",
            format!(
                "{name} is a draft whose item table nobody has checked against the paper; it must be allowed explicitly."
            ),
        )
    }
}

/// Names joined for a sentence.
pub(crate) fn list<T: ToString>(names: &[T]) -> String {
    let mut joined = String::new();
    for (position, name) in names.iter().enumerate() {
        if position > 0 {
            joined.push_str(", ");
        }
        joined.push_str(&name.to_string());
    }
    joined
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl core::error::Error for Refusal {}
