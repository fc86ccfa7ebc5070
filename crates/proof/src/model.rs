//! The whole decision as diagrams: normalisation, derived names, rules, tier and limit, clocks.
//!
//! This is a second reading of the rule book's section 1, independent of the engine's bit masks; the
//! tests hold the two together over a million random people.

use rules::{Answer, Audience, Compare, Fact, Haem, Name, Number};

use crate::book::{Book, Level, When};
use crate::diagram::{Diagram, Diagrams};
use crate::ranking::Ranking;
use crate::space::{Item, Space, State};

/// Three-valued: where it is yes and where it is no; elsewhere it is unknown.
#[derive(Clone, Copy)]
struct Value {
    yes: Diagram,
    no: Diagram,
}

/// What one audience gets.
pub struct View {
    /// Who asks.
    pub audience: Audience,
    /// Where each rule of the book holds, in table order; never, for rules of another audience.
    pub fires: Vec<Diagram>,
    /// Every level that some rule can give, most urgent first, with the people it gives it to.
    pub levels: Vec<(Level, Diagram)>,
    /// Where each clock applies.
    pub clocks: Vec<Diagram>,
    /// The levels once more, for comparing answers.
    pub(crate) ranking: Ranking,
}

/// The book as diagrams.
pub struct Model {
    names: Vec<Value>,
    /// The public, then clinicians.
    pub views: Vec<View>,
}

/// N-0: each part and its whole.
const PARTS: &[(Fact, Fact)] = &[
    (Fact::ArmNerveRootPain, Fact::NerveRootPain),
    (Fact::TrunkBandPain, Fact::NerveRootPain),
    (Fact::ArmWeakness, Fact::LimbWeakness),
    (Fact::UrinaryRetention, Fact::BladderOrBowelDysfunction),
    (Fact::UrinaryIncontinence, Fact::BladderOrBowelDysfunction),
    (Fact::LossOfBowelControl, Fact::BladderOrBowelDysfunction),
];

/// N-1 and N-2: any of these is pain in the spine.
const KINDS_OF_PAIN: &[Fact] = &[
    Fact::SeverePain,
    Fact::ProgressivePain,
    Fact::MechanicalPain,
    Fact::PainOnStraining,
    Fact::NightPain,
    Fact::SpinalTenderness,
    Fact::Claudication,
    Fact::PainNotEasedByRest,
    Fact::PainLyingDown,
    Fact::ThoracicPain,
];

struct Builder<'a> {
    all: &'a mut Diagrams,
    space: &'a Space,
    yes: Vec<Diagram>,
    no: Vec<Diagram>,
    said: Vec<Diagram>,
}

fn at(list: &[Diagram], fact: Fact) -> Diagram {
    list.get(fact as usize).copied().unwrap_or(Diagram::FALSE)
}

fn put(list: &mut [Diagram], fact: Fact, value: Diagram) {
    if let Some(slot) = list.get_mut(fact as usize) {
        *slot = value;
    }
}

impl Builder<'_> {
    fn any_yes(&mut self, facts: &[Fact]) -> Diagram {
        let yes: Vec<Diagram> = facts.iter().map(|fact| at(&self.yes, *fact)).collect();
        self.all.any(yes)
    }

    /// Where `when` holds the fact is yes, whatever was said.
    fn becomes_yes(&mut self, fact: Fact, when: Diagram) {
        let yes = self.all.or(at(&self.yes, fact), when);
        let no = self.all.without(at(&self.no, fact), when);
        let said = self.all.or(at(&self.said, fact), when);
        put(&mut self.yes, fact, yes);
        put(&mut self.no, fact, no);
        put(&mut self.said, fact, said);
    }

    /// Where all `wholes` are no, the unanswered `parts` are no.
    fn skip(&mut self, wholes: &[Fact], parts: &[Fact]) {
        let mut when = Diagram::TRUE;
        for whole in wholes {
            when = self.all.and(when, at(&self.no, *whole));
        }
        for part in parts {
            let silent = self.all.without(when, at(&self.said, *part));
            let no = self.all.or(at(&self.no, *part), silent);
            let said = self.all.or(at(&self.said, *part), silent);
            put(&mut self.no, *part, no);
            put(&mut self.said, *part, said);
        }
    }

    fn haem(&mut self, haem: Haem) -> Diagram {
        self.space.where_state(self.all, Item::Haem, |state| state == State::Haem(haem))
    }

    /// N-0 to N-9, in that order.
    fn normalise(&mut self) {
        let parts: Vec<(Fact, Diagram)> =
            PARTS.iter().map(|(part, whole)| (*whole, at(&self.yes, *part))).collect();
        for (whole, part) in parts {
            self.becomes_yes(whole, part);
        }
        let pain = self.any_yes(KINDS_OF_PAIN);
        self.becomes_yes(Fact::SpinalPain, pain);
        self.skip(&[Fact::SpinalPain], KINDS_OF_PAIN);
        let spread = self.any_yes(&[Fact::SpinalMetastases, Fact::CompressionConfirmed]);
        let blood = self.haem(Haem::Confirmed);
        let known = self.all.or(spread, blood);
        self.becomes_yes(Fact::KnownCancer, known);
        let blood = self.haem(Haem::Suspected);
        let suspected = self.all.or(at(&self.yes, Fact::SuspectedSpinalMetastases), blood);
        self.becomes_yes(Fact::SuspectedCancer, suspected);
        self.skip(&[Fact::NerveRootPain], &[Fact::ArmNerveRootPain, Fact::TrunkBandPain]);
        self.skip(&[Fact::LimbWeakness], &[Fact::ArmWeakness]);
        self.skip(
            &[Fact::BladderOrBowelDysfunction],
            &[Fact::UrinaryRetention, Fact::UrinaryIncontinence, Fact::LossOfBowelControl],
        );
        self.skip(&[Fact::SensoryChange], &[Fact::SaddleNumbness, Fact::HandsAndFeetOnly]);
        self.skip(
            &[Fact::NerveRootPain, Fact::LimbWeakness, Fact::SensoryChange],
            &[Fact::BothLegs],
        );
    }
}

fn exactly(all: &mut Diagrams, holds: Diagram) -> Value {
    Value { yes: holds, no: all.not(holds) }
}

impl Model {
    /// Composes a book over all people.
    pub fn new(all: &mut Diagrams, space: &Space, book: &Book) -> Self {
        let mut builder = Builder { all, space, yes: Vec::new(), no: Vec::new(), said: Vec::new() };
        for fact in Fact::ALL {
            let item = Item::Fact(*fact);
            let is = |answer| move |state| state == State::Said(answer);
            builder.yes.push(space.where_state(builder.all, item, is(Answer::Yes)));
            builder.no.push(space.where_state(builder.all, item, is(Answer::No)));
            builder.said.push(space.where_state(builder.all, item, |state| state != State::Absent));
        }
        builder.normalise();
        let facts = builder.yes.iter().zip(&builder.no);
        let mut names: Vec<Value> = facts.map(|(yes, no)| Value { yes: *yes, no: *no }).collect();
        names.resize(Name::ALL.len(), Value { yes: Diagram::FALSE, no: Diagram::FALSE });
        let mut model = Self { names, views: Vec::new() };
        for (name, when) in &book.derived {
            let value = model.value(all, space, when, &[]);
            if let Some(slot) = model.names.get_mut(*name as usize) {
                *slot = value;
            }
        }
        for audience in Audience::ALL {
            let view = model.view(all, space, book, *audience);
            model.views.push(view);
        }
        model
    }

    /// Where a name is yes, and where it is no.
    #[must_use]
    pub fn name(&self, name: Name) -> (Diagram, Diagram) {
        self.names
            .get(name as usize)
            .map_or((Diagram::FALSE, Diagram::FALSE), |value| (value.yes, value.no))
    }

    /// Where a condition over facts is yes.
    pub(crate) fn where_yes(&self, all: &mut Diagrams, space: &Space, when: &When) -> Diagram {
        self.value(all, space, when, &[]).yes
    }

    fn view(&self, all: &mut Diagrams, space: &Space, book: &Book, audience: Audience) -> View {
        let mut fires = vec![Diagram::FALSE; book.rules.len()];
        for (place, row) in book.active(audience) {
            let yes = self.value(all, space, &row.when, &[]).yes;
            if let Some(slot) = fires.get_mut(place) {
                *slot = yes;
            }
        }
        let levels = levels(all, book, audience, &fires);
        let mut clocks = Vec::with_capacity(book.clocks.len());
        for timer in &book.clocks {
            let value = self.value(all, space, &timer.when, &levels);
            clocks.push(if timer.is_active() { value.yes } else { Diagram::FALSE });
        }
        View { audience, ranking: Ranking::new(all, &levels), fires, levels, clocks }
    }

    /// The three-valued logic of section 1.1.
    fn value(
        &self,
        all: &mut Diagrams,
        space: &Space,
        when: &When,
        result: &[(Level, Diagram)],
    ) -> Value {
        match when {
            When::Always => Value { yes: Diagram::TRUE, no: Diagram::FALSE },
            When::Is(name) => {
                let (yes, no) = self.name(*name);
                Value { yes, no }
            }
            When::Equals(name, answer) => {
                let holds = self.equals(all, *name, *answer);
                exactly(all, holds)
            }
            When::Differs(name, answer) => {
                let holds = self.equals(all, *name, *answer);
                Value { yes: all.not(holds), no: holds }
            }
            When::HaemIs(haem) => {
                let holds = space.where_state(all, Item::Haem, |state| state == State::Haem(*haem));
                exactly(all, holds)
            }
            When::TierIs(tier) => {
                let cells = result.iter().filter(|((other, _), _)| other == tier);
                let cells: Vec<Diagram> = cells.map(|(_, cell)| *cell).collect();
                let holds = all.any(cells);
                exactly(all, holds)
            }
            When::Number(Number::ResultLimitHours, compare, bound) => {
                let cells = result
                    .iter()
                    .filter(|((_, hours), _)| compare.holds(f64::from(*hours), *bound));
                let cells: Vec<Diagram> = cells.map(|(_, cell)| *cell).collect();
                let holds = all.any(cells);
                exactly(all, holds)
            }
            When::Number(number, compare, bound) => {
                number_value(all, space, *number, *compare, *bound)
            }
            When::Not(part) => {
                let Value { yes, no } = self.value(all, space, part, result);
                Value { yes: no, no: yes }
            }
            When::All(parts) => {
                let mut sum = Value { yes: Diagram::TRUE, no: Diagram::FALSE };
                for part in parts {
                    let next = self.value(all, space, part, result);
                    sum = Value { yes: all.and(sum.yes, next.yes), no: all.or(sum.no, next.no) };
                }
                sum
            }
            When::Any(parts) => {
                let mut sum = Value { yes: Diagram::FALSE, no: Diagram::TRUE };
                for part in parts {
                    let next = self.value(all, space, part, result);
                    sum = Value { yes: all.or(sum.yes, next.yes), no: all.and(sum.no, next.no) };
                }
                sum
            }
        }
    }

    fn equals(&self, all: &mut Diagrams, name: Name, answer: Answer) -> Diagram {
        let (yes, no) = self.name(name);
        match answer {
            Answer::Yes => yes,
            Answer::No => no,
            Answer::Unknown => {
                let known = all.or(yes, no);
                all.not(known)
            }
        }
    }
}

fn number_value(
    all: &mut Diagrams,
    space: &Space,
    number: Number,
    compare: Compare,
    bound: u16,
) -> Value {
    let mut with =
        |wanted: bool| {
            space.where_state(all, Item::Number(number), |state| {
            matches!(state, State::About(value) if compare.holds(value, bound) == wanted)
        })
        };
    Value { yes: with(true), no: with(false) }
}

/// Who gets which level, most urgent first.
fn levels(
    all: &mut Diagrams,
    book: &Book,
    audience: Audience,
    fires: &[Diagram],
) -> Vec<(Level, Diagram)> {
    let deciding = || book.active(audience).filter(|(_, row)| !row.advisory);
    let mut order: Vec<Level> = deciding().map(|(_, row)| row.level()).collect();
    order.sort_unstable();
    order.dedup();
    let mut taken = Diagram::FALSE;
    let mut cells = Vec::with_capacity(order.len());
    for level in order {
        let own = deciding().filter(|(_, row)| row.level() == level);
        let own: Vec<Diagram> = own.filter_map(|(place, _)| fires.get(place).copied()).collect();
        let here = all.any(own);
        cells.push((level, all.without(here, taken)));
        taken = all.or(taken, here);
    }
    cells
}
