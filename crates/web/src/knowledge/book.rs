//! The rule book: every rule and clock with its sentence, condition, source, strength, confidence,
//! revision and status, in the order of the tables. On the page and as a document of its own.

use axum::response::Response;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use rules::{CLOCKS, Citation, Clock, RULES, Rule, Settings, Span, Status, Step};

use super::sentence;
use crate::ui;
use crate::visit::{View, Visit};

pub(super) async fn show(visit: Visit) -> Response {
    let signed_by = visit.app.site.rules_signed_off_by.as_deref();
    let body = html! {
        div class="actions" { button class="button-second" type="button" data-print hidden { "Print" } }
        (book(&visit.app.rules, signed_by))
    };
    visit.page(View::new("Rule book", body))
}

/// The book as one HTML document that needs no other file, as released: no site's targets, nobody's
/// signature.
pub fn document() -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Rule book, " (rules::RELEASE) " – Cordline" }
                style { (PreEscaped(STYLE)) }
            }
            body { main { h1 { "Rule book" } (book(&Settings::default(), None)) } }
        }
    };
    page.into_string()
}

const STYLE: &str = "body{font:11pt/1.4 sans-serif;margin:2em auto;max-width:46em;padding:0 1em}\
    article{border-top:1px solid #777;break-inside:avoid}dt{font-weight:bold}dd{margin:0 0 .4em}\
    h3{margin:.6em 0 .2em}code{font-size:.9em}@page{size:A4;margin:18mm}";

fn book(settings: &Settings, signed_by: Option<&str>) -> Markup {
    html! {
        p {
            "Release " (rules::RELEASE) ": " (RULES.len()) " rules and " (CLOCKS.len()) " clocks. "
            @if let Some(by) = signed_by { "Signed off at this site by " (by) "." }
            @else { strong { "Not signed off at this site." } " Drafts are off; they decide nothing." }
        }
        p { "All rules that hold count; the most urgent one sets the tier. \"Not known\" is never read as \"no\". The sentences are our own words; read the source before you rely on one." }
        h2 id="rules" { "Rules" }
        @for rule in RULES { (one_rule(rule, settings, signed_by)) }
        h2 id="clocks" { "Clocks" }
        @for clock in CLOCKS { (one_clock(clock, settings, signed_by)) }
    }
}

fn one_rule(rule: &Rule, settings: &Settings, signed_by: Option<&str>) -> Markup {
    let here = settings.limit_h(rule);
    html! {
        article class="card" id=(rule.id) data-rule=(rule.id) {
            h3 { (rule.id) " · " (rule.says) }
            (ui::summary_list(&[
                ("Holds when", condition(&rule.when)),
                ("Urgency", html! {
                    "Tier " (rule.tier.code()) ": " (rule.tier.words()) ", " (within(rule.limit_h))
                    @if here != rule.limit_h { "; here " (within(here)) }
                }),
                ("Asks for", steps(rule.steps)),
                ("For", html! { (audience(rule.audience)) }),
                ("Source", sources(rule.source)),
                ("Strength", html! { (rule.strength.key()) }),
                ("Confidence", html! { (rule.confidence.key()) ": " (rule.confidence.words()) }),
                ("Revision", html! { (rule.revision) }),
                ("Status", status(rule.status, rule.approved_by, rule.approved_at, signed_by)),
            ]))
        }
    }
}

fn one_clock(clock: &Clock, settings: &Settings, signed_by: Option<&str>) -> Markup {
    let here = settings.target(clock);
    html! {
        article class="card" id=(clock.id) data-rule=(clock.id) {
            h3 { (clock.id) " · " (clock.says) }
            (ui::summary_list(&[
                ("Counts from", html! { (sentence(clock.start.meaning())) }),
                ("Ends when", html! { (sentence(clock.stop.meaning())) }),
                ("Target", html! {
                    (span(clock.target)) @if here != clock.target { "; here " (span(here)) }
                }),
                ("Turns amber, red", html! {
                    (clock.amber.map_or_else(|| "no amber".to_owned(), span)) ", "
                    (clock.red.map_or_else(|| "no red".to_owned(), span))
                }),
                ("Kind", html! { (clock.kind.key().replace('_', " ")) }),
                ("Runs when", condition(&clock.applies_when)),
                ("When missed", steps(clock.on_breach)),
                ("Source", sources(clock.source)),
                ("Confidence", html! { (clock.confidence.key()) ": " (clock.confidence.words()) }),
                ("Revision", html! { (clock.revision) }),
                ("Status", status(clock.status, clock.approved_by, clock.approved_at, signed_by)),
            ]))
        }
    }
}

/// In words, and as the table of the rule book has it, so that both can be compared.
fn condition(condition: &rules::Condition) -> Markup {
    html! {
        (sentence(&condition.in_words().to_string()))
        br;
        code { (condition) }
    }
}

fn within(hours: u16) -> String {
    match hours {
        0 => "now".to_owned(),
        1 => "within 1 hour".to_owned(),
        more => format!("within {more} hours"),
    }
}

fn span(span: Span) -> String {
    match span {
        Span::Hours { hundredths: 0 } => "at once".to_owned(),
        Span::Hours { .. } => format!("{span} hours"),
        Span::WorkingDays { .. } => {
            format!("{} working days", span.to_string().replace("working_days:", ""))
        }
    }
}

fn audience(audience: rules::For) -> &'static str {
    match audience {
        rules::For::Public => "the public check",
        rules::For::Clinician => "clinicians",
        rules::For::Both => "the public check and clinicians",
    }
}

fn steps(steps: &[Step]) -> Markup {
    html! {
        @if steps.is_empty() { "Nothing by itself" }
        @else { ul { @for step in steps { li { (step.meaning()) } } } }
    }
}

fn sources(sources: &[Citation]) -> Markup {
    html! {
        ul {
            @for source in sources {
                li {
                    (source)
                    @if let Some(date) = source.date { ", " (date) }
                    @if let Some(url) = source.url { ", " (url) }
                }
            }
        }
    }
}

fn status(status: Status, by: Option<&str>, at: Option<&str>, signed_here: Option<&str>) -> Markup {
    html! {
        (sentence(status.key()))
        @if status == Status::Draft { " · " span class="draft-label" { "Unverified draft" } }
        " · "
        @if let Some(by) = by { "signed off by " (by) " " (at.unwrap_or_default()) }
        @else if let Some(by) = signed_here { "signed off at this site by " (by) }
        @else { "not signed off at this site" }
    }
}
