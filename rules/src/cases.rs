//! Test harness: reads the `*.cases.toml` beside a rule file and checks every person in it.
//!
//! A misspelt fact, an unknown field, an empty file, or a case that says too little fails the test.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{Answer, Audience, Fact, Facts, Settings, Status, Tier, Value, triage};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    audience: String,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
    #[serde(default)]
    unknown: Vec<String>,
    others: Option<String>,
    #[serde(default)]
    values: BTreeMap<String, toml::Value>,
    #[serde(default)]
    drafts: Vec<String>,
    #[serde(default)]
    holds: Vec<String>,
    #[serde(default)]
    misses: Vec<String>,
    tier: String,
    limit_h: u16,
    rules: Vec<String>,
    clocks: Vec<String>,
    #[serde(default)]
    withheld: Vec<String>,
    /// What this audience is told to do or is shown, in order; not looked at where it is left out.
    actions: Option<Vec<String>>,
    /// What a clock counts, such as `24 from admission until vte_assessed`.
    #[serde(default)]
    counts: BTreeMap<String, String>,
}

/// Every case file of the crate, so that coverage can be counted over all of them.
pub(crate) const FILES: &[&str] = &[
    include_str!("local/floor.cases.toml"),
    include_str!("local/named_services.cases.toml"),
    include_str!("local/no_known_cancer.cases.toml"),
    include_str!("local/open_questions.cases.toml"),
    include_str!("local/other_emergencies.cases.toml"),
    include_str!("local/stable_neuropathy.cases.toml"),
    include_str!("local/supporting_flags.cases.toml"),
    include_str!("local/work_in_hand.cases.toml"),
    include_str!("nhs_pages/back_pain.cases.toml"),
    include_str!("nhs_pages/sepsis.cases.toml"),
    include_str!("ng234/s1_3_recognition.cases.toml"),
    include_str!("ng234/s1_4_immobilisation.cases.toml"),
    include_str!("ng234/s1_5_imaging.cases.toml"),
    include_str!("ng234/s1_6_stability.cases.toml"),
    include_str!("ng234/s1_8_steroids.cases.toml"),
    include_str!("ng234/scope.cases.toml"),
    include_str!("published/journals.cases.toml"),
    include_str!("published/other_guidelines.cases.toml"),
    include_str!("published/royal_buckinghamshire.cases.toml"),
    include_str!("qs56.cases.toml"),
];

pub(crate) fn check(text: &str) {
    for case in parse(text) {
        case.check();
    }
}

fn parse(text: &str) -> Vec<Case> {
    let file: CaseFile = toml::from_str(text).expect("the cases file should parse");
    assert!(!file.case.is_empty(), "a rule without cases is not finished");
    file.case
}

impl Case {
    fn check(&self) {
        let audience = Audience::from_key(&self.audience).expect("audience");
        let drafts: Vec<&str> = self.drafts.iter().map(String::as_str).collect();
        let settings = Settings::try_new(&drafts, &[]).expect("settings");
        let decision = triage(&self.facts(), audience, &settings);
        let name = &self.name;
        assert_eq!(decision.tier, Tier::from_code(&self.tier).expect("tier"), "tier: {name}");
        assert_eq!(decision.limit_h, self.limit_h, "limit: {name}");
        let rules: Vec<&str> = decision.fired.iter().map(|rule| rule.id).collect();
        assert_eq!(rules, self.rules, "rules: {name}");
        let clocks: Vec<&str> = decision.clocks.iter().map(|clock| clock.id).collect();
        assert_eq!(clocks, self.clocks, "clocks: {name}");
        let withheld: Vec<&str> = decision.withheld().map(|held| held.because.id).collect();
        assert_eq!(withheld, self.withheld, "withheld: {name}");
        if let Some(wanted) = &self.actions {
            let actions: Vec<&str> = decision.actions.iter().map(|step| step.key()).collect();
            assert_eq!(actions, *wanted, "actions: {name}");
        }
        for (id, wanted) in &self.counts {
            let clock = crate::clock(id).unwrap_or_else(|| panic!("no clock called {id}"));
            let counts = format!("{} from {} until {}", clock.target, clock.start, clock.stop);
            assert_eq!(counts, *wanted, "{id}: {name}");
        }
        assert!(self.holds.len() + self.misses.len() > 0, "says nothing about a rule: {name}");
        let out = |id: &str| {
            assert!(crate::rule(id).is_some() || crate::clock(id).is_some(), "{id}: {name}");
            decision.fired.contains(id)
                || decision.clocks.contains(id)
                || decision.unverified.contains(id)
        };
        assert!(self.holds.iter().all(|id| out(id)), "holds: {name}");
        assert!(!self.misses.iter().any(|id| out(id)), "misses: {name}");
    }

    fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        if let Some(others) = &self.others {
            assert_eq!(others, "no", "others can only be no: {}", self.name);
            for fact in Fact::ALL {
                facts.set(*fact, Answer::No);
            }
            facts.set_value("haem", Value::Word("none")).expect("haem");
            facts.set_age(Some(60)).expect("age");
        }
        let mut said = BTreeSet::new();
        let lists =
            [(&self.yes, Answer::Yes), (&self.no, Answer::No), (&self.unknown, Answer::Unknown)];
        for (keys, answer) in lists {
            for key in keys {
                let fact = Fact::from_key(key).unwrap_or_else(|| panic!("no fact called {key}"));
                assert!(said.insert(fact), "{key} twice: {}", self.name);
                facts.set(fact, answer);
            }
        }
        for (key, value) in &self.values {
            if value.as_str() == Some("not asked") {
                assert!(facts.clear_value(key), "{key}: {}", self.name);
                continue;
            }
            let whole = value.as_integer().map(|number| {
                Value::Number(f64::from(i32::try_from(number).expect("a small number")))
            });
            let value = whole
                .or(value.as_float().map(Value::Number))
                .or(value.as_str().map(Value::Word))
                .expect("a word or a number");
            facts.set_value(key, value).unwrap_or_else(|error| panic!("{error}"));
        }
        facts
    }
}

#[test]
fn every_rule_and_clock_has_a_person_in_whom_it_holds_and_a_near_miss() {
    let cases: Vec<Case> = FILES.iter().flat_map(|text| parse(text)).collect();
    let holds: BTreeSet<&str> =
        cases.iter().flat_map(|case| case.holds.iter().map(String::as_str)).collect();
    let misses: BTreeSet<&str> =
        cases.iter().flat_map(|case| case.misses.iter().map(String::as_str)).collect();
    let ids = crate::RULES.iter().map(|rule| (rule.id, rule.when, rule.status));
    let clocks = crate::CLOCKS.iter().map(|clock| (clock.id, clock.applies_when, clock.status));
    for (id, when, status) in ids.chain(clocks) {
        assert!(holds.contains(id), "nobody in whom {id} holds");
        // What always holds cannot be missed.
        let always = when == crate::Condition::Always;
        assert!(always || misses.contains(id), "no near miss for {id} ({status})");
    }
    assert!(crate::RULES.iter().any(|rule| rule.status == Status::Draft));
}
