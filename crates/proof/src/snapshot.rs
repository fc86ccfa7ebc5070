//! A rule set as files: what `rules/released/` keeps of every release, written and read back.
//!
//! Columns are found by their names, so that a file with columns of a later time still reads. A
//! folder without `advisory.tsv`, as the first ones were, has the advisory rules of this binary.

use std::collections::BTreeMap;
use std::fmt;

use rules::derived::DERIVED;
use rules::{
    ADVISORY, CLOCKS, Citation, Clock, For, Milestone, Name, RULES, Rule, Span, Status, Step, Tier,
    WITHHOLD_STEROID_PROMPT,
};

use crate::book::{Book, Row, Timer};
use crate::read::condition;

const RULE_HEAD: &str = "id\trevision\tsays\taudience\twhen\ttier\tsteps\tlimit_h\tsource\tdates\t\
                         strength\tconfidence\tstatus\tapproved_by\tapproved_at\n";
const CLOCK_HEAD: &str = "id\trevision\tsays\tstart\tstop\ttarget\tkind\tapplies_when\tamber\tred\t\
                          on_breach\tsource\tdates\tconfidence\tstatus\tapproved_by\tapproved_at\n";
const DERIVED_HEAD: &str = "name\twhen\n";
const ADVISORY_HEAD: &str = "id\n";

/// Why files are not a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotError {
    /// The file.
    pub file: &'static str,
    /// Its line; 0 for the file as a whole.
    pub line: usize,
    /// One plain sentence.
    pub problem: String,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.problem),
            line => write!(f, "{}, line {line}: {}", self.file, self.problem),
        }
    }
}

impl std::error::Error for SnapshotError {}

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
    let point = |span: Option<Span>| span.map_or("-".to_owned(), |span| span.to_string());
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

/// The files of the rule set of this binary, each with its name.
#[must_use]
pub fn files() -> [(&'static str, String); 4] {
    let table = |head: &str, lines: Vec<String>| {
        let lines: String = lines.into_iter().map(|line| line + "\n").collect();
        format!("{head}{lines}")
    };
    let rules = RULES.iter().map(|rule| rule_line(rule)).collect();
    let clocks = CLOCKS.iter().map(|clock| clock_line(clock)).collect();
    let derived = DERIVED.iter().map(|it| format!("{}\t{}", it.name, it.when)).collect();
    let advisory = ADVISORY.iter().map(|id| (*id).to_owned()).collect();
    [
        ("rules.tsv", table(RULE_HEAD, rules)),
        ("clocks.tsv", table(CLOCK_HEAD, clocks)),
        ("derived.tsv", table(DERIVED_HEAD, derived)),
        ("advisory.tsv", table(ADVISORY_HEAD, advisory)),
    ]
}

/// The book that files hold; `text` gives the content of a file by its name.
///
/// # Errors
/// The file and line that cannot be read, and why.
pub fn read(text: impl Fn(&str) -> Option<String>) -> Result<Book, SnapshotError> {
    let rules = Table::open("rules.tsv", &text)?;
    let clocks = Table::open("clocks.tsv", &text)?;
    let derived = Table::open("derived.tsv", &text)?;
    let advisory: Vec<String> = match Table::open("advisory.tsv", &text) {
        Ok(table) => table.rows(|line| Ok(line.cell("id")?.to_owned()))?,
        Err(_) => ADVISORY.iter().map(|id| (*id).to_owned()).collect(),
    };
    Ok(Book {
        rules: rules.rows(|line| row(line, &advisory))?,
        clocks: clocks.rows(timer)?,
        derived: derived.rows(|line| {
            let key = line.cell("name")?;
            let name = Name::ALL.iter().copied().find(|name| name.key() == key);
            let name = name.ok_or_else(|| format!("there is no name \"{key}\""))?;
            Ok((name, condition(line.cell("when")?)?))
        })?,
    })
}

fn row(line: &Line<'_>, advisory: &[String]) -> Result<Row, String> {
    let id = line.cell("id")?.to_owned();
    let audience = [For::Public, For::Clinician, For::Both];
    // A step that has left the vocabulary changes no tier, so an old release still reads.
    let steps = line.cell("steps")?.split(';').filter_map(Step::from_key).collect();
    Ok(Row {
        says: line.cell("says")?.to_owned(),
        audience: line
            .find("audience", |word| audience.into_iter().find(|it| it.code() == word))?,
        when: condition(line.cell("when")?)?,
        tier: line.find("tier", Tier::from_code)?,
        limit_h: line.find("limit_h", |word| word.parse().ok())?,
        steps,
        status: line.find("status", status)?,
        advisory: advisory.contains(&id),
        withholds_steroid: WITHHOLD_STEROID_PROMPT.contains(&id.as_str()),
        id,
    })
}

fn timer(line: &Line<'_>) -> Result<Timer, String> {
    Ok(Timer {
        id: line.cell("id")?.to_owned(),
        when: condition(line.cell("applies_when")?)?,
        start: line.find("start", Milestone::from_key)?,
        stop: line.find("stop", Milestone::from_key)?,
        target: line.find("target", span)?,
        status: line.find("status", status)?,
    })
}

fn status(word: &str) -> Option<Status> {
    [Status::Draft, Status::Active, Status::Retired].into_iter().find(|it| it.key() == word)
}

/// `24`, `0.25`, `working_days:1.5`.
fn span(text: &str) -> Option<Span> {
    let (text, places) = match text.strip_prefix("working_days:") {
        Some(days) => (days, 1),
        None => (text, 2),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > places {
        return None;
    }
    let digits: u32 = format!("{whole}{part:0<places$}").parse().ok()?;
    Some(match places {
        1 => Span::WorkingDays { tenths: digits },
        _ => Span::Hours { hundredths: digits },
    })
}

/// A file of lines with named columns.
struct Table {
    file: &'static str,
    text: String,
}

/// One line, by the names of its columns.
struct Line<'a>(BTreeMap<&'a str, &'a str>);

impl Table {
    fn open(
        file: &'static str,
        text: &impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SnapshotError> {
        let missing = || SnapshotError { file, line: 0, problem: "the file is missing".to_owned() };
        Ok(Self { file, text: text(file).ok_or_else(missing)? })
    }

    fn rows<T>(
        &self,
        read: impl Fn(&Line<'_>) -> Result<T, String>,
    ) -> Result<Vec<T>, SnapshotError> {
        let mut lines = self.text.lines();
        let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let lines = lines.enumerate().map(|(place, text)| {
            let line = Line(head.iter().copied().zip(text.split('\t')).collect());
            read(&line).map_err(|problem| SnapshotError {
                file: self.file,
                line: place + 2,
                problem,
            })
        });
        lines.collect()
    }
}

impl Line<'_> {
    fn cell(&self, column: &str) -> Result<&str, String> {
        self.0.get(column).copied().ok_or_else(|| format!("the column \"{column}\" is missing"))
    }

    fn find<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let word = self.cell(column)?;
        read(word).ok_or_else(|| format!("{column} \"{word}\" cannot be read"))
    }
}
