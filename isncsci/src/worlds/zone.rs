//! The zones of partial preservation over all completions.

use super::path::{self, Path};
use super::profile::{Muscles, Profiles, Weak, grades_without_contraction};
use crate::answer::{Answer, Answers, Grade, Zone};
use crate::cell::Finding;
use crate::definite::muscle_levels;
use crate::exam::{Exam, Side};
use crate::level::Level;

/// The sensory zone of a side: the lowest segment that can be felt while all below it are numb.
pub(super) fn sensory(side: &Side, dap: Finding) -> Answers<Zone> {
    let (touch, prick) = (&side.light_touch, &side.pin_prick);
    let last = Level::INTACT.bit();
    let felt = touch.can_be_positive() | prick.can_be_positive();
    let surely_felt = !(touch.can_be_zero() & prick.can_be_zero()) & !Level::C1.bit();
    let mut zones = Answers::NONE;
    if dap.may_be_present() || felt & last != 0 {
        zones.insert(Zone::NotApplicable);
    }
    if dap.may_be_absent() && surely_felt & last == 0 {
        let down_to = Level::highest_in(surely_felt & (last - 1));
        let reached = (felt | Level::C1.bit()) & (last - 1) & !(down_to.bit() - 1);
        zones.extend(to_levels(reached));
    }
    zones
}

/// The motor zone of `side`; `other` are the completions of the other side.
pub(super) fn motor(
    exam: &Exam,
    side: &Side,
    sensory: u32,
    other: &Profiles,
    grades: Answers<Grade>,
) -> Answers<Zone> {
    let mut zones = Answers::NONE;
    if exam.vac.may_be_present() {
        zones.insert(Zone::NotApplicable);
    }
    if exam.vac == Finding::Yes {
        return zones;
    }
    let muscles = Muscles::of(side);
    let mut lowest = 0;
    path::each(side, sensory, &mut |path| lowest |= lowest_levels(&muscles, &path));
    // Only in AIS C can a non-key muscle far below extend the zone.
    let far_above = match side.lowest_non_key_muscle {
        Some(muscle) if grades.contains(Grade::C) => lowest & ((muscle.level().bit() >> 3) - 1),
        _ => 0,
    };
    zones.extend(to_levels(lowest ^ far_above));
    let Some(non_key) = side.lowest_non_key_muscle else { return zones };
    for level in path::levels(far_above) {
        let grades = grades_when_lowest_is(level, side, sensory, &muscles, other, exam.dap);
        if grades.contains(Grade::C) {
            zones.insert(Zone::To(non_key.level()));
        }
        if grades != Answers::only(Grade::C) {
            zones.insert(Zone::To(level));
        }
    }
    zones
}

/// The more caudal of the motor level and the lowest key muscle with any power, without anal
/// contraction, over the completions of a path.
fn lowest_levels(muscles: &Muscles, path: &Path) -> u32 {
    let can = with_power(muscles, path);
    let surely = (path.free | path.stopper) & !muscles.zero;
    let can_levels = muscle_levels(can);
    if surely == 0 {
        can_levels | without_contraction(path.motor).bit()
    } else {
        can_levels & !(Level::highest_in(muscle_levels(surely)).bit() - 1)
    }
}

/// The muscles below the motor level that can have some power; the one that stopped the walk has
/// less than 3.
fn with_power(muscles: &Muscles, path: &Path) -> u16 {
    path.free & muscles.positive | path.stopper & muscles.one_or_two
}

/// The grades over the completions in which the zone without the non-key muscle ends at a level.
/// That muscle lies far below, so the injury is motor incomplete unless it is complete.
fn grades_when_lowest_is(
    level: Level,
    side: &Side,
    sensory: u32,
    muscles: &Muscles,
    other: &Profiles,
    dap: Finding,
) -> Answers<Grade> {
    let mut profiles = Profiles::empty();
    let wanted = path::muscle_at(level);
    path::each(side, sensory, &mut |path| {
        if lowest_levels(muscles, &path) & level.bit() == 0 {
            return;
        }
        let stopper = crate::planes::small(path.stopper.count_ones());
        let zeros = |mask: u16| crate::planes::small((path.free & mask).count_ones());
        let free = path.free & wanted;
        let weak = if free == 0 {
            // The motor level or the stopping muscle: everything below is 0.
            Weak::default().plus(zeros(u16::MAX))
        } else {
            let above = muscles.weak_among(path.free & !path::below(free) & !free);
            Weak {
                fewest: above.fewest + u8::from(free & muscles.useful == 0),
                most: above.most + u8::from(free & muscles.one_or_two != 0),
            }
            .plus(zeros(path::below(free)))
        };
        profiles.add(side, &path, true, weak.plus(stopper));
    });
    grades_without_contraction(&profiles, other, dap)
}

/// Without anal contraction nothing is intact.
fn without_contraction(level: Level) -> Level {
    level.min(Level::S3)
}

fn to_levels(levels: u32) -> Answers<Zone> {
    Answers::from_bits(levels << Zone::To(Level::C1).rank())
}
