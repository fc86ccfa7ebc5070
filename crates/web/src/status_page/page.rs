//! The status page: received, read, decided, and what to do now.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};
use pathway::board::BoardRow;
use pathway::deadline::{Kind, deadlines};
use pathway::instruction::{Answered, Instruction};
use pathway::ladder::Rung;
use pathway::{Command, Refusal};
use store::Outcome;

use super::answer;
use super::door::{Door, Held, open, private};
use super::me::Me;
use crate::case_page::sheet::{instruction_view, nhs_number};
use crate::form::Form;
use crate::problem::Problem;
use crate::referral::{label, still_missing};
use crate::ui::{self, FieldError, Tone};
use crate::urgency::staff_view;
use crate::visit::{View, Visit};
use crate::when;

/// Without a form to fill in, the page brings itself up to date this often.
const REFRESH_S: &str = "30";

pub(super) async fn show(
    visit: Visit,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut held = match open(&visit, &token, "status page").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let unseen = |one: &Instruction| one.is_unanswered() && one.seen_at.is_none();
    // The service's own people looking at the page is not the ward having seen it.
    if visit.user().is_none() && held.case.instructions.iter().any(unseen) {
        let me = Me::remembered(&headers);
        let seen = held.submit(&visit, &me, &Form::default(), "", Command::SeeInstructions).await?;
        if matches!(seen, Outcome::Done { .. }) {
            let file = visit.app.store.case(held.id).await?.ok_or_else(Problem::not_found)?;
            held.case = file.case;
        }
    }
    Ok(render(
        &visit,
        &held,
        &Me::remembered(&headers),
        &Form::default(),
        &[],
        address(&visit, &headers, &token),
    ))
}

/// The page; with errors when an answer was refused.
pub(super) fn render(
    visit: &Visit,
    held: &Held,
    me: &Me,
    form: &Form,
    errors: &[(String, String)],
    address: String,
) -> Response {
    let Some(row) = BoardRow::of(held.id, &held.case) else {
        return axum::response::IntoResponse::into_response(Problem::not_found());
    };
    let tier =
        staff_view(row.tier, row.tier_due, row.told_emergency_at, &visit.app.site, visit.now);
    let summary: Vec<_> =
        errors.iter().map(|(field, message)| FieldError { field, message }).collect();
    let body = html! {
        (ui::error_summary(&summary))
        div data-case=(held.id) data-version=(held.case.version) {
            p.lead data-private {
                (row.person.name()) " · " (second_identifier(&row)) " · Ref " (row.reference)
            }
            (ui::tier_badge(&tier, held.audience()))
            (progress(visit, held, &row))
            (unread(visit, held, &row))
            @if let Some((closed, at)) = &held.case.closed {
                (ui::notice(Tone::Plain, "This case is closed", html! {
                    p { (closed.outcome.words()) " · " (visit.time(*at)) ". This link works for 30 days more. Worse again? Phone, or refer again." }
                }))
            }
            (instructions(visit, held, me, form, errors))
            (actions(visit, held))
            (keep(&address))
        }
    };
    let waits_for_an_answer = answerable(held, visit).next().is_some();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = if held.is_persons_own() { "Your referral" } else { "Referral status" };
    let view = View { status, refresh: !waits_for_an_answer, ..View::new(title, body) };
    let mut response = private(visit, view);
    if !waits_for_an_answer {
        // Nothing is being typed here, so the page may bring itself up to date.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(REFRESH_S));
    }
    response
}

/// The address as text and as a code for a phone's camera, for whoever takes over.
pub(super) fn keep(address: &str) -> Markup {
    html! {
        section aria-labelledby="keep-page" {
            h2 id="keep-page" { "Keep this page" }
            div.qr {
                (ui::qr(address, "Code of this page's address, for a phone's camera"))
                div {
                    p { "Whoever holds this address sees this page. Keep it, or pass it to the next shift, and to nobody else." }
                    p { code { (address) } }
                }
            }
        }
    }
}

/// The whole address of the page, to be kept.
pub(super) fn address(visit: &Visit, headers: &HeaderMap, token: &str) -> String {
    let scheme = if visit.app.secure_cookies { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{scheme}://{host}/r/{token}")
}

/// "NHS No. 999 000 0018", or the date of birth, or that neither is known.
pub(super) fn second_identifier(row: &BoardRow) -> String {
    let number = nhs_number(row);
    if !number.is_empty() {
        return format!("NHS No. {number}");
    }
    let born = row.person.born.map(|born| format!("Born {}", when::day(born)));
    born.unwrap_or_else(|| "No second identifier known".into())
}

/// Received, read, decision, instructions: four steps with their times.
fn progress(visit: &Visit, held: &Held, row: &BoardRow) -> Markup {
    let zone = visit.app.site.time_zone();
    let received = row.received_at.to_zoned_datetime(zone).strftime("%H:%M:%S").to_string();
    let live: Vec<_> = held.case.instructions.iter().filter(|one| one.is_live(visit.now)).collect();
    let open = live.iter().filter(|one| !matches!(one.answer, Some(Answered::Done(..)))).count();
    html! {
        ol.steps {
            li.step-done {
                strong { "Received " time datetime=(row.received_at) { (received) } " ✓" }
                (visit.time(row.received_at))
            }
            @match &row.acknowledged {
                Some(read) => li.step-done { strong { "Read by " (read.by) " " (visit.time(read.at)) " ✓" } },
                None => li { strong { "Not read yet" } },
            }
            (decision(visit, held))
            li.step-done[open == 0 && !live.is_empty()] {
                @if live.is_empty() { strong { "No instructions yet" } }
                @else { strong { "Instructions " (live.len()) " (" (open) " not done)" } }
            }
        }
        @if let Some(waits) = waits_for(held) {
            p { (waits) " " a href=(held.path("/add")) { "Add what you know" } }
        }
    }
}

fn decision(visit: &Visit, held: &Held) -> Markup {
    let running = |id: &str| held.case.clocks.iter().rfind(|clock| clock.id == id && clock.runs());
    let due = ["CLK-OPIN2", "CLK-PLAN24", "CLK-PLAN168"].into_iter().find_map(running);
    let decided = held.case.treatment.decided.as_ref();
    html! {
        li.step-done[decided.is_some()] {
            @if let Some((decided, at)) = decided {
                strong { "Decision " (visit.time(*at)) " ✓" } (decided.outcome.words())
            } @else if let Some(clock) = due {
                strong { "Decision due " time datetime=(clock.due) { (visit.time(clock.due)) } }
            } @else {
                strong { "No decision yet" }
            }
        }
    }
}

/// The two-hour opinion begins when nothing of the data set is missing.
fn waits_for(held: &Held) -> Option<String> {
    let asked = held.case.referral.as_ref().is_some_and(|one| !one.details.is_empty());
    let missing: Vec<_> = missing(held, &Form::default()).collect();
    (asked && !missing.is_empty() && !complete(held)).then(|| {
        let words = missing.iter().map(|field| label(field)).collect::<Vec<_>>().join("; ");
        format!("The two-hour opinion starts when we know: {words}.")
    })
}

pub(super) fn complete(held: &Held) -> bool {
    held.case.milestones.contains_key(&rules::Milestone::MinimumDatasetComplete)
}

/// Starred items that neither the referral, nor an answer since, nor this form makes known.
pub(super) fn missing<'h>(
    held: &'h Held,
    form: &'h Form,
) -> impl Iterator<Item = &'static str> + use<'h> {
    let known = |value: &str| !matches!(value.trim(), "" | "unknown");
    still_missing(move |field| {
        let referral = held.case.referral.as_ref();
        let typed =
            referral.and_then(|one| one.details.get(field)).is_some_and(|value| known(value));
        let said = fact_of(field)
            .and_then(|fact| held.case.facts.get(fact))
            .is_some_and(|said| said.answer != pathway::facts::Answer::Word("unknown".into()));
        typed || said || known(form.get(field))
    })
}

/// The fact that a starred item tells, where there is one.
fn fact_of(field: &str) -> Option<&'static str> {
    Some(match field {
        "rate" => "x_sudden_onset",
        "fever" => "x_fever",
        "sepsis" => "x_sepsis",
        "steroid" => "dex_given",
        "anticoagulant" => "on_anticoagulant",
        "mri_safety" => "mri_contraindicated",
        "walking" => "n_gait",
        "pain" => "spinal_pain",
        "cancer" => "ca_known",
        _ => return None,
    })
}

/// Nobody has read it: who was called, who is next, and when.
fn unread(visit: &Visit, held: &Held, row: &BoardRow) -> Markup {
    let phone = &visit.app.site.coordinator_phone;
    let next = deadlines(&held.case, &visit.app.site)
        .into_iter()
        .filter_map(|deadline| Some((deadline.due, alerted(&deadline.kind)?)))
        .min_by_key(|(due, _)| *due);
    html! {
        @if row.acknowledged.is_none() && held.case.is_open() {
            div data-unread {
                (ui::notice(Tone::Warning, "Nobody has opened this yet", html! {
                    @if let Some((due, whom)) = next {
                        p {
                            "If not read by " time datetime=(due) { (visit.time(due)) }
                            " it alerts " (whom) "."
                        }
                    }
                    p { "Call " (ui::phone(phone)) " any time." }
                    @if !row.ladder.is_empty() {
                        ul {
                            @for (rung, at) in &row.ladder {
                                li data-rung=(rung.key()) { "Alerted the " (rung.words()) " " (visit.time(*at)) }
                            }
                        }
                    }
                }))
            }
        } @else {
            p { "Call " (ui::phone(phone)) " any time." }
        }
    }
}

fn alerted(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Ladder(Rung::Coordinator) => Some("the coordinator"),
        Kind::Ladder(Rung::Registrar) => Some("the on-call registrar"),
        Kind::Ladder(Rung::Consultant) => Some("the consultant"),
        Kind::Ladder(Rung::Switchboard) => {
            Some("the switchboard, which rings until somebody answers")
        }
        Kind::Unacknowledged(_) => Some("the coordinator again"),
        _ => None,
    }
}

/// Instructions that can still be answered.
fn answerable<'h>(held: &'h Held, visit: &'h Visit) -> impl Iterator<Item = &'h Instruction> {
    let open = held.case.is_open();
    held.case.instructions.iter().filter(move |one| open && can_answer(one, visit))
}

fn can_answer(one: &Instruction, visit: &Visit) -> bool {
    one.is_live(visit.now) && !matches!(one.answer, Some(Answered::Done(..)))
}

fn instructions(
    visit: &Visit,
    held: &Held,
    me: &Me,
    form: &Form,
    errors: &[(String, String)],
) -> Markup {
    let given: Vec<_> =
        held.case.instructions.iter().filter(|one| one.state(visit.now) != "withdrawn").collect();
    html! {
        section aria-labelledby="do-now" {
            h2 id="do-now" { "Do now" }
            @if given.is_empty() {
                (ui::empty_state(html! {
                    p { "Nothing yet. The coordinator's instructions appear here." }
                    p { a href=(held.path("")) { "Bring this page up to date" } }
                }))
            } @else {
                div.stack {
                    @for one in &given {
                        div.card {
                            (ui::instruction_line(&instruction_view(one, visit)))
                            @if held.case.is_open() && can_answer(one, visit) {
                                (answer::form(visit, held, one, me, form, errors))
                            }
                        }
                    }
                }
                p { a href=(held.path("/slip")) { "Print the slip for the bed" } }
            }
        }
    }
}

fn actions(visit: &Visit, held: &Held) -> Markup {
    html! {
        @if held.case.is_open() {
            div.actions {
                a.button href=(held.path("/worse")) { "Patient got worse" }
                a.button-second href=(held.path("/add")) { "Add information" }
                a.button-second href=(held.path("/leaving")) { "I am leaving: my replacement is…" }
            }
            p.hint { "Images: send them through the image exchange and say so under Add information." }
        } @else {
            p { "Call " (ui::phone(&visit.app.site.coordinator_phone)) " any time." }
        }
    }
}

/// A refusal as errors of fields; anything else is a problem of its own.
pub(super) fn fields_of(outcome: Outcome, scope: &str) -> Result<Vec<(String, String)>, Problem> {
    match outcome {
        Outcome::Done { .. } => Ok(Vec::new()),
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            Ok(vec![(format!("{field}{scope}"), message)])
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}
