//! The slow and obvious way: classify every completion of an exam, one after the other.

use isncsci::{Answers, Classification, Exam, Mode, Place, Sides, Totals};

/// The answers over all completions, by enumeration.
pub(crate) fn enumerate(exam: &Exam, mode: Mode) -> Classification {
    let open: Vec<Place> = Place::all().filter(|place| !is_plain(exam, *place)).collect();
    let mut found = Classification {
        sensory: Sides { right: Answers::NONE, left: Answers::NONE },
        motor: Sides { right: Answers::NONE, left: Answers::NONE },
        neurological: Answers::NONE,
        completeness: Answers::NONE,
        grade: Answers::NONE,
        sensory_zone: Sides { right: Answers::NONE, left: Answers::NONE },
        motor_zone: Sides { right: Answers::NONE, left: Answers::NONE },
        totals: Totals::of(exam),
    };
    complete(exam, exam, &open, mode, &mut found);
    found
}

/// How many completions there are.
#[allow(dead_code, reason = "not every program that shares this file counts them")]
pub(crate) fn completions(exam: &Exam) -> u64 {
    Place::all().map(|place| u64::from(exam.values(place).count_ones())).product()
}

fn complete(from: &Exam, exam: &Exam, open: &[Place], mode: Mode, found: &mut Classification) {
    let Some((place, rest)) = open.split_first() else {
        // Every cell has been given a number. Were one left open its answers would be missing, and
        // the comparison would fail.
        let Some(definite) = exam.definite(mode) else { return };
        let one = Classification::from(definite);
        found.sensory.right.extend(one.sensory.right);
        found.sensory.left.extend(one.sensory.left);
        found.motor.right.extend(one.motor.right);
        found.motor.left.extend(one.motor.left);
        found.neurological.extend(one.neurological);
        found.completeness.extend(one.completeness);
        found.grade.extend(one.grade);
        found.sensory_zone.right.extend(one.sensory_zone.right);
        found.sensory_zone.left.extend(one.sensory_zone.left);
        found.motor_zone.right.extend(one.motor_zone.right);
        found.motor_zone.left.extend(one.motor_zone.left);
        return;
    };
    for number in (0..8).filter(|number| from.values(*place) >> number & 1 != 0) {
        if let Some(next) = exam.with(*place, number) {
            complete(from, &next, rest, mode, found);
        }
    }
}

/// A number without a tag: an untested or tagged cell shows itself in the raw exam.
fn is_plain(exam: &Exam, place: Place) -> bool {
    let raw = exam.raw();
    let number = exam.values(place).trailing_zeros().try_into().unwrap_or(0);
    !exam.is_untested(place)
        && exam.values(place).is_power_of_two()
        && raw.values(place) == exam.values(place)
        && exam.with(place, number) == Some(*exam)
}
