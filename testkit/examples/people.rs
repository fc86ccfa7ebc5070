//! Prints seeded people as lines for `cordline triage -`.
//!
//! `cargo run --release -p testkit --example people -- 100000 7` prints 100,000 people of seed 7.

use std::io::{self, BufWriter, Write as _};

use testkit::people::people;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut out = BufWriter::new(io::stdout().lock());
    for (place, person) in people(seed, count).iter().enumerate() {
        writeln!(out, "{}", person.json_line(&format!("p{place}")))?;
    }
    out.flush()
}
