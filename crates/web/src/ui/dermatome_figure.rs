//! The body seen from both sides with what was felt in each dermatome: by tint, by pattern and by
//! number. A drawing only: the grid beside it is the record, and says the same.

use maud::{Markup, html};

use super::Side;
use super::body_chart::{DERMATOMES, FIGURE, figure};

/// x and y.
type Spot = (i16, i16);

/// Where the number of a strip stands: x from the midline outward, then y; in front, then behind.
const NUMBERS: &[(&str, [Option<Spot>; 2])] = &[
    ("C2", [Some((8, 45)), Some((9, 24))]),
    ("C3", [Some((6, 60)), Some((8, 55))]),
    ("C4", [Some((18, 75)), Some((18, 75))]),
    ("C5", [Some((48, 106)), Some((48, 106))]),
    ("C6", [Some((64, 175)), Some((64, 175))]),
    ("C7", [Some((69, 216)), Some((69, 216))]),
    ("C8", [Some((63, 206)), Some((63, 206))]),
    ("T1", [Some((53, 165)), Some((53, 165))]),
    ("T2", [Some((17, 90)), Some((17, 90))]),
    ("T3", [Some((17, 102)), Some((17, 100))]),
    ("T4", [Some((17, 114)), Some((17, 110))]),
    ("T5", [Some((17, 126)), Some((17, 121))]),
    ("T6", [Some((17, 138)), Some((17, 131))]),
    ("T7", [Some((17, 150)), Some((17, 142))]),
    ("T8", [Some((17, 162)), Some((17, 152))]),
    ("T9", [Some((17, 174)), Some((17, 163))]),
    ("T10", [Some((17, 186)), Some((17, 173))]),
    ("T11", [Some((17, 198)), Some((17, 184))]),
    ("T12", [Some((17, 210)), Some((17, 194))]),
    ("L1", [Some((18, 226)), Some((17, 203))]),
    ("L2", [Some((22, 246)), Some((28, 211))]),
    ("L3", [Some((20, 283)), Some((10, 219))]),
    ("L4", [Some((14, 352)), Some((12, 370))]),
    ("L5", [Some((23, 366)), Some((29, 306))]),
    ("S1", [Some((26, 410)), Some((21, 360))]),
    ("S2", [None, Some((12, 320))]),
    ("S3", [None, Some((12, 242))]),
    ("S4-5", [None, Some((4, 236))]),
];

/// The figure. `felt` gives the code of a strip ("2", "1", "0", "NT", empty for not entered), as on
/// the worksheet; `cell` the id of the field that a strip leads to, if there is one.
pub fn dermatome_figure(
    felt: &dyn Fn(&str, Side) -> String,
    cell: &dyn Fn(&str, Side) -> Option<String>,
) -> Markup {
    html! {
        svg class="felt" viewBox="0 0 400 432" aria-hidden="true" focusable="false" data-figure {
            defs {
                path id="figure-half" d=(FIGURE) {}
                pattern id="felt-one" width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect class="amber-ground" width="6" height="6" {}
                    circle class="amber-ink" cx="3" cy="3" r="1" {}
                }
                pattern id="felt-none" width="5" height="5" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" {
                    rect class="red-ground" width="5" height="5" {}
                    rect class="red-ink" width="1.4" height="5" {}
                }
                pattern id="felt-untested" width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect class="grey-ground" width="6" height="6" {}
                    rect class="grey-ink" width="6" height="1" {}
                }
            }
            g class="felt-body" { (figure("100")) (figure("300")) }
            @for dermatome in DERMATOMES {
                @for side in [Side::Right, Side::Left] {
                    @let code = felt(dermatome.level, side);
                    @let target = cell(dermatome.level, side);
                    // The person's right is on the left of the front view.
                    @let (front, back) = match side {
                        Side::Right => ("translate(100)scale(-1 1)", "translate(300)"),
                        Side::Left => ("translate(100)", "translate(300)scale(-1 1)"),
                    };
                    g class=(class(&code)) data-strip=[target.as_deref()] {
                        @for (path, place) in [(dermatome.front, front), (dermatome.back, back)] {
                            @if !path.is_empty() { path d=(path) transform=(place) {} }
                        }
                        @for (x, y) in numbers(dermatome.level, side) {
                            text x=(x) y=(y) { (code) }
                        }
                    }
                }
            }
            text class="felt-side" x="18" y="30" { "Right" }
            text class="felt-side" x="182" y="30" { "Left" }
            text class="felt-side" x="218" y="30" { "Left" }
            text class="felt-side" x="382" y="30" { "Right" }
        }
    }
}

fn class(code: &str) -> &'static str {
    match code.trim_end_matches('*') {
        "2" => "felt-2",
        "1" => "felt-1",
        "0" => "felt-0",
        "" => "felt-empty",
        _ => "felt-nt",
    }
}

fn numbers(level: &str, side: Side) -> impl Iterator<Item = Spot> {
    let places = NUMBERS.iter().find(|(name, _)| *name == level).map(|(_, places)| *places);
    let [front, back] = places.unwrap_or_default();
    let out = |middle: i16, outward: bool, (x, y): Spot| {
        (if outward { middle + x } else { middle - x }, y)
    };
    let right = side == Side::Right;
    let front = front.map(|place| out(100, !right, place));
    let back = back.map(|place| out(300, right, place));
    [front, back].into_iter().flatten()
}
