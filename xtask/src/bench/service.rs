//! The living line under load: durable referrals, the board, and a thousand screens that show it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::living_line::{Disk, disk};
use super::load::{Load, closed_loop, open_loop};
use super::{Bench, Figure, Measure, percentile};
use crate::bundle::{self, Template, taken};
use crate::http::{Answer, Connection};
use crate::program::Program;
use crate::server::{self, Server};
use crate::workspace::Workspace;

pub(super) const BENCHES: &[Bench] = &[
    Bench {
        group: "living-line",
        figures: &["referral_http_per_s", "referral_p99_ms_at_100_per_s"],
        measure: Measure::Here(referrals),
        only_by_name: false,
    },
    Bench {
        group: "living-line",
        figures: &["board_100_cases_ms", "event_to_screen_ms", "boards_1000_rss_mb"],
        measure: Measure::Here(boards),
        only_by_name: false,
    },
];

const CLIENTS: usize = 64;
const PATIENCE: Duration = Duration::from_secs(30);
const BOARDS: usize = 1_000;
const CASES_ON_THE_BOARD: u64 = 100;

/// Durable referrals through `POST /fhir`, on the disk where the build lies.
fn referrals(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?;
    let data = fresh_folder(workspace, "bench-referrals")?;
    let bundle = Template::fresh(workspace)?;
    let key = server::client_key(&binary, &data)?;
    let before = disk(workspace)?;
    let server = server::serve(&binary, &data)?;
    let load = |first| Load { address: &server.address, bundle: &bundle, key: Some(&key), first };
    // A warm-up, so that first-time work is not measured.
    closed_loop(&load(1), CLIENTS, Duration::from_secs(1))?;
    let full = closed_loop(&load(1_000_000), CLIENTS, Duration::from_secs(10))?;
    let calm = open_loop(&load(9_000_000), 16, 100, Duration::from_secs(10))?;
    server.stop(PATIENCE)?;
    let bare = bare_group_commit(workspace)?;
    let after = disk(workspace)?;
    std::fs::remove_dir_all(&data).context("removing the data folder")?;
    let p99_ms = f64::max(before.p99_ms, after.p99_ms);
    Ok(vec![
        Figure {
            name: "referral_http_per_s".to_owned(),
            value: full.per_s(),
            unit: "referrals/s",
            beside: json!({
                "clients": CLIENTS, "seconds": full.seconds, "answers": full.ms.len(),
                "p50_ms": full.at(0.5), "p99_ms": full.at(0.99), "slowest_ms": full.at(1.0),
                "raw_fsync_per_s": [before.per_s, after.per_s], "load_average": load_average(),
                "bare_group_commit_per_s": bare, "share_of_bare": full.per_s() / bare,
                "aim_share_of_bare": 0.25,
                "aim": 1_500,
            }),
        },
        Figure {
            name: "referral_p99_ms_at_100_per_s".to_owned(),
            value: calm.at(0.99),
            unit: "ms",
            beside: json!({
                "arrivals": "open loop, timed from when each was due", "answers": calm.ms.len(),
                "p50_ms": calm.at(0.5), "slowest_ms": calm.at(1.0),
                "raw_fsync_p99_ms": disks(&before, &after), "aim_ms": 10.0 + 3.0 * p99_ms,
            }),
        },
    ])
}

/// The same rows, committed in groups and nothing decided: what the disk and SQLite allow.
fn bare_group_commit(workspace: &Workspace) -> Result<f64> {
    let folder = workspace.target.to_string_lossy().into_owned();
    let output = Program::new("cargo")
        .args(["run", "--quiet", "--release", "--locked", "--package", "store"])
        .args(["--example", "group_commit", "--", "3", folder.as_str()])
        .current_dir(&workspace.root)
        .output()?;
    named(&output, "bare_group_commit_per_s").context("the example group_commit gave no figure")
}

/// The value of a figure among the JSON lines of an example.
fn named(lines: &str, name: &str) -> Option<f64> {
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|figure| figure.get("name").and_then(Value::as_str) == Some(name))?
        .get("value")?
        .as_f64()
}

fn disks(before: &Disk, after: &Disk) -> [f64; 2] {
    [before.p99_ms, after.p99_ms]
}

/// The board of the demonstration: its page, its stream, and many of both.
fn boards(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?;
    let demo = ["demo", "--plain", "--listen", "127.0.0.1:0"];
    let mut server = Server::start(&binary, &demo, PATIENCE)?;
    server.read_links(Duration::from_secs(2));
    let cookie = sign_in(&server, "coordinator")?;
    let bundle = Template::fresh(workspace)?;
    let mut referrer = Connection::open(&server.address, PATIENCE)?;
    let mut browser = Connection::open(&server.address, PATIENCE)?;
    let mut page = board(&mut browser, &cookie)?;
    for number in 1..=CASES_ON_THE_BOARD {
        if rows(&page) >= 100 {
            break;
        }
        let answer = bundle::send(&mut referrer, &bundle, number, None)?;
        ensure!(taken(&answer), "refused with {}: {}", answer.status, answer.text());
        page = board(&mut browser, &cookie)?;
    }
    let mut ms = Vec::new();
    for _ in 0..200 {
        let one = Instant::now();
        page = board(&mut browser, &cookie)?;
        ms.push(one.elapsed().as_secs_f64() * 1000.0);
    }
    ms.sort_by(f64::total_cmp);
    let stream = stream_path(&page)?;
    let screen = event_to_screen(&server, &cookie, &stream, &bundle)?;
    let rss = thousand_boards(&server, &cookie, &stream)?;
    Ok(vec![
        Figure {
            name: "board_100_cases_ms".to_owned(),
            value: percentile(&ms, 0.5),
            unit: "ms",
            beside: json!({
                "rows": rows(&page), "bytes": page.len(), "p95_ms": percentile(&ms, 0.95),
                "includes": "the loopback round trip", "aim": 20,
            }),
        },
        screen,
        rss,
    ])
}

fn fresh_folder(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let folder = workspace.target.join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).context("making a data folder")?;
    Ok(folder)
}

/// Follows a sign-in link and gives the cookies of the session.
pub(super) fn sign_in(server: &Server, role: &str) -> Result<String> {
    let link = server
        .links
        .iter()
        .find(|link| link.role == role)
        .with_context(|| format!("the demonstration printed no link for {role}"))?;
    let (_, path) = link.url.split_once(&server.address).context("the link leads elsewhere")?;
    let answer = crate::http::get(&server.address, path)?;
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .filter_map(|(_, value)| value.split(';').next())
        .collect();
    ensure!(!cookies.is_empty(), "the link of {role} signed nobody in ({})", answer.status);
    Ok(cookies.join("; "))
}

pub(super) fn board(browser: &mut Connection, cookie: &str) -> Result<String> {
    let headers = [("Cookie", cookie), ("Accept", "text/html")];
    let answer: Answer = browser.request("GET", "/board", &headers, &[])?;
    ensure!(answer.status == 200, "the board answered {}", answer.status);
    Ok(answer.text())
}

pub(super) fn rows(page: &str) -> usize {
    page.matches(" data-case=").count()
}

/// Where the board's page says that its events come from.
fn stream_path(page: &str) -> Result<String> {
    let (_, rest) = page.split_once("data-stream=\"").context("the board names no stream")?;
    let path = rest.split('"').next().unwrap_or_default();
    Ok(path.replace("&amp;", "&"))
}

/// An open stream of server-sent events, its headers read.
fn listen(server: &Server, cookie: &str, path: &str) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(&server.address).context("opening a stream")?;
    stream.set_read_timeout(Some(PATIENCE)).context("setting the read limit")?;
    let mut stream = BufReader::new(stream);
    let ask = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n",
        server.address
    );
    stream.get_mut().write_all(ask.as_bytes()).context("asking for the stream")?;
    let mut line = String::new();
    stream.read_line(&mut line).context("reading the stream's first line")?;
    ensure!(line.contains(" 200 "), "the stream answered {line:?}");
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line).context("reading the stream's headers")?;
    }
    Ok(stream)
}

/// From sending a referral until a board that was open is told of its case.
fn event_to_screen(server: &Server, cookie: &str, path: &str, bundle: &Template) -> Result<Figure> {
    let mut stream = listen(server, cookie, path)?;
    let mut referrer = Connection::open(&server.address, PATIENCE)?;
    let mut ms = Vec::new();
    for number in 0..50 {
        let started = Instant::now();
        let answer = bundle::send(&mut referrer, bundle, 500_000 + number, None)?;
        let case = bundle::case_of(&answer)?;
        let mut line = String::new();
        while !line.contains(&case) {
            line.clear();
            if stream.read_line(&mut line).context("waiting for the event")? == 0 {
                bail!("the stream ended");
            }
        }
        ms.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    ms.sort_by(f64::total_cmp);
    Ok(Figure {
        name: "event_to_screen_ms".to_owned(),
        value: percentile(&ms, 0.5),
        unit: "ms",
        beside: json!({
            "from": "the referral is sent", "to": "the open stream carries its case",
            "events": ms.len(), "slowest_ms": percentile(&ms, 1.0), "aim": 1_000,
        }),
    })
}

/// The server's memory with a thousand boards open.
fn thousand_boards(server: &Server, cookie: &str, path: &str) -> Result<Figure> {
    let idle = resident_mb(server.id())?;
    let open: Vec<_> = (0..BOARDS).map(|_| listen(server, cookie, path)).collect::<Result<_>>()?;
    let value = resident_mb(server.id())?;
    Ok(Figure {
        name: "boards_1000_rss_mb".to_owned(),
        value,
        unit: "MB",
        beside: json!({ "boards": open.len(), "before_mb": idle, "aim": 150 }),
    })
}

/// Resident memory of a process (Linux).
fn resident_mb(process: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))
        .context("reading the server's memory")?;
    let kilobytes: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok())
        .context("the kernel reports no resident memory")?;
    Ok(kilobytes / 1000.0)
}

fn load_average() -> Value {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|first| first.parse::<f64>().ok()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_says_where_its_stream_is() {
        let page = r#"<table data-stream="/board/stream?view=my&amp;since=4"><tr data-case="a">"#;
        assert_eq!(stream_path(page).unwrap(), "/board/stream?view=my&since=4");
        assert_eq!(rows(page), 1);
        assert!(stream_path("<p>no board</p>").is_err());
    }

    #[test]
    fn a_figure_is_found_among_others_by_its_name() {
        let lines = "compiling\n{\"name\":\"a\",\"value\":1}\n{\"name\":\"b\",\"value\":2.5}";
        assert_eq!(named(lines, "b"), Some(2.5));
        assert_eq!(named(lines, "c"), None);
    }

    #[test]
    fn the_memory_of_this_process_is_more_than_nothing() {
        assert!(resident_mb(std::process::id()).unwrap() > 0.5);
    }
}
