//! The call as it is typed, its draft, the urgency beside it, and the read-back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use rules::{Audience, Fact, Question, Step};
use store::{Draft, DraftId, Seen};

use super::KIND;
use super::answers::{self, Wrong};
use super::checklist::{Checklist, READ_BACK, answered, words_of};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, FieldError, Tone};
use crate::urgency::staff_view;
use crate::visit::{View, Visit, new_case_id, no_store, to};
use crate::when;

/// A new call has an address of its own, so that loading the page again loses nothing.
pub(super) async fn begin(visit: Visit) -> Response {
    to(&format!("/phone/{}", new_case_id(visit.now)))
}

pub(super) async fn show(visit: Visit, Path(draft): Path<String>) -> Result<Response, Problem> {
    let id: DraftId = draft.parse().map_err(|_| Problem::not_found())?;
    let kept = visit.app.store.draft(id).await?;
    if kept.as_ref().is_some_and(|draft| draft.kind != KIND) {
        return Err(Problem::not_found());
    }
    if kept.is_some() {
        visit.app.store.saw(Seen {
            case: None,
            actor: visit.actor(pathway::Role::Coordinator),
            now: visit.now,
            page: "phone draft".into(),
        });
    }
    let form = Form(kept.map(|draft| draft.fields).unwrap_or_default());
    Ok(page(&visit, id, &form, &[]))
}

fn page(visit: &Visit, id: DraftId, form: &Form, wrong: &[Wrong]) -> Response {
    let errors: Vec<_> =
        wrong.iter().map(|(field, message)| FieldError { field, message }).collect();
    let body = html! {
        (ui::error_summary(&errors))
        div class="with-rail rail-first" {
            form method="post" action="/phone" data-draft-url="/phone/draft" data-rail-url="/phone/rail" {
                (ui::hidden("draft", &id.to_string()))
                (Checklist { form, wrong }.markup())
                p data-draft-status role="status" {}
                div class="actions" {
                    button class="button" type="submit" { "15. Read it back" }

                }
            }
            aside class="rail" aria-label="Urgency so far" data-rail { (urgency(visit, form)) }
        }
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page(View { status, class: "phone-mode", ..View::new("Take a call", body) })
}

/// Tier, what to do, why, and what is held back; the same on the page, in the rail and read back.
fn urgency(visit: &Visit, form: &Form) -> Markup {
    let age = answers::born(form).ok().flatten().and_then(|born| {
        let person = pathway::person::Person { born: Some(born), ..Default::default() };
        person.age_on(visit.now.to_zoned_datetime(visit.app.site.time_zone()).date())
    });
    let (facts, decision) = answers::decide(form, age, &visit.app.rules);
    let due = pathway::clock::add_seconds(visit.now, u32::from(decision.limit_h) * 3_600);
    let site = &visit.app.site;
    let tier = staff_view(decision.tier, due, None, site, visit.now);
    let open = rules::questions(&facts, Audience::Clinician, &visit.app.rules);
    // What a caller can answer; a scan's result or a consultant's judgement comes later.
    let can_say = |question: &Question| match question {
        Question::Fact(fact) => Fact::LAY.contains(fact),
        Question::Haem => true,
        Question::Number(_) => false,
    };
    let ask: Vec<_> = open.into_iter().filter(can_say).take(4).collect();
    html! {
        (ui::tier_badge(&tier, ui::Audience::Staff))
        @for held in decision.withheld() {
            (ui::notice(Tone::Stop, "No automatic steroid prompt", html! { p { (held.because.says) } }))
        }
        @if decision.actions.contains(&Step::HardStopPhoneResponsibleConsultant) {
            (ui::notice(Tone::Stop, "Before any steroid", html! { p { "Phone the responsible consultant first, through " (ui::phone(&site.switchboard_phone)) "." } }))
        }
        @if !ask.is_empty() {
            (ui::why("Ask next", html! {
                ul class="small" { @for question in ask { li { (question.meaning()) } } }
            }))
        }
        (ui::why("Why?", html! {
            ul class="small" {
                @for rule in decision.fired.iter() {
                    li data-reason=(rule.id) {
                        (rule.says) " (" (rule.id) ", revision " (rule.revision) ")"
                    }
                }
            }
        }))
    }
}

pub(super) async fn rail(visit: Visit, form: Form) -> Response {
    let mut response = urgency(&visit, &form).into_response();
    no_store(&mut response);
    response
}

fn draft_id(form: &Form) -> Result<DraftId, Problem> {
    form.get("draft").parse().map_err(|_| Problem::bad_request("This form has lost its draft."))
}

/// Keeps what was typed so far.
async fn keep(visit: &Visit, id: DraftId, form: &Form) -> Result<(), Problem> {
    let (_, decision) = answers::decide(form, None, &visit.app.rules);
    let mut fields = form.0.clone();
    fields.remove(KEY);
    fields.remove("draft");
    let draft = Draft {
        id,
        kind: KIND.to_owned(),
        fields,
        callback_phone: form.some("phone").map(str::to_owned),
        red_flag: decision.tier.is_emergency(),
        updated_at: visit.now,
        case: None,
        rescued_at: None,
    };
    Ok(visit.app.store.save_draft(draft).await?)
}

pub(super) async fn save_draft(visit: Visit, form: Form) -> Result<Response, Problem> {
    keep(&visit, draft_id(&form)?, &form).await?;
    Ok(when::clock(visit.now, &visit.app.site.time_zone()).into_response())
}

/// Everything as it will be sent, in words, to be said to the caller.
pub(super) async fn read_back(visit: Visit, form: Form) -> Result<Response, Problem> {
    let id = draft_id(&form)?;
    keep(&visit, id, &form).await?;
    let zone = visit.app.site.time_zone();
    let today = visit.now.to_zoned_datetime(zone.clone()).date();
    let mut wrong = answers::referral(&form, today).err().unwrap_or_default();
    if let Err(message) = form.instant("next_contact", &zone) {
        wrong.push(("next_contact", message));
    }
    if !wrong.is_empty() {
        return Ok(page(&visit, id, &form, &wrong));
    }
    Ok(read_back_page(&visit, id, &form))
}

fn read_back_page(visit: &Visit, id: DraftId, form: &Form) -> Response {
    let name = format!("{}, {}", form.get("family").to_uppercase(), form.get("given"));
    let born = answers::born(form).ok().flatten().map_or_else(|| "Not known".into(), when::day);
    let nhs = form.some("nhs_number").unwrap_or("Not known");
    let said = |name: &&str| Some((words_of(name), form.some(name)?));
    let body = html! {
        p class="lead" { "Read this to the caller, then send it." }
        @for warning in answers::warnings(form) {
            (ui::notice(Tone::Warning, "Ask again", html! { p { (warning) } }))
        }
        (urgency(visit, form))
        h2 { "Person" }
        (ui::summary_list(&[
            ("Name", html! { strong data-private { (name) } }),
            ("Born", html! { span data-private { (born) } }),
            ("NHS number", html! { span data-private { (nhs) } }),
        ]))
        h2 { "What was said" }
        dl class="summary" {
            @for (label, value) in READ_BACK.iter().filter_map(said) {
                div { dt { (label) } dd { (readable(value)) } }
            }
            @for (label, value) in answered(form) {
                div { dt { (label) } dd { (readable(value)) } }
            }
            @if let Some(plan) = form.some("plan") { div { dt { "Plan" } dd { (plan) } } }
        }
        form method="post" action="/phone/send" data-guard {
            @for (name, value) in form.0.iter().filter(|(name, _)| *name != KEY) {
                (ui::hidden(name, value))
            }
            (ui::hidden(KEY, &format!("phone:{id}")))
            div class="actions" {
                button class="button" type="submit" { "Send referral" }
                a class="button-second" href={ "/phone/" (id) } { "Change something" }
            }
        }
    };
    visit.page(View { class: "phone-mode", ..View::new("Read it back", body) })
}

/// Keys of choices as people say them.
pub(crate) fn readable(value: &str) -> String {
    if let Some(walking) = pathway::neuro::Walking::from_key(value) {
        return walking.words().to_owned();
    }
    match value {
        "yes" => "Yes".into(),
        "no" | "none" => "No".into(),
        "unknown" => "Not sure".into(),
        other => other.replace('_', " ").replace(',', ", "),
    }
}
