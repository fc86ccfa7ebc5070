use axum::http::StatusCode;
use proptest::prelude::*;
use rules::{Audience, Settings, Tier};

use super::answers::Answers;
use super::topic::{self, Ask};
use crate::form::Form;
use crate::testing::{Service, noon_ish};

fn field(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    let value = &page[at..];
    value.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_tick_on_the_first_page_reaches_the_emergency_page() {
    let service = Service::new();
    let first = service.get("/check", "").await.text;
    for sign in [
        "n_gait",
        "n_weak",
        "x_saddle",
        "n_sphincter",
        "n_bowel_control",
        "x_chest",
        "x_trauma",
        "x_sepsis",
    ] {
        let fields =
            [("answers", field(&first, "answers")), ("topic", "danger".into()), ("a", sign.into())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let page = service.post("/check", "", &fields).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("class=\"emergency\""), "{sign}");
        assert!(page.text.contains("tel:999"), "{sign}");
        for word in ["TR-0", "data-tier", "name=\"family\"", "£"] {
            assert!(!page.text.contains(word), "{sign}: {word}");
        }
    }
}

#[tokio::test]
async fn an_empty_answer_is_asked_again_and_nothing_is_kept() {
    let service = Service::new();
    let first = service.get("/check", "").await.text;
    let sealed = field(&first, "answers");
    let page = service.post("/check", "", &[("answers", &sealed), ("topic", "danger")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("There is a problem"));
    let changed =
        service.post("/check", "", &[("answers", "forged.seal"), ("topic", "danger")]).await;
    assert_eq!(changed.status, StatusCode::GONE);
    let counts = service.app.store.counts().await.unwrap();
    assert_eq!((counts.events, counts.open), (0, 0));
}

#[tokio::test]
async fn the_back_button_keeps_the_answers() {
    let service = Service::new();
    let first = service.get("/check", "").await.text;
    let sealed = field(&first, "answers");
    let second = service
        .post("/check", "", &[("answers", &sealed), ("topic", "danger"), ("a", "none")])
        .await;
    let back = [("answers", field(&second.text, "answers")), ("back", "yes".into())];
    let back: Vec<(&str, &str)> = back.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = service.post("/check", "", &back).await.text;
    assert!(page.contains("value=\"none\" checked"), "{page}");
}

/// Answers topic after topic as `choose` says, until there is an emergency or nothing left to ask.
fn walk(mut choose: impl FnMut(&str, usize) -> Form) -> (Answers, usize, bool) {
    let rules = Settings::default();
    let mut answers = Answers::new(noon_ish(), false);
    let mut topic = topic::DANGER;
    let mut pages = 0;
    loop {
        let ticks = match &topic.ask {
            Ask::Any(ticks) => ticks.len(),
            Ask::One(_) | Ask::Age => 0,
        };
        answers.take(topic, &choose(topic.key, ticks)).unwrap();
        pages += 1;
        if rules::certain(&answers.facts(), Audience::Public, &rules).is_some() {
            return (answers, pages, true);
        }
        match answers.next_topic(&rules) {
            Some(next) => topic = next,
            None => return (answers, pages, false),
        }
    }
}

fn form(value: &str) -> Form {
    Form([("a".to_owned(), value.to_owned())].into())
}

fn any_form(topic: &str, dice: &mut impl FnMut(usize) -> usize) -> Form {
    let topic = topic::find(topic).unwrap();
    match &topic.ask {
        Ask::One(_) => form(["yes", "no", "unknown"][dice(3)]),
        Ask::Age => form(&dice(100).to_string()),
        Ask::Any(ticks) => match dice(4) {
            0 => form("unknown"),
            1 | 2 => form("none"),
            _ => {
                let mut chosen: Vec<&str> =
                    ticks.iter().filter(|_| dice(4) == 0).map(|tick| tick.fact).collect();
                if chosen.is_empty() {
                    chosen.push("none");
                }
                form(&chosen.join(","))
            }
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_walk_ends_in_fifteen_pages_and_agrees_with_the_full_form(seed in any::<u64>()) {
        let mut state = seed | 1;
        let mut dice = |n: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % n as u64).unwrap()
        };
        let (answers, pages, emergency) = walk(|topic, _| any_form(topic, &mut dice));
        prop_assert!(pages <= topic::PAGES_MAX);
        let rules = Settings::default();
        let short = rules::triage(&answers.facts(), Audience::Public, &rules);
        if emergency {
            prop_assert!(short.tier.is_emergency());
        }
        // The same person answers every other topic too: the full form is no more urgent.
        let mut full = answers.clone();
        for topic in topic::all() {
            let (known, _) = full.facts().normalised();
            let settled = |fact: &str| {
                rules::Fact::from_key(fact).is_some_and(|fact| known.answer(fact).is_some())
            };
            // What follows from an answer (no pain, so no kind of pain) a person does not deny.
            if !answers.was_asked(topic) && !topic.facts().all(settled) {
                let _ = full.take(topic, &any_form(topic.key, &mut dice));
            }
        }
        let long = rules::triage(&full.facts(), Audience::Public, &rules);
        prop_assert!(
            (short.tier, short.limit_h) <= (long.tier, long.limit_h),
            "{:?} after {pages} pages, {:?} after all: {answers:?} {full:?}", short.tier, long.tier
        );
    }
}

#[test]
fn not_sure_about_the_danger_signs_never_reassures() {
    let (answers, _, _) = walk(|topic, _| match topic {
        "danger" => form("unknown"),
        "cancer" => form("yes"),
        "age" => form("60"),
        other => match &topic::find(other).unwrap().ask {
            Ask::One(_) => form("no"),
            _ => form("none"),
        },
    });
    let decision = rules::triage(&answers.facts(), Audience::Public, &Settings::default());
    assert!(decision.tier <= Tier::S1, "{:?}", decision.tier);
    assert!(decision.limit_h <= 2);
}

#[test]
fn the_quietest_walk_ends_with_routine_advice() {
    let (answers, pages, _) = walk(|topic, _| match topic {
        "age" => form("40"),
        other => match &topic::find(other).unwrap().ask {
            Ask::One(_) => form("no"),
            _ => form("none"),
        },
    });
    let decision = rules::triage(&answers.facts(), Audience::Public, &Settings::default());
    assert_eq!(decision.tier, Tier::R0);
    println!("{pages} pages");
}

#[test]
fn no_result_reassures_or_names_a_disease() {
    let code = include_str!("result.rs").lines().filter(|line| !line.starts_with("//"));
    let text = code.collect::<String>().to_lowercase();
    for phrase in ["you are fine", "you do not have", "you have metastatic", "nothing to worry"] {
        assert!(!text.contains(phrase), "{phrase}");
    }
}

#[test]
fn every_page_of_the_interview_has_its_words_and_asks_each_fact_once() {
    let mut seen = std::collections::BTreeSet::new();
    let keys = |topics: &[&topic::Topic]| topics.iter().map(|topic| topic.key).collect::<Vec<_>>();
    let pages: Vec<&str> = rules::interview::PAGES.iter().map(|page| page.key).collect();
    assert_eq!(keys(topic::all()), pages);
    for topic in topic::all() {
        let page = topic.page().unwrap();
        let facts: Vec<&str> = page.facts().iter().map(|fact| fact.key()).collect();
        let worded: Vec<&str> = topic.facts().filter(|fact| *fact != "age").collect();
        assert_eq!(worded, facts, "{}", topic.key);
        assert!(facts.into_iter().all(|fact| seen.insert(fact)), "{}", topic.key);
    }
}
