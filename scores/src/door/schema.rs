//! The input table written as JSON Schema, so that programs can ask before they send.
//!
//! Rules between fields (a lung primary cannot be favourable) are not in the schema: an input that
//! passes it can still be refused as `inconsistent` or `not_applicable`, never the other way round.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::Write as _;

use super::field::{Field, Kind, Need};
use super::output::Output;

type Entries = Vec<(&'static str, Output)>;

/// The schema of a whole form.
pub(crate) fn object(title: &'static str, fields: &'static [Field]) -> Output {
    let mut entries: Entries = vec![
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("title", title.into()),
    ];
    entries.extend(body(fields));
    Output::Record(entries)
}

fn body(fields: &'static [Field]) -> Entries {
    let required = fields.iter().filter(|field| field.need == Need::Always);
    let mut entries: Entries = vec![
        ("type", "object".into()),
        ("properties", Output::Record(fields.iter().map(|f| (f.name, property(f))).collect())),
        ("required", Output::List(required.map(|field| field.name.into()).collect())),
        ("additionalProperties", false.into()),
    ];
    let pairs: Vec<Output> = fields.iter().filter_map(pair).collect();
    if !pairs.is_empty() {
        entries.push(("allOf", Output::List(pairs)));
    }
    entries
}

fn pair(field: &Field) -> Option<Output> {
    let (keyword, other) = match field.need {
        Need::EitherOr(other) => ("anyOf", other),
        Need::OneOf(other) => ("oneOf", other),
        Need::Always | Need::Optional | Need::InsteadOf(_) => return None,
    };
    let needs =
        |name: &'static str| Output::Record(vec![("required", Output::List(vec![name.into()]))]);
    let either = Output::List(vec![needs(field.name), needs(other)]);
    Some(Output::Record(vec![(keyword, either)]))
}

fn property(field: &'static Field) -> Output {
    let mut entries: Entries = vec![("description", field.label.into())];
    match field.kind {
        Kind::Word { choices, .. } => {
            entries.push(("type", "string".into()));
            let words = choices.iter().map(|choice| choice.word.into());
            entries.push(("enum", Output::List(words.collect())));
            entries.push(("$comment", Output::Text(meanings(field))));
        }
        Kind::Whole { min, max, step } => {
            entries.push(("type", "integer".into()));
            entries.push(("minimum", Output::Whole(min)));
            entries.push(("maximum", Output::Whole(max)));
            if step != 1 {
                entries.push(("multipleOf", Output::Whole(step)));
            }
        }
        Kind::Decimal { min, min_allowed, max, unit } => {
            entries.push(("type", "number".into()));
            let lower = if min_allowed { "minimum" } else { "exclusiveMinimum" };
            entries.push((lower, min.into()));
            entries.push(("maximum", max.into()));
            entries.push(("$comment", Output::Text(alloc::format!("unit: {unit}"))));
        }
        Kind::Flag => entries.push(("type", "boolean".into())),
        Kind::Record(fields) => entries.extend(body(fields)),
    }
    Output::Record(entries)
}

/// What each word means and earns, in one line.
fn meanings(field: &Field) -> String {
    let mut text = String::new();
    if let Kind::Word { choices, .. } = field.kind {
        for choice in choices {
            if !text.is_empty() {
                text.push_str("; ");
            }
            // Most labels explain the word; some begin with it or are it.
            if !choice.label.starts_with(choice.word) {
                text.push_str(choice.word);
                text.push_str(": ");
            }
            text.push_str(choice.label);
            if let Some(points) = choice.points {
                // Writing to a string cannot fail.
                let _ = write!(text, " ({points})");
            }
        }
    }
    text
}
