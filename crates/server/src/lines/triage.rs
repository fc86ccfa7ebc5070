//! `cordline triage -`: one person's facts a line in, one decision with its reasons a line out, in
//! order, errors on their line.
//!
//! It turns JSON into the facts the `rules` crate decides on, and prints what comes back. It knows no
//! rule. A line as machines write it is read in one pass without a copy; any other line, and every
//! faulty one, is read again with care, so that both ways give the same answer.

use std::io::{self, BufRead, Write};

use rules::{Settings, questions, triage};

use super::line::{BadLine, Problem, Refused, next_line};
use print::Fragments;
use read::{Asked, Unread};

mod plain;
mod print;
mod read;
#[cfg(test)]
mod tests;

/// Answers every line and returns how many were refused. Blank lines are skipped.
pub(crate) fn run(mut input: impl BufRead, mut output: impl Write) -> io::Result<u64> {
    let fragments = Fragments::new()?;
    let settings = Settings::default();
    let mut refused = 0;
    let mut line = Vec::new();
    let mut printed = Vec::new();
    while let Some(whole) = next_line(&mut input, &mut line)? {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let read = if whole {
            plain::read(&line).map_or_else(|| read::read(&line), Ok)
        } else {
            Err(Unread::Bad(BadLine::too_long()))
        };
        printed.clear();
        match read {
            Ok(asked) => answer(&fragments, &settings, &asked, &mut printed)?,
            Err(unread) => {
                refused += 1;
                refuse(&unread, &mut printed)?;
            }
        }
        printed.push(b'\n');
        output.write_all(&printed)?;
    }
    output.flush()?;
    Ok(refused)
}

fn answer(
    fragments: &Fragments,
    settings: &Settings,
    asked: &Asked<'_>,
    printed: &mut Vec<u8>,
) -> serde_json::Result<()> {
    let decision = triage(&asked.facts, asked.audience, settings);
    let open = questions(&asked.facts, asked.audience, settings);
    fragments.print(&asked.id, &decision, &open, printed)
}

fn refuse(unread: &Unread<'_>, printed: &mut Vec<u8>) -> serde_json::Result<()> {
    let refused = match unread {
        Unread::Bad(bad) => Refused {
            id: None,
            error: Problem { code: "bad_line", field: bad.field, message: &bad.message },
        },
        Unread::Wrong { id, code, field, message } => {
            Refused { id: Some(id), error: Problem { code, field, message } }
        }
    };
    serde_json::to_writer(printed, &refused)
}
