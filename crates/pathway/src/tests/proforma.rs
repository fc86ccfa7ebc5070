//! Proformas: saved as far as they got, merged question by question, signed, added to.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::proforma::{self, AddAddendum, Kind, SaveProforma, SignProforma};

fn save(story: &Story, answers: &[(&str, &str)]) -> SaveProforma {
    SaveProforma {
        proforma: "consultation".into(),
        answers: answers.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
        opened_at: story.case.version,
        ..SaveProforma::default()
    }
}

fn sign() -> Command {
    Command::SignProforma(SignProforma { proforma: "consultation".into() })
}

fn does_save(story: &mut Story, answers: &[(&str, &str)]) -> Vec<Event> {
    let command = Command::SaveProforma(save(story, answers));
    story.does(&consultant(), command)
}

#[test]
fn every_question_is_unique_and_feeds_only_facts_and_answers_that_exist() {
    for proforma in proforma::ALL {
        let mut seen = BTreeSet::new();
        for (_, question) in proforma.questions() {
            assert!(seen.insert(question.key), "{}: {} twice", proforma.key, question.key);
            let highest;
            let words: Vec<&str> = match question.kind {
                Kind::YesNo => vec!["yes", "no", "unknown"],
                Kind::One(words) | Kind::Many(words) => words.iter().map(|(key, _)| *key).collect(),
                Kind::Number { likely, .. } => {
                    highest = likely.1.to_string();
                    vec![&highest]
                }
                Kind::Line | Kind::Text | Kind::Day => vec!["2026-11-24"],
            };
            for word in words {
                assert_eq!(question.problem(word), None, "{word}");
                let said: Answers =
                    question.said(word).map(|(fact, answer)| (fact.into(), answer)).collect();
                assert!(crate::facts::check(&said).is_ok(), "{}: {said:?}", question.key);
            }
            for (word, _) in question.feeds.iter().flat_map(|feed| feed.says) {
                assert_eq!(question.problem(word), None, "{} offers no {word}", question.key);
            }
        }
    }
}

#[test]
fn saving_with_every_field_empty_succeeds_and_records_nothing() {
    let mut story = taken_on(NIGHT_PAIN);
    let empty: Vec<(&str, &str)> =
        proforma::consultation::CONSULTATION.questions().map(|(_, q)| (q.key, "")).collect();
    assert_eq!(does_save(&mut story, &empty), []);
}

#[test]
fn an_answer_reaches_the_rules_at_once() {
    let mut story = taken_on(NIGHT_PAIN);
    let events = does_save(&mut story, &[("walking_now", "with_one"), ("weak", "yes")]);
    assert!(events.iter().any(|event| event.name() == "TriageDecided"), "{events:?}");
    assert_eq!(story.case.tier(), rules::Tier::E1);
}

#[test]
fn an_answer_taken_back_is_not_known_and_never_a_no() {
    let mut story = taken_on(NIGHT_PAIN);
    does_save(&mut story, &[("weak", "yes")]);
    does_save(&mut story, &[("weak", "")]);
    let said = &story.case.facts.get("n_weak").unwrap().answer;
    assert_ne!(*said, Answer::no());
}

#[test]
fn what_cannot_be_is_refused_and_what_is_unusual_is_asked_again() {
    let mut story = taken_on(NIGHT_PAIN);
    let command = Command::SaveProforma(save(&story, &[("temperature", "61")]));
    assert_eq!(story.when(&consultant(), command).invalid(), "temperature");
    let command = Command::SaveProforma(save(&story, &[("weight", "30")]));
    assert_eq!(story.when(&consultant(), command).invalid(), "weight");
    let mut sure = save(&story, &[("weight", "30")]);
    sure.sure.insert("weight".into());
    let events = story.does(&consultant(), Command::SaveProforma(sure));
    assert_eq!(events[0].name(), "ProformaSaved");
}

#[test]
fn two_people_keep_what_each_typed_and_choose_where_both_changed_the_same() {
    let mut story = taken_on(NIGHT_PAIN);
    does_save(&mut story, &[("lives", "alone"), ("plan", "MRI")]);
    let opened = save(&story, &[]);
    let answers = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    };
    let mine = SaveProforma {
        answers: answers(&[("lives", "with her son"), ("plan", "MRI"), ("drugs", "")]),
        ..opened.clone()
    };
    let theirs = SaveProforma {
        answers: answers(&[("lives", "alone"), ("plan", "MRI today"), ("drugs", "morphine")]),
        ..opened.clone()
    };
    story.does(&coordinator(), Command::SaveProforma(theirs));
    story.does(&consultant(), Command::SaveProforma(mine));
    let open = story.case.proformas.open("consultation").unwrap();
    assert_eq!(open.answer("lives"), "with her son");
    assert_eq!(open.answer("plan"), "MRI today");
    assert_eq!(open.answer("drugs"), "morphine");
    let late = SaveProforma { answers: answers(&[("plan", "Wait")]), ..opened };
    let Refusal::Conflicts(conflicts) =
        story.when(&consultant(), Command::SaveProforma(late)).refused()
    else {
        panic!("a conflict")
    };
    assert_eq!(conflicts.len(), 1);
    assert_eq!((&*conflicts[0].mine, &*conflicts[0].theirs), ("Wait", "MRI today"));
    assert_eq!(conflicts[0].by, "A. Ng");
}

#[test]
fn a_signed_proforma_is_locked_and_takes_addenda_and_the_next_one_begins_anew() {
    let mut story = taken_on(NIGHT_PAIN);
    does_save(&mut story, &[("plan", "MRI")]);
    story.when(&consultant(), sign()).then(&["ProformaSigned", "TaskDone"]);
    assert!(matches!(story.when(&consultant(), sign()).refused(), Refusal::AlreadyDone { .. }));
    let addendum = |number, text: &str| {
        Command::AddAddendum(AddAddendum {
            proforma: "consultation".into(),
            number,
            text: text.into(),
        })
    };
    assert_eq!(story.when(&consultant(), addendum(1, " ")).invalid(), "addendum");
    story.when(&consultant(), addendum(1, "Histology: ductal.")).then(&["AddendumAdded"]);
    does_save(&mut story, &[("plan", "Radiotherapy")]);
    let all = story.case.proformas.of("consultation");
    assert_eq!(all.len(), 2);
    assert_eq!((all[0].answer("plan"), all[1].answer("plan")), ("MRI", "Radiotherapy"));
    assert_eq!(all[0].addenda.len(), 1);
    assert_eq!(story.when(&consultant(), addendum(2, "More")).invalid(), "addendum");
    story.is_consistent();
}

#[test]
fn an_unsigned_consultation_is_overdue_after_four_hours() {
    let mut story = taken_on(NIGHT_PAIN);
    does_save(&mut story, &[("plan", "MRI")]);
    story.wait_min(239);
    assert!(!story.tick().iter().any(|(key, _)| key.starts_with("task:")));
    story.wait_min(2);
    assert!(story.tick().iter().any(|(key, _)| key.starts_with("task:")));
}

#[test]
fn what_stands_elsewhere_is_offered_with_who_said_it() {
    let mut story = taken_on(WALKS_BADLY);
    let (_, question) = proforma::consultation::CONSULTATION.question("cancer_known").unwrap();
    let offer = |story: &Story| {
        proforma::offered(&story.case, &proforma::consultation::CONSULTATION, question)
    };
    assert_eq!(offer(&story).unwrap().by, "Sr Kaur");
    does_save(&mut story, &[("cancer_known", "yes")]);
    story.does(&consultant(), sign());
    assert_eq!(offer(&story).unwrap().by, "P. Rao, consultation");
}
