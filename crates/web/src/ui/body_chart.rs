//! The body chart: where it hurts and where feeling has changed, by dermatome.
//!
//! The drawing is our own and simplified; it shows the usual level of each strip of skin and is
//! no examination worksheet. Each strip is part of the `<label>` of an ordinary checkbox, so the
//! chart works by pointer, by keyboard and without script, and the list beside it says the same.

use maud::{Markup, PreEscaped, html};

/// What is marked on the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Where it hurts.
    Pain,
    /// Where feeling is numb, tingling or strange.
    Sensation,
}

impl Layer {
    /// First part of each field name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pain => "pain",
            Self::Sensation => "sensation",
        }
    }

    /// Words of the layer.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pain => "Pain",
            Self::Sensation => "Altered sensation",
        }
    }
}

/// Side of the patient, not of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The patient's right.
    Right,
    /// The patient's left.
    Left,
}

impl Side {
    /// Last part of each field name, and its word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Left => "left",
        }
    }
}

/// A strip of skin served by one level of the cord, drawn as half a body seen from both sides.
pub(super) struct Dermatome {
    pub(super) level: &'static str,
    pub(super) front: &'static str,
    pub(super) back: &'static str,
}

/// Levels of the chart from the neck down.
pub fn dermatome_levels() -> impl Iterator<Item = &'static str> {
    DERMATOMES.iter().map(|dermatome| dermatome.level)
}

/// Field name of one checkbox: `pain_T6_right`, `sensation_S4_5_left`.
pub fn dermatome_field(layer: Layer, level: &str, side: Side) -> String {
    format!("{}_{}_{}", layer.key(), level.replace('-', "_"), side.key())
}

/// The chart with both layers. `is_marked` says which checkboxes are ticked, by field name.
pub fn body_chart(is_marked: &dyn Fn(&str) -> bool) -> Markup {
    html! {
        fieldset class="body-chart" data-body-chart {
            legend { "Where is it?" }
            p class="hint" {
                "Mark the picture or tick the list. Sides are the patient's own right and left."
            }
            (shapes())
            div class="chart" {
                svg class="chart-figure" viewBox="0 0 400 432" aria-hidden="true"
                    focusable="false" {
                    (figure("100")) (figure("300"))
                    text x="100" y="430" { "Front" } text x="300" y="430" { "Back" }
                    text class="chart-side" x="18" y="30" { "Right" }
                    text class="chart-side" x="182" y="30" { "Left" }
                    text class="chart-side" x="218" y="30" { "Left" }
                    text class="chart-side" x="382" y="30" { "Right" }
                }
                div class="chart-lists" {
                    fieldset class="chart-layer" {
                        legend { "Mark on the picture" }
                        div class="choices choices-inline" {
                            (layer_switch(Layer::Pain, true))
                            (layer_switch(Layer::Sensation, false))
                        }
                    }
                    (layer_list(Layer::Pain, is_marked))
                    (layer_list(Layer::Sensation, is_marked))
                }
            }
        }
    }
}

/// Chooses which layer the picture marks. It belongs to no form, so it is never sent.
fn layer_switch(layer: Layer, first: bool) -> Markup {
    let id = format!("chart-layer-{}", layer.key());
    html! {
        div class="choice" {
            input type="radio" id=(id) name="chart_layer" form="chart-view" value=(layer.key())
                class={ "chart-switch-" (layer.key()) } checked[first];
            label for=(id) { (layer.words()) }
        }
    }
}

fn layer_list(layer: Layer, is_marked: &dyn Fn(&str) -> bool) -> Markup {
    html! {
        fieldset class={ "chart-list chart-list-" (layer.key()) } data-layer=(layer.key()) {
            legend { (layer.words()) }
            p class="chart-bands" {
                button class="button-small" type="button" hidden data-band="T4 T12" {
                    "Band T4 to T12"
                }
                button class="button-small" type="button" hidden data-band="" { "Clear" }
            }
            ul {
                @for dermatome in DERMATOMES {
                    (zone(layer, dermatome, Side::Right, is_marked))
                    (zone(layer, dermatome, Side::Left, is_marked))
                }
            }
        }
    }
}

fn zone(
    layer: Layer,
    dermatome: &Dermatome,
    side: Side,
    is_marked: &dyn Fn(&str) -> bool,
) -> Markup {
    let name = dermatome_field(layer, dermatome.level, side);
    let shape = dermatome.level.replace('-', "_");
    let (front, back) = match side {
        Side::Right => ("translate(100)scale(-1 1)", "translate(300)"),
        Side::Left => ("translate(100)", "translate(300)scale(-1 1)"),
    };
    html! {
        li {
            input type="checkbox" id=(name) name=(name) value="yes" checked[is_marked(&name)]
                data-level=(dermatome.level);
            label for=(name) {
                (dermatome.level) " " (side.key())
                span class="visually-hidden" { ", " (layer.words().to_lowercase()) }
                svg class="zone" viewBox="0 0 400 432" aria-hidden="true" focusable="false" {
                    @if !dermatome.front.is_empty() {
                        use href={ "#front-" (shape) } transform=(front) {}
                    }
                    @if !dermatome.back.is_empty() {
                        use href={ "#back-" (shape) } transform=(back) {}
                    }
                }
            }
        }
    }
}

/// Each strip once; the labels refer to it.
fn shapes() -> Markup {
    html! {
        svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                @for dermatome in DERMATOMES {
                    @let level = dermatome.level.replace('-', "_");
                    @if !dermatome.front.is_empty() {
                        path id={ "front-" (level) } d=(dermatome.front) {}
                    }
                    @if !dermatome.back.is_empty() {
                        path id={ "back-" (level) } d=(dermatome.back) {}
                    }
                }
                pattern id="fill-pain" width="6" height="6" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" {
                    rect class="red-ground" width="6" height="6" {}
                    rect class="red-ink" width="3.4" height="6" {}
                }
                pattern id="fill-sensation" width="6" height="6" patternUnits="userSpaceOnUse" {
                    circle class="blue-ink" cx="3" cy="3" r="2" {}
                }
                path id="figure-half" d=(FIGURE) {}
            }
        }
    }
}

pub(super) fn figure(middle: &str) -> Markup {
    PreEscaped(format!(
        "<use href=\"#figure-half\" transform=\"translate({middle})\"/>\
         <use href=\"#figure-half\" transform=\"translate({middle})scale(-1 1)\"/>"
    ))
}

/// Silhouette of half a body.
pub(super) const FIGURE: &str = "M0 4Q18 4 19 28 18 42 11 49V57Q13 60 20 61.5 40 64 46 73 51 82 53.5 103L58 \
    133Q64 147 67 162L71 189Q79 197 81.5 209L77 213 74 209 73 225 67 228 62 225 57.5 208 57 191 \
    49.5 163 42 135 36.5 111 34.5 96 33.5 112 30.7 150 31.8 180 36 206 38.2 234 37.5 \
    262 31 305 31.5 328 29.5 360 23.5 391Q31 401 30.5 413 22 420 11 418 7.5 409 10 392 8.5 \
    360 7 345 6 330 7.5 312 5 285 1 246L0 244z";

/// Half a body, from the neck down; x runs outward from the midline.
pub(super) const DERMATOMES: &[Dermatome] = &[
    Dermatome {
        level: "C2",
        front: "M17 32Q16.5 44 9 47.5L0 50V41Q10 40 17 32z",
        back: "M0 6Q16.5 6 17.5 27L16 38 0 38z",
    },
    Dermatome {
        level: "C3",
        front: "M0 50 9 47.5 9 58 12 62 0 66z",
        back: "M0 38H16Q14.5 44 9 47.5V58L12 62 0 66z",
    },
    Dermatome {
        level: "C4",
        front: "M0 66L12 62Q26 64 36 68L37.5 80.5 34.5 80Q17 82 0 82z",
        back: "M0 66L12 62Q26 64 36 68L37.5 80.5 34.5 80Q17 81.5 0 81.5z",
    },
    Dermatome {
        level: "C5",
        front: "M36 68Q44 70 47.5 80L51.5 104 56 134 50 134.6 44 106 37.5 80.5z",
        back: "M36 68Q44 70 47.5 80L51.5 104 56 134 50 134.6 44 106 37.5 80.5z",
    },
    Dermatome {
        level: "C6",
        front: "M50 134.6L56 134Q62 148 64.5 162L69 190Q76 197 79 208.5L76 210.5 71.5 203 69 203 65.7 190H63L57 162z",
        back: "M50 134.6L56 134Q62 148 64.5 162L69 190Q76 197 79 208.5L76 210.5 71.5 203 69 203 65.7 190H63L57 162z",
    },
    Dermatome {
        level: "C7",
        front: "M62.3 190H65.7L69 203 71.5 203 72.5 211 71.5 224 67.5 225.5 64.5 206z",
        back: "M62.3 190H65.7L69 203 71.5 203 72.5 211 71.5 224 67.5 225.5 64.5 206z",
    },
    Dermatome {
        level: "C8",
        front: "M59 190H62.3L64.5 206 67.5 225.5 63.5 223 60 208z",
        back: "M59 190H62.3L64.5 206 67.5 225.5 63.5 223 60 208z",
    },
    Dermatome {
        level: "T1",
        front: "M44 134L50 134.6 57 162 63 190H59L51.5 162z",
        back: "M44 134L50 134.6 57 162 63 190H59L51.5 162z",
    },
    Dermatome {
        level: "T2",
        front: "M0 82Q17.2 82 34.5 80L33.8 92Q16.9 94 0 94zM37.5 80.5L44 106 50 134.6 44 134 38.5 110 34.5 86 34.5 80z",
        back: "M0 81.5Q17.2 81.5 34.5 80L33.9 90.5Q16.9 92 0 92zM37.5 80.5L44 106 50 134.6 44 134 38.5 110 34.5 86 34.5 80z",
    },
    Dermatome {
        level: "T3",
        front: "M0 94Q16.9 94 33.8 92L32.9 104Q16.4 106 0 106z",
        back: "M0 92Q16.9 92 33.9 90.5L33.1 101Q16.6 102.5 0 102.5z",
    },
    Dermatome {
        level: "T4",
        front: "M0 106Q16.4 106 32.9 104L31.8 116Q15.9 118 0 118z",
        back: "M0 102.5Q16.6 102.5 33.1 101L32.2 111.5Q16.1 113 0 113z",
    },
    Dermatome {
        level: "T5",
        front: "M0 118Q15.9 118 31.8 116L30.5 128Q15.3 130 0 130z",
        back: "M0 113Q16.1 113 32.2 111.5L31.1 122Q15.6 123.5 0 123.5z",
    },
    Dermatome {
        level: "T6",
        front: "M0 130Q15.3 130 30.5 128L29.6 140Q14.8 142 0 142z",
        back: "M0 123.5Q15.6 123.5 31.1 122L30.1 132.5Q15.1 134 0 134z",
    },
    Dermatome {
        level: "T7",
        front: "M0 142Q14.8 142 29.6 140L29 152Q14.5 154 0 154z",
        back: "M0 134Q15.1 134 30.1 132.5L29.5 143Q14.7 144.5 0 144.5z",
    },
    Dermatome {
        level: "T8",
        front: "M0 154Q14.5 154 29 152L28.9 164Q14.5 166 0 166z",
        back: "M0 144.5Q14.7 144.5 29.5 143L29 153.5Q14.5 155 0 155z",
    },
    Dermatome {
        level: "T9",
        front: "M0 166Q14.5 166 28.9 164L29.7 176Q14.9 178 0 178z",
        back: "M0 155Q14.5 155 29 153.5L28.9 164Q14.5 165.5 0 165.5z",
    },
    Dermatome {
        level: "T10",
        front: "M0 178Q14.9 178 29.7 176L31.1 188Q15.5 190 0 190z",
        back: "M0 165.5Q14.5 165.5 28.9 164L29.6 174.5Q14.8 176 0 176z",
    },
    Dermatome {
        level: "T11",
        front: "M0 190Q15.5 190 31.1 188L32.7 200Q16.4 202 0 202z",
        back: "M0 176Q14.8 176 29.6 174.5L30.7 185Q15.3 186.5 0 186.5z",
    },
    Dermatome {
        level: "T12",
        front: "M0 202Q16.4 202 32.7 200L34.5 212Q17.2 214 0 214z",
        back: "M0 186.5Q15.3 186.5 30.7 185L32.1 195.5Q16 197 0 197z",
    },
    Dermatome {
        level: "L1",
        front: "M0 214Q17 214 34.5 212L35.7 222 7 238 0 238z",
        back: "M0 197Q16 197 32.1 195.5L33.2 203.5Q16.6 205 0 205z",
    },
    Dermatome {
        level: "L2",
        front: "M35.7 222Q36.8 234 36.3 248L5.5 264 3 240 7 238z",
        back: "M0 205Q16.6 205 33.2 203.5L34.4 211.5Q17.2 213 0 213z",
    },
    Dermatome {
        level: "L3",
        front: "M36.3 248Q35.5 274 29.5 304L9.5 312Q7 290 5.5 264z",
        back: "M0 213Q17.2 213 34.4 211.5L35.3 219.5Q17.7 221 0 221z",
    },
    Dermatome {
        level: "L4",
        front: "M29.5 304L28.5 317 20 330 17.5 392H12Q10.5 360 9 345 8 330 9.5 312z",
        back: "M9 312L11 318 13 346 13.5 392 14 414Q10 412 12 392 10.5 360 9 345 8 330 9 312z",
    },
    Dermatome {
        level: "L5",
        front: "M28.5 317Q30.5 340 27 364L21 392Q25 404 24 415L12 416Q9.5 408 12 392H17.5L20 330z",
        back: "M27 219.6L35.4 219.5Q36.8 234 36.3 248 35.5 274 29.5 304L29 317Q30.5 340 27 364L22 388 21.5 386 24.5 340 23 310 26.5 276 28.5 242z",
    },
    Dermatome {
        level: "S1",
        front: "M21 392Q29 402 28.5 412L24 415Q25 404 21 392z",
        back: "M17 219.8L27 219.6 28.5 242 26.5 276 23 310 24.5 340 21.5 386 28.5 411Q22 417 14 414L15.5 392 17.5 340 16.5 310 18.5 276 19.5 243 20.5 232z",
    },
    Dermatome {
        level: "S2",
        front: "",
        back: "M3 244L19.5 243 18.5 276 16.5 310 17.5 340 15.5 392 13.5 392 13 346 11 318 9 312Q7 290 5.5 264z",
    },
    Dermatome {
        level: "S3",
        front: "",
        back: "M0 221Q9 220.6 17 219.8L20.5 232 19.5 243 3 244 7 239Q9.5 232 0 226z",
    },
    Dermatome { level: "S4-5", front: "", back: "M0 226Q9.5 232 7 239L3 244 0 241z" },
];
