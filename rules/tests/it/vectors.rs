//! The test vectors of the rule book's section 8. Facts not listed are no, no blood cancer, age 60.

use rules::{Answer, Audience, Decision, Fact, Facts, Haem, Settings, Tier, Value, triage};

fn facts(yes: &[&str]) -> Facts {
    let mut facts = Facts::new();
    for fact in Fact::ALL {
        facts.set(*fact, Answer::No);
    }
    facts.set_haem(Some(Haem::Absent));
    facts.set_age(Some(60)).expect("an age");
    for key in yes {
        facts.set_value(key, Value::Word("yes")).expect("a fact");
    }
    facts
}

fn clinician(facts: &Facts) -> Decision {
    triage(facts, Audience::Clinician, &Settings::default())
}

fn public(facts: &Facts) -> Decision {
    triage(facts, Audience::Public, &Settings::default())
}

#[test]
fn vector_1_cancer_and_unsteady_without_pain() {
    let facts = facts(&["ca_known", "n_gait"]);
    let decision = clinician(&facts);
    assert_eq!(decision.tier, Tier::E1);
    assert!(decision.fired.contains("TR-08"));
    for clock in ["CLK-MRI24", "CLK-DEX", "CLK-COORD0"] {
        assert!(decision.clocks.contains(clock), "{clock}");
    }
    assert_eq!(public(&facts).tier, Tier::E0);
}

#[test]
fn vector_2_cancer_twelve_years_ago_and_night_pain() {
    let decision = clinician(&facts(&["ca_known", "p_night"]));
    assert_eq!(decision.tier, Tier::U1);
    assert!(decision.fired.contains("TR-14"));
    assert!(decision.clocks.contains("CLK-MRI168"));
}

#[test]
fn vector_3_saddle_and_bladder_without_cancer() {
    let facts = facts(&["x_saddle", "n_sphincter"]);
    assert_eq!(public(&facts).tier, Tier::E0);
    let decision = clinician(&facts);
    assert_eq!(decision.tier, Tier::E1);
    assert!(decision.fired.contains("TR-09") && decision.fired.contains("TR-50"));
}

#[test]
fn vector_4_fever_on_treatment_with_night_pain() {
    let decision = clinician(&facts(&["ca_known", "p_night", "x_fever", "x_sact"]));
    assert_eq!(decision.tier, Tier::I1);
    assert!(decision.fired.contains("TR-11") && decision.fired.contains("TR-14"));
    assert!(!decision.actions.contains(&rules::Step::PromptDexamethasone16mg));
}

#[test]
fn vector_5_suspected_blood_cancer_without_tissue() {
    let mut facts = facts(&["no_tissue", "n_weak"]);
    facts.set_haem(Some(Haem::Suspected));
    facts.set(Fact::KnownCancer, Answer::Unknown);
    let decision = clinician(&facts);
    assert!(decision.fired.contains("TR-08") && decision.fired.contains("TR-28"));
    assert!(!decision.fired.contains("TR-27"));
    let because: Vec<&str> = decision.withheld().map(|held| held.because.id).collect();
    assert_eq!(because, ["TR-28"]);
}

#[test]
fn vector_6_weakness_not_known() {
    let facts = facts(&["ca_known"]).with(Fact::LimbWeakness, Answer::Unknown);
    for decision in [clinician(&facts), public(&facts)] {
        assert_eq!((decision.tier, decision.limit_h), (Tier::S1, 2));
        assert!(decision.fired.contains("TR-21"));
    }
}

#[test]
fn vector_7_the_mri_clock_is_red_21_hours_after_suspicion() {
    let decision = clinician(&facts(&["ca_known", "n_weak"]));
    assert!(decision.clocks.contains("CLK-MRI24"));
    let clock = rules::clock("CLK-MRI24").expect("the clock");
    let red = clock.red.and_then(rules::Span::seconds).expect("hours");
    let target = clock.target.seconds().expect("hours");
    assert!((red..target).contains(&(21 * 3600)));
}

#[test]
fn vector_8_a_child_with_weakness() {
    let mut facts = facts(&["n_weak"]);
    facts.set_age(Some(15)).expect("an age");
    let decision = public(&facts);
    assert_eq!(decision.tier, Tier::E0);
    assert!(decision.fired.contains("TR-05") && decision.fired.contains("TR-53"));
    let decision = clinician(&facts);
    assert_eq!(decision.tier, Tier::E1);
    assert!(decision.fired.contains("TR-24"));
}

#[test]
fn vector_9_root_pain_only() {
    let facts = facts(&["ca_known", "n_radic"]);
    assert_eq!(clinician(&facts).tier, Tier::E1);
    assert_eq!(public(&facts).tier, Tier::E0);
}

#[test]
fn vector_10_steroid_given_and_compression_excluded() {
    let decision = clinician(&facts(&["dex_given", "mscc_ruled_out"]));
    assert_eq!(decision.tier, Tier::U1);
    assert!(decision.fired.contains("TR-29"));
}

#[test]
fn vector_11_nothing_positive() {
    assert_eq!(clinician(&facts(&[])).tier, Tier::R0);
    assert_eq!(public(&facts(&[])).tier, Tier::R0);
}

#[test]
fn vector_12_a_stable_drug_neuropathy() {
    let facts = facts(&["ca_known", "neurotoxic_drug", "sens_hands_feet_only", "n_sens"]);
    for decision in [clinician(&facts), public(&facts)] {
        assert_eq!((decision.tier, decision.limit_h), (Tier::S1, 2));
        assert!(decision.fired.contains("TR-33"));
        assert!(!decision.fired.contains("TR-07") && !decision.fired.contains("TR-08"));
    }
}

#[test]
fn vector_13_the_same_with_spinal_pain_not_known() {
    let facts = facts(&["ca_known", "neurotoxic_drug", "sens_hands_feet_only", "n_sens"])
        .with(Fact::SpinalPain, Answer::Unknown);
    assert_eq!(public(&facts).tier, Tier::E0);
    assert_eq!(clinician(&facts).tier, Tier::E1);
}

#[test]
fn vector_14_cancer_not_known_with_night_pain() {
    let facts = facts(&["p_night"]).with(Fact::KnownCancer, Answer::Unknown);
    assert_eq!(public(&facts).tier, Tier::U1);
    assert_eq!(clinician(&facts).tier, Tier::U1);
}

#[test]
fn vector_15_fever_holds_the_steroid_back_and_the_clock_runs() {
    let decision = clinician(&facts(&["ca_known", "n_weak", "x_fever"]));
    assert!(decision.fired.contains("TR-55") && !decision.fired.contains("TR-27"));
    assert!(decision.clocks.contains("CLK-DEX"));
}

#[test]
fn vector_16_blood_cancer_not_known() {
    let mut facts = facts(&["ca_known", "n_weak"]);
    facts.set_haem(Some(Haem::Unknown));
    let decision = clinician(&facts);
    assert!(decision.fired.contains("TR-27") && decision.fired.contains("TR-57"));
}

#[test]
fn vector_17_paralysed_for_thirty_hours() {
    let mut facts = facts(&["ca_known", "n_weak"]);
    facts.set_value("para_complete_h", Value::Number(30.0)).expect("hours");
    let decision = clinician(&facts);
    assert!(decision.fired.contains("TR-52") && decision.fired.contains("TR-08"));
    assert!(decision.actions.contains(&rules::Step::AllowSurgicalReferral));
}

#[test]
fn vector_18_a_site_that_keeps_people_flat() {
    let facts = facts(&["ca_known", "n_weak", "site_flat_until_mri"]);
    let decision = clinician(&facts);
    assert!(decision.fired.contains("TR-36"));
    assert!(!decision.clocks.contains("CLK-IMM24"));
    let lying = facts.with(Fact::Immobilised, Answer::Yes);
    assert!(clinician(&lying).clocks.contains("CLK-IMM24"));
}
