use proptest::prelude::*;

use super::*;
use crate::Answer;
use crate::settings::Tightened;
use crate::tables::ADVISORY;
use crate::vocabulary::Status;

fn all_no_but(open: &[Fact], yes: &[Fact]) -> Facts {
    let mut facts = Facts::new();
    for fact in Fact::ALL.iter().filter(|fact| !open.contains(fact)) {
        facts.set(*fact, Answer::No);
    }
    for fact in yes {
        facts.set(*fact, Answer::Yes);
    }
    facts.set_haem(Some(Haem::Absent));
    facts.set_age(Some(60)).expect("an age");
    facts
}

fn keys(facts: &Facts, audience: Audience) -> Vec<&'static str> {
    let asked = questions(facts, audience, &Settings::default());
    asked.into_iter().map(Question::key).collect()
}

#[test]
fn only_the_open_part_of_a_condition_is_asked() {
    let facts = all_no_but(&[Fact::KnownCancer], &[Fact::NightPain, Fact::SpinalPain]);
    assert_eq!(keys(&facts, Audience::Public), ["ca_known"]);
    let facts = all_no_but(&[], &[Fact::NightPain, Fact::SpinalPain]);
    assert!(keys(&facts, Audience::Public).is_empty());
}

#[test]
fn the_rule_with_the_fewest_open_facts_asks_first_within_a_tier() {
    let open = [Fact::WalkingDifficulty, Fact::LimbWeakness, Fact::ChestPain];
    let facts = all_no_but(&open, &[]);
    assert_eq!(keys(&facts, Audience::Public), ["x_chest", "n_weak", "n_gait"]);
}

#[test]
fn skipped_questions_are_not_asked() {
    let open = [Fact::LimbWeakness, Fact::ArmWeakness];
    let facts = all_no_but(&open, &[]);
    assert_eq!(keys(&facts, Audience::Public), ["n_weak", "n_weak_arm"]);
    assert!(keys(&facts.with(Fact::LimbWeakness, Answer::No), Audience::Public).is_empty());
}

#[test]
fn an_age_nobody_recorded_is_asked() {
    let mut facts = all_no_but(&[], &[]);
    facts.set_age(None).expect("no age");
    assert_eq!(keys(&facts, Audience::Public), ["age"]);
    assert_eq!(keys(&facts, Audience::Clinician), ["age", "SINS"]);
}

#[test]
fn a_clinician_is_asked_what_would_settle_a_rule_though_it_would_not_change_the_tier() {
    // E1 stands already; whether the spine may be unstable, and a blood cancer, still decide what to do.
    let mut facts =
        all_no_but(&[Fact::InstabilitySuspected], &[Fact::KnownCancer, Fact::WalkingDifficulty]);
    facts.set_haem(None);
    let asked = keys(&facts, Audience::Clinician);
    assert!(asked.contains(&"instab_suspected"), "{asked:?}");
    assert!(asked.contains(&"haem"), "{asked:?}");
    assert!(keys(&facts, Audience::Public).is_empty());
}

#[test]
fn sins_is_asked_of_a_clinician_and_the_paralysis_hours_are_not_needed() {
    let facts = all_no_but(&[], &[]);
    assert_eq!(keys(&facts, Audience::Clinician), ["SINS"]);
}

#[test]
fn a_site_switch_is_never_a_question() {
    let facts = all_no_but(&[Fact::SiteFlatUntilMri], &[Fact::KnownCancer, Fact::LimbWeakness]);
    assert!(!keys(&facts, Audience::Clinician).contains(&"site_flat_until_mri"));
}

#[test]
fn the_quick_search_for_what_stands_finds_what_all_rules_together_say() {
    let standing = |facts: &Facts, audience: Audience| {
        let names = Names::askable(facts, audience);
        let settings = Settings::default();
        let all = tier_and_limit(fired(&names, audience, &settings).0, &settings);
        assert_eq!(already_stands(&names, audience, &settings), all);
        all
    };
    for audience in Audience::ALL {
        let mut seen = Vec::new();
        for fact in Fact::ALL {
            for other in Fact::ALL {
                let facts = all_no_but(&[], &[*fact, *other]).with(Fact::SpinalPain, Answer::Yes);
                seen.push(standing(&facts, *audience).0);
            }
            seen.push(standing(&all_no_but(&[*fact], &[]), *audience).0);
            seen.push(standing(&Facts::new().with(*fact, Answer::Yes), *audience).0);
        }
        seen.sort_unstable();
        seen.dedup();
        assert!(seen.len() >= 5, "{seen:?}");
    }
}

/// Every leaf of a condition in the order it is written, and whether it is open: part of nothing
/// that is settled.
fn leaves_of(condition: &Condition, names: &Names, open: bool, out: &mut Vec<(Question, bool)>) {
    let open = open && !condition.value(names).is_settled();
    match condition {
        Condition::Is(name) | Condition::Equals(name, _) | Condition::Differs(name, _) => {
            if let Some(fact) = name.fact() {
                out.push((Question::Fact(fact), open));
            } else {
                let derived = DERIVED.iter().find(|derived| derived.name == *name).unwrap();
                leaves_of(&derived.when, names, open, out);
            }
        }
        Condition::HaemIs(_) => out.push((Question::Haem, open)),
        Condition::Number(number, _, _) => out.push((Question::Number(*number), open)),
        Condition::Not(part) => leaves_of(part, names, open, out),
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| leaves_of(part, names, open, out));
        }
        Condition::Always | Condition::TierIs(_) => {}
    }
}

/// The open questions by their definition, from the rules as they are written.
fn by_definition(facts: &Facts, audience: Audience, settings: &Settings) -> Vec<Question> {
    let (facts, _) = facts.normalised();
    let reopened = without_not_sure(&facts);
    let names = Names::askable(&reopened, audience);
    let rules = || {
        let active = |rule: &&Rule| {
            rule.status == Status::Active
                && rule.audience.includes(audience)
                && !ADVISORY.contains(&rule.id)
        };
        RULES.iter().copied().filter(active)
    };
    let standing = |names: &Names| {
        let held = rules().filter(|rule| rule.when.value(names) == Possible::YES);
        held.map(|rule| (rule.tier, settings.limit_h(rule))).min().unwrap()
    };
    let mut stands = standing(&names);
    if reopened != facts && (audience == Audience::Public || stands.0 > Tier::U1) {
        stands = standing(&Names::askable(&facts, audience));
    }
    let mut wanted = Vec::new();
    for (place, rule) in rules().enumerate() {
        let value = rule.when.value(&names);
        let open = value.may_be(Possible::YES) && !value.is_settled();
        let completes = audience == Audience::Clinician && rule.tier <= Tier::U1;
        if open && (completes || (rule.tier, settings.limit_h(rule)) < stands) {
            let mut leaves = Vec::new();
            leaves_of(&rule.when, &names, true, &mut leaves);
            // In the order of first mention, though it may be another mention that is open.
            let mut asks: Vec<Question> = Vec::new();
            for (leaf, _) in &leaves {
                let open = leaves.iter().any(|(other, open)| other == leaf && *open);
                if open && !asks.contains(leaf) {
                    asks.push(*leaf);
                }
            }
            wanted.push((rule.tier, asks.len(), place, asks));
        }
    }
    wanted.sort();
    let mut questions: Vec<Question> = Vec::new();
    for question in wanted.into_iter().flat_map(|(.., asks)| asks) {
        if question != Question::Number(Number::ResultLimitHours) && !questions.contains(&question)
        {
            questions.push(question);
        }
    }
    questions
}

/// Answers as forms bring them: most are no, some yes, some "not sure", some were never asked.
fn somebody() -> impl Strategy<Value = Facts> {
    let answer = prop_oneof![
        16 => Just(Some(Answer::No)),
        3 => Just(Some(Answer::Yes)),
        2 => Just(Some(Answer::Unknown)),
        3 => Just(None),
    ];
    let haem = prop::option::of(prop::sample::select(Haem::ALL));
    let numbers = (prop::option::of(0_u8..=120), prop::option::of(0_u8..=18));
    (prop::collection::vec(answer, Fact::ALL.len()), haem, numbers).prop_map(
        |(answers, haem, (age, sins))| {
            let mut facts = Facts::new();
            for (fact, answer) in Fact::ALL.iter().zip(answers) {
                if let Some(answer) = answer {
                    facts.set(*fact, answer);
                }
            }
            facts.set_haem(haem);
            facts.age = age;
            facts.sins = sins;
            facts
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn the_quick_search_asks_exactly_what_the_definition_asks(facts in somebody()) {
        let tighter = [Tightened { id: "TR-22", target: crate::Span::hours(1) }];
        let stricter = Settings::try_new(&[], &tighter).expect("stricter than the rule book");
        for audience in Audience::ALL {
            for settings in [&Settings::default(), &stricter] {
                prop_assert_eq!(
                    questions(&facts, *audience, settings),
                    by_definition(&facts, *audience, settings)
                );
            }
        }
    }
}
