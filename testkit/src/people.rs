//! Plausible made-up people, as answers to the questions of triage. Seeded, so that a figure or a
//! failure can be repeated.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rules::{Answer, Audience, Fact, Facts, Haem, Value};

use crate::random::Random;

/// Somebody with a history, a complaint, and a form filled in as forms are: not always to the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who filled in the form.
    pub audience: Audience,
    /// What was answered.
    pub facts: Facts,
}

/// A complaint: how many in a hundred come with it, what they have, and what they may also have.
struct Complaint {
    weight: u32,
    has: &'static [Fact],
    may_have: &'static [Fact],
}

const COMPLAINTS: &[Complaint] = &[
    // Ordinary back pain, much the most common.
    Complaint {
        weight: 26,
        has: &[Fact::SpinalPain],
        may_have: &[Fact::MechanicalPain, Fact::PersistentSpinalPain, Fact::PainOnStraining],
    },
    // Ordinary sciatica.
    Complaint {
        weight: 12,
        has: &[Fact::SpinalPain, Fact::NerveRootPain, Fact::OneLegOnly],
        may_have: &[Fact::SensoryChange, Fact::PainOnStraining, Fact::SeverePain],
    },
    // Pain that suggests spread to the spine.
    Complaint {
        weight: 18,
        has: &[Fact::SpinalPain, Fact::NightPain],
        may_have: &[
            Fact::SeverePain,
            Fact::ProgressivePain,
            Fact::ThoracicPain,
            Fact::SpinalTenderness,
            Fact::PainNotEasedByRest,
            Fact::PainLyingDown,
            Fact::WeightLoss,
            Fact::ModerateOrSeverePainOnMovement,
            Fact::SuspectedSpinalMetastases,
        ],
    },
    // Cord compression: walking goes, then the bladder.
    Complaint {
        weight: 14,
        has: &[Fact::WalkingDifficulty],
        may_have: &[
            Fact::SpinalPain,
            Fact::NightPain,
            Fact::LimbWeakness,
            Fact::SensoryChange,
            Fact::TrunkBandPain,
            Fact::BothLegs,
            Fact::BladderOrBowelDysfunction,
            Fact::UrinaryRetention,
            Fact::CordOrCaudaEquinaSigns,
            Fact::InstabilitySuspected,
            Fact::ClinicianSuspectsCompression,
            Fact::CompressionOnImaging,
            Fact::DexamethasoneGiven,
        ],
    },
    // Cauda equina.
    Complaint {
        weight: 6,
        has: &[Fact::SaddleNumbness],
        may_have: &[
            Fact::SpinalPain,
            Fact::UrinaryRetention,
            Fact::UrinaryIncontinence,
            Fact::LossOfBowelControl,
            Fact::BothLegs,
            Fact::NerveRootPain,
        ],
    },
    // Infection.
    Complaint {
        weight: 7,
        has: &[Fact::Fever],
        may_have: &[
            Fact::SpinalPain,
            Fact::InfectionRisk,
            Fact::AnticancerTreatmentOrWeakImmunity,
            Fact::SepsisSigns,
            Fact::LimbWeakness,
        ],
    },
    // Numb hands and feet from a cancer drug.
    Complaint {
        weight: 6,
        has: &[Fact::SensoryChange, Fact::HandsAndFeetOnly, Fact::NerveToxicDrug],
        may_have: &[Fact::SpinalPain, Fact::WalkingDifficulty],
    },
    // Constipation, often from pain killers.
    Complaint {
        weight: 4,
        has: &[Fact::WorseningConstipation],
        may_have: &[Fact::SpinalPain, Fact::NightPain],
    },
    // Something else that brings people.
    Complaint {
        weight: 4,
        has: &[],
        may_have: &[
            Fact::ChestPain,
            Fact::SeriousAccident,
            Fact::SuddenOnset,
            Fact::Anticoagulant,
            Fact::RecentSpinalProcedure,
            Fact::Lump,
            Fact::Claudication,
        ],
    },
    // An inpatient whose course is under way.
    Complaint {
        weight: 3,
        has: &[Fact::CompressionConfirmed, Fact::Admitted],
        may_have: &[
            Fact::DecisionRecorded,
            Fact::RadiotherapyAppropriate,
            Fact::ForSurgery,
            Fact::OnDexamethasone,
            Fact::DexamethasoneGiven,
            Fact::Immobilised,
            Fact::StabilityConfirmed,
            Fact::ClotPreventionDrugChosen,
            Fact::LimbWeakness,
        ],
    },
];

/// `count` different people.
#[must_use]
pub fn people(seed: u64, count: usize) -> Vec<Person> {
    let mut random = Random::new(seed);
    let mut seen = BTreeSet::new();
    let mut people = Vec::with_capacity(count);
    while people.len() < count {
        let person = person(&mut random);
        if seen.insert(person.fingerprint()) {
            people.push(person);
        }
    }
    people
}

/// One person.
#[must_use]
pub fn person(random: &mut Random) -> Person {
    let audience = if random.chance(50) { Audience::Public } else { Audience::Clinician };
    let mut facts = Facts::new();
    for fact in Fact::ALL {
        if may_be_answered(*fact, audience) && *fact != Fact::PublicContact {
            facts.set(*fact, Answer::No);
        }
    }
    history(random, &mut facts, audience);
    if let Some(complaint) = complaint(random) {
        for fact in complaint.has {
            say(&mut facts, *fact, Answer::Yes, audience);
        }
        for fact in complaint.may_have {
            if random.chance(35) {
                say(&mut facts, *fact, Answer::Yes, audience);
            }
        }
    }
    wear(random, &mut facts);
    numbers(random, &mut facts, audience);
    Person { audience, facts }
}

fn may_be_answered(fact: Fact, audience: Audience) -> bool {
    audience == Audience::Clinician || fact == Fact::PublicContact || Fact::LAY.contains(&fact)
}

fn say(facts: &mut Facts, fact: Fact, answer: Answer, audience: Audience) {
    if may_be_answered(fact, audience) {
        facts.set(fact, answer);
    }
}

fn complaint(random: &mut Random) -> Option<&'static Complaint> {
    let mut draw = random.below(COMPLAINTS.iter().map(|complaint| complaint.weight).sum());
    COMPLAINTS.iter().find(|complaint| {
        let here = draw < complaint.weight;
        draw = draw.saturating_sub(complaint.weight);
        here
    })
}

fn history(random: &mut Random, facts: &mut Facts, audience: Audience) {
    match random.below(20) {
        0..9 => say(facts, Fact::KnownCancer, Answer::Yes, audience),
        9..11 => say(facts, Fact::KnownCancer, Answer::Unknown, audience),
        11..13 => say(facts, Fact::SuspectedCancer, Answer::Yes, audience),
        _ => {}
    }
    if random.chance(20) {
        say(facts, Fact::AnticancerTreatmentOrWeakImmunity, Answer::Yes, audience);
    }
    match audience {
        Audience::Public => {
            if random.chance(60) {
                facts.set(Fact::PublicContact, Answer::Yes);
            }
        }
        Audience::Clinician => {
            facts.set_haem(match random.below(20) {
                0 => Some(Haem::Confirmed),
                1 => Some(Haem::Suspected),
                2 => Some(Haem::Unknown),
                3 => None,
                _ => Some(Haem::Absent),
            });
            if random.chance(50) {
                facts.set(Fact::TertiaryReferral, Answer::Yes);
            }
        }
    }
}

/// Forms are filled in by hand: some answers are "not sure", some questions are never reached.
fn wear(random: &mut Random, facts: &mut Facts) {
    let not_sure = random.below(8);
    let skipped = random.below(15);
    for fact in Fact::ALL {
        if facts.answer(*fact).is_none() || *fact == Fact::SiteFlatUntilMri {
            continue;
        }
        if random.chance(not_sure) {
            facts.set(*fact, Answer::Unknown);
        } else if random.chance(skipped) {
            facts.clear(*fact);
        } else if random.chance(2) {
            facts.set(*fact, Answer::Yes);
        }
    }
}

fn numbers(random: &mut Random, facts: &mut Facts, audience: Audience) {
    let mut put = |key: &str, number: u32| {
        // In range by construction; a refusal would only leave the number absent.
        let _ = facts.set_value(key, Value::Number(number.into()));
    };
    match random.below(20) {
        0 => put("age", random.below(18)),
        1 => {}
        _ => put("age", 30 + random.below(62)),
    }
    if audience == Audience::Clinician {
        if random.chance(25) {
            put("SINS", random.below(19));
        }
        if random.chance(3) {
            put("para_complete_h", 1 + random.below(72));
        }
    }
}

impl Person {
    /// The same for equal people only, in practice.
    fn fingerprint(&self) -> String {
        self.json_line("")
    }

    /// The person as a line for `cordline triage -`.
    #[must_use]
    pub fn json_line(&self, id: &str) -> String {
        let mut line = format!("{{\"id\":\"{id}\",\"audience\":\"{}\",\"facts\":{{", self.audience);
        for (place, (key, value)) in self.facts.entries().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            // Writing to a string cannot fail.
            let _ = match value {
                Value::Word(word) => write!(line, "{comma}\"{key}\":\"{word}\""),
                Value::Number(number) => write!(line, "{comma}\"{key}\":{number}"),
                Value::Flag(flag) => write!(line, "{comma}\"{key}\":{flag}"),
                Value::Null => write!(line, "{comma}\"{key}\":null"),
            };
        }
        line.push_str("}}");
        line
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use rules::{Settings, Tier, triage};

    #[test]
    fn the_same_seed_gives_the_same_people_and_all_are_different() {
        let first = people(11, 2_000);
        assert_eq!(first, people(11, 2_000));
        assert_ne!(first, people(12, 2_000));
        let different: BTreeSet<String> = first.iter().map(Person::fingerprint).collect();
        assert_eq!(different.len(), 2_000);
    }

    #[test]
    fn people_of_every_tier_come() {
        let mut tally: BTreeMap<Tier, usize> = BTreeMap::new();
        for person in people(1, 5_000) {
            let decision = triage(&person.facts, person.audience, &Settings::default());
            *tally.entry(decision.tier).or_default() += 1;
        }
        assert_eq!(tally.len(), Tier::ALL.len(), "{tally:?}");
        assert!(tally.values().all(|count| *count >= 20), "{tally:?}");
    }

    #[test]
    fn the_public_answers_only_what_the_public_can_be_asked() {
        for person in people(3, 500).iter().filter(|it| it.audience == Audience::Public) {
            for (fact, _) in person.facts.said() {
                assert!(may_be_answered(fact, Audience::Public), "{fact}");
            }
        }
    }

    #[test]
    fn a_person_is_one_line_of_json() {
        let mut facts = Facts::new().with(Fact::KnownCancer, Answer::Yes);
        facts.set_age(Some(61)).expect("an age");
        let person = Person { audience: Audience::Clinician, facts };
        assert_eq!(
            person.json_line("p1"),
            r#"{"id":"p1","audience":"clinician","facts":{"ca_known":"yes","age":61}}"#
        );
    }
}
