//! Speed and size, one JSON line a figure: `{"name","value","unit","beside":{...}}`.
//!
//! Figures of one run may be compared with each other, never with those of another machine or day:
//! what makes a ratio stands `beside` each value, measured in the same run. Add a figure by adding
//! a [`Bench`] to the table of its module.

mod build;
mod clinical_record;
mod knowledge;
mod living_line;
mod load;
mod peers;
mod service;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::program::Program;
use crate::workspace::Workspace;

/// One measured value.
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// What it must be read beside: ratios, spread, sample sizes.
    pub(crate) beside: Value,
}

impl Figure {
    fn line(&self) -> String {
        let Self { name, value, unit, beside } = self;
        // Written out, so that a person finds the name first.
        let (name, unit) = (Value::from(name.as_str()), Value::from(*unit));
        let (value, beside) = (rounded(*value), all_rounded(beside));
        format!(r#"{{"name":{name},"value":{value},"unit":{unit},"beside":{beside}}}"#)
    }
}

/// How a bench gives its figures.
enum Measure {
    /// Measured here.
    Here(fn(&Workspace) -> Result<Vec<Figure>>),
    /// Measured by an example of a crate, which prints the JSON lines itself.
    Example { package: &'static str, example: &'static str },
}

/// A bench: the figures it gives, the group it belongs to.
struct Bench {
    group: &'static str,
    figures: &'static [&'static str],
    measure: Measure,
    /// Whether it runs only when asked for by name.
    only_by_name: bool,
}

fn benches() -> impl Iterator<Item = &'static Bench> {
    knowledge::BENCHES
        .iter()
        .chain(living_line::BENCHES)
        .chain(service::BENCHES)
        .chain(clinical_record::BENCHES)
        .chain(build::BENCHES)
}

/// Runs all benches, or those named by figure or group; `list` lists them.
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Result<()> {
    if names.first().map(String::as_str) == Some("list") {
        for bench in benches() {
            let note = if bench.only_by_name { " (only by name)" } else { "" };
            println!("{}: {}{note}", bench.group, bench.figures.join(", "));
        }
        return Ok(());
    }
    let asked = |bench: &Bench, name: &str| bench.group == name || bench.figures.contains(&name);
    if let Some(unknown) = names.iter().find(|name| !benches().any(|bench| asked(bench, name))) {
        bail!("there is no figure or group {unknown:?}; see `cargo xtask bench list`");
    }
    for bench in benches() {
        let chosen = names.iter().any(|name| asked(bench, name))
            || (names.is_empty() && !bench.only_by_name);
        if chosen {
            measure(workspace, bench)?;
        }
    }
    Ok(())
}

fn measure(workspace: &Workspace, bench: &Bench) -> Result<()> {
    match bench.measure {
        Measure::Here(measure) => {
            for figure in measure(workspace)? {
                println!("{}", figure.line());
            }
        }
        Measure::Example { package, example } => {
            let output = Program::new("cargo")
                .args(["run", "--quiet", "--release", "--locked", "--package", package])
                .args(["--example", example])
                .current_dir(&workspace.root)
                .output()?;
            let mut figures = 0;
            for line in output.lines() {
                figures += usize::from(is_figure(line));
                println!("{line}");
            }
            if figures == 0 {
                bail!("the example {example} of {package} printed no figure");
            }
        }
    }
    Ok(())
}

fn is_figure(line: &str) -> bool {
    serde_json::from_str::<Value>(line).is_ok_and(|value| {
        value.get("name").is_some_and(Value::is_string)
            && value.get("value").is_some_and(Value::is_number)
            && value.get("unit").is_some_and(Value::is_string)
            && value.get("beside").is_some_and(Value::is_object)
    })
}

/// Three decimals are more than any of these figures can promise.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn all_rounded(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => number.as_f64().map(rounded).into(),
        Value::Array(items) => items.iter().map(all_rounded).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), all_rounded(value))).collect()
        }
        other => other.clone(),
    }
}

/// The value below which the given share of a sorted sample lies.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index into a sample of at most some millions"
    )]
    let index = ((sorted.len() as f64) * share) as usize;
    sorted.get(index.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
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

    #[test]
    fn a_figure_is_one_line_that_its_reader_accepts() {
        let figure = Figure {
            name: "ready_ms".to_owned(),
            value: 12.345_67,
            unit: "ms",
            beside: serde_json::json!({"runs": 5}),
        };
        let line = figure.line();
        assert!(is_figure(&line), "{line}");
        assert!(line.starts_with(r#"{"name":"ready_ms","value":12.346,"unit""#), "{line}");
        assert!(!is_figure(r#"{"name":"x","value":1}"#));
    }

    #[test]
    fn no_two_benches_give_the_same_figure() {
        let mut names: Vec<_> = benches().flat_map(|bench| bench.figures).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(all, names.len());
    }

    #[test]
    fn percentiles_of_a_small_sample_stay_inside_it() {
        let sample = [1.0, 2.0, 3.0, 4.0];
        assert!((percentile(&sample, 0.5) - 3.0).abs() < f64::EPSILON);
        assert!((percentile(&sample, 0.99) - 4.0).abs() < f64::EPSILON);
    }
}
