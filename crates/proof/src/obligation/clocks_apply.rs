//! No clock is dead.

use super::Obligation;
use crate::diagram::Diagram;
use crate::proof::Proof;

/// Every active clock applies to somebody.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new("every clock applies to some person");
    for (place, timer) in proof.book.clocks.iter().enumerate().filter(|(_, it)| it.is_active()) {
        done.decided += 1;
        let views = proof.model.views.iter();
        let cells: Vec<_> =
            views.filter_map(|view| Some((view.audience, *view.clocks.get(place)?))).collect();
        let person = cells.iter().find(|(_, cell)| *cell != Diagram::FALSE);
        let words = person.and_then(|(_, cell)| proof.space.smallest(&proof.all, *cell));
        match words {
            Some(person) => {
                done.examples.push(format!("{} applies to: {}", timer.id, person.words(None)));
            }
            None => done.failures.push(format!("{} applies to nobody", timer.id)),
        }
    }
    done
}
