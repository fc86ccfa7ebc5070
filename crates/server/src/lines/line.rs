//! One line of JSON Lines: reading it without trusting its length, and refusing it.

use std::borrow::Cow;
use std::io::{self, BufRead};

use memchr::memchr;
use serde::{Deserialize, Serialize};

/// A longer line is no input of any of these commands; it is refused without being kept.
pub(super) const LONGEST_LINE_BYTES: usize = 1 << 20;

/// Reads up to the next line end. `Some(false)` means the line was too long: the rest of it is
/// thrown away unread, so that one bad line costs neither memory nor the lines after it.
pub(super) fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let (mut any, mut whole) = (false, true);
    loop {
        let waiting = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            waiting => waiting?,
        };
        if waiting.is_empty() {
            return Ok(any.then_some(whole));
        }
        any = true;
        let end = memchr(b'\n', waiting);
        let (here, _) = waiting.split_at(end.unwrap_or(waiting.len()));
        let room = LONGEST_LINE_BYTES - line.len();
        let (kept, over) = here.split_at(here.len().min(room));
        line.extend_from_slice(kept);
        whole &= over.is_empty();
        let used = here.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(Some(whole));
        }
    }
}

/// Why a line could not be read. The line itself is not echoed: it may hold anything.
pub(super) struct BadLine {
    pub(super) field: &'static str,
    pub(super) message: String,
}

impl BadLine {
    pub(super) fn of(error: &serde_json::Error) -> Self {
        if error.is_data() {
            return Self {
                field: "id",
                message: "The line must be a JSON object with an id that is text, each key once."
                    .into(),
            };
        }
        Self { field: "line", message: format!("Not JSON from column {}.", error.column()) }
    }

    pub(super) fn too_long() -> Self {
        Self { field: "line", message: format!("Longer than {LONGEST_LINE_BYTES} bytes.") }
    }
}

/// A name, borrowed from the line where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Name<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

#[derive(Serialize)]
pub(super) struct Refused<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) error: Problem<'a>,
}

#[derive(Serialize)]
pub(super) struct Problem<'a> {
    pub(super) code: &'a str,
    pub(super) field: &'a str,
    pub(super) message: &'a str,
}
