//! From Karnofsky to ECOG, by convention. There is no way back: ECOG 1 is 70 or 80.
//!
//! Oken MM et al., Am J Clin Oncol 1982;5:649-55 for ECOG. Specification section 4.

use alloc::vec;

use crate::door::{Answers, Confidence, Direction, Instrument, Outcome, Page, Refusal, Status};
use crate::performance::Karnofsky;

inputs! {
    /// What is asked.
    pub struct Form {
        kps: Karnofsky = "Karnofsky performance status, 0 to 100 in tens";
    }
}

/// The ECOG grade that convention puts beside a Karnofsky status.
pub const fn ecog(kps: Karnofsky) -> u8 {
    match kps.get() {
        90.. => 0,
        70..90 => 1,
        50..70 => 2,
        30..50 => 3,
        10..30 => 4,
        _ => 5,
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let kps = Form::read(answers)?.kps;
    Ok(Outcome::of(vec![("ecog", ecog(kps).into())]).warn(
        "convention",
        "This pairing is a convention, not a measurement; it only works from Karnofsky to ECOG.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "kps_ecog_map",
    title: "Karnofsky to ECOG",
    version: "kps_ecog_map/convention-1",
    status: Status::Active,
    direction: Direction::None,
    direction_words: "a conversion: Karnofsky 100 is best, ECOG 0 is best",
    range: None,
    fields: Form::FIELDS,
    bands: &[],
    tag: Confidence::B,
    citation: "Oken MM et al. Am J Clin Oncol 1982;5:649-55 (ECOG); the pairing is a convention",
    page: Page {
        what: "Puts the usual ECOG grade beside a Karnofsky performance status.",
        inputs: "Karnofsky performance status: 0 to 100 in tens.",
        meaning: "100 and 90 pair with ECOG 0, 80 and 70 with 1, 60 and 50 with 2, 40 and 30 with 3, 20 and 10 with 4, 0 with 5.",
        cannot_tell: &[
            "It cannot be turned round. ECOG 1 may be 70 or 80, and the Tokuhashi score cuts between them: ask for Karnofsky.",
            "In cord compression the paralysis itself lowers performance status. Say whether it is from before or now.",
        ],
        evidence: &[],
    },
    run,
};
