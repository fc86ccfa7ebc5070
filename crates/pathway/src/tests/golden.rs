//! Every shape ever stored decodes for ever. A file here is never edited: a new optional field gets
//! a new file beside the old one.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/events")
}

/// File name and text of each golden file.
fn files() -> BTreeMap<String, String> {
    std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn decoded() -> BTreeMap<String, Recorded> {
    files()
        .into_iter()
        .map(|(name, text)| {
            let recorded = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            (name, recorded)
        })
        .collect()
}

#[test]
fn every_event_has_a_full_and_a_minimal_golden_file() {
    let files = files();
    for name in Event::NAMES {
        for file in [format!("{name}.json"), format!("{name}.minimal.json")] {
            assert!(files.contains_key(&file), "golden/events/{file} is missing");
        }
    }
}

#[test]
fn every_golden_file_decodes_to_its_event_and_encodes_to_the_same_json() {
    for (name, recorded) in decoded() {
        assert_eq!(name.split('.').next(), Some(recorded.event.name()));
        let stored: Value = serde_json::from_str(&files()[&name]).unwrap();
        assert_eq!(serde_json::to_value(&recorded).unwrap(), stored, "{name}");
    }
}

#[test]
fn the_full_file_has_a_key_that_the_minimal_one_leaves_out() {
    fn keys(value: &Value, at: &str, into: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                into.push(format!("{at}.{key}"));
                keys(value, &format!("{at}.{key}"), into);
            }),
            Value::Array(all) => all.iter().for_each(|value| keys(value, at, into)),
            _ => {}
        }
    }
    let files = files();
    for name in Event::NAMES {
        let of = |file: &str| {
            let mut all = Vec::new();
            keys(&serde_json::from_str(&files[file]).unwrap(), "", &mut all);
            all
        };
        let (full, minimal) = (of(&format!("{name}.json")), of(&format!("{name}.minimal.json")));
        let missing: Vec<_> = minimal.iter().filter(|key| !full.contains(key)).collect();
        assert_eq!(missing, [""; 0], "{name}: the full file shows every key");
        assert!(full.len() > minimal.len(), "{name}");
    }
}

#[test]
fn golden_events_fold_in_any_order_without_a_panic() {
    let all: Vec<Recorded> = decoded().into_values().collect();
    for turn in 0..all.len() {
        let mut case = Case::default();
        for recorded in all.iter().cycle().skip(turn).take(all.len()) {
            case.apply(recorded);
        }
        let _ = deadline::deadlines(&case, &Site::default());
        let _ = crate::board::BoardRow::of(CaseId(Uuid::nil()), &case);
    }
}

#[test]
fn the_words_of_the_code_are_the_words_that_are_stored() {
    fn stored(value: impl serde::Serialize) -> String {
        serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
    }
    for one in crate::treatment::Outcome::ALL {
        assert_eq!(stored(one), one.code());
    }
    for one in crate::neuro::Walking::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::imaging::Modality::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::imaging::Conclusion::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::imaging::scan::ScanStep::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::imaging::request::Sequence::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::imaging::request::Hazard::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::spine::finding::Metastasis::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::spine::finding::Side::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::spine::finding::CordSignal::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::instruction::About::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::clock::Exclusion::CHOICES {
        assert_eq!(stored(one), one.key());
    }
    for one in Role::ACCOUNTS {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::chase::ChaseStep::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in crate::delay::DelayReason::ALL {
        assert_eq!(stored(one), one.key());
    }
    for one in Rung::ALL {
        assert_eq!(stored(one), one.key());
    }
}

#[test]
fn an_event_that_nobody_knows_is_an_error_and_not_a_guess() {
    let text = files()["NoteAdded.json"].replace("NoteAdded", "NoteShouted");
    assert!(serde_json::from_str::<Recorded>(&text).is_err());
}
