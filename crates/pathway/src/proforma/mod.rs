//! Proformas: the clinical forms of a case. Saved as far as they got, signed when somebody stands
//! for them, added to afterwards.
//!
//! ```text
//!   begun ──> saved, any number of times ──> signed ──> addenda
//!               │
//!               └── two people at once: each question is merged for itself; where both changed
//!                   the same one, both values come back and a person chooses
//! ```
//!
//! The forms are const data: [`consultation`] and the others name their questions, which facts an
//! answer feeds, and where an answer may stand already.

pub mod consultation;
mod question;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use self::question::{Feed, From, Kind, Problem, Proforma, Question, Section};
use crate::case::Case;
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::facts::{Answer, How};
use crate::refusal::{Conflict, Refusal};
use crate::task;
use crate::triage::FactsRecorded;

/// Every proforma.
pub const ALL: &[&Proforma] = &[
    &consultation::CONSULTATION,
    &crate::bloods::BLOODS,
    &crate::bloods::OBSERVATIONS,
    &crate::rehab::forms::ASSESSMENT,
    &crate::rehab::forms::DISCHARGE_PLAN,
];

/// The proforma with this key.
pub fn find(key: &str) -> Option<&'static Proforma> {
    ALL.iter().copied().find(|one| one.key == key)
}

/// An unsigned proforma older than this is overdue.
const SIGN_WITHIN: SignedDuration = SignedDuration::from_hours(4);

/// Save what a form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveProforma {
    /// Which.
    pub proforma: String,
    /// Every question that was on the page with what stands in its field; empty means no answer.
    pub answers: BTreeMap<String, String>,
    /// Questions whose unusual answer is meant.
    pub sure: BTreeSet<String>,
    /// Questions whose answer was taken over from elsewhere, and from where, in words.
    pub confirmed: BTreeMap<String, String>,
    /// The version of the case that the page was made from.
    pub opened_at: u64,
    /// The version up to which this person has seen what others answered and chose to differ; the
    /// same as `opened_at` unless they were asked to choose.
    pub seen_at: u64,
}

/// Answers of a proforma were saved. Only what changed is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProformaSaved {
    /// Which.
    pub proforma: String,
    /// 1, 2, 3 … within the case and kind.
    pub number: u32,
    /// By question; an empty value takes an answer back.
    pub answers: BTreeMap<String, String>,
    /// Where an answer was taken over from, in words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub confirmed: BTreeMap<String, String>,
}

/// Sign the proforma that is open: locks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignProforma {
    /// Which.
    pub proforma: String,
}

/// A proforma was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProformaSigned {
    /// Which.
    pub proforma: String,
    /// Its number.
    pub number: u32,
}

/// Add to a signed proforma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddAddendum {
    /// Which.
    pub proforma: String,
    /// Its number.
    pub number: u32,
    /// What.
    pub text: String,
}

/// Something was added to a signed proforma.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddendumAdded {
    /// Which.
    pub proforma: String,
    /// Its number.
    pub number: u32,
    /// What.
    pub text: String,
}

/// An answer and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The version of the case that it came with.
    pub version: u64,
    /// The answer; empty when it was taken back.
    pub value: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Where it was taken over from, in words.
    pub confirmed: Option<String>,
}

/// One filled-in proforma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// 1, 2, 3 … within the case and kind.
    pub number: u32,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// Every entry of each question, oldest first.
    pub entries: BTreeMap<String, Vec<Entry>>,
    /// By whom and when it was signed.
    pub signed: Option<(String, Timestamp)>,
    /// What was added since: text, by whom, when.
    pub addenda: Vec<(String, String, Timestamp)>,
}

impl Filled {
    /// The standing entry of a question; `None` when there is no answer.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)?.last().filter(|entry| !entry.value.is_empty())
    }

    /// The standing answer; empty when there is none.
    pub fn answer(&self, key: &str) -> &str {
        self.entry(key).map_or("", |entry| entry.value.as_str())
    }

    /// The answer as it stood in a version of the case.
    fn answer_in(&self, key: &str, version: u64) -> &str {
        let entries = self.entries.get(key).into_iter().flatten();
        entries.take_while(|entry| entry.version <= version).last().map_or("", |entry| &entry.value)
    }
}

/// Every proforma of a case, by key, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proformas(BTreeMap<String, Vec<Filled>>);

impl Proformas {
    /// All of one kind, oldest first.
    pub fn of(&self, proforma: &str) -> &[Filled] {
        self.0.get(proforma).map_or(&[], Vec::as_slice)
    }

    /// The latest of one kind.
    pub fn latest(&self, proforma: &str) -> Option<&Filled> {
        self.of(proforma).last()
    }

    /// The one that is being filled in.
    pub fn open(&self, proforma: &str) -> Option<&Filled> {
        self.latest(proforma).filter(|filled| filled.signed.is_none())
    }

    /// The latest standing answer to a question, over every proforma of the kind.
    pub fn answer(&self, proforma: &str, question: &str) -> Option<&Entry> {
        self.of(proforma).iter().rev().find_map(|filled| filled.entry(question))
    }

    pub(crate) fn saved(&mut self, saved: &ProformaSaved, recorded: &Recorded) {
        let all = self.0.entry(saved.proforma.clone()).or_default();
        if all.iter().all(|filled| filled.number != saved.number) {
            all.push(Filled {
                number: saved.number,
                begun_at: recorded.recorded_at,
                entries: BTreeMap::new(),
                signed: None,
                addenda: Vec::new(),
            });
        }
        let Some(filled) = all.iter_mut().find(|filled| filled.number == saved.number) else {
            return;
        };
        for (key, value) in &saved.answers {
            filled.entries.entry(key.clone()).or_default().push(Entry {
                version: recorded.version,
                value: value.clone(),
                by: recorded.actor.name.clone(),
                at: recorded.recorded_at,
                confirmed: saved.confirmed.get(key).cloned(),
            });
        }
    }

    pub(crate) fn signed(&mut self, signed: &ProformaSigned, recorded: &Recorded) {
        self.change(&signed.proforma, signed.number, |filled| {
            filled.signed = Some((recorded.actor.name.clone(), recorded.recorded_at));
        });
    }

    pub(crate) fn added(&mut self, added: &AddendumAdded, recorded: &Recorded) {
        let by = recorded.actor.name.clone();
        self.change(&added.proforma, added.number, |filled| {
            filled.addenda.push((added.text.clone(), by, recorded.recorded_at));
        });
    }

    fn change(&mut self, proforma: &str, number: u32, change: impl FnOnce(&mut Filled)) {
        let all = self.0.get_mut(proforma).into_iter().flatten();
        if let Some(filled) = all.into_iter().find(|filled| filled.number == number) {
            change(filled);
        }
    }
}

/// An answer that stands elsewhere and can be taken over: what, and who said it when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The answer.
    pub value: String,
    /// Who said so: "J. Okafor, referral".
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What a question could take over: an earlier proforma's answer, a standing fact, the referral.
pub fn offered(case: &Case, proforma: &Proforma, question: &Question) -> Option<Offered> {
    let open = case.proformas.open(proforma.key).map(|filled| filled.number);
    let earlier = case.proformas.of(proforma.key).iter().rev();
    let earlier = earlier.filter(|filled| Some(filled.number) != open && !question.fresh);
    if let Some(entry) = earlier.into_iter().find_map(|filled| filled.entry(question.key)) {
        let by = format!("{}, {}", entry.by, proforma.title.to_lowercase());
        return Some(Offered { value: entry.value.clone(), by, at: entry.at });
    }
    let written = |value: &str| {
        let referral = case.referral.as_deref()?;
        let by = format!("{}, referral", referral.referrer.name);
        Some(Offered { value: value.to_owned(), by, at: case.received?.0 })
    };
    let found = question.from.iter().find_map(|from| match *from {
        From::Fact(fact) => {
            let said = case.facts.get(fact)?;
            let value = match &said.answer {
                Answer::Word(word) => word.clone(),
                Answer::Number(number) => number.to_string(),
            };
            Some(Offered { value, by: said.by.clone(), at: said.at })
        }
        From::Detail(name) => written(case.referral.as_deref()?.details.get(name)?),
        From::Story => written(&case.referral.as_deref()?.story),
    })?;
    // What the form cannot hold is not offered: nobody could confirm it.
    let fits = question.problem(&found.value).is_none_or(|problem| problem.unlikely);
    (fits && !found.value.is_empty()).then_some(found)
}

/// Everything wrong with these answers, question by question. What is only unusual is left out
/// where somebody is sure of it.
pub fn problems(
    proforma: &Proforma,
    answers: &BTreeMap<String, String>,
    sure: &BTreeSet<String>,
) -> Vec<Problem> {
    proforma
        .questions()
        .filter_map(|(_, question)| question.problem(answers.get(question.key)?.trim()))
        .filter(|problem| !(problem.unlikely && sure.contains(problem.key)))
        .collect()
}

pub(crate) fn save(draft: &mut Draft<'_>, save: &SaveProforma) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let proforma = find(&save.proforma).ok_or(Refusal::Unknown("proforma"))?;
    if let Some(problem) = problems(proforma, &save.answers, &save.sure).into_iter().next() {
        return Err(Refusal::invalid(problem.key, problem.message));
    }
    let open = draft.case.proformas.open(proforma.key);
    let changes = merge(proforma, open, save)?;
    if changes.is_empty() {
        return Ok(());
    }
    let number = match open {
        Some(filled) => filled.number,
        None => {
            u32::try_from(draft.case.proformas.of(proforma.key).len()).unwrap_or(u32::MAX - 1) + 1
        }
    };
    let begins = open.is_none();
    let confirmed: BTreeMap<_, _> =
        save.confirmed.iter().filter(|(key, _)| changes.contains_key(*key)).collect();
    let confirmed = confirmed.into_iter().map(|(key, from)| (key.clone(), from.clone())).collect();
    let facts = facts(proforma, &changes);
    draft.record(Event::ProformaSaved(ProformaSaved {
        proforma: proforma.key.into(),
        number,
        answers: changes,
        confirmed,
    }));
    for (how, answers) in facts {
        draft.record(Event::FactsRecorded(FactsRecorded { answers, how }));
    }
    if begins && proforma.signed {
        let now = draft.context.now;
        let due = now.checked_add(SIGN_WITHIN).unwrap_or(now);
        let owner = draft.context.actor.name.clone();
        task::must(draft, to_sign(proforma), &owner, due);
    }
    Ok(())
}

/// Question by question: what this person changed, unless somebody else changed the same since.
fn merge(
    proforma: &Proforma,
    open: Option<&Filled>,
    save: &SaveProforma,
) -> Result<BTreeMap<String, String>, Refusal> {
    let conflicts = conflicts(proforma, open, save);
    if !conflicts.is_empty() {
        return Err(Refusal::Conflicts(conflicts));
    }
    let mine = changed(proforma, open, save);
    Ok(mine.map(|(question, mine)| (question.key.to_owned(), mine.to_owned())).collect())
}

/// The questions that this person changed since the page was made, with what they say now.
fn changed<'a>(
    proforma: &Proforma,
    open: Option<&'a Filled>,
    save: &'a SaveProforma,
) -> impl Iterator<Item = (&'static Question, &'a str)> {
    let answer = |question: &Question| save.answers.get(question.key).map(|value| value.trim());
    proforma.questions().filter_map(move |(_, question)| {
        let mine = answer(question)?;
        let stands = open.map_or("", |filled| filled.answer(question.key));
        let was = open.map_or("", |filled| filled.answer_in(question.key, save.opened_at));
        (mine != stands && mine != was).then_some((question, mine))
    })
}

/// Where somebody else has answered what this person changed, since they last looked.
pub fn conflicts(proforma: &Proforma, open: Option<&Filled>, save: &SaveProforma) -> Vec<Conflict> {
    let contested = changed(proforma, open, save).filter_map(|(question, mine)| {
        let theirs = open?.entries.get(question.key)?.last()?;
        (theirs.version > save.opened_at.max(save.seen_at)).then(|| Conflict {
            field: question.key,
            label: question.label,
            mine: mine.into(),
            theirs: theirs.value.clone(),
            by: theirs.by.clone(),
            at: theirs.at,
        })
    });
    contested.collect()
}

/// What the changes tell the rules, by how it came about.
fn facts(
    proforma: &Proforma,
    changes: &BTreeMap<String, String>,
) -> BTreeMap<How, BTreeMap<String, Answer>> {
    let mut facts: BTreeMap<How, BTreeMap<String, Answer>> = BTreeMap::new();
    for (key, value) in changes {
        let Some((section, question)) = proforma.question(key) else { continue };
        for (fact, answer) in question.said(value) {
            let answers = facts.entry(section.how).or_default();
            // Two questions may feed one fact: a "yes" is never spoken over.
            if answers.get(fact) != Some(&Answer::yes()) {
                answers.insert(fact.to_owned(), answer);
            }
        }
    }
    facts
}

pub(crate) fn sign(draft: &mut Draft<'_>, sign: &SignProforma) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let proforma = find(&sign.proforma).ok_or(Refusal::Unknown("proforma"))?;
    let Some(open) = draft.case.proformas.open(proforma.key) else {
        return match draft.case.proformas.latest(proforma.key).and_then(|f| f.signed.clone()) {
            Some((by, at)) => Err(Refusal::AlreadyDone { by, at }),
            None => Err(Refusal::Unknown("proforma that is begun")),
        };
    };
    let number = open.number;
    let event = ProformaSigned { proforma: proforma.key.into(), number };
    draft.record(Event::ProformaSigned(event));
    task::finish_called(draft, &to_sign(proforma));
    Ok(())
}

fn to_sign(proforma: &Proforma) -> String {
    format!("Sign the {}", proforma.title.to_lowercase())
}

pub(crate) fn add(draft: &mut Draft<'_>, add: &AddAddendum) -> Result<(), Refusal> {
    let text = required("addendum", &add.text, "Write what is to be added.")?.to_owned();
    let mut all = draft.case.proformas.of(&add.proforma).iter();
    let filled = all.find(|filled| filled.number == add.number);
    if filled.ok_or(Refusal::Unknown("proforma"))?.signed.is_none() {
        return Err(Refusal::invalid(
            "addendum",
            "This is not signed yet: change the answer itself.",
        ));
    }
    draft.record(Event::AddendumAdded(AddendumAdded {
        proforma: add.proforma.clone(),
        number: add.number,
        text,
    }));
    Ok(())
}
