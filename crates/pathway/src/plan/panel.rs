//! The panels of the plan as const data: what each asks, which times it has, what it cannot do
//! without, which clocks it watches.

use serde::{Deserialize, Serialize};

use crate::proforma::Kind::{Day, Line, Many, Number, One, Text, YesNo};
use crate::proforma::{Kind, Question};

/// A part of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "`title` says what each is")]
pub enum Panel {
    Mobility,
    Steroid,
    Radiotherapy,
    Operation,
    Systemic,
    Pain,
    Care,
    Ceiling,
    CallIf,
}

impl Panel {
    /// Every panel, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Mobility,
        Self::Steroid,
        Self::Radiotherapy,
        Self::Operation,
        Self::Systemic,
        Self::Pain,
        Self::Care,
        Self::Ceiling,
        Self::CallIf,
    ];

    /// Stable key, also in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mobility => "mobility",
            Self::Steroid => "steroid",
            Self::Radiotherapy => "radiotherapy",
            Self::Operation => "operation",
            Self::Systemic => "systemic",
            Self::Pain => "pain",
            Self::Care => "care",
            Self::Ceiling => "ceiling",
            Self::CallIf => "call_if",
        }
    }

    /// The panel with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|panel| panel.key() == key)
    }

    /// As shown.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mobility => "Mobility order",
            Self::Steroid => "Steroid",
            Self::Radiotherapy => "Radiotherapy",
            Self::Operation => "Operation",
            Self::Systemic => "Systemic treatment",
            Self::Pain => "Pain",
            Self::Care => "Bladder, bowel, skin, clots",
            Self::Ceiling => "Ceiling of care and wishes",
            Self::CallIf => "Call if",
        }
    }

    /// Who usually answers for it.
    pub const fn usual_owner(self) -> &'static str {
        match self {
            Self::Radiotherapy | Self::Systemic => "oncologist",
            Self::Operation => "spinal surgeon",
            Self::Care => "ward nurse in charge",
            Self::CallIf => "coordinator",
            Self::Mobility | Self::Steroid | Self::Pain | Self::Ceiling => "responsible consultant",
        }
    }

    /// Its questions, in order.
    pub const fn questions(self) -> &'static [Question] {
        match self {
            Self::Mobility => MOBILITY,
            Self::Steroid => STEROID,
            Self::Radiotherapy => RADIOTHERAPY,
            Self::Operation => OPERATION,
            Self::Systemic => SYSTEMIC,
            Self::Pain => PAIN,
            Self::Care => CARE,
            Self::Ceiling => CEILING,
            Self::CallIf => CALL_IF,
        }
    }

    /// Its times: name and label. The first is what the panel is watched by.
    pub const fn times(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Mobility => &[("expires", "Holds until")],
            Self::Steroid | Self::CallIf => &[],
            Self::Radiotherapy => &[("slot", "Slot of the first fraction")],
            Self::Operation => {
                &[("slot", "Theatre slot"), ("last_dose", "Last dose of the anticoagulant")]
            }
            Self::Systemic => &[("decide_by", "Decision due")],
            Self::Pain | Self::Ceiling => &[("review", "Review due")],
            Self::Care => &[("vte_started", "First dose against clots given")],
        }
    }

    /// What it cannot hold without: the field, and what to do.
    pub const fn required(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Mobility => &[
                ("order", "Choose what the person may do."),
                ("basis", "Say which rule or policy this order follows."),
                (
                    "expires",
                    "Say until when this order holds: a mobility order never stands without an end.",
                ),
            ],
            Self::Steroid => &[
                ("dose_mg", "Enter the dose in 24 hours, in milligrams."),
                ("counts", "Say whether the dose counts the base or the phosphate."),
                ("product", "Enter the product and its strength as labelled."),
                ("route", "Choose the route."),
            ],
            Self::Radiotherapy => &[
                ("intent", "Choose what it is for."),
                ("from", "Choose the upper level."),
                ("to", "Choose the lower level."),
                ("fractions", "Enter the number of fractions."),
                ("fraction_gy", "Enter the dose of one fraction in Gy."),
                ("earlier", "Say whether the spine had radiotherapy before."),
            ],
            Self::Operation => &[
                ("procedure", "Choose what is to be done."),
                ("from", "Choose the upper level."),
                ("to", "Choose the lower level."),
            ],
            Self::Systemic => &[
                ("treatment", "Write what is planned, or what has to be decided."),
                ("oncologist", "Name the oncologist who answers for it."),
            ],
            Self::Pain => &[
                ("drugs", "Write what is given for the pain."),
                ("review", "Say when the pain is looked at again."),
            ],
            Self::Care => &[("bladder", "Say how the bladder is, or that it is not known.")],
            Self::Ceiling => &[
                ("ceiling", "Choose how far treatment goes."),
                ("spoken_with", "Say who was spoken with."),
            ],
            Self::CallIf => &[("signs", "Choose what the ward calls for.")],
        }
    }

    /// The clocks that watch it.
    pub const fn clocks(self) -> &'static [&'static str] {
        match self {
            Self::Mobility => &["CLK-IMM24"],
            Self::Steroid => &["CLK-DEX", "CLK-TAPER", "CLK-STOPDEX"],
            Self::Radiotherapy => &["CLK-RT24", "CLK-DXRT"],
            Self::Operation => &["CLK-DEF24"],
            Self::Care => &["CLK-VTE", "CLK-LMWH"],
            Self::Systemic | Self::Pain | Self::Ceiling | Self::CallIf => &[],
        }
    }
}

const fn ask(key: &'static str, label: &'static str, kind: Kind) -> Question {
    Question::new(key, label, kind)
}

/// C1 to S5: key and words are the same.
const LEVELS: &[(&str, &str)] = &[
    ("C1", "C1"),
    ("C2", "C2"),
    ("C3", "C3"),
    ("C4", "C4"),
    ("C5", "C5"),
    ("C6", "C6"),
    ("C7", "C7"),
    ("T1", "T1"),
    ("T2", "T2"),
    ("T3", "T3"),
    ("T4", "T4"),
    ("T5", "T5"),
    ("T6", "T6"),
    ("T7", "T7"),
    ("T8", "T8"),
    ("T9", "T9"),
    ("T10", "T10"),
    ("T11", "T11"),
    ("T12", "T12"),
    ("L1", "L1"),
    ("L2", "L2"),
    ("L3", "L3"),
    ("L4", "L4"),
    ("L5", "L5"),
    ("S1", "S1"),
    ("S2", "S2"),
    ("S3", "S3"),
    ("S4", "S4"),
    ("S5", "S5"),
];

const CONSENT: Kind =
    One(&[("yes", "given"), ("best_interests", "best-interests decision"), ("not_yet", "not yet")]);

const MOBILITY: &[Question] = &[
    ask(
        "order",
        "The person may",
        One(&[
            ("immobilise", "Immobilise: spine kept still, also for every transfer"),
            ("position", "Stay in bed, change position"),
            ("sit", "Sit"),
            ("transfer", "Transfer to a chair"),
            ("walk", "Walk"),
        ]),
    ),
    ask(
        "position",
        "Position in bed",
        One(&[("flat", "flat"), ("raised", "partly raised"), ("free", "as comfortable")]),
    ),
    ask("log_roll", "Log-roll for every turn", YesNo),
    ask(
        "brace",
        "Brace",
        One(&[("none", "none"), ("up", "when up"), ("always", "always, in bed too")]),
    ),
    ask("who", "How many people, or which aid", Line),
    ask(
        "basis",
        "Which rule or policy",
        One(&[
            ("IMM-1", "IMM-1: neurology suggests that the spine is unstable"),
            ("IMM-3", "IMM-3: moderate or severe pain on movement"),
            ("IMM-5", "IMM-5: position not tolerated"),
            ("IMM-6", "IMM-6: no reason to stay flat"),
            ("MOB-1", "MOB-1: stability confirmed, neurology steady"),
            ("MOB-2", "MOB-2: worse on getting up, back to the last safe position"),
            ("MOB-3", "MOB-3: unstable or severe mechanical pain"),
            ("site", "site policy"),
        ]),
    ),
    ask("advised_by", "Expert advice on stability by", Line)
        .hint("Name and grade. With it the 24-hour stability review is done."),
];

const STEROID: &[Question] = &[
    ask(
        "dose_mg",
        "Dexamethasone in 24 hours",
        Number { unit: "mg", possible: (0.5, 100.0), likely: (0.5, 100.0) },
    ),
    ask("counts", "The dose counts", One(&[("base", "base"), ("phosphate", "phosphate")])).hint(
        "4 mg of the phosphate hold about 3.33 mg of the base. Nothing is converted for you.",
    ),
    ask("product", "Product and strength as labelled", Line),
    ask("route", "Route", One(&[("oral", "by mouth"), ("intravenous", "into a vein, slowly")])),
    ask(
        "times",
        "When in the day",
        One(&[("once", "once, in the morning"), ("twice", "twice, about 08:00 and 12:00")]),
    )
    .hint("None after about 16:00: it keeps people awake."),
    ask("gastroprotection", "Stomach protection", One(&[("yes", "given"), ("no", "not given")])),
    ask(
        "glucose",
        "Blood glucose",
        One(&[("daily", "before and daily"), ("four", "four times a day"), ("no", "not checked")]),
    )
    .hint("Four times a day with diabetes, or above 12 mmol/L."),
    ask(
        "risks",
        "Reasons to be careful",
        Many(&[
            ("ulcer", "stomach ulcer or bleeding"),
            ("perforation", "risk of perforation"),
            ("diabetes", "diabetes out of control"),
            ("mind", "psychosis or mania, now or before"),
            ("vaccine", "live vaccine lately"),
            ("varicella", "met chickenpox, not immune"),
            ("bleed", "NSAID or anticoagulant"),
            ("enzyme", "drug that speeds up or slows down its breakdown"),
            ("immunotherapy", "immunotherapy or chemotherapy: tell the oncologist"),
        ]),
    ),
    ask("senior", "Senior who decided, and why", Line)
        .hint("Needed with fever or infection, or with any reason to be careful."),
    ask("phoned", "Consultant phoned, and when", Line)
        .hint("Needed where a cancer of the blood is suspected without tissue."),
    ask("over_because", "Why more than 16 mg in 24 hours", Line),
    ask("taper", "Reduction", Line).hint("A template of this hospital. Nothing is chosen for you."),
    ask("taper_from", "First day of the reduction", Day),
];

const RADIOTHERAPY: &[Question] = &[
    ask(
        "intent",
        "What it is for",
        One(&[
            ("cord", "cord or nerve compression"),
            ("pain", "pain"),
            ("after_operation", "after an operation"),
            ("stereotactic", "stereotactic, long control"),
        ]),
    ),
    ask("from", "From level", One(LEVELS)),
    ask("to", "To level", One(LEVELS)),
    ask(
        "fractions",
        "Fractions",
        Number { unit: "fractions", possible: (1.0, 100.0), likely: (1.0, 30.0) },
    ),
    ask(
        "fraction_gy",
        "Dose of one fraction",
        Number { unit: "Gy", possible: (0.1, 30.0), likely: (1.8, 8.0) },
    ),
    ask("consent", "Consent", CONSENT),
    ask("earlier", "Radiotherapy to the spine before", YesNo),
    ask("earlier_courses", "Earlier courses", Text)
        .hint("One a line: levels, fractions x dose, day. T5 to T9, 5 x 4 Gy, 2025-03-01"),
    ask("notes", "Notes", Text),
];

const OPERATION: &[Question] = &[
    ask(
        "procedure",
        "What is to be done",
        Many(&[
            ("decompress", "decompress"),
            ("stabilise", "stabilise"),
            ("cement", "cement"),
            ("biopsy", "take tissue"),
        ]),
    ),
    ask("from", "From level", One(LEVELS)),
    ask("to", "To level", One(LEVELS)),
    ask("consent", "Consent", CONSENT),
    ask("bloods", "Blood results seen", YesNo),
    ask("group_and_save", "Group and save", YesNo),
    ask(
        "anticoagulant",
        "Anticoagulant",
        One(&[
            ("none", "takes none"),
            ("held", "held"),
            ("taking", "still taken"),
            ("unknown", "not known"),
        ]),
    ),
    ask("drug", "Which anticoagulant", Line),
    ask("ready", "Ready for theatre", YesNo).hint(
        "Only with consent, blood results, group and save, and the anticoagulant's last dose.",
    ),
    ask("notes", "Notes", Text),
];

const SYSTEMIC: &[Question] = &[
    ask("treatment", "What is planned, held or to be decided", Text),
    ask("oncologist", "Oncologist who answers for it", Line),
    ask("steroid_told", "The oncologist knows of the steroid", YesNo),
];

const PAIN: &[Question] = &[
    ask(
        "score",
        "Pain now, 0 to 10",
        Number { unit: "of 10", possible: (0.0, 10.0), likely: (0.0, 10.0) },
    ),
    ask("drugs", "What is given", Text),
    ask("nsaid", "An NSAID is among them", YesNo),
    ask("laxative", "Laxative with an opioid", YesNo),
    ask("asked", "Pain or palliative care team asked", YesNo),
];

const CARE: &[Question] = &[
    ask(
        "bladder",
        "Bladder",
        One(&[
            ("normal", "passes and feels urine"),
            ("retention", "retention"),
            ("catheter", "catheter"),
            ("incontinent", "incontinent"),
            ("unknown", "not known"),
        ]),
    ),
    ask(
        "residual_ml",
        "Left in the bladder after passing urine",
        Number { unit: "mL", possible: (0.0, 3000.0), likely: (0.0, 1000.0) },
    ),
    ask(
        "bowel",
        "Bowel",
        One(&[
            ("normal", "normal"),
            ("constipated", "constipated"),
            ("incontinent", "incontinent"),
            ("unknown", "not known"),
        ]),
    ),
    ask("bowel_plan", "Bowel plan", Line),
    ask("skin", "Skin checked: what was found", Line),
    ask("mattress", "Pressure-relieving mattress", YesNo),
    ask(
        "turn_h",
        "Turn every",
        Number { unit: "hours", possible: (1.0, 12.0), likely: (2.0, 3.0) },
    ),
    ask("vte_assessed", "Risk of clots and of bleeding assessed", YesNo),
    ask("vte_drug", "Drug against clots chosen", YesNo),
    ask("vte_drug_name", "Which drug, or why none", Line),
    ask("mechanical", "Stockings or pumps", YesNo),
];

const CEILING: &[Question] = &[
    ask(
        "ceiling",
        "How far treatment goes",
        One(&[
            ("full", "full treatment, intensive care included"),
            ("high_dependency", "up to high dependency"),
            ("ward", "ward treatment"),
            ("comfort", "comfort first"),
        ]),
    ),
    ask(
        "resuscitation",
        "Resuscitation",
        One(&[
            ("yes", "for resuscitation"),
            ("no", "not for resuscitation"),
            ("unknown", "not decided"),
        ]),
    ),
    ask("wishes", "What matters to the person", Text),
    ask("spoken_with", "Spoken with", Line),
];

const CALL_IF: &[Question] = &[
    ask(
        "signs",
        "The ward calls at once if",
        Many(&[
            ("walking", "walking gets worse"),
            ("power", "an arm or leg gets weaker"),
            ("feeling", "feeling is lost, also between the legs"),
            ("bladder", "bladder or bowel change"),
            ("pain", "pain gets out of control"),
            ("fever", "fever or shivering"),
            ("confused", "confusion or a changed mood"),
            ("glucose", "blood glucose above 12 mmol/L"),
            ("breathing", "breathing gets harder"),
        ]),
    ),
    ask("phone", "On which number", Line).hint("Empty: the coordinator's."),
    ask("else_call", "Anything else", Line),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spine::level::Level;

    #[test]
    fn the_levels_offered_are_those_of_the_spine() {
        let all: Vec<&str> = Level::all().map(Level::key).collect();
        assert_eq!(LEVELS.iter().map(|(key, _)| *key).collect::<Vec<_>>(), all);
    }

    #[test]
    fn what_a_panel_cannot_do_without_is_a_field_of_it() {
        for panel in Panel::ALL {
            assert_eq!(Panel::from_key(panel.key()), Some(panel));
            for (key, _) in panel.required() {
                let asked = panel.questions().iter().any(|question| question.key == *key);
                let time = panel.times().iter().any(|(name, _)| name == key);
                assert!(asked || time, "{}: {key}", panel.key());
            }
            for clock in panel.clocks() {
                assert!(rules::CLOCKS.iter().any(|one| one.id == *clock), "{clock}");
            }
        }
    }
}
