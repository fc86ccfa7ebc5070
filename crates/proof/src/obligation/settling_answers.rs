//! An answer that settles a question may calm; each place where it does is listed.

use rules::{Answer, Fact};

use super::Obligation;
use crate::calmer::{Change, never_calmer};
use crate::proof::Proof;
use crate::space::{Item, State};

/// Where a yes is calmer than a "not sure", a clinician is asked to accept it.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new(
        "where a yes is calmer than a not sure, it is one of the pairs listed for a clinician",
    );
    for fact in Fact::ALL.iter().filter(|fact| **fact != Fact::SiteFlatUntilMri) {
        let (before, after) = (State::Said(Answer::Unknown), State::Said(Answer::Yes));
        never_calmer(proof, &mut done, Change { item: Item::Fact(*fact), before, after });
    }
    done
}
