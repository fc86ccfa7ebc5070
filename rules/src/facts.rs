//! What is known about one person. "Not asked" is never treated as "no".

use alloc::{format, string::String};

use crate::condition::Number;
use crate::vocabulary::{Answer, Fact, Haem, Tier};

/// Everything said about one person so far.
///
/// A fact is absent (nobody asked), or said: yes, no or unknown ("not sure"). There is no "all
/// clear" constructor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub(crate) yes: u128,
    pub(crate) no: u128,
    /// Said at all, "not sure" included.
    pub(crate) said: u128,
    pub(crate) haem: Option<Haem>,
    pub(crate) age: Option<u8>,
    pub(crate) para_complete_h: Option<f64>,
    pub(crate) sins: Option<u8>,
    pub(crate) result_tier: Option<Tier>,
    pub(crate) result_limit_h: Option<f64>,
}

/// A value as a door receives it, before it is checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A word: `yes`, `no`, `unknown`, or a value of an enumeration.
    Word(&'a str),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// Nothing: a number that is not recorded.
    Null,
}

/// Why a value was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactErrorCode {
    /// No fact has this name.
    UnknownField,
    /// The word is not one of the fact's values.
    UnknownValue,
    /// A word where a number belongs, or the other way round.
    WrongType,
    /// The number is too small or too large.
    OutOfRange,
    /// The number must be whole.
    NotInteger,
}

impl FactErrorCode {
    /// The stable word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown_field",
            Self::UnknownValue => "unknown_value",
            Self::WrongType => "wrong_type",
            Self::OutOfRange => "out_of_range",
            Self::NotInteger => "not_integer",
        }
    }
}

/// A refused value: which field, why, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactError {
    /// Why.
    pub code: FactErrorCode,
    /// The field as it was given.
    pub field: String,
    /// One plain sentence.
    pub message: String,
}

impl core::fmt::Display for FactError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for FactError {}

impl FactError {
    fn new(code: FactErrorCode, field: &str, message: String) -> Self {
        Self { code, field: field.into(), message }
    }

    fn wrong_type(field: &str, wanted: &str) -> Self {
        Self::new(FactErrorCode::WrongType, field, format!("{field} must be {wanted}."))
    }

    fn unknown_value(field: &str, word: &str, allowed: &str) -> Self {
        let message = format!("{field} cannot be \"{word}\": use {allowed}.");
        Self::new(FactErrorCode::UnknownValue, field, message)
    }
}

impl Facts {
    /// Nobody has asked anything yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            yes: 0,
            no: 0,
            said: 0,
            haem: None,
            age: None,
            para_complete_h: None,
            sins: None,
            result_tier: None,
            result_limit_h: None,
        }
    }

    /// The same facts with one answer recorded.
    #[must_use]
    pub fn with(mut self, fact: Fact, answer: Answer) -> Self {
        self.set(fact, answer);
        self
    }

    /// Records one answer in place of any earlier one.
    pub const fn set(&mut self, fact: Fact, answer: Answer) {
        let bit = fact.bit();
        self.yes &= !bit;
        self.no &= !bit;
        self.said |= bit;
        match answer {
            Answer::Yes => self.yes |= bit,
            Answer::No => self.no |= bit,
            Answer::Unknown => {}
        }
    }

    /// Records one answer unless the fact has one already. Returns whether it was recorded.
    pub const fn set_first(&mut self, fact: Fact, answer: Answer) -> bool {
        let bit = fact.bit();
        let first = self.said & bit == 0;
        if first {
            self.said |= bit;
            match answer {
                Answer::Yes => self.yes |= bit,
                Answer::No => self.no |= bit,
                Answer::Unknown => {}
            }
        }
        first
    }

    /// Makes a fact absent again, as if nobody had asked.
    pub const fn clear(&mut self, fact: Fact) {
        let bit = fact.bit();
        self.yes &= !bit;
        self.no &= !bit;
        self.said &= !bit;
    }

    /// What was said; `None` when nobody asked.
    #[must_use]
    pub const fn answer(&self, fact: Fact) -> Option<Answer> {
        let bit = fact.bit();
        if self.said & bit == 0 {
            None
        } else if self.yes & bit != 0 {
            Some(Answer::Yes)
        } else if self.no & bit != 0 {
            Some(Answer::No)
        } else {
            Some(Answer::Unknown)
        }
    }

    /// Every answer that was said, in the order of the data dictionary.
    pub fn said(&self) -> impl Iterator<Item = (Fact, Answer)> + '_ {
        Fact::ALL.iter().filter_map(|fact| Some((*fact, self.answer(*fact)?)))
    }

    /// Everything recorded, by its stable name: the answers, then `haem`, the numbers and the
    /// result. [`set_value`](Self::set_value) with each pair gives the same facts again.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, Value<'static>)> + '_ {
        let answers = self.said().map(|(fact, answer)| (fact.key(), Value::Word(answer.key())));
        let others = [
            ("haem", self.haem.map(|haem| Value::Word(haem.key()))),
            ("age", self.age.map(|age| Value::Number(age.into()))),
            ("para_complete_h", self.para_complete_h.map(Value::Number)),
            ("SINS", self.sins.map(|sins| Value::Number(sins.into()))),
            ("result_tier", self.result_tier.map(|tier| Value::Word(tier.code()))),
            ("result_limit_h", self.result_limit_h.map(Value::Number)),
        ];
        answers.chain(others.into_iter().filter_map(|(key, value)| Some((key, value?))))
    }

    /// Whether nothing at all was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::new()
    }

    /// Whether the person has a cancer of the blood or lymph glands; `None` when nobody asked.
    #[must_use]
    pub const fn haem(&self) -> Option<Haem> {
        self.haem
    }

    /// Records `haem`.
    pub const fn set_haem(&mut self, haem: Option<Haem>) {
        self.haem = haem;
    }

    /// Age in completed years.
    #[must_use]
    pub const fn age(&self) -> Option<u8> {
        self.age
    }

    /// Hours since complete paralysis; `None` when it is not complete or not recorded.
    #[must_use]
    pub const fn para_complete_h(&self) -> Option<f64> {
        self.para_complete_h
    }

    /// The highest single-level SINS total.
    #[must_use]
    pub const fn sins(&self) -> Option<u8> {
        self.sins
    }

    /// Records the age.
    ///
    /// # Errors
    /// When it is over 120.
    pub fn set_age(&mut self, age: Option<u8>) -> Result<(), FactError> {
        self.age = match age {
            Some(age) => Some(whole("age", Value::Number(age.into()), AGE_MAX)?),
            None => None,
        };
        Ok(())
    }

    /// A recorded number.
    #[must_use]
    pub fn number(&self, number: Number) -> Option<f64> {
        match number {
            Number::Age => self.age.map(f64::from),
            Number::CompleteParalysisHours => self.para_complete_h,
            Number::Sins => self.sins.map(f64::from),
            Number::ResultLimitHours => self.result_limit_h,
        }
    }

    /// The tier and limit of an earlier evaluation, as recorded. [`triage`](crate::triage) never
    /// uses them: what it computes always wins.
    #[must_use]
    pub const fn recorded_result(&self) -> (Option<Tier>, Option<f64>) {
        (self.result_tier, self.result_limit_h)
    }

    /// Records a value by its stable name, checking the name, the type and the range.
    ///
    /// # Errors
    /// A [`FactError`] that names the field and says in a sentence what is wrong. Nothing changes.
    pub fn set_value(&mut self, key: &str, value: Value<'_>) -> Result<(), FactError> {
        if let Some(fact) = Fact::from_key(key) {
            let answer = yes_no_unknown(fact, value)?;
            self.set(fact, answer);
            return Ok(());
        }
        match key {
            "age" => self.age = optional(value, |value| whole(key, value, AGE_MAX))?,
            "SINS" => self.sins = optional(value, |value| whole(key, value, SINS_MAX))?,
            "para_complete_h" => {
                self.para_complete_h = optional(value, |value| hours(key, value))?;
            }
            "result_limit_h" => {
                self.result_limit_h = optional(value, |value| hours(key, value))?;
            }
            "haem" => {
                let allowed = "confirmed, suspected, none or unknown";
                self.haem = Some(word(key, value, allowed, Haem::from_key)?);
            }
            "result_tier" => {
                let allowed = "E0, E1, I1, S1, U1, U2 or R0";
                self.result_tier = Some(word(key, value, allowed, Tier::from_code)?);
            }
            _ => {
                let message = format!("There is no fact called \"{key}\".");
                return Err(FactError::new(FactErrorCode::UnknownField, key, message));
            }
        }
        Ok(())
    }

    /// Makes a value absent again by its stable name. Returns whether the name exists.
    pub fn clear_value(&mut self, key: &str) -> bool {
        if let Some(fact) = Fact::from_key(key) {
            self.clear(fact);
            return true;
        }
        match key {
            "age" => self.age = None,
            "SINS" => self.sins = None,
            "para_complete_h" => self.para_complete_h = None,
            "result_limit_h" => self.result_limit_h = None,
            "haem" => self.haem = None,
            "result_tier" => self.result_tier = None,
            _ => return false,
        }
        true
    }
}

const AGE_MAX: u8 = 120;
/// The highest total of one level (Fisher 2010).
const SINS_MAX: u8 = 18;

fn yes_no_unknown(fact: Fact, value: Value<'_>) -> Result<Answer, FactError> {
    let key = fact.key();
    // A site switch is set or not set; "not sure" has no meaning for it.
    let site = matches!(fact, Fact::SiteFlatUntilMri);
    let allowed = if site { "yes or no" } else { "yes, no or unknown" };
    let answer = match value {
        Value::Flag(true) => Answer::Yes,
        Value::Flag(false) => Answer::No,
        value => word(key, value, allowed, Answer::from_key)?,
    };
    if site && answer == Answer::Unknown {
        return Err(FactError::unknown_value(key, answer.key(), allowed));
    }
    Ok(answer)
}

fn word<T>(
    key: &str,
    value: Value<'_>,
    allowed: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, FactError> {
    match value {
        Value::Word(text) => read(text).ok_or_else(|| FactError::unknown_value(key, text, allowed)),
        _ => Err(FactError::wrong_type(key, &format!("one of the words {allowed}"))),
    }
}

fn optional<T>(
    value: Value<'_>,
    read: impl Fn(Value<'_>) -> Result<T, FactError>,
) -> Result<Option<T>, FactError> {
    if value == Value::Null { Ok(None) } else { read(value).map(Some) }
}

fn whole(key: &str, value: Value<'_>, max: u8) -> Result<u8, FactError> {
    let Value::Number(number) = value else {
        return Err(FactError::wrong_type(key, "a number"));
    };
    if !(0.0..=f64::from(max)).contains(&number) {
        let message = format!("{key} must be from 0 to {max}.");
        return Err(FactError::new(FactErrorCode::OutOfRange, key, message));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range, and what is cut off is refused next"
    )]
    let whole = number as u8;
    if f64::from(whole) < number {
        let message = format!("{key} must be a whole number.");
        return Err(FactError::new(FactErrorCode::NotInteger, key, message));
    }
    Ok(whole)
}

fn hours(key: &str, value: Value<'_>) -> Result<f64, FactError> {
    let Value::Number(number) = value else {
        return Err(FactError::wrong_type(key, "a number of hours"));
    };
    if number.is_finite() && number >= 0.0 {
        return Ok(number);
    }
    let message = format!("{key} must be 0 or more.");
    Err(FactError::new(FactErrorCode::OutOfRange, key, message))
}
