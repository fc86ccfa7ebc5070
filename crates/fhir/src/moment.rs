//! FHIR dates and times, as precise as they were written.

use jiff::Timestamp;
use jiff::civil::Date;

/// A date or time with its precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Moment {
    /// To the second, with a zone; and the day as it was written there.
    Instant(Timestamp, Date),
    /// A day.
    Day(Date),
    /// A month, or only a year.
    Vague,
}

impl Moment {
    /// Reads a FHIR `date` (no time of day).
    pub(crate) fn date(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let year = i16::try_from(digits(bytes.get(0..4)?)?).ok()?;
        match bytes.len() {
            4 => (year > 0).then_some(Self::Vague),
            7 if bytes.get(4) == Some(&b'-') => {
                Date::new(year, i8::try_from(digits(bytes.get(5..7)?)?).ok()?, 1).ok()?;
                Some(Self::Vague)
            }
            10 if bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-') => {
                let month = i8::try_from(digits(bytes.get(5..7)?)?).ok()?;
                let day = i8::try_from(digits(bytes.get(8..10)?)?).ok()?;
                Date::new(year, month, day).ok().map(Self::Day)
            }
            _ => None,
        }
    }

    /// Reads a FHIR `dateTime`.
    pub(crate) fn date_time(text: &str) -> Option<Self> {
        if text.len() > 10 { Self::instant(text) } else { Self::date(text) }
    }

    /// Reads a FHIR `instant`: date, time to the second at least, zone.
    pub(crate) fn instant(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let Self::Day(day) = Self::date(text.get(0..10)?)? else { return None };
        if bytes.get(10) != Some(&b'T') || !is_time(text.get(11..19)?) {
            return None;
        }
        let mut rest = text.get(19..)?;
        if let Some(fraction) = rest.strip_prefix('.') {
            let end = fraction.bytes().take_while(u8::is_ascii_digit).count();
            if end == 0 || end > 9 {
                return None;
            }
            rest = fraction.get(end..)?;
        }
        if !is_zone(rest) {
            return None;
        }
        text.parse().ok().map(|at| Self::Instant(at, day))
    }
}

/// `hh:mm:ss`; a leap second is written 60.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let part = |from: usize| bytes.get(from..from + 2).and_then(digits);
    bytes.len() == 8
        && bytes.get(2) == Some(&b':')
        && bytes.get(5) == Some(&b':')
        && part(0).is_some_and(|hour| hour < 24)
        && part(3).is_some_and(|minute| minute < 60)
        && part(6).is_some_and(|second| second <= 60)
}

/// Whether this is a FHIR `time`: to the second, without a zone.
pub(crate) fn is_time_of_day(text: &str) -> bool {
    let (time, fraction) = text.split_at_checked(8).unwrap_or((text, ""));
    let digits = fraction.strip_prefix('.');
    is_time(time)
        && (fraction.is_empty()
            || digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit())))
}

fn is_zone(text: &str) -> bool {
    if text == "Z" {
        return true;
    }
    let bytes = text.as_bytes();
    bytes.len() == 6
        && matches!(bytes.first(), Some(b'+' | b'-'))
        && bytes.get(3) == Some(&b':')
        && bytes.get(1..3).and_then(digits).is_some_and(|hours| hours <= 14)
        && bytes.get(4..6).and_then(digits).is_some_and(|minutes| minutes < 60)
}

fn digits(bytes: &[u8]) -> Option<u16> {
    bytes.iter().try_fold(0_u16, |sum, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        Some(sum * 10 + u16::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_was_written() {
        assert_eq!(Moment::date("1966-12-05"), Some(Moment::Day(Date::constant(1966, 12, 5))));
        assert_eq!(Moment::date("1966-12"), Some(Moment::Vague));
        assert_eq!(Moment::date("1966"), Some(Moment::Vague));
    }

    #[test]
    fn days_that_do_not_exist_are_no_dates() {
        for wrong in ["1966-02-30", "1966-13", "66-12-05", "1966/12/05", "05.12.1966", "", "19é6"]
        {
            assert_eq!(Moment::date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_time_needs_seconds_and_a_zone() {
        assert!(Moment::date_time("2026-11-22T08:05:00Z").is_some());
        assert!(Moment::date_time("2026-11-22T08:05:00.123+01:00").is_some());
        for wrong in [
            "2026-11-22T08:05:00",
            "2026-11-22T08:05Z",
            "2026-11-22 08:05:00Z",
            "2026-11-22T25:05:00Z",
            "2026-11-22T08:05:00+1:00",
            "2026-11-22T08:05:00.Z",
        ] {
            assert_eq!(Moment::date_time(wrong), None, "{wrong}");
        }
    }
}
