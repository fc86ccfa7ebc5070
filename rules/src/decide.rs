//! From facts to a tier with its reasons.
//!
//! Policy, in one place: every active rule for the audience is tried, never only the first; the
//! most urgent tier wins; its limit is the smallest among the winning tier's rules; advisory rules
//! add actions and never a limit; drafts add nothing but a marked note.

use alloc::vec::Vec;

use crate::compiled::{CLOCK_NEEDS, CLOCK_PROGRAMS, RULE_NEEDS, RULE_PROGRAMS};
use crate::facts::Facts;
use crate::names::Names;
use crate::normalise::Conflicts;
use crate::record::Rule;
use crate::settings::Settings;
use crate::tables::{
    ACTIVE_CLOCKS, ADVISORY_RULES, ClockSet, Places, RULES, RuleSet, WITHHOLDING_RULES, active_for,
    drafts_for,
};
use crate::vocabulary::{Audience, For, Step, Tier};

/// The answer of the rules for one person at one moment, with everything needed to explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who asked.
    pub audience: Audience,
    /// How urgent.
    pub tier: Tier,
    /// Within how many hours; 0 is now.
    pub limit_h: u16,
    /// Exactly the active rules that hold, in table order.
    pub fired: RuleSet,
    /// Draft rules that hold at a site which switched them on: shown as unverified, and without
    /// any effect on the tier, the actions or the clocks.
    pub unverified: RuleSet,
    /// What to do or show, in table order, each once.
    pub actions: Vec<Step>,
    /// The clocks that apply to these facts, whether or not their start event has happened.
    pub clocks: ClockSet,
    /// Answers that contradicted each other.
    pub conflicts: Conflicts,
}

/// A prompt that is held back or must wait for an answer, and the rule that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// What is held back.
    pub prompt: Step,
    /// Why.
    pub because: &'static Rule,
}

/// Beside `show_*`, what a member of the public sees of the winning tier.
const ALSO_PUBLIC: &[Step] = &[
    Step::HumanCallBack,
    Step::BookCoordinatorCallback,
    Step::SafetyNet,
    Step::OfferRecheck,
    Step::CheckTemperatureNow,
    Step::PaediatricRoute,
];

impl Decision {
    /// The steroid prompts held back, and why, in table order. Never silent for a clinician; never
    /// said to the public.
    pub fn withheld(&self) -> impl Iterator<Item = Withheld> {
        let held = match self.audience {
            Audience::Clinician => self.fired.intersection(WITHHOLDING_RULES),
            Audience::Public => RuleSet::default(),
        };
        held.iter().map(|rule| Withheld { prompt: Step::PromptDexamethasone16mg, because: rule })
    }
}

/// Tier, reasons, actions and clocks for a finished set of facts: what nobody asked is unknown.
#[must_use]
pub fn triage(facts: &Facts, audience: Audience, settings: &Settings) -> Decision {
    let (facts, conflicts) = facts.normalised();
    let names = Names::finished(&facts);
    decide(&names, audience, settings, conflicts)
}

/// The emergency that no further answer can undo, while a form is still being filled in; `None`
/// as long as there is none. Only E0, E1 and I1 can come out.
#[must_use]
pub fn certain(facts: &Facts, audience: Audience, settings: &Settings) -> Option<Decision> {
    let (_, conflicts) = facts.normalised();
    let names = Names::in_progress(facts);
    let decision = decide(&names, audience, settings, conflicts);
    decision.tier.is_emergency().then_some(decision)
}

fn decide(
    names: &Names,
    audience: Audience,
    settings: &Settings,
    conflicts: Conflicts,
) -> Decision {
    let (fired, unverified) = fired(names, audience, settings);
    let (tier, limit_h) = tier_and_limit(fired, settings);
    let result = names.with_result(tier, limit_h).must();
    let mut clocks = ClockSet::default();
    for place in Places(CLOCK_NEEDS.worth_trying(&result)) {
        if CLOCK_PROGRAMS.get(place).is_some_and(|program| program.holds(&result)) {
            clocks.insert(place);
        }
    }
    let clocks = clocks.intersection(ACTIVE_CLOCKS);
    let actions = match audience {
        Audience::Clinician => for_clinicians(fired),
        Audience::Public => for_the_public(fired, tier),
    };
    Decision { audience, tier, limit_h, fired, unverified, actions, clocks, conflicts }
}

/// The rules that hold whatever is still open: the active ones, and the drafts switched on.
pub(crate) fn fired(names: &Names, audience: Audience, settings: &Settings) -> (RuleSet, RuleSet) {
    let values = names.must();
    let worth_trying = RuleSet::at(RULE_NEEDS.worth_trying(&values));
    let holding = |tried: RuleSet| {
        let mut holding = RuleSet::default();
        for place in tried.intersection(worth_trying).places() {
            if RULE_PROGRAMS.get(place).is_some_and(|program| program.holds(&values)) {
                holding.insert(place);
            }
        }
        holding
    };
    let drafts = settings.drafts().intersection(drafts_for(audience));
    (holding(active_for(audience)), holding(drafts))
}

/// Smallest rank; then the smallest limit among the rules of that tier, advisory rules left out.
pub(crate) fn tier_and_limit(fired: RuleSet, settings: &Settings) -> (Tier, u16) {
    let mut best = (Tier::R0, u16::MAX);
    for place in fired.without(ADVISORY_RULES).places() {
        if let Some(rule) = RULES.get(place) {
            best = best.min((rule.tier, settings.limit_at(place, rule)));
        }
    }
    best
}

fn for_clinicians(fired: RuleSet) -> Vec<Step> {
    collect(fired.iter(), |rule, step| {
        !(rule.audience == For::Both && step.is_for_the_public_page())
    })
}

fn for_the_public(fired: RuleSet, tier: Tier) -> Vec<Step> {
    let winning = fired.iter().filter(|rule| rule.tier == tier);
    collect(winning, |_, step| step.is_for_the_public_page() || ALSO_PUBLIC.contains(&step))
}

/// The steps of these rules that are to be shown, in table order, each once.
fn collect(
    rules: impl Iterator<Item = &'static Rule>,
    shown: impl Fn(&Rule, Step) -> bool,
) -> Vec<Step> {
    let mut steps = Vec::with_capacity(24);
    let mut taken = 0_u128;
    for rule in rules {
        for step in rule.steps {
            let bit = 1 << *step as u8;
            if taken & bit == 0 && shown(rule, *step) {
                taken |= bit;
                steps.push(*step);
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests;
