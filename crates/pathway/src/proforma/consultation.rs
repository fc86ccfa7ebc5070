//! The consultation: what the responsible clinician asks, examines, concludes and tells the person.
//! Nothing in it blocks saving; signing locks it.

use super::question::Kind::{Day, Line, Many, Number, One, Text, YesNo};
use super::question::{Feed, From, Proforma, Question, Section};
use crate::facts::How;

const fn ask(key: &'static str, label: &'static str, kind: super::Kind) -> Question {
    Question::new(key, label, kind)
}

/// An answer that is the fact's own.
const fn fact(fact: &'static str) -> Feed {
    Feed { fact, says: &[] }
}

/// The consultation.
pub const CONSULTATION: Proforma = Proforma {
    key: "consultation",
    title: "Consultation",
    sections: &[
        Section { key: "story", title: "Story", how: How::Clinician, questions: STORY },
        Section {
            key: "cancer",
            title: "Cancer and treatment",
            how: How::Clinician,
            questions: CANCER,
        },
        Section { key: "function", title: "Function", how: How::Clinician, questions: FUNCTION },
        Section {
            key: "drugs",
            title: "Health, drugs, allergies",
            how: How::Clinician,
            questions: DRUGS,
        },
        Section {
            key: "examination",
            title: "Examination",
            how: How::Examination,
            questions: EXAMINATION,
        },
        Section {
            key: "impression",
            title: "Impression and plan",
            how: How::Clinician,
            questions: IMPRESSION,
        },
        Section {
            key: "told",
            title: "What the person was told",
            how: How::Clinician,
            questions: TOLD,
        },
    ],
    signed: true,
};

const STORY: &[Question] = &[
    ask("story", "The story", Text)
        .hint("In the person's words where you can.")
        .from(&[From::Story]),
    ask("spinal_pain", "New or worsening pain in neck or back", YesNo)
        .feeds(&[fact("spinal_pain")])
        .from(&[From::Fact("spinal_pain")]),
    ask("pain_onset", "Pain since", Day),
    ask(
        "pain_score",
        "Pain now, 0 to 10",
        Number { unit: "", possible: (0.0, 10.0), likely: (0.0, 10.0) },
    ),
    ask(
        "pain_pattern",
        "Pain pattern",
        Many(&[
            ("severe", "severe, does not let up"),
            ("progressive", "getting worse"),
            ("mechanical", "worse on standing, sitting or moving"),
            ("straining", "worse on coughing or straining"),
            ("night", "disturbs sleep"),
            ("tender", "one sore spot over the spine"),
            ("lying", "worse lying down"),
            ("none", "none of these, each asked"),
        ]),
    )
    .feeds(&[
        Feed { fact: "p_severe", says: &[("severe", "yes"), ("none", "no")] },
        Feed { fact: "p_prog", says: &[("progressive", "yes"), ("none", "no")] },
        Feed { fact: "p_mech", says: &[("mechanical", "yes"), ("none", "no")] },
        Feed { fact: "p_strain", says: &[("straining", "yes"), ("none", "no")] },
        Feed { fact: "p_night", says: &[("night", "yes"), ("none", "no")] },
        Feed { fact: "p_tender", says: &[("tender", "yes"), ("none", "no")] },
        Feed { fact: "p_lying", says: &[("lying", "yes"), ("none", "no")] },
    ])
    .from(&[From::Detail("pain_features")]),
    ask("neuro_onset", "Weakness, numbness or unsteadiness since", Day),
    ask(
        "pace",
        "How fast it changes",
        One(&[
            ("hours", "worse by the hour"),
            ("days", "worse by the day"),
            ("weeks", "worse by the week"),
            ("stable", "steady"),
            ("better", "getting better"),
        ]),
    )
    .from(&[From::Detail("rate")]),
    ask("weak", "Weakness, heaviness or giving way of a limb", YesNo)
        .feeds(&[fact("n_weak")])
        .from(&[From::Fact("n_weak")]),
    ask("numb", "Numbness or pins and needles", YesNo)
        .feeds(&[fact("n_sens")])
        .from(&[From::Fact("n_sens")]),
    ask("root_pain", "Shooting or band-like pain", YesNo)
        .feeds(&[fact("n_radic")])
        .from(&[From::Fact("n_radic")]),
    ask("saddle", "Numbness between the legs", YesNo)
        .feeds(&[fact("x_saddle")])
        .from(&[From::Fact("x_saddle")]),
    ask("bladder_bowel", "Any change of bladder or bowel control", YesNo)
        .feeds(&[fact("n_sphincter")])
        .from(&[From::Fact("n_sphincter")]),
    ask("fever", "Fever, shivering or acutely unwell", YesNo)
        .feeds(&[fact("x_fever")])
        .from(&[From::Fact("x_fever")]),
];

const CANCER: &[Question] = &[
    ask("cancer_known", "Cancer now or in the past", YesNo)
        .feeds(&[fact("ca_known")])
        .from(&[From::Fact("ca_known")]),
    ask(
        "primary",
        "Primary",
        One(&[
            ("breast", "breast"),
            ("prostate", "prostate"),
            ("lung", "lung"),
            ("kidney", "kidney"),
            ("thyroid", "thyroid"),
            ("rectum", "rectum"),
            ("colon", "colon"),
            ("stomach", "stomach"),
            ("pancreas", "pancreas"),
            ("liver", "liver"),
            ("gallbladder", "gallbladder"),
            ("oesophagus", "oesophagus"),
            ("bladder", "bladder"),
            ("uterus", "uterus or ovary"),
            ("carcinoid", "carcinoid"),
            ("osteosarcoma", "osteosarcoma"),
            ("melanoma", "melanoma"),
            ("sarcoma", "another sarcoma"),
            ("myeloma", "myeloma"),
            ("lymphoma", "lymphoma or leukaemia"),
            ("other", "another"),
            ("unidentified", "not found"),
        ]),
    )
    .from(&[From::Detail("primary")]),
    ask("primary_detail", "Histology, stage, year", Line).from(&[From::Detail("primary")]),
    ask(
        "haem",
        "Cancer of the blood",
        One(&[
            ("confirmed", "confirmed"),
            ("suspected", "suspected"),
            ("none", "no"),
            ("unknown", "not known"),
        ]),
    )
    .feeds(&[fact("haem")])
    .from(&[From::Fact("haem")]),
    ask("no_tissue", "Tissue diagnosis still missing", YesNo)
        .feeds(&[fact("no_tissue")])
        .from(&[From::Fact("no_tissue")]),
    ask("bone_mets", "Bone metastases outside the spine", COUNT).hint("How many; 0 for none."),
    ask("spine_mets", "Vertebrae with metastases", COUNT).hint("How many."),
    ask("fracture", "Pathological fracture on imaging", YesNo),
    ask(
        "organ_mets",
        "Metastases in major organs",
        One(&[
            ("none", "none"),
            ("removable", "removable or treatable"),
            ("unremovable", "not removable"),
        ]),
    ),
    ask(
        "organ_spread",
        "Spread in organs or brain",
        One(&[
            ("none", "none"),
            ("nodular", "single or several nodules"),
            ("disseminated", "disseminated, effusion or meninges"),
        ]),
    ),
    ask("brain_mets", "Metastases in the brain", YesNo),
    ask(
        "growth",
        "Growth of the primary",
        One(&[
            ("slow", "slow: breast, thyroid, prostate and the like"),
            ("moderate", "moderate: kidney, uterus and the like"),
            ("rapid", "rapid: lung, stomach, liver, unknown and the like"),
        ]),
    ),
    ask(
        "radiosensitive",
        "Radiosensitivity",
        One(&[
            ("high", "high: lymphoma, myeloma, seminoma, small cell"),
            ("intermediate", "intermediate: breast, prostate"),
            ("low", "low: kidney, melanoma, sarcoma, bowel"),
        ]),
    ),
    ask("systemic_now", "Treatment so far and now", Text).from(&[From::Detail("treatment")]),
    ask("on_sact", "Cancer drugs in the last six weeks, or weak immunity", YesNo)
        .feeds(&[fact("x_sact")])
        .from(&[From::Fact("x_sact")]),
    ask("chemotherapy_before", "Chemotherapy before", YesNo),
    ask("neurotoxic", "Nerve-toxic cancer drug in the last six months", YesNo)
        .feeds(&[fact("neurotoxic_drug")])
        .from(&[From::Fact("neurotoxic_drug")]),
    ask("previous_rt", "Radiotherapy to the spine before", YesNo),
    ask("previous_rt_detail", "When, which levels, dose and fractions", Line)
        .from(&[From::Detail("radiotherapy_detail")]),
    ask(
        "life_expectancy",
        "Your estimate of survival",
        One(&[
            ("under3", "under 3 months"),
            ("3to6", "3 to 6 months"),
            ("6to12", "6 to 12 months"),
            ("over12", "over a year"),
        ]),
    ),
];

/// How many.
const COUNT: super::Kind = Number { unit: "", possible: (0.0, 200.0), likely: (0.0, 33.0) };

/// Walking, in the words of the one-minute examination.
const WALKING: super::Kind = One(&[
    ("unaided", "unaided"),
    ("with_aid", "with an aid"),
    ("with_one", "with one person"),
    ("with_two", "with two people"),
    ("unable", "not at all"),
]);

const PERFORMANCE: super::Kind = One(&[
    ("0", "0: fully active"),
    ("1", "1: light work"),
    ("2", "2: up more than half the day, no work"),
    ("3", "3: in bed or chair more than half the day"),
    ("4", "4: in bed or chair all day"),
]);

const FUNCTION: &[Question] = &[
    ask("walking_before", "Walking before this began", WALKING),
    ask("walking_now", "Walking now", WALKING)
        .feeds(&[Feed {
            fact: "n_gait",
            says: &[
                ("unaided", "no"),
                ("with_aid", "yes"),
                ("with_one", "yes"),
                ("with_two", "yes"),
                ("unable", "yes"),
            ],
        }])
        .from(&[From::Detail("walking")]),
    ask("continence_before", "Continent before this began", YesNo),
    ask("continence_now", "Continent now", YesNo),
    ask("ecog_before", "Performance status (ECOG) before this began", PERFORMANCE),
    ask("ecog_now", "Performance status (ECOG) now", PERFORMANCE)
        .from(&[From::Detail("performance")]),
    ask(
        "kps_now",
        "Karnofsky now",
        Number { unit: "", possible: (0.0, 100.0), likely: (10.0, 100.0) },
    )
    .hint("In steps of ten."),
    ask("lives", "Home and help there", Line),
];

const DRUGS: &[Question] = &[
    ask("history", "Other illnesses and operations", Text),
    ask("drugs", "Medicines", Text),
    ask("anticoagulant", "Anticoagulant or antiplatelet", YesNo)
        .feeds(&[fact("on_anticoagulant")])
        .from(&[From::Fact("on_anticoagulant")]),
    ask("anticoagulant_detail", "Which, and last dose", Line)
        .from(&[From::Detail("anticoagulant_detail")]),
    ask("dexamethasone", "Takes dexamethasone now", YesNo)
        .feeds(&[fact("on_dex")])
        .from(&[From::Fact("on_dex")]),
    ask("diabetes", "Diabetes", YesNo),
    ask("ulcer", "Peptic ulcer or bleeding before", YesNo),
    ask(
        "infection_risk",
        "Infection risk: injecting, weak immunity, diabetes, dialysis, recent spinal procedure",
        YesNo,
    )
    .feeds(&[fact("x_inf_risk")])
    .from(&[From::Fact("x_inf_risk")]),
    ask("allergies", "Allergies", Line).from(&[From::Detail("allergies")]),
    ask("weight", "Weight", Number { unit: "kg", possible: (2.0, 400.0), likely: (35.0, 160.0) }),
];

/// Medical Research Council grades; the full worksheet has its own page.
const POWER: super::Kind =
    One(&[("5", "5"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1"), ("0", "0")]);

const REFLEX: super::Kind = One(&[
    ("absent", "absent"),
    ("reduced", "reduced"),
    ("normal", "normal"),
    ("brisk", "brisk"),
    ("clonus", "clonus"),
]);

const EXAMINATION: &[Question] = &[
    ask("tender_level", "Tender level", Line),
    ask("arm_right", "Weakest movement, right arm", POWER),
    ask("arm_left", "Weakest movement, left arm", POWER),
    ask("hip_right", "Hip flexion (L2), right", POWER),
    ask("hip_left", "Hip flexion (L2), left", POWER),
    ask("knee_right", "Knee extension (L3), right", POWER),
    ask("knee_left", "Knee extension (L3), left", POWER),
    ask("ankle_right", "Ankle dorsiflexion (L4), right", POWER),
    ask("ankle_left", "Ankle dorsiflexion (L4), left", POWER),
    ask("toe_right", "Big toe extension (L5), right", POWER),
    ask("toe_left", "Big toe extension (L5), left", POWER),
    ask("plantar_flexion_right", "Plantar flexion (S1), right", POWER),
    ask("plantar_flexion_left", "Plantar flexion (S1), left", POWER),
    ask("sensory_level", "Sensory level", Line),
    ask(
        "saddle_sensation",
        "Saddle sensation",
        One(&[("normal", "normal"), ("reduced", "reduced or absent")]),
    )
    .feeds(&[Feed { fact: "x_saddle", says: &[("reduced", "yes"), ("normal", "no")] }]),
    ask("anal_tone", "Anal tone", One(&[("normal", "normal"), ("reduced", "reduced or absent")])),
    ask(
        "tone",
        "Tone in the legs",
        One(&[("flaccid", "flaccid"), ("normal", "normal"), ("spastic", "spastic")]),
    ),
    ask("knee_jerks", "Knee jerks", REFLEX),
    ask("ankle_jerks", "Ankle jerks", REFLEX),
    ask(
        "plantars",
        "Plantar responses",
        One(&[
            ("flexor", "down on both sides"),
            ("extensor", "up on either side"),
            ("equivocal", "equivocal"),
        ]),
    ),
    ask("coordination", "Coordination", One(&[("normal", "normal"), ("impaired", "impaired")])),
    ask(
        "gait",
        "Gait",
        One(&[
            ("normal", "normal"),
            ("spastic", "spastic"),
            ("ataxic", "unsteady"),
            ("other", "otherwise abnormal"),
            ("not_tested", "not tested: not safe"),
        ]),
    ),
    ask(
        "frankel",
        "Frankel grade",
        One(&[
            ("A", "A: no function below the level"),
            ("B", "B: feeling only"),
            ("C", "C: movement of no use"),
            ("D", "D: useful movement"),
            ("E", "E: normal"),
        ]),
    ),
    ask(
        "post_void",
        "Bladder volume after voiding",
        Number { unit: "mL", possible: (0.0, 5000.0), likely: (0.0, 1000.0) },
    ),
    ask("cord_signs", "Signs of cord or cauda equina compression", YesNo)
        .feeds(&[fact("n_signs")])
        .from(&[From::Fact("n_signs")]),
    ask("unstable", "Concern that the spine is unstable", YesNo)
        .feeds(&[fact("instab_suspected")])
        .from(&[From::Fact("instab_suspected")]),
    ask(
        "temperature",
        "Temperature",
        Number { unit: "°C", possible: (25.0, 45.0), likely: (35.0, 40.0) },
    ),
];

const IMPRESSION: &[Question] = &[
    ask(
        "impression",
        "Impression",
        Many(&[
            ("vertebral", "vertebral metastasis"),
            ("epidural", "epidural disease, cord or cauda equina compression"),
            ("root", "nerve-root compression"),
            ("unstable", "mechanical instability"),
            ("infection", "infection"),
            ("other", "something else"),
        ]),
    )
    .hint("Several may hold."),
    ask("suspected", "MSCC suspected", YesNo)
        .feeds(&[fact("mscc_clin_suspected")])
        .from(&[From::Fact("mscc_clin_suspected")]),
    ask("impression_words", "In a sentence or two", Text),
    ask("plan", "Plan", Text),
    ask(
        "ceiling",
        "Ceiling of care",
        One(&[
            ("full", "full treatment"),
            ("ward", "ward-based treatment"),
            ("comfort", "comfort"),
            ("discussing", "being discussed"),
        ]),
    ),
    ask(
        "resuscitation",
        "Resuscitation",
        One(&[
            ("for", "for resuscitation"),
            ("not", "not for resuscitation"),
            ("discussing", "being discussed"),
        ]),
    ),
    ask("wishes", "What matters to the person", Text).from(&[From::Detail("ceiling")]),
];

const TOLD: &[Question] = &[
    ask("told", "What the person was told", Text),
    ask("told_who", "Who was there", Line),
    ask("told_diagnosis", "Knows the diagnosis", YesNo).from(&[From::Detail("aware")]),
    ask("warning_signs", "Told what to watch for and whom to ring", YesNo),
    ask("leaflet", "Written information given", YesNo),
];
