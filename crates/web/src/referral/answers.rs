//! From the form to the facts of the rules: one table, so that a reader can check it line by line.
//!
//! Each row of [`TABLE`] is a form field, and what each of its answers says, by fact name. A field
//! that is left empty says nothing. Where two fields speak of the same fact the more worrying answer
//! stands: yes over "not known", "not known" over no. Nothing here decides anything; the rules do.

use jiff::civil::Date;
use pathway::facts::{Answer, Answers};
use rules::{FactError, Facts, Value};

use crate::form::Form;
use crate::ui::{Layer, Side, dermatome_field, dermatome_levels};

/// Answers by fact name.
type Says = &'static [(&'static str, &'static str)];

/// How a field becomes answers.
pub(super) enum How {
    /// What is chosen is the answer to this fact, word for word.
    Same(&'static str),
    /// Each value, chosen or ticked, says these.
    Each(&'static [(&'static str, Says)]),
    /// A number for this fact.
    Number(&'static str),
}

use How::{Each, Number, Same};

/// Every field of the form that says something to the rules.
pub(super) const TABLE: &[(&str, How)] = &[
    // Headline. "No neurology" means that each of these was asked; a field below that says otherwise
    // wins. "Yes" without any detail counts as a sign, so that it can never look calm.
    (
        "neurology",
        Each(&[(
            "no",
            &[
                ("n_weak", "no"),
                ("n_sens", "no"),
                ("n_radic", "no"),
                ("n_sphincter", "no"),
                ("x_saddle", "no"),
                ("x_bileg", "no"),
            ],
        )]),
    ),
    (
        "walking",
        Each(&[
            ("unaided", &[("n_gait", "no")]),
            ("with_aid", &[("n_gait", "yes")]),
            ("with_one", &[("n_gait", "yes")]),
            ("with_two", &[("n_gait", "yes")]),
            ("unable", &[("n_gait", "yes")]),
            ("unknown", &[("n_gait", "unknown")]),
        ]),
    ),
    ("suspected", Same("mscc_clin_suspected")),
    (
        "rate",
        Each(&[
            ("sudden", &[("x_sudden_onset", "yes")]),
            ("hours", &[("x_sudden_onset", "no")]),
            ("days", &[("x_sudden_onset", "no")]),
            ("weeks", &[("x_sudden_onset", "no")]),
            ("stable", &[("x_sudden_onset", "no")]),
            ("unknown", &[("x_sudden_onset", "unknown")]),
        ]),
    ),
    (
        "weakness",
        Each(&[
            ("arm_right", &[("n_weak", "yes"), ("n_weak_arm", "yes")]),
            ("arm_left", &[("n_weak", "yes"), ("n_weak_arm", "yes")]),
            ("leg_right", &[("n_weak", "yes")]),
            ("leg_left", &[("n_weak", "yes")]),
            ("none", &[("n_weak", "no"), ("n_weak_arm", "no")]),
        ]),
    ),
    (
        "limbs",
        Each(&[
            ("both_legs", &[("x_bileg", "yes")]),
            ("one_leg", &[("one_leg_only", "yes")]),
            ("one_arm", &[("one_arm_only", "yes")]),
            ("hands_feet", &[("sens_hands_feet_only", "yes")]),
        ]),
    ),
    (
        "bladder",
        Each(&[
            ("normal", &[("n_sphincter_urine_retention", "no"), ("n_incontinence", "no")]),
            ("retention", &[("n_sphincter", "yes"), ("n_sphincter_urine_retention", "yes")]),
            ("incontinence", &[("n_sphincter", "yes"), ("n_incontinence", "yes")]),
            ("other", &[("n_sphincter", "yes")]),
            ("unknown", &[("n_sphincter", "unknown")]),
        ]),
    ),
    (
        "bowel",
        Each(&[
            ("normal", &[("n_bowel_control", "no"), ("new_worsening_constipation", "no")]),
            ("control_lost", &[("n_sphincter", "yes"), ("n_bowel_control", "yes")]),
            ("constipation", &[("n_bowel_control", "no"), ("new_worsening_constipation", "yes")]),
            ("unknown", &[("n_bowel_control", "unknown")]),
        ]),
    ),
    ("saddle", Same("x_saddle")),
    ("signs", Same("n_signs")),
    ("paralysis_h", Number("para_complete_h")),
    // Pain.
    ("pain", Same("spinal_pain")),
    (
        "pain_features",
        Each(&[
            ("severe", &[("p_severe", "yes")]),
            ("progressive", &[("p_prog", "yes")]),
            ("mechanical", &[("p_mech", "yes")]),
            ("straining", &[("p_strain", "yes")]),
            ("night", &[("p_night", "yes")]),
            ("tender", &[("p_tender", "yes")]),
            ("claudication", &[("p_claud", "yes")]),
            ("rest", &[("p_norest", "yes")]),
            ("lying", &[("p_lying", "yes")]),
            ("thoracic", &[("thoracic_pain", "yes")]),
            ("six_weeks", &[("spinal_pain_persistent", "yes")]),
            (
                "none",
                &[
                    ("p_severe", "no"),
                    ("p_prog", "no"),
                    ("p_mech", "no"),
                    ("p_strain", "no"),
                    ("p_night", "no"),
                    ("p_tender", "no"),
                    ("p_claud", "no"),
                    ("p_norest", "no"),
                    ("p_lying", "no"),
                    ("thoracic_pain", "no"),
                    ("spinal_pain_persistent", "no"),
                ],
            ),
        ]),
    ),
    (
        "radiating",
        Each(&[
            ("arm", &[("n_radic", "yes"), ("n_radic_arm", "yes")]),
            ("leg", &[("n_radic", "yes")]),
            ("band", &[("n_radic", "yes"), ("n_radic_trunk", "yes")]),
            ("none", &[("n_radic", "no"), ("n_radic_arm", "no"), ("n_radic_trunk", "no")]),
        ]),
    ),
    ("sensation", Same("n_sens")),
    ("movement_pain", Same("pain_on_movement_moderate_or_severe")),
    ("unstable", Same("instab_suspected")),
    ("immobilised", Same("immobilised")),
    // Unwell.
    ("fever", Same("x_fever")),
    ("sepsis", Same("x_sepsis")),
    ("anticancer", Same("x_sact")),
    ("infection_risk", Same("x_inf_risk")),
    ("trauma", Same("x_trauma")),
    ("chest_pain", Same("x_chest")),
    ("spinal_procedure", Same("recent_spinal_procedure")),
    // Cancer.
    (
        "cancer",
        Each(&[
            ("yes", &[("ca_known", "yes")]),
            ("suspected", &[("ca_known", "no"), ("ca_suspected", "yes")]),
            ("no", &[("ca_known", "no"), ("ca_suspected", "no")]),
            ("unknown", &[("ca_known", "unknown"), ("ca_suspected", "unknown")]),
        ]),
    ),
    ("haem", Same("haem")),
    (
        "tissue",
        Each(&[
            ("yes", &[("no_tissue", "no")]),
            ("no", &[("no_tissue", "yes")]),
            ("unknown", &[("no_tissue", "unknown")]),
        ]),
    ),
    (
        "spinal_mets",
        Each(&[
            ("confirmed", &[("spinal_mets", "yes")]),
            ("suspected", &[("spinal_mets", "no"), ("spinal_mets_suspected", "yes")]),
            ("no", &[("spinal_mets", "no"), ("spinal_mets_suspected", "no")]),
            ("unknown", &[("spinal_mets", "unknown"), ("spinal_mets_suspected", "unknown")]),
        ]),
    ),
    (
        "general",
        Each(&[
            ("weight_loss", &[("weight_loss", "yes")]),
            ("lump", &[("lump", "yes")]),
            ("none", &[("weight_loss", "no"), ("lump", "no")]),
        ]),
    ),
    ("neurotoxic", Same("neurotoxic_drug")),
    // Safety. Only radiology decides that MRI cannot be done.
    (
        "mri_safety",
        Each(&[
            ("safe", &[("mri_contraindicated", "no")]),
            ("implant", &[("mri_contraindicated", "unknown")]),
            ("refused", &[("mri_contraindicated", "yes")]),
            ("unknown", &[("mri_contraindicated", "unknown")]),
        ]),
    ),
    ("anticoagulant", Same("on_anticoagulant")),
    (
        "steroid",
        Each(&[
            ("given", &[("dex_given", "yes"), ("on_dex", "yes")]),
            ("intended", &[("dex_given", "no"), ("dex_intent", "yes")]),
            ("no", &[("dex_given", "no"), ("dex_intent", "no"), ("on_dex", "no")]),
            ("unknown", &[("dex_given", "unknown")]),
        ]),
    ),
    // Imaging.
    (
        "imaging",
        Each(&[
            ("mri_compression", &[("mri_pos", "yes")]),
            ("mri_clear", &[("mri_pos", "no")]),
            ("mri_no_report", &[("mri_pos", "unknown")]),
        ]),
    ),
    ("plain_xray", Same("plain_xray_requested_for_mets")),
    // Place: a person on a ward is an inpatient.
    ("location", Each(&[("ward", &[("admitted", "yes")]), ("home", &[("admitted", "no")])])),
];

/// Everything the form says, and that it is a professional referral.
///
/// # Errors
/// The field whose number cannot be right, with a sentence for the page.
pub(crate) fn answers(form: &Form) -> Result<Answers, (&'static str, String)> {
    let mut answers = Answers::new();
    for (field, how) in TABLE {
        match how {
            Same(fact) => {
                if let Some(word) = form.some(field) {
                    hear(&mut answers, fact, word);
                }
            }
            Each(values) => {
                for value in form.get(field).split(',') {
                    let says = values.iter().find(|(name, _)| *name == value);
                    for (fact, word) in says.map(|(_, says)| *says).unwrap_or_default() {
                        hear(&mut answers, fact, word);
                    }
                }
            }
            Number(fact) => {
                if let Some(text) = form.some(field) {
                    let number = text.parse::<f64>().ok().filter(|n| (0.0..=100_000.0).contains(n));
                    let words = || format!("\"{text}\" is not a number of hours we can use.");
                    let number = number.ok_or_else(|| (*field, words()))?;
                    answers.insert((*fact).to_owned(), Answer::Number(number));
                }
            }
        }
    }
    chart(form, &mut answers);
    settle(form, &mut answers);
    pathway::facts::check(&answers).map_err(|wrong| (field_of(&wrong), wrong.to_string()))?;
    Ok(answers)
}

/// The body chart. Marks are dermatomes, so they speak of nerve roots: C5 to T1 of the arm, T2 to
/// T12 of a band round the trunk, L1 to S2 of the leg, S3 to S5 of the saddle. A mark at C2 to C4 is
/// neck pain. Both legs marked, in either layer, is a symptom of both legs. What is not marked says
/// nothing.
fn chart(form: &Form, answers: &mut Answers) {
    let (mut right_leg, mut left_leg) = (false, false);
    for (place, level) in dermatome_levels().enumerate() {
        for side in [Side::Right, Side::Left] {
            let pain = form.ticked(&dermatome_field(Layer::Pain, level, side));
            let sensation = form.ticked(&dermatome_field(Layer::Sensation, level, side));
            let region = Region::of(place);
            if pain {
                for fact in region.pain() {
                    hear(answers, fact, "yes");
                }
            }
            if sensation {
                hear(answers, "n_sens", "yes");
                if region == Region::Saddle {
                    hear(answers, "x_saddle", "yes");
                }
            }
            if (pain || sensation) && region == Region::Leg {
                match side {
                    Side::Right => right_leg = true,
                    Side::Left => left_leg = true,
                }
            }
        }
    }
    if right_leg && left_leg {
        hear(answers, "x_bileg", "yes");
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Neck,
    Arm,
    Trunk,
    Leg,
    Saddle,
}

impl Region {
    /// By the place in the list of levels, which begins at C2.
    fn of(place: usize) -> Self {
        match place {
            0..=2 => Self::Neck,
            3..=7 => Self::Arm,
            8..=18 => Self::Trunk,
            19..=25 => Self::Leg,
            _ => Self::Saddle,
        }
    }

    fn pain(self) -> &'static [&'static str] {
        match self {
            Self::Neck => &["spinal_pain"],
            Self::Arm => &["n_radic", "n_radic_arm"],
            Self::Trunk => &["n_radic", "n_radic_trunk"],
            Self::Leg | Self::Saddle => &["n_radic"],
        }
    }
}

/// What "neurology: yes" may be about. With none of them, it counts as a sign.
const DETAIL: [&str; 9] = [
    "n_weak",
    "n_sens",
    "n_radic",
    "n_sphincter",
    "x_saddle",
    "x_bileg",
    "n_gait",
    "n_signs",
    "n_bowel_control",
];

/// What follows from several answers together.
fn settle(form: &Form, answers: &mut Answers) {
    let weak = |limb: &str| form.get("weakness").split(',').any(|value| value == limb);
    if weak("leg_right") && weak("leg_left") {
        hear(answers, "x_bileg", "yes");
    }
    if form.get("bladder") == "normal" && matches!(form.get("bowel"), "normal" | "constipation") {
        hear(answers, "n_sphincter", "no");
    }
    let any_yes = DETAIL.iter().any(|fact| answers.get(*fact) == Some(&Answer::yes()));
    if form.get("neurology") == "yes" && !any_yes {
        hear(answers, "n_signs", "yes");
    }
    answers.insert("tertiary_referral".into(), Answer::yes());
}

/// Takes one answer in; the more worrying one stands.
fn hear(answers: &mut Answers, fact: &str, word: &str) {
    let weight = |word: &str| match word {
        "yes" => 3,
        "unknown" => 2,
        _ => 1,
    };
    let keeps = match answers.get(fact) {
        Some(Answer::Word(standing)) => weight(standing) >= weight(word),
        _ => false,
    };
    if !keeps {
        answers.insert(fact.to_owned(), Answer::Word(word.to_owned()));
    }
}

/// The form field that speaks of a refused fact.
fn field_of(wrong: &FactError) -> &'static str {
    let speaks = |how: &How| match how {
        Same(fact) | Number(fact) => *fact == wrong.field,
        Each(values) => {
            values.iter().any(|(_, says)| says.iter().any(|(fact, _)| *fact == wrong.field))
        }
    };
    TABLE.iter().find(|(_, how)| speaks(how)).map_or("neurology", |(field, _)| *field)
}

/// The same answers for the rules, with the age on this day. A field that cannot be read counts as
/// not asked here; sending the form refuses it.
pub(super) fn facts(form: &Form, today: Date) -> Facts {
    let mut facts = Facts::new();
    for (fact, answer) in answers(form).unwrap_or_default() {
        let value = match &answer {
            Answer::Word(word) => Value::Word(word),
            Answer::Number(number) => Value::Number(*number),
        };
        // Every answer was checked just before.
        let _ = facts.set_value(&fact, value);
    }
    let born = super::submit::born(form).ok().flatten();
    let person = pathway::person::Person { born, ..pathway::person::Person::default() };
    let _ = facts.set_age(person.age_on(today));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    fn said(fields: &[(&str, &str)], fact: &str) -> Option<String> {
        match answers(&form(fields)).unwrap().get(fact) {
            Some(Answer::Word(word)) => Some(word.clone()),
            Some(Answer::Number(number)) => Some(number.to_string()),
            None => None,
        }
    }

    #[test]
    fn every_fact_of_the_table_is_one_the_rules_know() {
        for (field, how) in TABLE {
            let says: Vec<(&str, &str)> = match how {
                Same("haem") => vec![("haem", "suspected")],
                Same(fact) => vec![(fact, "yes")],
                Number(_) => vec![],
                Each(values) => values.iter().flat_map(|(_, says)| says.to_vec()).collect(),
            };
            for (fact, word) in says {
                let one = [(fact.to_owned(), Answer::Word(word.into()))].into();
                assert!(pathway::facts::check(&one).is_ok(), "{field}: {fact} = {word}");
            }
        }
    }

    #[test]
    fn every_answer_that_the_table_reads_is_one_the_form_offers() {
        for (field, how) in TABLE {
            let Each(values) = how else { continue };
            for (value, _) in *values {
                let offered = super::super::choice::choices(field);
                assert!(offered.iter().any(|choice| choice.value == *value), "{field}: {value}");
            }
        }
    }

    #[test]
    fn an_empty_form_says_nothing_but_where_it_came_from() {
        let said = answers(&Form::default()).unwrap();
        assert_eq!(said.keys().collect::<Vec<_>>(), ["tertiary_referral"]);
    }

    #[test]
    fn no_neurology_never_takes_back_what_another_field_says() {
        let fields = [("neurology", "no"), ("weakness", "leg_left,leg_right")];
        assert_eq!(said(&fields, "n_weak").as_deref(), Some("yes"));
        assert_eq!(said(&fields, "x_bileg").as_deref(), Some("yes"));
        assert_eq!(said(&fields, "n_sens").as_deref(), Some("no"));
    }

    #[test]
    fn neurology_without_detail_counts_as_a_sign() {
        assert_eq!(said(&[("neurology", "yes")], "n_signs").as_deref(), Some("yes"));
        let named = [("neurology", "yes"), ("walking", "with_one")];
        assert_eq!(said(&named, "n_signs"), None);
    }

    #[test]
    fn a_mark_on_the_chart_speaks_of_its_region() {
        assert_eq!(said(&[("pain_T6_right", "yes")], "n_radic_trunk").as_deref(), Some("yes"));
        assert_eq!(said(&[("pain_C5_left", "yes")], "n_radic_arm").as_deref(), Some("yes"));
        assert_eq!(said(&[("pain_T1_left", "yes")], "n_radic_arm").as_deref(), Some("yes"));
        assert_eq!(said(&[("pain_T12_left", "yes")], "n_radic_trunk").as_deref(), Some("yes"));
        assert_eq!(said(&[("pain_C3_left", "yes")], "spinal_pain").as_deref(), Some("yes"));
        let saddle = [("sensation_S4_5_left", "yes")];
        assert_eq!(said(&saddle, "x_saddle").as_deref(), Some("yes"));
        assert_eq!(said(&saddle, "n_sens").as_deref(), Some("yes"));
        assert_eq!(said(&[("sensation_S2_left", "yes")], "x_saddle"), None);
        let legs = [("pain_L4_left", "yes"), ("sensation_S1_right", "yes")];
        assert_eq!(said(&legs, "x_bileg").as_deref(), Some("yes"));
        assert_eq!(said(&[("pain_L4_left", "yes")], "x_bileg"), None);
    }

    #[test]
    fn a_word_the_dictionary_does_not_know_is_refused_at_its_field() {
        let (field, _) = answers(&form(&[("fever", "perhaps")])).unwrap_err();
        assert_eq!(field, "fever");
        let (field, _) = answers(&form(&[("paralysis_h", "long")])).unwrap_err();
        assert_eq!(field, "paralysis_h");
    }

    #[test]
    fn only_a_field_of_its_own_says_something_that_calms() {
        let calming = ["one_leg_only", "one_arm_only", "sens_hands_feet_only", "neurotoxic_drug"];
        for fact in calming {
            let rows = TABLE.iter().filter(|(_, how)| match how {
                Same(named) => *named == fact,
                Each(values) => values.iter().any(|(_, says)| says.iter().any(|(f, _)| *f == fact)),
                Number(_) => false,
            });
            assert_eq!(rows.count(), 1, "{fact}");
        }
    }
}
