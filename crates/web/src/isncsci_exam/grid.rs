//! The table of cells: the worksheet's own order, one field a cell, each with a name a screen reader
//! says. With script the table is one stop of the Tab key and the arrows move inside it.

use isncsci::{Dermatome, Myotome, Place, SideName};
use maud::{Markup, html};
use pathway::isncsci_exam::{Worksheet, words};

use super::read::name;
use crate::form::Form;
use crate::ui::field_id;

/// What is tested at the key muscles, in our own words.
const MUSCLES: [(&str, &str); 10] = [
    ("C5", "elbow bends"),
    ("C6", "wrist lifts"),
    ("C7", "elbow straightens"),
    ("C8", "fingertip bends"),
    ("T1", "little finger out"),
    ("L2", "hip bends"),
    ("L3", "knee straightens"),
    ("L4", "ankle lifts"),
    ("L5", "big toe lifts"),
    ("S1", "foot pushes"),
];

/// "S4-5 " with the muscle of that level, if there is one.
pub(super) fn row_words(level: Dermatome) -> Markup {
    let name = level.name().replace('_', "-");
    let muscle = MUSCLES.iter().find(|(at, _)| *at == name).map(|(_, words)| *words);
    html! {
        (name)
        @if let Some(muscle) = muscle { " " span class="muscle" { (muscle) } }
    }
}

/// The six places of a row, left to right; none where there is no key muscle.
pub(super) fn row(level: Dermatome) -> [Option<Place>; 6] {
    let muscle = Myotome::all().find(|muscle| muscle.name() == level.name());
    let (right, left) = (SideName::Right, SideName::Left);
    [
        muscle.map(|muscle| Place::Motor(right, muscle)),
        Some(Place::LightTouch(right, level)),
        Some(Place::PinPrick(right, level)),
        Some(Place::LightTouch(left, level)),
        Some(Place::PinPrick(left, level)),
        muscle.map(|muscle| Place::Motor(left, muscle)),
    ]
}

/// The heads of the table.
pub(super) fn heads() -> Markup {
    html! {
        thead {
            tr {
                th scope="col" rowspan="2" { "Level" }
                th scope="colgroup" colspan="3" { "Right" }
                th scope="colgroup" colspan="3" { "Left" }
            }
            tr {
                th scope="col" { abbr title="motor" { "M" } }
                th scope="col" { abbr title="light touch" { "LT" } }
                th scope="col" { abbr title="pin prick" { "PP" } }
                th scope="col" { abbr title="light touch" { "LT" } }
                th scope="col" { abbr title="pin prick" { "PP" } }
                th scope="col" { abbr title="motor" { "M" } }
            }
        }
    }
}

/// The grid with what was typed; `last` is the worksheet before, shown faintly when asked for.
pub(super) fn grid(
    form: &Form,
    last: Option<&Worksheet>,
    is_wrong: &dyn Fn(&str) -> bool,
) -> Markup {
    html! {
        table class="worksheet" role="grid" aria-label="Worksheet" data-worksheet {
            (heads())
            tbody {
                @for level in Dermatome::all() {
                    tr {
                        th scope="row" { (row_words(level)) }
                        @for (column, place) in row(level).into_iter().enumerate() {
                            td {
                                @if let Some(place) = place {
                                    @let name = name(place);
                                    input type="text" id=(field_id(&name)) name=(name)
                                        value=(form.get(&name)) aria-label=(words(place))
                                        maxlength="4" autocomplete="off" autocapitalize="none"
                                        spellcheck="false" data-row=(level.index()) data-column=(column)
                                        data-last=[last.map(|last| last.code(place))]
                                        aria-invalid=[is_wrong(&name).then_some("true")];
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
