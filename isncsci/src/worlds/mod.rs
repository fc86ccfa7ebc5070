//! Untested and tagged cells: every completion of the exam at once.
//!
//! A wholly untested exam has more completions than there are atoms to count them with. None is
//! enumerated here, and nothing is searched: each output depends on the cells through a few masks
//! ("where can the walk stop?") or through a small table of each side, so its set of answers is
//! computed directly, in bounded time, and there is no cap that could cut it short.
//!
//! Outputs are worked out each on its own. Where one needs another (the level of injury needs the
//! four levels, the AIS needs that, the motor zone needs the AIS) it is not the *sets* that are
//! combined, which would add answers that no completion reaches, but the completions behind them;
//! `profile` says how few of these need to be told apart. Tests compare every output with plain
//! enumeration.

mod path;
mod profile;
mod zone;

use crate::answer::{Answers, Completeness, Grade};
use crate::classification::{Classification, Mode};
use crate::exam::{Exam, Side};
use crate::level::{Level, Sides};
use crate::totals::Totals;
use profile::Profiles;

pub(crate) fn classify(exam: &Exam, mode: Mode) -> Classification {
    let sides = &exam.sides;
    let sensory = Sides { right: sensory_levels(&sides.right), left: sensory_levels(&sides.left) };
    let right = Profiles::of(&sides.right, sensory.right);
    let left = Profiles::of(&sides.left, sensory.left);
    let mut grade = Answers::NONE;
    if exam.vac.may_be_present() {
        grade.extend(profile::grades_with_contraction(&right, &left));
    }
    if exam.vac.may_be_absent() {
        grade.extend(profile::grades_without_contraction(&right, &left, exam.dap));
    }
    Classification {
        sensory: sensory.map(Answers::from_bits),
        motor: Sides {
            right: motor_levels(exam, &sides.right, sensory.right),
            left: motor_levels(exam, &sides.left, sensory.left),
        },
        neurological: neurological_levels(exam, mode, right.levels(), left.levels()),
        completeness: completeness(grade),
        grade,
        sensory_zone: Sides {
            right: zone::sensory(&sides.right, exam.dap),
            left: zone::sensory(&sides.left, exam.dap),
        },
        motor_zone: Sides {
            right: zone::motor(exam, &sides.right, sensory.right, &left, grade),
            left: zone::motor(exam, &sides.left, sensory.left, &right, grade),
        },
        totals: Totals::of(exam),
    }
}

/// The levels above each segment that can fail while all above it can be normal.
fn sensory_levels(side: &Side) -> u32 {
    let (touch, prick) = (&side.light_touch, &side.pin_prick);
    // Bit n speaks of the segment below level n; past the end of the axis everything fails.
    let can_pass = (touch.can_be_two() & prick.can_be_two()) >> 1;
    let can_fail = !((touch.surely_two() & prick.surely_two()) >> 1);
    let last = !can_pass & can_pass.wrapping_add(1);
    can_fail & (last | (last - 1))
}

/// Intact needs anal contraction; without it the motor level of the same muscles is S3.
fn motor_levels(exam: &Exam, side: &Side, sensory: u32) -> Answers<Level> {
    let mut levels = 0;
    path::each(side, sensory, &mut |path| levels |= path.motor.bit());
    let with = if exam.vac.may_be_present() { levels } else { 0 };
    let without = if exam.vac.may_be_absent() { intact_is_s3(levels) } else { 0 };
    Answers::from_bits(with | without)
}

/// The most rostral of the levels of both sides. The sides are independent but for the anal
/// contraction that they share.
fn neurological_levels(exam: &Exam, mode: Mode, right: u32, left: u32) -> Answers<Level> {
    let mut levels = 0;
    if exam.vac.may_be_present() || mode == Mode::PeerCompatible {
        levels |= most_rostral(right, left);
    }
    if exam.vac.may_be_absent() && mode == Mode::Standard {
        levels |= most_rostral(intact_is_s3(right), intact_is_s3(left));
    }
    Answers::from_bits(levels)
}

fn intact_is_s3(levels: u32) -> u32 {
    let intact = levels & Level::INTACT.bit();
    levels ^ intact | intact >> 1
}

/// All smaller ones of a pair, one from each set.
fn most_rostral(right: u32, left: u32) -> u32 {
    let up_to_lowest = |levels| (Level::highest_in(levels).bit() << 1) - 1;
    right & up_to_lowest(left) | left & up_to_lowest(right)
}

/// Complete is grade A and nothing else is: the grade asks for it first of all but E, which needs
/// the anal contraction that a complete injury lacks.
fn completeness(grade: Answers<Grade>) -> Answers<Completeness> {
    let complete = Answers::only(Grade::A);
    let mut answers = Answers::NONE;
    if grade.contains(Grade::A) {
        answers.insert(Completeness::Complete);
    }
    if grade.bits() & !complete.bits() != 0 {
        answers.insert(Completeness::Incomplete);
    }
    answers
}
