//! The forms of rehabilitation: the assessment, whose measures are compared over time, and the
//! discharge plan.

use crate::facts::How;
use crate::proforma::Kind::{Day, Line, Many, Number, One, Text, YesNo};
use crate::proforma::{From, Kind, Proforma, Question, Section};

const fn ask(key: &'static str, label: &'static str, kind: Kind) -> Question {
    Question::new(key, label, kind)
}

const fn score(unit: &'static str, most: f64) -> Kind {
    Number { unit, possible: (0.0, most), likely: (0.0, most) }
}

/// The measures that are compared over time, in the order of the table: key, and whether more is
/// better.
pub const MEASURES: &[(&str, bool)] = &[
    ("mobility", true),
    ("timed_walk_s", false),
    ("function", true),
    ("power_right", true),
    ("power_left", true),
    ("pain_rest", false),
    ("pain_moving", false),
];

/// The assessment by physiotherapist or occupational therapist. Each signed one is a point in time.
pub const ASSESSMENT: Proforma = Proforma {
    key: "rehab_assessment",
    title: "Rehab assessment",
    sections: &[
        Section { key: "measures", title: "Measures", how: How::Examination, questions: MEASURED },
        Section { key: "falls", title: "Falls", how: How::Clinician, questions: FALLS },
        Section { key: "home", title: "Home and equipment", how: How::Clinician, questions: HOME },
    ],
    signed: true,
};

const MEASURED: &[Question] = &[
    ask("mobility", "Mobility, 0 to 10", score("of 10", 10.0))
        .hint("0 in bed, 2 sits, 4 stands, 6 transfers, 8 walks with help, 10 walks alone. Our own steps."),
    ask(
        "timed_walk_s",
        "Timed walk over 10 m",
        Number { unit: "s", possible: (2.0, 600.0), likely: (4.0, 120.0) },
    ),
    ask("function", "Self-care, 0 to 100", score("of 100", 100.0))
        .hint("As the scale used on this ward counts it; say which under notes."),
    ask("power_right", "Power of the right leg, sum of five muscles", score("of 25", 25.0)),
    ask("power_left", "Power of the left leg, sum of five muscles", score("of 25", 25.0)),
    ask("pain_rest", "Pain at rest", score("of 10", 10.0)),
    ask("pain_moving", "Pain when moving", score("of 10", 10.0)),
    ask("notes", "Notes", Text),
];

const FALLS: &[Question] = &[
    ask(
        "falls_risk",
        "What makes a fall likely",
        Many(&[
            ("fell", "fell in the last year"),
            ("weak", "weak or numb legs"),
            ("dizzy", "dizzy on getting up"),
            ("drugs", "opioid, sedative or steroid"),
            ("sight", "sees badly"),
            ("confused", "confused"),
            ("hurry", "hurries to the toilet"),
            ("none", "none of these, each asked"),
        ]),
    ),
    ask("falls_plan", "What is done about it", Line),
];

const HOME: &[Question] = &[
    ask(
        "stairs",
        "Stairs at home",
        One(&[("none", "none"), ("outside", "outside"), ("inside", "inside")]),
    ),
    ask("toilet", "Toilet on the floor where the person lives", YesNo),
    ask("bed", "Bed can be reached and is the right height", YesNo),
    ask("rails", "Rails are in place", YesNo),
    ask("carers", "Who helps at home, how often", Line),
    ask("equipment_ordered", "Equipment ordered", Many(EQUIPMENT)),
    ask("equipment_delivered", "Equipment delivered", Many(EQUIPMENT)),
    ask(
        "transport",
        "Transport home",
        One(&[
            ("car", "car"),
            ("seated", "ambulance, seated"),
            ("stretcher", "ambulance, lying"),
            ("wheelchair", "in a wheelchair"),
        ]),
    ),
    ask("driving", "Told about driving", YesNo),
];

const EQUIPMENT: &[(&str, &str)] = &[
    ("frame", "walking frame"),
    ("wheelchair", "wheelchair"),
    ("hospital_bed", "hospital bed"),
    ("mattress", "pressure mattress"),
    ("commode", "commode"),
    ("hoist", "hoist"),
    ("board", "transfer board"),
    ("rails", "rails"),
    ("brace", "brace"),
];

/// The plan that leaves with the person. Signed, it opens the gate of discharge.
pub const DISCHARGE_PLAN: Proforma = Proforma {
    key: "discharge_plan",
    title: "Discharge plan",
    sections: &[
        Section { key: "care", title: "Care after discharge", how: How::Recorded, questions: CARE },
        Section {
            key: "told",
            title: "What the person knows",
            how: How::Recorded,
            questions: TOLD,
        },
    ],
    signed: true,
};

const CARE: &[Question] = &[
    ask("where", "Where the person goes", Line),
    ask("key_worker", "Key worker, with telephone number", Line),
    ask("ongoing_care", "Care that goes on", Text),
    ask("rehab_needs", "Rehabilitation that goes on", Text),
    ask("medicines", "Medicines, with the reduction of the steroid", Text),
    ask("equipment", "Equipment in place", YesNo),
    ask("gp_told", "General practitioner informed", YesNo),
    ask("oncologist_told", "Oncologist or tertiary service informed", YesNo),
    ask("next_visit", "Next appointment", Day),
];

const TOLD: &[Question] = &[
    ask("warning_changes", "Warning changes explained and given in writing", YesNo),
    ask("contact", "Telephone number for the follow-up calls", Line).from(&[From::Detail("phone")]),
    ask("wishes", "What matters to the person", Text),
];
