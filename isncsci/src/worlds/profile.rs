//! What the two sides must know of each other for the level of injury and the AIS, and no more.
//!
//! A completion of one side matters to the other only by four things: its more rostral level,
//! whether it feels at `S4_5`, whether it moves far below its motor level, and how many of its
//! key muscles are weak (below 3). The first three name a profile; of the last only the least
//! and the greatest number are kept, because the AIS asks no more than "can it be so many?".
//!
//! That weak muscles of the *whole* side may be counted, rather than those below the level of
//! injury, is a small theorem: every key muscle at or above a motor level is 3 or more, so no weak
//! muscle lies at or above the level of injury. With `n` key muscles a side below that level,
//! "at least half are 3 or more" then reads "at most `n` are weak".

use super::path::{self, Path};
use crate::answer::{Answer, Answers, Grade};
use crate::cell::Finding;
use crate::definite::muscles_below;
use crate::exam::Side;
use crate::level::Level;
use crate::planes::small;

/// The least and the greatest number of weak key muscles.
#[derive(Clone, Copy, Default)]
pub(super) struct Weak {
    pub(super) fewest: u8,
    pub(super) most: u8,
}

/// The completions of a side that agree on sacral feeling and on movement far below.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    feels: bool,
    moves: bool,
    /// The more rostral levels that occur.
    levels: u32,
    weak: [Weak; 29],
}

/// All completions of a side, by profile.
pub(super) struct Profiles([Kind; 4]);

impl Profiles {
    /// No completion yet.
    pub(super) fn empty() -> Self {
        let kind = |feels, moves| Kind { feels, moves, levels: 0, weak: [Weak::default(); 29] };
        Self([kind(false, false), kind(false, true), kind(true, false), kind(true, true)])
    }

    /// All completions of a side.
    pub(super) fn of(side: &Side, sensory: u32) -> Self {
        let mut profiles = Self::empty();
        let muscles = Muscles::of(side);
        path::each(side, sensory, &mut |path| {
            for (moves, weak) in muscles.spans(side, &path) {
                profiles.add(side, &path, moves, weak);
            }
        });
        profiles
    }

    /// Adds the completions of a path that move, or do not move, far below.
    pub(super) fn add(&mut self, side: &Side, path: &Path, moves: bool, weak: Weak) {
        let above = path.sensory & (path.motor.bit() - 1);
        for level in path::levels(above) {
            self.put(side, level.bit(), level, moves, weak);
        }
        let rest = path.sensory ^ above;
        if rest != 0 {
            self.put(side, rest, path.motor, moves, weak);
        }
    }

    fn put(&mut self, side: &Side, sensory: u32, level: Level, moves: bool, weak: Weak) {
        let sacral = Sacral::with(side, sensory);
        for kind in &mut self.0 {
            let possible = if kind.feels { sacral.felt } else { sacral.numb };
            if possible && kind.moves == moves {
                kind.add(level, weak);
            }
        }
    }

    /// The more rostral level of the side, over all completions.
    pub(super) fn levels(&self) -> u32 {
        self.0.iter().fold(0, |levels, kind| levels | kind.levels)
    }

    fn can_be_numb(&self) -> bool {
        self.0.iter().any(|kind| !kind.feels && kind.levels != 0)
    }

    fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.0.iter().filter(|kind| kind.levels != 0)
    }
}

impl Kind {
    fn add(&mut self, level: Level, weak: Weak) {
        let known = self.levels & level.bit() != 0;
        self.levels |= level.bit();
        if let Some(entry) = self.weak.get_mut(usize::from(level.index())) {
            *entry = if known {
                Weak { fewest: entry.fewest.min(weak.fewest), most: entry.most.max(weak.most) }
            } else {
                weak
            };
        }
    }

    fn weak_at(&self, level: Level) -> Weak {
        self.weak.get(usize::from(level.index())).copied().unwrap_or_default()
    }
}

/// The grades with anal contraction: never A or B.
pub(super) fn grades_with_contraction(right: &Profiles, left: &Profiles) -> Answers<Grade> {
    let mut grades = Answers::NONE;
    if right.levels() & left.levels() & Level::INTACT.bit() != 0 {
        grades.insert(Grade::E);
    }
    for right in right.kinds() {
        for left in left.kinds() {
            half_or_more(right, left, true, &mut grades);
        }
    }
    grades
}

/// The grades without anal contraction: never E.
pub(super) fn grades_without_contraction(
    right: &Profiles,
    left: &Profiles,
    dap: Finding,
) -> Answers<Grade> {
    let mut grades = Answers::NONE;
    if dap.may_be_absent() && right.can_be_numb() && left.can_be_numb() {
        grades.insert(Grade::A);
    }
    for right in right.kinds() {
        for left in left.kinds() {
            if !(dap.may_be_present() || right.feels || left.feels) {
                continue;
            }
            if right.moves || left.moves {
                half_or_more(right, left, false, &mut grades);
            } else {
                grades.insert(Grade::B);
            }
        }
    }
    grades
}

/// C, D or both for a motor incomplete injury. With anal contraction two intact sides are grade E,
/// so that pair is left out.
fn half_or_more(right: &Kind, left: &Kind, contraction: bool, grades: &mut Answers<Grade>) {
    let both = 1 << Grade::C.rank() | 1 << Grade::D.rank();
    for at_right in path::levels(right.levels) {
        let weak_right = right.weak_at(at_right);
        for at_left in path::levels(left.levels) {
            let level = at_right.min(at_left);
            if grades.bits() & both == both {
                return;
            }
            if contraction && level == Level::INTACT {
                continue;
            }
            let weak_left = left.weak_at(at_left);
            let below = small(muscles_below(level).count_ones());
            if weak_right.fewest + weak_left.fewest <= below {
                grades.insert(Grade::D);
            }
            if weak_right.most + weak_left.most > below {
                grades.insert(Grade::C);
            }
        }
    }
}

/// What `S4_5` of a side can be once its sensory level is known.
struct Sacral {
    /// All its scores can be 0.
    numb: bool,
    /// One of them can be more.
    felt: bool,
}

impl Sacral {
    /// Only the two lowest levels say anything about `S4_5`: intact means both scores are 2, and
    /// S3 means they are not.
    fn with(side: &Side, sensory: u32) -> Self {
        let (touch, prick) = (&side.light_touch, &side.pin_prick);
        let last = Level::INTACT.bit();
        let s3 = Level::S3.bit();
        let numb = touch.can_be_zero() & prick.can_be_zero() & last != 0;
        let other = sensory & !(last | s3) != 0;
        let some = (touch.can_be_positive() | prick.can_be_positive()) & last != 0;
        let some_but_not_normal = (touch.can_be_one()
            | prick.can_be_one()
            | (touch.can_be_two() & prick.can_be_zero())
            | (touch.can_be_zero() & prick.can_be_two()))
            & last
            != 0;
        Self {
            numb: numb && sensory & !last != 0,
            felt: sensory & last != 0
                || (other && some)
                || (sensory & s3 != 0 && some_but_not_normal),
        }
    }
}

/// The key muscles of a side that *can* be so, each question answered once.
pub(super) struct Muscles {
    pub(super) zero: u16,
    pub(super) positive: u16,
    pub(super) one_or_two: u16,
    pub(super) weak: u16,
    pub(super) useful: u16,
}

impl Muscles {
    pub(super) fn of(side: &Side) -> Self {
        Self {
            zero: side.power.can_be_zero(),
            positive: side.power.can_be_positive(),
            one_or_two: side.power.can_be_one_or_two(),
            weak: side.power.can_be_below_three(),
            useful: side.power.can_be_three_or_more(),
        }
    }

    /// How many of these muscles, each free to be what it may, are weak.
    pub(super) fn weak_among(&self, muscles: u16) -> Weak {
        Weak {
            fewest: small((muscles & !self.useful).count_ones()),
            most: small((muscles & self.weak).count_ones()),
        }
    }

    /// For each way to move or not to move more than three levels below the motor level: how many
    /// key muscles can be weak.
    fn spans(&self, side: &Side, path: &Path) -> impl Iterator<Item = (bool, Weak)> {
        let line = path.motor.down(3);
        let far = path.free & muscles_below(line);
        let non_key = side.lowest_non_key_muscle.is_some_and(|muscle| muscle.level() > line);
        let stopper = small(path.stopper.count_ones());
        // The set of a cell is a run of numbers: one that can be 0 and 3 can also be 1. So a far
        // muscle that must show some power can do so and still be weak, if it can be weak at all.
        let moving = (non_key || far & self.positive != 0)
            .then(|| (true, self.weak_among(path.free).plus(stopper)));
        let still = (!non_key && far & !self.zero == 0).then(|| {
            let zeros = small(far.count_ones());
            (false, self.weak_among(path.free & !far).plus(stopper + zeros))
        });
        moving.into_iter().chain(still)
    }
}

impl Weak {
    pub(super) fn plus(self, certain: u8) -> Self {
        Self { fewest: self.fewest + certain, most: self.most + certain }
    }
}
