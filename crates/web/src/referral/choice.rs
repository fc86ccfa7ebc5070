//! The answers that each field of the form offers, in the order shown; a digit chooses one.

use pathway::accepted::ReferrerKind;

use crate::ui::Choice;

const YES_NO: &[Choice<'static>] =
    &[Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unknown", "Not known yet")];

/// Where a field offers something else than yes, no and not known yet.
const CHOICES: &[(&str, &[Choice<'static>])] = &[
    (
        "referrer_kind",
        &[
            Choice::new(ReferrerKind::GeneralPractice.key(), ReferrerKind::GeneralPractice.words()),
            Choice::new(
                ReferrerKind::EmergencyDepartment.key(),
                ReferrerKind::EmergencyDepartment.words(),
            ),
            Choice::new(ReferrerKind::Hospital.key(), ReferrerKind::Hospital.words()),
            Choice::new(ReferrerKind::Hospice.key(), ReferrerKind::Hospice.words()),
            Choice::new(ReferrerKind::Community.key(), ReferrerKind::Community.words()),
            Choice::new(ReferrerKind::UrgentCare.key(), ReferrerKind::UrgentCare.words()),
        ],
    ),
    (
        "senior",
        &[
            Choice::new("consultant", "Yes, a consultant"),
            Choice::new("registrar", "Yes, a registrar"),
            Choice::new("no", "Not yet"),
        ],
    ),
    (
        "sex",
        &[
            Choice::new("female", "Female"),
            Choice::new("male", "Male"),
            Choice::new("other", "Other"),
        ],
    ),
    (
        "location",
        &[
            Choice::new("home", "Home"),
            Choice::new("ed", "Emergency department"),
            Choice::new("ward", "Ward"),
            Choice::new("clinic", "Clinic or practice"),
        ],
    ),
    ("neurology", &[Choice::new("yes", "Yes"), Choice::new("no", "None")]),
    (
        "walking",
        &[
            Choice::new("unaided", "Normal, unaided"),
            Choice::new("with_aid", "With an aid"),
            Choice::new("with_one", "With 1 person"),
            Choice::new("with_two", "With 2 people"),
            Choice::new("unable", "Not at all"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "onset",
        &[
            Choice::new("today", "Within hours"),
            Choice::new("days", "1 to 3 days ago"),
            Choice::new("week", "4 to 14 days ago"),
            Choice::new("weeks", "Longer ago"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "rate",
        &[
            Choice::new("sudden", "Came on in minutes to hours"),
            Choice::new("hours", "Worse by the hour"),
            Choice::new("days", "Worse by the day"),
            Choice::new("weeks", "Worse by the week"),
            Choice::new("stable", "Steady"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "weakness",
        &[
            Choice::new("arm_right", "Right arm"),
            Choice::new("arm_left", "Left arm"),
            Choice::new("leg_right", "Right leg"),
            Choice::new("leg_left", "Left leg"),
            Choice::new("none", "No weakness"),
        ],
    ),
    (
        "bladder",
        &[
            Choice::new("normal", "Normal"),
            Choice::new("retention", "Cannot pass urine or feel it"),
            Choice::new("incontinence", "New loss of control"),
            Choice::new("other", "Other change"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "bowel",
        &[
            Choice::new("normal", "Normal"),
            Choice::new("control_lost", "New loss of control"),
            Choice::new("constipation", "New constipation, getting worse"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "limbs",
        &[
            Choice::new("both_legs", "Both legs"),
            Choice::new("one_leg", "One leg and nowhere else"),
            Choice::new("one_arm", "One arm and nowhere else"),
            Choice::new("hands_feet", "Only hands and feet, only feeling"),
            Choice::new("elsewhere", "Elsewhere, or mixed"),
        ],
    ),
    (
        "pain_features",
        &[
            Choice::new("severe", "Severe, does not let up"),
            Choice::new("progressive", "Getting worse"),
            Choice::new("mechanical", "Worse on standing, sitting or moving"),
            Choice::new("straining", "Worse on coughing or straining"),
            Choice::new("night", "Disturbs sleep"),
            Choice::new("tender", "One sore spot over the spine"),
            Choice::new("claudication", "Legs ache on walking, rest eases it"),
            Choice::new("rest", "Not eased by rest"),
            Choice::new("lying", "Worse lying down"),
            Choice::new("thoracic", "Between the shoulder blades or mid back"),
            Choice::new("six_weeks", "For more than six weeks"),
            Choice::new("none", "None of these, each asked"),
        ],
    ),
    (
        "radiating",
        &[
            Choice::new("arm", "Shoots into an arm"),
            Choice::new("leg", "Shoots into a leg"),
            Choice::new("band", "Band round chest or tummy"),
            Choice::new("none", "None of these, each asked"),
        ],
    ),
    (
        "cancer",
        &[
            Choice::new("yes", "Yes, known"),
            Choice::new("suspected", "Suspected"),
            Choice::new("no", "No"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "spinal_mets",
        &[
            Choice::new("confirmed", "Confirmed on imaging"),
            Choice::new("suspected", "Suspected"),
            Choice::new("no", "No"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "haem",
        &[
            Choice::new("confirmed", "Confirmed"),
            Choice::new("suspected", "Suspected"),
            Choice::new("none", "No"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "general",
        &[
            Choice::new("weight_loss", "Weight loss without trying"),
            Choice::new("lump", "New lump or change of shape of the back"),
            Choice::new("none", "Neither"),
        ],
    ),
    (
        "mri_safety",
        &[
            Choice::new("safe", "Nothing against MRI"),
            Choice::new("implant", "Pacemaker, implant or metal: to be checked"),
            Choice::new("refused", "Radiology has said no MRI"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "steroid",
        &[
            Choice::new("given", "Given"),
            Choice::new("intended", "About to be given"),
            Choice::new("no", "Not given"),
            Choice::new("unknown", "Not known yet"),
        ],
    ),
    (
        "performance",
        &[
            Choice::new("0", "0"),
            Choice::new("1", "1"),
            Choice::new("2", "2"),
            Choice::new("3", "3"),
            Choice::new("4", "4"),
        ],
    ),
    (
        "imaging",
        &[
            Choice::new("none", "None yet"),
            Choice::new("mri_compression", "MRI: compression"),
            Choice::new("mri_clear", "MRI: no compression"),
            Choice::new("mri_no_report", "MRI done, no report yet"),
            Choice::new("other", "Other imaging only"),
            Choice::new("booked", "Booked"),
        ],
    ),
    (
        "images_sent",
        &[
            Choice::new("exchange", "Image exchange"),
            Choice::new("dicomweb", "DICOMweb"),
            Choice::new("disc", "Disc or upload"),
            Choice::new("not_sent", "Not sent"),
        ],
    ),
];

/// What a field offers.
pub(super) fn choices(field: &str) -> &'static [Choice<'static>] {
    CHOICES.iter().find(|(name, _)| *name == field).map_or(YES_NO, |(_, choices)| *choices)
}

/// The words of an answer; the answer itself where it was typed and not chosen.
pub(crate) fn words<'v>(field: &str, value: &'v str) -> std::borrow::Cow<'v, str> {
    let word = |one: &'v str| {
        choices(field).iter().find(|choice| choice.value == one).map_or(one, |choice| choice.label)
    };
    if value.contains(',') && value.split(',').all(|one| word(one) != one) {
        value.split(',').map(word).collect::<Vec<_>>().join(", ").into()
    } else {
        word(value).into()
    }
}
