//! Public programs from npm beside ours, in the same run, on the same inputs. They are installed
//! into a folder of the build and never committed. A ratio is printed only when both tallies agree.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Figure, is_figure};
use crate::program::Program;
use crate::workspace::Workspace;

/// A public program: what is installed, to the patch, and how it is driven.
struct Peer {
    package: &'static str,
    file: &'static str,
    script: &'static str,
}

const ISNCSCI: Peer = Peer {
    package: "isncsci@2.0.6",
    file: "peer_isncsci.mjs",
    script: include_str!("peer_isncsci.mjs"),
};

const JSON_RULES_ENGINE: Peer = Peer {
    package: "json-rules-engine@7.3.1",
    file: "peer_json_rules_engine.mjs",
    script: include_str!("peer_json_rules_engine.mjs"),
};

/// Our classification, then the public one on the same exams.
pub(super) fn isncsci(workspace: &Workspace) -> Result<Vec<Figure>> {
    let mut figures = ours(workspace, "isncsci", "speed")?;
    let exams = || cargo_example(workspace, "isncsci", "exams", &[]);
    let Some(told) = ISNCSCI.told(workspace, exams)? else { return Ok(figures) };
    let value = speed(&told)?;
    let definite = named(&figures, "isncsci_definite_per_cpu_s")?;
    let agree = same_tally(&definite.beside, &told);
    let beside = json!({
        "peer": ISNCSCI.package,
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

/// It decides some hundreds a second, so it is not given everybody.
const PEOPLE: &str = "2000";
const SEED: &str = "20260101";

/// Our triage from typed facts, then a public rule engine with the same active rules on some of the
/// same people. It finds tier and limit only: clocks, actions and open questions are ours alone.
pub(super) fn triage(workspace: &Workspace) -> Result<Vec<Figure>> {
    let mut figures = ours(workspace, "testkit", "triage_speed")?;
    let book = || cargo_example(workspace, "testkit", "rule_book", &[PEOPLE, SEED]);
    let Some(told) = JSON_RULES_ENGINE.told(workspace, book)? else { return Ok(figures) };
    let value = speed(&told)?;
    let typed = named(&figures, "triage_typed_per_cpu_s")?;
    let agree = told.get("agree").is_some() && told.get("agree") == told.get("people");
    let beside = json!({
        "peer": JSON_RULES_ENGINE.package,
        "node": told.get("node"),
        "people": told.get("people"),
        "agree_on_tier_and_limit": told.get("agree"),
        "tally": told.get("tally"),
        "ours_tally": told.get("ours"),
        "rules": told.get("rules"),
        "ours_per_peer": agree.then_some(typed.value / value),
        "not_expressible": "unknown as a value of AND, OR and NOT: spelled out as three conditions a \
                            derived name; answers that overrule each other (N-0 to N-9): done \
                            beforehand and not timed; the smallest limit of the winning tier: picked \
                            from its events",
    });
    let name = "peer_json_rules_engine_per_cpu_s".to_owned();
    figures.push(Figure { name, value, unit: "decisions/s", beside });
    Ok(figures)
}

fn speed(told: &Value) -> Result<f64> {
    told.get("per_cpu_s").and_then(Value::as_f64).context("the peer gave no speed")
}

fn named<'a>(figures: &'a [Figure], name: &str) -> Result<&'a Figure> {
    figures.iter().find(|figure| figure.name == name).context("our own figure is missing")
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

/// The figures of the example that times a crate itself.
fn ours(workspace: &Workspace, package: &str, example: &str) -> Result<Vec<Figure>> {
    const UNITS: [&str; 4] = ["us", "exams/s", "decisions/s", "people/s"];
    let mut figures = Vec::new();
    let printed = cargo_example(workspace, package, example, &[])?;
    for line in printed.lines().filter(|line| is_figure(line)) {
        let read: Value = serde_json::from_str(line).context("a figure is not JSON")?;
        let text = |key: &str| read.get(key).and_then(Value::as_str).unwrap_or_default();
        let unit = UNITS.into_iter().find(|unit| *unit == text("unit"));
        figures.push(Figure {
            name: text("name").to_owned(),
            value: read.get("value").and_then(Value::as_f64).context("a figure has no value")?,
            unit: unit.with_context(|| format!("a figure has the unit {}", text("unit")))?,
            beside: read.get("beside").cloned().unwrap_or_default(),
        });
    }
    ensure!(!figures.is_empty(), "the example {example} of {package} printed no figure");
    Ok(figures)
}

fn cargo_example(
    workspace: &Workspace,
    package: &str,
    example: &str,
    arguments: &[&str],
) -> Result<String> {
    Program::new("cargo")
        .args(["run", "--quiet", "--release", "--locked", "--package", package])
        .args(["--example", example, "--"])
        .args(arguments)
        .current_dir(&workspace.root)
        .output()
}

impl Peer {
    /// What it answers about these inputs; `None` where it cannot be installed, which is said.
    fn told(
        &self,
        workspace: &Workspace,
        inputs: impl Fn() -> Result<String>,
    ) -> Result<Option<Value>> {
        let folder = match installed(workspace, self.package) {
            Ok(folder) => folder,
            Err(error) => {
                eprintln!("no peer, no ratio: {} could not be installed: {error:#}", self.package);
                return Ok(None);
            }
        };
        let (input, script) = (folder.join("inputs.jsonl"), folder.join(self.file));
        std::fs::write(&input, inputs()?).context("writing the inputs")?;
        std::fs::write(&script, self.script).context("writing the peer's script")?;
        let told = Program::new("node")
            .args([script.as_os_str(), input.as_os_str()])
            .current_dir(&folder)
            .output()?;
        Ok(Some(serde_json::from_str(&told).context("the peer's answer is not JSON")?))
    }
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
