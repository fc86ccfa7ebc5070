//! The radiotherapy course: levels, dose and fractions, and what the cord has had together with
//! earlier courses. The sums are those of the scores; limits are for reading, never an alert.

use jiff::civil::Date;
use scores::bed_eqd2::{AlphaBetaGy, Course as Dose, DosePerFractionGy, Equivalent, Fractions};

use super::PlanSet;
use crate::spine::level::{Level, Span};

/// The ratio used for tumour, in Gy.
pub const TUMOUR_GY: f64 = 10.0;
/// The ratio used for the cord, in Gy; at cauda level too, where it is the more careful one.
pub const CORD_GY: f64 = 2.0;

/// One course.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Which levels.
    pub span: Span,
    /// How many fractions.
    pub fractions: u32,
    /// The dose of one, in Gy.
    pub fraction_gy: f64,
    /// When, as far as it is known.
    pub day: Option<Date>,
}

impl Course {
    /// Dose times number.
    pub fn total_gy(&self) -> f64 {
        f64::from(self.fractions) * self.fraction_gy
    }

    /// BED and EQD2 at this ratio; `None` when the course is none.
    pub fn equivalent(&self, alpha_beta_gy: f64) -> Option<Equivalent> {
        let dose = Dose {
            fractions: Fractions::try_new(i64::from(self.fractions))?,
            dose_per_fraction_gy: DosePerFractionGy::try_new(self.fraction_gy)?,
            alpha_beta_gy: AlphaBetaGy::try_new(alpha_beta_gy)?,
        };
        Some(dose.equivalent())
    }
}

fn levels(set: &PlanSet) -> Option<(Level, Level)> {
    Some((Level::from_key(set.answer("from"))?, Level::from_key(set.answer("to"))?))
}

/// The levels of a panel, once both are chosen and in order.
pub fn span(set: &PlanSet) -> Option<Span> {
    let (from, to) = levels(set)?;
    Span::try_new(from, to)
}

/// Whether both are chosen, but the lower one lies above the upper one.
pub(super) fn is_upside_down(set: &PlanSet) -> bool {
    levels(set).is_some_and(|(from, to)| from > to)
}

/// The course that is planned.
pub fn planned(set: &PlanSet) -> Option<Course> {
    let fractions = set.answer("fractions").parse().ok()?;
    Some(Course { span: span(set)?, fractions, fraction_gy: set.number("fraction_gy")?, day: None })
}

/// Earlier courses, one a line: "T5 to T9, 5 x 4 Gy, 2025-03-01".
///
/// # Errors
/// A sentence that names the line which cannot be read.
pub fn earlier(text: &str) -> Result<Vec<Course>, String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(course).collect()
}

fn course(line: &str) -> Result<Course, String> {
    let wrong = || {
        format!(
            "\"{line}\" cannot be read. Write levels, dose and day: T5 to T9, 5 x 4 Gy, 2025-03-01."
        )
    };
    let mut parts = line.split(',').map(str::trim);
    let levels = parts.next().ok_or_else(wrong)?;
    let (from, to) = levels.split_once(" to ").unwrap_or((levels, levels));
    let level = |key: &str| Level::from_key(key.trim()).ok_or_else(wrong);
    let span = Span::try_new(level(from)?, level(to)?).ok_or_else(wrong)?;
    let dose = parts.next().ok_or_else(wrong)?.to_lowercase();
    let (fractions, gy) =
        dose.trim_end_matches("gy").split_once(['x', '\u{d7}']).ok_or_else(wrong)?;
    let course = Course {
        span,
        fractions: fractions.trim().parse().map_err(|_| wrong())?,
        fraction_gy: gy.trim().parse().map_err(|_| wrong())?,
        day: parts.next().map(|day| day.parse().map_err(|_| wrong())).transpose()?,
    };
    let one = parts.next().is_none() && course.equivalent(CORD_GY).is_some();
    if one { Ok(course) } else { Err(wrong()) }
}

/// What the cord of one level has had together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CordDose {
    /// Which level.
    pub level: Level,
    /// Of every course that covers it, in fractions of 2 Gy at [`CORD_GY`].
    pub eqd2_gy: f64,
    /// How many courses that is.
    pub courses: usize,
}

/// For every level that any course covers, head to tail: the dose of all courses together. Without
/// any recovery counted: the careful side.
pub fn cord(courses: &[Course]) -> Vec<CordDose> {
    Level::all()
        .filter_map(|level| {
            let here: Vec<f64> = courses
                .iter()
                .filter(|course| course.span.has(level))
                .filter_map(|course| Some(course.equivalent(CORD_GY)?.eqd2_gy))
                .collect();
            let eqd2_gy = here.iter().sum();
            (!here.is_empty()).then_some(CordDose { level, eqd2_gy, courses: here.len() })
        })
        .collect()
}

/// The levels that the planned course and an earlier one share, and the highest dose among them.
pub fn overlap(set: &PlanSet) -> Option<(Vec<Level>, f64)> {
    let planned = planned(set)?;
    let mut courses = earlier(set.answer("earlier_courses")).ok()?;
    let before = courses.len();
    let span = planned.span;
    courses.push(planned);
    let shared: Vec<CordDose> = cord(&courses)
        .into_iter()
        .filter(|dose| span.has(dose.level) && dose.courses > 1 && before > 0)
        .collect();
    let most = shared.iter().map(|dose| dose.eqd2_gy).fold(0.0, f64::max);
    let levels: Vec<Level> = shared.into_iter().map(|dose| dose.level).collect();
    (!levels.is_empty()).then_some((levels, most))
}

pub(super) fn problems(set: &PlanSet) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if is_upside_down(set) {
        all.push(("to", "The lower level lies above the upper one.".to_owned()));
    }
    if set.answer("fractions").parse::<u32>().is_err() {
        all.push(("fractions", "Enter the whole number of fractions.".to_owned()));
    }
    let text = set.answer("earlier_courses");
    match earlier(text) {
        Err(message) => all.push(("earlier_courses", message)),
        Ok(courses) if courses.is_empty() && set.answer("earlier") == "yes" => all.push((
            "earlier_courses",
            "Enter each earlier course, one a line: T5 to T9, 5 x 4 Gy, 2025-03-01.".to_owned(),
        )),
        Ok(_) => {}
    }
    all
}
