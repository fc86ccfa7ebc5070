//! Given values held against an instrument's table: what passes becomes an [`Answer`].
//!
//! Nothing is clamped, rounded, defaulted or guessed here. A whole number may be written `7.0`,
//! because JSON does not tell the two apart.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::field::{Choice, Excluded, Field, Input, Kind, Need};
use super::output::Output;
use super::refusal::{Code, Refusal, echo, list};
use super::value::Value;

/// One value that passed its field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// The position in the list of allowed words.
    Word(usize),
    /// A whole number within the limits.
    Whole(i64),
    /// A number within the limits.
    Decimal(f64),
    /// True or false.
    Flag(bool),
    /// Fields under one name.
    Record(Answers),
}

/// All answers of one form, beside the table they passed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answers {
    fields: &'static [Field],
    given: Vec<Option<Answer>>,
}

impl Answers {
    /// Holds the inputs against the table. Every problem is collected, the most telling first:
    /// unknown and repeated names, then wrong values in the order of the table, then what is missing.
    pub(crate) fn check(
        fields: &'static [Field],
        inputs: &[(&str, Value<'_>)],
        problems: &mut Vec<Refusal>,
    ) -> Self {
        let mut missing = Vec::new();
        let answers = Self::check_within("", fields, inputs, problems, &mut missing);
        if !missing.is_empty() {
            problems.push(Refusal::missing(missing));
        }
        answers
    }

    fn check_within(
        within: &str,
        fields: &'static [Field],
        inputs: &[(&str, Value<'_>)],
        problems: &mut Vec<Refusal>,
        missing: &mut Vec<Cow<'static, str>>,
    ) -> Self {
        refuse_names(within, fields, inputs, problems);
        let mut given = Vec::with_capacity(fields.len());
        for field in fields {
            let value = inputs.iter().find(|(name, _)| *name == field.name);
            given.push(match value {
                None | Some((_, Value::Null)) => None,
                Some((_, value)) => pass(within, field, value, problems, missing),
            });
        }
        for field in fields {
            if !settled(field, inputs) {
                missing.push(named(within, field.name));
            }
            if let Need::OneOf(other) = field.need
                && is_given(field.name, inputs)
                && is_given(other, inputs)
            {
                problems.push(Refusal::new(
                    Code::Inconsistent,
                    named(within, other),
                    format!("{} and {other} are the same quantity; give one.", field.name),
                ));
            }
        }
        Self { fields, given }
    }

    /// The typed value of a field.
    pub(crate) fn get<T: Input>(&self, name: &'static str) -> Result<T, Refusal> {
        let position = self.fields.iter().position(|field| field.name == name);
        let answer = position.and_then(|at| self.given.get(at)).and_then(Option::as_ref);
        T::take(answer).ok_or_else(|| Refusal::missing(alloc::vec![Cow::Borrowed(name)]))
    }

    /// The given fields with their values, in the order of the table.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&'static str, Output)> + '_ {
        self.fields
            .iter()
            .zip(&self.given)
            .filter_map(|(field, answer)| answer.as_ref().map(|a| (field.name, a.output(field))))
    }
}

impl Answer {
    fn output(&self, field: &Field) -> Output {
        match self {
            Self::Word(position) => match field.kind {
                Kind::Word { choices, .. } => {
                    choices.get(*position).map_or(Output::Null, |choice| choice.word.into())
                }
                _ => Output::Null,
            },
            Self::Whole(whole) => Output::Whole(*whole),
            Self::Decimal(decimal) => Output::Decimal(*decimal),
            Self::Flag(flag) => Output::Flag(*flag),
            Self::Record(answers) => Output::Record(answers.given().collect()),
        }
    }
}

fn named(within: &str, name: &'static str) -> Cow<'static, str> {
    if within.is_empty() { Cow::Borrowed(name) } else { Cow::Owned(format!("{within}.{name}")) }
}

fn is_given(name: &str, inputs: &[(&str, Value<'_>)]) -> bool {
    inputs.iter().any(|(given, value)| *given == name && *value != Value::Null)
}

fn settled(field: &Field, inputs: &[(&str, Value<'_>)]) -> bool {
    match field.need {
        Need::Optional | Need::InsteadOf(_) => true,
        Need::Always => is_given(field.name, inputs),
        Need::EitherOr(other) | Need::OneOf(other) => {
            is_given(field.name, inputs) || is_given(other, inputs)
        }
    }
}

fn refuse_names(
    within: &str,
    fields: &'static [Field],
    inputs: &[(&str, Value<'_>)],
    problems: &mut Vec<Refusal>,
) {
    for (at, (name, _)) in inputs.iter().enumerate() {
        let path =
            || if within.is_empty() { echo(name) } else { echo(&format!("{within}.{name}")) };
        if !fields.iter().any(|field| field.name == *name) {
            let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
            let message = format!("There is no field {}; fields are: {}.", path(), list(&known));
            problems.push(Refusal::new(Code::UnknownField, path(), message));
        } else if inputs.iter().take(at).any(|(earlier, _)| earlier == name) {
            let message = format!("{} was given twice; give it once.", path());
            problems.push(Refusal::new(Code::Inconsistent, path(), message));
        }
    }
}

/// The answer, or a problem pushed and nothing.
fn pass(
    within: &str,
    field: &'static Field,
    value: &Value<'_>,
    problems: &mut Vec<Refusal>,
    missing: &mut Vec<Cow<'static, str>>,
) -> Option<Answer> {
    let mut refuse = |code, message: String| {
        problems.push(Refusal::new(code, named(within, field.name), message));
        None
    };
    match (field.kind, value) {
        (Kind::Word { choices, excluded }, Value::Text(text)) => {
            match word(field, choices, excluded, text) {
                Ok(position) => Some(Answer::Word(position)),
                Err((code, message)) => refuse(code, message),
            }
        }
        (Kind::Whole { min, max, step }, Value::Number(number)) => {
            match whole(field, min, max, step, *number) {
                Ok(whole) => Some(Answer::Whole(whole)),
                Err((code, message)) => refuse(code, message),
            }
        }
        (Kind::Decimal { min, min_allowed, max, unit }, Value::Number(number)) => {
            let above = if min_allowed { *number >= min } else { *number > min };
            if above && *number <= max {
                Some(Answer::Decimal(*number))
            } else {
                let lower = if min_allowed { "from" } else { "above" };
                let message = format!(
                    "{} was {}; allowed: {lower} {min} to {max} {unit}. Check the unit.",
                    field.name,
                    shown(*number),
                );
                refuse(Code::OutOfRange, message)
            }
        }
        (Kind::Flag, Value::Flag(flag)) => Some(Answer::Flag(*flag)),
        (Kind::Record(inner), Value::Record(entries)) => {
            let path = named(within, field.name);
            Some(Answer::Record(Answers::check_within(&path, inner, entries, problems, missing)))
        }
        (kind, value) => {
            let needed = match kind {
                Kind::Word { .. } => "one of the listed words",
                Kind::Whole { .. } => "a whole number",
                Kind::Decimal { .. } => "a number",
                Kind::Flag => "true or false",
                Kind::Record(_) => "an object",
            };
            let message = format!("{} must be {needed}, not {}.", field.name, value.shape());
            refuse(Code::WrongType, message)
        }
    }
}

fn word(
    field: &Field,
    choices: &[Choice],
    excluded: &[Excluded],
    text: &str,
) -> Result<usize, (Code, String)> {
    if let Some(position) = choices.iter().position(|choice| choice.word == text) {
        return Ok(position);
    }
    if let Some(excluded) = excluded.iter().find(|excluded| excluded.word == text) {
        let message = format!("{} was {text}: {}.", field.name, excluded.because);
        return Err((Code::NotApplicable, message));
    }
    let words: Vec<&str> = choices.iter().map(|choice| choice.word).collect();
    let message = format!("{} was \"{}\"; allowed: {}.", field.name, echo(text), list(&words));
    Err((Code::UnknownValue, message))
}

fn whole(field: &Field, min: i64, max: i64, step: i64, number: f64) -> Result<i64, (Code, String)> {
    if number.is_finite() && number % 1.0 != 0.0 {
        let message = format!("{} was {number}; it must be a whole number.", field.name);
        return Err((Code::NotInteger, message));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and anything that large is outside every limit"
    )]
    let whole = number as i64;
    if !number.is_finite() || whole < min || whole > max || whole % step != 0 {
        let steps = if step == 10 { " in tens" } else { "" };
        let message =
            format!("{} was {}; allowed: {min} to {max}{steps}.", field.name, shown(number));
        return Err((Code::OutOfRange, message));
    }
    Ok(whole)
}

/// A number as somebody would write it: `85`, not `85.0`, and never three hundred digits.
fn shown(number: f64) -> String {
    if number.abs() < 1e15 { format!("{number}") } else { format!("{number:e}") }
}
