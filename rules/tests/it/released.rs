//! A released revision never changes. `released/` keeps the whole rule set of each release; a
//! record whose text differs from its snapshot needs a new revision.
//!
//! To add a release: raise the version in `RELEASES`, run this test, and copy the files it names.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rules::derived::DERIVED;
use rules::{CLOCKS, Citation, Clock, RULES, Rule};

/// Every release that ever was, oldest first.
const RELEASES: &[&str] = &["0.1.0"];

const RULE_HEAD: &str = "id\trevision\tsays\taudience\twhen\ttier\tsteps\tlimit_h\tsource\tdates\t\
                         strength\tconfidence\tstatus\tapproved_by\tapproved_at\n";
const CLOCK_HEAD: &str = "id\trevision\tsays\tstart\tstop\ttarget\tkind\tapplies_when\tamber\tred\t\
                          on_breach\tsource\tdates\tconfidence\tstatus\tapproved_by\tapproved_at\n";

fn joined<T: ToString>(words: impl Iterator<Item = T>, between: &str) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(between)
}

fn dates(source: &[Citation]) -> String {
    joined(source.iter().map(|citation| citation.date.unwrap_or("not recorded")), "; ")
}

fn rule_line(rule: &Rule) -> String {
    [
        rule.id.to_owned(),
        rule.revision.to_string(),
        rule.says.to_owned(),
        rule.audience.to_string(),
        rule.when.to_string(),
        rule.tier.to_string(),
        joined(rule.steps.iter(), ";"),
        rule.limit_h.to_string(),
        joined(rule.source.iter(), "; "),
        dates(rule.source),
        rule.strength.to_string(),
        rule.confidence.to_string(),
        rule.status.to_string(),
        rule.approved_by.unwrap_or("-").to_owned(),
        rule.approved_at.unwrap_or("-").to_owned(),
    ]
    .join("\t")
}

fn clock_line(clock: &Clock) -> String {
    let point = |span: Option<rules::Span>| span.map_or("-".to_owned(), |span| span.to_string());
    [
        clock.id.to_owned(),
        clock.revision.to_string(),
        clock.says.to_owned(),
        clock.start.to_string(),
        clock.stop.to_string(),
        clock.target.to_string(),
        clock.kind.to_string(),
        clock.applies_when.to_string(),
        point(clock.amber),
        point(clock.red),
        joined(clock.on_breach.iter(), ";"),
        joined(clock.source.iter(), "; "),
        dates(clock.source),
        clock.confidence.to_string(),
        clock.status.to_string(),
        clock.approved_by.unwrap_or("-").to_owned(),
        clock.approved_at.unwrap_or("-").to_owned(),
    ]
    .join("\t")
}

/// The three files of the rule set as it is now.
fn now() -> [(&'static str, String); 3] {
    let mut rules = RULE_HEAD.to_owned();
    for rule in RULES {
        writeln!(rules, "{}", rule_line(rule)).expect("a string");
    }
    let mut clocks = CLOCK_HEAD.to_owned();
    for clock in CLOCKS {
        writeln!(clocks, "{}", clock_line(clock)).expect("a string");
    }
    let mut derived = "name\twhen\n".to_owned();
    for it in DERIVED {
        writeln!(derived, "{}\t{}", it.name, it.when).expect("a string");
    }
    [("rules.tsv", rules), ("clocks.tsv", clocks), ("derived.tsv", derived)]
}

fn folder(release: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("released").join(release)
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
        for (name, current) in &now()[..2] {
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
    let current = now();
    for (name, text) in &current {
        fs::write(fresh.join(name), text).expect("the fresh snapshot");
    }
    for (name, text) in &current {
        let kept = fs::read_to_string(folder(newest).join(name)).unwrap_or_default();
        assert!(kept == *text, "released/{newest}/{name} differs from {}", fresh.display());
    }
}
