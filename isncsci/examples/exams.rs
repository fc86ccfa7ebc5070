//! Prints the definite exams that `speed` times, as lines for `cordline isncsci -` and for other
//! programs, so that they can be held against each other on the same inputs.
//!
//! `cargo run --release -p isncsci --example exams`

#[expect(dead_code, reason = "shared with the tests, which use the rest")]
#[path = "../tests/it/seeded.rs"]
mod seeded;

use std::io::{self, BufWriter, Write as _};

use isncsci::{Dermatome, Exam, Finding, Myotome, Side};
use seeded::Seeded;

/// As many, of the same seed, as `speed` times.
const EXAMS: usize = 20_000;
const SEED: u64 = 2019;

fn main() -> io::Result<()> {
    let mut seeded = Seeded::new(SEED);
    let mut out = BufWriter::new(io::stdout().lock());
    for place in 0..EXAMS {
        let exam: Exam = seeded.exam();
        writeln!(
            out,
            "{{\"id\":\"e{place}\",\"vac\":\"{}\",\"dap\":\"{}\",\"right\":{},\"left\":{}}}",
            finding(exam.vac),
            finding(exam.dap),
            side(&exam.sides.right),
            side(&exam.sides.left)
        )?;
    }
    out.flush()
}

fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::Yes => "Yes",
        Finding::No => "No",
        Finding::NotTested => "NT",
    }
}

fn side(side: &Side) -> String {
    let motor = column(Myotome::all().map(|at| side.motor(at).number()));
    let touch = column(Dermatome::all().map(|at| side.light_touch(at).number()));
    let prick = column(Dermatome::all().map(|at| side.pin_prick(at).number()));
    let non_key = side
        .lowest_non_key_muscle
        .map_or_else(|| "null".to_owned(), |non_key| format!("\"{}\"", non_key.level()));
    format!(
        "{{\"motor\":[{motor}],\"lightTouch\":[{touch}],\"pinPrick\":[{prick}],\"lowestNonKeyMuscle\":{non_key}}}"
    )
}

fn column(cells: impl Iterator<Item = Option<u8>>) -> String {
    let codes = cells
        .map(|cell| cell.map_or_else(|| "\"NT\"".to_owned(), |number| format!("\"{number}\"")));
    codes.collect::<Vec<_>>().join(",")
}
