//! Every red flag of the seed page is urgent for the public.

use rules::{Audience, Fact, Tier};

use super::Obligation;
use crate::outcome::level_words;
use crate::proof::Proof;

/// A flag of the seed page (rule book section 9) with the facts that are yes. Nothing is assumed
/// about anything else, cancer included.
struct Flag {
    name: &'static str,
    yes: &'static [Fact],
    /// The least urgent level with spinal pain.
    with_pain: (Tier, u16),
    /// The least urgent level when nothing is assumed about pain.
    at_all: (Tier, u16),
}

const NOW: (Tier, u16) = (Tier::E0, 0);
const A_AND_E: (Tier, u16) = (Tier::I1, 0);
const IN_2_HOURS: (Tier, u16) = (Tier::S1, 2);
const SAME_DAY: (Tier, u16) = (Tier::S1, 12);

const fn flag(
    name: &'static str,
    yes: &'static [Fact],
    with_pain: (Tier, u16),
    at_all: (Tier, u16),
) -> Flag {
    Flag { name, yes, with_pain, at_all }
}

/// Each "red flag" and each "when to seek urgent help" of the page. Numbness is S1 and not E0 where
/// it is in one leg only, or where the stable neuropathy pattern explains it; fever without pain of
/// the spine is a call within a day, which is no red flag of this page.
const FLAGS: &[Flag] = &[
    flag("new leg weakness", &[Fact::LimbWeakness], NOW, NOW),
    flag("new arm weakness", &[Fact::LimbWeakness, Fact::ArmWeakness], NOW, NOW),
    flag("new arm weakness, said of the arm alone", &[Fact::ArmWeakness], NOW, NOW),
    flag("new numbness", &[Fact::SensoryChange], SAME_DAY, SAME_DAY),
    flag("saddle numbness", &[Fact::SensoryChange, Fact::SaddleNumbness], NOW, NOW),
    flag("saddle numbness, said of the saddle alone", &[Fact::SaddleNumbness], NOW, NOW),
    flag("new or worse difficulty walking", &[Fact::WalkingDifficulty], NOW, NOW),
    flag("problems passing urine", &[Fact::BladderOrBowelDysfunction], NOW, NOW),
    flag("urinary retention", &[Fact::UrinaryRetention], NOW, NOW),
    flag("new urinary incontinence", &[Fact::UrinaryIncontinence], NOW, NOW),
    flag("loss of bowel control", &[Fact::LossOfBowelControl], NOW, NOW),
    flag("new worsening constipation", &[Fact::WorseningConstipation], IN_2_HOURS, SAME_DAY),
    flag("the same with night pain", &[Fact::WorseningConstipation, Fact::NightPain], NOW, NOW),
    flag("pain or other symptoms in both legs", &[Fact::BothLegs], NOW, SAME_DAY),
    flag("a band of pain round the trunk", &[Fact::TrunkBandPain], SAME_DAY, SAME_DAY),
    flag(
        "severe, rapidly worsening pain",
        &[Fact::SeverePain, Fact::ProgressivePain],
        SAME_DAY,
        SAME_DAY,
    ),
    flag("fever with spinal pain", &[Fact::Fever, Fact::SpinalPain], SAME_DAY, SAME_DAY),
    flag(
        "fever on cancer treatment",
        &[Fact::Fever, Fact::AnticancerTreatmentOrWeakImmunity],
        A_AND_E,
        A_AND_E,
    ),
    flag("signs of sepsis", &[Fact::SepsisSigns], NOW, NOW),
    flag("chest pain", &[Fact::ChestPain], NOW, NOW),
    flag("after a serious accident", &[Fact::SeriousAccident], NOW, NOW),
];

/// Every flag reaches its level for the public, whatever else is so: with spinal pain, and without.
pub(super) fn decide(proof: &mut Proof<'_>) -> Obligation {
    let mut done = Obligation::new(
        "every red flag of the seed page is E0, I1 or S1 for the public, whatever else is so",
    );
    for it in FLAGS {
        let with_pain: Vec<Fact> = it.yes.iter().copied().chain([Fact::SpinalPain]).collect();
        for (facts, least, when) in
            [(&with_pain[..], it.with_pain, " with spinal pain"), (it.yes, it.at_all, "")]
        {
            done.decided += 1;
            let who = proof.all_yes(facts);
            let heard = proof.at_least(Audience::Public, least);
            let missed = proof.all.without(who, heard);
            if let Some(person) = proof.person(Audience::Public, missed) {
                let least = level_words(least);
                done.failures.push(format!("{}{when}: not {least} but {person}", it.name));
            }
        }
    }
    done
}
