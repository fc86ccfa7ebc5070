//! The 2019 classification of an exam in which every cell is a number.
//!
//! Rupp et al., Top Spinal Cord Inj Rehabil 2021;27(2):1-22, with the zone of partial preservation
//! as in Schuld 2024, Spinal Cord 62:79-87. The steps stand in the order of the worksheet. Nothing
//! here allocates or loops over cells.

use crate::answer::{Completeness, Grade, Zone};
use crate::cell::Finding;
use crate::classification::Mode;
use crate::exam::{Exam, Side};
use crate::level::{Level, Sides};
use crate::planes::{ARM, LEG, MUSCLES};
use crate::totals::Totals;

/// The classification of a definite exam: one answer an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Definite {
    /// Sensory levels.
    pub sensory: Sides<Level>,
    /// Motor levels.
    pub motor: Sides<Level>,
    /// The neurological level of injury, the most rostral of the four.
    pub neurological: Level,
    /// Complete or incomplete.
    pub completeness: Completeness,
    /// The ASIA Impairment Scale.
    pub grade: Grade,
    /// Sensory zones of partial preservation.
    pub sensory_zone: Sides<Zone>,
    /// Motor zones of partial preservation.
    pub motor_zone: Sides<Zone>,
    /// The sums.
    pub totals: Totals,
}

impl Exam {
    /// Classifies a definite exam; none when a cell is untested or tagged.
    pub fn definite(&self, mode: Mode) -> Option<Definite> {
        if !self.is_definite() {
            return None;
        }
        let vac = self.vac == Finding::Yes;
        let dap = self.dap == Finding::Yes;
        let sides = self.sides;
        let sensory = sides.map(|side| sensory_level(&side));
        let motor = Sides {
            right: motor_level(&sides.right, sensory.right, vac),
            left: motor_level(&sides.left, sensory.left, vac),
        };
        let lowest = sensory.right.min(sensory.left).min(motor.right).min(motor.left);
        let sacral = sides.map(|side| feels_lowest_segment(&side));
        let complete = !(vac || dap || sacral.right || sacral.left);
        let grade = grade(&sides, motor, lowest, vac, complete);
        let zone = |side: &Side, motor| motor_zone(side, motor, vac, grade);
        Some(Definite {
            sensory,
            motor,
            neurological: in_mode(mode, lowest, sensory),
            completeness: if complete { Completeness::Complete } else { Completeness::Incomplete },
            grade,
            sensory_zone: Sides {
                right: sensory_zone(&sides.right, dap || sacral.right),
                left: sensory_zone(&sides.left, dap || sacral.left),
            },
            motor_zone: Sides {
                right: zone(&sides.right, motor.right),
                left: zone(&sides.left, motor.left),
            },
            totals: Totals::of(self),
        })
    }
}

/// The level above the first segment where light touch or pin prick is not 2.
fn sensory_level(side: &Side) -> Level {
    let normal = side.light_touch.surely_two() & side.pin_prick.surely_two();
    Level::lowest_in(!(normal | 1) >> 1)
}

/// Down the key muscles as long as they are 5; where there is none, the skin decides.
fn motor_level(side: &Side, sensory: Level, vac: bool) -> Level {
    if sensory < Level::C4 {
        return sensory;
    }
    let full = side.power.examined_full();
    let useful = side.power.examined_useful();
    if full & ARM != ARM {
        return first_weak(full, useful, 0, Level::C4);
    }
    if sensory <= Level::T1 {
        return Level::T1;
    }
    if sensory < Level::L1 {
        return sensory;
    }
    if full & LEG != LEG {
        return first_weak(full, useful, 5, Level::L1);
    }
    if sensory <= Level::S1 {
        return Level::S1;
    }
    if sensory == Level::INTACT && !vac { Level::S3 } else { sensory }
}

/// The level at or above the first muscle that is not 5: 3 and 4 still count, less does not.
/// `first` is the first muscle of the limb and `above` the level above it.
fn first_weak(full: u16, useful: u16, first: u32, above: Level) -> Level {
    let stop = (!full >> first).trailing_zeros();
    let counts = u32::from(useful >> first >> stop & 1);
    above.down(stop + counts)
}

/// Any feeling at `S4_5`.
fn feels_lowest_segment(side: &Side) -> bool {
    let positive = side.light_touch.can_be_positive() | side.pin_prick.can_be_positive();
    positive & Level::INTACT.bit() != 0
}

fn grade(
    sides: &Sides<Side>,
    motor: Sides<Level>,
    lowest: Level,
    vac: bool,
    complete: bool,
) -> Grade {
    if lowest == Level::INTACT && vac {
        return Grade::E;
    }
    if complete {
        return Grade::A;
    }
    let far =
        moves_far_below(&sides.right, motor.right) || moves_far_below(&sides.left, motor.left);
    if !(vac || far) {
        return Grade::B;
    }
    let below = muscles_below(lowest);
    let useful = |side: &Side| (side.power.examined_useful() & below).count_ones();
    let at_three_or_more = useful(&sides.right) + useful(&sides.left);
    // Exactly half is D, and so is no key muscle at all below the level.
    if at_three_or_more >= below.count_ones() { Grade::D } else { Grade::C }
}

/// Motor function more than three levels below the motor level of that side.
fn moves_far_below(side: &Side, motor: Level) -> bool {
    let far = motor.down(3);
    side.power.examined_positive() & muscles_below(far) != 0
        || side.lowest_non_key_muscle.is_some_and(|muscle| muscle.level() > far)
}

/// The lowest segment with any feeling, unless feeling reaches the end.
fn sensory_zone(side: &Side, to_the_end: bool) -> Zone {
    if to_the_end {
        return Zone::NotApplicable;
    }
    let felt = side.light_touch.can_be_positive() | side.pin_prick.can_be_positive();
    Zone::To(Level::highest_in(felt))
}

/// The lowest muscle with any power, at least the motor level.
///
/// A non-key muscle counts only in AIS C and only more than three levels below *that* (the
/// standard does not say below what; measured from the motor level 10 of 20,000 exams differ).
fn motor_zone(side: &Side, motor: Level, vac: bool, grade: Grade) -> Zone {
    if vac {
        return Zone::NotApplicable;
    }
    let lowest = Level::highest_in(muscle_levels(side.power.examined_positive()) | motor.bit());
    match side.lowest_non_key_muscle {
        Some(muscle) if grade == Grade::C && muscle.level() > lowest.down(3) => {
            Zone::To(muscle.level())
        }
        _ => Zone::To(lowest),
    }
}

/// The published program calls an exam with all 132 cells normal and no anal contraction intact;
/// by the standard its motor level, and so the level of injury, is S3.
fn in_mode(mode: Mode, lowest: Level, sensory: Sides<Level>) -> Level {
    let intact = sensory.right == Level::INTACT && sensory.left == Level::INTACT;
    match mode {
        Mode::PeerCompatible if intact && lowest == Level::S3 => Level::INTACT,
        _ => lowest,
    }
}

/// The key muscles below a level, as a mask over the ten.
pub(crate) fn muscles_below(level: Level) -> u16 {
    let arm = MUSCLES << level.index().saturating_sub(3).min(5) & ARM;
    let leg = MUSCLES << level.index().saturating_sub(20).min(5) << 5 & LEG;
    arm | leg
}

/// A mask over the ten key muscles as a mask over the axis.
pub(crate) fn muscle_levels(muscles: u16) -> u32 {
    u32::from(muscles & ARM) << 4 | u32::from(muscles & LEG) << 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::Myotome;

    #[test]
    fn muscles_below_a_level_are_those_with_a_greater_level() {
        for index in 0..=28 {
            let level = Level::from_index(index).expect("on the axis");
            let below = Myotome::all().filter(|muscle| muscle.level() > level);
            let mask = below.fold(0, |mask, muscle| mask | muscle.bit());
            assert_eq!(muscles_below(level), mask, "{level}");
        }
        let everywhere = Myotome::all().fold(0, |mask, muscle| mask | muscle.level().bit());
        assert_eq!(muscle_levels(MUSCLES), everywhere);
    }
}
