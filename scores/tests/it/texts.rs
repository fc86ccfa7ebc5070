//! The words people read: complete, ours, and free of figures that must not be shown.

use scores::{Confidence, Direction, INSTRUMENTS, Kind, Status};
use std::collections::BTreeSet;

#[test]
fn every_instrument_has_a_complete_page() {
    for instrument in INSTRUMENTS {
        let page = &instrument.page;
        for text in [page.what, page.inputs, page.meaning, instrument.citation, instrument.title] {
            assert!(text.len() >= 10, "{}", instrument.name);
        }
        assert!(!page.cannot_tell.is_empty(), "{}", instrument.name);
        for field in instrument.fields {
            assert!(!field.label.is_empty(), "{}.{}", instrument.name, field.name);
        }
        for line in page.evidence_lines() {
            assert!(line.ends_with(')'), "{line}");
        }
    }
}

#[test]
fn names_and_versions_are_unique_and_belong_together() {
    let names: BTreeSet<_> = INSTRUMENTS.iter().map(|instrument| instrument.name).collect();
    assert_eq!(names.len(), INSTRUMENTS.len());
    for instrument in INSTRUMENTS {
        let (name, revision) = instrument.version.split_once('/').unwrap();
        assert_eq!(name, instrument.name);
        assert!(revision.ends_with("-1"), "{revision}");
        assert!(scores::find(instrument.version).is_some());
    }
}

#[test]
fn a_recalled_item_table_is_always_a_draft() {
    for instrument in INSTRUMENTS {
        assert_eq!(
            instrument.tag == Confidence::C,
            instrument.status == Status::Draft,
            "{}",
            instrument.name
        );
        if instrument.status == Status::Draft {
            assert!(instrument.page.cannot_tell.iter().any(|text| text.starts_with("Unverified")));
        }
    }
}

#[test]
fn figures_marked_do_not_show_are_nowhere_on_a_page() {
    // Tomita's mean survivals, the OSRI medians and the recalled cord figures.
    for instrument in INSTRUMENTS {
        let all = format!("{:?}", instrument.page);
        for hidden in ["50/23/15/6", "23 mo", "0.2 %", "69 Gy"] {
            assert!(!all.contains(hidden), "{} shows {hidden}", instrument.name);
        }
    }
    let limits = format!("{:?}", scores::bed_eqd2::CORD_LIMITS);
    assert!(!limits.contains("69 Gy") && !limits.contains("0.2 %"));
}

#[test]
fn a_score_always_says_which_way_it_points() {
    for instrument in INSTRUMENTS {
        if instrument.range.is_some() {
            assert_ne!(instrument.direction, Direction::None, "{}", instrument.name);
        }
        assert!(!instrument.direction_words.is_empty());
    }
}

#[test]
fn words_of_a_field_are_unique_and_snake_case_is_kept() {
    for instrument in INSTRUMENTS {
        for field in instrument.fields {
            assert!(
                field
                    .name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            );
            if let Kind::Word { choices, excluded } = field.kind {
                let words: BTreeSet<_> = choices
                    .iter()
                    .map(|choice| choice.word)
                    .chain(excluded.iter().map(|excluded| excluded.word))
                    .collect();
                assert_eq!(words.len(), choices.len() + excluded.len());
            }
        }
    }
}

#[test]
fn the_readme_names_every_instrument_with_its_status() {
    let readme = include_str!("../../README.md");
    for instrument in INSTRUMENTS {
        let row = format!("| `{}` |", instrument.name);
        let line = readme.lines().find(|line| line.starts_with(&row)).expect(instrument.name);
        assert!(line.ends_with(&format!("| {} |", instrument.status.word())), "{line}");
    }
}
