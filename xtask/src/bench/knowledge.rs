//! How fast the knowledge answers: from typed inputs (the examples measure themselves) and from
//! JSON lines through the command line, with the tally of what was answered.

use std::collections::BTreeMap;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Bench, Figure, Measure, children_cpu_seconds, peers};
use crate::program::Program;
use crate::workspace::Workspace;

pub(super) const BENCHES: &[Bench] = &[
    Bench {
        group: "knowledge",
        figures: &[
            "triage_typed_per_cpu_s",
            "triage_questions_per_cpu_s",
            "peer_json_rules_engine_per_cpu_s",
        ],
        measure: Measure::Here(peers::triage),
        only_by_name: false,
    },
    Bench {
        group: "knowledge",
        figures: &["triage_json_per_cpu_s"],
        measure: Measure::Here(triage_lines),
        only_by_name: false,
    },
    Bench {
        group: "knowledge",
        // Each of the others prints a line of its own.
        figures: &["score_sins_per_cpu_s"],
        measure: Measure::Example { package: "scores", example: "speed" },
        only_by_name: false,
    },
    Bench {
        group: "knowledge",
        figures: &[
            "isncsci_definite_per_cpu_s",
            "isncsci_nt_per_cpu_s",
            "isncsci_nt20_p99_us",
            "peer_isncsci_per_cpu_s",
        ],
        measure: Measure::Here(peers::isncsci),
        only_by_name: false,
    },
    Bench {
        group: "knowledge",
        figures: &["rules_check_s"],
        measure: Measure::Here(rules_check),
        only_by_name: false,
    },
];

/// As many people, of the same seed, as the example `triage_speed` decides on.
const PEOPLE: usize = 100_000;
const SEED: u64 = 20_260_101;
/// The kernel counts processor time in hundredths of a second; one run takes only some tens of them.
const RUNS: u32 = 5;

/// `cordline triage FILE` over seeded people, reading, deciding, citing and printing included.
fn triage_lines(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?;
    let input = workspace.target.join("bench-people.jsonl");
    let output = workspace.target.join("bench-decisions.jsonl");
    let lines = Program::new("cargo")
        .args(["run", "--quiet", "--release", "--locked", "--package", "testkit"])
        .args(["--example", "people", "--", &PEOPLE.to_string(), &SEED.to_string()])
        .current_dir(&workspace.root)
        .output()?;
    std::fs::write(&input, lines).context("writing the people")?;
    let before = children_cpu_seconds()?;
    let started = Instant::now();
    for _ in 0..RUNS {
        let status = Command::new(&binary)
            .arg("triage")
            .arg(&input)
            .stdin(Stdio::null())
            .stdout(File::create(&output).context("making a file for the decisions")?)
            .status()
            .context("starting cordline triage")?;
        ensure!(status.success(), "cordline triage ended with {status}");
    }
    let wall_s = started.elapsed().as_secs_f64() / f64::from(RUNS);
    let cpu_s = (children_cpu_seconds()? - before) / f64::from(RUNS);
    let decisions = std::fs::read_to_string(&output).context("reading the decisions")?;
    let tally = tally(&decisions)?;
    ensure!(tally.values().sum::<usize>() == PEOPLE, "not everybody was answered: {tally:?}");
    std::fs::remove_file(&input).context("removing the people")?;
    std::fs::remove_file(&output).context("removing the decisions")?;
    #[expect(clippy::cast_precision_loss, reason = "a count of some hundred thousand")]
    let value = PEOPLE as f64 / cpu_s;
    Ok(vec![Figure {
        name: "triage_json_per_cpu_s".to_owned(),
        value,
        unit: "decisions/s",
        beside: json!({
            "people": PEOPLE, "seed": SEED, "runs": RUNS, "cpu_s": cpu_s, "wall_s": wall_s,
            "tally": tally,
            "includes": "reasons, citations, open questions, reading and printing",
            "bytes_out": decisions.len(), "aim": 250_000,
        }),
    }])
}

/// `cordline rules check`: every promise of the rules, decided for everybody.
fn rules_check(workspace: &Workspace) -> Result<Vec<Figure>> {
    let binary = workspace.release_binary()?;
    let before = children_cpu_seconds()?;
    let started = Instant::now();
    let output = Command::new(&binary)
        .args(["rules", "check"])
        .stdin(Stdio::null())
        .output()
        .context("starting cordline rules check")?;
    let wall_s = started.elapsed().as_secs_f64();
    let value = children_cpu_seconds()? - before;
    ensure!(output.status.success(), "cordline rules check ended with {}", output.status);
    let printed = String::from_utf8_lossy(&output.stdout);
    let proved = printed.lines().filter(|line| line.contains(" proved: ")).count();
    ensure!(proved > 0, "cordline rules check says nothing is proved");
    Ok(vec![Figure {
        name: "rules_check_s".to_owned(),
        value,
        unit: "s",
        beside: json!({ "clock": "cpu", "wall_s": wall_s, "obligations_proved": proved, "aim": 5 }),
    }])
}

/// How many people have each tier.
fn tally(decisions: &str) -> Result<BTreeMap<String, usize>> {
    let mut tally = BTreeMap::new();
    for line in decisions.lines() {
        let decision: Value = serde_json::from_str(line).context("a decision is not JSON")?;
        let tier =
            decision.get("tier").and_then(Value::as_str).context("a decision has no tier")?;
        *tally.entry(tier.to_owned()).or_default() += 1;
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_counted_by_tier_and_an_error_is_no_decision() {
        let lines = "{\"id\":\"1\",\"tier\":\"E1\"}\n{\"id\":\"2\",\"tier\":\"E1\"}";
        assert_eq!(tally(lines).unwrap().get("E1"), Some(&2));
        assert!(tally("{\"id\":\"1\",\"error\":{}}").is_err());
    }
}
