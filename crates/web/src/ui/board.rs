//! The coordinator's board: what each row shows and the hooks its script works on.
//!
//! Contract with `assets/board.js`: `data-stream` is a server-sent event source with the named
//! events `beat` (`{"now": RFC 3339, "position"}`, at once on connection and then every 10 s), `row`
//! (`{"case", "html" or null, "interrupt" or null, "position", "version"}`), `summary`
//! (`{"counts": {name: number}}`), `head` (`{"html"}`) and `reload`; `data-poll` with `since=POSITION`
//! answers `{"now", "position", "rows": [as above]}`. A row carries no word about who looks at it, so
//! one text serves every screen; `data-order` says where it belongs and `data-views` in which views.

use jiff::Timestamp;
use maud::{Markup, html};

use super::clock::{ClockView, clock_bar, clock_met, duration};
use super::tier::{TierView, tier_badge};
use super::{Audience, phone};

/// One case on the board.
#[derive(Debug, Clone)]
pub struct BoardRow {
    /// Value of `data-case`.
    pub case: String,
    /// Version of the row, for `data-version`.
    pub version: u64,
    /// Page of the case.
    pub href: String,
    /// How urgent.
    pub tier: TierView,
    /// Where it belongs: rows stand in the order of this text.
    pub order: String,
    /// Views it belongs to, by name.
    pub views: String,
    /// Who has it in hand, separated by `|`, for the view "my".
    pub people: String,
    /// The soonest deadline.
    pub soonest: Option<Timestamp>,
    /// Since when nobody has acknowledged it; holds the interruption.
    pub unacknowledged: Option<Timestamp>,
    /// "SMITH, Ann 81F".
    pub person: String,
    /// "Ward 7, Northfield".
    pub place: String,
    /// "walks with 2 ↓ (was 1)".
    pub neuro: String,
    /// When last examined here.
    pub examined: Option<Timestamp>,
    /// The one or two clocks that matter most.
    pub clocks: Vec<ClockView>,
    /// The clock met last, shown small.
    pub met: Option<ClockView>,
    /// How many clocks are not shown.
    pub more_clocks: usize,
    /// How many of those run.
    pub more_running: usize,
    /// What holds it up: "awaiting referrer: eGFR".
    pub blocked_by: Option<String>,
    /// "Chased MRI for a scan slot, today 14:10".
    pub chased: Option<String>,
    /// The reader keeps it at the top.
    pub pinned: bool,
    /// Where the person is, by which rows can be gathered; empty when not known.
    pub location: String,
    /// "Confirm 16:00 slot".
    pub next_action: String,
    /// "A. Ng · 14:45".
    pub next_owner: String,
    /// Short flags: "Unstable spine", "2 unread", "Images here".
    pub flags: Vec<String>,
    /// State of the ladder while it climbs.
    pub ladder: Option<String>,
    /// Where to ring.
    pub phone: Option<String>,
    /// Forms and links of the row, made by the page.
    pub actions: Markup,
}

/// One count over the board; a link that filters.
#[derive(Debug, Clone)]
pub struct BoardCount {
    /// Stable name, for the live figure.
    pub name: String,
    /// "Unacknowledged".
    pub label: String,
    /// How many; nothing where the figure depends on who looks.
    pub count: Option<usize>,
    /// The filtered board.
    pub href: String,
    /// The filter is on.
    pub current: bool,
    /// Key that opens it (1 to 6).
    pub key: Option<char>,
}

/// Where the board's script listens, and what it says when it cannot.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four switches of one person, each an attribute of its own"
)]
pub struct BoardSource<'a> {
    /// Server-sent events.
    pub stream: &'a str,
    /// Rows as markup, for polling.
    pub poll: &'a str,
    /// Rung when the board is not live.
    pub phone: &'a str,
    /// Single-key shortcuts are on for this person.
    pub shortcuts: bool,
    /// Sound is on for this person.
    pub sound: bool,
    /// "14:32:07" in the site's time.
    pub now_words: &'a str,
    /// The site's time zone by its IANA name, in which the script writes the time.
    pub time_zone: &'a str,
    /// Position of the last event this page shows.
    pub position: u64,
    /// The view, by name; empty for all.
    pub view: &'a str,
    /// Name of the person who looks, for the view "my".
    pub person: &'a str,
    /// How rows are gathered: `nothing`, `urgency` or `place`.
    pub group: &'a str,
    /// Cases this person keeps at the top, separated by blanks.
    pub pins: &'a str,
    /// This very board, to return to after a pin.
    pub back: &'a str,
    /// This person may acknowledge.
    pub may_acknowledge: bool,
    /// This person may record progress.
    pub may_progress: bool,
}

/// Badge, counts, held changes, table and shortcut list.
pub fn board(
    source: &BoardSource<'_>,
    counts: &[BoardCount],
    arrange: &Markup,
    rows: &[Markup],
) -> Markup {
    html! {
        section class="board" data-board data-stream=(source.stream) data-poll=(source.poll)
            data-board-phone=(source.phone) data-sound=(on_off(source.sound))
            data-shortcuts=(on_off(source.shortcuts)) data-time-zone=(source.time_zone)
            data-position=(source.position) data-view=(source.view) data-person=(source.person)
            data-group=(source.group) data-pins=(source.pins)
            data-no-acknowledge[!source.may_acknowledge] data-no-progress[!source.may_progress] {
            div class="board-bar" {
                (live_badge(source))
                div class="board-tools" {
                    button class="button-small" type="button" hidden data-apply data-held
                        aria-live="polite" { "Changes waiting · press u" }
                    button class="button-small" type="button" hidden data-sound-test {
                        "Test alert sound"
                    }
                    button class="button-small" type="button" hidden data-privacy-toggle
                        aria-pressed="false" { "Hide names (b)" }
                    button class="button-small" type="button" hidden data-help-open {
                        "Shortcuts (?)"
                    }
                }
            }
            (board_counts(counts))
            (arrange)
            // Each row's pin is a button of this one form.
            form id="pins" method="post" action="/board/pin" data-quick { (super::hidden("next", source.back)) }
            div class="interrupt" data-interrupts {}
            div class="board-scroll" {
                table class="board-table" data-grid {
                    caption class="visually-hidden" { "Open cases, most urgent first" }
                    thead {
                        tr {
                            th scope="col" { "Patient" } th scope="col" { "Urgency" }
                            th scope="col" { "Neurology" } th scope="col" { "Clocks" }
                            th scope="col" { "Next action" } th scope="col" { "Do" }
                        }
                    }
                    tbody data-rows { @for row in rows { (row) } }
                }
            }
            div class="empty" data-empty hidden[!rows.is_empty()] {
                p {
                    "No open cases" @if !source.view.is_empty() { " in this view" }
                    ". New referrals appear here within a second. Test the alert sound."
                }
            }
            dialog class="dialog dialog-quick" data-quick-dialog aria-label="Act on this case" {
                div data-quick-place {}
                button class="button-second" type="button" data-dialog-close { "Back to the list" }
            }
            (shortcuts_dialog(source.shortcuts))
        }
    }
}

/// Counts over the board; their figures also come as the `summary` event.
pub fn board_counts(counts: &[BoardCount]) -> Markup {
    html! {
        ul class="counts" {
            @for count in counts {
                li class=[(count.count == Some(0)).then_some("count-zero")] {
                    a href=(count.href) aria-current=[count.current.then_some("true")]
                        data-key=[count.key] {
                        span { (count.label) }
                        @if let Some(number) = count.count {
                            " " strong data-count=(count.name) { (number) }
                        }
                    }
                }
            }
        }
    }
}

/// Says whether the list can be trusted: LIVE, polling or NOT LIVE.
pub fn live_badge(source: &BoardSource<'_>) -> Markup {
    html! {
        div class="live" data-live="polling" {
            p class="live-line" {
                span class="live-word" data-live-word { "As at" } " "
                time data-live-time { (source.now_words) }
            }
            p class="live-stale" data-live-stale hidden {
                strong { "NOT LIVE since " span data-stale-since { (source.now_words) } }
                " – clocks still count, the list may be incomplete. Call " (phone(source.phone)) "."
            }
        }
    }
}

/// One row; also sent as the `html` of a `row` event.
pub fn board_row(row: &BoardRow, now: Timestamp) -> Markup {
    let unacknowledged = row.unacknowledged.is_some();
    html! {
        tr class=(if unacknowledged { "row row-unacknowledged" } else { "row" })
            data-case=(row.case) data-tier=(row.tier.tier.code()) data-version=(row.version) tabindex="-1"
            data-order=(row.order) data-views=(row.views) data-people=(row.people)
            data-location=(row.location) data-pinned[row.pinned]
            data-soonest=[row.soonest] data-unacknowledged[unacknowledged] {
            td class="cell-person" {
                a class="row-link" href=(row.href) data-open {
                    span data-private { (row.person) }
                }
                span class="cell-place" { (row.place) }
                @if !row.flags.is_empty() {
                    ul class="row-flags" { @for flag in &row.flags { li { (flag) } } }
                }
            }
            td class="cell-tier" {
                (tier_badge(&row.tier, Audience::Staff))
                @if let Some(since) = row.unacknowledged { (not_acknowledged(since, now)) }
                @if let Some(ladder) = &row.ladder { p class="ladder" { (ladder) } }
            }
            td data-label="Neurology" {
                (row.neuro) (examined(row.examined, now))
            }
            td class="cell-clocks" data-label="Clocks" {
                @for clock in &row.clocks { (clock_bar(clock, now)) }
                @if let Some(met) = &row.met { (clock_met(met)) }
                @if row.more_clocks > 0 {
                    a class="more" href={ (row.href) "#clocks" } {
                        "+" (row.more_clocks) " more"
                        @if row.more_running > 0 { ", " (row.more_running) " running" }
                        span class="visually-hidden" { ": clocks of this case" }
                    }
                }
            }
            td data-label="Next" {
                @if let Some(reason) = &row.blocked_by { p class="blocked" { (reason) } }
                span class="next-action" { (row.next_action) }
                span class="next-owner" { (row.next_owner) }
                @if let Some(chased) = &row.chased { span class="next-owner" { (chased) } }
            }
            td class="cell-do" {
                @if let Some(number) = &row.phone { p { (phone(number)) } }
                (row.actions) " "
                (pin(row))
            }
        }
    }
}

/// Keeps a row at the top for this reader, or lets it go.
fn pin(row: &BoardRow) -> Markup {
    let name = if row.pinned { "unpin" } else { "pin" };
    html! {
        button class="button-quiet" type="submit" form="pins" name=(name) value=(row.case) data-pin {
            span data-pin-word { @if row.pinned { "Unpin" } @else { "Pin" } }
            span class="visually-hidden" { " this row" }
        }
    }
}

/// What a group of rows has in common; also written by the script.
pub fn board_group(words: &str, count: usize) -> Markup {
    html! {
        tr class="row-group" data-group-row {
            th colspan="6" scope="colgroup" { (words) " " span class="count" { (count) } }
        }
    }
}

/// "NOT ACKNOWLEDGED 6 min", counted on by the script.
pub(super) fn not_acknowledged(since: Timestamp, now: Timestamp) -> Markup {
    html! {
        p class="unacknowledged" {
            strong { "▲ NOT ACKNOWLEDGED " (time_since(since, now)) }
        }
    }
}

/// Hours after which an examination is old news. Ours (D): no source sets one.
const OLD_EXAMINATION_H: i64 = 8;

fn examined(at: Option<Timestamp>, now: Timestamp) -> Markup {
    let old = at.is_some_and(|at| now.duration_since(at).as_hours() >= OLD_EXAMINATION_H);
    html! {
        span class="cell-age" {
            @if let Some(at) = at {
                @if old { strong { "▲ not examined for " (time_since(at, now)) } }
                @else { "examined " (time_since(at, now)) " ago" }
            } @else { "not examined here yet" }
        }
    }
}

/// How long ago, kept right by the script.
pub(crate) fn time_since(since: Timestamp, now: Timestamp) -> Markup {
    html! { span data-since=(since) { (duration(now.as_second() - since.as_second())) } }
}

fn shortcuts_dialog(on: bool) -> Markup {
    let keys = [
        ("↓ ↑ or j k", "move"),
        ("Enter", "open the case"),
        ("a", "acknowledge"),
        ("n", "next at risk or breached"),
        ("u", "show waiting changes"),
        ("c", "phone mode"),
        ("/", "search"),
        ("1 to 6", "views"),
        ("g", "gather by urgency, by place, not at all"),
        ("h", "handover"),
        ("p", "print"),
        ("b", "hide names"),
        ("Esc", "leave the list"),
    ];
    html! {
        dialog class="dialog" data-help-dialog aria-labelledby="shortcuts-title" {
            h2 id="shortcuts-title" { "Shortcuts in the list" }
            dl class="keys" {
                @for (key, does) in keys { div { dt { kbd { (key) } } dd { (does) } } }
            }
            form method="post" action="/board/shortcuts" data-quick {
                div class="choice" {
                    input type="checkbox" id="shortcuts-on" name="on" value="yes" data-shortcuts-switch
                        checked[on];
                    label for="shortcuts-on" { "Single-key shortcuts are on" }
                }
                p class="hint" role="status" data-shortcuts-kept { "Kept for you, on every device." }
            }
            button class="button" type="button" data-dialog-close { "Close" }
        }
    }
}

fn on_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}
