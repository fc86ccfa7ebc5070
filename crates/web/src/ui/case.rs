//! What stands over and inside a case: who it is, what to do in the next hour, what happened.

use maud::{Markup, html};

use super::tier::shape;

/// Identity as the banner prints it. An empty part prints "Not known".
#[derive(Debug, Clone, Default)]
pub struct PatientBanner {
    /// "SMITH, Ann (Mrs)".
    pub name: String,
    /// "14-Jul-1945 (81y)".
    pub born: String,
    /// "999 000 0018".
    pub nhs_number: String,
    /// "Female".
    pub sex: String,
    /// Our short reference.
    pub reference: String,
    /// Warnings that stay in sight.
    pub flags: Vec<Flag>,
}

/// One warning of the banner, in words and with a shape.
#[derive(Debug, Clone)]
pub struct Flag {
    /// "SPINE: UNSTABLE – see order".
    pub words: String,
    /// Filled, first in line.
    pub critical: bool,
}

/// The banner: sticky, never taller than 56 px.
pub fn patient_banner(patient: &PatientBanner) -> Markup {
    html! {
        div class="patient" data-patient-banner {
            div class="identity" {
                strong class="identity-name" data-private { (known(&patient.name)) }
                span { span class="term" { "Born " } span data-private { (known(&patient.born)) } }
                span {
                    span class="term" { "NHS No. " }
                    span class="number" data-private { (known(&patient.nhs_number)) }
                }
                span { (known(&patient.sex)) }
                @if !patient.reference.is_empty() {
                    span class="identity-reference" {
                        span class="term" { "Ref " } (patient.reference)
                    }
                }
            }
            @if !patient.flags.is_empty() {
                ul class="flags" aria-label="Warnings" {
                    @for flag in &patient.flags {
                        li class=(if flag.critical { "flag flag-critical" } else { "flag" }) {
                            (shape(if flag.critical { "tier-triangle" } else { "tier-square" }))
                            (flag.words)
                        }
                    }
                }
            }
        }
    }
}

/// How far an instruction has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstructionState {
    /// Sent, not yet seen.
    Sent,
    /// Opened by the person who must do it.
    Seen,
    /// Done.
    Done,
    /// Cannot be done, with a reason.
    Cannot,
    /// Past its time.
    Expired,
}

impl InstructionState {
    /// Value of `data-state`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Seen => "seen",
            Self::Done => "done",
            Self::Cannot => "cant",
            Self::Expired => "expired",
        }
    }

    /// The word shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::Seen => "Seen",
            Self::Done => "Done",
            Self::Cannot => "Cannot",
            Self::Expired => "Expired",
        }
    }
}

/// One live instruction.
#[derive(Debug, Clone)]
pub struct InstructionView {
    /// Value of `data-instruction`.
    pub id: String,
    /// What to do; identical on every screen and print.
    pub text: String,
    /// How far it has come.
    pub state: InstructionState,
    /// "Rao 14:20 · seen by ward 14:25 · expires 14:20 tomorrow".
    pub detail: String,
}

/// What must happen in the next hour, under the banner.
pub fn next_hour_strip(instructions: &[InstructionView]) -> Markup {
    html! {
        section class="next-hour" aria-labelledby="next-hour-title" {
            h2 id="next-hour-title" { "Next hour" }
            @if instructions.is_empty() {
                p { "No live instructions." }
            } @else {
                ol { @for instruction in instructions { li { (instruction_line(instruction)) } } }
            }
        }
    }
}

/// One instruction with its state and who has seen it.
pub fn instruction_line(instruction: &InstructionView) -> Markup {
    html! {
        div class="instruction" data-instruction=(instruction.id)
            data-state=(instruction.state.key()) {
            span class="instruction-text" { (instruction.text) }
            span class="instruction-state" { (mark(instruction.state)) (instruction.state.words()) }
            span class="instruction-detail" { (instruction.detail) }
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, Default)]
pub struct TimelineEntry {
    /// Stable id, used as an anchor.
    pub id: String,
    /// When it happened, for machines (RFC 3339).
    pub happened_at: String,
    /// When it happened, in words.
    pub happened_words: String,
    /// When we were told, in words, if that was later.
    pub recorded_words: Option<String>,
    /// Kind: "Neuro", "MRI", "Note".
    pub kind: String,
    /// What happened.
    pub text: String,
    /// Who said or did it.
    pub actor: String,
    /// What was written before, and why it changed.
    pub corrections: Vec<Correction>,
    /// Not seen before by this reader.
    pub new: bool,
    /// The page on which it can be corrected.
    pub correct: Option<String>,
}

/// An earlier version, struck through.
#[derive(Debug, Clone, Default)]
pub struct Correction {
    /// What was written.
    pub was: String,
    /// "corrected 14:24 by A. Ng: wrong patient read out".
    pub detail: String,
}

/// Newest first; corrected text stays, struck through.
pub fn timeline(entries: &[TimelineEntry]) -> Markup {
    html! {
        ol class="timeline" {
            @for entry in entries {
                li id=(entry.id) class=[entry.new.then_some("timeline-new")] {
                    div class="timeline-when" {
                        @if let Some(recorded) = &entry.recorded_words {
                            span class="term" { "happened " }
                            time datetime=(entry.happened_at) { (entry.happened_words) }
                            span class="timeline-recorded" { "recorded " (recorded) }
                        } @else {
                            time datetime=(entry.happened_at) { (entry.happened_words) }
                        }
                    }
                    div {
                        p {
                            strong { (entry.kind) } " " (entry.text)
                            @if entry.new { " " span class="count" { "new" } }
                        }
                        @for correction in &entry.corrections {
                            p class="correction" {
                                del { (correction.was) } " " span { (correction.detail) }
                            }
                        }
                        p class="timeline-actor" {
                            (entry.actor)
                            @if let Some(page) = &entry.correct {
                                " · " a class="screen-only" href=(page) {
                                    "Correct this entry"
                                    span class="visually-hidden" { ": " (entry.kind) " " (entry.happened_words) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn known(text: &str) -> &str {
    if text.trim().is_empty() { "Not known" } else { text }
}

fn mark(state: InstructionState) -> &'static str {
    match state {
        InstructionState::Done => "✓ ",
        InstructionState::Cannot | InstructionState::Expired => "▲ ",
        InstructionState::Sent | InstructionState::Seen => "",
    }
}
