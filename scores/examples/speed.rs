//! How many results of each score a CPU-second gives, one JSON line a score.
//!
//! `cargo run --release -p scores --example speed`
//!
//! The value is the uniform door with a complete result (checks, items, warnings, citation). SINS goes
//! over every one of the 1,296 possible levels in turn, with the typed path and the tally of bands
//! beside it, so that the work is seen to be done; the others go over those of their cases that have a
//! result. CPU time is the thread's own (`/proc`); where there is none, wall time, and the line says so.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use scores::sins::{Alignment, Band, Collapse, Lesion, Level, Location, Pain, Posterolateral};
use scores::{INSTRUMENTS, Instrument, Value};
use serde_json::Value as Json;

/// Long enough that the clock's own grain does not matter.
const AT_LEAST: Duration = Duration::from_millis(1500);
/// The others are many, and their cases few and alike.
const AT_LEAST_FOR_OTHERS: Duration = Duration::from_millis(300);

fn main() -> io::Result<()> {
    sins()?;
    let others = INSTRUMENTS.iter().filter(|it| it.name != scores::sins::INSTRUMENT.name);
    others.into_iter().try_for_each(|instrument| by_cases(instrument))
}

/// One score over the cases beside its source.
fn by_cases(instrument: &Instrument) -> io::Result<()> {
    let path = format!("{}/src/{}.cases.jsonl", env!("CARGO_MANIFEST_DIR"), instrument.name);
    let text = std::fs::read_to_string(path)?;
    let cases: Vec<Json> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let forms = cases.iter().filter_map(|case| Some(entries(case.get("inputs")?.as_object()?)));
    let forms: Vec<_> = forms.filter(|form| instrument.score(form, true).is_ok()).collect();
    if forms.is_empty() {
        return Err(io::Error::other(format!("no case of {} has a result", instrument.name)));
    }
    let (door, clock) = rate(AT_LEAST_FOR_OTHERS, forms.len(), || {
        for form in &forms {
            let _ = black_box(instrument.score(black_box(form), true));
        }
    });
    writeln!(
        io::stdout(),
        r#"{{"name":"score_{}_per_cpu_s","value":{door:.0},"unit":"1/s","beside":{{"cases":{},"status":"{}","clock":"{clock}"}}}}"#,
        instrument.name,
        forms.len(),
        instrument.status.word(),
    )
}

fn entries(object: &serde_json::Map<String, Json>) -> Vec<(&str, Value<'_>)> {
    object.iter().map(|(name, json)| (name.as_str(), value(json))).collect()
}

fn value(json: &Json) -> Value<'_> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Value::Text(text),
        Json::Array(_) => Value::List,
        Json::Object(object) => Value::Record(entries(object)),
    }
}

fn sins() -> io::Result<()> {
    let levels = every_level();
    let forms: Vec<_> = levels.iter().copied().map(form).collect();

    let (typed, _) = rate(AT_LEAST, levels.len(), || {
        for level in &levels {
            black_box(black_box(level).score());
        }
    });
    let instrument: &Instrument = &scores::sins::INSTRUMENT;
    let mut answered = 0_u64;
    let (door, clock) = rate(AT_LEAST, forms.len(), || {
        for form in &forms {
            answered += u64::from(black_box(instrument.score(black_box(form), false)).is_ok());
        }
    });

    let tally = |band| levels.iter().filter(|level| level.score().band == band).count();
    writeln!(
        io::stdout(),
        r#"{{"name":"score_sins_per_cpu_s","value":{door:.0},"unit":"1/s","beside":{{"typed_per_cpu_s":{typed:.0},"levels":{},"answered":{answered},"stable":{},"potentially_unstable":{},"unstable":{},"clock":"{clock}"}}}}"#,
        levels.len(),
        tally(Band::Stable),
        tally(Band::PotentiallyUnstable),
        tally(Band::Unstable),
    )
}

fn every_level() -> Vec<Level> {
    let mut levels = Vec::new();
    for &location in Location::ALL {
        for &pain in Pain::ALL {
            for &lesion in Lesion::ALL {
                for &alignment in Alignment::ALL {
                    for &collapse in Collapse::ALL {
                        for &posterolateral in Posterolateral::ALL {
                            levels.push(Level {
                                location,
                                pain,
                                lesion,
                                alignment,
                                collapse,
                                posterolateral,
                            });
                        }
                    }
                }
            }
        }
    }
    levels
}

fn form(level: Level) -> [(&'static str, Value<'static>); 6] {
    [
        ("location", level.location.word().into()),
        ("pain", level.pain.word().into()),
        ("lesion", level.lesion.word().into()),
        ("alignment", level.alignment.word().into()),
        ("collapse", level.collapse.word().into()),
        ("posterolateral", level.posterolateral.word().into()),
    ]
}

/// Results per second, and the clock they were counted by.
fn rate(at_least: Duration, per_round: usize, mut round: impl FnMut()) -> (f64, &'static str) {
    round();
    let wall = Instant::now();
    let cpu = cpu_time();
    let mut rounds = 0_u32;
    while wall.elapsed() < at_least {
        round();
        rounds += 1;
    }
    let (spent, clock) = match (cpu, cpu_time()) {
        (Some(before), Some(after)) => (after.saturating_sub(before), "cpu"),
        _ => (wall.elapsed(), "wall"),
    };
    #[expect(clippy::cast_precision_loss, reason = "a round is a few thousand results")]
    let results = f64::from(rounds) * per_round as f64;
    (results / spent.as_secs_f64(), clock)
}

/// Nanoseconds this thread has run, where the kernel tells.
fn cpu_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = stat.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
