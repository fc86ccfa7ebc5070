//! The shared vectors, every row, through the uniform door.

use crate::compare::{check, rows, same};
use serde_json::json;

/// File, instrument, number of rows: a file that shrinks is noticed.
const FILES: &[(&str, &str, usize)] = &[
    ("bed_eqd2", "bed_eqd2", 7),
    ("escc", "escc", 6),
    ("frankel", "frankel", 3),
    ("katagiri2014", "katagiri", 7),
    ("kps_ecog_map", "kps_ecog_map", 6),
    ("modified_bauer", "modified_bauer", 6),
    ("news2", "news2", 65),
    ("sins", "sins", 7),
    ("sins_level_to_location", "sins_level_to_location", 15),
    ("steroid_equivalence", "steroid_equivalence", 6),
    ("tokuhashi2005", "tokuhashi", 9),
    ("tomita2001", "tomita", 18),
    ("van_der_linden2005", "van_der_linden", 7),
    ("bollen2014_draft", "bollen", 13),
    ("osri_draft", "osri", 12),
    ("nesms_draft", "nesms", 10),
    ("rades2008_survival_draft", "rades_survival", 13),
    ("rades2008_ambulatory_draft", "rades_ambulatory", 10),
    ("cord_reirradiation_nieder_draft", "cord_reirradiation_nieder", 11),
    ("noms_decision_draft", "noms_decision", 10),
];

#[test]
fn every_shared_vector_gets_its_answer() {
    let mut run = 0;
    for (file, instrument, count) in FILES {
        let path = format!("{}/tests/data/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let rows = rows(&std::fs::read_to_string(&path).expect(&path));
        assert_eq!(rows.len(), *count, "{file}");
        for row in &rows {
            check(instrument, row);
            run += 1;
        }
    }
    assert_eq!(run, 241);
}

#[test]
fn every_instrument_has_shared_vectors() {
    for instrument in scores::INSTRUMENTS {
        assert!(FILES.iter().any(|(_, name, _)| *name == instrument.name), "{}", instrument.name);
    }
}

#[test]
fn the_comparison_can_fail() {
    assert!(same(&json!(7), &json!(7.0), 0.0));
    assert!(!same(&json!(7), &json!(8), 0.0));
    assert!(!same(&json!([1, 2]), &json!([2, 1]), 0.0));
    assert!(!same(&json!([1]), &json!([1, 2]), 0.0));
    assert!(!same(&json!({"rr": 3}), &json!({"spo2": 3}), 0.0));
    assert!(!same(&json!("7"), &json!(7), 0.0));
    assert!(!same(&json!(1.00), &json!(1.02), 0.01));
}
