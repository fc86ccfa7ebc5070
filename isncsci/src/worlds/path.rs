//! The ways down one side: every way in which the two levels of that side can come about.
//!
//! The motor level is found by walking down the key muscles until one is not 5, and where there is
//! no key muscle the sensory level speaks. A path is one outcome of that walk together with the
//! sensory levels that go with it. There are at most about fifty, however many cells are open,
//! and between them they cover each completion of the exam exactly once.

use crate::exam::Side;
use crate::level::{Level, Myotome};
use crate::planes::{ARM, LEG, MUSCLES};

/// The levels above the first key muscle's own walk: C1 to C3.
const ABOVE_THE_WALK: u32 = between(0, 2);
/// The levels of the arm walk, C4 to T1.
const ARM_LEVELS: u32 = between(3, 8);
/// The levels of the trunk, T2 to T12, where the skin alone decides.
const TRUNK: u32 = between(9, 19);
/// The levels from which the leg is walked.
const FROM_L1: u32 = between(20, 28);
/// Of these, the levels of the leg walk, L1 to S1.
const LEG_LEVELS: u32 = between(20, 25);

/// One outcome of the walk.
#[derive(Clone, Copy)]
pub(super) struct Path {
    /// The sensory levels that go with it.
    pub(super) sensory: u32,
    /// The motor level. Intact still depends on anal contraction: without it, it is S3.
    pub(super) motor: Level,
    /// Key muscles below the motor level about which the walk says nothing.
    pub(super) free: u16,
    /// The muscle that stopped the walk by being below 3, if one did.
    pub(super) stopper: u16,
}

/// Visits every path of a side, given its possible sensory levels.
#[inline]
pub(super) fn each(side: &Side, sensory: u32, visit: &mut impl FnMut(Path)) {
    let walk = Walk {
        five: side.power.can_be_five(),
        counts: side.power.can_be_three_or_four(),
        weak: side.power.can_be_below_three(),
    };
    skin_decides(sensory & ABOVE_THE_WALK, MUSCLES, visit);
    let walked = sensory & !ABOVE_THE_WALK;
    if walked == 0 {
        return;
    }
    walk.stops(ARM, Level::C4, walked, visit);
    if walk.five & ARM != ARM {
        return;
    }
    all_with(sensory & ARM_LEVELS, Level::T1, LEG, visit);
    skin_decides(sensory & TRUNK, LEG, visit);
    let leg = sensory & FROM_L1;
    if leg == 0 {
        return;
    }
    walk.stops(LEG, Level::L1, leg, visit);
    if walk.five & LEG != LEG {
        return;
    }
    all_with(leg & LEG_LEVELS, Level::S1, 0, visit);
    skin_decides(leg & !LEG_LEVELS, 0, visit);
}

/// The motor level is the sensory level, whichever that is.
fn skin_decides(sensory: u32, free: u16, visit: &mut impl FnMut(Path)) {
    for level in levels(sensory) {
        visit(Path { sensory: level.bit(), motor: level, free, stopper: 0 });
    }
}

/// All these sensory levels go with one motor level.
fn all_with(sensory: u32, motor: Level, free: u16, visit: &mut impl FnMut(Path)) {
    if sensory != 0 {
        visit(Path { sensory, motor, free, stopper: 0 });
    }
}

struct Walk {
    five: u16,
    counts: u16,
    weak: u16,
}

impl Walk {
    /// Every muscle of a limb at which the walk can stop. `above` is the level above the limb.
    fn stops(&self, limb: u16, above: Level, sensory: u32, visit: &mut impl FnMut(Path)) {
        // The walk reaches a muscle when all above it in the limb can be 5.
        let blocked = limb & !self.five;
        let last = if blocked == 0 { limb } else { blocked & blocked.wrapping_neg() };
        let reached = limb & (last | last.wrapping_sub(1));
        let mut left = reached & (self.counts | self.weak);
        let first = limb.trailing_zeros();
        while left != 0 {
            let muscle = left & left.wrapping_neg();
            left ^= muscle;
            let free = MUSCLES & !(muscle | muscle.wrapping_sub(1));
            let place = muscle.trailing_zeros() - first;
            if self.weak & muscle != 0 {
                visit(Path { sensory, motor: above.down(place), free, stopper: muscle });
            }
            if self.counts & muscle != 0 {
                visit(Path { sensory, motor: above.down(place + 1), free, stopper: 0 });
            }
        }
    }
}

/// The levels of a mask, head to tail.
pub(super) fn levels(mask: u32) -> impl Iterator<Item = Level> {
    let mut left = mask;
    core::iter::from_fn(move || {
        (left != 0).then(|| {
            let level = Level::lowest_in(left);
            left &= left - 1;
            level
        })
    })
}

/// The key muscles of a mask that lie below one of them.
pub(super) fn below(muscle: u16) -> u16 {
    MUSCLES & !(muscle | muscle.wrapping_sub(1))
}

/// The key muscle at a level as a mask, if there is one.
pub(super) fn muscle_at(level: Level) -> u16 {
    Myotome::all().find(|muscle| muscle.level() == level).map_or(0, Myotome::bit)
}

/// The levels from one index to another, both included.
const fn between(from: u8, to: u8) -> u32 {
    (u32::MAX << from) & (u32::MAX >> (31 - to))
}
