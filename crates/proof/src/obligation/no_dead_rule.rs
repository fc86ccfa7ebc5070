//! No rule is dead.

use rules::Audience;

use super::Obligation;
use crate::book::{Book, Row};
use crate::diagram::{Diagram, Diagrams};
use crate::model::View;
use crate::outcome::{level_words, reaches, seen_by_the_public};
use crate::proof::Proof;

/// Rules that add nothing beside the others, and why they are kept.
const KEPT: &[(&str, &str)] = &[(
    "TR-02",
    "TR-35 says the same for chest pain by itself; TR-02 keeps the NHS page's own words",
)];

/// Every active rule adds a tier, a limit, an action or a clock in somebody, who is shown.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done =
        Obligation::new("every rule adds a tier, a limit, an action or a clock in some person");
    let book = proof.book;
    for (place, row) in book.rules.iter().enumerate().filter(|(_, row)| row.is_active()) {
        done.decided += 1;
        let mut example = None;
        for view in &proof.model.views {
            let adds = added(&mut proof.all, book, view, place, row);
            example = example.or_else(|| {
                let person = proof.space.smallest(&proof.all, adds)?;
                let what = what_is_added(book, row, view.audience, &person.facts());
                let audience = view.audience;
                Some(format!("{} ({audience}) adds {what} in: {}", row.id, person.words(None)))
            });
        }
        let kept = KEPT.iter().find(|(id, _)| *id == row.id);
        match (example, kept) {
            (Some(example), None) => done.examples.push(example),
            (Some(example), Some(_)) => {
                done.failures.push(format!("{} is listed as adding nothing; {example}", row.id));
            }
            (None, Some((id, why))) => {
                done.to_accept.push(format!("{id} adds nothing in anybody; {why}"));
            }
            (None, None) => {
                done.failures.push(format!("{} adds nothing in anybody: {}", row.id, row.says));
            }
        }
    }
    done
}

/// What this person loses without the rule, in words.
fn what_is_added(book: &Book, row: &Row, audience: Audience, facts: &rules::Facts) -> String {
    let mut without = book.clone();
    without.rules.retain(|other| other.id != row.id);
    let (with, without) = (book.decide(facts, audience), without.decide(facts, audience));
    let mut said = Vec::new();
    if let Some(level) = with.level.filter(|_| with.level != without.level) {
        said.push(level_words(level));
    }
    let steps = with.steps.iter().filter(|step| !without.steps.contains(step));
    said.extend(steps.map(|step| step.key().to_owned()));
    let clocks = with.clocks.iter().filter(|place| !without.clocks.contains(place));
    let clocks = clocks.filter_map(|place| book.clocks.get(*place));
    said.extend(clocks.map(|timer| timer.id.clone()));
    said.join(", ")
}

/// The people in whom a rule changes what this audience is told.
fn added(all: &mut Diagrams, book: &Book, view: &View, place: usize, row: &Row) -> Diagram {
    let own = view.fires.get(place).copied().unwrap_or(Diagram::FALSE);
    if own == Diagram::FALSE {
        return own;
    }
    let others = || book.active(view.audience).filter(|(other, _)| *other != place);
    let firing = |rows: &mut dyn Iterator<Item = (usize, &Row)>| -> Vec<Diagram> {
        rows.filter_map(|(other, _)| view.fires.get(other).copied()).collect()
    };
    let mut adds = Diagram::FALSE;
    if !row.advisory {
        let as_urgent =
            firing(&mut others().filter(|(_, it)| !it.advisory && it.level() <= row.level()));
        let covered = all.any(as_urgent);
        adds = all.without(own, covered);
    }
    let winning = view.levels.iter().filter(|((tier, _), _)| *tier == row.tier);
    let winning = all.any(winning.map(|(_, cell)| *cell));
    for step in &row.steps {
        let shown = match view.audience {
            Audience::Clinician if reaches(view.audience, row, *step, row.tier) => own,
            Audience::Public if seen_by_the_public(*step) => all.and(own, winning),
            _ => continue,
        };
        let same = firing(&mut others().filter(|(_, it)| {
            it.steps.contains(step) && reaches(view.audience, it, *step, row.tier)
        }));
        let covered = all.any(same);
        let new = all.without(shown, covered);
        adds = all.or(adds, new);
    }
    adds
}
