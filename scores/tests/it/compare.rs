//! Vectors and cases: how a row is read, scored through the door, and compared.

use scores::{Output, Refusal, Scored, Value, score};
use serde_json::Value as Json;

/// JSON as the door takes it.
pub(crate) fn value(json: &Json) -> Value<'_> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) => Value::Number(number.as_f64().expect("a finite number")),
        Json::String(text) => Value::Text(text),
        Json::Array(_) => Value::List,
        Json::Object(_) => Value::Record(entries(json)),
    }
}

pub(crate) fn entries(json: &Json) -> Vec<(&str, Value<'_>)> {
    let object = json.as_object().expect("an object");
    object.iter().map(|(name, json)| (name.as_str(), value(json))).collect()
}

/// A result as JSON.
pub(crate) fn json(output: &Output) -> Json {
    match output {
        Output::Null => Json::Null,
        Output::Flag(flag) => Json::from(*flag),
        Output::Whole(whole) => Json::from(*whole),
        Output::Decimal(decimal) => Json::from(*decimal),
        Output::Word(word) => Json::from(*word),
        Output::Text(text) => Json::from(text.as_str()),
        Output::List(list) => Json::Array(list.iter().map(json).collect()),
        Output::Record(entries) => {
            Json::Object(entries.iter().map(|(key, value)| ((*key).into(), json(value))).collect())
        }
    }
}

pub(crate) fn through_the_door(instrument: &str, inputs: &Json) -> Result<Scored, Refusal> {
    score(instrument, &entries(inputs), true)
}

/// Whether `got` is what `expected` asks for: numbers to the tolerance, lists of equal length and
/// order, objects with every expected key.
pub(crate) fn same(expected: &Json, got: &Json, tolerance: f64) -> bool {
    match (expected, got) {
        (Json::Number(expected), Json::Number(got)) => {
            (expected.as_f64().unwrap() - got.as_f64().unwrap()).abs() <= tolerance
        }
        (Json::Array(expected), Json::Array(got)) => {
            expected.len() == got.len()
                && expected.iter().zip(got).all(|(expected, got)| same(expected, got, tolerance))
        }
        (Json::Object(expected), Json::Object(got)) => expected
            .iter()
            .all(|(key, expected)| got.get(key).is_some_and(|got| same(expected, got, tolerance))),
        (expected, got) => expected == got,
    }
}

/// Runs one row. `expected.error` is true (any refusal), or the code; `expected.field` and
/// `expected.missing` then say more, and `expected.warnings` lists warning codes that must be there.
pub(crate) fn check(instrument: &str, row: &Json) {
    let id = row["id"].as_str().expect("every row has an id");
    let expected = row["expected"].as_object().expect("every row expects something");
    assert!(!expected.is_empty(), "{id} expects nothing");
    let answer = through_the_door(instrument, &row["inputs"]);
    if let Some(error) = expected.get("error") {
        let refusal = answer.expect_err(&format!("{id} must be refused"));
        if let Some(code) = error.as_str() {
            assert_eq!(refusal.code.word(), code, "{id}: {refusal}");
        }
        if let Some(field) = expected.get("field") {
            assert_eq!(refusal.field, field.as_str().unwrap(), "{id}: {refusal}");
        }
        if let Some(missing) = expected.get("missing") {
            assert_eq!(&Json::from(refusal.missing.clone()), missing, "{id}: {refusal}");
        }
        return;
    }
    let scored = answer.unwrap_or_else(|refusal| panic!("{id} was refused: {refusal}"));
    let result = json(&scored.record());
    let tolerance = row["tolerance"].as_f64().unwrap_or(0.0);
    for (key, expected) in expected {
        if key == "warnings" {
            let codes: Vec<&str> = scored.warnings.iter().map(|warning| warning.code).collect();
            for code in expected.as_array().unwrap() {
                assert!(codes.contains(&code.as_str().unwrap()), "{id}: {codes:?}");
            }
        } else if key == "no_warnings" {
            let codes: Vec<&str> = scored.warnings.iter().map(|warning| warning.code).collect();
            for code in expected.as_array().unwrap() {
                assert!(!codes.contains(&code.as_str().unwrap()), "{id}: {codes:?}");
            }
        } else {
            let got = result.get(key).unwrap_or(&Json::Null);
            assert!(same(expected, got, tolerance), "{id}: {key} is {got}, expected {expected}");
        }
    }
}

/// The rows of a JSON Lines text.
pub(crate) fn rows(text: &str) -> Vec<Json> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}
