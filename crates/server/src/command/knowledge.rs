//! Commands that need no database: triage, scores, ISNCSCI.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stdin, stdout};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use crate::lines;

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

pub(super) fn out() -> impl Write {
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
