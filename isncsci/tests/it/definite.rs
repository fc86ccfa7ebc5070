//! The definite classification against a second reading of the standard: arrays and loops, step
//! by step as the specification words it, sharing nothing with the crate but the cells.

use isncsci::{Answer, Exam, Finding, Mode, Myotome, Output, Side};

use crate::rows;
use crate::seeded::Seeded;

struct Plain {
    motor: Vec<usize>,
    touch: Vec<u8>,
    prick: Vec<u8>,
    non_key: Option<usize>,
}

/// The level of a key muscle by its place on the worksheet.
const LEVELS: [usize; 10] = [4, 5, 6, 7, 8, 21, 22, 23, 24, 25];

impl Plain {
    fn of(side: &Side) -> Self {
        let number = |number: Option<u8>| number.expect("a definite exam");
        Self {
            motor: Myotome::all().map(|at| number(side.motor(at).number()).into()).collect(),
            touch: isncsci::Dermatome::all()
                .map(|at| number(side.light_touch(at).number()))
                .collect(),
            prick: isncsci::Dermatome::all()
                .map(|at| number(side.pin_prick(at).number()))
                .collect(),
            non_key: side.lowest_non_key_muscle.map(|at| at.level().index().into()),
        }
    }

    fn sensory(&self) -> usize {
        (0..28).find(|at| self.touch[*at] != 2 || self.prick[*at] != 2).unwrap_or(28)
    }

    fn motor(&self, sensory: usize, vac: bool) -> usize {
        if sensory < 3 {
            return sensory;
        }
        if let Some(level) = self.walk(0..5, 3) {
            return level;
        }
        if sensory <= 8 {
            return 8;
        }
        if sensory < 20 {
            return sensory;
        }
        if let Some(level) = self.walk(5..10, 20) {
            return level;
        }
        match sensory {
            ..=25 => 25,
            26 | 27 => sensory,
            _ if vac => 28,
            _ => 27,
        }
    }
}

impl Plain {
    /// The level at which the walk down a limb stops, if it stops.
    fn walk(&self, limb: std::ops::Range<usize>, above: usize) -> Option<usize> {
        let mut level = above;
        for (number, own) in self.motor[limb.clone()].iter().zip(&LEVELS[limb]) {
            match number {
                0..3 => return Some(level),
                3 | 4 => return Some(*own),
                _ => level = *own,
            }
        }
        None
    }
}

/// The eleven outputs as text, in the order of `Output::ALL`.
fn second_reading(exam: &Exam) -> [String; 11] {
    let (vac, dap) = (exam.vac == Finding::Yes, exam.dap == Finding::Yes);
    let sides = [Plain::of(&exam.sides.right), Plain::of(&exam.sides.left)];
    let sensory = [sides[0].sensory(), sides[1].sensory()];
    let motor = [sides[0].motor(sensory[0], vac), sides[1].motor(sensory[1], vac)];
    let nli = *sensory.iter().chain(&motor).min().expect("four levels");
    let sacral = sides.each_ref().map(|side| side.touch[27] > 0 || side.prick[27] > 0);
    let complete = !vac && !dap && !sacral[0] && !sacral[1];
    let mut motor_incomplete = vac;
    let (mut below, mut useful) = (0, 0);
    for (side, motor) in sides.iter().zip(motor) {
        motor_incomplete |= side.non_key.is_some_and(|level| level > motor + 3);
        for (number, level) in side.motor.iter().zip(LEVELS) {
            motor_incomplete |= *number > 0 && level > motor + 3;
            below += usize::from(level > nli);
            useful += usize::from(level > nli && *number >= 3);
        }
    }
    let ais = match () {
        () if nli == 28 && vac => "E",
        () if complete => "A",
        () if !motor_incomplete => "B",
        () if 2 * useful >= below => "D",
        () => "C",
    };
    let name = |index: usize| {
        let rank = u8::try_from(index).expect("on the axis");
        isncsci::Level::from_rank(rank).expect("on the axis").name().to_owned()
    };
    let sensory_zone = |at: usize| {
        let side = &sides[at];
        if dap || sacral[at] {
            return "NA".to_owned();
        }
        let felt = (0..27).rev().find(|place| side.touch[*place] > 0 || side.prick[*place] > 0);
        name(felt.map_or(0, |place| place + 1))
    };
    let motor_zone = |at: usize| {
        let side = &sides[at];
        if vac {
            return "NA".to_owned();
        }
        let moving = (0..10).filter(|place| side.motor[*place] > 0).map(|place| LEVELS[place]);
        let lowest = moving.max().unwrap_or(0).max(motor[at]);
        match side.non_key {
            Some(level) if ais == "C" && level > lowest + 3 => name(level),
            _ => name(lowest),
        }
    };
    [
        name(sensory[0]),
        name(sensory[1]),
        name(motor[0]),
        name(motor[1]),
        name(nli),
        (if complete { "C" } else { "I" }).to_owned(),
        ais.to_owned(),
        sensory_zone(0),
        sensory_zone(1),
        motor_zone(0),
        motor_zone(1),
    ]
}

#[test]
fn a_second_reading_of_the_standard_gives_the_same_answers() {
    let mut seeded = Seeded::new(5);
    let mut grades = [0_u32; 5];
    for seen in 0..100_000 {
        let exam = seeded.exam();
        let definite = exam.definite(Mode::Standard).expect("a definite exam");
        grades[usize::from(definite.grade.rank())] += 1;
        let found = definite.into();
        for (output, wanted) in Output::ALL.into_iter().zip(second_reading(&exam)) {
            assert_eq!(rows::text(&found, output), wanted, "exam {seen}, {}", output.key());
        }
    }
    assert!(grades.iter().all(|count| *count > 500), "every grade is met: {grades:?}");
}
