//! The meeting's page of one case.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::mdt::{Meetings, Specialty};
use pathway::treatment::Outcome as Plan;
use pathway::{Command, Refusal, Role};
use store::Outcome;

use super::read::{self, ACTIONS, Wrong};
use super::{card, list};
use crate::case_page::sheet::Sheet;
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, FieldError, Tone, Width};
use crate::visit::{Visit, to};

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    page(&visit, &id, &Form::default(), None).await
}

pub(super) async fn ask(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = read::ask(&form);
    carry_out(&visit, &id, command, &form).await
}

pub(super) async fn opinion(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = read::opinion(&form);
    carry_out(&visit, &id, command, &form).await
}

pub(super) async fn outcome(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = read::outcome(&visit, &form);
    carry_out(&visit, &id, command, &form).await
}

pub(super) async fn missed(
    visit: Visit,
    Path((id, task)): Path<(String, u32)>,
    form: Form,
) -> Result<Response, Problem> {
    carry_out(&visit, &id, Ok(read::missed(task, &form)), &form).await
}

async fn carry_out(
    visit: &Visit,
    id: &str,
    command: Result<Command, Wrong>,
    form: &Form,
) -> Result<Response, Problem> {
    let case: pathway::CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let command = match command {
        Ok(command) => command,
        Err(wrong) => return page(visit, id, form, Some(&wrong)).await,
    };
    match visit.try_submit(visit.actor(Role::Coordinator), case, command, form).await? {
        Outcome::Done { .. } => Ok(to(&format!("/cases/{case}/mdt"))),
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            page(visit, id, form, Some(&(first_field(field).to_owned(), message))).await
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

/// The actions are several rows; the error leads to the first.
fn first_field(field: &str) -> &str {
    if field == "actions" { "action_what_1" } else { field }
}

async fn page(
    visit: &Visit,
    id: &str,
    form: &Form,
    wrong: Option<&Wrong>,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(visit, id, "mdt").await?;
    let parts = Parts { visit, sheet: &sheet, form, wrong };
    let ready = list::readiness(visit, &sheet.row, &sheet.file.case);
    let body = html! {
        @if let Some((field, message)) = wrong { (ui::error_summary(&[FieldError { field, message }])) }
        ul class="cluster" aria-label="Ready for a decision" {
            @for (what, ready) in ready { li { (if ready { "✓ " } else { "✗ " }) (what) @if !ready { " missing" } } }
        }
        div class="with-rail" {
            div { (card::card(visit, &sheet)) (parts.opinions()) (parts.signed()) }
            aside class="rail screen-only" aria-label="Ask, answer, decide" { (parts.forms()) }
        }
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(sheet.page(visit, "MDT", status, body))
}

struct Parts<'a> {
    visit: &'a Visit,
    sheet: &'a Sheet,
    form: &'a Form,
    wrong: Option<&'a Wrong>,
}

impl Parts<'_> {
    fn meetings(&self) -> &Meetings {
        &self.sheet.file.case.meetings
    }

    fn field<'f>(&'f self, name: &'f str, label: &'f str) -> Field<'f> {
        let error = self.wrong.filter(|(field, _)| field == name).map(|(_, text)| text.as_str());
        Field::new(name, label).value(self.form.get(name)).error(error)
    }

    fn opinions(&self) -> Markup {
        let meetings = self.meetings();
        let missing: Vec<&str> = meetings.missing().iter().map(|one| one.words()).collect();
        html! {
            h2 { "Opinions" }
            @if let Some((asked, at)) = &meetings.asked {
                p { (asked.question) " " span class="hint" { "asked " (self.visit.time(*at)) ", due " (self.visit.time(asked.due)) } }
                @if !missing.is_empty() {
                    @let left = asked.due.duration_since(self.visit.now).as_secs();
                    p data-missing-opinions {
                        strong { "Still missing: " (missing.join(", ")) } " · "
                        @if left > 0 { (ui::duration(left)) " left" } @else { (ui::duration(-left)) " over" }
                    }
                }
            } @else {
                p { "Nobody has been asked yet." }
            }
            @if meetings.disagree() {
                (ui::notice(Tone::Warning, "Opinions differ: call now", html! { p { "Bring them together on the telephone; the record keeps both." } }))
            }
            ul class="story" {
                @for one in &meetings.opinions {
                    li { strong { (one.given.specialty.words()) ": " (one.given.outcome.words()) } " · " (one.given.text) " " span class="hint" { (one.by) " " (self.visit.time(one.at)) } }
                }
            }
        }
    }

    fn signed(&self) -> Markup {
        let case = &self.sheet.file.case;
        html! {
            @for meeting in self.meetings().signed.iter().rev() {
                h2 { "Outcome " (meeting.signed.number) }
                (ui::summary_list(&[
                    ("Recommendation", html! { (meeting.signed.outcome.words()) }),
                    ("Why", html! { (meeting.signed.rationale) }),
                    ("Considered", html! { (or_none(&meeting.signed.considered)) }),
                    ("Dissent", html! { (or_none(&meeting.signed.dissent)) }),
                    ("Conditions", html! { (or_none(&meeting.signed.conditions)) }),
                    ("Leads", html! { (meeting.signed.owner) }),
                    ("Signed", html! { (meeting.by) " " (self.visit.time(meeting.at)) @if !meeting.signed.without_quorum.is_empty() { " · without a quorum: " (meeting.signed.without_quorum) } }),
                ]))
                @if !meeting.signed.actions.is_empty() {
                    h3 { "Actions" }
                    ul class="story" {
                        @for action in &meeting.signed.actions {
                            @let task = case.tasks.iter().find(|task| task.what == action.what && task.owner == action.owner);
                            li { (action.what) " · " (action.owner) " · by " (self.visit.time(action.due)) " " (self.fate(task)) }
                        }
                    }
                }
            }
        }
    }

    /// What became of an action, or the two ways to say it.
    fn fate(&self, task: Option<&pathway::task::Task>) -> Markup {
        let Some(task) = task else { return html! {} };
        let missed = self.meetings().missed.iter().find(|(number, _)| *number == task.number);
        let base = format!("/cases/{}", self.sheet.id);
        let why = format!("why_{}", task.number);
        html! {
            @match (missed, &task.done) {
                (Some((_, why)), _) => strong { "✗ not done: " (why) },
                (None, Some((by, at))) => strong { "✓ done by " (by) " " (self.visit.time(*at)) },
                (None, None) => {
                    @if self.visit.may(Action::RecordProgress) {
                        form class="cluster screen-only" method="post" action={ (base) "/task/" (task.number) "/done" } {
                            (ui::hidden(KEY, &format!("done:{}:{}", self.sheet.id, task.number)))
                            (ui::hidden("next", &format!("{base}/mdt")))
                            button class="button-small" type="submit" { "Done" span class="visually-hidden" { ": " (task.what) } }
                        }
                        form class="cluster screen-only" method="post" action={ (base) "/mdt/action/" (task.number) "/missed" } {
                            (ui::hidden(KEY, &self.visit.new_key()))
                            (ui::text(&Field { scope: &why, ..Field::new("why", "Not done, because") }))
                            button class="button-small" type="submit" { "Record as not done" span class="visually-hidden" { ": " (task.what) } }
                        }
                    }
                },
            }
        }
    }

    fn forms(&self) -> Markup {
        if !self.sheet.file.case.is_open() {
            return html! { p { "This case is closed." } };
        }
        html! {
            @if self.visit.may(Action::DecideTreatment) { (self.ask_form()) }
            @if self.visit.may(Action::GiveOpinion) { (self.opinion_form()) }
            @if self.visit.may(Action::DecideTreatment) { (self.outcome_form()) }
        }
    }

    fn form(&self, path: &str, button: &str, fields: &Markup) -> Markup {
        html! {
            form method="post" action={ "/cases/" (self.sheet.id) "/mdt/" (path) } data-guard {
                (ui::hidden(KEY, &self.visit.new_key()))
                (fields)
                button class="button" type="submit" { (button) }
            }
        }
    }

    fn ask_form(&self) -> Markup {
        let choices = specialties();
        let asked: Vec<&str> = self.form.get("of").split(',').collect();
        let chosen = if self.form.0.is_empty() {
            vec!["surgeon", "oncologist", "radiologist"]
        } else {
            asked
        };
        let minutes =
            self.field("within_min", "Within how many minutes").hint("Empty means two hours.");
        let fields = html! {
            (ui::checkboxes(&self.field("of", "Whose opinion, all at once"), &choices, &chosen))
            (ui::text(&self.field("question", "What you ask").optional()))
            (ui::text(&minutes.optional().inputmode("numeric").width(Width::Short)))
        };
        html! { details class="card" open[self.meetings().asked.is_none()] { summary { "Ask for opinions" } (self.form("ask", "Ask for opinions", &fields)) } }
    }

    fn opinion_form(&self) -> Markup {
        let fields = html! {
            (ui::radios(&self.field("specialty", "You answer as"), &specialties()))
            (ui::select(&self.field("recommends", "You recommend"), &plans()))
            (ui::textarea(&self.field("text", "Why, and under which conditions"), 3))
        };
        html! { details class="card" open[self.meetings().waits()] { summary { "Give your opinion" } (self.form("opinion", "Give opinion", &fields)) } }
    }

    fn outcome_form(&self) -> Markup {
        let quorum = self.meetings().has_quorum();
        let rows: Vec<[String; 3]> = (1..=ACTIONS)
            .map(|row| ["what", "owner", "due"].map(|part| format!("action_{part}_{row}")))
            .collect();
        let labels: Vec<[String; 3]> = (1..=ACTIONS)
            .map(|row| {
                [
                    format!("Action {row}"),
                    format!("Owner of action {row}"),
                    format!("Action {row} done by"),
                ]
            })
            .collect();
        let fields = html! {
            (ui::select(&self.field("outcome", "Recommendation"), &plans()))
            (ui::textarea(&self.field("rationale", "Why"), 2))
            (ui::text(&self.field("considered", "Also considered").optional()))
            (ui::text(&self.field("dissent", "Dissent").optional()))
            (ui::text(&self.field("conditions", "Conditions").optional()))
            (ui::text(&self.field("owner", "Who leads")))
            (ui::text(&self.field("present", "Who took part").optional()))
            @if !quorum { (ui::text(&self.field("without_quorum", "Why without the surgeon's and the oncologist's opinions"))) }
            @for (names, labels) in rows.iter().zip(&labels) {
                @let [what, owner, due] = names;
                @let [what_label, owner_label, due_label] = labels;
                fieldset class="fieldgroup" {
                    legend { (what_label) }
                    (ui::text(&self.field(what, "What is to be done").optional()))
                    (ui::text(&self.field(owner, owner_label).optional()))
                    (ui::text(&self.field(due, due_label).kind("datetime-local").optional()))
                }
            }
        };
        html! { details class="card" open[self.wrong.is_some()] { summary { "Sign the outcome" } (self.form("outcome", "Sign outcome", &fields)) } }
    }
}

fn specialties() -> Vec<Choice<'static>> {
    Specialty::ALL.map(|one| Choice::new(one.key(), one.words())).to_vec()
}

fn plans() -> Vec<Choice<'static>> {
    Plan::ALL.map(|one| Choice::new(one.code(), one.words())).to_vec()
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none recorded" } else { text }
}
