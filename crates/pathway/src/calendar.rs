//! Working days: Monday to Friday, 09:00 to 17:00 local time, less bank holidays.
//!
//! The bank holidays of England and Wales are computed by their rules; a site adds or removes days
//! as data. Half a working day is four working hours (design section 10).

use jiff::civil::{Date, Weekday, date};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The working hours of a site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calendar {
    /// Days off beside weekends and computed bank holidays.
    pub closed_on: Vec<Date>,
    /// Computed bank holidays on which this site works.
    pub open_on: Vec<Date>,
}

const OPENS: i8 = 9;
const HOURS_A_DAY: i8 = 8;
const TENTH_OF_A_DAY_S: i64 = 8 * 3_600 / 10;

impl Calendar {
    /// Whether this site works on that day.
    pub fn is_working_day(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if weekend || self.closed_on.contains(&day) {
            return false;
        }
        self.open_on.contains(&day) || !bank_holidays(day.year()).contains(&day)
    }

    /// The instant `tenths` of a working day after `since`, counted in working hours of the zone.
    pub fn after(&self, since: Timestamp, tenths: u32, zone: &TimeZone) -> Timestamp {
        let mut left = SignedDuration::from_secs(i64::from(tenths) * TENTH_OF_A_DAY_S);
        let mut day = since.to_zoned_datetime(zone.clone()).date();
        // A bound, so that a calendar that is closed for ever cannot hang the service.
        for _ in 0..3_660 {
            if self.is_working_day(day)
                && let (Ok(opens), Ok(closes)) = (
                    day.at(OPENS, 0, 0, 0).to_zoned_datetime(zone.clone()),
                    day.at(OPENS + HOURS_A_DAY, 0, 0, 0).to_zoned_datetime(zone.clone()),
                )
            {
                let start = opens.timestamp().max(since);
                let open_for = closes.timestamp().duration_since(start);
                if open_for >= left && open_for > SignedDuration::ZERO {
                    return start.checked_add(left).unwrap_or(start);
                }
                left -= open_for.max(SignedDuration::ZERO);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        since
    }
}

/// Bank holidays of England and Wales in one year, by rule: New Year, Good Friday, Easter Monday,
/// early May, spring, summer, Christmas, Boxing Day, each with its substitute day.
pub fn bank_holidays(year: i16) -> Vec<Date> {
    let mut days = Vec::with_capacity(8);
    days.push(substitute(date(year, 1, 1)));
    if let Some(easter) = easter_sunday(year) {
        days.extend(easter.checked_sub(2.days()).ok());
        days.extend(easter.checked_add(1.day()).ok());
    }
    for (month, nth) in [(5, 1), (5, -1), (8, -1)] {
        days.extend(date(year, month, 1).nth_weekday_of_month(nth, Weekday::Monday).ok());
    }
    // Christmas and Boxing Day push each other along when they fall on a weekend.
    let (christmas, boxing) = match date(year, 12, 25).weekday() {
        Weekday::Friday => (25, 28),
        Weekday::Saturday => (27, 28),
        Weekday::Sunday => (27, 26),
        _ => (25, 26),
    };
    days.extend([date(year, 12, christmas), date(year, 12, boxing)]);
    days.sort_unstable();
    days
}

/// The day itself, or the Monday after a weekend.
fn substitute(day: Date) -> Date {
    let later = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.checked_add(later.days()).unwrap_or(day)
}

/// Easter Sunday in the Gregorian calendar (the anonymous algorithm, Nature 1876).
fn easter_sunday(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (moon_year, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let moon_shift = (8 * century + 13) / 25;
    let moon = (19 * moon_year + century - century / 4 - moon_shift + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let late = (moon_year + 11 * moon + 19 * to_sunday) / 433;
    let month = (moon + to_sunday - 7 * late + 90) / 25;
    let day = (moon + to_sunday - 7 * late + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london() -> TimeZone {
        TimeZone::get("Europe/London").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn bank_holidays_follow_their_rules_and_substitutes() {
        let expect = [
            (
                2026,
                "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
            ),
            (
                2022,
                "2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-05-30 2022-08-29 2022-12-26 2022-12-27",
            ),
            (
                2021,
                "2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28",
            ),
            (
                2027,
                "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28",
            ),
            (
                2025,
                "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26",
            ),
        ];
        for (year, days) in expect {
            let computed: Vec<_> = bank_holidays(year).iter().map(ToString::to_string).collect();
            assert_eq!(computed.join(" "), days, "{year}");
        }
    }

    #[test]
    fn two_working_days_from_friday_noon_end_on_tuesday_noon() {
        let calendar = Calendar::default();
        let due = calendar.after(at("2026-11-20T12:00:00Z"), 20, &london());
        assert_eq!(due, at("2026-11-24T12:00:00Z"));
    }

    #[test]
    fn half_a_working_day_is_four_working_hours() {
        let calendar = Calendar::default();
        let due = calendar.after(at("2026-11-24T15:00:00Z"), 5, &london());
        assert_eq!(due, at("2026-11-25T11:00:00Z"));
    }

    #[test]
    fn the_night_and_the_weekend_do_not_count() {
        let calendar = Calendar::default();
        let due = calendar.after(at("2026-11-21T02:00:00Z"), 10, &london());
        assert_eq!(due, at("2026-11-23T17:00:00Z"));
    }

    #[test]
    fn a_site_adds_and_removes_days_as_data() {
        let calendar =
            Calendar { closed_on: vec![date(2026, 11, 24)], open_on: vec![date(2026, 12, 28)] };
        assert!(!calendar.is_working_day(date(2026, 11, 24)));
        assert!(calendar.is_working_day(date(2026, 12, 28)));
        assert!(!calendar.is_working_day(date(2026, 12, 25)));
    }
}
