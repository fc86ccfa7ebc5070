//! Exams from a seed: the same on every machine and in every run.
//!
//! The mix follows the groups of the shared vectors: complete and incomplete injuries at every
//! level, one side worse than the other, sparing far below, findings near the thresholds, noise
//! and near-normal exams, so that every branch of the classification is visited.

use isncsci::{
    Cell, Dermatome, Exam, Finding, MotorCell, Myotome, NonKeyMuscle, Place, SensoryCell, Side,
    SideName, Sides, Tag,
};

/// A stream of numbers from a seed (`SplitMix64`).
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(1).max(1);
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn number(&mut self, limit: usize) -> u8 {
        u8::try_from(self.below(limit)).unwrap_or(0)
    }

    /// A definite exam.
    pub(crate) fn exam(&mut self) -> Exam {
        let kind = self.below(8);
        let level = self.below(30);
        let right = self.side(kind, level);
        let other = if self.percent(30) { self.below(30) } else { level };
        let left = self.side(kind, other);
        let present = |yes| if yes { Finding::Yes } else { Finding::No };
        let chance = match kind {
            0 => 3,
            6 | 7 => 70,
            _ => 35,
        };
        let (vac, dap) = (present(self.percent(chance)), present(self.percent(chance)));
        Exam { sides: Sides { right, left }, vac, dap }
    }

    /// One side: normal down to `level` of the axis, then as the kind of injury has it.
    fn side(&mut self, kind: usize, level: usize) -> Side {
        let mut motor = [MotorCell::NORMAL; Myotome::COUNT];
        let mut touch = [SensoryCell::NORMAL; Dermatome::COUNT];
        let mut prick = touch;
        for (myotome, cell) in Myotome::all().zip(&mut motor) {
            let at = usize::from(myotome.level().index());
            *cell = plain(self.power(kind, at, level));
        }
        for (place, (light, pin)) in touch.iter_mut().zip(&mut prick).enumerate() {
            *light = plain(self.feeling(kind, place + 1, level));
            *pin = plain(self.feeling(kind, place + 1, level));
        }
        let non_key = if self.percent(12) { Myotome::from_index(self.below(10)) } else { None };
        let non_key = non_key.map(NonKeyMuscle::from);
        Side::new(&motor, &touch, &prick, non_key)
    }

    fn power(&mut self, kind: usize, at: usize, level: usize) -> u8 {
        match kind {
            // Near normal, or noise.
            6 | 7 if self.percent(97) => 5,
            5..=7 => self.number(6),
            _ if at <= level => 5,
            // The first muscles below: a zone of partial preservation.
            _ if at <= level + 2 && self.percent(70) => self.number(5),
            // Motor incomplete: about the threshold of AIS D.
            2 if self.percent(60) => 3 + self.number(3),
            3 if self.percent(40) => 1 + self.number(2),
            4 if self.percent(15) => self.number(6),
            _ => 0,
        }
    }

    fn feeling(&mut self, kind: usize, at: usize, level: usize) -> u8 {
        match kind {
            6 | 7 if self.percent(99) => 2,
            5..=7 => self.number(3),
            _ if at <= level => 2,
            _ if at <= level + 2 && self.percent(60) => self.number(3),
            1..=3 if self.percent(45) => self.number(3),
            4 if self.percent(6) => 1 + self.number(2),
            _ => 0,
        }
    }

    /// The same exam with so many cells untested: key muscles, the lowest segment and the anal
    /// findings more often than their share, because more hangs on them.
    pub(crate) fn with_untested(&mut self, mut exam: Exam, count: usize) -> Exam {
        for _ in 0..count {
            let place = self.place();
            set(&mut exam, place, None, Tag::Untagged);
        }
        exam
    }

    /// The same exam with so many cells untested or tagged.
    pub(crate) fn with_untested_or_tagged(&mut self, mut exam: Exam, count: usize) -> Exam {
        for _ in 0..count {
            let place = self.place();
            let tag = match self.below(4) {
                0 | 1 => Tag::Untagged,
                2 => Tag::NotNormal,
                _ => Tag::Normal,
            };
            let number = (tag != Tag::Untagged && self.percent(60)).then(|| self.number(5));
            set(&mut exam, place, number, tag);
        }
        exam
    }

    fn place(&mut self) -> Place {
        let side = if self.percent(50) { SideName::Right } else { SideName::Left };
        let motor = |at| Myotome::from_index(at).map(|it| Place::Motor(side, it));
        let touch = |at| Dermatome::from_index(at).map(|it| Place::LightTouch(side, it));
        let prick = |at| Dermatome::from_index(at).map(|it| Place::PinPrick(side, it));
        let found = match self.below(10) {
            0..=2 => motor(self.below(10)),
            3..=5 => touch(self.below(28)),
            6 | 7 => prick(self.below(28)),
            8 if self.percent(50) => touch(27),
            8 => prick(27),
            _ if self.percent(50) => Some(Place::Vac),
            _ => Some(Place::Dap),
        };
        found.unwrap_or(Place::Vac)
    }
}

fn plain<const NORMAL: u8>(number: u8) -> Cell<NORMAL> {
    Cell::examined(number).unwrap_or(Cell::NORMAL)
}

/// Writes a number (none: untested) with a tag; a normal number takes no tag and loses it.
fn set(exam: &mut Exam, place: Place, number: Option<u8>, tag: Tag) {
    fn cell<const NORMAL: u8>(number: Option<u8>, tag: Tag) -> Cell<NORMAL> {
        let cell = number.map_or(Cell::NOT_TESTED, |number| plain(number.min(NORMAL)));
        cell.tagged(tag).unwrap_or(cell)
    }
    match place {
        Place::Motor(side, at) => exam.side_mut(side).set_motor(at, cell(number, tag)),
        Place::LightTouch(side, at) => exam.side_mut(side).set_light_touch(at, cell(number, tag)),
        Place::PinPrick(side, at) => exam.side_mut(side).set_pin_prick(at, cell(number, tag)),
        Place::Vac => exam.vac = Finding::NotTested,
        Place::Dap => exam.dap = Finding::NotTested,
    }
}
