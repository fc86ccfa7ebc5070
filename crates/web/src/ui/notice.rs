//! What a page says before, beside and after its form: errors, notices, the emergency card, facts.

use maud::{Markup, html};

use super::field::field_id;
use super::tier::shape;

/// One refused field, for the summary at the top of the page.
#[derive(Debug, Clone, Copy)]
pub struct FieldError<'a> {
    /// Name of the field.
    pub field: &'a str,
    /// What is wrong and how to put it right.
    pub message: &'a str,
}

/// The summary of everything that was refused; empty markup when nothing was.
pub fn error_summary(errors: &[FieldError<'_>]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div class="error-summary" role="alert" tabindex="-1" data-error-summary
                aria-labelledby="error-summary-title" {
                h2 id="error-summary-title" { "There is a problem" }
                ul {
                    @for error in errors {
                        li { a href={ "#" (field_id(error.field)) } { (error.message) } }
                    }
                }
            }
        }
    }
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Plain,
    /// Something that went well.
    Done,
    /// Something to be careful about.
    Warning,
    /// Something that must stop you.
    Stop,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "notice",
            Self::Done => "notice notice-done",
            Self::Warning => "notice notice-warning",
            Self::Stop => "notice notice-stop",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Plain => "Note",
            Self::Done => "Done",
            Self::Warning => "Take care",
            Self::Stop => "Stop",
        }
    }

    fn mark(self) -> Markup {
        match self {
            Self::Plain => html! {},
            Self::Done => html! { span aria-hidden="true" { "✓" } },
            Self::Warning => shape("tier-triangle"),
            Self::Stop => shape("tier-octagon"),
        }
    }
}

/// A boxed notice with a word, a mark and a text.
pub fn notice(tone: Tone, title: &str, body: Markup) -> Markup {
    html! {
        div class=(tone.class()) {
            p class="notice-title" {
                (tone.mark()) span { span class="visually-hidden" { (tone.word()) ": " } (title) }
            }
            div class="notice-body" { (body) }
        }
    }
}

/// The emergency card. Its heading is the page's first when `heading_level` is 1.
pub fn emergency_card(title: &str, phone_number: &str, body: Markup, heading_level: u8) -> Markup {
    html! {
        section class="emergency" aria-labelledby="emergency-title" {
            div class="emergency-head" {
                (shape("tier-octagon"))
                @if heading_level == 1 {
                    h1 id="emergency-title" tabindex="-1" { (title) }
                } @else {
                    h2 id="emergency-title" { (title) }
                }
                a class="button button-emergency" href={ "tel:" (digits(phone_number)) } {
                    "Call " (phone_number)
                }
            }
            div class="emergency-body" { (body) }
        }
    }
}

/// A telephone number that dials.
pub fn phone(number: &str) -> Markup {
    html! { a class="tel" href={ "tel:" (digits(number)) } { (number) } }
}

/// Links that look like tabs; each leads to its own page.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: String,
    /// What is new there: "3 new".
    pub note: Option<String>,
    /// This is the page we are on.
    pub current: bool,
}

/// The tabs of a case.
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label)
                            @if let Some(note) = &tab.note { " " span class="count" { (note) } }
                        }
                    }
                }
            }
        }
    }
}

/// Facts as label and value, one a line.
pub fn summary_list(rows: &[(&str, Markup)]) -> Markup {
    html! {
        dl class="summary" {
            @for (label, value) in rows { div { dt { (label) } dd { (value) } } }
        }
    }
}

/// "Why?" beside a computed thing: closed until asked.
pub fn why(label: &str, body: Markup) -> Markup {
    html! { details class="why" { summary { (label) } div { (body) } } }
}

/// What will appear here, who makes it appear, and one action.
pub fn empty_state(body: Markup) -> Markup {
    html! { div class="empty" { (body) } }
}

fn digits(number: &str) -> String {
    number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
}
