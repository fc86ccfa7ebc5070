//! Nothing stays accepted that no longer happens.

use super::Obligation;
use crate::calmer::{ACCEPTED, Met};
use crate::outcome::level_words;
use crate::proof::Proof;

/// Each rule and each level of the table of accepted changes was met by one of the obligations before
/// this one: what is stale could hide a loss that comes back.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new("every change listed for a clinician still occurs");
    let rows = match &*ACCEPTED {
        Ok(rows) => rows,
        Err(problem) => {
            done.failures.push(problem.clone());
            return done;
        }
    };
    for (place, row) in rows.iter().enumerate() {
        for part in row.parts(place) {
            done.decided += 1;
            if !proof.met.contains(&part) {
                let what = match part {
                    Met::Rule(_, id) => id,
                    Met::Level(_, level) => level_words(level),
                };
                done.failures.push(format!("{what} does not occur any more in the row: {row}"));
            }
        }
    }
    done
}
