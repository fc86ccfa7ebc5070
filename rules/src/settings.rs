//! What a site may change: drafts switched on, targets made stricter. Never anything laxer.

use alloc::{format, string::String, vec::Vec};

use crate::record::{Clock, Rule, Span};
use crate::tables::{self, RuleSet};
use crate::vocabulary::Status;

/// A target this site wants, by the id of its rule or clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tightened<'a> {
    /// `TR-14`, `CLK-MRI24`.
    pub id: &'a str,
    /// The stricter time.
    pub target: Span,
}

/// The site's choices. The default is the rule book as it stands, with every draft off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    drafts: RuleSet,
    /// Place in the rule table, stricter limit.
    limits: Vec<(usize, u16)>,
    /// Place in the clock table, stricter target.
    targets: Vec<(usize, Span)>,
}

/// Why a setting was refused. The text names the rule or clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// The id as it was given.
    pub id: String,
    /// One plain sentence.
    pub message: String,
}

impl core::fmt::Display for SettingsError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for SettingsError {}

fn refused(id: &str, message: String) -> SettingsError {
    SettingsError { id: id.into(), message }
}

impl Settings {
    /// The choices of a site.
    ///
    /// # Errors
    /// When an id does not exist, is not a draft, or a target would be laxer than the rule book's.
    pub fn try_new(drafts: &[&str], tightened: &[Tightened<'_>]) -> Result<Self, SettingsError> {
        let mut settings = Self::default();
        for id in drafts {
            settings.switch_on(id)?;
        }
        for wish in tightened {
            settings.tighten(wish)?;
        }
        Ok(settings)
    }

    fn switch_on(&mut self, id: &str) -> Result<(), SettingsError> {
        match tables::place_of_rule(id) {
            Some((place, rule)) if rule.status == Status::Draft => {
                self.drafts.insert(place);
                Ok(())
            }
            Some(_) => Err(refused(id, format!("{id} is not a draft rule."))),
            None => Err(refused(id, format!("There is no rule {id}."))),
        }
    }

    fn tighten(&mut self, wish: &Tightened<'_>) -> Result<(), SettingsError> {
        let Tightened { id, target } = *wish;
        if let Some((place, rule)) = tables::place_of_rule(id) {
            let now = Span::hours(rule.limit_h.into());
            let Span::Hours { hundredths } = target else {
                return Err(refused(id, format!("{id} is counted in hours, not working days.")));
            };
            if hundredths % 100 != 0 {
                return Err(refused(id, format!("{id} needs whole hours, not {target} h.")));
            }
            no_laxer(id, target, now)?;
            let hours = u16::try_from(hundredths / 100).unwrap_or(rule.limit_h);
            self.limits.retain(|(other, _)| *other != place);
            self.limits.push((place, hours));
            return Ok(());
        }
        let Some((place, clock)) = tables::place_of_clock(id) else {
            return Err(refused(id, format!("There is no rule or clock {id}.")));
        };
        no_laxer(id, target, clock.target)?;
        self.targets.retain(|(other, _)| *other != place);
        self.targets.push((place, target));
        Ok(())
    }

    /// The drafts this site has switched on.
    #[must_use]
    pub const fn drafts(&self) -> RuleSet {
        self.drafts
    }

    /// Whether every rule keeps the limit of the rule book here.
    pub(crate) const fn keeps_every_limit(&self) -> bool {
        self.limits.is_empty()
    }

    pub(crate) fn limit_at(&self, place: usize, rule: &Rule) -> u16 {
        let own = self.limits.iter().find(|(other, _)| *other == place);
        own.map_or(rule.limit_h, |(_, hours)| *hours)
    }

    /// The time limit of a rule at this site.
    #[must_use]
    pub fn limit_h(&self, rule: &Rule) -> u16 {
        tables::place_of_rule(rule.id).map_or(rule.limit_h, |(place, _)| self.limit_at(place, rule))
    }

    /// The target of a clock at this site.
    #[must_use]
    pub fn target(&self, clock: &Clock) -> Span {
        let own = tables::place_of_clock(clock.id)
            .and_then(|(place, _)| self.targets.iter().find(|(other, _)| *other == place));
        own.map_or(clock.target, |(_, target)| *target)
    }

    /// When a clock turns amber at this site: as early in a stricter target as in the original.
    #[must_use]
    pub fn amber(&self, clock: &Clock) -> Option<Span> {
        Some(in_proportion(clock.amber?, clock.target, self.target(clock)))
    }

    /// When a clock turns red at this site.
    #[must_use]
    pub fn red(&self, clock: &Clock) -> Option<Span> {
        Some(in_proportion(clock.red?, clock.target, self.target(clock)))
    }
}

fn no_laxer(id: &str, wish: Span, now: Span) -> Result<(), SettingsError> {
    match (wish, now) {
        (Span::Hours { hundredths: wish }, Span::Hours { hundredths: now })
        | (Span::WorkingDays { tenths: wish }, Span::WorkingDays { tenths: now })
            if wish <= now =>
        {
            Ok(())
        }
        (Span::Hours { .. }, Span::Hours { .. })
        | (Span::WorkingDays { .. }, Span::WorkingDays { .. }) => Err(refused(
            id,
            format!("{id} allows {now}; {wish} would weaken it. A site may only be stricter."),
        )),
        _ => Err(refused(id, format!("{id} is counted as {now}; {wish} is another unit."))),
    }
}

fn in_proportion(point: Span, from: Span, to: Span) -> Span {
    let scaled = |point: u32, from: u32, to: u32| {
        let exact = u64::from(point) * u64::from(to) / u64::from(from.max(1));
        u32::try_from(exact).unwrap_or(point)
    };
    match (point, from, to) {
        (
            Span::Hours { hundredths: point },
            Span::Hours { hundredths: from },
            Span::Hours { hundredths: to },
        ) => Span::Hours { hundredths: scaled(point, from, to) },
        (
            Span::WorkingDays { tenths: point },
            Span::WorkingDays { tenths: from },
            Span::WorkingDays { tenths: to },
        ) => Span::WorkingDays { tenths: scaled(point, from, to) },
        _ => point,
    }
}

#[cfg(test)]
mod tests;
