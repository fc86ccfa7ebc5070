//! The levels of the spine, C1 to S5, head to tail. Imaging, plan and consultation name a place in
//! the spine with these and nothing else.
//!
//! The column and its parts are those of the scores ([`scores::vertebra`]), so a level means the
//! same on every screen and in every score.

use std::fmt;

use scores::sins::Location;
use scores::vertebra::Vertebra;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// One level. Order is head to tail: `a < b` means that `a` lies above `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(Vertebra);

/// The parts of the spine by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// C1 to C7.
    Cervical,
    /// T1 to T12.
    Thoracic,
    /// L1 to L5.
    Lumbar,
    /// S1 to S5.
    Sacral,
}

impl Region {
    /// As a patient says it.
    pub const fn plain_words(self) -> &'static str {
        match self {
            Self::Cervical => "neck",
            Self::Thoracic => "upper and middle back",
            Self::Lumbar => "lower back",
            Self::Sacral => "base of the spine",
        }
    }
}

impl Level {
    /// The uppermost.
    pub const C1: Self = Self(Vertebra::C1);
    /// The lowest.
    pub const S5: Self = Self(Vertebra::S5);

    /// Every level, head to tail.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        Vertebra::ALL.iter().copied().map(Self)
    }

    /// The vertebra, for the scores.
    pub const fn vertebra(self) -> Vertebra {
        self.0
    }

    /// "T7": as stored and as shown.
    pub const fn key(self) -> &'static str {
        self.0.word()
    }

    /// The level with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|level| level.key() == key)
    }

    /// 0 for C1, 28 for S5.
    pub const fn order(self) -> usize {
        self.0 as usize
    }

    /// The part of the spine it belongs to.
    pub const fn region(self) -> Region {
        match self.order() {
            0..=6 => Region::Cervical,
            7..=18 => Region::Thoracic,
            19..=23 => Region::Lumbar,
            _ => Region::Sacral,
        }
    }

    /// Junctional, mobile, semirigid or rigid: the location item of SINS, never asked twice.
    pub const fn location(self) -> Location {
        Location::of_vertebra(self.0)
    }

    /// Below the end of the cord (about L1/L2): ESCC was not made for it.
    pub const fn is_below_conus(self) -> bool {
        self.0.is_below_conus()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_key(&key).ok_or_else(|| D::Error::custom(format!("no level is called {key}")))
    }
}

/// From this level to that, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The upper end.
    pub from: Level,
    /// The lower end.
    pub to: Level,
}

impl Span {
    /// A span, unless it runs upwards.
    pub fn try_new(from: Level, to: Level) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Whether the level lies in it.
    pub fn has(self, level: Level) -> bool {
        self.from <= level && level <= self.to
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_29_levels_and_each_is_found_by_its_own_name() {
        let all: Vec<Level> = Level::all().collect();
        assert_eq!(all.len(), 29);
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        for (order, level) in all.into_iter().enumerate() {
            assert_eq!(level.order(), order);
            assert_eq!(Level::from_key(level.key()), Some(level));
            assert_eq!(serde_json::to_value(level).unwrap(), level.key());
        }
        assert_eq!(Level::from_key("T13"), None);
        assert!(serde_json::from_str::<Level>("\"L6\"").is_err());
    }

    #[test]
    fn region_and_location_follow_from_the_level() {
        let of = |key| Level::from_key(key).unwrap();
        assert_eq!(of("C7").region(), Region::Cervical);
        assert_eq!(of("C7").location(), Location::Junctional);
        assert_eq!((of("T1").region(), of("T12").region()), (Region::Thoracic, Region::Thoracic));
        assert_eq!(of("L5").region(), Region::Lumbar);
        assert_eq!(
            (of("S1").region(), of("S1").location()),
            (Region::Sacral, Location::Junctional)
        );
        assert!(!of("L1").is_below_conus() && of("L2").is_below_conus());
    }

    #[test]
    fn a_span_never_runs_upwards() {
        assert_eq!(Span::try_new(Level::S5, Level::C1), None);
        let whole = Span::try_new(Level::C1, Level::S5).unwrap();
        assert!(Level::all().all(|level| whole.has(level)));
    }
}
