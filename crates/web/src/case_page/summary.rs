//! The first page of a case: urgency with its reasons, clocks, walking, what was done, and the forms.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::clock::{Ended, RunningClock, kind_words};

use super::act;
use super::details::details;
use super::forms::Forms;
use super::part::Part;
use super::read::Wrong;
use super::sheet::Sheet;
use super::timeline;
use super::walking;
use super::words::rule_link;
use crate::form::Form;
use crate::problem::Problem;
use crate::ui;
use crate::urgency::{clock_label, clock_view, staff_view};
use crate::visit::Visit;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    page(&visit, &id, None, &Form::default(), None, StatusCode::OK).await
}

pub(super) async fn page(
    visit: &Visit,
    id: &str,
    sent: Option<Part>,
    form: &Form,
    wrong: Option<&Wrong>,
    status: StatusCode,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(visit, id, "case").await?;
    let forms = Forms { visit, sheet: &sheet, sent, form, wrong };
    let open_questions = sheet.file.case.is_open()
        && visit.may(Action::RecordFindings)
        && sheet.file.case.triage.as_ref().is_some_and(|said| !said.questions.is_empty());
    let questions = html! {
        @if open_questions {
            section class="card" id="part-facts" {
                h2 { (Part::Facts.title()) }
                p class="hint" { "Each of these can still change the urgency; the most decisive comes first." }
                (forms.form_of(Part::Facts))
            }
        }
    };
    let body = html! {
        @if let (Some(part), Some(wrong)) = (sent, wrong) { (act::error(part, wrong)) }
        (timeline::news(visit, &sheet))
        div class="with-rail" data-version=(sheet.file.case.version) {
            (record(visit, &sheet, questions))
            aside class="rail screen-only" aria-labelledby="act" {
                h2 id="act" { "Act" }
                (quick(visit, &sheet))
                (forms.all())
                (private_link(visit, &sheet))
            }
        }
    };
    Ok(sheet.page(visit, "Summary", status, body))
}

/// What is known, read only but for the `questions` that the reader may answer. The same for the case
/// as it stands and as it was known at an earlier instant.
pub(crate) fn record(visit: &Visit, sheet: &Sheet, questions: Markup) -> Markup {
    html! {
        div data-record {
            (urgency(visit, sheet))
            (reasons(sheet))
            (clocks(visit, sheet))
            (walking::line(&sheet.file.case.neuro, visit))
            (questions)
            (so_far(visit, sheet))
            (referral(sheet))
        }
    }
}

fn urgency(visit: &Visit, sheet: &Sheet) -> Markup {
    let (row, case) = (&sheet.row, &sheet.file.case);
    let tier =
        staff_view(row.tier, row.tier_due, row.told_emergency_at, &visit.app.site, visit.now);
    html! {
        section aria-labelledby="urgency" {
            h2 id="urgency" { "Urgency" }
            div class="tier-large" { (ui::tier_badge(&tier, ui::Audience::Staff)) }
            @if let Some(set) = case.tier.as_ref().and_then(|tier| tier.set_by.as_ref()) {
                p {
                    "Rules: " (row.rules_tier.words()) " · Set to " (row.tier.words())
                    " by " (set.name) " (" (set.role.key()) ") because " (set.why)
                }
            }
            @if row.unknown_answers > 0 { p { (row.unknown_answers) " answers unknown" } }
            @if let Some(done) = &case.acknowledged {
                p { "Acknowledged by " (done.by) " " (visit.time(done.at)) }
            } @else if case.is_open() {
                p { strong { "Nobody has acknowledged this yet." } }
                @if visit.may(Action::Acknowledge) {
                    form method="post" action={ "/cases/" (sheet.id) "/acknowledge" } {
                        (ui::hidden("key", &format!("ack:{}:{}", sheet.id, case.version)))
                        (ui::hidden("next", &format!("/cases/{}", sheet.id)))
                        button class="button" type="submit" { "Acknowledge referral" }
                    }
                }
            }
        }
    }
}

fn reasons(sheet: &Sheet) -> Markup {
    let Some(said) = &sheet.file.case.triage else { return html! {} };
    html! {
        h2 { "Why" }
        ul class="story" {
            @for reason in &said.reasons {
                li data-reason=(reason.id) {
                    (rule_link(&reason.id)) " "
                    (rules::rule(&reason.id).map_or("", |rule| rule.says))
                    span class="hint" { " Revision " (reason.revision) " · " (reason.citation) }
                }
            }
        }
        p class="hint" { "Decided by " (said.rule_set) ", for " (said.audience.key()) " answers." }
        @for held in &said.withheld {
            (ui::notice(ui::Tone::Warning, "A prompt is held back", html! {
                p { (step(&held.prompt)) " Held back by " (rule_link(&held.because)) ": " (rules::rule(&held.because).map_or("", |rule| rule.says)) }
            }))
        }
        (ui::why("What the rules ask for", html! { ul { @for action in &said.actions { li { (step(action)) } } } }))
    }
}

fn step(key: &str) -> &str {
    rules::Step::from_key(key).map_or(key, |step| step.meaning())
}

fn clocks(visit: &Visit, sheet: &Sheet) -> Markup {
    let case = &sheet.file.case;
    let zone = visit.app.site.time_zone();
    let mut clocks: Vec<&RunningClock> = case.clocks.iter().collect();
    clocks.sort_by_key(|clock| (!clock.runs(), clock.due));
    html! {
        h2 id="clocks" { "Clocks" }
        @if clocks.is_empty() { p { "No clock runs." } }
        div class="clocks" {
            @for clock in clocks {
                div {
                    @if let Some(view) = clock_view(clock, visit.now, &zone) {
                        (ui::clock_bar(&view, visit.now))
                    } @else if let Some(Ended::Excluded(code, at)) = clock.ended {
                        p data-clock=(clock.id) data-state="excluded" {
                            strong { (clock_label(&clock.id)) } " excluded: " (code.words()) " · " (visit.time(at))
                        }
                    }
                    p class="hint" {
                        (rule_link(&clock.id)) " · counted from " (clock.anchor.meaning()) ", " (visit.time(clock.since))
                        // The bar names the other kinds itself.
                        @if let Some(rule) = clock.rule().filter(|rule| rule.kind == rules::ClockKind::National) { " · " (kind_words(rule.kind)) }
                    }
                }
            }
        }
        (ui::why("Every time a clock could count from", html! {
            ul { @for (milestone, at) in &case.milestones { li { (milestone.meaning()) ": " (visit.time(*at)) } } }
        }))
    }
}

fn so_far(visit: &Visit, sheet: &Sheet) -> Markup {
    let case = &sheet.file.case;
    let mut rows: Vec<(&str, Markup)> = Vec::new();
    if let Some((order, at)) = &case.imaging.ordered {
        rows.push(("Scan ordered", html! { (order.modality.words()) " " (order.place) " · " (visit.time(*at)) @if let Some(slot) = order.slot { " · slot " (visit.time(slot)) } }));
    }
    if let Some((scan, at)) = &case.imaging.acquired {
        rows.push(("Scan done", html! { (scan.modality.words()) " · " (visit.time(*at)) }));
    }
    if let Some((report, at)) = &case.imaging.reported {
        rows.push((
            "Report",
            html! { (report.conclusion.words()) " · " (report.summary) " · " (visit.time(*at)) },
        ));
    }
    if let Some((decided, at)) = &case.treatment.decided {
        rows.push(("Decision", html! { (decided.outcome.words()) " · " (decided.rationale) " · " (decided.owner) " · " (visit.time(*at)) }));
    }
    if let Some((dose, at)) = &case.treatment.dexamethasone {
        rows.push(("Dexamethasone", html! { (dose.base_mg) " mg base, " (dose.product) " " (dose.route) " · " (visit.time(*at)) }));
    }
    if let Some(at) = case.treatment.first_fraction {
        rows.push(("First fraction", html! { (visit.time(at)) }));
    }
    if let Some(at) = case.treatment.operation {
        rows.push(("Operation", html! { (visit.time(at)) }));
    }
    html! {
        h2 { "So far" }
        @if rows.is_empty() {
            p { "Referral received; nothing else yet." @if case.acknowledged.is_none() { " Next: acknowledge." } }
        } @else { (ui::summary_list(&rows)) }
    }
}

fn referral(sheet: &Sheet) -> Markup {
    let Some(referral) = sheet.file.case.referral.as_deref() else { return html! {} };
    let who = &referral.referrer;
    html! {
        h2 { "Referral" }
        (ui::summary_list(&[
            ("Story", html! { (referral.story) }),
            ("Where", html! { (referral.location) }),
            ("Referrer", html! { (who.name) " " (who.role) " " (ui::phone(&who.phone)) }),
            ("Sender", html! { @if referral.verified { "proved who they are" } @else { "not verified: check by telephone" } }),
        ]))
        @if !referral.details.is_empty() {
            (ui::why("Everything else that was written", html! {
                dl class="summary" {
                    @for (label, words) in details(referral) {
                        div { dt { (label) } dd { (words) } }
                    }
                }
            }))
        }
    }
}

/// What the board offers too: notes, calls, tasks, steps.
fn quick(visit: &Visit, sheet: &Sheet) -> Markup {
    let case = &sheet.file.case;
    html! {
        @if visit.may(Action::RecordProgress) {
            @if case.is_open() {
                p { a class="button-second" href={ "/cases/" (sheet.id) "/quick?next=/cases/" (sheet.id) } { "Note, call, task or step" } }
            }
            @for task in &sheet.row.tasks {
                form class="cluster" method="post" action={ "/cases/" (sheet.id) "/task/" (task.number) "/done" } {
                    (ui::hidden("key", &format!("done:{}:{}", sheet.id, task.number)))
                    (ui::hidden("next", &format!("/cases/{}", sheet.id)))
                    span { (task.what) " · " (task.owner) @if let Some(due) = task.due { " · " (visit.time(due)) } }
                    button class="button-small" type="submit" { "Done" span class="visually-hidden" { ": " (task.what) } }
                }
            }
        }
    }
}

/// The referrer's link, to read out or to copy. Whoever holds it answers instructions.
fn private_link(visit: &Visit, sheet: &Sheet) -> Markup {
    let link = format!("/r/{}", visit.app.links.token(sheet.id, sheet.file.case.link));
    html! {
        @if visit.may(Action::GiveInstruction) {
            details class="card" {
                summary { "Referrer's private link" }
                p { "Whoever has this link sees the status and answers instructions. Give it only to the people at the bedside." }
                p { a href=(link) { "Open the referrer's page" } }
                p { code data-private { (link) } }
            }
        }
    }
}
