//! The sums behind the plan, for any template and any course.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use crate::plan::radiotherapy::{self, CORD_GY, Course};
use crate::plan::steroid;
use crate::site::{Site, Taper, TaperStep};
use crate::spine::level::{Level, Span};

fn some_taper() -> impl Strategy<Value = Taper> {
    proptest::collection::vec((1..9_u16, 1..40_u32), 1..6).prop_map(|mut steps| {
        steps.sort_by_key(|(_, half_mg)| std::cmp::Reverse(*half_mg));
        steps.dedup_by_key(|(_, half_mg)| *half_mg);
        let step = |(days, half_mg)| TaperStep { days, mg: f64::from(half_mg) / 2.0 };
        Taper { name: "any".into(), steps: steps.into_iter().map(step).collect() }
    })
}

fn some_course() -> impl Strategy<Value = Course> {
    (0..29_usize, 0..29_usize, 1..40_u32, 1..24_u32).prop_map(|(a, b, fractions, half_gy)| {
        let level = |n: usize| Level::all().nth(n).unwrap();
        let span = Span::try_new(level(a.min(b)), level(a.max(b))).unwrap();
        Course { span, fractions, fraction_gy: f64::from(half_gy) / 2.0, day: None }
    })
}

proptest! {
    #[test]
    fn a_reduction_never_rises_has_no_gap_and_ends(
        taper in some_taper(),
        offset in 0..3_000_i32,
        half_mg in 1..60_u32,
    ) {
        let dose = f64::from(half_mg) / 2.0;
        let first = date(2024, 1, 1).checked_add(offset.days()).unwrap();
        let calendar = steroid::calendar(&taper, first, dose).unwrap();
        prop_assert_eq!(calendar.days[0].date, first);
        prop_assert!(calendar.days.iter().all(|day| day.mg > 0.0 && day.mg <= dose));
        for pair in calendar.days.windows(2) {
            prop_assert_eq!(pair[0].date.tomorrow().unwrap(), pair[1].date);
            prop_assert!(pair[1].mg <= pair[0].mg);
        }
        let last = calendar.days.last().unwrap();
        prop_assert_eq!(last.date.tomorrow().unwrap(), calendar.stop);
        let days: usize = taper.steps.iter().map(|step| usize::from(step.days)).sum();
        prop_assert_eq!(calendar.days.len(), days);
        let runs = steroid::steps(&calendar);
        prop_assert_eq!(runs.last().unwrap().1, last.date);
    }

    #[test]
    fn the_cord_has_had_the_sum_of_every_course_whatever_their_order(
        courses in proptest::collection::vec(some_course(), 1..5),
    ) {
        let together = radiotherapy::cord(&courses);
        let mut turned = courses.clone();
        turned.reverse();
        for (one, other) in together.iter().zip(radiotherapy::cord(&turned)) {
            prop_assert_eq!(one.level, other.level);
            prop_assert!((one.eqd2_gy - other.eqd2_gy).abs() < 1e-9);
        }
        for dose in &together {
            let here: Vec<&Course> =
                courses.iter().filter(|course| course.span.has(dose.level)).collect();
            prop_assert_eq!(dose.courses, here.len());
            let sum: f64 = here.iter().map(|c| c.equivalent(CORD_GY).unwrap().eqd2_gy).sum();
            prop_assert!((dose.eqd2_gy - sum).abs() < 1e-9);
            prop_assert!(here.iter().all(|c| c.equivalent(CORD_GY).unwrap().eqd2_gy <= dose.eqd2_gy + 1e-9));
        }
        for level in Level::all() {
            let covered = courses.iter().any(|course| course.span.has(level));
            prop_assert_eq!(covered, together.iter().any(|dose| dose.level == level));
        }
    }

    #[test]
    fn two_gray_fractions_are_their_own_equivalent_at_any_ratio(n in 1..100_u32, ratio in 1..50_u32) {
        let whole = Span::try_new(Level::C1, Level::S5).unwrap();
        let course = Course { span: whole, fractions: n, fraction_gy: 2.0, day: None };
        let eqd2 = course.equivalent(f64::from(ratio)).unwrap().eqd2_gy;
        prop_assert!((eqd2 - course.total_gy()).abs() < 1e-9);
    }
}

#[test]
fn a_site_whose_reduction_rises_or_never_ends_is_refused() {
    let taper = |steps: &[(u16, f64)]| Taper {
        name: "ours".into(),
        steps: steps.iter().map(|&(days, mg)| TaperStep { days, mg }).collect(),
    };
    let site = |tapers| Site { tapers, ..Site::default() };
    assert!(site(vec![taper(&[(3, 8.0), (3, 4.0)])]).checked().is_ok());
    for wrong in [&[(3, 4.0), (3, 8.0)][..], &[], &[(0, 4.0)], &[(200, 4.0)]] {
        assert!(site(vec![taper(wrong)]).checked().is_err(), "{wrong:?}");
    }
}
