//! The words of the interview, one topic a page. Which facts a page sets, and which page comes next,
//! is `rules::interview`. Everything asked means: new, or getting worse.

use rules::interview::Page;

/// The words of a page of the interview.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Topic {
    /// Its name in the form: the page of the interview that it words.
    pub(super) key: &'static str,
    /// The question.
    pub(super) question: &'static str,
    /// The question when asked for someone else.
    pub(super) of_them: &'static str,
    /// Help under the question.
    pub(super) hint: &'static str,
    /// How it is answered.
    pub(super) ask: Ask,
}

/// How a topic is answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Yes, no or not sure to one fact.
    One(&'static str),
    /// Tick any, none of these, or not sure.
    Any(&'static [Tick]),
    /// Age in years.
    Age,
}

/// One thing to tick, and the fact it sets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) fact: &'static str,
    pub(super) words: &'static str,
}

const fn tick(fact: &'static str, words: &'static str) -> Tick {
    Tick { fact, words }
}

/// The page that comes first, always.
pub(super) const DANGER: &Topic = &Topic {
    key: "danger",
    question: "Do you have any of these now?",
    of_them: "Do they have any of these now?",
    hint: "New, or getting worse, with or without pain. Tick every one that fits.",
    ask: Ask::Any(&[
        tick("n_gait", "Walking has become harder: unsteady, falls, trouble on stairs"),
        tick("n_weak", "Weak, heavy or clumsy arms or legs, or legs that give way"),
        tick("x_saddle", "Numb or tingling between the legs, round the genitals or bottom"),
        tick("n_sphincter", "Cannot pass urine, trouble starting, cannot feel it, or it leaks"),
        tick("n_bowel_control", "Lost control of the bowels"),
        tick("x_bileg", "Pain, tingling, weakness or numbness in both legs"),
        tick("x_chest", "Chest pain that is not a band coming round from the spine"),
        tick("x_trauma", "It began after a serious accident"),
        tick(
            "x_sepsis",
            "Very fast breathing, confused or slurred speech, skin blue, pale or blotchy, or a rash that does not fade",
        ),
    ]),
};

const ALL: &[&Topic] = &[
    DANGER,
    &Topic {
        key: "numb",
        question: "Do you have numbness, pins and needles, or feelings like electric shocks?",
        of_them: "Do they have numbness, pins and needles, or feelings like electric shocks?",
        hint: "Anywhere on the body. New, or getting worse.",
        ask: Ask::One("n_sens"),
    },
    &Topic {
        key: "shooting",
        question: "Do you have pain that shoots or goes round like a band?",
        of_them: "Do they have pain that shoots or goes round like a band?",
        hint: "New, or getting worse. Tick every one that fits.",
        ask: Ask::Any(&[
            tick("n_radic_trunk", "Like a band round the chest or tummy"),
            tick("n_radic_arm", "Shooting into an arm or hand"),
            tick("n_radic", "Shooting into a leg, or anywhere else"),
        ]),
    },
    &Topic {
        key: "where",
        question: "Is all of it in just one place?",
        of_them: "Is all of it in just one place?",
        hint: "The numbness, tingling or shooting pain. Tick the one that fits, or none.",
        ask: Ask::Any(&[
            tick("one_leg_only", "Only in one leg, and nowhere else"),
            tick("one_arm_only", "Only in one arm, and nowhere else"),
            tick("sens_hands_feet_only", "Only in the hands, the feet, or both"),
        ]),
    },
    &Topic {
        key: "pain",
        question: "Do you have new or worse pain in the neck, back or spine?",
        of_them: "Do they have new or worse pain in the neck, back or spine?",
        hint: "At any height.",
        ask: Ask::One("spinal_pain"),
    },
    &Topic {
        key: "cancer",
        question: "Has anyone ever told you that you have, or had, cancer?",
        of_them: "Has anyone ever told them that they have, or had, cancer?",
        hint: "Any kind, also of the blood, also many years ago.",
        ask: Ask::One("ca_known"),
    },
    &Topic {
        key: "fever",
        question: "Do you have a high temperature, shivering, or feel very unwell?",
        of_them: "Do they have a high temperature, shivering, or feel very unwell?",
        hint: "If you have a thermometer, 38 or more counts.",
        ask: Ask::One("x_fever"),
    },
    &Topic {
        key: "treatment",
        question: "Have you had cancer drugs in the last six weeks, or is your immune system weak?",
        of_them: "Have they had cancer drugs in the last six weeks, or is their immune system weak?",
        hint: "Chemotherapy, immunotherapy, targeted drugs, steroid tablets, or drugs against rejection.",
        ask: Ask::One("x_sact"),
    },
    &Topic {
        key: "infection",
        question: "Does any of these fit?",
        of_them: "Does any of these fit them?",
        hint: "Diabetes, dialysis, a recent injection or operation on the spine, injecting drugs, a recent infection of the blood, or a weak immune system.",
        ask: Ask::One("x_inf_risk"),
    },
    &Topic {
        key: "nerve-drug",
        question: "Did you take a cancer drug in the last six months that can harm nerves?",
        of_them: "Did they take a cancer drug in the last six months that can harm nerves?",
        hint: "Your team would have warned you about tingling hands or feet.",
        ask: Ask::One("neurotoxic_drug"),
    },
    &Topic {
        key: "constipation",
        question: "Do you have new constipation that is getting worse?",
        of_them: "Do they have new constipation that is getting worse?",
        hint: "",
        ask: Ask::One("new_worsening_constipation"),
    },
    &Topic {
        key: "kind",
        question: "What is the pain like?",
        of_them: "What is the pain like?",
        hint: "Tick every one that fits.",
        ask: Ask::Any(&[
            tick("p_severe", "Very bad, and it does not let go"),
            tick("p_prog", "Getting worse over days, or worse today"),
            tick("p_night", "Wakes me at night"),
            tick("p_lying", "Worse lying down"),
            tick("p_norest", "Rest does not ease it"),
            tick("p_strain", "Worse when I cough, sneeze or strain"),
            tick("p_mech", "Worse when I stand, sit or move"),
            tick("p_tender", "One sore spot when the spine is touched"),
            tick("p_claud", "Legs ache or feel heavy when I walk, and ease with rest or bending"),
            tick("thoracic_pain", "It is between the shoulder blades or in the mid back"),
        ]),
    },
    &Topic {
        key: "body",
        question: "Have you noticed any of these?",
        of_them: "Have they noticed any of these?",
        hint: "Tick every one that fits.",
        ask: Ask::Any(&[
            tick("weight_loss", "Lost weight without trying"),
            tick("lump", "A new lump, or the back has changed its shape"),
        ]),
    },
    &Topic {
        key: "age",
        question: "How old are you?",
        of_them: "How old are they?",
        hint: "In whole years. Leave it empty if you do not know.",
        ask: Ask::Age,
    },
];

/// The topic with this key.
pub(super) fn find(key: &str) -> Option<&'static Topic> {
    ALL.iter().copied().find(|topic| topic.key == key)
}

impl Topic {
    /// The page of the interview that it words.
    pub(super) fn page(&self) -> Option<&'static Page> {
        Page::find(self.key)
    }

    /// Every fact it sets.
    pub(super) fn facts(&self) -> impl Iterator<Item = &'static str> {
        let (one, many): (Option<&'static str>, &'static [Tick]) = match self.ask {
            Ask::One(fact) => (Some(fact), &[]),
            Ask::Any(ticks) => (None, ticks),
            Ask::Age => (Some("age"), &[]),
        };
        one.into_iter().chain(many.iter().map(|tick| tick.fact))
    }
}

/// How many pages there can be at most.
pub(super) const PAGES_MAX: usize = 15;

#[cfg(test)]
pub(super) fn all() -> &'static [&'static Topic] {
    ALL
}
