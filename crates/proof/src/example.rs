//! A person to look at: the one of many about whom least must be told.

use std::collections::HashMap;
use std::fmt::Write as _;

use rules::{Answer, Facts, Value};

use crate::diagram::{Diagram, Diagrams};
use crate::space::{Item, Space, State, state_word};

impl Space {
    /// The person nearest to an unremarkable one in whom `diagram` holds; `None` if nobody.
    #[must_use]
    pub fn smallest(&self, all: &Diagrams, diagram: Diagram) -> Option<Example> {
        self.nearest(all, diagram, Baseline::AskedAndNo)
    }

    /// The person of whom least must be told beside the baseline, and in whom `diagram` holds.
    #[must_use]
    pub fn nearest(&self, all: &Diagrams, diagram: Diagram, baseline: Baseline) -> Option<Example> {
        let mut search = Search { space: self, all, baseline, done: HashMap::new() };
        search.cost(diagram, 0)?;
        let mut example = Example { states: Vec::new(), baseline };
        let mut at = diagram;
        for (place, slot) in self.slots.iter().enumerate() {
            let (_, pattern) = *search.done.get(&(at, place))?;
            at = slot.follow(all, at, pattern);
            let state = *slot.states.get(pattern)?;
            example.states.push((slot.item, state, pattern == slot.usual(baseline)));
        }
        Some(example)
    }
}

/// What is left unsaid about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// Everything was asked and nothing is wrong.
    AskedAndNo,
    /// Nobody asked anything.
    NotAsked,
}

/// The way to the person of whom least must be told.
struct Search<'a> {
    space: &'a Space,
    all: &'a Diagrams,
    baseline: Baseline,
    /// The least cost from a place on, and the pattern of its slot that has it.
    done: HashMap<(Diagram, usize), (u32, usize)>,
}

impl Search<'_> {
    fn cost(&mut self, at: Diagram, place: usize) -> Option<u32> {
        if at == Diagram::FALSE {
            return None;
        }
        let Some(slot) = self.space.slots.get(place) else { return Some(0) };
        if let Some((cost, _)) = self.done.get(&(at, place)) {
            return Some(*cost);
        }
        let usual = slot.usual(self.baseline);
        let mut best: Option<(u32, usize)> = None;
        for (pattern, state) in slot.states.iter().enumerate() {
            let own = match state {
                _ if pattern == usual => 0,
                State::Said(Answer::Yes) | State::About(_) => 10,
                State::Said(Answer::No) => 11,
                _ => 12,
            };
            let next = slot.follow(self.all, at, pattern);
            if let Some(rest) = self.cost(next, place + 1)
                && best.is_none_or(|(least, _)| rest + own < least)
            {
                best = Some((rest + own, pattern));
            }
        }
        let (cost, pattern) = best?;
        self.done.insert((at, place), (cost, pattern));
        Some(cost)
    }
}

/// One person, as few answers as possible away from a baseline.
#[derive(Clone, Debug)]
pub struct Example {
    /// Each item with its state, and whether that is what the baseline leaves unsaid.
    states: Vec<(Item, State, bool)>,
    baseline: Baseline,
}

impl Example {
    /// What is left unsaid.
    #[must_use]
    pub const fn baseline(&self) -> Baseline {
        self.baseline
    }

    /// What must be told beside the baseline.
    pub fn told(&self) -> impl Iterator<Item = (Item, State)> + '_ {
        self.states.iter().filter(|(_, _, usual)| !usual).map(|(item, state, _)| (*item, *state))
    }

    /// How much must be told.
    #[must_use]
    pub fn remarks(&self) -> usize {
        self.told().count()
    }

    /// The same person with one item in another state.
    pub(crate) fn with(&self, item: Item, state: State) -> Self {
        let mut other = self.clone();
        for (at, old, _) in &mut other.states {
            if *at == item {
                *old = state;
            }
        }
        other
    }

    /// The same person as facts for the engine.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        for (item, state, _) in &self.states {
            match (item, state) {
                (Item::Fact(fact), State::Said(answer)) => facts.set(*fact, *answer),
                (Item::Haem, State::Haem(haem)) => facts.set_haem(Some(*haem)),
                (Item::Number(number), State::About(value)) => {
                    // Candidates are in range, so nothing is refused.
                    let _in_range = facts.set_value(number.key(), Value::Number(*value));
                }
                _ => {}
            }
        }
        facts
    }

    /// The person in words a clinician can read.
    #[must_use]
    pub fn words(&self, leave_out: Option<Item>) -> String {
        let mut text = String::new();
        for (item, state) in self.told().filter(|(item, _)| Some(*item) != leave_out) {
            if !text.is_empty() {
                text.push_str("; ");
            }
            let _written = match (item, state) {
                (Item::Fact(fact), state) => {
                    write!(text, "{}: {} ({})", fact.meaning(), state_word(state), fact.key())
                }
                (Item::Haem, state) => write!(text, "blood cancer: {}", state_word(state)),
                (Item::Number(number), State::About(value)) => {
                    write!(text, "{}: {value} ({})", number.meaning(), number.key())
                }
                (Item::Number(number), _) => write!(text, "{}: not recorded", number.meaning()),
            };
        }
        if text.is_empty() {
            text.push_str("nothing remarkable");
        }
        text
    }
}
