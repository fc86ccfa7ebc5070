//! The seed page, item by item, through the public rules (rule book section 9).

use rules::{Answer, Audience, Fact, Facts, Haem, Settings, Tier, triage};

fn person(yes: &str, cancer: Answer) -> Facts {
    let mut facts = Facts::new();
    for fact in Fact::ALL.iter().filter(|fact| **fact != Fact::CordOrCaudaEquinaSigns) {
        facts.set(*fact, Answer::No);
    }
    facts.set_haem(Some(Haem::Absent));
    facts.set_age(Some(60)).expect("an age");
    facts.set(Fact::SpinalPain, Answer::Yes);
    facts.set(Fact::KnownCancer, cancer);
    for key in yes.split_whitespace() {
        facts.set(Fact::from_key(key).expect("a fact"), Answer::Yes);
    }
    facts
}

fn outcome(facts: &Facts) -> String {
    let decision = triage(facts, Audience::Public, &Settings::default());
    let rules: Vec<&str> = decision
        .fired
        .iter()
        .filter(|rule| rule.tier == decision.tier)
        .map(|rule| rule.id)
        .collect();
    let limit = match decision.tier {
        Tier::E0 | Tier::I1 => String::new(),
        _ => format!(" {} h", decision.limit_h),
    };
    format!("{}{limit}: {}", decision.tier, rules.join(", "))
}

#[test]
fn every_item_of_the_seed_page_comes_out_as_the_rule_book_says() {
    let mut items = 0;
    for line in include_str!("../data/seed-coverage.tsv").lines().skip(1) {
        let [item, yes, without, with] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four cells: {line}");
        };
        assert_eq!(outcome(&person(yes, Answer::No)), without, "{item}, no known cancer");
        assert_eq!(outcome(&person(yes, Answer::Yes)), with, "{item}, known cancer");
        assert_eq!(outcome(&person(yes, Answer::Unknown)), with, "{item}, cancer not known");
        items += 1;
    }
    assert_eq!(items, 33);
}

#[test]
fn without_spinal_pain_the_danger_signs_are_still_emergencies() {
    let tier = |yes: &str, cancer: Answer| {
        let facts = person(yes, cancer).with(Fact::SpinalPain, Answer::No);
        triage(&facts, Audience::Public, &Settings::default()).tier
    };
    for yes in ["n_weak", "n_gait", "x_saddle", "n_sphincter", "n_bowel_control"] {
        assert_eq!(tier(yes, Answer::No), Tier::E0, "{yes}");
    }
    assert_eq!(tier("n_sens", Answer::Yes), Tier::E0);
    assert_eq!(tier("n_sens", Answer::No), Tier::S1);
    assert_eq!(tier("new_worsening_constipation", Answer::No), Tier::S1);
    assert_eq!(tier("x_fever x_sact", Answer::Yes), Tier::I1);
    assert_eq!(tier("x_fever", Answer::No), Tier::U2);
}
