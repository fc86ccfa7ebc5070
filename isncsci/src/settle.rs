//! Which untested cell would settle an answer: what to go back to the bedside for.

use crate::classification::{Mode, Output};
use crate::exam::{Exam, Place};

/// What testing one cell would do for one output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The untested cell.
    pub place: Place,
    /// How many answers would still stand after the most telling finding.
    pub best: u32,
    /// How many answers would still stand after the least telling finding.
    pub worst: u32,
}

impl Prospect {
    /// Whatever is found, one answer is left.
    pub const fn settles(&self) -> bool {
        self.worst == 1
    }

    /// Some finding leaves one answer.
    pub const fn may_settle(&self) -> bool {
        self.best == 1
    }
}

impl Exam {
    /// The untested cells, in the order of the worksheet.
    pub fn untested_places(&self) -> impl Iterator<Item = Place> {
        Place::all().filter(|place| self.is_untested(*place) && self.is_open(*place))
    }

    /// What would settle each output: for every untested cell, how many answers each finding there
    /// would leave. A tagged untested cell (`NT*`) is tried with the numbers its tag allows.
    ///
    /// Costs a classification for each number of each untested cell; a wholly untested exam is a
    /// few milliseconds.
    pub fn prospects(&self, mode: Mode) -> impl Iterator<Item = [Prospect; Output::COUNT]> {
        self.untested_places().map(move |place| self.prospect(place, mode))
    }

    /// The untested cell that tells most about an output: the fewest answers left at worst, then at
    /// best, then the first on the worksheet. None when the output is settled already or no
    /// untested cell can narrow it.
    pub fn most_telling(&self, output: Output, mode: Mode) -> Option<Prospect> {
        let at = Output::ALL.iter().position(|each| *each == output)?;
        self.most_telling_each(mode).get(at).copied().flatten()
    }

    /// [`Exam::most_telling`] for every output at once, in the order of [`Output::ALL`].
    pub fn most_telling_each(&self, mode: Mode) -> [Option<Prospect>; Output::COUNT] {
        let now = self.classify(mode);
        let mut most_telling = [None::<Prospect>; Output::COUNT];
        for prospects in self.prospects(mode) {
            let outputs = Output::ALL.into_iter().zip(prospects);
            for ((output, prospect), best) in outputs.zip(&mut most_telling) {
                let tells = |prospect: &Prospect| (prospect.worst, prospect.best);
                let narrows = prospect.best < now.count(output);
                if narrows && best.as_ref().is_none_or(|best| tells(&prospect) < tells(best)) {
                    *best = Some(prospect);
                }
            }
        }
        most_telling
    }

    fn prospect(&self, place: Place, mode: Mode) -> [Prospect; Output::COUNT] {
        let mut prospects = [Prospect { place, best: u32::MAX, worst: 0 }; Output::COUNT];
        for number in numbers(self.values(place)) {
            let Some(exam) = self.with(place, number) else { continue };
            let found = exam.classify(mode);
            for (output, prospect) in Output::ALL.into_iter().zip(&mut prospects) {
                let count = found.count(output);
                prospect.best = prospect.best.min(count);
                prospect.worst = prospect.worst.max(count);
            }
        }
        prospects
    }

    fn is_open(&self, place: Place) -> bool {
        !self.values(place).is_power_of_two()
    }
}

fn numbers(values: u8) -> impl Iterator<Item = u8> {
    (0..8).filter(move |number| values >> number & 1 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::{Finding, MotorCell, SensoryCell};
    use crate::level::{Dermatome, Myotome, SideName};
    use std::string::ToString;
    use std::vec::Vec;

    #[test]
    fn one_untested_finding_settles_what_hangs_on_it() {
        let exam = Exam { vac: Finding::NotTested, ..Exam::normal() };
        let prospect = exam.most_telling(Output::Grade, Mode::Standard).expect("AIS is open");
        assert_eq!(prospect.place, Place::Vac);
        assert!(prospect.settles());
        assert_eq!(exam.most_telling(Output::SensoryLeft, Mode::Standard), None);
    }

    #[test]
    fn a_cell_that_changes_nothing_is_not_proposed() {
        let mut exam = Exam::normal();
        let right = exam.side_mut(SideName::Right);
        let dermatome = |name: &str| Dermatome::all().find(|it| it.name() == name).expect("named");
        right.set_light_touch(dermatome("C3"), SensoryCell::NOT_TESTED);
        right.set_pin_prick(dermatome("C5"), SensoryCell::NOT_TESTED);
        right.set_light_touch(dermatome("C5"), SensoryCell::examined(1).expect("0 to 2"));
        let untested: Vec<_> = exam.untested_places().map(|place| place.to_string()).collect();
        assert_eq!(untested, ["right.lightTouch.C3", "right.pinPrick.C5"]);
        let prospect = exam.most_telling(Output::SensoryRight, Mode::Standard).expect("open");
        assert_eq!(prospect.place.to_string(), "right.lightTouch.C3");
        assert!(prospect.settles());
    }

    #[test]
    fn a_cell_may_settle_an_answer_only_if_the_finding_is_right() {
        let mut exam = Exam::normal();
        let right = exam.side_mut(SideName::Right);
        for myotome in Myotome::all().take(2) {
            right.set_motor(myotome, MotorCell::NOT_TESTED);
        }
        let prospect = exam.most_telling(Output::MotorRight, Mode::Standard).expect("open");
        assert_eq!(prospect.place.to_string(), "right.motor.C5");
        assert!(prospect.may_settle());
        assert!(!prospect.settles());
    }
}
