//! Whatever is written, reading it answers or refuses, and never panics.

use isncsci::{Exam, Mode, MotorCell, Place, SensoryCell, Sides, WrittenExam, WrittenSide};
use proptest::prelude::*;

fn cell() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        8 => "[0-5]".prop_map(Some),
        4 => "(NT|[0-4])(\\*|\\*\\*)?".prop_map(Some),
        1 => ".{0,4}".prop_map(Some),
        1 => Just(None),
    ]
}

fn column(length: usize) -> impl Strategy<Value = Vec<Option<String>>> {
    prop_oneof![
        9 => prop::collection::vec(cell(), length),
        1 => prop::collection::vec(cell(), 0..40),
    ]
}

fn borrowed(column: &[Option<String>]) -> Vec<Option<&str>> {
    column.iter().map(Option::as_deref).collect()
}

proptest! {
    #[test]
    fn what_is_read_holds_the_codes_that_were_written(
        motor in column(10),
        touch in column(28),
        prick in column(28),
        word in prop_oneof![Just("Yes".to_owned()), Just("NT".to_owned()), ".{0,4}"],
    ) {
        let (motor, touch, prick) = (borrowed(&motor), borrowed(&touch), borrowed(&prick));
        let side = WrittenSide {
            motor: &motor,
            light_touch: &touch,
            pin_prick: &prick,
            lowest_non_key_muscle: None,
        };
        let sides = Sides { right: side, left: side };
        let written = WrittenExam { vac: Some(&word), dap: Some("No"), sides };
        match written.read() {
            Ok(exam) => {
                for place in Place::all() {
                    let code = match place {
                        Place::Motor(side, at) => exam.side(side).motor(at).to_string(),
                        Place::LightTouch(side, at) => exam.side(side).light_touch(at).to_string(),
                        Place::PinPrick(side, at) => exam.side(side).pin_prick(at).to_string(),
                        Place::Vac => exam.vac.code().to_owned(),
                        Place::Dap => exam.dap.code().to_owned(),
                    };
                    let given = match place {
                        Place::Motor(_, at) => motor[at.index()],
                        Place::LightTouch(_, at) => touch[at.index()],
                        Place::PinPrick(_, at) => prick[at.index()],
                        Place::Vac => Some(word.as_str()),
                        Place::Dap => Some("No"),
                    };
                    prop_assert_eq!(Some(code.as_str()), given);
                }
                prop_assert!(exam.classify(Mode::Standard).grade.count() >= 1);
            }
            Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
        }
    }

    #[test]
    fn any_text_is_read_as_a_cell_or_refused(text in ".*") {
        let motor = MotorCell::from_code(&text);
        prop_assert_eq!(motor.map(|cell| cell.to_string()).unwrap_or(text.clone()), text.clone());
        let skin = SensoryCell::from_code(&text);
        prop_assert_eq!(skin.map(|cell| cell.to_string()).unwrap_or(text.clone()), text);
    }
}

#[test]
fn an_exam_is_small_enough_to_copy() {
    assert!(size_of::<Exam>() <= 128, "{}", size_of::<Exam>());
}
