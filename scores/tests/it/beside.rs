//! The cases that stand beside each instrument's source.

use crate::compare::{check, rows};
use std::collections::BTreeSet;

#[test]
fn every_case_beside_an_instrument_gets_its_answer() {
    let mut ids = BTreeSet::new();
    for instrument in scores::INSTRUMENTS {
        let path = format!("{}/src/{}.cases.jsonl", env!("CARGO_MANIFEST_DIR"), instrument.name);
        let rows = rows(&std::fs::read_to_string(&path).expect(&path));
        assert!(rows.len() >= 4, "{} has too few cases", instrument.name);
        for row in &rows {
            check(instrument.name, row);
            assert!(ids.insert(row["id"].to_string()), "{} is there twice", row["id"]);
        }
    }
}
