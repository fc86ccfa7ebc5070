//! What must hold for every person there can be. One obligation is one sentence, one file, one
//! function, and a person to look at wherever it does not hold.

mod accepted_still_occurs;
mod clocks_apply;
mod mitigating_facts;
mod no_dead_rule;
mod one_tier;
mod red_flags;
mod risks;
mod settling_answers;
mod suppressions;
mod withheld_steroid;

use crate::proof::Proof;

/// One obligation after it was looked at.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// What must hold.
    pub says: &'static str,
    /// How many single statements were decided, each over all people.
    pub decided: usize,
    /// A counterexample for each statement that does not hold.
    pub failures: Vec<String>,
    /// What a clinician is asked to accept.
    pub to_accept: Vec<String>,
    /// People who show what a rule is for.
    pub examples: Vec<String>,
}

impl Obligation {
    pub(crate) const fn new(says: &'static str) -> Self {
        Self { says, decided: 0, failures: Vec::new(), to_accept: Vec::new(), examples: Vec::new() }
    }
}

pub(crate) type Decide = fn(&mut Proof<'_>) -> Obligation;

/// Every obligation. The last looks at what the ones before it met.
pub(crate) const ALL: &[Decide] = &[
    one_tier::decide,
    risks::decide,
    mitigating_facts::decide,
    settling_answers::decide,
    no_dead_rule::decide,
    clocks_apply::decide,
    red_flags::decide,
    suppressions::decide,
    withheld_steroid::decide,
    accepted_still_occurs::decide,
];
