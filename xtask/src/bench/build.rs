//! What a newcomer's first release build costs, in CPU-seconds: wall time depends on the neighbours.

use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::json;

use super::{Bench, Figure, Measure, children_cpu_seconds};
use crate::program::Program;
use crate::workspace::Workspace;

pub(super) const BENCHES: &[Bench] = &[Bench {
    group: "build",
    figures: &["cold_release_build_cpu_s"],
    measure: Measure::Here(cold_release_build),
    only_by_name: true,
}];

fn cold_release_build(workspace: &Workspace) -> Result<Vec<Figure>> {
    let folder = workspace.target.join("cold-build");
    let _ = std::fs::remove_dir_all(&folder);
    let fetch = Program::new("cargo").args(["fetch", "--locked"]).current_dir(&workspace.root);
    fetch.run().context("fetching the sources first, so that the network is not measured")?;
    let before = children_cpu_seconds()?;
    let started = Instant::now();
    Program::new("cargo")
        .args(["build", "--release", "--locked", "--package", "server", "--bin", "cordline"])
        .env("CARGO_TARGET_DIR", &folder.to_string_lossy())
        .current_dir(&workspace.root)
        .run()?;
    let wall = started.elapsed().as_secs_f64();
    let value = children_cpu_seconds()? - before;
    std::fs::remove_dir_all(&folder).context("removing the cold build")?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(vec![Figure {
        name: "cold_release_build_cpu_s".to_owned(),
        value,
        unit: "s",
        beside: json!({ "wall_s": wall.round(), "cores": cores, "aim_wall_s_on_2_idle_cores": 600 }),
    }])
}
