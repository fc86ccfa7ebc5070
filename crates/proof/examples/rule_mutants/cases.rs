//! The people of the `*.cases.toml` files and of the seed page, against any book.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proof::{Book, Level, Outcome};
use rules::{Answer, Audience, Fact, Facts, Tier, Value};
use serde::Deserialize;

#[derive(Deserialize)]
struct CaseFile {
    case: Vec<CaseText>,
}

#[derive(Deserialize)]
struct CaseText {
    audience: String,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
    #[serde(default)]
    unknown: Vec<String>,
    others: Option<String>,
    #[serde(default)]
    values: BTreeMap<String, toml::Value>,
    #[serde(default)]
    drafts: Vec<String>,
    #[serde(default)]
    holds: Vec<String>,
    #[serde(default)]
    misses: Vec<String>,
    tier: String,
    limit_h: u16,
    rules: Vec<String>,
    clocks: Vec<String>,
    actions: Option<Vec<String>>,
    #[serde(default)]
    counts: BTreeMap<String, String>,
}

/// One person and what must come out.
pub(crate) struct Case {
    facts: Facts,
    audience: Audience,
    level: Level,
    /// Every rule that holds; for a line of the seed page those of the winning tier.
    rules: Vec<String>,
    only_winning: bool,
    clocks: Option<Vec<String>>,
    actions: Option<Vec<String>>,
    counts: BTreeMap<String, String>,
    with_drafts: bool,
    holds: Vec<String>,
    misses: Vec<String>,
}

/// Every case there is, and from how many files.
pub(crate) fn all() -> Result<(Vec<Case>, usize), String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let mut files = Vec::new();
    find(&rules.join("src"), &mut files)?;
    files.sort();
    let mut cases = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        let parsed: CaseFile =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        for case in parsed.case {
            cases.push(case.read().ok_or_else(|| format!("{} has an odd case", file.display()))?);
        }
    }
    let seed = fs::read_to_string(rules.join("tests/data/seed-coverage.tsv"));
    for line in seed.map_err(|error| error.to_string())?.lines().skip(1) {
        cases.extend(seed_line(line).ok_or_else(|| format!("odd seed line: {line}"))?);
    }
    Ok((cases, files.len() + 1))
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.to_string_lossy().ends_with(".cases.toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// Everything asked and no, age 60.
fn nothing_wrong() -> Facts {
    let mut facts = Facts::new();
    for fact in Fact::ALL {
        facts.set(*fact, Answer::No);
    }
    for (key, value) in [("haem", Value::Word("none")), ("age", Value::Number(60.0))] {
        let _in_range = facts.set_value(key, value);
    }
    facts
}

impl CaseText {
    fn read(self) -> Option<Case> {
        let mut facts = if self.others.is_some() { nothing_wrong() } else { Facts::new() };
        let lists =
            [(&self.yes, Answer::Yes), (&self.no, Answer::No), (&self.unknown, Answer::Unknown)];
        for (keys, answer) in lists {
            for key in keys {
                facts.set(Fact::from_key(key)?, answer);
            }
        }
        for (key, value) in &self.values {
            match value {
                toml::Value::String(word) if word == "not asked" => {
                    facts.clear_value(key);
                }
                toml::Value::String(word) => facts.set_value(key, Value::Word(word)).ok()?,
                toml::Value::Float(number) => facts.set_value(key, Value::Number(*number)).ok()?,
                toml::Value::Integer(number) => {
                    let number = f64::from(i32::try_from(*number).ok()?);
                    facts.set_value(key, Value::Number(number)).ok()?;
                }
                _ => return None,
            }
        }
        Some(Case {
            facts,
            audience: Audience::from_key(&self.audience)?,
            level: (Tier::from_code(&self.tier)?, self.limit_h),
            rules: self.rules,
            only_winning: false,
            clocks: Some(self.clocks),
            actions: self.actions,
            counts: self.counts,
            with_drafts: !self.drafts.is_empty(),
            holds: self.holds,
            misses: self.misses,
        })
    }
}

/// A line of the seed page: without cancer, with cancer, and with cancer not known.
fn seed_line(line: &str) -> Option<Vec<Case>> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [_, yes, without, with] = cells[..] else { return None };
    let mut cases = Vec::new();
    for (cancer, outcome) in [(Answer::No, without), (Answer::Yes, with), (Answer::Unknown, with)] {
        let mut facts = nothing_wrong();
        facts.clear(Fact::CordOrCaudaEquinaSigns);
        facts.set(Fact::SpinalPain, Answer::Yes);
        facts.set(Fact::KnownCancer, cancer);
        for key in yes.split_whitespace() {
            facts.set(Fact::from_key(key)?, Answer::Yes);
        }
        let (level, rules) = outcome.split_once(": ")?;
        let (tier, limit) = level.split_once(' ').unwrap_or((level, "0 h"));
        cases.push(Case {
            facts,
            audience: Audience::Public,
            level: (Tier::from_code(tier)?, limit.strip_suffix(" h")?.parse().ok()?),
            rules: rules.split(", ").map(str::to_owned).collect(),
            only_winning: true,
            clocks: None,
            actions: None,
            counts: BTreeMap::new(),
            with_drafts: false,
            holds: Vec::new(),
            misses: Vec::new(),
        });
    }
    Some(cases)
}

impl Case {
    /// Whether this book says of this person what it should.
    pub(crate) fn holds(&self, book: &Book) -> bool {
        let outcome = book.decide(&self.facts, self.audience);
        let said_drafts = !self.with_drafts
            || self.says_of_its_rules(book, &book.with_drafts().decide(&self.facts, self.audience));
        outcome.level == Some(self.level)
            && self.rules == self.rules_of(book, &outcome)
            && self.clocks.as_ref().is_none_or(|clocks| *clocks == clocks_of(book, &outcome))
            && self.actions.as_ref().is_none_or(|actions| {
                actions.iter().map(String::as_str).eq(outcome.steps.iter().map(|it| it.key()))
            })
            && self.counts.iter().all(|(id, counts)| counts_of(book, id).as_ref() == Some(counts))
            && said_drafts
    }

    fn rules_of(&self, book: &Book, outcome: &Outcome) -> Vec<String> {
        let rows = outcome.fired.iter().filter_map(|place| book.rules.get(*place));
        rows.filter(|row| !self.only_winning || row.tier == self.level.0)
            .map(|row| row.id.clone())
            .collect()
    }

    fn says_of_its_rules(&self, book: &Book, outcome: &Outcome) -> bool {
        let out = |id: &String| {
            let mut rows = outcome.fired.iter().filter_map(|place| book.rules.get(*place));
            rows.any(|row| row.id == *id) || clocks_of(book, outcome).contains(id)
        };
        self.holds.iter().all(out) && !self.misses.iter().any(out)
    }
}

fn clocks_of(book: &Book, outcome: &Outcome) -> Vec<String> {
    let timers = outcome.clocks.iter().filter_map(|place| book.clocks.get(*place));
    timers.map(|timer| timer.id.clone()).collect()
}

/// `24 from suspicion_mscc_time until mri_acquired`, as the cases say it.
fn counts_of(book: &Book, id: &str) -> Option<String> {
    let timer = book.clocks.iter().find(|timer| timer.id == id)?;
    Some(format!("{} from {} until {}", timer.target, timer.start, timer.stop))
}
