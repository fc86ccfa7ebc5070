//! The workspace commands, in plain Rust, so that nobody needs a shell script, a Makefile or a
//! wiki page. `cargo xtask` alone lists them.
//!
//! This program never ships: it may start other programs, read the tree and print. It decides
//! nothing about patients.
#![expect(clippy::print_stdout, reason = "this program talks to a person at a terminal")]

mod bench;
mod bundle;
mod chaos;
mod code_mutants;
mod dice;
mod fuzz;
mod gate;
mod http;
mod journeys;
mod mutants;
mod program;
mod rule;
mod server;
mod tidy;
mod vectors;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use workspace::Workspace;

const USAGE: &str = "\
cargo xtask COMMAND

  test [STEP...]     the whole gate: formatting, spelling, tidy, lints, tests, docs, release build,
                     smoke, journeys, a short chaos run and a fuzz smoke; name steps to run only those
  tidy               the checks that read the tree: dependency arrows, where SQL and HTML may live,
                     hazard controls, frozen files, machine paths, brands; prints file sizes
  freeze [--anew]    record new migrations, golden events and released rules as never to be changed;
                     before the first release, --anew records them all again
  bench [NAME...]    speed and size as JSON lines; NAME is a figure or a group; `bench list` lists them
  journeys [NAME]    browser journeys of one capability (default: all); --only WORD runs those whose
                     name has the word, --pictures renews the pictures of the user guide
  chaos [--kills N]  kill the server at random points under load and count what was lost
  fuzz               bent samples at every door of the release binary, then coverage-guided fuzzing;
                     --minutes N [TARGET...] runs only the coverage-guided targets, N minutes each
  mutants code       one mistake at a time in the code of scores, isncsci and rules: do the tests
                     notice? --shard K/N, PACKAGE...; figures in docs/mutants; takes hours
  vectors            every committed vector of the scores and of ISNCSCI through the command line
  mutants rules      one mistake at a time in each row of the rule book: what share do the cases and
                     the proofs catch? figures in docs/mutants
  rule WORD          find a clinical rule by a word: sentence, id, file and line
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        return Ok(());
    };
    let workspace = || Workspace::open();
    match command.as_str() {
        "test" => gate::run(&workspace()?, rest),
        "tidy" => tidy::run(&workspace()?),
        "freeze" => tidy::frozen::record(&workspace()?, rest),
        "bench" => bench::run(&workspace()?, rest),
        "journeys" => journeys::run(&workspace()?, rest),
        "chaos" => chaos::run(&workspace()?, &chaos::Plan::from_arguments(rest)?),
        "fuzz" => fuzz::run(&workspace()?, rest),
        "mutants" if rest.first().is_some_and(|kind| kind == "code") => {
            code_mutants::run(&workspace()?, rest.get(1..).unwrap_or_default())
        }
        "vectors" => vectors::run(&workspace()?),
        "mutants" => mutants::run(&workspace()?, rest),
        "rule" => rule::run(&workspace()?, rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => bail!("there is no command {other:?}\n\n{USAGE}"),
    }
}
