//! Sheets made to be printed: the handover, the instruction slip, and the wall that is only read.

use jiff::Timestamp;
use maud::{Markup, html};

use super::board::not_acknowledged;
use super::clock::{ClockView, clock_bar};
use super::tier::{TierView, tier_badge};
use super::{Audience, BoardSource, InstructionView, live_badge};

/// Head of the handover sheet.
#[derive(Debug, Clone, Default)]
pub struct HandoverHead {
    /// "22-Nov-2026 08:01".
    pub printed: String,
    /// "A. Ng".
    pub by: String,
    /// "20:00".
    pub valid_until: String,
    /// "1 tier raised, 2 new, 1 closed".
    pub changes: String,
}

/// One case of the handover sheet.
#[derive(Debug, Clone)]
pub struct HandoverCase {
    /// "SMITH, Ann F 81".
    pub person: String,
    /// "999 000 0018", or the date of birth where no number is known.
    pub second_identifier: String,
    /// "Ward 7, phone 2207".
    pub place: String,
    /// How urgent.
    pub tier: TierView,
    /// Label and text: Story, Neuro, Spine, Steroid, Clocks, To do, If... then.
    pub facts: Vec<(String, String)>,
    /// Ceiling of care; nothing prints NOT RECORDED.
    pub ceiling: Option<String>,
}

/// The sheet: A4 landscape, at most eight cases a page, none split.
pub fn handover_sheet(head: &HandoverHead, cases: &[HandoverCase]) -> Markup {
    html! {
        section class="handover" {
            @for (place, page) in cases.chunks(CASES_A_PAGE).enumerate() {
                (handover_head(head, place == 0))
                ol class="handover-page" start=(place * CASES_A_PAGE + 1) {
                    @for case in page { (handover_case(case)) }
                }
            }
            @if cases.is_empty() {
                (handover_head(head, true))
                p { "No open cases." }
            }
            p class="handover-changes" { "Changes since last handover: " (head.changes) }
        }
    }
}

const CASES_A_PAGE: usize = 8;

/// Printed over every page; on screen once.
fn handover_head(head: &HandoverHead, first: bool) -> Markup {
    html! {
        header class=(if first { "handover-head" } else { "handover-head print-only" }) {
            strong { "CORDLINE HANDOVER" }
            span { (head.printed) } span { "by " (head.by) }
            span { "valid until " (head.valid_until) } span { "confidential: shred" }
        }
    }
}

fn handover_case(case: &HandoverCase) -> Markup {
    html! {
        li class="handover-case" {
            div class="handover-who" {
                strong { (case.person) } span { (case.second_identifier) } span { (case.place) }
                (tier_badge(&case.tier, Audience::Staff))
            }
            dl class="handover-facts" {
                @for (label, text) in &case.facts { div { dt { (label) } dd { (text) } } }
                div {
                    dt { "Ceiling" }
                    dd {
                        @if let Some(ceiling) = &case.ceiling { (ceiling) }
                        @else { strong { "NOT RECORDED" } }
                    }
                }
            }
        }
    }
}

/// The slip a ward pins up: who, what to do, whom to call.
pub fn instruction_slip(
    person: &str,
    second_identifier: &str,
    tier: &TierView,
    instructions: &[InstructionView],
    call_if: Markup,
) -> Markup {
    html! {
        section class="slip" {
            header class="slip-head" {
                strong { (person) } span { (second_identifier) }
            }
            (tier_badge(tier, Audience::Staff))
            ol class="slip-list" {
                @for instruction in instructions {
                    li {
                        span class="slip-box" aria-hidden="true" {}
                        div {
                            strong { (instruction.text) }
                            p { (instruction.state.words()) " · " (instruction.detail) }
                        }
                    }
                }
            }
            div class="slip-call" { (call_if) }
        }
    }
}

/// One case on the wall: initials and age only.
#[derive(Debug, Clone)]
pub struct WallTile {
    /// Value of `data-case`.
    pub case: String,
    /// "A.S. 81".
    pub initials: String,
    /// "Ward 7".
    pub place: String,
    /// How urgent.
    pub tier: TierView,
    /// Where it belongs, as on the board.
    pub order: String,
    /// Version of the row.
    pub version: u64,
    /// Since when nobody has acknowledged it.
    pub unacknowledged: Option<Timestamp>,
    /// The clock that matters most.
    pub clock: Option<ClockView>,
    /// What happens next.
    pub next: String,
}

/// The wall: large, read only, live. Serve the page with class `wall` and `board.js`.
pub fn wall(source: &BoardSource<'_>, tiles: &[Markup]) -> Markup {
    html! {
        section class="board" data-board data-stream=(source.stream) data-poll=(source.poll)
            data-board-phone=(source.phone) data-shortcuts="off"
            data-time-zone=(source.time_zone) data-position=(source.position) {
            (live_badge(source))
            ol class="wall-list" data-rows { @for tile in tiles { (tile) } }
            div class="empty" data-empty hidden[!tiles.is_empty()] { p { "No open cases." } }
        }
    }
}

/// One line of the wall; also sent as the `html` of a `row` event of the wall's stream.
pub fn wall_tile(tile: &WallTile, now: Timestamp) -> Markup {
    html! {
        li class="wall-tile" data-case=(tile.case) data-tier=(tile.tier.tier.code())
            data-order=(tile.order) data-version=(tile.version)
            data-unacknowledged[tile.unacknowledged.is_some()] {
            div class="wall-who" { strong { (tile.initials) } span { (tile.place) } }
            div {
                (tier_badge(&tile.tier, Audience::Staff))
                @if let Some(since) = tile.unacknowledged { (not_acknowledged(since, now)) }
            }
            div { @if let Some(clock) = &tile.clock { (clock_bar(clock, now)) } }
            p class="wall-next" { (tile.next) }
        }
    }
}
