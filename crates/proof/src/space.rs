//! Every person there can be: each fact is yes, no, "not sure" or not asked; each number lies in one
//! of the intervals that the rules tell apart, or is not recorded.

use rules::{Answer, Fact, Facts, Haem, Number};

use crate::book::{Book, When};
use crate::diagram::{Diagram, Diagrams};
use crate::example::Baseline;

/// One thing that may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A yes-or-no fact.
    Fact(Fact),
    /// Blood cancer.
    Haem,
    /// A number.
    Number(Number),
}

/// One value an item may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// Nobody asked, or nothing is recorded.
    Absent,
    /// An answer.
    Said(Answer),
    /// A value of `haem`.
    Haem(Haem),
    /// Any number of one interval, shown by one of its numbers.
    About(f64),
}

/// An item with its variables. Each pattern of the variables means one state.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) item: Item,
    /// The first variable; the others follow.
    first: u32,
    bits: u32,
    /// The state of each pattern.
    pub(crate) states: Vec<State>,
    /// The pattern of a person who was asked and in whom nothing is wrong.
    asked: usize,
    /// The pattern of a person whom nobody asked.
    silent: usize,
}

/// What tells people apart.
pub struct Space {
    pub(crate) slots: Vec<Slot>,
    variables: u32,
}

const CANDIDATES_MAX: u16 = 120;

impl Space {
    /// The people that these books tell apart.
    #[must_use]
    pub fn new(books: &[&Book]) -> Self {
        let mut space = Self { slots: Vec::new(), variables: 0 };
        for fact in Fact::ALL {
            let unknown = if *fact == Fact::SiteFlatUntilMri {
                State::Absent // A site switch is set or it is not.
            } else {
                State::Said(Answer::Unknown)
            };
            let states =
                vec![unknown, State::Said(Answer::Yes), State::Said(Answer::No), State::Absent];
            space.add(Item::Fact(*fact), states, 2);
        }
        space.add(Item::Haem, Haem::ALL.iter().map(|haem| State::Haem(*haem)).collect(), 2);
        for number in [Number::Age, Number::Sins, Number::CompleteParalysisHours] {
            let states = intervals(number, books);
            let usual = match number {
                Number::Age => states.iter().position(|state| *state == State::About(60.0)),
                _ => None,
            };
            space.add(Item::Number(number), states, usual.unwrap_or(0));
        }
        space
    }

    fn add(&mut self, item: Item, mut states: Vec<State>, asked: usize) {
        let mut bits = 0;
        while 1 << bits < states.len() {
            bits += 1;
        }
        // A pattern that is left over means what the first one means, so that none is impossible.
        let first_state = states.first().copied().unwrap_or(State::Absent);
        states.resize(1 << bits, first_state);
        let silent = [State::Absent, State::Haem(Haem::Unknown)];
        let silent = states.iter().position(|state| silent.contains(state)).unwrap_or(asked);
        self.slots.push(Slot { item, first: self.variables, bits, states, asked, silent });
        self.variables += bits;
    }

    /// How many Boolean variables there are.
    #[must_use]
    pub const fn variables(&self) -> u32 {
        self.variables
    }

    pub(crate) fn slot(&self, item: Item) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.item == item)
    }

    /// The people in whom `item` is in a state that `wanted` accepts.
    pub(crate) fn where_state(
        &self,
        all: &mut Diagrams,
        item: Item,
        wanted: impl Fn(State) -> bool,
    ) -> Diagram {
        let Some(slot) = self.slot(item) else { return Diagram::FALSE };
        let mut sum = Diagram::FALSE;
        for (pattern, state) in slot.states.iter().enumerate() {
            if wanted(*state) {
                let mut one = Diagram::TRUE;
                for (variable, value) in slot.assignment(pattern) {
                    let literal = all.variable(variable);
                    one = if value { all.and(one, literal) } else { all.without(one, literal) };
                }
                sum = all.or(sum, one);
            }
        }
        sum
    }

    /// The variables of a person: which are true.
    #[must_use]
    pub fn place(&self, facts: &Facts, books: &[&Book]) -> Vec<bool> {
        let mut values = Vec::with_capacity(self.variables as usize);
        for slot in &self.slots {
            let pattern = match slot.item {
                Item::Fact(fact) => {
                    let state = facts.answer(fact).map_or(State::Absent, State::Said);
                    slot.states.iter().position(|other| *other == state)
                }
                Item::Haem => {
                    let state = State::Haem(facts.haem().unwrap_or(Haem::Unknown));
                    slot.states.iter().position(|other| *other == state)
                }
                Item::Number(number) => {
                    let wanted = signature(number, facts.number(number), books);
                    slot.states.iter().position(|state| {
                        let value =
                            if let State::About(value) = state { Some(*value) } else { None };
                        signature(number, value, books) == wanted
                    })
                }
            };
            let pattern = pattern.unwrap_or(0);
            values.extend(slot.assignment(pattern).map(|(_, value)| value));
        }
        values
    }
}

impl Slot {
    /// The pattern that needs no telling.
    pub(crate) fn usual(&self, baseline: Baseline) -> usize {
        match baseline {
            Baseline::AskedAndNo => self.asked,
            Baseline::NotAsked => self.silent,
        }
    }

    /// Each variable with its value in a pattern.
    pub(crate) fn assignment(&self, pattern: usize) -> impl Iterator<Item = (u32, bool)> + use<> {
        let first = self.first;
        (0..self.bits).map(move |bit| (first + bit, pattern & 1 << bit != 0))
    }

    pub(crate) fn follow(&self, all: &Diagrams, mut at: Diagram, pattern: usize) -> Diagram {
        while let Some((variable, low, high)) = all.split(at) {
            let Some(bit) = variable.checked_sub(self.first).filter(|bit| *bit < self.bits) else {
                break;
            };
            at = if pattern & 1 << bit != 0 { high } else { low };
        }
        at
    }

    /// The values of this slot's variables that mean `state`.
    pub(crate) fn fixed(&self, state: State) -> Option<Vec<(u32, bool)>> {
        let pattern = self.states.iter().position(|other| *other == state)?;
        Some(self.assignment(pattern).collect())
    }
}

/// How each comparison of these books comes out.
fn signature(number: Number, value: Option<f64>, books: &[&Book]) -> Option<Vec<bool>> {
    let value = value?;
    let mut truths = Vec::new();
    for condition in books.iter().flat_map(|book| book.conditions()) {
        condition.walk(&mut |part| {
            if let When::Number(other, compare, bound) = part
                && *other == number
            {
                truths.push(compare.holds(value, *bound));
            }
        });
    }
    Some(truths)
}

/// Not recorded, and one number of each interval that the books tell apart.
fn intervals(number: Number, books: &[&Book]) -> Vec<State> {
    let mut found: Vec<(Option<Vec<bool>>, State)> = vec![(None, State::Absent)];
    // Sixty and twelve are believable; then every whole number, highest first.
    let first: &[u16] = if number == Number::Age { &[60, 40, 12] } else { &[] };
    let max = if number == Number::Sins { 18 } else { CANDIDATES_MAX };
    for candidate in first.iter().copied().chain((0..=max).rev()) {
        let value = f64::from(candidate);
        let seen = signature(number, Some(value), books);
        if !found.iter().any(|(other, _)| *other == seen) {
            found.push((seen, State::About(value)));
        }
    }
    found.into_iter().map(|(_, state)| state).collect()
}

/// A state in a word or two.
#[must_use]
pub(crate) const fn state_word(state: State) -> &'static str {
    match state {
        State::Absent => "not asked",
        State::Said(Answer::Yes) => "yes",
        State::Said(Answer::No) => "no",
        State::Said(Answer::Unknown) => "not sure",
        State::Haem(haem) => haem.key(),
        State::About(_) => "a number",
    }
}
