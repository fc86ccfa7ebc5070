//! One cell of the worksheet: what was found, whether it was tested, and what else explains it.
//!
//! A cell stands for the set of numbers it could be if nothing but the cord injury counted. That
//! set is all the classification ever sees; the number written down is kept for the totals.

use core::fmt;

/// Whether something other than the cord injury explains a finding, as the examiner marked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// No mark: the cord is taken to be the only cause.
    Untagged,
    /// `*`: another cause, and without it the finding would still not be normal.
    NotNormal,
    /// `**`: another cause, and without it the finding would be normal.
    Normal,
}

impl Tag {
    const ALL: [Self; 3] = [Self::Untagged, Self::NotNormal, Self::Normal];

    /// As written after a number or `NT`.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Untagged => "",
            Self::NotNormal => "*",
            Self::Normal => "**",
        }
    }
}

/// A cell whose normal finding is `NORMAL`: 5 for a muscle, 2 for skin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell<const NORMAL: u8> {
    number: Option<u8>,
    tag: Tag,
}

/// Power of a key muscle, 0 to 5.
pub type MotorCell = Cell<5>;
/// Light touch or pin prick of a dermatome, 0 to 2.
pub type SensoryCell = Cell<2>;

impl<const NORMAL: u8> Cell<NORMAL> {
    /// A normal finding.
    pub const NORMAL: Self = Self { number: Some(NORMAL), tag: Tag::Untagged };
    /// `NT`, not tested.
    pub const NOT_TESTED: Self = Self { number: None, tag: Tag::Untagged };

    /// An examined number; none above the normal one.
    pub const fn examined(number: u8) -> Option<Self> {
        if number <= NORMAL {
            Some(Self { number: Some(number), tag: Tag::Untagged })
        } else {
            None
        }
    }

    /// The same finding with a tag; none for a normal finding, which needs no other cause.
    pub const fn tagged(self, tag: Tag) -> Option<Self> {
        match (self.number, tag) {
            (Some(number), Tag::NotNormal | Tag::Normal) if number == NORMAL => None,
            _ => Some(Self { number: self.number, tag }),
        }
    }

    /// Reads a code of the worksheet exactly as it must be written: `3`, `3*`, `0**`, `NT`, `NT*`.
    ///
    /// ```
    /// use isncsci::MotorCell;
    /// assert_eq!(MotorCell::from_code("4**").and_then(MotorCell::number), Some(4));
    /// assert_eq!(MotorCell::from_code("5*"), None);
    /// assert_eq!(MotorCell::from_code("4+"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        let bare = code.trim_end_matches('*');
        let tag = Tag::ALL.into_iter().find(|tag| tag.suffix().len() + bare.len() == code.len())?;
        let cell = match bare.as_bytes() {
            b"NT" => Self::NOT_TESTED,
            [digit @ b'0'..=b'9'] => Self::examined(digit - b'0')?,
            _ => return None,
        };
        cell.tagged(tag)
    }

    /// The number that was examined; none when not tested.
    pub const fn number(self) -> Option<u8> {
        self.number
    }

    /// The examiner's mark.
    pub const fn tag(self) -> Tag {
        self.tag
    }

    /// The numbers this cell may stand for, bit *n* for number *n*. Never empty.
    pub const fn values(self) -> u8 {
        let all: u8 = (1 << (NORMAL + 1)) - 1;
        let from = match (self.number, self.tag) {
            (_, Tag::Normal) => return 1 << NORMAL,
            (Some(number), Tag::Untagged) => return 1 << number,
            (None, Tag::Untagged) => return all,
            (Some(number), Tag::NotNormal) => number,
            (None, Tag::NotNormal) => 0,
        };
        (all >> 1) & !((1 << from) - 1)
    }

    /// The same finding without its tag; a tagged untested cell reads as 0, the raw worksheet.
    #[must_use]
    pub const fn raw(self) -> Self {
        match (self.number, self.tag) {
            (None, Tag::NotNormal | Tag::Normal) => Self { number: Some(0), tag: Tag::Untagged },
            (number, _) => Self { number, tag: Tag::Untagged },
        }
    }
}

impl<const NORMAL: u8> fmt::Display for Cell<NORMAL> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => write!(f, "{number}{}", self.tag.suffix()),
            None => write!(f, "NT{}", self.tag.suffix()),
        }
    }
}

/// Voluntary anal contraction or deep anal pressure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// Absent.
    No,
    /// Present.
    Yes,
    /// Not tested: either may be true.
    NotTested,
}

impl Finding {
    /// All three.
    pub const ALL: [Self; 3] = [Self::No, Self::Yes, Self::NotTested];

    /// `Yes`, `No` or `NT`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::NotTested => "NT",
        }
    }

    /// Reads `Yes`, `No` or `NT`, exactly so written.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.code() == code)
    }

    /// It was absent, or it was not tested.
    pub const fn may_be_absent(self) -> bool {
        !matches!(self, Self::Yes)
    }

    /// It was present, or it was not tested.
    pub const fn may_be_present(self) -> bool {
        !matches!(self, Self::No)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{format, string::ToString};

    #[test]
    fn the_sets_are_those_of_the_specification() {
        let motor = |code| MotorCell::from_code(code).map(MotorCell::values);
        assert_eq!(motor("3"), Some(0b00_1000));
        assert_eq!(motor("NT"), Some(0b11_1111));
        assert_eq!(motor("0*"), Some(0b01_1111));
        assert_eq!(motor("3*"), Some(0b01_1000));
        assert_eq!(motor("4*"), Some(0b01_0000));
        assert_eq!(motor("NT*"), Some(0b01_1111));
        assert_eq!(motor("0**"), Some(0b10_0000));
        assert_eq!(motor("NT**"), Some(0b10_0000));
        let skin = |code| SensoryCell::from_code(code).map(SensoryCell::values);
        assert_eq!(skin("NT"), Some(0b111));
        assert_eq!(skin("0*"), Some(0b011));
        assert_eq!(skin("1*"), Some(0b010));
        assert_eq!(skin("NT*"), Some(0b011));
        assert_eq!(skin("1**"), Some(0b100));
    }

    #[test]
    fn exactly_the_codes_of_the_specification_are_read() {
        let motor = "0 1 2 3 4 5 0* 1* 2* 3* 4* 0** 1** 2** 3** 4** NT NT* NT**";
        let skin = "0 1 2 0* 1* 0** 1** NT NT* NT**";
        let tried = "0 1 2 3 4 5 6 7 9 NT N T nt Nt 10 -1 +1 4+ 00 05 1.0 é ① ' '";
        let mut read = (0, 0);
        for bare in tried.split(' ').chain([""]) {
            for stars in ["", "*", "**", "***", " ", "* ", " *"] {
                let code = format!("{bare}{stars}");
                let known =
                    |list: &str| !code.is_empty() && list.split(' ').any(|each| each == code);
                assert_eq!(MotorCell::from_code(&code).is_some(), known(motor), "{code:?}");
                assert_eq!(SensoryCell::from_code(&code).is_some(), known(skin), "{code:?}");
                read.0 += usize::from(known(motor));
                read.1 += usize::from(known(skin));
            }
        }
        assert_eq!(read, (19, 10));
    }

    #[test]
    fn a_code_read_is_the_code_written() {
        for code in ["0", "5", "4*", "0**", "NT", "NT*", "NT**"] {
            assert_eq!(
                MotorCell::from_code(code).map(|cell| cell.to_string()).as_deref(),
                Some(code)
            );
        }
    }

    #[test]
    fn a_raw_cell_has_no_tag() {
        let raw = |code| MotorCell::from_code(code).map(|cell| cell.raw().to_string());
        assert_eq!(raw("3**").as_deref(), Some("3"));
        assert_eq!(raw("NT*").as_deref(), Some("0"));
        assert_eq!(raw("NT**").as_deref(), Some("0"));
        assert_eq!(raw("NT").as_deref(), Some("NT"));
    }
}
