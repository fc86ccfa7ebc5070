//! The walking line: every short examination as one point, drawn small and listed whole.

use maud::{Markup, html};
use pathway::neuro::{NeuroPoint, Walking};

use super::words::said;
use crate::visit::Visit;

/// The list is the truth; the drawing shows the same points.
pub(super) fn line(points: &[NeuroPoint], visit: &Visit) -> Markup {
    html! {
        h2 { "Walking line" }
        @if points.is_empty() {
            p { "Nobody has recorded an examination here yet." }
        } @else {
            (drawing(points))
            ol class="story" reversed {
                @for point in points.iter().rev() {
                    li {
                        time datetime=(point.at) { (visit.time(point.at)) } " " (said(&point.exam))
                        @if point.worse { " " strong { "▲ worse" } }
                        span class="hint" { " " (point.by) }
                    }
                }
            }
        }
    }
}

const WIDTH: usize = 260;
const STEP: usize = 14;

fn drawing(points: &[NeuroPoint]) -> Markup {
    let graded: Vec<Walking> = points.iter().filter_map(|point| point.exam.walking).collect();
    let apart = (WIDTH - 20) / graded.len().saturating_sub(1).max(1);
    let place = |n: usize, grade: Walking| {
        let down = Walking::ALL.iter().position(|one| *one == grade).unwrap_or(0);
        (10 + n * apart, 10 + down * STEP)
    };
    let at: Vec<(usize, usize)> =
        graded.iter().enumerate().map(|(n, grade)| place(n, *grade)).collect();
    let path: Vec<String> = at.iter().map(|(x, y)| format!("{x},{y}")).collect();
    html! {
        @if !at.is_empty() {
            svg width=(WIDTH) height=(STEP * 5 + 10) role="img" aria-label="Walking over time; higher is better. Every point is in the list below." {
                polyline points=(path.join(" ")) fill="none" stroke="currentColor" stroke-width="2" {}
                @for (x, y) in &at { circle cx=(x) cy=(y) r="4" fill="currentColor" {} }
            }
        }
    }
}
