//! The answers so far, and what they let us skip. They live in the page, sealed, for an hour.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rules::interview::{Page, open_pages};
use rules::{Facts, Settings, Value};
use serde::{Deserialize, Serialize};

use super::topic::{self, Ask, PAGES_MAX, Topic};
use crate::form::Form;
use crate::visit::Visit;

/// What the seal is for.
const PURPOSE: &str = "symptom check";
/// How long answers can be carried on.
const LASTS_MIN: i64 = 60;

/// What a person has answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Answers {
    /// Fact to "yes", "no" or "unknown"; age to a number.
    said: BTreeMap<String, String>,
    /// The topics answered, in order.
    topics: Vec<String>,
    /// A carer answers.
    pub(super) for_someone_else: bool,
    /// Leads to a self-referral in the end.
    pub(crate) to_refer: bool,
    began: Timestamp,
}

impl Answers {
    pub(super) fn new(began: Timestamp, to_refer: bool) -> Self {
        Self { said: BTreeMap::new(), topics: Vec::new(), for_someone_else: false, to_refer, began }
    }

    /// As a form field.
    pub(crate) fn seal(&self, visit: &Visit) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        visit.app.links.seal(PURPOSE, &text)
    }

    /// From a form field; `None` when it is not ours or older than an hour.
    pub(crate) fn unseal(visit: &Visit, sealed: &str) -> Option<Self> {
        let answers: Self = serde_json::from_str(&visit.app.links.unseal(PURPOSE, sealed)?).ok()?;
        let age = visit.now.duration_since(answers.began);
        (age <= SignedDuration::from_mins(LASTS_MIN)).then_some(answers)
    }

    /// How many pages were answered.
    pub(super) fn pages(&self) -> usize {
        self.topics.len()
    }

    /// The facts as the rules take them. What was not asked stays not asked.
    pub(crate) fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        for (fact, said) in &self.said {
            let value = match said.parse::<f64>() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Word(said),
            };
            // Everything here was checked when it came in.
            let _ = facts.set_value(fact, value);
        }
        facts
    }

    /// As the record keeps them.
    pub(crate) fn for_the_record(&self) -> pathway::facts::Answers {
        self.said
            .iter()
            .map(|(fact, said)| {
                let answer = match said.parse::<f64>() {
                    Ok(number) => pathway::facts::Answer::Number(number),
                    Err(_) => pathway::facts::Answer::Word(said.clone()),
                };
                (fact.clone(), answer)
            })
            .collect()
    }

    /// Whether this fact was answered with yes.
    pub(super) fn is_yes(&self, fact: &str) -> bool {
        self.said.get(fact).is_some_and(|said| said == "yes")
    }

    /// Takes one page's answer in.
    ///
    /// # Errors
    /// What to do, when nothing or something impossible was answered.
    pub(super) fn take(&mut self, topic: &Topic, form: &Form) -> Result<(), &'static str> {
        let ticked: Vec<&str> = form.get("a").split(',').filter(|one| !one.is_empty()).collect();
        match topic.ask {
            Ask::One(fact) => {
                let word = *ticked.first().unwrap_or(&"");
                if !matches!(word, "yes" | "no" | "unknown") {
                    return Err("Choose yes, no or not sure.");
                }
                self.said.insert(fact.into(), word.into());
            }
            Ask::Any(ticks) => {
                let any = ticks.iter().any(|tick| ticked.contains(&tick.fact));
                let (none, unsure) = (ticked.contains(&"none"), ticked.contains(&"unknown"));
                if !any && !none && !unsure {
                    return Err("Tick what fits, or \"none of these\", or \"not sure\".");
                }
                if none && (any || unsure) {
                    return Err("\"None of these\" cannot go with another answer. Untick one.");
                }
                let page = topic.page().ok_or("Choose an answer of this page.")?;
                for (fact, answer) in page.answers(|fact| ticked.contains(&fact.key()), unsure) {
                    self.said.insert(fact.key().into(), answer.key().into());
                }
            }
            Ask::Age => {
                if let Some(age) = form.some("a") {
                    let years: u8 =
                        age.parse().map_err(|_| "Enter whole years, or leave it empty.")?;
                    if years > 120 {
                        return Err("Enter an age from 0 to 120, or leave it empty.");
                    }
                    self.said.insert("age".into(), years.to_string());
                }
            }
        }
        self.topics.retain(|asked| asked != topic.key);
        self.topics.push(topic.key.into());
        Ok(())
    }

    /// The topic before, with what was answered there, which is taken back.
    pub(super) fn go_back(&mut self) -> Option<(&'static Topic, Form)> {
        let topic = topic::find(&self.topics.pop()?)?;
        let mut values = Vec::new();
        let mut all_no = true;
        let mut unsure = false;
        for fact in topic.facts() {
            let Some(said) = self.said.remove(fact) else { continue };
            match (&topic.ask, said.as_str()) {
                (Ask::Any(_), "yes") => {
                    values.push(fact.to_owned());
                    all_no = false;
                }
                (Ask::Any(_), "unknown") => unsure = true,
                (Ask::Any(_), _) => {}
                _ => {
                    values.push(said);
                    all_no = false;
                }
            }
        }
        if unsure {
            values.push("unknown".into());
        } else if all_no && matches!(topic.ask, Ask::Any(_)) {
            values.push("none".into());
        }
        let mut form = Form::default();
        form.0.insert("a".into(), values.join(","));
        Some((topic, form))
    }

    /// The next topic that can still change the answer, most decisive first.
    pub(super) fn next_topic(&self, rules: &Settings) -> Option<&'static Topic> {
        if self.pages() >= PAGES_MAX {
            return None;
        }
        self.open_topics(rules).into_iter().next()
    }

    /// Whether this page was answered.
    #[cfg(test)]
    pub(super) fn was_asked(&self, topic: &Topic) -> bool {
        self.topics.iter().any(|asked| asked == topic.key)
    }

    /// Topics that can still change the answer, most decisive first, without those asked already.
    fn open_topics(&self, rules: &Settings) -> Vec<&'static Topic> {
        let asked = |page: &Page| self.topics.iter().any(|asked| asked == page.key);
        let pages = open_pages(&self.facts(), asked, rules);
        pages.into_iter().filter_map(|page| topic::find(page.key)).collect()
    }

    /// At most how many more pages there can be: for "about".
    pub(super) fn pages_left(&self, rules: &Settings) -> usize {
        self.open_topics(rules).len().max(1)
    }

    /// What was said yes or not sure to, in plain words, for a summary to show to staff.
    pub(super) fn in_words(&self) -> Vec<(&'static str, &str)> {
        self.said
            .iter()
            .filter(|(_, said)| *said != "no")
            .map(|(fact, said)| {
                let meaning = rules::Fact::from_key(fact).map_or("age", rules::Fact::meaning);
                (meaning, said.as_str())
            })
            .collect()
    }
}
