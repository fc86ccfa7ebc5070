//! Whatever holds a rule back does so on purpose.

use std::collections::BTreeSet;

use rules::{Answer, Audience, Name, Tier};

use super::Obligation;
use crate::book::{Book, Level, When};
use crate::diagram::Diagram;
use crate::outcome::level_words;
use crate::proof::Proof;
use crate::space::Space;

/// A known yes that holds rules back, and how urgent everybody still is whom it holds back.
struct Suppression {
    by: Name,
    rules: &'static [&'static str],
    /// The least urgent level that is left.
    leaves: Level,
    why: &'static str,
}

const NOTHING: Level = (Tier::R0, 336);

const SUPPRESSIONS: &[Suppression] = &[
    Suppression {
        by: Name::StableNeuropathyPattern,
        rules: &["TR-07", "TR-08", "TR-09", "TR-50"],
        leaves: (Tier::S1, 12),
        why: "numb hands and feet that a nerve-toxic drug explains: a clinician rings the same day \
              instead of an emergency",
    },
    Suppression {
        by: Name::Neuro,
        rules: &["TR-14", "TR-17", "TR-58", "TR-59"],
        leaves: (Tier::S1, 12),
        why: "a nerve symptom is more urgent than the pain, so a more urgent rule takes over",
    },
    Suppression {
        by: Name::NeuroLay,
        rules: &["TR-15"],
        leaves: (Tier::S1, 12),
        why: "a nerve symptom is more urgent than the pain, so a more urgent rule takes over",
    },
    Suppression {
        by: Name::DecisionRecorded,
        rules: &["TR-10"],
        leaves: NOTHING,
        why: "once treatment is decided, nobody needs to be phoned to decide it",
    },
    Suppression {
        by: Name::StabilityConfirmed,
        rules: &["TR-36"],
        leaves: NOTHING,
        why: "an expert has recorded that the spine is stable, so nobody lies flat for it",
    },
    Suppression {
        by: Name::DexamethasoneGiven,
        rules: &["TR-27", "TR-55", "TR-56", "TR-57"],
        leaves: NOTHING,
        why: "the first dose was given, so its prompt and its questions are over",
    },
    Suppression {
        by: Name::HaemStop,
        rules: &["TR-27"],
        leaves: (Tier::E1, 0),
        why: "a steroid may destroy the diagnosis of a blood cancer; TR-28 stops the order instead",
    },
    Suppression {
        by: Name::Fever,
        rules: &["TR-27"],
        leaves: (Tier::E1, 0),
        why: "a steroid may feed an infection; TR-55 asks a senior instead",
    },
    Suppression {
        by: Name::SepsisSigns,
        rules: &["TR-27"],
        leaves: (Tier::E1, 0),
        why: "a steroid may feed an infection; TR-55 asks a senior instead",
    },
    Suppression {
        by: Name::OneLegOnly,
        rules: &["TR-09", "TR-39", "TR-41"],
        leaves: NOTHING,
        why: "root pain or numbness of one leg without cancer is common and seldom the cord",
    },
    Suppression {
        by: Name::OneArmOnly,
        rules: &["TR-09", "TR-39", "TR-41"],
        leaves: NOTHING,
        why: "root pain or numbness of one arm without cancer is common and seldom the cord",
    },
];

/// Every "unless known to be so" of an active rule is in the list with its reason, none in the list
/// is missing from the rules, and nobody held back is left below the level that the list names.
///
/// A test for "known not to be so" needs no list: that a yes or a doubt never lowers urgency is an
/// obligation of its own.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new("whatever holds a rule back is listed with its reason");
    let listed: BTreeSet<(&str, Name)> =
        SUPPRESSIONS.iter().flat_map(|it| it.rules.iter().map(|id| (*id, it.by))).collect();
    let found = found(proof.book);
    for (id, by) in found.difference(&listed) {
        done.failures.push(format!("{id} is held back by {by} ({}), unlisted", by.meaning()));
    }
    for (id, by) in listed.difference(&found) {
        done.failures.push(format!("{id} is listed as held back by {by}, and is not"));
    }
    for it in SUPPRESSIONS {
        for id in it.rules {
            decide_one(proof, &mut done, it, id);
        }
        done.to_accept.push(format!(
            "{} holds back {}: {}. Nobody held back is left below {}",
            it.by,
            it.rules.join(", "),
            it.why,
            level_words(it.leaves)
        ));
    }
    done
}

fn decide_one(proof: &mut Proof<'_>, done: &mut Obligation, it: &Suppression, id: &str) {
    let Some((_, row)) = proof.book.rule(id) else { return };
    for audience in Audience::ALL.iter().filter(|audience| row.audience.includes(**audience)) {
        done.decided += 1;
        let without = row.when.without_unless(it.by);
        let holds_without = proof.where_yes(&without);
        let holds = proof.fires(*audience, id);
        let held_back = proof.all.without(holds_without, holds);
        let heard = proof.at_least(*audience, it.leaves);
        let lost = proof.all.without(held_back, heard);
        if let Some(person) = proof.person(*audience, lost) {
            let leaves = level_words(it.leaves);
            done.failures.push(format!(
                "{audience}: {} holds back {id} and leaves less than {leaves}: {person}",
                it.by
            ));
        } else if held_back == Diagram::FALSE {
            done.failures.push(format!("{audience}: {} never holds back {id}", it.by));
        }
    }
}

/// Every name whose known yes holds an active rule back.
fn found(book: &Book) -> BTreeSet<(&str, Name)> {
    let mut found = BTreeSet::new();
    for row in book.rules.iter().filter(|row| row.is_active()) {
        row.when.walk(&mut |part| {
            if let Some(name) = part.unless() {
                found.insert((row.id.as_str(), name));
            }
        });
    }
    found
}

impl When {
    /// The name of an "unless": `name != yes`, or `NOT name`.
    fn unless(&self) -> Option<Name> {
        match self {
            Self::Differs(name, Answer::Yes) => Some(*name),
            Self::Not(part) => match **part {
                Self::Is(name) => Some(name),
                _ => None,
            },
            _ => None,
        }
    }

    /// The same condition with every "unless" of this name taken as met.
    fn without_unless(&self, by: Name) -> Self {
        let each = |parts: &[Self]| parts.iter().map(|part| part.without_unless(by)).collect();
        match self {
            part if part.unless() == Some(by) => Self::Always,
            Self::Not(part) => Self::Not(Box::new(part.without_unless(by))),
            Self::All(parts) => Self::All(each(parts)),
            Self::Any(parts) => Self::Any(each(parts)),
            other => other.clone(),
        }
    }
}

impl Proof<'_> {
    fn where_yes(&mut self, when: &When) -> Diagram {
        let space: &Space = &self.space;
        self.model.where_yes(&mut self.all, space, when)
    }
}
