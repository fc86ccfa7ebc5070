//! The living line: how fast the disk, the binary and the running service are.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;

use super::{Bench, Figure, Measure, percentile};
use crate::server::Server;
use crate::workspace::Workspace;

pub(super) const BENCHES: &[Bench] = &[
    Bench {
        group: "living-line",
        figures: &["raw_fsync_per_s"],
        measure: Measure::Here(raw_fsync),
        only_by_name: false,
    },
    Bench {
        group: "living-line",
        figures: &["binary_mb"],
        measure: Measure::Here(binary_size),
        only_by_name: false,
    },
    Bench {
        group: "living-line",
        figures: &["ready_ms"],
        measure: Measure::Here(ready),
        only_by_name: false,
    },
];

/// About one stored event.
const RECORD_BYTES: usize = 900;

/// The most that one writer with one commit a record could do on this disk, right now.
fn raw_fsync(workspace: &Workspace) -> Result<Vec<Figure>> {
    Ok(vec![disk(workspace)?.figure()])
}

/// What the disk does right now; printed beside every figure of durable writes.
pub(super) fn disk(workspace: &Workspace) -> Result<Disk> {
    let path = workspace.target.join("raw-fsync.tmp");
    let mut file = File::create(&path).context("creating a file beside the build")?;
    let record = [b'x'; RECORD_BYTES];
    let mut waits = Vec::new();
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(3) {
        let one = Instant::now();
        file.write_all(&record).context("appending")?;
        file.sync_data().context("forcing to disk")?;
        waits.push(one.elapsed().as_secs_f64() * 1000.0);
    }
    let seconds = started.elapsed().as_secs_f64();
    drop(file);
    std::fs::remove_file(&path).context("removing the file again")?;
    waits.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "a count of some thousands")]
    let per_s = waits.len() as f64 / seconds;
    Ok(Disk { per_s, p50_ms: percentile(&waits, 0.5), p99_ms: percentile(&waits, 0.99) })
}

/// Single appends forced to disk.
pub(super) struct Disk {
    pub(super) per_s: f64,
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
}

impl Disk {
    fn figure(&self) -> Figure {
        let Self { per_s, p50_ms, p99_ms } = *self;
        Figure {
            name: "raw_fsync_per_s".to_owned(),
            value: per_s,
            unit: "appends/s",
            beside: json!({
                "bytes": RECORD_BYTES, "call": "fdatasync", "p50_ms": p50_ms, "p99_ms": p99_ms,
            }),
        }
    }
}

fn binary_size(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?;
    let bytes = std::fs::metadata(&binary).context("looking at the release binary")?.len();
    #[expect(clippy::cast_precision_loss, reason = "a file of some megabytes")]
    let value = bytes as f64 / 1_000_000.0;
    Ok(vec![Figure {
        name: "binary_mb".to_owned(),
        value,
        unit: "MB",
        beside: json!({ "bytes": bytes, "stripped": true, "aim": 30 }),
    }])
}

/// From start of the process to its `listening on` line, database and demonstration people included.
fn ready(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?;
    let demo = ["demo", "--plain", "--listen", "127.0.0.1:0"];
    let folder = workspace.target.join("ready-bench");
    let serve_folder = folder.to_string_lossy().into_owned();
    let serve = ["serve", "--data", &serve_folder, "--listen", "127.0.0.1:0"];
    let demo_times = start_times(&binary, &demo)?;
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).context("making a data folder")?;
    let serve_times = start_times(&binary, &serve)?;
    std::fs::remove_dir_all(&folder).context("removing the data folder")?;
    Ok(vec![Figure {
        name: "ready_ms".to_owned(),
        value: percentile(&serve_times, 0.5),
        unit: "ms",
        beside: json!({
            "command": "serve on an existing database (its first start made it)",
            "runs": serve_times.len(),
            "slowest_ms": percentile(&serve_times, 1.0),
            "demo_ms": percentile(&demo_times, 0.5),
            "demo_slowest_ms": percentile(&demo_times, 1.0),
            "aim": 200,
        }),
    }])
}

fn start_times(binary: &std::path::Path, arguments: &[&str]) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let server = Server::start(binary, arguments, Duration::from_secs(30))?;
        times.push(server.ready_after.as_secs_f64() * 1000.0);
        server.kill()?;
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}
