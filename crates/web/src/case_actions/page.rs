//! The page of quick actions of one case: what the board's "Act" opens, in a dialog or as a page,
//! and where a refused form comes back with everything typed still in it.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::CaseId;
use pathway::board::BoardRow;
use pathway::delay::DelayReason;
use pathway::note::RECORDABLE;
use serde::Deserialize;
use store::Seen;

use super::answer::{case_of, next};
use crate::form::Form;
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Width};
use crate::urgency::{clock_label, staff_view};
use crate::visit::{View, Visit};

/// A refused value.
pub(super) struct Wrong {
    pub(super) field: &'static str,
    pub(super) message: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    next: String,
    /// The form to show open: "chase".
    #[serde(default)]
    part: String,
}

pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let form = Form([("next".to_owned(), asked.next)].into());
    page(&visit, case_of(&id)?, &asked.part, &form, None).await
}

/// The page again, with what was typed and why it was refused.
pub(super) async fn again(
    visit: &Visit,
    case: CaseId,
    part: &str,
    form: &Form,
    wrong: &Wrong,
) -> Result<Response, Problem> {
    page(visit, case, part, form, Some(wrong)).await
}

async fn page(
    visit: &Visit,
    case: CaseId,
    part: &str,
    form: &Form,
    wrong: Option<&Wrong>,
) -> Result<Response, Problem> {
    let row = visit.app.store.row(case).await?.ok_or_else(Problem::not_found)?;
    visit.app.store.saw(Seen {
        case: Some(case),
        actor: visit.actor(pathway::Role::Coordinator),
        now: visit.now,
        page: "quick actions".into(),
    });
    let forms = Forms { visit, row: &row, part, form, wrong };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let body = html! {
        @if let Some(wrong) = wrong {
            (ui::error_summary(&[FieldError { field: &forms.id_of(wrong.field), message: &wrong.message }]))
        }
        (forms.all())
    };
    let title = "Act on a case";
    Ok(visit.page(View { status, ..View::new(title, body) }))
}

pub(super) struct Forms<'a> {
    pub(super) visit: &'a Visit,
    pub(super) row: &'a BoardRow,
    pub(super) part: &'a str,
    pub(super) form: &'a Form,
    pub(super) wrong: Option<&'a Wrong>,
}

impl Forms<'_> {
    /// Where the error summary leads: the chase templates each have fields of their own.
    fn id_of(&self, field: &str) -> String {
        match self.part {
            "chase" => format!("chase-{}-{field}", self.form.get("step")),
            _ => field.to_owned(),
        }
    }

    fn all(&self) -> Markup {
        let row = self.row;
        let site = &self.visit.app.site;
        let tier = staff_view(row.tier, row.tier_due, row.told_emergency_at, site, self.visit.now);
        let born = row.person.born.map_or_else(|| "Not known".to_owned(), crate::when::day);
        let number = row.person.nhs_number.as_deref();
        let nhs = number.map_or_else(|| "Not known".into(), crate::search::spaced);
        html! {
            (ui::summary_list(&[
                ("Patient", html! { strong data-private { (row.person.name()) } }),
                ("Born", html! { span data-private { (born) } }),
                ("NHS number", html! { span data-private { (nhs) } }),
                ("Reference", html! { (row.reference) }),
                ("Where", html! { (row.location) }),
                ("Referrer", html! { (row.referrer.name) " " (row.referrer.role) " " (ui::phone(&row.referrer.phone)) }),
            ]))
            (ui::tier_badge(&tier, ui::Audience::Staff))
            p { a href={ "/cases/" (row.case) } { "Open the whole case" } }
            (self.tasks())
            (self.part("call", "Log a call", self.call()))
            (self.part("chase", "Chase", self.chases()))
            (self.part("note", "Add a note", self.note()))
            (self.part("task", "Set the next action", self.task()))
            (self.part("await", "Waiting for the referrer", self.referrer()))
            (self.part("milestone", "Record a step", self.milestone()))
            (self.part("delay", "Log why something is late", self.delay()))
        }
    }

    fn part(&self, name: &str, title: &str, body: Markup) -> Markup {
        html! {
            details class="card" open[self.part == name] {
                summary { (title) }
                (body)
            }
        }
    }

    /// A form of this case that leads back to where the person was.
    pub(super) fn sends(&self, path: &str, button: &str, fields: Markup) -> Markup {
        let back = self.form.some("next").map(|_| next(self.form));
        html! {
            form method="post" action={ "/cases/" (self.row.case) "/" (path) } data-quick[back.is_none()] {
                (ui::hidden("key", &self.visit.new_key()))
                @if let Some(back) = back { (ui::hidden("next", back)) }
                (fields)
                button class="button" type="submit" { (button) }
            }
        }
    }

    /// A field of one of the forms: what was typed comes back only in the form that was sent.
    pub(super) fn field<'f>(&'f self, part: &str, name: &'f str, label: &'f str) -> Field<'f> {
        let sent = self.part == part;
        let wrong = self.wrong.filter(|wrong| sent && wrong.field == name);
        Field {
            value: if sent { self.form.get(name) } else { "" },
            error: wrong.map(|wrong| wrong.message.as_str()),
            ..Field::new(name, label)
        }
    }

    fn tasks(&self) -> Markup {
        let row = self.row;
        html! {
            @if !row.tasks.is_empty() {
                h2 { "Open tasks" }
                ul {
                    @for task in &row.tasks {
                        li {
                            (task.what) " · " (task.owner)
                            @if let Some(due) = task.due { " · " (self.visit.time(due)) }
                            form class="cluster" method="post" action={ "/cases/" (row.case) "/task/" (task.number) "/done" } data-quick[self.form.some("next").is_none()] {
                                (ui::hidden("key", &format!("done:{}:{}", row.case, task.number)))
                                @if self.form.some("next").is_some() { (ui::hidden("next", next(self.form))) }
                                button class="button-small" type="submit" {
                                    "Done" span class="visually-hidden" { ": " (task.what) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn note(&self) -> Markup {
        self.sends(
            "note",
            "Add note",
            html! {
                (ui::textarea(&self.field("note", "text", "Note"), 3))
            },
        )
    }

    fn call(&self) -> Markup {
        let with = self.field("call", "with", "With whom");
        let phone = self.field("call", "phone", "On which number");
        let sent = self.wrong.is_some() && self.part == "call";
        let shown = if sent { phone.value } else { &self.row.referrer.phone };
        self.sends("call", "Log call", html! {
            (ui::text(&with))
            (ui::text(&Field { value: shown, kind: "tel", width: Width::Short, optional: true, ..phone }))
            (ui::textarea(&self.field("call", "said", "What was said and agreed"), 3))
            (ui::checkbox(&self.field("call", "coordinator", "Coordinator and referrer spoke with each other")))
            (ui::checkbox(&self.field("call", "reached_person", "Spoke with the person or a carer")))
        })
    }

    fn moment(&self, part: &str, name: &str, label: &str) -> Markup {
        let which = if self.part == part { self.form.get(&format!("{name}_which")) } else { "" };
        ui::moment(&self.field(part, name, label).optional(), which)
    }

    fn task(&self) -> Markup {
        self.sends("task", "Set next action", html! {
            (ui::text(&self.field("task", "what", "What is to be done")))
            (ui::text(&Field { width: Width::Medium, ..self.field("task", "owner", "Who does it") }))
            (self.moment("task", "due", "By when"))
        })
    }

    fn referrer(&self) -> Markup {
        html! {
            p class="hint" { "No clock pauses. Waiting is counted beside the others." }
            @if let Some(since) = self.row.awaiting_referrer {
                p { "Waiting since " (self.visit.time(since)) "." }
                (self.sends("referrer-answered", "The referrer has answered", html! {
                    (ui::text(&Field { optional: true, ..self.field("await", "answer", "In a few words") }))
                }))
            } @else {
                (self.sends("await-referrer", "Start waiting", html! {
                    (ui::text(&self.field("await", "reason", "What the referrer must answer")))
                }))
            }
        }
    }

    fn milestone(&self) -> Markup {
        let choices: Vec<Choice<'_>> =
            RECORDABLE.iter().map(|step| Choice::new(step.key(), step.meaning())).collect();
        self.sends(
            "milestone",
            "Record step",
            html! {
                (ui::select(&self.field("milestone", "milestone", "What happened"), &choices))
                (self.moment("milestone", "at", "When; empty means now"))
            },
        )
    }

    fn delay(&self) -> Markup {
        let reasons: Vec<Choice<'_>> =
            DelayReason::ALL.iter().map(|one| Choice::new(one.key(), one.words())).collect();
        let clocks: Vec<Choice<'_>> = self
            .row
            .clocks
            .iter()
            .filter(|clock| clock.runs())
            .map(|clock| Choice::new(&clock.id, clock_label(&clock.id)))
            .collect();
        self.sends("delay-reason", "Log reason", html! {
            (ui::select(&self.field("delay", "delay", "What caused the delay"), &reasons))
            (ui::select(&Field { optional: true, ..self.field("delay", "clock", "Which clock") }, &clocks))
            (ui::text(&self.field("delay", "more", "In a few words; needed for another reason").optional()))
        })
    }
}
