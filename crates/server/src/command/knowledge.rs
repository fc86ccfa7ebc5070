//! Commands that need no database: triage, scores, ISNCSCI, the rules themselves.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stdin, stdout};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::lines;

/// What can be asked about the rules.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Rules {
    /// Every rule and clock, one line each.
    List,
    /// One rule or clock, with its condition, source and revision.
    Show {
        /// Its id, such as TR-08 or CLK-MRI24.
        id: String,
    },
    /// Proves that the rules keep their promises for every person there can be; exit 1 and a person
    /// to look at if they do not.
    Check {
        /// Also show for each rule and each accepted change a person in whom it counts.
        #[arg(long)]
        examples: bool,
        /// Also compare the proof with the engine on this many random people.
        #[arg(long, value_name = "N")]
        people: Option<u32>,
        /// The seed of the random people.
        #[arg(long, default_value_t = 1, requires = "people")]
        seed: u64,
    },
}

/// An obligation of the rules does not hold.
const NOT_PROVED: u8 = 1;

/// At least one line was refused.
const SOME_REFUSED: u8 = 1;
/// The command itself was wrong; nothing was written.
const WRONG_USE: u8 = 2;

fn open(input: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if input == Path::new("-") {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, stdin())));
    }
    let file = File::open(input).with_context(|| format!("cannot open {}", input.display()))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

fn finish(refused: u64) -> ExitCode {
    if refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_REFUSED) }
}

fn out() -> impl Write {
    BufWriter::with_capacity(1 << 16, stdout().lock())
}

pub(crate) fn triage(input: &Path) -> anyhow::Result<ExitCode> {
    Ok(finish(lines::triage::run(open(input)?, out())?))
}

pub(crate) fn score(
    instrument: &str,
    allow_draft: bool,
    input: Option<&Path>,
) -> anyhow::Result<ExitCode> {
    if instrument == "list" {
        lines::score::list(out())?;
        return Ok(ExitCode::SUCCESS);
    }
    if !lines::score::known(instrument) {
        eprintln!("cordline: there is no instrument \"{instrument}\"; see: cordline score list");
        return Ok(ExitCode::from(WRONG_USE));
    }
    let Some(input) = input else {
        eprintln!("cordline: name a file, or - for standard input");
        return Ok(ExitCode::from(WRONG_USE));
    };
    Ok(finish(lines::score::run(instrument, allow_draft, open(input)?, out())?))
}

pub(crate) fn isncsci(peer_compatible: bool, input: &Path) -> anyhow::Result<ExitCode> {
    Ok(finish(lines::isncsci::run(peer_compatible, open(input)?, out())?))
}

pub(crate) fn rules(command: Rules) -> anyhow::Result<ExitCode> {
    let mut out = out();
    match command {
        Rules::List => {
            for rule in rules::RULES {
                writeln!(
                    out,
                    "{}\t{}\t{}\t{}",
                    rule.id,
                    rule.tier.code(),
                    rule.status.key(),
                    rule.says
                )?;
            }
            for clock in rules::CLOCKS {
                writeln!(
                    out,
                    "{}\t{}\t{}\t{}",
                    clock.id,
                    clock.target,
                    clock.status.key(),
                    clock.says
                )?;
            }
        }
        Rules::Show { id } => show(&mut out, &id)?,
        Rules::Check { examples, people, seed } => {
            let (text, mut sound) = proof::check(examples);
            out.write_all(text.as_bytes())?;
            if let Some(people) = people {
                sound &= compare(&mut out, people, seed)?;
            }
            if !sound {
                out.flush()?;
                return Ok(ExitCode::from(NOT_PROVED));
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Whether the diagrams of the proof and the engine say the same about random people.
fn compare(out: &mut impl Write, people: u32, seed: u64) -> anyhow::Result<bool> {
    let book = proof::Book::current();
    let differs = proof::agree(&proof::Proof::of(&book), people, seed).err();
    match &differs {
        None => writeln!(
            out,
            "The proof, the engine and the plain reading agree on {people} random people (seed {seed})"
        )?,
        Some(person) => writeln!(out, "The proof and the engine differ: {person}")?,
    }
    Ok(differs.is_none())
}

fn show(out: &mut impl Write, id: &str) -> anyhow::Result<()> {
    let id = id.to_uppercase();
    if let Some(rule) = rules::rule(&id) {
        writeln!(out, "{} revision {}: {}", rule.id, rule.revision, rule.says)?;
        writeln!(out, "when      {}", rule.when)?;
        writeln!(out, "tier      {}, within {} h", rule.tier.code(), rule.limit_h)?;
        for step in rule.steps {
            writeln!(out, "do        {}: {}", step.key(), step.meaning())?;
        }
        for source in rule.source {
            writeln!(out, "source    {source}")?;
        }
        writeln!(out, "strength  {}, confidence {}", rule.strength.key(), rule.confidence.words())?;
        writeln!(out, "status    {}, not signed off unless a site says so", rule.status.key())?;
    } else if let Some(clock) = rules::clock(&id) {
        writeln!(out, "{} revision {}: {}", clock.id, clock.revision, clock.says)?;
        writeln!(out, "from      {}", clock.start.meaning())?;
        writeln!(out, "until     {}", clock.stop.meaning())?;
        writeln!(out, "within    {} h", clock.target)?;
        writeln!(out, "when      {}", clock.applies_when)?;
        for source in clock.source {
            writeln!(out, "source    {source}")?;
        }
    } else {
        bail!("there is no rule or clock {id}; see: cordline rules list");
    }
    Ok(())
}
