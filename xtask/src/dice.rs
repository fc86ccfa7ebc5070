//! Random enough to choose a moment or a byte, and the same again from the same seed.

use std::ops::Range;

/// An xorshift generator; nothing secret hangs on it.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn from_seed(seed: u64) -> Self {
        // Zero is the one state it cannot leave.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`, or nothing to choose from.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.between(0..end)).unwrap_or_default()
    }

    pub(crate) fn between(&mut self, range: Range<u64>) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        range.start + self.0 % (range.end - range.start).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_chooses_the_same_moments() {
        let throw = |seed| {
            let mut dice = Dice::from_seed(seed);
            (0..20).map(|_| dice.between(20..250)).collect::<Vec<_>>()
        };
        assert_eq!(throw(1), throw(1));
        assert_ne!(throw(1), throw(2));
        assert!(throw(0).iter().all(|moment| (20..250).contains(moment)));
    }
}
