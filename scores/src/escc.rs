//! ESCC, the Bilsky grade: how far epidural tumour presses on the cord on axial T2 MRI.
//!
//! J Neurosurg Spine 2010;13(3):324-8. Specification section 2. The grade is text, never a number:
//! it is not parsed, not averaged, and `1` is not a grade.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Page, Refusal, Status,
};
use crate::vertebra::Vertebra;

words! {
    /// The six grades, in order.
    pub enum Grade {
        BoneOnly "0" "bone only";
        Epidural "1a" "epidural, thecal sac not deformed";
        SacDeformed "1b" "thecal sac deformed, no contact with the cord";
        CordContact "1c" "contact with the cord, no compression";
        CompressedCsfSeen "2" "cord compressed, fluid around it still seen";
        CompressedNoCsf "3" "cord compressed, no fluid seen around it";
    }
}

/// High grade starts here.
const HIGH_FROM: Grade = Grade::CompressedCsfSeen;

impl Grade {
    /// 0 to 5, for ordering only.
    pub const fn rank(self) -> u8 {
        self as u8
    }

    /// Whether the cord is compressed.
    pub const fn is_high(self) -> bool {
        self.rank() >= HIGH_FROM.rank()
    }
}

inputs! {
    /// What is asked, at the worst level.
    pub struct Form {
        grade: Grade = "the grade on axial T2 MRI at the worst level";
        level: Option<Vertebra> = "the vertebra, so that a level below the cord can be pointed out";
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let Form { grade, level } = Form::read(answers)?;
    Ok(Outcome::of(vec![
        ("grade", grade.word().into()),
        ("rank", grade.rank().into()),
        ("high_grade", grade.is_high().into()),
        ("meaning", grade.label().into()),
    ])
    .warn_if(
        level.is_some_and(Vertebra::is_below_conus),
        "below_conus",
        "This level lies below the end of the cord (L1/L2); the grade was made for the cord, not for the cauda equina.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "escc",
    title: "ESCC: epidural spinal cord compression grade (Bilsky, 2010)",
    version: "escc/2010-1",
    status: Status::Active,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse",
    range: None,
    fields: Form::FIELDS,
    bands: &[],
    tag: Confidence::A,
    citation: "Bilsky MH et al. J Neurosurg Spine 2010;13(3):324-8",
    page: Page {
        what: "A six-step grade of how far tumour in the epidural space deforms the sac and the cord.",
        inputs: "One grade, read on axial T2 MRI at the worst level: 0, 1a, 1b, 1c, 2 or 3. The vertebra may be given too.",
        meaning: "0 to 1c is low grade, 2 and 3 (cord compressed) high grade.",
        cannot_tell: &[
            "It grades anatomy, not what the patient can do or feel.",
            "Below the end of the cord (about L1/L2) it does not apply.",
            "The published extension with twelve grades is another scale; it is refused here.",
            "Grades are not numbers: never average them.",
        ],
        evidence: &[Evidence {
            text: "Good to excellent agreement on T2 images (7 surgeons, 25 cases)",
            tag: Confidence::A,
        }],
    },
    run,
};
