//! Every rule and every clock in the order of the rule book's tables, and small sets of them.
//!
//! The order is part of the meaning: actions and reasons are shown in it.

use core::fmt;

use crate::local::{
    floor, named_services, no_known_cancer, open_questions, other_emergencies, stable_neuropathy,
    supporting_flags, work_in_hand,
};
use crate::ng234::{
    s1_3_recognition, s1_4_immobilisation, s1_5_imaging, s1_6_stability, s1_8_steroids, scope,
};
use crate::nhs_pages::{back_pain, sepsis};
use crate::published::{journals, other_guidelines, royal_buckinghamshire};
use crate::qs56;
use crate::record::{Clock, Rule};
use crate::vocabulary::{Audience, Status};

/// Every rule, in table order.
pub static RULES: [&Rule; 77] = [
    &sepsis::SEPSIS_SIGNS,                                           // TR-01
    &back_pain::CHEST_PAIN_WITH_SPINAL_PAIN,                         // TR-02
    &back_pain::AFTER_A_SERIOUS_ACCIDENT,                            // TR-03
    &back_pain::BLADDER_BOWEL_OR_SADDLE,                             // TR-04
    &s1_3_recognition::WEAK_OR_WALKING_BADLY,                        // TR-05
    &back_pain::BOTH_LEGS_WITH_SPINAL_PAIN,                          // TR-06
    &s1_3_recognition::CANCER_WITH_ANY_NERVE_SYMPTOM,                // TR-07
    &s1_3_recognition::KNOWN_CANCER_WITH_NEUROLOGY,                  // TR-08
    &no_known_cancer::NEUROLOGY_WITHOUT_KNOWN_CANCER,                // TR-09
    &named_services::COMPRESSION_WITHOUT_A_DECISION,                 // TR-10
    &other_guidelines::FEVER_ON_CANCER_TREATMENT,                    // TR-11
    &royal_buckinghamshire::FEVER_WITH_RISK_OR_NEUROLOGY,            // TR-12
    &royal_buckinghamshire::FEVER_WITH_SPINAL_PAIN,                  // TR-13
    &s1_3_recognition::KNOWN_CANCER_WITH_PAIN,                       // TR-14
    &s1_3_recognition::CANCER_WITH_PAIN_PUBLIC,                      // TR-15
    &royal_buckinghamshire::CANCER_WITH_SEVERE_WORSENING_PAIN,       // TR-16
    &s1_3_recognition::SUSPECTED_CANCER_WITH_PAIN,                   // TR-17
    &back_pain::PAIN_THAT_NEEDS_A_DOCTOR_SOON,                       // TR-18
    &no_known_cancer::ROOT_PAIN_IN_ONE_LEG_PUBLIC,                   // TR-19
    &royal_buckinghamshire::WORSENING_CONSTIPATION,                  // TR-20
    &open_questions::CANCER_WITH_NEUROLOGY_UNKNOWN,                  // TR-21
    &named_services::KNOWN_CANCER_WITH_PLAIN_SPINAL_PAIN,            // TR-22
    &floor::ALWAYS_A_SAFETY_NET,                                     // TR-23
    &scope::CHILD_WITH_NEUROLOGY,                                    // TR-24
    &s1_4_immobilisation::UNSTABLE_SPINE_WITH_NEUROLOGY,             // TR-25
    &s1_4_immobilisation::PAIN_ON_MOVEMENT,                          // TR-26
    &s1_8_steroids::STEROID_PROMPT,                                  // TR-27
    &named_services::NO_STEROID_BEFORE_TISSUE,                       // TR-28
    &s1_8_steroids::STOP_STEROID_WHEN_EXCLUDED,                      // TR-29
    &s1_6_stability::SINS_SEVEN_OR_MORE,                             // TR-30
    &s1_5_imaging::CT_WHEN_MRI_IS_UNSAFE_WITH_NEUROLOGY,             // TR-31
    &s1_5_imaging::NO_PLAIN_XRAY,                                    // TR-32
    &stable_neuropathy::CANCER_WITH_STABLE_NEUROPATHY,               // TR-33
    &open_questions::DANGER_SIGNS_NOT_KNOWN,                         // TR-34
    &other_emergencies::CHEST_PAIN,                                  // TR-35
    &named_services::FLAT_UNTIL_MRI,                                 // TR-36
    &royal_buckinghamshire::CONSTIPATION_WITH_PAIN_OR_NERVE_SYMPTOM, // TR-37
    &royal_buckinghamshire::CONSTIPATION_WITH_SPINAL_PAIN,           // TR-38
    &royal_buckinghamshire::NUMBNESS_WITH_SPINAL_PAIN,               // TR-39
    &no_known_cancer::NUMBNESS_OR_BOTH_LEGS,                         // TR-40
    &no_known_cancer::TRUNK_BAND_OR_ROOT_PAIN,                       // TR-41
    &no_known_cancer::ROOT_PAIN_IN_ONE_ARM_PUBLIC,                   // TR-42
    &royal_buckinghamshire::SEVERE_WORSENING_PAIN_WITHOUT_CANCER,    // TR-43
    &open_questions::SEVERITY_NOT_KNOWN,                             // TR-44
    &royal_buckinghamshire::CANCER_WITH_PLAIN_SPINAL_PAIN_PUBLIC,    // TR-45
    &open_questions::TEMPERATURE_OR_TREATMENT_NOT_KNOWN,             // TR-46
    &open_questions::EMERGENCY_SIGNS_NOT_KNOWN,                      // TR-47
    &journals::INFECTION_RISK_WITH_SPINAL_PAIN,                      // TR-48
    &journals::SUDDEN_ONSET_ON_BLOOD_THINNER,                        // TR-49
    &other_guidelines::CAUDA_EQUINA_WITHOUT_CANCER,                  // TR-50
    &other_guidelines::MYELOMA_TESTS,                                // TR-51
    &journals::PARALYSED_OVER_A_DAY,                                 // TR-52
    &scope::CHILD_WITH_NERVE_SYMPTOM,                                // TR-53
    &scope::UNDER_EIGHTEEN,                                          // TR-54
    &other_emergencies::STEROID_OR_INFECTION,                        // TR-55
    &open_questions::TEMPERATURE_BEFORE_STEROID,                     // TR-56
    &open_questions::BLOOD_CANCER_BEFORE_STEROID,                    // TR-57
    &s1_5_imaging::SUSPECTED_METASTASES_WITHOUT_NEUROLOGY,           // TR-58
    &s1_5_imaging::CT_WHEN_MRI_IS_UNSAFE_WITHOUT_NEUROLOGY,          // TR-59
    &open_questions::MRI_SAFETY_NOT_KNOWN,                           // TR-60
    &open_questions::STABILITY_NOT_KNOWN,                            // TR-61
    &supporting_flags::CANCER_WITH_SUPPORTING_FLAG,                  // TR-62
    &open_questions::EXAMINE_WITHOUT_KNOWN_CANCER,                   // TR-63
    &open_questions::EXAMINE_WITH_CANCER,                            // TR-64
    &sepsis::SEPSIS_SIGNS_CLINICIAN,                                 // TR-65
    &other_emergencies::TRAUMA_CLINICIAN,                            // TR-66
    &no_known_cancer::SUSPICION_NOT_DECIDED,                         // TR-67
    &supporting_flags::SUPPORTING_FLAG_CLINICIAN,                    // TR-68
    &open_questions::KIND_OF_PAIN_NOT_KNOWN,                         // TR-69
    &other_emergencies::FEVER_ALONE,                                 // TR-70
    &no_known_cancer::ONE_LIMB_ROOT_PAIN,                            // TR-71
    &open_questions::CANCER_WITH_KIND_OF_PAIN_NOT_KNOWN,             // TR-72
    &open_questions::SUSPECTED_CANCER_WITH_KIND_OF_PAIN_NOT_KNOWN,   // TR-73
    &open_questions::BLADDER_BOWEL_SADDLE_NOT_ASKED,                 // TR-74
    &royal_buckinghamshire::FEVER_WITH_SPINAL_PAIN_CLINICIAN,        // TR-75
    &other_emergencies::CHEST_PAIN_WITH_SPINAL_PAIN_CLINICIAN,       // TR-76
    &stable_neuropathy::STABLE_NEUROPATHY,                           // TR-77
];

/// Every clock, in table order.
pub static CLOCKS: [&Clock; 29] = [
    &s1_5_imaging::MRI_WITHIN_24_HOURS,                 // CLK-MRI24
    &qs56::MRI_WITHIN_A_WEEK,                           // CLK-MRI168
    &qs56::PLAN_WITHIN_A_WEEK,                          // CLK-PLAN168
    &qs56::PLAN_WITHIN_24_HOURS,                        // CLK-PLAN24
    &s1_3_recognition::COORDINATOR_NOW,                 // CLK-COORD0
    &s1_3_recognition::COORDINATOR_WITHIN_24_HOURS,     // CLK-COORD24
    &s1_8_steroids::FIRST_DEXAMETHASONE_WITHIN_4_HOURS, // CLK-DEX
    &s1_4_immobilisation::STABILITY_ADVICE_WITHIN_24_HOURS, // CLK-IMM24
    &qs56::RADIOTHERAPY_WITHIN_24_HOURS,                // CLK-RT24
    &work_in_hand::RADIOTHERAPY_FROM_DIAGNOSIS,         // CLK-DXRT
    &qs56::DEFINITIVE_TREATMENT_WITHIN_24_HOURS,        // CLK-DEF24
    &s1_5_imaging::URGENT_REPORT_WITHIN_2_HOURS,        // CLK-REPORT
    &named_services::ACKNOWLEDGED_AT_ONCE,              // CLK-ACK
    &named_services::OPINION_WITHIN_2_HOURS,            // CLK-OPIN2
    &work_in_hand::REFERRER_ANSWERS_WITHIN_1_HOUR,      // CLK-AWAITREF
    &named_services::PLAN_SENT_WITHIN_2_WORKING_DAYS,   // CLK-PLANSENT
    &named_services::REFERRER_UPDATED_WITHIN_2_WORKING_DAYS, // CLK-UPDATE
    &work_in_hand::IMAGES_VIEWABLE_WITHIN_30_MINUTES,   // CLK-IMGX
    &named_services::PHYSIOTHERAPY_WITHIN_24_HOURS,     // CLK-PHYSIO
    &named_services::OCCUPATIONAL_THERAPY_WITHIN_48_HOURS, // CLK-OT
    &other_guidelines::CLOT_RISK_WITHIN_14_HOURS,       // CLK-VTE
    &other_guidelines::CLOT_PREVENTION_WITHIN_14_HOURS, // CLK-LMWH
    &s1_8_steroids::TAPER_PLAN_WITHIN_24_HOURS,         // CLK-TAPER
    &s1_8_steroids::STEROID_STOPPED_WITHIN_24_HOURS,    // CLK-STOPDEX
    &qs56::MANAGEMENT_PLAN_BEFORE_DISCHARGE,            // CLK-DISCH
    &work_in_hand::CALL_BACK_WITHIN_2_HOURS,            // CLK-CALLBACK2
    &work_in_hand::CALL_BACK_WITHIN_12_HOURS,           // CLK-CALLBACK12
    &work_in_hand::CALL_BACK_WITHIN_24_HOURS,           // CLK-CALLBACK24
    &work_in_hand::RECHECK_WITHIN_A_WEEK,               // CLK-SAFETYNET
];

/// The rule with this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The clock with this id.
#[must_use]
pub fn clock(id: &str) -> Option<&'static Clock> {
    CLOCKS.iter().copied().find(|clock| clock.id == id)
}

pub(crate) fn place_of_rule(id: &str) -> Option<(usize, &'static Rule)> {
    RULES.iter().copied().enumerate().find(|(_, rule)| rule.id == id)
}

pub(crate) fn place_of_clock(id: &str) -> Option<(usize, &'static Clock)> {
    CLOCKS.iter().copied().enumerate().find(|(_, clock)| clock.id == id)
}

/// Advisory rules: they add actions for clinicians and can change neither tier nor limit.
pub const ADVISORY: &[&str] = &["TR-32", "TR-51", "TR-52", "TR-60"];

/// The rules that hold back the automatic steroid prompt, or make it wait for an answer.
pub const WITHHOLD_STEROID_PROMPT: &[&str] =
    &["TR-12", "TR-28", "TR-55", "TR-56", "TR-57", "TR-75"];

pub(crate) const ADVISORY_RULES: RuleSet = named(ADVISORY);
pub(crate) const WITHHOLDING_RULES: RuleSet = named(WITHHOLD_STEROID_PROMPT);
const ACTIVE: [RuleSet; 2] = [
    with_status(Status::Active, Audience::Public),
    with_status(Status::Active, Audience::Clinician),
];
const DRAFTS: [RuleSet; 2] =
    [with_status(Status::Draft, Audience::Public), with_status(Status::Draft, Audience::Clinician)];

/// The active rules that are tried for this audience.
pub(crate) const fn active_for(audience: Audience) -> RuleSet {
    let [public, clinician] = ACTIVE;
    match audience {
        Audience::Public => public,
        Audience::Clinician => clinician,
    }
}

/// The drafts a site may switch on for this audience.
pub(crate) const fn drafts_for(audience: Audience) -> RuleSet {
    let [public, clinician] = DRAFTS;
    match audience {
        Audience::Public => public,
        Audience::Clinician => clinician,
    }
}

/// The places of the active rules of an audience that can set a tier, most urgent first.
pub(crate) static BY_URGENCY: [[usize; RULES.len()]; 2] =
    [by_urgency(Audience::Public), by_urgency(Audience::Clinician)];

/// Ends a shorter list of places.
pub(crate) const NO_PLACE: usize = usize::MAX;

#[expect(clippy::indexing_slicing, reason = "evaluated at build time only: a compile error")]
const fn by_urgency(audience: Audience) -> [usize; RULES.len()] {
    let mut order = [NO_PLACE; RULES.len()];
    let mut left = active_for(audience).without(ADVISORY_RULES);
    let mut filled = 0;
    while !left.is_empty() {
        let mut best = left.0.trailing_zeros() as usize;
        let mut place = best + 1;
        while place < RULES.len() {
            let (rule, leader) = (RULES[place], RULES[best]);
            let sooner = rule.tier.rank() < leader.tier.rank()
                || rule.tier.rank() == leader.tier.rank() && rule.limit_h < leader.limit_h;
            if left.contains_place(place) && sooner {
                best = place;
            }
            place += 1;
        }
        left = RuleSet(left.0 & !(1 << best));
        order[filled] = best;
        filled += 1;
    }
    order
}

pub(crate) const ACTIVE_CLOCKS: ClockSet = {
    let mut set = ClockSet(0);
    let mut place = 0;
    let mut rest: &[&Clock] = &CLOCKS;
    while let [first, more @ ..] = rest {
        if matches!(first.status, Status::Active) {
            set.insert(place);
        }
        place += 1;
        rest = more;
    }
    set
};

const fn with_status(status: Status, audience: Audience) -> RuleSet {
    let mut set = RuleSet(0);
    let mut place = 0;
    let mut rest: &[&Rule] = &RULES;
    while let [first, more @ ..] = rest {
        if first.status as u8 == status as u8 && first.audience.includes(audience) {
            set.insert(place);
        }
        place += 1;
        rest = more;
    }
    set
}

const fn named(ids: &[&str]) -> RuleSet {
    let mut set = RuleSet(0);
    let mut place = 0;
    let mut rest: &[&Rule] = &RULES;
    while let [first, more @ ..] = rest {
        let mut wanted = ids;
        while let [id, others @ ..] = wanted {
            if same(id.as_bytes(), first.id.as_bytes()) {
                set.insert(place);
            }
            wanted = others;
        }
        place += 1;
        rest = more;
    }
    set
}

const fn same(mut left: &[u8], mut right: &[u8]) -> bool {
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}

/// A set of rules that iterates in table order.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RuleSet(u128);

impl RuleSet {
    /// The rules at these places.
    pub(crate) const fn at(places: u128) -> Self {
        Self(places)
    }

    pub(crate) const fn insert(&mut self, place: usize) {
        self.0 |= 1 << place;
    }

    pub(crate) const fn contains_place(self, place: usize) -> bool {
        self.0 & 1 << place != 0
    }

    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn places(self) -> Places {
        Places(self.0)
    }

    /// Each rule, in table order.
    pub fn iter(self) -> impl Iterator<Item = &'static Rule> + Clone {
        self.places().filter_map(|place| RULES.get(place).copied())
    }

    /// The place of each rule in [`RULES`], in table order.
    pub fn positions(self) -> impl Iterator<Item = usize> + Clone {
        self.places()
    }

    /// Whether the rule with this id is in the set.
    #[must_use]
    pub fn contains(self, id: &str) -> bool {
        self.iter().any(|rule| rule.id == id)
    }

    /// How many.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|rule| rule.id)).finish()
    }
}

/// A set of clocks that iterates in table order.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ClockSet(u32);

impl ClockSet {
    pub(crate) const fn insert(&mut self, place: usize) {
        self.0 |= 1 << place;
    }

    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Each clock, in table order.
    pub fn iter(self) -> impl Iterator<Item = &'static Clock> + Clone {
        Places(self.0.into()).filter_map(|place| CLOCKS.get(place).copied())
    }

    /// The place of each clock in [`CLOCKS`], in table order.
    pub fn positions(self) -> impl Iterator<Item = usize> + Clone {
        Places(self.0.into())
    }

    /// Whether the clock with this id is in the set.
    #[must_use]
    pub fn contains(self, id: &str) -> bool {
        self.iter().any(|clock| clock.id == id)
    }

    /// How many.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Debug for ClockSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|clock| clock.id)).finish()
    }
}

/// The places of the set bits, lowest first.
#[derive(Clone, Debug)]
pub(crate) struct Places(pub(crate) u128);

impl Iterator for Places {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let place = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(place)
    }
}
