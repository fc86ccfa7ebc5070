//! The walking line: function against time, with the age of the last examination, drawn and listed.

use jiff::Timestamp;
use maud::{Markup, html};
use pathway::neuro::{NeuroPoint, Walking};

use super::words::said;
use crate::ui;
use crate::visit::Visit;

/// The list is the truth; the drawing shows the same points.
pub(super) fn line(points: &[NeuroPoint], visit: &Visit) -> Markup {
    html! {
        h2 { "Walking line" }
        @if let Some(last) = points.last() {
            p { "Last examined " strong { time datetime=(last.at) { (visit.time(last.at)) } } ", " (age(last.at, visit.now)) " ago." }
            (drawing(points, visit))
            ol class="story" reversed {
                @for point in points.iter().rev() {
                    li {
                        time datetime=(point.at) { (visit.time(point.at)) } " " (said(&point.exam))
                        @if point.worse { " " strong { "▲ worse" } }
                        span class="hint" { " " (point.by) }
                    }
                }
            }
        } @else {
            p { "Nobody has recorded an examination here yet." }
        }
    }
}

fn age(at: Timestamp, now: Timestamp) -> String {
    ui::duration(now.duration_since(at).as_secs().max(0))
}

const LEFT: i64 = 96;
const WIDTH: i64 = 340;
const STEP: i64 = 22;
const TOP: i64 = 16;

fn drawing(points: &[NeuroPoint], visit: &Visit) -> Markup {
    let graded: Vec<(&NeuroPoint, Walking)> =
        points.iter().filter_map(|point| Some((point, point.exam.walking?))).collect();
    let (Some((first, _)), Some((last, grade))) = (graded.first(), graded.last()) else {
        return html! {};
    };
    let span = visit.now.duration_since(first.at).as_secs().max(60);
    let x = |at: Timestamp| LEFT + at.duration_since(first.at).as_secs().max(0) * WIDTH / span;
    let y = |grade: Walking| {
        let down = Walking::ALL.iter().position(|one| *one == grade).unwrap_or(0);
        TOP + i64::try_from(down).unwrap_or(0) * STEP
    };
    let path: Vec<String> =
        graded.iter().map(|(point, grade)| format!("{},{}", x(point.at), y(*grade))).collect();
    let bottom = TOP + 4 * STEP;
    html! {
        svg class="walk" viewBox={ "0 0 " (LEFT + WIDTH + 20) " " (bottom + 30) } role="img"
            aria-label="Walking against time; higher is better. Every point is in the list below." {
            @for grade in Walking::ALL {
                line class="walk-grid" x1=(LEFT) x2=(LEFT + WIDTH) y1=(y(grade)) y2=(y(grade)) {}
                text x="0" y=(y(grade) + 4) { (short(grade)) }
            }
            polyline class="walk-line" points=(path.join(" ")) {}
            // Since then nobody has looked.
            line class="walk-open" x1=(x(last.at)) x2=(LEFT + WIDTH) y1=(y(*grade)) y2=(y(*grade)) {}
            @for (point, grade) in &graded {
                circle class=[point.worse.then_some("walk-worse")] cx=(x(point.at)) cy=(y(*grade)) r="4" {}
                @if point.worse { text x=(x(point.at) - 5) y=(y(*grade) - 6) { "▲" } }
            }
            text x=(LEFT) y=(bottom + 22) { (visit.time(first.at)) }
            text x=(LEFT + WIDTH) y=(bottom + 22) text-anchor="end" { "now" }
        }
    }
}

const fn short(grade: Walking) -> &'static str {
    match grade {
        Walking::Unaided => "unaided",
        Walking::WithAid => "with an aid",
        Walking::WithOne => "with one person",
        Walking::WithTwo => "with two people",
        Walking::Unable => "cannot walk",
    }
}
