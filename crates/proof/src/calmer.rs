//! Whether changing one answer makes anybody calmer, and the table of the places where the rule book
//! wants it so, or has it so until a clinician mends it.
//!
//! A row of `accepted.tsv` names the audience, the answer before and after, the level before with every
//! rule that may give it, and every level after. Another fact, answer, rule or level is a failure, and
//! so is a rule or a level of a row that is not met any more.

use std::fmt;
use std::sync::LazyLock;

use rules::{Answer, Audience, Fact, Haem, Tier};

use crate::book::Level;
use crate::diagram::Diagram;
use crate::obligation::Obligation;
use crate::outcome::level_words;
use crate::proof::Proof;
use crate::space::{Item, State, state_word};

/// One answer that becomes another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Change {
    pub(crate) item: Item,
    pub(crate) before: State,
    pub(crate) after: State,
}

/// A level and the rules that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stand {
    level: Level,
    rules: Vec<String>,
}

/// A row with one of its rules or one of its levels: what must be met to stay in the table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Met {
    Rule(usize, String),
    Level(usize, Level),
}

/// A row of the table.
#[derive(Clone)]
pub(crate) struct Accepted {
    audience: Audience,
    change: Change,
    before: Stand,
    after: Vec<Level>,
    /// Why the rule book has it so; "-" until somebody says it.
    why: String,
    /// The clinician who accepted it; "-" for nobody yet.
    signed_by: String,
}

/// The table, or what is wrong with it.
pub(crate) static ACCEPTED: LazyLock<Result<Vec<Accepted>, String>> =
    LazyLock::new(|| read(include_str!("accepted.tsv")));

fn read(table: &str) -> Result<Vec<Accepted>, String> {
    let rows = table.lines().enumerate().skip(1);
    rows.map(|(number, line)| {
        row(line).ok_or_else(|| format!("accepted.tsv, line {}, cannot be read", number + 1))
    })
    .collect()
}

fn row(line: &str) -> Option<Accepted> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [audience, item, before_answer, after_answer, before, after, why, accepted_by] = cells[..]
    else {
        return None;
    };
    let change = Change {
        item: if item == "haem" { Item::Haem } else { Item::Fact(Fact::from_key(item)?) },
        before: state(before_answer)?,
        after: state(after_answer)?,
    };
    Some(Accepted {
        audience: Audience::from_key(audience)?,
        change,
        before: stand(before)?,
        after: after.split("; ").map(level).collect::<Option<_>>()?,
        why: why.to_owned(),
        signed_by: accepted_by.to_owned(),
    })
}

fn state(word: &str) -> Option<State> {
    match word {
        "yes" => Some(State::Said(Answer::Yes)),
        "no" => Some(State::Said(Answer::No)),
        "not sure" => Some(State::Said(Answer::Unknown)),
        "not asked" => Some(State::Absent),
        other => Haem::from_key(other).map(State::Haem),
    }
}

const fn key(item: Item) -> &'static str {
    match item {
        Item::Fact(fact) => fact.key(),
        Item::Haem => "haem",
        Item::Number(number) => number.key(),
    }
}

/// `S1 12 h: TR-77, TR-33`.
fn stand(text: &str) -> Option<Stand> {
    let (at, rules) = text.split_once(": ")?;
    Some(Stand { level: level(at)?, rules: rules.split(", ").map(str::to_owned).collect() })
}

/// `S1 12 h`.
fn level(text: &str) -> Option<Level> {
    let (tier, hours) = text.strip_suffix(" h")?.split_once(' ')?;
    Some((Tier::from_code(tier)?, hours.parse().ok()?))
}

fn cell((tier, hours): Level) -> String {
    format!("{tier} {hours} h")
}

impl Accepted {
    /// The row as a sentence.
    fn in_words(&self) -> String {
        let Self { audience, change, before, after, why, signed_by } = self;
        let after: Vec<String> = after.iter().map(|level| level_words(*level)).collect();
        let by = if signed_by == "-" { "nobody yet" } else { signed_by };
        format!(
            "{audience}: {} from {} to {} turns {} ({}) into {}: {why}; accepted by {by}",
            key(change.item),
            state_word(change.before),
            state_word(change.after),
            level_words(before.level),
            before.rules.join(", "),
            after.join(", ")
        )
    }

    /// Everything of this row that must be met.
    pub(crate) fn parts(&self, place: usize) -> impl Iterator<Item = Met> {
        let rules = self.before.rules.iter().map(move |id| Met::Rule(place, id.clone()));
        rules.chain(self.after.iter().map(move |level| Met::Level(place, *level)))
    }
}

/// The row as the table has it.
impl fmt::Display for Accepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { audience, change, before, after, why, signed_by } = self;
        let key = key(change.item);
        let (from, to) = (state_word(change.before), state_word(change.after));
        let audience = audience.key();
        let before = format!("{}: {}", cell(before.level), before.rules.join(", "));
        let after = after.iter().map(|level| cell(*level)).collect::<Vec<_>>().join("; ");
        write!(f, "{audience}\t{key}\t{from}\t{to}\t{before}\t{after}\t{why}\t{signed_by}")
    }
}

/// Decides one change for both audiences: nobody becomes calmer but those whom the table names.
pub(crate) fn never_calmer(proof: &mut Proof<'_>, done: &mut Obligation, change: Change) {
    let Ok(table) = &*ACCEPTED else { return };
    for audience in Audience::ALL {
        done.decided += 1;
        let mut left = calmer(proof, *audience, change);
        for (place, row) in table.iter().enumerate() {
            if left != Diagram::FALSE && row.audience == *audience && row.change == change {
                left = accept(proof, done, (place, row), left);
            }
        }
        // Whatever is left is named by nobody: show each kind of loss once.
        while left != Diagram::FALSE {
            let Some(row) = row_of_the_smallest(proof, *audience, change, left) else { break };
            let named = named_by(proof, &row, left);
            let words = change_words(proof, *audience, change, left).unwrap_or_default();
            done.failures.push(format!("{words}; no row of accepted.tsv says: {row}"));
            if named == Diagram::FALSE {
                break; // The smallest person is always named by their own row.
            }
            left = proof.all.without(left, named);
        }
    }
}

/// Takes out the people whom a row names, and notes which of its parts they meet.
fn accept(
    proof: &mut Proof<'_>,
    done: &mut Obligation,
    (place, row): (usize, &Accepted),
    left: Diagram,
) -> Diagram {
    let named = named_by(proof, row, left);
    if named == Diagram::FALSE {
        return left;
    }
    let before = fixed(proof, row.change).map(|(before, _)| before).unwrap_or_default();
    for id in &row.before.rules {
        let fires = proof.fires(row.audience, id);
        let fires = proof.all.fix(fires, &before);
        if proof.all.and(named, fires) != Diagram::FALSE {
            proof.met.insert(Met::Rule(place, id.clone()));
        }
    }
    for level in &row.after {
        let one = Accepted { after: vec![*level], ..row.clone() };
        if named_by(proof, &one, named) != Diagram::FALSE {
            proof.met.insert(Met::Level(place, *level));
        }
    }
    done.to_accept.push(row.in_words());
    if let Some(words) = change_words(proof, row.audience, row.change, named) {
        done.examples.push(words);
    }
    proof.all.without(left, named)
}

/// The row that would name the smallest of these people.
fn row_of_the_smallest(
    proof: &Proof<'_>,
    audience: Audience,
    change: Change,
    who: Diagram,
) -> Option<Accepted> {
    let person = proof.space.smallest(&proof.all, who)?;
    let stand = |state: State| {
        let outcome = proof.book.decide(&person.with(change.item, state).facts(), audience);
        let rules = outcome.deciding(proof.book).into_iter().map(str::to_owned).collect();
        Some(Stand { level: outcome.level?, rules })
    };
    let (before, after) = (stand(change.before)?, vec![stand(change.after)?.level]);
    let nobody = || "-".to_owned();
    Some(Accepted { audience, change, before, after, why: nobody(), signed_by: nobody() })
}

/// The people who become calmer, the changed answer left out.
fn calmer(proof: &mut Proof<'_>, audience: Audience, change: Change) -> Diagram {
    let Some((before, after)) = fixed(proof, change) else { return Diagram::FALSE };
    let Some(view) = proof.model.views.iter().find(|view| view.audience == audience) else {
        return Diagram::FALSE;
    };
    if !view.ranking.is_ever_calmer(&before, &after) {
        return Diagram::FALSE;
    }
    let (mut urgent, mut lowered) = (Diagram::FALSE, Diagram::FALSE);
    for (_, cell) in &view.levels {
        urgent = proof.all.or(urgent, *cell);
        let old = proof.all.fix(urgent, &before);
        let new = proof.all.fix(urgent, &after);
        let worse = proof.all.without(old, new);
        lowered = proof.all.or(lowered, worse);
    }
    lowered
}

type Fixed = Vec<(u32, bool)>;

fn fixed(proof: &Proof<'_>, change: Change) -> Option<(Fixed, Fixed)> {
    let slot = proof.space.slot(change.item)?;
    Some((slot.fixed(change.before)?, slot.fixed(change.after)?))
}

/// Those of `who` that stand before and after where a row says, before by no rule that it does not
/// name.
fn named_by(proof: &mut Proof<'_>, row: &Accepted, who: Diagram) -> Diagram {
    let Some((before, after)) = fixed(proof, row.change) else { return Diagram::FALSE };
    let (book, audience) = (proof.book, row.audience);
    let Some(view) = proof.model.views.iter().find(|view| view.audience == audience) else {
        return Diagram::FALSE;
    };
    let at = |level: &Level| {
        let cell = view.levels.iter().find(|(other, _)| other == level);
        cell.map_or(Diagram::FALSE, |(_, cell)| *cell)
    };
    let others = book.active(audience).filter(|(_, it)| {
        !it.advisory && it.level() == row.before.level && !row.before.rules.contains(&it.id)
    });
    let others: Vec<Diagram> =
        others.filter_map(|(place, _)| view.fires.get(place).copied()).collect();
    let others = proof.all.any(others);
    let old = proof.all.without(at(&row.before.level), others);
    let new = proof.all.any(row.after.iter().map(at));
    let old = proof.all.fix(old, &before);
    let new = proof.all.fix(new, &after);
    let both = proof.all.and(old, new);
    proof.all.and(who, both)
}

/// The change in the smallest of these people, in words that a clinician can read, and the row that
/// would name it.
fn change_words(
    proof: &Proof<'_>,
    audience: Audience,
    change: Change,
    who: Diagram,
) -> Option<String> {
    let person = proof.space.smallest(&proof.all, who)?;
    let what = match change.item {
        Item::Fact(fact) => format!("\"{}\" ({})", fact.meaning(), fact.key()),
        Item::Haem => "\"blood cancer\" (haem)".to_owned(),
        Item::Number(number) => number.meaning().to_owned(),
    };
    let stands = |state: State| {
        let facts = person.with(change.item, state).facts();
        proof.book.decide(&facts, audience).stands(proof.book)
    };
    Some(format!(
        "{audience}: {what}; with {} {}; but with {} {}; the person: {}; everything else was asked and \
         is no",
        state_word(change.before),
        stands(change.before),
        state_word(change.after),
        stands(change.after),
        person.words(Some(change.item))
    ))
}
