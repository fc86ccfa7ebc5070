//! What changes for whom between two rule sets: every pair of levels that some person moves between,
//! each with its smallest example.

use std::fmt::Write as _;

use rules::{Answer, Audience};

use crate::book::{Book, Level, Row};
use crate::diagram::{Diagram, Diagrams};
use crate::example::{Baseline, Example};
use crate::model::Model;
use crate::space::{Item, Space, State};

/// People who move from one level to another.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Whose answer it is.
    pub audience: Audience,
    /// Where they were; `None` when no rule held.
    pub before: Option<Level>,
    /// Where they are; `None` when no rule holds.
    pub after: Option<Level>,
    /// The one of them with the fewest answers, and the rules that decide before and after.
    pub sentence: String,
}

impl Moved {
    /// Whether these people are less urgent than before.
    #[must_use]
    pub fn is_calmer(&self) -> bool {
        self.after.is_none() || self.before.is_some_and(|before| Some(before) < self.after)
    }
}

/// Everybody who changes tier or limit, the losses first.
#[must_use]
pub fn moved(old: &Book, new: &Book) -> Vec<Moved> {
    let mut all = Diagrams::default();
    let space = Space::new(&[old, new]);
    let before = Model::new(&mut all, &space, old);
    let after = Model::new(&mut all, &space, new);
    let mut moved = Vec::new();
    for (old_view, new_view) in before.views.iter().zip(&after.views) {
        let old_cells = with_nobody(&mut all, &old_view.levels);
        let new_cells = with_nobody(&mut all, &new_view.levels);
        for (from, old_cell) in &old_cells {
            for (to, new_cell) in new_cells.iter().filter(|(to, _)| to != from) {
                let who = all.and(*old_cell, *new_cell);
                let Some(person) = fewest(&all, &space, who) else { continue };
                let audience = old_view.audience;
                let sentence = sentence(old, new, audience, &person);
                moved.push(Moved { audience, before: *from, after: *to, sentence });
            }
        }
    }
    moved.sort_by_key(|it| (!it.is_calmer(), it.audience, it.before, it.after));
    moved
}

/// The levels, and where no rule holds.
fn with_nobody(all: &mut Diagrams, levels: &[(Level, Diagram)]) -> Vec<(Option<Level>, Diagram)> {
    let covered = all.any(levels.iter().map(|(_, cell)| *cell));
    let nobody = all.not(covered);
    let cells = levels.iter().map(|(level, cell)| (Some(*level), *cell));
    cells.chain([(None, nobody)]).collect()
}

/// The person about whom least needs to be said: few answers, or few beside "everything was asked".
fn fewest(all: &Diagrams, space: &Space, who: Diagram) -> Option<Example> {
    let silent = space.nearest(all, who, Baseline::NotAsked)?;
    let asked = space.nearest(all, who, Baseline::AskedAndNo)?;
    Some(if asked.remarks() + 1 < silent.remarks() { asked } else { silent })
}

fn sentence(old: &Book, new: &Book, audience: Audience, person: &Example) -> String {
    let facts = person.facts();
    let stands = |book: &Book| {
        let outcome = book.decide(&facts, audience);
        outcome.level.map_or("without an answer".to_owned(), |(tier, limit_h)| {
            let rules = outcome.deciding(book).join(", ");
            format!("{} ({tier}, {limit_h} h; {rules})", tier.words())
        })
    };
    format!("{audience}: {}: was {}, now {}", people(person), stands(old), stands(new))
}

/// `People with "a" and "b" and no "c", nothing else asked`.
fn people(person: &Example) -> String {
    let mut said: [Vec<String>; 3] = Default::default();
    let [yes, no, unsure] = &mut said;
    for (item, state) in person.told() {
        let words = match item {
            Item::Fact(fact) => format!("\"{}\"", fact.meaning()),
            Item::Haem => "\"blood cancer\"".to_owned(),
            Item::Number(number) => number.meaning().to_owned(),
        };
        match state {
            State::Said(Answer::Yes) => yes.push(words),
            State::Said(Answer::No) => no.push(words),
            State::Said(Answer::Unknown) => unsure.push(format!("not sure about {words}")),
            State::Haem(haem) => yes.push(format!("blood cancer {}", haem.key())),
            State::About(value) => yes.push(format!("{words} {value}")),
            State::Absent => unsure.push(format!("never asked about {words}")),
        }
    }
    let mut text = "People".to_owned();
    for (lead, list, join) in [(" with ", yes, " and "), (" and no ", no, " or ")] {
        if !list.is_empty() {
            let _written = write!(text, "{lead}{}", list.join(join));
        }
    }
    for unsure in unsure {
        let _written = write!(text, ", {unsure}");
    }
    text.push_str(match person.baseline() {
        Baseline::NotAsked => ", nothing else asked",
        Baseline::AskedAndNo => ", everything else asked and no",
    });
    text
}

/// The difference of two rule sets in words: rules that differ, then people who move.
#[must_use]
pub fn diff(old: &Book, new: &Book) -> String {
    let mut text = String::new();
    for line in changed_rules(old, new) {
        let _written = writeln!(text, "{line}");
    }
    let moved = moved(old, new);
    for it in &moved {
        let way = if it.is_calmer() { "LESS URGENT" } else { "more urgent" };
        let _written = writeln!(text, "{way}  {}", it.sentence);
    }
    if moved.is_empty() {
        text.push_str("No patient changes tier.\n");
    }
    text
}

/// Which rules, clocks and names differ, and in what.
fn changed_rules(old: &Book, new: &Book) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &new.rules {
        match old.rule(&row.id) {
            None => lines.push(format!("{} is new: {}", row.id, row.says)),
            Some((_, before)) if before != row => {
                lines.push(format!("{} differs in {}", row.id, fields(before, row).join(", ")));
            }
            Some(_) => {}
        }
    }
    let gone = old.rules.iter().filter(|row| new.rule(&row.id).is_none());
    lines.extend(gone.map(|row| format!("{} is gone: {}", row.id, row.says)));
    for timer in &new.clocks {
        match old.clocks.iter().find(|other| other.id == timer.id) {
            None => lines.push(format!("{} is new", timer.id)),
            Some(before) if before != timer => lines.push(format!("{} differs", timer.id)),
            Some(_) => {}
        }
    }
    let gone = old.clocks.iter().filter(|it| !new.clocks.iter().any(|other| other.id == it.id));
    lines.extend(gone.map(|timer| format!("{} is gone", timer.id)));
    let names = new.derived.iter().filter(|it| !old.derived.contains(it));
    lines.extend(names.map(|(name, _)| format!("{name} means something else")));
    lines
}

fn fields(old: &Row, new: &Row) -> Vec<&'static str> {
    [
        ("its sentence", old.says != new.says),
        ("its audience", old.audience != new.audience),
        ("its condition", old.when != new.when),
        ("its tier", old.tier != new.tier),
        ("its limit", old.limit_h != new.limit_h),
        ("its actions", old.steps != new.steps),
        ("its status", old.status != new.status),
        ("being advisory", old.advisory != new.advisory),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}
