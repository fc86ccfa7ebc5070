//! A risk never makes anybody calmer.

use rules::{Answer, Fact, Haem};

use super::Obligation;
use crate::calmer::{Change, never_calmer};
use crate::proof::Proof;
use crate::space::{Item, State};

/// Turning a risk from no to yes, to "not sure" or to not asked never lowers tier or lengthens the
/// limit, but for the changes that a clinician is asked to accept.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new(
        "a risk that turns from no to yes, not sure or not asked never lowers urgency",
    );
    let no = State::Said(Answer::No);
    for fact in Fact::ALL.iter().filter(|fact| !Fact::MITIGATING.contains(fact)) {
        if *fact != Fact::SiteFlatUntilMri {
            for after in [State::Said(Answer::Yes), State::Said(Answer::Unknown), State::Absent] {
                let item = Item::Fact(*fact);
                never_calmer(proof, &mut done, Change { item, before: no, after });
            }
        }
    }
    for haem in [Haem::Unknown, Haem::Suspected, Haem::Confirmed] {
        let (before, after) = (State::Haem(Haem::Absent), State::Haem(haem));
        never_calmer(proof, &mut done, Change { item: Item::Haem, before, after });
    }
    done
}
