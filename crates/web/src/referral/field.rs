//! The fields of the form: their questions, the nine without which it cannot be sent, and those of
//! the minimum data set that may wait.

use crate::form::Form;

use super::choice::choices;

/// A field without which a referral cannot be sent.
pub(super) struct Blocking {
    /// Where the error leads.
    pub(super) field: &'static str,
    /// What it is, in a word.
    pub(super) word: &'static str,
    /// What to do about it.
    pub(super) ask: &'static str,
    /// Why it cannot wait.
    pub(super) because: &'static str,
}

/// The nine (rule book 4.1; a clinician has to confirm them). An emergency is telephoned at once,
/// whatever is missing here.
pub(super) const BLOCKING: [Blocking; 9] = [
    Blocking {
        field: "referrer_phone",
        word: "your phone",
        ask: "Enter the telephone number on which you answer yourself.",
        because: "the coordinator rings you back",
    },
    Blocking {
        field: "senior",
        word: "senior",
        ask: "Say whether a senior has been spoken to.",
        because: "a senior opinion in between changes who must be called",
    },
    Blocking {
        field: "nhs_number",
        word: "patient",
        ask: "Enter the NHS number, or the family name and the date of birth.",
        because: "without two identifiers the wrong person may be treated",
    },
    Blocking {
        field: "location",
        word: "place",
        ask: "Say where the person is now.",
        because: "transport and instructions go there",
    },
    Blocking {
        field: "neurology",
        word: "neurology",
        ask: "Say whether there is any neurology.",
        because: "it makes the difference between now and tomorrow",
    },
    Blocking {
        field: "walking",
        word: "walking",
        ask: "Say how the person walks now.",
        because: "walking before treatment predicts walking after it",
    },
    Blocking {
        field: "pain",
        word: "pain",
        ask: "Say whether there is spinal pain.",
        because: "pain is the earliest sign",
    },
    Blocking {
        field: "cancer",
        word: "cancer",
        ask: "Say whether cancer is known or suspected.",
        because: "it decides which pathway applies",
    },
    Blocking {
        field: "imaging",
        word: "imaging",
        ask: "Say whether the spine has been imaged.",
        because: "an old scan may already hold the answer, and a new one takes time to arrange",
    },
];

/// The other starred items of the minimum data set. "Not known yet" is an answer: it becomes a task
/// and holds back the two-hour opinion, never a national clock.
const STARRED: [&str; 9] = [
    "onset",
    "rate",
    "fever",
    "sepsis",
    "steroid",
    "anticoagulant",
    "radiotherapy_before",
    "mri_safety",
    "ward_phone",
];

/// Which of the nine are missing.
pub(super) fn blocked(form: &Form) -> impl Iterator<Item = &'static Blocking> + '_ {
    BLOCKING.iter().filter(|one| !is_answered(form, one.field))
}

fn is_answered(form: &Form, field: &str) -> bool {
    let value = form.get(field);
    match field {
        "nhs_number" => {
            let named = form.some("family").is_some() && form.some("born_year").is_some();
            !value.is_empty() || named
        }
        "referrer_phone" => value.chars().filter(char::is_ascii_digit).count() >= 3,
        _ => choices(field).iter().any(|choice| choice.value == value),
    }
}

/// The starred items that nobody has answered with something known; of the nine, those that offer
/// "not known yet".
pub(crate) fn still_missing(is_known: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let of_the_nine = ["walking", "pain", "cancer"];
    STARRED.into_iter().chain(of_the_nine).filter(move |field| !is_known(field))
}

/// Whether a starred item is answered with something known.
pub(super) fn is_known(form: &Form, field: &str) -> bool {
    !matches!(form.get(field), "" | "unknown")
}

/// Every field of the form with its question, in the order asked.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("referrer_phone", "Your direct telephone number"),
    ("referrer_name", "Your name"),
    ("referrer_role", "Your role or grade"),
    ("referrer_kind", "Refers from"),
    ("registration", "GMC, NMC or HCPC number"),
    ("bleep", "Bleep or pager"),
    ("senior", "Discussed with a senior"),
    ("senior_name", "Name of the senior"),
    ("nhs_number", "NHS number"),
    ("family", "Family name"),
    ("given", "Given names"),
    ("born", "Date of birth"),
    ("sex", "Sex"),
    ("person_phone", "Telephone number of the person"),
    ("location", "Where is the person now?"),
    ("hospital", "Hospital or practice"),
    ("ward", "Ward or area"),
    ("ward_phone", "Ward telephone number"),
    (
        "neurology",
        "Any new weakness, numbness, shooting or band-like pain, or bladder or bowel change?",
    ),
    ("walking", "Walking now"),
    ("suspected", "Do you suspect cord or cauda equina compression?"),
    ("suspected_at", "First suspected at"),
    ("onset", "When did it begin?"),
    ("rate", "How fast is it changing?"),
    ("weakness", "Weakness"),
    ("limbs", "Where are the limb symptoms?"),
    ("sensation", "Numbness, pins and needles or loss of feeling"),
    ("sensory_level", "Sensory level"),
    ("bladder", "Bladder"),
    ("bowel", "Bowel"),
    ("saddle", "Numbness round the saddle"),
    ("signs", "Signs of cord or cauda equina compression on examination"),
    ("last_walked", "Last seen walking at"),
    ("paralysis_h", "Hours since all power was lost, if it was"),
    ("pain", "New or worsening pain in the neck or back?"),
    ("pain_features", "The pain is"),
    ("radiating", "Pain that shoots or goes round"),
    ("pain_score", "Pain, 0 to 10"),
    ("movement_pain", "Pain on movement is moderate or severe"),
    ("unstable", "Concern that the spine is unstable"),
    ("immobilised", "Lying flat or immobilised on advice"),
    ("fever", "Fever, shivering or suddenly unwell"),
    ("sepsis", "Signs of sepsis"),
    ("anticancer", "Cancer drugs in the last six weeks, or weak immunity"),
    ("infection_risk", "Risk of spinal infection"),
    ("trauma", "Began after a serious accident"),
    ("chest_pain", "Chest pain that is not a band from the spine"),
    ("spinal_procedure", "Spinal injection, puncture or operation in the last two weeks"),
    ("cancer", "Cancer, now or ever?"),
    ("primary", "Primary tumour"),
    ("spinal_mets", "Spinal metastases"),
    ("haem", "Lymphoma, myeloma or another blood cancer"),
    ("tissue", "Is there a tissue diagnosis?"),
    ("treatment", "Current cancer treatment"),
    ("oncologist", "Oncologist"),
    ("radiotherapy_before", "Radiotherapy to the spine before"),
    ("radiotherapy_detail", "When, which levels, dose"),
    ("neurotoxic", "Nerve-toxic cancer drug in the last six months"),
    ("general", "Also"),
    ("mri_safety", "MRI safety"),
    ("lies_flat", "Can lie flat for an hour"),
    ("anticoagulant", "Anticoagulant or antiplatelet"),
    ("anticoagulant_detail", "Which, and last dose"),
    ("egfr", "Latest eGFR"),
    ("steroid", "Dexamethasone"),
    ("steroid_detail", "Dose and time, or why not"),
    ("allergies", "Allergies"),
    ("ceiling", "Ceiling of care, DNACPR, wishes"),
    ("performance", "Performance status (ECOG)"),
    ("imaging", "Imaging of the spine so far"),
    ("imaging_date", "Date and place of the scan"),
    ("images_sent", "Images sent by"),
    ("plain_xray", "Plain X-ray requested for this"),
    ("consultant", "Responsible consultant"),
    ("next_of_kin", "Next of kin knows"),
    ("aware", "The person knows the diagnosis"),
    ("interpreter", "Interpreter"),
    ("story", "The story in your words"),
];

/// The question of a field; a field of the chart is its own name.
pub(crate) fn label(name: &str) -> &str {
    FIELDS.iter().find(|(field, _)| *field == name).map_or(name, |(_, label)| *label)
}
