//! The case at an instant, and the way to every other instant.

use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use pathway::Recorded;
use serde::Deserialize;
use store::AccessRow;

use crate::case_page::sheet::Sheet;
use crate::case_page::{summary, timeline};
use crate::problem::Problem;
use crate::ui::{self, Field, Width};
use crate::visit::{Visit, Who};
use crate::when;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    time: String,
}

/// What was known at a time of day that somebody names.
pub(super) async fn by_time(
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let zone = visit.app.site.time_zone();
    let typed = asked.time.trim();
    let (at, wrong) = if typed.is_empty() {
        (visit.now, None)
    } else {
        match when::instant(typed, "first", &zone) {
            Ok(at) => (at.min(visit.now), None),
            Err(message) => (visit.now, Some(message)),
        }
    };
    let sheet = Sheet::open(&visit, &id, "looking back").await?;
    let known = sheet.file.history.iter().rev().find(|entry| entry.recorded_at <= at);
    // Before the referral nothing was known: the first instant is shown, under its own time.
    let (version, at) = match known {
        Some(entry) => (entry.version, at),
        None => (1, first(&sheet)),
    };
    show(&visit, &sheet, version, at, wrong.as_deref()).await
}

fn first(sheet: &Sheet) -> Timestamp {
    sheet.file.history.first().map_or(Timestamp::UNIX_EPOCH, |entry| entry.recorded_at)
}

/// What was known when one event had just been recorded.
pub(super) async fn by_version(
    visit: Visit,
    Path((id, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version: u64 = version.parse().map_err(|_| Problem::not_found())?;
    let sheet = Sheet::open(&visit, &id, "looking back").await?;
    let entry = sheet.file.history.iter().find(|entry| entry.version == version);
    let at = entry.ok_or_else(Problem::not_found)?.recorded_at;
    show(&visit, &sheet, version, at, None).await
}

async fn show(
    visit: &Visit,
    sheet: &Sheet,
    version: u64,
    at: Timestamp,
    wrong: Option<&str>,
) -> Result<Response, Problem> {
    // The events of one command are known together; the first few say no urgency yet.
    let known_with = instants(&sheet.file.history).into_iter().find(|one| one.version >= version);
    let then = sheet
        .rewound(version)
        .or_else(|| sheet.rewound(known_with?.version))
        .ok_or_else(Problem::not_found)?;
    let looks = visit.app.store.access_log(sheet.id).await?;
    let frame = Visit { now: at, ..visit.clone() };
    let body = html! {
        (ways(sheet, version, at, visit, wrong))
        (known(visit, &then, at))
        (looked(&looks, at, visit))
    };
    Ok(then.page_then(&frame, body))
}

/// Everything that was known, for nobody in particular, so that no control is offered.
pub(super) fn known(visit: &Visit, then: &Sheet, at: Timestamp) -> Markup {
    let reader = Visit { now: at, who: Who::Anyone, ..visit.clone() };
    html! {
        (summary::record(&reader, then, html! {}))
        (rules_then(then))
        h2 id="happened" { "What had happened" }
        (ui::timeline(&timeline::entries(&reader, then, |_, _| true)))
    }
}

/// Before, after, a time, or any of the instants.
fn ways(sheet: &Sheet, version: u64, at: Timestamp, visit: &Visit, wrong: Option<&str>) -> Markup {
    let zone = visit.app.site.time_zone();
    let instants = instants(&sheet.file.history);
    let before = instants.iter().rev().find(|instant| instant.version < version);
    let after = instants.iter().find(|instant| instant.version > version);
    let path = format!("/cases/{}/at", sheet.id);
    let typed = when::input(at, &zone);
    html! {
        nav class="card screen-only" aria-label="Instants" {
            p class="cluster" {
                @if let Some(before) = before { a class="button-small" rel="prev" href={ (path) "/" (before.version) } { "Before" } }
                @if let Some(after) = after { a class="button-small" rel="next" href={ (path) "/" (after.version) } { "After" } }
                a class="button-small" href={ "/cases/" (sheet.id) "/review" } { "Take everything out for a review" }
            }
            form method="get" action=(path) {
                (ui::text(&Field { kind: "datetime-local", width: Width::Medium, value: &typed, error: wrong, ..Field::new("time", "What was known at") }))
                button class="button-second" type="submit" { "Look back" }
            }
            details class="why" {
                summary { "Every instant (" (instants.len()) ")" }
                ol {
                    @for instant in &instants {
                        li {
                            a href={ (path) "/" (instant.version) } aria-current=[(instant.version == version).then_some("true")] { (when::full(instant.recorded_at, &zone)) }
                            " " (instant.actor.name) ": " (instant.event.name())
                        }
                    }
                }
            }
        }
    }
}

/// The last event of each command: what people could see between two changes.
pub(super) fn instants(history: &[Recorded]) -> Vec<&Recorded> {
    let next = history.iter().skip(1).map(Some).chain([None]);
    history
        .iter()
        .zip(next)
        .filter(|(entry, next)| {
            next.is_none_or(|next| {
                next.recorded_at != entry.recorded_at || next.actor != entry.actor
            })
        })
        .map(|(entry, _)| entry)
        .collect()
}

/// Which rules decided then, and whether they read differently today.
fn rules_then(then: &Sheet) -> Markup {
    let Some(said) = &then.file.case.triage else { return html! {} };
    html! {
        h2 id="rules" { "Rules of that moment" }
        p { "Rule set " strong { (said.rule_set) } @if said.rule_set != rules::RELEASE { "; today it is " (rules::RELEASE) } "." }
        ul {
            @for reason in &said.reasons {
                @let today = rules::rule(&reason.id).map(|rule| rule.revision);
                li data-rule=(reason.id) {
                    (reason.id) ", revision " (reason.revision)
                    @if today != Some(reason.revision) {
                        " " strong { @match today { Some(today) => { "(today revision " (today) "; the words above are today's)" } None => { "(no longer in the book)" } } }
                    }
                }
            }
        }
    }
}

/// Who had opened this case by then, the latest first.
fn looked(looks: &[AccessRow], at: Timestamp, visit: &Visit) -> Markup {
    let zone = visit.app.site.time_zone();
    let by_then: Vec<_> = looks.iter().filter(|look| look.at <= at).collect();
    html! {
        h2 id="looked" { "Who had looked by then" }
        @if by_then.is_empty() { p { "Nobody had opened this case yet." } }
        @else {
            div class="table-frame scroll" tabindex="0" role="region" aria-labelledby="looked" {
                table {
                    thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "Page" } } }
                    tbody {
                        @for look in by_then {
                            tr data-looked { td { (when::full(look.at, &zone)) } td { (look.name) " (" (look.role) ")" } td { (look.page) } }
                        }
                    }
                }
            }
        }
    }
}
