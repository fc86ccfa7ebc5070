//! Doubt about a mitigating fact never makes anybody calmer.

use rules::{Answer, Fact};

use super::Obligation;
use crate::calmer::{Change, never_calmer};
use crate::proof::Proof;
use crate::space::{Item, State};

/// Turning a mitigating fact from yes to "not sure" or to not asked never lowers tier or lengthens
/// the limit, but for the changes that a clinician is asked to accept.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new(
        "a mitigating fact that turns from yes to not sure or not asked never lowers urgency",
    );
    for fact in Fact::MITIGATING {
        for after in [State::Said(Answer::Unknown), State::Absent] {
            let (item, before) = (Item::Fact(*fact), State::Said(Answer::Yes));
            never_calmer(proof, &mut done, Change { item, before, after });
        }
    }
    done
}
