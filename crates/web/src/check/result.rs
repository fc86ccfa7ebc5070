//! What to do now. Never a diagnosis, never "you are fine"; and nothing asked before the advice.

use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use rules::{Audience, Decision, Step, Tier};

use super::answers::Answers;
use crate::ui::{self, TierView};
use crate::visit::{View, Visit};

/// The answer of the rules to everything that was said.
pub(crate) fn decide(visit: &Visit, answers: &Answers) -> Decision {
    rules::triage(&answers.facts(), Audience::Public, &visit.app.rules)
}

pub(super) fn show(visit: &Visit, answers: &Answers) -> Response {
    let decision = decide(visit, answers);
    let body = match decision.tier {
        Tier::E0 | Tier::E1 | Tier::I1 => html! {
            (emergency(visit, answers, &decision))
            (send_on(visit, answers, "Send these answers to the hospital team", "This is optional, and only after you have called or are on your way."))
        },
        _ => advice(visit, answers, &decision),
    };
    visit.page(View { heading: None, ..View::new("What to do now", body) })
}

/// The emergency page, without anything that could hold it up.
pub(crate) fn emergency(visit: &Visit, answers: &Answers, decision: &Decision) -> Markup {
    let infection = decision.tier == Tier::I1;
    let title = if infection { "Go to A&E now" } else { "Emergency: call 999 or go to A&E now" };
    let cancer = answers.is_yes("ca_known");
    let still = decision.actions.contains(&Step::ShowCall999KeepStill);
    let body = html! {
        ul {
            @if infection {
                li { "Go to A&E " strong { "now" } ". If you cannot get there safely, call " (ui::phone("999")) "." }
                li { "You may have an infection that needs treatment within the hour, above all on cancer treatment." }
            } @else if still {
                li { "Call " (ui::phone("999")) ". Keep still. Do not let anyone move you until help is there." }
            } @else {
                li { "Call " (ui::phone("999")) " or have someone take you to A&E now. Do not wait until morning, and do not wait for this hospital to call." }
            }
            li { strong { "Do not drive yourself." } }
            @if !infection {
                li { "Bend and twist as little as possible. If moving hurts, lie flat." }
            }
            li { "Take your list of medicines with you." }
            @if cancer || infection {
                li { "Ring your cancer team's 24-hour line as well: " (ui::phone(&visit.app.site.cancer_line_phone)) ". It does not replace 999." }
            }
        }
        h2 { "What to say" }
        p.lead {
            @if infection {
                q { "I have a fever and pain in my back" @if cancer { ", and I have cancer" } ". It may be an infection." }
            } @else if cancer {
                q { "I have, or had, cancer, and I may have pressure on my spinal cord." }
            } @else {
                q { "I may have pressure on my spinal cord or the nerves in my back." }
            }
        }
        (summary(visit, answers))
    };
    ui::emergency_card(title, "999", body, 1)
}

/// The answers in large words, to show to staff. Works once loaded, without a network.
pub(super) fn summary(visit: &Visit, answers: &Answers) -> Markup {
    html! {
        h2 { "Show this to the staff" }
        p.lead { "Answered " (visit.time(visit.now)) @if answers.for_someone_else { ", by someone else for the person" } ":" }
        ul.lead {
            @for (meaning, said) in answers.in_words() {
                li { (meaning) @if said == "unknown" { ": not sure" } @else if said != "yes" { ": " (said) } }
            }
        }
        p.screen-only { button.button-second type="button" data-print hidden { "Print this page" } }
    }
}

fn advice(visit: &Visit, answers: &Answers, decision: &Decision) -> Markup {
    let hours = i64::from(decision.limit_h);
    let by = visit.now.checked_add(SignedDuration::from_hours(hours)).unwrap_or(visit.now);
    let line = action_line(visit, decision, &visit.time(by));
    let show = |step: Step| decision.actions.contains(&step);
    let site = &visit.app.site;
    html! {
        h1 tabindex="-1" { "What to do now" }
        div.tier-large { (ui::tier_badge(&TierView::new(decision.tier, line), ui::Audience::Public)) }
        @if show(Step::CheckTemperatureNow) { p { strong { "Take your temperature now." } " At 37.5 or more, below 36, or if you feel very unwell, go to A&E." } }
        @if show(Step::PaediatricRoute) { p { "For anyone under 18: speak to 111 or a children's emergency department today." } }
        h2 { "Who to call" }
        ul {
            @if answers.is_yes("ca_known") || show(Step::ShowRingCancerLine) {
                li { "Your cancer team's 24-hour line: " (ui::phone(&site.cancer_line_phone)) "." }
            }
            li { "111 at any hour, or your GP while it is open." }
            li { "Our coordinator: " (ui::phone(&site.coordinator_phone)) "." }
        }
        h2 { "What to say" }
        p.lead {
            @if answers.is_yes("ca_known") {
                q { "I have, or had, cancer, and I am worried about my spine." }
            } @else {
                q { "I am worried about my spine." }
            }
        }
        h2 { "Why" }
        ul {
            @for (meaning, said) in answers.in_words() {
                li { @if said == "unknown" { "You were not sure about: " (meaning) } @else { "You told us: " (meaning) @if said != "yes" { " " (said) } } }
            }
            @if answers.in_words().is_empty() { li { "Nothing you told us is a danger sign. That can change, so keep the list below." } }
        }
        h2 { "Meanwhile" }
        p { "Move as comfort allows. Do not lift. Keep taking your usual medicines. Write down what changes, and when." }
        (warning_changes())
        @if decision.tier == Tier::R0 {
            p { strong { "Check again on " (crate::when::day(by.to_zoned_datetime(site.time_zone()).date())) } ", or sooner if anything changes." }
        }
        (send_on(visit, answers, "Ask the team to call you", "They will want your name and a number. Nothing is sent before you say so."))
    }
}

/// The fixed line under the words of a tier.
fn action_line(visit: &Visit, decision: &Decision, by: &str) -> String {
    match decision.tier {
        Tier::S1 => format!(
            "Speak to someone today. If you leave a number below, a person will call by {by}. \
             Otherwise ring 111 or your GP today."
        ),
        Tier::U1 => format!(
            "Ring your cancer team's 24-hour line today: {}. You can also ask for a call by {by}.",
            visit.app.site.cancer_line_phone
        ),
        Tier::U2 => format!("Speak to a GP urgently, or ring 111, by {by}."),
        _ => "See a GP if it does not settle. Watch for the changes below.".into(),
    }
}

/// What must bring a person back at once.
pub(crate) fn warning_changes() -> Markup {
    html! {
        h2 { "Come back now if anything of this begins" }
        ul {
            li { "weak, heavy or clumsy arms or legs" }
            li { "walking gets harder" }
            li { "numbness or tingling" }
            li { "numbness between the legs" }
            li { "new trouble with bladder or bowels" }
            li { "fever, or suddenly much worse" }
        }
        p { "Then call " (ui::phone("999")) " or go to A&E. Any hour, any day. Do not wait for a call." }
    }
}

fn send_on(visit: &Visit, answers: &Answers, button: &str, words: &str) -> Markup {
    html! {
        form.screen-only method="post" action="/refer/self/start" {
            (ui::hidden("answers", &answers.seal(visit)))
            p { (words) }
            button.button-second type="submit" { (button) }
        }
        p.screen-only { a.button-second href="/check" { "Start again" } }
    }
}
