//! What happened, newest first. A corrected entry stays, struck through, with who, when and why; one
//! that was told late shows both times. What is new is counted for each reader alone.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::{Event, Recorded};
use serde::Deserialize;

use super::sheet::Sheet;
use super::words::{self, GROUPS};
use crate::problem::Problem;
use crate::ui::{self, Correction, TimelineEntry};
use crate::visit::Visit;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
}

pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "timeline").await?;
    if let Some(user) = visit.user() {
        let version = sheet.file.case.version;
        visit.app.store.looked(user.id, sheet.id, version, visit.now).await?;
    }
    let shown = entries(&visit, &sheet, |_, group| asked.show.is_empty() || group == asked.show);
    let here = |group: &str| (asked.show == group).then_some("true");
    let body = html! {
        ul class="cluster screen-only" aria-label="Show only" {
            li { a href={ "/cases/" (sheet.id) "/timeline" } aria-current=[here("")] { "Everything" } }
            @for (key, label) in GROUPS {
                li { a href={ "/cases/" (sheet.id) "/timeline?show=" (key) } aria-current=[here(key)] { (label) } }
            }
        }
        @if shown.is_empty() {
            (ui::empty_state(html! { p { "Nothing of this kind yet." } }))
        } @else {
            (ui::timeline(&shown))
        }
    };
    Ok(sheet.page(&visit, "Timeline", StatusCode::OK, body))
}

/// New entries of one kind shown by their words; more are counted.
const NEWS_SHOWN: usize = 4;

/// What this reader has not seen yet, kind by kind; nothing for who never looked or saw it all. It
/// stays until they open the timeline.
pub(super) fn news(visit: &Visit, sheet: &Sheet) -> Markup {
    if sheet.seen == 0 || sheet.seen >= sheet.file.case.version {
        return html! {};
    }
    let fresh =
        |group: &str| entries(visit, sheet, |entry, of| entry.version > sheet.seen && of == group);
    let groups: Vec<_> = GROUPS.into_iter().map(|(key, label)| (key, label, fresh(key))).collect();
    html! {
        section class="card screen-only" data-news aria-labelledby="news" {
            h2 id="news" { "Since you last looked" }
            @for (key, label, entries) in groups.iter().filter(|(_, _, entries)| !entries.is_empty()) {
                h3 {
                    a href={ "/cases/" (sheet.id) "/timeline?show=" (key) } { (label) } ": " (entries.len()) " new"
                }
                ul {
                    @for entry in entries.iter().take(NEWS_SHOWN) {
                        li { time datetime=(entry.happened_at) { (entry.happened_words) } " " strong { (entry.kind) } " " (entry.text) " " span class="hint" { (entry.actor) } }
                    }
                    @if entries.len() > NEWS_SHOWN { li { "and " (entries.len() - NEWS_SHOWN) " more" } }
                }
            }
        }
    }
}

/// The entries that `which` picks by their record and group, newest first.
pub(crate) fn entries(
    visit: &Visit,
    sheet: &Sheet,
    which: impl Fn(&Recorded, &str) -> bool,
) -> Vec<TimelineEntry> {
    let case = &sheet.file.case;
    let mut picked: Vec<(&Recorded, words::Words)> = sheet
        .file
        .history
        .iter()
        .filter_map(|entry| Some((entry, words::of(&entry.event, &|at| visit.time(at))?)))
        .filter(|(entry, words)| which(entry, words.group))
        .collect();
    let when = |entry: &Recorded| {
        case.entry_times.get(&entry.version).copied().unwrap_or(entry.occurred_at)
    };
    picked.sort_by_key(|(entry, _)| std::cmp::Reverse((when(entry), entry.version)));
    let may = visit.may(access::Action::CorrectEntry);
    picked
        .into_iter()
        .map(|(entry, words)| {
            let happened = when(entry);
            let correction = correction(sheet, entry.version);
            let changed = correction.map_or(0, |(by, _)| by.version);
            let correctable =
                may && correction.is_none() && case.correctable.contains_key(&entry.version);
            let (text, corrections) = match correction {
                None => (words.text, Vec::new()),
                Some((by, corrected)) => {
                    let detail = format!(
                        "corrected {} by {}: {}",
                        visit.time(by.recorded_at),
                        by.actor.name,
                        corrected.why
                    );
                    let was = if corrected.happened_at.is_some() {
                        format!("{} · {}", words.text, visit.time(entry.occurred_at))
                    } else {
                        words.text.clone()
                    };
                    let now = if corrected.withdraws() {
                        "withdrawn".to_owned()
                    } else if corrected.says.is_empty() {
                        words.text
                    } else {
                        corrected.says.clone()
                    };
                    (now, vec![Correction { was, detail }])
                }
            };
            let newest = entry.version.max(changed);
            TimelineEntry {
                id: format!("entry-{}", entry.version),
                happened_at: happened.to_string(),
                happened_words: visit.time(happened),
                recorded_words: entry.is_late_entry().then(|| visit.time(entry.recorded_at)),
                kind: words.kind.into(),
                text,
                actor: format!("{}, {}", entry.actor.name, entry.actor.role.key()),
                corrections,
                new: sheet.seen > 0 && newest > sheet.seen,
                correct: correctable
                    .then(|| format!("/cases/{}/entry/{}/correct", sheet.id, entry.version)),
            }
        })
        .collect()
}

/// The correction of an entry, if there is one.
fn correction(
    sheet: &Sheet,
    version: u64,
) -> Option<(&Recorded, &pathway::correction::EntryCorrected)> {
    sheet.file.history.iter().find_map(|by| match &by.event {
        Event::EntryCorrected(corrected) if corrected.entry == version => Some((by, corrected)),
        _ => None,
    })
}
