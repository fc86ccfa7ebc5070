//! The safety properties of the rule book's section 1.1, over random people.

use proptest::prelude::*;
use rules::{Answer, Audience, Fact, Facts, RULES, Settings, Status, Step, Tier, triage};

use crate::people::anyone;

fn tier(facts: &Facts, audience: Audience) -> Tier {
    triage(facts, audience, &Settings::default()).tier
}

/// A fact that makes a person more urgent, or at least never less.
fn is_a_risk(fact: Fact) -> bool {
    !Fact::MITIGATING.contains(&fact) && fact != Fact::SiteFlatUntilMri
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn an_unknown_risk_is_never_calmer_than_a_no(facts in anyone()) {
        for fact in Fact::ALL.iter().copied().filter(|fact| is_a_risk(*fact)) {
            for audience in Audience::ALL {
                let no = tier(&facts.clone().with(fact, Answer::No), *audience);
                let unknown = tier(&facts.clone().with(fact, Answer::Unknown), *audience);
                prop_assert!(unknown <= no, "{fact}: {unknown} after {no} ({audience})");
            }
        }
    }

    /// One duty exists only because compression is excluded: stopping the steroid (TR-29). It is left
    /// out of the comparison, since nobody becomes less safe by not being told to stop yet.
    #[test]
    fn an_unknown_excuse_is_never_calmer_than_a_yes(facts in anyone()) {
        for fact in Fact::MITIGATING {
            for audience in Audience::ALL {
                let yes = triage(&facts.clone().with(*fact, Answer::Yes), *audience, &Settings::default());
                let stop = |rule: &&rules::Rule| *fact == Fact::CompressionRuledOut && rule.id == "TR-29";
                let yes = yes.fired.iter().filter(|rule| !stop(rule)).map(|rule| rule.tier).min();
                let unknown = tier(&facts.clone().with(*fact, Answer::Unknown), *audience);
                prop_assert!(Some(unknown) <= yes, "{fact}: {unknown} after {yes:?} ({audience})");
            }
        }
    }

    #[test]
    fn stopping_the_steroid_is_the_one_duty_that_an_exclusion_creates(facts in anyone()) {
        let excluded = facts.clone().with(Fact::CompressionRuledOut, Answer::Yes);
        let open = facts.with(Fact::CompressionRuledOut, Answer::Unknown);
        let open = triage(&open, Audience::Clinician, &Settings::default());
        for rule in triage(&excluded, Audience::Clinician, &Settings::default()).fired.iter() {
            prop_assert!(open.fired.contains(rule.id) || rule.id == "TR-29", "{}", rule.id);
        }
    }

    #[test]
    fn there_is_always_an_answer_with_a_limit_its_tier_allows(facts in anyone()) {
        for audience in Audience::ALL {
            let decision = triage(&facts, *audience, &Settings::default());
            prop_assert!(decision.fired.contains("TR-23"));
            prop_assert!(decision.tier.cap_h().is_none_or(|cap| decision.limit_h <= cap));
            prop_assert!(!decision.actions.is_empty());
        }
    }

    #[test]
    fn the_tier_is_that_of_the_most_urgent_rule_that_holds(facts in anyone()) {
        for audience in Audience::ALL {
            let decision = triage(&facts, *audience, &Settings::default());
            let best = decision.fired.iter().map(|rule| rule.tier).min();
            prop_assert_eq!(Some(decision.tier), best);
        }
    }

    #[test]
    fn the_public_is_never_told_what_only_clinicians_may_see(facts in anyone()) {
        let decision = triage(&facts, Audience::Public, &Settings::default());
        prop_assert_eq!(decision.withheld().count(), 0);
        prop_assert!(decision.tier != Tier::E1);
        for step in &decision.actions {
            prop_assert!(!matches!(step, Step::PromptDexamethasone16mg | Step::ImmobiliseNow));
        }
    }

    #[test]
    fn a_clinician_is_never_given_the_public_emergency_tier(facts in anyone()) {
        let decision = triage(&facts, Audience::Clinician, &Settings::default());
        prop_assert!(decision.tier != Tier::E0);
    }

    #[test]
    fn a_draft_that_is_switched_on_changes_nothing_but_a_marked_note(facts in anyone()) {
        let drafts: Vec<&str> =
            RULES.iter().filter(|rule| rule.status == Status::Draft).map(|rule| rule.id).collect();
        let on = Settings::try_new(&drafts, &[]).expect("drafts");
        for audience in Audience::ALL {
            let with = triage(&facts, *audience, &on);
            let without = triage(&facts, *audience, &Settings::default());
            prop_assert!(without.unverified.is_empty());
            let unmarked = rules::Decision { unverified: without.unverified, ..with };
            prop_assert_eq!(unmarked, without);
        }
    }

    #[test]
    fn a_recorded_earlier_result_never_changes_the_new_one(facts in anyone()) {
        let mut recorded = facts.clone();
        recorded.set_value("result_tier", rules::Value::Word("R0")).expect("a tier");
        recorded.set_value("result_limit_h", rules::Value::Number(168.0)).expect("hours");
        for audience in Audience::ALL {
            prop_assert_eq!(
                triage(&recorded, *audience, &Settings::default()),
                triage(&facts, *audience, &Settings::default())
            );
        }
    }
}
