//! The proof obligations: what must hold for every person there can be, and a person to look at
//! wherever it does not.

use std::fmt::Write as _;

use rules::{Answer, Audience, Fact, Haem, Name, Step, Tier};

use crate::book::{Book, Row};
use crate::diagram::{Diagram, Diagrams};
use crate::model::{Level, Model, View, levels};
use crate::space::{Item, Space, State, state_word};

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
}

impl Obligation {
    const fn new(says: &'static str) -> Self {
        Self { says, decided: 0, failures: Vec::new(), to_accept: Vec::new() }
    }
}

/// A known place where the rules of the book do not keep a promise, or keep it only in spirit. Each
/// is printed at every check with a person, for a clinician to accept or to have mended; nothing else
/// may break the promise.
struct Exception {
    facts: &'static [Fact],
    /// The rule that may stop deciding when one of the facts changes.
    rule: &'static str,
    why: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        facts: &[Fact::CompressionRuledOut],
        rule: "TR-29",
        why: "stopping the steroid is a duty that only an exclusion creates",
    },
    Exception {
        facts: &[
            Fact::SpinalPain,
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
            Fact::WalkingDifficulty,
            Fact::LimbWeakness,
            Fact::ArmWeakness,
            Fact::NerveRootPain,
            Fact::ArmNerveRootPain,
            Fact::TrunkBandPain,
            Fact::CompressionOnImaging,
            Fact::HandsAndFeetOnly,
            Fact::NerveToxicDrug,
        ],
        rule: "TR-77",
        why: "the answer ends the stable neuropathy pattern, and with it the call that only the pattern \
              brings; without cancer and with symptoms in one limb only nothing else may take its place",
    },
    Exception {
        facts: &[Fact::SensoryChange, Fact::BothLegs],
        rule: "TR-64",
        why: "told symptoms end the 2 h examination of those without any; the stable neuropathy pattern \
              then gives 12 h",
    },
    Exception {
        facts: &[Fact::NerveRootPain, Fact::ArmNerveRootPain, Fact::TrunkBandPain],
        rule: "TR-63",
        why: "a yes settles root pain as a whole, and with it the 2 h examination for not knowing; with \
              symptoms said to be in one limb only nothing else takes its place",
    },
    Exception {
        facts: &[Fact::ArmNerveRootPain],
        rule: "TR-34",
        why: "arm pain settles an unsure root pain (N-0); with \"one leg only\", which contradicts it, \
              TR-19 then gives 24 h",
    },
];

/// Rules that add nothing beside the others, and why they are kept.
const KEPT: &[(&str, &str)] = &[(
    "TR-02",
    "TR-35 says the same for chest pain by itself; TR-02 keeps the NHS page's own words",
)];

/// Every red flag and urgent item of the seed page (rule book section 9): its name, and the facts that
/// are yes beside spinal pain. Nothing is assumed about anything else.
const RED_FLAGS: &[(&str, &[Fact])] = &[
    ("new leg weakness", &[Fact::LimbWeakness]),
    ("new arm weakness", &[Fact::LimbWeakness, Fact::ArmWeakness]),
    ("new numbness", &[Fact::SensoryChange]),
    ("saddle numbness", &[Fact::SensoryChange, Fact::SaddleNumbness]),
    ("new or worse difficulty walking", &[Fact::WalkingDifficulty]),
    ("problems passing urine", &[Fact::BladderOrBowelDysfunction]),
    ("urinary retention", &[Fact::UrinaryRetention]),
    ("new urinary incontinence", &[Fact::UrinaryIncontinence]),
    ("loss of bowel control", &[Fact::LossOfBowelControl]),
    ("new worsening constipation", &[Fact::WorseningConstipation]),
    ("worsening constipation with night pain", &[Fact::WorseningConstipation, Fact::NightPain]),
    ("severe, rapidly worsening pain", &[Fact::SeverePain, Fact::ProgressivePain]),
    ("fever with spinal pain", &[Fact::Fever]),
    ("fever on cancer treatment", &[Fact::Fever, Fact::AnticancerTreatmentOrWeakImmunity]),
    ("signs of sepsis", &[Fact::SepsisSigns]),
];

/// Everything needed to decide statements about a book.
pub struct Proof<'a> {
    all: Diagrams,
    space: Space,
    book: &'a Book,
    model: Model,
}

impl<'a> Proof<'a> {
    /// Builds the diagrams of a book.
    #[must_use]
    pub fn of(book: &'a Book) -> Self {
        let mut all = Diagrams::default();
        let space = Space::new(&[book]);
        let model = Model::new(&mut all, &space, book);
        Self { all, space, book, model }
    }

    /// The arena, the people, and the composed decision.
    #[must_use]
    pub const fn parts(&self) -> (&Diagrams, &Space, &Model) {
        (&self.all, &self.space, &self.model)
    }

    /// Decides every obligation.
    #[must_use]
    pub fn check(&mut self) -> Vec<Obligation> {
        vec![
            self.exactly_one_tier(),
            self.risks_never_lower(),
            self.mitigating_facts_never_lower(),
            self.settling_answers(),
            self.no_rule_is_dead(),
            self.every_clock_can_apply(),
            self.red_flags_are_urgent(),
            self.suppressions(),
        ]
    }

    fn exactly_one_tier(&mut self) -> Obligation {
        let mut done =
            Obligation::new("every person has exactly one tier, within its longest time");
        for view in &self.model.views {
            // Each cell leaves the more urgent ones out, so none is counted twice.
            let covered = self.all.any(view.levels.iter().map(|(_, cell)| *cell));
            let nobody = self.all.not(covered);
            done.decided += 1;
            if let Some(person) = self.space.smallest(&self.all, nobody) {
                done.failures.push(format!(
                    "{}: no rule holds for {}",
                    view.audience,
                    person.words(None)
                ));
            }
            for (level, cell) in &view.levels {
                let (tier, limit_h) = *level;
                let wrong_audience = match view.audience {
                    Audience::Public => tier == Tier::E1,
                    Audience::Clinician => tier == Tier::E0,
                };
                let too_long = tier.cap_h().is_some_and(|cap| limit_h > cap);
                done.decided += 2;
                if wrong_audience || too_long {
                    let person = self.space.smallest(&self.all, *cell);
                    if let Some(person) = person {
                        done.failures.push(format!(
                            "{}: {} is not an answer for this audience and tier; {}",
                            view.audience,
                            level_words(*level),
                            person.words(None)
                        ));
                    }
                }
            }
        }
        done
    }

    /// People whose level with `item` at `after` is less urgent than with it at `before`. Some rules may
    /// be left out of the view before.
    fn lowered(
        &mut self,
        view: usize,
        item: Item,
        (before, after): (State, State),
        leave_out: &[usize],
    ) -> Diagram {
        let Some(view) = self.model.views.get(view) else { return Diagram::FALSE };
        let Some(slot) = self.space.slot(item) else { return Diagram::FALSE };
        let (Some(before), Some(after)) = (slot.fixed(before), slot.fixed(after)) else {
            return Diagram::FALSE;
        };
        let old_cells = levels(&mut self.all, self.book, view.audience, &view.fires, leave_out);
        let (mut old_sum, mut new_sum, mut lowered) =
            (Diagram::FALSE, Diagram::FALSE, Diagram::FALSE);
        for (level, new_cell) in &view.levels {
            let old_cell = old_cells.iter().find(|(other, _)| other == level);
            let old_cell = old_cell.map_or(Diagram::FALSE, |(_, cell)| *cell);
            old_sum = self.all.or(old_sum, old_cell);
            new_sum = self.all.or(new_sum, *new_cell);
            let old_fixed = self.all.fix(old_sum, &before);
            let new_fixed = self.all.fix(new_sum, &after);
            let worse = self.all.without(old_fixed, new_fixed);
            lowered = self.all.or(lowered, worse);
        }
        lowered
    }

    fn change_words(
        &self,
        audience: Audience,
        item: Item,
        (before, after): (State, State),
        who: Diagram,
    ) -> Option<String> {
        let person = self.space.smallest(&self.all, who)?;
        let view = self.model.views.iter().find(|view| view.audience == audience)?;
        let what = match item {
            Item::Fact(fact) => format!("\"{}\" ({})", fact.meaning(), fact.key()),
            Item::Haem => "\"blood cancer\" (haem)".to_owned(),
            Item::Number(number) => number.meaning().to_owned(),
        };
        let mut text = format!("{audience}: {what}");
        for (word, state) in [("with", before), ("but with", after)] {
            let slot = self.space.slot(item)?;
            let mut values = self.space.place(&person.facts(), &[self.book]);
            for (variable, value) in slot.fixed(state)? {
                *values.get_mut(variable as usize)? = value;
            }
            let _written =
                write!(text, "; {word} {} {}", state_word(state), self.outcome(view, &values));
        }
        let _written = write!(
            text,
            "; the person: {}; everything else was asked and is no",
            person.words(Some(item))
        );
        Some(text)
    }

    /// Level and deciding rules of one person.
    fn outcome(&self, view: &View, values: &[bool]) -> String {
        let is_true = |variable: u32| values.get(variable as usize).copied().unwrap_or(false);
        let level = view.levels.iter().find(|(_, cell)| self.all.holds(*cell, is_true));
        let Some((level, _)) = level else { return "nothing holds".to_owned() };
        let rules: Vec<&str> = self
            .book
            .rules
            .iter()
            .zip(&view.fires)
            .filter(|(row, fires)| row.tier == level.0 && self.all.holds(**fires, is_true))
            .map(|(row, _)| row.id.as_str())
            .collect();
        format!("{} ({})", level_words(*level), rules.join(", "))
    }

    fn audiences(&self) -> Vec<(usize, Audience)> {
        self.model.views.iter().map(|view| view.audience).enumerate().collect()
    }

    fn risks_never_lower(&mut self) -> Obligation {
        let mut done = Obligation::new(
            "a risk that turns from no to yes, not sure or not asked never lowers urgency",
        );
        let mut changes = Vec::new();
        for fact in Fact::ALL.iter().filter(|fact| !Fact::MITIGATING.contains(fact)) {
            if *fact != Fact::SiteFlatUntilMri {
                for after in [State::Said(Answer::Yes), State::Said(Answer::Unknown), State::Absent]
                {
                    changes.push((Item::Fact(*fact), (State::Said(Answer::No), after)));
                }
            }
        }
        for haem in [Haem::Unknown, Haem::Suspected, Haem::Confirmed] {
            changes.push((Item::Haem, (State::Haem(Haem::Absent), State::Haem(haem))));
        }
        for (item, change) in changes {
            self.never_lower(&mut done, item, change);
        }
        done
    }

    /// Decides one change for both audiences, with the exceptions named beside it.
    fn never_lower(&mut self, done: &mut Obligation, item: Item, change: (State, State)) {
        for (place, audience) in self.audiences() {
            done.decided += 1;
            let who = self.lowered(place, item, change, &[]);
            if who == Diagram::FALSE {
                continue;
            }
            let excepted: Vec<&Exception> = EXCEPTIONS
                .iter()
                .filter(|it| matches!(item, Item::Fact(fact) if it.facts.contains(&fact)))
                .collect();
            let rules = excepted.iter().filter_map(|it| self.book.rule(it.rule));
            let rules: Vec<usize> = rules.map(|(place, _)| place).collect();
            let worse = self.lowered(place, item, change, &rules);
            if worse == Diagram::FALSE {
                let why: Vec<String> =
                    excepted.iter().map(|it| format!("{}, because {}", it.rule, it.why)).collect();
                let words = self.change_words(audience, item, change, who).unwrap_or_default();
                done.to_accept.push(format!("{}. {words}", why.join("; or ")));
            } else {
                done.failures.extend(self.change_words(audience, item, change, worse));
            }
        }
    }

    fn mitigating_facts_never_lower(&mut self) -> Obligation {
        let mut done = Obligation::new(
            "a mitigating fact that turns from yes to not sure or not asked never lowers urgency",
        );
        for fact in Fact::MITIGATING {
            for after in [State::Said(Answer::Unknown), State::Absent] {
                let change = (State::Said(Answer::Yes), after);
                self.never_lower(&mut done, Item::Fact(*fact), change);
            }
        }
        done
    }

    fn settling_answers(&mut self) -> Obligation {
        let mut done = Obligation::new("where a yes is calmer than a not sure, it is listed");
        for fact in Fact::ALL.iter().filter(|fact| **fact != Fact::SiteFlatUntilMri) {
            let change = (State::Said(Answer::Unknown), State::Said(Answer::Yes));
            for (place, audience) in self.audiences() {
                done.decided += 1;
                let who = self.lowered(place, Item::Fact(*fact), change, &[]);
                done.to_accept.extend(self.change_words(audience, Item::Fact(*fact), change, who));
            }
        }
        done
    }

    fn no_rule_is_dead(&mut self) -> Obligation {
        let mut done =
            Obligation::new("every rule adds a tier, a limit or an action in some person");
        for (place, row) in self.book.rules.iter().enumerate().filter(|(_, row)| row.active) {
            done.decided += 1;
            let mut adds = Diagram::FALSE;
            for view in &self.model.views {
                let own = added(&mut self.all, self.book, view, place, row);
                adds = self.all.or(adds, own);
            }
            let kept = KEPT.iter().find(|(id, _)| *id == row.id);
            if let (Some((id, why)), Diagram::FALSE) = (kept, adds) {
                done.to_accept.push(format!("{id} adds nothing in anybody; {why}"));
            } else if adds == Diagram::FALSE {
                done.failures.push(format!("{} adds nothing in anybody: {}", row.id, row.says));
            }
        }
        done
    }

    fn every_clock_can_apply(&mut self) -> Obligation {
        let mut done = Obligation::new("every clock applies to some person");
        for (place, timer) in self.book.clocks.iter().enumerate().filter(|(_, it)| it.active) {
            done.decided += 1;
            let views = self.model.views.iter();
            let mut cells = views.filter_map(|view| view.clocks.get(place).copied());
            if cells.all(|cell| cell == Diagram::FALSE) {
                done.failures.push(format!("{} applies to nobody", timer.id));
            }
        }
        done
    }

    fn red_flags_are_urgent(&mut self) -> Obligation {
        let mut done = Obligation::new(
            "every red flag of the seed page with spinal pain is E0, I1 or S1 for the public, whatever else is so",
        );
        let Some(view) = self.model.views.iter().find(|it| it.audience == Audience::Public) else {
            return done;
        };
        let urgent = view.levels.iter().filter(|((tier, _), _)| *tier <= Tier::S1);
        let urgent = self.all.any(urgent.map(|(_, cell)| *cell));
        for (name, facts) in RED_FLAGS {
            done.decided += 1;
            let mut who = Diagram::TRUE;
            for fact in facts.iter().chain(&[Fact::SpinalPain]) {
                let yes = self.space.where_state(&mut self.all, Item::Fact(*fact), |state| {
                    state == State::Said(Answer::Yes)
                });
                who = self.all.and(who, yes);
            }
            let missed = self.all.without(who, urgent);
            if let Some(person) = self.space.smallest(&self.all, missed) {
                let values = self.space.place(&person.facts(), &[self.book]);
                let outcome = self.outcome(view, &values);
                let person = person.words(None);
                done.failures.push(format!("{name}: {outcome}; the person: {person}"));
            }
        }
        done
    }

    /// What holds something back, and that it never does so silently.
    fn suppressions(&mut self) -> Obligation {
        let mut done =
            Obligation::new("whatever is held back is held back on purpose, and is not silent");
        let (pattern, _) = self.model.name(Name::StableNeuropathyPattern);
        for view in &self.model.views {
            done.decided += 1;
            let heard = view.levels.iter().filter(|((tier, _), _)| *tier <= Tier::S1);
            let heard = self.all.any(heard.map(|(_, cell)| *cell));
            let silent = self.all.without(pattern, heard);
            match self.space.smallest(&self.all, silent) {
                Some(person) => done.failures.push(format!(
                    "{}: the stable neuropathy pattern ends below the same day; {}",
                    view.audience,
                    person.words(None)
                )),
                None => done.to_accept.push(format!(
                    "{}: the stable neuropathy pattern holds back the emergency of a nerve symptom; \
                     it always ends at S1 or above",
                    view.audience
                )),
            }
        }
        let Some(view) = self.model.views.iter().find(|it| it.audience == Audience::Clinician)
        else {
            return done;
        };
        let fires = |id: &str| {
            let place = self.book.rule(id).map(|(place, _)| place);
            place.and_then(|place| view.fires.get(place).copied()).unwrap_or(Diagram::FALSE)
        };
        let (suspected, _) = self.model.name(Name::SuspectedMscc);
        let (neuro, _) = self.model.name(Name::Neuro);
        let (given, _) = self.model.name(Name::DexamethasoneGiven);
        let due = self.all.and(suspected, neuro);
        let due = self.all.without(due, given);
        let unprompted = self.all.without(due, fires("TR-27"));
        let said = self.all.any(["TR-28", "TR-55"].map(fires));
        let silent = self.all.without(unprompted, said);
        done.decided += 1;
        match self.space.smallest(&self.all, silent) {
            Some(person) => done.failures.push(format!(
                "clinician: dexamethasone is due and not prompted, and no rule says why; {}",
                person.words(None)
            )),
            None => done.to_accept.push(
                "clinician: the steroid prompt is held back by a suspected blood cancer (TR-28), fever or \
                 sepsis (TR-55); whenever it is, one of these rules says so"
                    .to_owned(),
            ),
        }
        done
    }
}

/// The people in whom a rule changes what this audience is told.
fn added(all: &mut Diagrams, book: &Book, view: &View, place: usize, row: &Row) -> Diagram {
    let own = view.fires.get(place).copied().unwrap_or(Diagram::FALSE);
    if own == Diagram::FALSE {
        return own;
    }
    let others = || book.active(view.audience).filter(|(other, _)| *other != place);
    let mut adds = Diagram::FALSE;
    if !row.advisory {
        let as_urgent = others()
            .filter(|(_, it)| !it.advisory && (it.tier, it.limit_h) <= (row.tier, row.limit_h));
        let as_urgent: Vec<Diagram> =
            as_urgent.filter_map(|(other, _)| view.fires.get(other).copied()).collect();
        let covered = all.any(as_urgent);
        adds = all.without(own, covered);
    }
    let winning = view.levels.iter().filter(|((tier, _), _)| *tier == row.tier);
    let winning = all.any(winning.map(|(_, cell)| *cell));
    for step in &row.steps {
        let (shown, same): (Diagram, Vec<Diagram>) = match view.audience {
            Audience::Clinician => {
                if row.audience == rules::For::Both && step.is_for_the_public_page() {
                    continue;
                }
                let same = others().filter(|(_, it)| {
                    it.steps.contains(step)
                        && !(it.audience == rules::For::Both && step.is_for_the_public_page())
                });
                (own, same.filter_map(|(other, _)| view.fires.get(other).copied()).collect())
            }
            Audience::Public => {
                if !seen_by_the_public(*step) {
                    continue;
                }
                let same =
                    others().filter(|(_, it)| it.tier == row.tier && it.steps.contains(step));
                let same = same.filter_map(|(other, _)| view.fires.get(other).copied()).collect();
                (all.and(own, winning), same)
            }
        };
        let covered = all.any(same);
        let new = all.without(shown, covered);
        adds = all.or(adds, new);
    }
    adds
}

/// What a member of the public sees of the winning tier (rule book 1.1).
fn seen_by_the_public(step: Step) -> bool {
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

fn level_words((tier, limit_h): Level) -> String {
    if limit_h == 0 { format!("{tier} now") } else { format!("{tier} within {limit_h} h") }
}

/// Everything as text, and whether every obligation holds.
#[must_use]
pub fn report(obligations: &[Obligation]) -> (String, bool) {
    let mut text = String::new();
    let mut sound = true;
    for (place, it) in obligations.iter().enumerate() {
        let word = if it.failures.is_empty() { "proved" } else { "FAILED" };
        sound &= it.failures.is_empty();
        let _written =
            writeln!(text, "{}. {word}: {} ({} statements)", place + 1, it.says, it.decided);
        for failure in &it.failures {
            let _written = writeln!(text, "   counterexample: {failure}");
        }
        for listed in &it.to_accept {
            let _written = writeln!(text, "   for a clinician to accept: {listed}");
        }
    }
    (text, sound)
}
