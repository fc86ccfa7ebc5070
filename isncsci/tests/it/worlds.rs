//! Possible worlds against plain enumeration.

use isncsci::{Exam, Finding, Mode, Output};

use crate::enumerate::enumerate;
use crate::rows;
use crate::seeded::Seeded;

const MODES: [Mode; 2] = [Mode::Standard, Mode::PeerCompatible];

fn agrees(exam: &Exam, seen: usize) {
    for mode in MODES {
        let slow = enumerate(exam, mode);
        for found in [exam.classify(mode), exam.classify_by_worlds(mode)] {
            for output in Output::ALL {
                let (given, wanted) = (rows::text(&found, output), rows::text(&slow, output));
                assert_eq!(given, wanted, "exam {seen}, {}: {exam:?}", output.key());
            }
            assert_eq!(found, slow);
        }
    }
}

#[test]
fn a_definite_exam_is_one_world() {
    let mut seeded = Seeded::new(1);
    for seen in 0..20_000 {
        agrees(&seeded.exam(), seen);
    }
}

#[test]
fn up_to_six_untested_or_tagged_cells_give_the_answers_of_every_completion() {
    let mut seeded = Seeded::new(2);
    for seen in 0..4_000 {
        let count = seen % 7;
        let exam = seeded.exam();
        agrees(&seeded.with_untested_or_tagged(exam, count), seen);
    }
}

#[test]
fn the_lowest_segment_and_both_anal_findings_are_told_apart() {
    let mut seeded = Seeded::new(3);
    let codes = ["0", "1", "2", "NT", "0*", "1*", "NT*", "0**", "NT**"];
    let last = isncsci::Dermatome::from_index(27).expect("S4_5");
    for seen in 0..4_000 {
        let mut exam = seeded.exam();
        let mut any = || codes[seeded.below(codes.len())];
        let cells = [any(), any(), any(), any()]
            .map(|code| isncsci::SensoryCell::from_code(code).expect("a code of the worksheet"));
        exam.sides.right.set_light_touch(last, cells[0]);
        exam.sides.right.set_pin_prick(last, cells[1]);
        exam.sides.left.set_light_touch(last, cells[2]);
        exam.sides.left.set_pin_prick(last, cells[3]);
        exam.vac = Finding::ALL[seeded.below(3)];
        exam.dap = Finding::ALL[seeded.below(3)];
        agrees(&exam, seen);
    }
}

#[test]
fn testing_a_cell_never_adds_an_answer() {
    let mut seeded = Seeded::new(4);
    for _ in 0..300 {
        let exam = seeded.exam();
        let exam = seeded.with_untested(exam, 12);
        let before = exam.classify(Mode::Standard);
        for place in exam.untested_places() {
            let mut after = None;
            for number in 0..6 {
                if exam.values(place) >> number & 1 == 0 {
                    continue;
                }
                let one = exam.with(place, number).expect("its own value");
                let found = one.classify(Mode::Standard);
                let sum = after.get_or_insert(found);
                sum.grade.extend(found.grade);
                sum.neurological.extend(found.neurological);
                sum.motor_zone.right.extend(found.motor_zone.right);
                sum.motor_zone.left.extend(found.motor_zone.left);
            }
            let after = after.expect("every place has a value");
            assert_eq!(after.grade, before.grade, "{place}");
            assert_eq!(after.neurological, before.neurological, "{place}");
            assert_eq!(after.motor_zone, before.motor_zone, "{place}");
        }
    }
}
