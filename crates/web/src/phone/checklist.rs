//! The sixteen points of the coordinator's call as one column of big fields. Source: rule book
//! section 4.3 (our own list, D). The number to ring back comes first: a call may break off.

use maud::{Markup, html};
use pathway::neuro::Walking;
use rules::Fact;

use super::answers::Wrong;
use crate::form::Form;
use crate::ui::{self, Choice, Field, Width};

/// A question of the checklist that the rules take: yes, no or not sure.
const NEUROLOGY: [(Fact, &str); 8] = [
    (Fact::WalkingDifficulty, "Harder to walk, unsteady or falling?"),
    (Fact::LimbWeakness, "Weak, heavy or clumsy arm or leg?"),
    (Fact::SensoryChange, "Numbness or pins and needles?"),
    (Fact::BladderOrBowelDysfunction, "Bladder or bowel not working as before?"),
    (Fact::SaddleNumbness, "Numb between the legs?"),
    (Fact::BothLegs, "Symptoms in both legs?"),
    (Fact::NerveRootPain, "Shooting or band-like pain?"),
    (Fact::CordOrCaudaEquinaSigns, "Cord or cauda equina signs on examination?"),
];

const PAIN: [(Fact, &str); 5] = [
    (Fact::SpinalPain, "New or worsening neck or back pain?"),
    (Fact::SeverePain, "Severe and unrelenting?"),
    (Fact::ProgressivePain, "Getting worse?"),
    (Fact::NightPain, "Disturbs sleep?"),
    (Fact::PainOnStraining, "Worse on coughing or straining?"),
];

const INFECTION: [(Fact, &str); 3] = [
    (Fact::Fever, "Fever, shivering or suddenly unwell?"),
    (Fact::SepsisSigns, "Signs of sepsis?"),
    (Fact::AnticancerTreatmentOrWeakImmunity, "Cancer drugs in six weeks, or weak immunity?"),
];

const YES_NO: [Choice<'static>; 3] =
    [Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unknown", "Not sure")];

const TOLD: [Choice<'static>; 5] = [
    Choice::new("surgeon", "Surgeon"),
    Choice::new("oncologist", "Oncologist"),
    Choice::new("ed", "Emergency department"),
    Choice::new("bed_manager", "Bed manager"),
    Choice::new("family", "Family"),
];

/// The fields, with what was typed and what was refused.
pub(super) struct Checklist<'a> {
    pub(super) form: &'a Form,
    pub(super) wrong: &'a [Wrong],
}

impl<'a> Checklist<'a> {
    pub(super) fn markup(&self) -> Markup {
        html! {
            (point("1. Who is calling", html! {
                (self.text("phone", "Number to ring back", |f| f.kind("tel").width(Width::Short)))
                (self.text("caller", "Caller's name", |f| f.width(Width::Medium)))
                (self.text("caller_role", "Grade or role", |f| f.width(Width::Medium).optional()))
                (self.text("senior", "Senior they have spoken with", |f| f.width(Width::Medium).optional()))
            }))
            (point("Who it is about", html! {
                (self.text("family", "Family name", |f| f.width(Width::Medium)))
                (self.text("given", "Given names", |f| f.width(Width::Medium).optional()))
                (ui::date(&self.field("born", "Date of birth").optional(), self.form.get("born_day"), self.form.get("born_month"), self.form.get("born_year")))
                (self.text("nhs_number", "NHS number", |f| f.inputmode("numeric").width(Width::Short).optional()))
                (ui::radios(&self.field("sex", "Sex").inline().optional(), &[Choice::new("female", "Female"), Choice::new("male", "Male"), Choice::new("other", "Other")]))
                (self.text("location", "Where the person is now", |f| f.hint("Ward or department, and hospital; or home.")))
            }))
            (point("2. Neurology now, and a day ago", html! {
                (self.walking("walking", "Walking now"))
                (self.walking("walking_before", "Walking 24 hours ago"))
                (self.questions(&NEUROLOGY))
                (self.questions(&PAIN))
                (ui::textarea(&self.field("story", "The story in the caller's words").optional(), 3))
            }))
            (point("3. Cancer", html! {
                (ui::radios(&self.field("cancer", "Cancer, of any type, ever?").inline(), &[
                    Choice::new("yes", "Yes"), Choice::new("suspected", "Suspected"),
                    Choice::new("no", "No"), Choice::new("unknown", "Not sure"),
                ]))
                (ui::radios(&self.field("haem", "Lymphoma, myeloma or leukaemia?").inline(), &[
                    Choice::new("confirmed", "Confirmed"), Choice::new("suspected", "Suspected"),
                    Choice::new("none", "No"), Choice::new("unknown", "Not sure"),
                ]))
                (self.question(Fact::NoTissueDiagnosis, "Still without a tissue diagnosis?"))
                (self.text("primary", "Primary, spread, treatment now", Field::optional))
            }))
            (point("4. Fever and sepsis", self.questions(&INFECTION)))
            (point("5. Steroid", html! {
                (self.question(Fact::DexamethasoneGiven, "Dexamethasone given?"))
                (self.text("steroid", "Dose and time, stomach protection, glucose, reason against", Field::optional))
            }))
            (point("6. Position", html! {
                (self.question(Fact::InstabilitySuspected, "Concern that the spine is unstable?"))
                (self.text("position", "Position and immobilisation advice given", Field::optional))
            }))
            (point("7. MRI", html! {
                (self.text("mri", "Booked? Time and place of the slot", Field::optional))
                (self.text("mri_safety", "Anything against MRI: pacemaker, clips, cannot lie flat", Field::optional))
            }))
            (point("8. Bleeding", html! {
                (self.question(Fact::Anticoagulant, "Takes a blood thinner?"))
                (self.text("platelets", "Which one, last dose; platelets", Field::optional))
            }))
            (point("9. Previous radiotherapy", self.text("radiotherapy", "Where, when, how much", Field::optional)))
            (point("10. Fitness and wishes", self.text("wishes", "Performance status, outlook, wishes, ceiling of care", Field::optional)))
            (point("11. Images at both sites", ui::radios(&self.field("images", "Have the images arrived?").inline(), &[
                Choice::new("none", "Not sent"), Choice::new("sent", "Sent, not confirmed"),
                Choice::new("received", "Received at both sites"),
            ])))
            (point("12. Bloods", self.text("bloods", "Taken, results", Field::optional)))
            (point("13. Who has been told", self.told()))
            (point("14. Next contact", ui::moment(&self.field("next_contact", "Ring the caller again at").optional(), self.form.get("next_contact_which"))))
            (point("16. The plan you said on the phone", ui::textarea(&self.field("plan", "Plan").optional(), 3)))
        }
    }

    fn field(&self, name: &'static str, label: &'static str) -> Field<'a> {
        let wrong = self.wrong.iter().find(|(field, _)| *field == name);
        Field::new(name, label).value(self.form.get(name)).error(wrong.map(|(_, w)| w.as_str()))
    }

    fn text(
        &self,
        name: &'static str,
        label: &'static str,
        as_it_should: impl FnOnce(Field<'a>) -> Field<'a>,
    ) -> Markup {
        ui::text(&as_it_should(self.field(name, label)))
    }

    fn question(&self, fact: Fact, label: &'static str) -> Markup {
        ui::radios(&self.field(fact.key(), label).inline(), &YES_NO)
    }

    fn questions(&self, questions: &[(Fact, &'static str)]) -> Markup {
        html! { @for (fact, label) in questions { (self.question(*fact, label)) } }
    }

    fn walking(&self, name: &'static str, label: &'static str) -> Markup {
        let choices = Walking::ALL.map(|grade| Choice::new(grade.key(), grade.words()));
        ui::radios(&self.field(name, label).inline().optional(), &choices)
    }

    fn told(&self) -> Markup {
        let told: Vec<&str> = self.form.get("told").split(',').collect();
        ui::checkboxes(&self.field("told", "Tick everyone who knows").inline(), &TOLD, &told)
    }
}

fn point(title: &str, fields: Markup) -> Markup {
    html! { fieldset class="fieldgroup" { legend { (title) } (fields) } }
}

/// Words of a field, for reading back.
pub(crate) fn words_of(name: &str) -> String {
    let asked = NEUROLOGY.iter().chain(&PAIN).chain(&INFECTION);
    if let Some((_, words)) = asked.clone().find(|(fact, _)| fact.key() == name) {
        return (*words).to_owned();
    }
    let words = match name {
        "phone" => "Ring back",
        "caller" => "Caller",
        "caller_role" => "Role",
        "senior" => "Senior",
        "family" => "Family name",
        "given" => "Given names",
        "nhs_number" => "NHS number",
        "sex" => "Sex",
        "location" => "Where now",
        "walking" => "Walking now",
        "walking_before" => "Walking 24 hours ago",
        "story" => "Story",
        "cancer" => "Cancer",
        "haem" => "Lymphoma, myeloma or leukaemia",
        "no_tissue" => "Still without a tissue diagnosis",
        "primary" => "Primary, spread, treatment",
        "dex_given" => "Dexamethasone given",
        "steroid" => "Steroid",
        "instab_suspected" => "Concern that the spine is unstable",
        "position" => "Position",
        "mri" => "MRI",
        "mri_safety" => "Against MRI",
        "on_anticoagulant" => "Takes a blood thinner",
        "platelets" => "Blood thinner, platelets",
        "radiotherapy" => "Previous radiotherapy",
        "wishes" => "Fitness and wishes",
        "images" => "Images",
        "bloods" => "Bloods",
        "told" => "Has been told",
        "next_contact" => "Ring again at",
        "plan" => "Plan",
        other => other,
    };
    words.to_owned()
}

/// Fields in the order in which they are read back.
pub(super) const READ_BACK: [&str; 22] = [
    "phone",
    "caller",
    "caller_role",
    "senior",
    "location",
    "walking",
    "walking_before",
    "story",
    "cancer",
    "haem",
    "primary",
    "steroid",
    "position",
    "mri",
    "mri_safety",
    "platelets",
    "radiotherapy",
    "wishes",
    "images",
    "bloods",
    "told",
    "next_contact",
];

/// Questions with an answer, in the order asked, for reading back.
pub(super) fn answered(form: &Form) -> Vec<(String, &str)> {
    let more = [
        Fact::NoTissueDiagnosis,
        Fact::DexamethasoneGiven,
        Fact::InstabilitySuspected,
        Fact::Anticoagulant,
    ];
    let asked = NEUROLOGY.iter().chain(&PAIN).chain(&INFECTION).map(|(fact, _)| *fact);
    asked
        .chain(more)
        .filter_map(|fact| Some((words_of(fact.key()), form.some(fact.key())?)))
        .collect()
}
