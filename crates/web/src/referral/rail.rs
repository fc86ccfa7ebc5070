//! The rail beside the form: how urgent, what to do, why, what is held back, what is missing.
//! Computed from what is typed so far; nothing is stored by asking.

use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use pathway::person::nhs_number_is_valid;
use rules::{Audience as Rules, Decision, Step, questions, triage};

use super::accepted;
use super::answers::facts;
use super::field::{blocked, is_known, label, still_missing};
use crate::form::Form;
use crate::ui::{self, Audience, Tone};
use crate::urgency::staff_view;
use crate::visit::{Visit, no_store};

/// What the rules say to the form as it stands.
pub(super) fn decide(visit: &Visit, form: &Form) -> Decision {
    let today = visit.now.to_zoned_datetime(visit.app.site.time_zone()).date();
    triage(&facts(form, today), Rules::Clinician, &visit.app.rules)
}

/// The rail's content, for the script that asks while someone types.
pub(super) async fn fragment(visit: Visit, form: Form) -> Response {
    let mut response = rail(&visit, &form).into_response();
    no_store(&mut response);
    response
}

/// The rail's content.
pub(super) fn rail(visit: &Visit, form: &Form) -> Markup {
    let decision = decide(visit, form);
    let site = &visit.app.site;
    let phone = &site.coordinator_phone;
    let due = due(visit.now, decision.limit_h);
    let tier = staff_view(decision.tier, due, None, site, visit.now);
    let nothing_asked = form
        .0
        .iter()
        .all(|(name, value)| matches!(name.as_str(), "key" | "draft") || value.trim().is_empty());
    html! {
        (accepted::notice(visit, form))
        h2 { "Urgency so far" }
        (ui::tier_badge(&tier, Audience::Staff))
        @if decision.tier.is_emergency() && !nothing_asked {
            p {
                strong { "You do not need to finish." } " Phone " (ui::phone(phone))
                " now; we keep your draft."
            }
        }
        (steroid(&decision, phone))
        @if nothing_asked {
            p.hint { "Nothing is answered yet, so the careful answer stands. It changes as you type." }
        }
        (ui::why("Why?", reasons(visit, &decision, form)))
        (missing(form))
        (number_warning(form))
        p.hint {
            "Rule set " (rules::RELEASE)
            @if site.rules_signed_off_by.is_none() { ", not yet signed off at this site" }
            ". Decision support; you decide."
        }
    }
}

pub(super) fn due(now: Timestamp, limit_h: u16) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(i64::from(limit_h))).unwrap_or(now)
}

/// The steroid prompt, or what holds it back. Never an order, never silent.
fn steroid(decision: &Decision, phone: &str) -> Markup {
    let says = |step: Step| decision.actions.contains(&step);
    let withheld: Vec<_> = decision.withheld().collect();
    html! {
        @if says(Step::HardStopPhoneResponsibleConsultant) {
            div data-withheld="hard-stop" {
                (ui::notice(Tone::Stop, "No steroid yet", html! {
                    p {
                        "Lymphoma or myeloma may be the cause and no tissue proves it: steroid can \
                         hide the diagnosis. Phone the responsible consultant first, through "
                        (ui::phone(phone)) ", and name them."
                    }
                }))
            }
        }
        @if says(Step::SeniorDecisionSteroidOrInfection) {
            div data-withheld="senior-decision" {
                (ui::notice(Tone::Warning, "Senior decision now: steroid or infection?", html! {
                    p { "Fever or sepsis: a senior decides now between steroid and infection treatment. Phone " (ui::phone(phone)) "." }
                }))
            }
        } @else if withheld.is_empty() && says(Step::PromptDexamethasone16mg) {
            div data-prompt="steroid" {
                (ui::notice(Tone::Plain, "Steroid", html! {
                    p { (Step::PromptDexamethasone16mg.meaning()) " A prompt, not an order." }
                }))
            }
        }
        @if !withheld.is_empty() {
            details.why data-withheld="list" open {
                summary { "Steroid prompt held back" }
                ul {
                    @for held in &withheld {
                        li data-reason=(held.because.id) { (held.because.says) }
                    }
                }
            }
        }
    }
}

fn reasons(visit: &Visit, decision: &Decision, form: &Form) -> Markup {
    let today = visit.now.to_zoned_datetime(visit.app.site.time_zone()).date();
    let open = questions(&facts(form, today), Rules::Clinician, &visit.app.rules);
    html! {
        ul {
            @for rule in decision.fired.iter() {
                li data-reason=(rule.id) {
                    (rule.says) " "
                    span.hint {
                        (rule.id) " revision " (rule.revision) " · "
                        @for (place, source) in rule.source.iter().enumerate() {
                            @if place > 0 { "; " }
                            (source)
                        }
                        " · " (rule.confidence.words())
                    }
                }
            }
        }
        @if !decision.actions.is_empty() {
            p { strong { "To do" } }
            ul {
                @for step in &decision.actions {
                    @if !step.is_for_the_public_page() { li { (step.meaning()) } }
                }
            }
        }
        @if !open.is_empty() {
            p { strong { "What could still change it" } }
            ul { @for question in open.iter().take(6) { li { (question.meaning()) } } }
        }
    }
}

fn missing(form: &Form) -> Markup {
    let blocking: Vec<_> = blocked(form).collect();
    // One of the nine that is not answered at all is in the list above.
    let starred: Vec<_> = still_missing(|field| is_known(form, field))
        .filter(|field| blocking.iter().all(|one| one.field != *field))
        .collect();
    html! {
        @if blocking.is_empty() {
            p data-missing="0" { strong { "Ready to send." } }
        } @else {
            p data-missing=(blocking.len()) {
                strong { (blocking.len()) " of 9 still needed to send: " }
                @for (place, one) in blocking.iter().enumerate() {
                    @if place > 0 { " · " }
                    a href={ "#" (ui::field_id(one.field)) } { (one.word) }
                }
            }
            (ui::why("Why these?", html! {
                ul { @for one in &blocking { li { (label(one.field)) ": " (one.because) } } }
            }))
        }
        @if !starred.is_empty() {
            details.why {
                summary { (starred.len()) " more may wait" }
                p { "They become a task, and the two-hour opinion waits for them. National clocks do not." }
                ul {
                    @for field in &starred {
                        li { a href={ "#" (ui::field_id(field)) } { (label(field)) } }
                    }
                }
            }
        }
    }
}

/// A wrong check digit warns; it never keeps a referral back.
fn number_warning(form: &Form) -> Markup {
    let wrong = form.some("nhs_number").is_some_and(|number| !nhs_number_is_valid(number));
    html! {
        @if wrong {
            div data-warning="nhs-number" {
                (ui::notice(Tone::Warning, "Check the NHS number", html! {
                    p { "Its check digit does not fit. You can send all the same." }
                }))
            }
        }
    }
}
