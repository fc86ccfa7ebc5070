//! Every committed vector through the public contract: `cordline score` and `cordline isncsci` on
//! the release binary, compared as the vectors' own rules say (tolerance, exact, unchecked), with
//! the marks of non-cord assumptions counted apart.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

use crate::workspace::Workspace;

/// File stem and instrument, where the stem is not the instrument's name.
const RENAMED: &[(&str, &str)] = &[
    ("bollen2014_draft", "bollen"),
    ("cord_reirradiation_nieder_draft", "cord_reirradiation_nieder"),
    ("katagiri2014", "katagiri"),
    ("nesms_draft", "nesms"),
    ("noms_decision_draft", "noms_decision"),
    ("osri_draft", "osri"),
    ("rades2008_ambulatory_draft", "rades_ambulatory"),
    ("rades2008_survival_draft", "rades_survival"),
    ("tokuhashi2005", "tokuhashi"),
    ("tomita2001", "tomita"),
    ("van_der_linden2005", "van_der_linden"),
];

/// The eleven outputs, by flat key.
const OUTPUTS: [&str; 11] = [
    "sensoryRight",
    "sensoryLeft",
    "motorRight",
    "motorLeft",
    "nli",
    "injuryComplete",
    "ais",
    "zpp.sensoryRight",
    "zpp.sensoryLeft",
    "zpp.motorRight",
    "zpp.motorLeft",
];

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
}

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let binary = workspace.release_binary()?;
    let mut all = Count::default();
    let mut marks = Count::default();
    for file in files(&workspace.root.join("scores/tests/data"))? {
        report(&mut all, &file, &scores(&binary, &file)?);
    }
    for file in files(&workspace.root.join("isncsci/tests/data"))? {
        let faults = isncsci(&binary, &file, &mut marks)?;
        report(&mut all, &file, &faults);
    }
    let tagged = marks.passed + marks.failed;
    println!(
        "marks in exams with a tagged cell: {} of {tagged} agree (for information)",
        marks.passed
    );
    println!("{} passed, {} failed", all.passed, all.failed);
    ensure!(all.failed == 0, "{} vectors failed", all.failed);
    ensure!(all.passed > 0, "there are no vectors");
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// One entry a row: nothing when it passed, or what was wrong with it.
fn report(all: &mut Count, file: &Path, rows: &[Option<String>]) {
    let passed = rows.iter().filter(|row| row.is_none()).count();
    println!("{}: {passed}/{}", stem(file), rows.len());
    for fault in rows.iter().flatten() {
        println!("    {fault}");
    }
    all.passed += passed;
    all.failed += rows.len() - passed;
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn scores(binary: &Path, file: &Path) -> Result<Vec<Option<String>>> {
    let stem = stem(file);
    let instrument =
        RENAMED.iter().find(|(name, _)| *name == stem).map_or(stem.as_str(), |(_, name)| name);
    let (rows, text) = rows(file)?;
    let draft: &[&str] = if stem.ends_with("_draft") { &["--allow-draft"] } else { &[] };
    let answers = ask(binary, &[&["score"], draft, &[instrument, "-"]].concat(), &text)?;
    pair(&rows, &answers)?;
    Ok(rows.iter().zip(&answers).map(|(row, answer)| score_fault(row, answer)).collect())
}

fn rows(file: &Path) -> Result<(Vec<Value>, String)> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let rows = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).context("a vector is not JSON"))
        .collect::<Result<_>>()?;
    Ok((rows, text))
}

/// Everything the command answers. Exit 1 only says that some lines were refused.
fn ask(binary: &Path, arguments: &[&str], input: &str) -> Result<Vec<Value>> {
    let mut child = Command::new(binary)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting cordline")?;
    let mut pipe = child.stdin.take().context("cordline has no standard input")?;
    let input = input.to_owned();
    let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()));
    let output = child.wait_with_output().context("waiting for cordline")?;
    if writer.join().map_or(true, |written| written.is_err()) {
        bail!("cordline did not read all lines of {}", arguments.join(" "));
    }
    ensure!(
        matches!(output.status.code(), Some(0 | 1)),
        "cordline {} ended with {}",
        arguments.join(" "),
        output.status
    );
    String::from_utf8(output.stdout)
        .context("the answer is not text")?
        .lines()
        .map(|line| serde_json::from_str(line).context("an answer is not JSON"))
        .collect()
}

fn pair(rows: &[Value], answers: &[Value]) -> Result<()> {
    ensure!(rows.len() == answers.len(), "{} rows, {} answers", rows.len(), answers.len());
    for (row, answer) in rows.iter().zip(answers) {
        ensure!(row.get("id") == answer.get("id"), "an answer is out of order: {answer}");
    }
    Ok(())
}

fn score_fault(row: &Value, answer: &Value) -> Option<String> {
    let id = row.get("id").and_then(Value::as_str).unwrap_or("?");
    let expected = row.get("expected").unwrap_or(&Value::Null);
    if expected.get("error") == Some(&Value::Bool(true)) {
        let refused = answer.get("error").is_some() && answer.get("result").is_none();
        return (!refused).then(|| format!("{id}: was not refused"));
    }
    let tolerance = row.get("tolerance").and_then(Value::as_f64).unwrap_or(0.0);
    let result = answer.get("result").unwrap_or(&Value::Null);
    (!holds(expected, result, tolerance))
        .then(|| format!("{id}: expected {expected}, but the answer is {answer}"))
}

/// Numbers to the tolerance (7 and 7.0 are equal), lists whole, objects by every expected key.
fn holds(expected: &Value, found: &Value, tolerance: f64) -> bool {
    match (expected, found) {
        (Value::Number(wanted), Value::Number(found)) => match (wanted.as_f64(), found.as_f64()) {
            (Some(wanted), Some(found)) => (wanted - found).abs() <= tolerance,
            _ => false,
        },
        (Value::Array(wanted), Value::Array(found)) => {
            wanted.len() == found.len()
                && wanted.iter().zip(found).all(|(one, other)| holds(one, other, tolerance))
        }
        (Value::Object(wanted), Value::Object(found)) => wanted
            .iter()
            .all(|(key, one)| found.get(key).is_some_and(|other| holds(one, other, tolerance))),
        _ => expected == found,
    }
}

fn isncsci(binary: &Path, file: &Path, marks: &mut Count) -> Result<Vec<Option<String>>> {
    let (rows, text) = rows(file)?;
    let answers = ask(binary, &["isncsci", "-"], &text)?;
    let compatible = ask(binary, &["isncsci", "--peer-compatible", "-"], &text)?;
    pair(&rows, &answers)?;
    pair(&rows, &compatible)?;
    let mut faults = Vec::new();
    for ((row, answer), compatible) in rows.iter().zip(&answers).zip(&compatible) {
        faults.push(isncsci_fault(row, answer, compatible));
        count_marks(row, answer, marks);
    }
    Ok(faults)
}

fn at<'a>(value: &'a Value, flat: &str) -> Option<&'a str> {
    let found = flat.split('.').try_fold(value, |value, key| value.get(key));
    found.and_then(Value::as_str)
}

fn bare(text: &str) -> String {
    text.replace('*', "")
}

fn isncsci_fault(row: &Value, answer: &Value, compatible: &Value) -> Option<String> {
    let id = row.get("id").and_then(Value::as_str).unwrap_or("?");
    let Some(result) = answer.get("result") else {
        return Some(format!("{id}: refused: {answer}"));
    };
    let expected = row.get("expected").unwrap_or(&Value::Null);
    let none = Map::new();
    let map = |key: &str| row.get(key).and_then(Value::as_object).unwrap_or(&none);
    let (exact, peer) = (map("exact"), map("peer"));
    let unchecked: Vec<&str> = row
        .get("unchecked")
        .and_then(Value::as_array)
        .map(|keys| keys.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    for key in OUTPUTS {
        let wanted = exact.get(key).and_then(Value::as_str).or_else(|| at(expected, key));
        let (Some(wanted), Some(found)) = (wanted, at(result, key)) else {
            return Some(format!("{id}: {key} is missing"));
        };
        let (wanted, found) = (bare(wanted), bare(found));
        let passes = if unchecked.contains(&key) {
            let wanted: Vec<&str> = wanted.split(',').collect();
            !found.is_empty() && found.split(',').all(|one| wanted.contains(&one))
        } else {
            wanted == found
        };
        if !passes {
            return Some(format!("{id}: {key} should be {wanted}, is {found}"));
        }
    }
    if expected.get("totals").is_some_and(|totals| Some(totals) != result.get("totals")) {
        return Some(format!("{id}: the totals differ"));
    }
    // Where only the name of the level of a normal exam differs, the switch gives the peer's.
    let peer_nli = match (exact.get("nli"), peer.get("nli").and_then(Value::as_str)) {
        (_, Some(nli)) => Some(nli),
        (Some(_), None) => at(expected, "nli"),
        (None, None) => None,
    };
    let switched = at(compatible.get("result").unwrap_or(&Value::Null), "nli");
    let level_edge = at(result, "nli") != switched;
    match (peer_nli, switched) {
        (Some(wanted), Some(found)) if level_edge && bare(wanted) != bare(found) => {
            Some(format!("{id}: with --peer-compatible nli should be {wanted}, is {found}"))
        }
        _ => None,
    }
}

fn count_marks(row: &Value, answer: &Value, marks: &mut Count) {
    let tagged = ["right", "left"]
        .iter()
        .any(|side| row.get(*side).is_some_and(|side| side.to_string().contains('*')));
    if !tagged {
        return;
    }
    let agrees = OUTPUTS.iter().all(|key| {
        let mark = |value: Option<&Value>| {
            value.and_then(|value| at(value, key)).map(|text| text.ends_with('*'))
        };
        mark(row.get("expected")) == mark(answer.get("result"))
    });
    if agrees { marks.passed += 1 } else { marks.failed += 1 }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_number_within_its_tolerance_passes_and_a_point_that_differs_does_not() {
        let row =
            json!({"id": "a", "tolerance": 0.01, "expected": {"bed_gy": 10.0, "points": [1, 2]}});
        let answer = |bed: f64, last: u8| json!({"id": "a", "result": {"bed_gy": bed, "points": [1, last], "more": 1}});
        assert_eq!(score_fault(&row, &answer(10.005, 2)), None);
        assert!(score_fault(&row, &answer(10.02, 2)).is_some());
        assert!(score_fault(&row, &answer(10.0, 3)).is_some());
        assert!(score_fault(&row, &json!({"id": "a", "error": {}})).is_some());
    }

    #[test]
    fn an_expected_refusal_must_be_refused() {
        let row = json!({"id": "a", "expected": {"error": true}});
        assert_eq!(score_fault(&row, &json!({"id": "a", "error": {}})), None);
        assert!(score_fault(&row, &json!({"id": "a", "result": {}})).is_some());
    }

    fn exam(nli: &str) -> Value {
        let zpp = json!({"sensoryRight": "NA", "sensoryLeft": "NA", "motorRight": "NA", "motorLeft": "NA"});
        json!({"sensoryRight": "C5", "sensoryLeft": "C5", "motorRight": "C5", "motorLeft": "C5",
            "nli": nli, "injuryComplete": "C", "ais": "A", "zpp": zpp, "totals": {"lt": "20"}})
    }

    #[test]
    fn marks_are_put_aside_exact_values_win_and_unchecked_ones_may_be_fewer() {
        let answer = |nli: &str| json!({"id": "a", "result": exam(nli)});
        let row = json!({"id": "a", "expected": exam("C5*")});
        assert_eq!(isncsci_fault(&row, &answer("C5"), &answer("C5")), None);
        assert!(isncsci_fault(&row, &answer("C4"), &answer("C4")).is_some());
        let row = json!({"id": "a", "expected": exam("C5"), "exact": {"nli": "C4"}});
        assert_eq!(isncsci_fault(&row, &answer("C4"), &answer("C4")), None);
        assert!(isncsci_fault(&row, &answer("C4"), &answer("C3")).is_some(), "the peer's name");
        let row = json!({"id": "a", "expected": exam("C4,C5"), "unchecked": ["nli"]});
        assert_eq!(isncsci_fault(&row, &answer("C5"), &answer("C5")), None);
        assert!(isncsci_fault(&row, &answer("C6"), &answer("C6")).is_some());
    }

    #[test]
    fn totals_count() {
        let mut other = exam("C5");
        other.as_object_mut().unwrap().insert("totals".to_owned(), json!({"lt": "21"}));
        let row = json!({"id": "a", "expected": exam("C5")});
        let answer = json!({"id": "a", "result": other});
        assert!(isncsci_fault(&row, &answer, &answer).is_some());
    }
}
