//! The clinical record at its size: a hundred open cases of four hundred events each, and how many
//! keys a typical worksheet takes.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::service::{board, rows, sign_in};
use super::{Bench, Figure, Measure, percentile};
use crate::bundle::{self, Template, taken};
use crate::http::Connection;
use crate::program::Program;
use crate::server::Server;
use crate::workspace::Workspace;

pub(super) const BENCHES: &[Bench] = &[
    Bench {
        group: "clinical-record",
        figures: &["case_page_400_events_ms", "board_100x400_ms"],
        measure: Measure::Here(pages),
        only_by_name: false,
    },
    Bench {
        group: "clinical-record",
        figures: &["isncsci_keystrokes"],
        measure: Measure::Here(keystrokes),
        only_by_name: true,
    },
];

const PATIENCE: Duration = Duration::from_secs(30);
const CASES: usize = 100;
const EVENTS: u64 = 400;
const CLIENTS: usize = 4;

/// The pages of a service in which every open case has a long history.
fn pages(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?;
    let demo = ["demo", "--plain", "--listen", "127.0.0.1:0"];
    let mut server = Server::start(&binary, &demo, PATIENCE)?;
    server.read_links(Duration::from_secs(2));
    let cookie = sign_in(&server, "consultant")?;
    let bundle = Template::fresh(workspace)?;
    let mut referrer = Connection::open(&server.address, PATIENCE)?;
    let mut browser = Connection::open(&server.address, PATIENCE)?;
    let mut page = board(&mut browser, &cookie)?;
    for number in 1..=2 * CASES as u64 {
        if rows(&page) >= CASES {
            break;
        }
        let answer = bundle::send(&mut referrer, &bundle, number, None)?;
        ensure!(taken(&answer), "refused with {}: {}", answer.status, answer.text());
        page = board(&mut browser, &cookie)?;
    }
    let cases = cases(&page);
    fill(&server.address, &cookie, &cases)?;
    let board_ms = timed(50, |_| board(&mut browser, &cookie).map(|page| page.len()))?;
    let mut case_page = |n: usize| {
        let case = cases.get(n % cases.len().max(1)).context("the board has no case")?;
        Ok(get(&mut browser, &cookie, &format!("/cases/{case}"))?.len())
    };
    let case_ms = timed(200, &mut case_page)?;
    let events = version(&get(
        &mut browser,
        &cookie,
        &format!("/cases/{}", cases.first().context("no case")?),
    )?);
    server.stop(PATIENCE)?;
    let figure = |name: &str, ms: &[f64]| Figure {
        name: name.to_owned(),
        value: percentile(ms, 0.95),
        unit: "ms",
        beside: json!({
            "cases": cases.len(), "events_of_a_case": events, "p50_ms": percentile(ms, 0.5),
            "includes": "the loopback round trip", "aim": 100,
        }),
    };
    Ok(vec![figure("case_page_400_events_ms", &case_ms), figure("board_100x400_ms", &board_ms)])
}

/// Times of so many pages, sorted; the first few are a warm-up.
fn timed(times: usize, mut page: impl FnMut(usize) -> Result<usize>) -> Result<Vec<f64>> {
    for n in 0..5 {
        page(n)?;
    }
    let mut ms = Vec::new();
    for n in 0..times {
        let one = Instant::now();
        page(n)?;
        ms.push(one.elapsed().as_secs_f64() * 1000.0);
    }
    ms.sort_by(f64::total_cmp);
    Ok(ms)
}

/// The ids of the cases on a board.
fn cases(page: &str) -> Vec<String> {
    let after = page.split(" data-case=\"").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// Examinations and notes by the forms people use, until each case has its events.
fn fill(address: &str, cookie: &str, cases: &[String]) -> Result<()> {
    std::thread::scope(|scope| {
        let share = cases.len().div_ceil(CLIENTS).max(1);
        let clients: Vec<_> = cases
            .chunks(share)
            .map(|chunk| {
                scope
                    .spawn(move || chunk.iter().try_for_each(|case| history(address, cookie, case)))
            })
            .collect();
        for client in clients {
            client.join().map_err(|_| anyhow::anyhow!("a client fell over"))??;
        }
        Ok(())
    })
}

fn history(address: &str, cookie: &str, case: &str) -> Result<()> {
    let mut browser = Connection::open(address, PATIENCE)?;
    let mut events = version(&get(&mut browser, cookie, &format!("/cases/{case}"))?);
    let mut turn = 0_u64;
    while events < EVENTS {
        // One examination in four entries; it makes two events, a note makes one.
        let (path, form, makes) = if turn.is_multiple_of(4) {
            ("neuro", format!("walking=with_aid&legs=normal&key=n{turn}"), 2)
        } else {
            ("note", format!("text=Seen+on+the+ward+round&key=t{turn}"), 1)
        };
        let headers = [
            ("Cookie", cookie),
            ("Accept", "text/html"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let path = format!("/cases/{case}/{path}");
        let answer = browser.request("POST", &path, &headers, form.as_bytes())?;
        ensure!(answer.status == 303, "{path} answered {}: {}", answer.status, answer.text());
        events += makes;
        turn += 1;
    }
    Ok(())
}

fn get(browser: &mut Connection, cookie: &str, path: &str) -> Result<String> {
    let headers = [("Cookie", cookie), ("Accept", "text/html")];
    let answer = browser.request("GET", path, &headers, &[])?;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(answer.text())
}

/// How many events the page of a case says it has.
fn version(page: &str) -> u64 {
    let said = page.split(" data-version=\"").nth(1).and_then(|rest| rest.split('"').next());
    said.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The key presses of the scripted worksheet, as its journey counted them in a real browser.
fn keystrokes(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?.to_string_lossy().into_owned();
    let told = Program::new("node")
        .args(["run.mjs", "clinical-record", "--only", "key_presses", "--binary", &binary])
        .current_dir(&workspace.root.join("journeys"))
        .output()?;
    let said =
        told.split("isncsci_keystrokes ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let value =
        said.context("the journey counted no keys")?.parse().context("reading the count")?;
    let beside = json!({"cells": 134, "aim": 150});
    Ok(vec![Figure { name: "isncsci_keystrokes".to_owned(), value, unit: "key presses", beside }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_and_versions_are_read_from_the_pages() {
        let page = r#"<tr data-case="a1"><tr data-case="b2"><div class="x" data-version="17">"#;
        assert_eq!(cases(page), ["a1", "b2"]);
        assert_eq!((version(page), version("")), (17, 0));
    }
}
