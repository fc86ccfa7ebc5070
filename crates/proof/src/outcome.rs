//! A book applied to one person, read straight from its conditions. It is the slow and obvious
//! reading of the rule book that the engine and the diagrams are held against.

use rules::{Answer, Audience, Facts, For, Haem, Name, Number, Step, Tier};

use crate::book::{Book, Level, Row, When};

/// What one audience is told about one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Tier and limit; `None` when no rule holds.
    pub level: Option<Level>,
    /// The places of the active rules that hold.
    pub fired: Vec<usize>,
    /// What to do or show, in table order, each once.
    pub steps: Vec<Step>,
    /// The places of the clocks that apply.
    pub clocks: Vec<usize>,
}

impl Outcome {
    /// The level and the rules that give it, in a few words.
    #[must_use]
    pub fn stands(&self, book: &Book) -> String {
        let Some(level) = self.level else { return "nothing holds".to_owned() };
        format!("{} ({})", level_words(level), self.deciding(book).join(", "))
    }

    /// The rules that give the level.
    #[must_use]
    pub fn deciding<'b>(&self, book: &'b Book) -> Vec<&'b str> {
        let rows = self.fired.iter().filter_map(|place| book.rules.get(*place));
        rows.filter(|row| !row.advisory && Some(row.level()) == self.level)
            .map(|row| row.id.as_str())
            .collect()
    }
}

/// A level in a few words.
#[must_use]
pub fn level_words((tier, limit_h): Level) -> String {
    if limit_h == 0 { format!("{tier} now") } else { format!("{tier} within {limit_h} h") }
}

/// Beside the page's own steps, what a member of the public sees of the winning tier (rule book 1.1).
pub(crate) fn seen_by_the_public(step: Step) -> bool {
    step.is_for_the_public_page()
        || matches!(
            step,
            Step::HumanCallBack
                | Step::BookCoordinatorCallback
                | Step::SafetyNet
                | Step::OfferRecheck
                | Step::CheckTemperatureNow
                | Step::PaediatricRoute
        )
}

/// Whether a step of this rule reaches this audience when the rule holds and `tier` wins.
pub(crate) fn reaches(audience: Audience, row: &Row, step: Step, tier: Tier) -> bool {
    match audience {
        Audience::Clinician => !(row.audience == For::Both && step.is_for_the_public_page()),
        Audience::Public => row.tier == tier && seen_by_the_public(step),
    }
}

/// One person with every name worked out.
struct Reading<'a> {
    facts: &'a Facts,
    names: Vec<Answer>,
    result: Option<Level>,
}

impl Book {
    /// Applies the book to one person.
    #[must_use]
    pub fn decide(&self, facts: &Facts, audience: Audience) -> Outcome {
        let (facts, _) = facts.normalised();
        let said = |name: &Name| name.fact().and_then(|fact| facts.answer(fact));
        let names = Name::ALL.iter().map(|name| said(name).unwrap_or(Answer::Unknown)).collect();
        let mut reading = Reading { facts: &facts, names, result: None };
        for (name, when) in &self.derived {
            let value = reading.value(when);
            if let Some(slot) = reading.names.get_mut(*name as usize) {
                *slot = value;
            }
        }
        let holding =
            self.active(audience).filter(|(_, row)| reading.value(&row.when) == Answer::Yes);
        let fired: Vec<usize> = holding.map(|(place, _)| place).collect();
        let rows = || fired.iter().filter_map(|place| self.rules.get(*place));
        let level = rows().filter(|row| !row.advisory).map(Row::level).min();
        reading.result = level;
        let mut steps = Vec::new();
        let tier = level.map_or(Tier::R0, |(tier, _)| tier);
        for row in rows() {
            for step in &row.steps {
                if reaches(audience, row, *step, tier) && !steps.contains(step) {
                    steps.push(*step);
                }
            }
        }
        let clocks = self.clocks.iter().enumerate();
        let clocks = clocks
            .filter(|(_, timer)| timer.is_active() && reading.value(&timer.when) == Answer::Yes)
            .map(|(place, _)| place)
            .collect();
        Outcome { level, fired, steps, clocks }
    }
}

const fn truth(holds: bool) -> Answer {
    if holds { Answer::Yes } else { Answer::No }
}

impl Reading<'_> {
    fn name(&self, name: Name) -> Answer {
        self.names.get(name as usize).copied().unwrap_or(Answer::Unknown)
    }

    /// The three-valued logic of section 1.1.
    fn value(&self, when: &When) -> Answer {
        match when {
            When::Always => Answer::Yes,
            When::Is(name) => self.name(*name),
            When::Equals(name, answer) => truth(self.name(*name) == *answer),
            When::Differs(name, answer) => truth(self.name(*name) != *answer),
            When::HaemIs(haem) => truth(self.facts.haem().unwrap_or(Haem::Unknown) == *haem),
            When::TierIs(tier) => truth(self.result.is_some_and(|(other, _)| other == *tier)),
            When::Number(Number::ResultLimitHours, compare, bound) => {
                truth(self.result.is_some_and(|(_, hours)| compare.holds(f64::from(hours), *bound)))
            }
            When::Number(number, compare, bound) => self
                .facts
                .number(*number)
                .map_or(Answer::Unknown, |value| truth(compare.holds(value, *bound))),
            When::Not(part) => match self.value(part) {
                Answer::Yes => Answer::No,
                Answer::No => Answer::Yes,
                Answer::Unknown => Answer::Unknown,
            },
            When::All(parts) => self.combine(parts, Answer::Yes, Answer::No),
            When::Any(parts) => self.combine(parts, Answer::No, Answer::Yes),
        }
    }

    /// `settles` wins over everything, unknown over `empty`.
    fn combine(&self, parts: &[When], empty: Answer, settles: Answer) -> Answer {
        let mut sum = empty;
        for part in parts {
            match self.value(part) {
                value if value == settles => return settles,
                Answer::Unknown => sum = Answer::Unknown,
                _ => {}
            }
        }
        sum
    }
}
