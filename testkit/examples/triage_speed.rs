//! How many decisions a processor second makes from typed facts, over 100,000 different people.
//!
//! `cargo run --release -p testkit --example triage_speed` prints JSON lines; the open questions are
//! timed and printed apart.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};

use rules::{Settings, Tier, questions, triage};
use testkit::cpu;
use testkit::people::{Person, people};

const SEED: u64 = 20_260_101;
const PEOPLE: usize = 100_000;
/// Long enough for the kernel's hundredths of a second to be exact to half a per cent.
const SECONDS_AT_LEAST: f64 = 2.0;

fn main() -> io::Result<()> {
    let people = people(SEED, PEOPLE);
    let settings = Settings::default();
    let mut tally: BTreeMap<Tier, u64> = BTreeMap::new();
    let mut reasons = 0_usize;
    let (rounds, seconds) = timed(|| {
        tally.clear();
        reasons = 0;
        for Person { audience, facts } in &people {
            let decision = triage(facts, *audience, &settings);
            *tally.entry(decision.tier).or_default() += 1;
            // Reasons and citations are read, not only counted.
            reasons += decision.fired.iter().map(|rule| rule.source.len()).sum::<usize>();
            reasons += decision.actions.len() + decision.clocks.len() + decision.withheld().count();
        }
    });
    let mut beside =
        format!("{{\"people\":{PEOPLE},\"seed\":{SEED},\"reasons\":{reasons},\"tally\":{{");
    for (place, (tier, count)) in tally.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(beside, "{comma}\"{tier}\":{count}");
    }
    beside.push_str("}}");
    print("triage_typed_per_cpu_s", rate(rounds, seconds), "decisions/s", &beside)?;

    let mut asked = 0_usize;
    let (rounds, seconds) = timed(|| {
        asked = 0;
        for Person { audience, facts } in &people {
            asked += questions(facts, *audience, &settings).len();
        }
    });
    let beside = format!("{{\"people\":{PEOPLE},\"seed\":{SEED},\"questions\":{asked}}}");
    print("triage_questions_per_cpu_s", rate(rounds, seconds), "people/s", &beside)
}

/// Rounds over everybody, and the processor seconds they took.
fn timed(mut round: impl FnMut()) -> (u32, f64) {
    let begin = cpu::seconds().unwrap_or_default();
    let mut rounds = 0;
    loop {
        round();
        rounds += 1;
        let seconds = cpu::seconds().unwrap_or(f64::INFINITY) - begin;
        if seconds >= SECONDS_AT_LEAST {
            return (rounds, seconds);
        }
    }
}

fn rate(rounds: u32, seconds: f64) -> f64 {
    let everybody = u32::try_from(PEOPLE).unwrap_or(u32::MAX);
    (f64::from(rounds) * f64::from(everybody) / seconds).round()
}

fn print(name: &str, value: f64, unit: &str, beside: &str) -> io::Result<()> {
    writeln!(
        io::stdout(),
        "{{\"name\":\"{name}\",\"value\":{value},\"unit\":\"{unit}\",\"beside\":{beside}}}"
    )
}
