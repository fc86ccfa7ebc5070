//! The public interview: which facts a page asks about, what an answer to it means, and which page
//! comes next. The symptom check and `cordline rules questions` both use it; the words are elsewhere.
//!
//! The danger signs come first, always. After them the next page is the one about the most decisive
//! question that can still change the tier ([`questions`](crate::questions())).

use alloc::vec::Vec;

use crate::facts::Facts;
use crate::questions::{Question, questions};
use crate::settings::Settings;
use crate::vocabulary::{Answer, Audience, Fact};

/// A page of the interview.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// Its stable name.
    pub key: &'static str,
    /// How it is answered.
    pub ask: Ask,
}

/// How a page is answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Ask {
    /// Yes, no or not sure to one fact.
    One(Fact),
    /// Tick any, none of these, or not sure.
    Any(&'static [Fact]),
    /// Age in years, or nothing.
    Age,
}

/// The page that comes first, always.
pub const DANGER: &Page = &Page {
    key: "danger",
    ask: Ask::Any(&[
        Fact::WalkingDifficulty,
        Fact::LimbWeakness,
        Fact::SaddleNumbness,
        Fact::BladderOrBowelDysfunction,
        Fact::LossOfBowelControl,
        Fact::BothLegs,
        Fact::ChestPain,
        Fact::SeriousAccident,
        Fact::SepsisSigns,
    ]),
};

/// Every page.
pub const PAGES: &[&Page] = &[
    DANGER,
    &Page { key: "numb", ask: Ask::One(Fact::SensoryChange) },
    &Page {
        key: "shooting",
        ask: Ask::Any(&[Fact::TrunkBandPain, Fact::ArmNerveRootPain, Fact::NerveRootPain]),
    },
    &Page {
        key: "where",
        ask: Ask::Any(&[Fact::OneLegOnly, Fact::OneArmOnly, Fact::HandsAndFeetOnly]),
    },
    &Page { key: "pain", ask: Ask::One(Fact::SpinalPain) },
    &Page { key: "cancer", ask: Ask::One(Fact::KnownCancer) },
    &Page { key: "fever", ask: Ask::One(Fact::Fever) },
    &Page { key: "treatment", ask: Ask::One(Fact::AnticancerTreatmentOrWeakImmunity) },
    &Page { key: "infection", ask: Ask::One(Fact::InfectionRisk) },
    &Page { key: "nerve-drug", ask: Ask::One(Fact::NerveToxicDrug) },
    &Page { key: "constipation", ask: Ask::One(Fact::WorseningConstipation) },
    &Page {
        key: "kind",
        ask: Ask::Any(&[
            Fact::SeverePain,
            Fact::ProgressivePain,
            Fact::NightPain,
            Fact::PainLyingDown,
            Fact::PainNotEasedByRest,
            Fact::PainOnStraining,
            Fact::MechanicalPain,
            Fact::SpinalTenderness,
            Fact::Claudication,
            Fact::ThoracicPain,
        ]),
    },
    &Page { key: "body", ask: Ask::Any(&[Fact::WeightLoss, Fact::Lump]) },
    &Page { key: "age", ask: Ask::Age },
];

/// Ticks that are part of another one on the same page.
const WHOLES: &[(Fact, Fact)] = &[
    (Fact::LossOfBowelControl, Fact::BladderOrBowelDysfunction),
    (Fact::TrunkBandPain, Fact::NerveRootPain),
    (Fact::ArmNerveRootPain, Fact::NerveRootPain),
];

impl Page {
    /// The page with this key.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        PAGES.iter().copied().find(|page| page.key == key)
    }

    /// Every fact it sets; none for the page about age.
    #[must_use]
    pub const fn facts(&self) -> &[Fact] {
        match &self.ask {
            Ask::One(fact) => core::slice::from_ref(fact),
            Ask::Any(facts) => facts,
            Ask::Age => &[],
        }
    }

    /// What an answer by ticks says about each fact of the page: empty beside a tick is a "no" of
    /// this person, beside "not sure" it is not. A part that is ticked is its whole as well.
    #[must_use]
    pub fn answers(&self, ticked: impl Fn(Fact) -> bool, unsure: bool) -> Vec<(Fact, Answer)> {
        let otherwise = if unsure { Answer::Unknown } else { Answer::No };
        let part = |fact| WHOLES.iter().any(|(part, whole)| *whole == fact && ticked(*part));
        let answer = |fact| if ticked(fact) || part(fact) { Answer::Yes } else { otherwise };
        self.facts().iter().map(|fact| (*fact, answer(*fact))).collect()
    }

    fn asks_about(&self, question: Question) -> bool {
        match question {
            Question::Fact(fact) => self.facts().contains(&fact),
            Question::Number(number) => number.key() == "age" && self.ask == Ask::Age,
            Question::Haem => false,
        }
    }
}

/// The pages that can still change the tier, most decisive first, without those asked already.
#[must_use]
pub fn open_pages(
    facts: &Facts,
    asked: impl Fn(&Page) -> bool,
    settings: &Settings,
) -> Vec<&'static Page> {
    let mut pages: Vec<&'static Page> = Vec::new();
    let about = |question| PAGES.iter().copied().find(|page| page.asks_about(question));
    for question in questions(facts, Audience::Public, settings) {
        let mut page = about(question);
        // Not sure whether there is pain: what it is like settles it (rule book N-1).
        if question == Question::Fact(Fact::SpinalPain) && page.is_some_and(&asked) {
            page = about(Question::Fact(Fact::SeverePain));
        }
        if let Some(page) = page.filter(|page| !asked(page) && !pages.contains(page)) {
            pages.push(page);
        }
    }
    pages
}
