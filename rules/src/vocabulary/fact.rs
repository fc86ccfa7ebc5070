//! Every yes-or-no fact of the data dictionary (rule book 1.3 to 1.7), and the derived names (1.8).
//!
//! Numbers (`age`, `para_complete_h`, `SINS`, `result_limit_h`) and enumerations (`haem`,
//! `result_tier`) have types of their own in [`Facts`](crate::Facts). All lay answers mean *new or
//! worsening*.

use core::fmt;

/// One line per fact keeps its three forms together, so they cannot drift apart. `Name` is every
/// fact and every derived name, in one closed list, so that a condition reads as in the rule book.
macro_rules! names {
    (facts { $($fact:ident $key:literal $meaning:literal;)+ }
     derived { $($name:ident $word:literal $what:literal;)+ }) => {
        /// Something we may know about a person: yes, no or unknown.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Fact { $(#[doc = $meaning] $fact,)+ }

        impl Fact {
            /// Every fact, in the order of the data dictionary.
            pub const ALL: &'static [Self] = &[$(Self::$fact),+];

            /// The stable name, used wherever a fact is stored or exchanged.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$fact => $key,)+ }
            }

            /// What a yes means, in plain English.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$fact => $meaning,)+ }
            }

            /// The same word as a condition names it.
            #[must_use]
            pub const fn name(self) -> Name {
                match self { $(Self::$fact => Name::$fact,)+ }
            }
        }

        /// A word a condition may test: a fact, or a name derived from facts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Name { $(#[doc = $meaning] $fact,)+ $(#[doc = $what] $name,)+ }

        impl Name {
            /// Every name: the facts first, then the derived names in the order of their table.
            pub const ALL: &'static [Self] = &[$(Self::$fact,)+ $(Self::$name),+];

            /// The word of the rule book.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$fact => $key,)+ $(Self::$name => $word,)+ }
            }

            /// What it means, in plain English.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$fact => $meaning,)+ $(Self::$name => $what,)+ }
            }

            /// The fact of this name; `None` for a derived name, which is never entered.
            #[must_use]
            pub const fn fact(self) -> Option<Fact> {
                match self { $(Self::$fact => Some(Fact::$fact),)+ $(Self::$name => None,)+ }
            }
        }
    };
}

names! {
    facts {
        // Population (1.3)
        KnownCancer "ca_known" "has or has ever had cancer, of any type";
        SuspectedCancer "ca_suspected" "no cancer is known, but a clinician suspects one";
        NoTissueDiagnosis "no_tissue" "nobody has yet proved this cancer on a tissue sample";
        SpinalMetastases "spinal_mets" "imaging has confirmed cancer spread to the spine";
        SuspectedSpinalMetastases "spinal_mets_suspected" "a clinician suspects spread to the spine, not yet confirmed";
        // Pain (1.4)
        SpinalPain "spinal_pain" "new or worsening pain anywhere in the neck or back";
        SeverePain "p_severe" "spinal pain that is severe and does not let up";
        ProgressivePain "p_prog" "spinal pain that keeps getting worse, fast or slowly";
        MechanicalPain "p_mech" "spinal pain that is worse on standing, sitting or moving";
        PainOnStraining "p_strain" "spinal pain that is worse on coughing, sneezing or opening the bowels";
        NightPain "p_night" "spinal pain that disturbs sleep";
        SpinalTenderness "p_tender" "one spot over the spine is sore to touch";
        Claudication "p_claud" "legs ache or feel heavy on walking, and rest or bending eases it";
        PainNotEasedByRest "p_norest" "persistent spinal pain that rest does not ease";
        PainLyingDown "p_lying" "spinal pain that is worse lying down";
        ThoracicPain "thoracic_pain" "spinal pain between the shoulder blades or in the mid back";
        WeightLoss "weight_loss" "has lost weight without trying";
        Lump "lump" "a new lump, or a change in the shape of the back";
        PersistentSpinalPain "spinal_pain_persistent" "spinal or bone pain for more than six weeks";
        ModerateOrSeverePainOnMovement "pain_on_movement_moderate_or_severe" "a clinician grades pain on movement at four or more out of ten";
        // Neurology (1.5)
        BladderOrBowelDysfunction "n_sphincter" "bladder or bowel not working as before";
        UrinaryRetention "n_sphincter_urine_retention" "cannot pass urine, has trouble starting, or cannot feel the bladder";
        UrinaryIncontinence "n_incontinence" "new loss of control of urine";
        LossOfBowelControl "n_bowel_control" "new loss of control of the bowel";
        WalkingDifficulty "n_gait" "harder to walk or climb stairs, unsteady, or falling";
        LimbWeakness "n_weak" "an arm or leg is weak, heavy or gives way, or the hands are clumsy";
        ArmWeakness "n_weak_arm" "the weakness is in an arm or hand";
        CordOrCaudaEquinaSigns "n_signs" "examination shows signs of pressure on the cord or the nerves below it";
        SensoryChange "n_sens" "numbness, pins and needles, or loss of feeling";
        NerveRootPain "n_radic" "shooting pain along a limb, or a band of pain round the trunk";
        ArmNerveRootPain "n_radic_arm" "shooting pain into an arm";
        TrunkBandPain "n_radic_trunk" "a band of pain round the chest or tummy";
        SaddleNumbness "x_saddle" "numb or tingling between the legs: genitals, buttocks or inner thighs";
        BothLegs "x_bileg" "pain, tingling, weakness or numbness in both legs";
        OneLegOnly "one_leg_only" "every limb symptom is in one leg, and nowhere else";
        OneArmOnly "one_arm_only" "every limb symptom is in one arm, and nowhere else";
        HandsAndFeetOnly "sens_hands_feet_only" "all the change of feeling is in the hands, the feet or both";
        NerveToxicDrug "neurotoxic_drug" "takes, or took within six months, a cancer drug that harms nerves";
        WorseningConstipation "new_worsening_constipation" "new constipation that is getting worse, with control kept";
        // Cross-checks (1.6)
        Fever "x_fever" "high temperature, shivering, or suddenly unwell";
        SepsisSigns "x_sepsis" "signs of sepsis: fast breathing, confusion, blotchy skin, a rash that does not fade";
        AnticancerTreatmentOrWeakImmunity "x_sact" "cancer drugs within six weeks, or weak immunity";
        InfectionRisk "x_inf_risk" "something that makes infection of the spine likelier";
        SeriousAccident "x_trauma" "it began after a serious accident";
        ChestPain "x_chest" "chest pain that is not a band coming round from the spine";
        SuddenOnset "x_sudden_onset" "it began within minutes to hours";
        Anticoagulant "on_anticoagulant" "takes a drug that thins the blood";
        RecentSpinalProcedure "recent_spinal_procedure" "an injection, puncture or operation on the spine within two weeks";
        // Result, status, treatment, site, system (1.7)
        CompressionOnImaging "mri_pos" "imaging shows pressure on the cord or the nerves below it";
        ClinicianSuspectsCompression "mscc_clin_suspected" "a clinician has recorded a suspicion of cord compression by cancer";
        CompressionConfirmed "mscc_confirmed" "the responsible consultant judges the compression to be cancer";
        CompressionRuledOut "mscc_ruled_out" "the responsible consultant has excluded compression by cancer after imaging";
        DecisionRecorded "decision_recorded" "a treatment decision for this compression is recorded";
        InstabilitySuspected "instab_suspected" "there is concern that the spine is not stable";
        StabilityConfirmed "stability_confirmed" "an expert has recorded that the spine is stable";
        Immobilised "immobilised" "the person is under flat-rest or immobilisation advice";
        MriContraindicated "mri_contraindicated" "radiology has decided that MRI is not safe for this person";
        PlainXrayRequested "plain_xray_requested_for_mets" "a plain X-ray is asked for to find or exclude spread or compression";
        DexamethasoneIntended "dex_intent" "someone has begun to order dexamethasone";
        DexamethasoneGiven "dex_given" "dexamethasone has been given this episode";
        OnDexamethasone "on_dex" "is taking dexamethasone now";
        ForSurgery "for_surgery" "it is decided that surgery is planned";
        RadiotherapyAppropriate "rt_appropriate" "it is decided that radiotherapy is appropriate";
        ClotPreventionDrugChosen "vte_drug_chosen" "a drug to prevent clots has been chosen";
        Admitted "admitted" "is, or was this episode, in hospital";
        TertiaryReferral "tertiary_referral" "a professional has referred to the compression or spinal service";
        PublicContact "public_contact" "came from the public check and left a way to be reached";
        SiteFlatUntilMri "site_flat_until_mri" "this site keeps people flat until the scan";
    }
    derived {
        Cancer "CANCER" "cancer is known, or nobody has ruled it out";
        Pain "PAIN" "pain of a kind that suggests spread to the spine";
        PainSupport "PAIN_SUPPORT" "a feature that adds weight to spinal pain";
        Sphincter "SPHINCTER" "any bladder or bowel change";
        Weak "WEAK" "any weakness";
        Radic "RADIC" "any nerve-root pain";
        NeuroLay "NEURO_LAY" "any nerve symptom that a member of the public can be asked about";
        NeuroDangerLay "NEURO_DANGER_LAY" "a nerve symptom that is never ordinary one-limb root pain";
        Neuro "NEURO" "any nerve symptom or sign";
        StableNeuropathyPattern "stable_neuropathy_pattern" "numb hands and feet that a nerve-toxic drug explains, with nothing else wrong";
        Mscc "MSCC" "cord compression by cancer is confirmed";
        MsccExcluded "MSCC_excluded" "cord compression by cancer is excluded";
        SuspectedMscc "suspected_MSCC" "cord compression by cancer is suspected";
        HaemStop "HAEM_STOP" "a blood cancer is suspected and no tissue proves it";
    }
}

impl Fact {
    /// The facts that hold a rule back when they are yes. Their "unknown" must count as absent.
    pub const MITIGATING: &'static [Self] = &[
        Self::OneLegOnly,
        Self::OneArmOnly,
        Self::HandsAndFeetOnly,
        Self::NerveToxicDrug,
        Self::DecisionRecorded,
        Self::StabilityConfirmed,
        Self::DexamethasoneGiven,
        Self::CompressionRuledOut,
    ];

    /// What a member of the public can be asked (rule book 5.2). The rest needs an examination, a scan
    /// or the record, and stays unknown on a public form.
    pub const LAY: &'static [Self] = &[
        Self::KnownCancer,
        Self::SpinalPain,
        Self::SeverePain,
        Self::ProgressivePain,
        Self::MechanicalPain,
        Self::PainOnStraining,
        Self::NightPain,
        Self::SpinalTenderness,
        Self::Claudication,
        Self::PainNotEasedByRest,
        Self::PainLyingDown,
        Self::ThoracicPain,
        Self::WeightLoss,
        Self::Lump,
        Self::BladderOrBowelDysfunction,
        Self::UrinaryRetention,
        Self::UrinaryIncontinence,
        Self::LossOfBowelControl,
        Self::WalkingDifficulty,
        Self::LimbWeakness,
        Self::ArmWeakness,
        Self::SensoryChange,
        Self::NerveRootPain,
        Self::ArmNerveRootPain,
        Self::TrunkBandPain,
        Self::SaddleNumbness,
        Self::BothLegs,
        Self::OneLegOnly,
        Self::OneArmOnly,
        Self::HandsAndFeetOnly,
        Self::NerveToxicDrug,
        Self::WorseningConstipation,
        Self::Fever,
        Self::SepsisSigns,
        Self::AnticancerTreatmentOrWeakImmunity,
        Self::InfectionRisk,
        Self::SeriousAccident,
        Self::ChestPain,
    ];

    /// The fact with this key; `None` for a word we do not have.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::from_key_bytes(key.as_bytes())
    }

    /// The same, for a key that nobody has checked to be text.
    #[must_use]
    pub fn from_key_bytes(key: &[u8]) -> Option<Self> {
        let mut slot = slot_of(key);
        // A slot holds a fact's number plus one; an empty one ends the search.
        while let Some(number) = SLOTS.get(slot).copied().filter(|number| *number != 0) {
            let fact = Self::ALL.get(usize::from(number) - 1).copied()?;
            if fact.key().as_bytes() == key {
                return Some(fact);
            }
            slot = (slot + 1) % SLOT_COUNT;
        }
        None
    }

    /// Its place in a bit set.
    #[must_use]
    pub(crate) const fn bit(self) -> u128 {
        1 << self as u8
    }

    /// All of `facts` as a bit set.
    #[must_use]
    pub(crate) const fn bits(facts: &[Self]) -> u128 {
        let mut bits = 0;
        let mut rest = facts;
        while let [first, more @ ..] = rest {
            bits |= first.bit();
            rest = more;
        }
        bits
    }
}

/// Keys are looked up for every answer of every line that comes in, so each has a slot by four of its
/// letters at each end and in the middle. The table is built at build time and never full.
const SLOT_COUNT: usize = 256;

const fn slot_of(key: &[u8]) -> usize {
    // The two together, and a factor that happens to give every key of today a slot of its own.
    const FACTOR: u32 = 0x470a_f869;
    let (Some(first), Some(last)) = (key.first_chunk(), key.last_chunk()) else { return 0 };
    let (_, from_middle) = key.split_at(key.len() / 2 - 2);
    let Some(middle) = from_middle.first_chunk() else { return 0 };
    let ends = u32::from_le_bytes(*first) ^ u32::from_le_bytes(*last).rotate_left(9);
    let mixed = ends.wrapping_add(u32::from_le_bytes(*middle).rotate_left(18)).wrapping_mul(FACTOR);
    (mixed >> 24) as usize
}

#[expect(clippy::indexing_slicing, reason = "evaluated at build time only: a compile error")]
static SLOTS: [u8; SLOT_COUNT] = {
    let mut slots = [0; SLOT_COUNT];
    let mut number = 0;
    while number < Fact::ALL.len() {
        let fact = Fact::ALL[number];
        let mut slot = slot_of(fact.key().as_bytes());
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOT_COUNT;
        }
        slots[slot] = fact as u8 + 1;
        number += 1;
    }
    slots
};

impl Name {
    /// How many facts come before the first derived name.
    pub(crate) const FACTS: usize = Fact::ALL.len();

    /// Its place in a bit set.
    #[must_use]
    pub(crate) const fn bit(self) -> u128 {
        1 << self as u8
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
