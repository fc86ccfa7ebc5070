//! Bits for names in five planes, one for each value a formula can be about.

#![expect(clippy::indexing_slicing, reason = "by an Aim, which always has its plane")]

/// The value a formula is about. Each has a plane of bits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aim {
    Yes,
    No,
    Unknown,
    NotYes,
    NotNo,
}

impl Aim {
    /// Yes first: most rules fail on a missing yes.
    pub(super) const ALL: [Self; 5] =
        [Self::Yes, Self::No, Self::Unknown, Self::NotYes, Self::NotNo];

    /// What the part of a NOT must be.
    pub(super) const fn swapped(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::NotYes => Self::NotNo,
            Self::NotNo => Self::NotYes,
        }
    }

    pub(super) const fn literal(self, bit: u128) -> Planes {
        let mut planes = Planes::NONE;
        planes.0[self as usize] = bit;
        planes
    }
}

/// A set of bits in each plane. As values: what holds. As a clause: any of these suffices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planes([u128; Aim::ALL.len()]);

impl Planes {
    pub(super) const NONE: Self = Self([0; Aim::ALL.len()]);

    /// The bits of one plane.
    #[inline]
    pub(super) const fn plane(&self, aim: Aim) -> u128 {
        self.0[aim as usize]
    }

    /// What each name may be.
    pub(crate) const fn may(yes: u128, no: u128, unknown: u128) -> Self {
        Self([yes, no, unknown, no | unknown, yes | unknown])
    }

    /// What each name must be, whatever is still open.
    pub(crate) const fn must(yes: u128, no: u128, unknown: u128) -> Self {
        Self([yes & !no & !unknown, no & !yes & !unknown, unknown & !yes & !no, !yes, !no])
    }

    pub(super) const fn or(mut self, other: Self) -> Self {
        let mut plane = 0;
        while plane < self.0.len() {
            self.0[plane] |= other.0[plane];
            plane += 1;
        }
        self
    }

    pub(super) const fn bits(&self) -> u32 {
        let mut bits = 0;
        let mut plane = 0;
        while plane < self.0.len() {
            bits += self.0[plane].count_ones();
            plane += 1;
        }
        bits
    }
}
