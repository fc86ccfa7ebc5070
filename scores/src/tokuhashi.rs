//! Revised Tokuhashi score: expected survival with spinal metastases, from six items.
//!
//! Spine 2005;30(19):2186-91. Specification section 5. Two reproductions print the vertebral item
//! as 3 or more / 1-2 / 0; it is 3 or more / 2 / 1, and 0 is impossible here. One page prints the
//! bands the wrong way round.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Page, Refusal, Status, Whole,
};
use crate::frankel;
use crate::performance::Karnofsky;

/// Bone metastases outside the spine; the limit only catches slips of the keyboard.
pub type ExtraspinalFoci = Whole<0, 200>;
/// Vertebral bodies with metastases: at least one, at most the 33 of the column.
pub type VertebralBodies = Whole<1, 33>;

words! {
    /// Metastases in major internal organs.
    pub enum MajorOrganMets {
        Unremovable "unremovable" "present, cannot be removed" = 0;
        Removable "removable" "present, can be removed" = 1;
        None "none" "none" = 2;
    }
}

words! {
    /// Where the cancer began. Myeloma, lymphoma and colon are `other`.
    pub enum Primary {
        Lung "lung" "lung" = 0;
        Osteosarcoma "osteosarcoma" "osteosarcoma" = 0;
        Stomach "stomach" "stomach" = 0;
        Bladder "bladder" "bladder" = 0;
        Oesophagus "oesophagus" "oesophagus" = 0;
        Pancreas "pancreas" "pancreas" = 0;
        Liver "liver" "liver" = 1;
        Gallbladder "gallbladder" "gallbladder" = 1;
        Unidentified "unidentified" "looked for and not found" = 1;
        Other "other" "any other, with myeloma, lymphoma and colon" = 2;
        Kidney "kidney" "kidney" = 3;
        Uterus "uterus" "uterus" = 3;
        Rectum "rectum" "rectum" = 4;
        Thyroid "thyroid" "thyroid" = 5;
        Breast "breast" "breast" = 5;
        Prostate "prostate" "prostate" = 5;
        Carcinoid "carcinoid" "carcinoid" = 5;
    }
}

bands! {
    /// The survival the authors expected.
    pub enum Band named "band" {
        UnderSixMonths "<6 months" 0..=8 "less than six months expected";
        SixMonthsOrMore ">=6 months" 9..=11 "six months or more expected";
        OneYearOrMore ">=1 year" 12..=15 "one year or more expected";
    }
}

inputs! {
    /// The six items.
    pub struct Person {
        kps: Karnofsky = "Karnofsky performance status, 0 to 100 in tens; say whether before compression or now";
        extraspinal_bone_foci: ExtraspinalFoci = "number of bone metastases outside the spine";
        vertebral_body_mets: VertebralBodies = "number of vertebral bodies with metastases, at least 1";
        major_organ_mets: MajorOrganMets = "metastases in major internal organs";
        primary: Primary = "where the cancer began";
        frankel: frankel::Grade = "Frankel grade (not AIS)";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokuhashi {
    /// In the order of the inputs.
    pub points: [u8; 6],
    /// 0 to 15, higher is better.
    pub total: u8,
    /// The band of the total.
    pub band: Band,
}

/// The points of general condition, which OSRI takes over.
pub const fn general_condition_points(kps: Karnofsky) -> u8 {
    match kps.get() {
        80.. => 2,
        50..80 => 1,
        _ => 0,
    }
}

impl Person {
    /// Scores the person.
    pub const fn score(&self) -> Tokuhashi {
        let points = [
            general_condition_points(self.kps),
            match self.extraspinal_bone_foci.get() {
                0 => 2,
                1 | 2 => 1,
                _ => 0,
            },
            match self.vertebral_body_mets.get() {
                1 => 2,
                2 => 1,
                _ => 0,
            },
            self.major_organ_mets.points(),
            self.primary.points(),
            self.frankel.tokuhashi_palsy_points(),
        ];
        let [kps, foci, bodies, organs, primary, palsy] = points;
        let total = kps + foci + bodies + organs + primary + palsy;
        Tokuhashi { points, total, band: Band::of(total) }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::read(answers)?.score();
    Ok(Outcome::pointed(
        [
            "kps",
            "extraspinal_bone_foci",
            "vertebral_body_mets",
            "major_organ_mets",
            "primary",
            "frankel",
        ],
        score.points,
        vec![("total", score.total.into()), ("band", score.band.word().into())],
    )
    .warn(
        "predates_modern_therapy",
        "This score is older than targeted and immune therapy and may be too pessimistic today.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "tokuhashi",
    title: "Revised Tokuhashi score (2005)",
    version: "tokuhashi/2005-1",
    status: Status::Active,
    direction: Direction::HigherBetter,
    direction_words: "higher is better",
    range: Some((0.0, 15.0)),
    fields: Person::FIELDS,
    bands: &[Band::ROWS],
    tag: Confidence::B,
    citation: "Tokuhashi Y et al. Spine 2005;30(19):2186-91",
    page: Page {
        what: "Six items that estimate how long someone with spinal metastases may live, to be read beside the judgement of those who know the patient.",
        inputs: "Karnofsky status, bone metastases outside the spine, vertebral bodies involved, metastases in major organs, where the cancer began, and the Frankel grade.",
        meaning: "0 to 8 points: less than six months expected; 9 to 11: six months or more; 12 to 15: a year or more.",
        cannot_tell: &[
            "It is older than targeted and immune therapy.",
            "It never excludes anyone from surgery, radiotherapy or an opinion.",
            "Paralysis lowers the Karnofsky status by itself: say whether the status is from before the compression or now.",
            "Whether colon belongs with rectum is not settled; it is counted as other.",
        ],
        evidence: &[
            Evidence {
                text: "Validated on 201 patients operated for cord compression (Quraishi 2013)",
                tag: Confidence::A,
            },
            Evidence { text: "211 patients: C .72, R2 .36", tag: Confidence::A },
            Evidence {
                text: "329 patients: about 60 % right, and the lowest band too pessimistic",
                tag: Confidence::A,
            },
            Evidence { text: "The authors claimed about 86 % consistency", tag: Confidence::C },
        ],
    },
    run,
};
