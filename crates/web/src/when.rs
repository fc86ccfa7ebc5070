//! Times at the edge of the screen: the site's zone, 24-hour, "today", "tomorrow"; and back, with
//! the two hours a year in which a local time is not one instant.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan, ZonedDateTime};

use crate::ui::TWICE;

/// "today 14:32", "tomorrow 06:10", "yesterday 23:50", else "22-Nov-2026 06:10".
pub fn short(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (then, today) = (at.to_zoned_datetime(zone.clone()), now.to_zoned_datetime(zone.clone()));
    let time = of_day(&then);
    let (day, this_day) = (then.date(), today.date());
    if day == this_day {
        format!("today {time}")
    } else if this_day.checked_add(1.day()).is_ok_and(|next| next == day) {
        format!("tomorrow {time}")
    } else if this_day.checked_sub(1.day()).is_ok_and(|last| last == day) {
        format!("yesterday {time}")
    } else {
        full(at, zone)
    }
}

/// "22-Nov-2026 06:10".
pub fn full(at: Timestamp, zone: &TimeZone) -> String {
    let then = at.to_zoned_datetime(zone.clone());
    format!("{} {}", then.strftime("%d-%b-%Y"), of_day(&then))
}

/// "14:32".
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    of_day(&at.to_zoned_datetime(zone.clone()))
}

/// "14:32"; in the hour that happens twice "01:20 GMT (second)".
fn of_day(then: &ZonedDateTime) -> String {
    let time = then.strftime("%H:%M");
    match then.time_zone().to_ambiguous_zoned_datetime(then.datetime()).offset() {
        AmbiguousOffset::Fold { before, .. } => {
            let which = if then.offset() == before { "first" } else { "second" };
            format!("{time} {} ({which})", then.strftime("%Z"))
        }
        _ => time.to_string(),
    }
}

/// "14-Jul-1945".
pub fn day(date: jiff::civil::Date) -> String {
    date.strftime("%d-%b-%Y").to_string()
}

/// "2026-11-24T14:32", for a `datetime-local` input.
pub fn input(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The instant of a typed local time. In the hour that happens twice, `which` must be "first" or
/// "second".
///
/// # Errors
/// A sentence for the page.
pub fn instant(text: &str, which: &str, zone: &TimeZone) -> Result<Timestamp, String> {
    let local: DateTime = text
        .trim()
        .replace(' ', "T")
        .parse()
        .map_err(|_| format!("\"{text}\" is not a date and time, such as 2026-11-24 14:32."))?;
    let ambiguous = zone.clone().into_ambiguous_zoned_datetime(local);
    let choice = if ambiguous.is_ambiguous() {
        if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
            return Err(format!(
                "{text} does not exist: the clocks went forward in that hour. Enter the time after."
            ));
        }
        match which {
            "first" => ambiguous.earlier(),
            "second" => ambiguous.later(),
            _ => {
                return Err(format!(
                    "{text} {TWICE} that night, because the clocks went back. Say which: the first \
                     or the second."
                ));
            }
        }
    } else {
        ambiguous.unambiguous()
    };
    choice.map(|zoned| zoned.timestamp()).map_err(|_| format!("{text} is out of range."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london() -> TimeZone {
        TimeZone::get("Europe/London").unwrap()
    }

    #[test]
    fn the_hour_that_happens_twice_asks_which() {
        let twice = "2026-10-25T01:20";
        assert!(instant(twice, "", &london()).unwrap_err().contains("twice"));
        let first = instant(twice, "first", &london()).unwrap();
        assert_eq!(first.to_string(), "2026-10-25T00:20:00Z");
        let second = instant(twice, "second", &london()).unwrap();
        assert_eq!(second.to_string(), "2026-10-25T01:20:00Z");
    }

    #[test]
    fn the_hour_that_does_not_exist_is_refused_with_the_reason() {
        assert!(instant("2026-03-29T01:30", "", &london()).unwrap_err().contains("forward"));
        assert!(instant("soon", "", &london()).unwrap_err().contains("not a date"));
    }

    #[test]
    fn a_time_in_the_hour_that_happens_twice_says_which_of_the_two() {
        let said = |text: &str| full(text.parse().unwrap(), &london());
        assert_eq!(said("2026-10-25T00:20:00Z"), "25-Oct-2026 01:20 BST (first)");
        assert_eq!(said("2026-10-25T01:20:00Z"), "25-Oct-2026 01:20 GMT (second)");
        assert_eq!(said("2026-10-25T02:20:00Z"), "25-Oct-2026 02:20");
        assert_eq!(clock("2026-10-25T01:20:00Z".parse().unwrap(), &london()), "01:20 GMT (second)");
    }

    #[test]
    fn one_deadline_is_said_in_the_words_of_each_site() {
        let due = "2026-11-25T06:10:00Z".parse().unwrap();
        let now = "2026-11-24T22:30:00Z".parse().unwrap();
        let warsaw = TimeZone::get("Europe/Warsaw").unwrap();
        assert_eq!(short(due, now, &london()), "tomorrow 06:10");
        assert_eq!(short(due, now, &warsaw), "tomorrow 07:10");
    }

    #[test]
    fn times_near_now_are_said_in_words() {
        let now: Timestamp = "2026-11-24T14:00:00Z".parse().unwrap();
        let at = |text: &str| short(text.parse().unwrap(), now, &london());
        assert_eq!(at("2026-11-24T14:32:00Z"), "today 14:32");
        assert_eq!(at("2026-11-25T06:10:00Z"), "tomorrow 06:10");
        assert_eq!(at("2026-11-23T23:50:00Z"), "yesterday 23:50");
        assert_eq!(at("2026-11-26T06:10:00Z"), "26-Nov-2026 06:10");
    }
}
