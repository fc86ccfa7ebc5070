//! Every walk through the symptom check at once: how many pages it takes, and that no walk ends below
//! what the full form would say.
//!
//! Walks that the rules cannot tell apart any more are walked on once: which of several kinds of pain
//! is ticked does not matter where every rule asks only for any of them, and an answer does not matter
//! that no open rule looks at.

use std::collections::HashMap;

use rules::interview::{Ask, DANGER, PAGES, Page, open_pages};
use rules::{Answer, Audience, Fact, Facts, Name, Number, Settings, Value, certain, triage};

use crate::book::{Book, Level, When};
use crate::diagram::{Diagram, Numbers};
use crate::people::Dice;
use crate::possible::Openings;
use crate::proof::Proof;
use crate::space::Item;

/// The order of the design before it was computed: one page after the other; from the ninth on, a
/// page that can no longer change the tier is skipped.
const FIXED: &[&Page] = &[
    &Page { key: "weakness", ask: Ask::One(Fact::LimbWeakness) },
    &Page { key: "walking", ask: Ask::One(Fact::WalkingDifficulty) },
    &Page { key: "saddle", ask: Ask::One(Fact::SaddleNumbness) },
    &Page { key: "urine", ask: Ask::One(Fact::BladderOrBowelDysfunction) },
    &Page { key: "bowel", ask: Ask::Any(&[Fact::LossOfBowelControl, Fact::WorseningConstipation]) },
    &Page { key: "unwell", ask: Ask::Any(&[Fact::SepsisSigns, Fact::Fever]) },
    &Page {
        key: "pain",
        ask: Ask::Any(&[
            Fact::SpinalPain,
            Fact::TrunkBandPain,
            Fact::ArmNerveRootPain,
            Fact::NerveRootPain,
            Fact::BothLegs,
            Fact::OneLegOnly,
            Fact::OneArmOnly,
        ]),
    },
    &Page { key: "chest", ask: Ask::Any(&[Fact::ChestPain, Fact::SeriousAccident]) },
    &Page { key: "numb", ask: Ask::Any(&[Fact::SensoryChange, Fact::HandsAndFeetOnly]) },
    &Page { key: "cancer", ask: Ask::One(Fact::KnownCancer) },
    &Page {
        key: "drugs",
        ask: Ask::Any(&[
            Fact::AnticancerTreatmentOrWeakImmunity,
            Fact::InfectionRisk,
            Fact::NerveToxicDrug,
        ]),
    },
    &Page {
        key: "kind",
        ask: Ask::Any(&[
            Fact::SeverePain,
            Fact::ProgressivePain,
            Fact::NightPain,
            Fact::PainLyingDown,
            Fact::PainNotEasedByRest,
            Fact::PainOnStraining,
            Fact::MechanicalPain,
            Fact::SpinalTenderness,
            Fact::Claudication,
            Fact::ThoracicPain,
            Fact::WeightLoss,
            Fact::Lump,
        ]),
    },
    &Page { key: "age", ask: Ask::Age },
];
/// How many pages of the fixed order are always asked.
const ALWAYS: usize = 8;

/// How often each sign is present, and how often somebody is not sure: the invented population over
/// which the mean is taken. It says nothing about real people; it makes two orders comparable.
const PRESENT: f64 = 0.1;
const UNSURE: f64 = 0.05;
/// The same in words.
pub const POPULATION: &str =
    "one sign in ten is present, and one page in twenty is answered \"not sure\"";

/// How long the walks through one order of pages are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Depth {
    /// The most pages that any walk takes.
    pub worst: u32,
    /// The mean number of pages, where one sign in ten is present and one answer in twenty is "not
    /// sure".
    pub mean: f64,
    /// How many different ends the walks have.
    pub ends: usize,
}

/// The interview that the symptom check computes, walked to every end.
#[derive(Clone, Debug, PartialEq)]
pub struct Interview {
    /// How long it is.
    pub depth: Depth,
    /// How many ends were replayed through the full form.
    pub replayed: usize,
    /// Ends that a further page could have made more urgent; must be empty.
    pub below: Vec<String>,
}

/// The page that the symptom check asks next.
fn computed(facts: &Facts, asked: &[&'static Page], settings: &Settings) -> Option<&'static Page> {
    if asked.is_empty() {
        return Some(DANGER);
    }
    let was_asked = |page: &Page| asked.iter().any(|other| other.key == page.key);
    open_pages(facts, was_asked, settings).into_iter().next()
}

/// The page that the fixed order asks next.
fn fixed(facts: &Facts, asked: &[&'static Page], settings: &Settings) -> Option<&'static Page> {
    let open = rules::questions(facts, Audience::Public, settings);
    let last = asked.last().and_then(|page| FIXED.iter().position(|other| other.key == page.key));
    let next = last.map_or(0, |last| last + 1);
    FIXED.iter().copied().enumerate().skip(next).find_map(|(place, page)| {
        let matters = place < ALWAYS
            || open.iter().any(|question| match question {
                rules::Question::Fact(fact) => page.facts().contains(fact),
                rules::Question::Number(Number::Age) => page.ask == Ask::Age,
                _ => false,
            });
        matters.then_some(page)
    })
}

impl Interview {
    /// Walks it to every end and replays each through the full form.
    #[must_use]
    pub fn of(proof: &Proof<'_>) -> Self {
        let settings = Settings::default();
        let mut walk = Walk::new(proof.book, &settings);
        let length = walk.from(&Facts::new(), &mut Vec::new());
        let ends = || walk.ends.iter();
        Self {
            depth: length.depth(walk.ends.len()),
            replayed: ends().count(),
            below: ends().filter_map(|end| ends_below(proof, end, &settings)).collect(),
        }
    }
}

/// How long the fixed order of the design is for people drawn from the same population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampled {
    /// How many people were drawn.
    pub people: u32,
    /// The most pages that one of them took.
    pub longest: u32,
    /// The mean number of pages.
    pub mean: f64,
}

impl Sampled {
    /// Draws people with a seed and walks each through the fixed order.
    #[must_use]
    pub fn of_the_fixed_order(people: u32, seed: u64) -> Self {
        let settings = Settings::default();
        let mut dice = Dice::from_seed(seed);
        let (mut longest, mut all) = (0, 0.0);
        for _ in 0..people {
            let (mut facts, mut asked) = (Facts::new(), Vec::new());
            while certain(&facts, Audience::Public, &settings).is_none()
                && let Some(page) = fixed(&facts, &asked, &settings)
            {
                asked.push(page);
                let mut left = f64::from(dice.roll(u16::MAX)) / f64::from(u16::MAX);
                for (chance, after) in outcomes(page, &facts.clone(), &[]) {
                    facts = after;
                    left -= chance;
                    if left < 0.0 {
                        break;
                    }
                }
            }
            let pages = u32::try_from(asked.len()).unwrap_or(u32::MAX);
            longest = longest.max(pages);
            all += f64::from(pages);
        }
        Self { people, longest, mean: all / f64::from(people.max(1)) }
    }
}

#[derive(Clone, Copy)]
struct Length {
    worst: u32,
    mean: f64,
}

impl Length {
    const fn depth(self, ends: usize) -> Depth {
        Depth { worst: self.worst, mean: self.mean, ends }
    }
}

struct Walk<'a> {
    settings: &'a Settings,
    groups: Vec<Vec<Fact>>,
    openings: Openings<'a>,
    known: HashMap<Key, Length>,
    /// The facts of every end, and whether age was asked.
    ends: Vec<(Facts, bool)>,
}

impl<'a> Walk<'a> {
    fn new(book: &'a Book, settings: &'a Settings) -> Self {
        Self {
            settings,
            groups: interchangeable(book),
            openings: Openings::new(book),
            known: HashMap::new(),
            ends: Vec::new(),
        }
    }

    fn from(&mut self, facts: &Facts, asked: &mut Vec<&'static Page>) -> Length {
        let key = key(&self.openings, facts, asked);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let emergency = certain(facts, Audience::Public, self.settings).is_some();
        let page = if emergency { None } else { computed(facts, asked, self.settings) };
        let length = match page {
            None => {
                let asked_age = asked.iter().any(|page| page.ask == Ask::Age);
                self.ends.push((facts.clone(), asked_age));
                Length { worst: 0, mean: 0.0 }
            }
            Some(page) => {
                asked.push(page);
                let (mut worst, mut mean) = (0, 1.0);
                for (chance, after) in outcomes(page, facts, &self.groups) {
                    let rest = self.from(&after, asked);
                    worst = worst.max(rest.worst + 1);
                    mean += chance * rest.mean;
                }
                asked.pop();
                Length { worst, mean }
            }
        };
        self.known.insert(key, length);
        length
    }
}

/// What decides how a walk goes on: the levels that stand, the answers that an open and more urgent
/// rule still looks at, and the pages asked.
type Key = ([Option<Level>; 2], u128, u8, u16);

fn key(openings: &Openings<'_>, facts: &Facts, asked: &[&'static Page]) -> Key {
    let open = openings.after(facts);
    let (known, _) = facts.normalised();
    let said = Fact::LAY.iter().zip(&open.facts).fold(0, |key, (fact, matters)| {
        key << 2
            | match known.answer(*fact).filter(|_| *matters) {
                None => 0,
                Some(Answer::Yes) => 1,
                Some(Answer::No) => 2,
                Some(Answer::Unknown) => 3,
            }
    });
    let age = match facts.number(Number::Age).filter(|_| open.age) {
        None => 0,
        Some(age) if age < 18.0 => 1,
        Some(_) => 2,
    };
    let pages = PAGES.iter().enumerate().fold(0, |bits, (place, page)| {
        bits | u16::from(asked.iter().any(|other| other.key == page.key)) << place
    });
    (open.stands, said, age, pages)
}

/// The facts of a page that the public rules use only together, as "any of these".
fn interchangeable(book: &Book) -> Vec<Vec<Fact>> {
    let mut groups: Vec<(Vec<Name>, bool, Vec<Fact>)> = Vec::new();
    for fact in PAGES.iter().flat_map(|page| page.facts()) {
        let name = fact.name();
        let mut only_in = Vec::new();
        let mut alone = false;
        for (derived, when) in &book.derived {
            let in_any = matches!(when, When::Any(parts) if parts.contains(&When::Is(name)));
            if in_any {
                only_in.push(*derived);
            } else {
                alone |= uses(when, name);
            }
        }
        alone |= book.active(Audience::Public).any(|(_, row)| uses(&row.when, name));
        // N-0 and N-5 to N-9 treat these one by one; kinds of pain are alike to N-1 and N-2.
        let normalised = Facts::new().with(*fact, Answer::Yes).normalised().0;
        let is_pain = normalised.answer(Fact::SpinalPain) == Some(Answer::Yes);
        let implies_more = normalised.said().count() > 1 && !is_pain;
        if alone || implies_more || only_in.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(names, pain, _)| *names == only_in && *pain == is_pain) {
            Some((_, _, facts)) => facts.push(*fact),
            None => groups.push((only_in, is_pain, vec![*fact])),
        }
    }
    groups.into_iter().map(|(_, _, facts)| facts).filter(|facts| facts.len() > 1).collect()
}

fn uses(when: &When, name: Name) -> bool {
    let mut found = false;
    when.walk(&mut |part| {
        if let When::Is(other) | When::Equals(other, _) | When::Differs(other, _) = part {
            found |= *other == name;
        }
    });
    found
}

/// Every answer to a page that the rules can tell apart, with its chance.
fn outcomes(page: &'static Page, facts: &Facts, groups: &[Vec<Fact>]) -> Vec<(f64, Facts)> {
    if page.ask == Ask::Age {
        let ages = [(UNSURE, None), (PRESENT, Some(12)), (1.0 - PRESENT - UNSURE, Some(60))];
        return ages
            .into_iter()
            .map(|(chance, age)| {
                let mut after = facts.clone();
                let value = age.map_or(Value::Null, |age: u8| Value::Number(age.into()));
                let _in_range = after.set_value("age", value);
                (chance, after)
            })
            .collect();
    }
    // One tick stands for a group: each choice is "none of them" or "at least one".
    let mut choices: Vec<(Fact, i32)> = Vec::new();
    for fact in page.facts() {
        let group = groups.iter().find(|group| group.contains(fact));
        let alike =
            group.map_or(1, |group| group.iter().filter(|it| page.facts().contains(it)).count());
        let first = group.is_none_or(|group| {
            page.facts().iter().find(|other| group.contains(other)) == Some(fact)
        });
        if first {
            choices.push((*fact, i32::try_from(alike).unwrap_or(1)));
        }
    }
    let single = matches!(page.ask, Ask::One(_));
    let mut all = Vec::new();
    for pattern in 0_u32..1 << choices.len() {
        let ticked = |fact: Fact| {
            let place = choices.iter().position(|(other, _)| *other == fact);
            place.is_some_and(|place| pattern >> place & 1 == 1)
        };
        let mut chance = 1.0;
        for (place, (_, alike)) in choices.iter().enumerate() {
            let none = (1.0 - PRESENT).powi(*alike);
            chance *= if pattern >> place & 1 == 1 { 1.0 - none } else { none };
        }
        for unsure in [false, true] {
            if single && unsure && pattern != 0 {
                continue; // Yes, no or not sure: one of them.
            }
            let share = match (single && pattern != 0, unsure) {
                (true, _) => 1.0,
                (false, true) => UNSURE,
                (false, false) => 1.0 - UNSURE,
            };
            let mut after = facts.clone();
            for (fact, answer) in page.answers(ticked, unsure) {
                after.set(fact, answer);
            }
            all.push((chance * share, after));
        }
    }
    all
}

/// The end in words, if answering the pages that were not asked could make it more urgent.
fn ends_below(
    proof: &Proof<'_>,
    (end, asked_age): &(Facts, bool),
    settings: &Settings,
) -> Option<String> {
    let decision = triage(end, Audience::Public, settings);
    let level = (decision.tier, decision.limit_h);
    let (settled, _) = end.normalised();
    let on_a_page = |fact: Fact| PAGES.iter().any(|page| page.facts().contains(&fact));
    let free = |item: Item| match item {
        // What follows from an answer, no pain so no kind of pain, is not asked in the full form.
        Item::Fact(fact) => on_a_page(fact) && settled.answer(fact).is_none(),
        Item::Number(Number::Age) => !asked_age,
        Item::Number(_) | Item::Haem => false,
    };
    let values = proof.space.place(end, &[proof.book]);
    let open: Vec<bool> = proof.space.each_variable(free).collect();
    let view = proof.view(Audience::Public)?;
    let more_urgent = view.levels.iter().filter(|(other, _)| *other < level);
    let mut cells = more_urgent.map(|(_, cell)| *cell);
    let reached = cells.any(|cell| reaches(proof, cell, &values, &open, &mut Numbers::default()));
    reached.then(|| {
        let said: Vec<String> =
            end.said().map(|(fact, answer)| format!("{} {answer}", fact.key())).collect();
        format!("{} after {}", crate::level_words(level), said.join(", "))
    })
}

/// Whether a diagram can hold with the closed variables as they are.
fn reaches(
    proof: &Proof<'_>,
    at: Diagram,
    values: &[bool],
    open: &[bool],
    seen: &mut Numbers,
) -> bool {
    let Some((variable, low, high)) = proof.all.split(at) else { return at == Diagram::TRUE };
    if !seen.insert(at.number()) {
        return false;
    }
    let place = variable as usize;
    let is_open = open.get(place).copied().unwrap_or(false);
    let value = values.get(place).copied().unwrap_or(false);
    (is_open || value) && reaches(proof, high, values, open, seen)
        || (is_open || !value) && reaches(proof, low, values, open, seen)
}

impl crate::space::Space {
    /// For each variable, in order, what `of` says of its item.
    fn each_variable(&self, of: impl Fn(Item) -> bool) -> impl Iterator<Item = bool> {
        self.slots.iter().flat_map(move |slot| {
            let it = of(slot.item);
            slot.assignment(0).map(move |_| it)
        })
    }
}
