//! Names computed from facts (rule book 1.8): never stored, never entered, computed once for each
//! evaluation. Each may use the ones above it.

use crate::condition::Condition::{self, All, Any, Differs, HaemIs, Is, Not};
use crate::vocabulary::{Answer, Haem, Name};
use Answer::{No, Yes};
use Name::{
    ArmNerveRootPain, ArmWeakness, BladderOrBowelDysfunction, BothLegs, Cancer, Claudication,
    ClinicianSuspectsCompression, CompressionConfirmed, CompressionOnImaging, CompressionRuledOut,
    CordOrCaudaEquinaSigns, HandsAndFeetOnly, KnownCancer, LimbWeakness, LossOfBowelControl, Lump,
    MechanicalPain, MsccExcluded, NerveRootPain, NerveToxicDrug, Neuro, NeuroLay, NightPain,
    NoTissueDiagnosis, PainLyingDown, PainNotEasedByRest, PainOnStraining, ProgressivePain, Radic,
    SaddleNumbness, SensoryChange, SeverePain, Sphincter, SpinalMetastases, SpinalPain,
    SpinalTenderness, StableNeuropathyPattern, SuspectedCancer, ThoracicPain, TrunkBandPain,
    UrinaryIncontinence, UrinaryRetention, WalkingDifficulty, Weak, WeightLoss,
};

/// A derived name and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The name.
    pub name: Name,
    /// Its definition.
    pub when: Condition,
}

/// Every derived name, each after the ones it uses.
pub const DERIVED: &[Derived] = &[
    // Unknown counts as cancer (D): waiting to find out costs walking.
    Derived { name: Cancer, when: Differs(KnownCancer, No) },
    // The kinds of pain of NG234 (B); the site of the pain is deliberately not among them.
    Derived {
        name: Name::Pain,
        when: Any(&[
            Is(SeverePain),
            Is(ProgressivePain),
            Is(MechanicalPain),
            Is(PainOnStraining),
            Is(NightPain),
            Is(SpinalTenderness),
            Is(Claudication),
        ]),
    },
    // Supporting flags (D).
    Derived {
        name: Name::PainSupport,
        when: Any(&[
            Is(PainNotEasedByRest),
            Is(PainLyingDown),
            Is(ThoracicPain),
            Is(WeightLoss),
            Is(Lump),
        ]),
    },
    Derived {
        name: Sphincter,
        when: Any(&[
            Is(BladderOrBowelDysfunction),
            Is(UrinaryRetention),
            Is(UrinaryIncontinence),
            Is(LossOfBowelControl),
        ]),
    },
    Derived { name: Weak, when: Any(&[Is(LimbWeakness), Is(ArmWeakness)]) },
    Derived {
        name: Radic,
        when: Any(&[Is(NerveRootPain), Is(ArmNerveRootPain), Is(TrunkBandPain)]),
    },
    Derived {
        name: NeuroLay,
        when: Any(&[
            Is(Sphincter),
            Is(SaddleNumbness),
            Is(WalkingDifficulty),
            Is(Weak),
            Is(SensoryChange),
            Is(Radic),
            Is(BothLegs),
        ]),
    },
    // Never ordinary one-limb root pain (D).
    Derived {
        name: Name::NeuroDangerLay,
        when: Any(&[
            Is(Sphincter),
            Is(SaddleNumbness),
            Is(WalkingDifficulty),
            Is(Weak),
            Is(BothLegs),
        ]),
    },
    // NG234 1.3.2 (B); saddle numbness and both legs added as instances (D).
    Derived { name: Neuro, when: Any(&[Is(NeuroLay), Is(CordOrCaudaEquinaSigns)]) },
    // Needs every "no" to be known (except examination signs) and some change of feeling to
    // explain; it never holds back a person with known spinal disease.
    Derived {
        name: StableNeuropathyPattern,
        when: All(&[
            Differs(SpinalMetastases, Yes),
            Differs(CompressionConfirmed, Yes),
            Differs(CompressionOnImaging, Yes),
            Is(HandsAndFeetOnly),
            Is(NerveToxicDrug),
            Not(&Is(SpinalPain)),
            Not(&Is(WalkingDifficulty)),
            Not(&Is(Sphincter)),
            Not(&Is(Weak)),
            Not(&Is(Radic)),
            Not(&Is(SaddleNumbness)),
            Differs(CordOrCaudaEquinaSigns, Yes),
            Any(&[Is(SensoryChange), Is(BothLegs)]),
        ]),
    },
    Derived { name: Name::Mscc, when: Is(CompressionConfirmed) },
    Derived { name: MsccExcluded, when: Is(CompressionRuledOut) },
    // A stable neuropathy pattern alone is not suspicion; a clinician's record always is.
    Derived {
        name: Name::SuspectedMscc,
        when: All(&[
            Differs(MsccExcluded, Yes),
            Any(&[
                Is(ClinicianSuspectsCompression),
                Is(CompressionOnImaging),
                All(&[
                    Any(&[Is(Cancer), Is(SuspectedCancer)]),
                    Is(Neuro),
                    Differs(StableNeuropathyPattern, Yes),
                ]),
            ]),
        ]),
    },
    // Tissue "unknown" keeps the stop.
    Derived {
        name: Name::HaemStop,
        when: All(&[HaemIs(Haem::Suspected), Differs(NoTissueDiagnosis, No)]),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_derived_name_is_defined_once_and_in_the_order_of_the_names() {
        let defined: Vec<Name> = DERIVED.iter().map(|derived| derived.name).collect();
        assert_eq!(defined, Name::ALL[Name::FACTS..]);
    }

    #[test]
    fn a_definition_uses_only_names_defined_above_it() {
        for derived in DERIVED {
            derived.when.walk(&mut |part| {
                if let Is(name) | Condition::Equals(name, _) | Differs(name, _) = part {
                    assert!(*name < derived.name, "{} uses {name}", derived.name);
                }
            });
        }
    }
}
