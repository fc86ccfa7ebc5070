//! How fast the classification is, over seeded exams, as JSON lines; with a tally of what was
//! answered, so that another program on the same exams can be held against it.
//!
//! `cargo run --release -p isncsci --example speed`
#![expect(clippy::print_stdout, reason = "a program for a person or a bench at a terminal")]

#[expect(dead_code, reason = "shared with the tests, which use the rest")]
#[path = "../tests/it/seeded.rs"]
mod seeded;

use std::hint::black_box;
use std::time::{Duration, Instant};

use isncsci::{Answer, Classification, Dermatome, Exam, Grade, Mode, Myotome, Side, Sides};
use seeded::Seeded;

const EXAMS: usize = 20_000;
const ROUNDS: usize = 5;

fn main() {
    let mut seeded = Seeded::new(2019);
    let definite: Vec<Exam> = (0..EXAMS).map(|_| seeded.exam()).collect();
    let few: Vec<Exam> = (0..EXAMS)
        .map(|seen| {
            let exam = seeded.exam();
            seeded.with_untested(exam, 1 + seen % 3)
        })
        .collect();
    let many: Vec<Exam> = (0..EXAMS)
        .map(|_| {
            let exam = seeded.exam();
            let count = seeded.below(21);
            seeded.with_untested(exam, count)
        })
        .collect();
    report("isncsci_definite_per_cpu_s", &definite, 50);
    report("isncsci_nt_per_cpu_s", &few, 10);
    slowest("isncsci_nt20_p99_us", &many);
    slowest("isncsci_untested_us", &vec![Exam::untested(); 1_000]);
}

/// Exams per processor second: the median of a few rounds. The exams stand in memory as typed
/// exams; beside it the same with every exam built from its 132 cells first.
fn report(name: &str, exams: &[Exam], repeat: usize) {
    let typed = rate(exams.len() * repeat, || {
        for exam in exams.iter().cycle().take(exams.len() * repeat) {
            black_box(black_box(exam).classify(Mode::Standard));
        }
    });
    let cells: Vec<_> = exams.iter().map(Cells::of).collect();
    let built = rate(exams.len() * repeat, || {
        for cells in cells.iter().cycle().take(exams.len() * repeat) {
            black_box(black_box(cells).exam().classify(Mode::Standard));
        }
    });
    println!(
        "{{\"name\":\"{name}\",\"value\":{typed:.0},\"unit\":\"exams/s\",\"beside\":{{\
         \"exams\":{},\"rounds\":{ROUNDS},\"from_cells_per_cpu_s\":{built:.0},{}}}}}",
        exams.len(),
        tally(exams)
    );
}

fn rate(exams: usize, work: impl Fn()) -> f64 {
    let mut seconds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Used::now();
            work();
            start.seconds()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(ROUNDS / 2).copied().unwrap_or(f64::NAN);
    f64::from(u32::try_from(exams).unwrap_or(u32::MAX)) / median
}

/// Processor time of this thread where the system tells it (Linux), or else time on the clock,
/// which counts the work of others too.
struct Used {
    processor_ns: Option<u64>,
    clock: Instant,
}

impl Used {
    fn now() -> Self {
        Self { processor_ns: Self::processor_ns(), clock: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.processor_ns, Self::processor_ns()) {
            (Some(start), Some(end)) => Duration::from_nanos(end - start).as_secs_f64(),
            _ => self.clock.elapsed().as_secs_f64(),
        }
    }

    fn processor_ns() -> Option<u64> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse().ok()
    }
}

/// The 99th percentile of the time of one exam; each exam's time is the best of three.
fn slowest(name: &str, exams: &[Exam]) {
    let mut micros: Vec<f64> = exams
        .iter()
        .map(|exam| {
            let times = (0..3).map(|_| {
                let start = Instant::now();
                black_box(black_box(exam).classify(Mode::Standard));
                start.elapsed().as_secs_f64() * 1e6
            });
            times.fold(f64::INFINITY, f64::min)
        })
        .collect();
    micros.sort_by(f64::total_cmp);
    let at = |share: usize| micros.get(micros.len() * share / 1000).copied().unwrap_or(f64::NAN);
    let most = micros.last().copied().unwrap_or(f64::NAN);
    println!(
        "{{\"name\":\"{name}\",\"value\":{:.2},\"unit\":\"us\",\"beside\":{{\"exams\":{},\
         \"p50_us\":{:.2},\"p999_us\":{:.2},\"most_us\":{most:.2},{}}}}}",
        at(990),
        exams.len(),
        at(500),
        at(999),
        tally(exams)
    );
}

/// How many exams can be each grade, and how many answers there are in all.
fn tally(exams: &[Exam]) -> String {
    let mut grades = [0_u32; 5];
    let mut answers = 0;
    for exam in exams {
        let found: Classification = exam.classify(Mode::Standard);
        for (rank, count) in (0_u8..).zip(&mut grades) {
            let possible = Grade::from_rank(rank).is_some_and(|grade| found.grade.contains(grade));
            *count += u32::from(possible);
        }
        answers += isncsci::Output::ALL.map(|output| found.count(output)).iter().sum::<u32>();
    }
    let named = ["A", "B", "C", "D", "E"].into_iter().zip(grades);
    let grades: Vec<_> = named.map(|(name, count)| format!("\"{name}\":{count}")).collect();
    format!("\"tally\":{{{},\"answers\":{answers}}}", grades.join(","))
}

/// An exam as its cells, the way a form holds it.
struct Cells {
    sides: Sides<Side>,
    columns: [Columns; 2],
    exam: Exam,
}

struct Columns {
    motor: [isncsci::MotorCell; Myotome::COUNT],
    touch: [isncsci::SensoryCell; Dermatome::COUNT],
    prick: [isncsci::SensoryCell; Dermatome::COUNT],
}

impl Cells {
    fn of(exam: &Exam) -> Self {
        let columns = |side: &Side| {
            let mut columns = Columns {
                motor: [isncsci::MotorCell::NOT_TESTED; Myotome::COUNT],
                touch: [isncsci::SensoryCell::NOT_TESTED; Dermatome::COUNT],
                prick: [isncsci::SensoryCell::NOT_TESTED; Dermatome::COUNT],
            };
            for (at, cell) in Myotome::all().zip(&mut columns.motor) {
                *cell = side.motor(at);
            }
            let skin = columns.touch.iter_mut().zip(&mut columns.prick);
            for (at, (touch, prick)) in Dermatome::all().zip(skin) {
                *touch = side.light_touch(at);
                *prick = side.pin_prick(at);
            }
            columns
        };
        let columns = [columns(&exam.sides.right), columns(&exam.sides.left)];
        Self { sides: exam.sides, columns, exam: *exam }
    }

    fn exam(&self) -> Exam {
        let [right, left] = &self.columns;
        let side = |columns: &Columns, old: &Side| {
            let Columns { motor, touch, prick } = columns;
            Side::new(motor, touch, prick, old.lowest_non_key_muscle)
        };
        let sides =
            Sides { right: side(right, &self.sides.right), left: side(left, &self.sides.left) };
        Exam { sides, ..self.exam }
    }
}
