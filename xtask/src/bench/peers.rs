//! Public programs from npm beside ours, in the same run, on the same inputs. They are installed
//! into a folder of the build and never committed. A ratio is printed only when both tallies agree.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Figure, is_figure};
use crate::program::Program;
use crate::workspace::Workspace;

/// What is installed, to the patch.
const ISNCSCI: &str = "isncsci@2.0.6";
const SCRIPT: &str = include_str!("peer_isncsci.mjs");

/// Our classification, then the public one on the same exams.
pub(super) fn isncsci(workspace: &Workspace) -> Result<Vec<Figure>> {
    let mut figures = ours(workspace)?;
    let folder = match installed(workspace, ISNCSCI) {
        Ok(folder) => folder,
        Err(error) => {
            eprintln!("no peer, no ratio: {ISNCSCI} could not be installed: {error:#}");
            return Ok(figures);
        }
    };
    let exams = cargo_example(workspace, "exams")?;
    let (input, script) = (folder.join("exams.jsonl"), folder.join("peer_isncsci.mjs"));
    std::fs::write(&input, exams).context("writing the exams")?;
    std::fs::write(&script, SCRIPT).context("writing the peer's script")?;
    let told = Program::new("node")
        .args([script.as_os_str(), input.as_os_str()])
        .current_dir(&folder)
        .output()?;
    let told: Value = serde_json::from_str(&told).context("the peer's answer is not JSON")?;
    let value = told.get("per_cpu_s").and_then(Value::as_f64).context("the peer gave no speed")?;
    let definite = figures
        .iter()
        .find(|figure| figure.name == "isncsci_definite_per_cpu_s")
        .context("our own figure is missing")?;
    let agree = same_tally(&definite.beside, &told);
    let beside = json!({
        "peer": ISNCSCI,
        "node": told.get("node"),
        "exams": told.get("exams"),
        "tally": told.get("tally"),
        "ours_tally": definite.beside.get("tally"),
        "tallies_agree": agree,
        "ours_per_peer": agree.then_some(definite.value / value),
    });
    let name = "peer_isncsci_per_cpu_s".to_owned();
    figures.push(Figure { name, value, unit: "exams/s", beside });
    Ok(figures)
}

/// Whether both counted every grade alike, over as many exams.
fn same_tally(ours: &Value, peer: &Value) -> bool {
    let grade = |from: &Value, grade: &str| from.get("tally")?.get(grade)?.as_u64();
    ours.get("exams").is_some()
        && ours.get("exams") == peer.get("exams")
        && ["A", "B", "C", "D", "E"]
            .iter()
            .all(|one| grade(ours, one).is_some() && grade(ours, one) == grade(peer, one))
}

/// The figures of the example that times the crate itself.
fn ours(workspace: &Workspace) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for line in cargo_example(workspace, "speed")?.lines().filter(|line| is_figure(line)) {
        let read: Value = serde_json::from_str(line).context("a figure is not JSON")?;
        let text = |key: &str| read.get(key).and_then(Value::as_str).unwrap_or_default();
        figures.push(Figure {
            name: text("name").to_owned(),
            value: read.get("value").and_then(Value::as_f64).context("a figure has no value")?,
            unit: if text("unit") == "us" { "us" } else { "exams/s" },
            beside: read.get("beside").cloned().unwrap_or_default(),
        });
    }
    ensure!(!figures.is_empty(), "the example speed of isncsci printed no figure");
    Ok(figures)
}

fn cargo_example(workspace: &Workspace, example: &str) -> Result<String> {
    Program::new("cargo")
        .args(["run", "--quiet", "--release", "--locked", "--package", "isncsci"])
        .args(["--example", example])
        .current_dir(&workspace.root)
        .output()
}

/// The folder in which node finds the package.
fn installed(workspace: &Workspace, package: &str) -> Result<PathBuf> {
    let folder = workspace.target.join("peers");
    std::fs::create_dir_all(&folder).context("making a folder for the peers")?;
    // A package file of its own, or else npm would look for one further up.
    std::fs::write(folder.join("package.json"), "{\"private\":true}").context("writing it")?;
    Program::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", package])
        .current_dir(&folder)
        .output()?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_needs_the_same_exams_and_the_same_grades() {
        let side = |exams: u32, a: u32| json!({"exams": exams, "tally": {"A": a, "B": 1, "C": 1, "D": 1, "E": 1, "answers": 9}});
        assert!(same_tally(&side(9, 5), &side(9, 5)));
        assert!(!same_tally(&side(9, 5), &side(9, 4)));
        assert!(!same_tally(&side(9, 5), &side(8, 5)));
        assert!(!same_tally(&json!({}), &json!({})));
    }
}
