//! What is still open in a public interview: every value that each rule may yet have. Two people for
//! whom the same rules are open over the same answers are asked the same from here on.

use rules::{Answer, Audience, Fact, Facts, Haem, Name, Number};

use crate::book::{Book, Level, When};

const YES: u8 = 1;
const NO: u8 = 2;
const UNKNOWN: u8 = 4;
const ANYTHING: u8 = 7;

/// A public rule with the facts it comes down to.
struct Public<'a> {
    level: Level,
    when: &'a When,
    facts: Vec<Fact>,
    needs_age: bool,
}

/// The public rules of a book, ready to be looked at.
pub(crate) struct Openings<'a> {
    book: &'a Book,
    rules: Vec<Public<'a>>,
}

/// What decides how an interview goes on.
pub(crate) struct Open {
    /// The level that stands whatever is still asked: as said, and with every "not sure" taken back.
    pub(crate) stands: [Option<Level>; 2],
    /// The facts that an open and more urgent rule comes down to, in the order of [`Fact::LAY`].
    pub(crate) facts: Vec<bool>,
    /// Whether such a rule looks at age.
    pub(crate) age: bool,
}

impl<'a> Openings<'a> {
    pub(crate) fn new(book: &'a Book) -> Self {
        let rows = book.active(Audience::Public).filter(|(_, row)| !row.advisory);
        let rules = rows.map(|(_, row)| {
            let (mut facts, mut needs_age) = (Vec::new(), false);
            leaves(book, &row.when, &mut facts, &mut needs_age);
            Public { level: row.level(), when: &row.when, facts, needs_age }
        });
        Self { book, rules: rules.collect() }
    }

    /// What is open after these facts.
    pub(crate) fn after(&self, facts: &Facts) -> Open {
        let (facts, _) = facts.normalised();
        let said = Possible::new(self.book, &facts, UNKNOWN);
        let reopened = Possible::new(self.book, &facts, ANYTHING);
        let stands = [&said, &reopened].map(|it| {
            let sure = self.rules.iter().filter(|rule| it.value(rule.when) == YES);
            sure.map(|rule| rule.level).min()
        });
        let mut open = Open { stands, facts: vec![false; Fact::LAY.len()], age: false };
        let least = stands.iter().copied().max().flatten();
        for rule in &self.rules {
            let value = reopened.value(rule.when);
            let may = value & YES != 0 && value != YES;
            if may && least.is_none_or(|least| rule.level < least) {
                open.age |= rule.needs_age;
                for (slot, fact) in open.facts.iter_mut().zip(Fact::LAY) {
                    *slot |= rule.facts.contains(fact);
                }
            }
        }
        open
    }
}

/// The facts that a condition comes down to, derived names followed.
fn leaves(book: &Book, when: &When, facts: &mut Vec<Fact>, age: &mut bool) {
    when.walk(&mut |part| match part {
        When::Is(name) | When::Equals(name, _) | When::Differs(name, _) => {
            facts.extend(name.fact());
            if let Some((_, when)) = book.derived.iter().find(|(other, _)| other == name) {
                leaves(book, when, facts, age);
            }
        }
        When::Number(Number::Age, ..) => *age = true,
        _ => {}
    });
}

/// Every value that each name may have, as bits.
struct Possible<'a> {
    facts: &'a Facts,
    names: Vec<u8>,
}

impl<'a> Possible<'a> {
    /// What may be, where a said "not sure" may be `unsure`.
    fn new(book: &Book, facts: &'a Facts, unsure: u8) -> Self {
        let of = |name: &Name| match name.fact() {
            None => UNKNOWN,
            Some(fact) => match facts.answer(fact) {
                Some(Answer::Yes) => YES,
                Some(Answer::No) => NO,
                Some(Answer::Unknown) => unsure,
                None if Fact::LAY.contains(&fact) => ANYTHING,
                None => UNKNOWN,
            },
        };
        let mut it = Self { facts, names: Name::ALL.iter().map(of).collect() };
        for (name, when) in &book.derived {
            let value = it.value(when);
            if let Some(slot) = it.names.get_mut(*name as usize) {
                *slot = value;
            }
        }
        it
    }

    fn name(&self, name: Name) -> u8 {
        self.names.get(name as usize).copied().unwrap_or(ANYTHING)
    }

    fn equals(&self, name: Name, answer: Answer) -> u8 {
        let wanted = match answer {
            Answer::Yes => YES,
            Answer::No => NO,
            Answer::Unknown => UNKNOWN,
        };
        let value = self.name(name);
        (if value & wanted == 0 { 0 } else { YES }) | (if value & !wanted == 0 { 0 } else { NO })
    }

    fn value(&self, when: &When) -> u8 {
        match when {
            When::Always => YES,
            When::Is(name) => self.name(*name),
            When::Equals(name, answer) => self.equals(*name, *answer),
            When::Differs(name, answer) => not(self.equals(*name, *answer)),
            When::HaemIs(haem) => match self.facts.haem() {
                None | Some(Haem::Unknown) => YES | NO,
                Some(other) => truth(other == *haem),
            },
            When::TierIs(_) | When::Number(Number::ResultLimitHours, ..) => YES | NO,
            When::Number(number, compare, bound) => self
                .facts
                .number(*number)
                .map_or(ANYTHING, |value| truth(compare.holds(value, *bound))),
            When::Not(part) => not(self.value(part)),
            When::All(parts) => parts.iter().fold(YES, |sum, part| and(sum, self.value(part))),
            When::Any(parts) => {
                not(parts.iter().fold(YES, |sum, part| and(sum, not(self.value(part)))))
            }
        }
    }
}

const fn truth(holds: bool) -> u8 {
    if holds { YES } else { NO }
}

const fn not(value: u8) -> u8 {
    (value & YES) << 1 | (value & NO) >> 1 | value & UNKNOWN
}

/// `AND` over every pair of possible values.
const fn and(left: u8, right: u8) -> u8 {
    let not_no = YES | UNKNOWN;
    let open =
        left & UNKNOWN != 0 && right & not_no != 0 || right & UNKNOWN != 0 && left & not_no != 0;
    left & right & YES | (left | right) & NO | if open { UNKNOWN } else { 0 }
}
