//! Whether two books tell everybody the same: every rule, level, clock and action, as diagrams.

use rules::{Audience, Step};

use crate::book::Book;
use crate::diagram::{Diagram, Diagrams};
use crate::model::{Model, View};
use crate::outcome::{reaches, seen_by_the_public};
use crate::space::Space;

/// Whether no person, of either audience, can be told one thing by the one book and another by the
/// other. The books have the same rules and clocks in the same order; a rule that decides nothing
/// may hold for other people.
#[must_use]
pub fn same_for_everybody(one: &Book, other: &Book) -> bool {
    let mut all = Diagrams::default();
    let space = Space::new(&[one, other]);
    let models = [one, other].map(|book| Model::new(&mut all, &space, book));
    let [left, right] = &models;
    let clocks = one.clocks.iter().zip(&other.clocks);
    let same_times = clocks.filter(|(_, timer)| timer.is_active()).all(|(left, right)| {
        (left.start, left.stop, left.target) == (right.start, right.stop, right.target)
    });
    same_times
        && left.views.iter().zip(&right.views).all(|(left, right)| {
            let inhabited = |view: &View| {
                let cells = view.levels.iter().filter(|(_, cell)| *cell != Diagram::FALSE);
                cells.copied().collect::<Vec<_>>()
            };
            left.fires == right.fires
                && left.clocks == right.clocks
                && inhabited(left) == inhabited(right)
                && Step::ALL.iter().all(|step| {
                    shown(&mut all, one, left, *step) == shown(&mut all, other, right, *step)
                })
        })
}

/// The people to whom a step is shown.
fn shown(all: &mut Diagrams, book: &Book, view: &View, step: Step) -> Diagram {
    let mut shown = Diagram::FALSE;
    for (place, row) in book.active(view.audience).filter(|(_, row)| row.steps.contains(&step)) {
        let fires = view.fires.get(place).copied().unwrap_or(Diagram::FALSE);
        let here = match view.audience {
            Audience::Clinician if reaches(view.audience, row, step, row.tier) => fires,
            Audience::Public if seen_by_the_public(step) => {
                let winning = view.levels.iter().filter(|((tier, _), _)| *tier == row.tier);
                let winning = all.any(winning.map(|(_, cell)| *cell));
                all.and(fires, winning)
            }
            _ => continue,
        };
        shown = all.or(shown, here);
    }
    shown
}
