//! The steroid prompt is never held back silently.

use rules::{Audience, Name};

use super::Obligation;
use crate::proof::Proof;

/// The rule that prompts, and the rules that speak when it does not.
const PROMPT: &str = "TR-27";
const SPEAKS_INSTEAD: [&str; 2] = ["TR-28", "TR-55"];

/// Wherever compression is suspected with a nerve symptom and no steroid was given, the prompt
/// comes, or a rule says why it does not.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new("a steroid prompt that is held back is never silent");
    let (suspected, _) = proof.model.name(Name::SuspectedMscc);
    let (neuro, _) = proof.model.name(Name::Neuro);
    let (given, _) = proof.model.name(Name::DexamethasoneGiven);
    let due = proof.all.and(suspected, neuro);
    let due = proof.all.without(due, given);
    let prompted = proof.fires(Audience::Clinician, PROMPT);
    let unprompted = proof.all.without(due, prompted);
    let says = SPEAKS_INSTEAD.map(|id| proof.fires(Audience::Clinician, id));
    let said = proof.all.any(says);
    let silent = proof.all.without(unprompted, said);
    done.decided += 1;
    match proof.person(Audience::Clinician, silent) {
        Some(person) => done.failures.push(format!(
            "clinician: dexamethasone is due and not prompted, and no rule says why; {person}"
        )),
        None => done.to_accept.push(
            "clinician: the steroid prompt is held back by a suspected blood cancer (TR-28), fever or \
             sepsis (TR-55); whenever it is, one of these rules says so"
                .to_owned(),
        ),
    }
    done
}
