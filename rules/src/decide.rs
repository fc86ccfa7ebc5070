//! From facts to a tier with its reasons.
//!
//! Policy, in one place: every active rule for the audience is tried, never only the first; the
//! most urgent tier wins; its limit is the smallest among the winning tier's rules; advisory rules
//! add actions and never a limit; drafts add nothing but a marked note.

use alloc::vec::Vec;

use crate::condition::{Compare, Condition, Number, Picture, Possible};
use crate::derived::DERIVED;
use crate::facts::Facts;
use crate::normalise::{Conflicts, IMPLY_CANCER, KINDS_OF_SPINAL_PAIN, PARTS};
use crate::record::Rule;
use crate::settings::Settings;
use crate::tables::{CLOCKS, ClockSet, RULES, RuleSet};
use crate::vocabulary::{Audience, Fact, For, Haem, Name, Status, Step, Tier};

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

/// Advisory rules: they add actions for clinicians and can change neither tier nor limit.
pub const ADVISORY: &[&str] = &["TR-32", "TR-51", "TR-52", "TR-60"];

/// The rules that hold back the automatic steroid prompt, or make it wait.
pub const WITHHOLD_STEROID_PROMPT: &[&str] =
    &["TR-12", "TR-28", "TR-55", "TR-56", "TR-57", "TR-75"];

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
        let clinician = self.audience == Audience::Clinician;
        self.fired
            .iter()
            .filter(move |rule| clinician && WITHHOLD_STEROID_PROMPT.contains(&rule.id))
            .map(|rule| Withheld { prompt: Step::PromptDexamethasone16mg, because: rule })
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
    let result = names.clone().with_result(tier, limit_h);
    let mut clocks = ClockSet::default();
    for (place, clock) in CLOCKS.iter().enumerate() {
        if clock.status == Status::Active && clock.applies_when.value(&result) == Possible::YES {
            clocks.insert(place);
        }
    }
    let actions = match audience {
        Audience::Clinician => for_clinicians(fired),
        Audience::Public => for_the_public(fired, tier),
    };
    Decision { audience, tier, limit_h, fired, unverified, actions, clocks, conflicts }
}

fn fired(names: &Names, audience: Audience, settings: &Settings) -> (RuleSet, RuleSet) {
    let (mut fired, mut unverified) = (RuleSet::default(), RuleSet::default());
    for (place, rule) in RULES.iter().enumerate() {
        let drafted = rule.status == Status::Draft && settings.drafts().contains_place(place);
        if !rule.audience.includes(audience) || !(rule.status == Status::Active || drafted) {
            continue;
        }
        if rule.when.value(names) == Possible::YES {
            if drafted { unverified.insert(place) } else { fired.insert(place) }
        }
    }
    (fired, unverified)
}

/// Smallest rank; then the smallest limit among the rules of that tier, advisory rules left out.
pub(crate) fn tier_and_limit(fired: RuleSet, settings: &Settings) -> (Tier, u16) {
    let mut best = (Tier::R0, u16::MAX);
    for (place, rule) in fired.places() {
        let limit = settings.limit_at(place, rule);
        if !ADVISORY.contains(&rule.id) {
            best = best.min((rule.tier, limit));
        }
    }
    best
}

fn for_clinicians(fired: RuleSet) -> Vec<Step> {
    let mut steps = Vec::with_capacity(16);
    for rule in fired.iter() {
        for step in rule.steps {
            let page = rule.audience == For::Both && step.is_for_the_public_page();
            if !page && !steps.contains(step) {
                steps.push(*step);
            }
        }
    }
    steps
}

fn for_the_public(fired: RuleSet, tier: Tier) -> Vec<Step> {
    let mut steps = Vec::with_capacity(8);
    for rule in fired.iter().filter(|rule| rule.tier == tier) {
        for step in rule.steps {
            let shown = step.is_for_the_public_page() || ALSO_PUBLIC.contains(step);
            if shown && !steps.contains(step) {
                steps.push(*step);
            }
        }
    }
    steps
}

/// What every name may still be, for one evaluation: facts as they are, derived names computed once.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    /// One bit for each name, facts first.
    pub(crate) may_be_yes: u128,
    pub(crate) may_be_no: u128,
    pub(crate) may_be_unknown: u128,
    haem: Option<Haem>,
    haem_open: bool,
    age: Option<f64>,
    para_complete_h: Option<f64>,
    sins: Option<f64>,
    numbers_open: bool,
    result: Option<(Tier, u16)>,
}

const EVERY_FACT: u128 = (1 << Name::FACTS) - 1;

impl Names {
    /// The form is finished: every name has exactly one value.
    pub(crate) fn finished(facts: &Facts) -> Self {
        let mut names = Self {
            may_be_yes: facts.yes,
            may_be_no: facts.no,
            may_be_unknown: EVERY_FACT & !(facts.yes | facts.no),
            haem: Some(facts.haem.unwrap_or(Haem::Unknown)),
            haem_open: false,
            ..Self::numbers(facts)
        };
        names.derive();
        names
    }

    /// What can still be asked of this audience is open; every answer given is final, and what
    /// cannot be asked stays unknown.
    pub(crate) fn askable(facts: &Facts, audience: Audience) -> Self {
        let mut names = Self::before_overruling(facts);
        let never = match audience {
            Audience::Clinician => Fact::SiteFlatUntilMri.bit(),
            Audience::Public => EVERY_FACT & !Fact::bits(Fact::LAY),
        };
        let never = never & !facts.said;
        names.may_be_yes &= !never;
        names.may_be_no &= !never;
        names.derive();
        names
    }

    fn before_overruling(facts: &Facts) -> Self {
        let absent = EVERY_FACT & !facts.said;
        Self {
            may_be_yes: facts.yes | absent,
            may_be_no: facts.no | absent,
            may_be_unknown: EVERY_FACT & !(facts.yes | facts.no) | absent,
            haem: facts.haem,
            haem_open: facts.haem.is_none(),
            numbers_open: true,
            ..Self::numbers(facts)
        }
    }

    /// The form is still being filled in: beside what nobody asked, an answer that an unasked part
    /// could overrule (N-0, N-1, N-3, N-4) may still become yes.
    pub(crate) fn in_progress(facts: &Facts) -> Self {
        let mut names = Self::before_overruling(facts);
        for link in PARTS {
            names.overrule(facts, link.part.bit(), link.whole, false);
        }
        names.overrule(facts, KINDS_OF_SPINAL_PAIN, Fact::SpinalPain, false);
        names.overrule(facts, IMPLY_CANCER, Fact::KnownCancer, facts.haem == Some(Haem::Confirmed));
        names.overrule(
            facts,
            Fact::SuspectedSpinalMetastases.bit(),
            Fact::SuspectedCancer,
            facts.haem == Some(Haem::Suspected),
        );
        if facts.haem.is_none() {
            names.may_be_yes |= Fact::KnownCancer.bit() | Fact::SuspectedCancer.bit();
        }
        names.derive();
        names
    }

    /// If one of `sources` is yes (or `already`), `target` is yes for good; if one is unasked,
    /// `target` may still become yes.
    fn overrule(&mut self, facts: &Facts, sources: u128, target: Fact, already: bool) {
        let bit = target.bit();
        if already || facts.yes & sources != 0 {
            self.may_be_yes |= bit;
            self.may_be_no &= !bit;
            self.may_be_unknown &= !bit;
        } else if sources & !facts.said != 0 {
            self.may_be_yes |= bit;
        }
    }

    fn numbers(facts: &Facts) -> Self {
        Self {
            may_be_yes: 0,
            may_be_no: 0,
            may_be_unknown: 0,
            haem: None,
            haem_open: false,
            age: facts.age.map(f64::from),
            para_complete_h: facts.para_complete_h,
            sins: facts.sins.map(f64::from),
            numbers_open: false,
            result: None,
        }
    }

    pub(crate) fn derive(&mut self) {
        for derived in DERIVED {
            let value = derived.when.value(self);
            self.set(derived.name, value);
        }
    }

    pub(crate) fn set(&mut self, name: Name, value: Possible) {
        let bit = name.bit();
        let put = |set: &mut u128, is: bool| if is { *set |= bit } else { *set &= !bit };
        put(&mut self.may_be_yes, value.may_be(Possible::YES));
        put(&mut self.may_be_no, value.may_be(Possible::NO));
        put(&mut self.may_be_unknown, value.may_be(Possible::UNKNOWN));
    }

    fn with_result(mut self, tier: Tier, limit_h: u16) -> Self {
        self.result = Some((tier, limit_h));
        self
    }
}

impl Picture for Names {
    fn name(&self, name: Name) -> Possible {
        let bit = name.bit();
        let part = |set: u128, value: Possible| if set & bit == 0 { None } else { Some(value) };
        [
            part(self.may_be_yes, Possible::YES),
            part(self.may_be_no, Possible::NO),
            part(self.may_be_unknown, Possible::UNKNOWN),
        ]
        .into_iter()
        .flatten()
        .reduce(Possible::or_maybe)
        .unwrap_or(Possible::UNKNOWN)
    }

    fn haem(&self, haem: Haem) -> Possible {
        if self.haem_open { Possible::YES_OR_NO } else { Condition::truth(self.haem == Some(haem)) }
    }

    fn tier(&self, tier: Tier) -> Possible {
        Condition::truth(self.result.is_some_and(|(own, _)| own == tier))
    }

    fn number(&self, number: Number, compare: Compare, bound: u16) -> Possible {
        let value = match number {
            Number::Age => self.age,
            Number::CompleteParalysisHours => self.para_complete_h,
            Number::Sins => self.sins,
            Number::ResultLimitHours => self.result.map(|(_, limit)| f64::from(limit)),
        };
        match value {
            Some(value) => Condition::truth(compare.holds(value, bound)),
            None if self.numbers_open => Possible::ANYTHING,
            None => Possible::UNKNOWN,
        }
    }
}

#[cfg(test)]
mod tests;
