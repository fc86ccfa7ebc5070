//! Possible worlds against plain enumeration on many seeded exams with up to six untested or
//! tagged cells.
//!
//! `cargo run --release -p isncsci --example brute [EXAMS]`, 100,000 unless told otherwise.
#![expect(clippy::print_stdout, reason = "a program for a person at a terminal")]

#[path = "../tests/it/enumerate.rs"]
mod enumerate;
#[expect(dead_code, reason = "shared with the tests, which use the rest")]
#[path = "../tests/it/seeded.rs"]
mod seeded;

use std::process::ExitCode;

use isncsci::{Exam, Mode};
use seeded::Seeded;

fn main() -> ExitCode {
    let exams = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(100_000_u32);
    let mut seeded = Seeded::new(6);
    let (mut agreeing, mut completions) = (0_u32, 0_u64);
    for _ in 0..exams {
        let exam = seeded.exam();
        let count = seeded.below(7);
        let exam = seeded.with_untested_or_tagged(exam, count);
        completions += enumerate::completions(&exam);
        if agrees(&exam) {
            agreeing += 1;
        } else {
            println!("differs: {exam:?}");
        }
    }
    println!("{agreeing} of {exams} agree ({completions} completions in each of two modes)");
    if agreeing == exams { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn agrees(exam: &Exam) -> bool {
    [Mode::Standard, Mode::PeerCompatible].into_iter().all(|mode| {
        let slow = enumerate::enumerate(exam, mode);
        slow == exam.classify(mode) && slow == exam.classify_by_worlds(mode)
    })
}
