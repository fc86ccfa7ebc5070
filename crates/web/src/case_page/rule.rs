//! What a rule or clock says: its sentence, when it holds, who says so, and that it is not signed
//! off until somebody has.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use rules::{Citation, Clock, Rule};

use crate::problem::Problem;
use crate::ui;
use crate::visit::{View, Visit};

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let body = rules::rule(&id)
        .map(rule)
        .or_else(|| rules::clock(&id).map(clock))
        .ok_or_else(Problem::not_found)?;
    let heading = if id.starts_with("CLK") { format!("Clock {id}") } else { format!("Rule {id}") };
    Ok(visit.page(View { heading: Some(&heading), ..View::new("Rule", body) }))
}

fn rule(rule: &Rule) -> Markup {
    html! {
        p class="lead" { (rule.says) }
        (ui::summary_list(&[
            ("Urgency", html! { (rule.tier.words()) }),
            ("Within", html! { @if rule.limit_h == 0 { "now" } @else { (rule.limit_h) " hours" } }),
            ("Holds when", html! { code { (rule.when) } }),
            ("The words in it", names(&rule.when)),
            ("Asks for", html! { ul { @for step in rule.steps { li { (step.meaning()) } } } }),
            ("Source", sources(rule.source)),
            ("Strength", html! { (rule.strength.key()) }),
            ("Confidence", html! { (rule.confidence.key()) ": " (rule.confidence.words()) }),
            ("Revision", html! { (rule.revision) " · " (rules::RELEASE) }),
            ("Status", status(rule.status, rule.approved_by, rule.approved_at)),
        ]))
    }
}

fn clock(clock: &Clock) -> Markup {
    html! {
        p class="lead" { (clock.says) }
        (ui::summary_list(&[
            ("Counts from", html! { (clock.start.meaning()) }),
            ("Ends with", html! { (clock.stop.meaning()) }),
            ("Target", html! { (clock.target) }),
            ("Kind", html! { (pathway::clock::kind_words(clock.kind)) }),
            ("Runs when", html! { code { (clock.applies_when) } }),
            ("The words in it", names(&clock.applies_when)),
            ("When missed", html! { ul { @for step in clock.on_breach { li { (step.meaning()) } } } }),
            ("Source", sources(clock.source)),
            ("Confidence", html! { (clock.confidence.key()) ": " (clock.confidence.words()) }),
            ("Revision", html! { (clock.revision) " · " (rules::RELEASE) }),
            ("Status", status(clock.status, clock.approved_by, clock.approved_at)),
        ]))
    }
}

/// The vocabulary of a condition, each word with its meaning.
fn names(condition: &rules::Condition) -> Markup {
    use rules::Condition::{Differs, Equals, Is, Number};
    let mut words: Vec<(&str, &str)> = Vec::new();
    condition.walk(&mut |part| {
        let word = match part {
            Is(name) | Equals(name, _) | Differs(name, _) => (name.key(), name.meaning()),
            Number(number, _, _) => (number.key(), number.meaning()),
            _ => return,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    });
    html! { ul { @for (key, meaning) in words { li { code { (key) } ": " (meaning) } } } }
}

fn sources(all: &[Citation]) -> Markup {
    html! {
        ul {
            @for one in all {
                li {
                    (one)
                    @if let Some(date) = one.date { ", " (date) }
                    @if let Some(url) = one.url { " · " a href=(url) rel="noreferrer" { (url) } }
                }
            }
        }
    }
}

fn status(status: rules::Status, by: Option<&str>, at: Option<&str>) -> Markup {
    html! {
        (status.key())
        @if status == rules::Status::Draft { " · " span class="draft-label" { "Unverified draft" } }
        " · "
        @if let Some(by) = by { "signed off by " (by) " " (at.unwrap_or_default()) } @else { strong { "not signed off" } }
    }
}
