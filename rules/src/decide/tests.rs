use super::*;
use crate::tables::{ADVISORY, WITHHOLD_STEROID_PROMPT};
use crate::vocabulary::{Answer, Fact, Haem};

fn all_no(yes: &[Fact]) -> Facts {
    let mut facts = Facts::new();
    for fact in Fact::ALL {
        facts.set(*fact, Answer::No);
    }
    for fact in yes {
        facts.set(*fact, Answer::Yes);
    }
    facts.set_haem(Some(Haem::Absent));
    facts.set_age(Some(60)).expect("an age");
    facts
}

fn steps(facts: &Facts, audience: Audience) -> Vec<&'static str> {
    let decision = triage(facts, audience, &Settings::default());
    decision.actions.iter().map(|step| step.key()).collect()
}

#[test]
fn an_advisory_rule_adds_an_action_and_never_a_limit() {
    let facts = all_no(&[Fact::PlainXrayRequested]);
    let decision = triage(&facts, Audience::Clinician, &Settings::default());
    assert_eq!((decision.tier, decision.limit_h), (Tier::R0, 168));
    assert!(decision.actions.contains(&Step::BlockPlainXrayUnlessReason));
}

#[test]
fn every_advisory_rule_is_routine_and_exists() {
    for id in ADVISORY {
        assert_eq!(crate::rule(id).map(|rule| rule.tier), Some(Tier::R0), "{id}");
    }
    assert!(WITHHOLD_STEROID_PROMPT.iter().all(|id| crate::rule(id).is_some()));
}

#[test]
fn the_smallest_limit_of_the_winning_tier_is_shown() {
    // Same-day rules of 12 h (TR-40) and, with worsening constipation and spinal pain, of 2 h (TR-38).
    let facts = all_no(&[Fact::WorseningConstipation, Fact::SpinalPain]);
    let decision = triage(&facts, Audience::Public, &Settings::default());
    assert!(decision.fired.contains("TR-20") && decision.fired.contains("TR-38"));
    assert_eq!((decision.tier, decision.limit_h), (Tier::S1, 2));
}

#[test]
fn clinicians_see_every_action_once_in_table_order_and_no_public_page() {
    let facts =
        all_no(&[Fact::KnownCancer, Fact::SpinalPain, Fact::SeverePain, Fact::ProgressivePain]);
    assert_eq!(
        steps(&facts, Audience::Clinician),
        [
            "coordinator_advice",
            "start_clk_coord24",
            "start_clk_mri168",
            "same_day_clinical_assessment",
            "safety_net_text",
            "recheck_offer",
        ]
    );
}

#[test]
fn the_public_sees_only_the_winning_tier() {
    let facts =
        all_no(&[Fact::KnownCancer, Fact::SpinalPain, Fact::SeverePain, Fact::ProgressivePain]);
    assert_eq!(steps(&facts, Audience::Public), ["show_cancer_24h_line"]);
    assert_eq!(steps(&all_no(&[]), Audience::Public), ["safety_net_text", "recheck_offer"]);
}

#[test]
fn a_clinician_rule_may_show_its_own_evidence_note() {
    let mut facts = all_no(&[Fact::KnownCancer, Fact::LimbWeakness]);
    facts.set_value("para_complete_h", crate::Value::Number(25.0)).expect("hours");
    assert!(steps(&facts, Audience::Clinician).contains(&"show_paralysis_evidence_note"));
}

#[test]
fn a_callback_clock_uses_the_tier_and_limit_of_this_very_evaluation() {
    let two_hours = all_no(&[Fact::PublicContact, Fact::WorseningConstipation, Fact::SpinalPain]);
    let decision = triage(&two_hours, Audience::Public, &Settings::default());
    assert!(
        decision.clocks.contains("CLK-CALLBACK2") && !decision.clocks.contains("CLK-CALLBACK12")
    );
    let twelve = all_no(&[Fact::PublicContact, Fact::WorseningConstipation]);
    let decision = triage(&twelve, Audience::Public, &Settings::default());
    assert!(
        decision.clocks.contains("CLK-CALLBACK12") && !decision.clocks.contains("CLK-CALLBACK2")
    );
    let day = all_no(&[Fact::PublicContact, Fact::KnownCancer, Fact::NightPain]);
    let decision = triage(&day, Audience::Public, &Settings::default());
    assert!(decision.clocks.contains("CLK-CALLBACK24"));
}

#[test]
fn a_draft_is_off_until_a_site_switches_it_on_and_then_marked() {
    let facts = all_no(&[Fact::PersistentSpinalPain]);
    let off = triage(&facts, Audience::Clinician, &Settings::default());
    assert!(off.unverified.is_empty());
    let on = Settings::try_new(&["TR-51"], &[]).expect("a draft");
    let decision = triage(&facts, Audience::Clinician, &on);
    assert!(decision.unverified.contains("TR-51") && !decision.fired.contains("TR-51"));
    assert!(!decision.actions.contains(&Step::SuggestMyelomaTests));
    assert_eq!(decision.limit_h, off.limit_h);
}

#[test]
fn a_withheld_prompt_is_never_silent_for_a_clinician() {
    let facts = all_no(&[Fact::KnownCancer, Fact::LimbWeakness, Fact::Fever, Fact::SpinalPain]);
    let decision = triage(&facts, Audience::Clinician, &Settings::default());
    let because: Vec<&str> = decision.withheld().map(|held| held.because.id).collect();
    assert_eq!(because, ["TR-12", "TR-55", "TR-75"]);
    assert!(decision.withheld().all(|held| held.prompt == Step::PromptDexamethasone16mg));
    let public = triage(&facts, Audience::Public, &Settings::default());
    assert_eq!(public.withheld().count(), 0);
}

#[test]
fn nobody_asked_is_unknown_and_never_no() {
    let decision = triage(&Facts::new(), Audience::Clinician, &Settings::default());
    assert!(decision.tier <= Tier::S1, "{}", decision.tier);
    assert!(decision.fired.contains("TR-21"));
}
