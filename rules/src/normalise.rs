//! Making answers agree with each other before any rule looks at them (rule book 1.2, N-0 to N-9).
//!
//! Unanswered means absent. A said "not sure" stays unknown whatever its parent says, and a yes or
//! no that was given is overwritten only by N-0, N-1, N-3 and N-4. Results are not derived again.

use crate::facts::Facts;
use crate::vocabulary::{Answer, Fact, Haem};

/// A part that was answered yes although its whole was answered no. The part wins (N-0), and the
/// conflict is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Conflict {
    /// Answered yes.
    pub part: Fact,
    /// Answered no, and now taken as yes.
    pub whole: Fact,
}

/// N-0: each part and its whole.
pub(crate) const PARTS: &[Conflict] = &[
    Conflict { part: Fact::ArmNerveRootPain, whole: Fact::NerveRootPain },
    Conflict { part: Fact::TrunkBandPain, whole: Fact::NerveRootPain },
    Conflict { part: Fact::ArmWeakness, whole: Fact::LimbWeakness },
    Conflict { part: Fact::UrinaryRetention, whole: Fact::BladderOrBowelDysfunction },
    Conflict { part: Fact::UrinaryIncontinence, whole: Fact::BladderOrBowelDysfunction },
    Conflict { part: Fact::LossOfBowelControl, whole: Fact::BladderOrBowelDysfunction },
];

/// The conflicts found, as a small set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conflicts(u8);

impl Conflicts {
    /// Each conflict, in the order of N-0.
    pub fn iter(self) -> impl Iterator<Item = Conflict> {
        PARTS
            .iter()
            .enumerate()
            .filter(move |(place, _)| self.0 & 1 << place != 0)
            .map(|(_, it)| *it)
    }

    /// Whether the answers agree.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// N-1: any of these is pain in the spine.
pub(crate) const KINDS_OF_SPINAL_PAIN: u128 = Fact::bits(&[
    Fact::SeverePain,
    Fact::ProgressivePain,
    Fact::MechanicalPain,
    Fact::PainOnStraining,
    Fact::NightPain,
    Fact::SpinalTenderness,
    Fact::Claudication,
    Fact::PainNotEasedByRest,
    Fact::PainLyingDown,
    Fact::ThoracicPain,
]);
pub(crate) const PARTS_OF_ROOT_PAIN: u128 =
    Fact::bits(&[Fact::ArmNerveRootPain, Fact::TrunkBandPain]);
pub(crate) const PARTS_OF_WEAKNESS: u128 = Fact::bits(&[Fact::ArmWeakness]);
pub(crate) const PARTS_OF_BLADDER_OR_BOWEL: u128 =
    Fact::bits(&[Fact::UrinaryRetention, Fact::UrinaryIncontinence, Fact::LossOfBowelControl]);
const PARTS_OF_SENSORY_CHANGE: u128 = Fact::bits(&[Fact::SaddleNumbness, Fact::HandsAndFeetOnly]);
const LIMB_SYMPTOMS: u128 =
    Fact::bits(&[Fact::NerveRootPain, Fact::LimbWeakness, Fact::SensoryChange]);
pub(crate) const IMPLY_CANCER: u128 =
    Fact::bits(&[Fact::SpinalMetastases, Fact::CompressionConfirmed]);

impl Facts {
    /// The same facts after N-0 to N-9, in that order, and the conflicts N-0 found.
    #[must_use]
    pub fn normalised(&self) -> (Self, Conflicts) {
        let mut facts = self.clone();
        let conflicts = facts.parts_before_wholes();
        if facts.yes & KINDS_OF_SPINAL_PAIN != 0 {
            facts.set(Fact::SpinalPain, Answer::Yes); // N-1
        }
        facts.skip(Fact::SpinalPain.bit(), KINDS_OF_SPINAL_PAIN); // N-2
        if facts.haem == Some(Haem::Confirmed) || facts.yes & IMPLY_CANCER != 0 {
            facts.set(Fact::KnownCancer, Answer::Yes); // N-3
        }
        if facts.haem == Some(Haem::Suspected)
            || facts.yes & Fact::SuspectedSpinalMetastases.bit() != 0
        {
            facts.set(Fact::SuspectedCancer, Answer::Yes); // N-4
        }
        facts.skip(Fact::NerveRootPain.bit(), PARTS_OF_ROOT_PAIN); // N-5
        facts.skip(Fact::LimbWeakness.bit(), PARTS_OF_WEAKNESS); // N-6
        facts.skip(Fact::BladderOrBowelDysfunction.bit(), PARTS_OF_BLADDER_OR_BOWEL); // N-7
        facts.skip(Fact::SensoryChange.bit(), PARTS_OF_SENSORY_CHANGE); // N-8
        facts.skip(LIMB_SYMPTOMS, Fact::BothLegs.bit()); // N-9
        (facts, conflicts)
    }

    /// N-0: a part that is yes makes its whole yes, even against a recorded no.
    fn parts_before_wholes(&mut self) -> Conflicts {
        let (yes, no) = (self.yes, self.no);
        let mut conflicts = Conflicts::default();
        if yes & (PARTS_OF_ROOT_PAIN | PARTS_OF_WEAKNESS | PARTS_OF_BLADDER_OR_BOWEL) == 0 {
            return conflicts;
        }
        for (place, Conflict { part, whole }) in PARTS.iter().enumerate() {
            if yes & part.bit() != 0 {
                self.set(*whole, Answer::Yes);
                if no & whole.bit() != 0 {
                    conflicts.0 |= 1 << place;
                }
            }
        }
        conflicts
    }

    /// When all of `wholes` are no, the unanswered `parts` become no.
    const fn skip(&mut self, wholes: u128, parts: u128) {
        if self.no & wholes == wholes {
            self.no |= parts & !self.said;
            self.said |= parts;
        }
    }
}

#[cfg(test)]
mod tests;
