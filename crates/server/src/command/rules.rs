//! `cordline rules`: the rules listed, explained, proved and compared. No database.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use super::knowledge::out;
use crate::config::site_rules;

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
    /// How many pages the symptom check takes, beside the fixed order of its design; exit 1 if any
    /// walk ends below what the full form would say.
    Questions,
    /// Says in words which patients change tier between two rule sets, with the smallest example for
    /// each change. A rule set is `current`, a folder such as `rules/released/0.1.0` or one that
    /// `cordline export rules --format tables` wrote, or a site's `cordline.toml`, whose drafts then
    /// count as signed.
    Diff {
        /// The rule set before.
        old: PathBuf,
        /// The rule set after.
        new: PathBuf,
    },
}

/// How many people are walked through the fixed order of the interview.
const SAMPLED: u32 = 20_000;

/// An obligation of the rules does not hold.
const NOT_PROVED: u8 = 1;

pub(crate) fn run(command: Rules) -> anyhow::Result<ExitCode> {
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
        Rules::Questions => {
            if !questions(&mut out)? {
                out.flush()?;
                return Ok(ExitCode::from(NOT_PROVED));
            }
        }
        Rules::Diff { old, new } => {
            out.write_all(proof::diff(&book(&old)?, &book(&new)?).as_bytes())?;
        }
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

/// Prints the length of both interviews; whether no walk ends below the full form.
fn questions(out: &mut impl Write) -> anyhow::Result<bool> {
    let book = proof::Book::current();
    let it = proof::Interview::of(&proof::Proof::of(&book));
    let fixed = proof::Sampled::of_the_fixed_order(SAMPLED, 1);
    let depth = it.depth;
    writeln!(out, "pages of the public interview\tworst\tmean\thow it was counted")?;
    writeln!(
        out,
        "what can still change the tier\t{}\t{:.2}\tevery walk",
        depth.worst, depth.mean
    )?;
    writeln!(
        out,
        "the fixed order of the design\t{}\t{:.2}\t{} random people",
        fixed.longest, fixed.mean, fixed.people
    )?;
    writeln!(out, "The mean is over an invented population: {}.", proof::POPULATION)?;
    let below = it.below.len();
    writeln!(out, "{} ends replayed through the full form: {below} end below it", it.replayed)?;
    for end in &it.below {
        writeln!(out, "   counterexample: {end}")?;
    }
    Ok(it.below.is_empty())
}

/// The rule set that a word, a folder or a site's configuration names.
fn book(named: &Path) -> anyhow::Result<proof::Book> {
    if named == Path::new("current") {
        return Ok(proof::Book::current());
    }
    if named.is_dir() {
        let text = |file: &str| fs::read_to_string(named.join(file)).ok();
        return proof::snapshot::read(text)
            .with_context(|| format!("{} is not a rule set", named.display()));
    }
    let settings = site_rules(named)?;
    Ok(proof::Book::at_site(&settings))
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
