//! van der Linden score: survival with painful spinal metastases, from three items.
//!
//! Cancer 2005;103:320-8. Specification section 8; one source only.

use alloc::vec;

use crate::door::{
    Answers, Confidence, Direction, Evidence, Instrument, Outcome, Page, Refusal, Status, Tens,
};

/// Karnofsky status of a living person: 10 to 100 in tens.
pub type LivingKarnofsky = Tens<10, 100>;

words! {
    /// Where the cancer began.
    pub enum Primary {
        Breast "breast" "breast" = 3;
        Prostate "prostate" "prostate" = 2;
        Lung "lung" "lung" = 1;
        Other "other" "any other" = 0;
    }
}

bands! {
    /// The survival group.
    pub enum Group named "group" {
        A "A" 0..=3 "median survival 3 months, about 4 % alive at two years";
        B "B" 4..=5 "median survival 9 months, about 22 % alive at two years";
        C "C" 6..=6 "median survival 19 months, about 37 % alive at two years";
    }
}

inputs! {
    /// The three items.
    pub struct Person {
        kps: LivingKarnofsky = "Karnofsky performance status, 10 to 100 in tens";
        primary: Primary = "where the cancer began";
        visceral_mets: bool = "metastases in internal organs";
    }
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VanDerLinden {
    /// Karnofsky, primary, visceral metastases.
    pub points: [u8; 3],
    /// 0 to 6, higher is better.
    pub total: u8,
    /// The group of the total.
    pub group: Group,
    /// Karnofsky 10 was not in the cohort.
    pub outside_cohort: bool,
}

impl Person {
    /// Scores the person.
    pub const fn score(&self) -> VanDerLinden {
        let kps_points = match self.kps.get() {
            80.. => 2,
            50..80 => 1,
            _ => 0,
        };
        let visceral_points = if self.visceral_mets { 0 } else { 1 };
        let points = [kps_points, self.primary.points(), visceral_points];
        let total = kps_points + self.primary.points() + visceral_points;
        let outside_cohort = self.kps.get() == 10;
        VanDerLinden { points, total, group: Group::of(total), outside_cohort }
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::read(answers)?.score();
    Ok(Outcome::pointed(
        ["kps", "primary", "visceral_mets"],
        score.points,
        vec![("total", score.total.into()), ("group", score.group.word().into())],
    )
    .warn_if(
        score.outside_cohort,
        "outside_cohort",
        "Nobody with a Karnofsky status of 10 was in the cohort this score was made from.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "van_der_linden",
    title: "van der Linden score (2005)",
    version: "van_der_linden/2005-1",
    status: Status::Active,
    direction: Direction::HigherBetter,
    direction_words: "higher is better",
    range: Some((0.0, 6.0)),
    fields: Person::FIELDS,
    bands: &[Group::ROWS],
    tag: Confidence::B,
    citation: "van der Linden YM et al. Cancer 2005;103:320-8",
    page: Page {
        what: "Three items that estimate survival in people treated for painful spinal metastases.",
        inputs: "Karnofsky status, where the cancer began, and whether there are metastases in internal organs.",
        meaning: "Group A (0 to 3 points): median 3 months; B (4 to 5): 9 months; C (6): 19 months.",
        cannot_tell: &[
            "A median is not a forecast for one person: half lived longer.",
            "Nobody with a Karnofsky status of 10 was studied; 0 is refused.",
            "The item table comes from a single secondary source.",
        ],
        evidence: &[Evidence {
            text: "Alive at two years: about 4 % in group A, 22 % in B, 37 % in C",
            tag: Confidence::B,
        }],
    },
    run,
};
