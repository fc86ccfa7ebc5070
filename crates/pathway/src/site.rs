//! What differs between hospitals. Local values may be stricter than the guideline, never laxer.

use serde::{Deserialize, Serialize};

use rules::{Span, Tightened};

use crate::accepted::AcceptedReferrers;
use crate::calendar::Calendar;

/// A site as configured. `Default` is a site that has configured nothing: fictional numbers, the
/// guideline's own targets.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// Name on the screens.
    pub name: String,
    /// The coordinator's telephone number, shown wherever something is down.
    pub coordinator_phone: String,
    /// The switchboard, the last rung of every ladder.
    pub switchboard_phone: String,
    /// The hospital's 24-hour line for people with cancer.
    pub cancer_line_phone: String,
    /// IANA time zone of the screens.
    pub zone: String,
    /// Whether this hospital has an emergency department of its own.
    pub emergency_department: bool,
    /// The site switch "flat until MRI" (PD-6).
    pub flat_until_mri: bool,
    /// Whether the clinical safety officer has signed the rules off here; shown until then.
    pub rules_signed_off_by: Option<String>,
    /// When each rung of the ladder is called.
    pub ladder: Ladder,
    /// Working days.
    pub calendar: Calendar,
    /// Whose referrals are taken here.
    pub accepted_referrers: AcceptedReferrers,
    /// Draft rules (confidence C) that an administrator previews. They decide nothing.
    pub drafts: Vec<String>,
    /// Draft scores, by name, that may be computed here. Their results are marked as unverified.
    pub draft_scores: Vec<String>,
    /// How a steroid is reduced here. The prescriber chooses one each time; none is preset.
    pub tapers: Vec<Taper>,
    /// The usual ranges of this site's laboratory, lowest and highest, by the analyte's key.
    pub blood_ranges: std::collections::BTreeMap<String, (f64, f64)>,
    /// Targets tightened here, by the id of the rule or clock.
    pub targets: std::collections::BTreeMap<String, Target>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Example hospital".into(),
            coordinator_phone: "01632 960100".into(),
            switchboard_phone: "01632 960000".into(),
            cancer_line_phone: "01632 960124".into(),
            zone: "Europe/London".into(),
            emergency_department: true,
            flat_until_mri: false,
            rules_signed_off_by: None,
            ladder: Ladder::default(),
            calendar: Calendar::default(),
            accepted_referrers: AcceptedReferrers::default(),
            drafts: Vec::new(),
            draft_scores: Vec::new(),
            tapers: Taper::usual(),
            blood_ranges: std::collections::BTreeMap::new(),
            targets: std::collections::BTreeMap::new(),
        }
    }
}

/// A reduction of dexamethasone, step by step. It always ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taper {
    /// As shown and stored.
    pub name: String,
    /// Its steps, in order.
    pub steps: Vec<TaperStep>,
}

/// So many days at one dose.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaperStep {
    /// Days.
    pub days: u16,
    /// Milligrams in 24 hours.
    pub mg: f64,
}

impl Taper {
    fn of(name: &str, steps: &[(u16, f64)]) -> Self {
        let steps = steps.iter().map(|&(days, mg)| TaperStep { days, mg }).collect();
        Self { name: name.into(), steps }
    }

    /// Two reductions in use in the United Kingdom (rule book DEX-6). The steps of the second are
    /// ours: its source names the days only.
    fn usual() -> Vec<Self> {
        vec![
            Self::of("12 days: 16, 8, 4, 2 mg", &[(3, 16.0), (3, 8.0), (3, 4.0), (3, 2.0)]),
            Self::of("7 days: 8, 4, 2 mg", &[(2, 8.0), (2, 4.0), (3, 2.0)]),
        ]
    }

    /// Whether it goes down and ends.
    fn check(&self) -> Result<(), String> {
        let days: u32 = self.steps.iter().map(|step| u32::from(step.days)).sum();
        let falls = self.steps.windows(2).all(|pair| match pair {
            [before, after] => after.mg < before.mg,
            _ => true,
        });
        let real = self.steps.iter().all(|step| step.days > 0 && step.mg > 0.0 && step.mg <= 100.0);
        if self.name.trim().is_empty() || !(1..=90).contains(&days) || !falls || !real {
            return Err(format!(
                "the reduction \"{}\" must have a name, steps that go down, and end within 90 days",
                self.name
            ));
        }
        Ok(())
    }
}

/// A stricter target as written in the site's file: `{ minutes = 720 }` or `{ working_days = 1 }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Elapsed minutes.
    Minutes(u32),
    /// Whole working days.
    WorkingDays(u32),
}

impl Target {
    fn of(self, id: &str) -> Tightened<'_> {
        let target = match self {
            // A hundredth of an hour is 36 seconds: round down, which is the stricter side.
            Self::Minutes(minutes) => Span::Hours { hundredths: minutes.saturating_mul(100) / 60 },
            Self::WorkingDays(days) => Span::WorkingDays { tenths: days.saturating_mul(10) },
        };
        Tightened { id, target }
    }
}

/// Minutes after which each rung is called while nobody has acknowledged (design section 10).
/// A site may only shorten them: [`Ladder::checked`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ladder {
    /// The on-call registrar.
    pub registrar_min: u16,
    /// The consultant.
    pub consultant_min: u16,
    /// The switchboard instruction.
    pub switchboard_min: u16,
    /// The switchboard instruction repeats at this interval.
    pub repeat_min: u16,
    /// An instruction that nobody acknowledged alerts after this many minutes.
    pub instruction_min: u16,
    /// A draft with an emergency answer, untouched for this long, goes to the coordinator.
    pub draft_rescue_min: u16,
    /// A handover that nobody accepted alerts after this many minutes, and again after as many.
    pub handover_min: u16,
    /// A critical result that the named person has not acknowledged by then climbs.
    pub critical_result_min: u16,
}

impl Default for Ladder {
    fn default() -> Self {
        Self {
            registrar_min: 5,
            consultant_min: 10,
            switchboard_min: 15,
            repeat_min: 5,
            instruction_min: 15,
            draft_rescue_min: 3,
            handover_min: 15,
            critical_result_min: 15,
        }
    }
}

impl Ladder {
    /// This ladder, if no rung is later than the default and the order holds.
    ///
    /// # Errors
    /// A sentence that names the step that is too late.
    pub fn checked(self) -> Result<Self, String> {
        let least = Self::default();
        let steps = [
            ("registrar_min", self.registrar_min, least.registrar_min),
            ("consultant_min", self.consultant_min, least.consultant_min),
            ("switchboard_min", self.switchboard_min, least.switchboard_min),
            ("repeat_min", self.repeat_min, least.repeat_min),
            ("instruction_min", self.instruction_min, least.instruction_min),
            ("draft_rescue_min", self.draft_rescue_min, least.draft_rescue_min),
            ("handover_min", self.handover_min, least.handover_min),
            ("critical_result_min", self.critical_result_min, least.critical_result_min),
        ];
        for (name, given, most) in steps {
            if given > most {
                return Err(format!(
                    "ladder.{name} is {given} minutes; a site may only shorten it: at most {most}"
                ));
            }
        }
        if self.repeat_min == 0 {
            return Err("ladder.repeat_min must be at least 1 minute".into());
        }
        if self.registrar_min > self.consultant_min || self.consultant_min > self.switchboard_min {
            return Err(
                "the ladder must call registrar, consultant, switchboard in that order".into()
            );
        }
        Ok(self)
    }
}

impl Site {
    /// Checks everything a site may set.
    ///
    /// # Errors
    /// A sentence that says which value is laxer than allowed or cannot be right.
    pub fn checked(self) -> Result<Self, String> {
        self.ladder.checked()?;
        self.accepted_referrers.checked()?;
        jiff::tz::TimeZone::get(&self.zone)
            .map_err(|_| format!("zone \"{}\" is not a time zone this system knows", self.zone))?;
        self.tapers.iter().try_for_each(Taper::check)?;
        self.rules()?;
        for (key, (from, to)) in &self.blood_ranges {
            if crate::bloods::analyte(key).is_none() {
                return Err(format!("blood_ranges.{key}: nothing that is measured is called so"));
            }
            if from >= to {
                return Err(format!("blood_ranges.{key}: the lower end is not below the upper"));
            }
        }
        Ok(self)
    }

    /// The rule settings of this site.
    ///
    /// # Errors
    /// A sentence that names the rule or clock that a laxer value would weaken.
    pub fn rules(&self) -> Result<rules::Settings, String> {
        let drafts: Vec<&str> = self.drafts.iter().map(String::as_str).collect();
        let tightened: Vec<Tightened<'_>> =
            self.targets.iter().map(|(id, target)| target.of(id)).collect();
        rules::Settings::try_new(&drafts, &tightened).map_err(|refused| refused.to_string())
    }

    /// The time zone of the screens; UTC if the name cannot be read.
    pub fn time_zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_may_shorten_a_rung_of_the_ladder_and_never_lengthen_it() {
        assert!(Ladder { registrar_min: 3, ..Ladder::default() }.checked().is_ok());
        let later = Ladder { registrar_min: 6, ..Ladder::default() }.checked();
        assert!(later.unwrap_err().contains("registrar_min"));
    }

    #[test]
    fn a_site_may_not_give_a_clock_more_time_than_the_guideline() {
        let lax = Site {
            targets: [("CLK-MRI24".into(), Target::Minutes(2_880))].into(),
            ..Site::default()
        };
        assert!(lax.checked().unwrap_err().contains("CLK-MRI24"));
        let strict = Site {
            targets: [("CLK-MRI24".into(), Target::Minutes(720))].into(),
            ..Site::default()
        };
        assert!(strict.checked().is_ok());
    }
}
