use super::*;
use Answer::{No, Unknown, Yes};

fn after(answers: &[(Fact, Answer)]) -> Facts {
    let mut facts = Facts::new();
    for (fact, answer) in answers {
        facts.set(*fact, *answer);
    }
    facts.normalised().0
}

#[test]
fn n0_a_part_that_is_yes_makes_its_whole_yes_and_the_conflict_is_shown() {
    for conflict in PARTS {
        let Conflict { part, whole } = *conflict;
        assert_eq!(after(&[(part, Yes)]).answer(whole), Some(Yes), "{part}");
        assert_eq!(after(&[(part, Yes), (whole, Unknown)]).answer(whole), Some(Yes), "{part}");
        let (facts, conflicts) = Facts::new().with(part, Yes).with(whole, No).normalised();
        assert_eq!(facts.answer(whole), Some(Yes), "{part}");
        assert_eq!(conflicts.iter().collect::<Vec<_>>(), [*conflict]);
        let (_, none) = Facts::new().with(part, Yes).with(whole, Yes).normalised();
        assert!(none.is_empty());
        let (_, none) = Facts::new().with(part, Unknown).with(whole, No).normalised();
        assert!(none.is_empty());
    }
}

#[test]
fn n0_two_conflicts_are_both_shown() {
    let (_, conflicts) = Facts::new()
        .with(Fact::ArmNerveRootPain, Yes)
        .with(Fact::NerveRootPain, No)
        .with(Fact::LossOfBowelControl, Yes)
        .with(Fact::BladderOrBowelDysfunction, No)
        .normalised();
    let parts: Vec<Fact> = conflicts.iter().map(|conflict| conflict.part).collect();
    assert_eq!(parts, [Fact::ArmNerveRootPain, Fact::LossOfBowelControl]);
}

const PAINS: &[Fact] = &[
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
];

#[test]
fn n1_each_kind_of_pain_is_spinal_pain_whatever_was_said_before() {
    for pain in PAINS {
        for said in [None, Some(No), Some(Unknown)] {
            let mut facts = Facts::new().with(*pain, Yes);
            if let Some(answer) = said {
                facts.set(Fact::SpinalPain, answer);
            }
            assert_eq!(facts.normalised().0.answer(Fact::SpinalPain), Some(Yes), "{pain}");
        }
        assert_eq!(after(&[(*pain, Unknown)]).answer(Fact::SpinalPain), None, "{pain}");
    }
    assert_eq!(after(&[(Fact::WeightLoss, Yes)]).answer(Fact::SpinalPain), None);
}

#[test]
fn n2_without_spinal_pain_the_unanswered_kinds_of_pain_are_no() {
    let facts = after(&[(Fact::SpinalPain, No), (Fact::NightPain, Unknown)]);
    for pain in PAINS.iter().filter(|pain| **pain != Fact::NightPain) {
        assert_eq!(facts.answer(*pain), Some(No), "{pain}");
    }
    assert_eq!(facts.answer(Fact::NightPain), Some(Unknown), "a not sure stays");
    assert_eq!(facts.answer(Fact::WeightLoss), None);
    assert_eq!(after(&[(Fact::SpinalPain, Unknown)]).answer(Fact::NightPain), None);
}

#[test]
fn n1_wins_over_n2() {
    let facts = after(&[(Fact::SpinalPain, No), (Fact::NightPain, Yes)]);
    assert_eq!(facts.answer(Fact::SpinalPain), Some(Yes));
    assert_eq!(facts.answer(Fact::SeverePain), None);
}

#[test]
fn n3_proof_of_cancer_overrules_a_no() {
    for fact in [Fact::SpinalMetastases, Fact::CompressionConfirmed] {
        assert_eq!(
            after(&[(Fact::KnownCancer, No), (fact, Yes)]).answer(Fact::KnownCancer),
            Some(Yes)
        );
        assert_eq!(after(&[(fact, Unknown)]).answer(Fact::KnownCancer), None);
    }
    let mut facts = Facts::new().with(Fact::KnownCancer, No);
    facts.set_haem(Some(Haem::Confirmed));
    assert_eq!(facts.normalised().0.answer(Fact::KnownCancer), Some(Yes));
    facts.set_haem(Some(Haem::Suspected));
    assert_eq!(facts.normalised().0.answer(Fact::KnownCancer), Some(No));
}

#[test]
fn n4_a_suspected_spread_or_blood_cancer_is_a_suspected_cancer() {
    let suspected = Fact::SuspectedSpinalMetastases;
    let facts = after(&[(Fact::SuspectedCancer, No), (suspected, Yes)]);
    assert_eq!(facts.answer(Fact::SuspectedCancer), Some(Yes));
    let mut facts = Facts::new();
    facts.set_haem(Some(Haem::Suspected));
    assert_eq!(facts.normalised().0.answer(Fact::SuspectedCancer), Some(Yes));
    facts.set_haem(Some(Haem::Confirmed));
    assert_eq!(facts.normalised().0.answer(Fact::SuspectedCancer), None);
}

#[test]
fn n5_to_n8_a_no_to_the_whole_answers_its_unanswered_parts_and_no_others() {
    let links: [(Fact, &[Fact]); 4] = [
        (Fact::NerveRootPain, &[Fact::ArmNerveRootPain, Fact::TrunkBandPain]),
        (Fact::LimbWeakness, &[Fact::ArmWeakness]),
        (
            Fact::BladderOrBowelDysfunction,
            &[Fact::UrinaryRetention, Fact::UrinaryIncontinence, Fact::LossOfBowelControl],
        ),
        (Fact::SensoryChange, &[Fact::SaddleNumbness, Fact::HandsAndFeetOnly]),
    ];
    for (whole, parts) in links {
        let facts = after(&[(whole, No)]);
        assert_eq!(facts.said().count(), 1 + parts.len(), "{whole}");
        for part in parts {
            assert_eq!(facts.answer(*part), Some(No), "{part}");
            assert_eq!(after(&[(whole, No), (*part, Unknown)]).answer(*part), Some(Unknown));
            assert_eq!(after(&[(whole, Unknown)]).answer(*part), None);
            assert_eq!(after(&[(whole, Yes)]).answer(*part), None);
        }
    }
    // A numb saddle is not overruled by a no to numbness elsewhere.
    let facts = after(&[(Fact::SensoryChange, No), (Fact::SaddleNumbness, Yes)]);
    assert_eq!(facts.answer(Fact::SaddleNumbness), Some(Yes));
    assert_eq!(facts.answer(Fact::SensoryChange), Some(No));
}

#[test]
fn n9_both_legs_needs_all_three_to_be_no() {
    let all = [(Fact::NerveRootPain, No), (Fact::LimbWeakness, No), (Fact::SensoryChange, No)];
    assert_eq!(after(&all).answer(Fact::BothLegs), Some(No));
    for place in 0..3 {
        let mut two = all;
        two[place].1 = Unknown;
        assert_eq!(after(&two).answer(Fact::BothLegs), None);
    }
    let said = [&all[..], &[(Fact::BothLegs, Unknown)]].concat();
    assert_eq!(after(&said).answer(Fact::BothLegs), Some(Unknown));
}

#[test]
fn n9_looks_after_n0() {
    let facts = after(&[
        (Fact::NerveRootPain, No),
        (Fact::TrunkBandPain, Yes),
        (Fact::LimbWeakness, No),
        (Fact::SensoryChange, No),
    ]);
    assert_eq!(facts.answer(Fact::BothLegs), None);
}

#[test]
fn answers_that_agree_are_left_alone() {
    let facts = Facts::new()
        .with(Fact::WalkingDifficulty, Yes)
        .with(Fact::Fever, No)
        .with(Fact::KnownCancer, Unknown);
    assert_eq!(facts.normalised().0, facts);
}
