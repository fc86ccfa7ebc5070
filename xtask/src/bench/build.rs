//! What a newcomer's first release build costs, in CPU-seconds: wall time depends on the neighbours.

use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::json;

use super::{Bench, Figure, Measure};
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

/// CPU time of all ended children of this process, theirs included (Linux: fields 16 and 17 of
/// `/proc/self/stat`, in ticks of which every kernel that cargo runs on reports 100 a second).
fn children_cpu_seconds() -> Result<f64> {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").context("reading /proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').context("an odd /proc/self/stat")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = |index: usize| -> Result<f64> {
        fields.get(index).and_then(|field| field.parse().ok()).context("an odd /proc/self/stat")
    };
    // After the name in brackets the first field is number 3.
    Ok((ticks(16 - 3)? + ticks(17 - 3)?) / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_busy_child_is_counted() {
        let before = children_cpu_seconds().unwrap();
        let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        Program::new("sh").args(["-c", busy]).output().unwrap();
        assert!(children_cpu_seconds().unwrap() > before);
    }
}
