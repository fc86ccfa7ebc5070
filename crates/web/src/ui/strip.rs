//! The spine as one strip, C1 to S5: the same picture for radiologist, surgeon, therapist, ward
//! and meeting. Disease by pattern, grades and scores as text, the rest by letter; the list under
//! it says everything again, so nothing hangs on the picture or on a colour.

use maud::{Markup, html};

/// Whether a level holds a metastasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StripDisease {
    /// Not looked at, or nothing is known.
    #[default]
    NotSeen,
    /// Looked at and clear.
    Clear,
    /// Perhaps.
    Possible,
    /// Yes.
    Definite,
}

/// One level of the strip.
#[derive(Debug, Clone, Default)]
pub struct StripLevel {
    /// "T7".
    pub name: &'static str,
    /// Whether it holds a metastasis.
    pub disease: StripDisease,
    /// "1b"; nothing where none was graded or bone only.
    pub escc: Option<&'static str>,
    /// The cord is compressed here.
    pub compressed: bool,
    /// "11", or "?" where it is incomplete.
    pub sins: Option<String>,
    /// R radiotherapy before, M metalwork, P pain.
    pub marks: String,
    /// Feeling changes from here down.
    pub sensory: bool,
    /// Everything about this level in words; empty where there is nothing to say.
    pub words: String,
}

/// The strip of one case.
#[derive(Debug, Clone, Default)]
pub struct Strip {
    /// Every level, head to tail.
    pub levels: Vec<StripLevel>,
    /// "Levels seen: C1 to S5 · R. Lindqvist today 14:32", or what is missing.
    pub source: String,
}

const LEFT: usize = 58;
const STEP: usize = 31;
/// Lanes of the drawing: how far down each is written.
const NAME: usize = 14;
const BODY: usize = 20;
const ESCC: usize = 62;
const SINS: usize = 80;
const MARKS: usize = 98;
const HEIGHT: usize = 106;

/// The strip with its list.
pub fn strip(strip: &Strip) -> Markup {
    let said: Vec<&StripLevel> =
        strip.levels.iter().filter(|level| !level.words.is_empty()).collect();
    html! {
        section class="strip" aria-labelledby="strip-title" data-spine-strip {
            h2 id="strip-title" { "Spine" }
            div class="strip-scroll" tabindex="0" role="region" aria-label="Spine strip, C1 to S5" {
                (drawing(strip))
            }
            @if said.is_empty() {
                p { "No level has a finding." }
            } @else {
                ul class="strip-words" {
                    @for level in said { li { strong { (level.name) } ": " (level.words) } }
                }
            }
            p class="hint" { (strip.source) }
        }
    }
}

fn drawing(strip: &Strip) -> Markup {
    let width = LEFT + STEP * strip.levels.len() + 2;
    let lanes = [("Level", NAME), ("Disease", BODY + 18), ("ESCC", ESCC), ("SINS", SINS)];
    html! {
        svg viewBox={ "0 0 " (width) " " (HEIGHT) } role="img"
            aria-label="The spine from C1 to S5. The list below says the same in words." {
            @for (words, y) in lanes { text class="strip-lane" x="0" y=(y) { (words) } }
            text class="strip-lane" x="0" y=(MARKS) { "Also" }
            @for (at, level) in strip.levels.iter().enumerate() {
                (level_drawing(level, LEFT + STEP * at))
            }
        }
    }
}

fn level_drawing(level: &StripLevel, x: usize) -> Markup {
    let middle = x + STEP / 2;
    let class = match level.disease {
        StripDisease::NotSeen => "strip-body strip-not-seen",
        StripDisease::Clear => "strip-body",
        StripDisease::Possible => "strip-body strip-possible",
        StripDisease::Definite => "strip-body strip-definite",
    };
    let fill = match level.disease {
        StripDisease::Possible => Some("url(#fill-watch)"),
        StripDisease::Definite => Some("url(#fill-risk)"),
        StripDisease::NotSeen | StripDisease::Clear => None,
    };
    html! {
        g {
            text x=(middle) y=(NAME) { (level.name) }
            rect class=(class) x=(x + 3) y=(BODY) width=(STEP - 6) height="26" rx="4" fill=[fill] {}
            @if let Some(escc) = level.escc {
                @if level.compressed {
                    rect class="strip-compressed" x=(x + 4) y=(ESCC - 12) width=(STEP - 8) height="16" rx="2" {}
                }
                text class=(if level.compressed { "strip-on-fill" } else { "strip-figure" }) x=(middle) y=(ESCC) { (escc) }
            }
            @if let Some(sins) = &level.sins { text class="strip-figure" x=(middle) y=(SINS) { (sins) } }
            @if !level.marks.is_empty() { text class="strip-figure" x=(middle) y=(MARKS) { (level.marks) } }
            @if level.sensory {
                line class="strip-sensory" x1=(x + 1) y1="2" x2=(x + 1) y2=(HEIGHT) {}
            }
        }
    }
}

/// For the patient: which parts of the back the scan showed something in, without a grade or a
/// score. `parts` is a part of the spine and how many places there.
pub fn strip_plain(parts: &[(&str, usize)]) -> Markup {
    html! {
        ul class="strip-plain" {
            @for (part, places) in parts {
                li {
                    strong { (part) } ": "
                    @match places {
                        0 => "nothing found",
                        1 => "one place",
                        n => { (n) " places" },
                    }
                }
            }
        }
    }
}
