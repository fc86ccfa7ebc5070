//! The published JSON Schema against the reader: whatever the schema refuses the reader refuses,
//! and whatever the schema lets pass the reader refuses only for rules between fields.

use crate::compare::{entries, json};
use crate::people;
use proptest::prelude::*;
use scores::{Code, INSTRUMENTS};
use serde_json::{Value as Json, json};

/// The part of JSON Schema that the instruments use. An unknown keyword fails the test.
fn valid(schema: &Json, value: &Json) -> bool {
    let number = value.as_f64();
    schema.as_object().unwrap().iter().all(|(keyword, rule)| match keyword.as_str() {
        "$schema" | "title" | "description" | "$comment" => true,
        "type" => match rule.as_str().unwrap() {
            "object" => value.is_object(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" => value.is_number(),
            "integer" => number.is_some_and(|n| n.is_finite() && n % 1.0 == 0.0),
            other => panic!("{other}"),
        },
        "enum" => rule.as_array().unwrap().contains(value),
        "minimum" => number.is_none_or(|n| n >= rule.as_f64().unwrap()),
        "exclusiveMinimum" => number.is_none_or(|n| n > rule.as_f64().unwrap()),
        "maximum" => number.is_none_or(|n| n <= rule.as_f64().unwrap()),
        "multipleOf" => number.is_none_or(|n| n % rule.as_f64().unwrap() == 0.0),
        "properties" => value.as_object().is_none_or(|given| {
            given.iter().all(|(name, value)| rule.get(name).is_none_or(|rule| valid(rule, value)))
        }),
        "required" => value.as_object().is_none_or(|given| {
            rule.as_array().unwrap().iter().all(|name| given.contains_key(name.as_str().unwrap()))
        }),
        "additionalProperties" => value
            .as_object()
            .is_none_or(|given| given.keys().all(|name| schema["properties"].get(name).is_some())),
        "allOf" => rule.as_array().unwrap().iter().all(|rule| valid(rule, value)),
        "anyOf" => rule.as_array().unwrap().iter().any(|rule| valid(rule, value)),
        "oneOf" => rule.as_array().unwrap().iter().filter(|rule| valid(rule, value)).count() == 1,
        other => panic!("the reader of this test does not know {other}"),
    })
}

/// Changes that a caller gets wrong.
fn spoiled() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(json!(-1)),
        Just(json!(0)),
        Just(json!(1.5)),
        Just(json!(7.0)),
        Just(json!(10)),
        Just(json!(85)),
        Just(json!(1e12)),
        Just(json!("none")),
        Just(json!("other")),
        Just(json!(true)),
        Just(json!([])),
        Just(json!({"fractions": 5, "dose_gy": 4})),
        Just(json!({"fractions": 5})),
        Just(json!({"fractions": 0, "dose_gy": 4, "x": 1})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]

    #[test]
    fn the_schema_and_the_reader_agree(
        (instrument, mut form) in people::any_instrument(),
        at in any::<prop::sample::Index>(),
        change in prop_oneof![Just(None), spoiled().prop_map(Some)],
        remove in any::<prop::sample::Index>(),
        also_remove: bool,
        extra: bool
    ) {
        let field = |index: &prop::sample::Index| instrument.fields[index.index(instrument.fields.len())].name;
        if also_remove {
            form.remove(field(&remove));
        }
        if let Some(change) = change {
            form.insert(field(&at).into(), change);
        }
        if extra {
            form.insert("no_such_field".into(), json!(1));
        }
        let form = Json::Object(form);
        let by_schema = valid(&json(&instrument.input_schema()), &form);
        match instrument.score(&entries(&form), true) {
            Ok(_) => prop_assert!(by_schema, "{} answered {form}", instrument.name),
            Err(refusal) if by_schema => prop_assert!(
                matches!(refusal.code, Code::Inconsistent | Code::NotApplicable)
                    || (refusal.code == Code::OutOfRange && refusal.field == "total"),
                "{} {refusal} {form}", instrument.name
            ),
            Err(_) => {}
        }
    }
}

#[test]
fn every_description_has_what_a_program_needs() {
    for instrument in INSTRUMENTS {
        let description = json(&instrument.describe());
        for key in ["name", "title", "version", "status", "direction", "citation", "inputs"] {
            assert!(!description[key].is_null(), "{} {key}", instrument.name);
        }
        let properties = description["inputs"]["properties"].as_object().unwrap();
        assert_eq!(properties.len(), instrument.fields.len());
    }
}

/// Of SINS' level and place either is enough, and the schema says so as the reader does.
#[test]
fn a_schema_says_which_of_two_fields_is_needed() {
    let sins = INSTRUMENTS.iter().find(|instrument| instrument.name == "sins").unwrap();
    let schema = json(&sins.input_schema());
    let rest = json!({"pain": "mechanical", "lesion": "lytic", "alignment": "normal",
                      "collapse": "none", "posterolateral": "none"});
    let with = |extra: Json| {
        let mut form = rest.as_object().unwrap().clone();
        form.extend(extra.as_object().unwrap().clone());
        Json::Object(form)
    };
    for (form, good) in [
        (with(json!({})), false),
        (with(json!({"location": "rigid"})), true),
        (with(json!({"vertebra": "T5"})), true),
    ] {
        assert_eq!(valid(&schema, &form), good, "{form}");
        assert_eq!(sins.score(&entries(&form), true).is_ok(), good, "{form}");
    }
}
