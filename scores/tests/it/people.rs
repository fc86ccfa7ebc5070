//! Random people who fit an instrument's table, made from the table itself.

use proptest::prelude::*;
use proptest::strategy::Union;
use scores::{Field, Instrument, Kind, Need};
use serde_json::{Map, Value as Json};

/// Any value the field allows.
fn allowed(field: &'static Field) -> BoxedStrategy<Json> {
    match field.kind {
        Kind::Word { choices, .. } => {
            (0..choices.len()).prop_map(move |at| Json::from(choices[at].word)).boxed()
        }
        Kind::Whole { min, max, step } => {
            // The corners are where cut-offs lie; small numbers are the usual ones.
            let near = max.min(min + 40 * step);
            prop_oneof![(min / step..=max / step), (min / step..=near / step)]
                .prop_map(move |steps| Json::from(steps * step))
                .boxed()
        }
        Kind::Decimal { min, min_allowed, max, .. } => {
            let lowest = if min_allowed { min } else { min + max / 1e6 };
            (0.0..=1.0_f64).prop_map(move |part| Json::from(lowest + part * (max - lowest))).boxed()
        }
        Kind::Flag => any::<bool>().prop_map(Json::from).boxed(),
        Kind::Record(fields) => form(fields).prop_map(Json::Object).boxed(),
    }
}

/// A complete form: every needed field, one of each pair, and optional ones now and then.
fn form(fields: &'static [Field]) -> BoxedStrategy<Map<String, Json>> {
    let each: Vec<_> = fields
        .iter()
        .map(|field| {
            (allowed(field), any::<bool>()).prop_map(move |(json, coin)| (field, json, coin))
        })
        .collect();
    each.prop_map(|given| {
        let mut form = Map::new();
        let coin_of = |name: &str| given.iter().any(|(field, _, coin)| field.name == name && *coin);
        for (field, json, coin) in &given {
            let include = match field.need {
                Need::Always => true,
                // Of a pair the coin decides which half; an optional field may be there or not.
                Need::Optional | Need::EitherOr(_) | Need::OneOf(_) => *coin,
                Need::InsteadOf(first) => !coin_of(first),
            };
            if include {
                form.insert(field.name.into(), json.clone());
            }
        }
        form
    })
    .boxed()
}

/// An instrument with a complete form.
pub(crate) fn of(instrument: &'static Instrument) -> BoxedStrategy<Map<String, Json>> {
    form(instrument.fields)
}

/// Any instrument with a complete form.
pub(crate) fn any_instrument() -> BoxedStrategy<(&'static Instrument, Map<String, Json>)> {
    let each = scores::INSTRUMENTS
        .iter()
        .map(|instrument| of(instrument).prop_map(move |form| (*instrument, form)).boxed());
    Union::new(each).boxed()
}
