//! One panel to write. What was typed comes back, with what is wrong beside each field.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::plan::{Panel, Status, contradictions};
use pathway::proforma::{Problem as Wrong, Question};

use crate::case_page::sheet::Sheet;
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::proforma::{control, hint};
use crate::ui::{self, Choice, Field, FieldError, Width};
use crate::visit::Visit;
use crate::when;

/// A panel of a case, opened by one person.
pub(super) struct Opened {
    pub(super) sheet: Sheet,
    pub(super) panel: Panel,
}

impl Opened {
    pub(super) async fn open(visit: &Visit, id: &str, panel: &str) -> Result<Self, Problem> {
        let panel = Panel::from_key(panel).ok_or_else(Problem::not_found)?;
        Ok(Self { sheet: Sheet::open(visit, id, panel.key()).await?, panel })
    }

    pub(super) fn path(&self) -> String {
        format!("/cases/{}/plan/{}", self.sheet.id, self.panel.key())
    }

    /// The entry that stands; 0 for none.
    pub(super) fn entry(&self) -> u64 {
        self.sheet.file.case.plan.get(self.panel).map_or(0, |standing| standing.entry)
    }

    /// What stands, as this form would send it.
    pub(super) fn standing(&self, visit: &Visit) -> Form {
        let mut fields = BTreeMap::new();
        fields.insert("status".to_owned(), Status::InForce.key().to_owned());
        fields.insert("owner".to_owned(), self.panel.usual_owner().to_owned());
        if let Some(standing) = self.sheet.file.case.plan.get(self.panel) {
            let set = &standing.set;
            let zone = visit.app.site.time_zone();
            fields.extend(set.answers.clone());
            fields
                .extend(set.times.iter().map(|(name, at)| (name.clone(), when::input(*at, &zone))));
            fields.insert("status".into(), set.status.key().into());
            fields.insert("owner".into(), set.owner.clone());
            fields.insert("because".into(), set.because.clone());
        }
        Form(fields)
    }
}

pub(super) async fn show(
    visit: Visit,
    Path((id, panel)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &id, &panel).await?;
    let form = opened.standing(&visit);
    Ok(page(&visit, &opened, &form, opened.entry(), &[], StatusCode::OK))
}

/// The form, with what was typed and everything wrong with it.
pub(super) fn page(
    visit: &Visit,
    opened: &Opened,
    form: &Form,
    replaces: u64,
    wrong: &[Wrong],
    status: StatusCode,
) -> Response {
    let errors: Vec<FieldError<'_>> =
        wrong.iter().map(|one| FieldError { field: one.key, message: &one.message }).collect();
    let wrong: BTreeMap<&str, &Wrong> = wrong.iter().rev().map(|one| (one.key, one)).collect();
    let panel = opened.panel;
    let field = |name: &'static str, label: &'static str| {
        Field::new(name, label)
            .value(form.get(name))
            .error(wrong.get(name).map(|one| one.message.as_str()))
    };
    let statuses = Status::ALL.map(|status| Choice::new(status.key(), status.words()));
    let against: Vec<String> = contradictions(&opened.sheet.file.case)
        .into_iter()
        .filter(|one| one.panels.contains(&panel))
        .map(|one| one.says)
        .collect();
    let asks_why =
        !against.is_empty() || wrong.contains_key("because") || form.some("because").is_some();
    let body = html! {
        (ui::error_summary(&errors))
        h2 { (panel.title()) }
        @for says in &against { (ui::notice(ui::Tone::Warning, "This does not go together", html! { p { (says) } })) }
        (warnings(opened))
        form method="post" action=(opened.path()) data-guard {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::hidden("replaces", &replaces.to_string()))
            (ui::radios(&field("status", "Status").inline().hint("In force: the ward is told, and has to answer."), &statuses))
            (ui::text(&field("owner", "Who answers for it").width(Width::Medium)))
            @for question in panel.questions() { (one(visit, question, form, wrong.get(question.key).copied())) }
            @for (name, label) in panel.times() {
                @let which = format!("{name}_which");
                @let twice = wrong.get(name).is_some_and(|one| one.message.contains("twice")) || form.some(&which).is_some();
                (ui::text(&Field { kind: "datetime-local", ..field(name, label).width(Width::Medium) }))
                @if twice {
                    (ui::radios(&Field::new(&which, "Which of the two").inline().value(form.get(&which)), &[
                        Choice::new("first", "The first, before the clocks went back"),
                        Choice::new("second", "The second, after they went back"),
                    ]))
                }
            }
            @if asks_why {
                (ui::text(&field("because", "Why this is meant all the same")))
            }
            div class="actions" {
                button class="button" type="submit" { "Save " (panel.title().to_lowercase()) }
                a href={ "/cases/" (opened.sheet.id) "/plan" } { "Back to the plan" }
            }
        }
    };
    opened.sheet.page(visit, "Plan", status, body)
}

fn one(visit: &Visit, question: &'static Question, form: &Form, wrong: Option<&Wrong>) -> Markup {
    let sure = sure(question.key);
    let hint = hint(question);
    let field = Field {
        hint: Some(hint.as_str()).filter(|hint| !hint.is_empty()),
        ..Field::new(question.key, question.label)
    }
    .value(form.get(question.key))
    .error(wrong.map(|wrong| wrong.message.as_str()));
    html! {
        div class="question" data-question=(question.key) {
            @if question.key == "taper" {
                @let choices: Vec<Choice<'_>> = visit.app.site.tapers.iter().map(|taper| Choice::new(&taper.name, &taper.name)).collect();
                (ui::select(&field.width(Width::Medium), &choices))
            } @else {
                (control(question, &field))
            }
            @if wrong.is_some_and(|wrong| wrong.unlikely) || form.ticked(&sure) {
                (ui::checkbox(&Field::new(&sure, "This is meant").value(form.get(&sure))))
            }
        }
    }
}

/// The name of the box that says an unusual answer is meant.
pub(super) fn sure(key: &str) -> String {
    format!("sure_{key}")
}

/// What must be known before this panel is written.
fn warnings(opened: &Opened) -> Markup {
    use pathway::plan::steroid;
    let case = &opened.sheet.file.case;
    html! {
        @if opened.panel == Panel::Steroid {
            @if steroid::needs_phone(case) {
                (ui::notice(ui::Tone::Stop, "No steroid before a telephone call", html! {
                    p { "A cancer of the blood is suspected and there is no tissue yet. A steroid can destroy the diagnosis: phone the responsible consultant first." }
                }))
            }
            @if steroid::needs_senior(case) {
                (ui::notice(ui::Tone::Stop, "Steroid or infection: a senior decides", html! {
                    p { "There is fever or a sign of infection. A steroid can hide it." }
                }))
            }
        }
    }
}
