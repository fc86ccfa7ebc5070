//! `cargo xtask mutants code`: one mistake at a time in the code of the knowledge crates, made by
//! cargo-mutants in a copy of the tree, to see whether the tests of that crate notice.
//!
//! It takes hours, so it runs in shards and outside the gate. Each run replaces its own line of the
//! figures and fails while a survivor has no explanation.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::program::{Program, present};
use crate::workspace::Workspace;

const PACKAGES: &[&str] = &["scores", "isncsci", "rules"];
const FIGURES: &str = "docs/mutants/code.tsv";
const FIGURES_HEAD: &str =
    "package\tshard\tcommit\tmutants\tdo_not_build\tcaught\ttimeouts\tsurvived";
const EXPLAINED: &str = "docs/mutants/code-survivors.tsv";
const EXPLAINED_HEAD: &str = "mutant\twhy";
/// Beside the results of a run: the commit whose tree it changed.
const COMMIT: &str = "commit.txt";

/// What one shard of one package came to.
#[derive(Debug, PartialEq, Eq)]
struct Shard {
    mutants: usize,
    do_not_build: usize,
    caught: usize,
    timeouts: usize,
    survivors: Vec<String>,
}

/// `[--shard K/N] [PACKAGE...]`, or `--read FOLDER` for the results of an earlier run.
pub(crate) fn run(workspace: &Workspace, words: &[String]) -> Result<()> {
    let (mut shard, mut packages, mut read) = ("0/1".to_owned(), Vec::new(), None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--shard" => shard.clone_from(words.next().context("--shard needs K/N")?),
            "--read" => read = Some(PathBuf::from(words.next().context("--read needs a folder")?)),
            known if PACKAGES.contains(&known) => packages.push(known),
            other => bail!("there is no option or package {other:?}"),
        }
    }
    if packages.is_empty() {
        packages = PACKAGES.to_vec();
    }
    let mut unexplained = 0;
    for package in packages {
        let folder = match &read {
            Some(folder) => folder.clone(),
            None => mutate(workspace, package, &shard)?,
        };
        unexplained += write(workspace, package, &shard, &folder)?;
    }
    if unexplained > 0 {
        bail!("{unexplained} survivors in {EXPLAINED} have no explanation: kill or explain them");
    }
    Ok(())
}

fn mutate(workspace: &Workspace, package: &str, shard: &str) -> Result<PathBuf> {
    if !present("cargo-mutants", "--version") {
        bail!("cargo-mutants is not installed (`cargo install cargo-mutants --locked`)");
    }
    let folder = workspace.target.join("mutants").join(format!("{package}-{}", slashless(shard)));
    std::fs::create_dir_all(&folder).context("making the folder of the results")?;
    let commit = Program::new("git").args(["rev-parse", "--short=12", "HEAD"]);
    let commit = commit.current_dir(&workspace.root).output()?;
    std::fs::write(folder.join(COMMIT), commit).context("noting the commit")?;
    // Ends with another status than 0 as soon as one survives: the results tell.
    let status = Command::new("cargo")
        .args(["mutants", "--jobs", "1", "--minimum-test-timeout", "60", "--package", package])
        .args(["--shard", shard, "--sharding", "round-robin", "--output"])
        .arg(&folder)
        .args(["--cargo-test-arg=--lib", "--cargo-test-arg=--tests"])
        .current_dir(&workspace.root)
        .status()
        .context("starting cargo mutants")?;
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo mutants ended with {status}");
    }
    Ok(folder)
}

/// Puts the results into the figures; answers how many survivors nobody explained.
fn write(workspace: &Workspace, package: &str, shard: &str, folder: &Path) -> Result<usize> {
    let text = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
    };
    let outcomes = text(&folder.join("mutants.out").join("outcomes.json"))?;
    let found = counted(&serde_json::from_str(&outcomes).context("reading the outcomes")?);
    let commit = text(&folder.join(COMMIT))?;
    println!(
        "{package} {shard} at {}: {} mutants, {} do not build, {} caught, {} timeouts, {} survived",
        commit.trim(),
        found.mutants,
        found.do_not_build,
        found.caught,
        found.timeouts,
        found.survivors.len()
    );
    let figures = workspace.root.join(FIGURES);
    let mut lines = table(&figures, 2);
    let line = format!(
        "{}\t{}\t{}\t{}\t{}\t{}",
        commit.trim(),
        found.mutants,
        found.do_not_build,
        found.caught,
        found.timeouts,
        found.survivors.len()
    );
    lines.insert(format!("{package}\t{shard}"), line);
    save(&figures, FIGURES_HEAD, &lines)?;
    let explained = workspace.root.join(EXPLAINED);
    let mut whys = table(&explained, 1);
    for survivor in &found.survivors {
        whys.entry(survivor.clone()).or_default();
    }
    save(&explained, EXPLAINED_HEAD, &whys)?;
    let open = |survivor: &&String| whys.get(*survivor).is_none_or(String::is_empty);
    Ok(found.survivors.iter().filter(open).count())
}

fn counted(outcomes: &Value) -> Shard {
    let (mut shard, mut summaries) = (
        Shard { mutants: 0, do_not_build: 0, caught: 0, timeouts: 0, survivors: Vec::new() },
        outcomes.get("outcomes").and_then(Value::as_array).into_iter().flatten(),
    );
    for outcome in &mut summaries {
        let Some(name) = outcome.pointer("/scenario/Mutant/name").and_then(Value::as_str) else {
            continue;
        };
        shard.mutants += 1;
        match outcome.get("summary").and_then(Value::as_str) {
            Some("CaughtMutant") => shard.caught += 1,
            Some("Timeout") => shard.timeouts += 1,
            Some("Unviable") => shard.do_not_build += 1,
            _ => shard.survivors.push(placeless(name)),
        }
    }
    shard.survivors.sort();
    shard
}

/// `file:line:column: mistake` without line and column, which move with every edit.
fn placeless(name: &str) -> String {
    match name.split_once(':') {
        Some((file, rest)) => match rest.split_once(": ") {
            Some((_, mistake)) => format!("{file}: {mistake}"),
            None => name.to_owned(),
        },
        None => name.to_owned(),
    }
}

fn slashless(shard: &str) -> String {
    shard.replace('/', "-of-")
}

/// The lines of a table after its head, by their first columns. An absent file is an empty table.
fn table(file: &Path, columns: usize) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .skip(1)
        .map(|line| {
            let key: Vec<&str> = line.splitn(columns + 1, '\t').collect();
            let (rest, key) = key.split_last().unwrap_or((&"", &[]));
            (key.join("\t"), (*rest).to_owned())
        })
        .collect()
}

fn save(file: &Path, head: &str, lines: &BTreeMap<String, String>) -> Result<()> {
    let mut text = format!("{head}\n");
    for (key, rest) in lines {
        text.extend([key, "\t", rest, "\n"]);
    }
    std::fs::write(file, text).with_context(|| format!("writing {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_counted_and_its_survivors_are_named_without_their_line() {
        let mutant = |name: &str, summary: &str| serde_json::json!({"scenario": {"Mutant": {"name": name}}, "summary": summary});
        let outcomes = serde_json::json!({"outcomes": [
            {"scenario": "Baseline", "summary": "Success"},
            mutant("a/src/b.rs:3:9: replace + with - in c", "CaughtMutant"),
            mutant("a/src/b.rs:4:9: replace d -> bool with true", "MissedMutant"),
            mutant("a/src/b.rs:4:19: replace d -> bool with true", "MissedMutant"),
            mutant("a/src/b.rs:5:9: delete ! in e", "Timeout"),
            mutant("a/src/b.rs:6:9: delete ! in f", "Unviable"),
        ]});
        let survivors = vec!["a/src/b.rs: replace d -> bool with true".to_owned(); 2];
        let expected = Shard { mutants: 5, do_not_build: 1, caught: 1, timeouts: 1, survivors };
        assert_eq!(counted(&outcomes), expected);
    }

    #[test]
    fn a_table_is_read_as_it_was_saved_and_keeps_its_explanations() {
        let file = std::env::temp_dir().join(format!("mutants-{}.tsv", std::process::id()));
        let lines = BTreeMap::from([
            ("a\t0/4".to_owned(), "x\t1".to_owned()),
            ("b\t0/4".to_owned(), String::new()),
        ]);
        save(&file, "head", &lines).unwrap();
        let read = table(&file, 2);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(read, lines);
        assert!(table(&file, 2).is_empty());
    }
}
