//! The fields of every form. What was typed comes back only in the form that was sent.

use maud::{Markup, html};
use pathway::clock::Exclusion;
use pathway::facts::Said;
use pathway::imaging::{Conclusion, Modality};
use pathway::instruction::About;
use pathway::neuro::Walking;
use pathway::treatment::Outcome;
use rules::{Fact, Tier};

use super::part::Part;
use super::read::{NUMBERS, Wrong};
use super::sheet::Sheet;
use super::words::meaning;
use crate::form::Form;
use crate::ui::{self, Choice, Field, Width};
use crate::urgency::clock_label;
use crate::visit::Visit;

/// The forms of a case, with what was typed in one of them and why it was refused.
pub(super) struct Forms<'a> {
    pub(super) visit: &'a Visit,
    pub(super) sheet: &'a Sheet,
    pub(super) sent: Option<Part>,
    pub(super) form: &'a Form,
    pub(super) wrong: Option<&'a Wrong>,
}

/// Questions shown at once; the others wait behind them.
const QUESTIONS_SHOWN: usize = 8;

const YES_NO: [Choice<'static>; 3] =
    [Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unknown", "Not sure")];

impl Forms<'_> {
    /// Every form that this person may send, folded.
    pub(super) fn all(&self) -> Markup {
        const OPEN: [Part; 11] = [
            Part::Instruction,
            Part::Tier,
            Part::Order,
            Part::Acquired,
            Part::Report,
            Part::Treatment,
            Part::Dexamethasone,
            Part::Fraction,
            Part::Operation,
            Part::Exclude,
            Part::Close,
        ];
        let case = &self.sheet.file.case;
        let parts: Vec<Part> = if case.is_open() { OPEN.to_vec() } else { vec![Part::Reopen] };
        html! {
            @for part in parts.into_iter().filter(|part| self.visit.may(part.action())) {
                details class="card" id={ "part-" (part.key()) } open[self.sent == Some(part)] {
                    summary { (part.title()) }
                    @if part == Part::Instruction { (self.standard_instructions()) }
                    (self.form_of(part))
                    @if part == Part::Instruction { (self.withdrawals()) }
                }
            }
        }
    }

    /// One form whole.
    pub(super) fn form_of(&self, part: Part) -> Markup {
        html! {
            form method="post" action=(part.path(self.sheet.id)) {
                (ui::hidden("key", &self.visit.new_key()))
                @if part.overwrites() {
                    (ui::hidden("version", &self.sheet.file.case.version.to_string()))
                }
                (self.fields(part))
                button class="button" type="submit" { (part.button()) }
            }
        }
    }

    fn field<'f>(&'f self, part: Part, name: &'f str, label: &'f str) -> Field<'f> {
        let sent = self.sent == Some(part);
        let wrong = self.wrong.filter(|wrong| sent && wrong.field == name);
        Field {
            value: if sent { self.form.get(name) } else { "" },
            error: wrong.map(|wrong| wrong.message.as_str()),
            scope: part.key(),
            ..Field::new(name, label)
        }
    }

    /// When it happened; empty means now. In the hour that happens twice it asks which.
    pub(super) fn happened(&self, part: Part, name: &str, label: &str) -> Markup {
        let which =
            if self.sent == Some(part) { self.form.get(&format!("{name}_which")) } else { "" };
        ui::moment(&self.field(part, name, label).optional(), which)
    }

    fn fields(&self, part: Part) -> Markup {
        let text = |name, label| ui::text(&self.field(part, name, label));
        let optional = |name, label| ui::text(&self.field(part, name, label).optional());
        let at = || self.happened(part, "at", "When it happened; empty means now");
        match part {
            Part::Facts => self.questions(),
            Part::Tier => html! {
                p class="hint" { "Any clinician may raise it. Only a consultant may lower it." }
                (ui::select(&self.field(part, "tier", "Urgency"), &tiers()))
                (ui::textarea(&self.field(part, "reason", "Why"), 2))
            },
            Part::Instruction => html! {
                (ui::select(&self.field(part, "about", "About"), &About::ALL.map(|about| Choice::new(about.key(), about.words()))))
                (ui::textarea(&self.field(part, "text", "What is to be done, in one sentence"), 2))
                (self.happened(part, "expires", "Until when; a mobility order must have an end"))
            },
            Part::Withdraw(_) | Part::Reopen => text("why", "Why"),
            Part::Neuro => self.neuro(),
            Part::Order => html! {
                (ui::select(&self.field(part, "modality", "Scan"), &modalities()))
                (ui::radios(&self.field(part, "mri_contraindicated", "Has radiology decided that MRI cannot be done?").inline().optional(), &YES_NO))
                (self.happened(part, "slot", "Slot"))
                (optional("place", "Where"))
            },
            Part::Acquired => html! {
                (ui::select(&self.field(part, "modality", "Scan"), &modalities()))
                (at())
            },
            Part::Report => html! {
                (ui::radios(&self.field(part, "compression", "Compression of cord or cauda equina").inline(), &YES_NO))
                (ui::select(&self.field(part, "conclusion", "What it means").hint("Only the responsible consultant confirms or excludes MSCC."), &Conclusion::ALL.map(|one| Choice::new(one.key(), one.words()))))
                (ui::textarea(&self.field(part, "summary", "Result in a sentence or two"), 3))
                (at())
            },
            Part::Treatment => html! {
                (ui::select(&self.field(part, "outcome", "Recommended"), &outcomes()))
                (ui::textarea(&self.field(part, "rationale", "Why"), 3))
                (text("owner", "Who carries it out"))
                (at())
            },
            Part::Dexamethasone => html! {
                (ui::text(&self.field(part, "base_mg", "Dose, mg of dexamethasone base").inputmode("decimal").width(Width::Tiny)))
                (text("product", "Product and strength as labelled"))
                (ui::select(&self.field(part, "route", "Route"), &[Choice::new("oral", "By mouth"), Choice::new("intravenous", "Into a vein")]))
                (ui::text(&self.field(part, "agreed_with", "Consultant phoned, or why more than 16 mg").optional()))
                (at())
            },
            Part::Fraction | Part::Operation => at(),
            Part::Exclude => {
                let running: Vec<Choice<'_>> = self
                    .sheet
                    .file
                    .case
                    .clocks
                    .iter()
                    .filter(|clock| clock.runs())
                    .map(|clock| Choice::new(&clock.id, clock_label(&clock.id)))
                    .collect();
                html! {
                    p class="hint" { "National clocks never pause. An exclusion is counted in the audit, never dropped." }
                    (ui::select(&self.field(part, "clock", "Clock"), &running))
                    (ui::select(&self.field(part, "code", "Reason"), &Exclusion::CHOICES.map(|code| Choice::new(code.key(), code.words()))))
                    (text("why", "In a few words"))
                }
            }
            Part::Correct(_) => html! {
                (text("why", "What was wrong"))
                (ui::textarea(&self.field(part, "says", "What it should have said").hint("Leave this and the time empty to withdraw the entry.").optional(), 2))
                (self.happened(part, "happened_at", "When it really happened, if the time was wrong"))
            },
            Part::Close => html! {
                (ui::select(&self.field(part, "outcome", "How it ended"), &outcomes()))
                (ui::text(&self.field(part, "note", "Cause or a few words").hint("Not malignant: cauda equina, infection, degenerative or another cause.").optional()))
            },
        }
    }

    /// The questions that can still change the answer, most decisive first.
    fn questions(&self) -> Markup {
        let asked: Vec<&str> = self
            .sheet
            .file
            .case
            .triage
            .iter()
            .flat_map(|said| &said.questions)
            .map(String::as_str)
            .collect();
        let (first, rest) = asked.split_at(asked.len().min(QUESTIONS_SHOWN));
        html! {
            @for key in first { (self.question(key)) }
            @if !rest.is_empty() {
                details { summary { (rest.len()) " more questions" } @for key in rest { (self.question(key)) } }
            }
            (ui::radios(&self.field(Part::Facts, "how", "How do you know?").inline(), &[
                Choice::new("asked", "Asked or judged"), Choice::new("examined", "Examined"),
            ]))
            (self.happened(Part::Facts, "at", "When it was true; empty means now"))
        }
    }

    fn question(&self, key: &str) -> Markup {
        let said = self
            .sheet
            .file
            .case
            .facts
            .get(key)
            .map(|Said { by, .. }| format!("Not sure so far ({by})."));
        let label = format!("Is it so: {}?", meaning(key));
        let field =
            Field { hint: said.as_deref(), optional: true, ..self.field(Part::Facts, key, &label) };
        if key == "haem" {
            return ui::select(
                &field,
                &[
                    Choice::new("none", "No"),
                    Choice::new("suspected", "Suspected"),
                    Choice::new("confirmed", "Confirmed"),
                    Choice::new("unknown", "Not sure"),
                ],
            );
        }
        if NUMBERS.contains(&key) {
            let label = capital(meaning(key));
            return ui::text(&Field {
                label: &label,
                inputmode: Some("numeric"),
                width: Width::Tiny,
                ..field
            });
        }
        if Fact::from_key(key).is_none() {
            return html! {};
        }
        ui::radios(&field.inline(), &YES_NO)
    }

    fn neuro(&self) -> Markup {
        const FINDINGS: [(&str, &str); 5] = [
            ("legs", "Lifts each leg off the bed"),
            ("feet", "Pushes and pulls both feet"),
            ("hands", "Grips and spreads both hands"),
            ("saddle", "Feels touch round the saddle"),
            ("bladder", "Passes urine and feels it"),
        ];
        let part = Part::Neuro;
        let walking = Walking::ALL.map(|grade| Choice::new(grade.key(), grade.words()));
        html! {
            (ui::radios(&self.field(part, "walking", "Walking"), &walking))
            @for (name, label) in FINDINGS {
                (ui::radios(&self.field(part, name, label).inline(), &[
                    Choice::new("normal", "Normal"), Choice::new("abnormal", "Not normal"), Choice::new("not_examined", "Not looked at"),
                ]))
            }
            (ui::text(&self.field(part, "pain", "Pain now, 0 to 10").inputmode("numeric").width(Width::Tiny).optional()))
            (ui::checkbox(&self.field(part, "says_worse", "Worse than before, as they say or as you see it")))
            (self.happened(part, "at", "When it was examined; empty means now"))
        }
    }

    /// What the rules ask for, one click each.
    fn standard_instructions(&self) -> Markup {
        let actions = self
            .sheet
            .file
            .case
            .triage
            .as_ref()
            .map(|said| said.actions.as_slice())
            .unwrap_or_default();
        let offered =
            STANDARD.iter().filter(|one| actions.iter().any(|action| action == one.action));
        html! {
            @for one in offered {
                form method="post" action=(Part::Instruction.path(self.sheet.id)) class="cluster" {
                    (ui::hidden("key", &self.visit.new_key()))
                    (ui::hidden("about", one.about.key()))
                    (ui::hidden("text", one.text))
                    @if let Some(hours) = one.hours { (ui::hidden("expires_in_h", hours)) }
                    span { (one.text) @if let Some(hours) = one.hours { " (" (hours) " h)" } }
                    button class="button-small" type="submit" { "Give" span class="visually-hidden" { ": " (one.text) } }
                }
            }
        }
    }

    fn withdrawals(&self) -> Markup {
        let live: Vec<_> =
            super::sheet::live(&self.sheet.file.case.instructions, self.visit.now).collect();
        html! {
            @if !live.is_empty() {
                h3 { "Withdraw" }
                @for one in live {
                    @let part = Part::Withdraw(one.number);
                    form method="post" action=(part.path(self.sheet.id)) {
                        (ui::hidden("key", &self.visit.new_key()))
                        @let scope = format!("withdraw-{}", one.number);
                        @let label = format!("Why \"{}\" no longer holds", one.text);
                        (ui::text(&Field { scope: &scope, ..self.field(part, "why", &label) }))
                        button class="button-small" type="submit" { "Withdraw" span class="visually-hidden" { ": " (one.text) } }
                    }
                }
            }
        }
    }
}

/// An instruction that the rules ask for. Wording is ours and needs a clinician's signature.
struct Standard {
    action: &'static str,
    about: About,
    text: &'static str,
    /// When the order ends; expert review is due within a day.
    hours: Option<&'static str>,
}

const STANDARD: [Standard; 6] = [
    Standard {
        action: "immobilise_now",
        about: About::Immobilise,
        text: "Immobilise the spine now, in neutral alignment, and for every transfer.",
        hours: Some("24"),
    },
    Standard {
        action: "advise_flat_until_mri",
        about: About::Mobility,
        text: "Keep flat until the MRI (site rule).",
        hours: Some("24"),
    },
    Standard {
        action: "prompt_dex16_ppi_glucose",
        about: About::Steroid,
        text: "Give dexamethasone 16 mg once with stomach protection, and check the blood glucose.",
        hours: None,
    },
    Standard {
        action: "hard_stop_phone_responsible_consultant",
        about: About::Steroid,
        text: "No steroid yet: phone the responsible consultant first, and write down the name and time.",
        hours: None,
    },
    Standard {
        action: "check_temperature_now",
        about: About::Other,
        text: "Take a temperature now and tell us the figure.",
        hours: None,
    },
    Standard {
        action: "mri_safety_form",
        about: About::Imaging,
        text: "Fill in the MRI safety form now and send it to radiology.",
        hours: None,
    },
];

fn tiers() -> Vec<Choice<'static>> {
    // The words alone do not tell the two same-day and the two 24-hour tiers apart.
    Tier::ALL
        .iter()
        .filter(|tier| **tier != Tier::E0)
        .map(|tier| {
            let words = match tier {
                Tier::I1 => "Same day: possible infection or cauda equina, assessment now",
                Tier::S1 => "Same day: a person will call",
                Tier::U1 => "Within 24 hours: coordinator advice",
                Tier::U2 => "Within 24 hours: urgent oncology, GP or 111",
                other => other.words(),
            };
            Choice::new(tier.code(), words)
        })
        .collect()
}

fn modalities() -> [Choice<'static>; 2] {
    Modality::WHOLE_SPINE.map(|one| Choice::new(one.key(), one.words()))
}

fn outcomes() -> [Choice<'static>; 19] {
    Outcome::ALL.map(|one| Choice::new(one.code(), one.words()))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
