//! Bauer and modified Bauer score, side by side because they can disagree.
//!
//! Modified: Leithner A et al., Eur Spine J 2008;17:1488-95. Specification section 7. The modified
//! version leaves out the pathological fracture. A breast primary scores twice; that is right.

use alloc::vec;

use crate::door::{
    Answers, Code, Confidence, Direction, Evidence, Instrument, Outcome, Output, Page, Refusal,
    Status,
};

bands! {
    /// The survival band of the original score.
    pub enum BauerBand named "bauer_band" {
        UnderSixMonths "<6 months" 0..=1 "original: less than six months expected";
        OverSixMonths ">6 months" 2..=3 "original: more than six months expected";
        OverTwelveMonths ">12 months" 4..=5 "original: more than twelve months expected";
    }
}

bands! {
    /// The band of the modified score.
    pub enum ModifiedBand named "modified_band" {
        Poor "poor" 0..=1 "modified: supportive care";
        Moderate "moderate" 2..=2 "modified: short-term palliation, dorsal surgery";
        Good "good" 3..=4 "modified: middle-term control";
    }
}

inputs! {
    /// The five items. Build with [`Person::try_new`], which refuses the contradiction.
    pub struct Form {
        no_visceral_mets: bool = "no metastases in internal organs";
        solitary_skeletal_met: bool = "a single bone metastasis";
        not_lung: bool = "the primary is not lung cancer";
        favourable_primary: bool = "the primary is breast, kidney, lymphoma or myeloma";
        no_pathological_fracture: bool = "no pathological fracture (original score only)";
    }
}

/// The five items, free of contradiction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person(Form);

/// Both scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bauer {
    /// One point each, in the order of the inputs; the last counts in the original only.
    pub points: [u8; 5],
    /// Original, 0 to 5, higher is better.
    pub bauer: u8,
    /// Band of the original.
    pub bauer_band: BauerBand,
    /// Modified, 0 to 4, higher is better.
    pub modified_bauer: u8,
    /// Band of the modified score.
    pub modified_band: ModifiedBand,
}

impl Person {
    /// The person, unless a lung primary is called favourable.
    pub fn try_new(form: Form) -> Result<Self, Refusal> {
        if form.favourable_primary && !form.not_lung {
            return Err(Refusal::new(
                Code::Inconsistent,
                "favourable_primary",
                "favourable_primary was true and not_lung false: a lung primary is not favourable."
                    .into(),
            ));
        }
        Ok(Self(form))
    }

    /// Scores the person.
    pub fn score(&self) -> Bauer {
        let Form {
            no_visceral_mets,
            solitary_skeletal_met,
            not_lung,
            favourable_primary,
            no_pathological_fracture,
        } = self.0;
        let points = [
            u8::from(no_visceral_mets),
            u8::from(solitary_skeletal_met),
            u8::from(not_lung),
            u8::from(favourable_primary),
            u8::from(no_pathological_fracture),
        ];
        let [visceral, solitary, lung, primary, fracture] = points;
        let modified_bauer = visceral + solitary + lung + primary;
        let bauer = modified_bauer + fracture;
        Bauer {
            points,
            bauer,
            bauer_band: BauerBand::of(bauer),
            modified_bauer,
            modified_band: ModifiedBand::of(modified_bauer),
        }
    }
}

impl Bauer {
    /// Whether the two versions put the person in bands of different rank.
    pub const fn versions_disagree(&self) -> bool {
        self.bauer_band as u8 != self.modified_band as u8
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let score = Person::try_new(Form::read(answers)?)?.score();
    Ok(Outcome::pointed(
        [
            "no_visceral_mets",
            "solitary_skeletal_met",
            "not_lung",
            "favourable_primary",
            "no_pathological_fracture",
        ],
        score.points,
        vec![
            ("bauer", Output::from(score.bauer)),
            ("bauer_band", score.bauer_band.word().into()),
            ("modified_bauer", score.modified_bauer.into()),
            ("modified_band", score.modified_band.word().into()),
        ],
    )
    .warn_if(
        score.versions_disagree(),
        "versions_disagree",
        "The original and the modified score put this person in different bands; say which one is meant.",
    ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "modified_bauer",
    title: "Bauer score (1995) and modified Bauer score (2008)",
    version: "modified_bauer/2008-1",
    status: Status::Active,
    direction: Direction::HigherBetter,
    direction_words: "higher is better",
    range: None,
    fields: Form::FIELDS,
    bands: &[BauerBand::ROWS, ModifiedBand::ROWS],
    tag: Confidence::B,
    citation: "Bauer 1995; modified: Leithner A et al. Eur Spine J 2008;17:1488-95",
    page: Page {
        what: "Five yes-or-no items that estimate survival with bone metastases, and the version that drops the fracture item. Both are always shown, because they can disagree.",
        inputs: "No visceral metastases, a single bone metastasis, not lung cancer, a favourable primary (breast, kidney, lymphoma, myeloma), and no pathological fracture.",
        meaning: "Original: 0 to 1 less than six months, 2 to 3 more than six, 4 to 5 more than twelve. Modified: 0 to 1 poor, 2 moderate, 3 to 4 good.",
        cannot_tell: &[
            "It knows nothing of power, performance status or today's drugs.",
            "A breast primary earns two points (favourable, and not lung). That is how the score was made.",
            "A bare number is not enough: say original or modified.",
        ],
        evidence: &[Evidence { text: "C .665", tag: Confidence::A }],
    },
    run,
};
