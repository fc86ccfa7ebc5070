//! The form itself: what must be answered stands open, the rest unfolds.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::board::BoardRow;

use super::field::{LOCATIONS, label};
use super::{promise, rail};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Tone, Width};
use crate::visit::{View, Visit, no_store};

/// A refused field and why.
pub(super) type Refused = (&'static str, String);

/// What the page says beside the form.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// What was refused.
    pub(super) errors: &'a [Refused],
    /// An open referral of the same person.
    pub(super) duplicate: Option<&'a BoardRow>,
    /// When the draft was last kept.
    pub(super) saved: Option<String>,
}

/// The page with what was typed.
pub(super) async fn page(
    visit: &Visit,
    form: &Form,
    beside: Beside<'_>,
) -> Result<Response, Problem> {
    let promise = promise::line(visit).await?;
    let errors: Vec<_> =
        beside.errors.iter().map(|(field, message)| FieldError { field, message }).collect();
    let sheet = Sheet { form, errors: beside.errors };
    let phone = &visit.app.site.coordinator_phone;
    let rescue_min = visit.app.site.ladder.draft_rescue_min;
    let body = html! {
        (ui::error_summary(&errors))
        p.lead {
            "For professionals. In an emergency phone " (ui::phone(phone))
            " first; the form can follow."
        }
        div.with-rail {
            form id="referral" method="post" action="/refer" data-guard
                data-draft-url="/refer/draft" data-rail-url="/refer/rail" {
                @if let Some(row) = beside.duplicate { (duplicate(visit, row)) }
                (ui::hidden(KEY, form.get(KEY)))
                (ui::hidden("draft", form.get("draft")))
                (sheet.whole())
                div.actions {
                    button.button type="submit" accesskey="s" { "Send referral" }
                    button.button-second type="submit" formaction="/refer/check" {
                        "Check urgency"
                    }
                }
                p.hint data-draft-status role="status" {
                    @if let Some(saved) = &beside.saved { "Draft saved " (saved) }
                }
                p.hint { (promise) ". Alt+S sends." }
                p.hint {
                    "What you type is kept here as a draft, at this address. A draft with an \
                     emergency in it that is left for " (rescue_min) " minutes goes to the \
                     coordinator, who rings you."
                }
            }
            aside.rail id="urgency" data-rail aria-label="Urgency and what is missing"
                aria-live="polite" {
                (rail::rail(visit, form))
            }
        }
    };
    let status = match (beside.errors.is_empty(), beside.duplicate) {
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, Some(_)) => StatusCode::CONFLICT,
        (true, None) => StatusCode::OK,
    };
    let mut response = visit.page(View { status, ..View::new("Refer a patient", body) });
    no_store(&mut response);
    Ok(response)
}

/// The same person has an open referral. Only where and when it came from is said: whoever asks has
/// not proved who they are.
fn duplicate(visit: &Visit, row: &BoardRow) -> Markup {
    let place = if row.location.is_empty() { "place not given" } else { &row.location };
    let when = visit.time(row.received_at);
    let question = Field::new("duplicate", "What shall happen with yours?");
    ui::notice(
        Tone::Warning,
        &format!("A referral for this patient is open ({place}, {when}). Add to it?"),
        html! {
            (ui::radios(&question, &[
                Choice::with_hint("add", "Add mine to it", "One case, one team. Your answers and story join it."),
                Choice::with_hint("send", "Send mine as a new referral", "When it is another person or another problem."),
            ]))
            p { "Then press Send referral again." }
        },
    )
}

const YES_NO: [Choice<'_>; 3] =
    [Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unknown", "Not known yet")];

/// The form with its values and errors.
pub(crate) struct Sheet<'a> {
    pub(crate) form: &'a Form,
    pub(crate) errors: &'a [Refused],
}

impl Sheet<'_> {
    fn field<'f>(&'f self, name: &'f str) -> Field<'f> {
        let error = self.errors.iter().find(|(field, _)| *field == name);
        Field::new(name, label(name))
            .value(self.form.get(name))
            .error(error.map(|(_, words)| words.as_str()))
    }

    fn text(&self, name: &str, width: Width) -> Markup {
        ui::text(&self.field(name).width(width).optional())
    }

    fn phone(&self, name: &str) -> Field<'_> {
        // The name lives as long as the table of labels it comes from.
        let name = super::field::FIELDS
            .iter()
            .find(|(field, _)| *field == name)
            .map_or("", |(field, _)| *field);
        self.field(name).kind("tel").inputmode("tel").width(Width::Short)
    }

    fn one_of(&self, name: &str, choices: &[Choice<'_>]) -> Markup {
        ui::radios(&self.field(name).inline(), choices)
    }

    pub(crate) fn yes_no(&self, name: &str) -> Markup {
        self.one_of(name, &YES_NO)
    }

    fn any_of(&self, name: &str, choices: &[Choice<'_>]) -> Markup {
        let chosen: Vec<&str> = self.form.get(name).split(',').collect();
        ui::checkboxes(&self.field(name).inline().optional(), choices, &chosen)
    }

    fn whole(&self) -> Markup {
        html! {
            (self.referrer()) (self.patient()) (self.headline()) (self.pain()) (self.unwell())
            (self.cancer()) (self.safety()) (self.imaging()) (self.people())
        }
    }

    fn referrer(&self) -> Markup {
        section(
            "Referrer",
            &html! {
                (ui::text(&self.phone("referrer_phone")))
                div.field-row {
                    (ui::text(&self.field("referrer_name").autocomplete("name").optional()))
                    (self.text("referrer_role", Width::Medium))
                }
                (self.one_of("senior", &[
                    Choice::new("consultant", "Yes, a consultant"),
                    Choice::new("registrar", "Yes, a registrar"),
                    Choice::new("no", "Not yet"),
                ]))
                (more("More about you", &html! {
                    (self.text("senior_name", Width::Medium))
                    div.field-row {
                        (self.text("registration", Width::Short))
                        (self.text("bleep", Width::Short))
                    }
                }))
            },
        )
    }

    fn patient(&self) -> Markup {
        let number = self.field("nhs_number").inputmode("numeric").width(Width::Short);
        let number =
            number.hint("Ten digits; or leave it empty and enter family name and date of birth.");
        let part = |part: &str| self.form.get(&format!("born_{part}"));
        section(
            "Patient",
            &html! {
                (ui::text(&Field { private: true, ..number }))
                div.field-row {
                    (ui::text(&self.field("family").width(Width::Medium)))
                    (self.text("given", Width::Medium))
                }
                (ui::date(&self.field("born"), part("day"), part("month"), part("year")))
                (self.one_of("location", &LOCATIONS.map(|(key, words)| Choice::new(key, words))))
                div.field-row {
                    (self.text("hospital", Width::Medium))
                    (self.text("ward", Width::Short))
                    (ui::text(&self.phone("ward_phone").hint("Empty: not known yet.").optional()))
                }
                (more("More about the person", &html! {
                    (self.one_of("sex", &[
                        Choice::new("female", "Female"),
                        Choice::new("male", "Male"),
                        Choice::new("other", "Other"),
                    ]))
                    (ui::text(&self.phone("person_phone").optional()))
                }))
            },
        )
    }

    fn headline(&self) -> Markup {
        let neurology = self.field("neurology").inline();
        let neurology = neurology.hint("No means that each of these was asked.");
        section(
            "Neurology",
            &html! {
                (ui::radios(&neurology, &[Choice::new("yes", "Yes"), Choice::new("no", "None")]))
                (self.one_of("walking", &[
                    Choice::new("unaided", "Normal, unaided"),
                    Choice::new("with_aid", "With an aid"),
                    Choice::new("with_one", "With 1 person"),
                    Choice::new("with_two", "With 2 people"),
                    Choice::new("unable", "Not at all"),
                    Choice::new("unknown", "Not known yet"),
                ]))
                (self.one_of("onset", &[
                    Choice::new("today", "Within hours"),
                    Choice::new("days", "1 to 3 days ago"),
                    Choice::new("week", "4 to 14 days ago"),
                    Choice::new("weeks", "Longer ago"),
                    Choice::new("unknown", "Not known yet"),
                ]))
                (self.one_of("rate", &[
                    Choice::new("sudden", "Came on in minutes to hours"),
                    Choice::new("hours", "Worse by the hour"),
                    Choice::new("days", "Worse by the day"),
                    Choice::new("weeks", "Worse by the week"),
                    Choice::new("stable", "Steady"),
                    Choice::new("unknown", "Not known yet"),
                ]))
                (more("Neurology in detail", &self.neurology_detail()))
            },
        )
    }

    fn neurology_detail(&self) -> Markup {
        html! {
            (self.yes_no("suspected"))
            (self.any_of("weakness", &[
                Choice::new("arm_right", "Right arm"),
                Choice::new("arm_left", "Left arm"),
                Choice::new("leg_right", "Right leg"),
                Choice::new("leg_left", "Left leg"),
                Choice::new("none", "No weakness"),
            ]))
            (self.yes_no("sensation"))
            (self.text("sensory_level", Width::Tiny))
            (self.one_of("bladder", &[
                Choice::new("normal", "Normal"),
                Choice::new("retention", "Cannot pass urine or feel it"),
                Choice::new("incontinence", "New loss of control"),
                Choice::new("other", "Other change"),
                Choice::new("unknown", "Not known yet"),
            ]))
            (self.one_of("bowel", &[
                Choice::new("normal", "Normal"),
                Choice::new("control_lost", "New loss of control"),
                Choice::new("constipation", "New constipation, getting worse"),
                Choice::new("unknown", "Not known yet"),
            ]))
            (self.yes_no("saddle"))
            (self.yes_no("signs"))
            (self.one_of("limbs", &[
                Choice::new("both_legs", "Both legs"),
                Choice::new("one_leg", "One leg and nowhere else"),
                Choice::new("one_arm", "One arm and nowhere else"),
                Choice::new("hands_feet", "Only hands and feet, only feeling"),
                Choice::new("elsewhere", "Elsewhere, or mixed"),
            ]))
            (ui::text(&self.field("suspected_at").kind("datetime-local").width(Width::Medium)
                .hint("When a clinician first thought of compression, if before now.").optional()))
            (ui::text(&self.field("last_walked").kind("datetime-local").width(Width::Medium).optional()))
            (ui::text(&self.field("paralysis_h").inputmode("numeric").width(Width::Tiny).optional()))
        }
    }

    fn pain(&self) -> Markup {
        section(
            "Pain",
            &html! {
                (self.one_of("pain", &YES_NO))
                (more("Pain in detail", &html! {
                    (self.any_of("pain_features", &[
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
                    ]))
                    (self.any_of("radiating", &[
                        Choice::new("arm", "Shoots into an arm"),
                        Choice::new("leg", "Shoots into a leg"),
                        Choice::new("band", "Band round chest or tummy"),
                        Choice::new("none", "None of these, each asked"),
                    ]))
                    (ui::text(&self.field("pain_score").inputmode("numeric").width(Width::Tiny).optional()))
                    (self.yes_no("movement_pain"))
                    (self.yes_no("unstable"))
                    (self.yes_no("immobilised"))
                }))
                (more("Body chart", &ui::body_chart(&|name| self.form.ticked(name))))
            },
        )
    }

    fn unwell(&self) -> Markup {
        section(
            "Unwell",
            &html! {
                (self.yes_no("fever"))
                (self.yes_no("sepsis"))
                (more("More about infection and other causes", &html! {
                    (self.yes_no("anticancer"))
                    (self.yes_no("infection_risk"))
                    (self.yes_no("trauma"))
                    (self.yes_no("chest_pain"))
                    (self.yes_no("spinal_procedure"))
                }))
            },
        )
    }

    fn cancer(&self) -> Markup {
        section(
            "Cancer",
            &html! {
                (self.one_of("cancer", &[
                    Choice::new("yes", "Yes, known"),
                    Choice::new("suspected", "Suspected"),
                    Choice::new("no", "No"),
                    Choice::new("unknown", "Not known yet"),
                ]))
                (self.yes_no("radiotherapy_before"))
                (more("Cancer in detail", &html! {
                    (self.text("primary", Width::Medium))
                    (self.one_of("spinal_mets", &[
                        Choice::new("confirmed", "Confirmed on imaging"),
                        Choice::new("suspected", "Suspected"),
                        Choice::new("no", "No"),
                        Choice::new("unknown", "Not known yet"),
                    ]))
                    (self.one_of("haem", &[
                        Choice::new("confirmed", "Confirmed"),
                        Choice::new("suspected", "Suspected"),
                        Choice::new("none", "No"),
                        Choice::new("unknown", "Not known yet"),
                    ]))
                    (self.yes_no("tissue"))
                    (self.text("treatment", Width::Medium))
                    (self.text("oncologist", Width::Medium))
                    (self.text("radiotherapy_detail", Width::Medium))
                    (self.yes_no("neurotoxic"))
                    (self.any_of("general", &[
                        Choice::new("weight_loss", "Weight loss without trying"),
                        Choice::new("lump", "New lump or change of shape of the back"),
                        Choice::new("none", "Neither"),
                    ]))
                }))
            },
        )
    }

    fn safety(&self) -> Markup {
        section(
            "Safety",
            &html! {
                (self.one_of("mri_safety", &[
                    Choice::new("safe", "Nothing against MRI"),
                    Choice::new("implant", "Pacemaker, implant or metal: to be checked"),
                    Choice::new("refused", "Radiology has said no MRI"),
                    Choice::new("unknown", "Not known yet"),
                ]))
                (self.yes_no("anticoagulant"))
                (self.steroid())
                (more("More about safety", &html! {
                    (self.text("anticoagulant_detail", Width::Medium))
                    (self.text("steroid_detail", Width::Medium))
                    (self.yes_no("lies_flat"))
                    (ui::text(&self.field("egfr").inputmode("numeric").width(Width::Tiny).optional()))
                    (self.text("allergies", Width::Medium))
                    (self.text("ceiling", Width::Medium))
                    (self.one_of("performance", &["0", "1", "2", "3", "4"].map(|n| Choice::new(n, n))))
                }))
            },
        )
    }

    pub(crate) fn steroid(&self) -> Markup {
        self.one_of(
            "steroid",
            &[
                Choice::new("given", "Given"),
                Choice::new("intended", "About to be given"),
                Choice::new("no", "Not given"),
                Choice::new("unknown", "Not known yet"),
            ],
        )
    }

    fn imaging(&self) -> Markup {
        section(
            "Imaging",
            &html! {
                (self.one_of("imaging", &[
                    Choice::new("none", "None yet"),
                    Choice::new("mri_compression", "MRI: compression"),
                    Choice::new("mri_clear", "MRI: no compression"),
                    Choice::new("mri_no_report", "MRI done, no report yet"),
                    Choice::new("other", "Other imaging only"),
                    Choice::new("booked", "Booked"),
                ]))
                (more("More about imaging", &html! {
                    (self.text("imaging_date", Width::Medium))
                    (self.one_of("images_sent", &[
                        Choice::new("exchange", "Image exchange"),
                        Choice::new("dicomweb", "DICOMweb"),
                        Choice::new("disc", "Disc or upload"),
                        Choice::new("not_sent", "Not sent"),
                    ]))
                    (self.yes_no("plain_xray"))
                }))
            },
        )
    }

    fn people(&self) -> Markup {
        section(
            "People and story",
            &html! {
                (ui::textarea(&self.field("story").optional(), 4))
                (more("More about people", &html! {
                    (self.text("consultant", Width::Medium))
                    (self.yes_no("next_of_kin"))
                    (self.yes_no("aware"))
                    (self.text("interpreter", Width::Medium))
                }))
            },
        )
    }
}

fn section(title: &str, fields: &Markup) -> Markup {
    html! { fieldset.fieldgroup { legend { (title) } (fields) } }
}

/// Fields that unfold. Their labels are in the page, so a search finds them.
fn more(summary: &str, fields: &Markup) -> Markup {
    html! { details.why { summary { (summary) } div { (fields) } } }
}
