use super::*;
use crate::Answer;

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
