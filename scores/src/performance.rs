//! Power, performance status, pain and independence as typed values (specification section 4).
//!
//! In cord compression the paralysis itself lowers performance status. Keep "before compression"
//! and "now" apart, and say which one a score used. ECOG is never turned into Karnofsky: ECOG 1 is
//! 70 or 80 and so crosses the cut of the Tokuhashi score; ask for Karnofsky.

use crate::door::{Tens, Whole};

/// Karnofsky performance status: 0 to 100 in tens, 100 is best. 85 does not exist.
pub type Karnofsky = Tens<0, 100>;

/// ECOG performance status: 0 to 5, 0 is best (Oken MM et al., Am J Clin Oncol 1982;5:649-55).
pub type Ecog = Whole<0, 5>;

/// Pain as a whole number from 0 (none) to 10 (worst imaginable).
pub type PainNrs = Whole<0, 10>;

words! {
    /// When a performance status was true.
    pub enum PerformanceWhen {
        BeforeCompression "before_compression" "before the cord was compressed";
        Now "now" "now";
    }
}

/// A Karnofsky status with the time it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedKarnofsky {
    /// The status.
    pub karnofsky: Karnofsky,
    /// When it was true.
    pub when: PerformanceWhen,
}

words! {
    /// Medical Research Council power of one movement, as notes write it.
    pub enum MrcPower {
        Zero "0" "no contraction";
        One "1" "flicker";
        Two "2" "moves with gravity removed";
        Three "3" "moves against gravity";
        FourMinus "4-" "against slight resistance";
        Four "4" "against moderate resistance";
        FourPlus "4+" "against strong resistance";
        Five "5" "normal power";
    }
}

impl MrcPower {
    /// The grade as ISNCSCI takes it. `4-` and `4+` are words of the notes and do not exist there:
    /// the examiner decides, nobody rounds.
    pub const fn isncsci_grade(self) -> Option<u8> {
        match self {
            Self::Zero => Some(0),
            Self::One => Some(1),
            Self::Two => Some(2),
            Self::Three => Some(3),
            Self::Four => Some(4),
            Self::Five => Some(5),
            Self::FourMinus | Self::FourPlus => None,
        }
    }
}

/// A sum below this is the usual line for weakness acquired in intensive care.
const WEAK_BELOW: u8 = 48;

/// The MRC sum score: twelve muscle groups, six a side, each 0 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MrcSum([Whole<0, 5>; 12]);

impl MrcSum {
    /// Twelve groups; there is no sum of fewer.
    pub const fn new(groups: [Whole<0, 5>; 12]) -> Self {
        Self(groups)
    }

    /// 0 to 60, higher is better.
    pub fn total(&self) -> u8 {
        self.0.iter().filter_map(|group| u8::try_from(group.get()).ok()).sum()
    }

    /// Whether the sum is under the line for weakness acquired in intensive care.
    pub fn is_weak(&self) -> bool {
        self.total() < WEAK_BELOW
    }
}

/// SCIM III as three recorded subscores. Its items are not embedded: the licence is not cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScimSubscores {
    /// Self-care, 0 to 20.
    pub self_care: Whole<0, 20>,
    /// Respiration and sphincter management, 0 to 40.
    pub respiration_and_sphincter: Whole<0, 40>,
    /// Mobility, 0 to 40.
    pub mobility: Whole<0, 40>,
}

impl ScimSubscores {
    /// 0 to 100, higher is more independent.
    pub const fn total(&self) -> i64 {
        self.self_care.get() + self.respiration_and_sphincter.get() + self.mobility.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_karnofsky_of_eighty_five_does_not_exist() {
        assert!(Karnofsky::try_new(85).is_none());
        assert!(Karnofsky::try_new(110).is_none());
        assert!(Karnofsky::try_new(-10).is_none());
        assert_eq!(Karnofsky::try_new(80).map(Karnofsky::get), Some(80));
    }

    #[test]
    fn ecog_and_pain_stop_at_their_ends() {
        assert!(Ecog::try_new(6).is_none() && Ecog::try_new(-1).is_none());
        assert!(Ecog::try_new(5).is_some() && Ecog::try_new(0).is_some());
        assert!(PainNrs::try_new(11).is_none() && PainNrs::try_new(-1).is_none());
        assert!(PainNrs::try_new(10).is_some() && PainNrs::try_new(0).is_some());
    }

    #[test]
    fn plus_and_minus_power_never_reach_isncsci() {
        let plain: [Option<u8>; 8] =
            core::array::from_fn(|at| MrcPower::ALL.get(at).and_then(|p| p.isncsci_grade()));
        assert_eq!(plain, [Some(0), Some(1), Some(2), Some(3), None, Some(4), None, Some(5)]);
    }

    #[test]
    fn forty_seven_of_sixty_is_weak_and_forty_eight_is_not() {
        let four = Whole::try_new(4).unwrap();
        let mut groups = [four; 12];
        assert_eq!(MrcSum::new(groups).total(), 48);
        assert!(!MrcSum::new(groups).is_weak());
        groups[0] = Whole::try_new(3).unwrap();
        assert_eq!(MrcSum::new(groups).total(), 47);
        assert!(MrcSum::new(groups).is_weak());
    }

    #[test]
    fn scim_subscores_have_their_own_limits() {
        assert!(Whole::<0, 20>::try_new(21).is_none());
        let full = ScimSubscores {
            self_care: Whole::try_new(20).unwrap(),
            respiration_and_sphincter: Whole::try_new(40).unwrap(),
            mobility: Whole::try_new(40).unwrap(),
        };
        assert_eq!(full.total(), 100);
    }
}
