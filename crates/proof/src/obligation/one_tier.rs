//! Every person has exactly one tier.

use rules::{Audience, Tier};

use super::Obligation;
use crate::outcome::level_words;
use crate::proof::Proof;

/// No person is without an answer, and no answer is one that its audience or its tier forbids. The
/// levels leave each other out by construction, so nobody has two.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new("every person has exactly one tier, within its longest time");
    for view in &proof.model.views {
        let covered = proof.all.any(view.levels.iter().map(|(_, cell)| *cell));
        let nobody = proof.all.not(covered);
        done.decided += 1;
        if let Some(person) = proof.space.smallest(&proof.all, nobody) {
            let words = person.words(None);
            done.failures.push(format!("{}: no rule holds for {words}", view.audience));
        }
        for (level, cell) in &view.levels {
            let (tier, limit_h) = *level;
            let wrong_audience = match view.audience {
                Audience::Public => tier == Tier::E1,
                Audience::Clinician => tier == Tier::E0,
            };
            let too_long = tier.cap_h().is_some_and(|cap| limit_h > cap);
            done.decided += 2;
            if (wrong_audience || too_long)
                && let Some(person) = proof.space.smallest(&proof.all, *cell)
            {
                done.failures.push(format!(
                    "{}: {} is not an answer for this audience and tier; {}",
                    view.audience,
                    level_words(*level),
                    person.words(None)
                ));
            }
        }
    }
    done
}
