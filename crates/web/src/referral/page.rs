//! The form itself: what must be answered stands open, the rest unfolds.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::board::BoardRow;

use super::choice::choices;
use super::field::label;
use super::{accepted, promise, rail};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Tone, Width};
use crate::visit::{View, Visit, no_store};

/// A refused field and why.
pub(crate) type Refused = (&'static str, String);

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
        div.with-rail.rail-first {
            form id="referral" method="post" action="/refer" data-guard
                data-draft-url="/refer/draft" data-rail-url="/refer/rail" {
                @if let Some(row) = beside.duplicate { (duplicate(visit, row)) }
                (ui::hidden(KEY, form.get(KEY)))
                (ui::hidden("draft", form.get("draft")))
                (accepted::question(visit, form, sheet.error(accepted::KIND)))
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

/// The form with its values and errors.
pub(crate) struct Sheet<'a> {
    pub(crate) form: &'a Form,
    pub(crate) errors: &'a [Refused],
}

impl Sheet<'_> {
    fn field<'f>(&'f self, name: &'f str) -> Field<'f> {
        Field::new(name, label(name)).value(self.form.get(name)).error(self.error(name))
    }

    fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, words)| words.as_str())
    }

    fn text(&self, name: &str, width: Width) -> Markup {
        ui::text(&self.field(name).width(width).optional())
    }

    fn phone<'f>(&'f self, name: &'f str) -> Field<'f> {
        self.field(name).kind("tel").inputmode("tel").width(Width::Short)
    }

    /// A starred item, on the page where what was not known is added.
    pub(crate) fn item(&self, name: &str) -> Markup {
        if name == "ward_phone" {
            ui::text(&self.phone(name).optional())
        } else {
            self.choose(name)
        }
    }

    /// One answer of those the field offers.
    pub(crate) fn choose(&self, name: &str) -> Markup {
        ui::radios(&self.field(name).inline(), choices(name))
    }

    /// Any number of them.
    fn tick(&self, name: &str) -> Markup {
        let chosen: Vec<&str> = self.form.get(name).split(',').collect();
        ui::checkboxes(&self.field(name).inline().optional(), choices(name), &chosen)
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
                (self.choose("senior"))
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
                (self.choose("location"))
                div.field-row {
                    (self.text("hospital", Width::Medium))
                    (self.text("ward", Width::Short))
                    (ui::text(&self.phone("ward_phone").hint("Empty: not known yet.").optional()))
                }
                (more("More about the person", &html! {
                    (self.choose("sex"))
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
                (ui::radios(&neurology, choices("neurology")))
                (self.choose("walking"))
                (self.choose("onset"))
                (self.choose("rate"))
                (more("Neurology in detail", &self.neurology_detail()))
            },
        )
    }

    fn neurology_detail(&self) -> Markup {
        html! {
            (self.choose("suspected"))
            (self.tick("weakness"))
            (self.choose("sensation"))
            (self.text("sensory_level", Width::Tiny))
            (self.choose("bladder"))
            (self.choose("bowel"))
            (self.choose("saddle"))
            (self.choose("signs"))
            (self.choose("limbs"))
            (ui::moment(&self.field("suspected_at")
                .hint("When a clinician first thought of compression, if before now.").optional(),
                self.form.get("suspected_at_which")))
            (ui::moment(&self.field("last_walked").optional(), self.form.get("last_walked_which")))
            (ui::text(&self.field("paralysis_h").inputmode("numeric").width(Width::Tiny).optional()))
        }
    }

    fn pain(&self) -> Markup {
        section(
            "Pain",
            &html! {
                (self.choose("pain"))
                (more("Pain in detail", &html! {
                    (self.tick("pain_features"))
                    (self.tick("radiating"))
                    (ui::text(&self.field("pain_score").inputmode("numeric").width(Width::Tiny).optional()))
                    (self.choose("movement_pain"))
                    (self.choose("unstable"))
                    (self.choose("immobilised"))
                }))
                (more("Body chart", &ui::body_chart(&|name| self.form.ticked(name))))
            },
        )
    }

    fn unwell(&self) -> Markup {
        section(
            "Unwell",
            &html! {
                (self.choose("fever"))
                (self.choose("sepsis"))
                (more("More about infection and other causes", &html! {
                    (self.choose("anticancer"))
                    (self.choose("infection_risk"))
                    (self.choose("trauma"))
                    (self.choose("chest_pain"))
                    (self.choose("spinal_procedure"))
                }))
            },
        )
    }

    fn cancer(&self) -> Markup {
        section(
            "Cancer",
            &html! {
                (self.choose("cancer"))
                (self.choose("radiotherapy_before"))
                (more("Cancer in detail", &html! {
                    (self.text("primary", Width::Medium))
                    (self.choose("spinal_mets"))
                    (self.choose("haem"))
                    (self.choose("tissue"))
                    (self.text("treatment", Width::Medium))
                    (self.text("oncologist", Width::Medium))
                    (self.text("radiotherapy_detail", Width::Medium))
                    (self.choose("neurotoxic"))
                    (self.tick("general"))
                }))
            },
        )
    }

    fn safety(&self) -> Markup {
        section(
            "Safety",
            &html! {
                (self.choose("mri_safety"))
                (self.choose("anticoagulant"))
                (self.choose("steroid"))
                (more("More about safety", &html! {
                    (self.text("anticoagulant_detail", Width::Medium))
                    (self.text("steroid_detail", Width::Medium))
                    (self.choose("lies_flat"))
                    (ui::text(&self.field("egfr").inputmode("numeric").width(Width::Tiny).optional()))
                    (self.text("allergies", Width::Medium))
                    (self.text("ceiling", Width::Medium))
                    (self.choose("performance"))
                }))
            },
        )
    }

    fn imaging(&self) -> Markup {
        section(
            "Imaging",
            &html! {
                (self.choose("imaging"))
                (more("More about imaging", &html! {
                    (self.text("imaging_date", Width::Medium))
                    (self.choose("images_sent"))
                    (self.choose("plain_xray"))
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
                    (self.choose("next_of_kin"))
                    (self.choose("aware"))
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
