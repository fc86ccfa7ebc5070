//! Whatever arrives: the same case, or a precise refusal, and never a panic.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::support::{BUNDLES, bundle, file, parse};

/// How many places of a document hold something.
fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum(),
        Value::Object(members) => members.values().map(places).sum(),
        _ => 0,
    }
}

/// Runs `change` on the `place`th object of a document.
fn at_object(value: &mut Value, place: &mut usize, change: &mut dyn FnMut(&mut Value)) -> bool {
    if value.is_object() {
        if *place == 0 {
            change(value);
            return true;
        }
        *place -= 1;
    }
    match value {
        Value::Array(items) => items.iter_mut().any(|item| at_object(item, place, change)),
        Value::Object(members) => members.values_mut().any(|one| at_object(one, place, change)),
        _ => false,
    }
}

fn objects(value: &Value) -> usize {
    usize::from(value.is_object())
        + match value {
            Value::Array(items) => items.iter().map(objects).sum(),
            Value::Object(members) => members.values().map(objects).sum(),
            _ => 0,
        }
}

/// A refusal names at least one element that was sent, or one that is missing.
fn precise(refused: &fhir::Refused) -> bool {
    !refused.issues.is_empty()
        && refused.issues.iter().all(|issue| {
            issue.severity == fhir::Severity::Error
                && !issue.diagnostics.is_empty()
                && issue.expression.as_ref().is_some_and(|path| path.starts_with("Bundle"))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn entries_in_another_order_are_the_same_referral(
        name in select(BUNDLES.to_vec()),
        order in proptest::collection::vec(any::<u32>(), 4),
    ) {
        let before = bundle(name);
        let mut shuffled = before.clone();
        let entries = shuffled["entry"].as_array_mut().unwrap();
        let mut keyed: Vec<(u32, Value)> = order.into_iter().zip(entries.drain(..)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        entries.extend(keyed.into_iter().map(|(_, entry)| entry));
        let (one, other) = (parse(&before).unwrap(), parse(&shuffled).unwrap());
        prop_assert_eq!(one.content(), other.content());
        prop_assert_eq!(one.submit, other.submit);
    }

    #[test]
    fn a_missing_member_gives_a_referral_or_a_precise_refusal(
        name in select(BUNDLES.to_vec()),
        place in any::<Index>(),
        member in any::<Index>(),
    ) {
        let mut bundle = bundle(name);
        let mut place = place.index(objects(&bundle));
        at_object(&mut bundle, &mut place, &mut |object| {
            let members = object.as_object_mut().unwrap();
            if let Some(name) = members.keys().nth(member.index(members.len().max(1))).cloned() {
                members.remove(&name);
            }
        });
        if let Err(refused) = parse(&bundle) {
            let at_root = bundle.get("resourceType").is_none();
            prop_assert!(precise(&refused) || at_root, "{refused:?}");
        }
    }

    #[test]
    fn an_unknown_member_is_refused_where_it_stands_and_an_extension_is_not(
        name in select(BUNDLES.to_vec()),
        place in any::<Index>(),
        unknown in "[a-z]{1,12}Zz",
    ) {
        let before = bundle(name);
        let place = place.index(objects(&before));
        let mut with_unknown = before.clone();
        at_object(&mut with_unknown, &mut place.clone(), &mut |object| {
            object[unknown.as_str()] = json!("x");
        });
        let refused = parse(&with_unknown).unwrap_err();
        let ending = format!(".{unknown}");
        let named = |issue: &fhir::Issue| issue.expression.as_ref().unwrap().ends_with(&ending);
        prop_assert!(refused.issues.iter().all(named), "{refused:?}");
        prop_assert_eq!(refused.issues.len(), 1);
        // A Bundle itself has no extensions in R4.
        if place > 0 {
            let mut extended = before.clone();
            at_object(&mut extended, &mut place.clone(), &mut |object| {
                object["extension"] = json!([{"url": "https://a.example", "valueCode": "x"}]);
            });
            prop_assert_eq!(parse(&extended).unwrap().submit, parse(&before).unwrap().submit);
        }
    }

    #[test]
    fn flipped_bytes_never_panic(
        name in select(BUNDLES.to_vec()),
        flips in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..8),
    ) {
        let mut body = file(name);
        for (place, byte) in flips {
            let place = place.index(body.len());
            body[place] = byte;
        }
        let _ = fhir::parse(&body);
        if let Err(refused) = fhir::parse_referral(&body) {
            prop_assert!(!refused.issues.is_empty());
            prop_assert!(refused.status == 400 || refused.status == 422);
        }
    }

    #[test]
    fn a_body_cut_short_is_malformed(name in select(BUNDLES.to_vec()), end in any::<Index>()) {
        let body = file(name);
        let body = body.trim_ascii_end();
        let cut = &body[..end.index(body.len())];
        prop_assert_eq!(fhir::parse_referral(cut).unwrap_err().status, 400);
    }

    #[test]
    fn arbitrary_bytes_never_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = fhir::parse(&body);
        prop_assert!(fhir::parse_referral(&body).is_err());
    }

    #[test]
    fn a_value_of_any_other_kind_never_panics(
        name in select(BUNDLES.to_vec()),
        place in any::<Index>(),
        value in select(vec![
            json!(null), json!(true), json!(0), json!(-1), json!(1e300), json!(18_446_744_073_709_551_615_u64),
            json!(""), json!(" "), json!("\u{0}"), json!("é\u{1f9e0}"), json!([]), json!({}), json!([[]]), json!([{}]),
            json!([null]),
        ]),
    ) {
        let mut bundle = bundle(name);
        let mut place = place.index(places(&bundle));
        replace(&mut bundle, &mut place, &value);
        if let Err(refused) = parse(&bundle) {
            prop_assert!(!refused.issues.is_empty());
        }
    }
}

/// Puts `new` in the `place`th value of a document.
fn replace(value: &mut Value, place: &mut usize, new: &Value) -> bool {
    if *place == 0 {
        *value = new.clone();
        return true;
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, place, new)),
        Value::Object(members) => members.values_mut().any(|one| replace(one, place, new)),
        _ => false,
    }
}
