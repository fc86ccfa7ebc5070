//! The person the case is about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Identity as the referrer gave it. At least two identifiers; no automatic merge on names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Family name.
    pub family: String,
    /// Given names.
    #[serde(default)]
    pub given: String,
    /// Date of birth, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// NHS number, ten digits, checksum not guaranteed (a wrong one warns, it does not block).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nhs_number: Option<String>,
    /// Sex as recorded by the referrer: "female", "male", "other" or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// A number on which the person answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl Person {
    /// "SMITH, Ann".
    pub fn name(&self) -> String {
        if self.given.is_empty() {
            self.family.to_uppercase()
        } else {
            format!("{}, {}", self.family.to_uppercase(), self.given)
        }
    }

    /// "A.S.": for the wall board, where no full name may show.
    pub fn initials(&self) -> String {
        [&self.given, &self.family]
            .into_iter()
            .filter_map(|part| part.chars().next())
            .fold(String::new(), |all, first| format!("{all}{}.", first.to_uppercase()))
    }

    /// Completed years on `day`; `None` when the date of birth is not known or lies in the future.
    pub fn age_on(&self, day: Date) -> Option<u8> {
        let born = self.born?;
        let before_birthday = (day.month(), day.day()) < (born.month(), born.day());
        u8::try_from(day.year() - born.year() - i16::from(before_birthday)).ok()
    }
}

/// Whether ten digits carry a right NHS number check digit (Modulus 11). Spaces are ignored.
pub fn nhs_number_is_valid(number: &str) -> bool {
    let digits: Vec<u32> =
        number.chars().filter(|c| !c.is_whitespace()).filter_map(|c| c.to_digit(10)).collect();
    let stray = number.chars().any(|c| !c.is_ascii_digit() && !c.is_whitespace());
    let [body @ .., check] = digits.as_slice() else { return false };
    if stray || body.len() != 9 {
        return false;
    }
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        11 => *check == 0,
        10 => false,
        expected => *check == expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_of_an_nhs_number_is_verified() {
        assert!(nhs_number_is_valid("999 000 0018"));
        assert!(nhs_number_is_valid("9990040028"));
        assert!(!nhs_number_is_valid("9990000019"));
        assert!(!nhs_number_is_valid("999000001"));
        assert!(!nhs_number_is_valid("999000001x"));
        assert!(!nhs_number_is_valid(""));
    }

    #[test]
    fn age_counts_completed_years() {
        let person = Person { born: Some(Date::constant(1966, 12, 5)), ..Person::default() };
        assert_eq!(person.age_on(Date::constant(2026, 12, 4)), Some(59));
        assert_eq!(person.age_on(Date::constant(2026, 12, 5)), Some(60));
        assert_eq!(person.age_on(Date::constant(1960, 1, 1)), None);
        assert_eq!(Person::default().age_on(Date::constant(2026, 1, 1)), None);
    }
}
