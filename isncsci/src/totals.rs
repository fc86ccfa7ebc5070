//! The sums of the worksheet. A sum with an untested cell is not determinable and stays so.

use crate::exam::{Exam, Side};
use crate::level::Sides;
use crate::planes::{ARM, LEG, MUSCLES};

/// The sums of one side; none is "not determinable".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SideTotals {
    /// Upper extremity, C5 to T1, of 25.
    pub upper_extremity: Option<u8>,
    /// Lower extremity, L2 to S1, of 25.
    pub lower_extremity: Option<u8>,
    /// All ten key muscles, of 50.
    pub motor: Option<u8>,
    /// Light touch, of 56.
    pub light_touch: Option<u8>,
    /// Pin prick, of 56.
    pub pin_prick: Option<u8>,
}

/// The sums of the worksheet. There is no sum of arms and legs: the standard forbids it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Totals {
    /// Each side for itself.
    pub sides: Sides<SideTotals>,
    /// Upper extremity motor score of both sides, of 50.
    pub upper_extremity: Option<u8>,
    /// Lower extremity motor score of both sides, of 50.
    pub lower_extremity: Option<u8>,
    /// Light touch of both sides, of 112.
    pub light_touch: Option<u8>,
    /// Pin prick of both sides, of 112.
    pub pin_prick: Option<u8>,
}

impl Totals {
    /// Adds up the examined numbers. Tags change nothing here: a tagged cell counts as examined.
    pub fn of(exam: &Exam) -> Self {
        let sides = exam.sides.map(|side| side_totals(&side));
        let both =
            |sum: fn(&SideTotals) -> Option<u8>| Some(sum(&sides.right)? + sum(&sides.left)?);
        Self {
            upper_extremity: both(|side| side.upper_extremity),
            lower_extremity: both(|side| side.lower_extremity),
            light_touch: both(|side| side.light_touch),
            pin_prick: both(|side| side.pin_prick),
            sides,
        }
    }
}

fn side_totals(side: &Side) -> SideTotals {
    SideTotals {
        upper_extremity: side.power.total(ARM),
        lower_extremity: side.power.total(LEG),
        motor: side.power.total(MUSCLES),
        light_touch: side.light_touch.total(),
        pin_prick: side.pin_prick.total(),
    }
}
