//! The steroid course: a dose with what it counts, and a way down that always ends.
//!
//! Days are local calendar days, so a change of the clocks moves nothing. Sources: rule book STE-1 to
//! STE-8 and DEX-1 to DEX-11; the templates are the site's, and somebody chooses one each time.

use jiff::ToSpan;
use jiff::civil::Date;
use scores::steroid_equivalence::{Conversion, DoseMg, Steroid};
use serde::{Deserialize, Serialize};

use super::PlanSet;
use crate::case::Case;
use crate::site::{Site, Taper};

/// The dose in 24 hours above which somebody has to say why (DEX-1).
pub const USUAL_MAX_MG: f64 = 16.0;

/// 4 mg of the phosphate hold 3.33 mg of the base (DEX-11). Shown beside the dose as written, never
/// put in its place.
const BASE_OF_PHOSPHATE: f64 = 3.33 / 4.0;

/// What the ward is told once MSCC is excluded (STE-3).
pub const STOP: &str = "Stop dexamethasone now: compression of the cord is excluded. Taken for more \
                        than a week, ask the prescriber first.";

/// What the prescriber is told while there is no end (DEX-5).
pub const NO_END: &str = "Steroid without an end date: choose the reduction";

/// One day of the way down.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// The local calendar day.
    pub date: Date,
    /// Milligrams in that day, counted as the dose is.
    pub mg: f64,
}

/// The way down: every day, and the first day without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// Day by day, without a gap.
    pub days: Vec<Day>,
    /// The first day on which none is taken.
    pub stop: Date,
}

/// The days of a reduction. A template never lifts a dose: a step above the present dose is taken at
/// the present dose.
pub fn calendar(taper: &Taper, first: Date, dose_mg: f64) -> Option<Calendar> {
    let mut days = Vec::new();
    let mut date = first;
    for step in &taper.steps {
        for _ in 0..step.days {
            days.push(Day { date, mg: step.mg.min(dose_mg) });
            date = date.checked_add(1.day()).ok()?;
        }
    }
    Some(Calendar { days, stop: date })
}

/// The reduction that a panel chose.
pub fn chosen(set: &PlanSet, site: &Site) -> Option<Calendar> {
    let taper = site.tapers.iter().find(|taper| taper.name == set.answer("taper"))?;
    calendar(taper, set.answer("taper_from").parse().ok()?, set.number("dose_mg")?)
}

/// Runs of days with one dose: from, to, milligrams.
pub fn steps(calendar: &Calendar) -> Vec<(Date, Date, f64)> {
    let mut runs: Vec<(Date, Date, f64)> = Vec::new();
    for day in &calendar.days {
        match runs.last_mut() {
            Some((_, to, mg)) if (*mg - day.mg).abs() < f64::EPSILON => *to = day.date,
            _ => runs.push((day.date, day.date, day.mg)),
        }
    }
    runs
}

/// The same effect as prednisolone, in milligrams.
pub fn prednisolone_mg(dexamethasone_mg: f64) -> Option<f64> {
    let conversion = Conversion {
        drug: Steroid::Dexamethasone,
        dose_mg: DoseMg::try_new(dexamethasone_mg)?,
        to: Steroid::Prednisolone,
        form: None,
    };
    Some(conversion.dose_mg())
}

/// What the dose holds of the base, where it is written as phosphate.
pub fn base_mg(set: &PlanSet) -> Option<f64> {
    let mg = set.number("dose_mg")?;
    Some(if set.answer("counts") == "phosphate" { mg * BASE_OF_PHOSPHATE } else { mg })
}

/// Whether the person needs a steroid card: 40 mg of prednisolone or its like for more than a week,
/// or four weeks of any, or no end known (DEX-10). `first` is the day of the first dose.
pub fn needs_card(set: &PlanSet, first: Option<Date>) -> bool {
    let (Some(calendar), Some(mg)) = (&set.reduction, set.number("dose_mg")) else { return true };
    let high = |mg: f64| prednisolone_mg(mg).is_none_or(|mg| mg > 40.0);
    let begin = calendar.days.first().map(|day| day.date);
    let before = match (first, begin) {
        (Some(first), Some(begin)) => first.until(begin).map_or(0, |span| span.get_days().max(0)),
        _ => 0,
    };
    let count = |days: usize| i32::try_from(days).unwrap_or(i32::MAX);
    let high_before = if high(mg) { before } else { 0 };
    let high_days = count(calendar.days.iter().filter(|day| high(day.mg)).count());
    high_before + high_days > 7 || before + count(calendar.days.len()) >= 28
}

/// Whether the rules ask for somebody senior before a steroid: fever, infection (TR-55 and its like).
pub fn needs_senior(case: &Case) -> bool {
    asks(case, "senior_decision_steroid_vs_infection")
        || asks(case, "no_auto_steroid_prompt")
        || case.facts.is_yes("x_fever")
        || case.facts.is_yes("x_sepsis")
}

/// Whether a cancer of the blood is suspected and there is no tissue yet (STE-8, DEX-7).
pub fn needs_phone(case: &Case) -> bool {
    asks(case, "hard_stop_phone_responsible_consultant")
}

fn asks(case: &Case, step: &str) -> bool {
    case.triage.as_ref().is_some_and(|said| said.actions.iter().any(|action| action == step))
}

pub(super) fn problems(case: &Case, site: &Site, set: &PlanSet) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut must = |broken: bool, key: &'static str, message: &str| {
        if broken {
            all.push((key, message.to_owned()));
        }
    };
    let empty = |key: &str| set.answer(key).is_empty();
    must(
        set.number("dose_mg").is_some_and(|mg| mg > USUAL_MAX_MG) && empty("over_because"),
        "over_because",
        "More than 16 mg in 24 hours: check the dose, and say why if it is meant.",
    );
    must(
        needs_phone(case) && empty("phoned"),
        "phoned",
        "Stop: a blood cancer is suspected and there is no tissue yet. Phone the responsible \
         consultant first, then enter the name and the time here.",
    );
    must(
        needs_senior(case) && empty("senior"),
        "senior",
        "Fever or infection: a senior decides between steroid and infection. Enter who, and what was \
         decided.",
    );
    must(
        !empty("risks") && empty("senior"),
        "senior",
        "There is a reason to be careful. Enter which senior agreed, and why.",
    );
    let known = site.tapers.iter().any(|taper| taper.name == set.answer("taper"));
    must(!empty("taper") && !known, "taper", "Choose one of the reductions of this hospital.");
    must(
        !empty("taper") && empty("taper_from"),
        "taper_from",
        "Enter the first day of the reduction.",
    );
    must(!empty("taper_from") && empty("taper"), "taper", "Choose the reduction.");
    all
}
