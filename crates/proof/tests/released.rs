//! A released revision never changes. `rules/released/` keeps the whole rule set of each release; a
//! record whose text differs from its snapshot needs a new revision.
//!
//! To add a release: raise the version in `RELEASES`, run this test, and copy the files it names.

#![expect(clippy::expect_used, reason = "a test may stop at a surprise")]

use std::fs;
use std::path::{Path, PathBuf};

use proof::{Book, snapshot};
use rules::{CLOCKS, RULES};

/// Every release that ever was, oldest first.
const RELEASES: &[&str] = &["0.1.0"];

fn folder(release: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/released").join(release)
}

/// Id and revision of a line, and the line.
fn records(text: &str) -> Vec<([&str; 2], &str)> {
    text.lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split('\t');
            ([cells.next().expect("an id"), cells.next().expect("a revision")], line)
        })
        .collect()
}

#[test]
fn a_released_revision_never_changes() {
    let mut compared = 0;
    for release in RELEASES {
        for (name, current) in &snapshot::files()[..2] {
            let released = fs::read_to_string(folder(release).join(name)).expect("a snapshot");
            let current = records(current);
            for ([id, revision], line) in records(&released) {
                let same_id = current.iter().find(|([other, _], _)| *other == id);
                let ([_, now], text) = same_id.unwrap_or_else(|| {
                    panic!("{id} of release {release} is gone: retire it, never remove it")
                });
                let number = |text: &str| text.parse::<u16>().expect("a revision");
                assert!(number(now) >= number(revision), "{id} went back to revision {now}");
                if *now == revision {
                    assert_eq!(*text, line, "{id} changed without a new revision");
                }
                compared += 1;
            }
        }
    }
    assert!(compared >= RULES.len() + CLOCKS.len());
}

#[test]
fn the_newest_snapshot_is_the_whole_rule_set_of_this_version() {
    let newest = RELEASES.last().expect("a release");
    if *newest != env!("CARGO_PKG_VERSION") {
        return; // Between releases the tables may be ahead; revisions are checked above.
    }
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("released").join(newest);
    fs::create_dir_all(&fresh).expect("a folder for the fresh snapshot");
    let current = snapshot::files();
    for (name, text) in &current {
        fs::write(fresh.join(name), text).expect("the fresh snapshot");
    }
    for (name, text) in &current {
        let kept = fs::read_to_string(folder(newest).join(name)).unwrap_or_default();
        assert!(kept == *text, "released/{newest}/{name} differs from {}", fresh.display());
    }
}

#[test]
fn every_release_reads_back_as_a_book_that_can_be_decided() {
    for release in RELEASES {
        let text = |name: &str| fs::read_to_string(folder(release).join(name)).ok();
        let book = snapshot::read(text).unwrap_or_else(|error| panic!("{release}: {error}"));
        if *release == env!("CARGO_PKG_VERSION") {
            assert_eq!(book, Book::current());
        }
    }
}

#[test]
fn a_snapshot_without_the_list_of_advisory_rules_still_reads() {
    let files = snapshot::files();
    let text = |wanted: &str| {
        let file = files.iter().find(|(name, _)| *name == wanted && wanted != "advisory.tsv");
        file.map(|(_, text)| text.clone())
    };
    assert_eq!(snapshot::read(text), Ok(Book::current()));
}

#[test]
fn a_snapshot_that_cannot_be_read_says_where_and_why() {
    let read = |wanted: &str, from: &str, to: &str| {
        let files = snapshot::files();
        let text = |name: &str| {
            let (_, text) = files.iter().find(|(other, _)| *other == name)?;
            Some(if name == wanted { text.replace(from, to) } else { text.clone() })
        };
        snapshot::read(text).expect_err("a broken snapshot").to_string()
    };
    let misspelt = read("rules.tsv", "WEAK OR n_gait", "WEAK OR n_gate");
    assert!(misspelt.contains("rules.tsv, line 6: there is no fact \"n_gate\""), "{misspelt}");
    let column = read("rules.tsv", "limit_h", "limit");
    assert!(column.contains("the column \"limit_h\" is missing"), "{column}");
    let files = |name: &str| (name != "derived.tsv").then(|| "id\n".to_owned());
    let missing = snapshot::read(files).expect_err("a folder without a file").to_string();
    assert_eq!(missing, "derived.tsv: the file is missing");
}
