//! Everything about a case in one file for the review of an incident: events with their hash chain,
//! audit, access log, the rules that decided, and a page for every instant that people could see.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, html};
use pathway::Role;
use serde_json::{Value, json};
use store::StoredEvent;

use super::page::{instants, known};
use super::zip::Zip;
use crate::case_page::sheet::Sheet;
use crate::problem::Problem;
use crate::ui;
use crate::visit::{Visit, no_store};
use crate::when;

/// What each file is, for whoever opens the bundle without us.
const ABOUT: &str = "\
Everything the service holds about one case, for the review of an incident. Confidential.

pages/           what was known after each change, as it was shown; open the first in a browser
events.json      every event as it is stored, with its hash and the hash before it
rules.json       the rules that decided, by id and revision, with their source
audit.json       who did what
access-log.json  who looked

Each hash is SHA-256 over: the hash before (32 bytes), then for every one of position (8 bytes,
big-endian), stream (the 16 bytes of the case id), version (8 bytes), type, schema_revision
(2 bytes), occurred_at, recorded_at, actor, reason, data its length (8 bytes) and its bytes; a
missing reason is eight bytes of 255. The previous hash carries its length too. The first event
follows 32 zero bytes.
";

/// How the access log names it.
const TAKEN_OUT: &str = "taken out for a review";

pub(super) async fn send(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, TAKEN_OUT).await?;
    let store = &visit.app.store;
    let events = store.stored(sheet.id).await?;
    let audit = store.audit(sheet.id).await?;
    let looks = store.access_log(sheet.id).await?;
    let audit: Vec<Value> = audit
        .iter()
        .map(|row| {
            json!({"at": row.at, "name": row.name, "role": row.role, "via": row.via,
                "action": row.action, "outcome": row.outcome, "detail": row.detail,
                "events": row.events})
        })
        .collect();
    // This very look is on its way to the log.
    let actor = visit.actor(Role::Manager);
    let this = json!({"at": visit.now, "name": actor.name, "role": actor.role.key(),
        "page": TAKEN_OUT});
    let looks: Vec<Value> = looks
        .iter()
        .map(|row| json!({"at": row.at, "name": row.name, "role": row.role, "page": row.page}))
        .collect();
    let looks: Vec<Value> = std::iter::once(this).chain(looks).collect();
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("about.txt".into(), ABOUT.into()),
        ("cordline.css".into(), ui::assets::CORDLINE_CSS.bytes.to_vec()),
        ("events.json".into(), chain(&sheet, &events)),
        ("rules.json".into(), pretty(&rules_then(&sheet))),
        ("audit.json".into(), pretty(&Value::from(audit))),
        ("access-log.json".into(), pretty(&Value::from(looks))),
    ];
    let all = instants(&sheet.file.history);
    for (place, instant) in all.iter().enumerate() {
        let Some(then) = sheet.rewound(instant.version) else { continue };
        let next = all.get(place + 1).map(|next| next.version);
        let before = place.checked_sub(1).and_then(|before| all.get(before)).map(|one| one.version);
        let content = page(&visit, &then, instant.recorded_at, before, next);
        files.push((file(instant.version), content.into_string().into_bytes()));
    }
    let zipped =
        zip(&files).map_err(|_| Problem::too_large("This case is too large to take out."))?;
    let name = format!("attachment; filename=\"case-{}-review.zip\"", sheet.row.reference);
    let mut response = zipped.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    no_store(&mut response);
    Ok(response)
}

fn zip(files: &[(String, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let mut zip = Zip::default();
    for (name, content) in files {
        zip.add(name, content)?;
    }
    zip.finish()
}

fn file(version: u64) -> String {
    format!("pages/{version:05}.html")
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

fn chain(sheet: &Sheet, events: &[StoredEvent]) -> Vec<u8> {
    let intact = events.iter().all(|event| event.intact);
    let events: Vec<Value> = events
        .iter()
        .map(|event| {
            json!({"position": event.position, "version": event.version, "type": event.kind,
                "schema_revision": event.schema_revision, "occurred_at": event.occurred_at,
                "recorded_at": event.recorded_at, "actor": event.actor, "reason": event.reason,
                "data": event.data, "prev_hash": event.prev_hash, "hash": event.hash,
                "intact": event.intact})
        })
        .collect();
    pretty(&json!({"case": sheet.id.to_string(), "chain_intact": intact, "events": events}))
}

/// Each decision of the rules with what it rested on, and today's text of those rules.
fn rules_then(sheet: &Sheet) -> Value {
    let mut decisions = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for entry in &sheet.file.history {
        if let pathway::Event::TriageDecided(said) = &entry.event {
            ids.extend(said.reasons.iter().map(|reason| reason.id.clone()));
            decisions.push(json!({"version": entry.version, "recorded_at": entry.recorded_at,
                "said": **said}));
        }
    }
    let today: Vec<Value> = ids
        .iter()
        .filter_map(|id| rules::rule(id))
        .map(|rule| json!({"id": rule.id, "revision": rule.revision, "says": rule.says}))
        .collect();
    json!({"decisions": decisions, "rule_set_today": rules::RELEASE, "rules_today": today})
}

/// One instant as a page that stands alone.
fn page(
    visit: &Visit,
    then: &Sheet,
    at: jiff::Timestamp,
    before: Option<u64>,
    next: Option<u64>,
) -> maud::Markup {
    let zone = visit.app.site.time_zone();
    let person = &then.row.person;
    let link = |version: u64, words: &str| {
        html! { a href=(format!("{version:05}.html")) { (words) } " " }
    };
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                title { "Case " (then.row.reference) ", looking back" }
                link rel="stylesheet" href="../cordline.css";
            }
            body {
                main {
                    h1 { "Case " (then.row.reference) ", as known " (when::full(at, &zone)) }
                    p { strong { (person.name()) } " · born " (crate::case_page::sheet::born(&then.row, visit)) " · NHS No. " (crate::case_page::sheet::nhs_number(&then.row)) }
                    p {
                        @if let Some(before) = before { (link(before, "Before")) }
                        @if let Some(next) = next { (link(next, "After")) }
                    }
                    (known(visit, then, at))
                }
            }
        }
    }
}
